#include "ui/kit/moneychart.h"
#include "ui/kit/scale.h"
#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QFileDialog>
#include <QGraphicsLineItem>
#include <QLineSeries>
#include <QMenu>
#include <QMouseEvent>
#include <QSaveFile>
#include <QToolTip>
#include <QtMath>
#include <QValueAxis>

namespace lectern {

MoneyChart::MoneyChart(What what, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_what(what)
    , m_chart(new QChart)
    , m_view(new QChartView)
{
    m_view->setChart(m_chart);
    m_view->setObjectName(name);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    // The view does not hand its own mouse tracking to its viewport, which is where the mouse is.
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_view->viewport()->setCursor(Qt::PointingHandCursor);
    m_mark = new QGraphicsLineItem(m_chart);
    m_mark->setZValue(20);
    m_mark->hide();
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &MoneyChart::showMenu);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->setContentsMargins(-8, -6, -8, -8);
    // The view would ask for the size of its scene; it takes what it gets.
    m_view->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto* all = column(0);
    all->addWidget(m_view);
    setLayout(all);
    setMinimumHeight(190);
    connect(&Theme::instance(), &Theme::changed, this, &MoneyChart::rebuild);
    rebuild();
}

const Money& MoneyChart::valueOf(const VaultPoint& point) const
{
    return m_what == What::Earned ? point.earned : point.balance;
}

void MoneyChart::setSeries(const VaultSeries& series)
{
    if (m_series == series) return;
    m_series = series;
    rebuild();
}

void MoneyChart::rebuild()
{
    const Tokens& t = tokens();
    m_mark->hide();
    m_chart->removeAllSeries();
    for (QAbstractAxis* axis : m_chart->axes()) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    m_view->setBackgroundBrush(t.card);
    const auto& points = m_series.points;
    setAccessibleName(m_what == What::Earned ? tr("Earnings per day") : tr("Balance over time"));
    m_chart->setTitle(points.isEmpty() ? tr("Nothing to draw yet") : QString());
    m_chart->setTitleFont(uiFont(textsize::body));
    m_chart->setTitleBrush(t.inkFaint);
    if (points.isEmpty()) return;
    double unit = 1;
    for (int i = 0; i < points.first().earned.currency().digits(); ++i)
        unit *= 10;
    auto* line = new QLineSeries(m_chart);
    auto* floor = new QLineSeries(m_chart);
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < int(points.size()); ++i) {
        const double value = double(valueOf(points.at(i)).minor()) / unit;
        line->append(i, value);
        floor->append(i, 0);
        top = qMax(top, value);
        bottom = qMin(bottom, value);
    }
    auto* area = new QAreaSeries(line, floor);
    const QColor color = m_what == What::Earned ? t.accent : t.of(Tone::Gold);
    QColor soft = color;
    soft.setAlphaF(0.13F);
    area->setPen(QPen(color, 2));
    area->setBrush(soft);
    m_chart->addSeries(area);

    addAxes(area, top, bottom);
}

QAbstractAxis* MoneyChart::dayAxis() const
{
    const Tokens& t = tokens();
    const int last = int(m_series.points.size()) - 1;
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(0, qMax(1, last));
    axis->setLabelsFont(uiFont(textsize::small));
    axis->setLabelsColor(t.inkFaint);
    axis->setGridLineVisible(false);
    axis->setLinePen(QPen(t.line));
    axis->setTruncateLabels(false);
    // The first and the last day would be cut at the edges; a step inside reads better.
    const int steps = qBound(1, last, 5);
    for (int i = 0; i < steps; ++i) {
        const int day = qRound((i + 0.5) * last / steps);
        axis->append(dayText(m_series.points.at(day).day.date()), day);
    }
    return axis;
}

void MoneyChart::addAxes(QAbstractSeries* area, double top, double bottom)
{
    const Tokens& t = tokens();
    const Money& first = m_series.points.first().earned;
    auto* y = new QValueAxis;
    const Scale scale = scaleFor(qMax(top, -bottom), first.currency().digits() == 0);
    const double step = scale.top / qMax(1, scale.ticks - 1);
    const int above = bottom < 0 ? qMax(1, qCeil(top / step)) : scale.ticks - 1;
    const int below = qCeil(-bottom / step);
    y->setRange(-below * step, above * step);
    y->setTickCount(above + below + 1);
    y->setLabelFormat(QStringLiteral("%.%1f").arg(scale.decimals));
    y->setLabelsFont(uiFont(textsize::small));
    y->setLabelsColor(t.inkFaint);
    y->setGridLineColor(t.line);
    y->setLinePen(QPen(Qt::NoPen));
    y->setTitleText(first.currency().code());
    y->setTitleFont(uiFont(textsize::small));
    y->setTitleBrush(t.inkFaint);
    QAbstractAxis* x = dayAxis();
    m_chart->addAxis(x, Qt::AlignBottom);
    m_chart->addAxis(y, Qt::AlignLeft);
    area->attachAxis(x);
    area->attachAxis(y);
}

QPoint MoneyChart::positionOf(int day) const
{
    if (day < 0 || day >= int(m_series.points.size()) || m_chart->series().isEmpty()) return {};
    const QPointF inChart = m_chart->mapToPosition({double(day), 0}, m_chart->series().first());
    return m_view->mapFromScene(m_chart->mapToScene({inChart.x(), m_chart->plotArea().center().y()}));
}

int MoneyChart::pointAt(const QPoint& at) const
{
    if (m_series.points.isEmpty() || m_chart->series().isEmpty()) return -1;
    const QPointF value = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(at)), m_chart->series().first());
    return qBound(0, qRound(value.x()), int(m_series.points.size()) - 1);
}

void MoneyChart::point(int day, const QPoint& global)
{
    m_mark->setVisible(day >= 0);
    if (day < 0) return QToolTip::hideText();
    const VaultPoint& point = m_series.points.at(day);
    const double x = m_chart->mapToPosition({double(day), 0}, m_chart->series().first()).x();
    m_mark->setLine(x, m_chart->plotArea().top(), x, m_chart->plotArea().bottom());
    m_mark->setPen(QPen(tokens().inkFaint, 1, Qt::DashLine));
    QToolTip::showText(global,
                       tr("%1\nEarned %2\nBalance %3")
                           .arg(longDayText(point.day.date()), moneyText(point.earned), moneyText(point.balance)),
                       m_view);
}

bool MoneyChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseMove) {
        auto* mouse = static_cast<QMouseEvent*>(event);
        point(pointAt(mouse->pos()), mouse->globalPosition().toPoint());
    } else if (event->type() == QEvent::Leave) {
        point(-1, {});
    } else if (event->type() == QEvent::MouseButtonPress &&
               static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
        const int i = pointAt(static_cast<QMouseEvent*>(event)->pos());
        if (i >= 0) Q_EMIT dayPicked(m_series.points.at(i).day);
    }
    return QWidget::eventFilter(watched, event);
}

QString MoneyChart::csv() const
{
    QStringList lines{csvLine(
        {QStringLiteral("day"), QStringLiteral("earned"), QStringLiteral("balance"), QStringLiteral("currency")})};
    for (const VaultPoint& point : m_series.points)
        lines.append(csvLine({point.day.date().toString(Qt::ISODate), point.earned.toDecimal(),
                              point.balance.toDecimal(), point.earned.currency().code()}));
    return lines.join(u'\n') + u'\n';
}

void MoneyChart::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Save as picture…"), this, &MoneyChart::exportPng);
    menu->addAction(tr("Save numbers as CSV…"), this, &MoneyChart::exportCsv);
    menu->popup(m_view->mapToGlobal(at));
}

void MoneyChart::exportPng()
{
    auto* dialog = new QFileDialog(this, tr("Save the chart"), QString(), tr("PNG (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_view->grab().save(path, "PNG"); });
    dialog->open();
}

void MoneyChart::exportCsv()
{
    auto* dialog = new QFileDialog(this, tr("Save the numbers"), QString(), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(csv().toUtf8()) >= 0) file.commit();
    });
    dialog->open();
}

} // namespace lectern
