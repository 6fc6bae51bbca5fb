#pragma once
#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace lectern::http {

/// A set of networks, as an operator writes them: "127.0.0.1, ::1, 10.0.0.0/8".
class Networks
{
public:
    Networks() = default;
    /// Entries that are neither an address nor a network are answered in `wrong`.
    explicit Networks(const QStringList& entries, QStringList* wrong = nullptr);
    [[nodiscard]] bool contains(const QString& address) const;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

/// Who really calls: the peer, or, behind a trusted proxy, the last address of X-Forwarded-For that no trusted proxy wrote
/// about itself. What an untrusted peer claims there is ignored.
[[nodiscard]] QString clientAddress(const QString& peer, const QByteArray& forwardedFor, const Networks& trusted);

} // namespace lectern::http
