#include "domain/subscriptions.h"
#include "domain/enumtext.h"
#include "domain/fields/subscriptions.h"

namespace lectern {

LECTERN_ENUM(SubscriptionState, {SubscriptionState::Incomplete, "incomplete"}, {SubscriptionState::Trialing, "trialing"}, {SubscriptionState::Active, "active"}, {SubscriptionState::PastDue, "past_due"}, {SubscriptionState::Cancelled, "cancelled"})
LECTERN_ENUM(InvoiceState, {InvoiceState::Draft, "draft"}, {InvoiceState::Open, "open"}, {InvoiceState::Paid, "paid"}, {InvoiceState::Void, "void"}, {InvoiceState::Uncollectible, "uncollectible"})

LECTERN_JSON(Subscription, subscriptionFromJson)
LECTERN_JSON(SubscriptionInvoice, subscriptionInvoiceFromJson)
LECTERN_JSON(SubscriptionChangeForm, subscriptionChangeFormFromJson)
LECTERN_JSON(SubscriptionChange, subscriptionChangeFromJson)
LECTERN_JSON(SubscriptionEndForm, subscriptionEndFormFromJson)

} // namespace lectern
