#pragma once
#include "domain/admissions.h"
#include "domain/payments.h"
#include "usecases/context.h"

/// Who may enroll in a course, how many, and who waits for a seat.
namespace lectern::admissions {

/// What a student may enroll as.
struct Admitted {
    bool isInvited = false;
    bool isFree = false;   ///< the invitation pays
    bool wasOffered = false; ///< from the waiting list
};
/// Takes a seat under the lock of the course's seats, inside the transaction that makes the enrollment; the caller holds the
/// enrollment's lock. InvalidState: by invitation only, or full. The student's own entry in the waiting list ends.
[[nodiscard]] Result<Admitted> admit(store::Transaction& transaction, const Services& services, const UserId& student, const CourseId& course);
/// Whether an invitation pays for the course.
[[nodiscard]] bool isPaidFor(store::Transaction& transaction, const UserId& student, const CourseId& course);
/// Whether a seat is free for a payment that arrives after its enrollment has ended; takes the lock of the course's seats.
/// `more` seats are taken and not written yet.
[[nodiscard]] bool hasSeat(store::Transaction& transaction, const Services& services, const UserId& student, const CourseId& course, int more = 0);
/// Why a place cannot be bought for somebody else now; takes the lock of the course's seats.
[[nodiscard]] std::optional<Error> refusalOfGift(store::Transaction& transaction, const Services& services, const CourseId& course);
/// Before enrolling, without a lock: what the page of the course says. Absent: open to all, without a limit.
[[nodiscard]] std::optional<StudentAdmission> standing(store::Transaction& transaction, const Services& services, const UserId& student, const CourseId& course);

/// For the course's teacher and staff; changing: the teacher and admins.
[[nodiscard]] Result<Admission> find(const Services& services, const Caller& caller, const CourseId& course);
[[nodiscard]] Result<Admission> change(const Services& services, const Caller& caller, const CourseId& course, const AdmissionForm& form);
[[nodiscard]] Result<Page<Invitation>> invitations(const Services& services, const Caller& caller, const CourseId& course, const PageRequest& page);
/// One for each address, which gets it by mail, or one code for several people.
[[nodiscard]] Result<Page<Invitation>> invite(const Services& services, const Caller& caller, const CourseId& course, const InvitationForm& form);
/// Nobody can use it any more; whoever did stays in.
[[nodiscard]] Result<Invitation> revoke(const Services& services, const Caller& caller, const InvitationId& id);
/// Who waits, the next one first; at most 500.
[[nodiscard]] Result<Page<WaitingStudent>> waiting(const Services& services, const Caller& caller, const CourseId& course);

/// The student takes a place of the invitation. Again with the same code: the same answer.
[[nodiscard]] Result<Redeemed> redeem(const Services& services, const Caller& caller, const RedeemForm& form);
[[nodiscard]] Result<StudentAdmission> join(const Services& services, const Caller& caller, const CourseId& course);
[[nodiscard]] Result<StudentAdmission> leave(const Services& services, const Caller& caller, const CourseId& course);
/// The student's own link for friends; made when it is first asked for.
[[nodiscard]] Result<Referral> referral(const Services& services, const Caller& caller);
/// Writes down what brought the student to a course: a friend within the last days, else `otherwise`.
void keepSource(store::Transaction& transaction, const Services& services, const UserId& student, const QString& enrollment, EnrollmentSource otherwise);
/// A friend's code was followed; nothing when nobody has it.
[[nodiscard]] std::optional<Result<Redeemed>> follow(store::Transaction& transaction, const Services& services, const Caller& caller, const QString& code);
/// What the page behind an invitation's link says; NotFound when nobody can use it any more.
[[nodiscard]] Result<Redeemed> describe(const Services& services, const QString& code);

/// Job: offers seats that became free to those who wait longest, and ends offers that were not taken. How many were offered.
[[nodiscard]] Result<int> offerSeats(const Services& services);

} // namespace lectern::admissions
