#pragma once
#include "domain/admissions.h"
#include "usecases/context.h"

/// Places that somebody pays for somebody else. The sale is booked when it is paid; until the code is used the enrollment is nobody's.
/// The lock of a gift is its row, taken before payments and enrollments.
namespace lectern::gifts {

/// A place that waits to be paid; the same request again answers the same one.
[[nodiscard]] Result<EnrollmentId> open(store::Transaction& transaction, const Services& services, const Caller& caller, const GiftForm& form, const store::Row& course);

/// What is told about a place that was paid for somebody else.
struct Paid {
    GiftId id;
    QString code;
    QString recipientName;
    QString recipientEmail;
    QString message;
    QString giverName;
};
/// By enrollment; those that are no gifts, or whose code was used, are not among them.
[[nodiscard]] QHash<QString, Paid> ofEnrollments(store::Transaction& transaction, const QStringList& enrollments);
/// Mails the code to whom it is for, where an address was given.
void send(store::Transaction& transaction, const Services& services, const Paid& gift, const QString& courseTitle);

/// The code was typed; nothing when it is no gift's. InvalidInput on "code": why it cannot be used.
[[nodiscard]] std::optional<Result<Redeemed>> redeem(store::Transaction& transaction, const Services& services, const Caller& caller, const QString& code);
/// What the page behind its link says; nothing when it is no gift's, or when it cannot be used any more.
[[nodiscard]] std::optional<Redeemed> describe(store::Transaction& transaction, const QString& code);

/// Those that the caller gave, newest first; at most 200.
[[nodiscard]] Result<Page<Gift>> mine(const Services& services, const Caller& caller);

} // namespace lectern::gifts
