#include "ui/shell/clientsettings.h"

namespace lectern {

namespace {
const QString kServers = QStringLiteral("servers");
const QString kCurrent = QStringLiteral("currentServer");
const QString kTheme = QStringLiteral("theme");
const QString kEmail = QStringLiteral("lastEmail");
const QString kGeometry = QStringLiteral("geometry");
} // namespace

ClientSettings::ClientSettings(QSettings* store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

QList<ServerEntry> ClientSettings::servers() const
{
    QList<ServerEntry> list;
    const int count = m_store->beginReadArray(kServers);
    for (int i = 0; i < count; ++i) {
        m_store->setArrayIndex(i);
        list.append({m_store->value(QStringLiteral("name")).toString(), m_store->value(QStringLiteral("url")).toUrl()});
    }
    m_store->endArray();
    return list;
}

void ClientSettings::rememberServer(const ServerEntry& server)
{
    QList<ServerEntry> list = servers();
    list.removeIf([&](const ServerEntry& entry) { return entry.url == server.url; });
    list.prepend(server);
    m_store->remove(kServers);
    m_store->beginWriteArray(kServers, int(list.size()));
    for (int i = 0; i < int(list.size()); ++i) {
        m_store->setArrayIndex(i);
        m_store->setValue(QStringLiteral("name"), list.at(i).name);
        m_store->setValue(QStringLiteral("url"), list.at(i).url);
    }
    m_store->endArray();
}

void ClientSettings::forgetServer(const QUrl& url)
{
    QList<ServerEntry> list = servers();
    list.removeIf([&](const ServerEntry& entry) { return entry.url == url; });
    m_store->remove(kServers);
    for (auto it = list.crbegin(); it != list.crend(); ++it)
        rememberServer(*it);
    if (currentServer() == url) setCurrentServer({});
}

QUrl ClientSettings::currentServer() const { return m_store->value(kCurrent).toUrl(); }
void ClientSettings::setCurrentServer(const QUrl& url) { m_store->setValue(kCurrent, url); }
ThemeMode ClientSettings::themeMode() const { return ThemeMode(qBound(0, m_store->value(kTheme, 0).toInt(), 2)); }
void ClientSettings::setThemeMode(ThemeMode mode) { m_store->setValue(kTheme, int(mode)); }
QString ClientSettings::lastEmail() const { return m_store->value(kEmail).toString(); }
void ClientSettings::setLastEmail(const QString& email) { m_store->setValue(kEmail, email); }
QByteArray ClientSettings::geometry() const { return m_store->value(kGeometry).toByteArray(); }
void ClientSettings::setGeometry(const QByteArray& geometry) { m_store->setValue(kGeometry, geometry); }

std::optional<QUrl> serverUrl(const QString& typed)
{
    QString text = typed.trimmed();
    if (text.isEmpty() || text.contains(u' ')) return std::nullopt;
    if (!text.contains(QStringLiteral("://"))) {
        const QString host = QUrl(QStringLiteral("http://") + text).host();
        const bool here = host == QStringLiteral("localhost") || host.startsWith(QStringLiteral("127.")) ||
                          host == QStringLiteral("::1");
        text.prepend(here ? QStringLiteral("http://") : QStringLiteral("https://"));
    }
    QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty()) return std::nullopt;
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

} // namespace lectern
