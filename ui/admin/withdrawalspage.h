#pragma once
#include "items/withdrawallistmodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class TableView;

/// Withdrawals of everybody; those that wait for a decision first.
class WithdrawalsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit WithdrawalsPage(VaultsGateway* vaults, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void vaultWanted(const lectern::VaultId& id);

private:
    QWidget* buildPanel();
    void showSelected(int row);
    void approve();
    void reject();
    void decide(const Withdrawal& withdrawal, const WithdrawalDecision& decision, class DialogFrame* dialog);

    VaultsGateway* m_vaults;
    WithdrawalListModel* m_model;
    TableView* m_table;
    QWidget* m_panel;
    QLabel* m_owner;
    MoneyLabel* m_amount;
    Chip* m_chip;
    QLabel* m_text;
    QPushButton* m_approve;
    QPushButton* m_reject;
    Notice* m_notice;
    Withdrawal m_current;
};

} // namespace lectern
