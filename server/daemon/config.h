#pragma once
#include "http/apihandler.h"
#include "jobs/mailer.h"
#include "hand/handgateway.h"
#include "meetings/zoom.h"
#include "stripe/stripegateway.h"
#include "usecases/context.h"

namespace lectern::daemon {

/// All that an operator sets. Sources in rising order: defaults, INI file, environment (LECTERN_SECTION_KEY), flags
/// (--section.key=value).
struct Config {
    http::ListenerConfig listener;
    http::Limits limits;
    store::DatabaseConfig database;
    store::DatabaseConfig owner; ///< for `migrate` only
    stripe::StripeConfig stripe;
    hand::BankAccount desk; ///< with a number: transfers to it are taken, and reported by hand
    QList<QByteArray> webhookSecrets;
    jobs::SmtpConfig smtp;
    meetings::ZoomConfig zoom;
    Policy policy;
    QByteArray tokenSecret;
    QString dataDir;
    QString clockOffsetFile; ///< for tests: seconds that the clock is ahead
    int workers = 8;
    int workerQueue = 512;
    int inboxWriters = 1;
    int settlementThreads = 2;
    int settlementBatch = 500;
};

/// One setting with where its value came from, for --check-config. Secrets are shown as set or not set.
struct Explained {
    QString key;
    QString value;
    QString origin;
    QString help;
};

struct Loaded {
    Config config;
    QList<Explained> explained;
    QStringList problems; ///< empty: usable
};

/// `flags` are "section.key" → value.
[[nodiscard]] Loaded loadConfig(const QString& iniFile, const QHash<QString, QString>& flags);

} // namespace lectern::daemon
