#include "items/notificationmodel.h"

namespace lectern {

NotificationModel::NotificationModel(NotificationsGateway* notifications, QObject* parent)
    : PagedModel(parent)
    , m_notifications(notifications)
{
}

int NotificationModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant NotificationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Title");
    case At:
        return tr("When");
    case Read:
        return tr("Read");
    default:
        return {};
    }
}

QVariant NotificationModel::cell(const Notification& item, int column) const
{
    switch (column) {
    case Title:
        return item.title;
    case At:
        return item.at;
    case Read:
        return item.read;
    default:
        return {};
    }
}

QVariant NotificationModel::detail(const Notification& item, int column) const
{
    return column == Title ? QVariant(item.text) : QVariant();
}

QString NotificationModel::key(const Notification& item) const { return item.id.value; }

Reply<Page<Notification>> NotificationModel::ask(const PageRequest& page) { return m_notifications->list(page); }

} // namespace lectern
