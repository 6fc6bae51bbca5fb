// Webhooks, faults, and the state file.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import Stripe from 'stripe';
import { startReceiver } from './support/receiver.mjs';
import { startSandbox, until, webhookSecret } from './support/sandbox.mjs';

let sandbox, stripe, receiver;
before(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({ webhookUrl: receiver.url });
  stripe = sandbox.client();
  await sandbox.control('POST', 'config', { captureSettleMs: 0, refundSettleMs: 0, retryScheduleMs: [10, 20, 40] });
});
after(async () => {
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(async () => {
  await sandbox.control('DELETE', 'faults');
  await until(async () => {
    const { webhooks } = (await sandbox.control('GET', 'state')).body;
    return webhooks.inFlight + webhooks.queued + webhooks.waiting === 0;
  }, 'the queue to be empty');
  receiver.received.length = 0;
});

const pay = (extra = {}, options) => stripe.paymentIntents.create(
  { amount: 4999, currency: 'usd', payment_method_types: ['card'], payment_method: 'pm_card_visa', confirm: true, ...extra }, options);
const arrived = (type, count = 1) => until(() => receiver.ofType(type).length >= count && receiver.ofType(type), `${count} × ${type}`);
const verify = (one, secret = webhookSecret) => Stripe.webhooks.constructEvent(one.raw, one.signature, secret);

test('every event is signed so that the SDK accepts it', async () => {
  const intent = await pay({}, { idempotencyKey: 'the-key' });
  await arrived('charge.updated');
  const [one] = receiver.ofType('payment_intent.succeeded');
  const event = verify(one);
  assert.equal(event.data.object.id, intent.id);
  assert.equal(event.api_version, '2026-10-28.endive');
  assert.equal(event.request.idempotency_key, 'the-key');
  assert.equal(event.pending_webhooks, 1);
  assert.throws(() => verify(one, 'whsec_other'), Stripe.errors.StripeSignatureVerificationError);
  assert.equal((await until(async () => {
    const stored = await stripe.events.retrieve(event.id);
    return stored.pending_webhooks === 0 && stored;
  }, 'the delivery to be counted')).type, 'payment_intent.succeeded');
});

test('a failed delivery comes again', async () => {
  receiver.answers.push(500, 302);
  const customer = await stripe.customers.create();
  const all = await arrived('customer.created', 3);
  assert.deepEqual(all.map((one) => one.status), [500, 302, 200]);
  assert.equal(new Set(all.map((one) => one.event.id)).size, 1);
  assert.equal(all[0].event.data.object.id, customer.id);
});

test('endpoints made by the API have their own events and secret', async () => {
  const other = await startReceiver();
  const endpoint = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['customer.deleted'] });
  const customer = await stripe.customers.create();
  await stripe.customers.del(customer.id);
  await until(() => other.received.length === 1, 'the one event');
  assert.equal(verify(other.received[0], endpoint.secret).type, 'customer.deleted');
  assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret, undefined);
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  assert.equal((await stripe.webhookEndpoints.list()).data.length, 2);
  assert.equal((await stripe.webhookEndpoints.del(endpoint.id)).deleted, true);
  await other.stop();
});

test('faults: drop, then resend', async () => {
  await sandbox.control('POST', 'faults', { event: 'customer.created', action: 'drop', times: 1 });
  const customer = await stripe.customers.create();
  const next = await stripe.customers.create();
  const [first] = await arrived('customer.created');
  assert.equal(first.event.data.object.id, next.id);
  const [, dropped] = (await stripe.events.list({ type: 'customer.created', limit: 2 })).data;
  assert.equal(dropped.data.object.id, customer.id);
  assert.equal(dropped.pending_webhooks, 1);
  assert.equal((await sandbox.control('POST', `events/${dropped.id}/resend`)).status, 200);
  assert.equal((await arrived('customer.created', 2))[1].event.id, dropped.id);
});

test('faults: duplicate, wrong signature, expired signature', async () => {
  await sandbox.control('POST', 'faults', { rules: [{ event: 'customer.created', action: 'duplicate', count: 3, times: 1 }] });
  await stripe.customers.create();
  assert.equal(new Set((await arrived('customer.created', 3)).map((one) => one.event.id)).size, 1);
  await sandbox.control('POST', 'faults', [{ event: 'customer.deleted', action: 'wrong_signature', times: 1 }, { event: 'customer.deleted', action: 'expired_signature', times: 1 }]);
  for (let i = 0; i < 2; i += 1) await stripe.customers.del((await stripe.customers.create()).id);
  const bad = await arrived('customer.deleted', 2);
  const messages = bad.map((one) => {
    try {
      verify(one);
      return 'accepted';
    } catch (error) {
      return error.message;
    }
  });
  assert.ok(messages.some((message) => message.includes('No signatures found matching')), messages.join());
  assert.ok(messages.some((message) => message.includes('Timestamp outside the tolerance zone')), messages.join());
});

test('faults: reorder and delay, flushed', async () => {
  await sandbox.control('POST', 'faults', { event: 'customer.created', action: 'reorder', count: 3, times: 1 });
  const ids = [];
  for (let i = 0; i < 3; i += 1) ids.unshift((await stripe.customers.create()).id);
  assert.deepEqual((await arrived('customer.created', 3)).map((one) => one.event.data.object.id), ids);
  await sandbox.control('POST', 'faults', { event: 'customer.deleted', action: 'delay', ms: 600000 });
  await stripe.customers.del(ids[0]);
  assert.equal((await sandbox.control('GET', 'state')).body.webhooks.waiting, 1);
  await sandbox.control('POST', 'flush');
  await arrived('customer.deleted');
});

test('faults of calls: 500, 429, latency with a key in flight', async () => {
  await sandbox.control('POST', 'faults', [{ method: 'POST', path: '/v1/customers', action: 'error_500', times: 1 }, { path: '/v1/customers*', action: 'error_429', times: 1 }]);
  await assert.rejects(stripe.customers.create(), Stripe.errors.StripeRateLimitError);
  await assert.rejects(stripe.customers.create(), Stripe.errors.StripeAPIError);
  await sandbox.control('POST', 'faults', { path: '/v1/customers', action: 'latency', ms: 300, times: 1 });
  const options = { idempotencyKey: 'slow' };
  const slow = stripe.customers.create({}, options);
  await until(async () => (await sandbox.control('GET', 'state')).body.faults.length === 0, 'the slow call to begin');
  await assert.rejects(stripe.customers.create({}, options), (error) => error.statusCode === 409 && error.code === 'idempotency_key_in_use');
  assert.equal((await stripe.customers.create({}, { ...options, maxNetworkRetries: 5 })).id, (await slow).id);
});

test('faults of calls: the answer is lost after the work was done', async () => {
  for (const mode of ['close', 'hang']) {
    await sandbox.control('POST', 'faults', { method: 'POST', path: '/v1/payment_intents', action: 'lose_answer', mode, times: 1 });
    const options = { idempotencyKey: `lost-${mode}` };
    await assert.rejects(pay({}, { ...options, timeout: 400 }), Stripe.errors.StripeConnectionError);
    const again = await pay({}, options);
    assert.equal(again.status, 'succeeded');
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    const charges = await stripe.charges.list({ payment_intent: again.id });
    assert.equal(charges.data.length, 1, 'charged once');
  }
});

test('a call that hangs gives its connection free in the end', async () => {
  await sandbox.control('POST', 'config', { hangMs: 200 });
  await sandbox.control('POST', 'faults', { method: 'POST', path: '/v1/customers', action: 'lose_answer', mode: 'hang', times: 1 });
  const answer = await fetch(`${sandbox.url}/v1/customers`, { method: 'POST', headers: { Authorization: 'Bearer sk_test_x' }, signal: AbortSignal.timeout(20_000) });
  assert.equal(answer.status, 503);
  await sandbox.control('POST', 'config', { hangMs: 60000 });
});

test('given events: any body, signed at any time', async () => {
  const event = { id: 'evt_unknown', object: 'event', type: 'payment_intent.succeeded', data: { object: { id: 'pi_unknown' } } };
  await sandbox.control('POST', 'events', { event, ageSeconds: 900 });
  const [one] = await arrived('payment_intent.succeeded');
  assert.throws(() => verify(one), /tolerance/);
  await sandbox.control('POST', 'events', { event });
  assert.equal(verify((await arrived('payment_intent.succeeded', 2))[1]).id, 'evt_unknown');
});

test('wrong control calls say what is wrong', async () => {
  for (const [path, body] of [['faults', { action: 'explode' }], ['faults', { action: 'drop' }], ['faults', { action: 'drop', evnt: 'x' }],
                              ['config', { nothing: 1 }], ['clock', { advanceSeconds: -1 }], ['payment_intents/bulk', { count: 0 }]]) {
    const { status, body: answer } = await sandbox.control('POST', path, body);
    assert.equal(status, 400, path);
    assert.equal(typeof answer.error, 'string');
  }
  assert.equal((await sandbox.control('POST', 'nothing', {})).status, 404);
});

test('the state survives a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const args = ['--state', join(folder, 'state.json')];
  const first = await startSandbox({ args });
  const customer = await first.client().customers.create({ email: 'kept@example.com' });
  const intent = await first.client().paymentIntents.create({ amount: 5000, currency: 'usd', customer: customer.id, payment_method_types: ['card'],
                                                              payment_method: 'pm_card_bypassPending', capture_method: 'automatic', confirm: true }, { idempotencyKey: 'kept' });
  const waiting = await first.client().paymentIntents.create({ amount: 5000, currency: 'usd', payment_method_types: ['card'],
                                                               payment_method: 'pm_card_authenticationRequired', confirm: true });
  await first.control('POST', 'clock', { advanceSeconds: 1000 });
  assert.equal(await first.stop(), 0);
  const second = await startSandbox({ args });
  const client = second.client();
  assert.equal((await client.customers.list({ email: 'kept@example.com' })).data[0].id, customer.id);
  assert.equal((await client.balance.retrieve()).available[0].amount, 4825);
  const replayed = await client.paymentIntents.create({ amount: 5000, currency: 'usd', customer: customer.id, payment_method_types: ['card'],
                                                        payment_method: 'pm_card_bypassPending', capture_method: 'automatic', confirm: true }, { idempotencyKey: 'kept' });
  assert.equal(replayed.id, intent.id);
  assert.equal((await client.events.list({ type: 'payment_intent.succeeded' })).data[0].data.object.id, intent.id);
  assert.equal((await second.control('POST', `payment_intents/${waiting.id}/complete_authentication`)).body.status, 'succeeded');
  assert.equal((await second.control('GET', 'clock')).body.offsetSeconds, 1000);
  await second.stop();
  await rm(folder, { recursive: true });
});
