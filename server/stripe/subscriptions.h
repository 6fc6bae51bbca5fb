#pragma once
#include "domain/subscriptions.h"

namespace lectern::stripe {

/// docs.stripe.com/api/subscriptions/object, with one item.
struct GatewaySubscription {
    QString id;
    QString status;         ///< Stripe's word
    QString subscriptionId; ///< metadata.subscription_id: ours
    PlanId plan;            ///< metadata.plan_id: ours
    QString itemId;
    Money price;
    PlanInterval interval = PlanInterval::Month;
    bool endsAtPeriodEnd = false;
    QString pendingSetup;   ///< "seti_…": a method for the time after the trial is still to be given
    QString firstIntent;    ///< of its newest invoice, where that was expanded
    std::optional<Money> firstDue; ///< what that invoice collects, after the customer's credit; likewise
    QString endReason;      ///< cancellation_details.reason: "cancellation_requested", "payment_failed"…
    std::optional<QDateTime> trialEnd;
    std::optional<QDateTime> periodEnd;
    std::optional<QDateTime> endedAt;
    bool livemode = false;
};

/// docs.stripe.com/api/invoices/object
struct GatewayInvoice {
    QString id;
    QString number;
    InvoiceState state = InvoiceState::Draft;
    Money total;
    Money due;        ///< total less what a credit covered
    QString intentId; ///< that collects it; empty: none yet
    QDateTime periodStart;
    QDateTime periodEnd;
    QDateTime createdAt;
    Money unused;     ///< its negative lines together, as a positive amount
};

/// What a period costs, of which course.
struct SubscriptionTerms {
    QString product; ///< "prod_…"
    Money price;
    PlanInterval interval = PlanInterval::Month;
    PlanId plan;
};
struct SubscriptionRequest {
    SubscriptionId subscription;
    QString customerId;
    SubscriptionTerms terms;
    int trialDays = 0;
};
struct SubscriptionUpdate {
    QString id;
    QString itemId;
    SubscriptionTerms terms;
    QDateTime at; ///< prorated to this second
    bool prorates = true; ///< else the next invoice is the first that knows of it
};

/// Subscriptions and their invoices at the gateway. Errors are those of Gateway.
class SubscriptionGateway
{
public:
    virtual ~SubscriptionGateway() = default;
    /// Id of the product that is made, once, for a course.
    virtual Result<QString> createProduct(const CourseId& course, const QString& title) = 0;
    /// Waits for its first payment, or with a trial for a method.
    virtual Result<GatewaySubscription> createSubscription(const SubscriptionRequest& request) = 0;
    virtual Result<GatewaySubscription> retrieveSubscription(const QString& id) = 0;
    /// The one that was made for ours, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<GatewaySubscription>> findSubscription(const QString& customer, const SubscriptionId& subscription) = 0;
    virtual Result<GatewaySubscription> endAtPeriod(const QString& id, bool ends) = 0;
    virtual Result<GatewaySubscription> cancelSubscription(const QString& id) = 0;
    virtual Result<Done> setSubscriptionMethod(const QString& id, const QString& method) = 0;
    virtual Result<GatewayInvoice> previewUpdate(const SubscriptionUpdate& update) = 0;
    /// `key` names the request that wants it.
    virtual Result<GatewaySubscription> updateSubscription(const SubscriptionUpdate& update, const QString& key) = 0;
    /// Nobody may pay it any more. Repeating it changes nothing.
    virtual Result<Done> voidInvoice(const QString& id) = 0;
    /// Newest first, at most 100.
    virtual Result<QList<GatewayInvoice>> listInvoices(const QString& subscription) = 0;
};

} // namespace lectern::stripe
