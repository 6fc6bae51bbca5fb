#include "fakes/fakepaying.h"

namespace lectern::fakes {

Reply<PurchaseQuote> FakeCoupons::check(CouponCheckForm form)
{
    lastCode = form.code;
    PurchaseQuote quote = purchaseQuote(m_server->very());
    quote.couponCode = couponKey(form.code);
    quote.discount = *quote.price.share(2500, Rounding::HalfUp);
    quote.net = *quote.net.minus(quote.discount);
    quote.total = *quote.total.minus(quote.discount);
    // What a code takes off comes off the price, of which a subscription knows nothing.
    for (PlanOffer& plan : quote.plans)
        if (plan.kind != PlanKind::Subscription) plan.lines = planLines({plan.name, PlanKind::Instalments, 0, 0, int(plan.lines.size()), PlanInterval::Month}, quote.total, QDate(2027, 1, 31));
    return m_server->answer("checkCoupon", quote);
}

Reply<QList<CouponOffer>> FakeCoupons::offers(CourseId) { return m_server->answer("couponOffers", QList<CouponOffer>{{QStringLiteral("SPRING25"), QStringLiteral("25 % off"), std::nullopt}}); }

Reply<Page<Coupon>> FakeCoupons::coupons(CouponFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<Coupon> all = fakes::coupons(m_server->very()) + made;
    if (filter.state) all.removeIf([&](const Coupon& coupon) { return coupon.state != *filter.state; });
    return m_server->paged("coupons", all, page);
}

Reply<Coupon> FakeCoupons::create(CouponForm form)
{
    lastForm = form;
    Coupon coupon = fakes::coupons(false).first();
    coupon.id = CouponId{QStringLiteral("coupon-new")};
    coupon.form = form;
    made = {coupon};
    return m_server->answer("createCoupon", coupon);
}

Reply<Coupon> FakeCoupons::edit(CouponId id, CouponForm form)
{
    lastForm = form;
    Coupon coupon = fakes::coupons(false).first();
    coupon.id = id;
    coupon.form = form;
    return m_server->answer("editCoupon", coupon);
}

Reply<Coupon> FakeCoupons::setArchived(CouponId id, bool archived)
{
    lastArchived = archived;
    Coupon coupon = fakes::coupons(false).first();
    coupon.id = id;
    coupon.state = archived ? CouponState::Archived : CouponState::Active;
    return m_server->answer("archiveCoupon", coupon);
}

Reply<Page<CouponUse>> FakeCoupons::uses(CouponId, PageRequest page) { return m_server->paged("couponUses", couponUses(m_server->very()), page); }
Reply<QByteArray> FakeCoupons::codesCsv(CouponId) { return m_server->answer("codesCsv", QByteArray("code,used by,course,used at\r\n\"CLASS-AB2CD3EF\",\"\",\"\",\"\"\r\n")); }

Reply<QList<Plan>> FakePlans::plans() { return m_server->answer("plans", m_server->mode == Mode::Empty ? QList<Plan>() : fakes::plans()); }

Reply<Plan> FakePlans::create(PlanForm form)
{
    lastForm = form;
    Plan plan = fakes::plans().first();
    plan.form = form;
    return m_server->answer("createPlan", plan);
}

Reply<Plan> FakePlans::edit(PlanId id, PlanForm form)
{
    lastForm = form;
    Plan plan = fakes::plans().first();
    plan.id = id;
    plan.form = form;
    return m_server->answer("editPlan", plan);
}

Reply<Plan> FakePlans::setArchived(PlanId id, bool archived)
{
    Plan plan = fakes::plans().first();
    plan.id = id;
    plan.isArchived = archived;
    return m_server->answer("archivePlan", plan);
}

Reply<PlanRules> FakePlans::rules() { return m_server->answer("planRules", m_server->mode == Mode::Empty ? PlanRules() : planRules()); }

Reply<PlanRules> FakePlans::saveRules(PlanRules rules)
{
    lastRules = rules;
    return m_server->answer("saveRules", rules);
}

Reply<Page<Product>> FakePlans::products(QString, PageRequest page) { return m_server->paged("products", fakes::products(m_server->very()), page); }

Reply<Page<Product>> FakePlans::preview(PlanRules rules)
{
    lastRules = rules;
    return m_server->paged("previewRules", fakes::products(m_server->very()), {});
}

Reply<Product> FakePlans::attach(ProductForm form)
{
    lastProduct = form;
    Product product = fakes::products(false).first();
    product.courseId = form.courseId;
    product.planIds = form.planIds;
    return m_server->answer("attachPlans", product);
}

Reply<QList<Schedule>> FakeSchedules::mine() { return m_server->answer("mySchedules", m_server->mode == Mode::Empty ? QList<Schedule>() : fakes::schedules(m_server->very())); }

Reply<Checkout> FakeSchedules::payLine(ScheduleId, PayLineForm form, QString key)
{
    lastPaid = form;
    m_server->keys.append(key);
    return m_server->answer("payLine", checkout(m_server->very()));
}

Reply<Schedule> FakeSchedules::collectLine(ScheduleId id, PayLineForm form, QString key)
{
    lastPaid = form;
    m_server->keys.append(key);
    Schedule schedule = fakes::schedules(false).first();
    schedule.id = id;
    return m_server->answer("collectLine", schedule);
}

Reply<Page<Schedule>> FakeSchedules::schedules(ScheduleFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<Schedule> all = fakes::schedules(m_server->very());
    if (filter.overdueOnly) all.removeIf([](const Schedule& schedule) { return schedule.overdue.isZero(); });
    if (filter.state) all.removeIf([&](const Schedule& schedule) { return schedule.state != *filter.state; });
    return m_server->paged("schedules", all, page);
}

Reply<Schedule> FakeSchedules::schedule(ScheduleId) { return m_server->answer("schedule", fakes::schedules(m_server->very()).first()); }

Reply<Schedule> FakeSchedules::setPaused(ScheduleId id, bool paused, QString reason)
{
    lastReason = reason;
    Schedule schedule = fakes::schedules(false).first();
    schedule.id = id;
    schedule.state = paused ? ScheduleState::Paused : ScheduleState::Active;
    return m_server->answer("pauseSchedule", schedule);
}

Reply<Schedule> FakeSchedules::change(ScheduleId id, LineChange change)
{
    lastChange = change;
    Schedule schedule = fakes::schedules(false).first();
    schedule.id = id;
    return m_server->answer("changeLine", schedule);
}

Reply<Schedule> FakeSchedules::recordPayment(ScheduleId id, LineId, OfflineReceiptForm form, QString key)
{
    lastReceipt = form;
    m_server->keys.append(key);
    Schedule schedule = fakes::schedules(false).first();
    schedule.id = id;
    return m_server->answer("recordLine", schedule);
}

Reply<QList<SavedMethod>> FakeMethods::methods() { return m_server->answer("methods", m_server->mode == Mode::Empty ? QList<SavedMethod>() : savedMethods()); }

Reply<MethodSetup> FakeMethods::setUp(QString key)
{
    m_server->keys.append(key);
    return m_server->answer("setUpMethod", MethodSetup{QStringLiteral("seti_1"), QStringLiteral("https://school.example/checkout/setup/seti_1?ticket=x"), {}});
}

Reply<QList<SavedMethod>> FakeMethods::makeDefault(QString id)
{
    lastMethod = id;
    QList<SavedMethod> all = savedMethods();
    for (SavedMethod& method : all) method.isDefault = method.id == id;
    return m_server->answer("defaultMethod", all);
}

Reply<QList<SavedMethod>> FakeMethods::remove(QString id)
{
    lastMethod = id;
    QList<SavedMethod> all = savedMethods();
    all.removeIf([&](const SavedMethod& method) { return method.id == id; });
    return m_server->answer("removeMethod", all);
}

Reply<HostedSession> FakeMethods::openSession(SessionForm form, QString key)
{
    m_server->keys.append(key);
    HostedSession session;
    session.id = SessionId{QStringLiteral("session-1")};
    session.enrollmentId = form.enrollmentId;
    session.url = QStringLiteral("https://pay.example/c/1");
    return m_server->answer("openSession", session);
}

Reply<HostedSession> FakeMethods::session(SessionId) { return openSession({}, {}); }
Reply<HostedSession> FakeMethods::cancelSession(SessionId) { return openSession({}, {}); }

Reply<TransferBalance> FakeMethods::transferBalance()
{
    TransferBalance balance;
    if (unusedMinor > 0) balance.unused << usd(unusedMinor);
    return m_server->answer("transferBalance", balance);
}

Reply<TransferBalance> FakeMethods::returnTransfer(TransferReturnForm form, QString key)
{
    m_server->keys.append(key);
    unusedMinor -= form.amount.minor();
    return m_server->answer("returnTransfer", TransferBalance{});
}

} // namespace lectern::fakes
