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
    Over,     ///< nobody can open it any more, or not for now; see GiftEnd
};
QString toText(GiftState);
bool fromText(const QString&, GiftState&);

/// Why a gift gives no access.
enum class GiftEnd {
    Unpaid,     ///< it was not paid in time
    TakenBack,  ///< by its giver
    Refunded,   ///< the school gave the money back
    Questioned, ///< the giver's bank questions the payment, and has not decided
    Lost,       ///< and took the money back
    Reversed,   ///< its receipt was recorded by mistake
    Ended,      ///< the school ended it
};
QString toText(GiftEnd);
bool fromText(const QString&, GiftEnd&);

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
    std::optional<GiftEnd> ended = {}; ///< of one that is over, or was redeemed and gives no access any more
    bool isReturnable = false;         ///< its payment may be taken back, or asked for
    bool isAskedBack = false;          ///< it was asked for, and an admin has not decided
    bool operator==(const Gift&) const = default;
};
QJsonObject toJson(const Gift&);
Result<Gift> giftFromJson(const QJsonObject&);

namespace validation {
[[nodiscard]] std::optional<Error> gift(const GiftForm& form);
} // namespace validation

} // namespace lectern
