#pragma once
#include "domain/desk.h"
#include "domain/disputes.h"
#include "domain/misc.h"
#include "domain/offline.h"
#include "domain/page.h"
#include "domain/reconciliation.h"
#include "domain/statements.h"
#include "domain/wallets.h"
#include "gateways/reply.h"

/// Payments, vaults and books, as the client asks for them.
namespace lectern {

class PaymentsGateway
{
public:
    virtual ~PaymentsGateway() = default;
    /// The checkout of an enrollment that awaits payment; resumes the open payment or makes a new one.
    virtual Reply<Checkout> checkout(CreateIntentForm form, QString idempotencyKey) = 0;
    virtual Reply<Payment> confirm(ConfirmForm form) = 0;
    virtual Reply<Payment> payment(PaymentId id) = 0;
    virtual Reply<Page<Payment>> myPayments(PaymentFilter filter, PageRequest page) = 0;
    virtual Reply<Page<Payment>> allPayments(PaymentFilter filter, PageRequest page) = 0;
};

/// Money on its way back to payers.
class RefundsGateway
{
public:
    virtual ~RefundsGateway() = default;
    virtual Reply<RefundQuote> quote(PaymentId id) = 0; ///< for the payment's student and admins
    /// The student takes the purchase back: at once where the rules allow it, else as a request to an admin.
    virtual Reply<Refund> takeBack(PaymentId id, TakeBackForm form, QString idempotencyKey) = 0;
    virtual Reply<Refund> refund(PaymentId id, RefundForm form, QString idempotencyKey) = 0; ///< admin
    virtual Reply<Refund> decide(RefundId id, RefundDecision decision, QString idempotencyKey) = 0; ///< admin
    virtual Reply<Page<Refund>> allRefunds(RefundFilter filter, PageRequest page) = 0; ///< admin: those that wait first
    virtual Reply<Page<Refund>> myRefunds(RefundFilter filter, PageRequest page) = 0;
};

class VaultsGateway
{
public:
    virtual ~VaultsGateway() = default;
    virtual Reply<Vault> mine() = 0;     ///< teacher: own vault; admin: the platform's
    virtual Reply<Vault> vault(VaultId id) = 0;
    virtual Reply<Page<Vault>> allVaults(QString text, PageRequest page) = 0; ///< admin; the platform first
    virtual Reply<Page<VaultEntry>> entries(VaultId id, VaultEntryFilter filter, PageRequest page) = 0;
    virtual Reply<VaultSeries> series(VaultId id, QString currency, int days) = 0;
    virtual Reply<Withdrawal> withdraw(VaultId id, WithdrawalForm form, QString idempotencyKey) = 0;
    virtual Reply<Page<Withdrawal>> withdrawals(VaultId id, PageRequest page) = 0;
    virtual Reply<Withdrawal> cancelWithdrawal(WithdrawalId id) = 0;
    /// Admin: all withdrawals, those that wait for a decision first.
    virtual Reply<Page<Withdrawal>> allWithdrawals(WithdrawalFilter filter, PageRequest page) = 0;
    virtual Reply<Withdrawal> decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString idempotencyKey) = 0;
};

/// Whose price is asked for. A place that waits to be paid has that of its day, with its coupon; a gift never has.
enum class QuoteOf { Place, PlaceWithoutCoupon, Gift };

/// Buying: what it costs, the other ways to pay, and the papers.
class PurchaseGateway
{
public:
    virtual ~PurchaseGateway() = default;
    /// `country` empty: as kept for the student.
    virtual Reply<PurchaseQuote> quote(CourseId course, QString country, QuoteOf of = QuoteOf::Place) = 0;
    virtual Reply<StudentWallet> wallet() = 0;
    virtual Reply<Page<WalletEntry>> walletEntries(QString currency, PageRequest page) = 0;
    virtual Reply<Checkout> topUp(TopUpForm form, QString idempotencyKey) = 0; ///< paid by card in the checkout view
    virtual Reply<QList<FiscalDocument>> documents(PaymentId payment) = 0; ///< its receipt and credit notes, oldest first
    virtual Reply<Page<FiscalDocument>> allDocuments(QString text, PageRequest page) = 0; ///< admin and auditor, newest first
    // Admin: money that arrived outside of the gateway.
    virtual Reply<QList<OfflineReceipt>> receipts(PaymentId payment) = 0;
    virtual Reply<OfflineReceipt> recordReceipt(PaymentId payment, OfflineReceiptForm form, QString idempotencyKey) = 0;
    virtual Reply<OfflineReceipt> reverseReceipt(ReceiptId id, QString reason, QString idempotencyKey) = 0;
};

class DisputesGateway
{
public:
    virtual ~DisputesGateway() = default;
    virtual Reply<Page<Dispute>> disputes(DisputeFilter filter, PageRequest page) = 0; ///< those that need an answer first, by due date
    virtual Reply<DisputeEvidence> evidence(DisputeId id) = 0; ///< assembled now, or as it was sent
    virtual Reply<Dispute> answer(DisputeId id, DisputeAnswer answer, QString idempotencyKey) = 0; ///< once
};

/// A teacher's account at the gateway.
class PayoutAccountsGateway
{
public:
    virtual ~PayoutAccountsGateway() = default;
    virtual Reply<PayoutAccount> mine() = 0;
    virtual Reply<OnboardingLink> onboard() = 0; ///< makes the account when there is none
    virtual Reply<PayoutAccount> ofVault(VaultId id) = 0; ///< admin and auditor
};

/// Money that people move by hand, where the school has no payment service. Admin and auditor; reporting admin only.
class DeskGateway
{
public:
    virtual ~DeskGateway() = default;
    virtual Reply<Page<DeskItem>> items(DeskFilter filter, PageRequest page) = 0; ///< what waits first, oldest first
    virtual Reply<DeskItem> report(QString id, DeskReport report, QString idempotencyKey) = 0;
};

class StatementsGateway
{
public:
    virtual ~StatementsGateway() = default;
    virtual Reply<Statement> statement(VaultId vault, QString currency, QDateTime from, QDateTime until) = 0;
    virtual Reply<QByteArray> statementCsv(VaultId vault, QString currency, QDateTime from, QDateTime until) = 0;
    virtual Reply<WithdrawalContents> contents(WithdrawalId id) = 0;
    virtual Reply<MonthReport> month(QString month, QString currency) = 0; ///< admin and auditor; month "2026-10"
    virtual Reply<Page<DebtLine>> debts(PageRequest page) = 0;             ///< admin and auditor, oldest first
};

/// The books beside the gateway's, and what they add up to. Admin and auditor; what changes something: admin only.
class BooksGateway
{
public:
    virtual ~BooksGateway() = default;
    virtual Reply<ReconciliationSummary> reconciliation() = 0;
    virtual Reply<Page<ReconciliationItem>> lines(ReconciliationFilter filter, PageRequest page) = 0; ///< what needs explaining first
    virtual Reply<ReconciliationItem> explain(QString lineId, ExplainForm form, QString idempotencyKey) = 0;
    virtual Reply<ReconciliationSummary> clearSuspense(SuspenseForm form, QString idempotencyKey) = 0;
    virtual Reply<ReconciliationSummary> reconcileNow() = 0;
    virtual Reply<Report> report(ReportKind kind, QString currency, QDateTime from, QDateTime until) = 0;
};

} // namespace lectern
