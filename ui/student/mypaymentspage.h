#pragma once
#include "items/paymentlistmodel.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// What the student paid, is paying, and got back.
class MyPaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit MyPaymentsPage(PaymentsGateway* payments, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void resumeWanted(const lectern::EnrollmentId& id);
    void courseWanted(const lectern::CourseId& id);
    void catalogueWanted();

private:
    PaymentListModel* m_model;
};

} // namespace lectern
