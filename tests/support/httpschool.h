#pragma once
#include "support/apiclient.h"
#include "support/processes.h"

namespace lectern::test {

/// A logged-in person over HTTP.
struct Person {
    QString id;
    QString email;
    QString token;
    QString refreshToken;
    std::shared_ptr<ApiClient> client;
    ApiClient* operator->() const { return client.get(); }
};

/// The real server with the real sandbox over a database of its own, and the stories that tests begin with.
class HttpSchool
{
public:
    explicit HttpSchool(TestCluster& cluster = TestCluster::shared());
    /// Starts both programs and makes an admin.
    [[nodiscard]] bool start();
    [[nodiscard]] bool restart() { return daemon.start(); }

    TestDatabase database;
    Sql sql{database.superuser()};
    DaemonProcess daemon{database.app()};
    SandboxProcess sandbox;
    Person admin;

    Person registerAs(const QString& role);
    Person login(const QString& email, const QString& password);
    /// Id of a launched course of `teacher` with one article; "0" is free of charge.
    QString launchedCourse(const Person& teacher, const QString& feeMinor = QStringLiteral("4999"));
    QJsonObject cardOf(const QString& title, const QString& feeMinor);
    /// Enrolls and answers the checkout.
    QJsonObject checkout(const Person& student, const QString& course);
    /// Pays in the sandbox as the checkout page would.
    QJsonObject pay(const QJsonObject& checkout, const QString& card = QStringLiteral("pm_card_visa"));
    /// Sets up the teacher's account for payouts, as the gateway's own pages would; its id.
    QString onboard(const Person& teacher);
    QString enrollmentState(const QString& id) { return sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(id)); }
    [[nodiscard]] bool booksBalance() { return daemon.command({QStringLiteral("verify-ledger")}) == 0; }

    /// Enrollments with payments that wait, made by SQL: gateway ids `<prefix>1…n`, 49.99 USD each.
    void seedPayments(const Person& teacher, const QString& course, int count, const QString& prefix);

    static constexpr const char* kPassword = "correct horse battery";

private:
    QString category();
    Person toPerson(const QJsonObject& session);
};

/// Body of payment_intent.succeeded for one of seedPayments().
[[nodiscard]] QByteArray successEvent(const QString& gatewayId);
/// POSTs a signed event over a connection of its own; the status, 0 without an answer.
[[nodiscard]] int postEvent(quint16 port, const QByteArray& body, const QByteArray& signature);
[[nodiscard]] QByteArray signedNow(const QByteArray& body);
/// Sends events as a gateway does, from several threads, again and again until each is acknowledged or `timeoutMs` is over.
[[nodiscard]] bool deliverAll(quint16 port, const QList<QByteArray>& bodies, int timeoutMs, int threads = 4);

} // namespace lectern::test
