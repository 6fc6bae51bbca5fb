#pragma once
#include "ui/theme/tokens.h"
#include <QIcon>

namespace lectern {

/// An icon by its freedesktop name, from the icon theme or, where that has none, from the bundled set; painted in
/// the ink of the current theme, also after the theme changed.
[[nodiscard]] QIcon icon(const QString& name);
/// The same in the colour of a tone.
[[nodiscard]] QIcon icon(const QString& name, Tone tone);
/// On an accent surface, such as a primary button.
[[nodiscard]] QIcon iconOnAccent(const QString& name);

} // namespace lectern
