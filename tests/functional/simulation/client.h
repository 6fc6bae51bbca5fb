#pragma once
#include "support/apiclient.h"
#include <QJsonObject>
#include <functional>

/// Whoever does a fact: a person's program, or a test's hand on the gateway.
namespace lectern::simulation {

class Stage;

/// Somebody with an account at the school.
struct Account {
    QString id;
    QString token;
};

/// A difference that ends the run; what it was is printed with the seed.
struct Difference {
    QString text;
};

/// Connections of its own to server and gateway; for one thread.
class Client
{
public:
    explicit Client(Stage& stage);
    /// Sends until there is a definite answer: what was lost on the way is asked for again with the same key, as clients do.
    test::Reply call(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body = {}, const QByteArray& key = {});
    /// The same, and anything but success is a difference. Where an answer was lost, that it was done already is success, too; what it
    /// came to is compared with everything else.
    QJsonObject must(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body = {}, const QByteArray& key = {});
    /// The same of what is refused for a while: asked again, with the clocks moved on, until it is done.
    QJsonObject inTheEnd(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key);
    /// The sandbox's control API.
    QJsonObject control(const QString& path, const QJsonObject& body = {});
    QJsonObject look(const QString& path); ///< GET of the control API
    /// The gateway's API, as the owner of the account.
    QJsonObject gateway(const QString& path);
    /// A test card becomes one of the customer's.
    void attach(const QString& card, const QString& customer);
    /// The payer leaves a test card for what a trial ends in.
    void keep(const QString& setup, const QString& card);
    /// The payer confirms the intent with a test card, as Stripe.js would.
    QJsonObject pay(const QString& intent, const QString& clientSecret, const QString& card);

private:
    QJsonObject post(const QString& token, const QString& path, const QByteArray& form); ///< to the gateway
    Stage& m_stage;
    bool m_hasLost = false; ///< an answer of the last call
    test::ApiClient m_server;
    test::ApiClient m_control;
    test::ApiClient m_gateway;
};

/// What makes a fact happen. It runs beside others, later than it was decided.
using Deed = std::function<void(Client&)>;

} // namespace lectern::simulation
