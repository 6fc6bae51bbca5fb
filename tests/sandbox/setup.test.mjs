// Cards that are saved for later: by setup intents, along with a payment, and what happens when they are used without their owner.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { refusal, startFrozen } from './support/money.mjs';

let world, stripe, call;
before(async () => {
  world = await startFrozen();
  ({ stripe, call } = world);
});
after(() => world?.sandbox.stop());

const cards = ['card'];
const saveFor = (customer, method, extra = {}) =>
  stripe.setupIntents.create({ customer, payment_method: method, payment_method_types: cards, confirm: true, ...extra });
const chargeLater = (customer, method, extra = {}) =>
  stripe.paymentIntents.create({ amount: 2500, currency: 'usd', customer, payment_method: method, payment_method_types: cards, off_session: true, confirm: true, ...extra });

test('a saved card belongs to its customer and pays without them', async () => {
  const customer = await stripe.customers.create();
  const setup = await saveFor(customer.id, 'pm_card_visa', { metadata: { student: 's1' }, expand: ['payment_method'] });
  assert.match(setup.id, /^seti_1[0-9A-Za-z]{23}$/);
  assert.match(setup.client_secret, new RegExp(`^${setup.id}_secret_`));
  assert.deepEqual([setup.status, setup.usage, setup.metadata.student], ['succeeded', 'off_session', 's1']);
  assert.equal(setup.payment_method.customer, customer.id);
  assert.deepEqual((await stripe.customers.listPaymentMethods(customer.id)).data.map((one) => one.id), [setup.payment_method.id]);
  assert.deepEqual(await world.events(setup.id), ['setup_intent.created', 'setup_intent.succeeded']);
  assert.deepEqual(await world.events(setup.payment_method.id), ['payment_method.attached']);
  const paid = await chargeLater(customer.id, setup.payment_method.id);
  assert.equal(paid.status, 'succeeded');
  await refusal(chargeLater((await stripe.customers.create()).id, setup.payment_method.id), Stripe.errors.StripeInvalidRequestError, { param: 'payment_method' });
});

test('a setup intent is made, changed, confirmed, listed and cancelled', async () => {
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({ payment_method_types: cards, usage: 'on_session' });
  assert.deepEqual([setup.status, setup.usage, setup.customer], ['requires_payment_method', 'on_session', null]);
  const unready = await refusal(stripe.setupIntents.confirm(setup.id), Stripe.errors.StripeInvalidRequestError, { code: 'setup_intent_unexpected_state' });
  assert.equal(unready.raw.setup_intent.id, setup.id);
  const changed = await stripe.setupIntents.update(setup.id, { customer: customer.id, payment_method: 'pm_card_mastercard', description: 'for instalments' });
  assert.deepEqual([changed.status, changed.customer, changed.description], ['requires_confirmation', customer.id, 'for instalments']);
  assert.equal((await stripe.setupIntents.confirm(setup.id)).status, 'succeeded');
  await refusal(stripe.setupIntents.cancel(setup.id), Stripe.errors.StripeInvalidRequestError, { code: 'setup_intent_unexpected_state' });
  const other = await stripe.setupIntents.create({ customer: customer.id, payment_method_types: cards });
  const canceled = await stripe.setupIntents.cancel(other.id, { cancellation_reason: 'abandoned' });
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned']);
  assert.deepEqual(await world.events(other.id), ['setup_intent.created', 'setup_intent.canceled']);
  assert.deepEqual((await stripe.setupIntents.list({ customer: customer.id })).data.map((one) => one.id), [other.id, setup.id]);
  assert.equal((await stripe.setupIntents.retrieve(other.id)).status, 'canceled');
  await refusal(stripe.setupIntents.retrieve('seti_none'), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing', statusCode: 404 });
  await refusal(saveFor(customer.id, 'pm_success_de'), Stripe.errors.StripeInvalidRequestError, { param: 'payment_method' });
  await refusal(stripe.setupIntents.create({ amount: 5 }), Stripe.errors.StripeInvalidRequestError, { code: 'parameter_unknown', param: 'amount' });
});

test('a bank that will not have its card saved says so', async () => {
  const customer = await stripe.customers.create();
  const error = await refusal(saveFor(customer.id, 'pm_card_chargeDeclinedInsufficientFunds'), Stripe.errors.StripeCardError,
                              { code: 'card_declined', decline_code: 'insufficient_funds' });
  const setup = await stripe.setupIntents.retrieve(error.raw.setup_intent.id);
  assert.deepEqual([setup.status, setup.payment_method, setup.last_setup_error.code], ['requires_payment_method', null, 'card_declined']);
  assert.equal(setup.last_setup_error.payment_method.type, 'card');
  assert.deepEqual(await world.events(setup.id), ['setup_intent.created', 'setup_intent.setup_failed']);
  assert.equal((await stripe.customers.listPaymentMethods(customer.id)).data.length, 0);
  assert.equal((await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' })).status, 'succeeded', 'another card will do');
});

test('a card that asks once when it is saved does not ask again', async () => {
  const customer = await stripe.customers.create();
  const setup = await saveFor(customer.id, 'pm_card_authenticationRequiredOnSetup');
  assert.deepEqual([setup.status, setup.next_action.type], ['requires_action', 'use_stripe_sdk']);
  assert.equal((await stripe.customers.listPaymentMethods(customer.id)).data.length, 0, 'nothing is saved yet');
  const refused = await call(`setup_intents/${setup.id}/fail_authentication`);
  assert.deepEqual([refused.status, refused.last_setup_error.code], ['requires_payment_method', 'setup_intent_authentication_failure']);
  await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_authenticationRequiredOnSetup' });
  const saved = await call(`setup_intents/${setup.id}/complete_authentication`);
  assert.equal(saved.status, 'succeeded');
  assert.deepEqual(await world.events(setup.id), ['setup_intent.created', 'setup_intent.requires_action', 'setup_intent.setup_failed',
                                                  'setup_intent.requires_action', 'setup_intent.succeeded']);
  assert.equal((await chargeLater(customer.id, saved.payment_method)).status, 'succeeded');
  assert.equal((await world.sandbox.control('POST', `setup_intents/${setup.id}/complete_authentication`)).status, 400);
});

test('a card that always asks cannot pay while its owner is away', async () => {
  const customer = await stripe.customers.create();
  const setup = await saveFor(customer.id, 'pm_card_authenticationRequired');
  const { payment_method: method } = await call(`setup_intents/${setup.id}/complete_authentication`);
  const error = await refusal(chargeLater(customer.id, method), Stripe.errors.StripeCardError,
                              { statusCode: 402, code: 'authentication_required', decline_code: 'authentication_required' });
  assert.equal(error.payment_method.id, method);
  const intent = await stripe.paymentIntents.retrieve(error.payment_intent.id, { expand: ['latest_charge'] });
  assert.deepEqual([intent.status, intent.payment_method, intent.last_payment_error.code], ['requires_payment_method', null, 'authentication_required']);
  assert.equal(intent.last_payment_error.payment_method.id, method, 'so that the owner can be asked to confirm with the same card');
  assert.equal(intent.latest_charge.failure_code, 'authentication_required');
  assert.deepEqual(await world.events(intent.id), ['payment_intent.created', 'payment_intent.payment_failed']);
  const back = await stripe.paymentIntents.confirm(intent.id, { payment_method: method });
  assert.equal(back.status, 'requires_action', 'on session it asks');
  assert.equal((await call(`payment_intents/${intent.id}/complete_authentication`)).status, 'succeeded');
  const strict = await refusal(chargeLater(customer.id, method, { off_session: undefined, error_on_requires_action: true }), Stripe.errors.StripeCardError,
                               { code: 'authentication_required' });
  assert.equal((await stripe.paymentIntents.retrieve(strict.payment_intent.id)).status, 'requires_payment_method');
});

test('a card can be saved and decline every charge later', async () => {
  const customer = await stripe.customers.create();
  const setup = await saveFor(customer.id, 'pm_card_chargeCustomerFail');
  assert.equal(setup.status, 'succeeded');
  const error = await refusal(chargeLater(customer.id, setup.payment_method), Stripe.errors.StripeCardError, { code: 'card_declined', decline_code: 'generic_decline' });
  assert.equal(error.payment_intent.last_payment_error.payment_method.id, setup.payment_method);
});

test('a payment saves its card along the way, when it succeeds', async () => {
  const customer = await stripe.customers.create();
  const paid = await stripe.paymentIntents.create({ amount: 3000, currency: 'usd', customer: customer.id, payment_method: 'pm_card_visa',
                                                    payment_method_types: cards, setup_future_usage: 'off_session', confirm: true });
  assert.equal(paid.setup_future_usage, 'off_session');
  assert.deepEqual((await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data.map((one) => one.id), [paid.payment_method]);
  assert.equal((await chargeLater(customer.id, paid.payment_method)).status, 'succeeded');
  await refusal(stripe.paymentIntents.create({ amount: 3000, currency: 'usd', customer: customer.id, payment_method: 'pm_card_chargeDeclined',
                                               payment_method_types: cards, setup_future_usage: 'off_session', confirm: true }), Stripe.errors.StripeCardError);
  assert.equal((await stripe.paymentMethods.list({ customer: customer.id })).data.length, 1);
});

test('the default of a customer is one of their own cards, until it is detached', async () => {
  const customer = await stripe.customers.create({ payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } });
  const first = customer.invoice_settings.default_payment_method;
  assert.match(first, /^pm_1/);
  const second = (await saveFor(customer.id, 'pm_card_mastercard')).payment_method;
  const updated = await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: second } });
  assert.equal(updated.invoice_settings.default_payment_method, second);
  const expanded = await stripe.customers.retrieve(customer.id, { expand: ['invoice_settings.default_payment_method'] });
  assert.equal(expanded.invoice_settings.default_payment_method.card.brand, 'mastercard');
  const foreign = (await saveFor((await stripe.customers.create()).id, 'pm_card_visa')).payment_method;
  await refusal(stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: foreign } }), Stripe.errors.StripeInvalidRequestError,
                { code: 'resource_missing' });
  assert.equal((await stripe.paymentMethods.detach(second)).customer, null);
  assert.equal((await stripe.customers.retrieve(customer.id)).invoice_settings.default_payment_method, null);
  assert.deepEqual(await world.events(customer.id), ['customer.created', 'customer.updated', 'customer.updated']);
  assert.deepEqual(await world.events(second), ['payment_method.attached', 'payment_method.detached']);
  await refusal(chargeLater(customer.id, second), Stripe.errors.StripeInvalidRequestError);
});
