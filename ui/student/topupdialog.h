#pragma once
#include "domain/wallets.h"
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// How much to put into the wallet; it is then paid by card in the checkout view.
class TopUpDialog final : public DialogFrame
{
    Q_OBJECT
public:
    TopUpDialog(const StudentWallet& wallet, PurchaseGateway* purchases, QWidget* parent);

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();
    void send();
    [[nodiscard]] WalletBalance balance() const; ///< in the currency of a top-up

    StudentWallet m_wallet;
    PurchaseGateway* m_purchases;
    MoneyEdit* m_amount;
    QLabel* m_consequence;
    TopUpForm m_sent;
    QString m_key; ///< of m_sent: the same amount again is the same top-up
};

} // namespace lectern
