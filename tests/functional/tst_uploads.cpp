#include "support/httpschool.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Files arrive whole or not at all, go on where they stopped, and cost the server no memory.
class TestUploads : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;

    static QByteArray randomBytes(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char& byte : bytes) byte = static_cast<char>(QRandomGenerator::global()->generate());
        return bytes;
    }
    static QByteArray sha256(const QByteArray& bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

    /// Path of a new upload; empty when it was refused.
    QString create(qint64 size, const QByteArray& metadata = "filename cGlhbm8ucGRm,filetype YXBwbGljYXRpb24vb2N0ZXQtc3RyZWFt")
    {
        m_teacher->headers = {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", QByteArray::number(size)}, {"Upload-Metadata", metadata}};
        const Reply reply = m_teacher->send("POST", QStringLiteral("/api/uploads"));
        m_teacher->headers.clear();
        return reply.status == 201 ? QString::fromLatin1(reply.headers.value("location")) : QString();
    }
    Reply patch(const QString& path, qint64 offset, const QByteArray& bytes, const QByteArray& checksum = {}, int timeoutMs = 30'000)
    {
        m_teacher->headers = {{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", QByteArray::number(offset)}, {"Content-Type", "application/offset+octet-stream"}};
        if (!checksum.isEmpty()) m_teacher->headers.append(QPair<QByteArray, QByteArray>("Upload-Checksum", checksum));
        const Reply reply = m_teacher->send("PATCH", path, bytes, timeoutMs);
        m_teacher->headers.clear();
        return reply;
    }
    qint64 offsetOf(const QString& path)
    {
        m_teacher->headers = {{"Tus-Resumable", "1.0.0"}};
        const Reply reply = m_teacher->send("HEAD", path);
        m_teacher->headers.clear();
        return reply.status == 200 ? reply.headers.value("upload-offset").toLongLong() : -1;
    }
    Reply fileOf(const QString& path) { return m_teacher->get(QStringLiteral("/api/files/") + path.section(u'/', -1)); }
    [[nodiscard]] qint64 residentKib() const
    {
        QFile file(QStringLiteral("/proc/%1/status").arg(m_school->daemon.pid()));
        if (!file.open(QIODevice::ReadOnly)) return -1;
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').first().toLongLong();
        }
        return -1;
    }
    /// Sends `size` bytes of a PATCH over a plain socket without ever holding them; the status.
    int streamPatch(const QString& path, qint64 size, QCryptographicHash& hash)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_school->daemon.port());
        if (!socket.waitForConnected()) return -1;
        socket.write("PATCH " + path.toLatin1() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nAuthorization: Bearer " +
                     m_teacher.token.toLatin1() + "\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
        const QByteArray block = randomBytes(1024 * 1024);
        for (qint64 sent = 0; sent < size; sent += block.size()) {
            hash.addData(block);
            socket.write(block);
            while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(30'000)) {}
        }
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(60'000)) {}
        return rawStatus(socket.readAll());
    }

    [[nodiscard]] Reply uploadAs(const QByteArray& name, const QByteArray& type, const QByteArray& bytes)
    {
        return patch(create(bytes.size(), "filename " + name.toBase64() + ",filetype " + type.toBase64()), 0, bytes);
    }

private Q_SLOTS:
    void bytesThatAreNoVideoAreRefusedAsOne()
    {
        const QByteArray noise = randomBytes(4096);
        const Reply refused = uploadAs("lesson.mp4", "video/mp4", noise);
        QCOMPARE(refused.status, 415);
        QCOMPARE(refused.json.value(QStringLiteral("code")).toString(), QStringLiteral("unsupported_media"));
        QVERIFY(refused.json.value(QStringLiteral("detail")).toString().contains(QStringLiteral("lesson.mp4")));
        QCOMPARE(uploadAs("cover.png", "image/png", noise).status, 415);
        QCOMPARE(uploadAs("notes.pdf", "application/pdf", noise).status, 415);
        QCOMPARE(uploadAs("notes.pdf", "application/pdf", "%PDF-1.7\n" + noise).status, 204);
        QCOMPARE(uploadAs("lesson.mp4", "video/mp4", QByteArray::fromHex("0000001866747970") + "isom" + noise).status, 204);
        QCOMPARE(uploadAs("data.bin", "application/octet-stream", noise).status, 204);
    }

    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.set("files.max_mib", QStringLiteral("300"));
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
    }
    void cleanupTestCase() { m_school.reset(); }

    void independentClientUploads_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<bool>("succeeds");
        QTest::newRow("one piece") << QStringLiteral("whole") << true;
        QTest::newRow("many pieces") << QStringLiteral("pieces") << true;
        QTest::newRow("cut three times on its way") << QStringLiteral("cut") << true;
        QTest::newRow("empty file") << QStringLiteral("empty") << true;
        QTest::newRow("without a right token") << QStringLiteral("forbidden") << false;
    }

    void independentClientUploads()
    {
        QFETCH(QString, scenario);
        QFETCH(bool, succeeds);
        if (QStringLiteral(LECTERN_NODE).isEmpty()) QSKIP("node is not installed");
        QProcess node;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LECTERN_URL"), m_school->daemon.url());
        environment.insert(QStringLiteral("LECTERN_TOKEN"), m_teacher.token);
        node.setProcessEnvironment(environment);
        node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        node.start(QStringLiteral(LECTERN_NODE), {QStringLiteral(LECTERN_TUS "/upload.mjs"), scenario});
        QVERIFY(node.waitForFinished(60'000));
        const QByteArray said = node.readAllStandardOutput();
        const QJsonObject result = QJsonDocument::fromJson(said).object();
        QVERIFY2(result.value(QStringLiteral("ok")).toBool(!succeeds) == succeeds, said.constData());
        if (!succeeds) QCOMPARE(result.value(QStringLiteral("status")).toInt(), 401);
        if (result.contains(QStringLiteral("same"))) QVERIFY2(result.value(QStringLiteral("same")).toBool(), said.constData());
        if (scenario == u"cut") QCOMPARE(result.value(QStringLiteral("cuts")).toInt(), 3);
        if (scenario == u"empty") QCOMPARE(fileOf(result.value(QStringLiteral("url")).toString()).status, 200);
    }

    void optionsTellWhatTheServerSpeaks()
    {
        ApiClient client(m_school->daemon.url());
        const Reply reply = client.send("OPTIONS", QStringLiteral("/api/uploads"));
        QCOMPARE(reply.status, 204);
        QCOMPARE(reply.headers.value("tus-version"), QByteArray("1.0.0"));
        QCOMPARE(reply.headers.value("tus-max-size").toLongLong(), 300LL * 1024 * 1024);
        QVERIFY(reply.headers.value("tus-extension").contains("creation"));
        QCOMPARE(m_teacher->send("POST", QStringLiteral("/api/uploads")).status, 412); // without Tus-Resumable
    }

    void announcementsAreChecked()
    {
        QVERIFY(create(-1).isEmpty());
        QVERIFY(create(300LL * 1024 * 1024 + 1).isEmpty());
        QVERIFY(create(10, "filename Li4vLi4vZXRjL3Bhc3N3ZA==").isEmpty()); // ../../etc/passwd
        QVERIFY(create(10, "filename YQBi").isEmpty());                     // a NUL
        QVERIFY(create(10, "filename").isEmpty());
        QVERIFY(create(10, "filename YS50eHQ=,filetype PHNjcmlwdD4=").isEmpty()); // no media type
        QVERIFY(create(10, "filename YS50eHQ=,sha256 eHl6").isEmpty());
        QVERIFY(!create(10, "filename YS50eHQ=").isEmpty());
    }

    void piecesMustFollowEachOther()
    {
        const QByteArray content = randomBytes(1000);
        const QString path = create(content.size());
        QCOMPARE(patch(path, 0, content.left(400)).status, 204);
        QCOMPARE(offsetOf(path), 400);
        QCOMPARE(patch(path, 0, content.left(400)).status, 409);   // again
        QCOMPARE(patch(path, 500, content.mid(500)).status, 409);  // a gap
        QCOMPARE(fileOf(path).status, 404);                        // not complete
        QCOMPARE(patch(path, 400, content.mid(400)).status, 204);
        QCOMPARE(fileOf(path).body, content);
        QCOMPARE(patch(path, 1000, "x").status, 409);              // complete files are immutable
        QCOMPARE(fileOf(path).body, content);
    }

    void damagedPieceIsRolledBack()
    {
        const QByteArray content = randomBytes(5000);
        const QString path = create(content.size());
        const QByteArray right = "sha256 " + sha256(content.left(2000)).toBase64();
        QCOMPARE(patch(path, 0, randomBytes(2000), right).status, 460);
        QCOMPARE(offsetOf(path), 0);
        QCOMPARE(patch(path, 0, content.left(2000), right).status, 204);
        QCOMPARE(patch(path, 2000, content.mid(2000), "sha1 " + QCryptographicHash::hash(content.mid(2000), QCryptographicHash::Sha1).toBase64()).status, 204);
        QCOMPARE(fileOf(path).body, content);
        QCOMPARE(patch(create(5), 0, "hello", "md5 XrY7u+Ae7tCTyyK7j1rNww==").status, 422);
    }

    void damagedFileIsNotAccepted()
    {
        const QByteArray content = randomBytes(3000);
        const QString path = create(content.size(), "filename YS50eHQ=,sha256 " + sha256(content).toHex().toBase64());
        QByteArray damaged = content;
        damaged[1500] = static_cast<char>(damaged.at(1500) ^ 1);
        const Reply reply = patch(path, 0, damaged);
        QCOMPARE(reply.status, 460);
        QCOMPARE(reply.code(), QStringLiteral("checksum_mismatch"));
        QCOMPARE(fileOf(path).status, 404);
        // The same upload starts over, and is taken when it is right.
        QCOMPARE(offsetOf(path), 0);
        QCOMPARE(patch(path, 0, content).status, 204);
        QCOMPARE(fileOf(path).body, content);
    }

    void moreThanAnnouncedIsRefused()
    {
        const QString path = create(1000);
        QCOMPARE(patch(path, 0, randomBytes(600)).status, 204);
        QCOMPARE(patch(path, 600, randomBytes(500)).status, 413);
        QCOMPARE(offsetOf(path), 600);
        QCOMPARE(patch(path, 600, randomBytes(8 * 1024 * 1024)).status, 413); // and the answer arrives while it is still sending
        QCOMPARE(offsetOf(path), 600);
        QCOMPARE(patch(path, 600, randomBytes(400)).status, 204);
    }

    void cutConnectionKeepsWhatCame()
    {
        const QByteArray content = randomBytes(2'000'000);
        const QString path = create(content.size());
        {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), m_school->daemon.port());
            QVERIFY(socket.waitForConnected());
            socket.write("PATCH " + path.toLatin1() + " HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nAuthorization: Bearer " + m_teacher.token.toLatin1() +
                         "\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content.left(1'200'000));
            while (socket.bytesToWrite() > 0) QVERIFY(socket.waitForBytesWritten(10'000));
            QTRY_VERIFY_WITH_TIMEOUT(offsetOf(path) > 0, 10'000);
            QCOMPARE(patch(path, offsetOf(path), "x").status, 423); // somebody else is still writing
        }
        QTRY_COMPARE_WITH_TIMEOUT(offsetOf(path), 1'200'000, 10'000);
        Reply rest;
        QVERIFY(QTest::qWaitFor([&] { return (rest = patch(path, 1'200'000, content.mid(1'200'000))).status != 423; }, 10'000));
        QCOMPARE(rest.status, 204);
        QCOMPARE(rest.headers.value("lectern-sha256"), sha256(content).toHex());
        QCOMPARE(fileOf(path).body, content);
    }

    void uploadGoesOnAfterTheServerWasKilled()
    {
        const QByteArray content = randomBytes(300'000);
        const QString path = create(content.size());
        QCOMPARE(patch(path, 0, content.left(100'000)).status, 204);
        m_school->daemon.kill();
        QVERIFY(m_school->restart());
        QCOMPARE(offsetOf(path), 100'000);
        QCOMPARE(patch(path, 100'000, content.mid(100'000)).status, 204);
        QCOMPARE(fileOf(path).body, content);
    }

    void largeFileCostsNoMemory()
    {
        const qint64 size = 256LL * 1024 * 1024;
        const qint64 before = residentKib();
        const QString path = create(size);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QCOMPARE(streamPatch(path, size, hash), 204);
        QCOMPARE(m_school->sql.text(QStringLiteral("select sha256 from stored_file where id = '%1'").arg(path.section(u'/', -1))).toLatin1(), hash.result().toHex());
        // Read it back without keeping it, too.
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_school->daemon.port());
        QVERIFY(socket.waitForConnected());
        socket.write("GET /api/files/" + path.section(u'/', -1).toLatin1() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + m_teacher.token.toLatin1() + "\r\n\r\n");
        qint64 got = 0;
        while (socket.waitForReadyRead(30'000)) got += socket.readAll().size();
        QVERIFY2(got > size && got < size + 4096, qPrintable(QString::number(got)));
        QVERIFY2(residentKib() - before < 48 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(residentKib() - before)));
    }

    void sameContentIsKeptOnce()
    {
        const QByteArray content = randomBytes(1000);
        const QString first = create(1000);
        const QString second = create(1000);
        QCOMPARE(patch(first, 0, content).status, 204);
        QCOMPARE(patch(second, 0, content).status, 204);
        QCOMPARE(fileOf(first).body, content);
        QCOMPARE(fileOf(second).body, content);
        const QString hex = QString::fromLatin1(sha256(content).toHex());
        QVERIFY(QFile::exists(m_school->daemon.dataDir() + QStringLiteral("/blobs/%1/%2").arg(hex.left(2), hex)));
        QVERIFY(!QFile::exists(m_school->daemon.dataDir() + QStringLiteral("/uploads/") + second.section(u'/', -1)));
    }

    void rangesAreServed()
    {
        const QByteArray content = randomBytes(1000);
        const QString path = create(1000);
        QCOMPARE(patch(path, 0, content).status, 204);
        const auto range = [&](const QByteArray& header) {
            m_teacher->headers = {{"Range", header}};
            const Reply reply = fileOf(path);
            m_teacher->headers.clear();
            return reply;
        };
        QCOMPARE(range("bytes=0-9").body, content.left(10));
        QCOMPARE(range("bytes=990-").body, content.mid(990));
        QCOMPARE(range("bytes=-10").body, content.right(10));
        QCOMPARE(range("bytes=990-5000").body, content.mid(990));
        QCOMPARE(range("bytes=0-9").status, 206);
        QCOMPARE(range("bytes=0-9").headers.value("content-range"), QByteArray("bytes 0-9/1000"));
        QCOMPARE(range("bytes=1000-").status, 416);
        QCOMPARE(range("bytes=5-2").status == 416 || range("bytes=5-2").status == 200, true);
        QCOMPARE(range("bytes=-0").status == 416 || range("bytes=-0").status == 200, true);
        QCOMPARE(range("bytes=x-y").status, 200);
        QCOMPARE(range("bytes=-99999999999999999999").status, 200);
        QCOMPARE(range("bytes=0-0,5-6").status, 200);
    }

    void deletedUploadIsGone()
    {
        const QString path = create(1000);
        QCOMPARE(patch(path, 0, randomBytes(500)).status, 204);
        m_teacher->headers = {{"Tus-Resumable", "1.0.0"}};
        QCOMPARE(m_teacher->send("DELETE", path).status, 204);
        m_teacher->headers.clear();
        QCOMPARE(offsetOf(path), -1);
        QVERIFY(!QFile::exists(m_school->daemon.dataDir() + QStringLiteral("/uploads/") + path.section(u'/', -1)));
    }

    void othersFilesAreInvisible()
    {
        const QByteArray content = randomBytes(100);
        const QString path = create(100);
        QCOMPARE(patch(path, 0, content).status, 204);
        const QString id = path.section(u'/', -1);
        const Person other = m_school->registerAs(QStringLiteral("teacher"));
        QCOMPARE(other->get(QStringLiteral("/api/files/") + id).status, 404);
        QCOMPARE(other->post(QStringLiteral("/api/files/%1/link").arg(id)).status, 404);
        other->headers = {{"Tus-Resumable", "1.0.0"}};
        QCOMPARE(other->send("HEAD", path).status, 404);
        QCOMPARE(other->send("DELETE", path).status, 404);
        const QString url = m_teacher->post(QStringLiteral("/api/files/%1/link").arg(id)).text("url");
        ApiClient nobody{QString()};
        QCOMPARE(nobody.get(url).body, content);
        QCOMPARE(nobody.get(QString(url).replace(id, newUuid7())).status, 403); // the ticket is for one file
    }

    void fullDiskIsSaidAndTheUploadResumes()
    {
        const QByteArray content = randomBytes(3'000'000);
        const QString path = create(content.size());
        const QString uploads = m_school->daemon.dataDir() + QStringLiteral("/uploads");
        const bool isMounted = QProcess::execute(QStringLiteral("mount"), {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=1m"), QStringLiteral("none"), uploads}) == 0;
        // Without the right to mount, the part's place is a device that is always full.
        const QString part = uploads + u'/' + path.section(u'/', -1);
        if (!isMounted) QVERIFY(QFile::link(QStringLiteral("/dev/full"), part));
        const Reply full = patch(path, 0, content);
        const qint64 kept = isMounted ? offsetOf(path) : 0;
        if (isMounted) QCOMPARE(QProcess::execute(QStringLiteral("mount"), {QStringLiteral("-o"), QStringLiteral("remount,size=64m"), uploads}), 0);
        else QVERIFY(QFile::remove(part));
        const Reply rest = patch(path, kept, content.mid(kept));
        const Reply file = fileOf(path);
        if (isMounted) QCOMPARE(QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), uploads}), 0);
        QCOMPARE(full.status, 507);
        QCOMPARE(full.code(), QStringLiteral("storage_full"));
        QVERIFY(kept >= 0 && kept < content.size());
        QCOMPARE(rest.status, 204);
        QCOMPARE(file.body, content);
    }
};

QTEST_GUILESS_MAIN(TestUploads)
#include "tst_uploads.moc"
