#include "ui/shell/notificationspopover.h"
#include <QPainter>

namespace lectern {

namespace {

class NoticeDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 62}; }
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
        const QRect words = option.rect.adjusted(28, 11, -14, -10);
        const QString when = relativeTime(index.siblingAtColumn(NotificationModel::At).data(ValueRole).toDateTime());
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkFaint);
        const int whenWidth = p->fontMetrics().horizontalAdvance(when);
        p->drawText(words, Qt::AlignTop | Qt::AlignRight, when);
        const QString detail = index.data(DetailRole).toString();
        p->setPen(t.inkSoft);
        p->drawText(words, Qt::AlignBottom | Qt::AlignLeft,
                    p->fontMetrics().elidedText(detail.simplified(), Qt::ElideRight, words.width()));
        p->setFont(uiFont(textsize::body, unread ? QFont::DemiBold : QFont::Medium));
        p->setPen(t.ink);
        p->drawText(words, Qt::AlignTop | Qt::AlignLeft,
                    p->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                                words.width() - whenWidth - 12));
        p->restore();
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
}

void NotificationsPopover::popUp(const QPoint& bottomLeft)
{
    reload();
    move(bottomLeft - QPoint(0, height()));
    show();
    m_list->setFocus();
    whenDone(this, m_gateway->markAllRead(), [this](const Result<Done>& answer) {
        if (answer) Q_EMIT allRead();
    });
}

void NotificationsPopover::reload() { m_model->reload(); }

} // namespace lectern
