#include "http/route.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/offline.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/books.h"

namespace lectern::http {

namespace {

Result<Answer> quote(Call& c)
{
    // Codes have at least three signs, and "none" says that a place which waits with one shall do without it.
    const QString coupon = c.query("coupon");
    std::optional<QString> wanted;
    if (!coupon.isEmpty()) wanted = coupon == u"none" ? QString() : coupon;
    return answer(enrollments::quote(c.services, c.caller, c.id<CourseId>(), c.query("country"), wanted, c.query("gift") == u"true"));
}
Result<Answer> wallet(Call& c) { return answer(wallets::mine(c.services, c.caller)); }
Result<Answer> walletEntries(Call& c) { return answerPage(wallets::entries(c.services, c.caller, c.query("currency"), c.page())); }

Result<Answer> topUp(Call& c)
{
    return withForm(c, topUpFormFromJson, [&](const auto& form) { return answer(wallets::topUp(c.services, c.caller, form), 201); });
}

Result<Answer> documents(Call& c) { return answerPage(books::documentsOf(c.services, c.caller, c.id<PaymentId>())); }
Result<Answer> allDocuments(Call& c) { return answerPage(books::documents(c.services, c.query("text"), c.page())); }
Result<Answer> receipts(Call& c) { return answerPage(offline::receipts(c.services, c.id<PaymentId>())); }

Result<Answer> record(Call& c)
{
    return withForm(c, offlineReceiptFormFromJson, [&](const auto& form) { return answer(offline::record(c.services, c.caller, c.id<PaymentId>(), form), 201); });
}

Result<Answer> reverse(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(offline::reverse(c.services, c.caller, c.id<ReceiptId>(), body->value(QLatin1String("reason")).toString()));
}

} // namespace

std::vector<Route> purchaseRoutes()
{
    return {
        {"GET", "/api/courses/{id}/quote", Access::Students, quote},
        {"GET", "/api/wallet", Access::Students, wallet},
        {"GET", "/api/wallet/entries", Access::Students, walletEntries},
        {"POST", "/api/wallet/top-ups", Access::Students, topUp, RateClass::Payment, true},
        {"GET", "/api/payments/{id}/documents", Access::Anybody, documents},
        {"GET", "/api/admin/documents", Access::Admins, allDocuments},
        {"GET", "/api/admin/payments/{id}/receipts", Access::Admins, receipts},
        {"POST", "/api/admin/payments/{id}/receipts", Access::Admins, record, RateClass::None, true, true},
        {"POST", "/api/admin/receipts/{id}/reversal", Access::Admins, reverse, RateClass::None, true, true},
    };
}

} // namespace lectern::http
