#include "usecases/vaults/vaults.h"

// Teachers' accounts at the gateway, where withdrawals are paid to.
namespace lectern::vaults {

using store::Row;
using store::Transaction;

namespace {

PayoutAccountState stateOf(const stripe::Account& account)
{
    if (account.payoutsEnabled && account.transfersActive) return PayoutAccountState::Ready;
    if (!account.detailsSubmitted) return PayoutAccountState::Incomplete;
    return account.currentlyDue.isEmpty() ? PayoutAccountState::InReview : PayoutAccountState::Restricted;
}

/// "individual.dob.day" reads "individual: dob day".
QString inWords(const QString& requirement)
{
    QString words = requirement;
    words.replace(u'_', u' ').replace(u'.', u' ');
    return words;
}

PayoutAccount toAccount(const Row& row)
{
    PayoutAccount account;
    account.state = row.enumeration<PayoutAccountState>("state");
    account.gatewayId = row.text("gateway_id");
    for (const QString& due : row.text("currently_due").split(u',', Qt::SkipEmptyParts)) account.currentlyDue << inWords(due);
    account.disabledReason = inWords(row.text("disabled_reason"));
    account.deadline = row.optionalTime("deadline");
    return account;
}

Result<Done> store(const Services& services, const UserId& user, const stripe::Account& account)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("vaults/set_payout_account", {{"user_id", user.value}, {"gateway_id", account.id}, {"state", toText(stateOf(account))}, {"currently_due", account.currentlyDue.join(u',')},
                                                       {"disabled_reason", account.disabledReason},
                                                       {"deadline", account.deadline ? QVariant(QDateTime::fromSecsSinceEpoch(*account.deadline, Qt::UTC)) : store::null()}, {"now", services.clock.now()}});
        publish(transaction, services, user, QStringLiteral("vault"), {});
        return Done{};
    });
}

} // namespace

Result<PayoutAccount> payoutAccount(const Services& services, const UserId& teacher)
{
    if (!services.gateway) return PayoutAccount{PayoutAccountState::Ready, {}, {}, {}, {}}; // payouts are made by hand
    return services.database.inTransaction<PayoutAccount>([&](Transaction& transaction) -> Result<PayoutAccount> {
        const auto row = transaction.one("vaults/find_payout_account", {{"user_id", teacher.value}});
        return row ? toAccount(*row) : PayoutAccount{};
    });
}

Result<PayoutAccount> payoutAccountOf(const Services& services, const VaultId& vault)
{
    const auto owner = services.database.inTransaction<std::optional<UserId>>([&](Transaction& transaction) -> Result<std::optional<UserId>> {
        const auto row = transaction.one("vaults/find_vault", {{"id", vault.value}});
        return row ? row->optionalId<UserId>("owner_id") : std::nullopt;
    });
    if (!owner) return owner.error();
    if (!*owner) return makeError(ErrorCode::NotFound, QStringLiteral("This vault has no teacher."));
    return payoutAccount(services, **owner);
}

Result<OnboardingLink> onboard(const Services& services, const Caller& caller)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up. Your school pays you by bank transfer."));
    const UserId user = caller.user->id;
    const auto known = services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        transaction.exec("vaults/insert_payout_account", {{"user_id", user.value}, {"now", services.clock.now()}});
        audit(transaction, services, caller, QStringLiteral("payout_account.onboard"), caller.user->name, user.value);
        return transaction.one("vaults/find_payout_account", {{"user_id", user.value}})->text("gateway_id");
    });
    if (!known) return known.error();
    QString id = *known;
    if (id.isEmpty()) {
        User who = *caller.user;
        if (who.country.isEmpty()) who.country = services.policy.country;
        const auto account = services.gateway->createAccount(who); // the same key answers the same account
        if (!account) return account.error();
        if (const auto stored = store(services, user, *account); !stored) return stored.error();
        id = account->id;
    }
    const auto link = services.gateway->createAccountLink(id, services.policy.publicUrl + QStringLiteral("/payouts/done"));
    if (!link) return link.error();
    return OnboardingLink{link->url, QDateTime::fromSecsSinceEpoch(link->expiresAt, Qt::UTC)};
}

Result<Done> applyAccount(Transaction& transaction, const Services& services, const stripe::Account& account)
{
    Q_UNUSED(services)
    // Events of an account have no order; what it is now is asked for outside of this transaction.
    transaction.exec("vaults/mark_account_stale", {{"gateway_id", account.id}});
    return Done{};
}

void refreshAccounts(const Services& services)
{
    if (!services.gateway) return;
    using Stale = QList<QPair<UserId, QString>>;
    const auto stale = services.database.inTransaction<Stale>([&](Transaction& transaction) -> Result<Stale> {
        Stale list;
        for (const Row& row : transaction.run("vaults/list_stale_accounts", {{"ready", toText(PayoutAccountState::Ready)}, {"before", services.clock.now().addSecs(-300)}}))
            list.append({row.id<UserId>("user_id"), row.text("gateway_id")});
        return list;
    });
    if (!stale) return;
    for (const auto& [user, id] : *stale) {
        if (const auto account = services.gateway->retrieveAccount(id)) (void)store(services, user, *account);
    }
}

} // namespace lectern::vaults
