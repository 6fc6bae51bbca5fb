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
