#include "app/client/httpstatements.h"
#include "app/client/query.h"

namespace lectern {

namespace {

using BytesPromise = std::shared_ptr<QPromise<Result<QByteArray>>>;

void finish(const BytesPromise& promise, const Result<QByteArray>& result)
{
    promise->addResult(result);
    promise->finish();
}

/// What is not JSON. An access token that has run out is refreshed once, as for everything else.
void fetch(ApiClient* api, const QString& path, const QUrlQuery& query, bool repeated, const BytesPromise& promise)
{
    QNetworkReply* reply = api->network().get(api->request(path, query));
    QObject::connect(reply, &QNetworkReply::finished, api, [=] {
        reply->deleteLater();
        const QByteArray bytes = reply->readAll();
        const auto error = ApiClient::errorOf(reply, bytes);
        if (!error) return finish(promise, bytes);
        if (error->code != ErrorCode::Unauthenticated || repeated || !api->hasSession()) return finish(promise, *error);
        whenDone(api, api->refresh(), [=](const Result<Done>& done) {
            if (!done) return finish(promise, done.error());
            fetch(api, path, query, true, promise);
        });
    });
}

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
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    fetch(m_api, idPath("/api/vaults/", vault.value, "/statement.csv"), period(currency, from, until), false, promise);
    return promise->future();
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
