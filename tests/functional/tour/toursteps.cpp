#include "tour.h"
#include "ui/documents/certificatepage.h"
#include "ui/teacher/coursebuilderpage.h"
#include <QApplication>
#include <QFile>
#include <QLabel>

namespace lectern::tour {

namespace {
const QString kDemoPassword = QStringLiteral("quiet harbour lantern");
const QString kAdmin = QStringLiteral("grace@harbour.example");

/// A button of the line of one file in the list of uploads.
QWidget* uploadButton(const QString& file, const QString& name)
{
    for (QWidget* root : QApplication::topLevelWidgets()) {
        for (QWidget* button : root->findChildren<QWidget*>(name)) {
            for (const QLabel* label : button->parentWidget()->findChildren<QLabel*>()) {
                if (label->text() == file && button->isVisible()) return button;
            }
        }
    }
    throw StepFailed("no upload of " + file.toStdString());
}
} // namespace

void Tour::teacherSteps()
{
    step(QStringLiteral("login"), [this] { m_robot.see(QStringLiteral("login.email"), 30'000); });
    step(QStringLiteral("weak-password"), [this] {
        m_robot.click(QStringLiteral("login.register"));
        m_robot.click(QStringLiteral("register.teacher"));
        m_robot.type(QStringLiteral("register.name"), QStringLiteral("Ada Byron"));
        m_robot.type(QStringLiteral("register.email"), m_teacherMail);
        m_robot.type(QStringLiteral("register.password"), QStringLiteral("password1234"));
        m_robot.click(QStringLiteral("register.submit"));
        m_robot.seeText(QStringLiteral("easy to guess"));
    });
    step(QStringLiteral("teacher-registered"), [this] {
        m_robot.type(QStringLiteral("register.password"), QStringLiteral("seven green umbrellas"));
        m_robot.click(QStringLiteral("register.submit"));
        m_robot.see(QStringLiteral("nav.vault"));
    });
    step(QStringLiteral("empty-vault"), [this] {
        go(QStringLiteral("vault"));
        m_robot.see(QStringLiteral("vault.available"));
    });
    step(QStringLiteral("course-draft"), [this] {
        go(QStringLiteral("courses"));
        m_robot.until([this] { return m_robot.sees(QStringLiteral("courses.new")) || m_robot.sees(QStringLiteral("state.emptyAction")); }, QStringLiteral("a way to a new course"));
        m_robot.click(QStringLiteral("courses.new"));
        m_robot.type(QStringLiteral("courseEditor.title"), m_title);
        m_robot.choose(QStringLiteral("courseEditor.category"), QStringLiteral("Music"));
        m_robot.type(QStringLiteral("courseEditor.fee"), QStringLiteral("24.90"));
        m_robot.choose(QStringLiteral("courseEditor.language"), QStringLiteral("English"));
        m_robot.type(QStringLiteral("courseEditor.description"), QStringLiteral("# One afternoon\nFour chords, two strums, **three songs** and a lot of laughing."));
        m_robot.click(QStringLiteral("courseEditor.save"));
        m_robot.until([this] { return m_robot.see(QStringLiteral("courseEditor.submit")) != nullptr; }, QStringLiteral("the saved draft"));
    });
    step(QStringLiteral("submitted"), [this] {
        m_robot.click(QStringLiteral("courseEditor.submit"));
        m_robot.seeText(QStringLiteral("In review"));
    });
}

void Tour::reviewSteps()
{
    step(QStringLiteral("review-queue"), [this] {
        logOut();
        logIn(kAdmin, kDemoPassword);
        go(QStringLiteral("reviews"));
        m_robot.pickRow(QStringLiteral("review.queue"), m_title, false);
        m_robot.see(QStringLiteral("review.reject"));
    });
    step(QStringLiteral("reject-reason"), [this] {
        m_robot.click(QStringLiteral("review.reject"));
        m_robot.type(QStringLiteral("decision.reason"), QStringLiteral("Please say which songs, so that students know what they get."));
    });
    step(QStringLiteral("rejected"), [this] {
        m_robot.click(QStringLiteral("decision.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("decision.reason")); }, QStringLiteral("the dialog to close"));
    });
    step(QStringLiteral("teacher-sees-reason"), [this] {
        logOut();
        logIn(m_teacherMail, {});
        go(QStringLiteral("courses"));
        m_robot.pickRow(QStringLiteral("courses.table"), m_title, true);
        m_robot.seeText(QStringLiteral("which songs"));
    });
    step(QStringLiteral("resubmitted"), [this] {
        m_robot.type(QStringLiteral("courseEditor.description"), QStringLiteral("# One afternoon\nFour chords, two strums and three songs: *Riptide*, *Island in the Sun* and one of your own."));
        m_robot.click(QStringLiteral("courseEditor.submit"));
        m_robot.seeText(QStringLiteral("In review"));
    });
    step(QStringLiteral("review-diff"), [this] {
        logOut();
        logIn(kAdmin, kDemoPassword);
        go(QStringLiteral("reviews"));
        m_robot.pickRow(QStringLiteral("review.queue"), m_title, false);
        m_robot.see(QStringLiteral("review.diff"));
    });
    step(QStringLiteral("approved"), [this] {
        m_robot.click(QStringLiteral("review.approve"));
        m_robot.settle();
        if (m_robot.sees(QStringLiteral("decision.submit"))) m_robot.click(QStringLiteral("decision.submit"));
        m_robot.seeText(QStringLiteral("Approved"));
    });
}

void Tour::buildSteps()
{
    step(QStringLiteral("builder-empty"), [this] {
        logOut();
        logIn(m_teacherMail, {});
        go(QStringLiteral("courses"));
        m_robot.pickRow(QStringLiteral("courses.table"), m_title, true);
        m_robot.click(QStringLiteral("courseEditor.build"));
        m_robot.see(QStringLiteral("builder.addSection"));
    });
    step(QStringLiteral("section"), [this] {
        m_robot.click(QStringLiteral("builder.addSection"));
        m_robot.type(QStringLiteral("section.title"), QStringLiteral("Before lunch"));
        m_robot.click(QStringLiteral("section.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("section.title")); }, QStringLiteral("the section"));
    });
    step(QStringLiteral("article"), [this] {
        m_robot.click(QStringLiteral("builder.addLecture"));
        m_robot.type(QStringLiteral("lecture.title"), QStringLiteral("Four chords"));
        m_robot.choose(QStringLiteral("lecture.kind"), QStringLiteral("Article"));
        m_robot.type(QStringLiteral("lecture.article"), QStringLiteral("# C, Am, F and G\nPut your fingers down *slowly*, then let the strings ring."));
        m_robot.click(QStringLiteral("lecture.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("lecture.title")); }, QStringLiteral("the article"));
    });
    step(QStringLiteral("video-upload"), [this] {
        m_robot.click(QStringLiteral("builder.addLecture"));
        m_robot.type(QStringLiteral("lecture.title"), QStringLiteral("Watch the strum"));
        m_robot.choose(QStringLiteral("lecture.kind"), QStringLiteral("Video"));
        m_robot.click(QStringLiteral("lecture.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("lecture.title")); }, QStringLiteral("the video lecture"));
        m_robot.pickRow(QStringLiteral("builder.outline"), QStringLiteral("Watch the strum"), false);
        // The file dialog belongs to the system; everything behind it is the page's own way.
        auto* page = m_client.window()->findChild<CourseBuilderPage*>();
        page->uploadFile(m_media + QStringLiteral("/lesson.mp4"), false);
        m_robot.seeText(QStringLiteral("lesson.mp4"));
        m_robot.settle();
    });
    pauseSteps();
    step(QStringLiteral("attachment"), [this] {
        auto* page = m_client.window()->findChild<CourseBuilderPage*>();
        page->uploadFile(m_media + QStringLiteral("/handout.pdf"), true);
        m_robot.seeText(QStringLiteral("handout.pdf"));
        m_robot.until([this] { return m_robot.see(QStringLiteral("builder.launch"))->isEnabled(); }, QStringLiteral("the launch to be possible"), 30'000);
    });
    step(QStringLiteral("launched"), [this] {
        m_robot.click(QStringLiteral("builder.launch"));
        m_robot.settle();
        if (m_robot.sees(QStringLiteral("builder.launchYes"))) m_robot.click(QStringLiteral("builder.launchYes"));
        m_robot.seeText(QStringLiteral("Launched"));
    });
}

void Tour::pauseSteps()
{
    // The demo's own media are through in an instant; a pause can be seen only with a file that takes a while.
    step(QStringLiteral("upload-paused"), [this] {
        QFile large(m_media + QStringLiteral("/slides.zip"));
        if (!large.open(QIODevice::WriteOnly) || large.write("PK\x03\x04", 4) != 4 || !large.resize(48'000'000)) throw StepFailed("the large file cannot be written");
        large.close();
        m_client.window()->findChild<CourseBuilderPage*>()->uploadFile(large.fileName(), true);
        m_robot.seeText(QStringLiteral("slides.zip"));
        m_robot.until([] { return Robot::showsText(QStringLiteral("of 48 MB")) && !Robot::showsText(QStringLiteral("0 bytes of")); }, QStringLiteral("a part of the file to be there"), 30'000);
        m_robot.clickWidget(uploadButton(QStringLiteral("slides.zip"), QStringLiteral("upload.toggle")));
        m_robot.seeText(QStringLiteral("Paused at"));
    });
    step(QStringLiteral("upload-resumed"), [this] {
        m_robot.clickWidget(uploadButton(QStringLiteral("slides.zip"), QStringLiteral("upload.toggle")));
        m_robot.until([] { return !Robot::showsText(QStringLiteral("Paused at")); }, QStringLiteral("the upload to go on"), 30'000);
    });
    step(QStringLiteral("upload-complete"), [this] { m_robot.seeText(QStringLiteral("slides · 48 MB"), 120'000); });
}

void Tour::studentSteps()
{
    step(QStringLiteral("student-catalogue"), [this] {
        logOut();
        registerAs(QStringLiteral("Otto Lind"), m_studentMail, false);
        m_robot.see(QStringLiteral("catalogue.grid"));
        m_robot.settle();
    });
    step(QStringLiteral("search"), [this] {
        m_robot.type(QStringLiteral("catalogue.search"), QStringLiteral("ukulele afternoon"));
        auto* grid = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("catalogue.grid")));
        m_robot.until([grid, this] { return grid->model()->rowCount() > 0 && grid->model()->index(0, 0).data().toString() == m_title && grid->model()->rowCount() < 4; },
                      QStringLiteral("the results of the search"));
    });
    step(QStringLiteral("course-page"), [this] {
        m_robot.pickRow(QStringLiteral("catalogue.grid"), m_title, false);
        m_robot.see(QStringLiteral("course.enroll"));
    });
}

void Tour::paymentSteps()
{
    step(QStringLiteral("purchase"), [this] {
        m_robot.click(QStringLiteral("course.enroll"));
        m_robot.see(QStringLiteral("purchase.pay"));
    });
    step(QStringLiteral("checkout"), [this] {
        m_robot.click(QStringLiteral("purchase.pay"));
        m_checkout.waitReady();
    });
    step(QStringLiteral("card-declined"), [this] {
        m_checkout.typeCard(QStringLiteral("4000000000009995"));
        m_checkout.pay();
        m_checkout.waitForPageText(QStringLiteral("insufficient"));
    });
    step(QStringLiteral("closed-midway"), [this] {
        m_robot.click(QStringLiteral("checkout.later"));
        go(QStringLiteral("learning"));
        auto* grid = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("learning.grid")));
        m_robot.until([grid, this] { return grid->model()->rowCount() > 0 && grid->model()->index(0, 0).data().toString() == m_title; }, QStringLiteral("the unpaid course"));
    });
    step(QStringLiteral("resumed"), [this] {
        m_robot.pickRow(QStringLiteral("learning.grid"), m_title, false);
        m_checkout.waitReady();
    });
    step(QStringLiteral("three-d-secure"), [this] {
        m_checkout.typeCard(QStringLiteral("4000002760003184"));
        m_checkout.pay();
        m_robot.settle();
        m_robot.settle();
    });
    step(QStringLiteral("you-are-in"), [this] {
        m_checkout.answerChallenge(true);
        m_robot.see(QStringLiteral("checkout.settled"), 30'000);
    });
}

void Tour::learningSteps()
{
    step(QStringLiteral("player-article"), [this] {
        m_robot.click(QStringLiteral("checkout.learn"));
        m_robot.pickRow(QStringLiteral("player.outline"), QStringLiteral("Four chords"), false);
        m_robot.seeText(QStringLiteral("strings ring"));
    });
    step(QStringLiteral("player-video"), [this] {
        m_robot.click(QStringLiteral("player.done"));
        m_robot.pickRow(QStringLiteral("player.outline"), QStringLiteral("Watch the strum"), false);
        m_robot.see(QStringLiteral("player.video"));
        m_robot.settle();
        m_robot.settle();
    });
    step(QStringLiteral("completed"), [this] {
        m_robot.click(QStringLiteral("player.done"));
        m_robot.see(QStringLiteral("player.certificate"));
    });
    step(QStringLiteral("certificate"), [this] {
        m_robot.click(QStringLiteral("player.certificate"));
        m_robot.see(QStringLiteral("certificate.save"));
        m_robot.settle();
        m_robot.settle();
    });
    step(QStringLiteral("certificate-verified"), [this] {
        auto* page = m_client.window()->findChild<CertificatePage*>();
        showPage(page->verifyUrl(), QStringLiteral("Otto Lind"));
    });
    step(QStringLiteral("my-payments"), [this] {
        m_page.reset();
        go(QStringLiteral("payments"));
        m_robot.seeText(QStringLiteral("Payments"));
    });
}

void Tour::vaultSteps()
{
    step(QStringLiteral("teacher-vault-pending"), [this] {
        logOut();
        logIn(m_teacherMail, {});
        go(QStringLiteral("vault"));
        m_robot.seeText(QStringLiteral("19.92"));
    });
    step(QStringLiteral("teacher-vault-history"), [this] {
        logOut();
        logIn(QStringLiteral("tomas@harbour.example"), kDemoPassword);
        go(QStringLiteral("vault"));
        auto* entries = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("vault.entries")));
        m_robot.until([entries] { return entries->model()->rowCount() > 3; }, QStringLiteral("the history of the vault"));
    });
    step(QStringLiteral("withdraw-dialog"), [this] {
        m_robot.click(QStringLiteral("vault.withdraw"));
        m_robot.type(QStringLiteral("withdraw.amount"), QStringLiteral("120.00"));
        m_robot.see(QStringLiteral("withdraw.consequence"));
    });
    step(QStringLiteral("withdrawal-requested"), [this] {
        m_robot.click(QStringLiteral("withdraw.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("withdraw.amount")); }, QStringLiteral("the request"));
    });
    step(QStringLiteral("withdrawal-queue"), [this] {
        logOut();
        logIn(kAdmin, kDemoPassword);
        go(QStringLiteral("withdrawals"));
        m_robot.pickRow(QStringLiteral("withdrawals.table"), QStringLiteral("120.00"), false);
        m_robot.see(QStringLiteral("withdrawals.approve"));
    });
    step(QStringLiteral("withdrawal-contents-admin"), [this] {
        m_robot.pickRow(QStringLiteral("withdrawals.table"), QStringLiteral("250.00"), false);
        m_robot.click(QStringLiteral("withdrawals.contents"));
        waitForRows(QStringLiteral("contents.table"), 1);
        m_robot.settle();
    });
    step(QStringLiteral("withdrawal-paid"), [this] {
        m_robot.click(QStringLiteral("page.back"));
        m_robot.pickRow(QStringLiteral("withdrawals.table"), QStringLiteral("120.00"), false);
        m_robot.click(QStringLiteral("withdrawals.approve"));
        m_robot.settle();
        for (const char* dialog : {"reason.submit", "decision.submit", "withdrawal.submit"}) {
            if (m_robot.sees(QLatin1String(dialog))) m_robot.click(QLatin1String(dialog));
        }
        auto* table = qobject_cast<QAbstractItemView*>(m_robot.see(QStringLiteral("withdrawals.table")));
        m_robot.until(
            [table] {
                for (int row = 0; row < table->model()->rowCount(); ++row) {
                    QString line;
                    for (int column = 0; column < table->model()->columnCount(); ++column) {
                        const QModelIndex cell = table->model()->index(row, column);
                        line += cell.data().toString() + u' ' + cell.data(Qt::AccessibleTextRole).toString() + u' ';
                    }
                    if (line.contains(QStringLiteral("120.00")) && line.contains(QStringLiteral("paid"), Qt::CaseInsensitive)) return true;
                }
                return false;
            },
            QStringLiteral("the payout to arrive"), 60'000);
    });
}

void Tour::adminSteps()
{
    step(QStringLiteral("admin-overview"), [this] {
        go(QStringLiteral("overview"));
        m_robot.see(QStringLiteral("overview.chart"));
    });
    step(QStringLiteral("admin-vaults"), [this] {
        go(QStringLiteral("vaults"));
        m_robot.see(QStringLiteral("vaults.table"));
    });
    step(QStringLiteral("admin-payments"), [this] {
        go(QStringLiteral("payments"));
        m_robot.pickRow(QStringLiteral("adminPayments.table"), QStringLiteral("Otto Lind"), false);
    });
    step(QStringLiteral("admin-courses"), [this] {
        go(QStringLiteral("courses"));
        m_robot.see(QStringLiteral("adminCourses.table"));
    });
    step(QStringLiteral("admin-users"), [this] {
        go(QStringLiteral("users"));
        m_robot.pickRow(QStringLiteral("users.table"), QStringLiteral("Otto Lind"), false);
    });
    step(QStringLiteral("admin-audit"), [this] {
        go(QStringLiteral("audit"));
        m_robot.see(QStringLiteral("audit.table"));
    });
}

} // namespace lectern::tour
