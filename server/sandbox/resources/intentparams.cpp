#include "sandbox/resources/intentparams.h"

#include "sandbox/core/collection.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

QJsonObject onlyKeys(const QJsonObject& intent, std::initializer_list<QLatin1StringView> keys)
{
    QJsonObject view;
    for (const QLatin1StringView key : keys)
        view.insert(key, intent.value(key));
    return view;
}

Answer shownTo(const Call& call, Answer answer, const IntentKind& kind)
{
    if (!call.publishable) return answer;
    if (answer) return kind.publicView(*answer);
    ApiError error = answer.error();
    if (error.extra.contains(kind.object))
        error.extra[kind.object] = kind.publicView(error.extra.value(kind.object).toObject());
    return error;
}

Answer intentOf(const Call& call, const Collection& intents, const IntentKind& kind)
{
    const QString& id = call.ids.first();
    const QJsonObject* intent = intents.find(id);
    if (!intent) return noSuchObject(kind.noun, id, u"intent"_s);
    if (call.publishable && !call.has("client_secret"_L1)) return missingParameter(u"client_secret"_s);
    if (call.has("client_secret"_L1) && call.text("client_secret"_L1) != intent->value("client_secret"_L1).toString())
        return invalidRequest(
            u"The client_secret provided does not match any associated %1 on this account. Ensure the "
            u"client_secret matches the %1 ID."_s.arg(kind.name),
            u"client_secret"_s, kind.object + u"_invalid_parameter"_s);
    return *intent;
}

Refusal checkMethodTypes(const Call& call)
{
    for (const QJsonValue& type : call.params.value("payment_method_types"_L1).toArray()) {
        if (!methodTypes().contains(type.toString()))
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

Refusal checkOneKindOfTypes(const Call& call)
{
    if (!call.has("payment_method_types"_L1) ||
        !call.params.value("automatic_payment_methods"_L1).toObject().value("enabled"_L1).toBool())
        return {};
    return invalidRequest(
        u"You may only specify one of these parameters: automatic_payment_methods, payment_method_types."_s,
        u"payment_method_types"_s);
}

void setMethodTypes(const Call& call, QJsonObject& intent)
{
    const QJsonObject asked = call.params.value("automatic_payment_methods"_L1).toObject();
    if (!asked.value("enabled"_L1).toBool(!call.has("payment_method_types"_L1))) return;
    QJsonArray types;
    for (const QString& type : std::as_const(call.sandbox.config.dashboardMethods)) {
        const QString currency = intent.value("currency"_L1).toString();
        const bool transfer = type == "customer_balance"_L1;
        if ((currency.isEmpty() && !transfer) ||
            (!currency.isEmpty() && !checkMethodCurrency(type, currency) && (!transfer || call.has("customer"_L1))))
            types.append(type);
    }
    intent["payment_method_types"_L1] = types.isEmpty() ? QJsonArray{u"card"_s} : types;
    intent["automatic_payment_methods"_L1] = QJsonObject{
        {u"allow_redirects"_s, asked.value("allow_redirects"_L1).toString(u"always"_s)}, {u"enabled"_s, true}};
    intent["payment_method_configuration_details"_L1] =
        QJsonObject{{u"id"_s, u"pmc_1LecternSandbox00000000"_s}, {u"parent"_s, QJsonValue::Null}};
}

void mergeMethodOptions(const Call& call, QJsonObject& intent)
{
    const QJsonObject given = call.params.value("payment_method_options"_L1).toObject();
    QJsonObject options = intent.value("payment_method_options"_L1).toObject();
    for (auto type = given.begin(); type != given.end(); ++type) {
        QJsonObject merged = options.value(type.key()).toObject();
        const QJsonObject changes = type.value().toObject();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            merged.insert(it.key(), it.value());
        options.insert(type.key(), merged);
    }
    if (!given.isEmpty()) intent["payment_method_options"_L1] = options;
}

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
    const QString name = intent.value("object"_L1) == u"setup_intent"_s ? u"SetupIntent"_s : u"PaymentIntent"_s;
    if (!owner.isEmpty() && customer.isEmpty())
        return invalidRequest(u"The PaymentMethod %1 belongs to the Customer %2. Please include the Customer in the "
                              u"`customer` parameter on the "
                              "%3."_s.arg(id, owner, name),
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

Expected<std::optional<QJsonObject>> givenOrStoredMethod(Call& call, const QJsonObject& intent)
{
    Expected<std::optional<QJsonObject>> given = givenMethod(call, intent);
    if (!given || given->has_value()) return given;
    const QJsonObject* stored = call.sandbox.store.paymentMethods.find(intent.value("payment_method"_L1).toString());
    return stored ? std::optional(*stored) : std::nullopt;
}

Confirmation howToConfirm(const Call& call)
{
    const QJsonValue offSession = call.params.value("off_session"_L1); // a boolean, or one_off / recurring
    return {call.text("return_url"_L1),
            offSession.isString() && offSession.toString() != "false"_L1 && !offSession.toString().isEmpty(),
            call.flag("use_stripe_sdk"_L1) || call.publishable, call.flag("error_on_requires_action"_L1),
            call.params.value("mandate_data"_L1)["customer_acceptance"_L1].toObject()};
}

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

QString missingMethodMessage(const IntentKind& kind)
{
    return u"You cannot confirm this %1 because it's missing a payment method. You can either update the %1 with a "
           u"payment method and then confirm it again, or confirm it again directly with a payment method or "
           u"ConfirmationToken."_s.arg(kind.name);
}

} // namespace lectern::sandbox
