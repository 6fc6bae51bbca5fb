#pragma once
#include "sandbox/billing/lines.h"
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

// The life of an invoice of a subscription: draft → open → paid, void or uncollectible.
// https://docs.stripe.com/invoicing/overview#invoice-lifecycle. Each function stores what it changes and emits the
// events. An open invoice is paid by its PaymentIntent, whoever confirms that.

/// What an invoice is made of.
struct InvoicePlan
{
    QString customer;
    QJsonObject subscription; ///< empty for the preview of a new one
    QString currency;
    QString reason; ///< subscription_create, subscription_cycle, subscription_update, upcoming
    QJsonArray lines;
    Period period;
};

/// The draft, neither stored nor told of; as a preview shows it.
[[nodiscard]] QJsonObject draftInvoice(const Sandbox& sandbox, const InvoicePlan& plan);
/// Stores a draft with its id and its place at the subscription. No event yet.
[[nodiscard]] QJsonObject storeInvoice(Sandbox& sandbox, QJsonObject invoice);
/// Numbers it and makes its PaymentIntent; one of nothing, or covered by the customer's credit, is paid at once.
[[nodiscard]] Answer finalizeInvoice(Sandbox& sandbox, const QString& id);
/// Tries to collect with that payment method, or the subscription's or customer's default one. A failed attempt is an
/// error, and is told of by events.
[[nodiscard]] Answer collectInvoice(Sandbox& sandbox, const QString& id, const QString& paymentMethod = {});
/// Paid somewhere else.
[[nodiscard]] Answer settleOutOfBand(Sandbox& sandbox, const QString& id);
[[nodiscard]] Answer voidInvoice(Sandbox& sandbox, const QString& id);
/// No more attempts by themselves: its subscription ended.
void stopCollecting(Sandbox& sandbox, const QString& id);

/// The PaymentIntent of an open or paid invoice, and the other way round; empty when there is none.
[[nodiscard]] QString intentOfInvoice(const Sandbox& sandbox, const QString& invoiceId);
[[nodiscard]] QString invoiceOfIntent(const Sandbox& sandbox, const QString& intentId);
[[nodiscard]] QString subscriptionOf(const QJsonObject& invoice);
void registerInvoiceTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
