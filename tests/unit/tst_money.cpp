#include "domain/ids.h"
#include "domain/money.h"
#include "http/ratelimiter.h"
#include <QTest>
#include <thread>

using namespace lectern;

/// Amounts are exact or refused; ids sort by the moment they were made; limits are kept.
class TestMoney : public QObject
{
    Q_OBJECT

    static Currency currency(const char* code) { return *Currency::fromCode(QLatin1String(code)); }
    static constexpr qint64 kMax = std::numeric_limits<qint64>::max();
    static constexpr qint64 kMin = std::numeric_limits<qint64>::min();

private Q_SLOTS:
    void decimalsAreReadExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<qint64>("minor");
        const auto row = [](const char* text, const char* code, bool ok, qint64 minor) { QTest::addRow("%s %s", text, code) << QString::fromUtf8(text) << QString::fromLatin1(code) << ok << minor; };
        row("49.99", "USD", true, 4999);
        row("49.9", "USD", true, 4990);
        row("49", "USD", true, 4900);
        row(" 49.99 ", "USD", true, 4999);
        row("0.01", "USD", true, 1);
        row("-49.99", "USD", true, -4999);
        row("-0.01", "USD", true, -1);
        row("0", "USD", true, 0);
        row("500", "JPY", true, 500);
        row("1.234", "KWD", true, 1234);
        row("1.2", "KWD", true, 1200);
        row("999999999999999.99", "USD", true, 99'999'999'999'999'999);
        row("49.999", "USD", false, 0);
        row("500.5", "JPY", false, 0);
        row("1.2345", "KWD", false, 0);
        row("9999999999999999", "USD", false, 0);
        row("", "USD", false, 0);
        row(".", "USD", false, 0);
        row(".5", "USD", false, 0);
        row("5.", "USD", false, 0);
        row("1e5", "USD", false, 0);
        row("1,200.50", "USD", false, 0);
        row("1 200", "USD", false, 0);
        row("0x10", "USD", false, 0);
        row("--5", "USD", false, 0);
        row("+5", "USD", false, 0);
        row("NaN", "USD", false, 0);
        row("4\n9", "USD", false, 0);
        row("49.99\n", "USD", true, 4999);
        row("٤٩", "USD", false, 0); // digits that toLongLong() would not read
    }

    void decimalsAreReadExactly()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(bool, ok);
        QFETCH(qint64, minor);
        const auto money = Money::fromDecimal(text, *Currency::fromCode(code));
        QCOMPARE(money.ok(), ok);
        if (!ok) QCOMPARE(money.error().field, QStringLiteral("amount"));
        else QCOMPARE(money->minor(), minor);
    }

    void whatIsWrittenIsReadBack()
    {
        for (const char* code : {"JPY", "USD", "KWD"}) {
            for (const qint64 minor : {0LL, 1LL, 9LL, 10LL, 99LL, 100LL, 999LL, 1000LL, 123'456'789LL, -1LL, -100LL, -12'345LL}) {
                const Money money = Money::fromMinor(minor, currency(code));
                QCOMPARE(Money::fromDecimal(money.toDecimal(), currency(code)).value(), money);
            }
        }
        QCOMPARE(Money::fromMinor(5, currency("USD")).toDecimal(), QStringLiteral("0.05"));
        QCOMPARE(Money::fromMinor(5, currency("KWD")).toDecimal(), QStringLiteral("0.005"));
        QCOMPARE(Money::fromMinor(5, currency("JPY")).toDecimal(), QStringLiteral("5"));
        QCOMPARE(Money::fromMinor(kMin, currency("USD")).toDecimal(), QStringLiteral("-92233720368547758.08"));
        QCOMPARE(Money::fromMinor(kMax, currency("JPY")).toDecimal(), QStringLiteral("9223372036854775807"));
    }

    void arithmeticRefusesToWrap()
    {
        const auto usd = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        QVERIFY(!usd(kMax).plus(usd(1)));
        QVERIFY(!usd(kMin).plus(usd(-1)));
        QVERIFY(!usd(kMin).minus(usd(1)));
        QVERIFY(!usd(0).minus(usd(kMin)));
        QCOMPARE(usd(kMax).minus(usd(kMax)).value(), usd(0));
        QCOMPARE(usd(-5).plus(usd(8)).value(), usd(3));
        QVERIFY(!usd(kMax).share(10'001, Rounding::Floor));
        QVERIFY(!usd(kMin).share(20'000, Rounding::HalfUp));
        QCOMPARE(usd(kMax).share(10'000, Rounding::Floor).value(), usd(kMax));
        QCOMPARE(usd(kMin).share(10'000, Rounding::Floor).value(), usd(kMin));
    }

    void currenciesDoNotMix()
    {
        const Money dollars = Money::fromMinor(100, currency("USD"));
        const Money yen = Money::fromMinor(100, currency("JPY"));
        QVERIFY(!dollars.plus(yen));
        QVERIFY(!dollars.minus(yen));
        QVERIFY(dollars != yen);
        QVERIFY(!Currency::fromCode(QStringLiteral("XXX")));
        QVERIFY(!Currency::fromCode(QString()));
        QCOMPARE(Currency::fromCode(QStringLiteral("usd")).value().code(), QStringLiteral("USD"));
        QCOMPARE(currency("JPY").digits(), 0);
        QCOMPARE(currency("KWD").digits(), 3);
    }

    void sharesRoundAsNamed_data()
    {
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<int>("bps");
        QTest::addColumn<qint64>("floor");
        QTest::addColumn<qint64>("halfUp");
        QTest::newRow("exact") << qint64(100) << 5000 << qint64(50) << qint64(50);
        QTest::newRow("below half") << qint64(1001) << 8000 << qint64(800) << qint64(801);
        QTest::newRow("half") << qint64(1) << 5000 << qint64(0) << qint64(1);
        QTest::newRow("just below half") << qint64(1) << 4999 << qint64(0) << qint64(0);
        QTest::newRow("negative") << qint64(-1) << 4999 << qint64(-1) << qint64(0);
        QTest::newRow("negative above half") << qint64(-1) << 5001 << qint64(-1) << qint64(-1);
        QTest::newRow("nothing") << qint64(12345) << 0 << qint64(0) << qint64(0);
        QTest::newRow("all") << qint64(12345) << 10'000 << qint64(12345) << qint64(12345);
    }

    void sharesRoundAsNamed()
    {
        QFETCH(qint64, minor);
        QFETCH(int, bps);
        const Money money = Money::fromMinor(minor, Currency());
        QTEST(money.share(bps, Rounding::Floor)->minor(), "floor");
        QTEST(money.share(bps, Rounding::HalfUp)->minor(), "halfUp");
    }

    void idsSortByTheMomentTheyWereMade()
    {
        QString last;
        for (int i = 0; i < 100'000; ++i) {
            const QString id = newUuid7();
            QVERIFY(id > last);
            last = id;
        }
        QCOMPARE(last.size(), 36);
        QCOMPARE(last.at(14), u'7');                                  // version
        QVERIFY(QStringLiteral("89ab").contains(last.at(19)));        // variant
        const qint64 ms = (last.left(8) + last.mid(9, 4)).toLongLong(nullptr, 16);
        QVERIFY(std::abs(ms - QDateTime::currentMSecsSinceEpoch()) < 60'000);
    }

    void idsOfManyThreadsAreUnique()
    {
        std::vector<QStringList> made(8);
        std::vector<std::thread> threads;
        for (auto& list : made) {
            threads.emplace_back([&list] {
                for (int i = 0; i < 5'000; ++i) list << newUuid7();
            });
        }
        for (std::thread& thread : threads) thread.join();
        QSet<QString> all;
        for (const QStringList& list : made) {
            QVERIFY(std::is_sorted(list.begin(), list.end()));
            all.unite(QSet<QString>(list.begin(), list.end()));
        }
        QCOMPARE(all.size(), 40'000);
    }

    void onlyUuidsAreUuids()
    {
        QVERIFY(isUuid(newUuid7()));
        QVERIFY(isUuid(newUuid7().toUpper()));
        for (const char* text : {"", "x", "00000000-0000-0000-0000-000000000000", "{01890000-0000-7000-8000-000000000000}", "01890000-0000-7000-8000-00000000000", "01890000-0000-7000-8000-00000000000g",
                                 "01890000/0000/7000/8000/000000000000", "018900000000700080000000000000000000", "../../../../../../../../etc/passwd "})
            QVERIFY2(!isUuid(QLatin1String(text)), text);
    }

    void rateIsLimitedByKeyAndRecovers()
    {
        http::RateLimiter limiter;
        QDateTime now = QDateTime::fromMSecsSinceEpoch(1'000'000'000'000, Qt::UTC);
        const QString key = QStringLiteral("login:127.0.0.1");
        for (int i = 0; i < 10; ++i) QCOMPARE(limiter.take(key, 10, now), 0);
        QCOMPARE(limiter.take(key, 10, now), 6); // one in six seconds
        QCOMPARE(limiter.take(QStringLiteral("login:other"), 10, now), 0);
        now = now.addMSecs(5'900);
        QCOMPARE(limiter.take(key, 10, now), 1);
        now = now.addMSecs(200);
        QCOMPARE(limiter.take(key, 10, now), 0);
        QVERIFY(limiter.take(key, 10, now) > 0);
        QVERIFY(limiter.take(key, 10, now.addSecs(-3600)) > 0); // a clock that goes back gives nothing away
        now = now.addSecs(24 * 3600);
        for (int i = 0; i < 10; ++i) QCOMPARE(limiter.take(key, 10, now), 0); // never more than a minute's worth
        QVERIFY(limiter.take(key, 10, now) > 0);
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
