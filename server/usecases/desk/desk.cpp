#include "usecases/desk/desk.h"
#include "domain/validation.h"
#include <QJsonArray>

namespace lectern::desk {

using store::Row;
using store::Transaction;

namespace {

DeskItem toItem(const Row& row)
{
    DeskItem item;
    item.id = row.text("id");
    item.kind = row.enumeration<DeskKind>("kind");
    item.state = row.enumeration<DeskState>("state");
    item.amount = row.money("amount_minor");
    item.moved = row.money("moved_minor");
    item.reference = row.text("reference");
    item.personName = row.text("person_name");
    item.what = row.text("what");
    item.failure = item.state == DeskState::Failed ? row.text("note") : QString();
    item.createdAt = row.time("created_at");
    item.finishedAt = row.optionalTime("finished_at");
    return item;
}

/// One item under its lock.
class Reporting
{
public:
    Reporting(Transaction& transaction, const Services& services, const Row& item, const DeskReport& report)
        : m_transaction(transaction), m_services(services), m_item(item), m_report(report), m_id(item.text("id")), m_kind(item.enumeration<DeskKind>("kind")), m_state(item.enumeration<DeskState>("state")),
          m_amount(item.money("amount_minor"))
    {
    }

    std::optional<Error> run()
    {
        if (m_kind == DeskKind::Payment) return arrived();
        const bool isBack = m_state == DeskState::Done && m_report.failed; // a bank sent it back
        if (m_state != DeskState::Waiting && !isBack) return over();
        if (m_report.failed && m_report.note.trimmed().isEmpty()) return fieldError(QStringLiteral("note"), QStringLiteral("Say why it could not be sent."));
        finish(m_report.failed ? DeskState::Failed : DeskState::Done, m_report.failed ? 0 : m_amount.minor());
        if (m_kind == DeskKind::Payout) payoutSent();
        else if (!m_item.isNull("intent_id")) refundSent();
        return std::nullopt;
    }

private:
    static Error over() { return makeError(ErrorCode::InvalidState, QStringLiteral("This is over already. Load it again.")); }

    void finish(DeskState state, qint64 moved)
    {
        m_transaction.exec("desk/finish_item", {{"id", m_id}, {"state", toText(state)}, {"moved_minor", moved}, {"note", m_report.note.trimmed()}, {"now", m_services.clock.now()}});
    }

    void movement(const char* type, const QString& source, const QString& intent, qint64 minor)
    {
        m_transaction.exec("desk/insert_movement", {{"id", QStringLiteral("hand_txn_%1_%2").arg(QLatin1String(type), source)}, {"type", QString::fromLatin1(type)}, {"source_id", source}, {"intent_id", intent}, {"transfer_id", QString()},
                                                    {"amount_minor", minor}, {"currency", m_amount.currency().code()}, {"now", m_services.clock.now()}});
    }

    /// In the shape of docs.stripe.com/api/events/object, as the port's events are.
    void tell(const QString& type, QJsonObject object)
    {
        object.insert(QStringLiteral("id"), m_id);
        object.insert(QStringLiteral("currency"), m_amount.currency().code().toLower());
        object.insert(QStringLiteral("amount"), m_amount.minor());
        object.insert(QStringLiteral("livemode"), m_services.policy.livemode);
        const QString id = QStringLiteral("evt_hand_") + newUuid7().remove(u'-');
        const QJsonObject event{{QStringLiteral("id"), id}, {QStringLiteral("object"), QStringLiteral("event")}, {QStringLiteral("type"), type}, {QStringLiteral("created"), m_services.clock.now().toSecsSinceEpoch()},
                                {QStringLiteral("livemode"), m_services.policy.livemode}, {QStringLiteral("data"), QJsonObject{{QStringLiteral("object"), object}}}};
        m_transaction.exec("payments/insert_events", {{"endpoint", QStringLiteral("desk")}, {"event_ids", id}, {"types", type}, {"bodies", QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact))},
                                                      {"settled_types", type}, {"now", m_services.clock.now()}});
    }

    std::optional<Error> arrived()
    {
        if (m_state != DeskState::Waiting) return arrivedLate();
        const qint64 before = m_item.integer("moved_minor");
        const Money missing = Money::fromMinor(m_amount.minor() - before, m_amount.currency());
        const Money came = m_report.amount.value_or(missing);
        if (came.currency() != m_amount.currency() || came.minor() <= 0) return fieldError(QStringLiteral("amount"), QStringLiteral("Give what has arrived, in %1.").arg(m_amount.currency().code()));
        if (came.minor() > 100 * m_amount.minor()) return fieldError(QStringLiteral("amount"), QStringLiteral("This is more than a hundred times what is expected. Check it."));
        if (came.minor() < missing.minor()) return arrivedInPart(before + came.minor());
        const qint64 tooMuch = came.minor() - missing.minor();
        finish(DeskState::Done, m_amount.minor());
        if (tooMuch > 0) sendBack(tooMuch);
        const QString charge = m_id + QStringLiteral("_charge");
        movement("payment", charge, m_id, m_amount.minor());
        tell(QStringLiteral("payment_intent.succeeded"), {{QStringLiteral("object"), QStringLiteral("payment_intent")}, {QStringLiteral("status"), QStringLiteral("succeeded")}, {QStringLiteral("amount_received"), m_amount.minor()},
                                                          {QStringLiteral("latest_charge"), charge}, {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("payment_id"), m_item.text("subject_id")}}}});
        return std::nullopt;
    }

    /// Nobody waits for it any more, so it is to be sent back.
    std::optional<Error> arrivedLate()
    {
        if (!m_report.amount) return over();
        if (m_report.amount->currency() != m_amount.currency() || m_report.amount->minor() <= 0) return fieldError(QStringLiteral("amount"), QStringLiteral("Give what has arrived, in %1.").arg(m_amount.currency().code()));
        sendBack(m_report.amount->minor());
        return std::nullopt;
    }

    void sendBack(qint64 minor)
    {
        m_transaction.exec("desk/insert_return", {{"id", QStringLiteral("hand_return_") + newUuid7().remove(u'-')}, {"subject_id", m_item.text("subject_id")}, {"amount_minor", minor},
                                                  {"currency", m_amount.currency().code()}, {"reference", m_item.text("reference")}, {"now", m_services.clock.now()}});
    }

    std::optional<Error> arrivedInPart(qint64 moved)
    {
        m_transaction.exec("desk/set_moved", {{"id", m_id}, {"moved_minor", moved}, {"note", m_report.note.trimmed()}});
        const QJsonObject instructions{{QStringLiteral("reference"), m_item.text("reference")}, {QStringLiteral("amount_remaining"), m_amount.minor() - moved}, {QStringLiteral("type"), QStringLiteral("by_hand")}};
        tell(QStringLiteral("payment_intent.partially_funded"),
             {{QStringLiteral("object"), QStringLiteral("payment_intent")}, {QStringLiteral("status"), QStringLiteral("requires_action")}, {QStringLiteral("amount_received"), 0},
              {QStringLiteral("next_action"), QJsonObject{{QStringLiteral("type"), QStringLiteral("display_bank_transfer_instructions")}, {QStringLiteral("display_bank_transfer_instructions"), instructions}}},
              {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("payment_id"), m_item.text("subject_id")}}}});
        return std::nullopt;
    }

    void refundSent()
    {
        if (m_report.failed) movement("payment_failure_refund", m_id, {}, m_amount.minor());
        tell(m_report.failed ? QStringLiteral("refund.failed") : QStringLiteral("refund.updated"),
             {{QStringLiteral("object"), QStringLiteral("refund")}, {QStringLiteral("status"), m_report.failed ? QStringLiteral("failed") : QStringLiteral("succeeded")}, {QStringLiteral("payment_intent"), m_item.text("intent_id")},
              {QStringLiteral("failure_reason"), m_report.failed ? m_report.note.trimmed() : QString()}, {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("refund_id"), m_item.text("subject_id")}}}});
    }

    void payoutSent()
    {
        if (m_report.failed && m_item.text("account_id").isEmpty()) movement("payout_failure", m_id, {}, m_amount.minor());
        tell(m_report.failed ? QStringLiteral("payout.failed") : QStringLiteral("payout.paid"),
             {{QStringLiteral("object"), QStringLiteral("payout")}, {QStringLiteral("status"), m_report.failed ? QStringLiteral("failed") : QStringLiteral("paid")},
              {QStringLiteral("failure_message"), m_report.failed ? m_report.note.trimmed() : QString()}, {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("withdrawal_id"), m_item.text("subject_id")}}}});
    }

    Transaction& m_transaction;
    const Services& m_services;
    const Row& m_item;
    const DeskReport& m_report;
    QString m_id;
    DeskKind m_kind;
    DeskState m_state;
    Money m_amount;
};

} // namespace

Result<Page<DeskItem>> list(const Services& services, const DeskFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<DeskItem>>([&](Transaction& transaction) -> Result<Page<DeskItem>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const int offset = cursor.isEmpty() ? 0 : cursor.first().toInt();
        const QString text = filter.text.trimmed();
        const auto rows = transaction.run("desk/list_items", {{"kind", filter.kind ? QVariant(toText(*filter.kind)) : store::null()}, {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                                              {"pattern", text.isEmpty() ? store::null() : QVariant(store::likePattern(text))}, {"limit", limit + 1}, {"offset", offset}});
        return store::toPage<DeskItem>(rows, limit, toItem, [&](const Row&) { return QStringList{QString::number(offset + limit)}; });
    });
}

Result<DeskItem> report(const Services& services, const Caller& caller, const QString& id, const DeskReport& report)
{
    if (auto error = validation::text(QStringLiteral("note"), report.note, validation::kMaxReason)) return *error;
    return services.database.inTransaction<DeskItem>([&](Transaction& transaction) -> Result<DeskItem> {
        const auto item = transaction.one("desk/lock_item", {{"id", id}});
        if (!item) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such item at the desk."));
        const bool isNew = transaction.exec("desk/insert_report", {{"item_id", id}, {"request_key", caller.idempotencyKey}, {"now", services.clock.now()}}) > 0;
        if (!isNew) return toItem(*transaction.one("desk/find_shown", {{"id", id}}));
        if (auto error = Reporting(transaction, services, *item, report).run()) return *error;
        const DeskItem now = toItem(*transaction.one("desk/find_shown", {{"id", id}}));
        const QString what = report.failed ? QStringLiteral("could not be sent: %1").arg(report.note) : item->text("kind") == u"payment" ? QStringLiteral("%1 arrived").arg(amountText(report.amount.value_or(Money::fromMinor(item->integer("amount_minor") - item->integer("moved_minor"), now.amount.currency())))) : QStringLiteral("sent");
        audit(transaction, services, caller, QStringLiteral("desk.report"), QStringLiteral("%1 of %2 (%3)").arg(amountText(now.amount), now.personName, now.reference), id, report.note.isEmpty() || report.failed ? what : what + QStringLiteral("; ") + report.note);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("desk"), id);
        return now;
    });
}

} // namespace lectern::desk
