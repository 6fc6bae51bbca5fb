#pragma once
#include "items/values.h"
#include "ui/theme/tokens.h"
#include <QLocale>

/// How values read on a screen: amounts, dates, states and errors, in the user's locale. The only place that
/// turns them into words.
namespace lectern {

struct ChipSpec
{
    QString text;
    Tone tone = Tone::Neutral;
    bool operator==(const ChipSpec&) const = default;
};

/// "49.99 $" or "$49.99", as the locale has it; exact, without floating point. Without a locale as in US English.
[[nodiscard]] QString moneyText(const Money& money);
/// moneyText() with "Free" for zero.
[[nodiscard]] QString feeText(const Money& fee);
[[nodiscard]] QString signedMoneyText(const Money& money); ///< "+$12.00", "−$3.00"
/// "3 min ago", "in 2 days", "12 Mar"; exact time by exactTime().
[[nodiscard]] QString relativeTime(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTimeUtc());
/// How long something has waited: "3 h ago", "9 days", "6 weeks".
[[nodiscard]] QString ageText(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTimeUtc());
[[nodiscard]] QString exactTime(const QDateTime& time);
[[nodiscard]] QString momentText(const QDateTime& time); ///< "12 Mar, 10:59 AM"
[[nodiscard]] QString dayText(const QDateTime& time);
[[nodiscard]] QString dayText(const QDate& day);
[[nodiscard]] QString longDayText(const QDate& day); ///< "12 March 2026"
[[nodiscard]] QString durationText(int seconds); ///< "12:05", "1:02:03"
[[nodiscard]] QString fileSizeText(qint64 bytes);
[[nodiscard]] QString languageName(const QString& code);
[[nodiscard]] QString roleText(Role role);
[[nodiscard]] QString levelText(Level level);
[[nodiscard]] QString lectureKindText(LectureKind kind);
[[nodiscard]] QString eventText(const CourseEvent& event);
/// What became of a refund, in one sentence with its amount.
[[nodiscard]] QString refundText(const Refund& refund);
/// What a payment is for: the course, or filling the wallet.
[[nodiscard]] QString paymentTitle(const Payment& payment);
/// Its state; for one that waits for cash, a cheque or a transfer, what it waits for.
[[nodiscard]] ChipSpec paymentChip(const Payment& payment);
/// True while it waits for money that an admin records.
[[nodiscard]] bool waitsForReceipt(const Payment& payment);
/// "Due in 3 days", gold when it is near, red when it is very near or over.
[[nodiscard]] ChipSpec dueChip(const QDateTime& due, const QDateTime& now = QDateTime::currentDateTimeUtc());
/// An account of the ledger as a person calls it: "tax_payable" as "Tax to pay".
[[nodiscard]] QString accountText(const QString& account);
/// Name of the icon of a line of a vault's history.
[[nodiscard]] QString entryIcon(EntryKind kind);
/// "withdrawal.approve" as "Approved a withdrawal".
[[nodiscard]] QString auditText(const QString& action);
/// What the server wrote beside it, with its codes in words: "$49.00 by bank_transfer" as "$49.00, bank transfer".
[[nodiscard]] QString auditDetailText(const QString& action, const QString& detail);
/// Why a card was declined, by the gateway's code: "insufficient_funds" as "Not enough money on the card".
[[nodiscard]] QString sourceText(EnrollmentSource source);
[[nodiscard]] QString declineText(const QString& code);
/// What the student's bank says, as the end of a sentence: "product_not_received" as "the course was not received".
[[nodiscard]] QString disputeReasonText(const QString& reason);
[[nodiscard]] QString cardFieldText(const QString& field);

[[nodiscard]] ChipSpec chip(CourseState state);
[[nodiscard]] ChipSpec chip(RevisionState state);
[[nodiscard]] ChipSpec chip(EnrollmentState state);
[[nodiscard]] ChipSpec chip(PaymentState state);
[[nodiscard]] ChipSpec chip(PaymentStanding standing);
[[nodiscard]] ChipSpec chip(WithdrawalState state);
[[nodiscard]] ChipSpec chip(RefundState state);
[[nodiscard]] ChipSpec chip(EntryKind kind);
[[nodiscard]] ChipSpec chip(VaultKind kind);
[[nodiscard]] ChipSpec chip(Role role);
[[nodiscard]] ChipSpec chip(UserState state);
[[nodiscard]] ChipSpec chip(Level level);
[[nodiscard]] ChipSpec chip(DecisionKind kind);
[[nodiscard]] ChipSpec chip(DisputeState state);
[[nodiscard]] ChipSpec chip(MatchState state);
[[nodiscard]] ChipSpec chip(PayoutAccountState state);
[[nodiscard]] ChipSpec chip(DocumentKind kind);
[[nodiscard]] ChipSpec chip(WalletEntryKind kind);
[[nodiscard]] ChipSpec chip(CouponState state);
[[nodiscard]] ChipSpec chip(InvitationState state);
[[nodiscard]] ChipSpec chip(ScheduleState state);
[[nodiscard]] ChipSpec chip(LineState state);
[[nodiscard]] ChipSpec chip(SubscriptionState state);
[[nodiscard]] ChipSpec chip(InvoiceState state);
[[nodiscard]] ChipSpec chip(GiftState state);
[[nodiscard]] ChipSpec giftChip(const Gift& gift); ///< its state; of one that gives no access, why
/// Why a gift gives no access any more, in a sentence or two; empty while it may.
[[nodiscard]] QString endText(const Gift& gift);
[[nodiscard]] ChipSpec chip(BundleState state);
[[nodiscard]] ChipSpec chip(DeskState state);
[[nodiscard]] ChipSpec chip(DeskKind kind);
[[nodiscard]] QString deskText(DeskKind kind);
[[nodiscard]] ChipSpec chip(GigState state);
[[nodiscard]] ChipSpec chip(BookingState state);
[[nodiscard]] ChipSpec chip(BookingPayment state);
/// "Fri 27 Mar, 10:00–11:00" in this zone, as the locale writes it.
/// "10:30" by the clocks of this machine; around a change of them with the name of the time: one hour comes twice then.
[[nodiscard]] QString clockText(const QDateTime& moment);
[[nodiscard]] QString sessionTimeText(const QDateTime& from, const QDateTime& until);
/// "1 h 30 min".
[[nodiscard]] QString minutesText(int minutes);
/// "30 min, 1 h".
[[nodiscard]] QString durationsText(const QList<int>& minutes);
/// "9:30 AM", of minutes since midnight; 1440 is midnight again.
[[nodiscard]] QString clockText(int minute);
/// Its state; of one that is cancelled and paid for, the day that it ends.
[[nodiscard]] ChipSpec subscriptionChip(const Subscription& subscription);
/// "20% off, from $50.00, at most $15.00".
[[nodiscard]] QString couponText(const CouponForm& form);
/// "3 monthly payments", "25% now, the rest after 30 days".
[[nodiscard]] QString planText(const PlanForm& form);
/// The ways to pay beside all at once, at most three: "or 4 × $25.00 or $9.00 a month"; empty where there are none.
[[nodiscard]] QString plansText(const QList<PlanOffer>& plans);
[[nodiscard]] QString shortMethodText(const SavedMethod& method); ///< "Visa •••• 4242"
/// "Visa •••• 4242, until 03/2030".
[[nodiscard]] QString methodText(const SavedMethod& method);
/// What happens next with a plan, and when.
[[nodiscard]] QString nextText(const Schedule& schedule);
/// "Card", "Bank transfer"…
[[nodiscard]] QString methodText(PaymentMethod method);
/// The chip of a ValueRole that holds one of the enums above; empty text when it does not.
[[nodiscard]] ChipSpec chipOf(const QVariant& value);

/// "$19.00 a month".
[[nodiscard]] QString periodPriceText(const Money& price, PlanInterval interval);
enum class Reader { Payer, Staff };
/// What happens next of a subscription, as its payer or the school reads it.
[[nodiscard]] QString nextText(const Subscription& subscription, Reader reader);
/// Days that are free at the beginning of an offered subscription; 0 of any other plan.
[[nodiscard]] int trialDays(const PlanOffer& offer, const QDate& today);
/// Of an offered subscription: "First 7 days free, then $19.00 a month from 5 December 2026. Cancel any time."
[[nodiscard]] QString offerText(const PlanOffer& offer, const QDate& today);
/// One sentence that says what happened and what to do; the server's own detail where it has one.
[[nodiscard]] QString errorText(const Error& error);
/// Any ValueRole as text.
[[nodiscard]] QString valueText(const QVariant& value);
/// A line of comma-separated values, quoted as RFC 4180 wants it.
[[nodiscard]] QString csvLine(const QStringList& cells);

} // namespace lectern
