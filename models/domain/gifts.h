#pragma once
#include "domain/error.h"
#include "domain/ids.h"
#include "domain/money.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonObject>
#include <optional>

namespace lectern {

/// Somebody else's place in a course, paid now and opened by a code.
struct GiftForm {
    QString recipientName;
    QString recipientEmail; ///< gets the code by mail when it is paid; empty: the giver hands it over
    QString message;        ///< goes with the code
    bool operator==(const GiftForm&) const = default;
};
QJsonObject toJson(const GiftForm&);
Result<GiftForm> giftFormFromJson(const QJsonObject&);

enum class GiftState {
    AwaitingPayment,
    Ready,    ///< paid; whoever has the code may use it, today or in years
    Redeemed,
    Over,     ///< not paid in time, or given back
};
QString toText(GiftState);
bool fromText(const QString&, GiftState&);

/// As its giver sees it.
struct Gift {
    GiftId id;
    CourseId courseId;
    QString courseTitle;
    EnrollmentId enrollmentId;
    std::optional<PaymentId> paymentId;
    GiftState state = GiftState::AwaitingPayment;
    GiftForm form;
    QString code;       ///< empty until it is paid
    QString link;       ///< page that says how to use the code; likewise
    QString redeemedBy; ///< name; empty until then
    Money price;
    QDateTime createdAt;
    std::optional<QDateTime> redeemedAt;
    bool operator==(const Gift&) const = default;
};
QJsonObject toJson(const Gift&);
Result<Gift> giftFromJson(const QJsonObject&);

namespace validation {
[[nodiscard]] std::optional<Error> gift(const GiftForm& form);
} // namespace validation

} // namespace lectern
