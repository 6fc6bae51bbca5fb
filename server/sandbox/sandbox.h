#pragma once
#include "sandbox/api/idempotency.h"
#include "sandbox/control/faults.h"
#include "sandbox/core/clock.h"
#include "sandbox/core/config.h"
#include "sandbox/core/store.h"
#include "sandbox/events/eventlog.h"
#include "sandbox/events/webhooks.h"
#include "sandbox/payments/balances.h"

namespace lectern::sandbox {

/// One stand-in for one Stripe account: all of its state. Everything runs on the thread that made it.
struct Sandbox
{
    explicit Sandbox(Options cliOptions);
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    Options options;
    Config config;
    Clock clock;
    Store store;
    Faults faults;
    Scheduler scheduler{clock};
    EventLog events{store, clock, config};
    Webhooks webhooks{store, events, faults, config, clock};
    Balances balances{store, clock, config, scheduler, events};
    Idempotency idempotency{clock};

    [[nodiscard]] QJsonObject toJson();
    void load(const QJsonObject& state);
};

} // namespace lectern::sandbox
