#pragma once
#include "gateways/gateways.h"
#include <QVariant>

namespace lectern {

/// A share of a whole in 0…100, so that a view can draw a bar instead of a number.
struct Percent
{
    int value = 0;
    bool operator==(const Percent&) const = default;
};

/// Roles that every list model of the client answers.
enum ItemRole {
    SortRole = Qt::UserRole, ///< comparable raw value: minor units, QDateTime, number or text
    IdRole,                  ///< QString id of the row
    ValueRole,               ///< typed value: Money, QDateTime, Percent, an enum of the domain, QString, int or bool
    DetailRole,              ///< QString second line of the cell; empty for none
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
