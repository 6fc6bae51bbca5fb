#include "support/httpschool.h"
#include <QFile>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// What the listener refuses and how long it waits: TLS, slow and silent peers, too many of them.
class TestNetwork : public QObject
{
    Q_OBJECT

    TestDatabase m_database;
    QTemporaryDir m_dir;

    /// Milliseconds until the server closed a connection that got `bytes` and then nothing; -1 when it did not in time.
    static qint64 closedAfter(quint16 port, const QByteArray& bytes, int timeoutMs = 10'000)
    {
        QElapsedTimer timer;
        timer.start();
        bool closed = false;
        (void)rawExchange(port, bytes, timeoutMs, &closed);
        return closed ? timer.elapsed() : -1;
    }
    static std::unique_ptr<QTcpSocket> connected(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket->waitForConnected(5'000)) qFatal("cannot connect");
        return socket;
    }
    /// Whether the server answers on this connection.
    static bool isServed(QTcpSocket& socket)
    {
        socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        socket.waitForReadyRead(2'000);
        return socket.readAll().startsWith("HTTP/1.1 200");
    }

private Q_SLOTS:
    void slowPeersAreLetGo()
    {
        DaemonProcess daemon(m_database.app());
        daemon.set("server.header_timeout_ms", QStringLiteral("400"));
        daemon.set("server.body_timeout_ms", QStringLiteral("400"));
        daemon.set("server.idle_timeout_ms", QStringLiteral("700"));
        QVERIFY(daemon.start());
        QVERIFY(closedAfter(daemon.port(), "GET /healthz HTTP/1.1\r\nHo") >= 350);
        QVERIFY(closedAfter(daemon.port(), "POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{") >= 350);
        QVERIFY(closedAfter(daemon.port(), "") >= 600);
        QVERIFY(closedAfter(daemon.port(), "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") >= 600); // answered, then silent
        const auto patient = connected(daemon.port());
        QVERIFY(isServed(*patient));
        QVERIFY(isServed(*patient)); // the same connection serves again within its time
    }

    void connectionsOverTheCapAreClosedAndRoomIsGivenAgain()
    {
        DaemonProcess daemon(m_database.app());
        daemon.set("server.max_connections", QStringLiteral("3"));
        QVERIFY(daemon.start());
        std::vector<std::unique_ptr<QTcpSocket>> open;
        for (int i = 0; i < 3; ++i) open.push_back(connected(daemon.port()));
        for (const auto& socket : open) QVERIFY(isServed(*socket));
        const auto fourth = connected(daemon.port());
        QVERIFY(!isServed(*fourth));
        open.front()->disconnectFromHost();
        // Asked in a loop of our own: QTRY_VERIFY would connect once more after the success, while that one still counts.
        QVERIFY(QTest::qWaitFor([&] { return isServed(*connected(daemon.port())); }, 20'000));
        for (size_t i = 1; i < open.size(); ++i) QVERIFY(isServed(*open.at(i)));
    }

    void capOfOneAddressLeavesNoTrace()
    {
        DaemonProcess daemon(m_database.app());
        daemon.set("server.max_connections_per_address", QStringLiteral("2"));
        QVERIFY(daemon.start());
        for (int round = 0; round < 20; ++round) {
            const auto one = connected(daemon.port());
            const auto two = connected(daemon.port());
            QTRY_VERIFY_WITH_TIMEOUT(isServed(*one) && isServed(*two), 20'000);
            one->abort();
            two->abort();
            const auto settle = [&] {
                const auto again = connected(daemon.port());
                return isServed(*again);
            };
            QTRY_VERIFY_WITH_TIMEOUT(settle(), 20'000);
        }
    }

    void tlsServesModernClientsOnly()
    {
        const QString key = m_dir.filePath(QStringLiteral("key.pem"));
        const QString certificate = m_dir.filePath(QStringLiteral("cert.pem"));
        QCOMPARE(QProcess::execute(QStringLiteral("openssl"), {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                                                               QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
                                                               QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate}), 0);
        DaemonProcess daemon(m_database.app());
        daemon.set("server.tls_certificate", certificate);
        daemon.set("server.tls_key", key);
        QVERIFY(daemon.start());
        const auto talk = [&](QSsl::SslProtocol protocol) {
            QSslSocket socket;
            QSslConfiguration configuration = socket.sslConfiguration();
            configuration.setCaCertificates(QSslCertificate::fromPath(certificate));
            configuration.setProtocol(protocol);
            socket.setSslConfiguration(configuration);
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), daemon.port());
            return socket.waitForEncrypted(5'000) && isServed(socket);
        };
        QVERIFY(talk(QSsl::TlsV1_2));
        QVERIFY(talk(QSsl::TlsV1_3));
QT_WARNING_PUSH
QT_WARNING_DISABLE_DEPRECATED
        QVERIFY(!talk(QSsl::TlsV1_1));
QT_WARNING_POP
        const auto plain = connected(daemon.port());
        QVERIFY(!isServed(*plain));
        QVERIFY(talk(QSsl::TlsV1_3)); // and goes on serving others
    }

    void brokenCertificateIsSaidAtTheStart()
    {
        DaemonProcess daemon(m_database.app());
        daemon.set("server.tls_certificate", QStringLiteral("/nonexistent.pem"));
        daemon.set("server.tls_key", QStringLiteral("/nonexistent.key"));
        QVERIFY(!daemon.start());
        QVERIFY(daemon.log().contains("/nonexistent.pem"));
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
