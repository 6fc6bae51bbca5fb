#include "domain/refunds.h"
#include "domain/enumtext.h"
#include "domain/fields/refunds.h"

namespace lectern {

LECTERN_ENUM(RefundState, {RefundState::Requested, "requested"}, {RefundState::Approved, "approved"}, {RefundState::Pending, "pending"}, {RefundState::Succeeded, "succeeded"}, {RefundState::Failed, "failed"}, {RefundState::Rejected, "rejected"})
LECTERN_ENUM(RefundChannel, {RefundChannel::Gateway, "gateway"}, {RefundChannel::Offline, "offline"}, {RefundChannel::Wallet, "wallet"})

LECTERN_JSON(Refund, refundFromJson)
LECTERN_JSON(RefundQuote, refundQuoteFromJson)
LECTERN_JSON(RefundForm, refundFormFromJson)
LECTERN_JSON(TakeBackForm, takeBackFormFromJson)
LECTERN_JSON(RefundDecision, refundDecisionFromJson)

} // namespace lectern
