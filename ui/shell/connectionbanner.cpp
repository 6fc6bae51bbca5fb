#include "ui/shell/connectionbanner.h"
#include <QTimer>

namespace lectern {

ConnectionBanner::ConnectionBanner(Connection* connection, QWidget* parent)
    : QFrame(parent)
    , m_connection(connection)
    , m_icon(new QLabel)
    , m_text(makeLabel(TextStyle::Body, {}))
    , m_retry(makeButton(ButtonKind::Link, tr("Try now"), QStringLiteral("connection.retry")))
    , m_tick(new QTimer(this))
{
    setObjectName(QStringLiteral("connection.banner"));
    auto* all = row(space::s, {space::l, space::xs, space::s, space::xs});
    all->addWidget(m_icon);
    all->addWidget(m_text, 1);
    all->addWidget(m_retry);
    setLayout(all);
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, &ConnectionBanner::refresh);
    connect(m_connection, &Connection::stateChanged, this, &ConnectionBanner::refresh);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_connection->retryNow();
        refresh();
    });
    connect(&Theme::instance(), &Theme::changed, this, &ConnectionBanner::refresh);
    refresh();
}

void ConnectionBanner::refresh()
{
    const bool online = m_connection->state() == Connection::State::Online;
    setVisible(!online);
    if (online) return m_tick->stop();
    if (!m_tick->isActive()) m_tick->start();
    const Tokens& t = tokens();
    setStyleSheet(QStringLiteral("lectern--ConnectionBanner { background: %1; border: none; border-bottom: 1px solid "
                                 "%2; } QLabel { color: %3; font-weight: 500; }")
                      .arg(t.softOf(Tone::Gold).name(), t.line.name(), t.of(Tone::Gold).name()));
    m_icon->setPixmap(icon(QStringLiteral("network-disconnect"), Tone::Gold).pixmap(16, 16));
    const int seconds = m_connection->retryInSeconds();
    if (m_connection->state() == Connection::State::Connecting)
        m_text->setText(tr("Connecting to the server…"));
    else if (seconds > 0)
        m_text->setText(tr("You are offline. Next attempt in %n s.", nullptr, seconds));
    else
        m_text->setText(tr("You are offline."));
    m_retry->setVisible(m_connection->state() == Connection::State::Offline);
}

} // namespace lectern
