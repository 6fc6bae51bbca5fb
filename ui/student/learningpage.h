#pragma once
#include "items/enrollmentlistmodel.h"
#include "ui/kit/cardgrid.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The student's courses with how far each has come.
class LearningPage final : public PageFrame
{
    Q_OBJECT
public:
    LearningPage(EnrollmentsGateway* enrollments, CoverStore* covers, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void learnWanted(const lectern::EnrollmentId& id);
    void resumeWanted(const lectern::EnrollmentId& id);
    void certificateWanted(const lectern::EnrollmentId& id);
    void courseWanted(const lectern::CourseId& id);
    void takeBackWanted(const lectern::PaymentId& id, const QString& courseTitle);
    void catalogueWanted();

private:
    void open(int row);
    EnrollmentListModel* m_model;
};

} // namespace lectern
