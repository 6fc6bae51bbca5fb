#include "domain/availability.h"
#include "domain/gigs.h"
#include "domain/ids.h"
#include "domain/plans.h"
#include "simulation/stage.h"
#include "usecases/accounts/tokensigner.h"
#include <QTest>

// How the school grows.
namespace lectern::simulation {

using namespace lectern::test;

namespace {
constexpr int kTenYears = 10 * 365 * 86'400;
} // namespace

/// Time moves by days at a step: a token that never runs out saves a login of everybody after each.
Account Stage::accountOf(const QString& id, Role role)
{
    if (id.isEmpty()) throw Difference{QStringLiteral("nobody can register or log in")};
    return {id, TokenSigner(QByteArray(40, 'f'), kTenYears).sign({UserId{id}, role}, QDateTime::currentDateTimeUtc())};
}

void Stage::growTo(int teacherCount, int studentCount)
{
    static const std::vector<std::vector<std::string>> currencies{{"USD"}, {"USD", "EUR"}, {"USD"}, {"JPY", "USD"}, {"KWD"}, {"EUR"}, {"USD"}};
    const std::size_t before = teachers.size();
    while (static_cast<int>(teachers.size()) < teacherCount) addTeacher(currencies[teachers.size() % currencies.size()]);
    for (std::size_t i = before; i < teachers.size(); ++i) {
        const auto isReady = [&] { return m_self->must(teachers[i].account, "GET", QStringLiteral("/api/payout-account")).value(QStringLiteral("state")) == QStringLiteral("ready"); };
        if (!QTest::qWaitFor(isReady, 30'000)) throw Difference{QStringLiteral("a payout account does not become ready")};
    }
    if (const int missing = studentCount - static_cast<int>(students.size()); missing > 0) addStudents(missing);
}

/// The first ones register as people do; a password costs a tenth of a second, so the others are written into the database.
void Stage::addStudents(int count)
{
    QStringList rows;
    for (int i = 0; i < count; ++i) {
        const int number = static_cast<int>(students.size());
        QString id = newUuid7();
        if (number < 4) id = m_school->registerAs(QStringLiteral("student")).id;
        else rows << QStringLiteral("('%1', 'Student %2', 'many%2@school.test', 'many%2@school.test', 'none', 'student', now())").arg(id).arg(number);
        m_studentNumbers.insert(id, number);
        students.push_back(accountOf(id, Role::Student));
    }
    if (!rows.isEmpty()) sql().exec(QStringLiteral("insert into app_user (id, name, email, email_key, password_hash, role, created_at) values ") + rows.join(u','));
}

/// One that the teachers bear and one that the school bears.
void Stage::makeCoupons()
{
    for (const char* funding : {"teacher", "platform"}) {
        const bool byTeacher = QByteArrayView(funding) == "teacher";
        (void)m_self->must(admins[0], "POST", QStringLiteral("/api/coupons"),
                           {{QStringLiteral("code"), byTeacher ? QStringLiteral("TEACHER15") : QStringLiteral("SCHOOL35")}, {QStringLiteral("name"), QStringLiteral("Simulated")}, {QStringLiteral("kind"), QStringLiteral("percentage")},
                            {QStringLiteral("percentBps"), byTeacher ? 1'500 : 3'500}, {QStringLiteral("funding"), QLatin1String(funding)}, {QStringLiteral("maxUses"), 0}, {QStringLiteral("maxUsesPerStudent"), 0},
                            {QStringLiteral("firstPurchaseOnly"), false}, {QStringLiteral("isAdvertised"), false}, {QStringLiteral("courseIds"), QJsonArray()}, {QStringLiteral("categoryIds"), QJsonArray()}, {QStringLiteral("bulkCount"), 0}});
    }
}

void Stage::makePlan()
{
    PlanForm halves;
    halves.name = QStringLiteral("Half and half");
    halves.count = 2;
    halves.interval = PlanInterval::Year;
    plan = m_self->must(admins[0], "POST", QStringLiteral("/api/admin/payments/plans"), toJson(halves)).value(QStringLiteral("id")).toString();
    PlanRules rules;
    rules.rules.append(PlanRule{});
    rules.rules.first().planId = PlanId{plan};
    (void)m_self->must(admins[0], "PUT", QStringLiteral("/api/admin/payments/plan-rules"), toJson(rules));
}

void Stage::makeWeekly()
{
    static const std::map<std::string, Minor> prices{{"USD", 499}, {"EUR", 477}, {"JPY", 301}, {"KWD", 3'330}};
    for (const auto& [currency, price] : prices) {
        PlanForm form;
        form.name = QStringLiteral("By the week");
        form.kind = PlanKind::Subscription;
        form.interval = PlanInterval::Week;
        form.price = Money::fromMinor(price, *Currency::fromCode(QString::fromStdString(currency)));
        const auto made = [&] { return m_self->must(admins[0], "POST", QStringLiteral("/api/admin/payments/plans"), toJson(form)).value(QStringLiteral("id")).toString(); };
        Weekly& both = weekly[currency];
        both.price = price;
        both.plan = made();
        form.name = QStringLiteral("By the week, after one to try");
        form.trialDays = 7;
        both.trial = made();
    }
}

void Stage::addTeacher(const std::vector<std::string>& currencies)
{
    Teacher teacher{accountOf(m_school->registerAs(QStringLiteral("teacher")).id, Role::Teacher), {}};
    teacher.vault = m_self->must(teacher.account, "GET", QStringLiteral("/api/vaults/mine")).value(QStringLiteral("id")).toString();
    const int number = static_cast<int>(teachers.size());
    m_teacherNumbers.insert(teacher.account.id, number);
    for (const std::string& currency : currencies) {
        for (int i = 0; i < 2; ++i) launch(teacher, number, currency, i);
    }
    offer(teacher, number, currencies.front());
    onboard(teacher, currencies);
    teachers.push_back(teacher);
}

void Stage::launch(const Teacher& teacher, int number, const std::string& currency, int index)
{
    // Prices that do not divide well; three-decimal amounts end in a zero at the gateway.
    const Minor fee = currency == "JPY" ? 1'501 + 677 * index : currency == "KWD" ? 12'350 + 7'770 * index : 1'999 + 3'334 * index + 101 * (number % 40);
    QJsonObject card = m_school->cardOf(QStringLiteral("Course %1 %2 %3").arg(number).arg(QString::fromStdString(currency)).arg(index), QString::number(fee));
    card.insert(QStringLiteral("fee"), moneyJson(fee, currency));
    const QJsonObject draft = m_self->must(teacher.account, "POST", QStringLiteral("/api/courses"), {{QStringLiteral("card"), card}, {QStringLiteral("baseHash"), QString()}});
    const QString id = draft.value(QStringLiteral("id")).toString();
    const QString path = QStringLiteral("/api/courses/") + id;
    const QJsonValue hash = draft.value(QStringLiteral("contentHash"));
    (void)m_self->must(teacher.account, "POST", path + QStringLiteral("/submit"), {{QStringLiteral("contentHash"), hash}});
    (void)m_self->must(admins[0], "POST", QStringLiteral("/api/admin/courses/%1/decision").arg(id), {{QStringLiteral("kind"), QStringLiteral("approve")}, {QStringLiteral("revision"), 1}, {QStringLiteral("contentHash"), hash}, {QStringLiteral("reason"), QString()}});
    const QJsonObject outline = m_self->must(teacher.account, "POST", path + QStringLiteral("/sections"), {{QStringLiteral("title"), QStringLiteral("Start")}});
    const QString section = outline.value(QStringLiteral("sections")).toArray().first().toObject().value(QStringLiteral("id")).toString();
    (void)m_self->must(teacher.account, "POST", QStringLiteral("/api/sections/%1/lectures").arg(section), {{QStringLiteral("title"), QStringLiteral("Read this")}, {QStringLiteral("kind"), QStringLiteral("article")},
                       {QStringLiteral("articleMarkdown"), QStringLiteral("Words.")}, {QStringLiteral("fileId"), QJsonValue::Null}, {QStringLiteral("durationSeconds"), 0}});
    (void)m_self->must(teacher.account, "POST", path + QStringLiteral("/launch"));
    const Weekly& byWeek = weekly.at(currency);
    if (index == 0) (void)m_self->must(admins[0], "POST", QStringLiteral("/api/admin/payments/products"), {{QStringLiteral("courseId"), id}, {QStringLiteral("planIds"), QJsonArray{plan, byWeek.plan, byWeek.trial}}});
    m_courseNumbers.insert(id, static_cast<int>(courses.size()));
    courses.push_back({id, number, currency, fee, index == 0 ? byWeek.price : 0});
}

/// Day and night, in a room of the teacher's own.
void Stage::offer(const Teacher& teacher, int number, const std::string& currency)
{
    const Minor rate = currency == "JPY" ? 3'331 : currency == "KWD" ? 9'970 : 1'777 + 313 * (number % 20);
    GigCard card;
    card.title = QStringLiteral("Hours with %1").arg(number);
    card.categoryId = CategoryId{m_school->cardOf(card.title, QStringLiteral("0")).value(QStringLiteral("categoryId")).toString()};
    card.hourlyRate = Money::fromMinor(rate, *Currency::fromCode(QString::fromStdString(currency)));
    card.durations = {30, 50, 90};
    card.descriptionMarkdown = QStringLiteral("Whatever you want to know, at your pace and with your own examples.");
    card.language = QStringLiteral("en");
    card.meeting = MeetingKind::OwnLink;
    card.meetingLink = QStringLiteral("https://rooms.school.test/%1").arg(number);
    const QJsonObject made = m_self->must(teacher.account, "POST", QStringLiteral("/api/gigs"), toJson(GigSave{card, {}}));
    const QString id = made.value(QStringLiteral("id")).toString();
    const QJsonValue hash = made.value(QStringLiteral("contentHash"));
    (void)m_self->must(teacher.account, "POST", QStringLiteral("/api/gigs/%1/submit").arg(id), {{QStringLiteral("contentHash"), hash}});
    (void)m_self->must(admins[0], "POST", QStringLiteral("/api/admin/gigs/%1/decision").arg(id), {{QStringLiteral("kind"), QStringLiteral("approve")}, {QStringLiteral("revision"), 1}, {QStringLiteral("contentHash"), hash}, {QStringLiteral("reason"), QString()}});
    Availability hours;
    hours.noticeHours = 1;
    for (int day = 1; day <= 7; ++day) hours.hours.append({day, 0, 1440});
    (void)m_self->must(teacher.account, "PUT", QStringLiteral("/api/availability"), toJson(hours));
    gigs.push_back({id, number, currency, rate});
}

void Stage::onboard(const Teacher& teacher, const std::vector<std::string>& currencies)
{
    (void)m_self->must(teacher.account, "POST", QStringLiteral("/api/payout-account/onboarding"));
    const QString account = m_self->must(teacher.account, "GET", QStringLiteral("/api/payout-account")).value(QStringLiteral("gatewayId")).toString();
    (void)m_self->control(QStringLiteral("accounts/%1/onboard").arg(account));
    for (const std::string& currency : currencies) {
        if (currency != "USD")
            (void)m_self->control(QStringLiteral("bank_accounts"), {{QStringLiteral("account"), account}, {QStringLiteral("currency"), QString::fromStdString(currency).toLower()}, {QStringLiteral("account_number"), QStringLiteral("000123456789")}, {QStringLiteral("country"), QStringLiteral("US")}});
    }
}

} // namespace lectern::simulation
