#include "domain/statements.h"
#include "domain/enumtext.h"
#include "domain/fields/statements.h"

namespace lectern {

LECTERN_ENUM(PayoutAccountState, {PayoutAccountState::None, "none"}, {PayoutAccountState::Incomplete, "incomplete"}, {PayoutAccountState::InReview, "in_review"}, {PayoutAccountState::Ready, "ready"}, {PayoutAccountState::Restricted, "restricted"})

LECTERN_JSON(PayoutAccount, payoutAccountFromJson)
LECTERN_JSON(OnboardingLink, onboardingLinkFromJson)
LECTERN_JSON(Statement, statementFromJson)
LECTERN_JSON(WithdrawalContents, withdrawalContentsFromJson)
LECTERN_JSON(MonthReport, monthReportFromJson)
LECTERN_JSON(DebtLine, debtLineFromJson)

} // namespace lectern
