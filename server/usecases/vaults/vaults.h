#pragma once
#include "domain/statements.h"
#include "usecases/context.h"

namespace lectern::vaults {

/// A teacher's own vault; the platform's for an admin.
[[nodiscard]] Result<Vault> mine(const Services& services, const Caller& caller);
[[nodiscard]] Result<Vault> find(const Services& services, const Caller& caller, const VaultId& id);
[[nodiscard]] Result<Page<Vault>> list(const Services& services, const QString& text, const PageRequest& page);
[[nodiscard]] Result<Page<VaultEntry>> entries(const Services& services, const Caller& caller, const VaultId& id, const VaultEntryFilter& filter, const PageRequest& page);
[[nodiscard]] Result<VaultSeries> series(const Services& services, const Caller& caller, const VaultId& id, const QString& currency, int days);

/// Reserves the amount at once, so that it cannot be asked for twice.
[[nodiscard]] Result<Withdrawal> withdraw(const Services& services, const Caller& caller, const VaultId& id, const WithdrawalForm& form);
[[nodiscard]] Result<Withdrawal> cancel(const Services& services, const Caller& caller, const WithdrawalId& id);
[[nodiscard]] Result<Withdrawal> decide(const Services& services, const Caller& caller, const WithdrawalId& id, const WithdrawalDecision& decision);
[[nodiscard]] Result<Page<Withdrawal>> withdrawals(const Services& services, const Caller& caller, const std::optional<VaultId>& vault,
                                                   const WithdrawalFilter& filter, const PageRequest& page);

// Jobs.
/// Moves what is past its hold to available; the number of sales released.
[[nodiscard]] Result<int> releaseDue(const Services& services);
/// Sends approved withdrawals to the gateway and resolves those whose answer was lost.
void sendApproved(const Services& services);
/// Asks the gateway about withdrawals that were sent a while ago and heard nothing.
void pollSent(const Services& services);
/// Asks about everything that is with the banks, also what was paid in the last two weeks: a bank may send that back, and of a
/// teacher's account the gateway lists us no events that never came.
void pollBanks(const Services& services);
/// What the gateway says of a payout, from an event or a poll. Repeating it changes nothing.
[[nodiscard]] Result<Done> applyPayout(store::Transaction& transaction, const Services& services, const stripe::Payout& payout);
/// Takes back what was transferred to teachers whose payout came to nothing.
void recallFailed(const Services& services);

// Teachers' accounts at the gateway.
[[nodiscard]] Result<PayoutAccount> payoutAccount(const Services& services, const UserId& teacher);
[[nodiscard]] Result<PayoutAccount> payoutAccountOf(const Services& services, const VaultId& vault);
/// A link to the gateway's own page; makes the account when there is none.
[[nodiscard]] Result<OnboardingLink> onboard(const Services& services, const Caller& caller);
/// The gateway says that an account changed.
[[nodiscard]] Result<Done> applyAccount(store::Transaction& transaction, const Services& services, const stripe::Account& account);
/// Job: asks for accounts that changed, and for those that are not ready yet.
void refreshAccounts(const Services& services);

/// Sums up the append-only accounts, so that reading them stays fast.
[[nodiscard]] Result<Done> rollUp(const Services& services);

} // namespace lectern::vaults
