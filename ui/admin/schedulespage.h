#pragma once
#include "items/schedulelistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

class QGridLayout;

namespace lectern {

class SearchField;
class TableView;

/// What students owe by their plans, overdue first; of the chosen one every payment, and what an admin can do about it.
class SchedulesPage final : public PageFrame
{
    Q_OBJECT
public:
    SchedulesPage(const Gateways& gateways, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    [[nodiscard]] QWidget* searchField() const override;

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);
    void changed(); ///< what is overdue may be less now

private:
    void buildTools();
    QWidget* buildPanel();
    void showSelected(int row);
    void showLines();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool mayChange(const ScheduleLine& line) const;
    void addLine(QGridLayout* grid, const ScheduleLine& line);
    void fillMenu(class QMenu* menu, const ScheduleLine& line);
    void move(const ScheduleLine& line);
    void waive(const ScheduleLine& line);
    void record(const ScheduleLine& line);
    void setPaused(bool paused);
    void take(const Schedule& schedule, const QString& said);

    Gateways m_gateways;
    Access m_access;
    ScheduleListModel* m_model;
    SearchField* m_search;
    TableView* m_table;
    ListDetail* m_body = nullptr;
    QLabel* m_course;
    QLabel* m_who;
    Chip* m_chip;
    MoneyLabel* m_paid;
    QLabel* m_total;
    QLabel* m_next;
    QVBoxLayout* m_lines;
    QPushButton* m_pause = nullptr; ///< null for those who may only read
    Schedule m_current;
};

} // namespace lectern
