// Disputes, the files that are evidence in them, and early fraud warnings.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { balanceOf, refusal, startFrozen } from './support/money.mjs';

let world, stripe;
before(async () => {
  world = await startFrozen();
  stripe = world.stripe;
});
after(async () => {
  await balanceOf(stripe);
  assert.equal(await world.sandbox.stop(), 0);
});

const disputeOf = async (charge) => (await stripe.disputes.list({ charge: charge.id })).data[0];
/** A charge on a dispute card, and the dispute that follows it a second later. */
const disputed = async (card = 'pm_card_createDispute', amount = 5000) => {
  const charge = await world.pay(amount, { payment_method: card });
  assert.equal(await disputeOf(charge), undefined, 'the bank takes its time');
  await world.advance(1);
  return { charge, dispute: await disputeOf(charge) };
};
const pdf = { data: Buffer.from('%PDF-1.4 a receipt'), name: 'receipt.pdf', type: 'application/pdf' };

test('a dispute takes the money and its fee at once', async () => {
  const before = await balanceOf(stripe);
  const { charge, dispute } = await disputed();
  assert.match(dispute.id, /^dp_1/);
  assert.equal(dispute.status, 'needs_response');
  assert.equal(dispute.reason, 'fraudulent');
  assert.equal(dispute.amount, 5000);
  assert.equal(dispute.payment_intent, charge.payment_intent);
  assert.equal(dispute.is_charge_refundable, false);
  assert.deepEqual(dispute.payment_method_details, { card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' }, type: 'card' });
  assert.equal((dispute.evidence_details.due_by + 1) % 86400, 0, 'due at the end of a day');
  const [withdrawal] = dispute.balance_transactions;
  assert.equal(dispute.balance_transactions.length, 1);
  assert.deepEqual([withdrawal.type, withdrawal.reporting_category, withdrawal.amount, withdrawal.fee, withdrawal.net, withdrawal.source],
                   ['adjustment', 'dispute', -5000, 1500, -6500, dispute.id]);
  assert.equal(withdrawal.fee_details[0].description, 'Dispute fee');
  assert.equal((await stripe.charges.retrieve(charge.id)).disputed, true);
  assert.deepEqual(await world.events(dispute.id), ['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
  const now = await balanceOf(stripe);
  assert.equal(now.available, before.available - 6500);
  assert.equal(now.pending, before.pending + charge.balance_transaction.net);
});

test('a disputed charge is not refunded', async () => {
  const { charge, dispute } = await disputed('pm_card_createDisputeProductNotReceived');
  assert.equal(dispute.reason, 'product_not_received');
  const error = await refusal(stripe.refunds.create({ charge: charge.id }), Stripe.errors.StripeInvalidRequestError, { code: 'charge_disputed' });
  assert.equal(error.message, `Charge ${charge.id} has been charged back; cannot issue a refund.`);
  assert.equal((await stripe.refunds.list({ charge: charge.id })).data.length, 0);
  await world.call(`disputes/${dispute.id}/lose`);
  await refusal(stripe.refunds.create({ charge: charge.id }), Stripe.errors.StripeInvalidRequestError, { code: 'charge_disputed' });
});

test('winning_evidence wins: the money and the fee come back', async () => {
  const { charge, dispute } = await disputed();
  const before = await balanceOf(stripe);
  const submitted = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence', customer_name: 'Jenny' } });
  assert.equal(submitted.status, 'under_review');
  assert.equal(submitted.evidence_details.submission_count, 1);
  assert.equal(submitted.evidence_details.has_evidence, true);
  await world.advance(1);
  const won = await stripe.disputes.retrieve(dispute.id);
  assert.equal(won.status, 'won');
  assert.equal(won.balance_transactions.length, 2);
  assert.deepEqual([won.balance_transactions[1].amount, won.balance_transactions[1].fee, won.balance_transactions[1].net, won.balance_transactions[1].reporting_category],
                   [5000, -1500, 6500, 'dispute_reversal']);
  assert.equal((await balanceOf(stripe)).available, before.available + 6500);
  assert.deepEqual((await world.events(dispute.id)).slice(2), ['charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']);
  assert.equal((await stripe.refunds.create({ charge: charge.id })).amount, 5000, 'what was won can be refunded');
});

test('losing_evidence loses: nothing comes back', async () => {
  const { dispute } = await disputed();
  const before = await balanceOf(stripe);
  await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } });
  await world.advance(1);
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'lost');
  assert.deepEqual(await balanceOf(stripe), before);
  assert.deepEqual((await world.events(dispute.id)).slice(2), ['charge.dispute.updated', 'charge.dispute.closed']);
});

test('other evidence waits for a decision; it is staged first, and submitted once', async () => {
  const { dispute } = await disputed();
  const staged = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Jenny', access_activity_log: 'x'.repeat(19000) }, submit: false, metadata: { case: '7' } });
  assert.equal(staged.status, 'needs_response');
  assert.deepEqual([staged.evidence_details.has_evidence, staged.evidence_details.submission_count], [true, 0]);
  const submitted = await stripe.disputes.update(dispute.id, { submit: true });
  assert.equal(submitted.status, 'under_review');
  assert.equal(submitted.evidence.customer_name, 'Jenny');
  assert.deepEqual(submitted.metadata, { case: '7' });
  await refusal(stripe.disputes.update(dispute.id, { evidence: { customer_name: 'John' } }), Stripe.errors.StripeInvalidRequestError, { param: 'evidence' });
  await world.advance(86400 * 30);
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'under_review', 'the due date binds nobody who has answered');
  assert.equal((await world.call(`disputes/${dispute.id}/win`)).status, 'won');
  assert.equal((await world.sandbox.control('POST', `disputes/${dispute.id}/lose`)).status, 400);
  await refusal(stripe.disputes.update(dispute.id, { evidence: { customer_name: 'John' } }), Stripe.errors.StripeInvalidRequestError, { message: 'This dispute is already closed.' });
});

test('evidence names uploaded files, and nothing else', async () => {
  const { dispute } = await disputed();
  const file = await stripe.files.create({ purpose: 'dispute_evidence', file: pdf });
  assert.deepEqual([file.object, file.type, file.size, file.filename, file.purpose], ['file', 'pdf', pdf.data.length, 'receipt.pdf', 'dispute_evidence']);
  const download = await fetch(file.url, { headers: { Authorization: 'Bearer sk_test_x' } });
  assert.deepEqual(Buffer.from(await download.arrayBuffer()), pdf.data);
  assert.equal((await fetch(file.url)).status, 401);
  const logo = await stripe.files.create({ purpose: 'business_logo', file: { ...pdf, data: Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1') } });
  await refusal(stripe.disputes.update(dispute.id, { evidence: { receipt: 'file_none' } }), Stripe.errors.StripeInvalidRequestError,
                { code: 'resource_missing', param: 'evidence[receipt]' });
  await refusal(stripe.disputes.update(dispute.id, { evidence: { receipt: logo.id } }), Stripe.errors.StripeInvalidRequestError, { param: 'evidence[receipt]' });
  const updated = await stripe.disputes.update(dispute.id, { evidence: { receipt: file.id }, submit: false, expand: ['evidence.receipt', 'charge'] });
  assert.equal(updated.evidence.receipt.id, file.id);
  assert.equal(updated.charge.object, 'charge');
  assert.deepEqual((await stripe.files.list({ purpose: 'dispute_evidence' })).data.map((one) => one.id), [file.id]);
  await refusal(stripe.files.create({ purpose: 'dispute_evidence', file: { ...pdf, data: Buffer.from('plain text') } }), Stripe.errors.StripeInvalidRequestError, { param: 'file' });
  await refusal(stripe.files.retrieve('file_none'), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing', statusCode: 404 });
});

test('an upload is replayed under its idempotency key', async () => {
  const options = { idempotencyKey: 'upload' };
  const first = await stripe.files.create({ purpose: 'dispute_evidence', file: pdf }, options);
  assert.equal((await stripe.files.create({ purpose: 'dispute_evidence', file: pdf }, options)).id, first.id);
});

test('a dispute that nobody answers is lost on its due date', async () => {
  const { dispute } = await disputed();
  const { now } = (await world.sandbox.control('GET', 'clock')).body;
  await world.call('clock', { to: dispute.evidence_details.due_by - 1 });
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'needs_response');
  await world.advance(1);
  const lost = await stripe.disputes.retrieve(dispute.id);
  assert.equal(lost.status, 'lost');
  assert.equal(lost.evidence_details.past_due, true);
  assert.ok(now < dispute.evidence_details.due_by);
});

test('accepting a dispute loses it, once', async () => {
  const { dispute } = await disputed();
  assert.equal((await stripe.disputes.close(dispute.id)).status, 'lost');
  await refusal(stripe.disputes.close(dispute.id), Stripe.errors.StripeInvalidRequestError);
  await refusal(stripe.disputes.retrieve('dp_none'), Stripe.errors.StripeInvalidRequestError, { code: 'resource_missing', statusCode: 404 });
});

test('an inquiry moves no money; a full refund settles it', async () => {
  const before = await balanceOf(stripe);
  const { charge, dispute } = await disputed('pm_card_createDisputeInquiry');
  assert.equal(dispute.status, 'warning_needs_response');
  assert.equal(dispute.payment_method_details.card.case_type, 'inquiry');
  assert.equal(dispute.is_charge_refundable, true);
  assert.deepEqual(dispute.balance_transactions, []);
  assert.equal((await balanceOf(stripe)).available, before.available);
  await stripe.refunds.create({ charge: charge.id, amount: 1000 });
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'warning_needs_response');
  await stripe.refunds.create({ charge: charge.id });
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'warning_closed');
  assert.deepEqual(await world.events(dispute.id), ['charge.dispute.created', 'charge.dispute.closed']);
});

test('an inquiry can become a chargeback, or come to nothing', async () => {
  const { charge, dispute } = await disputed('pm_card_createDisputeInquiry');
  await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'warning_under_review');
  await world.advance(1);
  const escalated = await stripe.disputes.retrieve(dispute.id);
  assert.equal(escalated.status, 'needs_response');
  assert.equal(escalated.payment_method_details.card.case_type, 'chargeback');
  assert.equal(escalated.balance_transactions[0].net, -6500);
  await refusal(stripe.refunds.create({ charge: charge.id }), Stripe.errors.StripeInvalidRequestError, { code: 'charge_disputed' });
  assert.deepEqual((await world.events(dispute.id)).slice(-2), ['charge.dispute.updated', 'charge.dispute.funds_withdrawn']);
  const quiet = (await disputed('pm_card_createDisputeInquiry')).dispute;
  await world.advance(120 * 86400);
  const closed = await stripe.disputes.retrieve(quiet.id);
  assert.equal(closed.status, 'warning_closed');
  assert.deepEqual(closed.balance_transactions, []);
});

test('the control API disputes any charge, in part, now or later', async () => {
  const charge = await world.pay(8000);
  await stripe.refunds.create({ charge: charge.id, amount: 3000 });
  const first = await world.call(`charges/${charge.id}/dispute`, { amount: 2000, reason: 'duplicate' });
  assert.deepEqual([first.amount, first.reason, first.charge], [2000, 'duplicate', charge.id]);
  await world.call(`charges/${charge.id}/dispute`, { inSeconds: 3600 });
  assert.equal((await stripe.disputes.list({ charge: charge.id })).data.length, 1);
  await world.advance(3600);
  const all = (await stripe.disputes.list({ payment_intent: charge.payment_intent })).data;
  assert.deepEqual(all.map((one) => one.amount), [5000, 2000], 'what is neither refunded nor more than the charge');
  assert.equal(all[0].created - first.created, 3600);
  for (const body of [{ amount: 9000 }, { amount: 5001 }, { reason: 'nonsense' }, { amount: -1 }])
    assert.equal((await world.sandbox.control('POST', `charges/${charge.id}/dispute`, body)).status, 400, JSON.stringify(body));
  assert.equal((await world.sandbox.control('POST', 'charges/ch_none/dispute', {})).status, 404);
});

test('the fee follows the configuration and the currency', async () => {
  await world.call('config', { disputeFeeMinor: 2000, disputeFeeReturned: false });
  const charge = await world.pay(50000, { currency: 'kwd' });
  const dispute = await world.call(`charges/${charge.id}/dispute`);
  assert.equal(dispute.balance_transactions[0].fee, 20000, 'three decimals');
  const won = await world.call(`disputes/${dispute.id}/win`);
  assert.deepEqual([won.balance_transactions[1].amount, won.balance_transactions[1].fee], [50000, 0]);
  await world.call('config', { disputeFeeMinor: 1500, disputeFeeReturned: true });
});

test('an early fraud warning moves nothing', async () => {
  const charge = await world.pay(1000, { payment_method: 'pm_card_createIssuerFraudRecord' });
  await world.advance(1);
  const [warning] = (await stripe.radar.earlyFraudWarnings.list({ charge: charge.id })).data;
  assert.equal(warning.actionable, true);
  assert.equal((await stripe.radar.earlyFraudWarnings.retrieve(warning.id)).fraud_type, 'misc');
  assert.deepEqual(await world.events(warning.id), ['radar.early_fraud_warning.created']);
  assert.equal((await stripe.charges.retrieve(charge.id)).disputed, false);
});
