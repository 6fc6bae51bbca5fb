#include "ui/admin/vaultspage.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

VaultsPage::VaultsPage(VaultsGateway* vaults, QWidget* parent)
    : PageFrame(tr("Vaults"), parent)
    , m_vaults(vaults)
    , m_model(new VaultListModel(vaults, this))
    , m_search(new SearchField(tr("Search by owner"), QStringLiteral("vaults.search")))
    , m_platform(new StatTile(tr("Platform, available"), QStringLiteral("view-bank"), Tone::Gold))
    , m_platformPending(new StatTile(tr("Platform, pending"), QStringLiteral("clock"), Tone::Accent))
    , m_teachers(new StatTile(tr("Owed to teachers"), QStringLiteral("system-users"), Tone::Blue))
    , m_reserved(new StatTile(tr("In withdrawals"), QStringLiteral("document-export"), Tone::Green))
{
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 200);
    for (StatTile* tile : {m_platform, m_platformPending, m_teachers, m_reserved})
        flow->addWidget(tile);
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    addTools(tiles);
    auto* bar = new FilterBar;
    bar->add(m_search);
    addTools(bar);
    connect(m_search, &SearchField::searched, m_model, &VaultListModel::setFilter);
    auto* table = new TableView(m_model,
                                {{VaultListModel::Owner, 0},
                                 {VaultListModel::Kind, 110},
                                 {VaultListModel::Available, 140},
                                 {VaultListModel::Pending, 140},
                                 {VaultListModel::Reserved, 130, 820},
                                 {VaultListModel::Lifetime, 150, 960}},
                                QStringLiteral("vaults.table"));
    table->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Open the vault"), this, [this, id = m_model->at(row).id] { Q_EMIT vaultWanted(id); });
    });
    table->setOpensOnClick();
    connect(table, &TableView::opened, this, [this](int row) { Q_EMIT vaultWanted(m_model->at(row).id); });
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("view-bank"),
                               tr("No vault fits"),
                               tr("Every teacher has a vault from the moment of registration."),
                               {}},
                              false);
    states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, &VaultsPage::showTotals);
    m_platform->setRemark(tr("can go to the bank"));
    m_platformPending->setRemark(tr("within the hold"));
    showTotals();
    m_model->reload();
}

void VaultsPage::refresh() { m_model->reload(); }

void VaultsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("vault") || message.topic == QStringLiteral("withdrawal")) refresh();
}

void VaultsPage::showTotals()
{
    if (m_model->rowCount() == 0) {
        for (StatTile* tile : {m_platform, m_platformPending, m_teachers, m_reserved})
            tile->setValue(QStringLiteral("—"));
        return;
    }
    Money owed;
    Money reserved;
    bool complete = true;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Vault& vault = m_model->at(i);
        if (vault.balances.isEmpty()) continue;
        const VaultBalance& balance = vault.balances.first();
        if (vault.kind == VaultKind::Platform) {
            m_platform->setValue(moneyText(balance.available));
            m_platformPending->setValue(moneyText(balance.pending));
        } else {
            const auto both = balance.available.plus(balance.pending);
            const auto sum = owed.isZero() ? both : both ? owed.plus(*both) : std::nullopt;
            complete = complete && sum.has_value();
            owed = sum.value_or(owed);
        }
        const auto sum = reserved.isZero() ? std::optional(balance.reserved) : reserved.plus(balance.reserved);
        complete = complete && sum.has_value();
        reserved = sum.value_or(reserved);
    }
    // A sum over a part of the list, or over two currencies, is not passed off as the whole.
    const bool whole = complete && !m_model->hasMore() && m_model->filter().isEmpty();
    m_teachers->setValue(moneyText(owed));
    m_teachers->setRemark(whole ? tr("pending and available") : tr("of the vaults listed below"));
    m_reserved->setValue(moneyText(reserved));
    m_reserved->setRemark(whole ? tr("asked for, or on the way to banks") : tr("of the vaults listed below"));
}

} // namespace lectern
