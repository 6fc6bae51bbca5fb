#include "sandbox/payments/fraudwarnings.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

static const QString WarnTask = u"fraud_warning.open"_s;

static void warnOfFraud(Sandbox& sandbox, const QString& chargeId)
{
    const QJsonObject* charge = sandbox.store.charges.find(chargeId);
    if (!charge) return;
    const TestCard* card = cardOf(sandbox, charge->value("payment_method"_L1).toString());
    const QJsonObject warning{{u"id"_s, longId("issfr_", '1')},
                              {u"object"_s, u"radar.early_fraud_warning"_s},
                              {u"actionable"_s, !charge->value("refunded"_L1).toBool()},
                              {u"charge"_s, chargeId},
                              {u"created"_s, sandbox.clock.now()},
                              {u"fraud_type"_s, QString::fromLatin1(card ? card->code : "misc")},
                              {u"livemode"_s, false},
                              {u"payment_intent"_s, charge->value("payment_intent"_L1)}};
    sandbox.store.fraudWarnings.put(warning);
    sandbox.events.emitEvent(u"radar.early_fraud_warning.created"_s, warning);
}

void planFraudWarning(Sandbox& sandbox, const QString& chargeId)
{
    sandbox.scheduler.in(sandbox.config.disputeOpenMs, WarnTask, chargeId);
}

void registerFraudWarningTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(WarnTask, [&sandbox](const QString& id) { warnOfFraud(sandbox, id); });
}

} // namespace lectern::sandbox
