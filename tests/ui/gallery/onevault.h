#pragma once
#include "gateways/gateways.h"

namespace lectern::gallery {

/// Vaults of which one is chosen: the platform's, or one with much to be released. All else is as it was.
class OneVault final : public VaultsGateway
{
public:
    OneVault(VaultsGateway* vaults, const Vault& vault)
        : m_vaults(vaults)
        , m_vault(vault)
    {
    }
    Reply<Vault> mine() override { return chosen(m_vaults->mine()); }
    Reply<Vault> vault(VaultId id) override { return chosen(m_vaults->vault(id)); }
    Reply<Page<Vault>> allVaults(QString text, PageRequest page) override { return m_vaults->allVaults(text, page); }
    Reply<Page<VaultEntry>> entries(VaultId id, VaultEntryFilter filter, PageRequest page) override
    {
        return m_vaults->entries(id, filter, page);
    }
    Reply<VaultSeries> series(VaultId id, QString currency, int days) override
    {
        return m_vaults->series(id, currency, days);
    }
    Reply<Withdrawal> withdraw(VaultId id, WithdrawalForm form, QString key) override
    {
        return m_vaults->withdraw(id, form, key);
    }
    Reply<Page<Withdrawal>> withdrawals(VaultId id, PageRequest page) override
    {
        return m_vaults->withdrawals(id, page);
    }
    Reply<Withdrawal> cancelWithdrawal(WithdrawalId id) override { return m_vaults->cancelWithdrawal(id); }
    Reply<Page<Withdrawal>> allWithdrawals(WithdrawalFilter filter, PageRequest page) override
    {
        return m_vaults->allWithdrawals(filter, page);
    }
    Reply<Withdrawal> decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString key) override
    {
        return m_vaults->decideWithdrawal(id, decision, key);
    }

private:
    Reply<Vault> chosen(Reply<Vault> reply)
    {
        return reply.then([vault = m_vault](const Result<Vault>& answer) -> Result<Vault> {
            if (!answer) return answer;
            return vault;
        });
    }
    VaultsGateway* m_vaults;
    Vault m_vault;
};

} // namespace lectern::gallery
