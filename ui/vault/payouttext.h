#pragma once
#include <QStringList>

namespace lectern {

/// What the gateway still asks for, by its names ("business profile mcc"), as a person says it; what several names ask
/// for comes once.
[[nodiscard]] QStringList dueTexts(const QStringList& names);
/// Why the gateway pays nothing out ("requirements past due"), as a sentence; empty for no reason.
[[nodiscard]] QString disabledText(const QString& reason);

} // namespace lectern
