#include "ui/kit/tableview.h"
#include "ui/vault/contentsdialog.h"
#include "ui/vault/entrydialog.h"
#include "ui/vault/statementdialog.h"
#include "ui/vault/vaultpage.h"
#include "ui/vault/withdrawdialog.h"
#include <QMetaMethod>
#include <QMenu>
#include <QStackedWidget>

/// The lower half of the vault's page: its history, its withdrawals, and the dialogs about them.
namespace lectern {

QWidget* VaultPage::buildHistoryTools()
{
    m_tabs = makeTabBar(QStringLiteral("vault.tabs"), {}, {tr("History"), tr("Withdrawals")});
    m_day = makeButton(ButtonKind::Secondary, {}, QStringLiteral("vault.day"), QStringLiteral("window-close"));
    m_contents = makeButton(ButtonKind::Secondary, tr("What it contains"), QStringLiteral("vault.contents"),
                            QStringLiteral("view-list-details"));
    m_takeBack = makeButton(ButtonKind::Secondary, tr("Take the request back"), QStringLiteral("vault.takeBack"),
                            QStringLiteral("edit-undo"));
    for (QPushButton* button : {m_day, m_contents, m_takeBack})
        button->hide();
    connect(m_day, &QPushButton::clicked, this, [this] {
        m_pickedDay.reset();
        applyFilter();
    });
    connect(m_contents, &QPushButton::clicked, this, [this] { openContents(m_withdrawalTable->currentRow()); });
    connect(m_takeBack, &QPushButton::clicked, this, [this] {
        if (m_requested) cancelWithdrawal(*m_requested);
    });
    auto* box = new QWidget;
    auto* tools = row(space::m);
    tools->addWidget(m_tabs);
    tools->addStretch();
    tools->addWidget(m_day);
    tools->addWidget(m_contents);
    tools->addWidget(m_takeBack);
    box->setLayout(tools);
    return box;
}

QWidget* VaultPage::buildHistory()
{
    auto* all = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(buildHistoryTools());
    m_kind = new FilterChips(tr("Kind"));
    m_kind->add({}, tr("All"));
    for (const EntryKind kind :
         {EntryKind::Sale, EntryKind::Release, EntryKind::Withdrawal, EntryKind::Refund, EntryKind::Dispute, EntryKind::Adjustment})
        m_kind->add(toText(kind), chip(kind).text);
    m_kind->setCurrent({});
    connect(m_kind, &FilterChips::chosen, this, &VaultPage::applyFilter);
    lines->addWidget(m_kind);
    auto* entries = new TableView(m_entries,
                                  {{VaultEntryModel::Description, 0},
                                   {VaultEntryModel::Kind, 140},
                                   {VaultEntryModel::At, 120, 560},
                                   {VaultEntryModel::Amount, 130},
                                   {VaultEntryModel::Balance, 140},
                                   {VaultEntryModel::Owed, 120}},
                                  QStringLiteral("vault.entries"));
    m_entryTable = entries;
    const auto showDebts = [this] { m_entryTable->setColumnShown(VaultEntryModel::Owed, m_entries->anyOwes()); };
    connect(m_entries, &PagedListModel::stateChanged, this, showDebts);
    showDebts();
    const auto open = [this](int line) {
        QList<VaultEntry> shown;
        for (int row = 0; row < m_entries->rowCount(); ++row)
            shown.append(m_entries->at(row));
        openEntry(m_entries->at(line), shown);
    };
    connect(entries, &TableView::opened, this, [open](int line) {
        if (line >= 0) open(line);
    });
    entries->setRowActions([this, open](QMenu* menu, int line) {
        if (m_entries->at(line).paymentId)
            menu->addAction(tr("Show the payment"), this, [open, line] { open(line); });
    });
    auto* entryStates =
        new StateStack(entries, Skeleton::Shape::Table,
                       {QStringLiteral("view-financial-account"),
                        tr("No entries"),
                        tr("Every sale, release, withdrawal and refund is a line here, with the balance after it."),
                        {}});
    entryStates->follow(m_entries);
    m_tables = new QStackedWidget;
    m_tables->addWidget(entryStates);
    m_tables->addWidget(buildWithdrawals());
    m_tables->setMinimumHeight(440);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_tables->setCurrentIndex(tab);
        m_kind->setVisible(tab == 0);
        showTakeBack();
    });
    lines->addWidget(m_tables, 1);
    all->setLayout(lines);
    return all;
}

QWidget* VaultPage::buildWithdrawals()
{
    auto* withdrawals = new TableView(m_withdrawals,
                                      {{WithdrawalListModel::Requested, 120},
                                       {WithdrawalListModel::Amount, 130},
                                       {WithdrawalListModel::State, 120},
                                       {WithdrawalListModel::DecidedBy, 220, 800},
                                       {WithdrawalListModel::Note, 0}},
                                      QStringLiteral("vault.withdrawals"));
    m_withdrawalTable = withdrawals;
    connect(withdrawals, &TableView::selected, this, &VaultPage::showTakeBack);
    connect(m_withdrawals, &PagedListModel::stateChanged, this, &VaultPage::showTakeBack);
    connect(withdrawals, &TableView::opened, this, &VaultPage::openContents);
    withdrawals->setRowActions([this](QMenu* menu, int line) {
        const Withdrawal withdrawal = m_withdrawals->at(line);
        if (m_gateways.statements)
            menu->addAction(icon(QStringLiteral("view-list-details")), tr("What it contains"), this,
                            [this, line] { openContents(line); });
        if (m_mayWithdraw && withdrawal.state == WithdrawalState::Requested)
            menu->addAction(icon(QStringLiteral("edit-undo")), tr("Take the request back"), this,
                            [this, id = withdrawal.id] { cancelWithdrawal(id); });
    });
    auto* withdrawalStates = new StateStack(withdrawals, Skeleton::Shape::Table,
                                            {QStringLiteral("document-export"),
                                             tr("No withdrawals"),
                                             tr("Money that you send to your bank is listed here with its state."),
                                             {}});
    withdrawalStates->follow(m_withdrawals);
    return withdrawalStates;
}

bool VaultPage::owes(Currency currency) const
{
    return std::any_of(m_vault.balances.begin(), m_vault.balances.end(), [&](const VaultBalance& one) { return one.owed.currency() == currency && !one.owed.isZero(); });
}

void VaultPage::showTakeBack()
{
    // The selected request, or else the newest one that can still be taken back.
    m_requested.reset();
    const int chosen = m_withdrawalTable->currentRow();
    for (int row = 0; row < m_withdrawals->rowCount(); ++row) {
        const Withdrawal& one = m_withdrawals->at(row);
        // One that was approved waits while something is owed; taken back it repays that.
        const bool waits = one.state == WithdrawalState::Approved && owes(one.amount.currency());
        if ((one.state != WithdrawalState::Requested && !waits) || (chosen >= 0 && row != chosen)) continue;
        m_requested = one.id;
        m_takeBack->setText(tr("Take back the request of %1").arg(moneyText(one.amount)));
        break;
    }
    const bool here = m_tabs->currentIndex() == 1;
    m_takeBack->setVisible(m_mayWithdraw && m_requested && here);
    m_contents->setVisible(m_gateways.statements && chosen >= 0 && here);
}

void VaultPage::applyFilter()
{
    VaultEntryFilter filter;
    EntryKind kind{};
    if (fromText(m_kind->current(), kind)) filter.kind = kind;
    filter.currency = m_currency->count() > 1 ? m_currency->currentText() : QString();
    m_day->setVisible(m_pickedDay.has_value());
    if (m_pickedDay) {
        filter.from = *m_pickedDay;
        filter.until = m_pickedDay->addDays(1);
        m_day->setText(tr("Only %1").arg(dayText(m_pickedDay->date())));
        m_day->setAccessibleName(tr("Only %1. Press to see every day.").arg(longDayText(m_pickedDay->date())));
        m_tabs->setCurrentIndex(0);
    }
    m_entries->setFilter(filter);
}

void VaultPage::showDay(const QDateTime& day)
{
    m_pickedDay = day;
    applyFilter();
    // The history may be below the fold of a low window.
    if (auto* scroller = findChild<QScrollArea*>()) scroller->ensureWidgetVisible(m_tables, 0, 0);
}

void VaultPage::openWithdraw()
{
    auto* dialog = new WithdrawDialog(m_vault, balance(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        whenDone(dialog, m_vaults->withdraw(m_vault.id, dialog->form(), dialog->idempotencyKey()),
                 [this, dialog](const Result<Withdrawal>& answer) {
                     if (!answer) return dialog->fail(answer.error());
                     dialog->accept();
                     m_tabs->setCurrentIndex(1);
                     Q_EMIT toast((answer->approvalsNeeded > 1 ? tr("%1 requested. Two admins look at it.") : tr("%1 requested. An admin looks at it."))
                                      .arg(moneyText(answer->amount)),
                                  Tone::Green);
                     refresh();
                 });
    });
    dialog->open();
}

void VaultPage::openContents(int row)
{
    if (row < 0 || !m_gateways.statements) return;
    auto* dialog = new ContentsDialog(m_withdrawals->at(row), m_gateways.statements, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ContentsDialog::lineOpened, this, [this, dialog](const VaultEntry& line) { openEntry(line, dialog->lines()); });
    dialog->open();
}

void VaultPage::openEntry(const VaultEntry& entry, const QList<VaultEntry>& beside)
{
    if (!entry.paymentId) return;
    // Those who have a list of all payments go there; a teacher reads here what the vault knows of it.
    if (isSignalConnected(QMetaMethod::fromSignal(&VaultPage::paymentWanted))) {
        if (auto* contents = findChild<ContentsDialog*>()) contents->accept();
        return Q_EMIT paymentWanted(*entry.paymentId);
    }
    auto* dialog = new EntryDialog(entry, beside, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void VaultPage::openStatement()
{
    if (findChild<StatementDialog*>()) return;
    auto* dialog = new StatementDialog(m_vault, m_currency->currentText(), m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void VaultPage::cancelWithdrawal(const WithdrawalId& id)
{
    whenDone(this, m_vaults->cancelWithdrawal(id), [this](const Result<Withdrawal>& answer) {
        if (answer)
            Q_EMIT toast(tr("Taken back. %1 is available again.").arg(moneyText(answer->amount)), Tone::Green);
        else
            m_notice->say(errorText(answer.error()));
        refresh();
    });
}

} // namespace lectern
