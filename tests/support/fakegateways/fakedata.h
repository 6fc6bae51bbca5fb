#pragma once
#include "gateways/gateways.h"

/// A believable school for tests and the gallery. `very`: many rows, long titles, right-to-left text and emoji.
namespace lectern::fakes {

[[nodiscard]] QDateTime ago(qint64 seconds);
[[nodiscard]] Money usd(qint64 minor);
[[nodiscard]] User user(Role role);
[[nodiscard]] QList<User> users(bool very);
[[nodiscard]] QList<Category> categories();
[[nodiscard]] QList<CourseSummary> courses(bool very);
[[nodiscard]] Course course(CourseState state, bool very);
[[nodiscard]] Outline outline(bool very, bool learning);
[[nodiscard]] QList<ReviewItem> reviews(bool very);
[[nodiscard]] ReviewDetail reviewDetail(bool very);
[[nodiscard]] QList<CatalogueItem> catalogue(bool very);
[[nodiscard]] CoursePage coursePage(bool very);
[[nodiscard]] QList<Enrollment> enrollments(bool very);
[[nodiscard]] LearningCourse learningCourse(bool very);
[[nodiscard]] Certificate certificate(bool very);
[[nodiscard]] QList<CourseStudent> students(bool very);
[[nodiscard]] QList<Payment> payments(bool very);
[[nodiscard]] QList<Refund> refunds(bool very);
[[nodiscard]] RefundQuote refundQuote(bool automatic);
[[nodiscard]] Checkout checkout(bool very);
[[nodiscard]] QList<Vault> vaults(bool very);
[[nodiscard]] QList<VaultEntry> entries(bool very);
[[nodiscard]] VaultSeries series(int days, bool very);
[[nodiscard]] QList<Withdrawal> withdrawals(bool very);
[[nodiscard]] QList<Notification> notifications(bool very);
[[nodiscard]] QList<AuditEntry> audit(bool very);
[[nodiscard]] Overview overview(bool very);
[[nodiscard]] ServerInfo serverInfo(bool very);
// What was bought, and the books.
[[nodiscard]] PurchaseQuote purchaseQuote(bool very);
[[nodiscard]] StudentWallet studentWallet(bool very);
[[nodiscard]] QList<WalletEntry> walletEntries(bool very);
[[nodiscard]] QList<FiscalDocument> fiscalDocuments(bool very);
[[nodiscard]] QList<OfflineReceipt> offlineReceipts(); ///< one that was reversed, one that stands
[[nodiscard]] QList<Dispute> disputes(bool very);
[[nodiscard]] DisputeEvidence disputeEvidence(bool very);
[[nodiscard]] PayoutAccount payoutAccount(PayoutAccountState state);
[[nodiscard]] Statement statement(bool empty);
[[nodiscard]] WithdrawalContents withdrawalContents(bool very);
[[nodiscard]] MonthReport monthReport(bool very);
[[nodiscard]] QList<DebtLine> debts(bool very);
[[nodiscard]] ReconciliationSummary reconciliationSummary(bool very);
[[nodiscard]] QList<ReconciliationItem> reconciliationLines(bool very);
[[nodiscard]] Report report(ReportKind kind, const QDateTime& from, const QDateTime& until, bool very);
// Coupons, plans and what they are paid with.
[[nodiscard]] QList<Coupon> coupons(bool very);
[[nodiscard]] QList<CouponUse> couponUses(bool very);
[[nodiscard]] QList<Plan> plans();
[[nodiscard]] PlanRules planRules();
[[nodiscard]] QList<Product> products(bool very);
[[nodiscard]] QList<Schedule> schedules(bool very); ///< overdue, running, paused, paid
[[nodiscard]] QList<Subscription> subscriptions(bool very); ///< due, active, trial, ending, waiting, closed, over
[[nodiscard]] QList<SubscriptionInvoice> subscriptionInvoices(bool very); ///< one of each state
[[nodiscard]] QList<PlanOffer> subscriptionOffers(); ///< at once, and with a trial
[[nodiscard]] QList<SavedMethod> savedMethods();
[[nodiscard]] QByteArray coverPng(const QString& seed);

} // namespace lectern::fakes
