// Subscriptions and their invoices: periods, trials, changes, failed payments and ends, all by the one clock.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { balanceOf, refusal, startFrozen } from './support/money.mjs';
import { startSandbox } from './support/sandbox.mjs';

const invalid = Stripe.errors.StripeInvalidRequestError;
const day = 86400;
const hour = 3600;
const utc = (text) => Date.parse(`${text}Z`) / 1000;
let world, stripe, call, monthly, better, yearly;
before(async () => {
  world = await startFrozen({ args: ['--start-at', String(utc('2030-01-31T12:00:00'))] });
  ({ stripe, call } = world);
  const product = (await stripe.products.create({ name: 'Membership' })).id;
  const price = (unit_amount, interval) => stripe.prices.create({ currency: 'usd', product, unit_amount, recurring: { interval } });
  [monthly, better, yearly] = [await price(3000, 'month'), await price(6000, 'month'), await price(30000, 'year')];
});
after(() => world?.sandbox.stop());

const now = async () => (await world.sandbox.control('GET', 'clock')).body.now;
const moveTo = (to) => call('clock', { to });
/** A customer whose card is saved and their default. */
async function member(card = 'pm_card_visa') {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method: card, payment_method_types: ['card'], confirm: true });
  if (setup.status === 'requires_action') await call(`setup_intents/${setup.id}/complete_authentication`);
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: setup.payment_method } });
  return { id: customer.id, method: setup.payment_method };
}
const subscribe = (customer, extra = {}) => stripe.subscriptions.create({ customer, items: [{ price: monthly.id }], ...extra });
const invoicesOf = async (subscription) => (await stripe.invoices.list({ subscription: subscription.id })).data;
const statusOf = async (subscription) => (await stripe.subscriptions.retrieve(subscription.id)).status;
const endOf = async (subscription) => (await stripe.subscriptions.retrieve(subscription.id)).items.data[0].current_period_end;

test('a subscription is paid at once with the saved card', async () => {
  const { id, method } = await member();
  const subscription = await subscribe(id, { metadata: { course: 'c1' }, expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'] });
  assert.match(subscription.id, /^sub_1/);
  assert.equal(subscription.status, 'active');
  const [item] = subscription.items.data;
  assert.deepEqual([item.price.id, item.quantity, item.plan.id, item.current_period_start], [monthly.id, 1, monthly.id, await now()]);
  const invoice = subscription.latest_invoice;
  assert.deepEqual([invoice.status, invoice.total, invoice.amount_due, invoice.amount_paid, invoice.amount_remaining, invoice.billing_reason],
                   ['paid', 3000, 3000, 3000, 0, 'subscription_create']);
  assert.deepEqual([invoice.parent.type, invoice.parent.subscription_details.subscription, invoice.parent.subscription_details.metadata.course],
                   ['subscription_details', subscription.id, 'c1']);
  const [line] = invoice.lines.data;
  assert.deepEqual([line.amount, line.pricing.price_details.price, line.parent.subscription_item_details.subscription_item, line.period.end],
                   [3000, monthly.id, item.id, item.current_period_end]);
  const [payment] = invoice.payments.data;
  assert.deepEqual([payment.status, payment.amount_paid, payment.payment.type], ['paid', 3000, 'payment_intent']);
  const intent = await stripe.paymentIntents.retrieve(payment.payment.payment_intent);
  assert.deepEqual([intent.status, intent.payment_method, intent.customer], ['succeeded', method, id]);
  assert.equal(invoice.confirmation_secret.client_secret, intent.client_secret);
  assert.match(invoice.number, /-0001$/);
  const found = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent.id } });
  assert.deepEqual(found.data.map((one) => one.invoice), [invoice.id]);
  assert.deepEqual(await world.events(invoice.id), ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded']);
  assert.deepEqual(await world.events(payment.id), ['invoice_payment.paid']);
  assert.deepEqual(await world.events(subscription.id), ['customer.subscription.created', 'customer.subscription.updated']);
  await balanceOf(stripe);
});

test('without a card the customer pays the first invoice, or it expires', async () => {
  const customer = await stripe.customers.create();
  await refusal(subscribe(customer.id), invalid, { code: 'resource_missing' });
  const waiting = { payment_behavior: 'default_incomplete', payment_settings: { save_default_payment_method: 'on_subscription' }, expand: ['latest_invoice.confirmation_secret'] };
  const subscription = await subscribe(customer.id, waiting);
  assert.deepEqual([subscription.status, subscription.latest_invoice.status, subscription.latest_invoice.attempt_count], ['incomplete', 'open', 0]);
  const intent = subscription.latest_invoice.confirmation_secret.client_secret.split('_secret_')[0];
  await refusal(stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_chargeDeclined', return_url: 'https://x.example' }), Stripe.errors.StripeCardError);
  assert.equal(await statusOf(subscription), 'incomplete');
  await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa', return_url: 'https://x.example' });
  const active = await stripe.subscriptions.retrieve(subscription.id, { expand: ['default_payment_method', 'latest_invoice'] });
  assert.deepEqual([active.status, active.default_payment_method.customer, active.latest_invoice.status], ['active', customer.id, 'paid']);
  const forgotten = await subscribe(customer.id, waiting);
  await world.advance(23 * hour);
  assert.equal(await statusOf(forgotten), 'incomplete_expired');
  assert.equal((await invoicesOf(forgotten))[0].status, 'void');
  assert.equal((await stripe.paymentIntents.retrieve(forgotten.latest_invoice.confirmation_secret.client_secret.split('_secret_')[0])).status, 'canceled');
  assert.equal(await statusOf(subscription), 'active');
});

test('months end where they end, counted from the anchor', async () => {
  await moveTo(utc('2031-01-31T12:00:00'));
  const { id } = await member();
  const subscription = await subscribe(id);
  const ends = [await endOf(subscription)];
  for (let i = 0; i < 3; i += 1) {
    await moveTo(ends.at(-1) + 2 * hour);
    ends.push(await endOf(subscription));
  }
  assert.deepEqual(ends, ['2031-02-28', '2031-03-31', '2031-04-30', '2031-05-31'].map((date) => utc(`${date}T12:00:00`)));
  await moveTo(utc('2032-01-31T13:30:00'));
  assert.equal(await endOf(subscription), utc('2032-02-29T12:00:00'), 'a leap year');
  assert.ok((await stripe.invoices.list({ subscription: subscription.id, limit: 100 })).data.every((invoice) => invoice.status === 'paid'));
  assert.equal((await stripe.invoices.list({ subscription: subscription.id, limit: 100 })).data.length, 13);
  await stripe.subscriptions.cancel(subscription.id);
});

test('a renewal is a draft for an hour, then it is paid', async () => {
  const { id } = await member();
  const subscription = await subscribe(id);
  const end = await endOf(subscription);
  await moveTo(end);
  const [draft] = await invoicesOf(subscription);
  assert.deepEqual([draft.status, draft.billing_reason, draft.automatically_finalizes_at, draft.period_end], ['draft', 'subscription_cycle', end + hour, end]);
  assert.equal((await stripe.subscriptions.retrieve(subscription.id)).latest_invoice, draft.id);
  await moveTo(end + hour);
  const paid = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual([paid.status, paid.amount_paid, paid.attempt_count, paid.lines.data[0].period.start], ['paid', 3000, 1, end]);
  assert.equal(paid.status_transitions.paid_at, end + hour);
  assert.deepEqual(await world.events(draft.id), ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded']);
  await stripe.subscriptions.cancel(subscription.id);
});

/** Someone whose card pays the first time only. */
async function goneBroke(extra = {}) {
  const { id, method } = await member();
  const subscription = await subscribe(id, extra);
  const broke = await stripe.setupIntents.create({ customer: id, payment_method: 'pm_card_chargeCustomerFail', payment_method_types: ['card'], confirm: true });
  await stripe.subscriptions.update(subscription.id, { default_payment_method: broke.payment_method });
  return { subscription, customer: id, good: method };
}

test('a failed renewal is tried again by the schedule, and in the end the subscription is canceled', async () => {
  const { subscription } = await goneBroke();
  const end = await endOf(subscription);
  await moveTo(end + hour);
  const [invoice] = await invoicesOf(subscription);
  assert.deepEqual([invoice.status, invoice.attempt_count, invoice.next_payment_attempt], ['open', 1, end + hour + 3 * day]);
  assert.equal(await statusOf(subscription), 'past_due');
  await world.advance(3 * day);
  assert.deepEqual(await stripe.invoices.retrieve(invoice.id).then((one) => [one.attempt_count, one.next_payment_attempt]), [2, end + hour + 8 * day]);
  await world.advance(5 * day);
  await world.advance(7 * day);
  const ended = await stripe.subscriptions.retrieve(subscription.id);
  assert.deepEqual([ended.status, ended.cancellation_details.reason, ended.ended_at], ['canceled', 'payment_failed', end + hour + 15 * day]);
  const left = await stripe.invoices.retrieve(invoice.id);
  assert.deepEqual([left.status, left.attempt_count, left.next_payment_attempt, left.auto_advance], ['open', 4, null, false]);
  assert.deepEqual((await world.events(invoice.id)).filter((type) => type === 'invoice.payment_failed').length, 4);
  assert.equal((await world.events(subscription.id)).at(-1), 'customer.subscription.deleted');
  await world.advance(60 * day);
  assert.equal((await invoicesOf(subscription)).length, 2, 'nothing more is billed');
});

test('a new card pays what is past due, and the schedule and the end are configured', async () => {
  await call('config', { invoiceRetrySeconds: [day], subscriptionAfterRetries: 'unpaid' });
  const { subscription, good } = await goneBroke();
  const end = await endOf(subscription);
  await moveTo(end + hour + day);
  assert.equal(await statusOf(subscription), 'unpaid');
  const [invoice] = await invoicesOf(subscription);
  await refusal(stripe.invoices.pay(invoice.id), Stripe.errors.StripeCardError, { code: 'card_declined' });
  await stripe.subscriptions.update(subscription.id, { default_payment_method: good });
  const paid = await stripe.invoices.pay(invoice.id);
  assert.deepEqual([paid.status, await statusOf(subscription)], ['paid', 'active']);
  await refusal(stripe.invoices.pay(invoice.id), invalid, { code: 'invoice_already_paid' });
  await stripe.subscriptions.cancel(subscription.id);
  await call('config', { invoiceRetrySeconds: [3 * day, 5 * day, 7 * day], subscriptionAfterRetries: 'cancel' });
  assert.equal((await world.sandbox.control('POST', 'config', { subscriptionAfterRetries: 'pause' })).status, 400);
});

test('a renewal that wants its owner waits for them', async () => {
  const { id } = await member('pm_card_authenticationRequired');
  const subscription = await subscribe(id, { expand: ['latest_invoice.payments'] });
  assert.equal(subscription.status, 'incomplete');
  await call(`payment_intents/${subscription.latest_invoice.payments.data[0].payment.payment_intent}/complete_authentication`);
  assert.equal(await statusOf(subscription), 'active');
  await moveTo((await endOf(subscription)) + hour);
  const [renewal] = await invoicesOf(subscription);
  const types = await world.events(renewal.id);
  assert.deepEqual(types, ['invoice.created', 'invoice.finalized', 'invoice.payment_action_required', 'invoice.payment_failed']);
  assert.equal(await statusOf(subscription), 'past_due');
  const { payments } = await stripe.invoices.retrieve(renewal.id, { expand: ['payments'] });
  await call(`payment_intents/${payments.data[0].payment.payment_intent}/complete_authentication`);
  assert.equal(await statusOf(subscription), 'active');
  assert.equal((await stripe.invoices.retrieve(renewal.id)).next_payment_attempt, null);
  await stripe.subscriptions.cancel(subscription.id);
});

test('a trial costs nothing, is announced to end, and is billed then', async () => {
  const { id } = await member();
  const subscription = await subscribe(id, { trial_period_days: 14, expand: ['latest_invoice'] });
  const start = await now();
  assert.deepEqual([subscription.status, subscription.trial_end, subscription.billing_cycle_anchor], ['trialing', start + 14 * day, start + 14 * day]);
  assert.deepEqual([subscription.latest_invoice.status, subscription.latest_invoice.total, subscription.pending_setup_intent], ['paid', 0, null]);
  await moveTo(start + 11 * day);
  const told = (await stripe.events.list({ type: 'customer.subscription.trial_will_end', limit: 1 })).data[0];
  assert.deepEqual([told.data.object.id, told.created], [subscription.id, start + 11 * day]);
  await moveTo(start + 14 * day + hour);
  assert.equal(await statusOf(subscription), 'active');
  assert.deepEqual((await invoicesOf(subscription)).map((invoice) => [invoice.status, invoice.total]), [['paid', 3000], ['paid', 0]]);
  await stripe.subscriptions.cancel(subscription.id);
  const bare = await stripe.customers.create();
  const waiting = await subscribe(bare.id, { trial_end: (await now()) + 5 * day, payment_behavior: 'default_incomplete', expand: ['pending_setup_intent'],
                                             trial_settings: { end_behavior: { missing_payment_method: 'cancel' } } });
  await stripe.setupIntents.confirm(waiting.pending_setup_intent.id, { payment_method: 'pm_card_visa', return_url: 'https://x.example' });
  const kept = await stripe.subscriptions.retrieve(waiting.id);
  assert.deepEqual([kept.pending_setup_intent, typeof kept.default_payment_method], [null, 'string']);
  const left = await subscribe(bare.id, { trial_period_days: 2, payment_behavior: 'default_incomplete', trial_settings: { end_behavior: { missing_payment_method: 'cancel' } } });
  await world.advance(5 * day + hour);
  assert.deepEqual([await statusOf(waiting), await statusOf(left)], ['active', 'canceled']);
  const cut = await subscribe(id, { trial_period_days: 30 });
  await stripe.subscriptions.update(cut.id, { trial_end: 'now' });
  assert.deepEqual(await stripe.invoices.list({ subscription: cut.id }).then(({ data }) => [data[0].status, data[0].total]), ['paid', 3000]);
  assert.equal(await endOf(cut) > await now(), true);
  for (const one of [waiting, cut]) await stripe.subscriptions.cancel(one.id);
});

test('a change in mid-period is previewed, and then billed as previewed', async () => {
  await moveTo(utc('2034-06-01T00:00:00'));
  const { id } = await member();
  const subscription = await subscribe(id);
  const [item] = subscription.items.data;
  await moveTo(utc('2034-06-16T00:00:00')); // half of June
  const change = { items: [{ id: item.id, price: better.id }], proration_date: await now() };
  const preview = await stripe.invoices.createPreview({ customer: id, subscription: subscription.id, subscription_details: change });
  assert.deepEqual(preview.lines.data.map((line) => [line.amount, line.parent.subscription_item_details.proration]), [[-1500, true], [3000, true], [6000, false]]);
  assert.deepEqual([preview.amount_due, preview.status, preview.parent.subscription_details.subscription_proration_date], [7500, 'draft', change.proration_date]);
  assert.equal((await invoicesOf(subscription)).length, 1, 'a preview is not kept');
  const changed = await stripe.subscriptions.update(subscription.id, { ...change, proration_behavior: 'create_prorations' });
  assert.deepEqual([changed.items.data[0].id, changed.items.data[0].price.id, changed.items.data[0].current_period_end], [item.id, better.id, item.current_period_end]);
  assert.equal((await stripe.invoices.createPreview({ subscription: subscription.id })).amount_due, 7500);
  await moveTo(utc('2034-07-01T01:00:00'));
  const [renewal] = await invoicesOf(subscription);
  assert.deepEqual([renewal.status, renewal.total, renewal.lines.data.map((line) => line.amount)], ['paid', 7500, [-1500, 3000, 6000]]);
  const more = await stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, quantity: 2 }], proration_behavior: 'none' });
  assert.equal(more.items.data[0].quantity, 2);
  assert.equal((await stripe.invoices.createPreview({ subscription: subscription.id })).amount_due, 12000);
  await stripe.subscriptions.cancel(subscription.id);
  await balanceOf(stripe);
});

test('always_invoice bills a change at once; less becomes the customer’s credit, which pays later', async () => {
  await moveTo(utc('2034-09-01T00:00:00'));
  const { id } = await member();
  const subscription = await subscribe(id, { items: [{ price: better.id }] });
  const [item] = subscription.items.data;
  await moveTo(utc('2034-09-16T00:00:00'));
  const at = { proration_behavior: 'always_invoice' };
  const preview = await stripe.invoices.createPreview({ subscription: subscription.id, subscription_details: { items: [{ id: item.id, price: monthly.id }], ...at } });
  assert.deepEqual([preview.total, preview.amount_due], [-1500, 0]);
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, price: monthly.id }], ...at });
  const [credit] = await invoicesOf(subscription);
  assert.deepEqual([credit.status, credit.total, credit.amount_due, credit.billing_reason, credit.ending_balance], ['paid', -1500, 0, 'subscription_update', -1500]);
  assert.equal((await stripe.customers.retrieve(id)).balance, -1500);
  await moveTo(utc('2034-10-01T01:00:00'));
  const [renewal] = await invoicesOf(subscription);
  assert.deepEqual([renewal.total, renewal.amount_due, renewal.amount_paid, renewal.starting_balance, renewal.ending_balance], [3000, 1500, 1500, -1500, 0]);
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, price: yearly.id }] });
  const restarted = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
  assert.equal(restarted.items.data[0].current_period_end, utc('2035-10-01T01:00:00'), 'another interval begins anew');
  assert.deepEqual([restarted.latest_invoice.status, restarted.latest_invoice.lines.data.at(-1).amount], ['paid', 30000]);
  await stripe.subscriptions.cancel(subscription.id);
  await balanceOf(stripe);
});

test('a change that cannot be paid makes the subscription past due', async () => {
  const { subscription } = await goneBroke();
  await world.advance(day);
  await stripe.subscriptions.update(subscription.id, { items: [{ id: subscription.items.data[0].id, price: better.id }], proration_behavior: 'always_invoice' });
  assert.equal(await statusOf(subscription), 'past_due');
  await stripe.subscriptions.cancel(subscription.id);
});

test('a subscription ends at the end of its period, unless that is taken back', async () => {
  const { id } = await member();
  const [leaving, staying] = [await subscribe(id), await subscribe(id)];
  const end = await endOf(leaving);
  const marked = await stripe.subscriptions.update(leaving.id, { cancel_at_period_end: true, cancellation_details: { feedback: 'too_expensive' } });
  assert.deepEqual([marked.status, marked.cancel_at_period_end, marked.cancel_at, marked.cancellation_details.reason, marked.cancellation_details.feedback],
                   ['active', true, end, 'cancellation_requested', 'too_expensive']);
  await refusal(stripe.invoices.createPreview({ subscription: leaving.id }), invalid, { code: 'invoice_upcoming_none' });
  await stripe.subscriptions.update(staying.id, { cancel_at_period_end: true });
  const back = await stripe.subscriptions.update(staying.id, { cancel_at_period_end: false });
  assert.deepEqual([back.cancel_at, back.canceled_at], [null, null]);
  await moveTo(end + hour);
  const ended = await stripe.subscriptions.retrieve(leaving.id);
  assert.deepEqual([ended.status, ended.ended_at], ['canceled', end]);
  assert.equal((await invoicesOf(leaving)).length, 1);
  assert.equal(await statusOf(staying), 'active');
  const gone = await stripe.subscriptions.cancel(staying.id);
  assert.equal(gone.status, 'canceled');
  await refusal(stripe.subscriptions.cancel(staying.id), invalid, { code: 'resource_missing' });
  await refusal(stripe.subscriptions.update(staying.id, { cancel_at_period_end: true }), invalid);
  assert.deepEqual((await stripe.subscriptions.list({ customer: id })).data, []);
  assert.deepEqual((await stripe.subscriptions.list({ customer: id, status: 'all' })).data.map((one) => one.id), [staying.id, leaving.id]);
  assert.equal((await world.events(leaving.id)).at(-1), 'customer.subscription.deleted');
});

test('what makes no subscription is refused', async () => {
  const { id } = await member();
  const other = await member();
  const once = await stripe.prices.create({ currency: 'usd', unit_amount: 500, product_data: { name: 'Once' } });
  await refusal(subscribe('cus_none'), invalid, { param: 'customer' });
  await refusal(subscribe(id, { items: [{ price: once.id }] }), invalid, { param: 'items[0][price]' });
  await refusal(subscribe(id, { items: [{ price: monthly.id }, { price: yearly.id }] }), invalid, { param: 'items[1][price]' });
  await refusal(subscribe(id, { default_payment_method: other.method }), invalid, { param: 'default_payment_method' });
  await refusal(subscribe(id, { trial_end: (await now()) - 5 }), invalid, { param: 'trial_end' });
  await refusal(subscribe(id, { coupon: 'x' }), invalid, { code: 'parameter_unknown' });
  await refusal(stripe.subscriptions.retrieve('sub_none'), invalid, { statusCode: 404 });
  const subscription = await subscribe(id);
  await refusal(stripe.subscriptions.update(subscription.id, { items: [{ id: 'si_none', price: better.id }] }), invalid, { param: 'items[0][id]' });
  await refusal(stripe.subscriptions.update(subscription.id, { proration_date: 5, items: [{ price: better.id }] }), invalid, { param: 'proration_date' });
  await stripe.subscriptions.cancel(subscription.id);
});

test('a debit keeps a subscription active while it is under way, and past due when it fails', async () => {
  const customer = await stripe.customers.create();
  const subscription = await subscribe(customer.id, { payment_behavior: 'default_incomplete', payment_settings: { payment_method_types: ['us_bank_account'],
    save_default_payment_method: 'on_subscription' }, expand: ['latest_invoice.confirmation_secret'] });
  const intent = subscription.latest_invoice.confirmation_secret.client_secret.split('_secret_')[0];
  const mandate_data = { customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'test' } } };
  await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_usBankAccount_success', mandate_data });
  assert.deepEqual([await statusOf(subscription), (await invoicesOf(subscription))[0].status], ['active', 'open']);
  await world.advance(3 * day);
  assert.equal((await invoicesOf(subscription))[0].status, 'paid');
  await moveTo((await endOf(subscription)) + hour);
  const [renewal] = await invoicesOf(subscription);
  const [payment] = (await stripe.invoicePayments.list({ invoice: renewal.id })).data;
  await call(`payment_intents/${payment.payment.payment_intent}/fail`, { code: 'account_closed' });
  assert.equal(await statusOf(subscription), 'past_due');
  await stripe.subscriptions.cancel(subscription.id);
});

test('the state file keeps subscriptions, what they owe and when they are billed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const args = ['--state', join(folder, 'state.json'), '--start-at', '1900000000'];
  const first = await startFrozen({ args });
  const customer = await first.stripe.customers.create({ payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } });
  const price = await first.stripe.prices.create({ currency: 'usd', unit_amount: 5000, recurring: { interval: 'month' }, product_data: { name: 'Better club' } });
  const subscription = await first.stripe.subscriptions.create({ customer: customer.id, items: [{ price_data: { currency: 'usd', unit_amount: 3000, recurring: { interval: 'month' }, product: price.product } }] });
  await first.stripe.subscriptions.update(subscription.id, { items: [{ id: subscription.items.data[0].id, price: price.id }] });
  await first.stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 700, currency: 'usd' });
  assert.equal(await first.sandbox.stop(), 0);

  const again = await startSandbox({ args: [...args, '--frozen'] });
  const kept = again.client();
  assert.equal((await kept.subscriptions.retrieve(subscription.id)).items.data[0].price.id, price.id);
  assert.equal((await kept.customers.retrieveCashBalance(customer.id)).available.usd, 700);
  await again.control('POST', 'clock', { advance: 32 * day });
  const [renewal] = (await kept.invoices.list({ subscription: subscription.id })).data;
  assert.deepEqual([renewal.status, renewal.total, renewal.lines.data.length], ['paid', 7000, 3], 'the change, made at the start, and the next month');
  await balanceOf(kept);
  await again.stop();
  await rm(folder, { recursive: true });
});
