#pragma once
#include "items/walletentrymodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The student's own money at the school: how much, what it did, and the way to put more in.
class WalletPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit WalletPage(PurchaseGateway* purchases, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);

private:
    QWidget* buildTiles();
    QWidget* buildHistory();
    void display(const StudentWallet& wallet);
    void showBalance();
    void openTopUp();

    PurchaseGateway* m_purchases;
    StudentWallet m_wallet;
    WalletEntryModel* m_entries;
    StateStack* m_states;
    QComboBox* m_currency;
    QPushButton* m_topUp;
    StatTile* m_available;
    StatTile* m_reserved;
    RequestId m_load;
};

} // namespace lectern
