#include "domain/reconciliation.h"
#include "domain/enumtext.h"
#include "domain/fields/reconciliation.h"

namespace lectern {

LECTERN_ENUM(MatchState, {MatchState::Matched, "matched"}, {MatchState::MissingHere, "missing_here"}, {MatchState::MissingThere, "missing_there"}, {MatchState::AmountDiffers, "amount_differs"}, {MatchState::Explained, "explained"})
LECTERN_ENUM(SuspenseTarget, {SuspenseTarget::PlatformRevenue, "platform_revenue"}, {SuspenseTarget::GatewayFees, "gateway_fees"}, {SuspenseTarget::Bank, "bank"})
LECTERN_ENUM(ReportKind, {ReportKind::Days, "days"}, {ReportKind::Months, "months"}, {ReportKind::Courses, "courses"}, {ReportKind::Categories, "categories"}, {ReportKind::Teachers, "teachers"}, {ReportKind::Coupons, "coupons"}, {ReportKind::Sources, "sources"}, {ReportKind::States, "states"}, {ReportKind::Conversion, "conversion"}, {ReportKind::Failures, "failures"})

LECTERN_JSON(ReconciliationItem, reconciliationItemFromJson)
LECTERN_JSON(ReconciliationSummary, reconciliationSummaryFromJson)
LECTERN_JSON(ExplainForm, explainFormFromJson)
LECTERN_JSON(SuspenseForm, suspenseFormFromJson)
LECTERN_JSON(Report, reportFromJson)

} // namespace lectern
