#include "http/addresses.h"
#include <QTest>

using namespace lectern::http;

/// Who is believed about where a request comes from.
class TestAddresses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientIsTheLastHopThatNoProxyWroteAboutItself_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("client");
        QTest::newRow("no proxy") << "203.0.113.5" << QByteArray() << "203.0.113.5";
        QTest::newRow("a claim of a stranger") << "203.0.113.5" << QByteArray("192.0.2.1") << "203.0.113.5";
        QTest::newRow("one proxy") << "127.0.0.1" << QByteArray("192.0.2.1") << "192.0.2.1";
        QTest::newRow("a proxy that said nothing") << "127.0.0.1" << QByteArray() << "127.0.0.1";
        QTest::newRow("two proxies") << "127.0.0.1" << QByteArray("192.0.2.1, 10.1.2.3") << "192.0.2.1";
        QTest::newRow("forged front") << "127.0.0.1" << QByteArray("198.51.100.1, 192.0.2.1") << "192.0.2.1";
        QTest::newRow("rubbish") << "127.0.0.1" << QByteArray("<script>, 192.0.2.1") << "192.0.2.1";
        QTest::newRow("rubbish last") << "127.0.0.1" << QByteArray("192.0.2.1, unknown") << "127.0.0.1";
        QTest::newRow("IPv6") << "::1" << QByteArray("2001:db8::7") << "2001:db8::7";
        QTest::newRow("mapped peer") << "::ffff:127.0.0.1" << QByteArray("192.0.2.1") << "192.0.2.1";
    }
    void clientIsTheLastHopThatNoProxyWroteAboutItself()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, header);
        QFETCH(QString, client);
        const Networks trusted({QStringLiteral("127.0.0.1"), QStringLiteral("::1"), QStringLiteral("10.0.0.0/8")});
        QCOMPARE(clientAddress(peer, header, trusted), client);
    }

    void wrongEntriesAreNamed()
    {
        QStringList wrong;
        const Networks networks({QStringLiteral("10.0.0.0/8"), QStringLiteral("school.example"), QStringLiteral("10.0.0.0/99")}, &wrong);
        QCOMPARE(wrong, QStringList({QStringLiteral("school.example"), QStringLiteral("10.0.0.0/99")}));
        QVERIFY(networks.contains(QStringLiteral("10.200.0.1")));
        QVERIFY(!networks.contains(QStringLiteral("11.0.0.1")));
        QVERIFY(!networks.contains(QStringLiteral("not an address")));
    }
};

QTEST_GUILESS_MAIN(TestAddresses)
#include "tst_addresses.moc"
