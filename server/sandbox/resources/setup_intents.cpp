#include "sandbox/api/router.h"
#include "sandbox/payments/setupintents.h"
#include "sandbox/resources/intentparams.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

constexpr char CreateSchema[] =
    "attach_to_self:bool confirm:bool customer:id description:str metadata:map payment_method:id "
    "payment_method_types[]:id return_url:id usage:off_session|on_session "
    "use_stripe_sdk:bool " SANDBOX_AUTOMATIC_METHODS_SCHEMA " " SANDBOX_METHOD_DATA_SCHEMA
    " " SANDBOX_METHOD_OPTIONS_SCHEMA;
constexpr char UpdateSchema[] =
    "attach_to_self:bool customer:id description:str metadata:map payment_method:str "
    "payment_method_types[]:id " SANDBOX_METHOD_DATA_SCHEMA " " SANDBOX_METHOD_OPTIONS_SCHEMA;
constexpr char ConfirmSchema[] =
    "client_secret:id payment_method:id return_url:id use_stripe_sdk:bool "
    "expected_payment_method_type:id " SANDBOX_METHOD_DATA_SCHEMA " " SANDBOX_METHOD_OPTIONS_SCHEMA;

QJsonObject publicView(const QJsonObject& intent)
{
    return onlyKeys(intent, {"id"_L1, "object"_L1, "automatic_payment_methods"_L1, "cancellation_reason"_L1,
                             "client_secret"_L1, "created"_L1, "description"_L1, "last_setup_error"_L1, "livemode"_L1,
                             "next_action"_L1, "payment_method"_L1, "payment_method_configuration_details"_L1,
                             "payment_method_types"_L1, "status"_L1, "usage"_L1});
}

const IntentKind& kind()
{
    static const IntentKind setups{u"setup_intent"_s, u"setupintent"_s, u"SetupIntent"_s, publicView};
    return setups;
}

Answer shown(const Call& call, const Answer& answer) { return shownTo(call, answer, kind()); }

Answer intentOf(const Call& call) { return intentOf(call, call.sandbox.store.setupIntents, kind()); }

bool isOpen(const QJsonObject& intent)
{
    const QString status = intent.value("status"_L1).toString();
    return status == "requires_payment_method"_L1 || status == "requires_confirmation"_L1 ||
           status == "requires_action"_L1;
}

ApiError closed(const QJsonObject& intent, const QString& verb)
{
    return unexpectedSetupState(
        u"You cannot %1 this SetupIntent because it has a status of %2. Only a SetupIntent with one of the following "
        u"statuses may be %3: requires_payment_method, requires_confirmation, requires_action."_s.arg(
            verb, intent.value("status"_L1).toString(), verb.endsWith(u'e') ? verb + u'd' : verb + u"ed"_s),
        intent);
}

void applyTexts(const Call& call, QJsonObject& intent)
{
    copyParams(call, intent,
               {"attach_to_self"_L1, "customer"_L1, "description"_L1, "usage"_L1, "payment_method_types"_L1});
    mergeMetadata(call, intent);
    mergeMethodOptions(call, intent);
}

/// Puts the payment method on the intent that waits for it; returns what is wrong with it, if anything.
Refusal takeMethod(Call& call, QJsonObject& intent)
{
    Expected<std::optional<QJsonObject>> method = givenMethod(call, intent);
    if (!method) return method.error();
    if (!method->has_value()) return {};
    intent["payment_method"_L1] = (**method).value("id"_L1);
    intent["status"_L1] = u"requires_confirmation"_s;
    intent["next_action"_L1] = QJsonValue::Null;
    return {};
}

Answer confirmNow(Call& call, const QJsonObject& intent)
{
    Expected<std::optional<QJsonObject>> method = givenOrStoredMethod(call, intent);
    if (!method) return method.error();
    if (!method->has_value()) return unexpectedSetupState(missingMethodMessage(kind()), intent);
    const Confirmation how = howToConfirm(call);
    if (Refusal refusal = checkReturnUrl(call, intent, how)) return *refusal;
    return confirmSetup(call.sandbox, intent, **method, how);
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    if (Refusal refusal = checkOneKindOfTypes(call)) return *refusal;
    const bool confirm = call.flag("confirm"_L1);
    if (call.has("return_url"_L1) && !confirm)
        return invalidRequest(u"You cannot use `return_url` without `confirm=true`."_s, u"return_url"_s);
    QJsonObject intent = blankSetup(sandbox);
    setMethodTypes(call, intent);
    applyTexts(call, intent);
    if (Refusal refusal = takeMethod(call, intent)) return *refusal;
    if (confirm && intent.value("payment_method"_L1).isNull())
        return unexpectedSetupState(missingMethodMessage(kind()), intent);
    if (confirm) {
        if (Refusal refusal = checkReturnUrl(call, intent, howToConfirm(call))) return *refusal;
    }
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.created"_s, intent);
    if (!confirm) return intent;
    const QJsonObject method = *sandbox.store.paymentMethods.find(intent.value("payment_method"_L1).toString());
    return confirmSetup(sandbox, intent, method, howToConfirm(call));
}

Answer retrieve(Call& call) { return shown(call, intentOf(call)); }

Answer list(Call& call)
{
    const QString method = call.text("payment_method"_L1);
    return listPage(call, call.sandbox.store.setupIntents,
                    {u"customer"_s, call.text("customer"_L1), [method](const QJsonObject& intent) {
                         return method.isEmpty() || intent.value("payment_method"_L1).toString() == method;
                     }});
}

Answer update(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return found;
    if (!isOpen(*found)) return closed(*found, u"update"_s);
    if (Refusal refusal = checkMethodTypes(call)) return *refusal;
    QJsonObject intent = *found;
    applyTexts(call, intent);
    if (Refusal refusal = takeMethod(call, intent)) return *refusal;
    call.sandbox.store.setupIntents.put(intent);
    return intent;
}

Answer confirm(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return shown(call, found);
    if (!isOpen(*found)) return shown(call, closed(*found, u"confirm"_s));
    QJsonObject intent = *found;
    applyTexts(call, intent);
    return shown(call, confirmNow(call, intent));
}

Answer cancel(Call& call)
{
    Answer found = intentOf(call);
    if (!found) return found;
    if (!isOpen(*found)) return closed(*found, u"cancel"_s);
    return cancelSetup(call.sandbox, *found, call.text("cancellation_reason"_L1));
}

} // namespace

void addSetupIntentRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/setup_intents", CreateSchema, create},
        {"GET", "/v1/setup_intents", "@list attach_to_self:bool created:range customer:id payment_method:id", list},
        {"GET", "/v1/setup_intents/:id", "client_secret:id", retrieve, Access::SecretOrPublishable},
        {"POST", "/v1/setup_intents/:id", UpdateSchema, update},
        {"POST", "/v1/setup_intents/:id/confirm", ConfirmSchema, confirm, Access::SecretOrPublishable},
        {"POST", "/v1/setup_intents/:id/cancel", "cancellation_reason:abandoned|duplicate|requested_by_customer",
         cancel},
    });
}

} // namespace lectern::sandbox
