#pragma once
#include "domain/refunds.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// One payment in a card: what was paid, what became of it and of its refunds, in words. Whoever shows it adds the
/// buttons that fit.
class PaymentPanel final : public Card
{
    Q_OBJECT
public:
    enum class Reader { Student, Admin };
    PaymentPanel(Reader reader, const QString& name, QWidget* parent = nullptr);
    void setPayment(const Payment& payment);
    void setRefunds(const QList<Refund>& refunds);
    void setRefundsUnknown(const QString& why); ///< they could not be loaded
    QPushButton* addButton(QPushButton* button);

private:
    MoneyLabel* addAmount(const QString& name);

    Reader m_reader;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    MoneyLabel* m_teacher = nullptr;
    MoneyLabel* m_platform = nullptr;
    MoneyLabel* m_refunded = nullptr;
    QLabel* m_facts;
    QVBoxLayout* m_refunds;
    QVBoxLayout* m_buttons;
};

} // namespace lectern
