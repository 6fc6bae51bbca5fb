// Checkout Sessions by the API: what a shop makes, what the control API fills in, and what is told about it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { balanceOf, refusal, startFrozen } from './support/money.mjs';

const start = 1900000000;
let world, stripe, call;
before(async () => {
  world = await startFrozen({ args: ['--start-at', String(start)] });
  ({ stripe, call } = world);
});
after(() => world?.sandbox.stop());

const invalid = Stripe.errors.StripeInvalidRequestError;
const course = { price_data: { currency: 'usd', unit_amount: 4999, product_data: { name: 'Course: Beekeeping' } }, quantity: 1 };
const open = (extra = {}) => stripe.checkout.sessions.create({ mode: 'payment', line_items: [course], success_url: 'https://shop.example/done?s={CHECKOUT_SESSION_ID}',
                                                               cancel_url: 'https://shop.example/course', ...extra });
const fill = (session, method = 'pm_card_visa', extra = {}) => call(`checkout/sessions/${session.id}/complete`, { payment_method: method, ...extra });

test('a session sums its lines up and waits a day', async () => {
  const product = await stripe.products.create({ name: 'Workbook', description: 'Printed' });
  const price = await stripe.prices.create({ currency: 'usd', unit_amount: 1250, product: product.id });
  const session = await open({ line_items: [course, { price: price.id, quantity: 3 }], client_reference_id: 'enrollment-7', metadata: { enrollment: '7' } });
  assert.match(session.id, /^cs_test_[0-9A-Za-z]{58}$/);
  assert.equal(session.url, `${world.sandbox.url}/c/pay/${session.id}`);
  assert.deepEqual([session.status, session.payment_status, session.mode, session.ui_mode], ['open', 'unpaid', 'payment', 'hosted_page']);
  assert.deepEqual([session.amount_subtotal, session.amount_total, session.currency], [8749, 8749, 'usd']);
  assert.deepEqual([session.client_reference_id, session.metadata.enrollment, session.payment_intent], ['enrollment-7', '7', null]);
  assert.equal(session.expires_at, start + 86400);
  assert.equal(session.line_items, undefined);
  const lines = await stripe.checkout.sessions.listLineItems(session.id);
  assert.deepEqual(lines.data.map((line) => [line.object, line.description, line.quantity, line.amount_total]),
                   [['item', 'Course: Beekeeping', 1, 4999], ['item', 'Workbook', 3, 3750]]);
  assert.equal(lines.data[1].price.id, price.id);
  const first = await stripe.checkout.sessions.listLineItems(session.id, { limit: 1 });
  assert.deepEqual([first.data.length, first.has_more], [1, true]);
  const expanded = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
  assert.equal(expanded.line_items.data.length, 2);
});

test('what makes no session is refused', async () => {
  await refusal(open({ line_items: undefined }), invalid, { code: 'parameter_missing', param: 'line_items' });
  await refusal(open({ success_url: undefined }), invalid, { code: 'parameter_missing', param: 'success_url' });
  await refusal(open({ success_url: 'done.html' }), invalid, { param: 'success_url' });
  await refusal(open({ allow_promotion_codes: true }), invalid, { code: 'parameter_unknown', param: 'allow_promotion_codes' });
  await refusal(open({ line_items: [{ price: 'price_none', quantity: 1 }] }), invalid, { code: 'resource_missing', param: 'line_items[0][price]' });
  await refusal(open({ line_items: [{ ...course, price: 'price_none' }] }), invalid, { param: 'line_items[0][price]' });
  await refusal(open({ line_items: [course, { ...course, price_data: { ...course.price_data, currency: 'eur' } }] }), invalid, { param: 'line_items[1][price]' });
  await refusal(open({ line_items: [{ ...course, price_data: { ...course.price_data, recurring: { interval: 'month' } } }] }), invalid, { param: 'mode' });
  await refusal(open({ line_items: [{ ...course, price_data: { ...course.price_data, unit_amount: 10 } }] }), invalid, { code: 'amount_too_small' });
  await refusal(open({ expires_at: start + 60 }), invalid, { param: 'expires_at' });
  await refusal(open({ customer: 'cus_none' }), invalid, { code: 'resource_missing' });
  await refusal(open({ mode: 'setup' }), invalid, { param: 'line_items' });
  const old = await stripe.prices.create({ currency: 'usd', unit_amount: 700, product_data: { name: 'Old' } });
  await stripe.prices.update(old.id, { active: false });
  await refusal(open({ line_items: [{ price: old.id, quantity: 1 }] }), invalid, { param: 'line_items[0][price]' });
  await refusal(stripe.checkout.sessions.retrieve('cs_none'), invalid, { statusCode: 404 });
});

test('a filled-in page pays: intent, charge and session agree', async () => {
  const session = await open({ customer_email: 'jenny@example.com', payment_intent_data: { metadata: { enrollment: '9' }, description: 'Beekeeping' } });
  const done = await fill(session);
  assert.deepEqual([done.status, done.payment_status, done.url, done.customer], ['complete', 'paid', null, null]);
  assert.equal(done.customer_details.email, 'jenny@example.com');
  const intent = await stripe.paymentIntents.retrieve(done.payment_intent, { expand: ['latest_charge'] });
  assert.deepEqual([intent.status, intent.amount_received, intent.metadata.enrollment, intent.description], ['succeeded', 4999, '9', 'Beekeeping']);
  assert.equal(intent.latest_charge.amount, 4999);
  assert.deepEqual(await world.events(session.id), ['checkout.session.completed']);
  assert.deepEqual(await world.events(intent.id), ['payment_intent.created', 'payment_intent.succeeded']);
  assert.deepEqual((await stripe.checkout.sessions.list({ payment_intent: intent.id })).data.map((one) => one.id), [session.id]);
  assert.equal((await world.sandbox.control('POST', `checkout/sessions/${session.id}/complete`)).status, 400, 'once');
  await refusal(stripe.checkout.sessions.expire(session.id), invalid);
  await balanceOf(stripe);
});

test('a declined card leaves the session open, and its intent is used again', async () => {
  const session = await open();
  const declined = await world.sandbox.control('POST', `checkout/sessions/${session.id}/complete`, { payment_method: 'pm_card_chargeDeclined' });
  assert.equal(declined.status, 402);
  const waiting = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  assert.deepEqual([waiting.status, waiting.payment_intent.status], ['open', 'requires_payment_method']);
  const done = await fill(session);
  assert.deepEqual([done.payment_status, done.payment_intent], ['paid', waiting.payment_intent.id]);
});

test('a session whose bank asks is complete when the customer answered', async () => {
  const session = await open();
  const asked = await fill(session, 'pm_card_authenticationRequired');
  assert.equal(asked.status, 'open');
  await call(`payment_intents/${asked.payment_intent}/complete_authentication`);
  assert.deepEqual(await stripe.checkout.sessions.retrieve(session.id).then((one) => [one.status, one.payment_status]), ['complete', 'paid']);
  assert.deepEqual(await world.events(session.id), ['checkout.session.completed']);
});

test('setup_future_usage saves the card with a customer that is made for it', async () => {
  const session = await open({ payment_intent_data: { setup_future_usage: 'off_session' } });
  const done = await fill(session, 'pm_card_visa', { email: 'new@example.com' });
  const customer = await stripe.customers.retrieve(done.customer);
  assert.equal(customer.email, 'new@example.com');
  assert.equal((await stripe.customers.listPaymentMethods(customer.id)).data.length, 1);
  const known = await stripe.customers.create({ email: 'old@example.com' });
  const again = await fill(await open({ customer: known.id }), 'pm_card_visa', { email: 'ignored@example.com' });
  assert.deepEqual([again.customer, again.customer_details.email], [known.id, 'old@example.com']);
  assert.equal((await stripe.customers.listPaymentMethods(known.id)).data.length, 0, 'not asked to be saved');
});

test('a session in setup mode saves a card and takes no money', async () => {
  const customer = await stripe.customers.create();
  const session = await open({ mode: 'setup', line_items: undefined, currency: 'usd', customer: customer.id, setup_intent_data: { metadata: { plan: 'p1' } } });
  assert.deepEqual([session.amount_total, session.payment_status], [null, 'no_payment_required']);
  const done = await fill(session);
  const setup = await stripe.setupIntents.retrieve(done.setup_intent);
  assert.deepEqual([done.status, setup.status, setup.metadata.plan], ['complete', 'succeeded', 'p1']);
  assert.deepEqual((await stripe.customers.listPaymentMethods(customer.id)).data.map((one) => one.id), [setup.payment_method]);
});

test('a session expires by the clock, or when told to, and then takes nothing', async () => {
  const now = (await world.sandbox.control('GET', 'clock')).body.now;
  const short = await open({ expires_at: now + 1800 });
  const asked = await fill(short, 'pm_card_authenticationRequired');
  const told = await stripe.checkout.sessions.expire((await open()).id);
  assert.deepEqual([told.status, told.url], ['expired', null]);
  const paid = await fill(await open({ expires_at: now + 1800 }));
  await world.advance(1799);
  assert.equal((await stripe.checkout.sessions.retrieve(short.id)).status, 'open');
  await world.advance(1);
  const gone = await stripe.checkout.sessions.retrieve(short.id);
  assert.deepEqual([gone.status, gone.url, gone.payment_status], ['expired', null, 'unpaid']);
  assert.equal((await stripe.paymentIntents.retrieve(asked.payment_intent)).status, 'canceled');
  assert.equal((await stripe.checkout.sessions.retrieve(paid.id)).status, 'complete');
  assert.deepEqual(await world.events(short.id), ['checkout.session.expired']);
  const late = await world.sandbox.control('POST', `checkout/sessions/${short.id}/complete`);
  assert.equal(late.status, 400);
  assert.match(late.body.error, /status of `expired`/);
  assert.deepEqual((await stripe.checkout.sessions.list({ status: 'expired' })).data.map((one) => one.id).sort(), [short.id, told.id].sort());
});

test('products and prices: made, changed, listed', async () => {
  const product = await stripe.products.create({ name: 'Membership', default_price_data: { currency: 'usd', unit_amount: 900, recurring: { interval: 'month' } } });
  assert.match(product.id, /^prod_[0-9A-Za-z]{14}$/);
  const monthly = await stripe.prices.retrieve(product.default_price);
  assert.deepEqual([monthly.type, monthly.recurring.interval, monthly.recurring.interval_count, monthly.unit_amount, monthly.product],
                   ['recurring', 'month', 1, 900, product.id]);
  const yearly = await stripe.prices.create({ currency: 'usd', unit_amount: 9000, product: product.id, recurring: { interval: 'year' }, lookup_key: 'yearly', nickname: 'Year' });
  assert.deepEqual((await stripe.prices.list({ product: product.id })).data.map((one) => one.id), [yearly.id, monthly.id]);
  assert.deepEqual((await stripe.prices.list({ lookup_keys: ['yearly'] })).data.map((one) => one.id), [yearly.id]);
  const changed = await stripe.prices.update(yearly.id, { active: false, metadata: { a: 'b' } });
  assert.deepEqual([changed.active, changed.metadata.a], [false, 'b']);
  assert.deepEqual((await stripe.prices.list({ product: product.id, active: true })).data.map((one) => one.id), [monthly.id]);
  const renamed = await stripe.products.update(product.id, { name: 'Club', default_price: yearly.id, description: 'All courses' });
  assert.deepEqual([renamed.name, renamed.default_price, renamed.description], ['Club', yearly.id, 'All courses']);
  assert.equal((await stripe.products.list({ ids: [product.id] })).data.length, 1);
  assert.deepEqual(await world.events(product.id), ['product.created', 'product.updated']);
  assert.deepEqual(await world.events(yearly.id), ['price.created', 'price.updated']);
  await refusal(stripe.prices.create({ currency: 'usd', unit_amount: 5, product: 'prod_none' }), invalid, { param: 'product' });
  await refusal(stripe.products.retrieve('prod_none'), invalid, { statusCode: 404 });
});

const club = (extra = {}) => ({ price_data: { currency: 'usd', unit_amount: 3000, recurring: { interval: 'month' }, product_data: { name: 'Club' } }, quantity: 1, ...extra });

test('a session in subscription mode begins a subscription with the card that paid', async () => {
  const session = await open({ mode: 'subscription', line_items: [club(), { ...course, quantity: 1 }], customer_email: 'jenny@example.com',
                               subscription_data: { metadata: { plan: 'club' } } });
  assert.deepEqual([session.amount_total, session.subscription, session.payment_method_collection], [7999, null, 'always']);
  const declined = await world.sandbox.control('POST', `checkout/sessions/${session.id}/complete`, { payment_method: 'pm_card_chargeDeclined' });
  assert.equal(declined.status, 402);
  const done = await fill(session);
  assert.deepEqual([done.status, done.payment_status, done.payment_intent], ['complete', 'paid', null]);
  const subscription = await stripe.subscriptions.retrieve(done.subscription, { expand: ['latest_invoice', 'default_payment_method'] });
  assert.deepEqual([subscription.status, subscription.metadata.plan, subscription.customer], ['active', 'club', done.customer]);
  assert.deepEqual([subscription.latest_invoice.id, subscription.latest_invoice.total, subscription.latest_invoice.status], [done.invoice, 7999, 'paid']);
  assert.equal(subscription.default_payment_method.customer, done.customer);
  assert.deepEqual((await stripe.checkout.sessions.list({ subscription: subscription.id })).data.map((one) => one.id), [session.id]);
  assert.equal((await stripe.subscriptions.list({ customer: done.customer })).data.length, 1, 'the declined try made no second one');
  await world.advance(32 * 86400);
  assert.deepEqual((await stripe.invoices.list({ subscription: subscription.id })).data.map((one) => one.total), [3000, 7999], 'what is paid once is not billed again');
  await stripe.subscriptions.cancel(subscription.id);
});

test('a session with a trial takes the card and no money yet', async () => {
  const session = await open({ mode: 'subscription', line_items: [club()], subscription_data: { trial_period_days: 7 } });
  assert.equal(session.amount_total, 0);
  const asked = await fill(session, 'pm_card_authenticationRequiredOnSetup');
  assert.equal(asked.status, 'open');
  const [waiting] = (await stripe.subscriptions.list({ customer: asked.customer, status: 'trialing' })).data;
  await call(`setup_intents/${waiting.pending_setup_intent}/complete_authentication`);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
  assert.deepEqual([done.status, done.payment_status, done.subscription.status, done.subscription.id], ['complete', 'no_payment_required', 'trialing', waiting.id]);
  await world.advance(7 * 86400 + 3600);
  assert.equal((await stripe.subscriptions.retrieve(waiting.id, { expand: ['latest_invoice'] })).latest_invoice.amount_paid, 3000);
  await stripe.subscriptions.cancel(waiting.id);
  const gone = await open({ mode: 'subscription', line_items: [club()] });
  const begun = await fill(gone, 'pm_card_authenticationRequired');
  await stripe.checkout.sessions.expire(gone.id);
  assert.deepEqual((await stripe.subscriptions.list({ customer: begun.customer, status: 'all' })).data.map((one) => one.status), ['canceled']);
  assert.deepEqual((await stripe.invoices.list({ customer: begun.customer })).data.map((one) => one.status), ['void']);
});

test('what is no subscription is refused', async () => {
  await refusal(open({ mode: 'subscription' }), invalid, { param: 'line_items' });
  await refusal(open({ subscription_data: { trial_period_days: 3 } }), invalid, { param: 'subscription_data' });
  await refusal(open({ mode: 'subscription', line_items: [club(), club({ price_data: { ...club().price_data, recurring: { interval: 'year' } } })] }), invalid);
});
