#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/accounts/accounts.h"
#include "usecases/accounts/sessions.h"

namespace lectern::accounts {

namespace {

std::optional<Error> check(const RegisterForm& form, bool mayBeAdmin)
{
    RegisterForm checked = form;
    if (mayBeAdmin && form.role == Role::Admin) checked.role = Role::Student;
    return validation::registration(checked);
}

Result<User> insert(store::Transaction& transaction, const Services& services, const Caller& caller, const RegisterForm& form, const QString& hash)
{
    const QDateTime now = services.clock.now();
    const QString email = form.email.trimmed();
    if (transaction.one("accounts/find_user_by_email", {{"email_key", email.toCaseFolded()}}))
        return Error{ErrorCode::AlreadyExists, QStringLiteral("email"),
                     QStringLiteral("There is an account with this e-mail address already. Log in instead."), 0};
    const User user{newId<UserId>(), form.name.simplified(), email, form.role, UserState::Active, {}, now};
    transaction.exec("accounts/insert_user", {{"id", user.id.value}, {"name", user.name}, {"email", email},
                                              {"email_key", email.toCaseFolded()}, {"password_hash", hash},
                                              {"role", toText(user.role)}, {"now", now}});
    if (user.role == Role::Teacher) (void)store::ensureTeacherVault(transaction, user.id, services.policy.defaultCurrency, now);
    if (user.role == Role::Admin) (void)store::ensurePlatformVault(transaction, services.policy.defaultCurrency, now);
    Caller self = caller;
    self.user = user;
    audit(transaction, services, self, QStringLiteral("account.register"), user.name, user.id.value, toText(user.role));
    return user;
}

/// Two registrations of one address at the same moment: the unique index decides, the loser gets the same words.
Error named(const Error& error)
{
    if (error.code != ErrorCode::AlreadyExists) return error;
    return Error{ErrorCode::AlreadyExists, QStringLiteral("email"),
                 QStringLiteral("There is an account with this e-mail address already. Log in instead."), 0};
}

} // namespace

Result<User> createUser(const Services& services, const Caller& caller, const RegisterForm& form, bool mayBeAdmin)
{
    if (auto error = check(form, mayBeAdmin)) return *error;
    const QString hash = hashPassword(form.password);
    auto result = services.database.inTransaction<User>(
        [&](store::Transaction& transaction) { return insert(transaction, services, caller, form, hash); });
    return result ? result : Result<User>(named(result.error()));
}

Result<Session> registerUser(const Services& services, const Caller& caller, const RegisterForm& form)
{
    if (auto error = check(form, false)) return *error;
    const QString hash = hashPassword(form.password);
    auto result = services.database.inTransaction<Session>([&](store::Transaction& transaction) -> Result<Session> {
        const auto user = insert(transaction, services, caller, form, hash);
        if (!user) return user.error();
        return openSession(transaction, services, *user, {});
    });
    return result ? result : Result<Session>(named(result.error()));
}

} // namespace lectern::accounts
