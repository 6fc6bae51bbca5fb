#pragma once
#include "sandbox/billing/subscriptions.h"

namespace lectern::sandbox {

// Changing what a subscription consists of: https://docs.stripe.com/billing/subscriptions/prorations

/// How a change is billed.
struct ChangeTerms
{
    QString proration = QStringLiteral("create_prorations"); ///< or always_invoice, none
    qint64 at = 0;                                           ///< proration_date
    bool restart = false;                                    ///< billing_cycle_anchor=now
};

/// The items as they would be after `changes` (`items[]` of a request): {id, price | price_data, quantity, deleted}.
[[nodiscard]] Expected<QJsonArray> itemsAfter(Sandbox& sandbox, const QJsonObject& subscription,
                                              const QJsonArray& changes);
/// Puts the new items on the subscription and bills the difference: with the next invoice, at once, or not at all. A
/// new interval begins a new period now, which is invoiced at once.
void changeItems(Sandbox& sandbox, const QString& id, const QJsonArray& items, const ChangeTerms& terms);
/// The invoice that would come next after such a change, not stored:
/// https://docs.stripe.com/api/invoices/create_preview
[[nodiscard]] QJsonObject previewInvoice(Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& items,
                                         const ChangeTerms& terms);
[[nodiscard]] Refusal checkProrationDate(const QJsonObject& subscription, qint64 at);

} // namespace lectern::sandbox
