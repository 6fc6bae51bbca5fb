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

ChipSpec chipOf(const QVariant& value)
{
    return anyChip<CourseState, RevisionState, EnrollmentState, PaymentState, WithdrawalState, RefundState, EntryKind, VaultKind,
                   Role, UserState, Level, DecisionKind>(value);
}

} // namespace lectern
