#include "items/bookinglistmodel.h"

namespace lectern {

BookingListModel::BookingListModel(BookingsGateway* bookings, QObject* parent)
    : PagedModel(parent)
    , m_bookings(bookings)
{
}

void BookingListModel::setFilter(const BookingFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant BookingListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Session");
    case Student:
        return tr("Student");
    case Teacher:
        return tr("Teacher");
    case Starts:
        return tr("When");
    case State:
        return tr("State");
    case Paid:
        return tr("Payment");
    case Total:
        return tr("Price");
    default:
        return {};
    }
}

QVariant BookingListModel::cell(const Booking& item, int column) const
{
    switch (column) {
    case Title:
        if (item.claim && item.claim->state == ClaimState::Open) return tr("Reported · %1").arg(item.title);
        return item.proposedStartsAt ? tr("Another time? · %1").arg(item.title) : item.title;
    case Student:
        return item.studentName;
    case Teacher:
        return item.teacherName;
    case Starts:
        return QVariant::fromValue(Moment{item.startsAt});
    case State:
        return QVariant::fromValue(item.state);
    case Paid:
        return QVariant::fromValue(item.payment);
    case Total:
        return QVariant::fromValue(item.price.total);
    default:
        return {};
    }
}

Reply<Page<Booking>> BookingListModel::ask(const PageRequest& page) { return m_bookings->bookings(m_filter, page); }

} // namespace lectern
