#include "domain/plans.h"
#include <QTest>

using namespace lectern;

/// The days and the amounts of plans.
class TestPlanLines : public QObject
{
    Q_OBJECT

    static Money usd(qint64 minor) { return Money::fromMinor(minor, Currency()); }

private Q_SLOTS:
    void daysOfMonthsAreThoseOfTheStartWhereTheMonthHasThem()
    {
        const auto daysOf = [](const QDate& start, int count) {
            QStringList all;
            for (const PlannedLine& line : planLines({QStringLiteral("x"), PlanKind::Instalments, 0, 0, count, PlanInterval::Month}, usd(10'000), start)) all << line.dueOn.date().toString(Qt::ISODate);
            return all.join(u' ');
        };
        QCOMPARE(daysOf(QDate(2027, 1, 31), 4), QStringLiteral("2027-01-31 2027-02-28 2027-03-31 2027-04-30"));
        QCOMPARE(daysOf(QDate(2028, 1, 31), 3), QStringLiteral("2028-01-31 2028-02-29 2028-03-31"));
        const auto years = planLines({QStringLiteral("x"), PlanKind::Instalments, 0, 0, 2, PlanInterval::Year}, usd(10'000), QDate(2028, 2, 29));
        QCOMPARE(years.last().dueOn.date(), QDate(2029, 2, 28));
    }

    void anyPlanAddsUpWithTheRemainderFirst()
    {
        for (int count = 2; count <= 36; ++count) {
            for (const qint64 total : {100, 101, 9999, 10'000, 123'457}) {
                const auto lines = planLines({QStringLiteral("x"), PlanKind::Instalments, 0, 0, count, PlanInterval::Week}, usd(total), QDate(2027, 1, 1));
                qint64 sum = 0;
                for (const PlannedLine& line : lines) sum += line.amount.minor();
                QCOMPARE(sum, total);
                QVERIFY(lines.first().amount.minor() >= lines.last().amount.minor());
                QVERIFY(lines.first().amount.minor() - lines.last().amount.minor() < count);
            }
        }
        const auto deposit = planLines({QStringLiteral("x"), PlanKind::Deposit, 2500, 30, 0, PlanInterval::Month}, usd(9999), QDate(2027, 1, 1));
        QCOMPARE(deposit.first().amount, usd(2500));
        QCOMPARE(deposit.last().amount, usd(7499));
        QCOMPARE(deposit.last().dueOn.date(), QDate(2027, 1, 31));
    }
};

QTEST_GUILESS_MAIN(TestPlanLines)
#include "tst_planlines.moc"
