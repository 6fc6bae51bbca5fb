// What the tests about money share: refusals, payments on a sandbox whose clock stands still, and the sum of the books.
import assert from 'node:assert/strict';
import { startSandbox } from './sandbox.mjs';

/** The error that `promise` is rejected with, checked for its class and fields. */
export async function refusal(promise, type, fields = {}) {
  const error = await promise.then(() => assert.fail('should have been refused'), (caught) => caught);
  assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
  for (const [name, value] of Object.entries(fields)) assert.equal(error[name], value, `${name} of ${error.message}`);
  return error;
}

/** A sandbox whose clock moves by `advance` only, so that nothing has to be waited for. */
export async function startFrozen({ args = [], webhookUrl } = {}) {
  const sandbox = await startSandbox({ args: ['--frozen', ...args], webhookUrl });
  const stripe = sandbox.client();
  const call = async (path, body = {}) => {
    const answer = await sandbox.control('POST', path, body);
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await call('config', { captureSettleMs: 0, refundSettleMs: 1000, disputeOpenMs: 1000, disputeDecideMs: 1000 });
  return {
    sandbox,
    stripe,
    call,
    advance: (seconds) => call('clock', { advance: seconds }),
    /** A charge that is captured and booked. `pm_card_bypassPending` makes its money available at once. */
    async pay(amount, extra = {}) {
      const intent = await stripe.paymentIntents.create({ amount, currency: 'usd', payment_method_types: ['card'], payment_method: 'pm_card_visa',
                                                          capture_method: 'automatic', confirm: true, expand: ['latest_charge.balance_transaction'], ...extra });
      assert.equal(intent.status, 'succeeded');
      return intent.latest_charge;
    },
    /** The types of all events about an object, oldest first. */
    async events(id, options) {
      const types = [];
      for await (const event of stripe.events.list({ limit: 100 }, options)) if (event.data.object.id === id) types.unshift(event.type);
      return types;
    },
  };
}

/** Holds GET /v1/balance against the sum of all balance transactions; returns what is available and pending in `currency`. */
export async function balanceOf(stripe, currency = 'usd', options = undefined) {
  const sums = {};
  for await (const one of stripe.balanceTransactions.list({ limit: 100 }, options)) {
    assert.equal(one.net, one.amount - one.fee);
    assert.equal(one.fee, one.fee_details.reduce((sum, detail) => sum + detail.amount, 0));
    sums[one.currency] ??= { available: 0, pending: 0 };
    sums[one.currency][one.status] += one.net;
  }
  const balance = await stripe.balance.retrieve({}, options);
  for (const kind of ['available', 'pending']) {
    for (const entry of balance[kind]) assert.equal(entry.amount, sums[entry.currency]?.[kind] ?? 0, `${kind} ${entry.currency}`);
  }
  return sums[currency] ?? { available: 0, pending: 0 };
}
