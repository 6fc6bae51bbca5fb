// The page that takes a payment, in a real browser: a card that is kept pays without being typed again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { School, eventually, password } from './school.mjs';

const shots = process.env.LECTERN_SCREENSHOTS;
const school = new School();
let browser;
let page;
let problems;
let admin;
let teacher;
let student;

async function call(who, method, path, body) {
  const response = await fetch(school.url + path, { method, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...(who ? { Authorization: `Bearer ${who}` } : {}) }, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
const register = async (role, name) => (await call(null, 'POST', '/api/register', { name, email: `${name.toLowerCase()}@school.test`, password, role })).accessToken;
const usd = (minor) => ({ minor: String(minor), currency: 'USD' });

async function launched(title) {
  const card = { title, categoryId: school.category, fee: usd(4000), descriptionMarkdown: 'Everything you need to know about it, from the first day on.', language: 'en', level: 'beginner' };
  const draft = await call(teacher, 'POST', '/api/courses', { card, baseHash: '' });
  await call(teacher, 'POST', `/api/courses/${draft.id}/submit`, { contentHash: draft.contentHash });
  await call(admin, 'POST', `/api/admin/courses/${draft.id}/decision`, { kind: 'approve', revision: 1, contentHash: draft.contentHash, reason: '' });
  const outline = await call(teacher, 'POST', `/api/courses/${draft.id}/sections`, { title: 'Start' });
  await call(teacher, 'POST', `/api/sections/${outline.sections[0].id}/lectures`, { title: 'Read', kind: 'article', articleMarkdown: 'Words.', fileId: null, durationSeconds: 0 });
  await call(teacher, 'POST', `/api/courses/${draft.id}/launch`);
  return draft.id;
}
async function keep(card) {
  const setup = await call(student, 'POST', '/api/payments/payment-methods');
  const { customer } = await school.gateway('GET', `setup_intents/${setup.setupId}`);
  await school.gateway('POST', `payment_methods/${card}/attach`, { customer });
}
/** The payment page of a new course. */
async function open(title, who = student) {
  const made = await call(who, 'POST', '/api/enrollments', { courseId: await launched(title) });
  await page.goto(made.checkout.checkoutUrl);
  await page.locator('#pay:enabled').waitFor();
  return made.enrollment.id;
}
const stateOf = async (enrollment) => (await call(student, 'GET', '/api/enrollments')).items.find((one) => one.id === enrollment).state;
const isOpen = (enrollment) => eventually('the course to open', async () => await stateOf(enrollment) === 'active');
const shoot = async (name) => { if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true }); };

before(async () => {
  if (shots) await mkdir(shots, { recursive: true });
  await school.start();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  admin = (await call(null, 'POST', '/api/login', { email: 'head@school.test', password })).accessToken;
  teacher = await register('teacher', 'Tina');
  student = await register('student', 'Sam');
  await keep('pm_card_mastercard');
  await keep('pm_card_visa');
  const visa = (await call(student, 'GET', '/api/payments/payment-methods')).items.find((one) => one.brand === 'visa');
  await call(student, 'POST', `/api/payments/payment-methods/${visa.id}/default`);
});
after(async () => {
  await browser?.close();
  await school.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 560, height: 720 }, colorScheme: process.env.LECTERN_DARK ? 'dark' : 'light' });
  page.setDefaultTimeout(60_000);
  problems = [];
  // A refused payment is a 402 that the browser notes as a failed resource; everything else on the console is a mistake.
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 402/.test(message.text())) problems.push(message.text()); });
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(() => page.close());

test('one click pays from the card that the student has chosen', async () => {
  const enrollment = await open('With the usual card');
  assert.deepEqual(await page.locator('#kept label span:first-of-type').allTextContents(), ['Visa •••• 4242', 'Mastercard •••• 4444', 'Another card or account']);
  assert.equal(await page.locator('#element').isVisible(), false);
  await shoot('kept');
  await page.click('#pay');
  await isOpen(enrollment);
  await page.getByText('You are in.').waitFor();
  assert.deepEqual(problems, []);
});

test('another kept one pays, and one typed anew', async () => {
  const first = await open('With the other card');
  await page.getByLabel('Mastercard •••• 4444').check();
  await page.click('#pay');
  await isOpen(first);
  const second = await open('With a new card');
  await page.getByLabel('Another card or account').check();
  await type();
  await shoot('kept-another');
  await page.click('#pay');
  await isOpen(second);
  assert.equal((await call(student, 'GET', '/api/payments/payment-methods')).items.length, 2, 'nobody asked to keep it');
  assert.deepEqual(problems, []);
});

test('the bank may ask, a refusal is said, and then another card pays', async () => {
  await keep('pm_card_authenticationRequired');
  await keep('pm_card_chargeCustomerFail');
  const enrollment = await open('With a careful bank');
  await page.getByLabel('•••• 0341').check();
  await page.click('#pay');
  await page.locator('#error:visible').waitFor();
  assert.match(await page.textContent('#error'), /declined/);
  assert.notEqual(await stateOf(enrollment), 'active');
  await shoot('kept-declined');
  await page.getByLabel('•••• 3184').check();
  assert.equal(await page.locator('#error').isVisible(), false);
  await page.click('#pay');
  await page.frameLocator('iframe[title="3D Secure 2 authentication"]').locator('#test-source-authorize-3ds').click();
  await isOpen(enrollment);
  assert.deepEqual(problems, []);
});

async function type() {
  const fields = page.frameLocator('#element iframe');
  await fields.locator('#number').pressSequentially('4242424242424242');
  await fields.locator('#expiry').fill('1234');
  await fields.locator('#cvc').fill('123');
  await fields.locator('#postalCode').fill('94103');
}

test('what is typed for the first time is kept where the student wants it, and pays the next one', async () => {
  const novice = await register('student', 'Nova');
  const methods = async () => (await call(novice, 'GET', '/api/payments/payment-methods')).items;
  const bought = async (count) => eventually('the course to open', async () => (await call(novice, 'GET', '/api/enrollments')).items.filter((one) => one.state === 'active').length === count);
  await open('Not to be kept', novice);
  assert.equal(await page.locator('#keep-box').isChecked(), false);
  await type();
  await page.click('#pay');
  await bought(1);
  assert.deepEqual(await methods(), []);
  await open('To be kept', novice);
  await type();
  await page.getByLabel('Keep it for my next payments').check();
  await shoot('keep');
  await page.click('#pay');
  await bought(2);
  await eventually('the card to be kept', async () => (await methods()).length === 1);
  assert.equal((await methods())[0].isDefault, true);
  await open('From what is kept', novice);
  assert.equal(await page.locator('#keep').isVisible(), false);
  await page.click('#pay');
  await bought(3);
  assert.deepEqual(problems, []);
});

test('whoever thinks again keeps nothing, and a server that cannot note it charges nothing', async () => {
  const wavering = await register('student', 'Wanda');
  const enrollment = await open('With second thoughts', wavering);
  await type();
  await page.getByLabel('Keep it for my next payments').check();
  await page.route('**/keep?*', (route) => route.abort());
  await page.click('#pay');
  await page.locator('#error:visible').waitFor();
  assert.match(await page.textContent('#error'), /Nothing was charged/);
  await page.unroute('**/keep?*');
  await page.getByLabel('Keep it for my next payments').uncheck();
  await page.click('#pay');
  await eventually('the course to open', async () => (await call(wavering, 'GET', '/api/enrollments')).items.find((one) => one.id === enrollment).state === 'active');
  assert.deepEqual((await call(wavering, 'GET', '/api/payments/payment-methods')).items, []);
  problems = problems.filter((text) => !/ERR_FAILED/.test(text));
  assert.deepEqual(problems, []);
});

test('what is ticked where it is paid counts, whatever another window said', async () => {
  const careful = await register('student', 'Cora');
  const enrollment = await open('In two windows', careful);
  const other = new URL(page.url());
  const said = await page.request.post(`${other.origin}${other.pathname}/keep${other.search}`, { data: { keep: true } });
  assert.equal(said.status(), 200);
  await type();
  await page.click('#pay');
  await eventually('the course to open', async () => (await call(careful, 'GET', '/api/enrollments')).items.find((one) => one.id === enrollment).state === 'active');
  assert.deepEqual((await call(careful, 'GET', '/api/payments/payment-methods')).items, []);
  assert.deepEqual(problems, []);
});

test('who has kept nothing sees the form as before', async () => {
  const fresh = await register('student', 'Fresh');
  await open('For the first time', fresh);
  assert.equal(await page.locator('#kept').isVisible(), false);
  assert.equal(await page.locator('#element').isVisible(), true);
  assert.deepEqual(problems, []);
});
