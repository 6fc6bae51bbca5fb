#pragma once
#include "sandbox/core/apierror.h"

#include <QJsonArray>

namespace lectern::sandbox {

struct Sandbox;

// A Checkout Session from the page's point of view: https://docs.stripe.com/payments/checkout/how-checkout-works

/// What the customer gives on the page.
struct CheckoutEntry
{
    QString paymentMethod; ///< an id, or pm_card_visa and the like
    QString email;         ///< when the session does not know it
};

/// The page was sent off: makes the intent (or the subscription), and tries to collect. Returns the session, which is
/// still open when the bank wants to hear from the customer, or the decline.
[[nodiscard]] Answer submitCheckout(Sandbox& sandbox, const QString& id, const CheckoutEntry& entry);
[[nodiscard]] Answer expireCheckout(Sandbox& sandbox, const QString& id);
/// Stores a new session and what is to come of it; it expires by itself. `plan`: `items` (its line items), and
/// payment_intent_data, setup_intent_data, subscription_data as they were given.
[[nodiscard]] QJsonObject openCheckout(Sandbox& sandbox, QJsonObject session, QJsonObject plan);
[[nodiscard]] QJsonArray checkoutItems(const Sandbox& sandbox, const QString& id);
/// The client secret of the intent that this open session waits for; empty when it waits for none.
[[nodiscard]] QString checkoutSecret(const Sandbox& sandbox, const QJsonObject& session);
/// Where the customer goes when it is done, with the session's id in place.
[[nodiscard]] QString checkoutReturn(const QJsonObject& session);
void registerCheckoutTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
