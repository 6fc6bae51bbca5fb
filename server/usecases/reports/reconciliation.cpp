#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/reports/books.h"

namespace lectern::books {

using store::Row;
using store::Transaction;

namespace {

struct Proposal {
    ledger::AccountKind against = ledger::AccountKind::Suspense;
    QString text; ///< what pressing the button will do
    QString done; ///< and what was done, once it was pressed
};

/// What booking a movement would do that nothing here explains.
Proposal proposalFor(const QString& type, MatchState state, const Money& amount)
{
    const QString sum = amountText(Money::fromMinor(std::abs(amount.minor()), amount.currency()));
    if (state == MatchState::AmountDiffers) return {ledger::AccountKind::Suspense, QStringLiteral("Book the difference of %1 to suspense.").arg(sum), QStringLiteral("The difference of %1 was booked to suspense.").arg(sum)};
    if (type.contains(QLatin1String("fee")) || type == u"network_cost" || type == u"tax")
        return {ledger::AccountKind::GatewayFees, QStringLiteral("Book %1 as a fee of the gateway, borne by the platform.").arg(sum), QStringLiteral("%1 was booked as a fee of the gateway, borne by the platform.").arg(sum)};
    if (type.startsWith(QLatin1String("payout")) || type == u"topup")
        return {ledger::AccountKind::Bank, amount.isNegative() ? QStringLiteral("Book %1 as paid out to the school\u2019s bank account outside of Lectern.").arg(sum)
                                                               : QStringLiteral("Book %1 as paid in from the school\u2019s bank account.").arg(sum),
                amount.isNegative() ? QStringLiteral("%1 was booked as paid out to the school\u2019s bank account outside of Lectern.").arg(sum)
                                    : QStringLiteral("%1 was booked as paid in from the school\u2019s bank account.").arg(sum)};
    return {ledger::AccountKind::Suspense, amount.isNegative() ? QStringLiteral("Book %1 that left the gateway to suspense, until it is known what it was for.").arg(sum)
                                                               : QStringLiteral("Book %1 that arrived at the gateway to suspense, until it is known whose it is.").arg(sum),
            QStringLiteral("%1 was booked to suspense that day.").arg(sum)};
}

Money openAmount(const Row& row)
{
    const Money amount = row.money("amount_minor");
    return row.isNull("booked_minor") ? amount : Money::fromMinor(amount.minor() - row.integer("booked_minor"), amount.currency());
}

ReconciliationItem toItem(const Row& row)
{
    ReconciliationItem item;
    item.id = row.text("id");
    item.state = row.enumeration<MatchState>("state");
    item.type = row.text("type");
    item.sourceId = row.text("source_id");
    item.gatewayAmount = row.optionalMoney("amount_minor");
    item.bookedAmount = row.optionalMoney("booked_minor");
    item.fee = row.optionalMoney("fee_minor");
    item.paymentId = row.optionalId<PaymentId>("payment_id");
    item.explanation = row.text("explanation");
    item.at = row.time("at");
    const bool isOpen = item.state == MatchState::MissingHere || item.state == MatchState::AmountDiffers;
    if (isOpen) item.proposal = proposalFor(item.type, item.state, openAmount(row)).text;
    if (isOpen && item.fee && !item.fee->isZero()) item.proposal += QStringLiteral(" Its fee of %1 is booked as well, borne by the platform.").arg(amountText(*item.fee));
    if (item.state == MatchState::MissingThere) item.explanation = QStringLiteral("It is booked here, and the gateway shows no movement for it.");
    return item;
}

} // namespace

namespace {

/// Debits less credits of one of the platform's own accounts.
Money booked(Transaction& transaction, ledger::AccountKind kind, Currency currency)
{
    const auto balance = transaction.one("vaults/account_balance", {{"kind", toText(kind)}, {"bucket", QString()}, {"currency", currency.code()}});
    return Money::fromMinor(balance ? balance->integer("debits") - balance->integer("credits") : 0, currency);
}

ReconciliationSummary summaryOf(Transaction& transaction, const Services& services, const std::optional<QDateTime>& since = {})
{
    ReconciliationSummary summary;
    QJsonArray said;
    if (const auto last = transaction.one("reports/last_run")) {
        summary.lastRunAt = last->time("started_at");
        summary.lastError = last->text("error");
        said = QJsonDocument::fromJson(last->text("balances").toUtf8()).array();
    }
    const QVariant from = since ? QVariant(*since) : store::null();
    const auto counts = transaction.one("reports/count_lines", {{"since", from}});
    summary.matched = counts->small("matched");
    summary.missingHere = counts->small("missing_here");
    summary.amountDiffers = counts->small("amount_differs");
    summary.explained = counts->small("explained");
    summary.missingThere = transaction.one("reports/count_missing_there", {{"now", services.clock.now()}, {"since", from}})->small("missing");
    QHash<QString, QJsonObject> gateway;
    for (const QJsonValue value : said) gateway.insert(value.toObject().value(QLatin1String("currency")).toString(), value.toObject());
    for (const Row& row : transaction.run("vaults/list_system_currencies")) {
        const QString code = row.text("currency");
        const Currency currency = Currency::fromCode(code).value_or(services.policy.defaultCurrency);
        const auto theirs = [&](const char* name) { return Money::fromMinor(gateway.value(code).value(QLatin1String(name)).toString().toLongLong(), currency); };
        summary.balances.append({booked(transaction, ledger::AccountKind::GatewayPending, currency), booked(transaction, ledger::AccountKind::GatewayAvailable, currency), theirs("pending"), theirs("available"),
                                 Money::fromMinor(-booked(transaction, ledger::AccountKind::Suspense, currency).minor(), currency)});
    }
    return summary;
}

ledger::AccountKind accountOf(SuspenseTarget to)
{
    switch (to) {
    case SuspenseTarget::PlatformRevenue: return ledger::AccountKind::PlatformRevenue;
    case SuspenseTarget::GatewayFees: return ledger::AccountKind::GatewayFees;
    case SuspenseTarget::Bank: return ledger::AccountKind::Bank;
    }
    return ledger::AccountKind::PlatformRevenue;
}

} // namespace

Result<ReconciliationSummary> summary(const Services& services, const std::optional<QDateTime>& since)
{
    return services.database.inTransaction<ReconciliationSummary>([&](Transaction& transaction) -> Result<ReconciliationSummary> { return summaryOf(transaction, services, since); });
}

Result<ReconciliationSummary> clearSuspense(const Services& services, const Caller& caller, const SuspenseForm& form)
{
    const QString sum = QStringLiteral("amount");
    if (auto error = validation::text(QStringLiteral("reason"), form.reason, validation::kMaxReason, 5)) return *error;
    if (form.amount.isZero() || form.amount.isNegative()) return fieldError(sum, QStringLiteral("Type an amount above zero."));
    return services.database.inTransaction<ReconciliationSummary>([&](Transaction& transaction) -> Result<ReconciliationSummary> {
        const QDateTime now = services.clock.now();
        const Currency currency = form.amount.currency();
        (void)store::ensurePlatformVault(transaction, currency, now);
        transaction.run("reports/lock_suspense"); // two admins do not clear the same money
        const Money held = Money::fromMinor(-booked(transaction, ledger::AccountKind::Suspense, currency).minor(), currency);
        if (held.isZero()) return fieldError(sum, QStringLiteral("Nothing is in suspense in %1 any more.").arg(currency.code()));
        if (form.amount.minor() > std::abs(held.minor())) return fieldError(sum, QStringLiteral("Only %1 is in suspense.").arg(amountText(Money::fromMinor(std::abs(held.minor()), currency))));
        const QString id = newUuid7();
        const Money moved = Money::fromMinor(held.isNegative() ? -form.amount.minor() : form.amount.minor(), currency);
        audit(transaction, services, caller, QStringLiteral("reconciliation.clear"), amountText(moved), id, toText(form.to) + QStringLiteral(": ") + form.reason);
        if (const auto posted = store::post(transaction, {ledger::suspenseCleared(id, accountOf(form.to), moved)}, now); !posted) return posted.error();
        publishToRole(transaction, services, Role::Admin, QStringLiteral("reconciliation"), id);
        return summaryOf(transaction, services);
    });
}

Result<Page<ReconciliationItem>> lines(const Services& services, const ReconciliationFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<ReconciliationItem>>([&](Transaction& transaction) -> Result<Page<ReconciliationItem>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const int offset = cursor.isEmpty() ? 0 : cursor.first().toInt();
        const bool isMissingThere = filter.state == MatchState::MissingThere;
        const QVariant text = filter.text.isEmpty() ? store::null() : QVariant(filter.text.trimmed());
        store::Params params{{"limit", limit + 1}, {"offset", offset}, {"text", text}};
        if (isMissingThere) params.add("now", services.clock.now());
        else params.add("state", filter.state ? QVariant(toText(*filter.state)) : store::null());
        auto found = store::toPage<ReconciliationItem>(transaction.run(isMissingThere ? "reports/list_missing_there" : "reports/list_lines", params), limit, toItem,
                                                 [&](const Row&) { return QStringList{QString::number(offset + limit)}; });
        if (filter.state || offset > 0) return found;
        // What the gateway lacks is no line of the gateway's; without a filter it stands before them.
        QList<ReconciliationItem> missing;
        for (const Row& row : transaction.run("reports/list_missing_there", {{"limit", 50}, {"offset", 0}, {"text", text}, {"now", services.clock.now()}})) missing.append(toItem(row));
        found.items = missing + found.items;
        return found;
    });
}

Result<ReconciliationItem> explain(const Services& services, const Caller& caller, const QString& line, const ExplainForm& form)
{
    if (auto error = validation::text(QStringLiteral("reason"), form.reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<ReconciliationItem>([&](Transaction& transaction) -> Result<ReconciliationItem> {
        const auto row = transaction.one("reports/lock_line", {{"id", line}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such line, or nothing can be booked for it."));
        const auto state = row->enumeration<MatchState>("state");
        if (state != MatchState::MissingHere && state != MatchState::AmountDiffers) return makeError(ErrorCode::Conflict, QStringLiteral("This line was explained already. Load it again."));
        if (row->boolean("is_ours"))
            return makeError(ErrorCode::InvalidState, QStringLiteral("This is the charge of a payment of ours whose event was not settled. Queue the event again (lecternd requeue-events); it is matched then."));
        const Money amount = openAmount(*row);
        const QDateTime now = services.clock.now();
        (void)store::ensurePlatformVault(transaction, amount.currency(), now);
        const Proposal proposal = proposalFor(row->text("type"), state, amount);
        QList<ledger::Journal> journals{ledger::explained(line, proposal.against, amount)};
        if (row->integer("fee_minor") != 0) journals << ledger::gatewayFee(line, row->optionalId<PaymentId>("payment_id"), row->money("fee_minor"));
        transaction.exec("reports/explain_line", {{"id", line}, {"explanation", proposal.done + u' ' + form.reason}, {"explained_by", caller.user->id.value}});
        audit(transaction, services, caller, QStringLiteral("reconciliation.explain"), amountText(amount), line, proposal.done + u' ' + form.reason);
        if (const auto posted = store::post(transaction, journals, now); !posted) return posted.error();
        publishToRole(transaction, services, Role::Admin, QStringLiteral("reconciliation"), line);
        return toItem(*transaction.one("reports/lock_line", {{"id", line}}));
    });
}

} // namespace lectern::books
