// Payments whose outcome comes days later: debits of bank accounts, and transfers that customers send by themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { balanceOf, refusal, startFrozen } from './support/money.mjs';

let world, stripe, call;
before(async () => {
  world = await startFrozen({ args: ['--start-at', '1900000000'] });
  ({ stripe, call } = world);
});
after(() => world?.sandbox.stop());

const invalid = Stripe.errors.StripeInvalidRequestError;
const day = 86400;
const mandate = { customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'test' } } };
const debit = (method, extra = {}) => stripe.paymentIntents.create({ amount: 20000, currency: 'usd', payment_method: method, payment_method_types: ['us_bank_account'],
                                                                     mandate_data: mandate, confirm: true, ...extra });
const sepa = (method, extra = {}) => debit(method, { currency: 'eur', payment_method_types: ['sepa_debit'], ...extra });
const balanceNow = async (currency) => { const { available, pending } = await balanceOf(stripe, currency); return available + pending; };

test('a debit is processing for three days, then succeeds and is booked', async () => {
  const before = await balanceNow('usd');
  const intent = await debit('pm_usBankAccount_success', { expand: ['latest_charge', 'payment_method'] });
  assert.equal(intent.status, 'processing');
  assert.deepEqual([intent.payment_method.type, intent.payment_method.us_bank_account.last4], ['us_bank_account', '6789']);
  assert.match(intent.latest_charge.id, /^py_/);
  assert.deepEqual([intent.latest_charge.status, intent.latest_charge.paid, intent.latest_charge.balance_transaction], ['pending', false, null]);
  assert.equal(await balanceNow('usd'), before, 'nothing is booked yet');
  await refusal(stripe.paymentIntents.cancel(intent.id), invalid, { code: 'payment_intent_unexpected_state' });
  await refusal(stripe.refunds.create({ payment_intent: intent.id }), invalid);
  await world.advance(3 * day - 1);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'processing');
  await world.advance(1);
  const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge.balance_transaction'] });
  assert.deepEqual([paid.status, paid.amount_received, paid.latest_charge.status, paid.latest_charge.paid], ['succeeded', 20000, 'succeeded', true]);
  const { type, fee, net, reporting_category: category } = paid.latest_charge.balance_transaction;
  assert.deepEqual({ type, fee, net, category }, { type: 'payment', fee: 160, net: 19840, category: 'charge' });
  assert.equal(await balanceNow('usd'), before + 19840);
  assert.deepEqual(await world.events(intent.id), ['payment_intent.created', 'payment_intent.processing', 'payment_intent.succeeded']);
  assert.deepEqual(await world.events(paid.latest_charge.id), ['charge.pending', 'charge.succeeded']);
});

test('a debit fails days later, and the intent can be paid in another way', async () => {
  const before = await balanceNow('usd');
  const intent = await debit('pm_usBankAccount_insufficientFunds', { payment_method_types: ['us_bank_account', 'card'] });
  assert.equal(intent.status, 'processing');
  await world.advance(3 * day);
  const failed = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  assert.deepEqual([failed.status, failed.payment_method, failed.last_payment_error.code],
                   ['requires_payment_method', null, 'payment_intent_payment_attempt_failed']);
  assert.deepEqual([failed.latest_charge.status, failed.latest_charge.failure_code], ['failed', 'insufficient_funds']);
  assert.equal(await balanceNow('usd'), before);
  assert.deepEqual(await world.events(intent.id), ['payment_intent.created', 'payment_intent.processing', 'payment_intent.payment_failed']);
  assert.equal((await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).status, 'succeeded');
});

test('test IBANs do what they are documented for', async () => {
  const account = (iban) => stripe.paymentMethods.create({ type: 'sepa_debit', sepa_debit: { iban }, billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' } });
  const good = await account('DE89 3704 0044 0532 0130 00');
  assert.deepEqual([good.sepa_debit.last4, good.sepa_debit.country, good.card], ['3000', 'DE', undefined]);
  const succeeds = await sepa(good.id);
  const late = await sepa('pm_successDelayed_de');
  const fails = await sepa((await account('DE62370400440532013001')).id);
  const disputed = await sepa('pm_disputed_de');
  await world.advance(3 * day);
  const statusOf = async (intent) => (await stripe.paymentIntents.retrieve(intent.id)).status;
  assert.deepEqual(await Promise.all([succeeds, late, fails, disputed].map(statusOf)), ['succeeded', 'processing', 'requires_payment_method', 'succeeded']);
  await world.advance(180);
  assert.equal(await statusOf(late), 'succeeded');
  assert.equal((await stripe.disputes.list({ payment_intent: disputed.id })).data.length, 1);
  await refusal(account('DE89370400440532013001'), invalid, { code: 'invalid_iban' });
  await refusal(account('GB33BUKB20201555555555'), invalid, { param: 'sepa_debit[iban]' });
  await refusal(stripe.paymentMethods.create({ type: 'us_bank_account', us_bank_account: { account_number: '1234', routing_number: '110000000' }, billing_details: { name: 'J' } }),
                invalid, { code: 'account_number_invalid' });
  await refusal(sepa('pm_success_de', { currency: 'usd' }), invalid, { param: 'currency' });
  await refusal(debit('pm_card_visa'), invalid, { param: 'payment_method' });
  await balanceOf(stripe, 'eur');
});

test('a debit wants a mandate, and a saved account keeps it for later', async () => {
  await refusal(debit('pm_usBankAccount_success', { mandate_data: undefined }), invalid, { code: 'payment_intent_mandate_invalid' });
  const customer = await stripe.customers.create();
  const save = { customer: customer.id, payment_method: 'pm_success_de', payment_method_types: ['sepa_debit'], confirm: true };
  await refusal(stripe.setupIntents.create(save), invalid, { code: 'setup_intent_mandate_invalid' });
  const setup = await stripe.setupIntents.create({ ...save, mandate_data: mandate, expand: ['mandate'] });
  assert.deepEqual([setup.status, setup.mandate.type, setup.mandate.status, setup.mandate.payment_method], ['succeeded', 'multi_use', 'active', setup.payment_method]);
  const later = await sepa(setup.payment_method, { customer: customer.id, off_session: true, mandate_data: undefined, expand: ['latest_charge'] });
  assert.deepEqual([later.status, later.latest_charge.payment_method_details.sepa_debit.mandate], ['processing', setup.mandate.id]);
  assert.equal((await stripe.mandates.retrieve(setup.mandate.id)).customer_acceptance.online.ip_address, '127.0.0.1');
  assert.deepEqual((await stripe.paymentMethods.list({ customer: customer.id, type: 'sepa_debit' })).data.map((one) => one.id), [setup.payment_method]);
  assert.deepEqual((await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data, []);
});

test('the control API decides a debit at once, and the days are configured', async () => {
  const slow = await debit('pm_usBankAccount_processing');
  await world.advance(30 * day);
  assert.equal((await call(`payment_intents/${slow.id}/succeed`)).status, 'succeeded');
  assert.equal((await world.sandbox.control('POST', `payment_intents/${slow.id}/succeed`)).status, 400);
  const other = await debit('pm_usBankAccount_success');
  const failed = await call(`payment_intents/${other.id}/fail`, { code: 'account_closed' });
  assert.equal(failed.status, 'requires_payment_method');
  assert.equal((await stripe.charges.retrieve(failed.latest_charge)).failure_code, 'account_closed');
  await call('config', { bankDebitSettleSeconds: 60 });
  const quick = await debit('pm_usBankAccount_success');
  await world.advance(60);
  assert.equal((await stripe.paymentIntents.retrieve(quick.id)).status, 'succeeded');
  await call('config', { bankDebitSettleSeconds: 3 * day });
});

test('a refund of a debit goes back by a transfer', async () => {
  const intent = await debit('pm_usBankAccount_success');
  await world.advance(3 * day);
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 5000, expand: ['balance_transaction'] });
  assert.deepEqual([refund.status, refund.destination_details.type, refund.balance_transaction.type, refund.balance_transaction.amount],
                   ['succeeded', 'us_bank_transfer', 'payment_refund', -5000]);
  await world.advance(1);
  assert.equal((await stripe.refunds.retrieve(refund.id)).destination_details.us_bank_transfer.reference_status, 'available');
  await balanceOf(stripe);
});

test('a session in Checkout is complete before the debit is, and told of its end', async () => {
  const make = () => stripe.checkout.sessions.create({ mode: 'payment', success_url: 'https://shop.example/done', payment_method_types: ['card', 'us_bank_account'],
                                                       line_items: [{ price_data: { currency: 'usd', unit_amount: 5000, product_data: { name: 'Course' } }, quantity: 1 }] });
  const [good, bad] = [await make(), await make()];
  const done = await call(`checkout/sessions/${good.id}/complete`, { payment_method: 'pm_usBankAccount_success' });
  assert.deepEqual([done.status, done.payment_status], ['complete', 'unpaid']);
  await call(`checkout/sessions/${bad.id}/complete`, { payment_method: 'pm_usBankAccount_noAccount' });
  await world.advance(3 * day);
  assert.equal((await stripe.checkout.sessions.retrieve(good.id)).payment_status, 'paid');
  assert.equal((await stripe.checkout.sessions.retrieve(bad.id)).payment_status, 'unpaid');
  assert.deepEqual(await world.events(good.id), ['checkout.session.completed', 'checkout.session.async_payment_succeeded']);
  assert.deepEqual(await world.events(bad.id), ['checkout.session.completed', 'checkout.session.async_payment_failed']);
});

// --- transfers --------------------------------------------------------------------------------------------------------------

const transfer = (customer, amount, extra = {}) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', customer, payment_method_types: ['customer_balance'], payment_method_data: { type: 'customer_balance' },
                                 payment_method_options: { customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'us_bank_transfer' } } }, confirm: true, ...extra });
const fund = (customer, amount, reference, currency = 'usd') => stripe.testHelpers.customers.fundCashBalance(customer, { amount, currency, ...(reference ? { reference } : {}) });
const instructionsOf = (intent) => intent.next_action.display_bank_transfer_instructions;
const cashOf = async (customer, currency = 'usd') => (await stripe.customers.retrieveCashBalance(customer)).available?.[currency] ?? 0;

test('a transfer pays the intent whose reference it names', async () => {
  const before = await balanceNow('usd');
  const customer = (await stripe.customers.create()).id;
  const [first, second] = [await transfer(customer, 30000), await transfer(customer, 10000)];
  assert.deepEqual([first.status, first.next_action.type], ['requires_action', 'display_bank_transfer_instructions']);
  const told = instructionsOf(first);
  assert.deepEqual([told.amount_remaining, told.currency, told.type, told.financial_addresses[0].type], [30000, 'usd', 'us_bank_transfer', 'aba']);
  assert.equal(told.financial_addresses[0].aba.account_number, instructionsOf(second).financial_addresses[0].aba.account_number, 'one account per customer');
  assert.notEqual(told.reference, instructionsOf(second).reference);
  assert.match(told.hosted_instructions_url, new RegExp(`^${world.sandbox.url}/`));
  const funded = await fund(customer, 10000, instructionsOf(second).reference);
  assert.deepEqual([funded.object, funded.type, funded.net_amount, funded.funded.bank_transfer.reference],
                   ['customer_cash_balance_transaction', 'funded', 10000, instructionsOf(second).reference]);
  const paid = await stripe.paymentIntents.retrieve(second.id, { expand: ['latest_charge.balance_transaction'] });
  assert.deepEqual([paid.status, paid.next_action, paid.latest_charge.payment_method_details.type], ['succeeded', null, 'customer_balance']);
  assert.deepEqual([paid.latest_charge.balance_transaction.type, paid.latest_charge.balance_transaction.fee], ['payment', 50]);
  assert.equal((await stripe.paymentIntents.retrieve(first.id)).status, 'requires_action');
  assert.equal(await cashOf(customer), 0);
  assert.equal(await balanceNow('usd'), before + 9950);
  assert.deepEqual(await world.events(second.id), ['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.succeeded']);
  assert.equal((await world.sandbox.control('POST', `payment_intents/${first.id}/complete_authentication`)).status, 400, 'no authentication will do');
});

test('a transfer of part of it is kept on the intent, and more than all of it stays with the customer', async () => {
  const customer = (await stripe.customers.create()).id;
  const before = await balanceNow('usd');
  const intent = await transfer(customer, 10000);
  await fund(customer, 4000, instructionsOf(intent).reference);
  const part = await stripe.paymentIntents.retrieve(intent.id);
  assert.deepEqual([part.status, instructionsOf(part).amount_remaining, part.latest_charge], ['requires_action', 6000, null]);
  assert.equal(await balanceNow('usd'), before, 'funds that are the customer’s are not ours');
  await fund(customer, 7500, instructionsOf(intent).reference);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
  assert.equal(await cashOf(customer), 1500);
  assert.deepEqual(await world.events(intent.id), ['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.partially_funded', 'payment_intent.succeeded']);
  const moves = (await stripe.customers.listCashBalanceTransactions(customer)).data;
  assert.deepEqual(moves.map((one) => [one.type, one.net_amount, one.ending_balance]),
                   [['applied_to_payment', -6000, 1500], ['funded', 7500, 7500], ['applied_to_payment', -4000, 0], ['funded', 4000, 4000]]);
  assert.equal(moves[0].applied_to_payment.payment_intent, intent.id);
  const next = await transfer(customer, 1500);
  assert.equal(next.status, 'succeeded', 'what is there pays without a transfer');
  const half = await transfer(customer, 2000, { confirm: false });
  await fund(customer, 500);
  const confirmed = await stripe.paymentIntents.confirm(half.id);
  assert.equal(instructionsOf(confirmed).amount_remaining, 1500);
  assert.equal(await cashOf(customer), 0);
});

test('without a reference the amount decides, then the age', async () => {
  const customer = (await stripe.customers.create()).id;
  const [old, exact] = [await transfer(customer, 5000), await transfer(customer, 3000)];
  await fund(customer, 3000);
  assert.deepEqual(await Promise.all([old, exact].map(async (one) => (await stripe.paymentIntents.retrieve(one.id)).status)), ['requires_action', 'succeeded']);
  await fund(customer, 900);
  assert.equal(instructionsOf(await stripe.paymentIntents.retrieve(old.id)).amount_remaining, 4100);
});

test('a cancelled intent gives back what was transferred; a refund goes to the bank, of a payment or of what was left', async () => {
  const customer = (await stripe.customers.create()).id;
  const intent = await transfer(customer, 5000);
  await fund(customer, 2000, instructionsOf(intent).reference);
  await stripe.paymentIntents.cancel(intent.id);
  assert.equal(await cashOf(customer), 2000);
  const paid = await transfer(customer, 2000);
  const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 700 });
  assert.deepEqual([refund.status, refund.destination_details.type], ['pending', 'us_bank_transfer']);
  assert.equal(await cashOf(customer), 0);
  await fund(customer, 900);
  const over = { origin: 'customer_balance', customer, currency: 'usd' };
  await refusal(stripe.refunds.create({ ...over, amount: 901, instructions_email: 'a@b.example' }), invalid, { param: 'amount' });
  await refusal(stripe.refunds.create({ ...over, amount: 900 }), invalid, { param: 'instructions_email' });
  const back = await stripe.refunds.create({ ...over, amount: 900, instructions_email: 'a@b.example' });
  assert.deepEqual([back.status, back.charge, back.payment_intent, back.balance_transaction], ['pending', null, null, null]);
  assert.equal(await cashOf(customer), 0);
  await world.advance(day);
  assert.deepEqual([(await stripe.refunds.retrieve(back.id)).status, (await stripe.refunds.retrieve(refund.id)).status], ['succeeded', 'succeeded']);
  const types = (await stripe.customers.listCashBalanceTransactions(customer)).data.map((one) => one.type);
  assert.deepEqual(types, ['return_initiated', 'funded', 'applied_to_payment', 'unapplied_from_payment', 'applied_to_payment', 'funded']);
  await balanceOf(stripe);
});

test('transfers want a customer and a currency that has them', async () => {
  const customer = (await stripe.customers.create()).id;
  await refusal(transfer(undefined, 1000), invalid, { param: 'customer' });
  await refusal(transfer(customer, 1000, { currency: 'jpy', payment_method_options: undefined }), invalid, { param: 'currency' });
  const euros = await transfer(customer, 1000, { currency: 'eur', payment_method_options: { customer_balance: { funding_type: 'bank_transfer', bank_transfer: {
    type: 'eu_bank_transfer', eu_bank_transfer: { country: 'DE' } } } } });
  const { iban } = instructionsOf(euros).financial_addresses[0].iban;
  assert.equal([...(iban.slice(4) + iban.slice(0, 4))].reduce((rest, c) => Number(BigInt(`${rest}${parseInt(c, 36)}`) % 97n), 0), 1, iban);
  await fund(customer, 1000, undefined, 'usd');
  assert.equal((await stripe.paymentIntents.retrieve(euros.id)).status, 'requires_action', 'dollars do not pay euros');
  assert.equal(await cashOf(customer), 1000);
  assert.equal((await stripe.events.list({ type: 'cash_balance.funds_available', limit: 1 })).data[0].data.object.customer, customer);
});

test('the dashboard’s methods are configured', async () => {
  await call('config', { dashboardMethods: ['card', 'us_bank_account', 'sepa_debit', 'customer_balance'] });
  const plain = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
  assert.deepEqual(plain.payment_method_types, ['card', 'us_bank_account']);
  const known = await stripe.paymentIntents.create({ amount: 500, currency: 'eur', customer: (await stripe.customers.create()).id });
  assert.deepEqual(known.payment_method_types, ['card', 'sepa_debit', 'customer_balance']);
  assert.equal((await world.sandbox.control('POST', 'config', { dashboardMethods: ['klarna'] })).status, 400);
  await call('config', { dashboardMethods: ['card'] });
});
