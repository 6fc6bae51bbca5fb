#pragma once
#include "ui/kit/widgets.h"

class QAbstractAxis;
class QAbstractBarSeries;
class QChart;
class QChartView;

namespace lectern {

/// Bars over the rows of a report: upright over time, lying with their names otherwise. The exact values show on
/// hover; a click picks the row.
class ReportChart final : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString label;
        QString tip;
        QList<double> values; ///< one for each name
    };
    struct Picture
    {
        QList<Bar> bars;
        QStringList names; ///< of the values; more than one get a legend
        QString unit;      ///< "USD"; empty for counts
        bool overTime = true;
    };
    static constexpr int kMaxLying = 10; ///< so many lying bars can be read

    explicit ReportChart(const QString& name, QWidget* parent = nullptr);
    void show(const Picture& picture);
    void selectBar(int bar); ///< -1: none
    [[nodiscard]] QByteArray png() const;
    [[nodiscard]] QPoint positionOf(int bar) const; ///< where a bar stands, in the view
    [[nodiscard]] int barCount() const { return int(m_picture.bars.size()); }

Q_SIGNALS:
    void barPicked(int bar);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void addBars();
    void addAxes(double top);
    [[nodiscard]] QAbstractAxis* nameAxis() const;
    [[nodiscard]] int barAt(const QPoint& at) const;
    [[nodiscard]] int placeOf(int bar) const; ///< lying bars count from below

    Picture m_picture;
    int m_selected = -1;
    QChart* m_chart;
    QChartView* m_view;
    QAbstractBarSeries* m_series = nullptr;
};

} // namespace lectern
