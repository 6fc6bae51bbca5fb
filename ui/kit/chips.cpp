#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Chips
{
    Q_DECLARE_TR_FUNCTIONS(Chips)
};

template <class E>
bool asChip(const QVariant& value, ChipSpec& out)
{
    if (value.metaType() != QMetaType::fromType<E>()) return false;
    out = chip(value.value<E>());
    return true;
}

template <class... E>
ChipSpec anyChip(const QVariant& value)
{
    ChipSpec spec;
    (asChip<E>(value, spec) || ...);
    return spec;
}

} // namespace

ChipSpec chip(CourseState state)
{
    switch (state) {
    case CourseState::Draft:
        return {Chips::tr("Draft"), Tone::Neutral};
    case CourseState::InReview:
        return {Chips::tr("In review"), Tone::Gold};
    case CourseState::Rejected:
        return {Chips::tr("Rejected"), Tone::Red};
    case CourseState::Approved:
        return {Chips::tr("Approved"), Tone::Blue};
    case CourseState::Launched:
        return {Chips::tr("Launched"), Tone::Green};
    case CourseState::Suspended:
        return {Chips::tr("Suspended"), Tone::Red};
    case CourseState::Archived:
        return {Chips::tr("Archived"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(RevisionState state)
{
    switch (state) {
    case RevisionState::Draft:
        return {Chips::tr("Draft"), Tone::Neutral};
    case RevisionState::Submitted:
        return {Chips::tr("In review"), Tone::Gold};
    case RevisionState::Approved:
        return {Chips::tr("Approved"), Tone::Blue};
    case RevisionState::Rejected:
        return {Chips::tr("Rejected"), Tone::Red};
    }
    return {};
}

ChipSpec chip(EnrollmentState state)
{
    switch (state) {
    case EnrollmentState::AwaitingPayment:
        return {Chips::tr("Awaiting payment"), Tone::Gold};
    case EnrollmentState::Active:
        return {Chips::tr("Active"), Tone::Accent};
    case EnrollmentState::Completed:
        return {Chips::tr("Completed"), Tone::Green};
    case EnrollmentState::Expired:
        return {Chips::tr("Expired"), Tone::Neutral};
    case EnrollmentState::Cancelled:
        return {Chips::tr("Cancelled"), Tone::Neutral};
    case EnrollmentState::Suspended:
        return {Chips::tr("Suspended"), Tone::Red};
    case EnrollmentState::Refunded:
        return {Chips::tr("Refunded"), Tone::Blue};
    }
    return {};
}

ChipSpec chip(PaymentState state)
{
    switch (state) {
    case PaymentState::Created:
        return {Chips::tr("Created"), Tone::Neutral};
    case PaymentState::AwaitingPayer:
        return {Chips::tr("To be paid"), Tone::Gold};
    case PaymentState::RequiresAction:
        return {Chips::tr("Needs confirmation"), Tone::Gold};
    case PaymentState::Processing:
        return {Chips::tr("Processing"), Tone::Blue};
    case PaymentState::Succeeded:
        return {Chips::tr("Paid"), Tone::Green};
    case PaymentState::Failed:
        return {Chips::tr("Declined"), Tone::Red};
    case PaymentState::Canceled:
        return {Chips::tr("Cancelled"), Tone::Neutral};
    case PaymentState::PartiallyRefunded:
        return {Chips::tr("Partly refunded"), Tone::Blue};
    case PaymentState::Refunded:
        return {Chips::tr("Refunded"), Tone::Blue};
    }
    return {};
}

ChipSpec chip(PaymentStanding standing)
{
    switch (standing) {
    case PaymentStanding::Usual:
        return {Chips::tr("Paid"), Tone::Green};
    case PaymentStanding::Disputed:
        return {Chips::tr("Disputed"), Tone::Red};
    case PaymentStanding::Lost:
        return {Chips::tr("Lost to the bank"), Tone::Red};
    case PaymentStanding::Reversed:
        return {Chips::tr("Recorded by mistake"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(WithdrawalState state)
{
    switch (state) {
    case WithdrawalState::Requested:
        return {Chips::tr("Requested"), Tone::Gold};
    case WithdrawalState::Approved:
        return {Chips::tr("Approved"), Tone::Blue};
    case WithdrawalState::Sending:
        return {Chips::tr("Sending"), Tone::Blue};
    case WithdrawalState::Sent:
        return {Chips::tr("Sent"), Tone::Blue};
    case WithdrawalState::Paid:
        return {Chips::tr("Paid"), Tone::Green};
    case WithdrawalState::Failed:
        return {Chips::tr("Failed"), Tone::Red};
    case WithdrawalState::Returned:
        return {Chips::tr("Sent back"), Tone::Red};
    case WithdrawalState::Rejected:
        return {Chips::tr("Rejected"), Tone::Red};
    case WithdrawalState::Cancelled:
        return {Chips::tr("Cancelled"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(RefundState state)
{
    switch (state) {
    case RefundState::Requested:
        return {Chips::tr("To decide"), Tone::Gold};
    case RefundState::Approved:
        return {Chips::tr("Approved"), Tone::Blue};
    case RefundState::Pending:
        return {Chips::tr("On its way"), Tone::Blue};
    case RefundState::Succeeded:
        return {Chips::tr("Returned"), Tone::Green};
    case RefundState::Failed:
        return {Chips::tr("Failed"), Tone::Red};
    case RefundState::Rejected:
        return {Chips::tr("Rejected"), Tone::Red};
    }
    return {};
}

QString entryIcon(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Sale:
        return QStringLiteral("list-add");
    case EntryKind::Release:
        return QStringLiteral("clock");
    case EntryKind::Withdrawal:
        return QStringLiteral("document-export");
    case EntryKind::WithdrawalReturned:
        return QStringLiteral("go-previous");
    case EntryKind::Refund:
        return QStringLiteral("edit-undo");
    case EntryKind::Adjustment:
        return QStringLiteral("configure");
    case EntryKind::Dispute:
        return QStringLiteral("dialog-warning");
    case EntryKind::Fee:
        return QStringLiteral("go-down");
    }
    return {};
}

ChipSpec chip(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Sale:
        return {Chips::tr("Sale"), Tone::Green};
    case EntryKind::Release:
        return {Chips::tr("Release"), Tone::Accent};
    case EntryKind::Withdrawal:
        return {Chips::tr("Withdrawal"), Tone::Gold};
    case EntryKind::WithdrawalReturned:
        return {Chips::tr("Returned"), Tone::Blue};
    case EntryKind::Refund:
        return {Chips::tr("Refund"), Tone::Red};
    case EntryKind::Adjustment:
        return {Chips::tr("Adjustment"), Tone::Neutral};
    case EntryKind::Dispute:
        return {Chips::tr("Dispute"), Tone::Red};
    case EntryKind::Fee:
        return {Chips::tr("Fee"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(VaultKind kind)
{
    switch (kind) {
    case VaultKind::Teacher:
        return {Chips::tr("Teacher"), Tone::Neutral};
    case VaultKind::Platform:
        return {Chips::tr("Platform"), Tone::Gold};
    }
    return {};
}

ChipSpec chip(Role role)
{
    switch (role) {
    case Role::Student:
        return {Chips::tr("Student"), Tone::Neutral};
    case Role::Teacher:
        return {Chips::tr("Teacher"), Tone::Accent};
    case Role::Admin:
        return {Chips::tr("Admin"), Tone::Gold};
    case Role::Auditor:
        return {Chips::tr("Auditor"), Tone::Blue};
    }
    return {};
}

ChipSpec chip(UserState state)
{
    switch (state) {
    case UserState::Active:
        return {Chips::tr("Active"), Tone::Green};
    case UserState::Blocked:
        return {Chips::tr("Blocked"), Tone::Red};
    }
    return {};
}

ChipSpec chip(Level level)
{
    switch (level) {
    case Level::Beginner:
        return {Chips::tr("Beginner"), Tone::Neutral};
    case Level::Intermediate:
        return {Chips::tr("Intermediate"), Tone::Neutral};
    case Level::Advanced:
        return {Chips::tr("Advanced"), Tone::Neutral};
    case Level::AllLevels:
        return {Chips::tr("All levels"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(DecisionKind kind)
{
    switch (kind) {
    case DecisionKind::Approve:
        return {Chips::tr("Approved"), Tone::Green};
    case DecisionKind::Reject:
        return {Chips::tr("Rejected"), Tone::Red};
    case DecisionKind::Suspend:
        return {Chips::tr("Suspended"), Tone::Red};
    case DecisionKind::Reinstate:
        return {Chips::tr("Reinstated"), Tone::Green};
    }
    return {};
}

ChipSpec chip(DisputeState state)
{
    switch (state) {
    case DisputeState::Inquiry:
        return {Chips::tr("Inquiry"), Tone::Gold};
    case DisputeState::InquiryUnderReview:
        return {Chips::tr("Inquiry with the bank"), Tone::Blue};
    case DisputeState::InquiryClosed:
        return {Chips::tr("Inquiry closed"), Tone::Neutral};
    case DisputeState::NeedsResponse:
        return {Chips::tr("Needs an answer"), Tone::Gold};
    case DisputeState::UnderReview:
        return {Chips::tr("With the bank"), Tone::Blue};
    case DisputeState::Won:
        return {Chips::tr("Won"), Tone::Green};
    case DisputeState::Lost:
        return {Chips::tr("Lost"), Tone::Red};
    case DisputeState::Prevented:
        return {Chips::tr("Prevented"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(MatchState state)
{
    switch (state) {
    case MatchState::Matched:
        return {Chips::tr("Matched"), Tone::Green};
    case MatchState::MissingHere:
        return {Chips::tr("Missing here"), Tone::Red};
    case MatchState::MissingThere:
        return {Chips::tr("Missing there"), Tone::Red};
    case MatchState::AmountDiffers:
        return {Chips::tr("Differs"), Tone::Gold};
    case MatchState::Explained:
        return {Chips::tr("Explained"), Tone::Blue};
    }
    return {};
}

ChipSpec chip(PayoutAccountState state)
{
    switch (state) {
    case PayoutAccountState::None:
        return {Chips::tr("No payout account"), Tone::Neutral};
    case PayoutAccountState::Incomplete:
        return {Chips::tr("Payout account incomplete"), Tone::Gold};
    case PayoutAccountState::InReview:
        return {Chips::tr("Payout account in review"), Tone::Blue};
    case PayoutAccountState::Ready:
        return {Chips::tr("Payout account ready"), Tone::Green};
    case PayoutAccountState::Restricted:
        return {Chips::tr("Payout account restricted"), Tone::Red};
    }
    return {};
}

ChipSpec chip(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::Receipt:
        return {Chips::tr("Receipt"), Tone::Green};
    case DocumentKind::CreditNote:
        return {Chips::tr("Credit note"), Tone::Blue};
    }
    return {};
}

ChipSpec chip(WalletEntryKind kind)
{
    switch (kind) {
    case WalletEntryKind::TopUp:
        return {Chips::tr("Top-up"), Tone::Green};
    case WalletEntryKind::Purchase:
        return {Chips::tr("Purchase"), Tone::Gold};
    case WalletEntryKind::PurchaseReturned:
        return {Chips::tr("Purchase returned"), Tone::Blue};
    case WalletEntryKind::Refund:
        return {Chips::tr("Refund"), Tone::Blue};
    case WalletEntryKind::TopUpReturned:
        return {Chips::tr("Top-up returned"), Tone::Neutral};
    }
    return {};
}

QString methodText(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Card:
        return Chips::tr("Card");
    case PaymentMethod::Cash:
        return Chips::tr("Cash");
    case PaymentMethod::Cheque:
        return Chips::tr("Cheque");
    case PaymentMethod::BankTransfer:
        return Chips::tr("Bank transfer");
    case PaymentMethod::Wallet:
        return Chips::tr("Wallet");
    case PaymentMethod::Transfer:
        return Chips::tr("Bank transfer, found by its reference");
    }
    return {};
}

ChipSpec chipOf(const QVariant& value)
{
    if (value.metaType() == QMetaType::fromType<DueValue>()) return dueChip(value.value<DueValue>().at);
    return anyChip<CourseState, RevisionState, EnrollmentState, PaymentState, PaymentStanding, WithdrawalState, RefundState, EntryKind, VaultKind,
                   Role, UserState, Level, DecisionKind, DisputeState, MatchState, PayoutAccountState, DocumentKind, WalletEntryKind, CouponState, InvitationState,
                   ScheduleState, LineState, SubscriptionState, InvoiceState, DeskState, DeskKind, GigState, BookingState, BookingPayment>(value);
}

} // namespace lectern
