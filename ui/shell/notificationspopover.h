#pragma once
#include "items/notificationmodel.h"
#include "ui/kit/statestack.h"
#include <QListView>

namespace lectern {

/// The notifications in a sheet beside the rail; opening it marks them read.
class NotificationsPopover final : public QFrame
{
    Q_OBJECT
public:
    explicit NotificationsPopover(NotificationsGateway* gateway, QWidget* parent = nullptr);
    void popUp(const QPoint& bottomLeft);
    void reload();

Q_SIGNALS:
    void opened(const lectern::Notification& notification);
    void allRead();

private:
    NotificationsGateway* m_gateway;
    NotificationModel* m_model;
    QListView* m_list;
};

} // namespace lectern
