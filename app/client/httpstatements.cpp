#include "app/client/httpstatements.h"
#include "app/client/query.h"

namespace lectern {

namespace {

QUrlQuery period(const QString& currency, const QDateTime& from, const QDateTime& until)
{
    QUrlQuery query;
    add(query, "currency", currency);
    add(query, "from", stamp(from));
    add(query, "until", stamp(until));
    return query;
}

} // namespace

Reply<Statement> HttpStatements::statement(VaultId vault, QString currency, QDateTime from, QDateTime until)
{
    return as(m_api->get(idPath("/api/vaults/", vault.value, "/statement"), period(currency, from, until)), statementFromJson);
}

Reply<QByteArray> HttpStatements::statementCsv(VaultId vault, QString currency, QDateTime from, QDateTime until)
{
    return m_api->bytes(idPath("/api/vaults/", vault.value, "/statement.csv"), period(currency, from, until));
}

Reply<WithdrawalContents> HttpStatements::contents(WithdrawalId id)
{
    return as(m_api->get(idPath("/api/withdrawals/", id.value, "/contents")), withdrawalContentsFromJson);
}

Reply<MonthReport> HttpStatements::month(QString month, QString currency)
{
    QUrlQuery query;
    add(query, "month", month);
    add(query, "currency", currency);
    return as(m_api->get(QStringLiteral("/api/admin/month"), query), monthReportFromJson);
}

Reply<Page<DebtLine>> HttpStatements::debts(PageRequest page)
{
    return asPage(m_api->get(QStringLiteral("/api/admin/debts"), pageQuery(page)), debtLineFromJson);
}

Reply<PayoutAccount> HttpPayoutAccounts::mine() { return as(m_api->get(QStringLiteral("/api/payout-account")), payoutAccountFromJson); }

Reply<OnboardingLink> HttpPayoutAccounts::onboard()
{
    return as(m_api->send("POST", QStringLiteral("/api/payout-account/onboarding")), onboardingLinkFromJson);
}

Reply<PayoutAccount> HttpPayoutAccounts::ofVault(VaultId id)
{
    return as(m_api->get(idPath("/api/admin/vaults/", id.value, "/payout-account")), payoutAccountFromJson);
}

} // namespace lectern
