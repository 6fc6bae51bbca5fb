#include "domain/statemachine.h"

namespace lectern::states {

bool mayBecome(RevisionState from, RevisionState to)
{
    switch (from) {
    case RevisionState::Draft: return to == RevisionState::Submitted;
    case RevisionState::Submitted:
        return to == RevisionState::Approved || to == RevisionState::Rejected || to == RevisionState::Submitted;
    case RevisionState::Rejected: return to == RevisionState::Approved || to == RevisionState::Submitted;
    case RevisionState::Approved: return to == RevisionState::Rejected;
    }
    return false;
}

bool mayBecome(EnrollmentState from, EnrollmentState to)
{
    using S = EnrollmentState;
    switch (from) {
    case S::AwaitingPayment: return to == S::Active || to == S::Expired || to == S::Cancelled;
    // A receipt that was recorded by mistake is taken back, and the money is still awaited.
    case S::Active: return to == S::Completed || to == S::Suspended || to == S::Refunded || to == S::Cancelled || to == S::AwaitingPayment;
    case S::Completed: return to == S::Refunded || to == S::Suspended || to == S::AwaitingPayment || to == S::Cancelled; // a subscription that ended
    case S::Suspended: return to == S::Active || to == S::Completed || to == S::Refunded || to == S::Cancelled;
    // A course that was left may be taken up again; a dispute that was won reinstates.
    case S::Expired:
    case S::Cancelled:
    case S::Refunded: return to == S::AwaitingPayment || to == S::Active;
    }
    return false;
}

bool mayBecome(WithdrawalState from, WithdrawalState to)
{
    using S = WithdrawalState;
    switch (from) {
    case S::Requested: return to == S::Approved || to == S::Paid || to == S::Rejected || to == S::Cancelled;
    case S::Approved: return to == S::Sending || to == S::Cancelled;
    case S::Sending: return to == S::Sent || to == S::Paid || to == S::Failed;
    case S::Sent: return to == S::Paid || to == S::Failed;
    // A bank may send money back after the gateway said that it was paid.
    case S::Paid: return to == S::Returned;
    case S::Failed:
    case S::Returned:
    case S::Rejected:
    case S::Cancelled: return false;
    }
    return false;
}

int rank(PaymentState state)
{
    switch (state) {
    case PaymentState::Created: return 0;
    case PaymentState::AwaitingPayer:
    case PaymentState::Failed:
    case PaymentState::RequiresAction: return 1;
    case PaymentState::Processing: return 2;
    case PaymentState::Canceled: return 3;
    case PaymentState::Succeeded: return 4;
    case PaymentState::PartiallyRefunded: return 5;
    case PaymentState::Refunded: return 6;
    }
    return 0;
}

bool isTerminal(PaymentState state)
{
    return state == PaymentState::Canceled || rank(state) >= rank(PaymentState::Succeeded);
}

bool advances(PaymentState from, PaymentState to)
{
    if (from == to) return false;
    if (from == PaymentState::Canceled) return false;
    // A payment in processing may still be declined; nothing else goes back.
    if (from == PaymentState::Processing && to == PaymentState::Failed) return true;
    return rank(to) > rank(from) || (rank(to) == rank(from) && rank(from) == 1);
}

bool grantsAccess(EnrollmentState state)
{
    return state == EnrollmentState::Active || state == EnrollmentState::Completed;
}

} // namespace lectern::states
