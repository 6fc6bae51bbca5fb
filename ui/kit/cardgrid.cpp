#include "ui/kit/cardgrid.h"
#include "ui/kit/painting.h"
#include "ui/theme/theme.h"
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

namespace lectern {

namespace {
constexpr int kMinimumWidth = 264;
constexpr int kGap = space::l;
constexpr int kCoverHeight = 132;
} // namespace

CardGrid::CardGrid(CoverStore* covers, int cardHeight, const QString& name, QWidget* parent)
    : QListView(parent)
    , m_cardHeight(cardHeight)
{
    setObjectName(name);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setLayoutMode(QListView::Batched);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionRectVisible(false);
    verticalScrollBar()->setSingleStep(28);
    viewport()->setCursor(Qt::PointingHandCursor);
    connect(covers, &CoverStore::arrived, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
    setTabKeyNavigation(false);
}

void CardGrid::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!opens || !currentIndex().isValid()) return QListView::keyPressEvent(event);
    if (!event->isAutoRepeat()) Q_EMIT opened(currentIndex().row());
    event->accept();
}

void CardGrid::setCardMenu(std::function<void(QMenu*, int row)> fill) { m_fillMenu = std::move(fill); }

QRect CardGrid::dotsOf(const QRect& cell)
{
    constexpr int size = 30;
    return {cell.right() - kGap - size - space::s, cell.top() + space::s + 1, size, size};
}

void CardGrid::openMenu(const QModelIndex& index, const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(objectName() + QStringLiteral(".menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_fillMenu(menu, index.row());
    menu->popup(global);
}

void CardGrid::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!m_fillMenu || !index.isValid()) return QListView::contextMenuEvent(event);
    openMenu(index, byKey ? viewport()->mapToGlobal(dotsOf(visualRect(index)).bottomLeft()) : event->globalPos());
    event->accept();
}

void CardGrid::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    const bool onDots = m_fillMenu && index.isValid() && event->button() == Qt::LeftButton &&
                        dotsOf(visualRect(index)).contains(event->pos());
    if (!onDots) return QListView::mouseReleaseEvent(event);
    // Not a click on the card: the press is taken back before the menu opens.
    const QSignalBlocker quiet(this);
    QListView::mouseReleaseEvent(event);
    openMenu(index, viewport()->mapToGlobal(dotsOf(visualRect(index)).bottomLeft()));
}

void CardGrid::focusInEvent(QFocusEvent* event)
{
    QListView::focusInEvent(event);
    // Whoever comes by keyboard stands on a card at once.
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !currentIndex().isValid() && model() && model()->rowCount() > 0) setCurrentIndex(model()->index(0, 0));
}

void CardGrid::resizeEvent(QResizeEvent* event)
{
    // As if the scroll bar were there, so that its coming and going changes nothing.
    const int width = maximumViewportSize().width() - verticalScrollBar()->sizeHint().width() - 4;
    const int columns = qMax(1, width / (kMinimumWidth + kGap));
    setGridSize({width / columns, m_cardHeight + kGap});
    QListView::resizeEvent(event);
}

CardDelegate::CardDelegate(CoverStore* covers, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_covers(covers)
{
}

int CardDelegate::paintTitle(QPainter* p, const QRect& rect, const QString& title)
{
    p->setFont(uiFont(textsize::body + 1, QFont::DemiBold));
    p->setPen(tokens().ink);
    QTextLayout layout(title.simplified(), p->font());
    layout.beginLayout();
    const QTextLine first = layout.createLine();
    int used = 0;
    if (first.isValid()) {
        QTextLine line = first;
        line.setLineWidth(rect.width());
        used = line.textLength();
    }
    layout.endLayout();
    const int height = p->fontMetrics().height();
    const Qt::Alignment align = Qt::AlignLeft | Qt::AlignTop;
    p->drawText(QRect(rect.left(), rect.top(), rect.width(), height), int(align), layout.text().left(used).trimmed());
    const QString rest = layout.text().mid(used);
    if (rest.isEmpty()) return height;
    p->drawText(QRect(rect.left(), rect.top() + height + 1, rect.width(), height), int(align),
                p->fontMetrics().elidedText(rest, Qt::ElideRight, rect.width()));
    return 2 * height + 1;
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const auto* grid = qobject_cast<const QListView*>(option.widget);
    return grid ? grid->gridSize() : QSize(kMinimumWidth, 240);
}

void CardDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const QRect card = option.rect.adjusted(1, 1, -kGap, -kGap);
    const bool over = option.state & QStyle::State_MouseOver;
    const bool focus = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
    p->setPen(QPen(focus ? t.accent : over ? t.lineStrong : t.line, focus ? 2 : 1));
    p->setBrush(t.card);
    p->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    // The cover is round at the top only: it is clipped below its lower corners.
    const QRect cover(card.left() + 1, card.top() + 1, card.width() - 2, kCoverHeight);
    p->save();
    p->setClipRect(cover);
    paintCover(p, cover.adjusted(0, 0, 0, kRadius * 2), m_covers->cover(coverOf(index)),
               index.data(Qt::DisplayRole).toString(), kRadius - 1);
    p->restore();
    const auto* grid = qobject_cast<const CardGrid*>(option.widget);
    if (grid && grid->hasCardMenu()) {
        const QRectF dots(CardGrid::dotsOf(option.rect));
        QColor ground = t.card;
        ground.setAlphaF(over || focus ? 1.0F : 0.86F);
        p->setPen(Qt::NoPen);
        p->setBrush(ground);
        p->drawEllipse(dots);
        p->setBrush(t.ink);
        for (const int step : {-6, 0, 6})
            p->drawEllipse(dots.center() + QPointF(step, 0), 1.8, 1.8);
    }
    paintWords(p,
               QRect(card.left() + space::l, cover.bottom() + space::m, card.width() - 2 * space::l,
                     card.bottom() - cover.bottom() - 2 * space::m),
               index);
    p->restore();
}

} // namespace lectern
