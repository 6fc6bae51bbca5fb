#pragma once
#include "domain/schedules.h"

namespace lectern::stripe {

struct Intent;

/// A way to pay that is kept for a customer (docs.stripe.com/api/payment_methods/object), without its default mark.
using GatewayMethod = SavedMethod;

/// docs.stripe.com/api/setup_intents/object
struct Setup {
    QString id;
    QString clientSecret; ///< for the payer's browser only; never stored, never logged
    QString customerId;
    QString status;       ///< "succeeded" when a method was kept
};

/// A collection without the payer. The same attempt sends the same parameters with the same key.
struct CollectRequest {
    PaymentId payment;
    Money amount;
    QString customerId;
    QString methodId;
    QString intentId; ///< of an earlier attempt; empty: none was made yet
    int attempt = 1;
};

/// docs.stripe.com/api/checkout/sessions/object
struct GatewaySession {
    QString id;
    QString url;    ///< empty when it is over
    SessionState state = SessionState::Open;
    qint64 expiresAt = 0; ///< Unix seconds
    QString paymentId; ///< metadata.payment_id: ours
    bool livemode = false;
};
struct SessionRequest {
    SessionId session;
    PaymentId payment;
    Money amount;
    QString title;
    QString email;      ///< of the payer
    QString customerId; ///< keeps the method for later; empty: the payer is nobody's customer
    QString returnUrl;  ///< where the page goes when it is done; it says nothing about money
    QString cancelUrl;
};

/// What is kept for payers at the gateway, and its own checkout page. Errors are those of Gateway.
class PayerGateway
{
public:
    virtual ~PayerGateway() = default;
    /// Id of the customer that is made, once, for a user.
    virtual Result<QString> createCustomer(const User& user) = 0;
    virtual Result<QList<GatewayMethod>> listMethods(const QString& customer) = 0;
    virtual Result<Done> setDefaultMethod(const QString& customer, const QString& method) = 0;
    virtual Result<Done> detachMethod(const QString& method) = 0;
    virtual Result<Setup> createSetup(const QString& customer, const QString& key) = 0;
    virtual Result<Setup> retrieveSetup(const QString& id) = 0;
    /// Whether what pays an open intent is kept for the customer, who may not be known to it yet.
    virtual Result<Intent> keepMethod(const QString& intent, const QString& customer, bool keep) = 0;
    /// A declined collection is an answer, not an error: its intent is Failed and says why.
    virtual Result<Intent> collect(const CollectRequest& request) = 0;
    /// The intent that was made for a payment, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<Intent>> findIntent(const QString& customer, const PaymentId& payment) = 0;
    /// Money of bank transfers that belongs to no payment, one amount per currency (docs.stripe.com/payments/customer-balance).
    virtual Result<QList<Money>> cashBalance(const QString& customer) = 0;
    /// Sends some of it back to where it came from. The same `key` sends once.
    virtual Result<Done> returnCash(const QString& customer, const Money& amount, const QString& email, const QString& key) = 0;
    virtual Result<GatewaySession> createSession(const SessionRequest& request) = 0;
    virtual Result<GatewaySession> retrieveSession(const QString& id) = 0;
    virtual Result<GatewaySession> expireSession(const QString& id) = 0;
};

} // namespace lectern::stripe
