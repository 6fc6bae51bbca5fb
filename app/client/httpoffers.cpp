#include "app/client/httpoffers.h"
#include "app/client/query.h"

namespace lectern {

Reply<QList<Bundle>> HttpOffers::bundles() { return asList(m_api->get(QStringLiteral("/api/bundles")), bundleFromJson); }

Reply<BundleQuote> HttpOffers::quote(BundleId id, QString country)
{
    QUrlQuery query;
    add(query, "country", country);
    return as(m_api->get(idPath("/api/bundles/", id.value, "/quote"), query), bundleQuoteFromJson);
}

Reply<BundleResult> HttpOffers::buy(BundleId id, BundleOrderForm form, QString key) { return as(m_api->send("POST", idPath("/api/bundles/", id.value, "/purchases"), toJson(form), key), bundleResultFromJson); }
Reply<QList<BundlePurchase>> HttpOffers::purchases() { return asList(m_api->get(QStringLiteral("/api/bundle-purchases")), bundlePurchaseFromJson); }
Reply<QList<Gift>> HttpOffers::gifts() { return asList(m_api->get(QStringLiteral("/api/gifts")), giftFromJson); }
Reply<QList<Bundle>> HttpOffers::allBundles() { return asList(m_api->get(QStringLiteral("/api/admin/bundles")), bundleFromJson); }
Reply<Bundle> HttpOffers::create(BundleForm form) { return as(m_api->send("POST", QStringLiteral("/api/admin/bundles"), toJson(form)), bundleFromJson); }
Reply<Bundle> HttpOffers::edit(BundleId id, BundleForm form) { return as(m_api->send("PUT", idPath("/api/admin/bundles/", id.value), toJson(form)), bundleFromJson); }
Reply<Bundle> HttpOffers::setState(BundleId id, BundleState state) { return as(m_api->send("POST", idPath("/api/admin/bundles/", id.value, "/state"), toJson(BundleStateForm{state})), bundleFromJson); }

Reply<Page<DeskItem>> HttpDesk::items(DeskFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.kind) add(query, "kind", toText(*filter.kind));
    if (filter.state) add(query, "state", toText(*filter.state));
    add(query, "text", filter.text);
    return asPage(m_api->get(QStringLiteral("/api/admin/desk"), query), deskItemFromJson);
}

Reply<DeskItem> HttpDesk::report(QString id, DeskReport report, QString key) { return as(m_api->send("POST", idPath("/api/admin/desk/", id, "/report"), toJson(report), key), deskItemFromJson); }

} // namespace lectern
