// A small webhook receiver: keeps what came, raw, and answers as told.
import { createServer } from 'node:http';
import { once } from 'node:events';

export async function startReceiver() {
  const received = [];
  const answers = []; // statuses for the next deliveries; 200 when empty
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const status = answers.shift() ?? 200;
      received.push({ raw, signature: request.headers['stripe-signature'], headers: request.headers, status, event: raw.startsWith('{') ? JSON.parse(raw) : null });
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/webhook`,
    received,
    answers,
    ofType: (type) => received.filter((one) => one.event?.type === type),
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
