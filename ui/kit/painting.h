#pragma once
#include "ui/kit/text.h"
#include <QFont>
#include <QRect>

class QPainter;

namespace lectern::painting {

/// Text whose digits all take the same width, whatever the font: amounts under each other line up.
void tabularText(QPainter* painter, const QRect& rect, const QString& text, Qt::Alignment alignment);
[[nodiscard]] int tabularWidth(const QFont& font, const QString& text);
/// Paints a chip at the left of `rect`, vertically centred, and answers its width.
int chip(QPainter* painter, const QRect& rect, const ChipSpec& spec);
[[nodiscard]] QSize chipSize(const ChipSpec& spec);
void avatar(QPainter* painter, const QRect& rect, const QString& name);
/// A quiet picture for a course without a cover, made of its title.
void coverPlaceholder(QPainter* painter, const QRect& rect, const QString& title);
[[nodiscard]] QString initials(const QString& name);

} // namespace lectern::painting
