#pragma once
#include "gateways/gateways.h"
#include <QVariant>

namespace lectern {

/// A share of a whole in 0…100, so that a view can draw a bar instead of a number.
struct Percent
{
    int value = 0;
    QString word{}; ///< stands in its place, for what has no share; empty: none
    bool operator==(const Percent&) const = default;
};

/// What something costs: an amount that reads "Free" when it is zero.
struct FeeValue
{
    Money money;
    bool operator==(const FeeValue&) const = default;
};

/// A time that is told exactly instead of "3 h ago".
struct Moment
{
    QDateTime at;
    bool operator==(const Moment&) const = default;
};

/// Until when somebody has to do something: a view says how long that is and warns when it is soon.
struct DueValue
{
    QDateTime at;
    bool operator==(const DueValue&) const = default;
};

/// A whole month, named by its first day.
struct Month
{
    QDate first;
    bool operator==(const Month&) const = default;
};

/// An account of the ledger by its machine name, which a view puts into words.
struct LedgerAccount
{
    QString name;
    bool operator==(const LedgerAccount&) const = default;
};

/// The gateway's code for a declined card, which a view puts into words.
struct DeclineCode
{
    QString code;
    bool operator==(const DeclineCode&) const = default;
};

/// The bank's code for why a payment is disputed, which a view puts into words.
struct DisputeReason
{
    QString code;
    bool operator==(const DisputeReason&) const = default;
};

/// Machine name of something that was done, which a view puts into words.
struct AuditAction
{
    QString name;
    bool operator==(const AuditAction&) const = default;
};

/// What the server wrote beside an action; its codes a view puts into words.
struct AuditDetail
{
    QString action;
    QString text;
    bool operator==(const AuditDetail&) const = default;
};

/// Roles that every list model of the client answers.
enum ItemRole {
    SortRole = Qt::UserRole, ///< comparable raw value: minor units, QDateTime, number or text
    IdRole,                  ///< QString id of the row
    ValueRole,               ///< typed value: Money, FeeValue, QDateTime, Moment, DueValue, QDate, Month, Percent, an enum of the domain, QString, int or bool
    DetailRole,              ///< QString or DisputeReason: second line of the cell; empty for none
    ColumnKeyRole,           ///< header only: stable machine name of the column
};

/// The value as a machine writes it: decimal with a point, ISO 8601 in UTC, wire name of an enum. For CSV and tests.
[[nodiscard]] QString plainValue(const QVariant& value);
/// The value as it sorts.
[[nodiscard]] QVariant sortValue(const QVariant& value);
/// True for amounts and numbers, which line up on the right.
[[nodiscard]] bool isNumeric(const QVariant& value);

} // namespace lectern

Q_DECLARE_METATYPE(lectern::Percent)
Q_DECLARE_METATYPE(lectern::FeeValue)
Q_DECLARE_METATYPE(lectern::Moment)
Q_DECLARE_METATYPE(lectern::DueValue)
Q_DECLARE_METATYPE(lectern::Month)
Q_DECLARE_METATYPE(lectern::LedgerAccount)
Q_DECLARE_METATYPE(lectern::DeclineCode)
Q_DECLARE_METATYPE(lectern::DisputeReason)
Q_DECLARE_METATYPE(lectern::AuditAction)
Q_DECLARE_METATYPE(lectern::AuditDetail)
