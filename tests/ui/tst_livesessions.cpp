#include "fakes/fakeserver.h"
#include "hands.h"
#include "ui/admin/bookingspage.h"
#include "ui/admin/reviewpage.h"
#include "ui/admin/gigreview.h"
#include "ui/sessions/gigeditorpage.h"
#include "ui/sessions/gigpage.h"
#include "ui/sessions/movedialog.h"
#include "ui/sessions/sessiondialogs.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/teachingpage.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using namespace lectern::fakes;

/// Live sessions: what teachers, students and admins do with them.
class TestLiveSessions : public QObject
{
    Q_OBJECT

private:
    static BookingPanel* panelOf(QWidget& page, const BookingId& id)
    {
        auto* table = page.findChild<TableView*>();
        table->selectId(id.value);
        settle();
        return page.findChild<BookingPanel*>();
    }

    template <class Page>
    static MoveSessionDialog* moving(Page& page, const BookingId& id)
    {
        page.showBooking(id);
        auto* panel = panelOf(page, id);
        press(panel, "booking.move");
        return panel->template findChild<MoveSessionDialog*>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void aStudentPicksATimeAndSeesThePriceInItsParts()
    {
        FakeServer server;
        GigPage page(GigId{QStringLiteral("gig-0")}, server.gateways());
        shown(page);
        QSignalSpy booked(&page, &GigPage::booked);
        QVERIFY(!named<QPushButton>(&page, "gig.book")->isEnabled());
        press(&page, "gig.minutes.90");
        QCOMPARE(server.sessionCatalogue.lastMinutes, 90);
        press(&page, "slots.slot");
        QStringList amounts;
        for (const MoneyLabel* label : page.findChildren<MoneyLabel*>()) amounts << label->text();
        QVERIFY2(amounts.contains(QStringLiteral("$75.00")) && amounts.contains(QStringLiteral("$3.75")) && amounts.contains(QStringLiteral("$78.75")), qPrintable(amounts.join(u' ')));
        press(&page, "gig.book");
        QCOMPARE(booked.count(), 1);
        QCOMPARE(server.bookings.lastForm.minutes, 90);
        QCOMPARE(server.bookings.lastForm.expectedTotal->minor(), 7875);
        QVERIFY(!server.bookings.lastForm.timeZone.isEmpty());
    }

    void timesOfAnotherDurationAreNoChoice()
    {
        FakeServer server;
        GigPage page(GigId{QStringLiteral("gig-0")}, server.gateways());
        shown(page);
        QVERIFY(named<QPushButton>(&page, "slots.slot")->isVisible());
        server.held.insert(QStringLiteral("freeSlots"));
        press(&page, "gig.minutes.90");
        QVERIFY(!named<QPushButton>(&page, "slots.slot")->isVisible());
    }

    void theChosenTimeStaysWhereAnotherDurationFits()
    {
        FakeServer server;
        GigPage page(GigId{QStringLiteral("gig-0")}, server.gateways());
        shown(page);
        press(&page, "slots.slot");
        press(&page, "gig.minutes.90");
        QVERIFY(named<QPushButton>(&page, "gig.book")->isEnabled());
        press(&page, "gig.book");
        QCOMPARE(server.bookings.lastForm.minutes, 90);
    }

    void aMessageThatIsTooLongIsSaidAtItsField()
    {
        FakeServer server;
        GigPage page(GigId{QStringLiteral("gig-0")}, server.gateways());
        shown(page);
        press(&page, "slots.slot");
        named<QPlainTextEdit>(&page, "gig.message")->setPlainText(QString(2'000, u'a'));
        press(&page, "gig.book");
        QCOMPARE(server.calls.value(QStringLiteral("book")), 0);
        bool isSaid = false;
        for (const FormField* field : page.findChildren<FormField*>()) isSaid |= !field->errorText().isEmpty();
        QVERIFY(isSaid);
    }

    void aTimeThatWasTakenIsSaidAndLoadedAgain()
    {
        FakeServer server;
        GigPage page(GigId{QStringLiteral("gig-0")}, server.gateways());
        shown(page);
        press(&page, "slots.slot");
        server.failNext.insert(QStringLiteral("book"), makeError(ErrorCode::Conflict, QStringLiteral("This time was taken meanwhile. Choose another one.")));
        const int before = server.calls.value(QStringLiteral("freeSlots"));
        press(&page, "gig.book");
        QVERIFY(server.calls.value(QStringLiteral("freeSlots")) > before);
        bool isSaid = false;
        for (const Notice* notice : page.findChildren<Notice*>()) isSaid |= notice->text().contains(QStringLiteral("taken meanwhile"));
        QVERIFY(isSaid);
    }

    void aConfirmedSessionIsPaidInTheCheckout()
    {
        FakeServer server;
        SessionsPage page(server.gateways());
        shown(page);
        page.showBooking(BookingId{QStringLiteral("booking-1")});
        settle();
        QSignalSpy checkouts(&page, &SessionsPage::checkoutWanted);
        auto* panel = panelOf(page, BookingId{QStringLiteral("booking-1")});
        QVERIFY(!panel->findChild<QPushButton*>(QStringLiteral("booking.join"))); // no way in before the payment
        press(panel, "booking.pay");
        QCOMPARE(checkouts.count(), 1);
        QCOMPARE(server.keys.size(), 1);
    }

    void cancellingSaysWhatGoesBackBefore()
    {
        FakeServer server;
        SessionsPage page(server.gateways());
        shown(page);
        page.showBooking(BookingId{QStringLiteral("booking-2")});
        auto* panel = panelOf(page, BookingId{QStringLiteral("booking-2")});
        press(panel, "booking.cancel");
        auto* dialog = panel->findChild<CancelSessionDialog*>();
        QVERIFY(dialog);
        const QString terms = named<QLabel>(dialog, "cancelSession.terms")->text();
        QVERIFY2(terms.contains(QStringLiteral("$39.37")) && terms.contains(QStringLiteral("$78.75")), qPrintable(terms));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.bookings.lastCancel.expectedRefund->minor(), 3937);
    }

    void aTeacherConfirmsARequest()
    {
        FakeServer server;
        TeachingPage page(server.gateways());
        shown(page);
        page.showBooking(BookingId{QStringLiteral("booking-0")});
        auto* panel = panelOf(page, BookingId{QStringLiteral("booking-0")});
        QVERIFY(!panel->findChild<QPushButton*>(QStringLiteral("booking.pay")));
        server.held.insert(QStringLiteral("bookings")); // the list comes later
        press(panel, "booking.confirm");
        QCOMPARE(server.calls.value(QStringLiteral("confirmBooking")), 1);
        QVERIFY(!panel->findChild<QPushButton*>(QStringLiteral("booking.confirm")));
    }

    void aStudentAsksForAnotherFreeTime()
    {
        FakeServer server;
        SessionsPage page(server.gateways());
        shown(page);
        auto* dialog = moving(page, BookingId{QStringLiteral("booking-2")});
        QVERIFY(dialog);
        QVERIFY(!dialog->submitButton()->isEnabled());
        QVERIFY(!named<QWidget>(dialog, "moveSession.outside")->isVisible());
        QSignalSpy toasts(&page, &SessionsPage::toast);
        press(dialog, "slots.slot");
        server.failNext.insert(QStringLiteral("reschedule"), fieldError(QStringLiteral("startsAt"), QStringLiteral("This is outside the hours.")));
        dialog->submitButton()->click();
        settle();
        bool isSaid = false; // although no field of that name is shown
        for (const Notice* notice : dialog->findChildren<Notice*>()) isSaid |= notice->isVisible() && notice->text().contains(QStringLiteral("outside the hours"));
        QVERIFY(isSaid);
        dialog->submitButton()->click();
        settle();
        QCOMPARE(toasts.count(), 1);
        QVERIFY(toasts.first().first().toString().contains(QStringLiteral("asked to agree")));
        QVERIFY(server.bookings.lastMove.startsAt > QDateTime::currentDateTimeUtc());
    }

    void whyASessionCannotBeMovedIsSaidWithoutARetry()
    {
        FakeServer server;
        server.failNext.insert(QStringLiteral("slotsToMove"), makeError(ErrorCode::InvalidState, QStringLiteral("A session can be moved until 12 hours before it begins.")));
        MoveSessionDialog dialog(someBookings(false).at(2), Role::Student, &server.bookings, nullptr);
        shown(dialog);
        QStringList said;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            if (label->isVisible()) said << label->text();
        }
        QVERIFY2(said.join(u'|').contains(QStringLiteral("12 hours before")), qPrintable(said.join(u'|')));
        QVERIFY(!dialog.submitButton()->isEnabled());
    }

    void aTeacherMayAskForATimeBeyondTheHours()
    {
        FakeServer server;
        TeachingPage page(server.gateways());
        shown(page);
        auto* dialog = moving(page, BookingId{QStringLiteral("booking-2")});
        QVERIFY(dialog);
        auto* day = named<QDateEdit>(dialog, "moveSession.day");
        auto* clock = named<QComboBox>(dialog, "moveSession.clock");
        QVERIFY(!day->isVisible() && !clock->isVisible());
        named<QCheckBox>(dialog, "moveSession.outside")->click();
        QVERIFY(day->isVisible() && clock->isVisible());
        day->setDate(QDate::currentDate().addDays(-1));
        dialog->submitButton()->click();
        settle();
        QVERIFY(!server.bookings.lastMove.startsAt.isValid()); // it has passed, and is said
        const QDateTime wanted(QDate::currentDate().addDays(9), QTime(22, 30));
        day->setDate(wanted.date());
        clock->setCurrentText(QLocale().toString(wanted.time(), QLocale::ShortFormat));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.bookings.lastMove.startsAt, wanted.toUTC());
    }

    void whatIsAheadAndWhatIsOverAreListsOfTheirOwn()
    {
        FakeServer server;
        TeachingPage page(server.gateways());
        shown(page);
        auto* table = page.findChild<TableView*>();
        QCOMPARE(table->view()->model()->rowCount(), 3);
        named<QPushButton>(&page, "filter.waiting")->click();
        settle();
        QCOMPARE(table->view()->model()->rowCount(), 1);
        page.showBooking(BookingId{QStringLiteral("booking-4")}); // of a notification
        settle();
        QCOMPARE(table->view()->model()->rowCount(), 3);
        QCOMPARE(page.findChild<BookingPanel*>()->booking().id.value, QStringLiteral("booking-4"));
    }

    void hoursAreDrawnIntoTheWeek()
    {
        FakeServer server;
        HoursPage page(&server.gigs);
        shown(page);
        auto* grid = named<WeekGrid>(&page, "week.grid");
        const auto ofSunday = [&] {
            QList<DaySpan> spans;
            for (const WeekdayHours& one : grid->weekly()) {
                if (one.weekday == 7) spans.append({one.from, one.until});
            }
            return spans;
        };
        QVERIFY(ofSunday().isEmpty());
        const int x = grid->width() - 30;
        const auto drag = [&](int from, int until) {
            QTest::mousePress(grid, Qt::LeftButton, {}, {x, grid->yOf(from) + 2});
            QTest::mouseMove(grid, {x, grid->yOf(until) - 4});
            QTest::mouseRelease(grid, Qt::LeftButton, {}, {x, grid->yOf(until) - 4});
        };
        drag(10 * 60, 13 * 60);
        QCOMPARE(ofSunday(), (QList<DaySpan>{{600, 780}}));
        drag(11 * 60, 12 * 60); // over hours: taken away
        QCOMPARE(ofSunday(), (QList<DaySpan>{{600, 660}, {720, 780}}));
        named<QSpinBox>(&page, "hours.buffer")->setValue(30);
        press(&page, "hours.save");
        QCOMPARE(server.gigs.lastHours.bufferMinutes, 30);
        QVERIFY(server.gigs.lastHours.hours.contains(WeekdayHours{7, 600, 660}));
    }

    void aSessionOnOfferIsWrittenAndSubmitted()
    {
        FakeServer server;
        GigEditorPage page(std::nullopt, server.gateways());
        shown(page);
        QSignalSpy saved(&page, &GigEditorPage::saved);
        press(&page, "gigEditor.submit"); // nothing was typed
        QCOMPARE(server.calls.value(QStringLiteral("createGig")), 0);
        int wrong = 0; // all of it at once
        for (const FormField* field : page.findChildren<FormField*>()) wrong += !field->errorText().isEmpty();
        QCOMPARE(wrong, 4);
        QCOMPARE(page.focusWidget(), named<QLineEdit>(&page, "gigEditor.title"));
        named<QLineEdit>(&page, "gigEditor.title")->setText(QStringLiteral("Chess openings"));
        named<QComboBox>(&page, "gigEditor.category")->setCurrentIndex(1);
        named<QLineEdit>(&page, "gigEditor.rate")->setText(QStringLiteral("28"));
        named<QPlainTextEdit>(&page, "gigEditor.description")->setPlainText(QStringLiteral("An hour over the board about the first ten moves of your games."));
        press(&page, "gigEditor.ownLink");
        named<QLineEdit>(&page, "gigEditor.link")->setText(QStringLiteral("https://meet.jit.si/chess"));
        press(&page, "gigEditor.submit");
        QCOMPARE(server.gigs.lastSave.card.hourlyRate.minor(), 2800);
        QCOMPARE(server.gigs.lastSave.card.meetingLink, QStringLiteral("https://meet.jit.si/chess"));
        QCOMPARE(server.calls.value(QStringLiteral("submitGig")), 1);
        QCOMPARE(saved.count(), 1);
    }

    void anAdminDecidesAboutWhoDidNotCome()
    {
        FakeServer server;
        BookingsPage page(server.gateways(), Access::Full);
        shown(page);
        named<QPushButton>(&page, "filter.claimed")->click();
        settle();
        QVERIFY(server.bookings.lastFilter.claimed);
        auto* panel = panelOf(page, BookingId{QStringLiteral("booking-3")});
        press(panel, "booking.decide");
        auto* dialog = panel->findChild<ClaimDecisionDialog*>();
        QVERIFY(dialog);
        QVERIFY(named<QLabel>(dialog, "claimDecision.consequence")->text().contains(QStringLiteral("All of it")));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.keys.size(), 0); // without a reason nothing is sent
        named<QPlainTextEdit>(dialog, "claimDecision.reason")->setPlainText(QStringLiteral("The meeting was never started."));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.sessionAffairs.lastDecision.refund.minor(), 7875);
        QCOMPARE(server.keys.size(), 1);
    }

    void anAuditorChangesNothing()
    {
        FakeServer server;
        BookingsPage page(server.gateways(), Access::ReadOnly);
        shown(page);
        auto* panel = panelOf(page, BookingId{QStringLiteral("booking-3")});
        for (const char* name : {"booking.decide", "booking.cancel", "booking.confirm", "booking.pay"}) QVERIFY2(!panel->findChild<QPushButton*>(QLatin1String(name)), name);
    }
};

QTEST_MAIN(TestLiveSessions)
#include "tst_livesessions.moc"
