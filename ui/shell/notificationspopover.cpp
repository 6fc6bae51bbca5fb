#include "ui/shell/notificationspopover.h"
#include <QPainter>

namespace lectern {

namespace {

class NoticeDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
        const QRect words = wordsOf(QRect(0, 0, view ? view->viewport()->width() : 200, 0));
        const QFontMetrics title(titleFont(index));
        const QRect heading = title.boundingRect(titleOf(words, whenOf(index)), Qt::TextWordWrap, index.data(Qt::DisplayRole).toString());
        const QString detail = detailOf(index);
        const int below = detail.isEmpty() ? 0 : space::xs + 2 + QFontMetrics(uiFont(textsize::small)).boundingRect(QRect(0, 0, words.width(), 1000), Qt::TextWordWrap, detail).height();
        return {200, 11 + heading.height() + below + 11};
    }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = tokens();
        p->save();
        if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected)) p->fillRect(option.rect, t.sunken);
        p->setPen(t.line);
        p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const bool unread = !index.siblingAtColumn(NotificationModel::Read).data(ValueRole).toBool();
        p->setRenderHint(QPainter::Antialiasing);
        if (unread) {
            p->setPen(Qt::NoPen);
            p->setBrush(t.accent);
            p->drawEllipse(QPointF(option.rect.left() + 14, option.rect.top() + 21), 3.5, 3.5);
        }
        const QRect words = wordsOf(option.rect);
        const QString when = whenOf(index);
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkFaint);
        p->drawText(words, Qt::AlignTop | Qt::AlignRight, when);
        // Whole, however long: it is read nowhere else.
        p->setPen(t.inkSoft);
        p->drawText(words, Qt::AlignBottom | Qt::AlignLeft | Qt::TextWordWrap, detailOf(index));
        p->setFont(titleFont(index));
        p->setPen(t.ink);
        p->drawText(titleOf(words, when), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, index.data(Qt::DisplayRole).toString());
        p->restore();
    }

private:
    static QRect wordsOf(const QRect& row) { return row.adjusted(28, 11, -14, -11); }
    static QString whenOf(const QModelIndex& index) { return relativeTime(index.siblingAtColumn(NotificationModel::At).data(ValueRole).toDateTime()); }
    static QString detailOf(const QModelIndex& index) { return index.data(DetailRole).toString().simplified(); }
    static QFont titleFont(const QModelIndex& index)
    {
        return uiFont(textsize::body, index.siblingAtColumn(NotificationModel::Read).data(ValueRole).toBool() ? QFont::Medium : QFont::DemiBold);
    }
    /// What the time leaves of the first lines; as it grows with the hours, there is room for a long one.
    static QRect titleOf(const QRect& words, const QString& when)
    {
        return QRect(words.left(), words.top(), words.width() - std::max(QFontMetrics(uiFont(textsize::small)).horizontalAdvance(when), 72) - 12, 1000);
    }
};

} // namespace

NotificationsPopover::NotificationsPopover(NotificationsGateway* gateway, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_gateway(gateway)
    , m_model(new NotificationModel(gateway, this))
    , m_list(new QListView)
{
    setObjectName(QStringLiteral("notifications"));
    setProperty("card", true);
    resize(400, 480);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new NoticeDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setResizeMode(QListView::Adjust); // words wrap at the width that a scroll bar leaves
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setObjectName(QStringLiteral("notifications.list"));
    auto* stack = new StateStack(m_list, Skeleton::Shape::Table,
                                 {QStringLiteral("notifications"),
                                  tr("Nothing new"),
                                  tr("Decisions, payments and certificates show up here."),
                                  {}});
    auto* all = column(space::s, {1, space::m, 1, 1});
    auto* title = makeLabel(TextStyle::Lead, tr("Notifications"));
    title->setContentsMargins(space::l, 0, 0, 0);
    all->addWidget(title);
    all->addWidget(stack, 1);
    setLayout(all);
    stack->follow(m_model);
    const auto open = [this](const QModelIndex& index) {
        const Notification notification = m_model->at(index.row());
        hide();
        Q_EMIT opened(notification);
    };
    connect(m_list, &QListView::clicked, this, open);
    // What came, or was read since, may take more lines, or fewer.
    connect(m_model, &PagedListModel::stateChanged, m_list, &QListView::doItemsLayout);
}

void NotificationsPopover::popUp(const QPoint& bottomLeft)
{
    reload();
    move(bottomLeft - QPoint(0, height()));
    show();
    m_list->setFocus();
    m_list->doItemsLayout(); // read ones are set less bold
    whenDone(this, m_gateway->markAllRead(), [this](const Result<Done>& answer) {
        if (answer) Q_EMIT allRead();
    });
}

void NotificationsPopover::reload() { m_model->reload(); }

} // namespace lectern
