#pragma once
#include "domain/offline.h"
#include "domain/refunds.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// One payment in a card: what was paid and how, what became of it, of its refunds and of the receipts that were
/// recorded by hand, in words. Whoever shows it adds the buttons that fit.
class PaymentPanel final : public Card
{
    Q_OBJECT
public:
    enum class Reader { Student, Admin };
    PaymentPanel(Reader reader, const QString& name, QWidget* parent = nullptr);
    void setPayment(const Payment& payment);
    void setRefunds(const QList<Refund>& refunds);
    void setRefundsUnknown(const QString& why); ///< they could not be loaded
    /// Oldest first. `mayReverse`: those that stand get a button that asks for reverseWanted().
    void setReceipts(const QList<OfflineReceipt>& receipts, bool mayReverse);
    void setReceiptsUnknown(const QString& why);
    QPushButton* addButton(QPushButton* button);

Q_SIGNALS:
    void reverseWanted(const lectern::OfflineReceipt& receipt);

private:
    /// An amount with its name; one that says nothing is hidden.
    struct Line
    {
        QWidget* box = nullptr;
        QLabel* name = nullptr;
        MoneyLabel* amount = nullptr;
        void show(const Money& money, bool always = false) const;
    };
    Line addAmount(const QString& name);
    void showDivider();
    QWidget* receiptBlock(const OfflineReceipt& receipt, bool mayReverse);

    Reader m_reader;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    Chip* m_gift;
    QFrame* m_divider; ///< between the state and the amounts
    Line m_wallet;
    Line m_tax;
    Line m_teacher;
    Line m_platform;
    Line m_fee;
    Line m_disputed;
    Line m_refunded;
    QLabel* m_facts;
    QVBoxLayout* m_refunds;
    QVBoxLayout* m_receipts;
    QVBoxLayout* m_buttons;
};

} // namespace lectern
