#include "ui/admin/auditentrydialog.h"

namespace lectern {

AuditEntryDialog::AuditEntryDialog(const AuditEntry& entry, QWidget* parent)
    : DialogFrame(auditText(entry.action), tr("Close"), QStringLiteral("auditEntry"), parent)
{
    hideCancel();
    const QPair<QString, QString> facts[] = {{tr("When"), exactTime(entry.at)},
                                             {tr("Who"), entry.actorName},
                                             {tr("To what"), entry.subject},
                                             {tr("Detail"), auditDetailText(entry.action, entry.detail)},
                                             {tr("From"), entry.remoteAddress},
                                             {tr("Action"), entry.action},
                                             {tr("Identifier"), entry.subjectId}};
    for (const auto& [name, value] : facts) {
        if (value.isEmpty()) continue;
        auto* lines = column(2);
        lines->addWidget(makeLabel(TextStyle::Small, name));
        lines->addWidget(makeText(TextStyle::Body, value));
        body()->addLayout(lines);
    }
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
}

} // namespace lectern
