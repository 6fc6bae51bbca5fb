#include "app/client/httpfiles.h"
#include "app/client/httpgateways.h"
#include "app/client/liveconnection.h"
#include "app/client/tusupload.h"
#include "app/session/linkport.h"
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace lectern;

namespace {

struct Answer
{
    int status = 200;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// An HTTP server that a test scripts: one function answers every request.
class ScriptedServer : public QTcpServer
{
public:
    std::function<Answer(const QByteArray& method, const QByteArray& path, const QByteArray& head, const QByteArray& body)>
        answer;
    QList<QByteArray> seen;

    explicit ScriptedServer(quint16 port = 0)
    {
        listen(QHostAddress::LocalHost, port);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_buffers.remove(socket); // the next socket may live at the same address
                    socket->deleteLater();
                });
            }
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

private:
    void read(QTcpSocket* socket)
    {
        QByteArray& data = m_buffers[socket];
        data += socket->readAll();
        const qsizetype end = data.indexOf("\r\n\r\n");
        if (end < 0) return;
        const QByteArray head = data.left(end);
        qsizetype length = 0;
        for (const QByteArray& line : head.split('\n')) {
            if (line.toLower().startsWith("content-length:")) length = line.mid(15).trimmed().toLongLong();
        }
        if (data.size() < end + 4 + length) return;
        const QByteArray body = data.mid(end + 4, length);
        data.clear();
        const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
        seen.append(words.at(0) + ' ' + words.at(1));
        const Answer reply = answer(words.at(0), words.at(1), head, body);
        const bool empty = words.at(0) == "HEAD";
        QByteArray out = "HTTP/1.1 " + QByteArray::number(reply.status) + " x\r\nConnection: close\r\nContent-Type: application/json\r\n";
        for (const auto& [name, value] : reply.headers)
            out += name + ": " + value + "\r\n";
        out += "Content-Length: " + QByteArray::number(empty ? 0 : reply.body.size()) + "\r\n\r\n";
        socket->write(empty ? out : out + reply.body);
        socket->disconnectFromHost();
    }
    QHash<QTcpSocket*, QByteArray> m_buffers;
};

Session session(const QString& access)
{
    Session s;
    s.user.id = UserId{newUuid7()};
    s.user.name = QStringLiteral("Ada");
    s.user.email = QStringLiteral("ada@example.org");
    s.user.createdAt = QDateTime::currentDateTimeUtc();
    s.accessToken = access;
    s.refreshToken = QStringLiteral("refresh-") + access;
    s.accessExpiresAt = QDateTime::currentDateTimeUtc().addSecs(900);
    return s;
}

QByteArray json(const QJsonObject& object) { return QJsonDocument(object).toJson(); }
QByteArray problem(const char* code) { return QByteArray(R"({"code":")") + code + R"(","detail":"This account is blocked: spam."})"; }

/// What lecternd's tus endpoint does, as far as an upload needs it; knows one upload and one access token.
struct TusSide
{
    QByteArray token = "Bearer one";
    qint64 offset = 0;
    qint64 total = 0;
    int refreshes = 0;

    Answer operator()(const QByteArray& method, const QByteArray& path, const QByteArray& head, const QByteArray& body)
    {
        if (path == "/api/token/refresh") {
            ++refreshes;
            token = "Bearer two";
            return {200, json(toJson(session(QStringLiteral("two")))), {}};
        }
        if (!head.contains(token)) return {401, problem("unauthenticated"), {}};
        if (method == "POST") return {201, {}, {{"Location", "/api/uploads/u1"}}};
        if (method == "HEAD") return {200, {}, {{"Upload-Offset", QByteArray::number(offset)}}};
        offset += body.size();
        return {204, {}, {{"Upload-Offset", QByteArray::number(offset)}}};
    }
};

} // namespace

class TestClient : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString file(qint64 bytes)
    {
        const QString path = m_dir.filePath(QStringLiteral("lesson.mp4"));
        QFile out(path);
        if (out.open(QIODevice::WriteOnly)) out.write(QByteArray(bytes, 'x'));
        return path;
    }

private Q_SLOTS:
    void aLinkIsHandedToTheWindowThatRuns()
    {
        const QUrl link(QStringLiteral("lectern://invite/ABCD-2345-WXYZ"));
        const QString profile = QStringLiteral("/tmp/profile-%1").arg(QCoreApplication::applicationPid());
        LinkPort second(profile);
        QVERIFY(!second.handOver(link)); // nobody runs yet
        LinkPort first(profile);
        first.listen();
        QSignalSpy opened(&first, &LinkPort::linkOpened);
        std::unique_ptr<QThread> other(QThread::create([&] { QVERIFY(LinkPort(profile).handOver(link)); })); // another process
        other->start();
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toUrl(), link);
        QTRY_VERIFY(other->isFinished());
        QVERIFY(!LinkPort(QStringLiteral("/tmp/elsewhere")).handOver(link)); // another profile has a window of its own
    }

    void anExpiredTokenIsRefreshedInTheMiddleOfAnUpload()
    {
        TusSide side;
        ScriptedServer server;
        server.answer = std::ref(side);
        ApiClient api;
        api.setServer(server.url());
        api.setSession(session(QStringLiteral("one")));
        const qint64 size = 9 * 1024 * 1024;
        TusUpload upload(&api, file(size), nullptr);
        QTRY_VERIFY(side.offset > 0);
        upload.pause();
        side.token = "Bearer nobody"; // the server was restarted: the token in use is not known any more
        upload.resume();              // begins with HEAD, whose refusal has no body that says why
        QTRY_COMPARE_WITH_TIMEOUT(upload.state(), Upload::State::Complete, 15'000);
        QCOMPARE(side.refreshes, 1);
        QCOMPARE(side.offset, size);
    }

    void anUploadWaitsForTheServerAndGoesOnByItself()
    {
        TusSide side;
        auto server = std::make_unique<ScriptedServer>();
        const quint16 port = server->serverPort();
        ApiClient api;
        api.setServer(server->url());
        api.setSession(session(QStringLiteral("one")));
        server->answer = [&](const auto& method, const auto& path, const auto& head, const auto& body) {
            const Answer reply = side(method, path, head, body);
            if (side.offset > 0) server->close();
            return reply;
        };
        const qint64 size = 9 * 1024 * 1024;
        TusUpload upload(&api, file(size), nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(upload.error().code, ErrorCode::Offline, 15'000);
        QCOMPARE(upload.state(), Upload::State::Queued);
        QVERIFY(upload.bytesSent() > 0);
        QTest::qWait(1500); // several attempts in vain
        QCOMPARE(upload.state(), Upload::State::Queued);
        server = std::make_unique<ScriptedServer>(port);
        QVERIFY(server->isListening());
        server->answer = std::ref(side);
        QTRY_COMPARE_WITH_TIMEOUT(upload.state(), Upload::State::Complete, 20'000);
        QCOMPARE(side.offset, size);
    }

    void aRefusedFileFailsWithTheServersWords()
    {
        TusSide side;
        ScriptedServer server;
        server.answer = [&](const auto& method, const auto& path, const auto& head, const auto& body) -> Answer {
            if (method == "PATCH") return {415, R"({"code":"unsupported_media","detail":"This is not a video."})", {}};
            return side(method, path, head, body);
        };
        ApiClient api;
        api.setServer(server.url());
        api.setSession(session(QStringLiteral("one")));
        TusUpload upload(&api, file(1000), nullptr);
        QTRY_COMPARE(upload.state(), Upload::State::Failed);
        QCOMPARE(upload.error().code, ErrorCode::UnsupportedMedia);
        QCOMPARE(upload.error().detail, QStringLiteral("This is not a video."));
    }

    void ABlockedAccountEndsTheSessionOnAnyRequest()
    {
        ScriptedServer server;
        server.answer = [](const auto&, const auto&, const auto&, const auto&) { return Answer{403, problem("blocked"), {}}; };
        ApiClient api;
        api.setServer(server.url());
        api.setSession(session(QStringLiteral("one")));
        LiveConnection live(&api);
        QSignalSpy lost(&live, &Connection::sessionLost);
        HttpRefunds refunds(&api);
        auto answer = refunds.myRefunds({}, {});
        QTRY_COMPARE(lost.count(), 1);
        QCOMPARE(lost.first().first().value<Error>().code, ErrorCode::Blocked);
        QVERIFY(lost.first().first().value<Error>().detail.contains(QStringLiteral("spam")));
        QVERIFY(!api.hasSession());
    }

    void ABlockedAccountIsToldWhenTheSocketIsRefused()
    {
        ScriptedServer server;
        server.answer = [](const auto&, const QByteArray& path, const auto&, const auto&) {
            return path == "/api/token/refresh" ? Answer{403, problem("blocked"), {}} : Answer{401, {}, {}};
        };
        ApiClient api;
        api.setServer(server.url());
        api.setSession(session(QStringLiteral("one")));
        LiveConnection live(&api);
        QSignalSpy lost(&live, &Connection::sessionLost);
        live.open();
        QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, 5'000);
        QCOMPARE(lost.first().first().value<Error>().code, ErrorCode::Blocked);
    }

    void refundsAndPasswordsUseTheirPaths()
    {
        ScriptedServer server;
        server.answer = [](const auto&, const auto&, const QByteArray&, const auto&) { return Answer{204, {}, {}}; };
        ApiClient api;
        api.setServer(server.url());
        HttpRefunds refunds(&api);
        HttpAccounts accounts(&api);
        RefundFilter filter;
        filter.paymentId = PaymentId{QStringLiteral("p1")};
        filter.state = RefundState::Requested;
        const auto wait = [](const auto& future) { QTRY_VERIFY(future.isFinished()); };
        wait(refunds.quote({QStringLiteral("p1")}));
        wait(refunds.takeBack({QStringLiteral("p1")}, {QStringLiteral("why"), std::nullopt}, QStringLiteral("k")));
        wait(refunds.refund({QStringLiteral("p1")}, {}, QStringLiteral("k")));
        wait(refunds.decide({QStringLiteral("r1")}, {}, QStringLiteral("k")));
        wait(refunds.allRefunds(filter, {}));
        wait(refunds.myRefunds({}, {}));
        wait(accounts.changePassword({}));
        const auto forgot = accounts.forgotPassword(QStringLiteral("a@b.example"));
        wait(forgot);
        QVERIFY(forgot.result());
        wait(accounts.resetPassword({}));
        QCOMPARE(server.seen,
                 (QList<QByteArray>{"GET /api/payments/p1/refund-quote", "POST /api/payments/p1/refund",
                                    "POST /api/admin/payments/p1/refunds", "POST /api/admin/refunds/r1/decision",
                                    "GET /api/admin/refunds?limit=" + QByteArray::number(PageRequest().limit) + "&payment=p1&state=requested",
                                    "GET /api/refunds?limit=" + QByteArray::number(PageRequest().limit), "POST /api/me/password",
                                    "POST /api/password/forgot", "POST /api/password/reset"}));
    }
};

QTEST_MAIN(TestClient)
#include "tst_client.moc"
