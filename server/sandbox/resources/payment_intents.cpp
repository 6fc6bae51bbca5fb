#include "sandbox/api/router.h"
#include "sandbox/core/ids.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define METHOD_DATA_SCHEMA                                                                                             \
    "payment_method_data{type!:id allow_redisplay:str metadata:map " SANDBOX_CARD_SCHEMA " " SANDBOX_BILLING_SCHEMA "}"
#define SHIPPING_SCHEMA "shipping{name:str phone:str carrier:str tracking_number:str " SANDBOX_ADDRESS_SCHEMA "}"
#define OPTIONS_SCHEMA                                                                                                 \
    "payment_method_options{card{request_three_d_secure:any|automatic|challenge setup_future_usage:str}}"
#define TEXT_SCHEMA                                                                                                    \
    "description:str metadata:map receipt_email:str " SHIPPING_SCHEMA                                                  \
    " statement_descriptor:str statement_descriptor_suffix:str transfer_group:str"

constexpr char CreateSchema[] = "amount!:int currency!:id automatic_payment_methods{enabled!:bool "
                                "allow_redirects:always|never} capture_method:automatic|automatic_async|manual "
                                "confirm:bool confirmation_method:automatic|manual customer:id "
                                "error_on_requires_action:bool off_session:any payment_method:id "
                                "payment_method_types[]:id return_url:id setup_future_usage:off_session|on_session "
                                "use_stripe_sdk:bool " METHOD_DATA_SCHEMA " " OPTIONS_SCHEMA " " TEXT_SCHEMA;
constexpr char UpdateSchema[] =
    "amount:int currency:id customer:id payment_method:str payment_method_types[]:id setup_future_usage:str "
    "capture_method:automatic|automatic_async|manual " METHOD_DATA_SCHEMA " " OPTIONS_SCHEMA " " TEXT_SCHEMA;
constexpr char ConfirmSchema[] =
    "client_secret:id error_on_requires_action:bool off_session:any payment_method:id payment_method_types[]:id "
    "receipt_email:str return_url:id "
    "setup_future_usage:str use_stripe_sdk:bool expected_payment_method_type:id "
    "capture_method:automatic|automatic_async|manual " METHOD_DATA_SCHEMA " " OPTIONS_SCHEMA " " SHIPPING_SCHEMA;

/// What a publishable key may see of an intent.
QJsonObject publicView(const QJsonObject& intent)
{
    QJsonObject view;
    for (const QLatin1StringView key : {"id"_L1,
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
                                        "status"_L1})
        view.insert(key, intent.value(key));
    return view;
}

Answer shown(const Call& call, Answer answer)
{
    if (!call.publishable) return answer;
    if (answer) return publicView(*answer);
    ApiError error = answer.error();
    if (error.extra.contains("payment_intent"_L1))
        error.extra["payment_intent"_L1] = publicView(error.extra.value("payment_intent"_L1).toObject());
    return error;
}

/// The intent of the URL; with a publishable key, only to those who have its client secret.
Answer intentOf(const Call& call)
{
    const QString& id = call.ids.first();
    const QJsonObject* intent = call.sandbox.store.paymentIntents.find(id);
    if (!intent) return noSuchObject(u"payment_intent"_s, id, u"intent"_s);
    if (call.publishable && !call.has("client_secret"_L1)) return missingParameter(u"client_secret"_s);
    if (call.has("client_secret"_L1) && call.text("client_secret"_L1) != intent->value("client_secret"_L1).toString())
        return invalidRequest(u"The client_secret provided does not match any associated PaymentIntent on this "
                              u"account. Ensure the client_secret matches "
                              "the PaymentIntent ID."_s,
                              u"client_secret"_s, u"payment_intent_invalid_parameter"_s);
    return *intent;
}

Refusal checkMethodTypes(const Call& call)
{
    for (const QJsonValue& type : call.params.value("payment_method_types"_L1).toArray()) {
        if (type.toString() != "card"_L1)
            return invalidRequest(u"The payment method type \"%1\" is invalid. Please ensure the provided type is "
                                  u"activated in your dashboard "
                                  "(https://dashboard.stripe.com/account/payments/settings) and your account is "
                                  "enabled for any preview features that "
                                  "you are trying to use."_s.arg(type.toString()),
                                  u"payment_method_types"_s);
    }
    if (call.has("customer"_L1) && !call.sandbox.store.customers.find(call.text("customer"_L1)))
        return noSuchReference(u"customer"_s, call.text("customer"_L1), u"customer"_s);
    return {};
}

/// The payment method that a request names or carries, if any, checked against the intent's customer.
Expected<std::optional<QJsonObject>> givenMethod(Call& call, const QJsonObject& intent)
{
    std::optional<QJsonObject> method;
    if (call.params.value("payment_method_data"_L1).isObject()) {
        Answer made = methodFromData(call.sandbox, call.params.value("payment_method_data"_L1).toObject(),
                                     u"payment_method_data"_s);
        if (!made) return made.error();
        method = *made;
    } else if (!call.text("payment_method"_L1).isEmpty()) {
        Answer found = resolveMethod(call.sandbox, call.text("payment_method"_L1));
        if (!found) return found.error();
        method = *found;
    }
    if (!method) return method;
    const QString owner = method->value("customer"_L1).toString();
    const QString id = method->value("id"_L1).toString();
    const QString customer = intent.value("customer"_L1).toString();
    if (!owner.isEmpty() && customer.isEmpty())
        return invalidRequest(u"The PaymentMethod %1 belongs to the Customer %2. Please include the Customer in the "
                              u"`customer` parameter on the "
                              "PaymentIntent."_s.arg(id, owner),
                              u"payment_method"_s);
    if (!owner.isEmpty() && owner != customer)
        return invalidRequest(u"The PaymentMethod %1 does not belong to the Customer %2."_s.arg(id, customer),
                              u"payment_method"_s);
    if (owner.isEmpty() && hasMark(call.sandbox, id, u"used"_s))
        return invalidRequest(u"The provided PaymentMethod was previously used with a PaymentIntent without Customer "
                              u"attachment, shared with a connected "
                              "account without Customer attachment, or was detached from a Customer. It may not be "
                              "used again. To use a PaymentMethod "
                              "multiple times, you must attach it to a Customer first."_s);
    return method;
}

void applyTexts(const Call& call, QJsonObject& intent)
{
    copyParams(call, intent,
               {"description"_L1, "receipt_email"_L1, "shipping"_L1, "statement_descriptor"_L1,
                "statement_descriptor_suffix"_L1, "transfer_group"_L1, "setup_future_usage"_L1, "customer"_L1,
                "capture_method"_L1});
    mergeMetadata(call, intent);
    const QJsonObject card = call.params.value("payment_method_options"_L1).toObject().value("card"_L1).toObject();
    if (!card.isEmpty()) {
        QJsonObject options = intent.value("payment_method_options"_L1).toObject();
        QJsonObject merged = options.value("card"_L1).toObject();
        for (auto it = card.begin(); it != card.end(); ++it)
            merged.insert(it.key(), it.value());
        options["card"_L1] = merged;
        intent["payment_method_options"_L1] = options;
    }
    if (call.has("payment_method_types"_L1))
        intent["payment_method_types"_L1] = call.params.value("payment_method_types"_L1);
}

Confirmation howToConfirm(const Call& call)
{
    const QJsonValue offSession = call.params.value("off_session"_L1); // a boolean, or one_off / recurring
    return {call.text("return_url"_L1),
            offSession.isString() && offSession.toString() != "false"_L1 && !offSession.toString().isEmpty(),
            call.flag("use_stripe_sdk"_L1) || call.publishable, call.flag("error_on_requires_action"_L1)};
}

/// Payment methods of the dashboard may redirect, so Stripe wants to know where to before it confirms.
Refusal checkReturnUrl(const Call& call, const QJsonObject& intent, const Confirmation& how)
{
    const QJsonObject automatic = intent.value("automatic_payment_methods"_L1).toObject();
    const bool redirects =
        automatic.value("enabled"_L1).toBool() && automatic.value("allow_redirects"_L1).toString() != "never"_L1;
    if (!redirects || !how.returnUrl.isEmpty() || how.useStripeSdk || how.offSession || call.publishable) return {};
    return invalidRequest(u"This PaymentIntent is configured to accept payment methods enabled in your Dashboard. "
                          u"Because some of these payment methods "
                          "might redirect your customer off of your page, you must provide a `return_url`. If you "
                          "don't want to accept redirect-based "
                          "payment methods, set `automatic_payment_methods[enabled]` to `true` and "
                          "`automatic_payment_methods[allow_redirects]` to `never` "
                          "when creating Setup Intents and Payment Intents."_s);
}

QJsonObject newIntent(const Call& call)
{
    QJsonObject intent = shape(u"payment_intent"_s);
    const QString id = longId("pi_", '3');
    intent["id"_L1] = id;
    intent["client_secret"_L1] = QString(id + u"_secret_"_s + randomToken(25));
    intent["created"_L1] = call.sandbox.clock.now();
    intent["amount"_L1] = call.params.value("amount"_L1);
    intent["currency"_L1] = call.text("currency"_L1).toLower();
    copyParams(call, intent, {"confirmation_method"_L1});
    // Without a list of types, the dashboard's methods are on: the default since 2023-08-16.
    const QJsonObject asked = call.params.value("automatic_payment_methods"_L1).toObject();
    if (asked.value("enabled"_L1).toBool(!call.has("payment_method_types"_L1))) {
        intent["automatic_payment_methods"_L1] = QJsonObject{
            {u"allow_redirects"_s, asked.value("allow_redirects"_L1).toString(u"always"_s)}, {u"enabled"_s, true}};
        intent["payment_method_configuration_details"_L1] =
            QJsonObject{{u"id"_s, u"pmc_1LecternSandbox00000000"_s}, {u"parent"_s, QJsonValue::Null}};
    }
    applyTexts(call, intent);
    return intent;
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    if (Refusal refusal = checkAmount(call.number("amount"_L1), call.text("currency"_L1).toLower())) return *refusal;
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    if (call.has("payment_method_types"_L1) &&
        call.params.value("automatic_payment_methods"_L1).toObject().value("enabled"_L1).toBool())
        return invalidRequest(
            u"You may only specify one of these parameters: automatic_payment_methods, payment_method_types."_s,
            u"payment_method_types"_s);
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
        if (!method->has_value())
            return unexpectedState(u"You cannot confirm this PaymentIntent because it's missing a payment method. You "
                                   u"can either update the PaymentIntent "
                                   "with a payment method and then confirm it again, or confirm it again directly with "
                                   "a payment method or "
                                   "ConfirmationToken."_s,
                                   intent);
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

bool isOpen(const QString& status)
{
    return status == "requires_payment_method"_L1 || status == "requires_confirmation"_L1 ||
           status == "requires_action"_L1;
}

Answer update(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return found;
    QJsonObject intent = *found;
    const QString status = intent.value("status"_L1).toString();
    for (const QLatin1StringView name : {"amount"_L1, "currency"_L1, "customer"_L1, "payment_method"_L1,
                                         "payment_method_data"_L1, "capture_method"_L1}) {
        if (call.has(name) && !isOpen(status))
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
    if (method->has_value()) {
        intent["payment_method"_L1] = (**method).value("id"_L1);
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
    if (!isOpen(status))
        return shown(call,
                     unexpectedState(
                         u"You cannot confirm this PaymentIntent because it has a status of %1. Only a PaymentIntent "
                         u"with one of the "
                         "following statuses may be confirmed: requires_confirmation, requires_action."_s.arg(status),
                         intent));
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    applyTexts(call, intent);
    Expected<std::optional<QJsonObject>> given = givenMethod(call, intent);
    if (!given) return shown(call, given.error());
    std::optional<QJsonObject> method = *given;
    if (!method) {
        if (const QJsonObject* stored =
                call.sandbox.store.paymentMethods.find(intent.value("payment_method"_L1).toString()))
            method = *stored;
    }
    if (!method)
        return shown(call, unexpectedState(u"You cannot confirm this PaymentIntent because it's missing a payment "
                                           u"method. You can either update the "
                                           "PaymentIntent with a payment method and then confirm it again, or confirm "
                                           "it again directly with a payment "
                                           "method or ConfirmationToken."_s,
                                           intent));
    const Confirmation how = howToConfirm(call);
    if (Refusal refusal = checkReturnUrl(call, intent, how)) return *refusal;
    return shown(call, confirmIntent(call.sandbox, intent, *method, how));
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
    if (!isOpen(status) && status != "requires_capture"_L1 && status != "processing"_L1)
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
