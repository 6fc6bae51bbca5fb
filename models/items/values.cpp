#include "items/values.h"

namespace lectern {

namespace {

template <class E>
bool enumText(const QVariant& value, QString& out)
{
    if (value.metaType() != QMetaType::fromType<E>()) return false;
    out = toText(value.value<E>());
    return true;
}

template <class... E>
QString anyEnumText(const QVariant& value)
{
    QString text;
    (enumText<E>(value, text) || ...);
    return text;
}

} // namespace

QString plainValue(const QVariant& value)
{
    if (value.metaType() == QMetaType::fromType<Money>()) return value.value<Money>().toDecimal();
    if (value.metaType() == QMetaType::fromType<FeeValue>()) return value.value<FeeValue>().money.toDecimal();
    if (value.metaType() == QMetaType::fromType<Percent>()) return value.value<Percent>().word.isEmpty() ? QString::number(value.value<Percent>().value) : value.value<Percent>().word;
    if (value.metaType() == QMetaType::fromType<Moment>()) return value.value<Moment>().at.toUTC().toString(Qt::ISODate);
    if (value.metaType() == QMetaType::fromType<DueValue>()) return value.value<DueValue>().at.toUTC().toString(Qt::ISODate);
    if (value.metaType() == QMetaType::fromType<QDate>()) return value.toDate().toString(Qt::ISODate);
    if (value.metaType() == QMetaType::fromType<Month>()) return value.value<Month>().first.toString(QStringLiteral("yyyy-MM"));
    if (value.metaType() == QMetaType::fromType<LedgerAccount>()) return value.value<LedgerAccount>().name;
    if (value.metaType() == QMetaType::fromType<DeclineCode>()) return value.value<DeclineCode>().code;
    if (value.metaType() == QMetaType::fromType<DisputeReason>()) return value.value<DisputeReason>().code;
    if (value.metaType() == QMetaType::fromType<AuditDetail>()) return value.value<AuditDetail>().text;
    if (value.metaType() == QMetaType::fromType<AuditAction>()) return value.value<AuditAction>().name;
    if (value.metaType() == QMetaType::fromType<QDateTime>()) return value.toDateTime().toUTC().toString(Qt::ISODate);
    if (value.canConvert<QString>() && !(value.metaType().flags() & QMetaType::IsEnumeration)) return value.toString();
    return anyEnumText<CourseState, RevisionState, Level, DecisionKind, EnrollmentState, PaymentState, VaultKind,
                       EntryKind, WithdrawalState, RefundState, Role, UserState, LectureKind, DisputeState, MatchState,
                       PayoutAccountState, DocumentKind, WalletEntryKind, PaymentMethod, CouponState, InvitationState, ScheduleState, LineState, SubscriptionState, InvoiceState, DeskState, DeskKind, GigState, BookingState, BookingPayment>(value);
}

QVariant sortValue(const QVariant& value)
{
    if (value.metaType() == QMetaType::fromType<Money>()) return value.value<Money>().minor();
    if (value.metaType() == QMetaType::fromType<FeeValue>()) return value.value<FeeValue>().money.minor();
    if (value.metaType() == QMetaType::fromType<Percent>()) return value.value<Percent>().value;
    if (value.metaType() == QMetaType::fromType<Moment>()) return value.value<Moment>().at;
    if (value.metaType() == QMetaType::fromType<DueValue>()) return value.value<DueValue>().at;
    if (value.metaType() == QMetaType::fromType<QDateTime>()) return value;
    if (isNumeric(value)) return value;
    return plainValue(value).toCaseFolded();
}

bool isNumeric(const QVariant& value)
{
    const QMetaType type = value.metaType();
    return type == QMetaType::fromType<Money>() || type == QMetaType::fromType<FeeValue>() || type == QMetaType::fromType<int>() ||
           type == QMetaType::fromType<qint64>();
}

} // namespace lectern
