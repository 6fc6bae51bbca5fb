#include "ui/kit/flowlayout.h"
#include <QWidget>

namespace lectern {

FlowLayout::FlowLayout(int spacing, int minimumWidth)
    : m_minimumWidth(minimumWidth)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

QLayoutItem* FlowLayout::takeAt(int index) { return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr; }

int FlowLayout::heightForWidth(int width) const { return arrange(QRect(0, 0, width, 0), false); }

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool apply) const
{
    if (m_minimumWidth > 0) return arrangeGrid(rect, apply);
    int x = rect.x();
    int y = rect.y();
    int line = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint().boundedTo({qMax(1, rect.width()), 10000});
        if (x > rect.x() && x + size.width() > rect.right() + 1) {
            x = rect.x();
            y += line + spacing();
            line = 0;
        }
        if (apply) item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + spacing();
        line = qMax(line, size.height());
    }
    return y + line - rect.y();
}

int FlowLayout::arrangeGrid(const QRect& rect, bool apply) const
{
    QList<QLayoutItem*> shown;
    for (QLayoutItem* item : m_items) {
        if (!item->isEmpty()) shown.append(item);
    }
    if (shown.isEmpty()) return 0;
    const int total = int(shown.size());
    int columns = qBound(1, (rect.width() + spacing()) / (m_minimumWidth + spacing()), total);
    // Lines of equal length look better than a full one with a stray below it.
    const int lines = (total + columns - 1) / columns;
    columns = (total + lines - 1) / lines;
    int y = rect.y();
    for (int first = 0; first < total; first += columns) {
        int line = 0;
        const int last = qMin(first + columns, total);
        // A shorter last line is as wide as the others, without a hole at its end.
        const int width = (rect.width() - (last - first - 1) * spacing()) / (last - first);
        for (int i = first; i < last; ++i)
            line = qMax(line, shown.at(i)->hasHeightForWidth() ? shown.at(i)->heightForWidth(width)
                                                               : shown.at(i)->sizeHint().height());
        for (int i = first; i < last && apply; ++i)
            shown.at(i)->setGeometry(QRect(rect.x() + (i - first) * (width + spacing()), y, width, line));
        y += line + spacing();
    }
    return y - spacing() - rect.y();
}

} // namespace lectern
