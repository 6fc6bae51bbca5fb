#include "ui/vault/vaultpage.h"
#include "ui/kit/flowlayout.h"
#include "ui/vault/payoutpanel.h"
#include "ui/vault/releasescard.h"

namespace lectern {

namespace {

Gateways onlyVaults(VaultsGateway* vaults)
{
    Gateways some;
    some.vaults = vaults;
    return some;
}

} // namespace

VaultPage::VaultPage(const std::optional<VaultId>& id, VaultsGateway* vaults, bool mayWithdraw, QWidget* parent)
    : VaultPage(id, onlyVaults(vaults), mayWithdraw, parent)
{
}

VaultPage::VaultPage(const std::optional<VaultId>& id, const Gateways& gateways, bool mayWithdraw, QWidget* parent)
    : PageFrame(tr("Vault"), parent)
    , m_id(id)
    , m_gateways(gateways)
    , m_vaults(gateways.vaults)
    , m_mayWithdraw(mayWithdraw)
    , m_entries(new VaultEntryModel(gateways.vaults, this))
    , m_withdrawals(new WithdrawalListModel(gateways.vaults, this))
    , m_statement(makeButton(ButtonKind::Secondary, tr("Statement…"), QStringLiteral("vault.statement"),
                             QStringLiteral("document-preview")))
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
    addAction(m_statement);
    addAction(m_withdraw);
    m_statement->setVisible(gateways.statements);
    m_statement->setEnabled(false);
    connect(m_statement, &QPushButton::clicked, this, &VaultPage::openStatement);
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
    m_releases = new ReleasesCard;
    lines->addWidget(m_releases);
    lines->addWidget(buildChart());
    m_payoutPlace = column(0);
    lines->insertLayout(3, m_payoutPlace);
    lines->addWidget(buildHistory());
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Dashboard, {}, true);
    m_states->setOfflineHint(tr("Balances come from the server. A withdrawal that you requested is not lost."));
    refresh();
}

QWidget* VaultPage::buildChart()
{
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
    connect(m_chart, &MoneyChart::dayPicked, this, &VaultPage::showDay);
    return chart;
}

QWidget* VaultPage::buildTiles()
{
    m_available = new StatTile(tr("Available"), QStringLiteral("view-financial-account"), Tone::Gold);
    m_pending = new StatTile(tr("Pending"), QStringLiteral("clock"), Tone::Accent);
    m_reserved = new StatTile(tr("In withdrawals"), QStringLiteral("document-export"), Tone::Blue);
    m_lifetime = new StatTile(tr("Sold in all"), QStringLiteral("office-chart-line"), Tone::Green);
    m_fees = new StatTile(tr("Gateway fees"), QStringLiteral("go-down"), Tone::Neutral);
    m_net = new StatTile(tr("Sold, less fees"), QStringLiteral("checkmark"), Tone::Green);
    m_fees->setObjectName(QStringLiteral("vault.fees"));
    m_net->setObjectName(QStringLiteral("vault.net"));
    m_available->setObjectName(QStringLiteral("vault.available"));
    m_pending->setObjectName(QStringLiteral("vault.pending"));
    m_reserved->setObjectName(QStringLiteral("vault.reserved"));
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 200);
    for (StatTile* tile : {m_available, m_pending, m_reserved, m_lifetime, m_fees, m_net})
        flow->addWidget(tile);
    m_fees->hide();
    m_net->hide();
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

void VaultPage::refresh()
{
    m_states->showLoading();
    if (m_payouts) m_payouts->reload();
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
    // Only the platform bears what the gateway keeps.
    if (vault.kind == VaultKind::Platform && m_vault.kind != VaultKind::Platform) m_kind->add(toText(EntryKind::Fee), chip(EntryKind::Fee).text);
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
    m_statement->setEnabled(true);
    showPayouts();
    showBalance();
    m_entries->setVault(vault.id);
    m_withdrawals->setVault(vault.id);
    loadSeries();
}

void VaultPage::showBalance()
{
    const VaultBalance now = balance();
    m_available->setValue(moneyText(now.available));
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
    m_lifetime->setRemark(m_vault.kind == VaultKind::Platform ? tr("the platform's share, before refunds")
                            : m_id                                ? tr("the teacher's share, before refunds")
                                                                  : tr("your share, before refunds"));
    const bool platform = m_vault.kind == VaultKind::Platform;
    m_fees->setVisible(platform);
    m_net->setVisible(platform);
    m_fees->setValue(moneyText(now.fees));
    m_fees->setRemark(tr("kept by the gateway, already taken off"));
    m_net->setValue(moneyText(now.lifetime.minus(now.fees).value_or(now.lifetime)));
    m_net->setRemark(tr("before refunds and disputes"));
    // Releases are known in the first currency only.
    m_releases->setReleases(m_currency->currentIndex() <= 0 ? m_vault.releases : QList<VaultRelease>());
    showOwed();
    showWithdraw();
}

void VaultPage::showPayouts()
{
    if (m_payouts || m_vault.kind != VaultKind::Teacher || !m_gateways.payoutAccounts) return;
    m_payouts = new PayoutPanel(m_gateways.payoutAccounts, m_id ? std::optional(m_vault.id) : std::nullopt);
    m_payoutPlace->addWidget(m_payouts);
    connect(m_payouts, &PayoutPanel::changed, this, &VaultPage::showWithdraw);
}

void VaultPage::showOwed()
{
    const VaultBalance now = balance();
    const QString owed = moneyText(now.owed);
    m_owed->say(now.owed.isZero() ? QString()
                : !m_id
                    ? tr("You owe %1 from refunds. Later sales repay it first; withdrawals wait meanwhile.").arg(owed)
                    : tr("%1 owes %2 from refunds. Later sales repay it first; withdrawals wait meanwhile.")
                          .arg(m_vault.ownerName, owed));
}

void VaultPage::showWithdraw()
{
    const VaultBalance now = balance();
    const bool enough = now.available.minor() >= m_vault.minimumWithdrawal.minor() && now.available.minor() > 0;
    QString why;
    if (!now.owed.isZero())
        why = tr("Withdrawals wait until %1 from refunds is repaid by sales.").arg(moneyText(now.owed));
    else if (m_payouts && !m_payouts->isReady())
        why = m_payouts->whyNot();
    else if (!enough)
        why = tr("At least %1 must be available.").arg(moneyText(m_vault.minimumWithdrawal));
    m_withdraw->setEnabled(why.isEmpty());
    m_withdraw->setToolTip(why);
    m_withdraw->setAccessibleDescription(why);
    // Nothing can be withdrawn is said where the money stands, not only where the mouse happens to be.
    m_available->setRemark(why.isEmpty() || now.available.isZero() ? tr("can go to the bank") : why);
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

} // namespace lectern
