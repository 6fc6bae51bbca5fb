#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;
struct TestCard;

/// Makes a payment method of a test card and stores it. `details`: exp_month, exp_year, cvc; what is missing gets a
/// default.
/// Stores a new payment method: `facts` is its part named as the type, `secrets` what Stripe knows beside it.
[[nodiscard]] QJsonObject storeMethod(Sandbox& sandbox, const QString& type, const QJsonObject& facts,
                                      const QJsonObject& billingDetails, QJsonObject secrets);
[[nodiscard]] QJsonObject makeCardMethod(Sandbox& sandbox, const TestCard& card, const QJsonObject& details,
                                         const QJsonObject& billingDetails);
/// From `type`, `card[number]…` or `card[token]`, `us_bank_account[…]`, `sepa_debit[iban]`, `billing_details[…]` as
/// they stand in payment_method_data.
[[nodiscard]] Answer methodFromData(Sandbox& sandbox, const QJsonObject& data, const QString& paramPrefix);
/// A stored payment method, or a new one for `pm_card_visa`, `pm_usBankAccount_success` and the like.
[[nodiscard]] Answer resolveMethod(Sandbox& sandbox, const QString& id);
/// The test card behind a payment method; null for other kinds of methods.
[[nodiscard]] const TestCard* cardOf(const Sandbox& sandbox, const QString& paymentMethod);
/// A private mark beside a payment method: "used", "set_up".
[[nodiscard]] bool hasMark(const Sandbox& sandbox, const QString& paymentMethod, const QString& mark);
void setMark(Sandbox& sandbox, const QString& paymentMethod, const QString& mark);
/// Attaches to a customer: stores, emits payment_method.attached. Some cards refuse.
[[nodiscard]] Answer attachMethod(Sandbox& sandbox, const QJsonObject& method, const QString& customer);

/// The schema of `card` and its likes, and of `billing_details`, as forms carry them.
#define SANDBOX_CARD_SCHEMA                                                                                            \
    "card{number:id exp_month:int exp_year:int cvc:str token:id networks{preferred:str}} customer_balance{} "          \
    "sepa_debit{iban:id} us_bank_account{account_holder_type:individual|company account_number:id "                    \
    "account_type:checking|savings routing_number:id}"
#define SANDBOX_ADDRESS_SCHEMA "address{city:str country:str line1:str line2:str postal_code:str state:str}"
#define SANDBOX_BILLING_SCHEMA "billing_details{" SANDBOX_ADDRESS_SCHEMA " email:str name:str phone:str tax_id:str}"

} // namespace lectern::sandbox
