#pragma once
#include "domain/money.h"
#include <QLocale>

namespace lectern {

/// An amount as people type it. A point or a comma before the last one or two figures is a decimal separator whatever
/// the locale; before three figures it groups thousands where the locale groups with it; everything that could be
/// read in two ways is refused with the reason. Nothing is ever dropped, so a slip cannot multiply an amount.
[[nodiscard]] Result<Money> readMoney(const QString& typed, const Currency& currency, const QLocale& locale = QLocale());
/// The amount as a field shows it: no symbol, no grouping, the locale's decimal separator.
[[nodiscard]] QString editableMoney(const Money& money, const QLocale& locale = QLocale());

} // namespace lectern
