#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QDateTimeEdit;

namespace lectern {

/// A teacher asks for another time of a session.
class TimeDialog final : public DialogFrame
{
    Q_OBJECT
public:
    TimeDialog(const Booking& booking, BookingsGateway* bookings, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Booking& booking);

protected:
    std::optional<Error> check() override;

private:
    Booking m_booking;
    QDateTimeEdit* m_start;
};

} // namespace lectern
