#include "ui/kit/reportchart.h"
#include "ui/kit/exports.h"
#include "ui/kit/scale.h"
#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>

namespace lectern {

namespace {

constexpr int kLongestName = 190;

} // namespace

ReportChart::ReportChart(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_chart(new QChart)
    , m_view(new QChartView)
{
    m_view->setChart(m_chart);
    m_view->setObjectName(name);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_view->viewport()->setCursor(Qt::PointingHandCursor);
    m_view->setFocusPolicy(Qt::NoFocus); // the table below it has the same rows for the keyboard
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->setContentsMargins(-8, -6, -8, -8);
    m_view->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto* all = column(0);
    all->addWidget(m_view);
    setLayout(all);
    setAccessibleName(tr("Chart of the table below"));
    connect(&Theme::instance(), &Theme::changed, this, &ReportChart::rebuild);
    rebuild();
}

void ReportChart::show(const Picture& picture)
{
    m_picture = picture;
    if (!picture.overTime && m_picture.bars.size() > kMaxLying) m_picture.bars.resize(kMaxLying);
    m_selected = -1;
    rebuild();
}

int ReportChart::placeOf(int bar) const { return m_picture.overTime ? bar : barCount() - 1 - bar; }

void ReportChart::rebuild()
{
    const Tokens& t = tokens();
    m_series = nullptr;
    m_chart->removeAllSeries();
    for (QAbstractAxis* axis : m_chart->axes()) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    m_view->setBackgroundBrush(t.card);
    m_chart->setTitle(m_picture.bars.isEmpty() ? tr("Nothing to draw yet") : QString());
    m_chart->setTitleFont(uiFont(textsize::body));
    m_chart->setTitleBrush(t.inkFaint);
    m_chart->legend()->setVisible(m_picture.names.size() > 1);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->legend()->setFont(uiFont(textsize::small));
    m_chart->legend()->setLabelColor(t.inkSoft);
    if (!m_picture.bars.isEmpty()) addBars();
}

void ReportChart::addBars()
{
    const Tokens& t = tokens();
    const QColor colors[] = {t.accent, t.of(Tone::Gold), t.of(Tone::Blue)};
    m_series = m_picture.overTime ? static_cast<QAbstractBarSeries*>(new QBarSeries) : new QHorizontalBarSeries;
    double top = 0;
    for (int name = 0; name < int(m_picture.names.size()); ++name) {
        auto* set = new QBarSet(m_picture.names.at(name));
        QColor color = colors[name % 3];
        set->setPen(QPen(Qt::NoPen));
        set->setSelectedColor(color);
        if (m_selected >= 0) color.setAlphaF(0.35F);
        set->setColor(color);
        for (int place = 0; place < barCount(); ++place) {
            const double value = m_picture.bars.at(placeOf(place)).values.value(name);
            set->append(value);
            top = qMax(top, value);
        }
        if (m_selected >= 0) set->selectBar(placeOf(m_selected));
        m_series->append(set);
    }
    m_series->setBarWidth(m_picture.overTime ? 0.8 : 0.62);
    m_chart->addSeries(m_series);
    addAxes(top);
}

QAbstractAxis* ReportChart::nameAxis() const
{
    const Tokens& t = tokens();
    const QFont font = uiFont(textsize::small);
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(-0.5, barCount() - 0.5);
    axis->setLabelsFont(font);
    axis->setLabelsColor(m_picture.overTime ? t.inkFaint : t.inkSoft);
    axis->setGridLineVisible(false);
    axis->setLinePen(QPen(t.line));
    axis->setTruncateLabels(false);
    const int steps = m_picture.overTime ? qMin(barCount(), 6) : barCount();
    const QFontMetrics metrics(font);
    QSet<QString> used; // an axis drops the second of two equal names
    for (int i = 0; i < steps; ++i) {
        const int place = m_picture.overTime ? int((i + 0.5) * barCount() / steps) : i;
        QString label = metrics.elidedText(m_picture.bars.at(placeOf(place)).label.simplified(), Qt::ElideRight, kLongestName);
        while (used.contains(label))
            label += QChar(0x200B);
        used.insert(label);
        axis->append(label, place);
    }
    return axis;
}

void ReportChart::addAxes(double top)
{
    const Tokens& t = tokens();
    auto* values = new QValueAxis;
    const Scale scale = scaleFor(top, m_picture.unit.isEmpty());
    values->setRange(0, scale.top);
    values->setTickCount(scale.ticks);
    values->setLabelFormat(QStringLiteral("%.%1f").arg(scale.decimals));
    values->setLabelsFont(uiFont(textsize::small));
    values->setLabelsColor(t.inkFaint);
    values->setGridLineColor(t.line);
    values->setLinePen(QPen(Qt::NoPen));
    values->setTitleText(m_picture.unit);
    values->setTitleVisible(!m_picture.unit.isEmpty());
    values->setTitleFont(uiFont(textsize::small));
    values->setTitleBrush(t.inkFaint);
    QAbstractAxis* names = nameAxis();
    m_chart->addAxis(names, m_picture.overTime ? Qt::AlignBottom : Qt::AlignLeft);
    m_chart->addAxis(values, m_picture.overTime ? Qt::AlignLeft : Qt::AlignBottom);
    m_series->attachAxis(names);
    m_series->attachAxis(values);
}

void ReportChart::selectBar(int bar)
{
    if (bar == m_selected || bar >= barCount()) return;
    m_selected = bar;
    rebuild();
}

QByteArray ReportChart::png() const { return pngOf(m_view); }

QPoint ReportChart::positionOf(int bar) const
{
    if (!m_series || bar < 0 || bar >= barCount()) return {};
    const double place = placeOf(bar);
    const QPointF value = m_picture.overTime ? QPointF(place, 0) : QPointF(0, place);
    QPointF at = m_chart->mapToPosition(value, m_series);
    if (m_picture.overTime)
        at.setY(m_chart->plotArea().center().y());
    else
        at.setX(m_chart->plotArea().left() + 4);
    return m_view->mapFromScene(m_chart->mapToScene(at));
}

int ReportChart::barAt(const QPoint& at) const
{
    if (!m_series) return -1;
    const QPointF value = m_chart->mapToValue(m_chart->mapFromScene(m_view->mapToScene(at)), m_series);
    const int place = qRound(m_picture.overTime ? value.x() : value.y());
    return place < 0 || place >= barCount() ? -1 : placeOf(place);
}

bool ReportChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseMove) {
        auto* mouse = static_cast<QMouseEvent*>(event);
        const int bar = barAt(mouse->pos());
        if (bar < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), m_picture.bars.at(bar).tip, m_view);
    } else if (event->type() == QEvent::MouseButtonPress && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
        const int bar = barAt(static_cast<QMouseEvent*>(event)->pos());
        if (bar >= 0) Q_EMIT barPicked(bar);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lectern
