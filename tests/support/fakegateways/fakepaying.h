#pragma once
#include "fakes/fakeanswers.h"

/// The fake gateways of coupons, plans, schedules, subscriptions and kept methods.
namespace lectern::fakes {

class FakeCoupons final : public CouponsGateway
{
public:
    explicit FakeCoupons(FakeAnswers* server) : m_server(server) {}
    Reply<PurchaseQuote> check(CouponCheckForm form) override;
    Reply<QList<CouponOffer>> offers(CourseId course) override;
    Reply<Page<Coupon>> coupons(CouponFilter filter, PageRequest page) override;
    Reply<Coupon> create(CouponForm form) override;
    Reply<Coupon> edit(CouponId id, CouponForm form) override;
    Reply<Coupon> setArchived(CouponId id, bool archived) override;
    Reply<Page<CouponUse>> uses(CouponId id, PageRequest page) override;
    Reply<QByteArray> codesCsv(CouponId id) override;

    CouponForm lastForm;
    CouponFilter lastFilter;
    std::optional<bool> lastArchived;
    QString lastCode;
    QList<Coupon> made; ///< listed after the others

private:
    FakeAnswers* m_server;
};

class FakePlans final : public PlansGateway
{
public:
    explicit FakePlans(FakeAnswers* server) : m_server(server) {}
    Reply<QList<Plan>> plans() override;
    Reply<Plan> create(PlanForm form) override;
    Reply<Plan> edit(PlanId id, PlanForm form) override;
    Reply<Plan> setArchived(PlanId id, bool archived) override;
    Reply<PlanRules> rules() override;
    Reply<PlanRules> saveRules(PlanRules rules) override;
    Reply<Page<Product>> products(QString text, PageRequest page) override;
    Reply<Page<Product>> preview(PlanRules rules) override;
    Reply<Product> attach(ProductForm form) override;

    PlanForm lastForm;
    PlanRules lastRules;
    ProductForm lastProduct;

private:
    FakeAnswers* m_server;
};

class FakeSchedules final : public SchedulesGateway
{
public:
    explicit FakeSchedules(FakeAnswers* server) : m_server(server) {}
    Reply<QList<Schedule>> mine() override;
    Reply<Checkout> payLine(ScheduleId id, PayLineForm form, QString idempotencyKey) override;
    Reply<Schedule> collectLine(ScheduleId id, PayLineForm form, QString idempotencyKey) override;
    Reply<Page<Schedule>> schedules(ScheduleFilter filter, PageRequest page) override;
    Reply<Schedule> schedule(ScheduleId id) override;
    Reply<Schedule> setPaused(ScheduleId id, bool paused, QString reason) override;
    Reply<Schedule> change(ScheduleId id, LineChange change) override;
    Reply<Schedule> recordPayment(ScheduleId id, LineId line, OfflineReceiptForm form, QString idempotencyKey) override;

    ScheduleFilter lastFilter;
    PayLineForm lastPaid;
    LineChange lastChange;
    OfflineReceiptForm lastReceipt;
    QString lastReason;

private:
    FakeAnswers* m_server;
};

class FakeSubscriptions final : public SubscriptionsGateway
{
public:
    explicit FakeSubscriptions(FakeAnswers* server) : m_server(server) {}
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

    SubscriptionFilter lastFilter;
    std::optional<SubscriptionEndForm> lastEnd;
    SubscriptionId lastResumed;
    SubscriptionChangeForm lastChange;
    std::optional<QList<Subscription>> own; ///< what mine() answers
    qint64 dueNowMinor = 1140;              ///< of previews

private:
    FakeAnswers* m_server;
};

class FakeMethods final : public MethodsGateway
{
public:
    explicit FakeMethods(FakeAnswers* server) : m_server(server) {}
    Reply<QList<SavedMethod>> methods() override;
    Reply<MethodSetup> setUp(QString idempotencyKey) override;
    Reply<QList<SavedMethod>> makeDefault(QString id) override;
    Reply<QList<SavedMethod>> remove(QString id) override;
    Reply<HostedSession> openSession(SessionForm form, QString idempotencyKey) override;
    Reply<HostedSession> session(SessionId id) override;
    Reply<HostedSession> cancelSession(SessionId id) override;
    Reply<TransferBalance> transferBalance() override;
    Reply<TransferBalance> returnTransfer(TransferReturnForm form, QString idempotencyKey) override;

    qint64 unusedMinor = 0; ///< of transfers

    QString lastMethod;

private:
    FakeAnswers* m_server;
};

} // namespace lectern::fakes
