// Refunds to their end, balance transactions, and payouts with what they consist of.
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

test('a pending refund succeeds after a while, and is told of', async () => {
  const charge = await world.pay(4999, { payment_method: 'pm_card_pendingRefund' });
  const refund = await stripe.refunds.create({ charge: charge.id });
  assert.equal(refund.status, 'pending');
  await refusal(stripe.refunds.cancel(refund.id), Stripe.errors.StripeInvalidRequestError);
  await world.advance(1);
  assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'succeeded');
  assert.deepEqual(await world.events(refund.id), ['refund.created', 'charge.refund.updated', 'refund.updated']);
});

test('a pending refund can be cancelled in the dashboard', async () => {
  const charge = await world.pay(4999, { payment_method: 'pm_card_pendingRefund' });
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 1000 });
  const cancelled = await world.call(`refunds/${refund.id}/cancel`);
  assert.equal(cancelled.status, 'canceled');
  assert.equal((await stripe.balanceTransactions.retrieve(cancelled.failure_balance_transaction)).amount, 1000);
  assert.equal((await stripe.charges.retrieve(charge.id)).amount_refunded, 0);
  await world.advance(1);
  assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'canceled', 'what is cancelled does not succeed later');
  assert.equal((await world.sandbox.control('POST', `refunds/${refund.id}/cancel`)).status, 400);
});

test('a refund that fails gives the money back, and the charge can be refunded again', async () => {
  const charge = await world.pay(4999, { payment_method: 'pm_card_refundFail' });
  const before = await balanceOf(stripe);
  const refund = await stripe.refunds.create({ charge: charge.id });
  assert.equal(refund.status, 'succeeded');
  assert.equal((await balanceOf(stripe)).pending, before.pending - 4999);
  await world.advance(1);
  const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
  assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'expired_or_canceled_card']);
  assert.deepEqual([failed.failure_balance_transaction.type, failed.failure_balance_transaction.reporting_category, failed.failure_balance_transaction.amount],
                   ['refund_failure', 'refund_failure', 4999]);
  assert.deepEqual(await balanceOf(stripe), before);
  assert.deepEqual((await world.events(refund.id)).slice(-2), ['refund.updated', 'refund.failed']);
  assert.equal((await stripe.refunds.create({ charge: charge.id, amount: 4999 })).amount, 4999);
});

test('refunds never add up to more than the charge, the dashboard’s included', async () => {
  const charge = await world.pay(5000);
  const made = await world.call(`charges/${charge.id}/refund`, { amount: 2000 });
  assert.deepEqual([made.amount, made.metadata, made.reason], [2000, {}, null]);
  const [event] = (await stripe.events.list({ type: 'refund.created', limit: 1 })).data;
  assert.deepEqual([event.data.object.id, event.request.id, event.request.idempotency_key], [made.id, null, null]);
  const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => stripe.refunds.create({ payment_intent: charge.payment_intent, amount: 1000 })));
  assert.equal(attempts.filter((one) => one.status === 'fulfilled').length, 3);
  assert.equal((await stripe.charges.retrieve(charge.id)).amount_refunded, 5000);
  assert.equal((await world.sandbox.control('POST', `charges/${charge.id}/refund`, {})).status, 400);
  assert.equal((await stripe.refunds.list({ payment_intent: charge.payment_intent })).data.length, 4);
});

test('fees follow the configured price', async () => {
  await world.call('config', { feeBasisPoints: 140, feeFixedMinor: 25 });
  const { balance_transaction: booked } = await world.pay(10050);
  assert.deepEqual([booked.fee, booked.net], [166, 9884]); // 1.4 % of 10050 = 140.7, + 25
  await world.call('config', { feeBasisPoints: 290, feeFixedMinor: 30 });
});

test('balance transactions: paging, and every filter', async () => {
  const charge = await world.pay(7000, { currency: 'nok' });
  await world.advance(10);
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 500 });
  const ids = async (params) => (await stripe.balanceTransactions.list({ currency: 'nok', ...params })).data.map((one) => one.id);
  const [newest, oldest] = await ids({});
  assert.deepEqual([newest, oldest], [refund.balance_transaction, charge.balance_transaction.id]);
  assert.deepEqual(await ids({ limit: 1, starting_after: newest }), [oldest]);
  assert.deepEqual(await ids({ type: 'refund' }), [newest]);
  assert.deepEqual(await ids({ source: charge.id }), [oldest]);
  assert.deepEqual(await ids({ created: { gte: refund.created } }), [newest]);
  assert.deepEqual(await ids({ created: { lt: refund.created } }), [oldest]);
  assert.deepEqual(await ids({ available_on: { gt: charge.balance_transaction.available_on } }), []);
  assert.deepEqual(await ids({ available_on: charge.balance_transaction.available_on }), [newest, oldest]);
});

test('money is pending until its day, in zero- and three-decimal currencies too', async () => {
  for (const [currency, amount, fee] of [['jpy', 1000, 59], ['kwd', 5000, 175]]) {
    const { balance_transaction: booked } = await world.pay(amount, { currency });
    assert.deepEqual([booked.status, booked.fee], ['pending', fee], currency);
    assert.deepEqual(await balanceOf(stripe, currency), { available: 0, pending: amount - fee });
    await world.call('clock', { to: booked.available_on });
    assert.equal((await stripe.balanceTransactions.retrieve(booked.id)).status, 'available');
    assert.deepEqual(await balanceOf(stripe, currency), { available: amount - fee, pending: 0 });
  }
});

test('an automatic payout takes everything available and can be taken apart again', async () => {
  const first = await world.pay(10000, { currency: 'sek', payment_method: 'pm_card_bypassPending' });
  const second = await world.pay(20000, { currency: 'sek', payment_method: 'pm_card_bypassPending' });
  await world.pay(30000, { currency: 'sek' }); // still pending
  const payout = await world.call('payouts', { currency: 'sek' });
  assert.deepEqual([payout.automatic, payout.amount], [true, first.balance_transaction.net + second.balance_transaction.net]);
  const parts = (await stripe.balanceTransactions.list({ payout: payout.id })).data;
  assert.deepEqual(parts.map((one) => one.source), [payout.id, second.id, first.id]);
  assert.equal(parts.reduce((sum, one) => sum + one.net, 0), 0);
  assert.deepEqual(await world.events(payout.id), ['payout.created', 'payout.reconciliation_completed']);
  await world.advance(5 * 86400);
  assert.equal((await stripe.payouts.retrieve(payout.id)).status, 'paid', 'one move of the clock takes it all the way');
  const manual = await stripe.payouts.create({ amount: 100, currency: 'sek' });
  await refusal(stripe.balanceTransactions.list({ payout: manual.id }), Stripe.errors.StripeInvalidRequestError, { param: 'payout' });
});

test('a payout that fails after it was paid returns the money', async () => {
  await world.pay(10000, { currency: 'dkk', payment_method: 'pm_card_bypassPending' });
  const before = await balanceOf(stripe, 'dkk');
  const payout = await stripe.payouts.create({ amount: 5000, currency: 'dkk' });
  await world.advance(5 * 86400);
  await world.call(`payouts/${payout.id}/fail`, { code: 'no_account' });
  const failed = await stripe.payouts.retrieve(payout.id, { expand: ['failure_balance_transaction'] });
  assert.deepEqual([failed.status, failed.failure_code, failed.failure_balance_transaction.type, failed.failure_balance_transaction.reporting_category, failed.failure_balance_transaction.amount],
                   ['failed', 'no_account', 'payout_failure', 'payout_reversal', 5000]);
  assert.deepEqual(await balanceOf(stripe, 'dkk'), before);
  assert.deepEqual((await world.events(payout.id)).filter((type) => type !== 'payout.updated'), ['payout.created', 'payout.paid', 'payout.failed']);
});

test('whatever happens, the balances are the sum of what happened', async () => {
  // Numerical Recipes' generator: the same steps every time, so that a failure can be looked at again.
  let state = 20261028;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const own = await startFrozen({ args: ['--seed', '1'] });
  const teacher = await own.stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } });
  await own.call(`accounts/${teacher.id}/onboard`);
  const on = { stripeAccount: teacher.id };
  const model = { platform: 0, teacher: 0 };
  const [charges, disputes, transfers, payouts] = [[], [], [], []];
  const attempt = async (promise, effect) => {
    const done = await promise.then((value) => value, (error) => {
      assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError, String(error));
    });
    if (done) effect(done);
  };
  const control = async (path, body = {}) => {
    const answer = await own.sandbox.control('POST', path, body);
    assert.ok(answer.status === 200 || answer.status === 400, JSON.stringify(answer.body));
    if (answer.status === 400) throw new Stripe.errors.StripeInvalidRequestError({ message: answer.body.error });
    return answer.body;
  };
  const steps = [
    async () => {
      const charge = await own.pay(1000 + random(50000), { payment_method: random(2) ? 'pm_card_visa' : 'pm_card_bypassPending' });
      charges.push(charge);
      model.platform += charge.balance_transaction.net;
    },
    () => attempt(own.stripe.refunds.create({ charge: charges[random(charges.length)].id, amount: 1 + random(20000) }), (refund) => { model.platform -= refund.amount; }),
    () => attempt(control(`charges/${charges[random(charges.length)].id}/dispute`), (dispute) => {
      model.platform += dispute.balance_transactions[0].net;
      disputes.push(dispute.id);
    }),
    () => attempt(control(`disputes/${disputes[random(disputes.length)]}/${random(2) ? 'win' : 'lose'}`), (dispute) => {
      model.platform += dispute.balance_transactions[1]?.net ?? 0;
    }),
    () => attempt(own.stripe.transfers.create({ amount: 1 + random(30000), currency: 'usd', destination: teacher.id,
                                                ...(random(2) ? { source_transaction: charges[random(charges.length)].id } : {}) }), (transfer) => {
      transfers.push(transfer.id);
      model.platform -= transfer.amount;
      model.teacher += transfer.amount;
    }),
    () => attempt(own.stripe.transfers.createReversal(transfers[random(transfers.length)], { amount: 1 + random(10000) }), (reversal) => {
      model.platform += reversal.amount;
      model.teacher -= reversal.amount;
    }),
    () => attempt(own.stripe.payouts.create({ amount: 1 + random(10000), currency: 'usd' }, on), (payout) => {
      payouts.push(payout);
      model.teacher -= payout.amount;
    }),
    () => {
      const payout = payouts[random(payouts.length)];
      return attempt(control(`payouts/${payout.id}/fail`), () => { model.teacher += payout.amount; });
    },
    () => own.advance(random(2 * 86400)),
  ];
  await steps[0]();
  await own.pay(90000, { payment_method: 'pm_card_bypassPending' }).then((charge) => { model.platform += charge.balance_transaction.net; });
  transfers.push((await own.stripe.transfers.create({ amount: 9000, currency: 'usd', destination: teacher.id })).id);
  payouts.push(await own.stripe.payouts.create({ amount: 100, currency: 'usd' }, on));
  await steps[2](); // now there is one of everything
  model.platform -= 9000;
  model.teacher += 8900;
  for (let step = 0; step < 400; step += 1) {
    await steps[random(steps.length)]();
    if (step % 20 !== 0) continue;
    for (const [who, options] of [['platform', undefined], ['teacher', on]]) {
      const { available, pending } = await balanceOf(own.stripe, 'usd', options);
      assert.equal(available + pending, model[who], `${who} after step ${step}`);
    }
  }
  assert.equal(await own.sandbox.stop(), 0);
});

test('events of all kinds are listed by pages, types, time and delivery', async () => {
  const all = [];
  for await (const event of stripe.events.list({ limit: 7 })) all.push(event);
  assert.equal(new Set(all.map((event) => event.id)).size, all.length);
  const types = ['refund.failed', 'payout.failed'];
  const some = (await stripe.events.list({ types, limit: 100 })).data;
  assert.deepEqual(some.map((event) => event.id), all.filter((event) => types.includes(event.type)).map((event) => event.id));
  assert.deepEqual([...new Set(some.map((event) => event.type))].sort(), types.sort());
  const since = some[0].created;
  assert.deepEqual((await stripe.events.list({ created: { gte: since }, limit: 100 })).data.map((event) => event.id),
                   all.filter((event) => event.created >= since).map((event) => event.id));
  assert.equal((await stripe.events.list({ delivery_success: false })).data.length, 0, 'no endpoint, nothing undelivered');
});
