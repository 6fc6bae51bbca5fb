#include "daemon/server.h"
#include "http/apihandler.h"
#include "jobs/scheduler.h"
#include "settlement/inbox.h"
#include "settlement/settler.h"
#include "store/migrator.h"
#include "daemon/shiftedclock.h"
#include "usecases/admissions/admissions.h"
#include "usecases/bookings/bookings.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/disputes.h"
#include "usecases/reports/books.h"
#include "usecases/accounts/accounts.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/sweep.h"
#include "usecases/plans/collect.h"
#include "usecases/subscriptions/subscriptions.h"
#include "usecases/vaults/vaults.h"
#include <condition_variable>
#include <mutex>
#include <QLoggingCategory>

namespace lectern::daemon {

Q_LOGGING_CATEGORY(lcServer, "lectern.server")

namespace {

store::DatabaseConfig planned(store::DatabaseConfig config)
{
    config.planEachTime = true;
    return config;
}

} // namespace

class Server::Impl
{
public:
    explicit Impl(Config c)
        : config(std::move(c)), clock(config.clockOffsetFile), requests(planned(config.database)), pipeline(config.database), tokens(config.tokenSecret), blobs(config.dataDir),
          services{requests, clock, config.policy, nullptr, live, tokens, blobs}, settling{pipeline, clock, config.policy, nullptr, live, tokens, blobs}
    {
        if (!config.stripe.secretKey.isEmpty()) {
            gateway = std::make_unique<stripe::StripeGateway>(config.stripe);
        } else if (!config.desk.number.isEmpty()) {
            gateway = std::make_unique<hand::HandGateway>(requests, clock, config.desk, config.policy.livemode);
        }
        if (!config.zoom.accountId.isEmpty()) zoom = std::make_unique<meetings::Zoom>(config.zoom);
        services.meetings = zoom.get();
        services.gateway = gateway.get();
        settling.gateway = gateway.get();
    }

    QString start()
    {
        if (QString problem = blobs.prepare(); !problem.isEmpty()) return problem;
        if (QString problem = store::schemaProblem(requests); !problem.isEmpty()) return problem;
        requests.releaseThread();
        settler = std::make_unique<settlement::Settler>(settling, config.settlementThreads, config.settlementBatch);
        inbox = std::make_unique<settlement::Inbox>(pipeline, clock, config.inboxWriters, [this] { settler->wake(); });
        webhook = std::make_unique<http::WebhookEndpoint>(clock, *inbox, metrics, config.webhookSecrets);
        workers = std::make_unique<http::WorkerPool>(config.workers, config.workerQueue, [this] { requests.releaseThread(); });
        handler = std::make_unique<http::ApiHandler>(http::ApiHandler::Parts{services, live, *webhook, *workers, metrics}, config.limits);
        listener = std::make_unique<http::Listener>(config.listener, *handler);
        addGauges();
        if (QString problem = listener->start(); !problem.isEmpty()) return problem;
        if (config.policy.publicUrl.isEmpty()) {
            const bool tls = !config.listener.tlsCertificateFile.isEmpty();
            config.policy.publicUrl = QStringLiteral("%1://%2:%3").arg(tls ? QStringLiteral("https") : QStringLiteral("http"), config.listener.address).arg(listener->port());
        }
        scheduler = std::make_unique<jobs::Scheduler>(requests);
        mailScheduler = std::make_unique<jobs::Scheduler>(requests);
        gatewayScheduler = std::make_unique<jobs::Scheduler>(requests);
        feedScheduler = std::make_unique<jobs::Scheduler>(requests);
        meetingScheduler = std::make_unique<jobs::Scheduler>(requests);
        addJobs();
        scheduler->start();
        mailScheduler->start();
        gatewayScheduler->start();
        feedScheduler->start();
        meetingScheduler->start();
        if (!gateway) qCWarning(lcServer) << "No Stripe keys are configured: free courses and money from outside of the gateway only, until stripe.secret_key is set.";
        return {};
    }

    void stop()
    {
        if (!listener) return;
        listener->stop(10'000);
        workers->close();
        inbox->close();
        settler->close();
        for (auto* one : {&scheduler, &mailScheduler, &gatewayScheduler, &feedScheduler, &meetingScheduler}) {
            if (*one) (*one)->close();
        }
        listener.reset();
    }

    void addGauges()
    {
        metrics.gauge("lectern_connections", "Open connections", [this] { return static_cast<double>(listener ? listener->connectionCount() : 0); });
        metrics.gauge("lectern_live_connections", "Open live connections", [this] { return static_cast<double>(live.count()); });
        metrics.gauge("lectern_worker_queue", "Requests that wait for a worker", [this] { return static_cast<double>(workers->queued()); });
        metrics.gauge("lectern_settled_events", "Events settled since the start", [this] { return static_cast<double>(settler->settledEvents()); });
        metrics.gauge("lectern_event_problems", "Events set aside that nobody has queued again", [this] { return static_cast<double>(payments::eventProblems(services)); });
        metrics.gauge("lectern_inbox_depth", "Events that wait for settlement", [this] { return static_cast<double>(payments::inboxDepth(services)); });
    }

    void addJobs()
    {
        // Whatever waits for the gateway has a thread of its own: a slow gateway delays nothing else.
        gatewayScheduler->every(2, QStringLiteral("withdrawals"), [this] { vaults::sendApproved(services); });
        gatewayScheduler->every(2, QStringLiteral("refunds"), [this] { refunds::sendApproved(services); });
        gatewayScheduler->every(60, QStringLiteral("pending refunds"), [this] { refunds::pollPending(services); });
        gatewayScheduler->every(30, QStringLiteral("payouts"), [this] { vaults::pollSent(services); });
        gatewayScheduler->every(60, QStringLiteral("expiry"), [this] {
            for (auto due = enrollments::expireDue(services); due && *due > 0;) due = enrollments::expireDue(services);
        });
        gatewayScheduler->every(120, QStringLiteral("stale intents"), [this] { enrollments::cancelStaleIntents(services); });
        gatewayScheduler->every(5, QStringLiteral("instalments"), [this] { collectInstalments(); });
        meetingScheduler->every(2, QStringLiteral("meetings"), [this] { bookings::followMeetings(services); });
        gatewayScheduler->every(10, QStringLiteral("session expiry"), [this] {
            bookings::expireDue(services);
            bookings::cancelOfBlocked(services);
        });
        scheduler->every(10, QStringLiteral("sessions"), [this] {
            bookings::completeDue(services);
            bookings::remind(services);
        });
        scheduler->every(10, QStringLiteral("seats"), [this] {
            if (const auto offered = admissions::offerSeats(services); !offered) qCWarning(lcServer) << "seats:" << offered.error().detail;
        });
        scheduler->every(60, QStringLiteral("instalments"), [this] {
            for (auto told = schedules::remind(services); told && *told > 0;) told = schedules::remind(services);
        });
        gatewayScheduler->every(60, QStringLiteral("past due"), [this] {
            (void)schedules::enforce(services);
            (void)subscriptions::enforce(services);
        });
        gatewayScheduler->every(1, QStringLiteral("subscriptions"), [this] { syncSubscriptions(); });
        // What was listed late, or could not be written, is found within the hour.
        gatewayScheduler->every(60, QStringLiteral("events"), [this] { fetchMissedEvents(15 * 60); });
        gatewayScheduler->every(3600, QStringLiteral("events of a day"), [this] { fetchMissedEvents(24 * 3600); });
        gatewayScheduler->every(5, QStringLiteral("dispute answers"), [this] { disputes::resolveAnswers(services); });
        gatewayScheduler->every(300, QStringLiteral("open disputes"), [this] { disputes::pollOpen(services); });
        gatewayScheduler->every(5, QStringLiteral("payout accounts"), [this] { vaults::refreshAccounts(services); });
        gatewayScheduler->every(10, QStringLiteral("recalls"), [this] { vaults::recallFailed(services); });
        // Fees and days of what was just sold within seconds; once an hour everything of the last two days again.
        feedScheduler->every(5, QStringLiteral("movements"), [this] { feed(15 * 60); });
        feedScheduler->every(3600, QStringLiteral("reconciliation"), [this] { feed(books::kOverlapSeconds); });
        feedScheduler->every(3600, QStringLiteral("banks"), [this] { vaults::pollBanks(services); });
        scheduler->every(2, QStringLiteral("chain"), [this] { followJournals(); });
        scheduler->every(20, QStringLiteral("releases"), [this] {
            for (auto released = vaults::releaseDue(services); released && *released > 0;) released = vaults::releaseDue(services);
        });
        scheduler->every(60, QStringLiteral("rollup"), [this] { (void)vaults::rollUp(services); });
        scheduler->every(5, QStringLiteral("listings"), [this, since = QDateTime::fromSecsSinceEpoch(0, Qt::UTC)]() mutable {
            // The first run counts all: what changed just before the server was stopped is older than any interval.
            const QDateTime next = services.clock.now().addSecs(-60);
            payments::refreshStudentCounts(services, since);
            since = next;
        });
        scheduler->every(30, QStringLiteral("live"), [this] { dropChanged(); });
        scheduler->every(3600, QStringLiteral("tidy"), [this] { tidy(); });
        mailScheduler->every(1, QStringLiteral("mails"), [this] { jobs::sendDueMails(requests, clock, config.smtp, config.policy.organisation, 50); });
    }

    /// A live connection outlives its access token; what its user may see must not outlive a block.
    void dropChanged()
    {
        const auto connected = live.connected();
        if (connected.isEmpty()) return;
        if (const auto gone = accounts::noLongerIn(services, connected)) {
            for (const UserId& user : *gone) live.dropUser(user);
        }
    }

    /// Chain and papers give way to a burst of payments, for a minute at most.
    void followJournals()
    {
        constexpr qint64 kBurst = 1000;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const bool waits = payments::inboxDepth(services) > kBurst && lastFollowed.isValid() && lastFollowed.secsTo(now) < 60;
        if (waits) return;
        (void)books::followJournals(services);
        lastFollowed = now;
    }

    void syncSubscriptions()
    {
        (void)subscriptions::syncDue(services); // a few at a time: others use this thread, too
    }
    void collectInstalments()
    {
        for (auto begun = schedules::collectDue(services); begun && *begun > 0;) begun = schedules::collectDue(services);
    }

    void feed(qint64 overlapSeconds)
    {
        if (!gateway) return;
        if (const auto done = books::reconcile(services, overlapSeconds); !done) qCWarning(lcServer) << "reconciliation:" << done.error().detail;
    }

    void fetchMissedEvents(qint64 overlapSeconds)
    {
        struct Storing {
            std::mutex mutex;
            std::condition_variable changed;
            int open = 0;
            bool isFailed = false;
            void end(bool isStored)
            {
                const std::lock_guard lock(mutex);
                --open;
                isFailed = isFailed || !isStored;
                changed.notify_all();
            }
        };
        const auto storing = std::make_shared<Storing>();
        const auto submit = [this, storing](const QString& id, const QString& type, const QByteArray& body) {
            {
                const std::lock_guard lock(storing->mutex);
                ++storing->open;
            }
            const bool isTaken = inbox->submit({QStringLiteral("stripe"), id, type, QString::fromUtf8(body)}, [storing](bool isStored) { storing->end(isStored); });
            if (!isTaken) storing->end(false);
            return isTaken;
        };
        payments::fetchMissedEvents(services, overlapSeconds, submit, [storing] {
            std::unique_lock lock(storing->mutex);
            storing->changed.wait(lock, [&] { return storing->open == 0; });
            return !storing->isFailed;
        });
    }

    void tidy()
    {
        if (const auto gone = learning::forgetAbandonedUploads(services, 24)) {
            for (const FileId& id : *gone) blobs.removePart(id);
        }
        payments::deleteOldKeys(services);
    }

    Config config;
    ShiftedClock clock;
    store::Database requests;
    store::Database pipeline;
    TokenSigner tokens;
    BlobStore blobs;
    http::LiveHub live;
    http::Metrics metrics;
    std::unique_ptr<stripe::Gateway> gateway;
    std::unique_ptr<meetings::Zoom> zoom; ///< after what uses it has ended
    Services services;
    Services settling;
    std::unique_ptr<settlement::Settler> settler;
    std::unique_ptr<settlement::Inbox> inbox;
    std::unique_ptr<http::WebhookEndpoint> webhook;
    std::unique_ptr<http::WorkerPool> workers;
    std::unique_ptr<http::ApiHandler> handler;
    std::unique_ptr<http::Listener> listener;
    std::unique_ptr<jobs::Scheduler> scheduler;
    std::unique_ptr<jobs::Scheduler> mailScheduler;
    std::unique_ptr<jobs::Scheduler> gatewayScheduler;
    std::unique_ptr<jobs::Scheduler> meetingScheduler;
    std::unique_ptr<jobs::Scheduler> feedScheduler;
    QDateTime lastFollowed;
};

Server::Server(Config config) : m_impl(std::make_unique<Impl>(std::move(config))) {}
Server::~Server() { m_impl->stop(); }
QString Server::start() { return m_impl->start(); }
void Server::stop() { m_impl->stop(); }
quint16 Server::port() const { return m_impl->listener ? m_impl->listener->port() : 0; }

class Toolbox::Impl
{
public:
    Impl(const Config& c, const Clock& clock, stripe::Gateway* gateway)
        : config(c), database(config.database), tokens(config.tokenSecret), blobs(config.dataDir), services{database, clock, config.policy, gateway, live, tokens, blobs}
    {
    }
    Config config;
    store::Database database;
    TokenSigner tokens;
    BlobStore blobs;
    http::LiveHub live;
    Services services;
};

Toolbox::Toolbox(const Config& config, const Clock& clock, stripe::Gateway* gateway) : m_impl(std::make_unique<Impl>(config, clock, gateway)) {}
Toolbox::~Toolbox() = default;
const Services& Toolbox::services() const { return m_impl->services; }

} // namespace lectern::daemon
