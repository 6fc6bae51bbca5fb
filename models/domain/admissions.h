#pragma once
#include "domain/courses.h"

namespace lectern {

enum class AdmissionMode {
    Open,       ///< whoever finds the course may enroll
    Invitation, ///< only who was invited
};
QString toText(AdmissionMode);
bool fromText(const QString&, AdmissionMode&);

/// Who may enroll in a course, and how many. Without a limit nobody waits.
struct Admission {
    CourseId courseId;
    AdmissionMode mode = AdmissionMode::Open;
    int seats = 0;   ///< 0: no limit
    int taken = 0;   ///< by enrollments that are open or are being paid
    int waiting = 0; ///< on the waiting list, those with an offer included
    int offered = 0; ///< seats that are kept for somebody from the waiting list
    bool operator==(const Admission&) const = default;
};
QJsonObject toJson(const Admission&);
Result<Admission> admissionFromJson(const QJsonObject&);

struct AdmissionForm {
    AdmissionMode mode = AdmissionMode::Open;
    int seats = 0;
    bool operator==(const AdmissionForm&) const = default;
};
QJsonObject toJson(const AdmissionForm&);
Result<AdmissionForm> admissionFormFromJson(const QJsonObject&);

/// A code that lets people in: one person by e-mail, or whoever has the code, up to so many.
struct Invitation {
    InvitationId id;
    CourseId courseId;
    QString code;
    QString email; ///< empty: whoever has the code
    int seats = 1; ///< how many may use it
    int used = 0;
    bool isFree = false; ///< else at the course's price
    QString createdBy;
    QDateTime createdAt;
    QDateTime expiresAt; ///< until then it may be used
    bool isRevoked = false;
    bool operator==(const Invitation&) const = default;
};
QJsonObject toJson(const Invitation&);
Result<Invitation> invitationFromJson(const QJsonObject&);

enum class InvitationState { Open, UsedUp, Expired, Revoked };
QString toText(InvitationState);
bool fromText(const QString&, InvitationState&);
[[nodiscard]] InvitationState stateOf(const Invitation& invitation, const QDateTime& now);

/// Either e-mail addresses, each of which gets a code of its own, or none and one code for `seats` people.
struct InvitationForm {
    QStringList emails;
    int seats = 1;
    bool isFree = false;
    int validDays = 14;
    bool operator==(const InvitationForm&) const = default;
};
QJsonObject toJson(const InvitationForm&);
Result<InvitationForm> invitationFormFromJson(const QJsonObject&);

struct WaitingStudent {
    UserId id;
    QString name;
    QDateTime joinedAt;
    std::optional<QDateTime> offeredUntil; ///< a seat is kept until then
    bool operator==(const WaitingStudent&) const = default;
};
QJsonObject toJson(const WaitingStudent&);
Result<WaitingStudent> waitingStudentFromJson(const QJsonObject&);

/// What a student needs to know before enrolling.
struct StudentAdmission {
    CourseId courseId;
    bool byInvitation = false;
    bool isInvited = false;
    bool isFree = false;            ///< the invitation pays
    std::optional<int> seatsLeft;   ///< absent: no limit; a seat that is kept for the student counts
    std::optional<int> place;       ///< on the waiting list, 1 is next
    std::optional<QDateTime> offeredUntil;
    bool operator==(const StudentAdmission&) const = default;
};
QJsonObject toJson(const StudentAdmission&);
Result<StudentAdmission> studentAdmissionFromJson(const QJsonObject&);

struct RedeemForm {
    QString code; ///< as typed: case, dashes and spaces do not matter
    bool operator==(const RedeemForm&) const = default;
};
QJsonObject toJson(const RedeemForm&);
Result<RedeemForm> redeemFormFromJson(const QJsonObject&);
/// Of an invitation: the course it is for. Of a friend's recommendation: who that is, and no course. Of a gift: the place, which is open.
struct Redeemed {
    std::optional<CourseId> courseId;
    QString courseTitle;
    bool isFree = false;
    QString referredBy; ///< empty: an invitation or a gift
    std::optional<EnrollmentId> enrollmentId = {}; ///< of a gift
    QString giftFrom = {};    ///< who paid for it; empty: no gift
    QString giftMessage = {}; ///< to whoever uses it
    bool operator==(const Redeemed&) const = default;
};
QJsonObject toJson(const Redeemed&);
Result<Redeemed> redeemedFromJson(const QJsonObject&);

/// A student's own link for friends, and what came of it.
struct Referral {
    QString code;
    QString link;
    int came = 0;     ///< students who followed it
    int enrolled = 0; ///< enrollments that they have
    bool operator==(const Referral&) const = default;
};
QJsonObject toJson(const Referral&);
Result<Referral> referralFromJson(const QJsonObject&);

/// "XXXX-XXXX-XXXX" of what somebody typed: Crockford's base 32, O for 0, I and L for 1.
[[nodiscard]] QString invitationCode(const QString& typed);

namespace validation {
inline constexpr int kMaxSeats = 100'000;
inline constexpr int kMaxInvitations = 200; ///< at once
[[nodiscard]] std::optional<Error> admission(const AdmissionForm& form);
[[nodiscard]] std::optional<Error> invitation(const InvitationForm& form);
} // namespace validation

} // namespace lectern
