#include "ui/teacher/overviewpage.h"
#include "ui/kit/flowlayout.h"

namespace lectern {

OverviewPage::OverviewPage(ReportsGateway* reports, const User& user, QWidget* parent)
    : PageFrame(tr("Overview"), parent)
    , m_reports(reports)
    , m_admin(user.role == Role::Admin)
    , m_month(new StatTile(tr("Earned this month"), QStringLiteral("office-chart-line"), Tone::Accent))
    , m_total(new StatTile(tr("Earned in all"), QStringLiteral("view-financial-account"), Tone::Gold))
    , m_students(new StatTile(tr("Students"), QStringLiteral("system-users"), Tone::Blue))
    , m_fourth(new StatTile(m_admin ? tr("Teachers") : tr("Completion"),
                            m_admin ? QStringLiteral("user") : QStringLiteral("license"), Tone::Green))
    , m_payments(new StatTile(tr("Payments today"), QStringLiteral("view-list-details"), Tone::Neutral))
    , m_chart(new MoneyChart(MoneyChart::What::Earned, QStringLiteral("overview.chart")))
{
    setSubtitle(m_admin ? tr("The whole school, at a glance") : tr("Welcome, %1").arg(user.name));
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 176);
    for (StatTile* tile : {m_month, m_total, m_students, m_fourth, m_payments})
        flow->addWidget(tile);
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    m_payments->setVisible(m_admin);
    lines->addWidget(tiles);
    auto* card = new Card(m_admin ? tr("The platform's earnings, last 90 days") : tr("Your share of sales, last 90 days"));
    m_chart->setMinimumHeight(280);
    card->setMaximumHeight(560); // a tall window does not make a tall chart
    card->body()->addWidget(m_chart, 1);
    card->body()->addWidget(
        makeLabel(TextStyle::Small, m_admin ? tr("By the day of booking, after refunds and disputes. Point at a day for the exact amounts; click it to see the sales.")
                                            : tr("By the day of the sale, before refunds. Point at a day for the exact amounts; click it to see what happened.")));
    lines->addWidget(card, 1);
    lines->addStretch();
    body->setLayout(lines);
    m_states = setContent(
        body, Skeleton::Shape::Dashboard,
        m_admin ? EmptyText{QStringLiteral("office-chart-line"), tr("Nothing has happened yet"),
                            tr("As soon as the first course is launched and bought, you see it here."),
                            tr("Look at the courses")}
                : EmptyText{QStringLiteral("office-chart-line"), tr("Your first course makes this page"),
                            tr("Write a course, have it approved and launch it. Students and earnings show up here."),
                            tr("Go to my courses")},
        true);
    m_states->setOfflineHint(tr("Numbers come from the server. Drafts that you saved are safe."));
    connect(m_states, &StateStack::emptyAction, this, &OverviewPage::coursesWanted);
    connect(m_chart, &MoneyChart::dayPicked, this, [this](const QDateTime& day) { Q_EMIT dayWanted(day, m_currency); });
    refresh();
}

void OverviewPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_reports->overview(), [this, id](const Result<Overview>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        if (answer->courses == 0 && answer->students == 0 && answer->revenueTotal.isZero())
            return m_states->showEmpty();
        display(*answer);
        m_states->showContent();
    });
}

void OverviewPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("vault") ||
        message.topic == QStringLiteral("enrollment"))
        refresh();
}

void OverviewPage::display(const Overview& overview)
{
    const QLocale locale;
    m_month->setValue(moneyText(overview.revenueThisMonth));
    m_month->setRemark(tr("after refunds and disputes"));
    m_total->setValue(moneyText(overview.revenueTotal));
    m_total->setRemark(tr("after refunds and disputes"));
    m_students->setValue(locale.toString(overview.students));
    m_students->setRemark(tr("in %n launched courses", nullptr, overview.courses));
    if (m_admin) {
        m_fourth->setValue(locale.toString(overview.teachers));
        m_fourth->setRemark(tr("with a vault"));
    } else {
        m_fourth->setValue(locale.toString(overview.completionPercent) + u'%');
        m_fourth->setRemark(tr("of all lectures are done"));
    }
    m_payments->setValue(locale.toString(overview.paymentsToday));
    m_payments->setRemark(tr("settled since midnight"));
    m_currency = overview.revenueTotal.currency().code();
    m_chart->setSeries(overview.series);
}

} // namespace lectern
