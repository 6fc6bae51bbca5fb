#pragma once
#include "domain/schedules.h"
#include "items/reply.h"
#include "ui/checkout/checkoutview.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

class QStackedWidget;

namespace lectern {

/// Where a card or an account is typed to be kept; nothing is charged. Says saved() when it is.
/// For a subscription's trial it stays instead, and says "Your trial has begun" only when the server has said that the
/// course is open: over the live connection or, should that be away, when asked every few seconds.
class MethodSetupPage final : public PageFrame
{
    Q_OBJECT
public:
    MethodSetupPage(const MethodSetup& setup, const CheckoutViewFactory& view, QWidget* parent = nullptr);
    /// The card is for the time after the trial by which this enrollment begins.
    MethodSetupPage(const MethodSetup& setup, const Enrollment& trial, SubscriptionsGateway* subscriptions, const CheckoutViewFactory& view, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void saved();
    void learnWanted(const lectern::EnrollmentId& id); ///< the trial has begun

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildForm(const MethodSetup& setup, const CheckoutViewFactory& view);
    QWidget* buildBegun();
    void onSaved();
    void askTrial();
    void onTrial(const Subscription& subscription);

    QStackedWidget* m_stack;
    Notice* m_notice;
    QPushButton* m_again = nullptr;
    QLabel* m_begunText = nullptr;
    std::optional<Enrollment> m_trial; ///< absent: a method is kept, and that is all
    SubscriptionsGateway* m_subscriptions = nullptr;
    QTimer* m_poll;
    RequestId m_request;
    bool m_isSaved = false;
    int m_waits = 0;
};

} // namespace lectern
