#include "ui/admin/admincoursespage.h"
#include "ui/admin/auditpage.h"
#include "ui/admin/coursereviewpage.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/refundspage.h"
#include "ui/admin/reviewpage.h"
#include "ui/admin/userspage.h"
#include "ui/admin/vaultspage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/shell/workspace.h"
#include "ui/teacher/overviewpage.h"
#include "ui/vault/vaultpage.h"

namespace lectern {

void Workspace::addAdminPlaces()
{
    m_places.append(
        {QStringLiteral("overview"), tr("Overview"), QStringLiteral("go-home"), [this] {
             auto* page = new OverviewPage(m_gateways.reports, m_user);
             connect(page, &OverviewPage::coursesWanted, this, [this] { openPlace(QStringLiteral("courses")); });
             connect(page, &OverviewPage::dayWanted, this, [this](const QDateTime& day) {
                 openPlace(QStringLiteral("payments"));
                 if (auto* payments = qobject_cast<PaymentsPage*>(currentPage())) payments->showDay(day);
             });
             return page;
         }});
    m_places.append({QStringLiteral("reviews"), tr("Review queue"), QStringLiteral("view-pim-tasks"),
                     [this] { return new ReviewPage(m_gateways.reviews, m_covers); }});
    m_places.append({QStringLiteral("courses"), tr("Courses"), QStringLiteral("document-multiple"), [this] {
                         auto* page = new AdminCoursesPage(m_gateways.reviews);
                         connect(page, &AdminCoursesPage::courseWanted, this, &Workspace::openReview);
                         return page;
                     }});
    m_places.append({QStringLiteral("vaults"), tr("Vaults"), QStringLiteral("view-bank"), [this] {
                         auto* page = new VaultsPage(m_gateways.vaults);
                         connect(page, &VaultsPage::vaultWanted, this, &Workspace::openVault);
                         return page;
                     }});
    m_places.append({QStringLiteral("withdrawals"), tr("Withdrawals"), QStringLiteral("document-export"), [this] {
                         auto* page = new WithdrawalsPage(m_gateways.vaults);
                         connect(page, &WithdrawalsPage::vaultWanted, this, &Workspace::openVault);
                         return page;
                     }});
    m_places.append({QStringLiteral("payments"), tr("Payments"), QStringLiteral("view-list-details"),
                     [this] { return new PaymentsPage(m_gateways.payments, m_gateways.refunds); }});
    m_places.append({QStringLiteral("refunds"), tr("Refunds"), QStringLiteral("edit-undo"), [this] {
                         auto* page = new RefundsPage(m_gateways.refunds);
                         connect(page, &RefundsPage::decided, this, &Workspace::loadBadges);
                         return page;
                     }});
    m_places.append({QStringLiteral("users"), tr("Users"), QStringLiteral("system-users"),
                     [this] { return new UsersPage(m_gateways.accounts, m_user.id); }});
    m_places.append({QStringLiteral("audit"), tr("Audit trail"), QStringLiteral("view-history"),
                     [this] { return new AuditPage(m_gateways.reports); }});
}

void Workspace::openReview(const CourseId& id) { push(new CourseReviewPage(id, m_gateways.reviews, m_covers)); }

void Workspace::openVault(const VaultId& id) { push(new VaultPage(id, m_gateways.vaults, true)); }

} // namespace lectern
