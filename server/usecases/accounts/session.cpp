#include "domain/validation.h"
#include "usecases/accounts/accounts.h"
#include "usecases/accounts/sessions.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/codes.h"
#include <QCryptographicHash>

namespace lectern::accounts {

namespace {

constexpr int kRefreshDays = 30;
constexpr int kGraceSeconds = 20;

QString hashOf(const QString& token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256).toHex());
}

/// Compared against when the address is unknown, so that the answer takes as long.
const QString& decoyHash()
{
    static const QString hash = hashPassword(newSecretToken());
    return hash;
}

} // namespace

Session openSession(store::Transaction& transaction, const Services& services, const User& user, const QString& family)
{
    const QDateTime now = services.clock.now();
    const QString token = newSecretToken();
    transaction.exec("accounts/insert_refresh_token", {{"token_hash", hashOf(token)},
                                                       {"family", family.isEmpty() ? newUuid7() : family},
                                                       {"user_id", user.id.value},
                                                       {"now", now},
                                                       {"expires_at", now.addDays(kRefreshDays)}});
    return {user, services.tokens.sign({user.id, user.role}, now), token, now.addSecs(services.tokens.lifetimeSeconds())};
}

Result<Session> login(const Services& services, const Caller& caller, const LoginForm& form)
{
    const auto wrong = [] {
        return makeError(ErrorCode::WrongCredentials, QStringLiteral("The e-mail address or the password is wrong."));
    };
    if (form.password.size() > validation::kMaxPassword || form.email.contains(QChar(0))) return wrong();
    // Reading and hashing come before the writing transaction: argon2id takes long and must not hold a connection.
    std::optional<store::Row> row;
    const auto read = services.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
        row = transaction.one("accounts/find_user_by_email", {{"email_key", form.email.trimmed().toCaseFolded()}});
        return Done{};
    });
    if (!read) return read.error();
    const bool right = verifyPassword(row ? row->text("password_hash") : decoyHash(), form.password);
    if (!row || !right) return wrong();
    const User user = store::toUser(*row);
    if (user.state == UserState::Blocked)
        return makeError(ErrorCode::Blocked, QStringLiteral("This account is blocked. Ask an admin of your school."));
    const QString stronger = needsRehash(row->text("password_hash")) ? hashPassword(form.password) : QString();
    return services.database.inTransaction<Session>([&](store::Transaction& transaction) -> Result<Session> {
        // The password may have been changed while this one was being verified.
        const auto current = transaction.one("accounts/lock_user", {{"id", user.id.value}});
        if (!current || transaction.one("accounts/find_user", {{"id", user.id.value}})->text("password_hash") != row->text("password_hash")) return wrong();
        Caller self = caller;
        self.user = user;
        if (!stronger.isEmpty()) transaction.exec("accounts/update_password_hash", {{"id", user.id.value}, {"password_hash", stronger}});
        audit(transaction, services, self, QStringLiteral("account.login"), user.name, user.id.value);
        return openSession(transaction, services, user, {});
    });
}

Result<Session> refresh(const Services& services, const Caller& caller, const QString& refreshToken)
{
    const Error over = makeError(ErrorCode::Unauthenticated, QStringLiteral("The session has ended. Log in again."));
    bool reused = false;
    auto result = services.database.inTransaction<std::optional<Session>>([&](store::Transaction& transaction) -> Result<std::optional<Session>> {
        const auto row = transaction.one("accounts/lock_refresh_token", {{"token_hash", hashOf(refreshToken)}});
        const QDateTime now = services.clock.now();
        if (!row || !row->isNull("revoked_at") || row->time("expires_at") <= now) return std::optional<Session>();
        const User user{row->id<UserId>("user_id"), row->text("name"), row->text("email"), row->enumeration<Role>("role"),
                        row->enumeration<UserState>("state"), row->text("country"), row->time("created_at")};
        // Used a moment ago: the answer was lost on its way and the same client asks again. Later it is a copy.
        reused = !row->isNull("used_at") && row->time("used_at").secsTo(now) > kGraceSeconds;
        if (reused || user.state == UserState::Blocked) {
            // Committed: the revocation must outlive this refusal.
            transaction.exec("accounts/revoke_family", {{"family", row->text("family")}, {"now", now}});
            Caller self = caller;
            self.user = user;
            if (reused) audit(transaction, services, self, QStringLiteral("account.refresh_reuse"), user.name, user.id.value);
            return std::optional<Session>();
        }
        transaction.exec("accounts/use_refresh_token", {{"token_hash", hashOf(refreshToken)}, {"now", now}});
        return std::optional(openSession(transaction, services, user, row->text("family")));
    });
    if (!result) return result.error();
    if (!*result) return over;
    return std::move(**result);
}

Result<Done> logout(const Services& services, const Caller& caller, const QString& refreshToken)
{
    return services.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("accounts/lock_refresh_token", {{"token_hash", hashOf(refreshToken)}});
        if (row && caller.user && row->id<UserId>("user_id") == caller.user->id)
            transaction.exec("accounts/revoke_family", {{"family", row->text("family")}, {"now", services.clock.now()}});
        return Done{};
    });
}

} // namespace lectern::accounts
