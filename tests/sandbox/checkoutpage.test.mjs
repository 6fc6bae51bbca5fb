// The hosted page of a Checkout Session in a real browser: what a customer sees, enters, and where it takes them.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startHost } from './support/host.mjs';
import { startSandbox } from './support/sandbox.mjs';

const shots = process.env.LECTERN_SCREENSHOTS;
let sandbox, host, browser, stripe, page, problems;
before(async () => {
  if (shots) await mkdir(shots, { recursive: true });
  sandbox = await startSandbox();
  host = await startHost(sandbox.url);
  stripe = sandbox.client();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await sandbox?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  page.setDefaultTimeout(90_000); // for a machine that builds beside it
  problems = [];
  // A refused payment is a 402 that the browser notes as a failed resource; everything else on the console is a mistake.
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 402/.test(message.text())) problems.push(message.text()); });
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(() => page.close());

const shoot = async (name) => { if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true }); };
const courses = [{ price_data: { currency: 'usd', unit_amount: 4999, product_data: { name: 'Beekeeping for beginners' } }, quantity: 1 },
                 { price_data: { currency: 'usd', unit_amount: 1250, product_data: { name: 'Workbook' } }, quantity: 2 }];

async function open(extra = {}) {
  const session = await stripe.checkout.sessions.create({ mode: 'payment', line_items: courses, success_url: `${host.url}/done?session={CHECKOUT_SESSION_ID}`,
                                                          cancel_url: `${host.url}/host.css`, ...extra });
  await page.goto(session.url);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  return session;
}
const fields = () => page.frameLocator('#payment-element iframe');
const challenge = () => page.frameLocator('iframe[title="3D Secure 2 authentication"]');
async function fill(number = '4242424242424242') {
  await fields().locator('#number').fill('');
  await fields().locator('#number').pressSequentially(number);
  await fields().locator('#expiry').fill('1234');
  await fields().locator('#cvc').fill('123');
  await fields().locator('#postalCode').fill('94103');
}

test('a customer sees the order, pays it and comes back to the shop', async () => {
  const session = await open();
  assert.equal(await page.textContent('#total'), '$74.99');
  assert.deepEqual(await page.locator('#items strong').allTextContents(), ['Beekeeping for beginners', 'Workbook']);
  assert.equal(await page.textContent('#submit-text'), 'Pay $74.99');
  await shoot('checkout-empty');
  await page.fill('#email', 'jenny@example.com');
  await fields().locator('#name').fill('Jenny Rosen');
  await fill();
  await shoot('checkout-filled');
  await page.click('#submit');
  await page.waitForURL(/\/done\?/);
  assert.equal(new URL(page.url()).searchParams.get('session'), session.id);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
  assert.deepEqual([done.status, done.payment_status], ['complete', 'paid']);
  assert.deepEqual([done.customer_details.email, done.customer_details.name], ['jenny@example.com', 'Jenny Rosen']);
  assert.equal(done.payment_intent.latest_charge.payment_method_details.card.last4, '4242');
  assert.deepEqual(problems, []);
});

test('what is missing or declined is said on the page, and another card pays', async () => {
  const session = await open();
  await page.click('#submit');
  assert.equal(await page.textContent('#email-error'), 'Your email is missing.');
  await page.fill('#email', 'jenny@example.com');
  await page.click('#submit');
  await fields().locator('#number-error:not(:empty)').waitFor();
  assert.equal(await page.isEnabled('#submit'), true);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_intent, null, 'nothing was sent');
  await fill('4000000000009995');
  await page.click('#submit');
  await page.locator('#error:not(:empty)').waitFor();
  assert.equal(await page.textContent('#error'), 'Your card has insufficient funds.');
  await shoot('checkout-declined');
  await fill();
  await page.click('#submit');
  await page.waitForURL(/\/done\?/);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  assert.deepEqual(problems, []);
});

test('3-D Secure comes over the page: failed, then completed', async () => {
  const session = await open({ customer_email: 'jenny@example.com' });
  assert.equal(await page.inputValue('#email'), 'jenny@example.com');
  assert.equal(await page.isEditable('#email'), false);
  await fill('4000002760003184');
  await page.click('#submit');
  await challenge().locator('#test-source-fail-3ds').click();
  await page.locator('#error:not(:empty)').waitFor();
  assert.match(await page.textContent('#error'), /unable to authenticate/);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status, 'open');
  await page.click('#submit');
  await challenge().locator('#test-source-authorize-3ds').click();
  await page.waitForURL(/\/done\?/);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  assert.deepEqual(problems, []);
});

test('a card is saved in setup mode', async () => {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const session = await open({ mode: 'setup', line_items: undefined, currency: 'usd', customer: customer.id });
  assert.equal(await page.textContent('#submit-text'), 'Save');
  await shoot('checkout-setup');
  await fill('4000002500003155');
  await page.click('#submit');
  await challenge().locator('#test-source-authorize-3ds').click();
  await page.waitForURL(/\/done\?/);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })).setup_intent.status, 'succeeded');
  assert.equal((await stripe.customers.listPaymentMethods(customer.id)).data.length, 1);
  assert.deepEqual(problems, []);
});

test('a customer who changes their mind goes back to the shop, and may come again until it expires', async () => {
  const session = await open();
  await page.click('#return');
  await page.waitForURL(/host\.css/);
  await page.goto(session.url);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  await stripe.checkout.sessions.expire(session.id);
  await page.goto(session.url);
  await page.locator('#notice:not([hidden])').waitFor();
  assert.equal(await page.textContent('#notice-title'), 'This page has expired');
  assert.equal(await page.locator('#form').isVisible(), false);
  await shoot('checkout-expired');
  await page.goto(`${sandbox.url}/c/pay/cs_test_none`);
  await page.locator('#notice:not([hidden])').waitFor();
  assert.equal(await page.textContent('#notice-title'), 'This page does not exist');
});

test('a paid page leads on to the shop, dark and narrow pages have all of it', async () => {
  const session = await open();
  await sandbox.control('POST', `checkout/sessions/${session.id}/complete`, { payment_method: 'pm_card_visa' });
  await page.goto(session.url);
  await page.waitForURL(/\/done\?/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await open();
  await fill();
  await shoot('checkout-dark-narrow');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'nothing sticks out');
  assert.deepEqual(problems, []);
});

test('a bank account and a bank transfer are offered where the session has them', async () => {
  const session = await open({ payment_method_types: ['card', 'us_bank_account'], customer_email: 'jenny@example.com' });
  await fields().locator('#tab-us_bank_account').click();
  for (const [id, value] of [['holderName', 'Jenny Rosen'], ['holderEmail', 'jenny@example.com'], ['routingNumber', '110000000'], ['accountNumber', '000123456789']]) {
    await fields().locator(`#${id}`).fill(value);
  }
  await shoot('checkout-bank');
  await page.click('#submit');
  await page.waitForURL(/\/done\?/);
  assert.deepEqual(await stripe.checkout.sessions.retrieve(session.id).then((one) => [one.status, one.payment_status]), ['complete', 'unpaid']);
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const transfer = await open({ payment_method_types: ['customer_balance'], customer: customer.id });
  await page.click('#submit');
  await page.locator('#notice:not([hidden])').waitFor();
  assert.equal(await page.textContent('#notice-title'), 'Transfer $74.99 from your bank');
  await shoot('checkout-transfer');
  await stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 7499, currency: 'usd' });
  assert.equal((await stripe.checkout.sessions.retrieve(transfer.id)).payment_status, 'paid');
  await page.click('#notice-link');
  await page.waitForURL(/\/done\?/);
  assert.deepEqual(problems, []);
});

test('a subscription is begun on the page, and a later invoice is paid on its own', async () => {
  const club = { price_data: { currency: 'usd', unit_amount: 3000, recurring: { interval: 'month' }, product_data: { name: 'Club' } }, quantity: 1 };
  const session = await open({ mode: 'subscription', line_items: [club], customer_email: 'jenny@example.com' });
  assert.equal(await page.textContent('#submit-text'), 'Subscribe');
  assert.equal(await page.textContent('#terms'), '$30.00 per month');
  await shoot('checkout-subscription');
  await fill('4000002760003184');
  await page.click('#submit');
  await challenge().locator('#test-source-authorize-3ds').click();
  await page.waitForURL(/\/done\?/);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
  assert.deepEqual([done.payment_status, done.subscription.status], ['paid', 'active']);

  await sandbox.control('POST', 'clock', { advance: 32 * 86400 });
  const [renewal] = (await stripe.invoices.list({ subscription: done.subscription.id })).data;
  assert.equal(renewal.status, 'open', 'the card wants its owner');
  await page.goto(renewal.hosted_invoice_url);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  assert.equal(await page.textContent('#total'), '$30.00');
  assert.equal(await page.textContent('#submit-text'), 'Pay $30.00');
  await fill('4000000000009995');
  await page.click('#submit');
  await page.locator('#error:not(:empty)').waitFor();
  await shoot('invoice-declined');
  await fill();
  await page.click('#submit');
  await page.locator('#notice:not([hidden])').waitFor();
  assert.equal(await page.textContent('#notice-title'), 'This invoice is paid');
  assert.equal((await stripe.invoices.retrieve(renewal.id)).status, 'paid');
  assert.equal((await stripe.subscriptions.retrieve(done.subscription.id)).status, 'active');
  await page.reload();
  await page.getByText('This invoice is paid').waitFor();
  assert.deepEqual(problems, []);
});
