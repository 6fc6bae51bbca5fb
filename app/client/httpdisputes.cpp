#include "app/client/httpdisputes.h"
#include "app/client/query.h"

namespace lectern {

Reply<Page<Dispute>> HttpDisputes::disputes(DisputeFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.paymentId) add(query, "payment", filter.paymentId->value);
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    add(query, "currency", filter.currency);
    return asPage(m_api->get(QStringLiteral("/api/admin/disputes"), query), disputeFromJson);
}

Reply<DisputeEvidence> HttpDisputes::evidence(DisputeId id)
{
    return as(m_api->get(idPath("/api/admin/disputes/", id.value, "/evidence")), disputeEvidenceFromJson);
}

Reply<Dispute> HttpDisputes::answer(DisputeId id, DisputeAnswer answer, QString key)
{
    return as(m_api->send("POST", idPath("/api/admin/disputes/", id.value, "/answer"), toJson(answer), key), disputeFromJson);
}

} // namespace lectern
