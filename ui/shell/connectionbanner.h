#pragma once
#include "gateways/gateways.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// The strip over the workspace while the server does not answer, with the seconds until the next attempt.
class ConnectionBanner final : public QFrame
{
    Q_OBJECT
public:
    explicit ConnectionBanner(Connection* connection, QWidget* parent = nullptr);

private:
    void refresh();
    Connection* m_connection;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_retry;
    QTimer* m_tick;
};

} // namespace lectern
