#include "ui/admin/withdrawalspage.h"
#include "ui/admin/byhanddialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include "ui/vault/payouttext.h"
#include <QMenu>

namespace lectern {

WithdrawalsPage::WithdrawalsPage(VaultsGateway* vaults, PayoutAccountsGateway* accounts, const UserId& me, Access access, QWidget* parent)
    : PageFrame(tr("Withdrawals"), parent)
    , m_vaults(vaults)
    , m_accounts(accounts)
    , m_me(me)
    , m_access(access)
    , m_model(new WithdrawalListModel(vaults, this))
    , m_chips(new FilterChips(tr("State")))
    , m_scope(new ScopeChips)
{
    setMaximumContentWidth(1440);
    addFilters();
    m_table = new TableView(m_model,
                            {{WithdrawalListModel::Owner, 0},
                             {WithdrawalListModel::State, 120},
                             {WithdrawalListModel::Amount, 130},
                             {WithdrawalListModel::Requested, 120, 560},
                             {WithdrawalListModel::DecidedBy, 140, 900}},
                            QStringLiteral("withdrawals.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        const Withdrawal withdrawal = m_model->at(row);
        menu->addAction(tr("What it contains"), this, [this, withdrawal] { Q_EMIT contentsWanted(withdrawal); });
        menu->addAction(tr("Open the vault"), this, [this, withdrawal] { Q_EMIT vaultWanted(withdrawal.vaultId); });
    });
    connect(m_table, &TableView::selected, this, &WithdrawalsPage::showSelected);
    connect(m_table, &TableView::opened, this, [this](int row) { Q_EMIT contentsWanted(m_model->at(row)); });
    m_body = new ListDetail(m_table, buildPanel(), 340);
    auto* states =
        setContent(m_body, Skeleton::Shape::Table,
                   {QStringLiteral("document-export"),
                    tr("No withdrawals"),
                    tr("When a teacher wants money on the bank account, the request appears here for a decision."),
                    {}},
                   false);
    states->setOfflineHint(tr("Money moves only while the server is there. Nothing that was requested is lost."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

void WithdrawalsPage::addFilters()
{
    m_chips->add({}, tr("All"));
    for (const WithdrawalState state : {WithdrawalState::Requested, WithdrawalState::Approved, WithdrawalState::Sending, WithdrawalState::Sent,
                                        WithdrawalState::Paid, WithdrawalState::Failed, WithdrawalState::Returned, WithdrawalState::Rejected,
                                        WithdrawalState::Cancelled})
        m_chips->add(toText(state), state == WithdrawalState::Requested ? tr("To decide") : chip(state).text);
    m_chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_chips);
    bar->add(m_scope);
    addTools(bar);
    connect(m_chips, &FilterChips::chosen, this, &WithdrawalsPage::applyFilter);
    connect(m_scope, &ScopeChips::changed, this, &WithdrawalsPage::applyFilter);
}

void WithdrawalsPage::applyFilter()
{
    const PaymentFilter& scope = m_scope->scope().filter;
    WithdrawalFilter filter;
    WithdrawalState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    filter.from = scope.from;
    filter.until = scope.until;
    filter.currency = scope.currency;
    if (scope.from) filter.kind = VaultKind::Teacher;
    m_model->setFilter(filter);
}

void WithdrawalsPage::showAll()
{
    m_scope->setScope({});
    applyFilter();
}

void WithdrawalsPage::showMonth(const QDate& month, const QString& currency)
{
    m_scope->setScope(monthScope(month, currency, tr("Sent to teachers, or come back, in %1")));
    m_chips->setCurrent({});
    applyFilter();
}

QWidget* WithdrawalsPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("withdrawals.detail"));
    card->body()->setSpacing(space::m);
    m_owner = makeText(TextStyle::Lead, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_text = makeText(TextStyle::Muted, {});
    m_approvals = new Notice(Tone::Gold);
    m_approvals->setObjectName(QStringLiteral("withdrawals.approvals"));
    m_account = new Chip;
    m_accountText = makeText(TextStyle::Small, {});
    m_accountText->setObjectName(QStringLiteral("withdrawals.account"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_owner, m_amount, m_chip, m_text, makeDivider(), m_account, m_accountText, m_approvals})
        card->body()->addWidget(part);
    if (m_access == Access::Full) addButtons(card->body());
    auto* contents = makeButton(ButtonKind::Link, tr("What it contains"), QStringLiteral("withdrawals.contents"));
    auto* vault = makeButton(ButtonKind::Link, tr("Open the vault"), QStringLiteral("withdrawals.vault"));
    card->body()->addWidget(linkLine({contents, vault}));
    connect(contents, &QPushButton::clicked, this, [this] { Q_EMIT contentsWanted(m_current); });
    connect(vault, &QPushButton::clicked, this, [this] { Q_EMIT vaultWanted(m_current.vaultId); });
    return card;
}

void WithdrawalsPage::addButtons(QVBoxLayout* to)
{
    m_approve = makeButton(ButtonKind::Primary, tr("Approve…"), QStringLiteral("withdrawals.approve"));
    m_byHand = makeButton(ButtonKind::Secondary, tr("Paid by bank transfer…"), QStringLiteral("withdrawals.byHand"));
    m_reject = makeButton(ButtonKind::DangerQuiet, tr("Reject…"), QStringLiteral("withdrawals.reject"));
    auto* buttons = row(space::s);
    buttons->addWidget(m_approve, 1);
    buttons->addWidget(m_reject);
    to->addLayout(buttons);
    to->addWidget(m_byHand);
    connect(m_approve, &QPushButton::clicked, this, &WithdrawalsPage::approve);
    connect(m_byHand, &QPushButton::clicked, this, &WithdrawalsPage::payByHand);
    connect(m_reject, &QPushButton::clicked, this, &WithdrawalsPage::reject);
}

void WithdrawalsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("withdrawal") || message.topic == QStringLiteral("vault")) refresh();
}

QString WithdrawalsPage::facts() const
{
    const Withdrawal& w = m_current;
    QStringList lines{tr("Requested %1").arg(exactTime(w.requestedAt))};
    if (!w.note.isEmpty()) lines.append(tr("Note: %1").arg(w.note));
    if (w.state != WithdrawalState::Requested && !w.approvedBy.isEmpty())
        lines.append(tr("Approved by %1").arg(QLocale().createSeparatedList(w.approvedBy)));
    else if (!w.decidedBy.isEmpty())
        lines.append(tr("Decided by %1").arg(w.decidedBy));
    if (!w.reason.isEmpty()) lines.append(w.reason);
    if (!w.reference.isEmpty()) lines.append(tr("Paid by bank transfer, reference %1").arg(w.reference));
    if (w.state == WithdrawalState::Returned) lines.append(tr("The bank sent it back; the money is in the vault again."));
    if (!w.transferId.isEmpty()) lines.append(tr("Transfer %1").arg(w.transferId));
    if (!w.gatewayId.isEmpty()) lines.append(tr("Reference %1").arg(w.gatewayId));
    return lines.join(QStringLiteral("\n"));
}

void WithdrawalsPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    const Withdrawal next = m_model->at(row);
    const bool another = next.id != m_current.id;
    m_current = next;
    m_owner->setText(WithdrawalListModel::ownerText(m_current));
    m_amount->setMoney(m_current.amount);
    m_chip->setSpec(chip(m_current.state));
    m_text->setText(facts());
    const bool open = m_current.state == WithdrawalState::Requested;
    const QStringList& by = m_current.approvedBy;
    const bool two = open && m_current.approvalsNeeded > 1;
    const bool mine = two && m_current.approvedByIds.contains(m_me);
    m_approvals->say(!two           ? QString()
                     : by.isEmpty() ? tr("Two admins must approve an amount like this.")
                     : mine         ? tr("You have approved; another admin must approve, too. Nothing is sent until then.")
                                    : tr("Approved by %1; a second admin must approve.").arg(QLocale().createSeparatedList(by)));
    for (QPushButton* button : {m_approve, m_byHand, m_reject})
        if (button) button->setVisible(open);
    for (QPushButton* button : {m_approve, m_byHand}) {
        if (!button) continue;
        button->setEnabled(!mine);
        button->setToolTip(mine ? tr("Another admin must approve this.") : QString());
    }
    if (another) loadAccount();
}

void WithdrawalsPage::loadAccount()
{
    const quint64 id = m_request.next();
    m_account->hide();
    m_accountText->setText(m_current.vaultKind == VaultKind::Platform ? tr("Goes to the platform's own bank account.")
                                                                      : tr("Looking at the payout account…"));
    if (m_current.vaultKind == VaultKind::Platform) return;
    whenDone(this, m_accounts->ofVault(m_current.vaultId), [this, id](const Result<PayoutAccount>& answer) {
        if (!m_request.is(id)) return;
        if (answer) return showAccount(*answer);
        m_accountText->setText(tr("The payout account could not be loaded: %1").arg(errorText(answer.error())));
    });
}

void WithdrawalsPage::showAccount(const PayoutAccount& account)
{
    m_account->setSpec(chip(account.state));
    m_account->show();
    QStringList lines;
    if (!account.disabledReason.isEmpty()) lines.append(disabledText(account.disabledReason));
    if (!account.currentlyDue.isEmpty())
        lines.append(tr("The gateway still asks for: %1.").arg(QLocale().createSeparatedList(dueTexts(account.currentlyDue))));
    if (account.deadline) lines.append(tr("To be answered until %1.").arg(dayText(account.deadline->toLocalTime().date())));
    const bool ready = account.state == PayoutAccountState::Ready;
    if (!ready && m_current.state == WithdrawalState::Requested)
        lines.append(tr("Nothing can be sent through the payment service until it is ready; a bank transfer by hand works."));
    m_accountText->setText(lines.join(u' '));
    m_accountText->setVisible(!lines.isEmpty());
}

void WithdrawalsPage::approve()
{
    const bool first = m_current.approvalsNeeded > int(m_current.approvedBy.size()) + 1;
    auto* dialog = new ReasonDialog(
        {m_current.vaultKind == VaultKind::Platform ? tr("Send %1 to the platform's bank account?").arg(moneyText(m_current.amount))
                                                    : tr("Send %1 to %2?").arg(moneyText(m_current.amount), m_current.ownerName),
         first ? tr("Two admins must approve an amount like this. Yours is the first: nothing is sent until another one has approved.")
         : m_current.approvalsNeeded > 1
               ? tr("The second approval must come from another admin than %1. With it the payout of %2 is handed to the payment service at once and cannot be taken back here.")
                     .arg(QLocale().createSeparatedList(m_current.approvedBy), moneyText(m_current.amount))
               : tr("The payout of %1 is handed to the payment service at once. It cannot be taken back here.").arg(moneyText(m_current.amount)),
         first ? tr("Approve") : tr("Approve and send"), false, false, tr("The teacher reads this.")},
        this);
    decide(dialog, [dialog] { return WithdrawalDecision{true, dialog->reason(), std::nullopt}; });
}

void WithdrawalsPage::payByHand()
{
    auto* dialog = new ByHandDialog(m_current, this);
    decide(dialog, [dialog] { return WithdrawalDecision{true, {}, dialog->reference()}; });
}

void WithdrawalsPage::reject()
{
    auto* dialog = new ReasonDialog({tr("Reject the withdrawal of %1?").arg(m_current.vaultKind == VaultKind::Platform ? tr("the platform") : m_current.ownerName),
                                     m_current.vaultKind == VaultKind::Platform
                                         ? tr("%1 goes back to the vault and is available again. Whoever requested it reads your reason.").arg(moneyText(m_current.amount))
                                         : tr("%1 goes back to the vault and is available again. %2 reads your reason.")
                                               .arg(moneyText(m_current.amount), m_current.ownerName),
                                     tr("Reject"), true, true},
                                    this);
    decide(dialog, [dialog] { return WithdrawalDecision{false, dialog->reason(), std::nullopt}; });
}

void WithdrawalsPage::decide(DialogFrame* dialog, const std::function<WithdrawalDecision()>& decision)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // One key per dialog: pressing again after a lost answer cannot send the money twice.
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, decision, id = m_current.id, key = newUuid7()] {
        whenDone(dialog, m_vaults->decideWithdrawal(id, decision(), key), [this, dialog](const Result<Withdrawal>& answer) {
            if (!answer) {
                refresh();
                return dialog->fail(answer.error());
            }
            dialog->accept();
            m_model->update(*answer);
            Q_EMIT toast(answer->state == WithdrawalState::Rejected    ? tr("Rejected.")
                         : answer->state == WithdrawalState::Requested ? tr("Approved. A second admin must approve too.")
                         : answer->state == WithdrawalState::Paid      ? tr("Recorded as paid.")
                                                                       : tr("Approved. The payout is on its way."),
                         Tone::Green);
            Q_EMIT decided();
            refresh();
        });
    });
    dialog->open();
}

} // namespace lectern
