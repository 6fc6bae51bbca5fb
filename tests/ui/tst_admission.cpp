#include "fakes/fakeserver.h"
#include "ui/admin/coursereview.h"
#include "ui/kit/tableview.h"
#include "ui/student/cataloguepage.h"
#include "ui/student/codedialog.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/referraldialog.h"
#include "ui/teacher/admissionpage.h"
#include "ui/teacher/courseeditorpage.h"
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QRadioButton>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// Who may enroll: on the teacher's page, and on the student's.
class TestAdmissionScreens : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static CourseSummary course()
    {
        CourseSummary course = fakes::courses(false).first();
        course.state = CourseState::Launched;
        return course;
    }
    struct Student {
        FakeServer server;
        CoverStore covers{&server};
        std::unique_ptr<CourseDetailPage> page;
        explicit Student(const StudentAdmission& standing)
        {
            server.standing = standing;
            page = std::make_unique<CourseDetailPage>(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
            page->resize(1100, 800);
            page->show();
        }
        QPushButton* button() { return find<QPushButton>(page.get(), "course.enroll"); }
        QString said() { return find<QLabel>(page.get(), "course.seats")->text(); }
    };
    static StudentAdmission standing(bool byInvitation, bool isInvited, bool isFree, std::optional<int> left, std::optional<int> place = {}, std::optional<QDateTime> until = {})
    {
        return {CourseId{QStringLiteral("course-0")}, byInvitation, isInvited, isFree, left, place, until};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void aStudentCopiesTheLinkForFriends()
    {
        FakeServer server;
        ReferralDialog dialog(&server.admission, nullptr);
        dialog.show();
        auto* link = find<QLineEdit>(&dialog, "referral.link");
        QTRY_VERIFY(link->text().endsWith(QStringLiteral("/invite/7K4M-Q2XD-93TB")));
        QVERIFY(find<QLabel>(&dialog, "referral.came")->text().contains(QStringLiteral("5 people")));
        dialog.submitButton()->click();
        QTRY_COMPARE(QApplication::clipboard()->text(), link->text());
        QVERIFY(dialog.isVisible());
    }

    void theTeacherLimitsTheSeatsAndReadsWhatItMeans()
    {
        FakeServer server;
        AdmissionPage page(course(), &server.admission);
        page.show();
        auto* save = find<QPushButton>(&page, "admission.save");
        QTRY_VERIFY(find<QRadioButton>(&page, "admission.invitation")->isChecked());
        QVERIFY(!save->isEnabled()); // nothing is changed
        find<QRadioButton>(&page, "admission.open")->setChecked(true);
        find<QSpinBox>(&page, "admission.seats")->setValue(10);
        QVERIFY(find<QLabel>(&page, "admission.consequence")->text().contains(QStringLiteral("Nobody loses a seat")));
        save->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("changeAdmission")), 1);
        QCOMPARE(server.admission.lastForm, (AdmissionForm{AdmissionMode::Open, 10}));
        QTRY_VERIFY(!save->isEnabled());
        find<QCheckBox>(&page, "admission.limited")->setChecked(false);
        QVERIFY(save->isEnabled());
    }

    void anAuditorReadsTheRulesAndChangesNothing()
    {
        FakeServer server;
        AdmissionPage page(course(), &server.admission, Access::ReadOnly);
        page.show();
        QTRY_VERIFY(!find<QLabel>(&page, "admission.rule")->text().isEmpty());
        QVERIFY(find<QLabel>(&page, "admission.rule")->isVisible());
        for (const char* control : {"admission.save", "admission.open", "admission.invitation", "admission.limited", "admission.seats", "admission.invite"})
            QVERIFY2(!find<QWidget>(&page, control)->isVisible(), control);
    }

    void aFreeInvitationToAFullCourseSaysWhatItGives()
    {
        Student student(standing(false, true, true, 0));
        QTRY_COMPARE(student.button()->text(), QStringLiteral("Join the waiting list"));
        QVERIFY2(student.said().contains(QStringLiteral("does not keep one")) && student.said().contains(QStringLiteral("costs you nothing")), qPrintable(student.said()));
        QVERIFY(find<QLabel>(student.page.get(), "course.beside")->text().contains(QStringLiteral("your invitation pays")));
    }

    void theWayToWhoMayEnrollIsOnTheCoursesPage()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseEditorPage editor(CourseId{QStringLiteral("course-0")}, &server, &covers);
        editor.show();
        QSignalSpy wanted(&editor, &CourseEditorPage::admissionWanted);
        QTRY_VERIFY(find<QPushButton>(&editor, "course.admission")->isVisible());
        find<QPushButton>(&editor, "course.admission")->click();
        QCOMPARE(wanted.count(), 1);
        CourseReview review(&server, &covers, Access::ReadOnly);
        review.show();
        review.open(CourseId{QStringLiteral("course-0")});
        QTRY_VERIFY(server.calls.value(QStringLiteral("review")) > 0);
        QVERIFY(find<QPushButton>(&review, "review.admission"));
    }

    void peopleAreInvitedByMailOrByOneCode()
    {
        FakeServer server;
        AdmissionPage page(course(), &server.admission);
        page.show();
        find<QPushButton>(&page, "admission.invite")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("invite"));
        QVERIFY(dialog);
        auto* emails = find<QPlainTextEdit>(dialog, "invite.emails");
        auto* submit = find<QPushButton>(dialog, "invite.submit");
        emails->setPlainText(QStringLiteral("lena@example.org, not an address"));
        submit->click();
        QCOMPARE(server.calls.value(QStringLiteral("invite")), 0);
        emails->setPlainText(QStringLiteral("lena@example.org,\noskar@example.org"));
        submit->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("invite")), 1);
        QCOMPARE(server.admission.lastInvitation.emails, (QStringList{QStringLiteral("lena@example.org"), QStringLiteral("oskar@example.org")}));
        QTRY_VERIFY(!page.findChild<QDialog*>(QStringLiteral("invite")));
        find<QPushButton>(&page, "admission.invite")->click();
        dialog = page.findChild<QDialog*>(QStringLiteral("invite"));
        find<QRadioButton>(dialog, "invite.byCode")->setChecked(true);
        find<QSpinBox>(dialog, "invite.seats")->setValue(30);
        find<QCheckBox>(dialog, "invite.free")->setChecked(true);
        QVERIFY(find<QLabel>(dialog, "invite.consequence")->text().contains(QStringLiteral("30")));
        find<QPushButton>(dialog, "invite.submit")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("invite")), 2);
        QVERIFY(server.admission.lastInvitation.emails.isEmpty() && server.admission.lastInvitation.isFree);
        QCOMPARE(server.admission.lastInvitation.seats, 30);
    }

    void aStudentWithoutACodeIsAskedForIt()
    {
        Student student(standing(true, false, false, 3));
        QTRY_COMPARE(student.button()->text(), QStringLiteral("Enter a code"));
        student.button()->click();
        auto* dialog = student.page->findChild<CodeDialog*>();
        QVERIFY(dialog);
        find<QLineEdit>(dialog, "code.code")->setText(QStringLiteral("7k3m q9tr 2xwd"));
        student.server.standing = standing(true, true, true, 3);
        find<QPushButton>(dialog, "code.submit")->click();
        QTRY_COMPARE(student.button()->text(), QStringLiteral("Enroll for free"));
        QVERIFY(find<QLabel>(student.page.get(), "course.beside")->text().contains(QStringLiteral("your invitation pays for it")));
        student.button()->click();
        QTRY_COMPARE(student.server.calls.value(QStringLiteral("enroll")), 1);
    }

    void aWrongCodeKeepsWhatWasTyped()
    {
        FakeServer server;
        CoverStore covers(&server);
        CataloguePage page(&server, &server.admission, &covers);
        page.show();
        QSignalSpy wanted(&page, &CataloguePage::courseWanted);
        find<QPushButton>(&page, "catalogue.code")->click();
        auto* dialog = page.findChild<CodeDialog*>();
        QVERIFY(dialog);
        find<QPushButton>(dialog, "code.submit")->click(); // nothing typed
        QCOMPARE(server.calls.value(QStringLiteral("redeem")), 0);
        server.failNext.insert(QStringLiteral("redeem"), fieldError(QStringLiteral("code"), QStringLiteral("There is no such code.")));
        find<QLineEdit>(dialog, "code.code")->setText(QStringLiteral("7K3M-Q9TR-2XWX"));
        find<QPushButton>(dialog, "code.submit")->click();
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY(dialog->isVisible());
        QCOMPARE(find<QLineEdit>(dialog, "code.code")->text(), QStringLiteral("7K3M-Q9TR-2XWX"));
        find<QPushButton>(dialog, "code.submit")->click();
        QTRY_COMPARE(wanted.count(), 1);
    }

    void aFullCourseHasAWaitingList()
    {
        Student student(standing(false, false, false, 0));
        QTRY_COMPARE(student.button()->text(), QStringLiteral("Join the waiting list"));
        student.button()->click();
        QTRY_COMPARE(student.server.calls.value(QStringLiteral("join")), 1);
        QTRY_VERIFY(student.said().contains(QStringLiteral("number 4")));
        QVERIFY(!student.button()->isVisible());
        find<QPushButton>(student.page.get(), "course.leave")->click();
        QTRY_COMPARE(student.server.calls.value(QStringLiteral("leave")), 1);
        QTRY_VERIFY(student.button()->isVisible());
    }

    void anOfferedSeatIsEnrolledIn()
    {
        Student student(standing(false, false, false, 1, 1, QDateTime::currentDateTimeUtc().addDays(1)));
        QTRY_VERIFY(student.button()->text().startsWith(QStringLiteral("Enroll for $")));
        QVERIFY(student.said().contains(QStringLiteral("kept for you until")));
        QVERIFY(find<QPushButton>(student.page.get(), "course.leave")->isVisible());
    }
};

QTEST_MAIN(TestAdmissionScreens)
#include "tst_admission.moc"
