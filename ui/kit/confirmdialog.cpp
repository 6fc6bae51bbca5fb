#include "ui/kit/confirmdialog.h"

namespace lectern {

ConfirmDialog::ConfirmDialog(const Text& text, const QString& name, QWidget* parent)
    : DialogFrame(text.title, text.yes, name, parent)
{
    setIntro(text.consequence);
    if (text.dangerous) setSubmitKind(ButtonKind::Danger);
    if (!text.no.isEmpty()) setCancelText(text.no);
    // A window that is higher than the words has its room below them, not between them.
    body()->addStretch();
}

} // namespace lectern
