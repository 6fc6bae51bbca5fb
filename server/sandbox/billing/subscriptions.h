#pragma once
#include "sandbox/billing/lines.h"
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

// The life of a subscription: https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle
// Periods, trials and ends come by the sandbox's clock; each function stores what it changes and emits the events.

/// A subscription that is to begin.
struct SubscriptionPlan
{
    QJsonObject given;          ///< fields of the object as they shall be: customer, metadata, payment_settings …
    QJsonArray items;           ///< {price: the object, quantity, metadata}
    QJsonArray singles;         ///< {price, quantity}: paid once, with the first invoice
    qint64 trialEnd = 0;        ///< 0: no trial
    bool asksForMethod = false; ///< a trial gets a pending_setup_intent even when the customer has a default method
    bool collects = false;      ///< tries to pay at once, instead of waiting for the customer (default_incomplete)
};

[[nodiscard]] Answer startSubscription(Sandbox& sandbox, const SubscriptionPlan& plan);
/// Ends it now. `reason`: cancellation_requested or payment_failed.
[[nodiscard]] Answer cancelSubscription(Sandbox& sandbox, const QString& id, const QString& reason);
void setSubscriptionStatus(Sandbox& sandbox, const QString& id, const QString& status);
/// Stores a changed subscription and tells about it, unless nothing differs.
void publishSubscription(Sandbox& sandbox, const QJsonObject& before, const QJsonObject& after);
[[nodiscard]] bool hasEnded(const QJsonObject& subscription);

/// The items, all of one interval, with the period that they are in.
[[nodiscard]] QJsonArray itemsOf(const QJsonObject& subscription);
void setItems(QJsonObject& subscription, QJsonArray items, const Period& period);
[[nodiscard]] Period periodOf(const QJsonArray& items);
[[nodiscard]] QJsonObject newItem(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& price,
                                  qint64 quantity, const QJsonObject& metadata);
void putPrice(QJsonObject& item, const QJsonObject& price);
/// What is wrong with billing these items together, if anything.
[[nodiscard]] Refusal checkItems(const QJsonArray& items);
/// Begins a new period when this one ends.
void scheduleCycle(Sandbox& sandbox, const QJsonObject& subscription);
/// The end of its trial was moved; `now` ends it.
void moveTrialEnd(Sandbox& sandbox, const QString& id, qint64 trialEnd);
/// Makes and stores an invoice of the subscription as its latest one, and tells of it.
[[nodiscard]] QJsonObject invoiceSubscription(Sandbox& sandbox, const QString& id, const QString& reason,
                                              const QJsonArray& lines, const Period& period);
/// Lines that wait for the next invoice; `take` removes them.
[[nodiscard]] QJsonArray pendingLines(Sandbox& sandbox, const QString& id, bool take);
void addPendingLines(Sandbox& sandbox, const QString& id, const QJsonArray& lines);
void registerSubscriptionTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
