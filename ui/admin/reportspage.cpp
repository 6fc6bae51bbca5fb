#include "ui/admin/reportspage.h"
#include "ui/kit/currencypicker.h"
#include "ui/kit/exports.h"
#include "ui/kit/formfield.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

namespace {

const QString kCustom = QStringLiteral("custom");
const QString kUsual = QStringLiteral("90"); // days

double majorUnits(const Money& money)
{
    double unit = 1; // for drawing only; amounts in words never go through it
    for (int i = 0; i < money.currency().digits(); ++i)
        unit *= 10;
    return double(money.minor()) / unit;
}

QDateTime midnight(const QDate& day) { return {day, QTime(0, 0), Qt::UTC}; }

bool overTime(ReportKind kind) { return kind == ReportKind::Days || kind == ReportKind::Months; }

} // namespace

ReportsPage::ReportsPage(BooksGateway* books, AccountsGateway* accounts, QWidget* parent)
    : PageFrame(tr("Reports"), parent)
    , m_model(new ReportModel(books, this))
    , m_currency(new CurrencyPicker(accounts, books))
    , m_kinds(new FilterChips(tr("Report")))
    , m_span(new FilterChips(tr("Span of time")))
    , m_custom(new QWidget)
    , m_from(makeDateEdit(QStringLiteral("reports.from"), QDate::currentDate().addDays(-30)))
    , m_until(makeDateEdit(QStringLiteral("reports.until"), QDate::currentDate()))
    , m_chart(new ReportChart(QStringLiteral("reports.chart")))
    , m_total(makeLabel(TextStyle::Strong, {}))
    , m_tables(new QStackedWidget)
{
    addHead();
    addFilters();
    auto* card = new Card(nullptr, space::l);
    m_total->setObjectName(QStringLiteral("reports.total"));
    card->body()->setSpacing(space::s);
    card->body()->addWidget(m_total);
    m_chart->setFixedHeight(260);
    card->body()->addWidget(m_chart);
    card->body()->addWidget(makeText(TextStyle::Small, tr("Click a bar or a row to see the payments behind it.")));
    m_money = addTable({{ReportModel::Label, 0}, {ReportModel::Count, 90}, {ReportModel::Gross, 130}, {ReportModel::Refunded, 120, 620},
                        {ReportModel::Teacher, 130, 760}, {ReportModel::Platform, 130, 500}},
                       QStringLiteral("reports.table"));
    m_conversion = addTable({{ReportModel::Label, 0}, {ReportModel::Views, 130}, {ReportModel::Enrolled, 100}, {ReportModel::EnrolledShare, 130, 640},
                             {ReportModel::Count, 90}, {ReportModel::PaidShare, 130, 760}},
                            QStringLiteral("reports.conversion"));
    m_failures = addTable({{ReportModel::Label, 0}, {ReportModel::Count, 100}, {ReportModel::Gross, 140}}, QStringLiteral("reports.failures"));
    m_tables->setMinimumHeight(320);
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(card);
    lines->addWidget(m_tables, 1);
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Dashboard,
                          {QStringLiteral("office-chart-line"), tr("Nothing in this time"),
                           tr("Sales appear here from the first payment on. Choose a longer time to see more."), {}},
                          true);
    m_states->setOfflineHint(tr("Numbers come from the server."));
    m_states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, &ReportsPage::display);
    connect(m_chart, &ReportChart::barPicked, this, &ReportsPage::drillDown);
    connect(m_currency, &CurrencyPicker::chosen, this, &ReportsPage::load);
    connect(m_currency, &CurrencyPicker::failed, m_states, &StateStack::showError);
    refresh();
}

void ReportsPage::addHead()
{
    auto* monthEnd = makeButton(ButtonKind::Secondary, tr("Month end"), QStringLiteral("reports.monthEnd"));
    auto* debts = makeButton(ButtonKind::Secondary, tr("Debts"), QStringLiteral("reports.debts"));
    auto* save = makeButton(ButtonKind::Secondary, tr("Save"), QStringLiteral("reports.save"));
    auto* menu = new QMenu(save);
    const auto saved = [this](const QString&) { Q_EMIT toast(tr("Saved"), Tone::Green); };
    menu->addAction(tr("Chart as picture…"), this,
                    [this, saved] { savePng(this, fileName(), [this] { return m_chart->png(); }, saved); });
    menu->addAction(tr("Table as CSV…"), this,
                    [this, saved] { saveCsv(this, fileName(), [this] { return table()->allCsv().toUtf8(); }, saved); });
    save->setMenu(menu);
    save->setProperty("has-menu", true);
    for (QWidget* part : std::initializer_list<QWidget*>{m_currency, monthEnd, debts, save})
        addAction(part);
    connect(monthEnd, &QPushButton::clicked, this, &ReportsPage::monthEndWanted);
    connect(debts, &QPushButton::clicked, this, &ReportsPage::debtsWanted);
}

void ReportsPage::addFilters()
{
    const std::pair<ReportKind, QString> kinds[] = {
        {ReportKind::Days, tr("Days")},         {ReportKind::Months, tr("Months")},   {ReportKind::Courses, tr("Courses")},
        {ReportKind::Categories, tr("Categories")}, {ReportKind::Teachers, tr("Teachers")}, {ReportKind::Coupons, tr("Coupons")}, {ReportKind::Sources, tr("Sources")},
        {ReportKind::States, tr("States")},     {ReportKind::Conversion, tr("Conversion")}, {ReportKind::Failures, tr("Failures")}};
    for (const auto& [one, text] : kinds)
        m_kinds->add(toText(one), text);
    m_kinds->setCurrent(toText(ReportKind::Days));
    m_span->add(QStringLiteral("30"), tr("30 days"));
    m_span->add(kUsual, tr("90 days"));
    m_span->add(QStringLiteral("365"), tr("A year"));
    m_span->add(kCustom, tr("From … to …"));
    m_span->setCurrent(kUsual);
    auto* days = row(space::s);
    const std::pair<QDateEdit*, QString> edits[] = {{m_from, tr("From")}, {m_until, tr("To")}};
    for (const auto& [edit, name] : edits) {
        edit->setAccessibleName(name);
        edit->setMaximumDate(QDate::currentDate());
        auto* label = makeLabel(TextStyle::Muted, name);
        label->setBuddy(edit);
        days->addWidget(label);
        days->addWidget(edit);
        connect(edit, &QDateEdit::dateChanged, this, &ReportsPage::load);
    }
    days->addStretch();
    m_custom->setLayout(days);
    m_custom->hide();
    auto* bar = new FilterBar;
    bar->add(m_kinds);
    bar->add(m_span);
    addTools(bar);
    addTools(m_custom);
    connect(m_kinds, &FilterChips::chosen, this, &ReportsPage::load);
    connect(m_span, &FilterChips::chosen, this, [this](const QString& key) {
        m_custom->setVisible(key == kCustom);
        load();
    });
}

TableView* ReportsPage::addTable(const QList<TableColumn>& columns, const QString& name)
{
    auto* view = new TableView(m_model, columns, name);
    view->setOpensOnClick();
    m_tables->addWidget(view);
    connect(view, &TableView::opened, this, &ReportsPage::drillDown);
    connect(view, &TableView::selected, this, [this, view](int row) {
        if (view == table()) m_chart->selectBar(row);
    });
    view->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Show the payments"), this, [this, row] { drillDown(row); });
    });
    return view;
}

ReportKind ReportsPage::kind() const
{
    ReportKind value = ReportKind::Days;
    fromText(m_kinds->current(), value);
    return value;
}

TableView* ReportsPage::table() const
{
    const ReportKind now = m_model->query().kind;
    return now == ReportKind::Conversion ? m_conversion : now == ReportKind::Failures ? m_failures : m_money;
}

QString ReportsPage::fileName() const
{
    const ReportModel::Query& query = m_model->query();
    return QStringLiteral("%1-%2-%3").arg(toText(query.kind), query.from.date().toString(Qt::ISODate), query.currency);
}

void ReportsPage::refresh()
{
    if (m_currency->code().isEmpty()) {
        m_states->showLoading();
        return m_currency->load();
    }
    load();
}

void ReportsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("refund")) refresh();
}

void ReportsPage::showMonth(const QDate& month, const QString& currency)
{
    m_kinds->setCurrent(toText(ReportKind::Teachers));
    showSpan(kCustom, month, qMin(month.addMonths(1).addDays(-1), QDate::currentDate()));
    m_currency->choose(currency);
    refresh();
}

void ReportsPage::showAll()
{
    m_kinds->setCurrent(toText(ReportKind::Days));
    showSpan(kUsual, m_from->date(), m_until->date());
    refresh();
}

void ReportsPage::showSpan(const QString& span, const QDate& from, const QDate& until)
{
    const QSignalBlocker one(m_from), other(m_until);
    m_from->setDate(from);
    m_until->setDate(until);
    m_span->setCurrent(span);
    m_custom->setVisible(span == kCustom);
}

void ReportsPage::load()
{
    if (m_currency->code().isEmpty()) return;
    // Days end with today, which is under way.
    const QDate tomorrow = QDateTime::currentDateTimeUtc().date().addDays(1);
    ReportModel::Query query{kind(), m_currency->code(), midnight(tomorrow.addDays(-m_span->current().toInt())), midnight(tomorrow)};
    if (m_span->current() == kCustom) {
        query.from = midnight(qMin(m_from->date(), m_until->date()));
        query.until = midnight(qMax(m_from->date(), m_until->date()).addDays(1));
    }
    if (query.kind != m_model->query().kind || query.currency != m_model->query().currency) {
        // Rows of another report under the new headings would be wrong: show that it loads.
        m_states->reset();
    }
    const bool ofCoupons = query.kind == ReportKind::Coupons;
    m_states->setEmptyText({QStringLiteral("office-chart-line"), tr("Nothing in this time"),
                            ofCoupons ? tr("No sale of this time had a coupon. Coupons are made under Coupons.")
                            : query.kind == ReportKind::Failures ? tr("No payment was declined in this time.")
                                                                 : tr("Sales appear here from the first payment on. Choose a longer time to see more."), {}});
    m_model->show(query);
    m_tables->setCurrentWidget(table());
}

ReportChart::Bar ReportsPage::barOf(const ReportRow& item, const QString& label) const
{
    const ReportKind now = m_model->query().kind;
    if (now == ReportKind::Conversion)
        return {label, tr("%1\nOpened the page: %2\nEnrolled: %3\nGot in: %4").arg(label, QLocale().toString(item.views), QLocale().toString(item.enrolled), QLocale().toString(item.count)),
                {double(item.views), double(item.enrolled), double(item.count)}};
    if (now == ReportKind::Failures)
        return {label, tr("%1\nDeclined: %2\nAmount: %3").arg(label, QLocale().toString(item.count), moneyText(item.gross)), {double(item.count)}};
    return {label, tr("%1\nAmount: %2\nTaken back: %3\nPlatform: %4").arg(label, moneyText(item.gross), moneyText(item.refunded), moneyText(item.platform)),
            {majorUnits(item.gross)}};
}

ReportChart::Picture ReportsPage::picture() const
{
    const ReportKind now = m_model->query().kind;
    ReportChart::Picture picture;
    picture.overTime = overTime(now);
    picture.names = now == ReportKind::Conversion ? QStringList{tr("Opened the page"), tr("Enrolled"), tr("Got in")}
                    : now == ReportKind::Failures ? QStringList{tr("Declined")}
                                                  : QStringList{tr("Amount")};
    if (now != ReportKind::Conversion && now != ReportKind::Failures) picture.unit = m_model->query().currency;
    for (int i = 0; i < m_model->rowCount(); ++i)
        picture.bars.append(barOf(m_model->at(i), valueText(m_model->index(i, ReportModel::Label).data(ValueRole))));
    return picture;
}

void ReportsPage::display()
{
    if (m_model->state() != PagedListModel::State::Ready) return;
    m_chart->show(picture());
    const ReportKind now = m_model->query().kind;
    int count = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        count += m_model->at(i).count;
    const QString number = QLocale().toString(count);
    const QString amount = moneyText(m_model->report().total);
    m_total->setText(now == ReportKind::Conversion ? tr("%1 paid or got in for free, of those who opened a course's page").arg(number)
                     : now == ReportKind::Failures ? tr("%1 attempts declined, %2 in all").arg(number, amount)
                     : now == ReportKind::States   ? tr("%1 payments, %2 in all; top-ups of wallets are not among them").arg(number, amount)
                                                   : tr("%1 sales, %2 in all").arg(number, amount));
    const bool cut = !picture().overTime && m_model->rowCount() > ReportChart::kMaxLying;
    if (cut) m_total->setText(m_total->text() + QStringLiteral(" · ") + tr("the largest are drawn"));
}

PaymentScope ReportsPage::scopeOf(const ReportRow& item) const
{
    const ReportModel::Query& query = m_model->query();
    PaymentScope scope;
    PaymentFilter& filter = scope.filter;
    filter.moment = PaymentMoment::Sold;
    filter.currency = query.currency;
    filter.from = query.from;
    filter.until = query.until;
    const auto narrow = [&](const QDate& first, const QDate& after) {
        filter.from = qMax(query.from, midnight(first));
        filter.until = qMin(query.until, midnight(after));
    };
    const QDate day = QDate::fromString(query.kind == ReportKind::Months ? item.key + QStringLiteral("-01") : item.key, Qt::ISODate);
    PaymentState state{};
    switch (query.kind) {
    case ReportKind::Days:
        narrow(day, day.addDays(1));
        break;
    case ReportKind::Months:
        narrow(day, day.addMonths(1));
        break;
    case ReportKind::Courses:
    case ReportKind::Conversion:
        filter.courseId = CourseId{item.key};
        scope.courseTitle = item.label;
        break;
    case ReportKind::Categories:
        filter.categoryId = CategoryId{item.key};
        scope.categoryName = item.label;
        break;
    case ReportKind::Teachers:
        filter.teacherId = UserId{item.key};
        scope.teacherName = item.label;
        break;
    case ReportKind::Coupons:
        filter.couponCode = item.key;
        break;
    case ReportKind::Sources:
        if (EnrollmentSource source{}; fromText(item.key, source)) filter.source = source;
        break;
    case ReportKind::States:
        filter.moment = PaymentMoment::Ordered;
        if (PaymentStanding standing{}; fromText(item.key, standing)) filter.standing = standing;
        if (fromText(item.key, state)) {
            filter.state = state;
            filter.standing = PaymentStanding::Usual;
        }
        break;
    case ReportKind::Failures:
        filter.moment = PaymentMoment::Declined;
        filter.declineCode = item.key;
        break;
    }
    return scope;
}

void ReportsPage::drillDown(int row)
{
    if (row < 0 || row >= m_model->rowCount()) return;
    const ReportKind kind = m_model->query().kind;
    if ((kind == ReportKind::Courses || kind == ReportKind::Sources) && m_model->at(row).key.isEmpty()) return (void)Q_EMIT sessionsWanted();
    Q_EMIT paymentsWanted(scopeOf(m_model->at(row)));
}

} // namespace lectern
