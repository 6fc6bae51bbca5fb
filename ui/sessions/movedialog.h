#pragma once
#include "ui/kit/dialogframe.h"
#include "ui/sessions/slotpicker.h"

class QCheckBox;
class QComboBox;
class QDateEdit;

namespace lectern {

/// Another time for a session: at once for a request, else by asking the other side. Teachers may go beyond their hours.
class MoveSessionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    MoveSessionDialog(const Booking& booking, Role reader, BookingsGateway* bookings, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Booking& booking);

protected:
    std::optional<Error> check() override;

private:
    void showChoice();
    void send();
    [[nodiscard]] bool isOutside() const;
    [[nodiscard]] std::optional<QDateTime> wanted() const;
    Booking m_booking;
    BookingsGateway* m_bookings;
    SlotPicker* m_slots;
    QCheckBox* m_outside;
    QDateEdit* m_day;
    QComboBox* m_clock; ///< of that day
    FormField* m_dayField;
    FormField* m_clockField;
    QLabel* m_choice;
};

} // namespace lectern
