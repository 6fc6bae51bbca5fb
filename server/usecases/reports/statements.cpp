#include "usecases/reports/statements.h"
#include "usecases/vaults/withdrawals.h"

namespace lectern::reports {

using store::Row;
using store::Transaction;

namespace {

struct Bounds {
    Currency currency;
    QDateTime from;
    QDateTime until;
};

Result<Bounds> boundsOf(const Services& services, const Period& period)
{
    const auto currency = period.currency.isEmpty() ? std::optional(services.policy.defaultCurrency) : Currency::fromCode(period.currency);
    if (!currency) return fieldError(QStringLiteral("currency"), QStringLiteral("This currency is not known."));
    const QDateTime until = period.until.value_or(services.clock.now());
    const QDateTime from = period.from.value_or(until.addDays(-30));
    if (from >= until) return fieldError(QStringLiteral("from"), QStringLiteral("The period must begin before it ends."));
    return Bounds{*currency, from, until};
}

store::Params paramsOf(const Bounds& bounds) { return {{"currency", bounds.currency.code()}, {"from", bounds.from}, {"until", bounds.until}}; }

bool isPlatform(const Row& vault) { return vault.enumeration<VaultKind>("kind") == VaultKind::Platform; }

QString csvField(QString text)
{
    // A spreadsheet must not take a name for a formula.
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.at(0))) text.prepend(u'\'');
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

Result<Statement> statement(const Services& services, const Caller& caller, const VaultId& id, const Period& period)
{
    const auto bounds = boundsOf(services, period);
    if (!bounds) return bounds.error();
    return services.database.inSnapshot<Statement>([&](Transaction& transaction) -> Result<Statement> {
        const auto vault = vaults::visible(transaction, caller, id);
        if (!vault) return vault.error();
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, bounds->currency); };
        Statement statement;
        statement.vaultId = id;
        statement.vaultKind = vault->enumeration<VaultKind>("kind");
        statement.ownerName = isPlatform(*vault) ? services.policy.organisation : vault->text("owner_name");
        statement.organisation = services.policy.organisation;
        statement.from = bounds->from;
        statement.until = bounds->until;
        const store::Params params = paramsOf(*bounds).add("vault_id", id.value);
        const char* const opening = isPlatform(*vault) ? "reports/platform_opening" : "reports/vault_opening";
        const Row before = *transaction.one(opening, params);
        qint64 closing = before.integer("balance");
        statement.opening = money(closing);
        statement.owedOpening = money(before.integer("owed"));
        statement.owedClosing = money(transaction.one(opening, paramsOf({bounds->currency, bounds->until, bounds->until}).add("vault_id", id.value))->integer("owed"));
        for (const Row& row : transaction.run(isPlatform(*vault) ? "reports/platform_totals" : "reports/vault_totals", params)) {
            EntryKind kind{};
            if (!fromText(row.text("kind"), kind)) continue;
            statement.totals.append({kind, row.small("lines"), money(row.integer("amount"))});
            statement.lines += row.small("lines");
            closing += row.integer("amount");
        }
        statement.closing = money(closing);
        return statement;
    });
}

Result<QByteArray> statementCsv(const Services& services, const Caller& caller, const VaultId& id, const Period& period)
{
    const auto bounds = boundsOf(services, period);
    if (!bounds) return bounds.error();
    return services.database.inSnapshot<QByteArray>([&](Transaction& transaction) -> Result<QByteArray> {
        const auto vault = vaults::visible(transaction, caller, id);
        if (!vault) return vault.error();
        const bool ofPlatform = isPlatform(*vault);
        const store::Params params = paramsOf(*bounds).add("vault_id", id.value);
        const Row before = *transaction.one(ofPlatform ? "reports/platform_opening" : "reports/vault_opening", params);
        qint64 balance = before.integer("balance");
        qint64 owed = before.integer("owed");
        const auto decimal = [&](qint64 minor) { return Money::fromMinor(minor, bounds->currency).toDecimal(); };
        QByteArray csv = "date,kind,description,amount,balance,currency,payment,withdrawal,owed,receipt\r\n";
        const auto edge = [&](const QDateTime& at, const QString& kind, const QString& what) {
            csv += QStringList{at.toString(Qt::ISODateWithMs), kind, what, {}, decimal(balance), bounds->currency.code(), {}, {}, decimal(owed), {}}.join(u',').toUtf8() + "\r\n";
        };
        edge(bounds->from, QStringLiteral("opening"), QStringLiteral("Opening"));
        qint64 after = 0;
        for (;;) {
            const store::Rows rows = transaction.run(ofPlatform ? "reports/platform_lines" : "reports/vault_lines", store::Params(params).add("after", after));
            if (rows.isEmpty()) {
                edge(bounds->until, QStringLiteral("closing"), QStringLiteral("Closing"));
                return csv;
            }
            for (const Row& row : rows) {
                after = row.integer("seq");
                balance += row.integer("amount_minor");
                owed = row.integer("owed_after_minor");
                const QStringList fields{row.time("at").toString(Qt::ISODateWithMs), row.text("kind"), csvField(vaults::describeEntry(row.text("kind"), row)), row.money("amount_minor").toDecimal(),
                                         decimal(balance), bounds->currency.code(), row.text("payment_id"), row.text("withdrawal_id"), decimal(owed), row.text("receipt_number")};
                csv += fields.join(u',').toUtf8() + "\r\n";
            }
        }
    });
}

Result<WithdrawalContents> contents(const Services& services, const Caller& caller, const WithdrawalId& id)
{
    return services.database.inSnapshot<WithdrawalContents>([&](Transaction& transaction) -> Result<WithdrawalContents> {
        const auto found = transaction.one("vaults/find_withdrawal", {{"id", id.value}});
        const Error none = makeError(ErrorCode::NotFound, QStringLiteral("There is no such withdrawal."));
        if (!found) return none;
        const auto vault = vaults::visible(transaction, caller, found->id<VaultId>("vault_id"));
        if (!vault) return none;
        WithdrawalContents contents;
        contents.withdrawal = vaults::loadWithdrawal(transaction, services, id.value);
        const Currency currency = contents.withdrawal.amount.currency();
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, currency); };
        const bool ofPlatform = isPlatform(*vault);
        const store::Params params{{"vault_id", vault->text("id")}, {"currency", currency.code()}, {"withdrawal_id", id.value}};
        const auto bounds = transaction.one(ofPlatform ? "reports/platform_withdrawal_bounds" : "reports/withdrawal_bounds", params);
        if (!bounds) return contents;
        const store::Params range = store::Params(params).add("after", bounds->integer("after")).add("before", bounds->integer("before")).add("lower", bounds->integer("lower")).add("upper", bounds->integer("upper"));
        for (const Row& row : transaction.run(ofPlatform ? "reports/platform_withdrawal_totals" : "reports/withdrawal_totals", range)) {
            EntryKind kind{};
            contents.lineCount += row.small("lines");
            if (fromText(row.text("kind"), kind)) contents.totals.append({kind, row.small("lines"), money(row.integer("amount"))});
        }
        for (const Row& row : transaction.run(ofPlatform ? "reports/platform_withdrawal_lines" : "reports/withdrawal_lines", range)) contents.lines.append(vaults::toEntry(row));
        return contents;
    });
}

Result<MonthReport> month(const Services& services, const QString& text, const QString& code)
{
    const QDate first = QDate::fromString(text + QStringLiteral("-01"), Qt::ISODate);
    const auto currency = code.isEmpty() ? std::optional(services.policy.defaultCurrency) : Currency::fromCode(code);
    if (!first.isValid()) return fieldError(QStringLiteral("month"), QStringLiteral("Give a month, for example 2026-10."));
    if (!currency) return fieldError(QStringLiteral("currency"), QStringLiteral("This currency is not known."));
    return services.database.inSnapshot<MonthReport>([&](Transaction& transaction) -> Result<MonthReport> {
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, *currency); };
        const store::Params params{{"currency", currency->code()}, {"from", QDateTime(first, QTime(0, 0), Qt::UTC)}, {"until", QDateTime(first.addMonths(1), QTime(0, 0), Qt::UTC)}};
        MonthReport report;
        report.month = text;
        const Row row = *transaction.one("reports/month_sums", params);
        report.sales = money(row.integer("sales"));
        report.refunds = money(row.integer("refunds"));
        report.disputes = money(row.integer("disputes"));
        report.tax = money(row.integer("tax"));
        report.teacherShares = money(row.integer("teacher"));
        report.platformShares = money(row.integer("platform"));
        report.gatewayFees = money(row.integer("fees"));
        report.platformResult = money(row.integer("platform") - row.integer("fees"));
        report.withdrawals = money(row.integer("withdrawals"));
        report.salesCount = row.small("sales_count");
        report.refundsCount = row.small("refunds_count");
        for (const Row& one : transaction.run("reports/month_accounts", params)) {
            const qint64 opening = one.integer("opening");
            const qint64 debits = one.integer("debits");
            const qint64 credits = one.integer("credits");
            report.accounts.append({one.text("account"), money(opening), money(debits), money(credits), money(opening + debits - credits)});
        }
        return report;
    });
}

Result<Page<DebtLine>> debts(const Services& services, const PageRequest& page)
{
    return services.database.inTransaction<Page<DebtLine>>([&](Transaction& transaction) -> Result<Page<DebtLine>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const int offset = cursor.isEmpty() ? 0 : cursor.first().toInt();
        const QDateTime now = services.clock.now();
        const auto map = [&](const Row& row) {
            const QDateTime since = row.time("since");
            return DebtLine{row.id<VaultId>("vault_id"), row.text("teacher_name"), row.money("owed_minor"), since, static_cast<int>(since.daysTo(now))};
        };
        return store::toPage<DebtLine>(transaction.run("reports/list_debts", {{"limit", limit + 1}, {"offset", offset}}), limit, map, [&](const Row&) { return QStringList{QString::number(offset + limit)}; });
    });
}

Result<Report> report(const Services& services, ReportKind kind, const Period& period)
{
    const auto bounds = boundsOf(services, period);
    if (!bounds) return bounds.error();
    const char* statement = nullptr;
    switch (kind) {
    case ReportKind::Days:
    case ReportKind::Months: statement = "reports/by_time"; break;
    case ReportKind::Courses: statement = "reports/by_course"; break;
    case ReportKind::Categories: statement = "reports/by_category"; break;
    case ReportKind::Teachers: statement = "reports/by_teacher"; break;
    case ReportKind::Coupons: statement = "reports/by_coupon"; break;
    case ReportKind::Sources: statement = "reports/by_source"; break;
    case ReportKind::States: statement = "reports/by_state"; break;
    case ReportKind::Conversion: statement = "reports/conversion"; break;
    case ReportKind::Failures: statement = "reports/by_failure"; break;
    }
    return services.database.inSnapshot<Report>([&](Transaction& transaction) -> Result<Report> {
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, bounds->currency); };
        Report report;
        report.kind = kind;
        qint64 total = 0;
        store::Params params = paramsOf(*bounds);
        const bool isDays = kind == ReportKind::Days;
        if (isDays || kind == ReportKind::Months) params.add("unit", isDays ? QStringLiteral("day") : QStringLiteral("month")).add("format", isDays ? QStringLiteral("YYYY-MM-DD") : QStringLiteral("YYYY-MM"));
        for (const Row& row : transaction.run(statement, params)) {
            report.rows.append({row.text("key"), row.text("label"), row.small("count"), row.small("views"), row.small("enrolled"), money(row.integer("gross")), money(row.integer("refunded")),
                                money(row.integer("platform")), money(row.integer("teacher")), kind == ReportKind::Conversion && row.boolean("is_free")});
            total += row.integer("gross");
        }
        report.total = money(total);
        return report;
    });
}

void countView(Transaction& transaction, const Services& services, const CourseId& course)
{
    transaction.exec("reports/count_view", {{"course_id", course.value}, {"now", services.clock.now()}});
}

} // namespace lectern::reports
