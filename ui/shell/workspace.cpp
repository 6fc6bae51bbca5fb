#include "ui/shell/workspace.h"
#include "ui/kit/formfield.h"
#include "ui/kit/toast.h"
#include "ui/shell/connectionbanner.h"
#include "ui/shell/navrail.h"
#include "ui/shell/notificationspopover.h"
#include "ui/shell/settingsdialog.h"
#include <QLineEdit>
#include <QMessageBox>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

namespace lectern {

namespace {

QWidget* auditorNote()
{
    auto* banner = new QWidget;
    auto* note = new Notice(Tone::Blue);
    note->setObjectName(QStringLiteral("workspace.auditor"));
    note->say(Workspace::tr("You are looking as auditor: you see everything and change nothing."));
    auto* around = column(0, {space::xl, space::m, space::xl, 0});
    around->addWidget(note);
    banner->setLayout(around);
    return banner;
}

} // namespace

Workspace::Workspace(const Gateways& gateways, ClientSettings* settings, const User& user, QWidget* parent)
    : QWidget(parent)
    , m_gateways(gateways)
    , m_settings(settings)
    , m_user(user)
    , m_covers(new CoverStore(gateways.files, this))
    , m_rail(new NavRail(user))
    , m_stack(new QStackedWidget)
    , m_notifications(new NotificationsPopover(gateways.notifications, this))
    , m_toast(new Toast(this))
    , m_badgeTimer(new QTimer(this))
{
    auto* right = column(0);
    right->addWidget(new ConnectionBanner(gateways.connection));
    if (user.role == Role::Auditor) right->addWidget(auditorNote());
    right->addWidget(m_stack, 1);
    auto* all = row(0);
    all->addWidget(m_rail);
    all->addLayout(right, 1);
    setLayout(all);
    addPlaces();
    for (const Place& place : std::as_const(m_places))
        m_rail->add(place.key, place.text, place.iconName);
    connect(m_rail, &NavRail::chosen, this, &Workspace::goTo);
    connect(m_rail, &NavRail::userPressed, this, &Workspace::openSettings);
    connect(m_rail, &NavRail::bellPressed, this, [this] {
        m_notifications->popUp(
            m_rail->bell()->mapToGlobal(QPoint(m_rail->bell()->width() + space::m, m_rail->bell()->height())));
    });
    connect(m_notifications, &NotificationsPopover::allRead, this,
            [this] { m_rail->setBadge(QStringLiteral("notifications"), 0); });
    connect(m_notifications, &NotificationsPopover::opened, this, &Workspace::openNotification);
    connect(m_gateways.connection, &Connection::message, this, &Workspace::onLive);
    connect(m_gateways.connection, &Connection::stateChanged, this, [this] {
        if (m_gateways.connection->state() != Connection::State::Online) return;
        loadBadges();
        if (PageFrame* page = currentPage()) page->refresh();
    });
    m_badgeTimer->setSingleShot(true);
    m_badgeTimer->setInterval(200);
    connect(m_badgeTimer, &QTimer::timeout, this, &Workspace::loadBadges);
    addShortcuts();
    loadBadges();
    whenDone(this, gateways.accounts->serverInfo(), [this](const Result<ServerInfo>& answer) {
        if (!answer) return;
        m_school = *answer;
        if (m_school.byHand && (m_user.role == Role::Admin || m_user.role == Role::Auditor)) addDesk();
    });
    if (!m_places.isEmpty()) openPlace(m_places.first().key);
}

void Workspace::addShortcuts()
{
    for (int i = 0; i < int(m_places.size()) && i < 9; ++i) {
        auto* jump = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)), this);
        connect(jump, &QShortcut::activated, this, [this, key = m_places.at(i).key] { goTo(key); });
    }
    auto* reload = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(reload, &QShortcut::activated, this, [this] {
        if (PageFrame* page = currentPage()) page->refresh();
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        QWidget* field = currentPage() ? currentPage()->searchField() : nullptr;
        if (!field) return;
        field->setFocus(Qt::ShortcutFocusReason);
        if (auto* line = qobject_cast<QLineEdit*>(field)) line->selectAll();
    });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_K), this), &QShortcut::activated, this,
            &Workspace::openQuickSwitch);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma), this), &QShortcut::activated, this,
            &Workspace::openSettings);
}

void Workspace::addPlaces()
{
    switch (m_user.role) {
    case Role::Teacher:
        return addTeacherPlaces();
    case Role::Admin:
    case Role::Auditor:
        return addAdminPlaces();
    case Role::Student:
        return addStudentPlaces();
    }
}

bool Workspace::openPlace(const QString& key)
{
    for (const Place& place : std::as_const(m_places)) {
        if (place.key != key) continue;
        if (currentPage() && currentPage()->leaving() == PageFrame::Leaving::Stay) {
            m_rail->setCurrent(m_place);
            return true;
        }
        while (!m_stackOfPages.isEmpty())
            retire(m_stackOfPages.takeLast());
        m_place = key;
        m_rail->setCurrent(key);
        PageFrame*& page = m_pages[key];
        const bool fresh = !page;
        if (fresh) {
            page = place.make();
            adopt(page);
        }
        showPage(page);
        // A page that was visited before shows what it had at once, then what is new.
        if (!fresh) page->refresh();
        return true;
    }
    return false;
}

PageFrame* Workspace::currentPage() const { return qobject_cast<PageFrame*>(m_stack->currentWidget()); }

void Workspace::push(PageFrame* page)
{
    adopt(page);
    if (PageFrame* old = currentPage(); old && old != page) old->leaving();
    m_stackOfPages.append(page);
    connect(page, &PageFrame::back, this, &Workspace::pop);
    showPage(page);
}

void Workspace::pop()
{
    if (m_stackOfPages.isEmpty()) return;
    if (m_stackOfPages.last()->leaving() == PageFrame::Leaving::Stay) return;
    PageFrame* gone = m_stackOfPages.takeLast();
    PageFrame* next = m_stackOfPages.isEmpty() ? m_pages.value(m_place) : m_stackOfPages.last();
    showPage(next);
    retire(gone);
    next->refresh();
}

void Workspace::retire(PageFrame* page)
{
    if (page->leaving() != PageFrame::Leaving::Saving) return page->deleteLater();
    // It lives until the server has what was typed; then what lists it loads again.
    connect(page, &PageFrame::left, this, [this, page](bool saved) {
        if (saved) {
            m_toast->say(tr("Saved"), Tone::Green);
            if (currentPage()) currentPage()->refresh();
            return page->deleteLater();
        }
        // What could not be saved comes back instead of being lost.
        page->disconnect(this);
        push(page);
    });
}

void Workspace::adopt(PageFrame* page)
{
    m_stack->addWidget(page);
    connect(page, &PageFrame::toast, m_toast, &Toast::say);
}

void Workspace::showPage(PageFrame* page)
{
    m_stack->setCurrentWidget(page);
    page->setFocus();
}

void Workspace::loadBadges()
{
    whenDone(this, m_gateways.notifications->badges(), [this](const Result<Badges>& answer) {
        if (!answer || m_user.role == Role::Auditor) return; // there is nothing that an auditor has to do
        m_rail->setBadge(QStringLiteral("reviews"), answer->reviews);
        m_rail->setBadge(QStringLiteral("withdrawals"), answer->withdrawals);
        m_rail->setBadge(QStringLiteral("notifications"), answer->notifications);
        m_rail->setBadge(QStringLiteral("refunds"), answer->refunds);
        m_rail->setBadge(QStringLiteral("disputes"), answer->disputes);
        m_rail->setBadge(QStringLiteral("reconciliation"), answer->reconciliation);
        m_rail->setBadge(QStringLiteral("schedules"), answer->overdue);
        m_rail->setBadge(QStringLiteral("sessions"), answer->sessions);
        if (m_user.role == Role::Student) m_rail->setBadge(QStringLiteral("payments"), answer->overdue);
        // Others than admins have a place of that name for their own payments.
        if (m_user.role == Role::Admin || m_user.role == Role::Auditor)
            m_rail->setBadge(QStringLiteral("payments"), answer->offlinePayments);
    });
}

void Workspace::onLive(const LiveMessage& message)
{
    // Several messages of one event ask for the badges once.
    m_badgeTimer->start();
    // The page of a payment says itself that it is settled, that of a trial that it has begun.
    const QString page = currentPage() ? currentPage()->objectName() : QString();
    const bool said = message.notification && message.notification->kind == QStringLiteral("enrollment_active") &&
                      (page == QStringLiteral("checkout.page") || page == QStringLiteral("methodSetup.page"));
    if (message.notification && !said) m_toast->say(message.notification->title, Tone::Accent);
    // Only what is on the screen: the other pages load again when they are visited.
    if (PageFrame* current = currentPage()) current->onLive(message);
}

void Workspace::openNotification(const Notification& notification)
{
    const QString& kind = notification.kind;
    if (kind == QStringLiteral("course_submitted")) return openReview(CourseId{notification.subjectId});
    if (kind == QStringLiteral("gig_submitted")) return void(openPlace(QStringLiteral("reviews")));
    if (kind.startsWith(QStringLiteral("gig_"))) return void(openPlace(QStringLiteral("sessions")));
    if (kind.startsWith(QStringLiteral("booking_"))) return openBooking(BookingId{notification.subjectId});
    if (kind.startsWith(QStringLiteral("course_"))) return openCourseEditor(CourseId{notification.subjectId});
    if (kind == QStringLiteral("withdrawal_requested")) return void(openPlace(QStringLiteral("withdrawals")));
    if (kind.startsWith(QStringLiteral("withdrawal_"))) {
        if (!openPlace(QStringLiteral("vault"))) openPlace(QStringLiteral("withdrawals"));
        return;
    }
    if (kind == QStringLiteral("refund_requested")) return void(openPlace(QStringLiteral("refunds")));
    if (kind.startsWith(QStringLiteral("refund_"))) {
        if (!openPlace(QStringLiteral("payments"))) openPlace(QStringLiteral("vault"));
        return;
    }
    if (kind.startsWith(QStringLiteral("dispute_"))) {
        if (!openPlace(QStringLiteral("disputes")) && !openPlace(QStringLiteral("vault"))) openPlace(QStringLiteral("payments"));
        return;
    }
    if (kind.startsWith(QStringLiteral("reconciliation"))) return void(openPlace(QStringLiteral("reconciliation")));
    if (kind == QStringLiteral("invited") || kind.startsWith(QStringLiteral("waitlist_"))) return openCourseDetail(CourseId{notification.subjectId});
    if (kind == QStringLiteral("enrollment_active")) return openPlayer(EnrollmentId{notification.subjectId});
    if (kind.startsWith(QStringLiteral("gift_"))) return kind == QStringLiteral("gift_changed") ? void(openPlace(QStringLiteral("learning"))) : openMyPayments(QStringLiteral("gifts"));
    if (kind == QStringLiteral("bundle_paid")) return void(openPlace(QStringLiteral("bundles")));
    if (kind == QStringLiteral("transfer_unused")) return openMyPayments(QStringLiteral("methods"));
    if (kind == QStringLiteral("transfer_partial")) return openMyPayments(QStringLiteral("history"));
    if (kind == QStringLiteral("certificate_issued")) return openCertificate(EnrollmentId{notification.subjectId});
    if (kind.startsWith(QStringLiteral("instalment_")) || kind == QStringLiteral("schedule_changed")) return openMyPayments(QStringLiteral("plans"));
    if (kind.startsWith(QStringLiteral("subscription_"))) {
        // To the one who pays; for the school it is one of many.
        if (!openPlace(QStringLiteral("subscriptions"))) openMyPayments(QStringLiteral("subscriptions"));
        return;
    }
    if (kind.startsWith(QStringLiteral("coupon_"))) return void(openPlace(QStringLiteral("coupons")));
    if (kind.startsWith(QStringLiteral("payment_"))) openPlace(QStringLiteral("payments"));
}

void Workspace::openSettings()
{
    auto* dialog = new SettingsDialog(m_user, m_gateways.accounts, m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::renamed, this, [this](const User& user) {
        m_user = user;
        m_rail->setUser(user);
    });
    connect(dialog, &SettingsDialog::logoutWanted, this, &Workspace::logoutWanted);
    dialog->open();
}

void Workspace::openQuickSwitch()
{
    QList<QuickSwitchDialog::Target> targets;
    for (const Place& place : std::as_const(m_places))
        targets.append({place.key, place.text, place.iconName});
    auto* dialog = new QuickSwitchDialog(targets, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QuickSwitchDialog::chosen, this, &Workspace::goTo);
    dialog->open();
}

void Workspace::tell(const QString& title, const QString& text)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Ok, this);
    box->setObjectName(QStringLiteral("workspace.error"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(title);
    box->setInformativeText(text);
    box->open();
}

void Workspace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_rail->setCompact(width() < 1000);
}

} // namespace lectern
