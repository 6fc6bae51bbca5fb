#pragma once
#include "gateways/gateways.h"
#include <QObject>

namespace lectern {

/// Refresh tokens in the desktop's key ring (QtKeychain), one for each server. Without a key ring nothing is kept and
/// people log in again.
class TokenStore final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void read(const QUrl& server, std::function<void(QString)> done);
    void write(const QUrl& server, const QString& refreshToken);
    void remove(const QUrl& server);
};

} // namespace lectern
