#include "app/session/linkport.h"
#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

namespace lectern {

namespace {
constexpr int kPatienceMs = 2000;
} // namespace

LinkPort::LinkPort(const QString& profile, QObject* parent)
    : QObject(parent)
    , m_name(QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(QStringLiteral("org.lectern.Lectern-%1").arg(QString::fromLatin1(QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex().left(12)))))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &LinkPort::take);
}

bool LinkPort::handOver(const QUrl& link) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kPatienceMs)) return false;
    socket.write(link.toEncoded().left(kMaxLink) + '\n');
    return socket.waitForBytesWritten(kPatienceMs) && (socket.waitForReadyRead(kPatienceMs) || socket.bytesAvailable() > 0);
}

void LinkPort::listen()
{
    if (m_server.listen(m_name)) return;
    // Left over by a window that was killed; one that lives would have taken the link.
    QLocalSocket probe;
    probe.connectToServer(m_name);
    if (probe.waitForConnected(kPatienceMs)) return; // a second window: the first one follows links
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
}

void LinkPort::take()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > kMaxLink + 1) return socket->abort();
            if (!socket->canReadLine()) return;
            const QUrl link = QUrl::fromEncoded(socket->readLine().trimmed());
            socket->write("taken\n");
            socket->disconnectFromServer();
            Q_EMIT linkOpened(link);
        });
    }
}

} // namespace lectern
