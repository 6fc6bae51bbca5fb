#pragma once
#include "ui/kit/access.h"
#include "ui/kit/covers.h"
#include "ui/kit/pageframe.h"
#include "ui/shell/clientsettings.h"
#include "ui/shell/quickswitchdialog.h"

namespace lectern {

class NavRail;
class NotificationsPopover;
class PaymentsPage;
class Toast;
struct PaymentScope;

/// Everything behind the login: the rail, the pages by role, and the only code that goes from one page to another.
class Workspace final : public QWidget
{
    Q_OBJECT
public:
    Workspace(const Gateways& gateways, ClientSettings* settings, const User& user, QWidget* parent = nullptr);
    /// Goes to a place of the rail ("courses", "vault" …); false when the role has none of that name.
    bool openPlace(const QString& key);
    [[nodiscard]] PageFrame* currentPage() const;

    void follow(const QUrl& link); ///< lectern://…
    void openCourseEditor(const std::optional<CourseId>& id);
    void openCourseBuilder(const CourseId& id);
    void openCourseStudents(const CourseSummary& course);
    void findCourseStudents(const CourseSummary& course);
    void openAdmission(const CourseSummary& course);
    void openReview(const CourseId& id);
    void openVault(const VaultId& id);
    void openWithdrawalContents(const Withdrawal& withdrawal);
    void openPayment(const PaymentId& id);
    void openPaymentsOf(const PaymentScope& scope);
    void openDebts();
    void openMonthEnd();
    void openCourseDetail(const CourseId& id);
    void openCheckout(const Checkout& checkout);
    void openPlayer(const EnrollmentId& id);
    void openCertificate(const EnrollmentId& id);
    void openMethodSetup(const MethodSetup& setup);
    void openTrial(const Enrollment& enrollment, const MethodSetup& setup);
    void openMyPayments(const QString& tab); ///< as MyPaymentsPage::showTab()
    void resumeCheckout(const EnrollmentId& id);
    void resumeSubscription(const CourseId& course);
    void resumed(const std::optional<Error>& error);
    void openGig(const GigId& id);
    void openGigEditor(const std::optional<Gig>& gig);
    void openHours();
    void openBooking(const BookingId& id);
    void takeBack(const PaymentId& id, const QString& courseTitle);

Q_SIGNALS:
    void logoutWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Place
    {
        QString key;
        QString text;
        QString iconName;
        std::function<PageFrame*()> make;
    };
    void addPlaces();
    void addTeacherPlaces();
    void addAdminPlaces();
    void addMoneyPlaces();
    void addOfferPlaces();
    void addBooksPlaces();
    void addDesk();
    [[nodiscard]] Access access() const;
    PaymentsPage* openPayments(); ///< null when the role has no such place, or an editor would not be left
    void addStudentPlaces();
    void addShortcuts();
    void goTo(const QString& key); ///< by hand: what another page had narrowed there is over
    void push(PageFrame* page);
    void pop();
    void adopt(PageFrame* page);
    void showPage(PageFrame* page);
    void retire(PageFrame* page);
    void loadBadges();
    void onLive(const LiveMessage& message);
    void openNotification(const Notification& notification);
    void openSettings();
    void openQuickSwitch();
    /// Says an error that belongs to no page, in a box that stays until it is closed.
    void tell(const QString& title, const QString& text);

    Gateways m_gateways;
    ClientSettings* m_settings;
    User m_user;
    CoverStore* m_covers;
    QList<Place> m_places;
    QHash<QString, PageFrame*> m_pages;
    QList<PageFrame*> m_stackOfPages; ///< pages opened from the current place, the innermost last
    QString m_place;
    NavRail* m_rail;
    QStackedWidget* m_stack;
    NotificationsPopover* m_notifications;
    Toast* m_toast;
    QTimer* m_badgeTimer;
    ServerInfo m_school; ///< empty until the server has said
    QSet<QString> m_narrowed; ///< places of which another page said what to show
    EnrollmentId m_resuming; ///< whose checkout is being asked for
};

} // namespace lectern
