#include "stripe/answers.h"
#include "stripe/wire.h"
#include <QCryptographicHash>

// Payouts, teachers' accounts, disputes and the balance.
namespace lectern::stripe {

Result<Payout> StripeGateway::createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account)
{
    const Form form{{QStringLiteral("amount"), QString::number(amount.minor())},
                    {QStringLiteral("currency"), amount.currency().code().toLower()},
                    {QStringLiteral("metadata[withdrawal_id]"), withdrawal.value}};
    return parsed(m_client->post(QStringLiteral("/v1/payouts"), form, QStringLiteral("create_payout:%1:1").arg(withdrawal.value), account), payoutFromJson);
}

Result<Payout> StripeGateway::retrievePayout(const QString& id, const QString& account)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/payouts/") + id, account), payoutFromJson);
}

Result<std::optional<Payout>> StripeGateway::findPayout(const WithdrawalId& withdrawal, qint64 createdSince, const QString& account)
{
    return search<Payout>(*m_client, QStringLiteral("/v1/payouts?limit=100&created[gte]=%1").arg(createdSince), account, payoutFromJson,
                          [&](const Payout& payout) { return payout.withdrawalId == withdrawal.value; });
}

Result<Transfer> StripeGateway::createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account)
{
    const Form form{{QStringLiteral("amount"), QString::number(amount.minor())},
                    {QStringLiteral("currency"), amount.currency().code().toLower()},
                    {QStringLiteral("destination"), account},
                    {QStringLiteral("metadata[withdrawal_id]"), withdrawal.value}};
    return parsed(m_client->post(QStringLiteral("/v1/transfers"), form, QStringLiteral("create_transfer:%1:1").arg(withdrawal.value)), transferFromJson);
}

Result<std::optional<Transfer>> StripeGateway::findTransfer(const WithdrawalId& withdrawal, const QString& account)
{
    if (!isSafeId(account)) return makeError(ErrorCode::NotFound);
    return search<Transfer>(*m_client, QStringLiteral("/v1/transfers?limit=100&destination=") + account, {}, transferFromJson,
                            [&](const Transfer& transfer) { return transfer.withdrawalId == withdrawal.value; });
}

Result<Done> StripeGateway::reverseTransfer(const WithdrawalId& withdrawal, const QString& transfer)
{
    if (!isSafeId(transfer)) return makeError(ErrorCode::NotFound);
    // A whole reversal happens once; a key would bring back for a day that there was not enough in the account yet.
    const auto answer = m_client->post(QStringLiteral("/v1/transfers/%1/reversals").arg(transfer), {{QStringLiteral("metadata[withdrawal_id]"), withdrawal.value}}, {});
    if (answer) return Done{};
    // Refused because it is reversed already, by the call whose answer was lost.
    if (answer.error().code == ErrorCode::GatewayRefused) {
        const auto now = parsed(m_client->get(QStringLiteral("/v1/transfers/") + transfer), transferFromJson);
        if (now && now->reversedMinor == now->amount.minor()) return Done{};
    }
    return answer.error();
}

Result<Account> StripeGateway::createAccount(const User& user)
{
    const QString country = user.country.isEmpty() ? QStringLiteral("US") : user.country;
    const Form form{{QStringLiteral("type"), QStringLiteral("express")},
                    {QStringLiteral("country"), country},
                    {QStringLiteral("email"), user.email},
                    {QStringLiteral("capabilities[transfers][requested]"), QStringLiteral("true")},
                    {QStringLiteral("settings[payouts][schedule][interval]"), QStringLiteral("manual")},
                    {QStringLiteral("metadata[user_id]"), user.id.value}};
    return parsed(m_client->post(QStringLiteral("/v1/accounts"), form, QStringLiteral("create_account:%1:1").arg(user.id.value)), accountFromJson);
}

Result<Account> StripeGateway::retrieveAccount(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/accounts/") + id), accountFromJson);
}

Result<AccountLink> StripeGateway::createAccountLink(const QString& account, const QString& returnUrl)
{
    const Form form{{QStringLiteral("account"), account},
                    {QStringLiteral("type"), QStringLiteral("account_onboarding")},
                    {QStringLiteral("return_url"), returnUrl},
                    {QStringLiteral("refresh_url"), returnUrl + QStringLiteral("?again=1")}};
    const auto answer = m_client->post(QStringLiteral("/v1/account_links"), form, {}); // a link works once: every call makes a new one
    if (!answer) return answer.error();
    const AccountLink link{answer->value(QLatin1String("url")).toString(), answer->value(QLatin1String("expires_at")).toInteger()};
    if (link.url.isEmpty()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The gateway sent an account link that cannot be read."));
    return link;
}

Result<GatewayDispute> StripeGateway::retrieveDispute(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/disputes/") + id), disputeObjectFromJson);
}

Result<QString> StripeGateway::uploadEvidence(const EvidenceFile& file, const QString& key)
{
    const auto answer = m_client->postFile(QStringLiteral("/v1/files"), {{QStringLiteral("purpose"), QStringLiteral("dispute_evidence")}}, file, QStringLiteral("upload_evidence:%1").arg(key));
    if (!answer) return answer.error();
    const QString id = answer->value(QLatin1String("id")).toString();
    return isSafeId(id) ? Result<QString>(id) : makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The gateway's answer to a file cannot be read."));
}

Result<GatewayDispute> StripeGateway::submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields)
{
    if (!isSafeId(dispute)) return makeError(ErrorCode::NotFound);
    Form form{{QStringLiteral("submit"), QStringLiteral("true")}};
    QCryptographicHash hash(QCryptographicHash::Sha256); // another text is another request
    for (const auto& [name, value] : fields) {
        form.append({QStringLiteral("evidence[%1]").arg(name), value});
        hash.addData(value.toUtf8());
    }
    const QString text = QString::fromLatin1(hash.result().toHex().left(16));
    return parsed(m_client->post(QStringLiteral("/v1/disputes/") + dispute, form, QStringLiteral("submit_evidence:%1:%2").arg(dispute, text)), disputeObjectFromJson);
}

Result<GatewayDispute> StripeGateway::closeDispute(const QString& dispute)
{
    if (!isSafeId(dispute)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->post(QStringLiteral("/v1/disputes/%1/close").arg(dispute), {}, QStringLiteral("close_dispute:%1:1").arg(dispute)), disputeObjectFromJson);
}

Result<QList<BalanceTransaction>> StripeGateway::listTransactions(qint64 createdSince, const QString& startingAfter)
{
    QString path = QStringLiteral("/v1/balance_transactions?limit=100&expand[]=data.source&created[gte]=%1").arg(createdSince);
    if (!startingAfter.isEmpty()) path += QStringLiteral("&starting_after=") + startingAfter;
    return listed(m_client->getPatiently(path), transactionFromJson);
}

Result<QList<GatewayBalance>> StripeGateway::balances()
{
    const auto answer = m_client->getPatiently(QStringLiteral("/v1/balance"));
    return answer ? balancesFromJson(*answer) : Result<QList<GatewayBalance>>(answer.error());
}

} // namespace lectern::stripe
