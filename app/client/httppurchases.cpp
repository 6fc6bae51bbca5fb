#include "app/client/httppurchases.h"
#include "app/client/query.h"

namespace lectern {

Reply<PurchaseQuote> HttpPurchases::quote(CourseId course, QString country, QuoteOf of)
{
    QUrlQuery query;
    add(query, "country", country);
    if (of == QuoteOf::PlaceWithoutCoupon) add(query, "coupon", QStringLiteral("none"));
    if (of == QuoteOf::Gift) add(query, "gift", QStringLiteral("true"));
    return as(m_api->get(idPath("/api/courses/", course.value, "/quote"), query), purchaseQuoteFromJson);
}

Reply<StudentWallet> HttpPurchases::wallet() { return as(m_api->get(QStringLiteral("/api/wallet")), studentWalletFromJson); }

Reply<Page<WalletEntry>> HttpPurchases::walletEntries(QString currency, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "currency", currency);
    return asPage(m_api->get(QStringLiteral("/api/wallet/entries"), query), walletEntryFromJson);
}

Reply<Checkout> HttpPurchases::topUp(TopUpForm form, QString key)
{
    return as(m_api->send("POST", QStringLiteral("/api/wallet/top-ups"), toJson(form), key), checkoutFromJson);
}

Reply<QList<FiscalDocument>> HttpPurchases::documents(PaymentId payment)
{
    return asList(m_api->get(idPath("/api/payments/", payment.value, "/documents")), fiscalDocumentFromJson);
}

Reply<Page<FiscalDocument>> HttpPurchases::allDocuments(QString text, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", text);
    return asPage(m_api->get(QStringLiteral("/api/admin/documents"), query), fiscalDocumentFromJson);
}

Reply<QList<OfflineReceipt>> HttpPurchases::receipts(PaymentId payment)
{
    return asList(m_api->get(idPath("/api/admin/payments/", payment.value, "/receipts")), offlineReceiptFromJson);
}

Reply<OfflineReceipt> HttpPurchases::recordReceipt(PaymentId payment, OfflineReceiptForm form, QString key)
{
    return as(m_api->send("POST", idPath("/api/admin/payments/", payment.value, "/receipts"), toJson(form), key), offlineReceiptFromJson);
}

Reply<OfflineReceipt> HttpPurchases::reverseReceipt(ReceiptId id, QString reason, QString key)
{
    return as(m_api->send("POST", idPath("/api/admin/receipts/", id.value, "/reversal"), {{QStringLiteral("reason"), reason}}, key),
              offlineReceiptFromJson);
}

} // namespace lectern
