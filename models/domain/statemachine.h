#pragma once
#include "domain/misc.h"

/// The state machines of DESIGN section 6, as pure functions. Whoever changes a state asks here first.
namespace lectern::states {

[[nodiscard]] bool mayBecome(RevisionState from, RevisionState to);
[[nodiscard]] bool mayBecome(EnrollmentState from, EnrollmentState to);
[[nodiscard]] bool mayBecome(WithdrawalState from, WithdrawalState to);

/// Order of payment states: a payment never goes to a lower rank. Failed and AwaitingPayer share one, because a
/// declined attempt may be tried again.
[[nodiscard]] int rank(PaymentState state);
/// True when an event that says `to` may change a payment that is `from`.
[[nodiscard]] bool advances(PaymentState from, PaymentState to);
[[nodiscard]] bool isTerminal(PaymentState state);
/// True while the enrollment opens the lectures.
[[nodiscard]] bool grantsAccess(EnrollmentState state);

} // namespace lectern::states
