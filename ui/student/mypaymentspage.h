#pragma once
#include "items/paymentlistmodel.h"
#include "ui/kit/pageframe.h"
#include "ui/kit/paymentpanel.h"

namespace lectern {

class TableView;

/// What the student paid, is paying, and got back; beside the list the chosen payment with what can be done about it.
class MyPaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    MyPaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void resumeWanted(const lectern::EnrollmentId& id);
    void courseWanted(const lectern::CourseId& id);
    void takeBackWanted(const lectern::PaymentId& id, const QString& courseTitle);
    void catalogueWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSelected(int row);
    void loadRefunds();
    void fillMenu(class QMenu* menu, int row);
    [[nodiscard]] bool mayTakeBack(const Payment& payment) const;

    RefundsGateway* m_refunds;
    PaymentListModel* m_model;
    TableView* m_table;
    QBoxLayout* m_columns;
    PaymentPanel* m_panel;
    QPushButton* m_resume;
    QPushButton* m_course;
    QPushButton* m_takeBack;
    Payment m_current;
    QHash<QString, QList<Refund>> m_refundsOf; ///< by payment
    std::optional<Error> m_refundsError;
    RequestId m_request;
};

} // namespace lectern
