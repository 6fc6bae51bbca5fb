#pragma once
#include "items/vaultlistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/moneychart.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The platform's vault and that of every teacher.
class VaultsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit VaultsPage(VaultsGateway* vaults, QWidget* parent = nullptr);
    void refresh() override;
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void vaultWanted(const lectern::VaultId& id);

private:
    void showTotals();
    VaultsGateway* m_vaults;
    VaultListModel* m_model;
    SearchField* m_search;
    StatTile* m_platform;
    StatTile* m_platformPending;
    StatTile* m_teachers;
    StatTile* m_reserved;
};

} // namespace lectern
