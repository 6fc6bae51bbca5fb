// Serves the host page under a strict Content-Security-Policy that names the sandbox's origin and nothing else.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };

export async function startHost(sandboxUrl) {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1) || 'host.html';
    if (name === 'favicon.ico') return response.writeHead(204).end(); // asked for by the browser, whatever the page says
    if (name === 'done') return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>done</title>');
    try {
      const text = (await readFile(new URL(`../page/${name}`, import.meta.url), 'utf8')).replace('SANDBOX', sandboxUrl);
      response.writeHead(200, {
        'Content-Type': types[name.split('.').pop()],
        'Content-Security-Policy': `default-src 'none'; script-src 'self' ${sandboxUrl}; style-src 'self'; frame-src ${sandboxUrl}; connect-src ${sandboxUrl}; base-uri 'none'`,
      }).end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}
