#include "support/fakegateway.h"

// Payouts to teachers, disputes and the balance.
namespace lectern::test {

Result<std::optional<stripe::Payout>> FakeGateway::findPayout(const WithdrawalId& withdrawal, qint64, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (m_accountsClosed) return makeError(ErrorCode::GatewayDenied, QStringLiteral("The account is not yours."));
    const auto found = m_payouts.find(m_payoutOfWithdrawal.value(withdrawal.value));
    return found == m_payouts.end() ? std::optional<stripe::Payout>() : std::optional(found->second);
}

Result<stripe::Transfer> FakeGateway::createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (!m_transfers.contains(withdrawal.value)) m_transfers[withdrawal.value] = {QStringLiteral("tr_") + newUuid7().remove(u'-'), amount, 0, account, withdrawal.value};
    if (m_lost > 0) {
        --m_lost;
        return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("no answer"));
    }
    return m_transfers.at(withdrawal.value);
}

Result<std::optional<stripe::Transfer>> FakeGateway::findTransfer(const WithdrawalId& withdrawal, const QString&)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_transfers.find(withdrawal.value);
    return found == m_transfers.end() ? std::optional<stripe::Transfer>() : std::optional(found->second);
}

Result<Done> FakeGateway::reverseTransfer(const WithdrawalId& withdrawal, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (m_accountsEmpty) return makeError(ErrorCode::GatewayRefused, QStringLiteral("The account has no money."));
    stripe::Transfer& transfer = m_transfers[withdrawal.value];
    transfer.reversedMinor = transfer.amount.minor();
    return Done{};
}

Result<stripe::Account> FakeGateway::createAccount(const User& user)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    stripe::Account account;
    account.id = QStringLiteral("acct_") + QString(user.id.value).remove(u'-');
    account.userId = user.id.value;
    account.currentlyDue = {QStringLiteral("individual.first_name"), QStringLiteral("external_account")};
    return m_accounts.try_emplace(account.id, account).first->second;
}

Result<stripe::Account> FakeGateway::retrieveAccount(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_accounts.find(id);
    if (found == m_accounts.end()) return makeError(ErrorCode::NotFound);
    return found->second;
}

Result<stripe::AccountLink> FakeGateway::createAccountLink(const QString& account, const QString&)
{
    return stripe::AccountLink{QStringLiteral("https://connect.example/") + account, 2'000'000'000};
}

Result<stripe::GatewayDispute> FakeGateway::retrieveDispute(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_disputes.find(id);
    if (found == m_disputes.end()) return makeError(ErrorCode::NotFound);
    return found->second;
}

Result<QString> FakeGateway::uploadEvidence(const stripe::EvidenceFile& file, const QString& key)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (m_refusesFiles) return makeError(ErrorCode::GatewayDenied, QStringLiteral("The key may not upload files."));
    m_files[key] = file;
    return QStringLiteral("file_") + QString(key).remove(u'-').remove(u':');
}

Result<stripe::GatewayDispute> FakeGateway::submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    m_evidence = fields;
    stripe::GatewayDispute& found = m_disputes[dispute];
    if (!found.evidenceSubmitted) ++m_submissions;
    found.evidenceSubmitted = true;
    found.state = DisputeState::UnderReview;
    if (m_lost > 0) {
        --m_lost;
        return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("no answer"));
    }
    return found;
}

Result<stripe::GatewayDispute> FakeGateway::closeDispute(const QString& dispute)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    m_disputes[dispute].state = DisputeState::Lost;
    return m_disputes[dispute];
}

Result<QList<stripe::BalanceTransaction>> FakeGateway::listTransactions(qint64 createdSince, const QString& startingAfter)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    QList<stripe::BalanceTransaction> found = startingAfter.isEmpty() ? m_transactions : QList<stripe::BalanceTransaction>();
    found.removeIf([&](const stripe::BalanceTransaction& one) { return one.created < createdSince; });
    return found;
}

Result<QList<stripe::GatewayBalance>> FakeGateway::balances() { return QList<stripe::GatewayBalance>(); }

void FakeGateway::setDispute(const stripe::GatewayDispute& dispute)
{
    const std::lock_guard lock(m_mutex);
    m_disputes[dispute.id] = dispute;
}

void FakeGateway::setAccount(const stripe::Account& account)
{
    const std::lock_guard lock(m_mutex);
    m_accounts[account.id] = account;
}

void FakeGateway::setTransactions(const QList<stripe::BalanceTransaction>& transactions)
{
    const std::lock_guard lock(m_mutex);
    m_transactions = transactions;
}

int FakeGateway::transfers() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_transfers.begin(), m_transfers.end(), [](const auto& one) { return one.second.reversedMinor == 0; }));
}

QHash<QString, QString> FakeGateway::evidence() const
{
    const std::lock_guard lock(m_mutex);
    QHash<QString, QString> fields;
    for (const auto& [name, value] : m_evidence) fields.insert(name, value);
    return fields;
}

QList<stripe::EvidenceFile> FakeGateway::files() const
{
    const std::lock_guard lock(m_mutex);
    QList<stripe::EvidenceFile> all;
    for (const auto& [key, file] : m_files) all.append(file);
    return all;
}

int FakeGateway::submissions() const
{
    const std::lock_guard lock(m_mutex);
    return m_submissions;
}

} // namespace lectern::test
