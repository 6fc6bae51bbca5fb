#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpStatements final : public StatementsGateway
{
public:
    explicit HttpStatements(ApiClient* api) : m_api(api) {}
    Reply<Statement> statement(VaultId vault, QString currency, QDateTime from, QDateTime until) override;
    Reply<QByteArray> statementCsv(VaultId vault, QString currency, QDateTime from, QDateTime until) override;
    Reply<WithdrawalContents> contents(WithdrawalId id) override;
    Reply<MonthReport> month(QString month, QString currency) override;
    Reply<Page<DebtLine>> debts(PageRequest page) override;

private:
    ApiClient* m_api;
};

class HttpPayoutAccounts final : public PayoutAccountsGateway
{
public:
    explicit HttpPayoutAccounts(ApiClient* api) : m_api(api) {}
    Reply<PayoutAccount> mine() override;
    Reply<OnboardingLink> onboard() override;
    Reply<PayoutAccount> ofVault(VaultId id) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
