#pragma once
#include <QColor>
#include <QFont>
#include <QString>

class QPainter;
class QRect;

/// What papers have in common: A4 drawn in tenths of a millimetre, 2100 × 2970 upright, the same in both themes.
namespace lectern::sheet {

inline constexpr int kWidth = 2100;
inline constexpr int kHeight = 2970;
inline constexpr int kMargin = 200;
inline const QColor kInk{0x1B, 0x1F, 0x24};
inline const QColor kSoft{0x4F, 0x57, 0x61};
inline const QColor kLine{0xC9, 0xC4, 0xB8};
inline const QColor kTeal{0x0F, 0x76, 0x6E};

[[nodiscard]] QFont font(int size, QFont::Weight weight = QFont::Normal);
/// One line, elided where it does not fit.
void line(QPainter* painter, const QRect& rect, const QString& text, int alignment);
/// Text that wraps; answers the height that it took.
int words(QPainter* painter, const QRect& rect, const QString& text);
/// A figure that is never cut off: it gets smaller instead.
void figure(QPainter* painter, const QRect& rect, const QString& text);
void rule(QPainter* painter, int y);

} // namespace lectern::sheet
