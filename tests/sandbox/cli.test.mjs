// The official CLI pointed at the sandbox.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startReceiver } from './support/receiver.mjs';
import { startSandbox, until } from './support/sandbox.mjs';

const run = promisify(execFile);
let sandbox, receiver, home;
before(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({ webhookUrl: receiver.url });
  home = await mkdtemp(join(tmpdir(), 'stripe-cli-')); // no settings of whoever runs the tests
});
after(async () => {
  await sandbox.stop();
  await receiver.stop();
  await rm(home, { recursive: true });
});

const trigger = (event) => run('node_modules/@stripe/cli-linux-x64/bin/stripe', ['trigger', event, '--api-base', sandbox.url], {
  cwd: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  env: { PATH: process.env.PATH, HOME: home, STRIPE_API_KEY: 'sk_test_123456789012', STRIPE_CLI_TELEMETRY_OPTOUT: '1' },
});

for (const event of ['payment_intent.created', 'payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.requires_action',
                     'payment_intent.canceled', 'payment_intent.amount_capturable_updated', 'customer.created', 'customer.updated', 'customer.deleted',
                     'payment_method.attached', 'payment_method.detached']) {
  test(`stripe trigger ${event}`, async () => {
    receiver.received.length = 0;
    const { stdout } = await trigger(event);
    assert.match(stdout, /Trigger succeeded/);
    await until(() => receiver.ofType(event).length > 0, event);
  });
}
