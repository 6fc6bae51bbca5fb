#pragma once
#include <QLocalServer>
#include <QUrl>

namespace lectern {

/// Where links of the form lectern://… arrive while Lectern runs. The desktop starts a program for each link that is clicked; that
/// one hands it over to the window which is there already. One port for each profile, in the user's own folder of sockets.
class LinkPort final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMaxLink = 2048; ///< longer ones are none of ours
    /// `profile`: path of the settings; empty: the user's own.
    explicit LinkPort(const QString& profile, QObject* parent = nullptr);
    /// True when a window that runs took it.
    [[nodiscard]] bool handOver(const QUrl& link) const;
    void listen();

Q_SIGNALS:
    void linkOpened(const QUrl& link);

private:
    void take();

    QString m_name;
    QLocalServer m_server;
};

} // namespace lectern
