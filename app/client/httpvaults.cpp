#include "app/client/httpvaults.h"
#include "app/client/query.h"

namespace lectern {

namespace {
QString vaultPath(const VaultId& id, const char* rest = "") { return QStringLiteral("/api/vaults/") + id.value + QLatin1String(rest); }
} // namespace

Reply<Vault> HttpVaults::mine() { return as(m_api->get(QStringLiteral("/api/vaults/mine")), vaultFromJson); }
Reply<Vault> HttpVaults::vault(VaultId id) { return as(m_api->get(vaultPath(id)), vaultFromJson); }

Reply<Page<Vault>> HttpVaults::allVaults(QString text, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", text);
    return asPage(m_api->get(QStringLiteral("/api/admin/vaults"), query), vaultFromJson);
}

Reply<Page<VaultEntry>> HttpVaults::entries(VaultId id, VaultEntryFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.kind) add(query, "kind", toText(*filter.kind));
    add(query, "currency", filter.currency);
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    return asPage(m_api->get(vaultPath(id, "/entries"), query), vaultEntryFromJson);
}

Reply<VaultSeries> HttpVaults::series(VaultId id, QString currency, int days)
{
    QUrlQuery query;
    add(query, "currency", currency);
    add(query, "days", QString::number(days));
    return as(m_api->get(vaultPath(id, "/series"), query), vaultSeriesFromJson);
}

Reply<Withdrawal> HttpVaults::withdraw(VaultId id, WithdrawalForm form, QString key) { return as(m_api->send("POST", vaultPath(id, "/withdrawals"), toJson(form), key), withdrawalFromJson); }
Reply<Page<Withdrawal>> HttpVaults::withdrawals(VaultId id, PageRequest page) { return asPage(m_api->get(vaultPath(id, "/withdrawals"), pageQuery(page)), withdrawalFromJson); }
Reply<Withdrawal> HttpVaults::cancelWithdrawal(WithdrawalId id) { return as(m_api->send("POST", QStringLiteral("/api/withdrawals/%1/cancel").arg(id.value)), withdrawalFromJson); }

Reply<Page<Withdrawal>> HttpVaults::allWithdrawals(WithdrawalFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.kind) add(query, "kind", toText(*filter.kind));
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    add(query, "currency", filter.currency);
    return asPage(m_api->get(QStringLiteral("/api/admin/withdrawals"), query), withdrawalFromJson);
}

Reply<Withdrawal> HttpVaults::decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString key)
{
    return as(m_api->send("POST", QStringLiteral("/api/admin/withdrawals/%1/decision").arg(id.value), toJson(decision), key), withdrawalFromJson);
}

Reply<Page<Notification>> HttpNotices::list(PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/notifications"), pageQuery(page)), notificationFromJson); }
Reply<Done> HttpNotices::markAllRead() { return asDone(m_api->send("POST", QStringLiteral("/api/notifications/read"))); }
Reply<Badges> HttpNotices::badges() { return as(m_api->get(QStringLiteral("/api/badges")), badgesFromJson); }
Reply<Overview> HttpNotices::overview() { return as(m_api->get(QStringLiteral("/api/overview")), overviewFromJson); }

Reply<Page<AuditEntry>> HttpNotices::audit(AuditFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    add(query, "action", filter.action);
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    return asPage(m_api->get(QStringLiteral("/api/admin/audit"), query), auditEntryFromJson);
}

} // namespace lectern
