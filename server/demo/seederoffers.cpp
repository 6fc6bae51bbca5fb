#include "seeder.h"
#include "usecases/admissions/admissions.h"
#include "usecases/bundles/bundles.h"
#include "usecases/coupons/coupons.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/plans/plans.h"

// Coupons, a course that is paid in parts, one that is paid month by month, one that is full, and bundles.
namespace lectern::demo {

QString Seeder::coupons()
{
    CouponForm form;
    form.code = QStringLiteral("HARBOUR20");
    form.name = QStringLiteral("Harbour days");
    form.percentBps = 2000;
    form.isAdvertised = true;
    form.maxUses = 200;
    form.validUntil = QDateTime::currentDateTimeUtc().addDays(60);
    if (const auto made = coupons::create(m_services, m_admin, form); !made) return why(made.error());
    form = {};
    form.code = QStringLiteral("CLASS");
    form.name = QStringLiteral("Partner schools");
    form.percentBps = 5000;
    form.bulkCount = 30;
    form.firstPurchaseOnly = true;
    if (const auto made = coupons::create(m_services, m_admin, form); !made) return why(made.error());
    form = {};
    form.code = QStringLiteral("TOMAS10");
    form.name = QStringLiteral("For my newsletter");
    form.kind = CouponKind::Fixed;
    form.amount = Money::fromMinor(1000, m_services.policy.defaultCurrency);
    form.minimum = Money::fromMinor(3000, m_services.policy.defaultCurrency);
    form.funding = CouponFunding::Teacher;
    const auto mine = coupons::create(m_services, m_teachers.at(1), form);
    return mine ? QString() : why(mine.error());
}

QString Seeder::plans()
{
    const auto parts = plans::create(m_services, m_admin, {QStringLiteral("Three months"), PlanKind::Instalments, 0, 0, 3, PlanInterval::Month});
    if (!parts) return why(parts.error());
    const auto deposit = plans::create(m_services, m_admin, {QStringLiteral("Deposit and rest"), PlanKind::Deposit, 2500, 30, 0, PlanInterval::Month});
    if (!deposit) return why(deposit.error());
    PlanRule dear;
    dear.minimum = Money::fromMinor(6000, m_services.policy.defaultCurrency);
    dear.planId = deposit->id;
    PlanRule rest;
    rest.minimum = Money::fromMinor(3000, m_services.policy.defaultCurrency);
    rest.planId = parts->id;
    if (const auto saved = plans::saveRules(m_services, m_admin, {{dear, rest}}); !saved) return why(saved.error());
    // Somebody pays in parts: the first student and course that go together.
    m_clock.set(QDateTime::currentDateTimeUtc().addSecs(-2 * 3600));
    for (qsizetype student = 1; student < m_students.size(); ++student) {
        for (const Running& running : m_launched) {
            const auto quote = enrollments::quote(m_services, m_students.at(student), running.id, {});
            if (!quote || quote->plans.isEmpty()) continue;
            EnrollForm form{running.id};
            form.planId = quote->plans.first().planId;
            const auto result = enrollments::enroll(m_services, m_students.at(student), form);
            if (!result) return why(result.error());
            if (result->checkout && result->checkout->payment.instalments > 1) return pay(result->checkout->payment, false);
        }
    }
    return {};
}

/// A course that may be paid month by month, with a week to try it.
QString Seeder::subscription()
{
    PlanForm form;
    form.name = QStringLiteral("Monthly access");
    form.kind = PlanKind::Subscription;
    form.interval = PlanInterval::Month;
    form.price = Money::fromMinor(900, m_services.policy.defaultCurrency);
    form.trialDays = 7;
    const auto monthly = plans::create(m_services, m_admin, form);
    if (!monthly) return why(monthly.error());
    for (const Running& running : m_launched) {
        if (QString::fromUtf8(running.plan.title) != QStringLiteral("Conversational French in 30 scenes")) continue;
        const auto attached = plans::attach(m_services, m_admin, {running.id, {monthly->id}});
        return attached ? QString() : why(attached.error());
    }
    return {};
}

/// A course whose seats are all taken, with people who wait, and a code for a class.
QString Seeder::admission()
{
    for (const Running& running : m_launched) {
        if (QString::fromUtf8(running.plan.title) != QStringLiteral("Street photography: patience and timing")) continue;
        const auto now = admissions::find(m_services, m_admin, running.id);
        if (!now) return why(now.error());
        if (const auto limited = admissions::change(m_services, m_admin, running.id, {AdmissionMode::Open, std::max(1, now->taken)}); !limited) return why(limited.error());
        int waiting = 0;
        for (const Caller& student : m_students) {
            if (waiting < 2 && admissions::join(m_services, student, running.id)) ++waiting; // whoever has no seat yet
        }
        const auto code = admissions::invite(m_services, m_admin, running.id, {{}, 12, true, 60});
        return code ? QString() : why(code.error());
    }
    return {};
}

/// Courses at one price, and a path with an order.
QString Seeder::bundles()
{
    const auto onSale = [this](BundleForm form, const QStringList& titles) -> QString {
        for (const QString& title : titles)
            for (const Running& running : m_launched)
                if (QString::fromUtf8(running.plan.title) == title) form.courses << running.id;
        const auto made = bundles::create(m_services, m_admin, form);
        if (!made) return why(made.error());
        const auto shown = bundles::setState(m_services, m_admin, made->id, BundleState::OnSale);
        return shown ? QString() : why(shown.error());
    };
    BundleForm languages;
    languages.title = QStringLiteral("Two languages");
    languages.description = QStringLiteral("French and German from the first day on, one evening each.");
    languages.discountBps = 1500;
    BundleForm developer;
    developer.kind = BundleKind::LearningPath;
    developer.title = QStringLiteral("From C++ to a fast database");
    developer.description = QStringLiteral("Git first, then a language that lasts, and what happens behind a query.");
    developer.discountBps = 2000;
    developer.funding = CouponFunding::Teacher;
    QString problem = onSale(languages, {QStringLiteral("Conversational French in 30 scenes"), QStringLiteral("Deutsch für den Alltag")});
    if (problem.isEmpty()) problem = onSale(developer, {QStringLiteral("Git from the inside"), QStringLiteral("Modern C++ in practice"), QStringLiteral("SQL that stays fast")});
    return problem;
}

} // namespace lectern::demo
