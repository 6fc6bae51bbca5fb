// The API as the official SDK sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { refusal } from './support/money.mjs';
import { startSandbox, stripeFor, until } from './support/sandbox.mjs';

let sandbox, stripe;
before(async () => {
  sandbox = await startSandbox();
  stripe = sandbox.client();
  await sandbox.control('POST', 'config', { captureSettleMs: 0, refundSettleMs: 0 });
});
after(async () => {
  assert.equal(await sandbox.stop(), 0, 'SIGTERM ends cleanly');
});

const card = { amount: 4999, currency: 'usd', payment_method_types: ['card'] };
const pay = (extra = {}) => stripe.paymentIntents.create({ ...card, payment_method: 'pm_card_visa', confirm: true, ...extra });
const settled = (id) => until(async () => {
  const charge = await stripe.charges.retrieve(id, { expand: ['balance_transaction'] });
  return charge.balance_transaction && charge;
}, 'the balance transaction');

test('keys: secret only, of test mode', async () => {
  await refusal(stripeFor(sandbox.url, 'sk_live_51abcdefgh').balance.retrieve(), Stripe.errors.StripeAuthenticationError, { statusCode: 401 });
  await refusal(stripeFor(sandbox.url, 'pk_test_x').customers.list(), Stripe.errors.StripeAuthenticationError, { code: 'secret_key_required' });
  const basic = await fetch(`${sandbox.url}/v1/balance`, { headers: { Authorization: `Basic ${btoa('sk_test_x:')}` } });
  assert.equal(basic.status, 200);
  assert.equal((await fetch(`${sandbox.url}/v1/balance`)).status, 401);
});

test('answers carry the request id and the version', async () => {
  const balance = await stripe.balance.retrieve();
  assert.match(balance.lastResponse.requestId, /^req_/);
  assert.equal(balance.lastResponse.apiVersion, '2026-10-28.endive');
});

test('what is not there is refused in Stripe’s words', async () => {
  await refusal(stripe.rawRequest('POST', '/v1/foo', {}), Stripe.errors.StripeInvalidRequestError, { statusCode: 404, rawType: 'invalid_request_error' });
  await refusal(stripe.taxRates.create({ display_name: 'x', percentage: 5, inclusive: false }), Stripe.errors.StripeInvalidRequestError, { statusCode: 404 });
  await refusal(stripe.paymentIntents.create({ ...card, transfer_data: { destination: 'acct_1' } }), Stripe.errors.StripeInvalidRequestError,
                { code: 'parameter_unknown', param: 'transfer_data' });
  await refusal(stripe.paymentIntents.create({ currency: 'usd' }), Stripe.errors.StripeInvalidRequestError, { code: 'parameter_missing', param: 'amount' });
  await refusal(stripe.customers.create({ address: { planet: 'x' } }), Stripe.errors.StripeInvalidRequestError, { code: 'parameter_unknown', param: 'address[planet]' });
  await refusal(stripe.paymentIntents.retrieve('pi_none'), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing', statusCode: 404 });
  await refusal(stripe.paymentIntents.create({ ...card, customer: 'cus_none' }), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing', statusCode: 400 });
  await refusal(stripe.paymentIntents.create({ ...card, amount: 'abc' }), Stripe.errors.StripeInvalidRequestError, { code: 'parameter_invalid_integer' });
});

test('amounts: minimum, maximum, zero-decimal currencies, unknown currencies', async () => {
  const error = await refusal(stripe.paymentIntents.create({ ...card, amount: 49 }), Stripe.errors.StripeInvalidRequestError, { code: 'amount_too_small', param: 'amount' });
  assert.equal(error.message, 'Amount must be at least $0.50 usd');
  await refusal(stripe.paymentIntents.create({ ...card, amount: 100000000 }), Stripe.errors.StripeInvalidRequestError, { code: 'amount_too_large' });
  await refusal(stripe.paymentIntents.create({ ...card, currency: 'xyz' }), Stripe.errors.StripeInvalidRequestError, { param: 'currency' });
  await refusal(stripe.paymentIntents.create({ ...card, amount: 49, currency: 'jpy' }), Stripe.errors.StripeInvalidRequestError, { message: 'Amount must be at least ¥50 jpy' });
  assert.equal((await stripe.paymentIntents.create({ ...card, amount: 50, currency: 'JPY' })).currency, 'jpy');
});

test('customers: create, update with metadata, search by e-mail, delete', async () => {
  const customer = await stripe.customers.create({ email: 'jenny@example.com', name: 'Jenny', metadata: { a: '1', b: '2' }, address: { city: 'Oslo' } });
  assert.match(customer.id, /^cus_[0-9A-Za-z]{14}$/);
  const updated = await stripe.customers.update(customer.id, { metadata: { a: '', c: '3' }, name: '' });
  assert.deepEqual(updated.metadata, { b: '2', c: '3' });
  assert.equal(updated.name, null);
  assert.equal((await stripe.customers.list({ email: 'jenny@example.com' })).data.length, 1);
  assert.deepEqual(await stripe.customers.del(customer.id).then(({ id, object, deleted }) => ({ id, object, deleted })), { id: customer.id, object: 'customer', deleted: true });
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);
  assert.equal((await stripe.customers.list({ email: 'jenny@example.com' })).data.length, 0);
});

test('payment methods: create, attach, list, detach', async () => {
  const customer = await stripe.customers.create();
  const made = await stripe.paymentMethods.create({ type: 'card', card: { number: '5555555555554444', exp_month: 8, exp_year: 2032, cvc: '314' } });
  assert.equal(made.card.brand, 'mastercard');
  const attached = await stripe.paymentMethods.attach(made.id, { customer: customer.id });
  assert.equal(attached.customer, customer.id);
  assert.equal(attached.card.checks.cvc_check, 'pass');
  const magic = await stripe.paymentMethods.attach('pm_card_amex', { customer: customer.id });
  assert.match(magic.id, /^pm_1/);
  const list = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
  assert.deepEqual(list.data.map((one) => one.id), [magic.id, made.id]);
  assert.equal((await stripe.paymentMethods.detach(made.id)).customer, null);
  await refusal(stripe.paymentMethods.attach(made.id, { customer: customer.id }), Stripe.errors.StripeInvalidRequestError);
  await refusal(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }), Stripe.errors.StripeCardError, { code: 'card_declined' });
});

test('card numbers that are none', async () => {
  const make = (number, extra) => stripe.paymentMethods.create({ type: 'card', card: { number, exp_month: 8, exp_year: 2032, cvc: '314', ...extra } });
  await refusal(make('4242424242424241'), Stripe.errors.StripeCardError, { code: 'incorrect_number', param: 'number' });
  await refusal(make('4111111111111111'), Stripe.errors.StripeCardError, { code: 'card_declined', decline_code: 'test_mode_live_card' });
  await refusal(make('4242424242424242', { exp_year: 2020 }), Stripe.errors.StripeCardError, { code: 'invalid_expiry_year' });
  await refusal(make('4242424242424242', { cvc: '12' }), Stripe.errors.StripeCardError, { code: 'invalid_cvc' });
});

test('a payment succeeds; fee and balance transaction follow the charge', async () => {
  const intent = await pay({ metadata: { enrollment: 'e1' }, expand: ['latest_charge'] });
  assert.match(intent.id, /^pi_3[0-9A-Za-z]{23}$/);
  assert.match(intent.client_secret, new RegExp(`^${intent.id}_secret_`));
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.amount_received, 4999);
  assert.equal(intent.latest_charge.balance_transaction, null, 'asynchronous capture books later');
  assert.deepEqual(intent.latest_charge.metadata, { enrollment: 'e1' });
  const charge = await settled(intent.latest_charge.id);
  assert.equal(charge.balance_transaction.fee, 175); // 2.9 % of 4999 = 144.97, + 30
  assert.equal(charge.balance_transaction.net, 4824);
  assert.equal(charge.balance_transaction.fee_details[0].type, 'stripe_fee');
  const events = await stripe.events.list({ limit: 20 });
  const mine = events.data.filter((event) => [intent.id, charge.id].includes(event.data.object.id)).map((event) => event.type).reverse();
  assert.deepEqual(mine, ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);
  assert.deepEqual(events.data.find((event) => event.type === 'charge.updated').data.previous_attributes, { balance_transaction: null });
});

test('a payment with capture_method=automatic is booked at once', async () => {
  const intent = await pay({ capture_method: 'automatic', expand: ['latest_charge.balance_transaction'] });
  assert.equal(intent.latest_charge.balance_transaction.object, 'balance_transaction');
});

test('declines: the error carries the intent, which waits for another method', async () => {
  const intent = await stripe.paymentIntents.create(card);
  for (const [method, code, decline] of [
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ]) {
    const error = await refusal(stripe.paymentIntents.confirm(intent.id, { payment_method: method }), Stripe.errors.StripeCardError,
                                { code, decline_code: decline, statusCode: 402 });
    assert.equal(error.payment_intent.status, 'requires_payment_method');
    assert.equal(error.payment_intent.last_payment_error.code, code);
    const charge = await stripe.charges.retrieve(error.payment_intent.latest_charge);
    assert.equal(charge.status, 'failed');
    assert.equal(charge.failure_code, code);
  }
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 6);
  const done = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  assert.equal(done.status, 'succeeded');
  assert.equal(done.last_payment_error, null);
  await refusal(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }), Stripe.errors.StripeInvalidRequestError,
                { code: 'payment_intent_unexpected_state' });
  await refusal(stripe.paymentIntents.cancel(intent.id), Stripe.errors.StripeInvalidRequestError, { code: 'payment_intent_unexpected_state' });
});

test('a card that can be saved but not charged', async () => {
  const customer = await stripe.customers.create();
  const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
  await refusal(pay({ customer: customer.id, payment_method: method.id }), Stripe.errors.StripeCardError, { code: 'card_declined' });
});

test('3-D Secure: by the control API, and off session', async () => {
  const waiting = await pay({ payment_method: 'pm_card_authenticationRequired', return_url: 'https://example.com/back' });
  assert.equal(waiting.status, 'requires_action');
  assert.equal(waiting.next_action.redirect_to_url.return_url, 'https://example.com/back');
  const done = await sandbox.control('POST', `payment_intents/${waiting.id}/complete_authentication`);
  assert.equal(done.body.status, 'succeeded');
  const other = await pay({ payment_method: 'pm_card_threeDSecure2Required' });
  assert.equal(other.next_action.type, 'use_stripe_sdk');
  const failed = await sandbox.control('POST', `payment_intents/${other.id}/fail_authentication`);
  assert.equal(failed.body.last_payment_error.code, 'payment_intent_authentication_failure');
  await refusal(pay({ payment_method: 'pm_card_authenticationRequired', off_session: true }), Stripe.errors.StripeCardError,
                { code: 'authentication_required', decline_code: 'authentication_required' });
  assert.equal((await sandbox.control('POST', `payment_intents/${other.id}/complete_authentication`)).status, 400);
});

test('a card set up on session pays off session later', async () => {
  const customer = await stripe.customers.create();
  const first = await pay({ customer: customer.id, payment_method: 'pm_card_authenticationRequiredOnSetup', setup_future_usage: 'off_session' });
  await sandbox.control('POST', `payment_intents/${first.id}/complete_authentication`);
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  const later = await pay({ customer: customer.id, payment_method: method.id, off_session: true });
  assert.equal(later.status, 'succeeded');
  await refusal(pay({ payment_method: method.id }), Stripe.errors.StripeInvalidRequestError, { param: 'payment_method' });
});

test('manual capture, and cancellation', async () => {
  const held = await pay({ capture_method: 'manual' });
  assert.equal(held.status, 'requires_capture');
  assert.equal(held.amount_capturable, 4999);
  const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 4000, expand: ['latest_charge.balance_transaction'] });
  assert.equal(captured.amount_received, 4000);
  assert.equal(captured.latest_charge.balance_transaction.amount, 4000);
  const released = await stripe.paymentIntents.cancel((await pay({ capture_method: 'manual' })).id, { cancellation_reason: 'duplicate' });
  assert.equal(released.status, 'canceled');
  assert.equal(released.cancellation_reason, 'duplicate');
});

test('dashboard methods ask for a return_url when the server confirms', async () => {
  await refusal(stripe.paymentIntents.create({ amount: 500, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' }), Stripe.errors.StripeInvalidRequestError);
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', confirm: true, payment_method: 'pm_card_visa',
                                                      automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
  assert.equal(intent.status, 'succeeded');
});

test('refunds: partial, the rest, and no more', async () => {
  const intent = await pay();
  const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000, reason: 'requested_by_customer', metadata: { why: 'x' } });
  assert.equal(first.status, 'succeeded');
  assert.equal((await stripe.balanceTransactions.retrieve(first.balance_transaction)).amount, -1000);
  await refusal(stripe.refunds.create({ charge: intent.latest_charge, amount: 4000 }), Stripe.errors.StripeInvalidRequestError,
                { message: 'Refund amount ($40.00 usd) is greater than unrefunded amount on charge ($39.99 usd)' });
  const rest = await stripe.refunds.create({ charge: intent.latest_charge });
  assert.equal(rest.amount, 3999);
  await refusal(stripe.refunds.create({ charge: intent.latest_charge }), Stripe.errors.StripeInvalidRequestError, { code: 'charge_already_refunded' });
  const charge = await stripe.charges.retrieve(intent.latest_charge, { expand: ['refunds', 'refunds.data.balance_transaction'] });
  assert.equal(charge.refunded, true);
  assert.equal(charge.refunds.data.length, 2);
  assert.equal(charge.refunds.data[1].balance_transaction.amount, -1000);
  assert.equal((await stripe.refunds.list({ payment_intent: intent.id })).data.length, 2);
  const referenced = await until(async () => (await stripe.refunds.retrieve(first.id)).destination_details.card.reference, 'the reference');
  assert.ok(referenced);
});

test('refunds that come late, and refunds that fail', async () => {
  const slow = await stripe.refunds.create({ payment_intent: (await pay({ payment_method: 'pm_card_pendingRefund' })).id });
  assert.equal(slow.status, 'pending');
  await until(async () => (await stripe.refunds.retrieve(slow.id)).status === 'succeeded', 'the late refund');
  const intent = await pay({ payment_method: 'pm_card_refundFail' });
  const failing = await stripe.refunds.create({ payment_intent: intent.id });
  assert.equal(failing.status, 'succeeded');
  const failed = await until(async () => {
    const refund = await stripe.refunds.retrieve(failing.id, { expand: ['failure_balance_transaction'] });
    return refund.status === 'failed' && refund;
  }, 'the failure');
  assert.equal(failed.failure_balance_transaction.amount, 4999);
  assert.equal((await stripe.charges.retrieve(intent.latest_charge)).amount_refunded, 0);
  const [event] = (await stripe.events.list({ type: 'refund.failed' })).data;
  assert.equal(event.data.object.id, failing.id);
});

test('lists: pages in both directions, filters, auto-paging', async () => {
  const customer = await stripe.customers.create();
  const ids = [];
  for (let i = 0; i < 25; i += 1) ids.unshift((await stripe.paymentIntents.create({ ...card, customer: customer.id })).id);
  const first = await stripe.paymentIntents.list({ customer: customer.id });
  assert.deepEqual(first.data.map((one) => one.id), ids.slice(0, 10));
  assert.equal(first.has_more, true);
  assert.equal(first.url, '/v1/payment_intents');
  const second = await stripe.paymentIntents.list({ customer: customer.id, limit: 10, starting_after: ids[9] });
  assert.deepEqual(second.data.map((one) => one.id), ids.slice(10, 20));
  const back = await stripe.paymentIntents.list({ customer: customer.id, limit: 5, ending_before: ids[10] });
  assert.deepEqual(back.data.map((one) => one.id), ids.slice(5, 10));
  assert.equal(back.has_more, true);
  const all = await stripe.paymentIntents.list({ customer: customer.id, limit: 3 }).autoPagingToArray({ limit: 100 });
  assert.deepEqual(all.map((one) => one.id), ids);
  const now = all[0].created;
  assert.equal((await stripe.paymentIntents.list({ customer: customer.id, created: { gt: now + 60 } })).data.length, 0);
  assert.equal((await stripe.paymentIntents.list({ customer: customer.id, created: { gte: now - 60 }, limit: 100 })).data.length, 25);
  await refusal(stripe.paymentIntents.list({ limit: 101 }), Stripe.errors.StripeInvalidRequestError, { param: 'limit' });
  await refusal(stripe.paymentIntents.list({ starting_after: 'pi_none' }), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
});

test('expand: nested, through lists, and not what cannot be', async () => {
  const customer = await stripe.customers.create();
  const intent = await pay({ customer: customer.id });
  await settled(intent.latest_charge);
  const list = await stripe.paymentIntents.list({ customer: customer.id, expand: ['data.latest_charge.balance_transaction', 'data.customer', 'data.payment_method'] });
  assert.equal(list.data[0].latest_charge.balance_transaction.type, 'charge');
  assert.equal(list.data[0].customer.object, 'customer');
  assert.equal(list.data[0].payment_method.object, 'payment_method');
  const deep = await stripe.balanceTransactions.list({ source: intent.latest_charge, expand: ['data.source.payment_intent.customer'] });
  assert.equal(deep.data[0].source.payment_intent.customer.id, customer.id);
  await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: ['amount'] }), Stripe.errors.StripeInvalidRequestError);
  await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: ['a.b.c.d.e'] }), Stripe.errors.StripeInvalidRequestError, { code: 'property_expansion_max_depth' });
});

test('idempotency: replay, changed parameters, another endpoint', async () => {
  const options = { idempotencyKey: `key-${Math.random()}` };
  const first = await stripe.paymentIntents.create(card, options);
  const again = await stripe.paymentIntents.create(card, options);
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  await refusal(stripe.paymentIntents.create({ ...card, amount: 5000 }, options), Stripe.errors.StripeIdempotencyError, { statusCode: 400 });
  await refusal(stripe.customers.create({}, options), Stripe.errors.StripeIdempotencyError);
  const decline = { idempotencyKey: `key-${Math.random()}` };
  const confirm = () => pay({ payment_method: 'pm_card_chargeDeclined', metadata: { same: 'yes' } });
  const attempts = await Promise.all([1, 2].map(() => stripe.paymentIntents.create({ ...card, confirm: true, payment_method: 'pm_card_chargeDeclined' }, decline)
    .then(() => null, (error) => error)));
  assert.equal(attempts[0].payment_intent.id, attempts[1].payment_intent.id, 'a decline is replayed, not tried again');
  await refusal(confirm(), Stripe.errors.StripeCardError);
});

test('a refused parameter does not use up the key', async () => {
  const options = { idempotencyKey: `key-${Math.random()}` };
  await refusal(stripe.paymentIntents.create({ currency: 'usd' }, options), Stripe.errors.StripeInvalidRequestError);
  assert.ok((await stripe.paymentIntents.create(card, options)).id);
});

test('the balance: pending, then available when the clock moves', async () => {
  const before = (await stripe.balance.retrieve()).available.find((one) => one.currency === 'eur');
  assert.equal(before, undefined);
  await settled((await pay({ currency: 'eur', amount: 10000 })).latest_charge);
  const pending = (await stripe.balance.retrieve()).pending.find((one) => one.currency === 'eur');
  assert.equal(pending.amount, 9680);
  await sandbox.control('POST', 'clock', { advanceSeconds: 3 * 86400 });
  const balance = await stripe.balance.retrieve();
  assert.equal(balance.available.find((one) => one.currency === 'eur').amount, 9680);
  assert.equal(balance.pending.find((one) => one.currency === 'eur').amount, 0);
  assert.ok((await stripe.events.list({ type: 'balance.available' })).data.length >= 1);
  await settled((await pay({ currency: 'gbp', payment_method: 'pm_card_bypassPending' })).latest_charge);
  assert.ok((await stripe.balance.retrieve()).available.find((one) => one.currency === 'gbp').amount > 0);
});

test('payouts: paid, late failure, cancelled, too much', async () => {
  await sandbox.control('POST', 'config', { payoutInTransitMs: 600000 });
  await settled((await pay({ currency: 'cad', amount: 100000, payment_method: 'pm_card_bypassPending' })).latest_charge);
  const available = async () => (await stripe.balance.retrieve()).available.find((one) => one.currency === 'cad').amount;
  const start = await available();
  await refusal(stripe.payouts.create({ amount: start + 1, currency: 'cad' }), Stripe.errors.StripeInvalidRequestError, { code: 'balance_insufficient' });
  const payout = await stripe.payouts.create({ amount: 2000, currency: 'cad', expand: ['balance_transaction', 'destination'] });
  assert.equal(payout.status, 'pending');
  assert.equal(payout.balance_transaction.amount, -2000);
  assert.equal(payout.destination.object, 'bank_account');
  assert.equal(await available(), start - 2000);
  await sandbox.control('POST', 'clock', { advanceSeconds: 600 });
  assert.equal((await stripe.payouts.retrieve(payout.id)).status, 'in_transit');
  await sandbox.control('POST', 'clock', { advanceSeconds: 3 * 86400 });
  assert.equal((await stripe.payouts.retrieve(payout.id)).status, 'paid');
  await sandbox.control('POST', `payouts/${payout.id}/fail`, { code: 'account_closed' });
  const failed = await stripe.payouts.retrieve(payout.id);
  assert.equal(failed.failure_code, 'account_closed');
  assert.equal(await available(), start);
  const types = (await stripe.events.list({ types: ['payout.paid', 'payout.failed', 'payout.created'] })).data.map((event) => event.type);
  assert.deepEqual(types, ['payout.failed', 'payout.paid', 'payout.created']);
  const cancelled = await stripe.payouts.cancel((await stripe.payouts.create({ amount: 500, currency: 'cad' })).id);
  assert.equal(cancelled.status, 'canceled');
  const closed = (await sandbox.control('POST', 'bank_accounts', { account_number: '000111111116', currency: 'cad' })).body;
  const doomed = await stripe.payouts.create({ amount: 500, currency: 'cad', destination: closed.id });
  await sandbox.control('POST', 'clock', { advanceSeconds: 600 });
  await sandbox.control('POST', 'clock', { advanceSeconds: 3 * 86400 });
  assert.equal((await stripe.payouts.retrieve(doomed.id)).failure_code, 'no_account');
  assert.equal(await available(), start);
  assert.equal((await stripe.payouts.list({ status: 'failed' })).data.length, 2);
});

test('the account, and bulk intents', async () => {
  assert.equal((await stripe.accounts.retrieve()).object, 'account');
  const made = await sandbox.control('POST', 'payment_intents/bulk', { count: 2000, idPrefix: 'pi_', amount: 4999, currency: 'usd' });
  assert.equal(made.body.lastId, 'pi_2000');
  assert.equal((await stripe.paymentIntents.retrieve('pi_1')).amount, 4999);
  assert.equal((await stripe.paymentIntents.confirm('pi_2', { payment_method: 'pm_card_visa', return_url: 'https://example.com' })).status, 'succeeded');
});
