// The onboarding page in a real browser: what a person sees, and that the redirect back is not stopped on its way.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startFrozen } from './support/money.mjs';
import { startHost } from './support/host.mjs';

const shots = process.env.LECTERN_SCREENSHOTS;
let world, host, browser, page;
before(async () => {
  if (shots) await mkdir(shots, { recursive: true });
  world = await startFrozen();
  host = await startHost(world.sandbox.url);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await world?.sandbox.stop();
});

const openLink = async (account) => {
  const link = await world.stripe.accountLinks.create({ account, type: 'account_onboarding', refresh_url: `${host.url}/host.css`, return_url: `${host.url}/done` });
  await page.goto(link.url);
  return link.url;
};

test('a teacher goes through the form and comes back', async () => {
  const account = await world.stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } });
  const problems = [];
  page.on('console', (message) => message.text().includes('Security Policy') && problems.push(message.text()));
  await openLink(account.id);
  await page.getByLabel('I am, as a person').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('First name').fill('Zoë');
  await page.getByRole('button', { name: 'Fill in test data' }).click();
  assert.equal(await page.getByLabel('First name').inputValue(), 'Zoë');
  await page.getByLabel('E-mail').fill('nonsense');
  await page.getByRole('button', { name: 'Submit' }).click();
  assert.equal(await page.getByRole('alert').count(), 1);
  assert.match(await page.locator('#individual-email-problem').innerText(), /not an e-mail address/);
  if (shots) await page.screenshot({ path: `${shots}/onboarding.png`, fullPage: true });
  await page.getByLabel('E-mail').fill('zoe@example.com');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.waitForURL(`${host.url}/done`);
  assert.equal((await world.stripe.accounts.retrieve(account.id)).payouts_enabled, true);
  assert.deepEqual(problems, []);
});

test('a form is left half done, and the link cannot be opened again', async () => {
  const account = await world.stripe.accounts.create({ type: 'express', business_type: 'company' });
  const url = await openLink(account.id);
  await page.getByLabel('Legal name').fill('Rosen Lectures');
  await page.getByRole('link', { name: 'Continue later' }).click();
  await page.waitForURL(`${host.url}/done`);
  assert.equal((await world.stripe.accounts.retrieve(account.id)).details_submitted, false);
  await page.goto(url);
  assert.equal(page.url(), `${host.url}/host.css`);
});
