#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// The student's plans: of each what happens next in words, every payment with its day and state, and a way to pay
/// what is open now.
class PlansView final : public QWidget
{
    Q_OBJECT
public:
    explicit PlansView(SchedulesGateway* schedules, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);
    void resumeWanted(const lectern::EnrollmentId& id); ///< the first payment, which opens the course
    void overdueChanged(int count);
    void toast(const QString& text, lectern::Tone tone);

private:
    void display(const QList<Schedule>& schedules);
    QWidget* cardOf(const Schedule& schedule);
    void pay(const Schedule& schedule, const ScheduleLine& line, QPushButton* button);

    SchedulesGateway* m_schedules;
    StateStack* m_states;
    QVBoxLayout* m_cards;
    QHash<QString, QString> m_keys; ///< of lines that are being paid: pressing again is the same payment
    RequestId m_request;
};

} // namespace lectern
