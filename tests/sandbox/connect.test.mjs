// Connected accounts: onboarding, transfers, their payouts, and the webhooks that tell of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { balanceOf, refusal, startFrozen } from './support/money.mjs';
import { startReceiver } from './support/receiver.mjs';
import { until, webhookSecret } from './support/sandbox.mjs';

let world, stripe, receiver;
before(async () => {
  receiver = await startReceiver();
  world = await startFrozen({ webhookUrl: receiver.url });
  stripe = world.stripe;
});
after(async () => {
  await balanceOf(stripe);
  for await (const account of stripe.accounts.list()) await balanceOf(stripe, 'usd', { stripeAccount: account.id });
  assert.equal(await world.sandbox.stop(), 0);
  await receiver.stop();
});

const open = (extra = {}) => stripe.accounts.create({ type: 'express', email: 'jenny@example.com', capabilities: { transfers: { requested: true } }, ...extra });
const ready = async (number = '000123456789') => {
  const { id } = await open();
  await world.call(`accounts/${id}/onboard`, { account_number: number });
  return { id, on: { stripeAccount: id } };
};
/** Puts money into the platform's available balance. */
const fund = (amount) => world.pay(amount, { payment_method: 'pm_card_bypassPending' });
const send = (destination, amount, extra = {}) => stripe.transfers.create({ amount, currency: 'usd', destination, ...extra });
const link = (account, extra = {}) => stripe.accountLinks.create({ account, type: 'account_onboarding', refresh_url: 'https://lectern.example/refresh',
                                                                   return_url: 'https://lectern.example/return', ...extra });
const get = (url) => fetch(url, { redirect: 'manual' });
const formOf = (html) => /action="([^"]+)"/.exec(html)[1];
const post = (path, fields) => fetch(`${world.sandbox.url}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
/** The values of the inputs of a page, as a browser would send them. */
const inputsOf = (html) => Object.fromEntries([...html.matchAll(/<input type="(\w+)" id="[^"]*" name="([^"]+)"(?: value="([^"]*)")?([^>]*)>/g)]
  .filter(([, type, , , rest]) => type !== 'checkbox' || rest.includes('checked')).map(([, type, name, value]) => [name, type === 'checkbox' ? 'on' : value]));

test('a new express account lacks everything', async () => {
  const account = await open({ metadata: { teacher: '7' } });
  assert.match(account.id, /^acct_1[0-9A-Za-z]{15}$/);
  assert.deepEqual([account.type, account.country, account.default_currency, account.email], ['express', 'US', 'usd', 'jenny@example.com']);
  assert.deepEqual([account.payouts_enabled, account.charges_enabled, account.details_submitted], [false, false, false]);
  assert.deepEqual(account.capabilities, { transfers: 'inactive' });
  assert.equal(account.requirements.disabled_reason, 'requirements.past_due');
  for (const field of ['business_type', 'external_account', 'tos_acceptance.date']) assert.ok(account.requirements.currently_due.includes(field), field);
  assert.deepEqual(account.metadata, { teacher: '7' });
  assert.equal((await stripe.accounts.list({ limit: 1 })).data[0].id, account.id);
  assert.equal((await stripe.accounts.retrieveCapability(account.id, 'transfers')).status, 'inactive');
  const own = await stripe.accounts.create({ controller: { stripe_dashboard: { type: 'express' }, fees: { payer: 'application' }, losses: { payments: 'application' } }, country: 'DE' });
  assert.deepEqual([own.type, own.default_currency], ['express', 'eur']);
});

test('what cannot be is refused', async () => {
  const invalid = Stripe.errors.StripeInvalidRequestError;
  await refusal(stripe.accounts.create({ type: 'standard' }), invalid, { param: 'type' });
  await refusal(stripe.accounts.create({ type: 'express', controller: { requirement_collection: 'stripe' } }), invalid, { param: 'type' });
  await refusal(stripe.accounts.retrieve('acct_none'), Stripe.errors.StripePermissionError, { code: 'account_invalid', statusCode: 403 });
  await refusal(stripe.balance.retrieve({}, { stripeAccount: 'acct_none' }), Stripe.errors.StripePermissionError, { code: 'account_invalid' });
  const account = await open();
  await refusal(stripe.accounts.update(account.id, { tos_acceptance: { date: 1, ip: '127.0.0.1' } }), invalid, { param: 'tos_acceptance' });
  await refusal(stripe.customers.list({}, { stripeAccount: account.id }), invalid);
  await refusal(link('acct_none'), invalid, { code: 'resource_missing', param: 'account' });
  await refusal(link(account.id, { return_url: 'nonsense' }), invalid, { code: 'url_invalid', param: 'return_url' });
  await refusal(link(account.id, { type: 'account_update' }), invalid, { param: 'type' });
  await refusal(send(account.id, 100), invalid, { code: 'insufficient_capabilities_for_transfer' });
  await refusal(send('acct_none', 100), invalid, { code: 'resource_missing', param: 'destination' });
  await refusal(stripe.payouts.create({ amount: 100, currency: 'usd' }, { stripeAccount: account.id }), invalid, { code: 'payouts_not_allowed' });
});

test('onboarding by the page, from the link to the return', async () => {
  const account = await open();
  const { url, expires_at: expires, created } = await link(account.id);
  assert.equal(expires - created, 300);
  assert.equal((await fetch(url, { method: 'HEAD' })).status, 404, 'only opening it uses it up');
  const first = await get(url);
  assert.equal(first.status, 200);
  assert.match(first.headers.get('content-security-policy'), /default-src 'none'/);
  const form = formOf(await first.text());
  const second = await (await post(form, { business_type: 'individual' })).text();
  assert.match(second, /First name/);
  const empty = await post(form, { action: 'submit' });
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /This is needed\./);
  const filled = await (await post(form, { action: 'fill', 'individual.first_name': '<b>&"Zoë' })).text();
  assert.ok(filled.includes('value="&lt;b&gt;&amp;&quot;Zoë"'), 'what was typed in is kept, and escaped');
  const values = { ...inputsOf(filled), 'individual.first_name': 'Zoë' };
  const young = await post(form, { ...values, 'individual.dob': '2026-01-01', action: 'submit' });
  assert.match(await young.text(), /at least 13 years old/);
  const done = await post(form, { ...values, action: 'submit' });
  assert.equal(done.status, 303);
  assert.equal(done.headers.get('location'), 'https://lectern.example/return');
  const complete = await stripe.accounts.retrieve(account.id);
  assert.deepEqual([complete.payouts_enabled, complete.details_submitted, complete.capabilities.transfers], [true, true, 'active']);
  assert.deepEqual([complete.requirements.currently_due, complete.requirements.disabled_reason], [[], null]);
  assert.equal(complete.business_type, 'individual');
  assert.deepEqual(complete.external_accounts.data.map((bank) => [bank.last4, bank.account_holder_name, bank.default_for_currency]), [['6789', 'Zoë Rosen', true]]);
  assert.equal((await get(`${world.sandbox.url}${form}`)).headers.get('location'), 'https://lectern.example/return', 'nothing is left to ask');
});

test('elsewhere an IBAN is enough', async () => {
  const account = await open({ country: 'DE', business_type: 'company' });
  const page = await (await get((await link(account.id)).url)).text();
  assert.doesNotMatch(page, /Routing number/);
  const form = formOf(page);
  const done = await post(form, { ...inputsOf(await (await post(form, { action: 'fill' })).text()), action: 'submit' });
  assert.equal(done.headers.get('location'), 'https://lectern.example/return');
  const [bank] = (await stripe.accounts.listExternalAccounts(account.id)).data;
  assert.deepEqual([bank.last4, bank.routing_number, bank.currency, bank.country], ['3000', null, 'eur', 'DE']);
});

test('a link that was used, or is too old, leads to the refresh_url', async () => {
  const account = await open({ business_type: 'company' });
  const used = await link(account.id);
  assert.match(await (await get(used.url)).text(), /Tax number/);
  const again = await get(used.url);
  assert.deepEqual([again.status, again.headers.get('location')], [303, 'https://lectern.example/refresh']);
  const old = await link(account.id);
  await world.advance(300);
  assert.equal((await get(old.url)).headers.get('location'), 'https://lectern.example/refresh');
  assert.equal((await get(`${old.url}x`)).status, 404);
  assert.equal((await get(`${world.sandbox.url}/setup/s/none`)).status, 404);
});

test('account.updated and capability.updated come by webhook, with the account', async () => {
  const { id, on } = await ready();
  const event = await until(() => receiver.ofType('account.updated').find((one) => one.event.account === id), 'account.updated');
  const verified = Stripe.webhooks.constructEvent(event.raw, event.signature, webhookSecret);
  assert.deepEqual([verified.data.object.id, verified.data.object.payouts_enabled, verified.data.previous_attributes.payouts_enabled], [id, true, false]);
  const types = (await stripe.events.list({}, on)).data.map((one) => one.type);
  assert.deepEqual(types, ['account.updated', 'capability.updated', 'account.external_account.created']);
  assert.equal((await stripe.events.list({ type: 'account.updated' })).data.length, 0, 'the platform’s own list has the platform’s own events');
  await refusal(stripe.events.retrieve(verified.id), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
  assert.equal((await stripe.events.retrieve(verified.id, {}, on)).account, id);
});

test('endpoints take the events of the platform, or with connect those of accounts', async () => {
  const [own, connect] = [await startReceiver(), await startReceiver()];
  const endpoints = [await stripe.webhookEndpoints.create({ url: own.url, enabled_events: ['*'] }),
                     await stripe.webhookEndpoints.create({ url: connect.url, enabled_events: ['*'], connect: true })];
  const { id } = await ready();
  await fund(5000);
  await until(() => own.ofType('payment_intent.succeeded').length === 1 && connect.ofType('account.updated').length === 1, 'an event for each');
  assert.ok(own.received.every((one) => one.event.account === undefined));
  assert.ok(connect.received.every((one) => one.event.account === id));
  for (const { id: endpoint } of endpoints) await stripe.webhookEndpoints.del(endpoint);
  await own.stop();
  await connect.stop();
});

test('Stripe can want more later: payouts go on until the deadline', async () => {
  const { id, on } = await ready();
  const asked = await world.call(`accounts/${id}/require`, { fields: ['individual.verification.document'], deadlineSeconds: 86400 });
  assert.deepEqual(asked.requirements.currently_due, ['individual.verification.document']);
  assert.deepEqual([asked.payouts_enabled, asked.requirements.disabled_reason, asked.requirements.past_due], [true, null, []]);
  await world.call('clock', { to: asked.requirements.current_deadline });
  const late = await stripe.accounts.retrieve(id);
  assert.deepEqual([late.payouts_enabled, late.requirements.disabled_reason], [false, 'requirements.past_due']);
  assert.deepEqual([late.requirements.past_due, late.capabilities.transfers], [['individual.verification.document'], 'inactive']);
  await fund(5000);
  await refusal(send(id, 100), Stripe.errors.StripeInvalidRequestError, { code: 'insufficient_capabilities_for_transfer' });
  const page = await (await get((await link(id)).url)).text();
  assert.match(page, /individual\.verification\.document/);
  await post(formOf(page), { 'individual.verification.document': 'passport', action: 'submit' });
  assert.equal((await stripe.accounts.retrieve(id)).payouts_enabled, true);
  assert.equal((await stripe.events.list({ type: 'account.updated' }, on)).data.length, 4);
});

test('a custom account is filled in by the API', async () => {
  const account = await stripe.accounts.create({
    type: 'custom', business_type: 'individual', capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
    business_profile: { mcc: '8299', url: 'https://lectern.example' }, tos_acceptance: { date: 1, ip: '127.0.0.1' },
    external_account: { object: 'bank_account', country: 'US', currency: 'usd', account_number: '000123456789', routing_number: '110000000' },
  });
  assert.equal(account.payouts_enabled, false);
  const updated = await stripe.accounts.update(account.id, {
    individual: { first_name: 'Jenny', last_name: 'Rosen', email: 'j@example.com', phone: '0000000000', ssn_last_4: '0000', dob: { day: 1, month: 1, year: 1990 },
                  address: { line1: 'address_full_match', city: 'Columbus', state: 'OH', postal_code: '43214' } },
    settings: { payouts: { schedule: { interval: 'manual' } } },
  });
  assert.deepEqual(updated.requirements.currently_due, []);
  assert.deepEqual([updated.payouts_enabled, updated.charges_enabled], [true, true]);
  assert.equal((await stripe.accounts.update(account.id, { capabilities: { card_payments: { requested: false } } })).charges_enabled, false);
});

test('a transfer moves available money from one balance to the other', async () => {
  const { id, on } = await ready();
  await fund(100000);
  const before = await balanceOf(stripe);
  const transfer = await send(id, 4000, { transfer_group: 'week 7', metadata: { withdrawal: 'w1' }, expand: ['destination_payment', 'balance_transaction'] });
  assert.match(transfer.id, /^tr_1/);
  assert.deepEqual([transfer.amount, transfer.destination, transfer.reversed, transfer.reversals.data], [4000, id, false, []]);
  assert.deepEqual([transfer.balance_transaction.type, transfer.balance_transaction.amount, transfer.balance_transaction.source], ['transfer', -4000, transfer.id]);
  assert.match(transfer.destination_payment.id, /^py_1/);
  assert.equal(transfer.destination_payment.source_transfer, transfer.id);
  assert.equal((await balanceOf(stripe)).available, before.available - 4000);
  assert.deepEqual(await balanceOf(stripe, 'usd', on), { available: 4000, pending: 0 });
  const [received] = (await stripe.balanceTransactions.list({}, on)).data;
  assert.deepEqual([received.type, received.reporting_category, received.source], ['payment', 'charge', transfer.destination_payment.id]);
  assert.equal((await stripe.charges.list({}, on)).data[0].id, transfer.destination_payment.id);
  await refusal(stripe.charges.retrieve(transfer.destination_payment.id), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
  assert.deepEqual((await stripe.transfers.list({ transfer_group: 'week 7' })).data.map((one) => one.id), [transfer.id]);
  assert.deepEqual((await stripe.transfers.list({ destination: id })).data.map((one) => one.id), [transfer.id]);
  assert.deepEqual((await stripe.transfers.update(transfer.id, { metadata: { seen: 'yes' } })).metadata, { withdrawal: 'w1', seen: 'yes' });
  assert.deepEqual(await world.events(transfer.id), ['transfer.created', 'transfer.updated']);
  const { available } = await balanceOf(stripe);
  const error = await refusal(send(id, available + 1), Stripe.errors.StripeInvalidRequestError, { code: 'balance_insufficient' });
  assert.match(error.message, /insufficient available funds/);
});

test('a transfer from a charge comes before the money does, and never exceeds it', async () => {
  const { id, on } = await ready();
  const charge = await world.pay(10000);
  const transfer = await send(id, 6000, { source_transaction: charge.id });
  assert.equal(transfer.transfer_group, `group_${charge.payment_intent}`);
  assert.equal((await stripe.charges.retrieve(charge.id)).transfer_group, transfer.transfer_group);
  assert.deepEqual(await balanceOf(stripe, 'usd', on), { available: 0, pending: 6000 });
  await refusal(stripe.payouts.create({ amount: 100, currency: 'usd' }, on), Stripe.errors.StripeInvalidRequestError, { code: 'balance_insufficient' });
  await refusal(send(id, 4001, { source_transaction: charge.id }), Stripe.errors.StripeInvalidRequestError, { param: 'amount' });
  await refusal(send(id, 10, { source_transaction: charge.id, currency: 'eur' }), Stripe.errors.StripeInvalidRequestError, { param: 'currency' });
  await refusal(send(id, 10, { source_transaction: 'ch_none' }), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 1000 });
  assert.equal((await stripe.balanceTransactions.retrieve(reversal.balance_transaction)).status, 'pending', 'pending money goes back as such');
  await world.call('clock', { to: charge.balance_transaction.available_on });
  assert.deepEqual(await balanceOf(stripe, 'usd', on), { available: 5000, pending: 0 });
  assert.equal((await stripe.events.list({ type: 'balance.available' }, on)).data[0].account, id);
});

test('reversals: in part, the rest, and no more than is there', async () => {
  const { id, on } = await ready();
  await fund(20000);
  const transfer = await send(id, 5000);
  const before = await balanceOf(stripe);
  const part = await stripe.transfers.createReversal(transfer.id, { amount: 2000, metadata: { why: 'refund' }, expand: ['balance_transaction'] });
  assert.match(part.id, /^trr_1/);
  assert.deepEqual([part.balance_transaction.type, part.balance_transaction.reporting_category, part.balance_transaction.amount], ['transfer_refund', 'transfer_reversal', 2000]);
  assert.equal((await balanceOf(stripe)).available, before.available + 2000);
  assert.equal((await balanceOf(stripe, 'usd', on)).available, 3000);
  const [back] = (await stripe.balanceTransactions.list({ type: 'payment_refund' }, on)).data;
  assert.deepEqual([back.amount, back.source, back.reporting_category], [-2000, part.destination_payment_refund, 'refund']);
  await refusal(stripe.transfers.createReversal(transfer.id, { amount: 3001 }), Stripe.errors.StripeInvalidRequestError, { param: 'amount' });
  await stripe.payouts.create({ amount: 2500, currency: 'usd' }, on);
  await refusal(stripe.transfers.createReversal(transfer.id), Stripe.errors.StripeInvalidRequestError, { code: 'balance_insufficient' });
  await stripe.transfers.createReversal(transfer.id, { amount: 500 });
  await send(id, 2500);
  await stripe.transfers.createReversal(transfer.id);
  const done = await stripe.transfers.retrieve(transfer.id);
  assert.deepEqual([done.reversed, done.amount_reversed, done.reversals.data.map((one) => one.amount)], [true, 5000, [2500, 500, 2000]]);
  await refusal(stripe.transfers.createReversal(transfer.id), Stripe.errors.StripeInvalidRequestError);
  assert.equal((await stripe.transfers.listReversals(transfer.id, { limit: 2 })).has_more, true);
  assert.deepEqual((await stripe.transfers.retrieveReversal(transfer.id, part.id)).metadata, { why: 'refund' });
  assert.deepEqual(await world.events(transfer.id), ['transfer.created', 'transfer.reversed', 'transfer.reversed', 'transfer.reversed']);
});

test('payouts of a connected account: paid, then failed late', async () => {
  const { id, on } = await ready();
  await fund(20000);
  await send(id, 5000);
  const payout = await stripe.payouts.create({ amount: 3000, currency: 'usd', metadata: { withdrawal: 'w9' } }, on);
  assert.equal(payout.destination, (await stripe.accounts.retrieve(id)).external_accounts.data[0].id);
  await refusal(stripe.payouts.retrieve(payout.id), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
  assert.equal((await stripe.payouts.list()).data.some((one) => one.id === payout.id), false);
  await world.advance(5 * 86400);
  assert.equal((await stripe.payouts.retrieve(payout.id, {}, on)).status, 'paid');
  assert.equal((await balanceOf(stripe, 'usd', on)).available, 2000);
  await world.call(`payouts/${payout.id}/fail`, { code: 'account_closed' });
  const failed = await stripe.payouts.retrieve(payout.id, { expand: ['failure_balance_transaction'] }, on);
  assert.deepEqual([failed.status, failed.failure_code, failed.failure_balance_transaction.amount], ['failed', 'account_closed', 3000]);
  assert.equal((await balanceOf(stripe, 'usd', on)).available, 5000);
  assert.deepEqual((await world.events(payout.id, on)).filter((type) => type !== 'payout.updated'), ['payout.created', 'payout.paid', 'payout.failed']);
  const late = await until(() => receiver.ofType('payout.failed').find((one) => one.event.data.object.id === payout.id), 'payout.failed');
  assert.equal(late.event.account, id);
});

test('documented bank accounts make payouts fail on arrival', async () => {
  const { id, on } = await ready('000111111116');
  await fund(20000);
  await send(id, 5000);
  const payout = await stripe.payouts.create({ amount: 5000, currency: 'usd' }, on);
  await world.advance(5 * 86400);
  assert.equal((await stripe.payouts.retrieve(payout.id, {}, on)).failure_code, 'no_account');
  assert.equal((await balanceOf(stripe, 'usd', on)).available, 5000);
  const german = await stripe.accounts.create({ type: 'express', country: 'DE', capabilities: { transfers: { requested: true } } });
  await world.call(`accounts/${german.id}/onboard`, { account_number: 'DE62370400440532013002' });
  const abroad = { stripeAccount: german.id };
  await world.pay(5000, { currency: 'eur', payment_method: 'pm_card_bypassPending' });
  await stripe.transfers.create({ amount: 3000, currency: 'eur', destination: german.id });
  const closed = await stripe.payouts.create({ amount: 3000, currency: 'eur' }, abroad);
  await world.advance(5 * 86400);
  assert.equal((await stripe.payouts.retrieve(closed.id, {}, abroad)).failure_code, 'account_closed');
  await refusal(stripe.payouts.create({ amount: 100, currency: 'eur' }, on), Stripe.errors.StripeInvalidRequestError, { param: 'destination' });
  const other = await world.call('bank_accounts', { account: id, currency: 'eur' });
  assert.equal((await stripe.accounts.retrieve(id)).external_accounts.data[1].id, other.id);
  const own = await stripe.accounts.retrieve();
  await refusal(stripe.payouts.create({ amount: 100, currency: 'usd', destination: own.external_accounts.data[0]?.id ?? 'ba_none' }, on),
                Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing' });
});

test('one idempotency key means different things to different accounts', async () => {
  const [one, two] = [await ready(), await ready()];
  await fund(20000);
  await send(one.id, 1000);
  await send(two.id, 1000);
  const key = { idempotencyKey: 'withdraw' };
  const first = await stripe.payouts.create({ amount: 400, currency: 'usd' }, { ...one.on, ...key });
  const second = await stripe.payouts.create({ amount: 400, currency: 'usd' }, { ...two.on, ...key });
  assert.notEqual(first.id, second.id);
  assert.equal((await stripe.payouts.create({ amount: 400, currency: 'usd' }, { ...one.on, ...key })).id, first.id);
  assert.equal((await balanceOf(stripe, 'usd', one.on)).available, 600);
});
