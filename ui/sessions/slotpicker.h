#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"

class QButtonGroup;
class QGridLayout;

namespace lectern {

/// The free times of a week, day by day, in the reader's own time zone.
class SlotPicker final : public QWidget
{
    Q_OBJECT
public:
    SlotPicker(SessionCatalogueGateway* catalogue, const GigId& gig, QWidget* parent = nullptr);
    void setMinutes(int minutes); ///< loads again
    void reload();
    [[nodiscard]] std::optional<FreeSlot> chosen() const { return m_chosen; }

Q_SIGNALS:
    void picked();

private:
    void goTo(const QDate& first);
    void display(const QList<FreeSlot>& found);
    void pick(const FreeSlot& slot);

    SessionCatalogueGateway* m_catalogue;
    GigId m_gig;
    int m_minutes = 0;
    QDate m_first; ///< of the seven days that are shown
    QLabel* m_name;
    QLabel* m_zone;
    QAbstractButton* m_previous;
    StateStack* m_states;
    QGridLayout* m_days;
    QButtonGroup* m_group = nullptr;
    std::optional<FreeSlot> m_chosen;
    RequestId m_request;
};

/// "Europe/Berlin, UTC+01:00": whose clocks times are shown by.
[[nodiscard]] QString zoneText(const QTimeZone& zone, const QDate& day);

} // namespace lectern
