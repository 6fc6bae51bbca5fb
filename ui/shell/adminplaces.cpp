#include "ui/admin/admincoursespage.h"
#include "ui/admin/auditpage.h"
#include "ui/admin/bookingspage.h"
#include "ui/admin/gigspage.h"
#include "ui/admin/bundlesadminpage.h"
#include "ui/admin/couponspage.h"
#include "ui/admin/coursereviewpage.h"
#include "ui/admin/debtspage.h"
#include "ui/admin/deskpage.h"
#include "ui/admin/disputespage.h"
#include "ui/admin/monthreportpage.h"
#include "ui/admin/paperspage.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/planspage.h"
#include "ui/admin/reconciliationpage.h"
#include "ui/admin/refundspage.h"
#include "ui/admin/reportspage.h"
#include "ui/admin/reviewpage.h"
#include "ui/admin/schedulespage.h"
#include "ui/admin/subscriptionspage.h"
#include "ui/admin/userspage.h"
#include "ui/admin/vaultspage.h"
#include "ui/admin/withdrawalcontentspage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/shell/navrail.h"
#include "ui/shell/workspace.h"
#include "ui/vault/statementdialog.h"
#include "ui/teacher/overviewpage.h"
#include "ui/vault/vaultpage.h"

namespace lectern {

Access Workspace::access() const { return m_user.role == Role::Admin ? Access::Full : Access::ReadOnly; }

PaymentsPage* Workspace::openPayments()
{
    openPlace(QStringLiteral("payments"));
    return qobject_cast<PaymentsPage*>(currentPage());
}

void Workspace::openPaymentsOf(const PaymentScope& scope)
{
    if (PaymentsPage* payments = openPayments()) {
        payments->showScope(scope);
        m_narrowed.insert(m_place);
    }
}

void Workspace::goTo(const QString& key)
{
    openPlace(key);
    if (m_place == key && m_narrowed.remove(key)) m_pages.value(key)->showAll();
}

void Workspace::openPayment(const PaymentId& id)
{
    if (PaymentsPage* payments = openPayments()) {
        payments->showPayment(id);
        m_narrowed.insert(m_place);
    }
}

void Workspace::addAdminPlaces()
{
    m_places.append({QStringLiteral("overview"), tr("Overview"), QStringLiteral("go-home"), [this] {
                         // An auditor sees the numbers of the whole school, as an admin does.
                         User viewer = m_user;
                         viewer.role = Role::Admin;
                         auto* page = new OverviewPage(m_gateways.reports, viewer);
                         connect(page, &OverviewPage::coursesWanted, this, [this] { openPlace(QStringLiteral("courses")); });
                         connect(page, &OverviewPage::dayWanted, this, [this](const QDateTime& day, const QString& currency) {
                             PaymentScope scope;
                             scope.filter.moment = PaymentMoment::Sold;
                             scope.filter.from = day;
                             scope.filter.until = day.addDays(1);
                             scope.filter.currency = currency;
                             openPaymentsOf(scope);
                         });
                         return page;
                     }});
    m_places.append({QStringLiteral("reviews"), tr("Review queue"), QStringLiteral("view-pim-tasks"),
                     [this] {
                         auto* page = new ReviewPage(m_gateways.reviews, m_gateways.gigs, m_covers, access());
                         connect(page, &ReviewPage::admissionWanted, this, &Workspace::openAdmission);
                         return page;
                     }});
    m_places.append({QStringLiteral("courses"), tr("Courses"), QStringLiteral("document-multiple"), [this] {
                         auto* page = new AdminCoursesPage(m_gateways.reviews, access());
                         connect(page, &AdminCoursesPage::courseWanted, this, &Workspace::openReview);
                         connect(page, &AdminCoursesPage::admissionWanted, this, &Workspace::openAdmission);
                         return page;
                     }});
    m_places.append({QStringLiteral("sessions"), tr("Live sessions"), QStringLiteral("view-calendar"), [this] {
                         auto* page = new BookingsPage(m_gateways, access());
                         connect(page, &BookingsPage::paymentWanted, this, &Workspace::openPayment);
                         connect(page, &BookingsPage::topicsWanted, this, [this] { push(new GigsPage(m_gateways.gigs, access())); });
                         return page;
                     }});
    addMoneyPlaces();
    addOfferPlaces();
    addBooksPlaces();
    m_places.append({QStringLiteral("users"), tr("Users"), QStringLiteral("system-users"),
                     [this] { return new UsersPage(m_gateways.accounts, m_user.id, access()); }});
    m_places.append({QStringLiteral("audit"), tr("Audit trail"), QStringLiteral("document-preview"),
                     [this] { return new AuditPage(m_gateways.reports); }});
}

void Workspace::addMoneyPlaces()
{
    m_places.append({QStringLiteral("vaults"), tr("Vaults"), QStringLiteral("view-bank"), [this] {
                         auto* page = new VaultsPage(m_gateways.vaults);
                         connect(page, &VaultsPage::vaultWanted, this, &Workspace::openVault);
                         return page;
                     }});
    m_places.append({QStringLiteral("withdrawals"), tr("Withdrawals"), QStringLiteral("document-export"), [this] {
                         auto* page = new WithdrawalsPage(m_gateways.vaults, m_gateways.payoutAccounts, m_user.id, access());
                         connect(page, &WithdrawalsPage::vaultWanted, this, &Workspace::openVault);
                         connect(page, &WithdrawalsPage::contentsWanted, this, &Workspace::openWithdrawalContents);
                         connect(page, &WithdrawalsPage::decided, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("payments"), tr("Payments"), QStringLiteral("view-list-details"), [this] {
                         auto* page = new PaymentsPage(m_gateways.payments, m_gateways.refunds, m_gateways.purchases, access());
                         connect(page, &PaymentsPage::receiptsChanged, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("receipts"), tr("Receipts"), QStringLiteral("license"), [this] {
                         auto* page = new PapersPage(m_gateways.purchases);
                         connect(page, &PapersPage::paymentWanted, this, &Workspace::openPayment);
                         return page;
                     }});
    m_places.append({QStringLiteral("refunds"), tr("Refunds"), QStringLiteral("edit-undo"), [this] {
                         auto* page = new RefundsPage(m_gateways.refunds, access());
                         connect(page, &RefundsPage::decided, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("disputes"), tr("Disputes"), QStringLiteral("dialog-warning"), [this] {
                         auto* page = new DisputesPage(m_gateways, access());
                         connect(page, &DisputesPage::paymentWanted, this, &Workspace::openPayment);
                         connect(page, &DisputesPage::answered, this, &Workspace::loadBadges);
                         return page;
                     }});
}

void Workspace::addOfferPlaces()
{
    m_places.append({QStringLiteral("coupons"), tr("Coupons"), QStringLiteral("coupon"),
                     [this] { return new CouponsPage(m_gateways, m_user, access()); }});
    m_places.append({QStringLiteral("bundles"), tr("Bundles"), QStringLiteral("package"), [this] { return new BundlesAdminPage(m_gateways, access()); }});
    m_places.append({QStringLiteral("plans"), tr("Payment plans"), QStringLiteral("view-calendar"), [this] { return new PlansPage(m_gateways, access()); }});
    m_places.append({QStringLiteral("schedules"), tr("Schedules"), QStringLiteral("clock"), [this] {
                         auto* page = new SchedulesPage(m_gateways, access());
                         connect(page, &SchedulesPage::paymentWanted, this, &Workspace::openPayment);
                         connect(page, &SchedulesPage::changed, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("subscriptions"), tr("Subscriptions"), QStringLiteral("repeat"), [this] {
                         auto* page = new SubscriptionsPage(m_gateways, access());
                         connect(page, &SubscriptionsPage::paymentWanted, this, &Workspace::openPayment);
                         return page;
                     }});
}

void Workspace::addBooksPlaces()
{
    m_places.append({QStringLiteral("reconciliation"), tr("Reconciliation"), QStringLiteral("view-refresh"), [this] {
                         auto* page = new ReconciliationPage(m_gateways.books, access());
                         connect(page, &ReconciliationPage::paymentWanted, this, &Workspace::openPayment);
                         connect(page, &ReconciliationPage::explained, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("reports"), tr("Reports"), QStringLiteral("office-chart-line"), [this] {
                         auto* page = new ReportsPage(m_gateways.books, m_gateways.accounts);
                         connect(page, &ReportsPage::paymentsWanted, this, &Workspace::openPaymentsOf);
                         connect(page, &ReportsPage::sessionsWanted, this, [this] {
                             openPlace(QStringLiteral("sessions"));
                             if (currentPage()) currentPage()->showAll();
                         });
                         connect(page, &ReportsPage::monthEndWanted, this, &Workspace::openMonthEnd);
                         connect(page, &ReportsPage::debtsWanted, this, &Workspace::openDebts);
                         return page;
                     }});
}

/// Where people move the money, there is a place to report it.
void Workspace::addDesk()
{
    m_places.append({QStringLiteral("desk"), tr("Bank desk"), QStringLiteral("view-cash"), [this] { return new DeskPage(m_gateways.desk, access()); }});
    m_rail->add(m_places.last().key, m_places.last().text, m_places.last().iconName);
}

void Workspace::openMonthEnd()
{
    auto* page = new MonthReportPage(m_gateways.statements, m_gateways.books, m_gateways.accounts);
    connect(page, &MonthReportPage::paymentsWanted, this, &Workspace::openPaymentsOf);
    connect(page, &MonthReportPage::monthOfPlaceWanted, this, [this](const QString& place, const QDate& month, const QString& currency) {
        openPlace(place);
        if (m_place != place) return; // an editor was not left
        currentPage()->showMonth(month, currency);
        m_narrowed.insert(place);
    });
    connect(page, &MonthReportPage::statementWanted, this, [this](const QDate& month, const QString& currency) {
        whenDone(this, m_gateways.vaults->mine(), [this, month, currency](const Result<Vault>& vault) {
            if (!vault) return tell(tr("The statement could not be opened"), errorText(vault.error()));
            if (findChild<StatementDialog*>()) return;
            auto* dialog = new StatementDialog(*vault, currency, m_gateways, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->showDays(month, qMin(month.addMonths(1).addDays(-1), QDateTime::currentDateTimeUtc().date()));
            dialog->open();
        });
    });
    connect(page, &MonthReportPage::placeWanted, this, [this](const QString& place) {
        if (place == QStringLiteral("debts"))
            openDebts();
        else
            openPlace(place);
    });
    push(page);
}

void Workspace::openDebts()
{
    auto* page = new DebtsPage(m_gateways.statements);
    connect(page, &DebtsPage::vaultWanted, this, &Workspace::openVault);
    push(page);
}

void Workspace::openWithdrawalContents(const Withdrawal& withdrawal)
{
    auto* page = new WithdrawalContentsPage(withdrawal, m_gateways.statements);
    connect(page, &WithdrawalContentsPage::paymentWanted, this, &Workspace::openPayment);
    push(page);
}

void Workspace::openReview(const CourseId& id)
{
    auto* page = new CourseReviewPage(id, m_gateways.reviews, m_covers, access());
    connect(page, &CourseReviewPage::admissionWanted, this, &Workspace::openAdmission);
    push(page);
}

void Workspace::openVault(const VaultId& id)
{
    auto* page = new VaultPage(id, m_gateways, access() == Access::Full);
    connect(page, &VaultPage::paymentWanted, this, &Workspace::openPayment);
    push(page);
}

} // namespace lectern
