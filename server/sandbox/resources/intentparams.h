#pragma once
#include "sandbox/api/call.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/paymentmethods.h"

#include <optional>

namespace lectern::sandbox {

// What the routes of payment_intents and of setup_intents take alike, and how they show themselves to browsers.

#define SANDBOX_METHOD_DATA_SCHEMA                                                                                     \
    "payment_method_data{type!:id allow_redisplay:str metadata:map " SANDBOX_CARD_SCHEMA " " SANDBOX_BILLING_SCHEMA    \
    "} "                                                                                                               \
    "mandate_data{customer_acceptance!{type!:online|offline accepted_at:int offline{} online{infer_from_client:bool "  \
    "ip_address:str user_agent:str}}}"
#define SANDBOX_METHOD_OPTIONS_SCHEMA                                                                                  \
    "payment_method_options{card{request_three_d_secure:any|automatic|challenge setup_future_usage:str} "              \
    "customer_balance{funding_type:bank_transfer "                                                                     \
    "bank_transfer{type!:eu_bank_transfer|gb_bank_transfer|us_bank_transfer "                                          \
    "eu_bank_transfer{country!:id}}} sepa_debit{setup_future_usage:str} "                                              \
    "us_bank_account{setup_future_usage:str verification_method:automatic|instant|skip}}"
#define SANDBOX_AUTOMATIC_METHODS_SCHEMA "automatic_payment_methods{enabled!:bool allow_redirects:always|never}"

/// Which of the two a route is about, in the words of its messages.
struct IntentKind
{
    QString object; ///< payment_intent: the key in errors, the prefix of codes
    QString noun;   ///< payment_intent, setupintent: "No such …"
    QString name;   ///< PaymentIntent
    QJsonObject (*publicView)(const QJsonObject& intent);
};

/// The intent of the URL; with a publishable key, only to those who have its client secret.
[[nodiscard]] Answer intentOf(const Call& call, const Collection& intents, const IntentKind& kind);
/// The answer as its caller may see it: a publishable key gets the public view, in errors too.
[[nodiscard]] Answer shownTo(const Call& call, Answer answer, const IntentKind& kind);
/// The keys of `intent` that are named.
[[nodiscard]] QJsonObject onlyKeys(const QJsonObject& intent, std::initializer_list<QLatin1StringView> keys);

/// Whether the sandbox knows every payment_method_types[], and the customer.
[[nodiscard]] Refusal checkMethodTypes(const Call& call);
/// A list of types, or those of the dashboard: not both.
[[nodiscard]] Refusal checkOneKindOfTypes(const Call& call);
/// Writes down which types a new intent takes. Without a list the dashboard's are on: the default since 2023-08-16.
void setMethodTypes(const Call& call, QJsonObject& intent);
void mergeMethodOptions(const Call& call, QJsonObject& intent);
/// The payment method that a request names or carries, if any, checked against the intent's customer.
[[nodiscard]] Expected<std::optional<QJsonObject>> givenMethod(Call& call, const QJsonObject& intent);
/// The same, or else the one that the intent has already.
[[nodiscard]] Expected<std::optional<QJsonObject>> givenOrStoredMethod(Call& call, const QJsonObject& intent);
[[nodiscard]] Confirmation howToConfirm(const Call& call);
/// Payment methods of the dashboard may redirect, so Stripe wants to know where to before it confirms.
[[nodiscard]] Refusal checkReturnUrl(const Call& call, const QJsonObject& intent, const Confirmation& how);
[[nodiscard]] QString missingMethodMessage(const IntentKind& kind);

} // namespace lectern::sandbox
