#pragma once
#include "domain/schedules.h"
#include "ui/student/cardsview.h"

namespace lectern {

/// The student's plans: of each what happens next in words, every payment with its day and state, and a way to pay
/// what is open now.
class PlansView final : public CardsView
{
    Q_OBJECT
public:
    /// Without `methods` every payment is made in the form.
    explicit PlansView(SchedulesGateway* schedules, MethodsGateway* methods = nullptr, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void overdueChanged(int count);

private:
    void display(const QList<Schedule>& schedules);
    QWidget* cardOf(const Schedule& schedule);
    QWidget* waysOf(const Schedule& schedule, const ScheduleLine& line);
    void askToCollect(const Schedule& schedule, const ScheduleLine& line);
    void collect(class ConfirmDialog* dialog, const ScheduleId& schedule, const ScheduleLine& line);

    SchedulesGateway* m_schedules;
    MethodsGateway* m_methods;
    QList<Schedule> m_shown;
    std::optional<SavedMethod> m_kept; ///< what plans are collected from
    RequestId m_keptLoad;
};

} // namespace lectern
