#include "simulation/stage.h"
#include <QJsonArray>

// What the real thing says, under the names of Model::figures().
namespace lectern::simulation {

namespace {

void put(Figures& all, const QString& name, qint64 value)
{
    if (value != 0) all[name.toStdString()] += value;
}

} // namespace

Figures Stage::ofPeople()
{
    Figures all;
    for (const auto& row : sql().rows(QStringLiteral("select v.owner_id, b.currency, b.pending_minor, b.available_minor, b.reserved_minor, b.owed_minor from vault_balance b join vault v on v.id = b.vault_id where v.owner_id is not null"))) {
        const QString name = QStringLiteral("teacher %1 %2 ").arg(m_teacherNumbers.value(row.at(0).toString(), -9)).arg(row.at(1).toString());
        const char* parts[] = {"pending", "available", "reserved", "owed"};
        for (int i = 0; i < 4; ++i) put(all, name + QLatin1String(parts[i]), row.at(i + 2).toLongLong());
    }
    for (const auto& row : sql().rows(QStringLiteral("select student_id, currency, available_minor, reserved_minor from wallet"))) {
        const QString name = QStringLiteral("wallet %1 %2 ").arg(m_studentNumbers.value(row.at(0).toString(), -9)).arg(row.at(1).toString());
        put(all, name + QStringLiteral("available"), row.at(2).toLongLong());
        put(all, name + QStringLiteral("reserved"), row.at(3).toLongLong());
    }
    for (const auto& row : sql().rows(QStringLiteral("select student_id, course_id from enrollment where state in ('active', 'completed')")))
        put(all, QStringLiteral("access of student %1 to course %2").arg(m_studentNumbers.value(row.at(0).toString(), -9)).arg(m_courseNumbers.value(row.at(1).toString(), -9)), 1);
    for (const char* table : {"refund", "withdrawal", "dispute"}) {
        for (const auto& row : sql().rows(QStringLiteral("select state, count(*) from %1 group by 1").arg(QLatin1String(table)))) put(all, QStringLiteral("%1s %2").arg(QLatin1String(table), row.at(0).toString()), row.at(1).toLongLong());
    }
    put(all, QStringLiteral("coupon uses"), sql().number(QStringLiteral("select count(*) from coupon_use where state = 'redeemed'")));
    put(all, QStringLiteral("gifts opened"), sql().number(QStringLiteral("select count(*) from gift where redeemed_by is not null")));
    put(all, QStringLiteral("bundles bought"), sql().number(QStringLiteral("select count(*) from bundle_purchase where done_at is not null")));
    put(all, QStringLiteral("plans begun"), sql().number(QStringLiteral("select count(*) from schedule")));
    put(all, QStringLiteral("plans completed"), sql().number(QStringLiteral("select count(*) from schedule where state = 'completed'")));
    for (const auto& row : sql().rows(QStringLiteral("select state, count(*) from subscription group by 1"))) put(all, QStringLiteral("subscriptions ") + row.at(0).toString(), row.at(1).toLongLong());
    for (const auto& row : sql().rows(QStringLiteral("select state, count(*) from booking group by 1"))) put(all, QStringLiteral("sessions ") + row.at(0).toString(), row.at(1).toLongLong());
    for (const auto& row : sql().rows(QStringLiteral("select claim_state, count(*) from booking where claim_state is not null group by 1"))) put(all, QStringLiteral("claims ") + row.at(0).toString(), row.at(1).toLongLong());
    put(all, QStringLiteral("hours held"), sql().number(QStringLiteral("select count(*) from booking_slot")));
    put(all, QStringLiteral("settled mails"), sql().number(QStringLiteral("select count(*) from mail_outbox where dedupe_key like 'settled:%'")));
    put(all, QStringLiteral("events set aside"), sql().number(QStringLiteral("select count(*) from gateway_event_problem where requeued_at is null")));
    return all;
}

Figures Stage::ofBooks()
{
    Figures all;
    const auto rows = sql().rows(QStringLiteral("select a.kind, a.bucket, a.currency, sum(x.minor)::bigint from account a join (select credit_account as id, amount_minor as minor from transfer union all select debit_account, -amount_minor from transfer) x on x.id = a.id where a.owner_id is null group by 1, 2, 3"));
    for (const auto& row : rows) {
        const QString kind = row.at(0).toString();
        const QString currency = row.at(2).toString();
        const qint64 credit = row.at(3).toLongLong();
        if (kind == u"platform_revenue") put(all, row.at(1).toString() == u"reserved" ? QStringLiteral("platform %1 reserved").arg(currency) : QStringLiteral("revenue ") + currency, credit);
        if (kind == u"tax_payable") put(all, QStringLiteral("tax ") + currency, credit);
        if (kind == u"suspense") put(all, QStringLiteral("suspense ") + currency, -credit);
        if (kind == u"gateway_fees") put(all, QStringLiteral("fees ") + currency, -credit);
        if (kind == u"gateway_pending" || kind == u"gateway_available") put(all, QStringLiteral("gateway in the books ") + currency, -credit);
    }
    const QJsonObject balance = m_self->gateway(QStringLiteral("/v1/balance"));
    for (const char* part : {"pending", "available"}) {
        for (const QJsonValue one : balance.value(QLatin1String(part)).toArray())
            put(all, QStringLiteral("gateway at the gateway ") + one.toObject().value(QStringLiteral("currency")).toString().toUpper(), one.toObject().value(QStringLiteral("amount")).toInteger());
    }
    return all;
}

Figures Stage::figures()
{
    Figures all = ofPeople();
    all.merge(ofBooks());
    std::erase_if(all, [](const auto& one) { return one.second == 0; });
    return all;
}

} // namespace lectern::simulation
