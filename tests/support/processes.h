#pragma once
#include "support/testcluster.h"
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

namespace lectern::test {

/// A program of the product under test. Its output goes to a file that is shown when the test fails.
class Program
{
public:
    explicit Program(const QString& name);
    ~Program(); ///< ends it, by force when it does not go
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Waits for the line "… listening on …" and keeps what follows it.
    [[nodiscard]] bool startAndWait(const QStringList& arguments, const QStringList& prefix = {});
    void kill(); ///< -9
    /// SIGTERM and wait; the exit code, -1 when it had to be killed.
    int terminate(int timeoutMs = 20'000);
    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] QByteArray log() const;
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

protected:
    QTemporaryDir m_dir;

private:
    QString m_name;
    QProcess m_process;
    QString m_address;
    int m_runs = 0;
};

/// lectern-sandbox, with its control API.
class SandboxProcess : public Program
{
public:
    SandboxProcess() : Program(QStringLiteral("lectern-sandbox")) {}
    /// `daemon`: where events go, signed with DaemonProcess::kWebhookSecret; empty: nowhere.
    [[nodiscard]] bool start(const QString& daemon = {});
    [[nodiscard]] QString url() const { return address(); }
    QJsonObject control(const QByteArray& method, const QString& path, const QJsonObject& body = {});
    /// Adds a fault rule and removes the others.
    void fault(const QJsonObject& rule);
    void clearFaults() { (void)control("DELETE", QStringLiteral("faults")); }
    void flush() { (void)control("POST", QStringLiteral("flush")); }
    /// The payer confirms the intent with a test card, as Stripe.js would.
    QJsonObject pay(const QString& intent, const QString& clientSecret, const QString& card = QStringLiteral("pm_card_visa"));
    QJsonObject api(const QByteArray& method, const QString& path, const QByteArray& form = {});
};

/// lecternd over `database`. Settings have test defaults; `set()` changes one before (re)starting.
class DaemonProcess : public Program
{
public:
    explicit DaemonProcess(const store::DatabaseConfig& database);
    void set(const char* key, const QString& value) { m_settings.insert(QLatin1String(key), value); }
    void useGateway(const QString& url);
    [[nodiscard]] bool start(const QStringList& prefix = {});
    [[nodiscard]] QString url() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString dataDir() const { return m_settings.value(QStringLiteral("server.data_dir")); }
    /// Runs another command of lecternd (verify-ledger, create-admin …); its exit code.
    int command(const QStringList& words, const QByteArray& input = {}, QByteArray* output = nullptr);
    /// A port that stays the same over restarts, so that the gateway finds the server again.
    void keepPort();
    [[nodiscard]] QString configuredUrl() const { return QStringLiteral("http://127.0.0.1:") + m_settings.value(QStringLiteral("server.port")); }

    static constexpr const char* kWebhookSecret = "whsec_functional_test";

private:
    [[nodiscard]] QStringList flags() const;
    QMap<QString, QString> m_settings;
};

/// A real SMTP server that keeps mails in a Maildir.
class MailServer
{
public:
    [[nodiscard]] bool start();
    ~MailServer();
    [[nodiscard]] QString url() const { return QStringLiteral("smtp://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] QList<QByteArray> mails() const;

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
};

[[nodiscard]] quint16 freePort();

} // namespace lectern::test
