#pragma once
#include "domain/bundles.h"
#include "domain/page.h"
#include "domain/schedules.h"
#include "domain/subscriptions.h"
#include "gateways/reply.h"

/// Coupons, plans, what is due by them, and what it is paid with.
namespace lectern {

class CouponsGateway
{
public:
    virtual ~CouponsGateway() = default;
    virtual Reply<PurchaseQuote> check(CouponCheckForm form) = 0; ///< what the course costs with it, or why it does not count
    virtual Reply<QList<CouponOffer>> offers(CourseId course) = 0; ///< those that students are shown
    // Teachers manage their own, admins all.
    virtual Reply<Page<Coupon>> coupons(CouponFilter filter, PageRequest page) = 0;
    virtual Reply<Coupon> create(CouponForm form) = 0;
    virtual Reply<Coupon> edit(CouponId id, CouponForm form) = 0; ///< its code and kind stay
    virtual Reply<Coupon> setArchived(CouponId id, bool archived) = 0;
    virtual Reply<Page<CouponUse>> uses(CouponId id, PageRequest page) = 0;
    virtual Reply<QByteArray> codesCsv(CouponId id) = 0;
};

/// Admin: plans, and which course is sold by which.
class PlansGateway
{
public:
    virtual ~PlansGateway() = default;
    virtual Reply<QList<Plan>> plans() = 0; ///< those in use first
    virtual Reply<Plan> create(PlanForm form) = 0;
    virtual Reply<Plan> edit(PlanId id, PlanForm form) = 0; ///< what runs goes on as it was agreed to
    virtual Reply<Plan> setArchived(PlanId id, bool archived) = 0;
    virtual Reply<PlanRules> rules() = 0;
    virtual Reply<PlanRules> saveRules(PlanRules rules) = 0;
    virtual Reply<Page<Product>> products(QString text, PageRequest page) = 0;
    /// What each course would be sold by under these rules, without saving them.
    virtual Reply<Page<Product>> preview(PlanRules rules) = 0;
    virtual Reply<Product> attach(ProductForm form) = 0;
};

class SchedulesGateway
{
public:
    virtual ~SchedulesGateway() = default;
    virtual Reply<QList<Schedule>> mine() = 0;
    virtual Reply<Checkout> payLine(ScheduleId id, PayLineForm form, QString idempotencyKey) = 0; ///< before it is due, too
    virtual Reply<Schedule> collectLine(ScheduleId id, PayLineForm form, QString idempotencyKey) = 0; ///< at once, from the saved method that plans are collected from
    // Admin and auditor; the changes admin only.
    virtual Reply<Page<Schedule>> schedules(ScheduleFilter filter, PageRequest page) = 0; ///< overdue first
    virtual Reply<Schedule> schedule(ScheduleId id) = 0;
    virtual Reply<Schedule> setPaused(ScheduleId id, bool paused, QString reason) = 0;
    virtual Reply<Schedule> change(ScheduleId id, LineChange change) = 0;
    virtual Reply<Schedule> recordPayment(ScheduleId id, LineId line, OfflineReceiptForm form, QString idempotencyKey) = 0;
};

class SubscriptionsGateway
{
public:
    virtual ~SubscriptionsGateway() = default;
    virtual Reply<QList<Subscription>> mine() = 0; ///< those that run first
    virtual Reply<QList<SubscriptionInvoice>> invoices(SubscriptionId id) = 0; ///< newest first; of the student's own, or any for staff
    virtual Reply<Subscription> end(SubscriptionId id, SubscriptionEndForm form) = 0;
    virtual Reply<Subscription> resume(SubscriptionId id) = 0; ///< it goes on after the period
    virtual Reply<Checkout> pay(SubscriptionId id, QString idempotencyKey) = 0; ///< the invoice that could not be collected
    virtual Reply<QList<PlanOffer>> choices(SubscriptionId id) = 0; ///< other subscriptions that the course is offered by
    virtual Reply<SubscriptionChange> preview(SubscriptionId id, PlanId plan) = 0;
    virtual Reply<Subscription> change(SubscriptionId id, SubscriptionChangeForm form, QString idempotencyKey) = 0;
    // Admin and auditor; ending admin only.
    virtual Reply<Page<Subscription>> subscriptions(SubscriptionFilter filter, PageRequest page) = 0;
    virtual Reply<Subscription> endAsAdmin(SubscriptionId id, SubscriptionEndForm form) = 0;
};

/// Several courses at one price, and places for others.
class OffersGateway
{
public:
    virtual ~OffersGateway() = default;
    virtual Reply<QList<Bundle>> bundles() = 0; ///< on sale, with how far the student is
    virtual Reply<BundleQuote> quote(BundleId id, QString country) = 0;
    virtual Reply<BundleResult> buy(BundleId id, BundleOrderForm form, QString idempotencyKey) = 0;
    virtual Reply<QList<BundlePurchase>> purchases() = 0; ///< newest first
    virtual Reply<QList<Gift>> gifts() = 0;               ///< that the student gave, newest first
    // Admin and auditor; the changes admin only.
    virtual Reply<QList<Bundle>> allBundles() = 0; ///< those on sale first
    virtual Reply<Bundle> create(BundleForm form) = 0;
    virtual Reply<Bundle> edit(BundleId id, BundleForm form) = 0; ///< what is being bought keeps its price
    virtual Reply<Bundle> setState(BundleId id, BundleState state) = 0;
};

/// What the gateway keeps for a student, and its own checkout page.
class MethodsGateway
{
public:
    virtual ~MethodsGateway() = default;
    virtual Reply<QList<SavedMethod>> methods() = 0; ///< the default one first
    virtual Reply<MethodSetup> setUp(QString idempotencyKey) = 0;
    virtual Reply<QList<SavedMethod>> makeDefault(QString id) = 0;
    virtual Reply<QList<SavedMethod>> remove(QString id) = 0;
    virtual Reply<HostedSession> openSession(SessionForm form, QString idempotencyKey) = 0;
    virtual Reply<HostedSession> session(SessionId id) = 0;
    virtual Reply<HostedSession> cancelSession(SessionId id) = 0;
    virtual Reply<TransferBalance> transferBalance() = 0;
    virtual Reply<TransferBalance> returnTransfer(TransferReturnForm form, QString idempotencyKey) = 0; ///< to the student's bank
};

} // namespace lectern
