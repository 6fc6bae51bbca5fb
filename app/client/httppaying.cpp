#include "app/client/httppaying.h"
#include "app/client/query.h"

namespace lectern {

Reply<PurchaseQuote> HttpCoupons::check(CouponCheckForm form) { return as(m_api->send("POST", QStringLiteral("/api/payments/coupons/validate"), toJson(form)), purchaseQuoteFromJson); }

Reply<QList<CouponOffer>> HttpCoupons::offers(CourseId course)
{
    QUrlQuery query;
    add(query, "course", course.value);
    return asList(m_api->get(QStringLiteral("/api/payments/coupons/active"), query), couponOfferFromJson);
}

Reply<Page<Coupon>> HttpCoupons::coupons(CouponFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.state) add(query, "state", toText(*filter.state));
    return asPage(m_api->get(QStringLiteral("/api/coupons"), query), couponFromJson);
}

Reply<Coupon> HttpCoupons::create(CouponForm form) { return as(m_api->send("POST", QStringLiteral("/api/coupons"), toJson(form)), couponFromJson); }
Reply<Coupon> HttpCoupons::edit(CouponId id, CouponForm form) { return as(m_api->send("PUT", idPath("/api/coupons/", id.value), toJson(form)), couponFromJson); }

Reply<Coupon> HttpCoupons::setArchived(CouponId id, bool archived)
{
    return as(m_api->send("POST", idPath("/api/coupons/", id.value, archived ? "/archive" : "/restore")), couponFromJson);
}

Reply<Page<CouponUse>> HttpCoupons::uses(CouponId id, PageRequest page) { return asPage(m_api->get(idPath("/api/coupons/", id.value, "/uses"), pageQuery(page)), couponUseFromJson); }
Reply<QByteArray> HttpCoupons::codesCsv(CouponId id) { return m_api->bytes(idPath("/api/coupons/", id.value, "/codes.csv"), {}); }

Reply<QList<Plan>> HttpPlans::plans() { return asList(m_api->get(QStringLiteral("/api/admin/payments/plans")), planFromJson); }
Reply<Plan> HttpPlans::create(PlanForm form) { return as(m_api->send("POST", QStringLiteral("/api/admin/payments/plans"), toJson(form)), planFromJson); }
Reply<Plan> HttpPlans::edit(PlanId id, PlanForm form) { return as(m_api->send("PUT", idPath("/api/admin/payments/plans/", id.value), toJson(form)), planFromJson); }

Reply<Plan> HttpPlans::setArchived(PlanId id, bool archived)
{
    return as(m_api->send("POST", idPath("/api/admin/payments/plans/", id.value, archived ? "/archive" : "/restore")), planFromJson);
}

Reply<PlanRules> HttpPlans::rules() { return as(m_api->get(QStringLiteral("/api/admin/payments/plan-rules")), planRulesFromJson); }
Reply<PlanRules> HttpPlans::saveRules(PlanRules rules) { return as(m_api->send("PUT", QStringLiteral("/api/admin/payments/plan-rules"), toJson(rules)), planRulesFromJson); }

Reply<Page<Product>> HttpPlans::products(QString text, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", text);
    return asPage(m_api->get(QStringLiteral("/api/admin/payments/products"), query), productFromJson);
}

Reply<Page<Product>> HttpPlans::preview(PlanRules rules) { return asPage(m_api->send("POST", QStringLiteral("/api/admin/payments/plan-rules/preview"), toJson(rules)), productFromJson); }
Reply<Product> HttpPlans::attach(ProductForm form) { return as(m_api->send("POST", QStringLiteral("/api/admin/payments/products"), toJson(form)), productFromJson); }

Reply<QList<Schedule>> HttpSchedules::mine() { return asList(m_api->get(QStringLiteral("/api/payments/schedules")), scheduleFromJson); }

Reply<Checkout> HttpSchedules::payLine(ScheduleId id, PayLineForm form, QString key)
{
    return as(m_api->send("POST", idPath("/api/payments/schedules/", id.value, "/pay"), toJson(form), key), checkoutFromJson);
}

Reply<Schedule> HttpSchedules::collectLine(ScheduleId id, PayLineForm form, QString key)
{
    return as(m_api->send("POST", idPath("/api/payments/schedules/", id.value, "/collect"), toJson(form), key), scheduleFromJson);
}

Reply<Page<Schedule>> HttpSchedules::schedules(ScheduleFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.overdueOnly) add(query, "overdue", QStringLiteral("true"));
    return asPage(m_api->get(QStringLiteral("/api/admin/payments/schedules"), query), scheduleFromJson);
}

Reply<Schedule> HttpSchedules::schedule(ScheduleId id) { return as(m_api->get(idPath("/api/admin/payments/schedules/", id.value)), scheduleFromJson); }

Reply<Schedule> HttpSchedules::setPaused(ScheduleId id, bool paused, QString reason)
{
    return as(m_api->send("POST", idPath("/api/admin/payments/schedules/", id.value, paused ? "/pause" : "/resume"), {{QStringLiteral("reason"), reason}}), scheduleFromJson);
}

Reply<Schedule> HttpSchedules::change(ScheduleId id, LineChange change)
{
    return as(m_api->send("POST", idPath("/api/admin/payments/schedules/", id.value, "/change"), toJson(change)), scheduleFromJson);
}

Reply<Schedule> HttpSchedules::recordPayment(ScheduleId id, LineId line, OfflineReceiptForm form, QString key)
{
    QJsonObject body = toJson(form);
    body.insert(QStringLiteral("lineId"), line.value);
    return as(m_api->send("POST", idPath("/api/admin/payments/schedules/", id.value, "/record-payment"), body, key), scheduleFromJson);
}

Reply<QList<Subscription>> HttpSubscriptions::mine() { return asList(m_api->get(QStringLiteral("/api/payments/subscriptions")), subscriptionFromJson); }
Reply<QList<SubscriptionInvoice>> HttpSubscriptions::invoices(SubscriptionId id) { return asList(m_api->get(idPath("/api/payments/subscriptions/", id.value, "/invoices")), subscriptionInvoiceFromJson); }
Reply<Subscription> HttpSubscriptions::end(SubscriptionId id, SubscriptionEndForm form) { return as(m_api->send("POST", idPath("/api/payments/subscriptions/", id.value, "/cancel"), toJson(form)), subscriptionFromJson); }
Reply<Subscription> HttpSubscriptions::resume(SubscriptionId id) { return as(m_api->send("POST", idPath("/api/payments/subscriptions/", id.value, "/resume")), subscriptionFromJson); }
Reply<Checkout> HttpSubscriptions::pay(SubscriptionId id, QString key) { return as(m_api->send("POST", idPath("/api/payments/subscriptions/", id.value, "/pay"), {}, key), checkoutFromJson); }
Reply<QList<PlanOffer>> HttpSubscriptions::choices(SubscriptionId id) { return asList(m_api->get(idPath("/api/payments/subscriptions/", id.value, "/choices")), planOfferFromJson); }

Reply<SubscriptionChange> HttpSubscriptions::preview(SubscriptionId id, PlanId plan)
{
    SubscriptionChangeForm form;
    form.planId = plan;
    return as(m_api->send("POST", idPath("/api/payments/subscriptions/", id.value, "/preview"), toJson(form)), subscriptionChangeFromJson);
}

Reply<Subscription> HttpSubscriptions::change(SubscriptionId id, SubscriptionChangeForm form, QString key)
{
    return as(m_api->send("POST", idPath("/api/payments/subscriptions/", id.value, "/change"), toJson(form), key), subscriptionFromJson);
}

Reply<Page<Subscription>> HttpSubscriptions::subscriptions(SubscriptionFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.state) add(query, "state", toText(*filter.state));
    return asPage(m_api->get(QStringLiteral("/api/admin/payments/subscriptions"), query), subscriptionFromJson);
}

Reply<Subscription> HttpSubscriptions::endAsAdmin(SubscriptionId id, SubscriptionEndForm form)
{
    return as(m_api->send("POST", idPath("/api/admin/payments/subscriptions/", id.value, "/cancel"), toJson(form)), subscriptionFromJson);
}

Reply<QList<SavedMethod>> HttpMethods::methods() { return asList(m_api->get(QStringLiteral("/api/payments/payment-methods")), savedMethodFromJson); }
Reply<MethodSetup> HttpMethods::setUp(QString key) { return as(m_api->send("POST", QStringLiteral("/api/payments/payment-methods"), {}, key), methodSetupFromJson); }
Reply<QList<SavedMethod>> HttpMethods::makeDefault(QString id) { return asList(m_api->send("POST", idPath("/api/payments/payment-methods/", id, "/default")), savedMethodFromJson); }
Reply<QList<SavedMethod>> HttpMethods::remove(QString id) { return asList(m_api->send("DELETE", idPath("/api/payments/payment-methods/", id)), savedMethodFromJson); }
Reply<HostedSession> HttpMethods::openSession(SessionForm form, QString key) { return as(m_api->send("POST", QStringLiteral("/api/payments/sessions"), toJson(form), key), hostedSessionFromJson); }
Reply<HostedSession> HttpMethods::session(SessionId id) { return as(m_api->get(idPath("/api/payments/sessions/", id.value)), hostedSessionFromJson); }
Reply<HostedSession> HttpMethods::cancelSession(SessionId id) { return as(m_api->send("POST", idPath("/api/payments/sessions/", id.value, "/cancel")), hostedSessionFromJson); }
Reply<TransferBalance> HttpMethods::transferBalance() { return as(m_api->get(QStringLiteral("/api/payments/transfer-balance")), transferBalanceFromJson); }
Reply<TransferBalance> HttpMethods::returnTransfer(TransferReturnForm form, QString key) { return as(m_api->send("POST", QStringLiteral("/api/payments/transfer-balance/returns"), toJson(form), key), transferBalanceFromJson); }

} // namespace lectern
