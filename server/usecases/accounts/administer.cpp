#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/accounts/accounts.h"

namespace lectern::accounts {

using store::Transaction;

Result<User> rename(const Services& services, const Caller& caller, const QString& name)
{
    if (auto error = validation::line(QStringLiteral("name"), name, validation::kMaxName, 2)) return *error;
    return services.database.inTransaction<User>([&](Transaction& transaction) -> Result<User> {
        transaction.exec("accounts/update_name", {{"id", caller.user->id.value}, {"name", name.simplified()}});
        audit(transaction, services, caller, QStringLiteral("account.rename"), name.simplified(), caller.user->id.value, caller.user->name);
        return store::toUser(*transaction.one("accounts/find_user", {{"id", caller.user->id.value}}));
    });
}

namespace {

Error ownAccount() { return makeError(ErrorCode::InvalidState, QStringLiteral("Ask another admin: nobody changes their own account here.")); }

/// Locks the user and refuses what would leave nobody to run the school.
Result<User> lockTarget(Transaction& transaction, const Caller& caller, const UserId& id, bool losesAdmin)
{
    if (caller.user->id == id) return ownAccount();
    const auto row = transaction.one("accounts/lock_user", {{"id", id.value}});
    if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such user."));
    const User user = store::toUser(*row);
    if (losesAdmin && user.role == Role::Admin && transaction.one("accounts/count_active_admins")->integer("admins") <= 1)
        return makeError(ErrorCode::InvalidState, QStringLiteral("This is the last admin. Make another one first."));
    return user;
}

} // namespace

Result<User> setBlocked(const Services& services, const Caller& caller, const UserId& id, bool blocked, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, blocked ? 5 : 0)) return *error;
    return services.database.inTransaction<User>([&](Transaction& transaction) -> Result<User> {
        auto user = lockTarget(transaction, caller, id, blocked);
        if (!user) return user.error();
        user->state = blocked ? UserState::Blocked : UserState::Active;
        transaction.exec("accounts/update_state", {{"id", id.value}, {"state", toText(user->state)}});
        if (blocked) transaction.exec("accounts/revoke_user_tokens", {{"user_id", id.value}, {"now", services.clock.now()}});
        // Either way what is remembered about this user is no longer true.
        transaction.afterCommit([&live = services.live, id] { live.dropUser(id); });
        audit(transaction, services, caller, blocked ? QStringLiteral("account.block") : QStringLiteral("account.unblock"), user->name, id.value, reason);
        return user;
    });
}

Result<User> setRole(const Services& services, const Caller& caller, const UserId& id, Role role, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<User>([&](Transaction& transaction) -> Result<User> {
        auto user = lockTarget(transaction, caller, id, role != Role::Admin);
        if (!user) return user.error();
        const QString before = toText(user->role);
        user->role = role;
        transaction.exec("accounts/update_role", {{"id", id.value}, {"role", toText(role)}});
        if (role == Role::Teacher) (void)store::ensureTeacherVault(transaction, id, services.policy.defaultCurrency, services.clock.now());
        // Tokens carry the role, so those of the old role end now.
        transaction.exec("accounts/revoke_user_tokens", {{"user_id", id.value}, {"now", services.clock.now()}});
        transaction.afterCommit([&live = services.live, id] { live.dropUser(id); });
        audit(transaction, services, caller, QStringLiteral("account.role"), user->name, id.value, QStringLiteral("%1 → %2: %3").arg(before, toText(role), reason));
        return user;
    });
}

Result<User> findUser(const Services& services, const UserId& id)
{
    return services.database.inTransaction<User>([&](Transaction& transaction) -> Result<User> {
        const auto row = transaction.one("accounts/find_user", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such user."));
        return store::toUser(*row);
    });
}

Result<QList<UserId>> noLongerIn(const Services& services, const QHash<UserId, Role>& roles)
{
    QStringList ids, names;
    for (auto it = roles.cbegin(); it != roles.cend(); ++it) {
        ids << it.key().value;
        names << toText(it.value());
    }
    return services.database.inTransaction<QList<UserId>>([&](Transaction& transaction) -> Result<QList<UserId>> {
        QList<UserId> gone;
        for (const store::Row& row : transaction.run("accounts/list_changed", {{"ids", store::packed(ids)}, {"roles", store::packed(names)}})) gone << row.id<UserId>("id");
        return gone;
    });
}

Result<Page<User>> listUsers(const Services& services, const UserFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<User>>([&](Transaction& transaction) -> Result<Page<User>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const store::Rows rows = transaction.run(
            "accounts/list_users", {{"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)},
                                    {"role", filter.role ? QVariant(toText(*filter.role)) : store::null()},
                                    {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                    {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())},
                                    {"limit", limit + 1}});
        return store::toPage<User>(rows, limit, store::toUser, [](const store::Row& row) { return QStringList{row.text("id")}; });
    });
}

} // namespace lectern::accounts
