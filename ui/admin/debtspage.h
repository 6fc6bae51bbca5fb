#pragma once
#include "items/debtlistmodel.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// What teachers owe, by the age of the oldest part, with the way to each vault.
class DebtsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit DebtsPage(StatementsGateway* statements, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void vaultWanted(const lectern::VaultId& id);

private:
    QWidget* buildAges();
    void showAges();

    DebtListModel* m_model;
    StatTile* m_ages[DebtListModel::kAges];
};

} // namespace lectern
