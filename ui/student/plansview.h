#pragma once
#include "ui/student/cardsview.h"

namespace lectern {

/// The student's plans: of each what happens next in words, every payment with its day and state, and a way to pay
/// what is open now.
class PlansView final : public CardsView
{
    Q_OBJECT
public:
    explicit PlansView(SchedulesGateway* schedules, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void overdueChanged(int count);

private:
    void display(const QList<Schedule>& schedules);
    QWidget* cardOf(const Schedule& schedule);

    SchedulesGateway* m_schedules;
};

} // namespace lectern
