#pragma once
#include "items/bookinglistmodel.h"
#include "ui/kit/statestack.h"
#include "ui/sessions/bookingpanel.h"

namespace lectern {

class FilterChips;

/// One's own booked sessions with what is chosen beside them: what is ahead, the soonest first; what waits for the reader; what is over.
class BookingList final : public QWidget
{
    Q_OBJECT
public:
    /// `empty` is said while nothing is ahead.
    BookingList(const Gateways& gateways, Role reader, const EmptyText& empty, const QString& tableName, QWidget* parent = nullptr);
    void reload() { m_model->reload(); }
    void showBooking(const BookingId& id);

Q_SIGNALS:
    void changed();
    void checkoutWanted(const lectern::Checkout& checkout);
    void emptyAction();
    void toast(const QString& text, lectern::Tone tone);

private:
    void applyFilter();
    Gateways m_gateways;
    EmptyText m_empty;
    BookingListModel* m_model;
    FilterChips* m_time;
    TableView* m_table;
    BookingPanel* m_panel;
    QWidget* m_body = nullptr;
    StateStack* m_states;
    RequestId m_request;
};

} // namespace lectern
