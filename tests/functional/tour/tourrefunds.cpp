#include "tour.h"
#include "ui/kit/widgets.h"
#include <QDir>
#include <QPlainTextEdit>
#include <QTest>
#include <QWebEngineView>

// Money back, and what leaves the windows: the public page of a certificate and the mails.
namespace lectern::tour {

namespace {
const QString kDemoPassword = QStringLiteral("quiet harbour lantern");

/// The text of a page, as its reader sees it.
QString textOf(QWebEngineView* view)
{
    QString text;
    bool done = false;
    view->page()->toPlainText([&](const QString& got) {
        text = got;
        done = true;
    });
    for (int i = 0; i < 40 && !done; ++i) QTest::qWait(50);
    return text;
}
} // namespace

void Tour::showPage(const QUrl& url, const QString& text)
{
    auto* view = new QWebEngineView;
    m_page.reset(view);
    view->setGeometry(m_client.window()->geometry());
    view->load(url);
    view->show();
    view->raise();
    m_robot.until([&] { return textOf(view).contains(text); }, QStringLiteral("\"%1\" on %2").arg(text, url.toString()), 20'000);
}

void Tour::refundSteps()
{
    step(QStringLiteral("take-back-dialog"), [this] {
        logOut();
        logIn(m_studentMail, {});
        go(QStringLiteral("payments"));
        m_robot.pickRow(QStringLiteral("payments.table"), m_title, false);
        m_robot.click(QStringLiteral("payments.takeBack"));
        m_robot.see(QStringLiteral("takeBack.submit"));
        m_robot.seeText(QStringLiteral("$24.90"));
    });
    step(QStringLiteral("refund-asked"), [this] {
        // The course was seen to its end, so an admin has to be asked.
        m_robot.type(QStringLiteral("takeBack.reason"), QStringLiteral("My wrist does not like the strum."));
        m_robot.click(QStringLiteral("takeBack.submit"));
        m_robot.seeText(QStringLiteral("An admin decides"));
    });
    step(QStringLiteral("refund-queue"), [this] {
        logOut();
        logIn(QStringLiteral("grace@harbour.example"), kDemoPassword);
        go(QStringLiteral("refunds"));
        m_robot.pickRow(QStringLiteral("refunds.table"), m_title, false);
        m_robot.see(QStringLiteral("refunds.approve"));
        m_robot.settle();
    });
    step(QStringLiteral("refund-approved"), [this] {
        m_robot.click(QStringLiteral("refunds.approve"));
        m_robot.click(QStringLiteral("reason.submit"));
        m_robot.seeText(QStringLiteral("went back to the card"), 60'000);
    });
    step(QStringLiteral("access-lost"), [this] {
        logOut();
        logIn(m_studentMail, {});
        go(QStringLiteral("learning"));
        m_robot.pickRow(QStringLiteral("learning.grid"), m_title, false);
        m_robot.see(QStringLiteral("course.enroll"));
        m_robot.until(
            [this] {
                for (const Chip* chip : m_client.window()->findChildren<Chip*>()) {
                    if (chip->isVisible() && chip->text() == QStringLiteral("Refunded")) return true;
                }
                return false;
            },
            QStringLiteral("the enrollment to be refunded"));
    });
}

void Tour::partialRefundSteps()
{
    step(QStringLiteral("partial-refund"), [this] {
        logOut();
        logIn(QStringLiteral("grace@harbour.example"), kDemoPassword);
        go(QStringLiteral("payments"));
        m_robot.click(QStringLiteral("filter.succeeded"));
        m_robot.settle();
        auto* table = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("adminPayments.table")));
        m_robot.until([table] { return table->model()->rowCount() > 0; }, QStringLiteral("a settled payment"));
        m_robot.click(QStringLiteral("payments.refund"));
        m_robot.see(QStringLiteral("refund.submit"));
        m_robot.type(QStringLiteral("refund.amount"), QStringLiteral("5.00"));
        m_robot.type(QStringLiteral("refund.reason"), QStringLiteral("One lesson was missing for a week."));
        m_robot.seeText(QStringLiteral("keeps the access"));
    });
    step(QStringLiteral("partly-refunded"), [this] {
        m_robot.click(QStringLiteral("refund.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("refund.amount")); }, QStringLiteral("the refund"));
        m_robot.click(QStringLiteral("filter.partially_refunded"));
        auto* table = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("adminPayments.table"), 60'000));
        m_robot.until([table] { return table->isVisible() && table->model()->rowCount() > 0; }, QStringLiteral("the partly refunded payment"), 60'000);
    });
}

void Tour::mailSteps()
{
    if (!qEnvironmentVariableIsSet("LECTERN_TOUR_MAILS")) return;
    step(QStringLiteral("mails"), [this] {
        const QDir inbox(qEnvironmentVariable("LECTERN_TOUR_MAILS"));
        QByteArray mail;
        m_robot.until(
            [&] {
                for (const QFileInfo& info : inbox.entryInfoList(QDir::Files, QDir::Time)) {
                    QFile file(info.filePath());
                    if (file.open(QIODevice::ReadOnly)) mail = file.readAll();
                    if (mail.contains(m_studentMail.toUtf8())) return true;
                }
                return false;
            },
            QStringLiteral("a mail to the student in %1").arg(inbox.path()), 60'000);
        auto* reader = new QPlainTextEdit(QString::fromUtf8(mail));
        m_page.reset(reader);
        reader->setReadOnly(true);
        reader->setGeometry(m_client.window()->geometry());
        reader->show();
        reader->raise();
    });
    m_page.reset();
}

} // namespace lectern::tour
