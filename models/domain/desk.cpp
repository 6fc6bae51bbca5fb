#include "domain/desk.h"
#include "domain/enumtext.h"
#include "domain/fields/desk.h"

namespace lectern {

LECTERN_ENUM(DeskKind, {DeskKind::Payment, "payment"}, {DeskKind::Refund, "refund"}, {DeskKind::Payout, "payout"})
LECTERN_ENUM(DeskState, {DeskState::Waiting, "waiting"}, {DeskState::Done, "done"}, {DeskState::Failed, "failed"}, {DeskState::Canceled, "canceled"})

LECTERN_JSON(DeskItem, deskItemFromJson)
LECTERN_JSON(DeskReport, deskReportFromJson)

} // namespace lectern
