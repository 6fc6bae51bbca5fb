#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpVaults final : public VaultsGateway
{
public:
    explicit HttpVaults(ApiClient* api) : m_api(api) {}
    Reply<Vault> mine() override;
    Reply<Vault> vault(VaultId id) override;
    Reply<Page<Vault>> allVaults(QString text, PageRequest page) override;
    Reply<Page<VaultEntry>> entries(VaultId id, VaultEntryFilter filter, PageRequest page) override;
    Reply<VaultSeries> series(VaultId id, QString currency, int days) override;
    Reply<Withdrawal> withdraw(VaultId id, WithdrawalForm form, QString idempotencyKey) override;
    Reply<Page<Withdrawal>> withdrawals(VaultId id, PageRequest page) override;
    Reply<Withdrawal> cancelWithdrawal(WithdrawalId id) override;
    Reply<Page<Withdrawal>> allWithdrawals(WithdrawalFilter filter, PageRequest page) override;
    Reply<Withdrawal> decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

class HttpNotices final : public NotificationsGateway, public ReportsGateway
{
public:
    explicit HttpNotices(ApiClient* api) : m_api(api) {}
    Reply<Page<Notification>> list(PageRequest page) override;
    Reply<Done> markAllRead() override;
    Reply<Badges> badges() override;
    Reply<Overview> overview() override;
    Reply<Page<AuditEntry>> audit(AuditFilter filter, PageRequest page) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
