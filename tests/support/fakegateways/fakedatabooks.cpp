#include "fakes/fakedata.h"
#include <algorithm>
#include <cmath>

namespace lectern::fakes {

namespace {
QString s(const char* text) { return QString::fromUtf8(text); }

ReportRow reportRow(const QString& key, const QString& label, int count, qint64 price)
{
    ReportRow row;
    row.key = key;
    row.label = label;
    row.count = count;
    row.gross = usd(price * count);
    row.refunded = usd(count > 6 ? price : 0);
    const qint64 net = row.gross.minor() - row.refunded.minor();
    row.teacher = usd(net * 8 / 10);
    row.platform = usd(net - row.teacher.minor());
    return row;
}

QList<ReportRow> timeRows(ReportKind kind, const QDateTime& from, const QDateTime& until)
{
    QList<ReportRow> rows;
    int i = 0;
    for (QDate day = from.date(); day < until.date(); ++i) {
        const int count = i % 7 > 4 ? 0 : int(4.5 + 4.0 * std::sin(i / 4.0));
        if (kind == ReportKind::Days)
            rows.append(reportRow(day.toString(Qt::ISODate), day.toString(Qt::ISODate), count, 4900));
        else
            rows.append(reportRow(day.toString(QStringLiteral("yyyy-MM")), day.toString(QStringLiteral("yyyy-MM")), 40 + count * 9, 4900));
        day = kind == ReportKind::Days ? day.addDays(1) : QDate(day.year(), day.month(), 1).addMonths(1);
    }
    return rows;
}

QList<ReportRow> failureRows()
{
    const char* const codes[] = {"insufficient_funds", "generic_decline", "expired_card", "authentication_required", "incorrect_cvc"};
    const char* const labels[] = {"Insufficient funds", "Declined without a reason", "Expired card", "Not confirmed with the bank", "Wrong security code"};
    QList<ReportRow> rows;
    for (int i = 0; i < 5; ++i) {
        ReportRow row;
        row.key = s(codes[i]);
        row.label = s(labels[i]);
        row.count = 31 - 6 * i;
        row.gross = usd(row.count * 4900LL);
        rows.append(row);
    }
    return rows;
}

QList<ReportRow> stateRows()
{
    const PaymentState states[] = {PaymentState::Succeeded, PaymentState::PartiallyRefunded, PaymentState::Refunded,
                                   PaymentState::Failed, PaymentState::AwaitingPayer};
    QList<ReportRow> rows;
    for (int i = 0; i < 5; ++i)
        rows.append(reportRow(toText(states[i]), toText(states[i]), 240 / (i * i + 1), 4900));
    return rows;
}

QList<ReportRow> courseRows(ReportKind kind, bool very)
{
    QList<ReportRow> rows;
    QSet<QString> seen;
    for (const CourseSummary& c : courses(very).mid(0, 200)) {
        const QString label = kind == ReportKind::Teachers     ? c.teacherName
                              : kind == ReportKind::Categories ? c.categoryName
                              : kind == ReportKind::Coupons    ? QStringLiteral("HARBOUR%1").arg(10 + 5 * (rows.size() % 4))
                                                               : c.title;
        if (seen.contains(label)) continue;
        seen.insert(label);
        ReportRow row = reportRow(kind == ReportKind::Teachers  ? QStringLiteral("u-") + label
                                  : kind == ReportKind::Coupons ? label
                                                                : c.id.value, label,
                                  int(60 / (rows.size() + 1)) + 3, qMax<qint64>(1900, c.fee.minor()));
        if (kind == ReportKind::Conversion) {
            row.enrolled = row.count + row.count / 3;
            row.views = row.enrolled * 4 + 11;
            if ((row.isFree = c.fee.isZero())) {
                row.count = row.enrolled;
                row.gross = row.refunded = row.platform = row.teacher = usd(0);
            }
        }
        rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [](const ReportRow& a, const ReportRow& b) { return a.gross.minor() > b.gross.minor(); });
    return rows;
}
} // namespace

PayoutAccount payoutAccount(PayoutAccountState state)
{
    PayoutAccount account;
    account.state = state;
    if (state != PayoutAccountState::None) account.gatewayId = s("acct_1PxQ7R2eZvKYlo2C");
    if (state == PayoutAccountState::Incomplete || state == PayoutAccountState::Restricted) {
        account.currentlyDue = {s("Date of birth"), s("Bank account")};
        account.deadline = ago(-86400 * 9);
    }
    if (state == PayoutAccountState::Restricted) account.disabledReason = s("The identity document could not be read.");
    return account;
}

Statement statement(bool empty)
{
    Statement st;
    st.ownerName = s("Clara Whitfield");
    st.organisation = s("Lindau Open School");
    st.opening = usd(184'100);
    st.closing = st.opening;
    if (empty) return st;
    st.totals = {{EntryKind::Sale, 18, usd(70'560)},
                 {EntryKind::Refund, 2, usd(-7'840)},
                 {EntryKind::Dispute, 1, usd(-3'920)},
                 {EntryKind::Withdrawal, 1, usd(-25'000)}};
    st.lines = 22;
    st.owedOpening = usd(1'250);
    st.closing = usd(184'100 + 70'560 - 7'840 - 3'920 - 25'000);
    return st;
}

WithdrawalContents withdrawalContents(bool very)
{
    WithdrawalContents c;
    c.withdrawal = withdrawals(false).first();
    const qint64 each[] = {3920, 7840, -3920, 3920, 11'760, -1500, 3920, -3920, 3920};
    const EntryKind kinds[] = {EntryKind::Sale, EntryKind::Release, EntryKind::Refund, EntryKind::Sale, EntryKind::Release,
                               EntryKind::Fee, EntryKind::Sale, EntryKind::Dispute, EntryKind::Sale};
    const char* const texts[] = {"Sale of Piano for adults to Lena Fischer", "Sale of Jazz harmony workshop to Oskar Nowak",
                                 "Refund of Piano for adults to Giulia Conti", "Sale of Piano for adults to Rosa Almeida",
                                 "Sales that became available", "Fee of a dispute", "Sale of Piano for adults to Priya Raman",
                                 "Dispute of Piano for adults by Mikkel Hansen", "Sale of Piano for adults to Fatima Zahra"};
    qint64 sum = 0;
    for (int i = 0; i < 9; ++i) {
        VaultEntry e;
        e.id = QStringLiteral("line-%1").arg(i);
        e.kind = kinds[i];
        e.description = s(texts[i]);
        e.moved = usd(each[i]);
        e.amount = e.moved;
        e.at = ago(86400LL * (20 - i));
        if (i != 4 && i != 5) e.paymentId = PaymentId{QStringLiteral("pay-%1").arg(i)};
        sum += each[i];
        c.lines.append(e);
    }
    c.withdrawal.amount = usd(very ? 123'456'700 : sum);
    c.lineCount = very ? 2318 : 9;
    c.totals = {{EntryKind::Sale, 4, usd(15'680 + c.withdrawal.amount.minor() - sum)}, {EntryKind::Release, 2, usd(19'600)}, {EntryKind::Refund, 1, usd(-3'920)},
                {EntryKind::Dispute, 1, usd(-3'920)}, {EntryKind::Fee, 1, usd(-1'500)}};
    return c;
}

MonthReport monthReport(bool very)
{
    const qint64 k = very ? 1'000'003 : 1;
    MonthReport r;
    r.month = s("2026-10");
    r.sales = usd(1'284'200 * k);
    r.refunds = usd(93'100 * k);
    r.disputes = usd(8'900 * k);
    r.tax = usd(188'730 * k);
    r.teacherShares = usd(794'776 * k);
    r.platformShares = usd(198'694 * k);
    r.gatewayFees = usd(41'230 * k);
    r.platformResult = usd(157'464 * k);
    r.withdrawals = usd(512'300 * k);
    r.salesCount = very ? 231'009 : 219;
    r.refundsCount = very ? 17'120 : 18;
    const auto line = [&](const char* name, qint64 opening, qint64 debits, qint64 credits) {
        return AccountLine{s(name), usd(opening * k), usd(debits * k), usd(credits * k), usd((opening + debits - credits) * k)};
    };
    r.accounts = {line("gateway_pending", 84'000, 1'190'300, 1'158'200), line("gateway_available", 402'100, 1'158'200, 702'930),
                  line("bank", 980'000, 120'400, 512'300), line("offline_cash", 12'000, 93'900, 60'000),
                  line("teacher_vault", -612'400, 614'900, 897'376), line("teacher_receivable", 3'920, 7'840, 3'920),
                  line("platform_revenue", -640'120, 21'300, 219'994), line("gateway_fees", 190'500, 41'230, 0),
                  line("dispute_hold", 8'900, 8'900, 8'900), line("student_wallet", -42'000, 31'000, 48'000),
                  line("tax_payable", -386'900, 12'900, 201'630), line("suspense", 0, 1'500, 1'500)};
    return r;
}

QList<DebtLine> debts(bool very)
{
    const char* const names[] = {"Tomás Herrera", "Jonas Brandt", "Élodie Marchand", "Sven Lindqvist"};
    const int days[] = {94, 41, 17, 3};
    QList<DebtLine> list;
    for (int i = 0; i < (very ? 120 : 4); ++i) {
        DebtLine d;
        d.vaultId = VaultId{QStringLiteral("vault-%1").arg(2 + i)};
        d.teacherName = s(names[i % 4]);
        d.owed = usd(very ? 9'731'117 + i : 3'920 * (1 + i));
        d.days = very ? 400 - 3 * i : days[i];
        d.since = ago(86400LL * d.days);
        list.append(d);
    }
    return list;
}

ReconciliationSummary reconciliationSummary(bool very)
{
    ReconciliationSummary r;
    r.lastRunAt = ago(3600 * 5);
    if (very) r.lastError = s("The gateway stopped answering after 40,000 lines; the rest is fetched with the next run.");
    r.matched = very ? 482'113 : 1284;
    r.missingHere = very ? 1204 : 2;
    r.missingThere = very ? 300 : 1;
    r.amountDiffers = very ? 98 : 1;
    r.explained = very ? 4012 : 6;
    r.balances = {{usd(116'100), usd(857'370), usd(116'100), usd(857'370 - 1500), usd(1500)}};
    const Currency euro = *Currency::fromCode(QStringLiteral("EUR"));
    r.balances.append({Money::fromMinor(8'900, euro), Money::fromMinor(42'050, euro), Money::fromMinor(8'900, euro),
                       Money::fromMinor(42'050, euro), Money::fromMinor(0, euro)});
    return r;
}

QList<ReconciliationItem> reconciliationLines(bool very)
{
    const MatchState states[] = {MatchState::MissingHere, MatchState::AmountDiffers, MatchState::MissingThere, MatchState::MissingHere,
                                 MatchState::Explained,   MatchState::Matched,       MatchState::Matched,      MatchState::Matched};
    const char* const types[] = {"stripe_fee", "charge", "charge", "adjustment", "stripe_fee", "charge", "refund", "payout"};
    QList<ReconciliationItem> list;
    for (int i = 0; i < (very ? 900 : 12); ++i) {
        const int k = i < 8 ? i : 5 + i % 3;
        ReconciliationItem item;
        item.state = states[k];
        item.type = s(types[k]);
        item.id = item.state == MatchState::MissingThere ? QStringLiteral("payment:pay-%1").arg(i)
                                                         : QStringLiteral("txn_3PxQ7R2eZvKYlo2C%1").arg(1000 + i);
        item.sourceId = item.type == QStringLiteral("charge") ? QStringLiteral("ch_3PxQ7R2eZvKYlo2C%1").arg(1000 + i) : QString();
        const qint64 sign = item.type == QStringLiteral("charge") ? 1 : -1;
        const Money amount = usd(item.type == QStringLiteral("stripe_fee") ? -1500 : sign * 4900);
        if (item.state != MatchState::MissingThere) item.gatewayAmount = amount;
        if (item.state != MatchState::MissingHere) item.bookedAmount = item.state == MatchState::AmountDiffers ? usd(4800) : amount;
        if (item.type == QStringLiteral("charge")) {
            item.paymentId = PaymentId{QStringLiteral("pay-%1").arg(i)};
            item.fee = usd(172);
        }
        if (item.state == MatchState::MissingHere) {
            item.explanation = i == 0 ? s("The gateway charged a fee that no payment explains.")
                                      : s("The gateway moved money by hand; nothing here knows about it.");
            if (i == 0) item.proposal = s("Book $15.00 from what is available at the gateway as a gateway fee of the platform.");
        }
        if (item.state == MatchState::AmountDiffers) {
            item.explanation = s("The gateway collected $49.00, the books say $48.00.");
            item.proposal = s("Book the difference of $1.00 to suspense until somebody knows what it is.");
        }
        if (item.state == MatchState::MissingThere) item.explanation = s("Settled here, and the gateway does not list it yet.");
        if (item.state == MatchState::Explained) item.explanation = s("Monthly fee of the gateway, agreed in the contract.");
        item.at = ago(7200LL + 50'000LL * i);
        list.append(item);
    }
    return list;
}

Report report(ReportKind kind, const QDateTime& from, const QDateTime& until, bool very)
{
    Report r;
    r.kind = kind;
    switch (kind) {
    case ReportKind::Days:
    case ReportKind::Months:
        r.rows = timeRows(kind, from, until);
        break;
    case ReportKind::Sources:
        r.rows = {reportRow(QStringLiteral("direct"), QStringLiteral("direct"), 61, 4900), reportRow(QStringLiteral("referral"), QStringLiteral("referral"), 14, 4900),
                  reportRow(QStringLiteral("promotion"), QStringLiteral("promotion"), 9, 3900)};
        break;
    case ReportKind::States:
        r.rows = stateRows();
        break;
    case ReportKind::Failures:
        r.rows = failureRows();
        break;
    case ReportKind::Courses:
    case ReportKind::Categories:
    case ReportKind::Teachers:
    case ReportKind::Coupons:
    case ReportKind::Conversion:
        r.rows = courseRows(kind, very);
        break;
    }
    qint64 total = 0;
    for (const ReportRow& row : std::as_const(r.rows))
        total += row.gross.minor();
    r.total = usd(total);
    return r;
}

} // namespace lectern::fakes
