#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What the user should know, the newest first.
class NotificationModel final : public PagedModel<Notification>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title, ///< QString
        At,    ///< QDateTime
        Read,  ///< bool
        ColumnCount,
    };
    explicit NotificationModel(NotificationsGateway* notifications, QObject* parent = nullptr);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Notification& item, int column) const override;
    QVariant detail(const Notification& item, int column) const override;
    QString key(const Notification& item) const override;
    Reply<Page<Notification>> ask(const PageRequest& page) override;

private:
    NotificationsGateway* m_notifications;
};

} // namespace lectern
