#pragma once
#include <QHashFunctions>
#include <QString>
#include <compare>

namespace lectern {

/// A strongly typed identifier; on the wire a UUIDv7 in its 36-character form, so that ids sort by creation time.
template <class Tag>
struct Id {
    QString value;
    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id&) const = default;
    bool operator<(const Id& other) const { return value < other.value; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.value, seed); }
};

using UserId = Id<struct UserTag>;
using CategoryId = Id<struct CategoryTag>;
using CourseId = Id<struct CourseTag>;
using SectionId = Id<struct SectionTag>;
using LectureId = Id<struct LectureTag>;
using AttachmentId = Id<struct AttachmentTag>;
using FileId = Id<struct FileTag>;
using EnrollmentId = Id<struct EnrollmentTag>;
using PaymentId = Id<struct PaymentTag>;
using RefundId = Id<struct RefundTag>;
using VaultId = Id<struct VaultTag>;
using DisputeId = Id<struct DisputeTag>;
using DocumentId = Id<struct DocumentTag>;
using ReceiptId = Id<struct ReceiptTag>;
using WithdrawalId = Id<struct WithdrawalTag>;
using NotificationId = Id<struct NotificationTag>;
using CertificateId = Id<struct CertificateTag>;
using CouponId = Id<struct CouponTag>;
using PlanId = Id<struct PlanTag>;
using PlanRuleId = Id<struct PlanRuleTag>;
using ScheduleId = Id<struct ScheduleTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using LineId = Id<struct LineTag>; ///< of a schedule
using SessionId = Id<struct SessionTag>; ///< of a hosted checkout
using InvitationId = Id<struct InvitationTag>;
using GiftId = Id<struct GiftTag>;
using BundleId = Id<struct BundleTag>;
using GigId = Id<struct GigTag>;
using BookingId = Id<struct BookingTag>;

/// A new UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits; strictly increasing
/// within one process.
[[nodiscard]] QString newUuid7();
/// True for a 36-character lower- or upper-case UUID of any version.
[[nodiscard]] bool isUuid(const QString& text);

template <class T>
[[nodiscard]] T newId()
{
    return T{newUuid7()};
}

} // namespace lectern
