#include "fakes/fakepaying.h"

/// Subscriptions: their data, and the gateway that answers it.
namespace lectern::fakes {

namespace {

QString s(const char* text) { return QString::fromUtf8(text); }
QDateTime dayIn(int days) { return {QDateTime::currentDateTimeUtc().date().addDays(days), QTime(0, 0), Qt::UTC}; }

Subscription one(int number, const char* course, const char* student, SubscriptionState state)
{
    Subscription subscription;
    subscription.id = SubscriptionId{QStringLiteral("subscription-%1").arg(number)};
    subscription.enrollmentId = EnrollmentId{QStringLiteral("enrollment-%1").arg(number)};
    subscription.courseId = CourseId{QStringLiteral("course-%1").arg(number)};
    subscription.courseTitle = s(course);
    subscription.studentId = UserId{QStringLiteral("u-%1").arg(number)};
    subscription.studentName = s(student);
    subscription.planId = PlanId{s("plan-4")};
    subscription.planName = s("Monthly access");
    subscription.price = usd(1900);
    subscription.state = state;
    subscription.due = usd(0);
    subscription.createdAt = ago(86400LL * (12 + 40 * number));
    if (state != SubscriptionState::Cancelled && state != SubscriptionState::Incomplete) subscription.periodEndsAt = dayIn(18);
    return subscription;
}

Subscription found(const SubscriptionId& id)
{
    for (const Subscription& subscription : subscriptions(false)) {
        if (subscription.id == id) return subscription;
    }
    return subscriptions(false).at(1);
}

Subscription ended(const SubscriptionId& id, const SubscriptionEndForm& form)
{
    Subscription subscription = found(id);
    if (form.now) {
        subscription.state = SubscriptionState::Cancelled;
        subscription.endedAt = ago(0);
    }
    subscription.endsAtPeriodEnd = !form.now;
    return subscription;
}

} // namespace

QList<Subscription> subscriptions(bool very)
{
    Subscription due = one(1, very ? "Sailing at night, with everything that a skipper of a small boat should know about lights, tides and other people 🌊" : "Sailing at night", "Noah Lindqvist", SubscriptionState::PastDue);
    due.due = usd(1900);
    due.failure = s("Your card has insufficient funds.");
    due.suspendsOn = dayIn(5);
    Subscription active = one(2, "Reading charts", "Amira Haddad", SubscriptionState::Active);
    Subscription trial = one(3, "Knots that hold", "Yusuf Demir", SubscriptionState::Trialing);
    trial.trialEndsAt = trial.periodEndsAt = dayIn(6);
    Subscription ending = one(4, "Weather on the coast", "Chiara Rossi", SubscriptionState::Active);
    ending.interval = PlanInterval::Year;
    ending.price = usd(very ? 99'999'999 : 18'900);
    ending.planName = s("Yearly access");
    ending.endsAtPeriodEnd = true;
    Subscription waiting = one(5, "Engines for beginners", "Lena Fischer", SubscriptionState::Incomplete);
    waiting.enrollmentState = EnrollmentState::AwaitingPayment;
    Subscription closed = one(6, "Radio at sea", "Tom Baker", SubscriptionState::PastDue);
    closed.enrollmentState = EnrollmentState::Suspended;
    closed.due = usd(500);
    closed.price = usd(500);
    closed.interval = PlanInterval::Week;
    closed.planName = s("By the week");
    Subscription over = one(7, "First aid on board", "Mei Tanaka", SubscriptionState::Cancelled);
    over.enrollmentState = EnrollmentState::Cancelled;
    over.endedAt = ago(86400 * 9);
    QList<Subscription> all{due, active, trial, ending, waiting, closed, over};
    for (int i = 8; very && i < 90; ++i) all.append(one(i, "بحار الليل", "Amira Haddad", SubscriptionState::Active));
    return all;
}

QList<SubscriptionInvoice> subscriptionInvoices(bool very)
{
    QList<SubscriptionInvoice> all{{s("in_1"), {}, InvoiceState::Draft, usd(1900), usd(1900), dayIn(0), dayIn(30), std::nullopt, ago(600)},
                                   {s("in_2"), s("LECT-0004"), InvoiceState::Open, usd(1900), usd(1900), dayIn(-30), dayIn(0), PaymentId{s("pay-2")}, ago(86400 * 2)},
                                   {s("in_3"), s("LECT-0003"), InvoiceState::Paid, usd(1900), usd(760), dayIn(-60), dayIn(-30), PaymentId{s("pay-1")}, ago(86400 * 32)},
                                   {s("in_4"), s("LECT-0002"), InvoiceState::Paid, usd(-1140), usd(0), dayIn(-75), dayIn(-60), std::nullopt, ago(86400 * 47)},
                                   {s("in_5"), s("LECT-0001"), InvoiceState::Void, usd(18'900), usd(18'900), dayIn(-90), dayIn(-75), std::nullopt, ago(86400 * 62)}};
    for (int i = 6; very && i < 60; ++i) all.append({QStringLiteral("in_%1").arg(i), QStringLiteral("LECT-A%1").arg(i), InvoiceState::Uncollectible, usd(99'999'900), usd(99'999'900), dayIn(-30 * i), dayIn(-30 * i + 30), PaymentId{s("pay-1")}, ago(86400LL * 30 * i)});
    return all;
}

QList<PlanOffer> subscriptionOffers()
{
    const auto line = [](int days, qint64 minor) { return QList<PlannedLine>{{1, dayIn(days), usd(minor)}}; };
    return {{PlanId{s("plan-4")}, s("Monthly access"), PlanKind::Subscription, line(0, 1900), PlanInterval::Month}, {PlanId{s("plan-5")}, s("Try it first"), PlanKind::Subscription, line(7, 900), PlanInterval::Month}};
}

Reply<QList<Subscription>> FakeSubscriptions::mine() { return m_server->answer("mySubscriptions", m_server->mode == Mode::Empty ? QList<Subscription>() : own.value_or(fakes::subscriptions(m_server->very()))); }
Reply<QList<SubscriptionInvoice>> FakeSubscriptions::invoices(SubscriptionId) { return m_server->answer("invoices", m_server->mode == Mode::Empty ? QList<SubscriptionInvoice>() : subscriptionInvoices(m_server->very())); }

Reply<Subscription> FakeSubscriptions::end(SubscriptionId id, SubscriptionEndForm form)
{
    lastEnd = form;
    return m_server->answer("endSubscription", ended(id, form));
}

Reply<Subscription> FakeSubscriptions::resume(SubscriptionId id)
{
    lastResumed = id;
    Subscription subscription = found(id);
    subscription.endsAtPeriodEnd = false;
    return m_server->answer("resumeSubscription", subscription);
}

Reply<Checkout> FakeSubscriptions::pay(SubscriptionId, QString key)
{
    m_server->keys.append(key);
    return m_server->answer("paySubscription", checkout(m_server->very()));
}

Reply<QList<PlanOffer>> FakeSubscriptions::choices(SubscriptionId)
{
    const PlanOffer year{PlanId{s("plan-6")}, s("Yearly access"), PlanKind::Subscription, {{1, dayIn(0), usd(m_server->very() ? 99'999'999 : 18'900)}}, PlanInterval::Year};
    return m_server->answer("choices", m_server->mode == Mode::Empty ? QList<PlanOffer>() : QList<PlanOffer>{year, subscriptionOffers().last()});
}

Reply<SubscriptionChange> FakeSubscriptions::preview(SubscriptionId, PlanId plan)
{
    const bool isYear = plan.value == QStringLiteral("plan-6");
    SubscriptionChange change;
    change.planId = plan;
    change.planName = isYear ? s("Yearly access") : s("Try it first");
    change.price = isYear ? usd(m_server->very() ? 99'999'999 : 18'900) : usd(900);
    change.interval = isYear ? PlanInterval::Year : PlanInterval::Month;
    change.unused = usd(isYear ? 1140 : 0);
    change.dueNow = isYear ? usd(m_server->very() ? 99'998'859 : dueNowMinor) : usd(0); // cheaper, and of the same period
    change.nextAt = dayIn(isYear ? 365 : 18);
    change.at = QDateTime(QDate(2027, 1, 31), QTime(12, 0), Qt::UTC);
    return m_server->answer("previewChange", change);
}

Reply<Subscription> FakeSubscriptions::change(SubscriptionId id, SubscriptionChangeForm form, QString key)
{
    lastChange = form;
    m_server->keys.append(key);
    return m_server->answer("changeSubscription", found(id));
}

Reply<Page<Subscription>> FakeSubscriptions::subscriptions(SubscriptionFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<Subscription> all = fakes::subscriptions(m_server->very());
    if (filter.state) all.removeIf([&](const Subscription& subscription) { return subscription.state != *filter.state; });
    return m_server->paged("subscriptions", all, page);
}

Reply<Subscription> FakeSubscriptions::endAsAdmin(SubscriptionId id, SubscriptionEndForm form)
{
    lastEnd = form;
    return m_server->answer("endAsAdmin", ended(id, form));
}

} // namespace lectern::fakes
