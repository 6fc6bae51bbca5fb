#pragma once
#include "domain/misc.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// One line of the audit trail with everything in it, to read and to copy.
class AuditEntryDialog final : public DialogFrame
{
    Q_OBJECT
public:
    AuditEntryDialog(const AuditEntry& entry, QWidget* parent);
};

} // namespace lectern
