#include "settlement/batch.h"
#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "stripe/wire.h"
#include "usecases/coupons/coupons.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/sales.h"
#include "usecases/payments/sessions.h"
#include "usecases/payments/transfers.h"
#include "usecases/plans/lines.h"
#include "usecases/subscriptions/subscriptions.h"
#include "usecases/vaults/vaults.h"
#include <map>

namespace lectern::settlement {

using store::packed;
using store::Row;
using store::Transaction;

namespace {

constexpr int kMaxAttempts = 10;

struct Claimed {
    QString endpoint;
    QString eventId;
    QString type;
    int attempts = 0;
    QByteArray body;
};

/// A locked payment as the events of this batch change it.
struct PaymentRow {
    payments::SettledSale sale;
    PaymentState state = PaymentState::Created;
    QString failureCode;
    QString failureMessage;
    bool settled = false; ///< by this batch
    bool changed = false;
};

class Batch
{
public:
    Batch(Transaction& transaction, const Services& services) : m_transaction(transaction), m_services(services), m_now(services.clock.now()) {}

    /// `first`: what was claimed first, also when the rest fails.
    Result<int> run(int limit, std::optional<store::Params>* first = nullptr)
    {
        QList<Claimed> claimed;
        for (const Row& row : m_transaction.run("payments/claim_events", {{"now", m_now}, {"limit", limit}}))
            claimed.append({row.text("endpoint"), row.text("event_id"), row.text("type"), row.small("attempts"), row.text("body").toUtf8()});
        if (first && !claimed.isEmpty()) *first = store::Params{{"endpoint", claimed.first().endpoint}, {"event_id", claimed.first().eventId}};
        for (const Claimed& event : claimed) {
            if (auto error = sortOut(event)) return *error;
        }
        lockPayments();
        for (const auto& [event, intent] : m_intents) apply(event, intent);
        if (auto error = settle()) return *error;
        if (auto error = writeStates()) return *error;
        // After the sales of the same batch, which a refund or a dispute may belong to; subscriptions are locked last.
        std::stable_partition(m_afterSales.begin(), m_afterSales.end(), [](const auto& one) { return !isOfSubscription(one.first.type); });
        for (const auto& [event, parsed] : m_afterSales) {
            if (auto error = applyAlone(event, parsed)) return *error;
        }
        return static_cast<int>(claimed.size());
    }

private:
    static bool isOfSubscription(const QString& type) { return type.startsWith(QLatin1String("customer.subscription.")) || type.startsWith(QLatin1String("invoice.")); }

    /// Takes an event apart; payment intents wait for the set-based part, and others that belong to a sale for its end. So do
    /// those of subscriptions, whose locks come after the payments'.
    std::optional<Error> sortOut(const Claimed& event)
    {
        const auto parsed = stripe::eventFromJson(event.body);
        if (!parsed) {
            problem(event, "failed", parsed.error().detail);
            return std::nullopt;
        }
        if (event.type.startsWith(QLatin1String("payment_intent."))) {
            const auto intent = stripe::intentFromJson(parsed->object);
            if (!intent) problem(event, "failed", intent.error().detail);
            else if (parsed->livemode != m_services.policy.livemode) problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
            else m_intents.emplace_back(event, *intent);
            return std::nullopt;
        }
        const bool ofSales = event.type.startsWith(QLatin1String("refund.")) || event.type.startsWith(QLatin1String("charge.dispute."));
        if (ofSales || isOfSubscription(event.type)) {
            m_afterSales.emplace_back(event, *parsed);
            return std::nullopt;
        }
        return applyAlone(event, *parsed);
    }

    /// Objects that are applied one by one; those of a sale come after the sales of the same batch.
    std::optional<Error> applyAlone(const Claimed& event, const stripe::Event& parsed)
    {
        if (parsed.livemode != m_services.policy.livemode && parsed.object.value(QLatin1String("object")).toString() != u"account") {
            problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
            return std::nullopt;
        }
        const auto apply = [&](const auto& object, auto fn) -> std::optional<Error> {
            if (object) return outcome(event, fn(m_transaction, m_services, *object), stripe::idOf(parsed.object.value(QLatin1String("payment_intent"))));
            problem(event, "failed", object.error().detail);
            return std::nullopt;
        };
        if (event.type.startsWith(QLatin1String("refund."))) return apply(stripe::refundFromJson(parsed.object), refunds::applyRefund);
        if (event.type.startsWith(QLatin1String("charge.dispute."))) return apply(stripe::disputeObjectFromJson(parsed.object), disputes::applyDispute);
        if (event.type.startsWith(QLatin1String("payout."))) return apply(stripe::payoutFromJson(parsed.object), vaults::applyPayout);
        if (event.type.startsWith(QLatin1String("checkout.session."))) return apply(stripe::sessionFromJson(parsed.object), sessions::applySession);
        if (isOfSubscription(event.type)) return outcome(event, subscriptions::noteEvent(m_transaction, m_services, parsed.object));
        if (event.type.startsWith(QLatin1String("cash_balance."))) {
            const auto amounts = stripe::cashFromJson(parsed.object);
            if (amounts) return outcome(event, transfers::noteUnused(m_transaction, m_services, stripe::idOf(parsed.object.value(QLatin1String("customer"))), *amounts));
            problem(event, "failed", amounts.error().detail);
            return std::nullopt;
        }
        if (event.type == u"account.updated") return apply(stripe::accountFromJson(parsed.object), vaults::applyAccount);
        return std::nullopt; // others carry nothing that we book
    }

    /// What becomes of an event that is applied by itself; an Error makes the whole batch try again.
    std::optional<Error> outcome(const Claimed& event, const Result<Done>& done, const QString& awaits = {})
    {
        if (done) return std::nullopt;
        if (done.error().code == ErrorCode::NotFound) putOff(event, done.error().detail, awaits);
        else if (done.error().code == ErrorCode::GatewayRefused) problem(event, "mismatch", done.error().detail);
        else return done.error();
        return std::nullopt;
    }

    void lockPayments()
    {
        QStringList ids;
        for (const auto& [event, intent] : m_intents) ids << intent.id;
        // Those of refunds and disputes too: sales lock vaults, and payments are locked before vaults.
        for (const auto& [event, parsed] : m_afterSales) {
            if (const QString id = stripe::idOf(parsed.object.value(QLatin1String("payment_intent"))); !id.isEmpty()) ids << id;
        }
        if (ids.isEmpty()) return;
        for (const Row& row : m_transaction.run("payments/lock_by_gateway_ids", {{"gateway_ids", packed(ids)}})) insert(row.text("gateway_id"), row);
        for (const auto& [event, intent] : m_intents) {
            if (!m_payments.contains(intent.id)) adopt(intent);
        }
    }

    void insert(const QString& gatewayId, const Row& row)
    {
        m_payments.insert(gatewayId, {payments::toSale(row), row.enumeration<PaymentState>("state"), {}, {}});
    }

    /// Nobody has tried to pay it. One that lost against the gateway's own page, or against another way to pay, is such.
    static bool isUntried(const stripe::Intent& intent) { return intent.state == PaymentState::Created || intent.state == PaymentState::AwaitingPayer || intent.state == PaymentState::Canceled; }

    /// The intent was made, but its answer never reached us (a crash, a lost connection): its metadata names our payment.
    void adopt(const stripe::Intent& intent)
    {
        if (!isUuid(intent.paymentId) || isUntried(intent)) return;
        const auto row = m_transaction.one("payments/lock_payment", {{"id", intent.paymentId}});
        if (!row || !row->isNull("gateway_id") || payments::toSale(*row).onCard() != intent.amount) return;
        m_transaction.exec("payments/set_gateway_id", {{"id", intent.paymentId}, {"gateway_id", intent.id}, {"now", m_now}});
        insert(intent.id, *row);
    }

    void apply(const Claimed& event, const stripe::Intent& intent)
    {
        const auto found = m_payments.find(intent.id);
        if (found == m_payments.end()) {
            if (isUuid(intent.paymentId) && isUntried(intent)) return; // nothing has happened yet that a payment of ours would have to know
            putOff(event, QStringLiteral("no payment belongs to %1").arg(intent.id), intent.id);
            return;
        }
        PaymentRow& payment = *found;
        if (intent.livemode != m_services.policy.livemode) return problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
        const Money expected = payment.sale.onCard();
        if (intent.amount != expected) {
            return problem(event, "mismatch", QStringLiteral("payment %1 is over %2 %3, the event says %4 %5")
                                                  .arg(payment.sale.id.value, expected.toDecimal(), expected.currency().code(), intent.amount.toDecimal(), intent.amount.currency().code()));
        }
        if (intent.transfer && payment.state != PaymentState::Canceled) transfers::note(m_transaction, m_services, payment.sale.id, payment.sale.student, *intent.transfer, expected.currency());
        if (payment.state == PaymentState::Canceled && intent.state == PaymentState::Succeeded)
            return problem(event, "mismatch", QStringLiteral("payment %1 was canceled, and now the gateway says that it succeeded").arg(payment.sale.id.value));
        if (!states::advances(payment.state, intent.state)) return; // older than what we know, or the same again
        if (intent.state == PaymentState::Succeeded && intent.receivedMinor != expected.minor())
            return problem(event, "mismatch", QStringLiteral("payment %1 received %2 of %3 minor units").arg(payment.sale.id.value).arg(intent.receivedMinor).arg(expected.minor()));
        payment.state = intent.state;
        payment.settled = intent.state == PaymentState::Succeeded;
        payment.sale.chargeId = intent.chargeId;
        payment.sale.savedMethod = intent.savedMethod;
        payment.failureCode = intent.failureCode;
        payment.failureMessage = intent.failureMessage.left(500);
        payment.changed = true;
    }

    /// Books the payments that succeeded and opens their enrollments.
    std::optional<Error> settle()
    {
        QList<payments::SettledSale> sales;
        for (const PaymentRow& payment : m_payments) {
            if (payment.settled) sales.append(payment.sale);
        }
        if (sales.isEmpty()) return std::nullopt;
        std::sort(sales.begin(), sales.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        const auto settled = payments::settleSales(m_transaction, m_services, sales);
        if (!settled) return settled.error();
        // Refunds and disputes that came before their sale are taken up now.
        QStringList intents;
        for (auto payment = m_payments.cbegin(); payment != m_payments.cend(); ++payment) {
            if (payment->settled) intents << payment.key();
        }
        m_transaction.exec("payments/requeue_awaiting", {{"ids", packed(intents)}, {"now", m_now}});
        return std::nullopt;
    }

    /// Payments that did not succeed. What a cancelled one had set aside in the student's wallet is free again.
    std::optional<Error> writeStates()
    {
        QStringList ids, names, codes, messages, failed, failureCodes, ended;
        QList<ledger::Journal> freed;
        for (const PaymentRow& payment : m_payments) {
            if (!payment.changed || payment.settled) continue;
            const payments::SettledSale& sale = payment.sale;
            ids << sale.id.value;
            names << toText(payment.state);
            codes << payment.failureCode;
            messages << payment.failureMessage;
            if (payment.state == PaymentState::Failed) {
                failed << sale.id.value;
                failureCodes << (payment.failureCode.isEmpty() ? QStringLiteral("unknown") : payment.failureCode);
            }
            if (payment.state == PaymentState::Canceled && !sale.couponCode.isEmpty()) ended << sale.id.value;
            if (payment.state == PaymentState::Processing && !sale.enrollment.isEmpty()) awaitBank(sale);
            if (payment.state == PaymentState::Failed && !sale.schedule.isEmpty()) schedules::noteFailure(m_transaction, m_services, sale.id.value, payment.failureCode, payment.failureMessage);
            if (payment.state == PaymentState::Canceled && sale.fromWallet.minor() > 0) freed << ledger::walletFreed(sale.id, sale.student, sale.fromWallet);
            publish(m_transaction, m_services, sale.student, QStringLiteral("payment"), sale.id.value);
        }
        if (ids.isEmpty()) return std::nullopt;
        m_transaction.exec("payments/change_states", {{"ids", packed(ids)}, {"states", packed(names)}, {"codes", packed(codes)}, {"messages", packed(messages)}, {"now", m_now}});
        if (!failed.isEmpty()) m_transaction.exec("payments/insert_failures", {{"ids", packed(failed)}, {"codes", packed(failureCodes)}, {"now", m_now}});
        coupons::releaseOf(m_transaction, ended);
        if (freed.isEmpty()) return std::nullopt;
        const auto posted = store::post(m_transaction, freed, m_now);
        return posted ? std::nullopt : std::optional(posted.error());
    }

    /// A bank debit takes days. The place is kept meanwhile, and not opened.
    void awaitBank(const payments::SettledSale& sale)
    {
        const QDateTime until = m_now.addDays(m_services.policy.bankDays);
        if (const auto waiting = m_transaction.one("enrollments/extend_waiting", {{"id", sale.enrollment.value}, {"expires_at", until}, {"now", m_now}}))
            m_transaction.exec("enrollments/set_deadline", {{"id", sale.enrollment.value}, {"expires_at", waiting->time("expires_at")}});
    }

    /// What is not known yet may be known in a moment: the call that makes it may still be under way.
    void putOff(const Claimed& event, const QString& why, const QString& awaits = {})
    {
        if (event.attempts + 1 >= kMaxAttempts) return problem(event, "unknown_object", why, awaits);
        const int delay = std::min(300, 1 << event.attempts);
        m_transaction.exec("payments/requeue_event", {{"endpoint", event.endpoint}, {"event_id", event.eventId}, {"attempts", event.attempts + 1}, {"not_before", m_now.addSecs(delay)}, {"awaits", store::orNull(awaits)}});
    }

    void problem(const Claimed& event, const char* outcome, const QString& detail, const QString& awaits = {})
    {
        m_transaction.exec("payments/insert_event_problem", {{"endpoint", event.endpoint}, {"event_id", event.eventId}, {"outcome", QString::fromLatin1(outcome)}, {"detail", detail}, {"awaits", store::orNull(awaits)}, {"now", m_now}});
    }

    Transaction& m_transaction;
    const Services& m_services;
    QDateTime m_now;
    std::vector<std::pair<Claimed, stripe::Intent>> m_intents;
    std::vector<std::pair<Claimed, stripe::Event>> m_afterSales;
    QHash<QString, PaymentRow> m_payments;
};

} // namespace

Result<int> settleBatch(const Services& services, int limit)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) { return Batch(transaction, services).run(limit); });
}

Result<int> settleOne(const Services& services)
{
    std::optional<store::Params> failed;
    const auto alone = services.database.inTransaction<int>([&](Transaction& transaction) {
        failed.reset();
        return Batch(transaction, services).run(1, &failed);
    });
    if (alone || alone.error().code == ErrorCode::Unavailable || !failed) return alone;
    // That event again, in a transaction of its own that only remembers that it failed.
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const QDateTime now = services.clock.now();
        const auto row = transaction.one("payments/claim_event", *failed);
        if (!row) return 1; // another thread has it by now
        const int attempts = row->small("attempts") + 1;
        const store::Params event = store::Params(*failed).add("awaits", row->isNull("awaits") ? store::null() : QVariant(row->text("awaits")));
        if (attempts >= kMaxAttempts)
            transaction.exec("payments/insert_event_problem", store::Params(event).add("outcome", QStringLiteral("failed")).add("detail", alone.error().detail).add("now", now));
        else
            transaction.exec("payments/requeue_event", store::Params(event).add("attempts", attempts).add("not_before", now.addSecs(std::min(300, 1 << attempts))));
        return 1;
    });
}

} // namespace lectern::settlement
