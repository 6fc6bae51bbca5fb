#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Booked live sessions; the latest start first, of those that are ahead the soonest.
class BookingListModel final : public PagedModel<Booking>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title,   ///< QString
        Student, ///< QString
        Teacher, ///< QString
        Starts,  ///< Moment
        State,   ///< BookingState
        Paid,    ///< BookingPayment
        Total,   ///< Money
        ColumnCount,
    };
    explicit BookingListModel(BookingsGateway* bookings, QObject* parent = nullptr);
    /// Reloads when it differs.
    void setFilter(const BookingFilter& filter);
    [[nodiscard]] const BookingFilter& filter() const { return m_filter; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Booking& item, int column) const override;
    QString key(const Booking& item) const override { return item.id.value; }
    Reply<Page<Booking>> ask(const PageRequest& page) override;

private:
    BookingsGateway* m_bookings;
    BookingFilter m_filter;
};

} // namespace lectern
