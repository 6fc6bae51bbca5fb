#include "ui/checkout/checkoutview.h"
#include <QApplication>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace lectern;

/// A page with a strict policy, as the server sends it, in the real web view.
class TestCheckoutView : public QObject
{
    Q_OBJECT

private:
    static constexpr char kPage[] = "<!doctype html><title>t</title><body>pay<script src='/page.js'></script>";
    QByteArray m_script;
    QTcpServer m_server;
    QStringList m_asked;

    void answer(QTcpSocket* socket)
    {
        const QByteArray request = socket->readAll();
        const QString path = QString::fromLatin1(request.split(' ').value(1));
        m_asked.append(path);
        const bool script = path == QStringLiteral("/page.js");
        const QByteArray body = script ? m_script : QByteArray(kPage);
        socket->write(
            "HTTP/1.1 200 OK\r\nContent-Security-Policy: default-src 'self'\r\nConnection: close\r\nContent-Type: " +
            QByteArray(script ? "text/javascript" : "text/html") +
            "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    }
    Checkout checkout() const
    {
        Checkout c;
        c.checkoutUrl = QStringLiteral("http://127.0.0.1:%1/checkout").arg(m_server.serverPort());
        return c;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    void theBridgeIsThereDespiteAStrictPolicy()
    {
        m_script = "function go() { lecternBridge.reported('declined', 'No funds.'); }"
                   "if (window.lecternBridge) go(); else document.addEventListener('lecternbridge', go);";
        const std::unique_ptr<CheckoutView> view(makeWebCheckoutView(nullptr));
        QSignalSpy told(view.get(), &CheckoutView::reported);
        view->resize(400, 300);
        view->show();
        view->open(checkout());
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 30'000);
        QCOMPARE(told.first().at(0).toString(), QStringLiteral("declined"));
        QCOMPARE(told.first().at(1).toString(), QStringLiteral("No funds."));
    }

    void itDoesNotGoToOtherHosts()
    {
        m_script = "function go() { lecternBridge.reported('ready', location.host); }"
                   "location.href = 'http://localhost:' + location.port + '/elsewhere';"
                   "setTimeout(() => { if (window.lecternBridge) go(); else document.addEventListener('lecternbridge', "
                   "go); }, 300);";
        m_asked.clear();
        const std::unique_ptr<CheckoutView> view(makeWebCheckoutView(nullptr));
        QSignalSpy told(view.get(), &CheckoutView::reported);
        view->resize(400, 300);
        view->show();
        view->open(checkout());
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 30'000);
        QVERIFY(told.first().at(1).toString().startsWith(QStringLiteral("127.0.0.1")));
        QVERIFY(!m_asked.contains(QStringLiteral("/elsewhere")));
    }
};

int main(int argc, char** argv)
{
    // A container runs the tests as root, where Chromium's sandbox does not start.
    qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu");
    QApplication app(argc, argv);
    TestCheckoutView test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_checkoutview.moc"
