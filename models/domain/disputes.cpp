#include "domain/disputes.h"
#include "domain/enumtext.h"
#include "domain/fields/disputes.h"

namespace lectern {

LECTERN_ENUM(DisputeState, {DisputeState::Inquiry, "inquiry"}, {DisputeState::InquiryUnderReview, "inquiry_under_review"}, {DisputeState::InquiryClosed, "inquiry_closed"}, {DisputeState::NeedsResponse, "needs_response"}, {DisputeState::UnderReview, "under_review"}, {DisputeState::Won, "won"}, {DisputeState::Lost, "lost"}, {DisputeState::Prevented, "prevented"})

LECTERN_JSON(Dispute, disputeFromJson)
LECTERN_JSON(DisputeEvidence, disputeEvidenceFromJson)
LECTERN_JSON(DisputeAnswer, disputeAnswerFromJson)

} // namespace lectern
