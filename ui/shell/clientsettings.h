#pragma once
#include "ui/theme/theme.h"
#include <QSettings>
#include <QUrl>

namespace lectern {

struct ServerEntry
{
    QString name;
    QUrl url;
    bool operator==(const ServerEntry&) const = default;
};

/// What the client remembers between two runs; no secrets. Sits on a QSettings that the caller owns.
class ClientSettings final : public QObject
{
    Q_OBJECT
public:
    explicit ClientSettings(QSettings* store, QObject* parent = nullptr);
    [[nodiscard]] QList<ServerEntry> servers() const; ///< the last used first
    void rememberServer(const ServerEntry& server);   ///< moves it to the front
    void forgetServer(const QUrl& url);
    [[nodiscard]] QUrl currentServer() const; ///< empty: none chosen yet
    void setCurrentServer(const QUrl& url);
    [[nodiscard]] ThemeMode themeMode() const;
    void setThemeMode(ThemeMode mode);
    [[nodiscard]] QString lastEmail() const;
    void setLastEmail(const QString& email);
    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);

private:
    QSettings* m_store;
};

/// An address as a person types it ("learn.example.org", "localhost:8080") as a URL; https unless it is this
/// machine. Nothing when it is not one.
[[nodiscard]] std::optional<QUrl> serverUrl(const QString& typed);

} // namespace lectern
