#pragma once
#include "ui/checkout/checkoutview.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Pays one checkout. The view's reports move the words on this page only; "You are in" waits until the server says
/// that the payment is settled, over the live connection or, should that be away, when asked every few seconds.
class CheckoutPage final : public PageFrame
{
    Q_OBJECT
public:
    enum class State { Paying, Confirming, Settled, Unknown };
    Q_ENUM(State)
    CheckoutPage(const Checkout& checkout, PaymentsGateway* payments, Connection* connection,
                 const CheckoutViewFactory& view, QWidget* parent = nullptr);
    /// Of a payment of a plan: after it, what follows is looked up here.
    void setSchedules(SchedulesGateway* schedules) { m_schedules = schedules; }
    [[nodiscard]] State state() const { return m_state; }
    void refresh() override { askPayment(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void learnWanted(const lectern::EnrollmentId& id);
    void walletWanted(); ///< a top-up is in
    void giftsWanted();
    void bundlesWanted();
    void plansWanted();
    void sessionWanted(const lectern::BookingId& id);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void sayDeclined(const QString& why);
    QWidget* buildSettled();
    void showHead();
    [[nodiscard]] bool isSession() const { return m_checkout.payment.bookingId.has_value(); }
    [[nodiscard]] bool isBundle() const { return isTopUp() && m_checkout.payment.isForBundle; }
    [[nodiscard]] bool isLater() const { return m_checkout.payment.instalment > 1; } ///< of a plan whose course is open already
    [[nodiscard]] QString settledText() const;
    void askNext();
    [[nodiscard]] bool isTopUp() const { return m_checkout.payment.kind == PaymentKind::TopUp; }
    void onReport(const QString& state, const QString& message);
    void askPayment();
    void onPayment(const Payment& payment);
    void setState(State state);
    void reopen();

    Checkout m_checkout;
    PaymentsGateway* m_payments;
    SchedulesGateway* m_schedules = nullptr;
    Connection* m_connection;
    CheckoutView* m_view;
    StateStack* m_states;
    QStackedWidget* m_stack;
    Chip* m_chip;
    Notice* m_notice;
    QPushButton* m_later;
    QPushButton* m_again;
    QLabel* m_settledText;
    QTimer* m_poll;
    RequestId m_request;
    State m_state = State::Paying;
    int m_waits = 0;
};

} // namespace lectern
