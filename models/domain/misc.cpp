#include "domain/misc.h"
#include "domain/enumtext.h"
#include "domain/fields/misc.h"

namespace lectern {

LECTERN_JSON(Notification, notificationFromJson)
LECTERN_JSON(LiveMessage, liveMessageFromJson)
LECTERN_JSON(AuditEntry, auditEntryFromJson)
LECTERN_JSON(Badges, badgesFromJson)
LECTERN_JSON(Overview, overviewFromJson)

} // namespace lectern
