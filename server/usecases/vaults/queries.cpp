#include "store/ledgerwriter.h"
#include "usecases/vaults/withdrawals.h"

namespace lectern::vaults {

using store::Row;
using store::Transaction;

namespace {

Error noSuchVault() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such vault.")); }

struct Sums {
    qint64 balance = 0;
    qint64 reserved = 0;
};

Sums platformSums(Transaction& transaction, const QString& currency)
{
    const auto sum = [&](const char* bucket) {
        const auto row = transaction.one("vaults/account_balance", {{"kind", toText(ledger::AccountKind::PlatformRevenue)}, {"bucket", QString::fromLatin1(bucket)}, {"currency", currency}});
        return row ? row->integer("credits") - row->integer("debits") : 0;
    };
    return {sum(""), sum("reserved")};
}

/// Balances of the platform: what is still within the hold counts as pending.
QList<VaultBalance> platformBalances(Transaction& transaction, const Policy& policy)
{
    QHash<QString, qint64> held;
    for (const Row& row : transaction.run("vaults/sum_held_platform")) held.insert(row.text("currency"), row.integer("held"));
    QList<VaultBalance> balances;
    for (const Row& row : transaction.run("vaults/list_system_currencies")) {
        const QString code = row.text("currency");
        const Currency currency = Currency::fromCode(code).value_or(policy.defaultCurrency);
        const Sums sums = platformSums(transaction, code);
        const qint64 pending = held.value(code);
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, currency); };
        const qint64 lifetime = transaction.one("vaults/platform_lifetime", {{"currency", code}})->integer("lifetime");
        const auto account = transaction.one("vaults/account_balance", {{"kind", toText(ledger::AccountKind::GatewayFees)}, {"bucket", QString()}, {"currency", code}});
        const qint64 fees = account ? account->integer("debits") - account->integer("credits") : 0;
        balances.append({money(pending), money(std::max<qint64>(0, sums.balance - pending - fees)), money(sums.reserved), money(lifetime), money(0), money(fees)});
    }
    return balances;
}

void sortDefaultFirst(QList<VaultBalance>& balances, const Policy& policy)
{
    std::stable_sort(balances.begin(), balances.end(), [&](const VaultBalance& a, const VaultBalance& b) {
        return (a.available.currency() == policy.defaultCurrency) > (b.available.currency() == policy.defaultCurrency);
    });
    if (!balances.isEmpty()) return;
    const Money zero = Money::fromMinor(0, policy.defaultCurrency);
    balances.append({zero, zero, zero, zero, zero, zero});
}

Vault toVault(Transaction& transaction, const Services& services, const Row& row)
{
    Vault vault;
    vault.id = row.id<VaultId>("id");
    vault.kind = row.enumeration<VaultKind>("kind");
    vault.ownerId = row.optionalId<UserId>("owner_id");
    vault.ownerName = vault.kind == VaultKind::Platform ? services.policy.organisation : row.text("owner_name");
    vault.createdAt = row.time("created_at");
    vault.holdDays = services.policy.holdDays;
    vault.minimumWithdrawal = Money::fromMinor(services.policy.minimumWithdrawalMinor, services.policy.defaultCurrency);
    if (services.policy.twoAdminsAboveMinor > 0) vault.twoAdminsAbove = Money::fromMinor(services.policy.twoAdminsAboveMinor, services.policy.defaultCurrency);
    if (vault.kind == VaultKind::Platform) {
        vault.balances = platformBalances(transaction, services.policy);
    } else {
        for (const Row& one : transaction.run("vaults/list_balances", {{"vault_ids", vault.id.value}}))
            vault.balances.append({one.money("pending_minor"), one.money("available_minor"), one.money("reserved_minor"), one.money("lifetime_minor"), one.money("owed_minor"), Money::fromMinor(0, one.money("owed_minor").currency())});
    }
    sortDefaultFirst(vault.balances, services.policy);
    const Currency currency = vault.balances.first().available.currency();
    vault.nextReleaseAmount = Money::fromMinor(0, currency);
    const bool isPlatform = vault.kind == VaultKind::Platform;
    for (const Row& day : transaction.run("vaults/list_releases", {{"currency", currency.code()}, {"vault_id", isPlatform ? store::null() : QVariant(vault.id.value)}})) {
        const qint64 amount = day.integer(isPlatform ? "platform" : "teacher");
        if (amount > 0) vault.releases.append({day.time("at"), Money::fromMinor(amount, currency), day.boolean("waits")});
    }
    const auto next = transaction.one("vaults/next_release", {{"currency", currency.code()}, {"vault_id", isPlatform ? store::null() : QVariant(vault.id.value)}});
    if (next) {
        vault.nextReleaseAt = next->time("at");
        vault.nextReleaseAmount = Money::fromMinor(next->integer(isPlatform ? "platform" : "teacher"), currency);
    }
    return vault;
}

} // namespace

Result<Row> visible(Transaction& transaction, const Caller& caller, const VaultId& id)
{
    const auto row = transaction.one("vaults/find_vault", {{"id", id.value}});
    if (!row || (!isStaff(caller.user->role) && row->id<UserId>("owner_id") != caller.user->id)) return noSuchVault();
    return *row;
}

QString describeEntry(const QString& kind, const Row& row)
{
    const QString title = row.text("course_title");
    if (kind == u"sale") return QStringLiteral("Sale of “%1” to %2").arg(title, row.text("student_name"));
    if (kind == u"release") return QStringLiteral("“%1” to %2: hold is over").arg(title, row.text("student_name"));
    if (kind == u"withdrawal") return QStringLiteral("Withdrawal");
    if (kind == u"withdrawal_returned") return QStringLiteral("Withdrawal returned");
    if (kind == u"refund" || kind == u"refund_returned") return QStringLiteral("Refund of “%1” to %2").arg(title, row.text("student_name"));
    if (kind == u"dispute_won") return QStringLiteral("Dispute over “%1” by %2: won").arg(title, row.text("student_name"));
    if (kind == u"dispute" || kind == u"dispute_opened") return QStringLiteral("Dispute over “%1” by %2").arg(title, row.text("student_name"));
    if (kind == u"gateway_fee" || kind == u"fee") {
        const QString what = row.integer("amount_minor") > 0 ? QStringLiteral("Fee given back by the gateway") : row.text("movement") == u"adjustment" ? QStringLiteral("Gateway fee of a dispute") : QStringLiteral("Gateway fee");
        return title.isEmpty() ? what : QStringLiteral("%1: “%2”, %3").arg(what, title, row.text("student_name"));
    }
    if (kind == u"explained") return row.text("source_type") == u"suspense" ? QStringLiteral("Moved out of suspense") : QStringLiteral("A movement of the gateway, explained by an admin");
    if (kind == u"adjustment" && title.isEmpty()) return QStringLiteral("Booked by an admin in the reconciliation");
    if (kind == u"adjustment") return QStringLiteral("“%1” to %2 repays an earlier refund").arg(title, row.text("student_name"));
    return kind;
}

VaultEntry toEntry(const Row& row)
{
    VaultEntry entry;
    entry.id = row.text("seq");
    entry.kind = row.enumeration<EntryKind>("kind");
    entry.description = describeEntry(row.text("kind"), row);
    entry.amount = row.money("amount_minor");
    entry.moved = row.money("moved_minor");
    entry.balanceAfter = row.money("balance_after_minor");
    entry.owedAfter = row.money("owed_after_minor");
    entry.paymentId = row.optionalId<PaymentId>("payment_id");
    entry.withdrawalId = row.optionalId<WithdrawalId>("withdrawal_id");
    entry.at = row.time("at");
    return entry;
}

namespace {
/// With what its payment was shared into.
VaultEntry toLine(const Row& row)
{
    VaultEntry entry = toEntry(row);
    if (entry.kind == EntryKind::WithdrawalReturned) {
        const Money repaid = Money::fromMinor(row.integer("withdrawal_minor") - entry.amount.minor(), entry.amount.currency());
        if (!repaid.isZero()) entry.description = QStringLiteral("Withdrawal returned, less %1 that was owed").arg(amountText(repaid));
    }
    if (entry.paymentId) entry.sale = SaleFigures{row.money("paid_minor"), row.money("tax_minor"), row.money("platform_minor"), row.money("teacher_minor"), row.text("receipt_number")};
    return entry;
}
} // namespace

Result<Vault> mine(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Vault>([&](Transaction& transaction) -> Result<Vault> {
        const auto id = isStaff(caller.user->role) ? transaction.one("vaults/find_platform") : transaction.one("vaults/find_by_owner", {{"owner_id", caller.user->id.value}});
        if (!id) return noSuchVault();
        return toVault(transaction, services, *transaction.one("vaults/find_vault", {{"id", id->text("id")}}));
    });
}

Result<Vault> find(const Services& services, const Caller& caller, const VaultId& id)
{
    return services.database.inTransaction<Vault>([&](Transaction& transaction) -> Result<Vault> {
        const auto row = visible(transaction, caller, id);
        if (!row) return row.error();
        return toVault(transaction, services, *row);
    });
}

Result<Page<Vault>> list(const Services& services, const QString& text, const PageRequest& page)
{
    return services.database.inTransaction<Page<Vault>>([&](Transaction& transaction) -> Result<Page<Vault>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = std::min(limitOf(page), 50);
        const auto rows = transaction.run("vaults/list_vaults", {{"pattern", text.isEmpty() ? store::null() : store::likePattern(text)},
                                                                 {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        return store::toPage<Vault>(rows, limit, [&](const Row& row) { return toVault(transaction, services, row); },
                                    [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

namespace {

/// The kind of line that a journal of the platform is.
QString platformKind(const QString& journal)
{
    if (journal == u"refund_returned") return QStringLiteral("refund");
    if (journal.startsWith(QLatin1String("dispute_"))) return QStringLiteral("dispute");
    if (journal == u"gateway_fee") return QStringLiteral("fee");
    if (journal == u"explained") return QStringLiteral("adjustment");
    return journal;
}

/// Revenue less what the gateway kept: the platform's own money.
struct PlatformAccounts {
    qint64 revenue = 0;
    qint64 fees = 0;
    qint64 balance = 0;
};

PlatformAccounts platformAccounts(Transaction& transaction, const QString& currency)
{
    PlatformAccounts accounts;
    for (const auto kind : {ledger::AccountKind::PlatformRevenue, ledger::AccountKind::GatewayFees}) {
        const auto account = transaction.one("vaults/account_balance", {{"kind", toText(kind)}, {"bucket", QString()}, {"currency", currency}});
        if (!account) continue;
        (kind == ledger::AccountKind::PlatformRevenue ? accounts.revenue : accounts.fees) = account->integer("id");
        accounts.balance += account->integer("credits") - account->integer("debits");
    }
    return accounts;
}

Page<VaultEntry> platformEntries(Transaction& transaction, const VaultEntryFilter& filter, store::Params params, const QStringList& cursor, int limit)
{
    const PlatformAccounts accounts = platformAccounts(transaction, filter.currency);
    if (accounts.revenue == 0) return {};
    // Counted back from the top; with a filter the lines between are missing, so there is no running balance to show.
    qint64 running = cursor.isEmpty() ? accounts.balance : cursor.at(1).toLongLong();
    params.add("account", accounts.revenue).add("fees", accounts.fees);
    Page<VaultEntry> page;
    const auto rows = transaction.run("vaults/list_platform_entries", params);
    for (const Row& row : rows) {
        if (page.items.size() == limit) {
            page.nextCursor = store::encodeCursor({page.items.last().id, QString::number(running)});
            break;
        }
        VaultEntry entry;
        entry.id = row.text("journal_id");
        (void)fromText(platformKind(row.text("kind")), entry.kind);
        entry.description = describeEntry(row.text("kind"), row);
        entry.amount = row.money("amount_minor");
        entry.moved = Money::fromMinor(0, entry.amount.currency());
        entry.balanceAfter = Money::fromMinor(running, entry.amount.currency());
        entry.owedAfter = entry.moved;
        entry.paymentId = row.optionalId<PaymentId>("payment_id");
        if (row.text("source_type") == u"withdrawal") entry.withdrawalId = WithdrawalId{row.text("source_id")};
        entry.at = row.time("at");
        running -= entry.amount.minor();
        page.items.append(entry);
    }
    return page;
}

} // namespace

Result<Page<VaultEntry>> entries(const Services& services, const Caller& caller, const VaultId& id, const VaultEntryFilter& input, const PageRequest& page)
{
    return services.database.inTransaction<Page<VaultEntry>>([&](Transaction& transaction) -> Result<Page<VaultEntry>> {
        const auto vault = visible(transaction, caller, id);
        if (!vault) return vault.error();
        VaultEntryFilter filter = input;
        if (filter.currency.isEmpty()) filter.currency = services.policy.defaultCurrency.code();
        const bool isPlatform = vault->enumeration<VaultKind>("kind") == VaultKind::Platform;
        const QStringList cursor = store::decodeCursor(page.cursor, isPlatform ? 2 : 1);
        const int limit = limitOf(page);
        store::Params params{{"vault_id", id.value},
                             {"currency", filter.currency},
                             {"kind", filter.kind ? QVariant(toText(*filter.kind)) : store::null()},
                             {"from", filter.from ? QVariant(*filter.from) : store::null()},
                             {"until", filter.until ? QVariant(*filter.until) : store::null()},
                             {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())},
                             {"limit", limit + 1}};
        if (isPlatform) return platformEntries(transaction, filter, params, cursor, limit);
        return store::toPage<VaultEntry>(transaction.run("vaults/list_entries", params), limit, toLine, [](const Row& row) { return QStringList{row.text("seq")}; });
    });
}

Result<VaultSeries> series(const Services& services, const Caller& caller, const VaultId& id, const QString& code, int days)
{
    if (days < 1 || days > 731) return fieldError(QStringLiteral("days"), QStringLiteral("Ask for 1 to 731 days."));
    const Currency currency = Currency::fromCode(code).value_or(services.policy.defaultCurrency);
    return services.database.inTransaction<VaultSeries>([&](Transaction& transaction) -> Result<VaultSeries> {
        const auto vault = visible(transaction, caller, id);
        if (!vault) return vault.error();
        const QDateTime now = services.clock.now();
        const store::Params params{{"vault_id", id.value}, {"currency", currency.code()}, {"from", now.addDays(1 - days)}, {"until", now}};
        VaultSeries series;
        const bool isPlatform = vault->enumeration<VaultKind>("kind") == VaultKind::Platform;
        QList<qint64> changes; // of the platform's balance, which is counted back from today's
        for (const Row& row : transaction.run(isPlatform ? "vaults/platform_series" : "vaults/teacher_series", params)) {
            if (isPlatform) changes << row.integer("change");
            series.points.append({row.time("day"), Money::fromMinor(row.integer("earned"), currency), Money::fromMinor(isPlatform ? 0 : row.integer("balance"), currency)});
        }
        if (isPlatform) {
            qint64 running = platformAccounts(transaction, currency.code()).balance;
            for (qsizetype i = series.points.size() - 1; i >= 0; --i) {
                series.points[i].balance = Money::fromMinor(running, currency);
                running -= changes.at(i);
            }
        }
        return series;
    });
}

Result<Page<Withdrawal>> withdrawals(const Services& services, const Caller& caller, const std::optional<VaultId>& vault, const WithdrawalFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Withdrawal>>([&](Transaction& transaction) -> Result<Page<Withdrawal>> {
        if (vault) {
            const auto row = visible(transaction, caller, *vault);
            if (!row) return row.error();
        }
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const auto rows = transaction.run("vaults/list_withdrawals", {{"vault_id", store::orNull(vault)},
                                                                      {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                                                      {"kind", filter.kind ? QVariant(toText(*filter.kind)) : store::null()},
                                                                      {"from", store::orNull(filter.from)},
                                                                      {"until", store::orNull(filter.until)},
                                                                      {"currency", filter.currency.toUpper()},
                                                                      {"cursor_rank", cursor.isEmpty() ? 0 : cursor.at(0).toInt()},
                                                                      {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))},
                                                                      {"limit", limit + 1}});
        const auto map = [&](const Row& row) {
            Withdrawal withdrawal = store::toWithdrawal(row);
            withdrawal.approvalsNeeded = approvalsNeeded(services.policy, withdrawal.amount);
            return withdrawal;
        };
        return store::toPage<Withdrawal>(rows, limit, map, [](const Row& row) {
            return QStringList{QString::number(row.text("state") == u"requested" ? 0 : 1), row.text("id")};
        });
    });
}

} // namespace lectern::vaults
