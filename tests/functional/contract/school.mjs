// The real programs over a database of their own, and a mail server that keeps what it gets.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const webhookSecret = 'whsec_contract_test';
export const password = 'correct horse battery';

function environment(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set; run this through ctest`);
  return value;
}

/** Asks `probe` until it answers something, at most `seconds`. */
export async function eventually(what, probe, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    assert.ok(Date.now() < end, `${what} did not happen within ${seconds} seconds`);
    await sleep(50);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** SMTP as far as a sender needs it (RFC 5321); keeps each mail as it came. */
async function startMailServer() {
  const mails = [];
  const server = createServer((socket) => {
    let buffer = '';
    let inData = false;
    socket.setEncoding('utf8').on('error', () => {}).write('220 test ready\r\n');
    socket.on('data', (chunk) => {
      buffer += chunk;
      for (;;) {
        const mark = inData ? '\r\n.\r\n' : '\r\n';
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (inData) {
          mails.push(part);
          inData = false;
          socket.write('250 kept\r\n');
        } else if (/^DATA/i.test(part)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(part)) {
          socket.end('221 bye\r\n');
        } else {
          socket.write('250 fine\r\n');
        }
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { mails, port: server.address().port, stop: () => server.close() };
}

class Program {
  constructor(binary, log) { Object.assign(this, { binary, log, said: '' }); }

  async start(args) {
    this.child = spawn(this.binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => { this.said += chunk; };
    this.child.stdout.setEncoding('utf8').on('data', keep);
    this.child.stderr.setEncoding('utf8').on('data', keep);
    const before = this.said.length;
    const address = await eventually(`${this.binary} listening`, () => {
      assert.equal(this.child.exitCode, null, this.said);
      return /listening on (\S+)\n/.exec(this.said.slice(before))?.[1];
    });
    return address;
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

export class School {
  #folder = mkdtempSync(join(tmpdir(), 'lectern-contract-'));
  #cluster = environment('LECTERN_TEST_CLUSTER');
  #database = `contract_${process.pid}`;
  #daemon = new Program(environment('LECTERN_DAEMON'));
  #sandbox = new Program(environment('LECTERN_SANDBOX'));
  #mail;

  #psql(database, sql) {
    return execFileSync('psql', ['-h', this.#cluster, '-U', 'postgres', '-d', database, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }
  #config() { return join(this.#folder, 'lecternd.ini'); }
  #command(words, input = '') { return execFileSync(environment('LECTERN_DAEMON'), ['--config', this.#config(), ...words], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }); }

  async start() {
    this.#mail = await startMailServer();
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.sandboxUrl = await this.#sandbox.start(['--port', '0', '--webhook-url', `${this.url}/api/webhooks/stripe`, '--webhook-secret', webhookSecret]);
    await this.control('POST', 'config', { retryScheduleMs: [200, 300, 500, 500, 1000, 1000, 2000, 5000], captureSettleMs: 10, payoutInTransitMs: 50 });
    writeFileSync(this.#config(), `[server]
organisation=Harbour School
port=${port}
data_dir=${join(this.#folder, 'files')}
token_secret=${'c'.repeat(40)}
demo_accounts="[{\\"name\\":\\"Ada\\",\\"email\\":\\"ada@school.test\\",\\"password\\":\\"shown to everybody\\",\\"role\\":\\"student\\"}]"
[database]
host=${this.#cluster}
name=${this.#database}
[money]
hold_days=0
offline_instructions=Bring it to the office in Harbour Street
[tax]
country=US
rates=DE=19 inclusive
[stripe]
secret_key=sk_test_contract
bank_transfers=true
publishable_key=pk_test_contract
webhook_secrets=${webhookSecret}
api_base=${this.sandboxUrl}
js_url=${this.sandboxUrl}/clover/stripe.js
hosts=${this.sandboxUrl}
[smtp]
url=smtp://127.0.0.1:${this.#mail.port}
from=school@school.test
[limits]
logins_per_minute=100000
registrations_per_minute=100000
payments_per_minute=100000
`);
    this.#psql('postgres', `drop database if exists ${this.#database} with (force)`);
    this.#psql('postgres', `create database ${this.#database} owner lectern_owner`);
    this.#command(['migrate']);
    this.category = randomUUID();
    this.#psql(this.#database, `insert into category (id, name) values ('${this.category}', 'Contract music')`);
    this.#command(['create-admin', 'Head Master', 'head@school.test'], `${password}\n`);
    await this.#daemon.start(['--config', this.#config()]);
  }

  /** Ends lecternd and starts it again: jobs that run at the start run now. */
  async restart() {
    await this.#daemon.stop();
    await this.#daemon.start(['--config', this.#config()]);
  }

  async stop() {
    await this.#daemon.stop();
    await this.#sandbox.stop();
    this.#mail?.stop();
    this.#psql('postgres', `drop database if exists ${this.#database} with (force)`);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What lecternd said, without its access log. */
  get log() { return this.#daemon.said.split('\n').filter((line) => !line.includes('"lectern.access"')).join('\n').slice(-8000); }
  verifyLedger() { return this.#command(['verify-ledger']); }

  /** The text of the newest mail to `address`, once there are at least `count`. */
  async mailTo(address, count = 1) {
    const to = () => this.#mail.mails.filter((mail) => mail.includes(`<${address}>`));
    await eventually(`mail ${count} to ${address}`, () => to().length >= count);
    const mail = to().at(-1);
    // Parts in base64 are read; the rest stays as it is.
    return mail.replace(/\r\n/g, '\n').replace(/base64\n(?:[\w-]+:.*\n)*\n((?:[A-Za-z0-9+/=]+\n)+)/g, (_, text) => Buffer.from(text, 'base64').toString('utf8')).replace(/=\n/g, '');
  }

  async control(method, path, body) {
    const response = await fetch(`${this.sandboxUrl}/sandbox/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    assert.ok(response.ok, `sandbox ${path}: ${response.status}`);
    return response.json();
  }

  /** The payer confirms with a test card, as Stripe.js would. */
  async pay(checkout, card) {
    const form = new URLSearchParams({ client_secret: checkout.clientSecret, payment_method: card, return_url: 'http://school.test/' });
    const response = await fetch(`${this.sandboxUrl}/v1/payment_intents/${checkout.payment.gatewayId}/confirm`, { method: 'POST', headers: { Authorization: `Bearer ${checkout.publishableKey}` }, body: form });
    return response.json();
  }

  /** The gateway's own API, as its dashboard uses it. */
  async gateway(method, path, form) {
    const body = form === undefined ? undefined : new URLSearchParams(form);
    const response = await fetch(`${this.sandboxUrl}/v1/${path}`, { method, body, headers: { Authorization: 'Bearer sk_test_contract' } });
    assert.ok(response.ok, `gateway ${path}: ${response.status} ${response.ok ? '' : await response.text()}`);
    return response.json();
  }

  signature(body, time = Math.floor(Date.now() / 1000)) {
    return `t=${time},v1=${createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest('hex')}`;
  }
}

/** What `GET /api/live` says, message by message (RFC 6455; a server never masks). */
export function readFrames(socket, head, onMessage) {
  let buffer = Buffer.from(head);
  const take = () => {
    for (;;) {
      if (buffer.length < 2) return;
      let start = 2;
      let length = buffer[1] & 0x7f;
      if (length === 126) {
        if (buffer.length < 4) return;
        length = buffer.readUInt16BE(2);
        start = 4;
      }
      if (buffer.length < start + length) return;
      if ((buffer[0] & 0x0f) === 1) onMessage(JSON.parse(buffer.subarray(start, start + length).toString('utf8')));
      buffer = buffer.subarray(start + length);
    }
  };
  socket.on('data', (chunk) => { buffer = Buffer.concat([buffer, chunk]); take(); });
  take();
}
