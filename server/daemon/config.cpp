#include "daemon/config.h"
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSettings>

namespace lectern::daemon {

namespace {

struct Setting {
    const char* key;
    const char* fallback;
    const char* help;
    bool secret = false;
};

constexpr Setting kSettings[] = {
    {"server.organisation", "Lectern", "name of the organisation, shown to everybody"},
    {"server.address", "127.0.0.1", "IP address to listen on"},
    {"server.port", "8080", "port to listen on; 0 takes a free one"},
    {"server.public_url", "", "how clients reach this server; empty: http://address:port"},
    {"server.io_threads", "1", "threads that read and write the network"},
    {"server.workers", "8", "threads that work on requests, one database connection each"},
    {"server.worker_queue", "512", "requests that may wait before 503 is answered"},
    {"server.max_connections", "2000", "connections at once"},
    {"server.max_connections_per_address", "1000", "connections at once from one address"},
    {"server.header_timeout_ms", "10000", "time for a whole request header"},
    {"server.body_timeout_ms", "30000", "time between two pieces of a request body"},
    {"server.idle_timeout_ms", "60000", "how long a connection may wait for its next request"},
    {"server.trusted_proxies", "", "addresses or networks whose X-Forwarded-For is believed, separated by commas"},
    {"server.metrics_allow", "127.0.0.1,::1", "addresses or networks that may read /metrics and /readyz"},
    {"server.data_dir", "", "folder of the uploaded files"},
    {"server.tls_certificate", "", "PEM file; empty: plain HTTP"},
    {"server.tls_key", "", "PEM file"},
    {"server.token_secret", "", "at least 32 random characters that sign access tokens", true},
    {"server.demo_accounts", "", "JSON list of accounts to show on the login screen; for the demo only", true},
    {"database.host", "/var/run/postgresql", "host, or folder of the Unix socket"},
    {"database.port", "5432", "port"},
    {"database.name", "lectern", "database"},
    {"database.user", "lectern_app", "role of the running server; owns nothing"},
    {"database.password", "", "its password", true},
    {"database.owner", "lectern_owner", "role that owns the schema, for `lecternd migrate`"},
    {"database.owner_password", "", "its password", true},
    {"stripe.secret_key", "", "sk_…; empty: no card payments", true},
    {"stripe.publishable_key", "", "pk_…"},
    {"stripe.webhook_secrets", "", "whsec_…, several separated by commas while a secret is rotated", true},
    {"stripe.api_base", "https://api.stripe.com", "base of the API; the sandbox in the demo"},
    {"stripe.files_base", "", "where files go (evidence in disputes); empty: files.stripe.com, or stripe.api_base when that is not Stripe's"},
    {"stripe.js_url", "https://js.stripe.com/clover/stripe.js", "where the checkout page loads Stripe.js from"},
    {"stripe.hosts", "", "origins that the checkout page may use, separated by commas; empty: Stripe's own"},
    {"desk.account", "", "IBAN or account number of the school: without Stripe students send transfers to it, and admins report at the desk what has arrived"},
    {"desk.holder", "", "who holds it, as payers write it"},
    {"desk.bank_code", "", "its BIC, sort code or routing number"},
    {"desk.bank_name", "", "its bank"},
    {"stripe.bank_transfers", "false", "true: students may pay by bank transfer; the account must have them enabled, with the events cash_balance.funds_available and payment_intent.partially_funded"},
    {"stripe.timeout_ms", "10000", "how long to wait for the gateway"},
    {"stripe.livemode", "false", "true: believe live events only; false: test events only"},
    {"money.currency", "USD", "default currency"},
    {"money.platform_share_bps", "2000", "platform's share of a sale in basis points"},
    {"money.hold_days", "14", "days until a sale becomes available"},
    {"money.refund_days", "14", "days in which a student may take a purchase back without asking"},
    {"money.refund_max_percent", "30", "how much of the course may have been seen then"},
    {"money.minimum_withdrawal", "10.00", "smallest withdrawal, in the default currency"},
    {"money.payment_window_hours", "24", "hours until an unpaid enrollment expires"},
    {"courses.offer_hours", "48", "hours that a seat is kept for somebody from the waiting list"},
    {"money.two_admins_above", "1000.00", "withdrawals above it need the approval of two different admins; 0: never"},
    {"money.minimum_top_up", "5.00", "least that fills a wallet at once"},
    {"money.maximum_top_up", "500.00", "most that fills a wallet at once"},
    {"money.offline_methods", "cash,cheque,bank_transfer", "what students may pay with outside of the gateway; empty: nothing"},
    {"money.offline_instructions", "", "where to pay, shown to students who choose one of these"},
    {"money.offline_days", "14", "days a place waits for such a payment"},
    {"money.transfer_days", "14", "days a place waits for a bank transfer through the gateway"},
    {"money.bank_days", "14", "days a place waits while a bank works on a payment"},
    {"plans.retry_days", "1,3,7", "days after a failed collection on which it is tried again"},
    {"plans.reminder_days", "3", "days before a collection on which it is announced"},
    {"plans.suspend_after_days", "8", "days past due after which access is suspended"},
    {"plans.cancel_after_days", "15", "days past due after which the enrollment ends"},
    {"sessions.fee_bps", "500", "platform's fee on top of a live session, in basis points"},
    {"sessions.minimum_fee", "1.00", "least of that fee, in a currency with two decimals; scaled for others"},
    {"sessions.confirm_hours", "48", "hours in which a teacher confirms a session"},
    {"sessions.payment_hours", "24", "hours in which a confirmed session is paid"},
    {"sessions.free_cancel_hours", "12", "hours before a session until which a student gets all of it back"},
    {"sessions.late_cancel_percent", "50", "of what was paid that goes back later, until the session begins"},
    {"sessions.claim_hours", "48", "hours after a session in which either side may say that the other did not come"},
    {"zoom.account_id", "", "of a server-to-server OAuth app at Zoom; empty: teachers have rooms of their own"},
    {"zoom.client_id", "", "its client id"},
    {"zoom.client_secret", "", "its client secret", true},
    {"zoom.host", "", "e-mail address or id at Zoom of whoever hosts all meetings; empty: each teacher's own address"},
    {"zoom.oauth_base", "https://zoom.us", "where tokens come from; the sandbox in the demo"},
    {"zoom.api_base", "https://api.zoom.us/v2", "base of the API; the sandbox in the demo"},
    {"tax.country", "", "two letters; of students who named no country"},
    {"tax.rates", "", "e.g. DE=19 inclusive, DE/Books=7 inclusive, US=8.25 exclusive; empty: no taxes"},
    {"tax.seller_details", "", "address and tax number, on receipts"},
    {"testing.clock_offset_file", "", "for tests: a file with seconds that this server's clock is ahead; refused with live keys"},
    {"smtp.url", "", "smtp://host:port or smtps://host:port; empty: mails wait"},
    {"smtp.user", "", "user name, if the server asks for one"},
    {"smtp.password", "", "its password", true},
    {"smtp.from", "lectern@localhost", "sender address"},
    {"files.max_mib", "4096", "largest upload"},
    {"files.max_gib_per_teacher", "100", "all uploads of one teacher together"},
    {"files.min_free_mib", "1024", "free disk space below which no upload begins"},
    {"limits.logins_per_minute", "10", "per address and per account"},
    {"limits.registrations_per_minute", "10", "per address"},
    {"limits.payments_per_minute", "30", "per user"},
    {"settlement.threads", "2", "threads that settle events"},
    {"settlement.batch", "500", "events in one transaction"},
    {"settlement.inbox_writers", "1", "threads that store events; 2 pay off where a commit takes milliseconds"},
};

class Values
{
public:
    Values(const QString& iniFile, const QHash<QString, QString>& flags)
    {
        const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        QSettings ini(iniFile, QSettings::IniFormat);
        for (const Setting& setting : kSettings) {
            const QString key = QLatin1String(setting.key);
            QString value = QLatin1String(setting.fallback);
            QString origin = QStringLiteral("default");
            const QString path = QString(key).replace(u'.', u'/');
            if (!iniFile.isEmpty() && ini.contains(path)) {
                value = ini.value(path).toStringList().join(u','); // QSettings splits at commas
                origin = iniFile;
            }
            const QString variable = QStringLiteral("LECTERN_") + QString(key).replace(u'.', u'_').toUpper();
            if (environment.contains(variable)) {
                value = environment.value(variable);
                origin = variable;
            }
            if (flags.contains(key) && setting.secret) {
                problems << QStringLiteral("%1 is a secret, and other users of this machine can read command lines: set it in the file or as %2.").arg(key, variable);
            } else if (flags.contains(key)) {
                value = flags.value(key);
                origin = QStringLiteral("--") + key;
            }
            m_values.insert(key, value);
            explained.append({key, setting.secret ? (value.isEmpty() ? QStringLiteral("(not set)") : QStringLiteral("(set)")) : value, origin, QString::fromUtf8(setting.help)});
        }
        for (const QString& key : flags.keys()) {
            if (!m_values.contains(key)) problems << QStringLiteral("There is no setting \"%1\".").arg(key);
        }
    }

    QString text(const char* key) const { return m_values.value(QLatin1String(key)); }

    int number(const char* key, int low, int high)
    {
        bool ok = false;
        const int value = text(key).toInt(&ok);
        if (ok && value >= low && value <= high) return value;
        problems << QStringLiteral("%1 must be a whole number from %2 to %3, not \"%4\".").arg(QLatin1String(key)).arg(low).arg(high).arg(text(key));
        return low;
    }

    QStringList list(const char* key) const
    {
        QStringList values;
        for (const QString& value : text(key).split(u',')) {
            if (const QString trimmed = value.trimmed(); !trimmed.isEmpty()) values << trimmed;
        }
        return values;
    }

    http::Networks networks(const char* key)
    {
        QStringList wrong;
        http::Networks networks(list(key), &wrong);
        for (const QString& entry : wrong) problems << QStringLiteral("%1: \"%2\" is neither an address nor a network such as 10.0.0.0/8.").arg(QLatin1String(key), entry);
        return networks;
    }

    QList<Explained> explained;
    QStringList problems;

private:
    QHash<QString, QString> m_values;
};

qint64 readAmount(Values& values, const char* key, Currency currency)
{
    const auto amount = Money::fromDecimal(values.text(key), currency);
    if (!amount) values.problems << QStringLiteral("%1: %2").arg(QLatin1String(key), amount.error().detail);
    return amount ? amount->minor() : 0;
}

/// "DE/Books=7 inclusive": country, category, percent with at most two decimals, whether the price contains it.
void readTaxes(Values& values, Policy& policy)
{
    static const QRegularExpression form(QStringLiteral("^([A-Z]{2})(?:/([^=]+))?=(\\d{1,2}(?:\\.\\d{1,2})?) (inclusive|exclusive)$"));
    for (const QString& entry : values.list("tax.rates")) {
        const auto match = form.match(entry);
        if (!match.hasMatch()) {
            values.problems << QStringLiteral("tax.rates: \"%1\" must look like DE=19 inclusive or DE/Books=7 inclusive.").arg(entry);
            continue;
        }
        const QStringList percent = match.captured(3).split(u'.');
        const int bps = percent.first().toInt() * 100 + (percent.size() > 1 ? percent.at(1).leftJustified(2, u'0').toInt() : 0);
        policy.taxes.append({match.captured(1), match.captured(2).trimmed(), bps, match.captured(4) == u"inclusive"});
    }
}

void readPlans(Values& values, Policy& policy)
{
    policy.transferDays = values.number("money.transfer_days", 1, 365);
    policy.bankDays = values.number("money.bank_days", 1, 90);
    policy.retryDays.clear();
    for (const QString& day : values.list("plans.retry_days")) {
        bool ok = false;
        policy.retryDays << day.toInt(&ok);
        const bool grows = policy.retryDays.size() < 2 || policy.retryDays.last() > policy.retryDays.at(policy.retryDays.size() - 2);
        if (!ok || policy.retryDays.last() < 1 || !grows) values.problems << QStringLiteral("plans.retry_days: give growing numbers of days, for example 1,3,7.");
    }
    policy.reminderDays = values.number("plans.reminder_days", 0, 60);
    policy.suspendAfterDays = values.number("plans.suspend_after_days", 1, 365);
    policy.cancelAfterDays = values.number("plans.cancel_after_days", 2, 366);
    if (policy.cancelAfterDays <= policy.suspendAfterDays) values.problems << QStringLiteral("plans.cancel_after_days must be more than plans.suspend_after_days.");
}

void readSessions(Values& values, Config& config)
{
    Policy& policy = config.policy;
    policy.sessionFeeBps = values.number("sessions.fee_bps", 0, 10'000);
    const auto least = Money::fromDecimal(values.text("sessions.minimum_fee"), Currency());
    if (least && !least->isNegative()) policy.sessionFeeMinimumMinor = least->minor();
    else values.problems << QStringLiteral("sessions.minimum_fee: give an amount, for example 1.00.");
    policy.confirmHours = values.number("sessions.confirm_hours", 1, 24 * 30);
    policy.sessionPaymentHours = values.number("sessions.payment_hours", 1, 24 * 30);
    policy.freeCancelHours = values.number("sessions.free_cancel_hours", 0, 24 * 30);
    policy.lateCancelPercent = values.number("sessions.late_cancel_percent", 0, 100);
    policy.claimHours = values.number("sessions.claim_hours", 1, 24 * 30);
    config.zoom.accountId = values.text("zoom.account_id");
    config.zoom.clientId = values.text("zoom.client_id");
    config.zoom.clientSecret = values.text("zoom.client_secret");
    config.zoom.host = values.text("zoom.host");
    config.zoom.oauthBase = values.text("zoom.oauth_base");
    config.zoom.apiBase = values.text("zoom.api_base");
    if (!config.zoom.accountId.isEmpty() && (config.zoom.clientId.isEmpty() || config.zoom.clientSecret.isEmpty()))
        values.problems << QStringLiteral("zoom.account_id is set, but zoom.client_id or zoom.client_secret is not: no meeting could be made.");
}

void readWays(Values& values, Policy& policy)
{
    policy.twoAdminsAboveMinor = readAmount(values, "money.two_admins_above", policy.defaultCurrency);
    policy.minimumTopUpMinor = readAmount(values, "money.minimum_top_up", policy.defaultCurrency);
    policy.maximumTopUpMinor = readAmount(values, "money.maximum_top_up", policy.defaultCurrency);
    for (const QString& name : values.list("money.offline_methods")) {
        PaymentMethod method{};
        if (fromText(name, method) && isOffline(method)) policy.offlineMethods << name;
        else values.problems << QStringLiteral("money.offline_methods: \"%1\" is none of cash, cheque, bank_transfer.").arg(name);
    }
    policy.offlineInstructions = values.text("money.offline_instructions");
    policy.offlineDays = values.number("money.offline_days", 1, 365);
    readPlans(values, policy);
    policy.country = values.text("tax.country").toUpper();
    policy.sellerDetails = values.text("tax.seller_details");
    readTaxes(values, policy);
}

void readPolicy(Values& values, Config& config)
{
    Policy& policy = config.policy;
    const auto currency = Currency::fromCode(values.text("money.currency"));
    if (currency) policy.defaultCurrency = *currency;
    else values.problems << QStringLiteral("money.currency: \"%1\" is not a currency this program knows.").arg(values.text("money.currency"));
    policy.platformShareBps = values.number("money.platform_share_bps", 0, 10'000);
    policy.holdDays = values.number("money.hold_days", 0, 365);
    policy.refundDays = values.number("money.refund_days", 0, 3650);
    policy.refundMaxPercent = values.number("money.refund_max_percent", 0, 100);
    policy.offerHours = values.number("courses.offer_hours", 1, 24 * 30);
    policy.paymentWindowHours = values.number("money.payment_window_hours", 1, 24 * 90);
    const auto minimum = Money::fromDecimal(values.text("money.minimum_withdrawal"), policy.defaultCurrency);
    if (minimum) policy.minimumWithdrawalMinor = minimum->minor();
    else values.problems << QStringLiteral("money.minimum_withdrawal: ") + minimum.error().detail;
    readWays(values, policy);
    policy.bankTransfers = values.text("stripe.bank_transfers") == u"true";
    policy.livemode = values.text("stripe.livemode") == u"true";
    policy.organisation = values.text("server.organisation");
    policy.publicUrl = values.text("server.public_url");
    while (policy.publicUrl.endsWith(u'/')) policy.publicUrl.chop(1);
    policy.publishableKey = values.text("stripe.publishable_key");
    policy.stripeJsUrl = values.text("stripe.js_url");
    if (const QStringList hosts = values.list("stripe.hosts"); !hosts.isEmpty()) policy.gatewayHosts = hosts;
    policy.maxUploadBytes = static_cast<qint64>(values.number("files.max_mib", 1, 1024 * 1024)) * 1024 * 1024;
    policy.maxBytesPerTeacher = static_cast<qint64>(values.number("files.max_gib_per_teacher", 1, 1024 * 1024)) * 1024 * 1024 * 1024;
    policy.minimumFreeBytes = static_cast<qint64>(values.number("files.min_free_mib", 0, 1024 * 1024 * 1024)) * 1024 * 1024;
    for (const QJsonValue account : QJsonDocument::fromJson(values.text("server.demo_accounts").toUtf8()).array()) {
        DemoAccount demo;
        const QJsonObject object = account.toObject();
        demo.name = object.value(QLatin1String("name")).toString();
        demo.email = object.value(QLatin1String("email")).toString();
        demo.password = object.value(QLatin1String("password")).toString();
        (void)fromText(object.value(QLatin1String("role")).toString(), demo.role);
        policy.demoAccounts.append(demo);
    }
}

void readServer(Values& values, Config& config)
{
    config.listener.address = values.text("server.address");
    config.listener.port = static_cast<quint16>(values.number("server.port", 0, 65535));
    config.listener.ioThreads = values.number("server.io_threads", 1, 64);
    config.listener.maxConnections = values.number("server.max_connections", 1, 100'000);
    config.listener.maxConnectionsPerAddress = values.number("server.max_connections_per_address", 1, 100'000);
    config.listener.headerTimeoutMs = values.number("server.header_timeout_ms", 100, 600'000);
    config.listener.bodyTimeoutMs = values.number("server.body_timeout_ms", 100, 600'000);
    config.listener.idleTimeoutMs = values.number("server.idle_timeout_ms", 100, 3'600'000);
    config.listener.tlsCertificateFile = values.text("server.tls_certificate");
    config.listener.tlsKeyFile = values.text("server.tls_key");
    config.workers = values.number("server.workers", 2, 256);
    config.workerQueue = values.number("server.worker_queue", 1, 100'000);
    config.dataDir = values.text("server.data_dir");
    config.tokenSecret = values.text("server.token_secret").toUtf8();
    if (config.dataDir.isEmpty()) values.problems << QStringLiteral("server.data_dir is not set: say where uploaded files go.");
    if (config.tokenSecret.size() < 32) values.problems << QStringLiteral("server.token_secret must have at least 32 characters, for example from `openssl rand -hex 32`.");
    config.limits = {values.number("limits.logins_per_minute", 1, 1'000'000), values.number("limits.registrations_per_minute", 1, 1'000'000),
                     values.number("limits.payments_per_minute", 1, 1'000'000), values.networks("server.trusted_proxies"), values.networks("server.metrics_allow")};
    config.settlementThreads = values.number("settlement.threads", 1, 16);
    config.settlementBatch = values.number("settlement.batch", 1, 1000);
    config.inboxWriters = values.number("settlement.inbox_writers", 1, 16);
}

} // namespace

Loaded loadConfig(const QString& iniFile, const QHash<QString, QString>& flags)
{
    Loaded loaded;
    if (!iniFile.isEmpty() && !QFileInfo(iniFile).isReadable()) loaded.problems << QStringLiteral("Cannot read the configuration file %1.").arg(iniFile);
    Values values(iniFile, flags);
    Config& config = loaded.config;
    readServer(values, config);
    readPolicy(values, config);
    readSessions(values, config);
    const auto port = static_cast<quint16>(values.number("database.port", 1, 65535));
    config.database = {values.text("database.host"), port, values.text("database.name"), values.text("database.user"), values.text("database.password")};
    config.owner = {values.text("database.host"), port, values.text("database.name"), values.text("database.owner"), values.text("database.owner_password")};
    config.stripe.secretKey = values.text("stripe.secret_key");
    config.stripe.apiBase = values.text("stripe.api_base");
    config.stripe.filesBase = values.text("stripe.files_base");
    config.stripe.timeoutMs = values.number("stripe.timeout_ms", 100, 120'000);
    for (const QString& secret : values.list("stripe.webhook_secrets")) config.webhookSecrets.append(secret.toUtf8());
    config.desk = {values.text("desk.holder"), values.text("desk.account"), values.text("desk.bank_code"), values.text("desk.bank_name")};
    if (!config.desk.number.isEmpty()) {
        if (!config.stripe.secretKey.isEmpty()) values.problems << QStringLiteral("desk.account and stripe.secret_key are both set: one gateway takes the payments. Leave one out.");
        if (config.desk.holder.isEmpty()) values.problems << QStringLiteral("desk.holder is not set: payers cannot send a transfer without it.");
        config.policy.bankTransfers = true;
    }
    config.smtp = {values.text("smtp.url"), values.text("smtp.user"), values.text("smtp.password"), values.text("smtp.from"), config.policy.organisation};
    config.policy.mailFrom = config.smtp.from;
    if (!config.stripe.secretKey.isEmpty() && config.webhookSecrets.isEmpty())
        values.problems << QStringLiteral("stripe.webhook_secrets is not set: payments would be taken and never settled.");
    config.clockOffsetFile = values.text("testing.clock_offset_file");
    if (!config.clockOffsetFile.isEmpty() && (config.policy.livemode || config.stripe.secretKey.startsWith(QLatin1String("sk_live_"))))
        values.problems << QStringLiteral("testing.clock_offset_file is for tests and cannot be set with live keys.");
    loaded.explained = values.explained;
    loaded.problems << values.problems;
    return loaded;
}

} // namespace lectern::daemon
