#include "settlement/batch.h"
#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "stripe/wire.h"
#include "usecases/payments/refunds.h"
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
    PaymentId id;
    EnrollmentId enrollment;
    CourseId course;
    UserId student;
    UserId teacher;
    Money amount;
    int shareBps = 0;
    PaymentState state = PaymentState::Created;
    QString chargeId;
    QString failureCode;
    QString failureMessage;
    bool settled = false; ///< by this batch
    bool changed = false;
};

class Batch
{
public:
    Batch(Transaction& transaction, const Services& services) : m_transaction(transaction), m_services(services), m_now(services.clock.now()) {}

    Result<int> run(int limit)
    {
        QList<Claimed> claimed;
        for (const Row& row : m_transaction.run("payments/claim_events", {{"now", m_now}, {"limit", limit}}))
            claimed.append({row.text("endpoint"), row.text("event_id"), row.text("type"), row.small("attempts"), row.text("body").toUtf8()});
        for (const Claimed& event : claimed) {
            if (auto error = sortOut(event)) return *error;
        }
        lockPayments();
        for (const auto& [event, intent] : m_intents) apply(event, intent);
        if (auto error = settle()) return *error;
        writeStates();
        // After the sales of the same batch, which a refund may belong to.
        for (const auto& [event, parsed] : m_refunds) {
            if (auto error = applyRefund(event, parsed)) return *error;
        }
        return static_cast<int>(claimed.size());
    }

private:
    /// Takes an event apart; payouts are rare and applied at once, payment intents wait for the set-based part.
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
        if (event.type.startsWith(QLatin1String("refund."))) {
            m_refunds.emplace_back(event, *parsed);
            return std::nullopt;
        }
        if (!event.type.startsWith(QLatin1String("payout."))) return std::nullopt; // others carry nothing that we book yet
        const auto payout = stripe::payoutFromJson(parsed->object);
        if (payout && parsed->livemode != m_services.policy.livemode) {
            problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
            return std::nullopt;
        }
        if (!payout) {
            problem(event, "failed", payout.error().detail);
            return std::nullopt;
        }
        return outcome(event, vaults::applyPayout(m_transaction, m_services, *payout));
    }

    /// What becomes of an event that is applied by itself; an Error makes the whole batch try again.
    std::optional<Error> outcome(const Claimed& event, const Result<Done>& done)
    {
        if (done) return std::nullopt;
        if (done.error().code == ErrorCode::NotFound) putOff(event, done.error().detail);
        else if (done.error().code == ErrorCode::GatewayRefused) problem(event, "mismatch", done.error().detail);
        else return done.error();
        return std::nullopt;
    }

    std::optional<Error> applyRefund(const Claimed& event, const stripe::Event& parsed)
    {
        const auto refund = stripe::refundFromJson(parsed.object);
        if (!refund) problem(event, "failed", refund.error().detail);
        else if (parsed.livemode != m_services.policy.livemode) problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
        else return outcome(event, refunds::applyRefund(m_transaction, m_services, *refund));
        return std::nullopt;
    }

    void lockPayments()
    {
        if (m_intents.empty()) return;
        QStringList ids;
        for (const auto& [event, intent] : m_intents) ids << intent.id;
        for (const Row& row : m_transaction.run("payments/lock_by_gateway_ids", {{"gateway_ids", packed(ids)}})) insert(row.text("gateway_id"), row);
        for (const auto& [event, intent] : m_intents) {
            if (!m_payments.contains(intent.id)) adopt(intent);
        }
    }

    void insert(const QString& gatewayId, const Row& row)
    {
        m_payments.insert(gatewayId, {row.id<PaymentId>("id"), row.id<EnrollmentId>("enrollment_id"), row.id<CourseId>("course_id"), row.id<UserId>("student_id"),
                                      row.id<UserId>("teacher_id"), row.money("amount_minor"), row.small("share_bps"), row.enumeration<PaymentState>("state"), {}, {}, {}});
    }

    /// The intent was made, but its answer never reached us (a crash, a lost connection): its metadata names our payment.
    void adopt(const stripe::Intent& intent)
    {
        if (!isUuid(intent.paymentId)) return;
        const auto row = m_transaction.one("payments/lock_payment", {{"id", intent.paymentId}});
        if (!row || !row->isNull("gateway_id") || row->money("amount_minor") != intent.amount) return;
        m_transaction.exec("payments/set_gateway_id", {{"id", intent.paymentId}, {"gateway_id", intent.id}, {"now", m_now}});
        insert(intent.id, *row);
    }

    void apply(const Claimed& event, const stripe::Intent& intent)
    {
        const auto found = m_payments.find(intent.id);
        if (found == m_payments.end()) {
            putOff(event, QStringLiteral("no payment belongs to %1").arg(intent.id));
            return;
        }
        PaymentRow& payment = *found;
        if (intent.livemode != m_services.policy.livemode) return problem(event, "mismatch", QStringLiteral("livemode is not this server's"));
        if (intent.amount != payment.amount) {
            return problem(event, "mismatch", QStringLiteral("payment %1 is over %2 %3, the event says %4 %5")
                                                  .arg(payment.id.value, payment.amount.toDecimal(), payment.amount.currency().code(), intent.amount.toDecimal(), intent.amount.currency().code()));
        }
        if (payment.state == PaymentState::Canceled && intent.state == PaymentState::Succeeded)
            return problem(event, "mismatch", QStringLiteral("payment %1 was canceled, and now the gateway says that it succeeded").arg(payment.id.value));
        if (!states::advances(payment.state, intent.state)) return; // older than what we know, or the same again
        if (intent.state == PaymentState::Succeeded && intent.receivedMinor != payment.amount.minor())
            return problem(event, "mismatch", QStringLiteral("payment %1 received %2 of %3 minor units").arg(payment.id.value).arg(intent.receivedMinor).arg(payment.amount.minor()));
        payment.state = intent.state;
        payment.settled = intent.state == PaymentState::Succeeded;
        payment.chargeId = intent.chargeId;
        payment.failureCode = intent.failureCode;
        payment.failureMessage = intent.failureMessage.left(500);
        payment.changed = true;
    }

    /// Books the payments that succeeded and opens their enrollments.
    std::optional<Error> settle()
    {
        QList<PaymentRow*> settled;
        for (PaymentRow& payment : m_payments) {
            if (payment.settled) settled.append(&payment);
        }
        if (settled.isEmpty()) return std::nullopt;
        std::sort(settled.begin(), settled.end(), [](const PaymentRow* a, const PaymentRow* b) { return a->id < b->id; });
        std::vector<ledger::Split> shares;
        for (const PaymentRow* payment : settled) shares.push_back(ledger::split(payment->amount, payment->shareBps));
        const QHash<UserId, VaultId> vaults = vaultsOf(settled);
        QStringList ids, charges, teacher, platform;
        for (qsizetype i = 0; i < settled.size(); ++i) {
            const PaymentRow& payment = *settled.at(i);
            const ledger::Split& share = shares.at(static_cast<size_t>(i));
            ids << payment.id.value;
            charges << payment.chargeId;
            teacher << QString::number(share.teacher.minor());
            platform << QString::number(share.platform.minor());
        }
        m_transaction.exec("payments/settle_payments", {{"ids", packed(ids)}, {"charge_ids", packed(charges)}, {"teacher", packed(teacher)}, {"platform", packed(platform)}, {"now", m_now}});
        openEnrollments(settled);
        for (const PaymentRow* payment : settled) publish(m_transaction, m_services, payment->student, QStringLiteral("payment"), payment->id.value);
        for (auto vault = vaults.cbegin(); vault != vaults.cend(); ++vault) publish(m_transaction, m_services, vault.key(), QStringLiteral("vault"), vault->value);
        publishToRole(m_transaction, m_services, Role::Admin, QStringLiteral("payment"), {});
        // Last, because every batch meets the others at the vaults: their locks are held only until the commit.
        return book(settled, shares, vaults);
    }

    /// Journals and holds. A teacher who owes something repays it from the sale before it reaches the vault.
    std::optional<Error> book(const QList<PaymentRow*>& settled, const std::vector<ledger::Split>& shares, const QHash<UserId, VaultId>& vaults)
    {
        QList<Currency> currencies;
        for (const PaymentRow* payment : settled) {
            if (!currencies.contains(payment->amount.currency())) currencies << payment->amount.currency();
        }
        store::Debts debts = store::lockDebts(m_transaction, vaults.keys(), currencies);
        QList<ledger::Journal> journals;
        QStringList ids, vaultIds, teacher, platform, gateway, codes;
        for (qsizetype i = 0; i < settled.size(); ++i) {
            const PaymentRow& payment = *settled.at(i);
            const ledger::Split& share = shares.at(static_cast<size_t>(i));
            const Currency currency = payment.amount.currency();
            journals.append(ledger::sale({payment.id, payment.teacher, share}));
            Money& owed = debts[{payment.teacher.value, currency.code()}].owed;
            const qint64 repaid = std::min(owed.minor(), share.teacher.minor());
            if (repaid > 0) {
                journals.append(ledger::repayment(payment.id, payment.teacher, Money::fromMinor(repaid, currency)));
                owed = Money::fromMinor(owed.minor() - repaid, currency);
            }
            ids << payment.id.value;
            vaultIds << vaults.value(payment.teacher).value;
            teacher << QString::number(share.teacher.minor() - repaid);
            platform << QString::number(share.platform.minor());
            gateway << QString::number(payment.amount.minor());
            codes << currency.code();
        }
        m_transaction.exec("vaults/insert_holds", {{"payment_ids", packed(ids)}, {"vault_ids", packed(vaultIds)}, {"teacher", packed(teacher)}, {"platform", packed(platform)},
                                                   {"gateway", packed(gateway)}, {"currencies", packed(codes)}, {"available_at", m_now.addDays(m_services.policy.holdDays)}});
        const auto posted = store::post(m_transaction, journals, m_now);
        return posted ? std::nullopt : std::optional(posted.error());
    }

    /// By teacher, also where the platform's share is the whole sale and the books do not touch the vault.
    QHash<UserId, VaultId> vaultsOf(const QList<PaymentRow*>& settled)
    {
        QStringList owners;
        for (const PaymentRow* payment : settled) {
            if (!owners.contains(payment->teacher.value)) owners << payment->teacher.value;
        }
        QHash<UserId, VaultId> vaults;
        for (const Row& row : m_transaction.run("vaults/list_by_owners", {{"owner_ids", packed(owners)}})) vaults.insert(row.id<UserId>("owner_id"), row.id<VaultId>("id"));
        return vaults;
    }

    void openEnrollments(const QList<PaymentRow*>& settled)
    {
        QStringList enrollments;
        QStringList courses;
        for (const PaymentRow* payment : settled) {
            enrollments << payment->enrollment.value;
            if (!courses.contains(payment->course.value)) courses << payment->course.value;
        }
        QHash<QString, QString> titles;
        for (const Row& row : m_transaction.run("payments/course_titles", {{"ids", packed(courses)}})) titles.insert(row.text("id"), row.text("title"));
        QHash<QString, EnrollmentState> states;
        for (const Row& row : m_transaction.run("payments/lock_enrollments", {{"ids", packed(enrollments)}})) states.insert(row.text("id"), row.enumeration<EnrollmentState>("state"));
        QStringList opened, ids, users, kinds, headlines, texts, subjects, mailIds, mailKeys, mailUsers, templates, params;
        for (const PaymentRow* payment : settled) {
            const QString enrollment = payment->enrollment.value;
            if (states::mayBecome(states.value(enrollment), EnrollmentState::Active)) opened << enrollment;
            else reportSecondPayment(*payment, titles.value(payment->course.value));
            const Notification note{newId<NotificationId>(), QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                                    QStringLiteral("Your payment for “%1” has arrived. The course is open.").arg(titles.value(payment->course.value)), enrollment, false, m_now};
            ids << note.id.value;
            users << payment->student.value;
            kinds << note.kind;
            headlines << note.title;
            texts << note.text;
            subjects << note.subjectId;
            mailIds << newUuid7();
            mailKeys << QStringLiteral("settled:") + payment->id.value;
            mailUsers << payment->student.value;
            templates << QStringLiteral("receipt");
            const QJsonObject values{{QStringLiteral("title"), note.title}, {QStringLiteral("text"), note.text},
                                     {QStringLiteral("amount"), amountText(payment->amount)},
                                     {QStringLiteral("course"), titles.value(payment->course.value)}, {QStringLiteral("payment"), payment->id.value}};
            params << QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
            m_transaction.afterCommit([&live = m_services.live, user = payment->student, note] { live.toUser(user, {QStringLiteral("enrollment"), note.subjectId, note}); });
        }
        m_transaction.exec("payments/activate_enrollments", {{"ids", packed(opened)}, {"now", m_now}});
        m_transaction.exec("payments/insert_notifications", {{"ids", packed(ids)}, {"user_ids", packed(users)}, {"kinds", packed(kinds)}, {"titles", packed(headlines)},
                                                             {"texts", packed(texts)}, {"subject_ids", packed(subjects)}, {"now", m_now}});
        m_transaction.exec("payments/insert_mails", {{"ids", packed(mailIds)}, {"dedupe_keys", packed(mailKeys)}, {"user_ids", packed(mailUsers)}, {"templates", packed(templates)},
                                                     {"params", packed(params)}, {"now", m_now}});
    }

    /// The enrollment was open already: somebody paid twice. The money is booked, and an admin has to give it back.
    void reportSecondPayment(const PaymentRow& payment, const QString& title)
    {
        audit(m_transaction, m_services, {}, QStringLiteral("payment.second"), title, payment.id.value, QStringLiteral("The enrollment was paid before. Refund this payment."));
        notifyAdmins(m_transaction, m_services, {{}, QStringLiteral("payment_unexpected"), QStringLiteral("A course was paid twice"),
                                                 QStringLiteral("“%1” was paid again by a student who is in already. Refund payment %2.").arg(title, payment.id.value), payment.id.value,
                                                 QStringLiteral("notice"), QStringLiteral("second:") + payment.id.value});
    }

    void writeStates()
    {
        QStringList ids, names, codes, messages;
        for (const PaymentRow& payment : m_payments) {
            if (!payment.changed || payment.settled) continue;
            ids << payment.id.value;
            names << toText(payment.state);
            codes << payment.failureCode;
            messages << payment.failureMessage;
            publish(m_transaction, m_services, payment.student, QStringLiteral("payment"), payment.id.value);
        }
        if (ids.isEmpty()) return;
        m_transaction.exec("payments/change_states", {{"ids", packed(ids)}, {"states", packed(names)}, {"codes", packed(codes)}, {"messages", packed(messages)}, {"now", m_now}});
    }

    /// What is not known yet may be known in a moment: the call that makes it may still be under way.
    void putOff(const Claimed& event, const QString& why)
    {
        if (event.attempts + 1 >= kMaxAttempts) return problem(event, "unknown_object", why);
        const int delay = std::min(300, 1 << event.attempts);
        m_transaction.exec("payments/requeue_event", {{"endpoint", event.endpoint}, {"event_id", event.eventId}, {"attempts", event.attempts + 1}, {"not_before", m_now.addSecs(delay)}});
    }

    void problem(const Claimed& event, const char* outcome, const QString& detail)
    {
        m_transaction.exec("payments/insert_event_problem", {{"endpoint", event.endpoint}, {"event_id", event.eventId}, {"outcome", QString::fromLatin1(outcome)}, {"detail", detail}, {"now", m_now}});
    }

    Transaction& m_transaction;
    const Services& m_services;
    QDateTime m_now;
    std::vector<std::pair<Claimed, stripe::Intent>> m_intents;
    std::vector<std::pair<Claimed, stripe::Event>> m_refunds;
    QHash<QString, PaymentRow> m_payments;
};

} // namespace

Result<int> settleBatch(const Services& services, int limit)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) { return Batch(transaction, services).run(limit); });
}

Result<int> settleOne(const Services& services)
{
    const auto alone = settleBatch(services, 1);
    if (alone || alone.error().code == ErrorCode::Unavailable) return alone;
    // The same event again, in a transaction of its own that only remembers that it failed.
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const QDateTime now = services.clock.now();
        const auto row = transaction.one("payments/claim_events", {{"now", now}, {"limit", 1}});
        if (!row) return 0;
        const int attempts = row->small("attempts") + 1;
        const store::Params event{{"endpoint", row->text("endpoint")}, {"event_id", row->text("event_id")}};
        if (attempts >= kMaxAttempts)
            transaction.exec("payments/insert_event_problem", store::Params(event).add("outcome", QStringLiteral("failed")).add("detail", alone.error().detail).add("now", now));
        else
            transaction.exec("payments/requeue_event", store::Params(event).add("attempts", attempts).add("not_before", now.addSecs(std::min(300, 1 << attempts))));
        return 1;
    });
}

} // namespace lectern::settlement
