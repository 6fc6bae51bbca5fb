#include "ui/admin/monthreportpage.h"
#include "ui/kit/currencypicker.h"
#include "ui/kit/exports.h"
#include "ui/kit/tableview.h"

namespace lectern {

namespace {

QDate monthOf(const QDate& day) { return {day.year(), day.month(), 1}; }
QDate thisMonth() { return monthOf(QDateTime::currentDateTimeUtc().date()); }

/// The payments that were sold in the month.
const QString kSales = QStringLiteral("sales");
/// Likewise, with the tax in each.
const QString kTaxes = QStringLiteral("taxes");
/// The month's sales by teacher.
const QString kReports = QStringLiteral("reports");

/// Where what an account holds is listed line by line; empty: nowhere.
QString placeOf(const QString& account)
{
    static const QHash<QString, QString> places{{QStringLiteral("gateway_pending"), QStringLiteral("reconciliation")},
                                                {QStringLiteral("gateway_available"), QStringLiteral("reconciliation")},
                                                {QStringLiteral("gateway_fees"), QStringLiteral("statement")},
                                                {QStringLiteral("suspense"), QStringLiteral("reconciliation")},
                                                {QStringLiteral("bank"), QStringLiteral("payments")},
                                                {QStringLiteral("offline_cash"), QStringLiteral("payments")},
                                                {QStringLiteral("student_wallet"), QStringLiteral("payments")},
                                                {QStringLiteral("teacher_vault"), QStringLiteral("vaults")},
                                                {QStringLiteral("platform_revenue"), QStringLiteral("statement")},
                                                {QStringLiteral("teacher_receivable"), QStringLiteral("debts")},
                                                {QStringLiteral("tax_payable"), kTaxes},
                                                {QStringLiteral("dispute_hold"), QStringLiteral("disputes")},
                                                {QStringLiteral("payout_transit"), QStringLiteral("transit")}};
    return places.value(account);
}

} // namespace

MonthReportPage::MonthReportPage(StatementsGateway* statements, BooksGateway* books, AccountsGateway* accounts, QWidget* parent)
    : PageFrame(tr("Month end"), parent)
    , m_model(new AccountLinesModel(statements, this))
    , m_currency(new CurrencyPicker(accounts, books))
    , m_month(thisMonth().addMonths(-1))
    , m_name(makeLabel(TextStyle::Lead, {}))
    , m_left(column(space::s))
    , m_right(column(space::s))
{
    setBackVisible(true);
    setMaximumContentWidth(1080);
    addHead();
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("month.summary"));
    auto* halves = row(space::xxl);
    halves->addLayout(m_left, 1);
    halves->addLayout(m_right, 1);
    card->body()->addLayout(halves);
    auto* basis = makeText(TextStyle::Small, tr("Sales are what students paid, tax included and before refunds; a receipt that was recorded by mistake is among both. Shares are what is left of them after tax, refunds and disputes."));
    basis->setObjectName(QStringLiteral("month.basis"));
    card->body()->addWidget(basis);
    m_table = new TableView(m_model,
                            {{AccountLinesModel::Account, 0},
                             {AccountLinesModel::Opening, 140},
                             {AccountLinesModel::Debits, 140},
                             {AccountLinesModel::Credits, 140},
                             {AccountLinesModel::Closing, 140}},
                            QStringLiteral("month.table"));
    m_table->setMinimumHeight(300);
    m_table->setOpensOnClick();
    connect(m_table, &TableView::opened, this, [this](int row) { go(placeOf(m_model->at(row).account)); });
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(card);
    lines->addWidget(makeText(TextStyle::Small, tr("Accounts of the ledger: opening + debits − credits = closing. What the school has or is owed is "
                                                   "positive, what it owes is negative. Bank is what was recorded by hand; what the platform withdraws has left the books. Click a figure or an account to see "
                                                   "what it is made of.")));
    lines->addWidget(m_table, 1);
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Detail,
                          {QStringLiteral("view-bank"), tr("Nothing was booked in this month"), tr("Choose another month above."), {}}, true);
    m_states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, &MonthReportPage::display);
    connect(m_currency, &CurrencyPicker::chosen, this, &MonthReportPage::load);
    connect(m_currency, &CurrencyPicker::failed, m_states, &StateStack::showError);
    refresh();
}

void MonthReportPage::addHead()
{
    auto* previous = makeIconButton(QStringLiteral("go-previous"), tr("The month before"), QStringLiteral("month.previous"));
    m_next = makeIconButton(QStringLiteral("go-next"), tr("The month after"), QStringLiteral("month.next"));
    m_name->setObjectName(QStringLiteral("month.name"));
    auto* save = makeButton(ButtonKind::Primary, tr("Save as CSV…"), QStringLiteral("month.csv"), QStringLiteral("document-save"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_currency, save})
        addAction(part);
    auto* bar = new QWidget;
    auto* parts = row(space::s);
    parts->addWidget(previous);
    parts->addWidget(m_name);
    parts->addWidget(m_next);
    parts->addStretch();
    bar->setLayout(parts);
    addTools(bar);
    const auto go = [this](int months) {
        m_month = m_month.addMonths(months);
        m_states->reset();
        load();
    };
    connect(previous, &QToolButton::clicked, this, [go] { go(-1); });
    connect(m_next, &QToolButton::clicked, this, [go] { go(1); });
    connect(save, &QPushButton::clicked, this, [this] {
        saveCsv(this, QStringLiteral("month-%1").arg(m_model->report().month), [this] { return csv().toUtf8(); },
                [this](const QString&) { Q_EMIT toast(tr("Saved"), Tone::Green); });
    });
}

void MonthReportPage::refresh()
{
    if (!m_currency->code().isEmpty()) return load();
    m_states->showLoading();
    m_currency->load();
}

void MonthReportPage::load()
{
    m_name->setText(QLocale().toString(m_month, QStringLiteral("MMMM yyyy")));
    m_next->setEnabled(m_month < thisMonth());
    if (m_currency->code().isEmpty()) return;
    m_model->show(m_month.toString(QStringLiteral("yyyy-MM")), m_currency->code());
}

QList<MonthReportPage::Figure> MonthReportPage::figures() const
{
    const MonthReport& r = m_model->report();
    const QString sales = QLocale().toString(r.salesCount);
    const QString refunds = QLocale().toString(r.refundsCount);
    return {{tr("Sales (%1)").arg(sales), QStringLiteral("sales"), r.sales, kSales},
            {tr("Refunds (%1)").arg(refunds), QStringLiteral("refunds"), r.refunds, QStringLiteral("refunds")},
            {tr("Held by banks or lost"), QStringLiteral("disputes"), r.disputes, QStringLiteral("disputes")},
            {tr("Tax owed"), QStringLiteral("tax"), r.tax, kTaxes},
            {tr("Sent to teachers"), QStringLiteral("withdrawals"), r.withdrawals, QStringLiteral("withdrawals")},
            {tr("Shares of teachers"), QStringLiteral("teacher_shares"), r.teacherShares, kReports},
            {tr("Revenue of the platform"), QStringLiteral("platform_shares"), r.platformShares, QStringLiteral("statement")},
            {tr("Fees of the gateway"), QStringLiteral("gateway_fees"), r.gatewayFees, QStringLiteral("statement")},
            {tr("Result of the platform"), QStringLiteral("platform_result"), r.platformResult, {}, true}};
}

void MonthReportPage::go(const QString& place)
{
    if (place.isEmpty()) return;
    if (place == QStringLiteral("statement")) return Q_EMIT statementWanted(m_month, m_currency->code());
    if (place == QStringLiteral("transit")) return Q_EMIT placeWanted(QStringLiteral("withdrawals")); // on its way, of whatever month
    if (place == QStringLiteral("refunds") || place == QStringLiteral("withdrawals") || place == QStringLiteral("disputes") || place == kReports) return Q_EMIT monthOfPlaceWanted(place, m_month, m_currency->code());
    if (place != kSales && place != kTaxes) return Q_EMIT placeWanted(place);
    PaymentScope scope;
    scope.withTax = place == kTaxes;
    scope.filter.moment = PaymentMoment::Sold;
    scope.filter.currency = m_currency->code();
    scope.filter.from = QDateTime(m_month, QTime(0, 0), Qt::UTC);
    scope.filter.until = QDateTime(m_month.addMonths(1), QTime(0, 0), Qt::UTC);
    Q_EMIT paymentsWanted(scope);
}

QWidget* MonthReportPage::lineOf(const Figure& figure)
{
    auto* box = new QWidget;
    auto* line = row(space::m);
    auto* amount = new MoneyLabel(figure.strong ? textsize::lead : textsize::body);
    amount->setMoney(figure.money);
    if (figure.strong) amount->setTone(figure.money.isNegative() ? Tone::Red : Tone::Green);
    if (figure.place.isEmpty()) {
        auto* name = makeLabel(figure.strong ? TextStyle::Strong : TextStyle::Body, figure.name);
        name->setContentsMargins(space::xs + 1, 0, 0, 0); // as far in as the words of a link
        line->addWidget(name, 1);
    } else {
        auto* link = makeButton(ButtonKind::Link, figure.name, QStringLiteral("month.figure.%1").arg(figure.machineName));
        static const QStringList ofMonth{kSales, kTaxes, QStringLiteral("refunds"), QStringLiteral("disputes"), QStringLiteral("withdrawals"), QStringLiteral("statement")};
        link->setToolTip(figure.place == kReports ? tr("See the sales of this month by teacher, before refunds of other months") : ofMonth.contains(figure.place) ? tr("See what it is made of in this month") : tr("See what it is made of. That page shows every month."));
        connect(link, &QPushButton::clicked, this, [this, place = figure.place] { go(place); });
        line->addWidget(link, 0, Qt::AlignLeft);
        line->addStretch(1);
    }
    line->addWidget(amount, 0, Qt::AlignRight);
    box->setLayout(line);
    return box;
}

void MonthReportPage::display()
{
    if (m_model->state() != PagedListModel::State::Ready) return;
    clearLayout(m_left);
    clearLayout(m_right);
    int at = 0;
    for (const Figure& figure : figures())
        (at++ < 5 ? m_left : m_right)->addWidget(lineOf(figure));
    m_left->addStretch();
    m_right->addStretch();
}

QString MonthReportPage::csv() const
{
    const MonthReport& report = m_model->report();
    const QString currency = report.sales.currency().code();
    QStringList lines{csvLine({QStringLiteral("month"), QStringLiteral("figure"), QStringLiteral("amount"), QStringLiteral("currency")})};
    for (const Figure& figure : figures())
        lines.append(csvLine({report.month, figure.machineName, figure.money.toDecimal(), currency}));
    lines.append(QString());
    lines.append(csvLine({QStringLiteral("account"), QStringLiteral("opening"), QStringLiteral("debits"), QStringLiteral("credits"),
                          QStringLiteral("closing"), QStringLiteral("currency")}));
    for (const AccountLine& line : report.accounts)
        lines.append(csvLine({line.account, line.opening.toDecimal(), line.debits.toDecimal(), line.credits.toDecimal(), line.closing.toDecimal(), currency}));
    return lines.join(u'\n') + u'\n';
}

} // namespace lectern
