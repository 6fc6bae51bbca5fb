#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// An enrollment that waits for cash, a cheque or a bank transfer.
struct OfflinePayment
{
    PaymentId payment;
    CourseId course;
    QString courseTitle;
    PaymentMethod method = PaymentMethod::BankTransfer;
    Money amount;
    std::optional<QDateTime> until; ///< the place waits so long; absent: not known here
    bool isGift = false; ///< the place is somebody else's
};
[[nodiscard]] OfflinePayment offlinePayment(const Payment& payment, const std::optional<QDateTime>& until);

/// How to pay it: until when, how much, where to and what to name; or by card after all.
class HowToPayDialog final : public DialogFrame
{
    Q_OBJECT
public:
    HowToPayDialog(const OfflinePayment& payment, const Gateways& gateways, QWidget* parent);

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout); ///< the payment is by card now

private:
    void load();
    void switchToCard();

    OfflinePayment m_payment;
    Gateways m_gateways;
    QLabel* m_instructions;
    Notice* m_problem;
    QPushButton* m_retry;
    QPushButton* m_card;
    QString m_key; ///< one for the dialog: pressing again after a lost answer switches once
    RequestId m_request;
};

} // namespace lectern
