// The clock that can be moved, repeatable ids, and a state file that keeps whose is what.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { balanceOf, startFrozen } from './support/money.mjs';
import { startReceiver } from './support/receiver.mjs';
import { startSandbox, until } from './support/sandbox.mjs';

const start = 1900000000;
const clockOf = async (sandbox) => (await sandbox.control('GET', 'clock')).body;
const stampOf = (one) => Number(/t=(\d+)/.exec(one.signature)[1]);

test('a frozen clock moves when told to, and takes everything with it', async () => {
  const world = await startFrozen({ args: ['--start-at', String(start)] });
  assert.deepEqual((await world.stripe.customers.create()).created, start);
  await world.advance(90);
  const customer = await world.stripe.customers.create();
  assert.equal(customer.created, start + 90);
  assert.equal((await world.stripe.events.list({ type: 'customer.created', limit: 1 })).data[0].created, start + 90);
  assert.equal((await world.call('clock', { to: start + 500 })).now, start + 500);
  assert.equal((await world.sandbox.control('POST', 'clock', { to: start })).status, 400, 'never back');
  assert.equal((await world.sandbox.control('POST', 'clock', { advance: -1 })).status, 400);
  const alias = await fetch(`${world.sandbox.url}/_sandbox/clock`);
  assert.deepEqual(await alias.json().then(({ now, frozen }) => ({ now, frozen })), { now: start + 500, frozen: true });
  assert.equal((await world.call('clock', { frozen: false })).frozen, false);
  await until(async () => (await clockOf(world.sandbox)).now > start + 500, 'a clock that runs again');
  await world.sandbox.stop();
});

test('one move passes every date on the way, each at its own time', async () => {
  const world = await startFrozen({ args: ['--start-at', String(start)] });
  const charge = await world.pay(10000, { payment_method: 'pm_card_createDispute' });
  await world.pay(50000, { payment_method: 'pm_card_bypassPending' });
  const payout = await world.stripe.payouts.create({ amount: 1000, currency: 'usd' });
  await world.advance(60 * 86400);
  const [dispute] = (await world.stripe.disputes.list({ charge: charge.id })).data;
  assert.equal(dispute.created, start + 1);
  assert.equal(dispute.status, 'lost');
  const at = async (type) => (await world.stripe.events.list({ type })).data[0].created;
  assert.equal(await at('charge.dispute.closed'), dispute.evidence_details.due_by);
  assert.equal(await at('balance.available'), charge.balance_transaction.available_on);
  assert.equal(await at('payout.paid'), start + 2 + 2 * 86400);
  assert.equal((await world.stripe.payouts.retrieve(payout.id)).status, 'paid');
  assert.ok((await at('payout.paid')) < (await at('charge.dispute.closed')));
  await balanceOf(world.stripe);
  await world.sandbox.stop();
});

test('signatures keep the machine’s time unless asked otherwise', async () => {
  const receiver = await startReceiver();
  const world = await startFrozen({ args: ['--start-at', String(start)], webhookUrl: receiver.url });
  await world.stripe.customers.create();
  const first = await until(() => receiver.ofType('customer.created')[0], 'the event');
  assert.ok(Math.abs(stampOf(first) - Date.now() / 1000) < 60);
  assert.equal(first.event.created, start);
  await world.call('config', { signOnSandboxClock: true });
  await world.stripe.customers.create();
  assert.equal(stampOf(await until(() => receiver.ofType('customer.created')[1], 'the next event')), start);
  assert.equal((await world.sandbox.control('POST', 'config', { signOnSandboxClock: 1 })).status, 400);
  await world.sandbox.stop();
  await receiver.stop();
});

/** The same requests, and every id and event that comes of them. */
async function history(args) {
  const world = await startFrozen({ args: ['--start-at', String(start), ...args] });
  const account = await world.stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } });
  await world.call(`accounts/${account.id}/onboard`);
  const charge = await world.pay(20000, { payment_method: 'pm_card_bypassPending' });
  await world.pay(3000, { payment_method: 'pm_card_createDispute' });
  for (const amount of [1000, 1100]) await world.pay(amount, { capture_method: 'automatic_async' });
  const refund = await world.stripe.refunds.create({ charge: charge.id, amount: 700 });
  const transfer = await world.stripe.transfers.create({ amount: 900, currency: 'usd', destination: account.id });
  await world.advance(20 * 86400);
  const bodies = [];
  for (const options of [undefined, { stripeAccount: account.id }]) {
    for await (const event of world.stripe.events.list({ limit: 100 }, options)) {
      // The port is another one each time, and the SDK's idempotency keys are random.
      bodies.push(JSON.parse(JSON.stringify(event).replaceAll(world.sandbox.url, 'URL').replace(/stripe-node-retry-[-0-9a-f]+/, 'KEY')));
    }
  }
  await world.sandbox.stop();
  return { ids: [account.id, charge.id, refund.id, transfer.id, charge.payment_intent], bodies };
}

test('a seed makes the same requests give the same ids and the same events', async () => {
  const [first, second, other, free] = [await history(['--seed', '7']), await history(['--seed', '7']), await history(['--seed', '8']), await history([])];
  assert.deepEqual(second, first);
  assert.ok(first.bodies.length > 15);
  for (const different of [other, free]) assert.equal(first.ids.some((id) => different.ids.includes(id)), false);
  assert.equal(new Set(first.bodies.map((event) => event.id)).size, first.bodies.length);
});

test('the state file keeps accounts, their balances, the clock and where the ids were', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const args = ['--state', join(folder, 'state.json'), '--seed', '7', '--start-at', String(start)];
  const world = await startFrozen({ args });
  const account = await world.stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } });
  await world.call(`accounts/${account.id}/onboard`);
  await world.pay(20000, { payment_method: 'pm_card_bypassPending' });
  await world.stripe.transfers.create({ amount: 900, currency: 'usd', destination: account.id });
  const charge = await world.pay(3000, { payment_method: 'pm_card_createDispute' });
  const before = await balanceOf(world.stripe);
  assert.equal(await world.sandbox.stop(), 0);

  const again = await startSandbox({ args: [...args, '--frozen'] });
  const stripe = again.client();
  const on = { stripeAccount: account.id };
  assert.deepEqual(await clockOf(again).then(({ now, frozen }) => ({ now, frozen })), { now: start, frozen: true });
  assert.deepEqual(await balanceOf(stripe), before);
  assert.deepEqual(await balanceOf(stripe, 'usd', on), { available: 900, pending: 0 });
  assert.equal((await stripe.accounts.retrieve(account.id)).payouts_enabled, true);
  assert.equal((await stripe.balanceTransactions.list()).data.some((one) => one.amount === 900), false);
  await again.control('POST', 'clock', { advance: 1 });
  assert.equal((await stripe.disputes.list({ charge: charge.id })).data.length, 1);
  const made = await stripe.accounts.create({ type: 'express' });
  assert.notEqual(made.id, account.id, 'the counters go on');
  assert.equal((await stripe.accounts.list()).data.length, 2);
  await again.stop();
  await rm(folder, { recursive: true });
});
