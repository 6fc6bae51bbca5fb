#include "domain/validation.h"
#include "usecases/accounts/accounts.h"
#include "usecases/accounts/sessions.h"
#include <sodium.h>

namespace lectern::accounts {

using store::Transaction;

namespace {

constexpr int kCodeMinutes = 30;
constexpr int kMaxAttempts = 5;

Error wrongCode() { return fieldError(QStringLiteral("code"), QStringLiteral("This code is wrong or too old. Ask for a new one.")); }

/// Eight digits, grouped for reading.
QString newCode() { return QStringLiteral("%1-%2").arg(randombytes_uniform(10'000), 4, 10, QLatin1Char('0')).arg(randombytes_uniform(10'000), 4, 10, QLatin1Char('0')); }

QString digitsOf(const QString& code)
{
    QString digits;
    for (const QChar c : code) {
        if (c >= u'0' && c <= u'9') digits += c;
    }
    return digits;
}

/// The new password, from now on the only way in: every device is logged out.
Session replacePassword(Transaction& transaction, const Services& services, const Caller& caller, const User& user, const QString& hash, const char* action)
{
    // A refresh or a login under way holds the user's row: it commits first, and its token is revoked with the others.
    transaction.run("accounts/lock_user", {{"id", user.id.value}});
    transaction.exec("accounts/update_password_hash", {{"id", user.id.value}, {"password_hash", hash}});
    transaction.exec("accounts/revoke_user_tokens", {{"user_id", user.id.value}, {"now", services.clock.now()}});
    transaction.exec("accounts/drop_password_code", {{"user_id", user.id.value}});
    transaction.afterCommit([&live = services.live, id = user.id] { live.dropUser(id); });
    Caller self = caller;
    self.user = user;
    audit(transaction, services, self, QString::fromLatin1(action), user.name, user.id.value);
    notify(transaction, services, {user.id, QStringLiteral("password_changed"), QStringLiteral("Your password was changed"),
                                   QStringLiteral("Every other device is logged out within a quarter of an hour. If this was not you, tell an admin of your school now."), user.id.value,
                                   QStringLiteral("notice"), QStringLiteral("password:") + newUuid7()});
    return openSession(transaction, services, user, {});
}

std::optional<store::Row> findByEmail(const Services& services, const QString& email)
{
    if (email.contains(QChar(0))) return std::nullopt;
    const auto row = services.database.inTransaction<std::optional<store::Row>>([&](Transaction& transaction) -> Result<std::optional<store::Row>> {
        return transaction.one("accounts/find_user_by_email", {{"email_key", email.trimmed().toCaseFolded()}});
    });
    return row ? *row : std::nullopt;
}

} // namespace

Result<Session> changePassword(const Services& services, const Caller& caller, const PasswordChange& change)
{
    const User& user = *caller.user;
    const auto row = findByEmail(services, user.email);
    if (!row || change.current.size() > validation::kMaxPassword || !verifyPassword(row->text("password_hash"), change.current))
        return fieldError(QStringLiteral("current"), QStringLiteral("This is not your password."));
    if (auto error = validation::password(change.password, user.email, user.name)) return *error;
    const QString hash = hashPassword(change.password);
    return services.database.inTransaction<Session>([&](Transaction& transaction) -> Result<Session> {
        return replacePassword(transaction, services, caller, user, hash, "account.password");
    });
}

Result<Done> forgotPassword(const Services& services, const Caller& caller, const QString& email)
{
    if (auto error = validation::email(email.trimmed())) return *error;
    const QString code = newCode();
    const QString hash = hashPassword(digitsOf(code)); // also for an unknown address: the answer takes as long
    const auto row = findByEmail(services, email);
    if (!row || row->text("state") != u"active") return Done{};
    const User user = store::toUser(*row);
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const QDateTime now = services.clock.now();
        transaction.exec("accounts/set_password_code", {{"user_id", user.id.value}, {"code_hash", hash}, {"expires_at", now.addSecs(kCodeMinutes * 60)}});
        const QJsonObject params{{QStringLiteral("title"), QStringLiteral("Your code for a new password")}, {QStringLiteral("code"), code}, {QStringLiteral("minutes"), QString::number(kCodeMinutes)}};
        transaction.exec("notifications/insert_mail", {{"id", newUuid7()}, {"dedupe_key", QStringLiteral("password_code:") + newUuid7()}, {"user_id", user.id.value},
                                                       {"template", QStringLiteral("password_code")}, {"params", QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Compact))}, {"now", now}});
        Caller self = caller;
        self.user = user;
        audit(transaction, services, self, QStringLiteral("account.forgot_password"), user.name, user.id.value);
        return Done{};
    });
}

Result<Session> resetPassword(const Services& services, const Caller& caller, const PasswordReset& reset)
{
    const QString code = digitsOf(reset.code);
    if (code.size() != 8) return fieldError(QStringLiteral("code"), QStringLiteral("The code in the mail has eight digits."));
    // Before anything is looked up: what is wrong with the password must not tell whether there is such an account.
    if (auto error = validation::password(reset.password, reset.email.trimmed(), {})) return *error;
    const auto row = findByEmail(services, reset.email);
    if (!row || row->text("state") != u"active") return wrongCode();
    const User user = store::toUser(*row);
    // Counted and committed before it is compared, so that parallel guesses count too.
    const auto taken = services.database.inTransaction<std::optional<QString>>([&](Transaction& transaction) -> Result<std::optional<QString>> {
        const auto found = transaction.one("accounts/try_password_code", {{"user_id", user.id.value}, {"now", services.clock.now()}, {"max_attempts", kMaxAttempts}});
        return found ? std::optional(found->text("code_hash")) : std::nullopt;
    });
    if (!taken) return taken.error();
    if (!*taken || !verifyPassword(**taken, code)) return wrongCode();
    if (auto error = validation::password(reset.password, user.email, user.name)) return *error;
    const QString hash = hashPassword(reset.password);
    return services.database.inTransaction<Session>([&](Transaction& transaction) -> Result<Session> {
        // Once: another request with the same code may have come first.
        if (transaction.exec("accounts/use_password_code", {{"user_id", user.id.value}, {"code_hash", **taken}}) == 0) return wrongCode();
        return replacePassword(transaction, services, caller, user, hash, "account.reset_password");
    });
}

} // namespace lectern::accounts
