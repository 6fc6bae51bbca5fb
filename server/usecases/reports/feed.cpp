#include "store/ledgerwriter.h"
#include "usecases/reports/books.h"

// Movements of the gateway's balance, page by page.
namespace lectern::books {

using store::packed;
using store::Row;
using store::Transaction;
using stripe::BalanceTransaction;

namespace {

constexpr int kMaxPages = 100'000;

/// What our books say of one movement.
struct Booked {
    std::optional<Money> amount;
    std::optional<PaymentId> payment;
    QString stateBefore; ///< empty: seen for the first time
};

class Matching
{
public:
    Matching(Transaction& transaction, const Services& services, const QList<BalanceTransaction>& movements) : m_transaction(transaction), m_services(services), m_movements(movements), m_now(services.clock.now()) {}

    /// How many of the movements were never seen before.
    Result<int> run()
    {
        m_transaction.run("reports/lock_feed");
        look();
        QList<ledger::Journal> journals;
        QStringList ids, types, sources, references, amounts, feeTexts, currencies, created, availableOn, states, bookedTexts, payments;
        QStringList charged, chargedFees, chargedDays;
        int unseen = 0;
        for (const BalanceTransaction& one : m_movements) {
            const Booked booked = m_booked.value(one.id);
            if (booked.stateBefore.isEmpty()) ++unseen;
            if (booked.stateBefore == u"matched" || booked.stateBefore == u"explained") continue;
            // Settled in another currency, at the gateway's rate: that is no difference, and is booked as what it is.
            const bool isExchanged = booked.amount && booked.amount->currency() != one.amount.currency() && booked.amount->isNegative() == one.amount.isNegative();
            const MatchState state = !booked.amount ? MatchState::MissingHere : isExchanged || *booked.amount == one.amount ? MatchState::Matched : MatchState::AmountDiffers;
            ids << one.id;
            types << one.type;
            sources << one.sourceId;
            references << (one.intentId.isEmpty() ? one.transferId : one.intentId);
            amounts << QString::number(one.amount.minor());
            feeTexts << QString::number(one.feeMinor);
            currencies << one.amount.currency().code();
            created << QString::number(one.created);
            availableOn << QString::number(one.availableOn);
            states << toText(state);
            bookedTexts << (booked.amount ? QString::number((isExchanged ? one.amount : *booked.amount).minor()) : QString());
            payments << (booked.payment ? booked.payment->value : QString());
            if (state != MatchState::Matched) continue;
            if (one.feeMinor != 0 || isExchanged) (void)store::ensurePlatformVault(m_transaction, one.amount.currency(), m_now);
            if (isExchanged) {
                (void)store::ensurePlatformVault(m_transaction, booked.amount->currency(), m_now);
                journals << ledger::exchanged(one.id, booked.payment, *booked.amount, one.amount);
            }
            if (one.feeMinor != 0) journals << ledger::gatewayFee(one.id, booked.payment, Money::fromMinor(one.feeMinor, one.amount.currency()));
            if (booked.payment && (one.type == u"charge" || one.type == u"payment")) {
                charged << booked.payment->value;
                chargedFees << (isExchanged ? QString() : QString::number(one.feeMinor)); // a payment shows its fee in its own currency, or none
                chargedDays << QString::number(one.availableOn);
            }
        }
        if (ids.isEmpty()) return unseen;
        m_transaction.exec("reports/upsert_movements", {{"ids", packed(ids)}, {"types", packed(types)}, {"sources", packed(sources)}, {"references", packed(references)}, {"amounts", packed(amounts)},
                                                        {"fees", packed(feeTexts)}, {"currencies", packed(currencies)}, {"created", packed(created)}, {"available_on", packed(availableOn)},
                                                        {"states", packed(states)}, {"booked", packed(bookedTexts)}, {"payments", packed(payments)}, {"now", m_now}});
        if (!charged.isEmpty()) {
            m_transaction.exec("reports/confirm_payments", {{"ids", packed(charged)}, {"fees", packed(chargedFees)}});
            m_transaction.exec("reports/confirm_holds", {{"ids", packed(charged)}, {"days", packed(chargedDays)}});
        }
        if (!journals.isEmpty()) {
            if (const auto posted = store::post(m_transaction, journals, m_now); !posted) return posted.error();
        }
        return unseen;
    }

private:
    void look()
    {
        QStringList ids, types, sources, references;
        for (const BalanceTransaction& one : m_movements) {
            ids << one.id;
            types << one.type;
            sources << one.sourceId;
            references << (one.intentId.isEmpty() ? one.transferId : one.intentId);
        }
        for (const Row& row : m_transaction.run("reports/match_movements", {{"ids", packed(ids)}, {"types", packed(types)}, {"sources", packed(sources)}, {"references", packed(references)}}))
            m_booked.insert(row.text("id"), {row.isNull("booked") ? std::nullopt : std::optional(row.money("booked")), row.optionalId<PaymentId>("payment_id"), row.text("state_before")});
    }

    Transaction& m_transaction;
    const Services& m_services;
    const QList<BalanceTransaction>& m_movements;
    QDateTime m_now;
    QHash<QString, Booked> m_booked;
};

Result<int> match(const Services& services, const QList<BalanceTransaction>& movements)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) { return Matching(transaction, services, movements).run(); });
}

/// What was not found before may be booked by now.
Result<int> matchOpen(const Services& services)
{
    const auto open = services.database.inTransaction<QList<BalanceTransaction>>([](Transaction& transaction) -> Result<QList<BalanceTransaction>> {
        QList<BalanceTransaction> list;
        for (const Row& row : transaction.run("reports/list_open_movements")) {
            const QString reference = row.text("reference_id");
            list.append({row.text("id"), row.text("type"), row.text("source_id"), reference, {}, row.money("amount_minor"), row.integer("fee_minor"), row.time("created_at").toSecsSinceEpoch(),
                         row.time("available_on").toSecsSinceEpoch()});
        }
        return list;
    });
    if (!open) return open.error();
    return open->isEmpty() ? Result<int>(0) : match(services, *open);
}

QString balancesText(const QList<stripe::GatewayBalance>& balances)
{
    QJsonArray array;
    for (const auto& one : balances)
        array.append(QJsonObject{{QStringLiteral("currency"), one.pending.currency().code()}, {QStringLiteral("pending"), QString::number(one.pending.minor())},
                                 {QStringLiteral("available"), QString::number(one.available.minor())}});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

struct Read {
    int lines = 0;
    qint64 newest = 0; ///< of the movements that were read, by the gateway's clock
};

/// `untilKnown`: the pages come newest first, and one of nothing but what was read before ends it.
Result<Read> readPages(const Services& services, qint64 since, bool untilKnown)
{
    Read read;
    QString after;
    for (int page = 0; page < kMaxPages; ++page) {
        const auto movements = services.gateway->listTransactions(since, after);
        if (!movements) return movements.error();
        if (movements->isEmpty()) return read;
        const auto unseen = match(services, *movements);
        if (!unseen) return unseen.error();
        read.lines += static_cast<int>(movements->size());
        for (const BalanceTransaction& one : *movements) read.newest = std::max(read.newest, one.created);
        if (untilKnown && *unseen == 0) return read;
        after = movements->last().id;
    }
    return read;
}

} // namespace

Result<Done> reconcile(const Services& services, qint64 overlapSeconds, const std::optional<QDateTime>& since)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up, so there is nothing to compare with."));
    const QDateTime started = services.clock.now();
    struct Past {
        std::optional<QDateTime> covered;
        bool lastWasWhole = false;
    };
    const auto past = services.database.inTransaction<Past>([](Transaction& transaction) -> Result<Past> {
        const auto row = transaction.one("reports/covered_until");
        return Past{row->optionalTime("covered_until"), row->boolean("last_was_whole")};
    });
    if (!past) return past.error();
    const qint64 from = since ? since->toSecsSinceEpoch() : past->covered ? past->covered->toSecsSinceEpoch() - overlapSeconds : 0;
    // A run that broke off leaves older pages unread behind newer ones that are known.
    const bool untilKnown = !since && overlapSeconds < kOverlapSeconds && past->lastWasWhole;
    const auto read = readPages(services, std::max<qint64>(0, from), untilKnown);
    std::optional<Error> failed = read ? std::nullopt : std::optional(read.error());
    if (!failed) {
        if (const auto again = matchOpen(services); !again) failed = again.error();
    }
    for (auto cleared = clearDue(services); cleared && *cleared > 0;) cleared = clearDue(services);
    const auto balances = failed ? Result<QList<stripe::GatewayBalance>>(*failed) : services.gateway->balances();
    if (!failed && !balances) failed = balances.error();
    // As far as the gateway has said something: our clock may be ahead of its own, and of what it is still writing down.
    const QDateTime covered = QDateTime::fromSecsSinceEpoch(std::max(read ? read->newest : 0, past->covered ? past->covered->toSecsSinceEpoch() : 0), Qt::UTC);
    const auto written = services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("reports/insert_run", {{"started_at", started}, {"covered_until", failed ? store::null() : QVariant(covered)}, {"lines", read ? read->lines : 0},
                                                {"balances", balances ? balancesText(*balances) : QStringLiteral("[]")}, {"error", failed ? failed->detail : QString()}});
        if (read && read->lines > 0) publishToRole(transaction, services, Role::Admin, QStringLiteral("reconciliation"), {});
        return Done{};
    });
    if (failed) return *failed;
    return written;
}

Result<int> clearDue(const Services& services)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const QDateTime now = services.clock.now();
        QHash<QString, qint64> net;
        QStringList ids;
        for (const Row& row : transaction.run("reports/claim_uncleared", {{"now", now}})) {
            ids << row.text("id");
            net[row.text("currency")] += row.integer("amount_minor") - row.integer("fee_minor");
        }
        if (ids.isEmpty()) return 0;
        QList<ledger::Journal> journals;
        const QString batch = newUuid7();
        for (auto it = net.cbegin(); it != net.cend(); ++it) {
            const Currency currency = Currency::fromCode(it.key()).value_or(services.policy.defaultCurrency);
            (void)store::ensurePlatformVault(transaction, currency, now);
            if (it.value() != 0) journals << ledger::cleared(batch + u':' + it.key(), Money::fromMinor(it.value(), currency));
        }
        transaction.exec("reports/mark_cleared", {{"ids", packed(ids)}});
        if (!journals.isEmpty()) {
            if (const auto posted = store::post(transaction, journals, now); !posted) return posted.error();
        }
        return static_cast<int>(ids.size());
    });
}

} // namespace lectern::books
