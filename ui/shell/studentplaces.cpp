#include "ui/checkout/checkoutpage.h"
#include "ui/checkout/methodsetuppage.h"
#include "ui/documents/certificatepage.h"
#include "ui/sessions/gigpage.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/teachingpage.h"
#include "ui/shell/applink.h"
#include "ui/shell/workspace.h"
#include "ui/student/bundlespage.h"
#include "ui/student/cataloguepage.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/learningpage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/playerpage.h"
#include "ui/student/takebackdialog.h"
#include "ui/student/transferdialog.h"
#include "ui/student/walletpage.h"
#include "ui/kit/toast.h"
#include <QApplication>

namespace lectern {

void Workspace::addStudentPlaces()
{
    m_places.append({QStringLiteral("catalogue"), tr("Catalogue"), QStringLiteral("view-grid"), [this] {
                         auto* page = new CataloguePage(m_gateways.catalogue, m_gateways.admission, m_covers);
                         connect(page, &CataloguePage::courseWanted, this, &Workspace::openCourseDetail);
                         connect(page, &CataloguePage::learnWanted, this, &Workspace::openPlayer);
                         return page;
                     }});
    m_places.append({QStringLiteral("bundles"), tr("Bundles"), QStringLiteral("package"), [this] {
                         auto* page = new BundlesPage(m_gateways.offers);
                         connect(page, &BundlesPage::courseWanted, this, &Workspace::openCourseDetail);
                         connect(page, &BundlesPage::learnWanted, this, &Workspace::openPlayer);
                         connect(page, &BundlesPage::checkoutWanted, this, &Workspace::openCheckout);
                         connect(page, &BundlesPage::catalogueWanted, this, [this] { openPlace(QStringLiteral("catalogue")); });
                         return page;
                     }});
    m_places.append({QStringLiteral("sessions"), tr("Live sessions"), QStringLiteral("view-calendar"), [this] {
                         auto* page = new SessionsPage(m_gateways);
                         connect(page, &SessionsPage::gigWanted, this, [this](const GigId& id) { openGig(id); });
                         connect(page, &SessionsPage::checkoutWanted, this, &Workspace::openCheckout);
                         return page;
                     }});
    m_places.append({QStringLiteral("learning"), tr("My learning"), QStringLiteral("view-media-playlist"), [this] {
                         auto* page = new LearningPage(m_gateways, m_covers);
                         connect(page, &LearningPage::learnWanted, this, &Workspace::openPlayer);
                         connect(page, &LearningPage::takeBackWanted, this, &Workspace::takeBack);
                         connect(page, &LearningPage::resumeWanted, this, &Workspace::resumeCheckout);
                         connect(page, &LearningPage::checkoutWanted, this, &Workspace::openCheckout);
                         connect(page, &LearningPage::certificateWanted, this, &Workspace::openCertificate);
                         connect(page, &LearningPage::courseWanted, this, &Workspace::openCourseDetail);
                         connect(page, &LearningPage::catalogueWanted, this,
                                 [this] { openPlace(QStringLiteral("catalogue")); });
                         return page;
                     }});
    m_places.append({QStringLiteral("wallet"), tr("Wallet"), QStringLiteral("view-financial-account"), [this] {
                         auto* page = new WalletPage(m_gateways.purchases);
                         connect(page, &WalletPage::checkoutWanted, this, &Workspace::openCheckout);
                         return page;
                     }});
    m_places.append({QStringLiteral("payments"), tr("Payments"), QStringLiteral("view-list-details"), [this] {
                         auto* page = new MyPaymentsPage(m_gateways);
                         connect(page, &MyPaymentsPage::takeBackWanted, this, &Workspace::takeBack);
                         connect(page, &MyPaymentsPage::resumeWanted, this, &Workspace::resumeCheckout);
                         connect(page, &MyPaymentsPage::checkoutWanted, this, &Workspace::openCheckout);
                         connect(page, &MyPaymentsPage::setupWanted, this, &Workspace::openMethodSetup);
                         connect(page, &MyPaymentsPage::learnWanted, this, &Workspace::openPlayer);
                         connect(page, &MyPaymentsPage::courseWanted, this, &Workspace::openCourseDetail);
                         connect(page, &MyPaymentsPage::catalogueWanted, this,
                                 [this] { openPlace(QStringLiteral("catalogue")); });
                         return page;
                     }});
}

void Workspace::follow(const QUrl& link)
{
    const AppLink wanted = appLink(link);
    if (wanted.kind == AppLink::Kind::None) return tell(tr("This link cannot be opened"), tr("Lectern does not know what it is for. It may be from a newer version."));
    const QUrl here = m_settings->currentServer();
    if (!wanted.server.isEmpty() && (wanted.server.host() != here.host() || wanted.server.port() != here.port()))
        return tell(tr("This link is from another school"), tr("It is from %1, and you are at %2. Log out, choose that school and open the link again.").arg(wanted.server.authority(), here.authority()));
    // What is half done is not torn away.
    if (QApplication::activeModalWidget() || qobject_cast<CheckoutPage*>(currentPage()) || qobject_cast<MethodSetupPage*>(currentPage()))
        return m_toast->say(tr("A link was opened. Finish what you are doing, and open it again."), Tone::Gold);
    const bool isStaff = m_user.role == Role::Admin || m_user.role == Role::Auditor;
    if (isStaff && wanted.kind == AppLink::Kind::Payments) return (void)openPlace(QStringLiteral("payments"));
    if (m_user.role != Role::Student) return tell(tr("This link is for students"), tr("You are logged in as %1. Log in as a student and open the link again.").arg(m_user.name));
    if (wanted.kind == AppLink::Kind::Payments) return openMyPayments(QStringLiteral("history"));
    openPlace(QStringLiteral("catalogue"));
    if (auto* page = qobject_cast<CataloguePage*>(currentPage())) page->askCode(wanted.code);
}

void Workspace::openGig(const GigId& id)
{
    auto* page = new GigPage(id, m_gateways);
    connect(page, &GigPage::booked, this, [this, page](const Booking& booking) {
        if (currentPage() == page) pop();
        openBooking(booking.id);
        m_toast->say(tr("%1 is asked to confirm. You pay then.").arg(booking.teacherName), Tone::Green);
    });
    push(page);
}

void Workspace::openBooking(const BookingId& id)
{
    openPlace(QStringLiteral("sessions"));
    if (auto* page = qobject_cast<SessionsPage*>(currentPage())) page->showBooking(id);
    if (auto* page = qobject_cast<TeachingPage*>(currentPage())) page->showBooking(id);
}

void Workspace::openCourseDetail(const CourseId& id)
{
    auto* page = new CourseDetailPage(id, m_gateways, m_covers);
    connect(page, &CourseDetailPage::checkoutWanted, this, &Workspace::openCheckout);
    connect(page, &CourseDetailPage::trialWanted, this, &Workspace::openTrial);
    connect(page, &CourseDetailPage::resumeWanted, this, &Workspace::resumeCheckout);
    connect(page, &CourseDetailPage::learnWanted, this, &Workspace::openPlayer);
    connect(page, &CourseDetailPage::giftsWanted, this, [this] { openMyPayments(QStringLiteral("gifts")); });
    connect(page, &CourseDetailPage::paymentsWanted, this, [this] { openPlace(QStringLiteral("payments")); });
    push(page);
}

void Workspace::openCheckout(const Checkout& checkout)
{
    if (checkout.transfer) {
        auto* dialog = new TransferDialog(checkout, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (PageFrame* current = currentPage()) current->refresh(); // the place is kept by now
        return dialog->open();
    }
    auto* page = new CheckoutPage(checkout, m_gateways.payments, m_gateways.connection, &makeWebCheckoutView);
    connect(page, &CheckoutPage::learnWanted, this, &Workspace::openPlayer);
    connect(page, &CheckoutPage::giftsWanted, this, [this] { openMyPayments(QStringLiteral("gifts")); });
    page->setSchedules(m_gateways.schedules);
    connect(page, &CheckoutPage::plansWanted, this, [this] { openMyPayments(QStringLiteral("plans")); });
    connect(page, &CheckoutPage::bundlesWanted, this, [this] { openPlace(QStringLiteral("bundles")); });
    connect(page, &CheckoutPage::sessionWanted, this, &Workspace::openBooking);
    connect(page, &CheckoutPage::walletWanted, this, [this] { openPlace(QStringLiteral("wallet")); });
    push(page);
}

void Workspace::openMethodSetup(const MethodSetup& setup)
{
    auto* page = new MethodSetupPage(setup, &makeWebCheckoutView);
    connect(page, &MethodSetupPage::saved, this, [this, page] {
        m_toast->say(tr("Saved for your next payments."), Tone::Green);
        if (currentPage() == page) pop();
    });
    push(page);
}

void Workspace::openTrial(const Enrollment& enrollment, const MethodSetup& setup)
{
    auto* page = new MethodSetupPage(setup, enrollment, m_gateways.subscriptions, &makeWebCheckoutView);
    connect(page, &MethodSetupPage::learnWanted, this, &Workspace::openPlayer);
    push(page);
}

void Workspace::openMyPayments(const QString& tab)
{
    openPlace(QStringLiteral("payments"));
    if (auto* page = qobject_cast<MyPaymentsPage*>(currentPage())) page->showTab(tab);
}

void Workspace::resumeCheckout(const EnrollmentId& id)
{
    // Each press asks for the checkout once; a second press while the answer is under way is the same question.
    if (m_resuming == id) return;
    m_resuming = id;
    whenDone(this, m_gateways.subscriptions->mine(), [this, id](const Result<QList<Subscription>>& answer) {
        if (!answer) return resumed(answer.error());
        for (const Subscription& one : *answer) {
            if (one.enrollmentId == id && one.state == SubscriptionState::Incomplete) return resumeSubscription(one.courseId);
        }
        whenDone(this, m_gateways.payments->checkout(CreateIntentForm{id}, newUuid7()), [this](const Result<Checkout>& checkout) {
            resumed(checkout ? std::nullopt : std::optional(checkout.error()));
            if (checkout) openCheckout(*checkout);
        });
    });
}

/// What was agreed to is enrolled in again: the server answers what is still to be done, paying or giving a card.
void Workspace::resumeSubscription(const CourseId& course)
{
    EnrollForm form;
    form.courseId = course;
    whenDone(this, m_gateways.enrollments->enroll(form, newUuid7()), [this](const Result<EnrollResult>& answer) {
        resumed(answer ? std::nullopt : std::optional(answer.error()));
        if (!answer) return;
        if (answer->setup) openTrial(answer->enrollment, *answer->setup);
        else if (answer->checkout) openCheckout(*answer->checkout);
        else openPlayer(answer->enrollment.id);
    });
}

void Workspace::resumed(const std::optional<Error>& error)
{
    m_resuming = {};
    if (error) tell(tr("The payment could not be opened"), errorText(*error));
}

void Workspace::takeBack(const PaymentId& id, const QString& courseTitle)
{
    auto* dialog = new TakeBackDialog(id, courseTitle, m_gateways.refunds, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TakeBackDialog::done, this, [this](const Refund& refund) {
        const QString amount = moneyText(refund.amount);
        m_toast->say(refund.state == RefundState::Requested
                         ? tr("Asked. You get a message when an admin has decided about %1.").arg(amount)
                     : refund.channel == RefundChannel::Wallet ? tr("%1 is in your wallet.").arg(amount)
                     : refund.channel == RefundChannel::Gateway
                         ? tr("%1 is on its way back to you.").arg(amount)
                         : tr("The school returns %1 the way you paid it.").arg(amount),
                     Tone::Green);
        if (PageFrame* page = currentPage()) page->refresh();
    });
    dialog->open();
}

void Workspace::openPlayer(const EnrollmentId& id)
{
    // Coming from a course page or a checkout, "back" should lead to My learning, not to the payment.
    openPlace(QStringLiteral("learning"));
    auto* page = new PlayerPage(id, m_gateways.enrollments, m_gateways.files);
    connect(page, &PlayerPage::certificateWanted, this, &Workspace::openCertificate);
    push(page);
}

void Workspace::openCertificate(const EnrollmentId& id) { push(new CertificatePage(id, m_gateways.enrollments)); }

} // namespace lectern
