#include "sandbox/sandbox.h"

#include "sandbox/billing/dunning.h"
#include "sandbox/billing/invoices.h"
#include "sandbox/billing/subscriptions.h"
#include "sandbox/checkout/sessions.h"
#include "sandbox/connect/accounts.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/bankdebits.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/disputes.h"
#include "sandbox/payments/fraudwarnings.h"
#include "sandbox/payments/payouts.h"
#include "sandbox/payments/refunds.h"

namespace lectern::sandbox {

Sandbox::Sandbox(Options cliOptions)
    : options(std::move(cliOptions))
{
    setIdSource(clock, options.seed);
    if (options.startAt) clock.moveTo(*options.startAt * 1000);
    clock.setFrozen(options.frozen);
    registerChargeTasks(*this);
    registerRefundTasks(*this);
    registerPayoutTasks(*this);
    registerDisputeTasks(*this);
    registerFraudWarningTasks(*this);
    registerAccountTasks(*this);
    registerDebitTasks(*this);
    registerInvoiceTasks(*this); // before what follows invoices
    registerDunningTasks(*this);
    registerSubscriptionTasks(*this);
    registerCheckoutTasks(*this);
    events.setSink([this](const QString& id, const QString& type) { webhooks.deliver(id, type); });
    webhooks.setOwnEndpoint(options.webhookUrl, options.webhookSecret);
}

QJsonObject Sandbox::toJson()
{
    return {{u"version"_s, 1},
            {u"store"_s, store.toJson()},
            {u"events"_s, events.toJson()},
            {u"tasks"_s, scheduler.toJson()},
            {u"deliveries"_s, webhooks.toJson()},
            {u"idempotency"_s, idempotency.toJson()},
            {u"config"_s, config.toJson()},
            {u"clock"_s, clock.toJson()},
            {u"ids"_s, idCounters()}};
}

void Sandbox::load(const QJsonObject& state)
{
    if (state.contains("clock_offset_ms"_L1)) // a state file of before the clock could stand still
        clock.load({{u"offset_ms"_s, state.value("clock_offset_ms"_L1)}});
    else
        clock.load(state.value("clock"_L1).toObject());
    setIdCounters(state.value("ids"_L1).toObject());
    std::ignore = config.apply(state.value("config"_L1).toObject());
    store.load(state.value("store"_L1).toObject());
    events.load(state.value("events"_L1).toObject());
    idempotency.load(state.value("idempotency"_L1).toArray());
    scheduler.load(state.value("tasks"_L1).toArray());
    balances.recount();
    webhooks.setOwnEndpoint(options.webhookUrl, options.webhookSecret); // the command line of this run counts
    webhooks.load(state.value("deliveries"_L1).toArray());
}

} // namespace lectern::sandbox
