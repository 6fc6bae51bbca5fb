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

void askToDiscard(QWidget* parent, const std::function<void()>& discard, const QString& why)
{
    const QString name = QStringLiteral("discard");
    if (parent->findChild<ConfirmDialog*>(name)) return;
    auto* ask = new ConfirmDialog({ConfirmDialog::tr("Discard what you typed?"), why.isEmpty() ? ConfirmDialog::tr("It is kept nowhere else.") : why, ConfirmDialog::tr("Discard"), ConfirmDialog::tr("Keep editing"), true}, name, parent);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(ask, &DialogFrame::submitted, parent, [ask, discard] {
        ask->accept();
        discard();
    });
    ask->open();
}

} // namespace lectern
