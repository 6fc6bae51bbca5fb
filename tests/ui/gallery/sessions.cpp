#include "gallery/registry.h"
#include "ui/admin/bookingspage.h"
#include "ui/admin/gigspage.h"
#include "ui/sessions/gigeditorpage.h"
#include "ui/sessions/gigpage.h"
#include "ui/sessions/movedialog.h"
#include "ui/sessions/sessiondialogs.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/teachingpage.h"
#include "ui/admin/gigreview.h"
#include <QCheckBox>
#include <QTabBar>

/// Live sessions.
namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

QWidget* settled(QWidget* widget)
{
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
    return widget;
}

template <class Page>
QWidget* onTab(Page* page, const QString& tabs, int index)
{
    page->template findChild<QTabBar*>(tabs)->setCurrentIndex(index);
    return page;
}

QWidget* picked(FakeServer& s)
{
    auto* page = new GigPage(GigId{QStringLiteral("gig-0")}, s.gateways());
    settled(page);
    if (auto* slot = page->findChild<QPushButton*>(QStringLiteral("slots.slot"))) slot->click();
    return page;
}

QWidget* moved(FakeServer& s, int booking, Role reader)
{
    auto* dialog = new MoveSessionDialog(fakes::someBookings(false).at(booking), reader, &s.bookings, nullptr);
    settled(dialog);
    if (auto* slot = dialog->findChild<QPushButton*>(QStringLiteral("slots.slot"))) slot->click();
    return settled(dialog);
}

QWidget* review(FakeServer& s)
{
    auto* panel = new GigReviewPanel(&s.gigs, Access::Full);
    panel->open(GigId{QStringLiteral("gig-1")});
    return panel;
}

Gig gig(FakeServer& s, int index) { return oneOf(s, index, [&] { return s.gigs.mine(); }); }

} // namespace

QList<Entry> sessionEntries()
{
    const QList<Mode> asking{Mode::Loading, Mode::Full, Mode::Failed, Mode::Offline};
    return {{QStringLiteral("SessionsPage"), [](FakeServer& s) { return new SessionsPage(s.gateways()); }, allModes()},
            {QStringLiteral("SessionsPage-mine"), [](FakeServer& s) { return onTab(new SessionsPage(s.gateways()), QStringLiteral("sessions.tabs"), 1); }, allModes()},
            {QStringLiteral("GigPage"), [](FakeServer& s) { return new GigPage(GigId{QStringLiteral("gig-0")}, s.gateways()); }, allModes()},
            {QStringLiteral("GigPage-picked"), picked, {Mode::Full}},
            {QStringLiteral("TeachingPage"), [](FakeServer& s) { return new TeachingPage(s.gateways()); }, allModes()},
            {QStringLiteral("TeachingPage-list"), [](FakeServer& s) { return onTab(new TeachingPage(s.gateways()), QStringLiteral("teaching.tabs"), 1); }, allModes()},
            {QStringLiteral("TeachingPage-gigs"), [](FakeServer& s) { return onTab(new TeachingPage(s.gateways()), QStringLiteral("teaching.tabs"), 2); }, allModes()},
            {QStringLiteral("GigEditorPage"), [](FakeServer& s) { return settled(new GigEditorPage(std::nullopt, s.gateways())); }, {Mode::Full}},
            {QStringLiteral("GigEditorPage-rejected"), [](FakeServer& s) { return settled(new GigEditorPage(gig(s, 2), s.gateways())); }, {Mode::Full}},
            {QStringLiteral("HoursPage"), [](FakeServer& s) { return new HoursPage(&s.gigs); }, allModes()},
            {QStringLiteral("BookingsPage"), [](FakeServer& s) { return new BookingsPage(s.gateways(), Access::Full); }, allModes()},
            {QStringLiteral("BookingsPage-auditor"), [](FakeServer& s) { return new BookingsPage(s.gateways(), Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("GigsPage"), [](FakeServer& s) { return new GigsPage(&s.gigs, Access::Full); }, allModes()},
            {QStringLiteral("GigReviewPanel"), review, asking},
            {QStringLiteral("CancelSessionDialog"), [](FakeServer& s) { return settled(new CancelSessionDialog(fakes::someBookings(false).at(2), Role::Student, &s.bookings, nullptr)); }, asking, true},
            {QStringLiteral("ClaimDecisionDialog"), [](FakeServer& s) { return new ClaimDecisionDialog(fakes::someBookings(false).at(3), &s.sessionAffairs, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CalendarFeedDialog"), [](FakeServer& s) { return settled(new CalendarFeedDialog(&s.sessionAffairs, nullptr)); }, asking, true},
            {QStringLiteral("MoveSessionDialog"), [](FakeServer& s) { return moved(s, 2, Role::Student); }, asking, true},
            {QStringLiteral("MoveSessionDialog-teacher"), [](FakeServer& s) { return moved(s, 2, Role::Teacher); }, {Mode::Full}, true},
            {QStringLiteral("MoveSessionDialog-outside"),
             [](FakeServer& s) {
                 QWidget* dialog = moved(s, 2, Role::Teacher);
                 dialog->findChild<QCheckBox*>(QStringLiteral("moveSession.outside"))->click();
                 return settled(dialog);
             },
             {Mode::Full}, true}};
}

} // namespace lectern::gallery
