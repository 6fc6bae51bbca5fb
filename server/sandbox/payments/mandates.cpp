#include "sandbox/payments/mandates.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/intents.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

static QJsonObject acceptanceOf(const Sandbox& sandbox, const QJsonObject& given)
{
    const QJsonObject online = given.value("online"_L1).toObject();
    QJsonObject acceptance{{u"accepted_at"_s, given.value("accepted_at"_L1).toInteger(sandbox.clock.now())},
                           {u"type"_s, given.value("type"_L1).toString(u"online"_s)}};
    if (acceptance.value("type"_L1).toString() == "online"_L1)
        acceptance["online"_L1] =
            QJsonObject{{u"ip_address"_s, online.value("ip_address"_L1).toString(u"127.0.0.1"_s)},
                        {u"user_agent"_s, online.value("user_agent"_L1).toString(u"lectern-sandbox"_s)}};
    else
        acceptance["offline"_L1] = QJsonObject();
    return acceptance;
}

QString mandateFor(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method, const Confirmation& how,
                   bool lasting)
{
    const QString methodId = method.value("id"_L1).toString();
    const QJsonObject* facts = sandbox.store.cardFacts.find(methodId);
    if (how.mandate.isEmpty()) return facts ? facts->value("mandate"_L1).toString() : QString();
    const QString type = method.value("type"_L1).toString();
    const QString id = longId("mandate_", '1');
    const QJsonObject details =
        type == "sepa_debit"_L1
            ? QJsonObject{{u"reference"_s, randomToken(16).toUpper()},
                          {u"url"_s, QString(sandbox.options.publicUrl + u"/sandbox/mandates/"_s + id)}}
            : QJsonObject();
    QJsonObject mandate{{u"id"_s, id},
                        {u"object"_s, u"mandate"_s},
                        {u"customer_acceptance"_s, acceptanceOf(sandbox, how.mandate)},
                        {u"livemode"_s, false},
                        {u"payment_method"_s, methodId},
                        {u"payment_method_details"_s, QJsonObject{{type, details}, {u"type"_s, type}}},
                        {u"status"_s, u"active"_s},
                        {u"type"_s, lasting ? u"multi_use"_s : u"single_use"_s}};
    mandate[lasting ? "multi_use"_L1 : "single_use"_L1] =
        lasting ? QJsonObject()
                : QJsonObject{{u"amount"_s, intent.value("amount"_L1)}, {u"currency"_s, intent.value("currency"_L1)}};
    sandbox.store.mandates.put(mandate);
    if (lasting && facts) {
        QJsonObject changed = *facts;
        changed["mandate"_L1] = id;
        sandbox.store.cardFacts.put(changed);
    }
    return id;
}

ApiError mandateMissing(const QString& object)
{
    return invalidRequest(u"This %1 requires a mandate, but no existing mandate was found. Collect mandate acceptance "
                          u"from the customer and try again, providing acceptance data in the mandate_data "
                          u"parameter."_s.arg(object == "setup_intent"_L1 ? u"SetupIntent"_s : u"PaymentIntent"_s),
                          {}, object + u"_mandate_invalid"_s);
}

} // namespace lectern::sandbox
