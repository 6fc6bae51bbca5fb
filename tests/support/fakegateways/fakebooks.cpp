#include "fakes/fakebooks.h"

namespace lectern::fakes {

// ---------------------------------------------------------------- buying

Reply<PurchaseQuote> FakePurchases::quote(CourseId course, QString country, QuoteOf)
{
    lastCountry = country;
    PurchaseQuote quote = quoteAnswer.value_or(purchaseQuote(m_server->very()));
    quote.courseId = course;
    if (!country.isEmpty()) quote.country = country;
    return m_server->answer("purchaseQuote", quote);
}

Reply<StudentWallet> FakePurchases::wallet()
{
    StudentWallet wallet = studentWallet(m_server->very());
    if (m_server->mode == Mode::Empty) wallet.balances = {WalletBalance{}};
    return m_server->answer("wallet", wallet);
}

Reply<Page<WalletEntry>> FakePurchases::walletEntries(QString, PageRequest page)
{
    return m_server->paged("walletEntries", fakes::walletEntries(m_server->very()), page);
}

Reply<Checkout> FakePurchases::topUp(TopUpForm form, QString key)
{
    m_server->keys.append(key);
    lastTopUp = form;
    Checkout checkout = fakes::checkout(false);
    checkout.payment.kind = PaymentKind::TopUp;
    checkout.payment.courseTitle.clear();
    checkout.payment.amount = form.amount;
    return m_server->answer("topUp", checkout);
}

Reply<QList<FiscalDocument>> FakePurchases::documents(PaymentId payment)
{
    QList<FiscalDocument> all = fiscalDocuments(false).mid(0, 2);
    for (FiscalDocument& document : all)
        document.paymentId = payment;
    return m_server->answer("documents", m_server->mode == Mode::Empty ? QList<FiscalDocument>{} : all);
}

Reply<Page<FiscalDocument>> FakePurchases::allDocuments(QString, PageRequest page)
{
    return m_server->paged("allDocuments", fiscalDocuments(m_server->very()), page);
}

Reply<QList<OfflineReceipt>> FakePurchases::receipts(PaymentId payment)
{
    const bool paidByHand = payment.value == QStringLiteral("pay-4");
    return m_server->answer("receipts", paidByHand ? offlineReceipts() : QList<OfflineReceipt>{});
}

Reply<OfflineReceipt> FakePurchases::recordReceipt(PaymentId payment, OfflineReceiptForm form, QString key)
{
    m_server->keys.append(key);
    lastReceipt = form;
    OfflineReceipt receipt = offlineReceipts().first();
    receipt.paymentId = payment;
    receipt.method = form.method;
    receipt.amount = form.amount;
    receipt.reference = form.reference;
    receipt.receivedOn = form.receivedOn;
    receipt.note = form.note;
    return m_server->answer("recordReceipt", receipt);
}

Reply<OfflineReceipt> FakePurchases::reverseReceipt(ReceiptId id, QString reason, QString key)
{
    m_server->keys.append(key);
    lastReversal = reason;
    OfflineReceipt receipt = offlineReceipts().first();
    receipt.id = id;
    receipt.reversedBy = user(Role::Admin).name;
    receipt.reversalReason = reason;
    receipt.reversedAt = ago(0);
    return m_server->answer("reverseReceipt", receipt);
}

// ---------------------------------------------------------------- disputes

Reply<Page<Dispute>> FakeDisputes::disputes(DisputeFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<Dispute> all = fakes::disputes(m_server->very());
    all.removeIf([&](const Dispute& d) { return filter.state && d.state != *filter.state; });
    if (filter.paymentId) all.removeIf([&](const Dispute& d) { return d.paymentId != *filter.paymentId; });
    return m_server->paged("disputes", all, page);
}

Reply<DisputeEvidence> FakeDisputes::evidence(DisputeId) { return m_server->answer("evidence", disputeEvidence(m_server->very())); }

Reply<Dispute> FakeDisputes::answer(DisputeId id, DisputeAnswer answer, QString key)
{
    m_server->keys.append(key);
    lastAnswer = answer;
    Dispute dispute = fakes::disputes(false).first();
    dispute.id = id;
    dispute.state = answer.accept ? DisputeState::Lost : DisputeState::UnderReview;
    dispute.submittedBy = user(Role::Admin).name;
    dispute.submittedAt = ago(0);
    if (answer.accept) dispute.closedAt = ago(0);
    return m_server->answer("answerDispute", dispute);
}

// ---------------------------------------------------------------- payout accounts

Reply<PayoutAccount> FakePayoutAccounts::mine() { return m_server->answer("payoutAccount", payoutAccount(state)); }

Reply<OnboardingLink> FakePayoutAccounts::onboard()
{
    return m_server->answer("onboard", OnboardingLink{QStringLiteral("https://connect.stripe.example/setup/s/1"), ago(-300)});
}

Reply<PayoutAccount> FakePayoutAccounts::ofVault(VaultId id)
{
    return m_server->answer("payoutAccountOf",
                            payoutAccount(id.value.endsWith(u'2') ? PayoutAccountState::Restricted : state));
}

// ---------------------------------------------------------------- statements

Reply<Statement> FakeStatements::statement(VaultId vault, QString currency, QDateTime from, QDateTime until)
{
    lastCurrency = currency;
    lastFrom = from;
    lastUntil = until;
    Statement statement = fakes::statement(m_server->mode == Mode::Empty);
    statement.vaultId = vault;
    statement.from = from;
    statement.until = until;
    return m_server->answer("statement", statement);
}

Reply<QByteArray> FakeStatements::statementCsv(VaultId, QString, QDateTime, QDateTime)
{
    return m_server->answer("statementCsv", QByteArrayLiteral("day,kind,description,amount,balance\r\n2026-10-02,sale,Sale of Piano,39.20,2217.30\r\n"));
}

Reply<WithdrawalContents> FakeStatements::contents(WithdrawalId id)
{
    WithdrawalContents contents = withdrawalContents(m_server->very());
    for (const Withdrawal& one : withdrawals(m_server->very()))
        if (one.id == id) contents.withdrawal = one;
    contents.withdrawal.id = id;
    return m_server->answer("contents", contents);
}

Reply<MonthReport> FakeStatements::month(QString month, QString currency)
{
    lastMonth = month;
    lastCurrency = currency;
    MonthReport report = m_server->mode == Mode::Empty ? MonthReport{} : monthReport(m_server->very());
    report.month = month;
    return m_server->answer("month", report);
}

Reply<Page<DebtLine>> FakeStatements::debts(PageRequest page)
{
    return m_server->paged("debts", fakes::debts(m_server->very()), page);
}

// ---------------------------------------------------------------- books

Reply<ReconciliationSummary> FakeBooks::reconciliation()
{
    return m_server->answer("reconciliation", m_server->mode == Mode::Empty ? ReconciliationSummary{}
                                                                            : reconciliationSummary(m_server->very()));
}

Reply<Page<ReconciliationItem>> FakeBooks::lines(ReconciliationFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<ReconciliationItem> all = reconciliationLines(m_server->very());
    all.removeIf([&](const ReconciliationItem& i) { return filter.state && i.state != *filter.state; });
    return m_server->paged("reconciliationLines", all, page);
}

Reply<ReconciliationItem> FakeBooks::explain(QString lineId, ExplainForm form, QString key)
{
    m_server->keys.append(key);
    lastExplain = form;
    ReconciliationItem item = reconciliationLines(false).first();
    item.id = lineId;
    item.state = MatchState::Explained;
    item.explanation = form.reason;
    item.proposal.clear();
    return m_server->answer("explain", item);
}

Reply<ReconciliationSummary> FakeBooks::clearSuspense(SuspenseForm form, QString key)
{
    m_server->keys.append(key);
    lastSuspense = form;
    return m_server->answer("clearSuspense", reconciliationSummary(m_server->very()));
}

Reply<ReconciliationSummary> FakeBooks::reconcileNow()
{
    ReconciliationSummary summary = reconciliationSummary(m_server->very());
    summary.lastRunAt = ago(0);
    return m_server->answer("reconcileNow", summary);
}

Reply<Report> FakeBooks::report(ReportKind kind, QString currency, QDateTime from, QDateTime until)
{
    lastKind = kind;
    lastCurrency = currency;
    lastFrom = from;
    lastUntil = until;
    Report empty;
    empty.kind = kind;
    return m_server->answer("report", m_server->mode == Mode::Empty ? empty : fakes::report(kind, from, until, m_server->very()));
}

} // namespace lectern::fakes
