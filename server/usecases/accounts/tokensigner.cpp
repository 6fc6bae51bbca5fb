#include "usecases/accounts/tokensigner.h"
#include <jwt/jwt.hpp>
#include <limits>

namespace lectern {

namespace {

constexpr const char* kIssuer = "lectern";

std::string secretString(const QByteArray& secret) { return std::string(secret.constData(), static_cast<size_t>(secret.size())); }

std::string signed_(const QByteArray& secret, const char* audience, const QString& subject, const QString& role, const QDateTime& expires)
{
    jwt::jwt_object object{jwt::params::algorithm("HS256"), jwt::params::secret(secretString(secret))};
    object.add_claim("iss", kIssuer)
        .add_claim("aud", audience)
        .add_claim("sub", subject.toStdString())
        .add_claim("role", role.toStdString())
        .add_claim("exp", static_cast<std::uint64_t>(expires.toSecsSinceEpoch()));
    return object.signature();
}

struct Verified {
    QString subject;
    QString role;
    qint64 expires = 0;
};

/// Three parts of base64url (RFC 7515 section 7.1). The library indexes its table with whatever byte it is given, so that
/// anything else must not reach it.
bool isCompact(const QString& token)
{
    constexpr qsizetype kMaxToken = 4096;
    const auto belongs = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' || c == u'.'; };
    return token.size() <= kMaxToken && token.count(u'.') == 2 && std::all_of(token.begin(), token.end(), belongs);
}

/// The clock is ours, so that it can be moved; the library checks signature, algorithm, issuer and audience. Its own look
/// at the time must never end its work early, before the signature: the leeway puts that beyond reach.
std::optional<Verified> verified(const QByteArray& secret, const QString& token, const char* audience)
try {
    if (!isCompact(token)) return std::nullopt;
    std::error_code error;
    const auto object = jwt::decode(jwt::string_view(token.toStdString()), jwt::params::algorithms({"HS256"}), error,
                                    jwt::params::secret(secretString(secret)), jwt::params::issuer(kIssuer),
                                    jwt::params::aud(audience), jwt::params::validate_iat(false), jwt::params::leeway(std::numeric_limits<std::uint32_t>::max()),
                                    jwt::params::verify(true));
    if (error) return std::nullopt;
    const auto& payload = object.payload();
    if (!payload.has_claim("sub") || !payload.has_claim("exp") || !payload.has_claim("role")) return std::nullopt;
    return Verified{QString::fromStdString(payload.get_claim_value<std::string>("sub")),
                    QString::fromStdString(payload.get_claim_value<std::string>("role")),
                    static_cast<qint64>(payload.get_claim_value<std::uint64_t>("exp"))};
} catch (const std::exception&) {
    // The library reads header and claims before it checks anything, and throws on members of another type.
    return std::nullopt;
}

} // namespace

TokenSigner::TokenSigner(QByteArray secret, int lifetimeSeconds) : m_secret(std::move(secret)), m_lifetimeSeconds(lifetimeSeconds) {}
TokenSigner::~TokenSigner() = default;

QString TokenSigner::sign(const AccessClaims& claims, const QDateTime& now) const
{
    return QString::fromStdString(signed_(m_secret, "access", claims.user.value, toText(claims.role), now.addSecs(m_lifetimeSeconds)));
}

Result<AccessClaims> TokenSigner::verify(const QString& token, const QDateTime& now) const
{
    const auto claims = verified(m_secret, token, "access");
    AccessClaims result;
    if (!claims || !fromText(claims->role, result.role))
        return makeError(ErrorCode::Unauthenticated, QStringLiteral("The access token is not valid. Log in again."));
    if (claims->expires <= now.toSecsSinceEpoch())
        return makeError(ErrorCode::Unauthenticated, QStringLiteral("The access token has expired. Refresh it."));
    result.user = UserId{claims->subject};
    return result;
}

QString TokenSigner::signTicket(const QString& subject, const QDateTime& expires) const
{
    return QString::fromStdString(signed_(m_secret, "ticket", subject, {}, expires));
}

bool TokenSigner::verifyTicket(const QString& ticket, const QString& subject, const QDateTime& now) const
{
    const auto claims = verified(m_secret, ticket, "ticket");
    return claims && claims->subject == subject && claims->expires > now.toSecsSinceEpoch();
}

} // namespace lectern
