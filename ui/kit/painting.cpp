#include "ui/kit/painting.h"
#include "ui/theme/theme.h"
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace lectern::painting {

namespace {

int digitWidth(const QFontMetrics& metrics)
{
    int width = 0;
    for (char16_t d = u'0'; d <= u'9'; ++d)
        width = qMax(width, metrics.horizontalAdvance(QChar(d)));
    return width;
}

size_t hashOf(const QString& text)
{
    size_t hash = 5381;
    for (const QChar c : text)
        hash = hash * 33 + c.unicode();
    return hash;
}

constexpr int kChipHeight = 22;

} // namespace

int tabularWidth(const QFont& font, const QString& text)
{
    const QFontMetrics metrics(font);
    const int digit = digitWidth(metrics);
    int width = 0;
    for (const QChar c : text)
        width += c.isDigit() ? digit : metrics.horizontalAdvance(c);
    return width;
}

void tabularText(QPainter* painter, const QRect& rect, const QString& text, Qt::Alignment alignment)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int digit = digitWidth(metrics);
    int x = rect.left();
    const int width = tabularWidth(painter->font(), text);
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.left() + (rect.width() - width) / 2;
    const int y = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    for (const QChar c : text) {
        const int advance = metrics.horizontalAdvance(c);
        const int cell = c.isDigit() ? digit : advance;
        painter->drawText(x + (cell - advance) / 2, y, QString(c));
        x += cell;
    }
}

QSize chipSize(const ChipSpec& spec)
{
    return {QFontMetrics(uiFont(textsize::small, QFont::Medium)).horizontalAdvance(spec.text) + 26, kChipHeight};
}

int chip(QPainter* painter, const QRect& rect, const ChipSpec& spec)
{
    if (spec.text.isEmpty()) return 0;
    const QSize size = chipSize(spec);
    const int width = qMin(size.width(), rect.width());
    const QRectF box(rect.left(), rect.top() + (rect.height() - size.height()) / 2.0, width, size.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokens().softOf(spec.tone));
    painter->drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter->setBrush(tokens().of(spec.tone));
    painter->drawEllipse(QPointF(box.left() + 10, box.center().y()), 2.8, 2.8);
    painter->setPen(tokens().of(spec.tone));
    painter->setFont(uiFont(textsize::small, QFont::Medium));
    const QRect textRect = box.toRect().adjusted(17, 0, -6, 0);
    painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(spec.text, Qt::ElideRight, textRect.width() + 2));
    painter->restore();
    return width;
}

QString initials(const QString& name)
{
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    QString out;
    for (const QString& word : words) {
        for (const QChar c : word) {
            if (!c.isLetterOrNumber()) continue;
            out += c.toUpper();
            break;
        }
    }
    return out.size() > 2 ? QString(out.front()) + out.back() : out;
}

void avatar(QPainter* painter, const QRect& rect, const QString& name)
{
    static constexpr Tone kTones[] = {Tone::Accent, Tone::Gold, Tone::Blue, Tone::Green, Tone::Red};
    const Tone tone = kTones[hashOf(name) % 5];
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokens().softOf(tone));
    painter->drawEllipse(rect);
    painter->setPen(tokens().of(tone));
    painter->setFont(uiFont(qMax(9, rect.height() * 38 / 100), QFont::DemiBold));
    painter->drawText(rect, Qt::AlignCenter, initials(name));
    painter->restore();
}

void coverPlaceholder(QPainter* painter, const QRect& rect, const QString& title)
{
    const size_t hash = hashOf(title);
    static constexpr int kHues[] = {174, 38, 210, 140, 262, 14, 330, 196};
    const int hue = kHues[hash % 8];
    const bool dark = tokens().dark;
    const QColor base = QColor::fromHsl(hue, dark ? 70 : 105, dark ? 62 : 205);
    const QColor mark = QColor::fromHsl(hue, dark ? 80 : 120, dark ? 88 : 182);
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    painter->fillRect(rect, base);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mark);
    const qreal h = rect.height();
    const qreal shift = qreal((hash >> 4) % 100) / 100.0;
    painter->drawEllipse(QPointF(rect.left() + rect.width() * (0.60 + 0.35 * shift), rect.top() + h * 0.25), h * 0.62,
                         h * 0.62);
    painter->setBrush(base.darker(dark ? 90 : 106));
    painter->drawEllipse(QPointF(rect.left() + rect.width() * 0.25 * shift, rect.bottom() + h * 0.1), h * 0.5, h * 0.5);
    painter->setPen(QColor::fromHsl(hue, dark ? 90 : 140, dark ? 185 : 70));
    painter->setFont(uiFont(qBound(11, int(h * 0.30), 44), QFont::DemiBold));
    painter->drawText(rect, Qt::AlignCenter, initials(title));
    painter->restore();
}

} // namespace lectern::painting
