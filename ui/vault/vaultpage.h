#pragma once
#include "items/vaultentrymodel.h"
#include "items/withdrawallistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/formfield.h"
#include "ui/kit/moneychart.h"
#include "ui/kit/pageframe.h"
#include <QTabBar>

namespace lectern {

class PayoutPanel;
class ReleasesCard;
class TableView;

/// One vault: what is in it, how that came about, and the way out to the bank.
class VaultPage final : public PageFrame
{
    Q_OBJECT
public:
    /// Without an id: the own vault (of an admin: the platform's).
    VaultPage(const std::optional<VaultId>& id, const Gateways& gateways, bool mayWithdraw, QWidget* parent = nullptr);
    /// Without payout accounts and without statements.
    VaultPage(const std::optional<VaultId>& id, VaultsGateway* vaults, bool mayWithdraw, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;
    /// Only what happened on one day (midnight UTC).
    void showDay(const QDateTime& day);

Q_SIGNALS:
    /// A line was opened. Whoever connects it offers this in the line's menu, too.
    void paymentWanted(const lectern::PaymentId& id);

private:
    QWidget* buildTiles();
    QWidget* buildHistory();
    QWidget* buildWithdrawals();
    QWidget* buildChart();
    QWidget* buildHistoryTools();
    void display(const Vault& vault);
    void showBalance();
    void loadSeries();
    void applyFilter();
    void openWithdraw();
    void cancelWithdrawal(const WithdrawalId& id);
    [[nodiscard]] bool owes(Currency currency) const;
    void showTakeBack();
    void showPayouts();
    void showOwed();
    void showWithdraw();
    void openContents(int row);
    void openEntry(const VaultEntry& entry, const QList<VaultEntry>& beside);
    void openStatement();
    [[nodiscard]] VaultBalance balance() const;

    std::optional<VaultId> m_id;
    Gateways m_gateways;
    VaultsGateway* m_vaults;
    Vault m_vault;
    bool m_mayWithdraw;
    VaultEntryModel* m_entries;
    WithdrawalListModel* m_withdrawals;
    StateStack* m_states;
    QPushButton* m_statement;
    QPushButton* m_withdraw;
    PayoutPanel* m_payouts = nullptr; ///< of teachers, where payout accounts are known
    QVBoxLayout* m_payoutPlace;       ///< where the panel goes when it is known whose vault this is
    ReleasesCard* m_releases;
    QComboBox* m_currency;
    StatTile* m_available;
    StatTile* m_pending;
    StatTile* m_reserved;
    StatTile* m_lifetime;
    StatTile* m_fees; ///< of the platform
    StatTile* m_net;  ///< of the platform
    Notice* m_notice;
    Notice* m_owed;
    MoneyChart* m_chart;
    FilterChips* m_span;
    FilterChips* m_kind;
    QPushButton* m_day;
    QPushButton* m_takeBack;
    QPushButton* m_contents;
    TableView* m_entryTable;
    TableView* m_withdrawalTable;
    QWidget* m_chartCard;
    std::optional<WithdrawalId> m_requested; ///< what the button takes back
    QTabBar* m_tabs;
    QStackedWidget* m_tables;
    std::optional<QDateTime> m_pickedDay;
    RequestId m_load;
    RequestId m_series;
};

} // namespace lectern
