#pragma once
#include "items/paymentlistmodel.h"
#include "ui/documents/paperlist.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"
#include "ui/kit/paymentpanel.h"
#include "ui/student/howtopaydialog.h"

namespace lectern {

class GiftsView;
class MethodsView;
class PlansView;
class SubscriptionsView;
class TableView;

/// What the student paid, is paying, and got back; beside the list the chosen payment with what can be done about it.
class MyPaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit MyPaymentsPage(const Gateways& gateways, QWidget* parent = nullptr);
    /// Without papers and without other ways to pay.
    MyPaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void resumeWanted(const lectern::EnrollmentId& id);
    void courseWanted(const lectern::CourseId& id);
    void learnWanted(const lectern::EnrollmentId& id);
    void takeBackWanted(const lectern::PaymentId& id, const QString& courseTitle);
    void catalogueWanted();
    void checkoutWanted(const lectern::Checkout& checkout);
    void setupWanted(const lectern::MethodSetup& setup);

public:
    /// "history", "plans", "subscriptions", "methods" or "gifts".
    void showTab(const QString& name);
    void showPayment(const PaymentId& id); ///< in the history

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildTabs(QWidget* history);
    void followSubscriptions();
    void buildPanel();
    void showSelected(int row);
    void finish(const Payment& payment);
    void finishGift(const PaymentId& id);
    void open(const Payment& payment);
    void loadRefunds();
    void fillMenu(class QMenu* menu, int row);
    [[nodiscard]] bool mayTakeBack(const Payment& payment) const;
    [[nodiscard]] QString finishText(const Payment& payment) const; ///< empty: there is nothing to finish here

    Gateways m_gateways;
    PaymentListModel* m_model;
    class QTabBar* m_tabs = nullptr; ///< null without plans, subscriptions and methods
    PlansView* m_plans = nullptr;
    SubscriptionsView* m_subscriptions = nullptr;
    MethodsView* m_methods = nullptr;
    GiftsView* m_gifts = nullptr;
    FilterChips* m_states;
    TableView* m_table;
    QBoxLayout* m_columns;
    PaymentPanel* m_panel;
    PaperList* m_papers;
    QScrollArea* m_side; ///< the panel, which may be higher than the window
    QPushButton* m_resume;
    QPushButton* m_course;
    QPushButton* m_takeBack;
    Payment m_current;
    QHash<QString, QList<Refund>> m_refundsOf; ///< by payment
    std::optional<Error> m_refundsError;
    RequestId m_request;
};

} // namespace lectern
