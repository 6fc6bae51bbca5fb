#pragma once
#include "domain/offline.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// The sum of a purchase as a receipt has it: price, tax, total, and what of it comes from the wallet.
class PurchaseSum final : public Card
{
    Q_OBJECT
public:
    explicit PurchaseSum(QWidget* parent = nullptr);
    void setQuote(const PurchaseQuote& quote, const Money& fromWallet);
    /// Instead of the course's price that of a period, and what of it is to be paid now.
    void setSubscription(const PurchaseQuote& quote, const PlanOffer& offer);

private:
    struct Line
    {
        QWidget* box;
        QLabel* name;
        MoneyLabel* amount;
    };
    Line addLine(TextStyle style, int size, const QString& objectName);

    Line m_price;
    Line m_discount;
    Line m_tax;
    Line m_total;
    Line m_wallet;
    Line m_rest;
};

} // namespace lectern
