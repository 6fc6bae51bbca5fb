// Uploads to lecternd with tus-js-client, which knows nothing of Lectern. Prints one JSON line of what it saw.
// usage: upload.mjs SCENARIO; LECTERN_URL, LECTERN_TOKEN
import { createHash, randomBytes } from 'node:crypto';
import { createServer, connect } from 'node:net';
import * as tus from 'tus-js-client';

const base = new URL(process.env.LECTERN_URL);
const auth = { Authorization: `Bearer ${process.env.LECTERN_TOKEN}` };

/** A TCP proxy that cuts its first `cuts` uploading connections after `after` bytes. */
async function flakyProxy(after, cuts) {
  let left = cuts;
  let cut = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(base.port), base.hostname);
    let seen = 0;
    client.on('data', (chunk) => {
      seen += chunk.length;
      if (left > 0 && seen > after) {
        left -= 1;
        cut += 1;
        client.destroy();
        upstream.end();
        return;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => client.write(chunk));
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on('close', () => other.end());
      one.on('error', () => {});
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, cut: () => cut, close: () => server.close() };
}

function upload(content, { origin = base.origin, chunkSize = Infinity, headers = {} } = {}) {
  const offsets = [];
  return new Promise((resolve) => {
    const task = new tus.Upload(content, {
      endpoint: `${origin}/api/uploads`,
      headers: { ...auth, ...headers },
      chunkSize,
      retryDelays: [50, 100, 200, 400, 800],
      metadata: { filename: 'Grand piano – Übung 🎹.bin', filetype: 'application/octet-stream' },
      onShouldRetry: (error) => !error.originalResponse || error.originalResponse.getStatus() >= 500 || [409, 423].includes(error.originalResponse.getStatus()),
      onChunkComplete: (_, accepted) => offsets.push(accepted),
      onError: (error) => resolve({ ok: false, status: error.originalResponse?.getStatus() ?? 0, offsets }),
      onSuccess: () => resolve({ ok: true, url: new URL(task.url).pathname, offsets }),
    });
    task.start();
  });
}

/** The file as the server keeps it. */
async function download(path) {
  const id = path.split('/').at(-1);
  const response = await fetch(`${base.origin}/api/files/${id}`, { headers: auth });
  return { status: response.status, sha256: createHash('sha256').update(Buffer.from(await response.arrayBuffer())).digest('hex') };
}

const scenarios = {
  async whole() {
    const content = randomBytes(3_000_001);
    const result = await upload(content);
    return { ...result, same: result.ok && (await download(result.url)).sha256 === createHash('sha256').update(content).digest('hex') };
  },
  async pieces() {
    const content = randomBytes(2_500_000);
    const result = await upload(content, { chunkSize: 400_000 });
    return { ...result, same: result.ok && (await download(result.url)).sha256 === createHash('sha256').update(content).digest('hex') };
  },
  async cut() {
    const content = randomBytes(6_000_000);
    const proxy = await flakyProxy(1_500_000, 3);
    const result = await upload(content, { origin: proxy.url, chunkSize: 2_000_000 });
    proxy.close();
    return { ...result, cuts: proxy.cut(), same: result.ok && (await download(result.url)).sha256 === createHash('sha256').update(content).digest('hex') };
  },
  async empty() {
    return upload(Buffer.alloc(0));
  },
  async forbidden() {
    return upload(Buffer.from('x'), { headers: { Authorization: 'Bearer garbage' } });
  },
};

console.log(JSON.stringify(await scenarios[process.argv[2]]()));
