#include "fakes/fakedata.h"

namespace lectern::fakes {

namespace {
QString s(const char* text) { return QString::fromUtf8(text); }
QDateTime dayIn(int days) { return {QDateTime::currentDateTimeUtc().date().addDays(days), QTime(0, 0), Qt::UTC}; }

Coupon coupon(int number, const char* code, const char* name, CouponState state)
{
    Coupon coupon;
    coupon.id = CouponId{QStringLiteral("coupon-%1").arg(number)};
    coupon.form.code = s(code);
    coupon.form.name = s(name);
    coupon.form.percentBps = 2500;
    coupon.state = state;
    coupon.createdAt = ago(number * 86400);
    return coupon;
}

ScheduleLine line(int number, qint64 minor, int days, LineState state)
{
    ScheduleLine line;
    line.id = LineId{QStringLiteral("line-%1").arg(number)};
    line.number = number;
    line.amount = usd(minor);
    line.dueOn = dayIn(days);
    line.state = state;
    line.paymentId = state == LineState::Paid ? std::optional(PaymentId{QStringLiteral("payment-%1").arg(number)}) : std::nullopt;
    if (state == LineState::Paid) line.paidAt = dayIn(days);
    return line;
}
} // namespace

QList<Coupon> coupons(bool very)
{
    Coupon spring = coupon(1, "SPRING25", very ? "Frühlingsaktion für alle Kurse des Hafens, die länger als drei Wochen dauern 🌷" : "Spring sale", CouponState::Active);
    spring.form.maxUses = 50;
    spring.form.isAdvertised = true;
    spring.form.maximumDiscount = usd(4000);
    spring.form.validUntil = dayIn(21);
    spring.uses = 12;
    spring.reserved = 2;
    spring.discounts = {usd(14'970)};
    spring.revenue = {usd(44'910)};
    Coupon classes = coupon(2, "CLASS", "Partner schools", CouponState::Active);
    classes.form.bulkCount = 200;
    classes.form.percentBps = 5000;
    classes.form.firstPurchaseOnly = true;
    Coupon fixed = coupon(3, "WELCOME10", "For newcomers", CouponState::UsedUp);
    fixed.form.kind = CouponKind::Fixed;
    fixed.form.percentBps = 0;
    fixed.form.amount = usd(1000);
    fixed.form.minimum = usd(3000);
    fixed.form.maxUses = 10;
    fixed.form.funding = CouponFunding::Teacher;
    fixed.ownerName = s("Tomas Halvorsen");
    fixed.uses = 10;
    fixed.discounts = {usd(10'000)};
    fixed.revenue = {usd(39'900)};
    fixed.courseTitles = {s("Sailing at night")};
    Coupon old = coupon(4, "WINTER", "Last winter", CouponState::Expired);
    old.form.validUntil = dayIn(-40);
    QList<Coupon> all{spring, classes, fixed, old};
    for (int i = 5; very && i < 60; ++i) all.append(coupon(i, qPrintable(QStringLiteral("CODE-%1").arg(i)), "One of many", i % 3 ? CouponState::Active : CouponState::Archived));
    return all;
}

QList<CouponUse> couponUses(bool very)
{
    QList<CouponUse> all;
    for (int i = 0; i < (very ? 140 : 5); ++i) {
        CouponUse use;
        use.code = s("SPRING25");
        use.studentName = i % 2 ? s("Noah Lindqvist") : s("Amira Haddad");
        use.courseTitle = s("Sailing at night");
        use.discount = usd(1250);
        use.paid = usd(3749);
        use.isReserved = i == 0;
        use.overLimit = i == 3;
        use.at = ago(3600 * (i + 1));
        all.append(use);
    }
    return all;
}

QList<Plan> plans()
{
    Plan three{PlanId{s("plan-1")}, {s("Three months"), PlanKind::Instalments, 0, 0, 3, PlanInterval::Month}, false, 2, 1, 14, ago(90 * 86400)};
    Plan deposit{PlanId{s("plan-2")}, {s("Deposit and rest"), PlanKind::Deposit, 2500, 30, 0, PlanInterval::Month}, false, 0, 2, 3, ago(60 * 86400)};
    Plan weekly{PlanId{s("plan-3")}, {s("Weekly"), PlanKind::Instalments, 0, 0, 12, PlanInterval::Week}, true, 0, 0, 0, ago(200 * 86400)};
    Plan monthly{PlanId{s("plan-4")}, {s("Monthly access"), PlanKind::Subscription, 0, 0, 0, PlanInterval::Month, usd(1900), 7}, false, 1, 0, 6, ago(30 * 86400)};
    return {three, deposit, monthly, weekly};
}

PlanRules planRules()
{
    PlanRule dear;
    dear.id = PlanRuleId{s("rule-1")};
    dear.categoryId = CategoryId{s("category-0")};
    dear.categoryName = s("Navigation");
    dear.minimum = usd(20'000);
    dear.planId = PlanId{s("plan-1")};
    dear.planName = s("Three months");
    PlanRule rest;
    rest.id = PlanRuleId{s("rule-2")};
    rest.minimum = usd(10'000);
    rest.planId = PlanId{s("plan-2")};
    rest.planName = s("Deposit and rest");
    return {{dear, rest}};
}

QList<Product> products(bool very)
{
    QList<Product> all{{CourseId{s("course-0")}, s("Sailing at night"), s("Tomas Halvorsen"), s("Navigation"), usd(24'900), {PlanId{s("plan-1")}}, {s("Three months")}, 0},
                       {CourseId{s("course-1")}, s("Reading charts"), s("Tomas Halvorsen"), s("Navigation"), usd(12'900), {}, {s("Deposit and rest")}, 2},
                       {CourseId{s("course-2")}, s("Knots that hold"), s("Ines Carvalho"), s("Seamanship"), usd(1900), {}, {}, 0}};
    for (int i = 3; very && i < 80; ++i) all.append({CourseId{QStringLiteral("course-%1").arg(i)}, s("بحار الليل — course %1").arg(i), s("Ines Carvalho"), s("Seamanship"), usd(1900 + i), {}, {}, 0});
    return all;
}

QList<Schedule> schedules(bool very)
{
    Schedule overdue;
    overdue.id = ScheduleId{s("schedule-1")};
    overdue.enrollmentId = EnrollmentId{s("enrollment-1")};
    overdue.courseTitle = very ? s("Sailing at night, with everything that a skipper of a small boat should know about lights, tides and other people 🌊") : s("Sailing at night");
    overdue.studentName = s("Noah Lindqvist");
    overdue.planName = s("Three months");
    overdue.state = ScheduleState::Active;
    overdue.total = usd(24'900);
    overdue.paid = usd(8300);
    overdue.overdue = usd(8300);
    overdue.lines = {line(1, 8300, -34, LineState::Paid), line(2, 8300, -3, LineState::Overdue), line(3, 8300, 27, LineState::Upcoming)};
    overdue.lines[1].attempts = 2;
    overdue.lines[1].failure = s("Your card has insufficient funds.");
    overdue.lines[1].nextAttemptAt = dayIn(4);
    overdue.suspendsOn = dayIn(5);
    overdue.endsOn = dayIn(12);
    overdue.createdAt = ago(34 * 86400);
    Schedule running = overdue;
    running.id = ScheduleId{s("schedule-2")};
    running.studentName = s("Amira Haddad");
    running.courseTitle = s("Reading charts");
    running.planName = s("Deposit and rest");
    running.total = usd(12'900);
    running.paid = usd(3225);
    running.overdue = usd(0);
    running.lines = {line(1, 3225, -10, LineState::Paid), line(2, 9675, 20, LineState::Upcoming)};
    running.suspendsOn.reset();
    running.endsOn.reset();
    Schedule paused = running;
    paused.id = ScheduleId{s("schedule-3")};
    paused.studentName = s("Yusuf Demir");
    paused.state = ScheduleState::Paused;
    Schedule paid = running;
    paid.id = ScheduleId{s("schedule-4")};
    paid.studentName = s("Chiara Rossi");
    paid.state = ScheduleState::Completed;
    paid.paid = usd(12'900);
    paid.lines = {line(1, 3225, -60, LineState::Paid), line(2, 9675, -30, LineState::Waived)};
    paid.lines[1].note = s("A scholarship of the harbour foundation");
    QList<Schedule> all{overdue, running, paused, paid};
    for (int i = 5; very && i < 40; ++i) {
        running.id = ScheduleId{QStringLiteral("schedule-%1").arg(i)};
        all.append(running);
    }
    return all;
}

QList<SavedMethod> savedMethods()
{
    return {{s("pm_1"), s("card"), s("visa"), s("4242"), 3, 2030, true}, {s("pm_2"), s("card"), s("mastercard"), s("4444"), 11, 2028, false}, {s("pm_3"), s("sepa_debit"), s("37040044"), s("3000"), 0, 0, false}};
}

} // namespace lectern::fakes
