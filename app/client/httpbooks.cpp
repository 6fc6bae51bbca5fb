#include "app/client/httpbooks.h"
#include "app/client/query.h"

namespace lectern {

Reply<ReconciliationSummary> HttpBooks::reconciliation()
{
    return as(m_api->get(QStringLiteral("/api/admin/reconciliation")), reconciliationSummaryFromJson);
}

Reply<Page<ReconciliationItem>> HttpBooks::lines(ReconciliationFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.state) add(query, "state", toText(*filter.state));
    add(query, "text", filter.text);
    return asPage(m_api->get(QStringLiteral("/api/admin/reconciliation/lines"), query), reconciliationItemFromJson);
}

Reply<ReconciliationItem> HttpBooks::explain(QString lineId, ExplainForm form, QString key)
{
    return as(m_api->send("POST", idPath("/api/admin/reconciliation/lines/", lineId, "/explain"), toJson(form), key), reconciliationItemFromJson);
}

Reply<ReconciliationSummary> HttpBooks::clearSuspense(SuspenseForm form, QString key)
{
    return as(m_api->send("POST", QStringLiteral("/api/admin/reconciliation/suspense"), toJson(form), key), reconciliationSummaryFromJson);
}

Reply<ReconciliationSummary> HttpBooks::reconcileNow()
{
    return as(m_api->send("POST", QStringLiteral("/api/admin/reconciliation/run")), reconciliationSummaryFromJson);
}

Reply<Report> HttpBooks::report(ReportKind kind, QString currency, QDateTime from, QDateTime until)
{
    QUrlQuery query;
    add(query, "currency", currency);
    add(query, "from", stamp(from));
    add(query, "until", stamp(until));
    return as(m_api->get(idPath("/api/admin/reports/", toText(kind)), query), reportFromJson);
}

} // namespace lectern
