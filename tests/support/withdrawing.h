#pragma once
#include "support/school.h"
#include "usecases/vaults/vaults.h"

/// Steps of a withdrawal, and what a vault holds then.
namespace lectern::test {

struct Buckets {
    qint64 pending = 0;
    qint64 available = 0;
    qint64 reserved = 0;
    bool operator==(const Buckets&) const = default;
};
inline Buckets bucketsOf(World& world, const User& owner)
{
    const Vault vault = must(vaults::mine(world.services, World::as(owner)));
    const VaultBalance& balance = vault.balances.first();
    return {balance.pending.minor(), balance.available.minor(), balance.reserved.minor()};
}
inline Result<Withdrawal> ask(World& world, const User& owner, qint64 minor)
{
    const Vault vault = must(vaults::mine(world.services, World::as(owner)));
    return vaults::withdraw(world.services, World::as(owner), vault.id, {usd(minor), QStringLiteral("Please")});
}
inline QString stateOf(World& world, const Withdrawal& withdrawal)
{
    return world.sql.text(QStringLiteral("select state from withdrawal where id = '%1'").arg(withdrawal.id.value));
}
inline Withdrawal approved(World& world, const User& owner, qint64 minor)
{
    const Withdrawal withdrawal = must(ask(world, owner, minor));
    return must(vaults::decide(world.services, World::as(world.admin()), withdrawal.id, {true, {}}));
}
/// Approved and with the gateway.
inline Withdrawal sent(World& world, const User& owner, qint64 minor)
{
    const Withdrawal withdrawal = approved(world, owner, minor);
    vaults::sendApproved(world.services);
    if (stateOf(world, withdrawal) != u"sent") qFatal("the withdrawal was not sent");
    return withdrawal;
}
inline PayoutEvent payoutEvent(World& world, const Withdrawal& withdrawal, const char* type, const char* status)
{
    PayoutEvent event;
    event.type = QLatin1String(type);
    event.status = QLatin1String(status);
    event.payout = world.sql.text(QStringLiteral("select gateway_id from withdrawal where id = '%1'").arg(withdrawal.id.value));
    event.amount = withdrawal.amount;
    event.withdrawalId = withdrawal.id.value;
    return event;
}
inline void tell(World& world, const PayoutEvent& event)
{
    world.receive(body(event));
    world.settle();
}

} // namespace lectern::test
