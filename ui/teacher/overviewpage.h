#pragma once
#include "ui/kit/moneychart.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The numbers on top of the day, for a teacher or an admin.
class OverviewPage final : public PageFrame
{
    Q_OBJECT
public:
    OverviewPage(ReportsGateway* reports, const User& user, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void coursesWanted();
    void dayWanted(const QDateTime& day, const QString& currency);

private:
    void display(const Overview& overview);

    ReportsGateway* m_reports;
    bool m_admin;
    StateStack* m_states;
    StatTile* m_month;
    StatTile* m_total;
    StatTile* m_students;
    StatTile* m_fourth;
    StatTile* m_payments;
    MoneyChart* m_chart;
    QString m_currency; ///< of the chart
    RequestId m_load;
};

} // namespace lectern
