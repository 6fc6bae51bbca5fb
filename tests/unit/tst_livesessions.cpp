#include "domain/bookings.h"
#include <QRandomGenerator>
#include <QtTest>

using namespace lectern;

/// Prices, hours and slots of live sessions: the rules without a database.
class TestSessions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void priceIsShownInItsParts()
    {
        const auto price = sessionPrice(usd(5000), 90, {}, 0);
        QVERIFY(price.has_value());
        QCOMPARE(price->session, usd(7500));
        QCOMPARE(price->fee, usd(375));
        QCOMPARE(price->total, usd(7875));
        QCOMPARE(sessionPrice(usd(1000), 15, {}, 0)->fee, usd(100)); // 2.50 at 5 % would be less than the least
        const auto taxed = sessionPrice(usd(5000), 60, {}, 1900);
        QCOMPARE(taxed->tax, usd(998)); // 19 % of 52.50 is 9.975
        QCOMPARE(taxed->total, usd(6248));
        QCOMPARE(sessionPrice(Money::fromMinor(3000, *Currency::fromCode(QStringLiteral("JPY"))), 50, {}, 0)->fee.minor(), 125);
        QCOMPARE(sessionPrice(Money::fromMinor(10'000, *Currency::fromCode(QStringLiteral("KWD"))), 50, {}, 0)->session.minor(), 8330); // 8.333 in steps of 0.010
        QVERIFY(!sessionPrice(usd(std::numeric_limits<qint64>::max()), 60, {}, 0));
    }

    /// Every price against the rule, written a second time in whole hundredths of a cent.
    void everyPriceFollowsTheRule()
    {
        QRandomGenerator random(20261129);
        for (int i = 0; i < 20'000; ++i) {
            const qint64 rate = 100 + random.bounded(1'000'000);
            const int minutes = 5 * (3 + random.bounded(94));
            const SessionFee fee{static_cast<int>(random.bounded(3000)), random.bounded(500)};
            const auto price = sessionPrice(usd(rate), minutes, fee, 0);
            QVERIFY(price.has_value());
            const qint64 session = price->session.minor();
            // The nearest cent, and the upper one of two that are as near.
            QVERIFY2(60 * session - rate * minutes <= 30 && rate * minutes - 60 * session < 30, qPrintable(QString::number(rate)));
            const qint64 part = price->fee.minor();
            const bool isLeast = part == fee.minimumMinor;
            const bool isShare = 10'000 * part - session * fee.bps <= 5'000 && session * fee.bps - 10'000 * part < 5'000;
            QVERIFY(part >= fee.minimumMinor && (isLeast || isShare));
            QVERIFY(!isLeast || session * fee.bps < 10'000 * (part + 1));
            QCOMPARE(price->total.minor(), session + part);
        }
    }

    void hoursFollowTheClocksOfTheTeacher()
    {
        // Berlin goes to summer time on 29 March 2026 at 02:00: 09:00 there is 08:00 UTC before and 07:00 UTC after.
        Availability hours = weekly(QStringLiteral("Europe/Berlin"), 9 * 60, 11 * 60);
        QCOMPARE(firstSlot(hours, QDate(2026, 3, 27)), at("2026-03-27T08:00:00Z"));
        QCOMPARE(firstSlot(hours, QDate(2026, 3, 30)), at("2026-03-30T07:00:00Z"));
        // Zones with half and three quarters of an hour.
        QCOMPARE(firstSlot(weekly(QStringLiteral("Asia/Kolkata"), 9 * 60, 11 * 60), QDate(2026, 3, 27)), at("2026-03-27T03:30:00Z"));
        QCOMPARE(firstSlot(weekly(QStringLiteral("Asia/Kathmandu"), 9 * 60, 11 * 60), QDate(2026, 3, 27)), at("2026-03-27T03:15:00Z"));
    }

    void anHourThatClocksLeaveOutOffersNothing()
    {
        // In the night to 29 March 2026 Berlin has no time between 02:00 and 03:00.
        const Availability inGap = weekly(QStringLiteral("Europe/Berlin"), 2 * 60, 3 * 60);
        QCOMPARE(slotsOn(inGap, QDate(2026, 3, 29), 60).size(), 0);
        // 01:00 to 04:00 has two hours, not three.
        QCOMPARE(slotsOn(weekly(QStringLiteral("Europe/Berlin"), 60, 4 * 60), QDate(2026, 3, 29), 120).size(), 1);
        // On 25 October 02:00 to 03:00 comes twice: an hour from 01:00 to 04:00 begins at 13 quarters.
        QCOMPARE(slotsOn(weekly(QStringLiteral("Europe/Berlin"), 60, 4 * 60), QDate(2026, 10, 25), 60).size(), 13);
    }

    void busyTimeKeepsItsBuffer()
    {
        Availability hours = weekly(QStringLiteral("UTC"), 9 * 60, 13 * 60);
        hours.bufferMinutes = 15;
        const BusySpan lesson{at("2026-03-27T10:00:00Z"), at("2026-03-27T11:00:00Z"), false};
        const auto ofTeacher = scheduling::freeSlots(hours, {lesson}, 30, at("2026-03-27T00:00:00Z"), at("2026-03-28T00:00:00Z"), at("2026-03-20T00:00:00Z"));
        QVERIFY(contains(ofTeacher, "2026-03-27T09:15:00Z"));
        QVERIFY(!contains(ofTeacher, "2026-03-27T09:30:00Z"));
        QVERIFY(!contains(ofTeacher, "2026-03-27T11:00:00Z"));
        QVERIFY(contains(ofTeacher, "2026-03-27T11:15:00Z"));
        const BusySpan own{lesson.from, lesson.until, true};
        const auto ofStudent = scheduling::freeSlots(hours, {own}, 30, at("2026-03-27T00:00:00Z"), at("2026-03-28T00:00:00Z"), at("2026-03-20T00:00:00Z"));
        QVERIFY(contains(ofStudent, "2026-03-27T09:30:00Z"));
        QVERIFY(contains(ofStudent, "2026-03-27T11:00:00Z"));
    }

    void noticeAndHorizonAreKept()
    {
        Availability hours = weekly(QStringLiteral("UTC"), 0, 24 * 60);
        hours.noticeHours = 24;
        hours.horizonDays = 2;
        const QDateTime now = at("2026-03-27T10:05:00Z");
        const auto found = scheduling::freeSlots(hours, {}, 60, at("2026-03-27T00:00:00Z"), at("2026-04-05T00:00:00Z"), now);
        QCOMPARE(found.first().startsAt, at("2026-03-28T10:15:00Z"));
        QVERIFY(found.last().startsAt < now.addDays(2));
        QVERIFY(scheduling::problemOf(hours, at("2026-03-28T10:00:00Z"), 60, now).has_value());
        QVERIFY(!scheduling::problemOf(hours, at("2026-03-28T10:15:00Z"), 60, now).has_value());
        QVERIFY(scheduling::problemOf(hours, at("2026-03-28T10:20:00Z"), 60, now).has_value()); // between two starts
    }

    /// What is offered can be booked, and nothing else within the hours.
    void everySlotThatIsOfferedIsWithinTheHours()
    {
        QRandomGenerator random(7);
        const QStringList zones{QStringLiteral("Europe/Berlin"), QStringLiteral("Asia/Kathmandu"), QStringLiteral("America/St_Johns"), QStringLiteral("Australia/Lord_Howe"), QStringLiteral("Pacific/Apia")};
        for (int i = 0; i < 60; ++i) {
            Availability hours;
            hours.timeZone = zones.at(i % zones.size());
            for (int day = 1; day <= 7; ++day) {
                const int from = 15 * random.bounded(60);
                hours.hours.append({day, from, from + 15 * (1 + random.bounded(30))});
            }
            QVERIFY(!validation::availability(hours));
            const QDateTime now = at("2026-01-01T00:00:00Z").addDays(random.bounded(360));
            const int minutes = 15 * (1 + random.bounded(8));
            for (const FreeSlot& slot : scheduling::freeSlots(hours, {}, minutes, now, now.addDays(14), now)) {
                QCOMPARE(slot.startsAt.secsTo(slot.endsAt), 60 * minutes);
                QVERIFY(!scheduling::problemOf(hours, slot.startsAt, minutes, now));
            }
        }
    }

    void anExceptionTakesThePlaceOfItsWeekday()
    {
        Availability hours = weekly(QStringLiteral("UTC"), 9 * 60, 10 * 60);
        hours.exceptions = {{QStringLiteral("2026-03-27"), {}}, {QStringLiteral("2026-03-28"), {{18 * 60, 19 * 60}}}};
        QCOMPARE(slotsOn(hours, QDate(2026, 3, 27), 60).size(), 0);
        QCOMPARE(firstSlot(hours, QDate(2026, 3, 28)), at("2026-03-28T18:00:00Z"));
    }

    void hoursThatMakeNoSenseAreRefused()
    {
        Availability hours;
        hours.hours = {{1, 600, 540}};
        QCOMPARE(validation::availability(hours)->field, QStringLiteral("hours"));
        hours.hours = {{1, 540, 660}, {1, 600, 720}};
        QVERIFY(validation::availability(hours).has_value());
        hours.hours = {{1, 540, 600}, {1, 600, 720}};
        QVERIFY(!validation::availability(hours));
        for (const char* zone : {"Etc/UTC", "UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"}) QVERIFY2(!validation::timeZone(QStringLiteral("timeZone"), QLatin1String(zone)), zone);
        for (const char* zone : {"", "../etc/passwd", "/etc/localtime", "Europe/", "Mars/Olympus", "Europe/Berlin\n"}) QVERIFY2(validation::timeZone(QStringLiteral("timeZone"), QLatin1String(zone)), zone);
        hours.timeZone = QStringLiteral("Mars/Olympus");
        QCOMPARE(validation::availability(hours)->field, QStringLiteral("timeZone"));
    }

    void cancellingGivesBackByTheRule()
    {
        const QDateTime start = at("2026-03-27T12:00:00Z");
        QCOMPARE(refundOnCancel(usd(7875), start, at("2026-03-27T00:00:00Z"), 12, 50), usd(7875));
        QCOMPARE(refundOnCancel(usd(7875), start, at("2026-03-27T00:00:01Z"), 12, 50), usd(3937));
        QCOMPARE(refundOnCancel(usd(7875), start, start, 12, 50), usd(0));
    }

    void statesGoWhereTheyMay()
    {
        QVERIFY(states::mayBecome(BookingState::Pending, BookingState::Confirmed));
        QVERIFY(!states::mayBecome(BookingState::Pending, BookingState::Paid));
        QVERIFY(!states::mayBecome(BookingState::Completed, BookingState::Cancelled));
        QVERIFY(states::holdsTime(BookingState::Confirmed));
        QVERIFY(!states::holdsTime(BookingState::Cancelled));
    }

private:
    static Money usd(qint64 minor) { return Money::fromMinor(minor, Currency()); }
    static QDateTime at(const char* text) { return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toUTC(); }
    static Availability weekly(const QString& zone, int from, int until)
    {
        Availability hours;
        hours.timeZone = zone;
        hours.horizonDays = 365;
        for (int day = 1; day <= 7; ++day) hours.hours.append({day, from, until});
        return hours;
    }
    /// Of the local day, as it was seen half a year before.
    static QList<FreeSlot> slotsOn(const Availability& hours, const QDate& day, int minutes)
    {
        const QTimeZone zone(hours.timeZone.toLatin1());
        return scheduling::freeSlots(hours, {}, minutes, scheduling::toUtc(day, 0, zone), scheduling::toUtc(day.addDays(1), 0, zone), scheduling::toUtc(day.addDays(-180), 0, zone));
    }
    static QDateTime firstSlot(const Availability& hours, const QDate& day)
    {
        const auto found = slotsOn(hours, day, 60);
        return found.isEmpty() ? QDateTime() : found.first().startsAt;
    }
    static bool contains(const QList<FreeSlot>& found, const char* start)
    {
        return std::any_of(found.begin(), found.end(), [&](const FreeSlot& slot) { return slot.startsAt == at(start); });
    }
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_livesessions.moc"
