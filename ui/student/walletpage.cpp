#include "ui/student/walletpage.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"
#include "ui/student/topupdialog.h"

namespace lectern {

WalletPage::WalletPage(PurchaseGateway* purchases, QWidget* parent)
    : PageFrame(tr("Wallet"), parent)
    , m_purchases(purchases)
    , m_entries(new WalletEntryModel(purchases, this))
    , m_currency(new QComboBox)
    , m_topUp(makeButton(ButtonKind::Primary, tr("Top up"), QStringLiteral("wallet.topUp"), QStringLiteral("list-add")))
{
    setSubtitle(tr("Your own money at this school. Pay courses with it, and get refunds into it at once."));
    m_currency->setObjectName(QStringLiteral("wallet.currency"));
    m_currency->setAccessibleName(tr("Currency"));
    m_currency->hide();
    addAction(m_currency);
    addAction(m_topUp);
    m_topUp->setEnabled(false);
    connect(m_topUp, &QPushButton::clicked, this, &WalletPage::openTopUp);
    connect(m_currency, &QComboBox::activated, this, &WalletPage::showBalance);
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, 0, 0});
    lines->addWidget(buildTiles());
    lines->addWidget(makeLabel(TextStyle::Lead, tr("History")));
    lines->addWidget(buildHistory(), 1);
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Dashboard, {}, false);
    m_states->setOfflineHint(tr("What is in your wallet is kept on the server and does not get lost."));
    refresh();
}

QWidget* WalletPage::buildTiles()
{
    m_available = new StatTile(tr("Available"), QStringLiteral("view-financial-account"), Tone::Gold);
    m_reserved = new StatTile(tr("Reserved"), QStringLiteral("clock"), Tone::Blue);
    m_available->setObjectName(QStringLiteral("wallet.available"));
    m_reserved->setObjectName(QStringLiteral("wallet.reserved"));
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 200);
    flow->addWidget(m_available);
    flow->addWidget(m_reserved);
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

QWidget* WalletPage::buildHistory()
{
    auto* table = new TableView(m_entries,
                                {{WalletEntryModel::Description, 0},
                                 {WalletEntryModel::Kind, 150, 700},
                                 {WalletEntryModel::At, 120, 560},
                                 {WalletEntryModel::Amount, 120},
                                 {WalletEntryModel::Balance, 130}},
                                QStringLiteral("wallet.entries"));
    auto* states =
        new StateStack(table, Skeleton::Shape::Table,
                       {QStringLiteral("view-financial-account"), tr("Nothing has moved yet"),
                        tr("Top up your wallet by card, or have a refund paid into it. Every movement is a line "
                           "here, with the balance after it."),
                        tr("Top up")});
    states->follow(m_entries);
    connect(states, &StateStack::emptyAction, this, &WalletPage::openTopUp);
    return states;
}

void WalletPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_purchases->wallet(), [this, id](const Result<StudentWallet>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void WalletPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("wallet") || message.topic == QStringLiteral("payment") ||
        message.topic == QStringLiteral("refund"))
        refresh();
}

void WalletPage::display(const StudentWallet& wallet)
{
    m_wallet = wallet;
    const QString current = m_currency->currentText();
    m_currency->clear();
    for (const WalletBalance& one : wallet.balances)
        m_currency->addItem(one.available.currency().code());
    m_currency->setCurrentIndex(qMax(0, m_currency->findText(current)));
    m_currency->setVisible(wallet.balances.size() > 1);
    m_topUp->setEnabled(true);
    showBalance();
}

void WalletPage::showBalance()
{
    const WalletBalance now = m_wallet.balances.value(qMax(0, m_currency->currentIndex()));
    m_available->setValue(moneyText(now.available));
    m_available->setRemark(tr("pays for any course of this school"));
    m_reserved->setValue(moneyText(now.reserved));
    m_reserved->setRemark(now.reserved.isZero() ? tr("no purchase is under way")
                                                : tr("set aside for purchases under way"));
    m_entries->setCurrency(now.available.currency().code());
}

void WalletPage::openTopUp()
{
    if (m_wallet.balances.isEmpty() || findChild<TopUpDialog*>()) return;
    auto* dialog = new TopUpDialog(m_wallet, m_purchases, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TopUpDialog::checkoutWanted, this, &WalletPage::checkoutWanted);
    dialog->open();
}

} // namespace lectern
