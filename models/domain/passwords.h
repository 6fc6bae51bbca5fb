#pragma once
#include <QString>

namespace lectern {

/// True for passwords on the list of the most used ones, runs ("abcdefghij", "1111111111"), keyboard rows, and
/// variations on the own e-mail address or name.
[[nodiscard]] bool isObviousPassword(const QString& password, const QString& email, const QString& name);

} // namespace lectern
