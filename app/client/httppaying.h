#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpCoupons final : public CouponsGateway
{
public:
    explicit HttpCoupons(ApiClient* api) : m_api(api) {}
    Reply<PurchaseQuote> check(CouponCheckForm form) override;
    Reply<QList<CouponOffer>> offers(CourseId course) override;
    Reply<Page<Coupon>> coupons(CouponFilter filter, PageRequest page) override;
    Reply<Coupon> create(CouponForm form) override;
    Reply<Coupon> edit(CouponId id, CouponForm form) override;
    Reply<Coupon> setArchived(CouponId id, bool archived) override;
    Reply<Page<CouponUse>> uses(CouponId id, PageRequest page) override;
    Reply<QByteArray> codesCsv(CouponId id) override;

private:
    ApiClient* m_api;
};

class HttpPlans final : public PlansGateway
{
public:
    explicit HttpPlans(ApiClient* api) : m_api(api) {}
    Reply<QList<Plan>> plans() override;
    Reply<Plan> create(PlanForm form) override;
    Reply<Plan> edit(PlanId id, PlanForm form) override;
    Reply<Plan> setArchived(PlanId id, bool archived) override;
    Reply<PlanRules> rules() override;
    Reply<PlanRules> saveRules(PlanRules rules) override;
    Reply<Page<Product>> products(QString text, PageRequest page) override;
    Reply<Page<Product>> preview(PlanRules rules) override;
    Reply<Product> attach(ProductForm form) override;

private:
    ApiClient* m_api;
};

class HttpSchedules final : public SchedulesGateway
{
public:
    explicit HttpSchedules(ApiClient* api) : m_api(api) {}
    Reply<QList<Schedule>> mine() override;
    Reply<Checkout> payLine(ScheduleId id, PayLineForm form, QString idempotencyKey) override;
    Reply<Schedule> collectLine(ScheduleId id, PayLineForm form, QString idempotencyKey) override;
    Reply<Page<Schedule>> schedules(ScheduleFilter filter, PageRequest page) override;
    Reply<Schedule> schedule(ScheduleId id) override;
    Reply<Schedule> setPaused(ScheduleId id, bool paused, QString reason) override;
    Reply<Schedule> change(ScheduleId id, LineChange change) override;
    Reply<Schedule> recordPayment(ScheduleId id, LineId line, OfflineReceiptForm form, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

class HttpSubscriptions final : public SubscriptionsGateway
{
public:
    explicit HttpSubscriptions(ApiClient* api) : m_api(api) {}
    Reply<QList<Subscription>> mine() override;
    Reply<QList<SubscriptionInvoice>> invoices(SubscriptionId id) override;
    Reply<Subscription> end(SubscriptionId id, SubscriptionEndForm form) override;
    Reply<Subscription> resume(SubscriptionId id) override;
    Reply<Checkout> pay(SubscriptionId id, QString idempotencyKey) override;
    Reply<QList<PlanOffer>> choices(SubscriptionId id) override;
    Reply<SubscriptionChange> preview(SubscriptionId id, PlanId plan) override;
    Reply<Subscription> change(SubscriptionId id, SubscriptionChangeForm form, QString idempotencyKey) override;
    Reply<Page<Subscription>> subscriptions(SubscriptionFilter filter, PageRequest page) override;
    Reply<Subscription> endAsAdmin(SubscriptionId id, SubscriptionEndForm form) override;

private:
    ApiClient* m_api;
};

class HttpMethods final : public MethodsGateway
{
public:
    explicit HttpMethods(ApiClient* api) : m_api(api) {}
    Reply<QList<SavedMethod>> methods() override;
    Reply<MethodSetup> setUp(QString idempotencyKey) override;
    Reply<QList<SavedMethod>> makeDefault(QString id) override;
    Reply<QList<SavedMethod>> remove(QString id) override;
    Reply<HostedSession> openSession(SessionForm form, QString idempotencyKey) override;
    Reply<HostedSession> session(SessionId id) override;
    Reply<HostedSession> cancelSession(SessionId id) override;
    Reply<TransferBalance> transferBalance() override;
    Reply<TransferBalance> returnTransfer(TransferReturnForm form, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
