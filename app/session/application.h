#pragma once
#include "app/client/httpadmission.h"
#include "app/client/httpbooks.h"
#include "app/client/httpdisputes.h"
#include "app/client/httpfiles.h"
#include "app/client/httpgateways.h"
#include "app/client/httpoffers.h"
#include "app/client/httppaying.h"
#include "app/client/httppurchases.h"
#include "app/client/httpsessions.h"
#include "app/client/httpstatements.h"
#include "app/client/httpvaults.h"
#include "app/client/liveconnection.h"
#include "app/session/tokenstore.h"
#include "ui/shell/mainwindow.h"
#include <QSettings>

namespace lectern {

/// The client put together: gateways over HTTP, the kept session, the window.
class Application final : public QObject
{
    Q_OBJECT
public:
    /// `settings` keeps servers and window state; `keepSession`: remember logins in the key ring.
    Application(QSettings* settings, bool keepSession, QObject* parent = nullptr);
    ~Application() override;
    /// Shows the window; `server` empty: the remembered one or a choice.
    void start(const QUrl& server);
    [[nodiscard]] MainWindow* window() { return m_window.get(); }
    /// Call once before QApplication exists.
    static void prepare(int argc, char** argv);

private:
    void chooseServer(const QUrl& url);
    void resume(const QUrl& url);

    ApiClient m_api;
    HttpAccounts m_accounts{&m_api};
    HttpCourses m_courses{&m_api};
    HttpContent m_content{&m_api};
    HttpFiles m_files{&m_api};
    HttpEnrollments m_enrollments{&m_api};
    HttpPayments m_payments{&m_api};
    HttpRefunds m_refunds{&m_api};
    HttpVaults m_vaults{&m_api};
    HttpPurchases m_purchases{&m_api};
    HttpDisputes m_disputes{&m_api};
    HttpPayoutAccounts m_payoutAccounts{&m_api};
    HttpStatements m_statements{&m_api};
    HttpCoupons m_coupons{&m_api};
    HttpAdmission m_admission{&m_api};
    HttpPlans m_plans{&m_api};
    HttpSchedules m_schedules{&m_api};
    HttpSubscriptions m_subscriptions{&m_api};
    HttpMethods m_methods{&m_api};
    HttpOffers m_offers{&m_api};
    HttpDesk m_desk{&m_api};
    HttpGigs m_gigs{&m_api};
    HttpSessionCatalogue m_sessionCatalogue{&m_api};
    HttpBookings m_bookings{&m_api};
    HttpSessionAffairs m_sessionAffairs{&m_api};
    HttpBooks m_books{&m_api};
    HttpNotices m_notices{&m_api};
    LiveConnection m_live{&m_api};
    TokenStore m_tokens;
    ClientSettings m_settings;
    bool m_keepSession;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace lectern
