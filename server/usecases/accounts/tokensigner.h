#pragma once
#include "domain/accounts.h"
#include <memory>

namespace lectern {

struct AccessClaims {
    UserId user;
    Role role = Role::Student;
};

/// Access tokens: JWT, HS256 and nothing else, 15 minutes (RFC 7519, RFC 8725).
class TokenSigner
{
public:
    explicit TokenSigner(QByteArray secret, int lifetimeSeconds = 15 * 60);
    ~TokenSigner();
    [[nodiscard]] QString sign(const AccessClaims& claims, const QDateTime& now) const;
    /// Unauthenticated with a detail that says expired or invalid.
    [[nodiscard]] Result<AccessClaims> verify(const QString& token, const QDateTime& now) const;
    /// A short-lived right to one thing without a login ("checkout:<payment>", "file:<id>"), for URLs.
    [[nodiscard]] QString signTicket(const QString& subject, const QDateTime& expires) const;
    [[nodiscard]] bool verifyTicket(const QString& ticket, const QString& subject, const QDateTime& now) const;
    [[nodiscard]] int lifetimeSeconds() const { return m_lifetimeSeconds; }

private:
    QByteArray m_secret;
    int m_lifetimeSeconds;
};

} // namespace lectern
