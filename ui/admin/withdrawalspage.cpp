#include "ui/admin/withdrawalspage.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

WithdrawalsPage::WithdrawalsPage(VaultsGateway* vaults, QWidget* parent)
    : PageFrame(tr("Withdrawals"), parent)
    , m_vaults(vaults)
    , m_model(new WithdrawalListModel(vaults, this))
{
    setMaximumContentWidth(1440);
    auto* chips = new FilterChips(tr("State"));
    chips->add({}, tr("All"));
    for (const WithdrawalState state : {WithdrawalState::Requested, WithdrawalState::Sent, WithdrawalState::Paid,
                                        WithdrawalState::Failed, WithdrawalState::Rejected})
        chips->add(toText(state), state == WithdrawalState::Requested ? tr("To decide") : chip(state).text);
    chips->setCurrent({});
    addTools(chips);
    connect(chips, &FilterChips::chosen, this, [this](const QString& key) {
        WithdrawalState state{};
        m_model->setFilter(fromText(key, state) ? std::optional(state) : std::nullopt);
    });
    m_table = new TableView(m_model,
                            {{WithdrawalListModel::Owner, 0},
                             {WithdrawalListModel::State, 120},
                             {WithdrawalListModel::Amount, 130},
                             {WithdrawalListModel::Requested, 120, 560},
                             {WithdrawalListModel::DecidedBy, 140, 900}},
                            QStringLiteral("withdrawals.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        const Withdrawal withdrawal = m_model->at(row);
        menu->addAction(tr("Open the vault"), this, [this, withdrawal] { Q_EMIT vaultWanted(withdrawal.vaultId); });
    });
    connect(m_table, &TableView::selected, this, &WithdrawalsPage::showSelected);
    m_panel = buildPanel();
    auto* body = new QWidget;
    auto* columns = row(space::l);
    columns->addWidget(m_table, 1);
    columns->addWidget(m_panel, 0, Qt::AlignTop);
    body->setLayout(columns);
    auto* states =
        setContent(body, Skeleton::Shape::Table,
                   {QStringLiteral("document-export"),
                    tr("No withdrawals"),
                    tr("When a teacher wants money on the bank account, the request appears here for a decision."),
                    {}},
                   false);
    states->setOfflineHint(tr("Money moves only while the server is there. Nothing that was requested is lost."));
    states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, [this] {
        if (m_model->state() != PagedListModel::State::Ready || m_model->rowCount() == 0) return;
        if (m_table->currentRow() < 0)
            m_table->selectRow(0);
        else
            showSelected(m_table->currentRow());
    });
    m_model->reload();
}

QWidget* WithdrawalsPage::buildPanel()
{
    auto* card = new Card;
    card->setFixedWidth(310);
    m_owner = makeText(TextStyle::Lead, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_text = makeText(TextStyle::Muted, {});
    m_notice = new Notice;
    m_approve = makeButton(ButtonKind::Primary, tr("Approve"), QStringLiteral("withdrawals.approve"));
    m_reject = makeButton(ButtonKind::DangerQuiet, tr("Reject…"), QStringLiteral("withdrawals.reject"));
    auto* buttons = row(space::s);
    buttons->addWidget(m_approve, 1);
    buttons->addWidget(m_reject);
    auto* vault = makeButton(ButtonKind::Link, tr("Open the vault"), QStringLiteral("withdrawals.vault"));
    card->body()->addWidget(m_owner);
    card->body()->addWidget(m_amount);
    card->body()->addWidget(m_chip);
    card->body()->addWidget(m_text);
    card->body()->addWidget(m_notice);
    card->body()->addLayout(buttons);
    card->body()->addWidget(vault, 0, Qt::AlignLeft);
    connect(m_approve, &QPushButton::clicked, this, &WithdrawalsPage::approve);
    connect(m_reject, &QPushButton::clicked, this, &WithdrawalsPage::reject);
    connect(vault, &QPushButton::clicked, this, [this] { Q_EMIT vaultWanted(m_current.vaultId); });
    return card;
}

void WithdrawalsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("withdrawal") || message.topic == QStringLiteral("vault")) refresh();
}

void WithdrawalsPage::showSelected(int row)
{
    m_panel->setVisible(row >= 0);
    if (row < 0) return;
    const Withdrawal next = m_model->at(row);
    if (next.id != m_current.id) m_notice->say({});
    m_current = next;
    m_owner->setText(m_current.ownerName);
    m_amount->setMoney(m_current.amount);
    m_chip->setSpec(chip(m_current.state));
    QStringList lines{tr("Requested %1").arg(exactTime(m_current.requestedAt))};
    if (!m_current.note.isEmpty()) lines.append(tr("Note: %1").arg(m_current.note));
    if (!m_current.decidedBy.isEmpty()) lines.append(tr("Decided by %1").arg(m_current.decidedBy));
    if (!m_current.reason.isEmpty()) lines.append(m_current.reason);
    if (!m_current.gatewayId.isEmpty()) lines.append(tr("Reference %1").arg(m_current.gatewayId));
    m_text->setText(lines.join(QStringLiteral("\n\n")));
    const bool open = m_current.state == WithdrawalState::Requested;
    m_approve->setVisible(open);
    m_reject->setVisible(open);
}

void WithdrawalsPage::approve()
{
    auto* dialog =
        new ReasonDialog({tr("Send %1 to %2?").arg(moneyText(m_current.amount), m_current.ownerName),
                          tr("The payout of %1 is handed to the payment service at once. It cannot be taken back here.")
                              .arg(moneyText(m_current.amount)),
                          tr("Approve and send"), false, false, tr("The teacher reads this.")},
                         this);
    decide(m_current, {true, {}, std::nullopt}, dialog);
}

void WithdrawalsPage::reject()
{
    auto* dialog = new ReasonDialog({tr("Reject the withdrawal of %1?").arg(m_current.ownerName),
                                     tr("%1 goes back to the vault and is available again. %2 reads your reason.")
                                         .arg(moneyText(m_current.amount), m_current.ownerName),
                                     tr("Reject"), true, true},
                                    this);
    decide(m_current, {false, {}, std::nullopt}, dialog);
}

void WithdrawalsPage::decide(const Withdrawal& withdrawal, const WithdrawalDecision& decision, DialogFrame* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // One key per dialog: pressing again after a lost answer cannot send the money twice.
    const QString key = newUuid7();
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, withdrawal, decision, key] {
        WithdrawalDecision form = decision;
        form.reason = static_cast<ReasonDialog*>(dialog)->reason();
        whenDone(dialog, m_vaults->decideWithdrawal(withdrawal.id, form, key),
                 [this, dialog](const Result<Withdrawal>& answer) {
                     if (!answer) {
                         refresh();
                         return dialog->fail(answer.error());
                     }
                     dialog->accept();
                     m_model->update(*answer);
                     Q_EMIT toast(answer->state == WithdrawalState::Rejected
                                      ? tr("Rejected.")
                                      : tr("Approved. The payout is on its way."),
                                  Tone::Green);
                     refresh();
                 });
    });
    dialog->open();
}

} // namespace lectern
