#include "ui/documents/papersheet.h"
#include "ui/theme/theme.h"
#include <QPainter>

namespace lectern::sheet {

QFont font(int size, QFont::Weight weight)
{
    QFont made = uiFont(size, weight);
    made.setHintingPreference(QFont::PreferNoHinting);
    // The font would put other glyphs for a sign or a bracket beside a figure. They belong to no character, so that
    // whoever copies or searches the text of the paper would not get them.
    made.setStyleStrategy(QFont::PreferNoShaping);
    return made;
}

void line(QPainter* p, const QRect& rect, const QString& text, int alignment)
{
    p->drawText(rect, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
                QFontMetrics(p->font(), p->device()).elidedText(text.simplified(), Qt::ElideRight, rect.width()));
}

int words(QPainter* p, const QRect& rect, const QString& text)
{
    QRect used;
    p->drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text, &used);
    return text.isEmpty() ? 0 : used.height();
}

void figure(QPainter* p, const QRect& rect, const QString& text)
{
    p->save();
    QFont made = p->font();
    while (made.pixelSize() > 16 && QFontMetrics(made, p->device()).horizontalAdvance(text) > rect.width())
        made.setPixelSize(made.pixelSize() - 1);
    p->setFont(made);
    p->drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    p->restore();
}

void rule(QPainter* p, int y)
{
    p->save();
    p->setPen(QPen(kLine, 2));
    p->drawLine(kMargin, y, kWidth - kMargin, y);
    p->restore();
}

} // namespace lectern::sheet
