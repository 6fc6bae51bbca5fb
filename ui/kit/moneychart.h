#pragma once
#include "domain/vaults.h"
#include "ui/kit/widgets.h"

class QAbstractAxis;
class QAbstractSeries;
class QChart;
class QChartView;
class QGraphicsLineItem;

namespace lectern {

/// What came in per day, or the balance over time, with the exact amounts on hover. A click picks a day;
/// the menu exports the picture or the numbers.
class MoneyChart final : public QWidget
{
    Q_OBJECT
public:
    enum class What { Earned, Balance };
    explicit MoneyChart(What what, const QString& name, QWidget* parent = nullptr);
    void setSeries(const VaultSeries& series);
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QPoint positionOf(int day) const; ///< where a day is drawn, in the view

Q_SIGNALS:
    void dayPicked(const QDateTime& day);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void addAxes(QAbstractSeries* area, double top, double bottom);
    [[nodiscard]] QAbstractAxis* dayAxis() const;
    void point(int day, const QPoint& global);
    [[nodiscard]] int pointAt(const QPoint& at) const;
    void showMenu(const QPoint& at);
    void exportPng();
    void exportCsv();
    [[nodiscard]] const Money& valueOf(const VaultPoint& point) const;

    What m_what;
    VaultSeries m_series;
    QChart* m_chart;
    QChartView* m_view;
    QGraphicsLineItem* m_mark;
};

} // namespace lectern
