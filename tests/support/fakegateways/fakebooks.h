#pragma once
#include "fakes/fakeanswers.h"

/// The fake gateways of buying, disputes, statements and the books. They answer as the FakeServer that owns them
/// says, and keep what they were told for tests to look at.
namespace lectern::fakes {

class FakePurchases final : public PurchaseGateway
{
public:
    explicit FakePurchases(FakeAnswers* server) : m_server(server) {}
    Reply<PurchaseQuote> quote(CourseId course, QString country, QuoteOf of) override;
    Reply<StudentWallet> wallet() override;
    Reply<Page<WalletEntry>> walletEntries(QString currency, PageRequest page) override;
    Reply<Checkout> topUp(TopUpForm form, QString idempotencyKey) override;
    Reply<QList<FiscalDocument>> documents(PaymentId payment) override;
    Reply<Page<FiscalDocument>> allDocuments(QString text, PageRequest page) override;
    Reply<QList<OfflineReceipt>> receipts(PaymentId payment) override;
    Reply<OfflineReceipt> recordReceipt(PaymentId payment, OfflineReceiptForm form, QString idempotencyKey) override;
    Reply<OfflineReceipt> reverseReceipt(ReceiptId id, QString reason, QString idempotencyKey) override;

    std::optional<PurchaseQuote> quoteAnswer;
    QString lastCountry;
    TopUpForm lastTopUp;
    OfflineReceiptForm lastReceipt;
    QString lastReversal;

private:
    FakeAnswers* m_server;
};

class FakeDisputes final : public DisputesGateway
{
public:
    explicit FakeDisputes(FakeAnswers* server) : m_server(server) {}
    Reply<Page<Dispute>> disputes(DisputeFilter filter, PageRequest page) override;
    Reply<DisputeEvidence> evidence(DisputeId id) override;
    Reply<Dispute> answer(DisputeId id, DisputeAnswer answer, QString idempotencyKey) override;

    DisputeAnswer lastAnswer;
    DisputeFilter lastFilter;

private:
    FakeAnswers* m_server;
};

class FakePayoutAccounts final : public PayoutAccountsGateway
{
public:
    explicit FakePayoutAccounts(FakeAnswers* server) : m_server(server) {}
    Reply<PayoutAccount> mine() override;
    Reply<OnboardingLink> onboard() override;
    Reply<PayoutAccount> ofVault(VaultId id) override;

    PayoutAccountState state = PayoutAccountState::Ready;

private:
    FakeAnswers* m_server;
};

class FakeStatements final : public StatementsGateway
{
public:
    explicit FakeStatements(FakeAnswers* server) : m_server(server) {}
    Reply<Statement> statement(VaultId vault, QString currency, QDateTime from, QDateTime until) override;
    Reply<QByteArray> statementCsv(VaultId vault, QString currency, QDateTime from, QDateTime until) override;
    Reply<WithdrawalContents> contents(WithdrawalId id) override;
    Reply<MonthReport> month(QString month, QString currency) override;
    Reply<Page<DebtLine>> debts(PageRequest page) override;

    QString lastMonth;
    QString lastCurrency;
    QDateTime lastFrom;
    QDateTime lastUntil;

private:
    FakeAnswers* m_server;
};

class FakeBooks final : public BooksGateway
{
public:
    explicit FakeBooks(FakeAnswers* server) : m_server(server) {}
    Reply<ReconciliationSummary> reconciliation() override;
    Reply<Page<ReconciliationItem>> lines(ReconciliationFilter filter, PageRequest page) override;
    Reply<ReconciliationItem> explain(QString lineId, ExplainForm form, QString idempotencyKey) override;
    Reply<ReconciliationSummary> clearSuspense(SuspenseForm form, QString key) override;
    Reply<ReconciliationSummary> reconcileNow() override;
    Reply<Report> report(ReportKind kind, QString currency, QDateTime from, QDateTime until) override;

    ReconciliationFilter lastFilter;
    ExplainForm lastExplain;
    SuspenseForm lastSuspense;
    ReportKind lastKind = ReportKind::Days;
    QString lastCurrency;
    QDateTime lastFrom;
    QDateTime lastUntil;

private:
    FakeAnswers* m_server;
};

} // namespace lectern::fakes
