// Starts the real lectern-sandbox on a free port, and talks to its control API.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Stripe from 'stripe';

export const webhookSecret = 'whsec_test_secret';

export async function startSandbox({ args = [], webhookUrl } = {}) {
  const binary = process.env.LECTERN_SANDBOX;
  if (!binary) throw new Error('LECTERN_SANDBOX must name the lectern-sandbox binary');
  const hook = webhookUrl ? ['--webhook-url', webhookUrl, '--webhook-secret', webhookSecret] : [];
  const child = spawn(binary, ['--port', '0', ...hook, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const url = /listening on (\S+)/.exec(line)[1];
  return {
    url,
    child,
    client: (key = 'sk_test_lectern', options = {}) => stripeFor(url, key, options),
    async control(method, path, body) {
      const response = await fetch(`${url}/sandbox/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

export function stripeFor(url, key, options) {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...options });
}

/** Waits until `probe` returns something truthy; the last value in the error tells what it waited for. */
export async function until(probe, what, timeoutMs = 10_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
