#include "ui/kit/outlineview.h"
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lectern {

namespace {

QString iconOf(LectureKind kind)
{
    switch (kind) {
    case LectureKind::Video:
        return QStringLiteral("media-playback-start");
    case LectureKind::Article:
        return QStringLiteral("draw-text");
    case LectureKind::Document:
        return QStringLiteral("document-preview");
    }
    return {};
}

class OutlineDelegate final : public QStyledItemDelegate
{
public:
    OutlineDelegate(bool learning, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_learning(learning)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        return {120, index.data(OutlineModel::IsSectionRole).toBool() ? 44 : 36};
    }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = tokens();
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        const QRect r = option.rect.adjusted(space::s, 1, -space::s, -1);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver) {
            p->setPen(Qt::NoPen);
            p->setBrush(selected ? t.softOf(Tone::Accent) : t.sunken);
            p->drawRoundedRect(r, 6, 6);
        }
        if (index.data(OutlineModel::IsSectionRole).toBool())
            paintSection(p, r.adjusted(space::s, 0, -space::s, 0), index);
        else
            paintLecture(p, r.adjusted(space::s, 0, -space::s, 0), index, selected);
        p->restore();
    }

private:
    static void paintSection(QPainter* p, const QRect& r, const QModelIndex& index)
    {
        const int count = index.model()->rowCount(index);
        const QString number = QLocale().toString(count);
        p->setFont(uiFont(textsize::small));
        p->setPen(tokens().inkFaint);
        p->drawText(r, Qt::AlignVCenter | Qt::AlignRight, number);
        p->setFont(uiFont(textsize::body, QFont::DemiBold));
        p->setPen(tokens().ink);
        p->drawText(r, Qt::AlignVCenter | Qt::AlignLeft,
                    p->fontMetrics().elidedText(index.data().toString().simplified(), Qt::ElideRight, r.width() - 30));
    }
    void paintLecture(QPainter* p, const QRect& r, const QModelIndex& index, bool selected) const
    {
        const Tokens& t = tokens();
        const bool ready = index.data(OutlineModel::ReadyRole).toBool();
        const int progress = index.data(OutlineModel::ProgressRole).toInt();
        const QRect mark(r.left(), r.center().y() - 8, 16, 16);
        if (m_learning)
            paintDone(p, mark, progress);
        else
            icon(iconOf(index.data(OutlineModel::KindRole).value<LectureKind>())).paint(p, mark);
        int right = r.right();
        const int seconds = index.data(OutlineModel::DurationRole).toInt();
        const QString side = !m_learning && !ready ? QCoreApplication::translate("OutlineView", "incomplete")
                             : seconds > 0         ? durationText(seconds)
                                                   : QString();
        p->setFont(uiFont(textsize::small, !m_learning && !ready ? QFont::Medium : QFont::Normal));
        if (!side.isEmpty()) {
            p->setPen(!m_learning && !ready ? t.of(Tone::Gold) : t.inkFaint);
            p->drawText(r, Qt::AlignVCenter | Qt::AlignRight, side);
            right -= p->fontMetrics().horizontalAdvance(side) + space::s;
        }
        if (index.data(OutlineModel::AttachmentsRole).toInt() > 0) {
            icon(QStringLiteral("mail-attachment")).paint(p, QRect(right - 15, r.center().y() - 7, 14, 14));
            right -= 20;
        }
        p->setFont(uiFont(textsize::body, selected ? QFont::Medium : QFont::Normal));
        p->setPen(t.ink);
        const QRect words(r.left() + 26, r.top(), right - r.left() - 26, r.height());
        p->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                    p->fontMetrics().elidedText(index.data().toString().simplified(), Qt::ElideRight, words.width()));
    }
    static void paintDone(QPainter* p, const QRect& mark, int progress)
    {
        const Tokens& t = tokens();
        const QRectF circle = QRectF(mark).adjusted(1, 1, -1, -1);
        if (progress >= 100) {
            p->setPen(Qt::NoPen);
            p->setBrush(t.of(Tone::Green));
            p->drawEllipse(circle);
            p->setPen(QPen(t.card, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const QPointF tick[] = {circle.topLeft() + QPointF(3.6, 7.2), circle.topLeft() + QPointF(6.2, 9.7),
                                    circle.topLeft() + QPointF(10.4, 4.6)};
            p->drawPolyline(tick, 3);
            return;
        }
        p->setPen(QPen(t.lineStrong, 1.6));
        p->setBrush(Qt::NoBrush);
        p->drawEllipse(circle);
        if (progress <= 0) return;
        p->setPen(QPen(t.accent, 2));
        p->drawArc(circle, 90 * 16, -progress * 360 * 16 / 100);
    }
    bool m_learning;
};

} // namespace

OutlineView::OutlineView(OutlineModel* model, bool learning, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
{
    setModel(model);
    setItemDelegate(new OutlineDelegate(learning, this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    if (!learning) {
        setDragEnabled(true);
        setAcceptDrops(true);
        setDropIndicatorShown(true);
        setDragDropMode(QAbstractItemView::InternalMove);
        setDefaultDropAction(Qt::MoveAction);
    }
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_keep = currentId(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        if (!m_keep.isEmpty()) selectId(m_keep);
    });
    connect(model, &QAbstractItemModel::rowsMoved, this, &QTreeView::expandAll);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { Q_EMIT chosen(index); });
    expandAll();
}

void OutlineView::selectId(const QString& id)
{
    QModelIndex index = m_model->indexOf(LectureId{id});
    if (!index.isValid()) index = m_model->indexOf(SectionId{id});
    if (index.isValid()) setCurrentIndex(index);
}

QString OutlineView::currentId() const { return currentIndex().data(IdRole).toString(); }

} // namespace lectern
