#pragma once
#include "items/enrollmentlistmodel.h"
#include "ui/kit/cardgrid.h"
#include "ui/kit/pageframe.h"
#include "ui/student/howtopaydialog.h"

namespace lectern {

/// The student's courses with how far each has come.
class LearningPage final : public PageFrame
{
    Q_OBJECT
public:
    LearningPage(const Gateways& gateways, CoverStore* covers, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void learnWanted(const lectern::EnrollmentId& id);
    void resumeWanted(const lectern::EnrollmentId& id);
    void checkoutWanted(const lectern::Checkout& checkout);
    void certificateWanted(const lectern::EnrollmentId& id);
    void courseWanted(const lectern::CourseId& id);
    void takeBackWanted(const lectern::PaymentId& id, const QString& courseTitle);
    void catalogueWanted();

private:
    void open(int row);
    void askPayments();
    void openHowToPay(const Enrollment& enrollment);

    Gateways m_gateways;
    EnrollmentListModel* m_model;
    CardGrid* m_grid;
    QHash<PaymentId, Payment> m_waiting; ///< what the school waits for outside of the gateway
    RequestId m_request;
};

} // namespace lectern
