#include "sandbox/api/router.h"
#include "sandbox/payments/cashbalances.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/payments/intents.h"
#include "sandbox/resources/intentparams.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define SHIPPING_SCHEMA "shipping{name:str phone:str carrier:str tracking_number:str " SANDBOX_ADDRESS_SCHEMA "}"
#define TEXT_SCHEMA                                                                                                    \
    "description:str metadata:map receipt_email:str " SHIPPING_SCHEMA                                                  \
    " statement_descriptor:str statement_descriptor_suffix:str transfer_group:str"

constexpr char CreateSchema[] =
    "amount!:int currency!:id " SANDBOX_AUTOMATIC_METHODS_SCHEMA " capture_method:automatic|automatic_async|manual "
    "confirm:bool confirmation_method:automatic|manual customer:id "
    "error_on_requires_action:bool off_session:any payment_method:id "
    "payment_method_types[]:id return_url:id setup_future_usage:off_session|on_session "
    "use_stripe_sdk:bool " SANDBOX_METHOD_DATA_SCHEMA " " SANDBOX_METHOD_OPTIONS_SCHEMA " " TEXT_SCHEMA;
constexpr char UpdateSchema[] =
    "amount:int currency:id customer:id payment_method:str payment_method_types[]:id setup_future_usage:str "
    "capture_method:automatic|automatic_async|manual " SANDBOX_METHOD_DATA_SCHEMA " " SANDBOX_METHOD_OPTIONS_SCHEMA
    " " TEXT_SCHEMA;
constexpr char ConfirmSchema[] =
    "client_secret:id error_on_requires_action:bool off_session:any payment_method:id payment_method_types[]:id "
    "receipt_email:str return_url:id "
    "setup_future_usage:str use_stripe_sdk:bool expected_payment_method_type:id "
    "capture_method:automatic|automatic_async|manual " SANDBOX_METHOD_DATA_SCHEMA " " SANDBOX_METHOD_OPTIONS_SCHEMA
    " " SHIPPING_SCHEMA;

/// What a publishable key may see of an intent.
QJsonObject publicView(const QJsonObject& intent)
{
    return onlyKeys(intent, {"id"_L1,
                             "object"_L1,
                             "amount"_L1,
                             "amount_details"_L1,
                             "automatic_payment_methods"_L1,
                             "canceled_at"_L1,
                             "cancellation_reason"_L1,
                             "capture_method"_L1,
                             "client_secret"_L1,
                             "confirmation_method"_L1,
                             "created"_L1,
                             "currency"_L1,
                             "description"_L1,
                             "last_payment_error"_L1,
                             "livemode"_L1,
                             "next_action"_L1,
                             "payment_method"_L1,
                             "payment_method_configuration_details"_L1,
                             "payment_method_types"_L1,
                             "processing"_L1,
                             "receipt_email"_L1,
                             "setup_future_usage"_L1,
                             "shipping"_L1,
                             "source"_L1,
                             "status"_L1});
}

const IntentKind& kind()
{
    static const IntentKind payments{u"payment_intent"_s, u"payment_intent"_s, u"PaymentIntent"_s, publicView};
    return payments;
}

Answer shown(const Call& call, const Answer& answer) { return shownTo(call, answer, kind()); }

Answer intentOf(const Call& call) { return intentOf(call, call.sandbox.store.paymentIntents, kind()); }

void applyTexts(const Call& call, QJsonObject& intent)
{
    copyParams(call, intent,
               {"description"_L1, "receipt_email"_L1, "shipping"_L1, "statement_descriptor"_L1,
                "statement_descriptor_suffix"_L1, "transfer_group"_L1, "setup_future_usage"_L1, "customer"_L1,
                "capture_method"_L1});
    mergeMetadata(call, intent);
    mergeMethodOptions(call, intent);
    if (call.has("payment_method_types"_L1))
        intent["payment_method_types"_L1] = call.params.value("payment_method_types"_L1);
}

QJsonObject newIntent(const Call& call)
{
    QJsonObject intent = blankIntent(call.sandbox, call.number("amount"_L1), call.text("currency"_L1).toLower());
    copyParams(call, intent, {"confirmation_method"_L1});
    setMethodTypes(call, intent);
    applyTexts(call, intent);
    return intent;
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    if (Refusal refusal = checkAmount(call.number("amount"_L1), call.text("currency"_L1).toLower())) return *refusal;
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    if (Refusal refusal = checkOneKindOfTypes(call)) return *refusal;
    const bool confirm = call.flag("confirm"_L1);
    for (const QLatin1StringView name : {"off_session"_L1, "return_url"_L1, "error_on_requires_action"_L1}) {
        if (call.has(name) && !confirm)
            return invalidRequest(u"You cannot use `%1` without `confirm=true`."_s.arg(name), name);
    }
    QJsonObject intent = newIntent(call);
    Expected<std::optional<QJsonObject>> method = givenMethod(call, intent);
    if (!method) return method.error();
    const Confirmation how = howToConfirm(call);
    if (confirm) {
        if (Refusal refusal = checkReturnUrl(call, intent, how)) return *refusal;
        if (!method->has_value()) return unexpectedState(missingMethodMessage(kind()), intent);
    }
    if (method->has_value()) {
        intent["payment_method"_L1] = (**method).value("id"_L1);
        intent["status"_L1] = u"requires_confirmation"_s;
    }
    sandbox.store.paymentIntents.put(intent);
    sandbox.events.emitEvent(u"payment_intent.created"_s, intent);
    return confirm ? confirmIntent(sandbox, intent, **method, how) : Answer(intent);
}

Answer retrieve(Call& call) { return shown(call, intentOf(call)); }

Answer list(Call& call)
{
    return listPage(call, call.sandbox.store.paymentIntents, {u"customer"_s, call.text("customer"_L1)});
}

Answer update(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return found;
    QJsonObject intent = *found;
    const QString status = intent.value("status"_L1).toString();
    for (const QLatin1StringView name : {"amount"_L1, "currency"_L1, "customer"_L1, "payment_method"_L1,
                                         "payment_method_data"_L1, "capture_method"_L1}) {
        if (call.has(name) && !isConfirmable(intent))
            return unexpectedState(
                u"This PaymentIntent's %1 could not be updated because it has a status of %2. You may only update the "
                u"%1 of a "
                "PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, "
                "requires_action."_s.arg(name, status),
                intent);
    }
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    const QString currency =
        call.has("currency"_L1) ? call.text("currency"_L1).toLower() : intent.value("currency"_L1).toString();
    const qint64 amount = call.number("amount"_L1, intent.value("amount"_L1).toInteger());
    if (Refusal refusal = checkAmount(amount, currency)) return *refusal;
    applyTexts(call, intent);
    intent["amount"_L1] = amount;
    intent["currency"_L1] = currency;
    Expected<std::optional<QJsonObject>> method = givenMethod(call, intent);
    if (!method) return method.error();
    const bool otherAmount = found->value("amount"_L1) != intent.value("amount"_L1);
    if (method->has_value() || (otherAmount && found->value("next_action"_L1).isObject())) {
        unapplyTransfers(call.sandbox, *found);
        if (method->has_value()) intent["payment_method"_L1] = (**method).value("id"_L1);
        intent["status"_L1] = u"requires_confirmation"_s;
        intent["next_action"_L1] = QJsonValue::Null;
    }
    call.sandbox.store.paymentIntents.put(intent);
    return intent;
}

Answer confirm(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return found;
    QJsonObject intent = *found;
    const QString status = intent.value("status"_L1).toString();
    if (status == "succeeded"_L1)
        return shown(
            call,
            unexpectedState(
                u"You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."_s,
                intent));
    if (!isConfirmable(intent))
        return shown(call,
                     unexpectedState(
                         u"You cannot confirm this PaymentIntent because it has a status of %1. Only a PaymentIntent "
                         u"with one of the "
                         "following statuses may be confirmed: requires_confirmation, requires_action."_s.arg(status),
                         intent));
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    applyTexts(call, intent);
    Expected<std::optional<QJsonObject>> method = givenOrStoredMethod(call, intent);
    if (!method) return shown(call, method.error());
    if (!method->has_value()) return shown(call, unexpectedState(missingMethodMessage(kind()), intent));
    const Confirmation how = howToConfirm(call);
    if (Refusal refusal = checkReturnUrl(call, intent, how)) return *refusal;
    return shown(call, confirmIntent(call.sandbox, intent, **method, how));
}

Answer capture(Call& call)
{
    Answer intent = intentOf(call);
    if (!intent) return intent;
    const QString status = intent->value("status"_L1).toString();
    if (status != "requires_capture"_L1)
        return unexpectedState(u"This PaymentIntent could not be captured because it has a status of %1. Only a "
                               u"PaymentIntent with one of the following "
                               "statuses may be captured: requires_capture."_s.arg(status),
                               *intent);
    const qint64 capturable = intent->value("amount_capturable"_L1).toInteger();
    const qint64 amount = call.number("amount_to_capture"_L1, capturable);
    if (amount < 1 || amount > capturable)
        return invalidRequest(
            u"The amount to capture (%1) is invalid for this PaymentIntent; it can be at most %2."_s.arg(amount).arg(
                capturable),
            u"amount_to_capture"_s, u"amount_too_large"_s);
    QJsonObject changed = *intent;
    mergeMetadata(call, changed);
    return captureIntent(call.sandbox, changed, amount);
}

Answer cancel(Call& call)
{
    Answer intent = intentOf(call);
    if (!intent) return intent;
    const QString status = intent->value("status"_L1).toString();
    if (!isConfirmable(*intent) && status != "requires_capture"_L1)
        return unexpectedState(u"You cannot cancel this PaymentIntent because it has a status of %1. Only a "
                               u"PaymentIntent with one of the following statuses "
                               "may be canceled: requires_payment_method, requires_capture, requires_reauthorization, "
                               "requires_confirmation, "
                               "requires_action, processing."_s.arg(status),
                               *intent);
    return cancelIntent(call.sandbox, *intent, call.text("cancellation_reason"_L1));
}

} // namespace

void addPaymentIntentRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/payment_intents", CreateSchema, create},
        {"GET", "/v1/payment_intents", "@list created:range customer:id", list},
        {"GET", "/v1/payment_intents/:id", "client_secret:id", retrieve, Access::SecretOrPublishable},
        {"POST", "/v1/payment_intents/:id", UpdateSchema, update},
        {"POST", "/v1/payment_intents/:id/confirm", ConfirmSchema, confirm, Access::SecretOrPublishable},
        {"POST", "/v1/payment_intents/:id/capture", "amount_to_capture:int metadata:map", capture},
        {"POST", "/v1/payment_intents/:id/cancel",
         "cancellation_reason:duplicate|fraudulent|requested_by_customer|abandoned", cancel},
    });
}

} // namespace lectern::sandbox
