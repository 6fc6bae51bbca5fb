#include "ui/student/methodsview.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pageframe.h"

namespace lectern {

MethodsView::MethodsView(MethodsGateway* methods, QWidget* parent)
    : QWidget(parent)
    , m_methods(methods)
    , m_lines(column(space::m))
    , m_unused(column(space::m))
    , m_add(makeButton(ButtonKind::Primary, tr("Add a card or account"), QStringLiteral("methods.add"), QStringLiteral("list-add")))
    , m_problem(new Notice(Tone::Red))
{
    auto* inner = new QWidget;
    auto* lines = column(space::l);
    lines->addWidget(makeText(TextStyle::Muted, tr("Kept by the payment provider; your school sees the last four figures. Payment plans are collected from the default one.")));
    lines->addWidget(m_problem);
    lines->addLayout(m_lines);
    lines->addWidget(m_add, 0, Qt::AlignLeft);
    lines->addStretch();
    inner->setLayout(lines);
    m_states = new StateStack(makeScroller(inner), Skeleton::Shape::Form,
                              {QStringLiteral("view-financial-account"), tr("Nothing is kept"),
                               tr("Save a card or a bank account, and payment plans are collected from it. Nothing is charged when you save it."), tr("Add a card or account")});
    m_states->setOfflineHint(tr("What is saved stays with the payment provider."));
    connect(m_states, &StateStack::retry, this, &MethodsView::refresh);
    connect(m_states, &StateStack::emptyAction, this, &MethodsView::add);
    connect(m_add, &QPushButton::clicked, this, &MethodsView::add);
    auto* all = column(space::l);
    all->addLayout(m_unused);
    all->addWidget(m_states, 1);
    setLayout(all);
    refresh();
}

void MethodsView::refresh()
{
    m_states->showLoading();
    showUnused();
    const quint64 id = m_request.next();
    whenDone(this, m_methods->methods(), [this, id](const Result<QList<SavedMethod>>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
    });
}

/// Money of transfers that belongs to no payment; where there is none, nothing is said.
void MethodsView::showUnused()
{
    const quint64 id = m_balance.next();
    whenDone(this, m_methods->transferBalance(), [this, id](const Result<TransferBalance>& answer) {
        if (!m_balance.is(id)) return;
        clearLayout(m_unused);
        if (!answer) return; // the methods below say that the server is away
        for (const Money& amount : answer->unused) {
            auto* notice = new Notice(Tone::Accent);
            notice->setObjectName(QStringLiteral("methods.unused"));
            notice->say(tr("It pays your next bank transfer by itself, as far as it goes."), tr("%1 of your bank transfers is not used").arg(moneyText(amount)));
            auto* back = notice->addButton(tr("Send it back to my bank…"), QStringLiteral("methods.sendBack"));
            connect(back, &QPushButton::clicked, this, [this, amount] { giveBack(amount); });
            m_unused->addWidget(notice);
        }
    });
}

void MethodsView::giveBack(const Money& amount)
{
    auto* dialog = new ConfirmDialog({tr("Send %1 back?").arg(moneyText(amount)), tr("It goes to the account that it came from. If that is not known, the payment provider asks you by e-mail. This takes some days."), tr("Send it back"), {}, false},
                                     QStringLiteral("methods.confirmSendBack"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, amount, key = newUuid7()] {
        whenDone(dialog, m_methods->returnTransfer({amount}, key), [this, dialog, amount](const Result<TransferBalance>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            Q_EMIT toast(tr("%1 is on its way back to your bank.").arg(moneyText(amount)), Tone::Green);
            showUnused();
        });
    });
    dialog->open();
}

void MethodsView::display(const QList<SavedMethod>& methods)
{
    while (QLayoutItem* old = m_lines->takeAt(0)) {
        if (old->widget()) old->widget()->deleteLater();
        delete old;
    }
    m_problem->say({});
    for (const SavedMethod& method : methods) m_lines->addWidget(lineOf(method));
    methods.isEmpty() ? m_states->showEmpty() : m_states->showContent();
}

QWidget* MethodsView::lineOf(const SavedMethod& method)
{
    auto* card = new Card(nullptr, space::m);
    card->setObjectName(QStringLiteral("methods.line"));
    auto* cells = row(space::m);
    cells->addWidget(makeLabel(TextStyle::Strong, methodText(method)));
    if (method.isDefault) cells->addWidget(new Chip({tr("Default"), Tone::Accent}));
    cells->addStretch();
    if (!method.isDefault) {
        auto* choose = makeButton(ButtonKind::Secondary, tr("Make it the default"), QStringLiteral("methods.default"));
        connect(choose, &QPushButton::clicked, this, [this, choose, id = method.id] {
            choose->setEnabled(false);
            whenDone(this, m_methods->makeDefault(id), [this](const Result<QList<SavedMethod>>& answer) { take(answer); });
        });
        cells->addWidget(choose);
    }
    auto* remove = makeButton(ButtonKind::DangerQuiet, tr("Remove…"), QStringLiteral("methods.remove"));
    connect(remove, &QPushButton::clicked, this, [this, method] { this->remove(method); });
    cells->addWidget(remove);
    card->body()->addLayout(cells);
    return card;
}

void MethodsView::take(const Result<QList<SavedMethod>>& answer)
{
    if (answer) return display(*answer);
    refresh();
    m_problem->say(errorText(answer.error()));
}

void MethodsView::add()
{
    m_add->setEnabled(false);
    whenDone(this, m_methods->setUp(newUuid7()), [this](const Result<MethodSetup>& answer) {
        m_add->setEnabled(true);
        if (answer) return Q_EMIT setupWanted(*answer);
        m_states->showContent();
        m_problem->say(errorText(answer.error()));
    });
}

void MethodsView::remove(const SavedMethod& method)
{
    auto* dialog = new ConfirmDialog({tr("Remove %1?").arg(methodText(method)), tr("The payment provider forgets it. To use it again you type it again."), tr("Remove it"), {}, true},
                                     QStringLiteral("methods.confirmRemove"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = method.id] {
        whenDone(dialog, m_methods->remove(id), [this, dialog](const Result<QList<SavedMethod>>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            display(*answer);
        });
    });
    dialog->open();
}

} // namespace lectern
