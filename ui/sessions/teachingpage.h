#pragma once
#include "ui/kit/pageframe.h"
#include "ui/sessions/bookinglist.h"
#include "ui/sessions/weekcalendar.h"

namespace lectern {

/// Live sessions of a teacher: the week, what waits and is booked, and what is offered.
class TeachingPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit TeachingPage(const Gateways& gateways, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;
    void showBooking(const BookingId& id);

Q_SIGNALS:
    void gigWanted(const std::optional<lectern::Gig>& gig); ///< nothing: a new one
    void hoursWanted();

private:
    QWidget* buildWeek();
    QWidget* buildGigs();
    void loadWeek();
    void loadGigs();
    void display(const QList<Gig>& gigs);
    QWidget* cardOf(const Gig& gig);
    void setState(const Gig& gig, GigState state);

    Gateways m_gateways;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    BookingList* m_list;
    WeekCalendar* m_week = nullptr;
    StateStack* m_weekStates = nullptr;
    QLabel* m_zone = nullptr;
    Notice* m_noHours = nullptr;
    QVBoxLayout* m_cards;
    StateStack* m_gigStates = nullptr;
    RequestId m_weekRequest;
    RequestId m_gigRequest;
};

} // namespace lectern
