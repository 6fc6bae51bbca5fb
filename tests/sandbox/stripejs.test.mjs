// The stand-in for Stripe.js in a real browser, on a host page with a strict Content-Security-Policy.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startHost } from './support/host.mjs';
import { startSandbox, until } from './support/sandbox.mjs';

const shots = process.env.LECTERN_SCREENSHOTS;
let sandbox, host, browser, stripe, page, violations;

before(async () => {
  sandbox = await startSandbox();
  host = await startHost(sandbox.url);
  stripe = sandbox.client();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  if (shots) await mkdir(shots, { recursive: true });
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await sandbox?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 620, height: 720 } });
  page.setDefaultTimeout(90_000); // for a machine that builds beside it
  violations = [];
  page.on('console', (message) => { if (message.type() === 'error') violations.push(message.text()); });
  page.on('pageerror', (error) => violations.push(error.message));
});
afterEach(() => page.close());

const shoot = async (name) => { if (shots) await page.screenshot({ path: `${shots}/${name}.png` }); };

async function open(parameters = {}) {
  const intent = await stripe.paymentIntents.create({ amount: 4999, currency: 'usd', automatic_payment_methods: { enabled: true } });
  await page.goto(`${host.url}/?${new URLSearchParams({ secret: intent.client_secret, ...parameters })}`);
  await page.waitForSelector('#pay:not([disabled])');
  return intent;
}
async function openSetup(parameters = {}) {
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({ customer: customer.id, automatic_payment_methods: { enabled: true } });
  await page.goto(`${host.url}/?${new URLSearchParams({ secret: setup.client_secret, ...parameters })}`);
  await page.waitForSelector('#pay:not([disabled])');
  return setup;
}
const fields = () => page.frameLocator('#element iframe');
async function fill({ number = '4242424242424242', expiry = '1234', cvc = '123', postalCode = '94103' } = {}) {
  await fields().locator('#number').pressSequentially(number);
  await fields().locator('#expiry').pressSequentially(expiry);
  await fields().locator('#cvc').pressSequentially(cvc);
  if (postalCode) await fields().locator('#postalCode').pressSequentially(postalCode);
}
async function pay() {
  await page.click('#pay');
}
async function result() {
  // Not waitForFunction: the page's policy forbids the eval that it polls with.
  await page.locator('#result:not(:empty)').waitFor({ state: 'attached' });
  return JSON.parse(await page.textContent('#result'));
}
const challenge = () => page.frameLocator('iframe[title="3D Secure 2 authentication"]');

test('a card pays, and the host page sees no card number', async () => {
  const intent = await open();
  await shoot('payment-empty');
  await fill();
  assert.equal(await fields().locator('#number').inputValue(), '4242 4242 4242 4242');
  assert.equal(await fields().locator('#expiry').inputValue(), '12 / 34');
  await shoot('payment-filled');
  await pay();
  const { paymentIntent, error } = await result();
  assert.equal(error, undefined);
  assert.equal(paymentIntent.status, 'succeeded');
  assert.equal(paymentIntent.latest_charge, undefined, 'a publishable key must not see the charge');
  const stored = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  assert.equal(stored.latest_charge.payment_method_details.card.last4, '4242');
  assert.equal(stored.latest_charge.billing_details.address.postal_code, '94103');
  const seen = await page.evaluate(() => JSON.stringify([window.test.messages, window.test.changes, document.documentElement.outerHTML]));
  assert.ok(!seen.includes('4242424242424242') && !seen.includes('4242 4242'));
  assert.deepEqual(violations, []);
});

test('typing moves on by itself and reports completeness', async () => {
  await open();
  await fields().locator('#number').click();
  await page.keyboard.type('4242424242424242123412394103', { delay: 5 });
  assert.equal(await fields().locator('#expiry').inputValue(), '12 / 34');
  assert.equal(await fields().locator('#cvc').inputValue(), '123');
  await fields().locator('#postalCode').fill('94103');
  const last = await until(() => page.evaluate(() => window.test.changes.find((change) => change.complete)), 'a complete change');
  assert.equal(last.value.type, 'card');
});

test('incomplete fields say so and nothing is sent', async () => {
  const intent = await open();
  await fields().locator('#number').pressSequentially('42424242');
  await pay();
  const { error } = await result();
  assert.equal(error.type, 'validation_error');
  assert.equal(error.code, 'incomplete_number');
  assert.equal(await fields().locator('#number-error').textContent(), 'Your card number is incomplete.');
  assert.equal(await fields().locator('#cvc-error').textContent(), "Your card's security code is incomplete.");
  await shoot('payment-errors');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_payment_method');
});

test('a decline is shown and the same intent can be paid again', async () => {
  const intent = await open();
  await fill({ number: '4000000000009995' });
  await pay();
  const { error } = await result();
  assert.equal(error.code, 'card_declined');
  assert.equal(error.decline_code, 'insufficient_funds');
  assert.equal(error.payment_intent.id, intent.id);
  await shoot('payment-declined');
  await page.evaluate(() => { document.getElementById('result').textContent = ''; window.test.element.clear(); });
  await fields().locator('#number').fill('');
  await fill();
  await pay();
  assert.equal((await result()).paymentIntent.status, 'succeeded');
});

test('3-D Secure: completed', async () => {
  await open();
  await fill({ number: '4000002760003184' });
  await pay();
  await challenge().locator('#test-source-authorize-3ds').waitFor();
  await page.waitForTimeout(250); // the card rises; only the picture needs it
  await shoot('challenge');
  await challenge().locator('#test-source-authorize-3ds').click();
  assert.equal((await result()).paymentIntent.status, 'succeeded');
  assert.equal(await page.locator('iframe[title="3D Secure 2 authentication"]').count(), 0);
  assert.deepEqual(violations, []);
});

test('3-D Secure: failed', async () => {
  const intent = await open();
  await fill({ number: '4000002760003184' });
  await pay();
  await challenge().locator('#test-source-fail-3ds').click();
  const { error } = await result();
  assert.equal(error.code, 'payment_intent_authentication_failure');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_payment_method');
});

test('redirect: always leads to the return_url with the outcome', async () => {
  const intent = await open({ redirect: 'always' });
  await fill();
  await pay();
  await page.waitForURL(/\/done\?/);
  const url = new URL(page.url());
  assert.equal(url.searchParams.get('payment_intent'), intent.id);
  assert.equal(url.searchParams.get('redirect_status'), 'succeeded');
});

test('next_action by redirect: the challenge page leads back', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 4999, currency: 'usd', confirm: true, payment_method: 'pm_card_threeDSecure2Required', return_url: `${host.url}/done`,
  });
  assert.equal(intent.next_action.type, 'redirect_to_url');
  await page.goto(intent.next_action.redirect_to_url.url);
  await shoot('challenge-redirect');
  await page.click('#test-source-authorize-3ds');
  await page.waitForURL(/\/done\?/);
  assert.equal(new URL(page.url()).searchParams.get('redirect_status'), 'succeeded');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
});

test('the card Element pays through confirmCardPayment', async () => {
  const intent = await open({ type: 'card' });
  await fill({ postalCode: '94103' });
  await shoot('card');
  await pay();
  assert.equal((await result()).paymentIntent.status, 'succeeded');
  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data;
  assert.equal(charge.billing_details.name, 'Jenny Rosen');
});

test('the night theme, createPaymentMethod, retrievePaymentIntent and handleNextAction', async () => {
  const intent = await open({ dark: '1' });
  await fill({ number: '5555555555554444' });
  await shoot('payment-night');
  const made = await page.evaluate(() => window.test.stripe.createPaymentMethod({ elements: window.test.elements }));
  assert.equal(made.paymentMethod.card.brand, 'mastercard');
  const found = await page.evaluate((secret) => window.test.stripe.retrievePaymentIntent(secret), intent.client_secret);
  assert.equal(found.paymentIntent.id, intent.id);
  const waiting = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', confirm: true, payment_method: 'pm_card_authenticationRequired',
                                                       payment_method_types: ['card'] });
  const acting = page.evaluate((secret) => window.test.stripe.handleNextAction({ clientSecret: secret }), waiting.client_secret);
  await challenge().locator('#test-source-authorize-3ds').click();
  assert.equal((await acting).paymentIntent.status, 'succeeded');
  await page.evaluate(() => window.test.element.destroy());
  assert.equal(await page.locator('#element iframe').count(), 0);
  assert.deepEqual(violations, []);
});

test('confirmSetup saves a card after 3-D Secure, and gives the setup intent back', async () => {
  const setup = await openSetup();
  await fill({ number: '4000002500003155' });
  await pay();
  await challenge().getByText('saved for later payments').waitFor();
  assert.equal(await challenge().locator('#amount').isVisible(), false, 'nothing is charged');
  await shoot('challenge-setup');
  await challenge().locator('#test-source-authorize-3ds').click();
  const { setupIntent, error } = await result();
  assert.equal(error, undefined);
  assert.deepEqual([setupIntent.id, setupIntent.status, setupIntent.customer], [setup.id, 'succeeded', undefined]);
  const saved = await stripe.customers.listPaymentMethods(setup.customer);
  assert.deepEqual(saved.data.map((one) => [one.id, one.card.last4]), [[setupIntent.payment_method, '3155']]);
  assert.deepEqual(violations, []);
});

test('confirmSetup: a failed challenge and a declined card can be tried again, and the last one redirects', async () => {
  const setup = await openSetup({ redirect: 'always' });
  await fill({ number: '4000002760003184' });
  await pay();
  await challenge().locator('#test-source-fail-3ds').click();
  assert.equal((await result()).error.code, 'setup_intent_authentication_failure');
  for (const number of ['4000000000000002', '4242424242424242']) {
    await page.evaluate(() => { document.getElementById('result').textContent = ''; window.test.element.clear(); });
    await fill({ number });
    await pay();
    if (number === '4000000000000002') assert.equal((await result()).error.setup_intent.status, 'requires_payment_method');
  }
  await page.waitForURL(/\/done\?/);
  const url = new URL(page.url());
  assert.deepEqual([url.searchParams.get('setup_intent'), url.searchParams.get('redirect_status')], [setup.id, 'succeeded']);
});

test('elements made before their intent confirm it by its secret', async () => {
  const setup = await openSetup({ mode: 'setup' });
  await fill();
  await pay();
  assert.deepEqual(await result().then(({ setupIntent }) => [setupIntent.id, setupIntent.status]), [setup.id, 'succeeded']);
  const found = await page.evaluate((secret) => window.test.stripe.retrieveSetupIntent(secret), setup.client_secret);
  assert.equal(found.setupIntent.status, 'succeeded');
  const intent = await open({ mode: 'payment' });
  await fill();
  await pay();
  assert.deepEqual(await result().then(({ paymentIntent }) => [paymentIntent.id, paymentIntent.status]), [intent.id, 'succeeded']);
});

test('the card Element saves a card through confirmCardSetup', async () => {
  const setup = await openSetup({ type: 'card' });
  await fill();
  await pay();
  assert.equal((await result()).setupIntent.status, 'succeeded');
  const [saved] = (await stripe.customers.listPaymentMethods(setup.customer)).data;
  assert.equal(saved.billing_details.name, 'Jenny Rosen');
});

test('the Payment Element has a tab for each method of the intent, and debits an account', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 4999, currency: 'usd', payment_method_types: ['card', 'us_bank_account'] });
  await page.goto(`${host.url}/?${new URLSearchParams({ secret: intent.client_secret })}`);
  await page.waitForSelector('#pay:not([disabled])');
  assert.deepEqual(await fields().locator('[role="tab"]').allTextContents(), ['Card', 'US bank account']);
  await fields().locator('#tab-us_bank_account').click();
  assert.equal(await fields().locator('#number').isVisible(), false);
  await fields().locator('#holderName').fill('Jenny Rosen');
  await fields().locator('#holderEmail').fill('jenny@example.com');
  await fields().locator('#routingNumber').fill('110000001');
  await pay();
  assert.equal((await result()).error.code, 'invalid_routing_number');
  await page.evaluate(() => { document.getElementById('result').textContent = ''; });
  await fields().locator('#routingNumber').fill('110000000');
  await fields().locator('#accountNumber').fill('000123456789');
  await shoot('payment-bank');
  await pay();
  const { paymentIntent, error } = await result();
  assert.equal(error, undefined);
  assert.equal(paymentIntent.status, 'processing');
  const last = await page.evaluate(() => window.test.changes.at(-1));
  assert.deepEqual([last.value.type, last.complete], ['us_bank_account', true]);
  assert.ok(!(await page.evaluate(() => JSON.stringify([window.test.messages, window.test.changes]))).includes('000123456789'));
  assert.deepEqual(violations, []);
});

test('an IBAN is checked as it is typed, saved with its mandate, and goes on by the keyboard', async () => {
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method_types: ['card', 'sepa_debit'] });
  await page.goto(`${host.url}/?${new URLSearchParams({ secret: setup.client_secret })}`);
  await page.waitForSelector('#pay:not([disabled])');
  await fields().locator('#tab-card').focus();
  await page.keyboard.press('ArrowRight');
  await fields().locator('#holderName').fill('Jenny Rosen');
  await fields().locator('#holderEmail').fill('jenny@example.com');
  await fields().locator('#iban').pressSequentially('de89370400440532013001');
  assert.equal(await fields().locator('#iban').inputValue(), 'DE89 3704 0044 0532 0130 01');
  assert.equal(await fields().locator('#iban-error').textContent(), 'Your IBAN is invalid.');
  await fields().locator('#iban').fill('DE89370400440532013000');
  await shoot('setup-sepa');
  await pay();
  assert.equal((await result()).setupIntent.status, 'succeeded');
  const stored = await stripe.setupIntents.retrieve(setup.id, { expand: ['mandate', 'payment_method'] });
  assert.deepEqual([stored.mandate.type, stored.payment_method.sepa_debit.last4, stored.payment_method.customer], ['multi_use', '3000', customer.id]);
  assert.deepEqual(violations, []);
});

test('a bank transfer is told of on the intent and on its own page', async () => {
  const customer = await stripe.customers.create();
  const intent = await stripe.paymentIntents.create({ amount: 4999, currency: 'usd', customer: customer.id, payment_method_types: ['customer_balance'] });
  await page.goto(`${host.url}/?${new URLSearchParams({ secret: intent.client_secret })}`);
  await page.waitForSelector('#pay:not([disabled])');
  await pay();
  const { paymentIntent } = await result();
  const told = paymentIntent.next_action.display_bank_transfer_instructions;
  await page.goto(told.hosted_instructions_url);
  await page.locator('dd').first().waitFor();
  const shown = await page.locator('#details').textContent();
  assert.ok(shown.includes('$49.99') && shown.includes(told.reference) && shown.includes(told.financial_addresses[0].aba.account_number), shown);
  await shoot('transfer');
  await stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 4999, currency: 'usd', reference: told.reference });
  await page.reload();
  await page.getByText('This payment is complete').waitFor();
  assert.deepEqual(violations, []);
});
