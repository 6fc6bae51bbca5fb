#include "ui/vault/vaultpage.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"
#include "ui/vault/withdrawdialog.h"
#include <QMenu>
#include <QStackedWidget>

namespace lectern {

VaultPage::VaultPage(const std::optional<VaultId>& id, VaultsGateway* vaults, bool mayWithdraw, QWidget* parent)
    : PageFrame(tr("Vault"), parent)
    , m_id(id)
    , m_vaults(vaults)
    , m_mayWithdraw(mayWithdraw)
    , m_entries(new VaultEntryModel(vaults, this))
    , m_withdrawals(new WithdrawalListModel(vaults, this))
    , m_withdraw(makeButton(ButtonKind::Primary, tr("Withdraw"), QStringLiteral("vault.withdraw"),
                            QStringLiteral("document-export")))
    , m_currency(new QComboBox)
    , m_notice(new Notice)
    , m_owed(new Notice(Tone::Gold))
{
    setBackVisible(id.has_value());
    m_currency->setObjectName(QStringLiteral("vault.currency"));
    m_currency->setAccessibleName(tr("Currency"));
    m_currency->hide();
    addAction(m_currency);
    addAction(m_withdraw);
    m_withdraw->setVisible(mayWithdraw);
    m_withdraw->setEnabled(false);
    connect(m_withdraw, &QPushButton::clicked, this, &VaultPage::openWithdraw);
    connect(m_currency, &QComboBox::activated, this, [this] {
        showBalance();
        applyFilter();
        loadSeries();
    });
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    m_owed->setObjectName(QStringLiteral("vault.owed"));
    lines->addWidget(m_owed);
    lines->addWidget(m_notice);
    lines->addWidget(buildTiles());
    m_span = new FilterChips(tr("Span of time"));
    m_span->add(QStringLiteral("30"), tr("30 days"));
    m_span->add(QStringLiteral("90"), tr("90 days"));
    m_span->add(QStringLiteral("365"), tr("A year"));
    m_span->setCurrent(QStringLiteral("90"));
    m_span->setFixedSize(240, 32);
    connect(m_span, &FilterChips::chosen, this, &VaultPage::loadSeries);
    auto* chart = new Card(tr("Balance over time"), m_span);
    m_chartCard = chart;
    m_chart = new MoneyChart(MoneyChart::What::Balance, QStringLiteral("vault.chart"));
    m_chart->setFixedHeight(210);
    chart->body()->addWidget(m_chart);
    lines->addWidget(chart);
    lines->addWidget(buildHistory());
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Dashboard, {}, true);
    m_states->setOfflineHint(tr("Balances come from the server. A withdrawal that you requested is not lost."));
    connect(m_chart, &MoneyChart::dayPicked, this, &VaultPage::showDay);
    refresh();
}

QWidget* VaultPage::buildTiles()
{
    m_available = new StatTile(tr("Available"), QStringLiteral("view-financial-account"), Tone::Gold);
    m_pending = new StatTile(tr("Pending"), QStringLiteral("clock"), Tone::Accent);
    m_reserved = new StatTile(tr("In withdrawals"), QStringLiteral("document-export"), Tone::Blue);
    m_lifetime = new StatTile(tr("Earned in all"), QStringLiteral("office-chart-line"), Tone::Green);
    m_available->setObjectName(QStringLiteral("vault.available"));
    m_pending->setObjectName(QStringLiteral("vault.pending"));
    m_reserved->setObjectName(QStringLiteral("vault.reserved"));
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 200);
    for (StatTile* tile : {m_available, m_pending, m_reserved, m_lifetime})
        flow->addWidget(tile);
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

QWidget* VaultPage::buildHistory()
{
    auto* all = new QWidget;
    auto* lines = column(space::m);
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setObjectName(QStringLiteral("vault.tabs"));
    m_tabs->addTab(tr("History"));
    m_tabs->addTab(tr("Withdrawals"));
    m_kind = new FilterChips(tr("Kind"));
    m_kind->add({}, tr("All"));
    for (const EntryKind kind : {EntryKind::Sale, EntryKind::Release, EntryKind::Withdrawal, EntryKind::Refund})
        m_kind->add(toText(kind), chip(kind).text);
    m_kind->setCurrent({});
    m_day = makeButton(ButtonKind::Secondary, {}, QStringLiteral("vault.day"), QStringLiteral("window-close"));
    m_day->hide();
    connect(m_kind, &FilterChips::chosen, this, &VaultPage::applyFilter);
    connect(m_day, &QPushButton::clicked, this, [this] {
        m_pickedDay.reset();
        applyFilter();
    });
    auto* tools = row(space::m);
    tools->addWidget(m_tabs);
    tools->addStretch();
    tools->addWidget(m_day);
    m_takeBack = makeButton(ButtonKind::Secondary, tr("Take the request back"), QStringLiteral("vault.takeBack"),
                            QStringLiteral("edit-undo"));
    m_takeBack->hide();
    connect(m_takeBack, &QPushButton::clicked, this, [this] {
        if (m_requested) cancelWithdrawal(*m_requested);
    });
    tools->addWidget(m_takeBack);
    lines->addLayout(tools);
    lines->addWidget(m_kind);
    auto* entries = new TableView(m_entries,
                                  {{VaultEntryModel::Description, 0},
                                   {VaultEntryModel::Kind, 140},
                                   {VaultEntryModel::At, 120, 560},
                                   {VaultEntryModel::Amount, 130},
                                   {VaultEntryModel::Balance, 140}},
                                  QStringLiteral("vault.entries"));
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
                                      {{WithdrawalListModel::Note, 0},
                                       {WithdrawalListModel::State, 120},
                                       {WithdrawalListModel::Requested, 120},
                                       {WithdrawalListModel::DecidedBy, 140, 800},
                                       {WithdrawalListModel::Amount, 130}},
                                      QStringLiteral("vault.withdrawals"));
    m_withdrawalTable = withdrawals;
    connect(withdrawals, &TableView::selected, this, &VaultPage::showTakeBack);
    connect(m_withdrawals, &PagedListModel::stateChanged, this, &VaultPage::showTakeBack);
    withdrawals->setRowActions([this](QMenu* menu, int line) {
        const Withdrawal withdrawal = m_withdrawals->at(line);
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

void VaultPage::showTakeBack()
{
    // The selected request, or else the newest one that can still be taken back.
    m_requested.reset();
    const int chosen = m_withdrawalTable->currentRow();
    for (int row = 0; row < m_withdrawals->rowCount(); ++row) {
        const Withdrawal& one = m_withdrawals->at(row);
        if (one.state != WithdrawalState::Requested || (chosen >= 0 && row != chosen)) continue;
        m_requested = one.id;
        m_takeBack->setText(tr("Take back the request of %1").arg(moneyText(one.amount)));
        break;
    }
    m_takeBack->setVisible(m_mayWithdraw && m_requested && m_tabs->currentIndex() == 1);
}

void VaultPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_id ? m_vaults->vault(*m_id) : m_vaults->mine(), [this, id](const Result<Vault>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void VaultPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("vault") || message.topic == QStringLiteral("withdrawal") ||
        message.topic == QStringLiteral("payment"))
        refresh();
}

VaultBalance VaultPage::balance() const
{
    const int i = qMax(0, m_currency->currentIndex());
    return m_vault.balances.value(i);
}

void VaultPage::display(const Vault& vault)
{
    m_vault = vault;
    setTitle(vault.kind == VaultKind::Platform ? tr("The platform's vault")
             : m_id                            ? tr("Vault of %1").arg(vault.ownerName)
                                               : tr("Vault"));
    setSubtitle(tr("A sale is pending for %n days, then it is available.", nullptr, vault.holdDays));
    // An admin moves the platform's money, never a teacher's.
    m_withdraw->setVisible(m_mayWithdraw && (!m_id || vault.kind == VaultKind::Platform));
    const QString current = m_currency->currentText();
    m_currency->clear();
    for (const VaultBalance& one : vault.balances)
        m_currency->addItem(one.available.currency().code());
    m_currency->setCurrentIndex(qMax(0, m_currency->findText(current)));
    m_currency->setVisible(vault.balances.size() > 1);
    showBalance();
    m_entries->setVault(vault.id);
    m_withdrawals->setVault(vault.id);
    loadSeries();
}

void VaultPage::showBalance()
{
    const VaultBalance now = balance();
    m_available->setValue(moneyText(now.available));
    m_available->setRemark(tr("can go to the bank"));
    m_pending->setValue(moneyText(now.pending));
    m_pending->setRemark(
        m_vault.nextReleaseAt && !m_vault.nextReleaseAmount.isZero()
            ? tr("next: %1 %2").arg(moneyText(m_vault.nextReleaseAmount), relativeTime(*m_vault.nextReleaseAt))
            : tr("nothing is on its way"));
    m_pending->setToolTip(m_vault.nextReleaseAt ? exactTime(*m_vault.nextReleaseAt) : QString());
    m_reserved->setValue(moneyText(now.reserved));
    m_reserved->setRemark(now.reserved.isZero() ? tr("none under way") : tr("on the way to the bank"));
    m_lifetime->setValue(moneyText(now.lifetime));
    // Before the first sale a chart has nothing to draw; the history below says what the vault is for.
    m_chartCard->setVisible(!now.lifetime.isZero() || !now.available.isZero() || !now.pending.isZero());
    m_lifetime->setRemark(tr("before withdrawals and refunds"));
    const bool enough = now.available.minor() >= m_vault.minimumWithdrawal.minor() && now.available.minor() > 0;
    const bool owes = !now.owed.isZero();
    const QString owed = moneyText(now.owed);
    m_owed->say(!owes   ? QString()
                : !m_id ? tr("You owe %1 from refunds. Later sales repay it first; withdrawals wait meanwhile.").arg(owed)
                        : tr("%1 owes %2 from refunds. Later sales repay it first; withdrawals wait meanwhile.")
                              .arg(m_vault.ownerName, owed));
    m_withdraw->setEnabled(enough && !owes);
    const QString why = owes     ? tr("Withdrawals wait until %1 from refunds is repaid by sales.").arg(owed)
                        : enough ? QString()
                                 : tr("At least %1 must be available.").arg(moneyText(m_vault.minimumWithdrawal));
    m_withdraw->setToolTip(why);
    m_withdraw->setAccessibleDescription(why);
}

void VaultPage::loadSeries()
{
    const quint64 id = m_series.next();
    whenDone(this, m_vaults->series(m_vault.id, balance().available.currency().code(), m_span->current().toInt()),
             [this, id](const Result<VaultSeries>& answer) {
                 if (!m_series.is(id)) return;
                 if (answer)
                     m_chart->setSeries(*answer);
                 else
                     m_notice->say(tr("The chart could not be loaded: %1").arg(errorText(answer.error())));
             });
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
                     Q_EMIT toast(tr("%1 requested. An admin looks at it.").arg(moneyText(answer->amount)),
                                  Tone::Green);
                     refresh();
                 });
    });
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
