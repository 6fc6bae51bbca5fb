#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"
#include <functional>

class QButtonGroup;
class QGridLayout;

namespace lectern {

/// The free times of seven days, by the reader's own clocks: a day, and a time of it.
class SlotPicker final : public QWidget
{
    Q_OBJECT
public:
    /// Asks for what is free within [from, until).
    using Finder = std::function<Reply<QList<FreeSlot>>(const QDateTime& from, const QDateTime& until)>;
    explicit SlotPicker(Finder find, QWidget* parent = nullptr);
    void startAt(const QDate& day); ///< loads the seven days from then; not before today
    void reload(); ///< what was chosen is chosen again where it is free
    void forget() { m_chosen.reset(); }
    [[nodiscard]] std::optional<FreeSlot> chosen() const { return m_chosen; }

Q_SIGNALS:
    void picked(); ///< or what was chosen is not any more

private:
    void display(const QList<FreeSlot>& found);
    void showDay(int day);

    Finder m_find;
    QDate m_first; ///< of the seven days that are shown
    int m_day = 0; ///< of them, whose times are shown
    QList<QList<FreeSlot>> m_days;
    QLabel* m_name;
    QLabel* m_zone;
    QAbstractButton* m_previous;
    StateStack* m_states;
    QGridLayout* m_dayButtons;
    QGridLayout* m_times;
    QButtonGroup* m_dayGroup = nullptr;
    QButtonGroup* m_timeGroup = nullptr;
    std::optional<FreeSlot> m_chosen;
    QDateTime m_wanted; ///< the start that was chosen before it was loaded again
    RequestId m_request;
};

/// "Europe/Berlin, UTC+01:00": whose clocks times are shown by.
[[nodiscard]] QString zoneText(const QTimeZone& zone, const QDate& day);

} // namespace lectern
