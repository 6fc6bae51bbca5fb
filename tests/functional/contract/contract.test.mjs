// The main job of everybody, from the first registration to the payout, by the API alone; resources/openapi.yaml judges
// every request and every answer.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { after, before, test } from 'node:test';
import ical from 'node-ical';
import { Contract } from './contract.mjs';
import { School, eventually, password, readFrames } from './school.mjs';

/** Operations of the document that nothing here makes succeed, and why. */
const notExercised = new Map([['POST /api/admin/desk/{item}/report', 'needs a school without a payment service: functional.offers reports there'],
  ['POST /api/bookings/{id}/claim', 'needs a session that has begun: functional.bookings moves the time'], ['POST /api/admin/bookings/{id}/decision', 'likewise']]);

const contract = new Contract(process.env.LECTERN_OPENAPI ?? new URL('../../../resources/openapi.yaml', import.meta.url).pathname);
const school = new School();
/** The least of each kind of file that a server believes. */
const files = {
  png: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  pdf: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.from([0, 0, 0, 0]), Buffer.from('mp42isom'), Buffer.alloc(4096, 7)]),
};
const sum = (...amounts) => amounts.reduce((all, one) => all + Number(one.minor), 0);
const usd = (minor) => ({ minor: String(minor), currency: 'USD' });

/** A caller: `await teacher('POST', '/api/courses', body, { expected: 201 })`. */
function caller(session) {
  const send = (method, path, body, options = {}) => {
    const headers = { ...options.headers };
    if (contract.find(method, path.split('?')[0]).parameters.some((one) => one.name === 'Idempotency-Key') && options.key !== null) headers['Idempotency-Key'] = options.key ?? randomUUID();
    return contract.exchange(school.url, { method, path, body, token: send.session?.accessToken, ...options, headers });
  };
  send.session = session;
  send.json = async (...args) => (await send(...args)).json;
  return send;
}

const nobody = caller();
let teacher;
let student;
let other;
let admin;
let auditor;
let course;
let enrollment;
let payment;
let vault;

async function register(role, name) {
  const email = `${name.toLowerCase()}@school.test`;
  return caller(await nobody.json('POST', '/api/register', { name: `${name} Person`, email, password, role }, { expected: 201 }));
}
const card = (title, fee) => ({ title, categoryId: school.category, fee: usd(fee), descriptionMarkdown: 'Everything you need to know about it, from the **first** day on.', language: 'en', level: 'beginner' });

async function upload(name, type, bytes, who = teacher) {
  const metadata = `filename ${Buffer.from(name).toString('base64')},filetype ${Buffer.from(type).toString('base64')}`;
  const made = await who('POST', '/api/uploads', undefined, { expected: 201, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length), 'Upload-Metadata': metadata } });
  const path = made.headers.get('Location');
  const half = Math.floor(bytes.length / 2);
  const piece = (offset, part, expected) => who('PATCH', path, undefined, { raw: part, expected, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' } });
  await piece(0, bytes.subarray(0, half), 204);
  await piece(1 + half, bytes.subarray(half), 'conflict');
  const head = await who('HEAD', path, undefined, { headers: { 'Tus-Resumable': '1.0.0' } });
  assert.equal(head.headers.get('Upload-Offset'), String(half));
  const last = await piece(half, bytes.subarray(half), 204);
  assert.equal(last.headers.get('Lectern-Sha256'), createHash('sha256').update(bytes).digest('hex'));
  return path.split('/').at(-1);
}

/** A launched course with one article. */
async function launched(title, fee) {
  const draft = await teacher.json('POST', '/api/courses', { card: card(title, fee), baseHash: '' }, { expected: 201 });
  await teacher('POST', `/api/courses/${draft.id}/submit`, { contentHash: draft.contentHash });
  await admin('POST', `/api/admin/courses/${draft.id}/decision`, { kind: 'approve', revision: 1, contentHash: draft.contentHash, reason: '' });
  const outline = await teacher.json('POST', `/api/courses/${draft.id}/sections`, { title: 'Start' });
  await teacher('POST', `/api/sections/${outline.sections[0].id}/lectures`, { title: 'Read this', kind: 'article', articleMarkdown: 'Words.', durationSeconds: 0 });
  return teacher.json('POST', `/api/courses/${draft.id}/launch`);
}

before(() => school.start());
after(async () => {
  if (process.exitCode) process.stderr.write(school.log);
  await school.stop();
});

test('the judge refuses what does not fit', () => {
  const operation = contract.find('GET', '/api/me');
  const headers = new Headers({ 'Content-Type': 'application/json' });
  const user = { id: randomUUID(), name: 'Ada', email: 'ada@school.test', role: 'student', state: 'active', country: '', createdAt: '2026-03-01T00:00:00.000Z' };
  const faults = (status, value, type = 'application/json') => contract.answerFaults(operation, { status, headers: new Headers({ 'Content-Type': type }), text: JSON.stringify(value) });
  assert.deepEqual(faults(200, user), []);
  for (const wrong of [{ ...user, extra: 1 }, { ...user, name: undefined }, { ...user, id: '12' }, { ...user, role: 'owner' }, { ...user, createdAt: 'yesterday' }]) assert.notDeepEqual(faults(200, wrong), []);
  assert.notDeepEqual(faults(201, user), []);
  assert.notDeepEqual(faults(200, user, 'text/plain'), []);
  const problem = { type: 'about:blank', title: 'not found', status: 404, code: 'not_found', detail: 'There is no such user.' };
  assert.deepEqual(faults(404, problem, 'application/problem+json'), []);
  assert.notDeepEqual(faults(404, { ...problem, code: 'lost' }, 'application/problem+json'), []);
  assert.notDeepEqual(faults(404, problem), []);
  const url = new URL('http://x/api/admin/users?role=king&page=2');
  assert.equal(contract.requestFaults(contract.find('GET', '/api/admin/users'), { url, headers }).length, 3); // role, page, no token
});

test('the operator sees that the server runs', async () => {
  await nobody('GET', '/healthz');
  await nobody('GET', '/readyz');
  const metrics = await nobody('GET', '/metrics');
  assert.match(metrics.text, /lectern_/);
  const info = await nobody.json('GET', '/api/server');
  assert.equal(info.demoAccounts.length, 1);
});

test('people register, log in and look after their account', async () => {
  teacher = await register('teacher', 'Tomas');
  student = await register('student', 'Noah');
  other = await register('student', 'Ines');
  await nobody('POST', '/api/register', { name: 'Tomas Again', email: 'tomas@school.test', password, role: 'teacher' }, { expected: 'already_exists' });
  await nobody('POST', '/api/login', { email: 'head@school.test', password: 'not this one' }, { expected: 'wrong_credentials' });
  admin = caller(await nobody.json('POST', '/api/login', { email: 'head@school.test', password }));
  const guest = await register('student', 'Audra');
  assert.equal((await admin.json('POST', `/api/admin/users/${guest.session.user.id}/role`, { role: 'auditor', reason: 'Audits the year' })).role, 'auditor');
  auditor = caller(await nobody.json('POST', '/api/login', { email: 'audra@school.test', password }));
  other.session = await nobody.json('POST', '/api/token/refresh', { refreshToken: other.session.refreshToken });
  const device = caller(await nobody.json('POST', '/api/login', { email: 'ines@school.test', password }));
  await device('POST', '/api/logout', { refreshToken: device.session.refreshToken });
  await nobody('POST', '/api/token/refresh', { refreshToken: device.session.refreshToken }, { expected: 'unauthenticated' });
  const me = await student.json('GET', '/api/me');
  assert.equal(me.email, 'noah@school.test');
  assert.equal((await student.json('PATCH', '/api/me', { name: 'Noah Fischer' })).name, 'Noah Fischer');
});

test('nobody makes himself an admin or an auditor', async () => {
  for (const role of ['admin', 'auditor']) await nobody('POST', '/api/register', { name: 'King', email: `${role}@school.test`, password, role }, { expected: 'invalid_input', wrong: true });
});

test('a course is drafted, rejected, saved again and approved', async () => {
  const cover = await upload('cover.png', 'image/png', files.png);
  const first = await teacher.json('POST', '/api/courses', { card: { ...card('Piano <for> adults 🎹', 4999), coverFileId: cover }, baseHash: '' }, { expected: 201 });
  course = first.id;
  await teacher('POST', `/api/courses/${course}/submit`, {}, { expected: 'conflict', wrong: true });
  await teacher('POST', `/api/courses/${course}/submit`, { contentHash: first.contentHash });
  assert.equal((await admin.json('GET', '/api/badges')).reviews, 1);
  const queue = await admin.json('GET', '/api/admin/reviews?limit=10');
  assert.equal(queue.items[0].courseId, course);
  await admin('POST', `/api/admin/courses/${course}/decision`, { kind: 'reject', revision: 1, contentHash: first.contentHash, reason: '' }, { expected: 'invalid_input' });
  await admin('POST', `/api/admin/courses/${course}/decision`, { kind: 'reject', revision: 1, contentHash: first.contentHash, reason: 'Too dear for a start' });
  assert.equal((await teacher.json('GET', `/api/courses/${course}`)).lastReason, 'Too dear for a start');
  const saved = await teacher.json('PUT', `/api/courses/${course}`, { card: { ...card('Piano <for> adults 🎹', 2500), coverFileId: null }, baseHash: first.contentHash });
  await teacher('POST', `/api/courses/${course}/submit`, { contentHash: saved.contentHash });
  const review = await admin.json('GET', `/api/admin/courses/${course}/review`);
  assert.equal(review.previous.fee.minor, '4999');
  assert.equal(review.decisions.length, 1);
  await admin('POST', `/api/admin/courses/${course}/decision`, { kind: 'approve', revision: 1, contentHash: first.contentHash, reason: '' }, { expected: 'conflict' });
  await admin('POST', `/api/admin/courses/${course}/decision`, { kind: 'approve', revision: 2, contentHash: saved.contentHash, reason: '' });
  assert.equal((await teacher.json('GET', '/api/courses?state=approved&text=piano')).items.length, 1);
  await teacher('GET', '/api/courses?state=lost', undefined, { expected: 'invalid_input', wrong: true });
  assert.equal((await admin.json('GET', `/api/admin/courses?category=${school.category}`)).items.length, 1);
  assert.equal((await admin.json('GET', '/api/categories')).items.some((one) => one.id === school.category), true);
});

test('the course is built and launched', async () => {
  const path = `/api/courses/${course}`;
  assert.equal((await teacher.json('GET', `${path}/launch-check`)).items.every((one) => one.ok), false);
  await teacher('POST', `${path}/launch`, undefined, { expected: 'invalid_state' });
  await nobody('OPTIONS', '/api/uploads', undefined, { expected: 204 });
  const pdf = await upload('handout.pdf', 'application/pdf', files.pdf);
  const video = await upload('lesson.mp4', 'video/mp4', files.mp4);
  await teacher('POST', `${path}/sections`, { title: 'First steps' });
  let outline = await teacher.json('POST', `${path}/sections`, { title: 'To be removed' });
  const [section, spare] = outline.sections.map((one) => one.id);
  await teacher('PUT', `/api/sections/${section}`, { title: 'First steps, renamed' });
  await teacher('DELETE', `/api/sections/${spare}`);
  await teacher('POST', `/api/sections/${section}/lectures`, { title: 'Words', kind: 'article', articleMarkdown: '# Words', fileId: null, durationSeconds: 0 });
  await teacher('POST', `/api/sections/${section}/lectures`, { title: 'Film', kind: 'video', articleMarkdown: '', fileId: video, durationSeconds: 12 });
  outline = await teacher.json('POST', `/api/sections/${section}/lectures`, { title: 'Gone soon', kind: 'article', articleMarkdown: 'x', durationSeconds: 0 });
  const [words, film, gone] = outline.sections[0].lectures.map((one) => one.id);
  await teacher('DELETE', `/api/lectures/${gone}`);
  await teacher('PUT', `/api/lectures/${words}`, { title: 'Words, again', kind: 'article', articleMarkdown: '# More words', durationSeconds: 0 });
  await teacher('POST', `/api/lectures/${words}/attachments`, { title: 'Not for long', fileId: pdf });
  outline = await teacher.json('POST', `/api/lectures/${words}/attachments`, { title: 'Handout', fileId: pdf });
  const attachment = outline.sections[0].lectures[0].attachments[0].id;
  outline = await teacher.json('DELETE', `/api/attachments/${attachment}`);
  const order = { version: outline.version, sections: [{ id: section, lectures: [film, words] }] };
  outline = await teacher.json('PUT', `${path}/outline/order`, order);
  assert.deepEqual(outline.sections[0].lectures.map((one) => one.id), [film, words]);
  await teacher('PUT', `${path}/outline/order`, order, { expected: 'conflict' });
  assert.deepEqual(await admin.json('GET', `${path}/outline`), outline);
  assert.equal((await teacher.json('GET', `${path}/launch-check`)).items.every((one) => one.ok), true);
  assert.equal((await teacher.json('POST', `${path}/launch`)).state, 'launched');
  const aside = await launched('For the archive', 0);
  assert.equal((await teacher.json('POST', `/api/courses/${aside.id}/archive`)).state, 'archived');
  await teacher('GET', `/api/files/${pdf}`);
  assert.equal((await teacher('GET', `/api/files/${pdf}`, undefined, { expected: 206, headers: { Range: 'bytes=0-3' } })).text, '%PDF');
  await teacher('GET', `/api/files/${pdf}`, undefined, { expected: 416, headers: { Range: 'bytes=9999-' } });
  const { url } = await teacher.json('POST', `/api/files/${pdf}/link`);
  const link = new URL(url);
  const whole = await nobody('GET', link.pathname + link.search);
  await nobody('GET', link.pathname + link.search, undefined, { expected: 304, headers: { 'If-None-Match': whole.headers.get('ETag') } });
  await nobody('GET', `${link.pathname}?ticket=forged`, undefined, { expected: 'forbidden' });
});

test('an upload that nobody wants is forgotten', async () => {
  const tus = { 'Tus-Resumable': '1.0.0' };
  const made = await teacher('POST', '/api/uploads', undefined, { expected: 201, headers: { ...tus, 'Upload-Length': '10', 'Upload-Metadata': 'filename YS50eHQ=' } });
  await teacher('DELETE', made.headers.get('Location'), undefined, { expected: 204, headers: tus });
  await teacher('HEAD', made.headers.get('Location'), undefined, { expected: 404, headers: tus });
  await teacher('POST', '/api/uploads', undefined, { expected: 412, wrong: true });
  const liar = await teacher('POST', '/api/uploads', undefined, { expected: 201, headers: { ...tus, 'Upload-Length': '5', 'Upload-Metadata': 'filename YS5wbmc=,filetype aW1hZ2UvcG5n' } });
  await teacher('PATCH', liar.headers.get('Location'), undefined, { raw: 'words', expected: 'unsupported_media', headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' } });
});

test('a student finds it, enrolls, pays and is told', async () => {
  const seen = [];
  const live = httpRequest(`${school.url}/api/live`, { headers: { Authorization: `Bearer ${student.session.accessToken}`, Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } });
  const socket = await new Promise((resolve, reject) => {
    live.on('upgrade', (response, stream, head) => {
      assert.deepEqual(contract.answerFaults(contract.find('GET', '/api/live'), { status: response.statusCode, headers: new Headers(), text: '' }), []);
      readFrames(stream, head, (message) => seen.push(message));
      resolve(stream);
    }).on('error', reject).on('response', (response) => reject(new Error(`no upgrade: ${response.statusCode}`))).end();
  });
  contract.covered.add('GET /api/live');
  await nobody('GET', '/api/live', undefined, { expected: 404, wrong: true });

  const found = await student.json('GET', `/api/catalogue?text=piano&category=${school.category}&level=beginner&language=en&minMinor=100&maxMinor=99999&sort=price_ascending&limit=5`);
  assert.equal(found.items.length, 1);
  assert.equal((await student.json('GET', `/api/catalogue/${course}`)).enrollment, null);
  await student('POST', '/api/enrollments', { courseId: randomUUID() }, { expected: 'not_found' });
  await student('POST', '/api/enrollments', { courseId: course }, { expected: 'idempotency_missing', key: null, wrong: true });
  const key = randomUUID();
  const made = await student.json('POST', '/api/enrollments', { courseId: course }, { expected: 201, key });
  await student('POST', '/api/enrollments', { courseId: randomUUID() }, { expected: 'idempotency_mismatch', key });
  enrollment = made.enrollment.id;
  payment = made.checkout.payment.id;
  assert.equal((await student.json('POST', '/api/payments/create-payment-intent', { enrollmentId: enrollment }, { expected: 201 })).payment.id, payment);
  await student('GET', `/api/learning/${enrollment}`, undefined, { expected: 'forbidden' });

  const page = new URL(made.checkout.checkoutUrl);
  await nobody('GET', page.pathname + page.search);
  await nobody('GET', '/checkout/assets/checkout.js');
  await nobody('GET', '/checkout/assets/checkout.css');
  await nobody('GET', '/checkout/assets/other.js', undefined, { expected: 'not_found' });
  assert.match((await nobody.json('GET', `${page.pathname}/status${page.search}`)).state, /awaiting_payer/);
  await nobody('GET', `${page.pathname}/status?ticket=forged`, undefined, { expected: 'forbidden' });
  await nobody('POST', `${page.pathname}/keep?ticket=forged`, { keep: true }, { expected: 'forbidden' });
  assert.equal((await nobody('POST', `${page.pathname}/keep${page.search}`, {}, { expected: 'invalid_input', wrong: true })).json.field, 'keep');
  await nobody('POST', `${page.pathname}/keep${page.search}`, { keep: true });
  assert.equal((await school.gateway('GET', `payment_intents/${made.checkout.payment.gatewayId}`)).setup_future_usage, 'off_session');
  await nobody('POST', `${page.pathname}/keep${page.search}`, { keep: false });
  assert.equal((await school.gateway('GET', `payment_intents/${made.checkout.payment.gatewayId}`)).setup_future_usage, null);

  await school.pay(made.checkout, 'pm_card_visa_chargeDeclined');
  await eventually('the declined attempt', async () => (await student.json('GET', `/api/payments/${payment}`)).state === 'failed');
  assert.notEqual((await student.json('GET', `/api/payments/${payment}`)).failureMessage, '');
  await school.pay(made.checkout, 'pm_card_bypassPending');
  await student('POST', '/api/payments/confirm-payment', { paymentId: payment });
  await eventually('the enrollment to be active', async () => (await student.json('GET', `/api/enrollments/${enrollment}/payment`)).state === 'succeeded');
  await eventually('the live message', () => seen.some((one) => one.topic === 'enrollment' && one.subjectId === enrollment));
  assert.ok(seen.some((one) => one.notification), 'a notification travels with its message');
  for (const message of seen) assert.deepEqual(contract.faults('whole', { $ref: '#/components/schemas/LiveMessage' }, message), [], JSON.stringify(message));
  socket.destroy();

  assert.equal((await student.json('GET', '/api/enrollments')).items.length, 1);
  assert.equal((await student.json('GET', '/api/payments?state=succeeded&from=2026-01-01T00:00:00Z&limit=1')).items[0].id, payment);
  assert.equal((await student.json('GET', '/api/notifications')).items.length > 0, true);
  await student('POST', '/api/notifications/read');
  assert.equal((await student.json('GET', '/api/badges')).notifications, 0);
  assert.equal((await teacher.json('GET', `/api/enrollments/course/${course}`)).items[0].id, enrollment);
});

test('the student learns and is certified', async () => {
  const learning = await student.json('GET', `/api/learning/${enrollment}`);
  await student('GET', `/api/learning/${enrollment}/certificate`, undefined, { expected: 'not_found' });
  let last;
  for (const lecture of learning.outline.sections[0].lectures) last = await student.json('PUT', `/api/learning/${enrollment}/lectures/${lecture.id}/progress`, { progressPercent: 100, positionSeconds: 3 });
  assert.equal(last.state, 'completed');
  await student('PUT', `/api/learning/${enrollment}/lectures/${learning.outline.sections[0].lectures[0].id}/progress`, { progressPercent: 101, positionSeconds: 0 }, { expected: 'invalid_input', wrong: true });
  const certificate = await student.json('GET', `/api/learning/${enrollment}/certificate`);
  assert.equal((await nobody.json('GET', `/api/certificates/${certificate.code}`)).courseTitle, 'Piano <for> adults 🎹');
  await nobody('GET', `/verify/${certificate.code}`);
  await nobody('GET', '/verify/AAAA-BBBB-CCCC', undefined, { expected: 404 });
  await nobody('GET', '/api/certificates/AAAA-BBBB-CCCC', undefined, { expected: 'not_found' });
  assert.equal((await teacher.json('GET', `/api/courses/${course}/students`)).items[0].progressPercent, 100);
});

test('an enrollment is cancelled and the student let in again', async () => {
  const made = await other.json('POST', '/api/enrollments', { courseId: course }, { expected: 201 });
  await admin('POST', `/api/admin/enrollments/${made.enrollment.id}/cancel`, { reason: 'Enrolled by mistake' });
  await admin('POST', `/api/admin/enrollments/${made.enrollment.id}/cancel`, { reason: 'Enrolled by mistake' }, { expected: 'invalid_state' });
  assert.equal((await admin.json('POST', `/api/admin/enrollments/${made.enrollment.id}/readmit`, { reason: 'It was none' })).state, 'expired');
  const free = await launched('Free of charge', 0);
  const entered = await other.json('POST', '/api/enrollments', { courseId: free.id }, { expected: 201 });
  assert.equal(entered.checkout, null);
});

test('the teacher sets up an account for payouts', async () => {
  const { id } = await teacher.json('GET', '/api/vaults/mine');
  assert.equal((await teacher.json('GET', '/api/payout-account')).state, 'none');
  const link = await teacher.json('POST', '/api/payout-account/onboarding', undefined, { expected: 201 });
  assert.ok(link.url.startsWith(school.sandboxUrl));
  const account = await teacher.json('GET', '/api/payout-account');
  assert.equal(account.state, 'incomplete');
  await school.control('POST', `accounts/${account.gatewayId}/onboard`, {});
  await eventually('the account to be ready', async () => (await teacher.json('GET', '/api/payout-account')).state === 'ready');
  assert.equal((await admin.json('GET', `/api/admin/vaults/${id}/payout-account`)).gatewayId, account.gatewayId);
  assert.match((await nobody('GET', '/payouts/done')).text, /go back to Lectern/);
  assert.match((await nobody('GET', '/payouts/done?again=1')).text, /expired/);
});

test('the teacher withdraws and is paid', async () => {
  await school.restart(); // no hold here: what was sold becomes available when the job runs
  vault = await eventually('the sale to be available', async () => {
    const mine = await teacher.json('GET', '/api/vaults/mine');
    return mine.balances[0].available.minor === '2000' && mine;
  });
  const path = `/api/vaults/${vault.id}`;
  await teacher('POST', `${path}/withdrawals`, { amount: usd(999999), note: '' }, { expected: 'insufficient_funds' });
  await teacher('POST', `${path}/withdrawals`, { amount: { minor: '010', currency: 'USD' }, note: '' }, { expected: 'invalid_input', wrong: true });
  const first = await teacher.json('POST', `${path}/withdrawals`, { amount: usd(1000), note: 'Rent' }, { expected: 201 });
  assert.equal((await teacher.json('POST', `/api/withdrawals/${first.id}/cancel`)).state, 'cancelled');
  const second = await teacher.json('POST', `${path}/withdrawals`, { amount: usd(1500), note: '' }, { expected: 201 });
  assert.equal((await admin.json('GET', '/api/badges')).withdrawals, 1);
  assert.equal((await admin.json('GET', '/api/admin/withdrawals?state=requested')).items[0].id, second.id);
  const decision = { approve: true, reason: '' };
  await admin('POST', `/api/admin/withdrawals/${second.id}/decision`, decision);
  const state = async () => (await teacher.json('GET', `${path}/withdrawals`)).items.find((one) => one.id === second.id);
  const sent = await eventually('the payout to be sent', async () => { const now = await state(); return now.state === 'sent' && now; });
  await school.control('POST', `payouts/${sent.gatewayId}/pay`, {});
  await eventually('the payout to arrive', async () => (await state()).state === 'paid');
  assert.equal((await teacher.json('GET', path)).balances[0].available.minor, '500');
  const contents = await teacher.json('GET', `/api/withdrawals/${second.id}/contents`);
  assert.equal(sum(...contents.totals.map((one) => one.amount)), sum(contents.withdrawal.amount));
  assert.deepEqual(await auditor.json('GET', `/api/withdrawals/${second.id}/contents`), contents);
  const history = await teacher.json('GET', `${path}/entries?currency=USD&from=2026-01-01T00:00:00Z&limit=2`);
  assert.equal(history.items[0].balanceAfter.minor, '500');
  assert.equal((await teacher.json('GET', `${path}/entries?limit=2&cursor=${encodeURIComponent(history.nextCursor)}`)).items.length > 0, true);
  assert.equal((await teacher.json('GET', `${path}/entries?kind=sale`)).items.length, 1);
  assert.equal((await teacher.json('GET', `${path}/series?currency=USD&days=30`)).points.length > 0, true);
  await student('GET', path, undefined, { expected: 'forbidden' });
});

test('a statement adds up, on the screen and as a table', async () => {
  const path = `/api/vaults/${vault.id}`;
  const period = `currency=USD&from=2026-01-01T00:00:00Z&until=${new Date(Date.now() + 60_000).toISOString()}`;
  const statement = await teacher.json('GET', `${path}/statement?${period}`);
  assert.equal(sum(statement.opening, ...statement.totals.map((one) => one.amount)), sum(statement.closing));
  assert.deepEqual(await auditor.json('GET', `${path}/statement?${period}`), statement);
  const table = (await teacher('GET', `${path}/statement.csv?${period}`)).text.trim().split(/\r?\n/);
  assert.ok(table.length > statement.lines, table.join('\n'));
  await teacher('GET', `${path}/statement?from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z`, undefined, { expected: 'invalid_input' });
  await student('GET', `${path}/statement.csv`, undefined, { expected: 'forbidden' });
  assert.equal((await admin.json('GET', `/api/vaults/${(await admin.json('GET', '/api/vaults/mine')).id}/statement`)).vaultKind, 'platform');
});

test('money goes back: at once within the rules, else when an admin agrees', async () => {
  const made = await other.json('POST', '/api/enrollments', { courseId: course }, { expected: 201 });
  const fresh = made.checkout.payment.id;
  await other('GET', `/api/payments/${fresh}/refund-quote`, undefined, { expected: 'invalid_state' });
  await school.pay(made.checkout, 'pm_card_bypassPending');
  await eventually('the second sale', async () => (await other.json('GET', `/api/payments/${fresh}`)).state === 'succeeded');
  assert.equal((await other.json('GET', `/api/payments/${fresh}/refund-quote`)).automatic, true);
  await student('GET', `/api/payments/${fresh}/refund-quote`, undefined, { expected: 'not_found' });
  const taken = await other.json('POST', `/api/payments/${fresh}/refund`, { reason: '' }, { expected: 201 });
  await eventually('the refund to arrive', async () => (await other.json('GET', `/api/refunds?payment=${fresh}`)).items.find((one) => one.id === taken.id).state === 'succeeded');

  // The other student has a certificate.
  assert.equal((await student.json('GET', `/api/payments/${payment}/refund-quote`)).automatic, false);
  await student('POST', `/api/payments/${payment}/refund`, { reason: '' }, { expected: 'invalid_input' });
  const asked = await student.json('POST', `/api/payments/${payment}/refund`, { reason: 'It was not for me' }, { expected: 201 });
  assert.equal((await admin.json('GET', '/api/admin/refunds?state=requested&limit=5')).items[0].id, asked.id);
  assert.equal((await admin.json('POST', `/api/admin/refunds/${asked.id}/decision`, { approve: false, reason: 'You finished it' })).state, 'rejected');
  await admin('POST', `/api/admin/refunds/${asked.id}/decision`, { approve: true, reason: '' }, { expected: 'conflict' });
  const part = await admin.json('POST', `/api/admin/payments/${payment}/refunds`, { amount: usd(500), reason: 'As a courtesy' }, { expected: 201 });
  await eventually('the part to arrive', async () => (await admin.json('GET', `/api/admin/refunds?payment=${payment}&state=succeeded`)).items.some((one) => one.id === part.id));
  assert.equal((await student.json('GET', `/api/payments/${payment}`)).state, 'partially_refunded');
});

test('a wallet is filled and pays for a course', async () => {
  const wallet = await student.json('GET', '/api/wallet');
  assert.equal(wallet.balances[0].available.minor, '0');
  await student('POST', '/api/wallet/top-ups', { amount: usd(1) }, { expected: 'invalid_input' });
  const checkout = await student.json('POST', '/api/wallet/top-ups', { amount: usd(5000) }, { expected: 201 });
  assert.deepEqual([checkout.payment.kind, checkout.payment.enrollmentId], ['top_up', '']);
  await school.pay(checkout, 'pm_card_bypassPending');
  await eventually('the wallet to be filled', async () => (await student.json('GET', '/api/wallet')).balances[0].available.minor === '5000');
  const bought = await launched('Bought from the wallet', 1190);
  const quote = await student.json('GET', `/api/courses/${bought.id}/quote?country=DE`);
  assert.deepEqual([quote.total.minor, quote.tax.minor, quote.taxBps, quote.taxIncluded, quote.wallet.minor], ['1190', '190', 1900, true, '5000']);
  await student('POST', '/api/enrollments', { courseId: bought.id, method: 'wallet', expectedTotal: usd(1000) }, { expected: 'conflict' });
  const made = await student.json('POST', '/api/enrollments', { courseId: bought.id, method: 'wallet', country: 'DE', walletPart: null, expectedTotal: usd(1190) }, { expected: 201 });
  assert.deepEqual([made.enrollment.state, made.checkout], ['active', null]);
  const history = await student.json('GET', '/api/wallet/entries?currency=USD&limit=10');
  assert.deepEqual(history.items.map((one) => [one.kind, one.amount.minor, one.balanceAfter.minor]), [['purchase', '-1190', '3810'], ['top_up', '5000', '5000']]);
  const dear = await launched('Too dear for the wallet', 9900);
  await student('POST', '/api/enrollments', { courseId: dear.id, method: 'wallet' }, { expected: 'insufficient_funds' });
  const half = await student.json('POST', '/api/enrollments', { courseId: dear.id, method: 'card', walletPart: usd(3810), country: 'US' }, { expected: 201 });
  assert.equal(half.checkout.payment.walletPart.minor, '3810');
  assert.deepEqual((await student.json('GET', '/api/wallet')).balances[0], { available: usd(0), reserved: usd(3810) });
  await school.pay(half.checkout, 'pm_card_bypassPending');
  await eventually('the purchase', async () => (await student.json('GET', `/api/payments/${half.checkout.payment.id}`)).state === 'succeeded');
  assert.deepEqual((await student.json('GET', '/api/wallet')).balances[0], { available: usd(0), reserved: usd(0) });
});

test('a place is paid for by transfer, and a mistaken receipt is taken back', async () => {
  const offered = await launched('Paid at the office', 3000);
  const made = await other.json('POST', '/api/enrollments', { courseId: offered.id, method: 'bank_transfer' }, { expected: 201 });
  assert.deepEqual([made.enrollment.state, made.checkout], ['awaiting_payment', null]);
  const behind = (query) => admin.json('GET', `/api/admin/payments?currency=USD&course=${offered.id}&${query}`).then((list) => list.items.length);
  const times = 'from=2026-01-01T00:00:00Z&until=2100-01-01T00:00:00Z';
  assert.deepEqual([await behind(`moment=begun&${times}`), await behind(`moment=sold&${times}`), await behind('moment=declined&declined=lost_card'), await behind('coupon=NONE')], [1, 0, 0, 0]);
  await admin('GET', '/api/admin/payments?moment=later', undefined, { expected: 'invalid_input', wrong: true });
  await admin('GET', '/api/admin/payments?teacher=me', undefined, { expected: 'invalid_input', wrong: true });
  assert.equal((await admin.json('GET', `/api/admin/payments?category=${offered.card.categoryId}&teacher=${offered.teacherId}&course=${offered.id}`)).items.length, 1);
  const waiting = (await admin.json('GET', '/api/admin/payments?waiting=offline')).items;
  assert.deepEqual(waiting.map((one) => one.enrollmentId), [made.enrollment.id]);
  assert.equal((await admin.json('GET', '/api/badges')).offlinePayments, 1);
  const { id } = waiting[0];
  const receipts = `/api/admin/payments/${id}/receipts`;
  const receipt = { method: 'bank_transfer', amount: usd(3000), reference: 'Statement 12', receivedOn: new Date().toISOString().replace(/T.*/, 'T00:00:00.000Z'), note: '' };
  await admin('POST', receipts, { ...receipt, amount: usd(2999) }, { expected: 'invalid_input' });
  const recorded = await admin.json('POST', receipts, receipt, { expected: 201 });
  assert.equal(recorded.recordedBy, 'Head Master');
  assert.equal((await other.json('GET', `/api/enrollments/${made.enrollment.id}/payment`)).state, 'succeeded');
  await eventually('the receipt', async () => (await other.json('GET', `/api/payments/${id}/documents`)).items.length === 1);
  const reversed = await admin.json('POST', `/api/admin/receipts/${recorded.id}/reversal`, { reason: 'It was for somebody else' });
  assert.equal(reversed.reversedBy, 'Head Master');
  assert.equal((await admin.json('GET', receipts)).items[0].reversalReason, 'It was for somebody else');
  const again = await other.json('GET', `/api/enrollments/${made.enrollment.id}/payment`);
  assert.deepEqual([again.state, again.method, again.id !== id], ['awaiting_payer', 'bank_transfer', true]);
  const papers = await eventually('the credit note', async () => { const { items } = await other.json('GET', `/api/payments/${id}/documents`); return items.length === 2 && items; });
  assert.deepEqual(new Set(papers.map((one) => one.kind)), new Set(['receipt', 'credit_note']));
  assert.deepEqual((await auditor.json('GET', `/api/payments/${id}/documents`)).items, papers);
  await student('GET', `/api/payments/${id}/documents`, undefined, { expected: 'not_found' });
  assert.equal((await admin.json('GET', `/api/admin/documents?text=${papers[0].number}&limit=5`)).items.length, 1);
  await admin('POST', `/api/admin/payments/${again.id}/receipts`, { ...receipt, method: 'cash', reference: '' }, { expected: 201 });
});

const couponForm = (more) => ({
  code: 'TEST25', name: 'A test', kind: 'percentage', percentBps: 2500, amount: null, minimum: null, maximumDiscount: null, funding: 'platform', validFrom: null, validUntil: null,
  maxUses: 0, maxUsesPerStudent: 1, firstPurchaseOnly: false, isAdvertised: true, courseIds: [], categoryIds: [], bulkCount: 0, ...more,
});

test('a coupon takes off the price, once', async () => {
  const offered = await launched('Cheaper with a code', 8000);
  const coupon = await admin.json('POST', '/api/coupons', couponForm(), { expected: 201 });
  await admin('POST', '/api/coupons', couponForm({ code: ' test25 ' }), { expected: 'already_exists' });
  await teacher('POST', '/api/coupons', couponForm({ code: 'MINE' }), { expected: 'invalid_input' });
  assert.equal((await admin.json('PUT', `/api/coupons/${coupon.id}`, couponForm({ percentBps: 1000 }))).form.percentBps, 1000);
  assert.deepEqual((await other.json('GET', `/api/payments/coupons/active?course=${offered.id}`)).items.map((one) => one.code), ['TEST25']);
  const quote = await other.json('POST', '/api/payments/coupons/validate', { courseId: offered.id, code: 'test25', country: null });
  assert.deepEqual([quote.total.minor, quote.discount.minor, quote.couponCode], ['7200', '800', 'TEST25']);
  await other('POST', '/api/payments/coupons/validate', { courseId: offered.id, code: 'NOPE', country: null }, { expected: 'invalid_input' });
  const made = await other.json('POST', '/api/enrollments', { courseId: offered.id, coupon: 'TEST25', expectedTotal: usd(7200) }, { expected: 201 });
  await school.pay(made.checkout, 'pm_card_visa');
  const paid = await eventually('the payment', async () => { const one = await other.json('GET', `/api/payments/${made.checkout.payment.id}`); return one.state === 'succeeded' && one; });
  assert.deepEqual([paid.discount.minor, paid.teacherShare.minor, paid.platformShare.minor], ['800', '6400', '800']);
  const [use] = (await auditor.json('GET', `/api/coupons/${coupon.id}/uses?limit=5`)).items;
  assert.deepEqual([use.code, use.isReserved, use.paid.minor], ['TEST25', false, '7200']);
  assert.equal((await admin.json('GET', '/api/coupons?text=test25&state=active&limit=5')).items[0].uses, 1);
  assert.match((await admin('GET', `/api/coupons/${coupon.id}/codes.csv`)).text, /^code,used by/);
  assert.equal((await admin.json('POST', `/api/coupons/${coupon.id}/archive`)).state, 'archived');
  assert.equal((await admin.json('POST', `/api/coupons/${coupon.id}/restore`)).state, 'active');
});

test('a price is paid in parts, as the rules offer it', async () => {
  const offered = await launched('Paid in parts', 9000);
  const form = { name: 'Three parts', kind: 'instalments', depositBps: 0, balanceDays: 0, count: 3, interval: 'month' };
  const plan = await admin.json('POST', '/api/admin/payments/plans', form, { expected: 201 });
  await admin('POST', '/api/admin/payments/plans', { ...form, count: 1 }, { expected: 'invalid_input' });
  assert.equal((await admin.json('PUT', `/api/admin/payments/plans/${plan.id}`, { ...form, name: 'In three parts' })).form.name, 'In three parts');
  await admin('POST', `/api/admin/payments/plans/${plan.id}/archive`);
  await admin('POST', `/api/admin/payments/plans/${plan.id}/restore`);
  assert.ok((await auditor.json('GET', '/api/admin/payments/plans')).items.length > 0);
  const rules = { rules: [{ id: '', categoryId: null, categoryName: '', teacherId: null, teacherName: '', minimum: usd(8999), maximum: usd(9001), planId: plan.id, planName: '' }] };
  const product = (items) => items.find((one) => one.courseId === offered.id);
  assert.equal(product((await admin.json('POST', '/api/admin/payments/plan-rules/preview?limit=200', rules)).items).ruleNumber, 1);
  assert.equal((await admin.json('GET', '/api/admin/payments/plan-rules')).rules.length, 0);
  assert.equal((await admin.json('PUT', '/api/admin/payments/plan-rules', rules)).rules[0].planName, 'In three parts');
  assert.equal(product((await admin.json('GET', '/api/admin/payments/products?text=parts&limit=5')).items).ruleNumber, 1);
  assert.deepEqual((await admin.json('POST', '/api/admin/payments/products', { courseId: offered.id, planIds: [plan.id] })).planIds, [plan.id]);
  const { plans } = await other.json('GET', `/api/courses/${offered.id}/quote?coupon=none`);
  assert.deepEqual(plans[0].lines.map((one) => one.amount.minor), ['3000', '3000', '3000']);
  const made = await other.json('POST', '/api/enrollments', { courseId: offered.id, planId: plan.id, coupon: '', hosted: false }, { expected: 201 });
  await school.pay(made.checkout, 'pm_card_visa');
  const mine = await eventually('the plan to run', async () => { const one = (await other.json('GET', '/api/payments/schedules')).items[0]; return one?.state === 'active' && one; });
  assert.deepEqual([mine.paid.minor, mine.lines[1].state], ['3000', 'upcoming']);
  assert.equal((await other.json('GET', `/api/payments/schedules/${mine.id}`)).id, mine.id);
  await student('GET', `/api/payments/schedules/${mine.id}`, undefined, { expected: 'not_found' });
  const schedules = '/api/admin/payments/schedules';
  assert.equal((await auditor.json('GET', `${schedules}?text=parts&state=active&limit=5`)).items.length, 1);
  await admin('POST', `${schedules}/${mine.id}/pause`, { reason: 'A longer journey' });
  assert.equal((await admin.json('POST', `${schedules}/${mine.id}/resume`, { reason: 'Back from it' })).state, 'active');
  const early = await other.json('POST', `/api/payments/schedules/${mine.id}/collect`, { lineId: mine.lines[1].id }, { expected: 201 });
  assert.ok(['processing', 'paid'].includes(early.lines[1].state), 'the kept card pays it');
  await eventually('the second payment', async () => (await admin.json('GET', `${schedules}/${mine.id}`)).paid.minor === '6000');
  const last = await other.json('POST', `/api/payments/schedules/${mine.id}/pay`, { lineId: mine.lines[2].id }, { expected: 201 });
  assert.deepEqual([last.payment.instalment, last.payment.instalments], [3, 3]);
  const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().replace(/T.*/, 'T00:00:00.000Z');
  await admin('POST', `${schedules}/${mine.id}/change`, { lineId: mine.lines[2].id, dueOn: day(3), reason: 'Asked for it' });
  const receipt = { lineId: mine.lines[2].id, method: 'cash', amount: usd(3000), reference: '', receivedOn: day(0), note: '' };
  assert.equal((await admin.json('POST', `${schedules}/${mine.id}/record-payment`, receipt, { expected: 201 })).state, 'completed');
  await admin('PUT', '/api/admin/payments/plan-rules', { rules: [] });
});

test('a method is kept, and a page of the gateway takes a payment', async () => {
  const methods = '/api/payments/payment-methods';
  const [kept] = (await other.json('GET', methods)).items; // of the plan's first payment
  assert.deepEqual([kept.brand, kept.last4, kept.isDefault], ['visa', '4242', true]);
  const setup = await other.json('POST', methods, undefined, { expected: 201 });
  const page = new URL(setup.checkoutUrl);
  assert.match((await nobody('GET', page.pathname + page.search)).text, /Save a payment method/);
  await school.gateway('POST', `setup_intents/${setup.setupId}/confirm`, { payment_method: 'pm_card_mastercard', return_url: 'http://school.test/' });
  const second = await eventually('the second card', async () => (await other.json('GET', methods)).items.find((one) => one.brand === 'mastercard'));
  assert.equal((await other.json('POST', `${methods}/${second.id}/default`)).items[0].id, second.id);
  await student('POST', `${methods}/${second.id}/default`, undefined, { expected: 'not_found' });
  assert.ok(!(await other.json('DELETE', `${methods}/${kept.id}`)).items.some((one) => one.id === kept.id));
  const offered = await launched('Paid on another page', 4000);
  const made = await other.json('POST', '/api/enrollments', { courseId: offered.id, hosted: true }, { expected: 201 });
  assert.equal(made.checkout, null);
  const first = await other.json('POST', '/api/payments/sessions', { enrollmentId: made.enrollment.id }, { expected: 201 });
  assert.equal((await other.json('POST', `/api/payments/sessions/${first.id}/cancel`)).state, 'cancelled');
  await other('POST', '/api/enrollments', { courseId: offered.id, hosted: true }, { expected: 201 });
  const session = await other.json('POST', '/api/payments/sessions', { enrollmentId: made.enrollment.id }, { expected: 201 });
  assert.equal((await other.json('GET', `/api/payments/sessions/stripe/${session.stripeId}`)).id, session.id);
  await student('GET', `/api/payments/sessions/${session.id}`, undefined, { expected: 'not_found' });
  assert.match((await nobody('GET', `/checkout/return?session=${session.stripeId}`)).text, /Thank you/);
  assert.equal((await other.json('GET', `/api/enrollments/${made.enrollment.id}/payment`)).state, 'created'); // a bookmarked page opens nothing
  await school.control('POST', `checkout/sessions/${session.stripeId}/complete`, { payment_method: 'pm_card_visa' });
  await eventually('the payment on the page', async () => { const one = await other.json('GET', `/api/payments/sessions/${session.id}`); return one.paymentState === 'succeeded' && one.state === 'completed'; });
});

test('a course is paid period by period', async () => {
  const offered = await launched('Paid by the month', 9000);
  const planOf = (name, interval, price) => admin.json('POST', '/api/admin/payments/plans', { name, kind: 'subscription', depositBps: 0, balanceDays: 0, count: 0, interval, price: usd(price), trialDays: 0 }, { expected: 201 });
  const [monthly, yearly] = [await planOf('Monthly', 'month', 1900), await planOf('Yearly', 'year', 19000)];
  await admin('POST', '/api/admin/payments/products', { courseId: offered.id, planIds: [monthly.id, yearly.id] });
  assert.deepEqual((await other.json('GET', `/api/courses/${offered.id}/quote`)).plans.map((one) => [one.kind, one.interval, one.lines[0].amount.minor]), [['subscription', 'month', '1900'], ['subscription', 'year', '19000']]);
  const made = await other.json('POST', '/api/enrollments', { courseId: offered.id, planId: monthly.id }, { expected: 201 });
  await school.pay(made.checkout, 'pm_card_visa');
  const subscriptions = '/api/payments/subscriptions';
  const mine = await eventually('the subscription to run', async () => { const one = (await other.json('GET', subscriptions)).items[0]; return one?.state === 'active' && one; });
  assert.equal((await other.json('GET', `${subscriptions}/${mine.id}/invoices`)).items[0].due.minor, '1900');
  await student('GET', `${subscriptions}/${mine.id}/invoices`, undefined, { expected: 'not_found' });
  assert.deepEqual((await other.json('GET', `${subscriptions}/${mine.id}/choices`)).items.map((one) => one.planId), [yearly.id]);
  // From a card that does not pay, what a change costs is left open.
  const setup = await other.json('POST', '/api/payments/payment-methods', undefined, { expected: 201 });
  await school.gateway('POST', `setup_intents/${setup.setupId}/confirm`, { payment_method: 'pm_card_chargeCustomerFail', return_url: 'http://school.test/' });
  const broke = (await other.json('GET', '/api/payments/payment-methods')).items.find((one) => !one.isDefault && one.last4 === '0341');
  await other('POST', `/api/payments/payment-methods/${broke.id}/default`);
  await other('POST', `${subscriptions}/${mine.id}/pay`, undefined, { expected: 'invalid_state' });
  const shown = await other.json('POST', `${subscriptions}/${mine.id}/preview`, { planId: yearly.id });
  assert.equal((await other.json('POST', `${subscriptions}/${mine.id}/change`, { planId: yearly.id, at: shown.at, expectedDue: shown.dueNow })).planName, 'Yearly');
  assert.equal((await other.json('POST', `${subscriptions}/${mine.id}/cancel`, { now: false, reason: '' })).endsAtPeriodEnd, true);
  assert.equal((await other.json('POST', `${subscriptions}/${mine.id}/resume`)).endsAtPeriodEnd, false);
  const due = await other.json('POST', `${subscriptions}/${mine.id}/pay`, undefined, { expected: 201 });
  assert.deepEqual(due.payment.amount, shown.dueNow);
  await school.pay(due, 'pm_card_visa');
  await eventually('the change to be paid', async () => (await other.json('GET', subscriptions)).items[0].state === 'active');
  assert.equal((await auditor.json('GET', '/api/admin/payments/subscriptions?text=month&state=active&limit=5')).items.length, 1);
  assert.equal((await admin.json('POST', `/api/admin/payments/subscriptions/${mine.id}/cancel`, { now: true, reason: 'Agreed by phone' })).state, 'cancelled');
});

test('a withdrawal is paid by hand', async () => {
  const asked = await teacher.json('POST', `/api/vaults/${vault.id}/withdrawals`, { amount: usd(500), note: '' }, { expected: 'invalid_input' });
  assert.equal(asked.field, 'amount'); // less than the minimum
  const { id } = await eventually('enough to withdraw', async () => {
    const available = (await teacher.json('GET', `/api/vaults/${vault.id}`)).balances[0].available.minor;
    return Number(available) >= 1000 && teacher.json('POST', `/api/vaults/${vault.id}/withdrawals`, { amount: usd(1000), note: '' }, { expected: 201 });
  });
  await admin('POST', `/api/admin/withdrawals/${id}/decision`, { approve: true, reason: '', reference: '' }, { expected: 'invalid_input' });
  const paid = await admin.json('POST', `/api/admin/withdrawals/${id}/decision`, { approve: true, reason: '', reference: 'SEPA 17' });
  assert.deepEqual([paid.state, paid.reference, paid.transferId, paid.approvedBy.length, paid.approvalsNeeded], ['paid', 'SEPA 17', '', 1, 1]);
});

/** A card payment of `other` for a new course, and the charge that the gateway made of it. */
async function charged(title, fee) {
  const sold = await launched(title, fee);
  const { checkout } = await other.json('POST', '/api/enrollments', { courseId: sold.id }, { expected: 201 });
  await school.pay(checkout, 'pm_card_bypassPending');
  await eventually('the sale', async () => (await other.json('GET', `/api/payments/${checkout.payment.id}`)).state === 'succeeded');
  return { payment: checkout.payment.id, charge: (await school.gateway('GET', `payment_intents/${checkout.payment.gatewayId}`)).latest_charge };
}

test('a disputed payment is defended, another one given up', async () => {
  const of = async (id) => (await admin.json('GET', `/api/admin/disputes?payment=${id}`)).items[0];
  const first = await charged('Disputed and won', 4000);
  await school.control('POST', `charges/${first.charge}/dispute`, { reason: 'product_not_received' });
  const dispute = await eventually('the dispute', () => of(first.payment));
  assert.equal(dispute.state, 'needs_response');
  assert.equal(sum(dispute.teacherPart, dispute.platformPart), sum(dispute.amount));
  assert.match((await other.json('GET', `/api/payments/${first.payment}/refund-quote`)).blocked, /bank|dispute/i);
  await other('POST', `/api/payments/${first.payment}/refund`, { reason: 'I do not want it', toWallet: null }, { expected: 'invalid_state' });
  assert.equal((await admin.json('GET', '/api/admin/disputes?state=needs_response')).items.length, 1);
  const evidence = await auditor.json('GET', `/api/admin/disputes/${dispute.id}/evidence`);
  assert.equal(evidence.customerEmail, 'ines@school.test');
  const answer = `/api/admin/disputes/${dispute.id}/answer`;
  await admin('POST', answer, { accept: false, statement: 'Short' }, { expected: 'invalid_input' });
  const otherFile = await upload('messages.pdf', 'application/pdf', files.pdf, admin);
  const theirs = await upload('notes.pdf', 'application/pdf', files.pdf);
  await admin('POST', answer, { accept: false, statement: evidence.statement, otherFile: theirs }, { expected: 'invalid_input' });
  assert.equal((await admin.json('POST', answer, { accept: false, statement: evidence.statement, otherFile })).state, 'under_review');
  const there = await school.gateway('GET', `disputes/${dispute.gatewayId}`);
  const file = await school.gateway('GET', `files/${there.evidence.uncategorized_file}`);
  assert.deepEqual([file.filename, file.purpose, file.size], ['messages.pdf', 'dispute_evidence', files.pdf.length]);
  assert.equal((await auditor.json('GET', `/api/admin/disputes/${dispute.id}/evidence`)).otherFileName, 'messages.pdf');
  await admin('POST', answer, { accept: false, statement: evidence.statement }, { expected: 'conflict' });
  await school.control('POST', `disputes/${dispute.gatewayId}/win`, {});
  await eventually('the money back', async () => (await of(first.payment)).state === 'won');
  const second = await charged('Disputed and lost', 2000);
  await school.control('POST', `charges/${second.charge}/dispute`, {});
  const lost = await eventually('the other dispute', () => of(second.payment));
  await admin('POST', `/api/admin/disputes/${lost.id}/answer`, { accept: true, statement: '' });
  await eventually('it to be lost', async () => (await of(second.payment)).state === 'lost');
});

test('a payout that the bank sends back is back in the vault', async () => {
  const path = `/api/vaults/${vault.id}`;
  const available = async () => Number((await teacher.json('GET', path)).balances[0].available.minor);
  await eventually('enough to withdraw', async () => await available() >= 1000);
  const { id } = await teacher.json('POST', `${path}/withdrawals`, { amount: usd(1000), note: '' }, { expected: 201 });
  await admin('POST', `/api/admin/withdrawals/${id}/decision`, { approve: true, reason: '' });
  const inState = (state) => eventually(`the withdrawal to be ${state}`, async () => (await teacher.json('GET', `${path}/withdrawals`)).items.find((one) => one.id === id && one.state === state));
  const { gatewayId } = await inState('sent');
  await school.control('POST', `payouts/${gatewayId}/pay`, {});
  await inState('paid');
  await school.control('POST', `payouts/${gatewayId}/fail`, { code: 'account_closed' });
  assert.notEqual((await inState('returned')).reason, '');
  assert.equal((await teacher.json('GET', `${path}/entries?kind=withdrawal_returned`)).items[0].withdrawalId, id);
});

test('the books are laid beside the balance of the gateway', async () => {
  const lines = async (query) => (await admin.json('GET', `/api/admin/reconciliation/lines?${query}`)).items;
  const payout = await school.gateway('POST', 'payouts', { amount: '100', currency: 'usd' }); // made in the dashboard
  await admin('POST', '/api/admin/reconciliation/run');
  const [line] = await lines(`text=${payout.id}&limit=3`);
  assert.deepEqual([line.state, line.gatewayAmount.minor, line.bookedAmount], ['missing_here', '-100', null]);
  const before = await admin.json('GET', '/api/admin/reconciliation');
  assert.equal(before.missingHere, 1);
  assert.equal((await admin.json('GET', '/api/badges')).reconciliation, 1);
  const explain = `/api/admin/reconciliation/lines/${line.id}/explain`;
  assert.equal((await admin.json('POST', explain, { reason: 'Paid out by hand in the dashboard' })).state, 'explained');
  await admin('POST', explain, { reason: 'Paid out by hand in the dashboard' }, { expected: 'conflict' });
  const after = await eventually('every movement to be matched', async () => {
    const now = await admin.json('POST', '/api/admin/reconciliation/run');
    return now.missingHere + now.missingThere + now.amountDiffers === 0 && now;
  });
  assert.deepEqual([after.lastError, after.explained], ['', 1]);
  for (const one of after.balances) {
    assert.equal(one.booksPending.minor, one.gatewayPending.minor);
    assert.equal(one.booksAvailable.minor, one.gatewayAvailable.minor);
  }
  assert.equal((await lines('state=missing_there')).length, 0);
  assert.ok((await lines('state=matched&limit=200')).length > 5);
  assert.match(school.verifyLedger(), /balance to the cent/);
});

test('what is in suspense is moved to where it belongs', async () => {
  const gift = await school.gateway('POST', 'payment_intents', { amount: '1200', currency: 'usd', confirm: 'true', payment_method: 'pm_card_visa', 'automatic_payment_methods[enabled]': 'true', 'automatic_payment_methods[allow_redirects]': 'never' }); // of another program
  const line = await eventually('its charge to be missing here', async () => {
    await admin('POST', '/api/admin/reconciliation/run');
    return (await admin.json('GET', '/api/admin/reconciliation/lines?state=missing_here')).items.find((one) => one.type === 'charge');
  });
  assert.ok(gift.id);
  await admin('POST', `/api/admin/reconciliation/lines/${line.id}/explain`, { reason: 'A till of the canteen' });
  const held = (summary) => Number(summary.balances.find((one) => one.suspense.currency === 'USD').suspense.minor);
  assert.equal(held(await admin.json('GET', '/api/admin/reconciliation')), 1200);
  const move = (minor) => ({ amount: usd(minor), to: 'platform_revenue', reason: 'A gift to the school' });
  await admin('POST', '/api/admin/reconciliation/suspense', move(1201), { expected: 'invalid_input' });
  assert.equal(held(await admin.json('POST', '/api/admin/reconciliation/suspense', move(1200))), 0);
  assert.match(school.verifyLedger(), /balance to the cent/);
});

test('courses are sold together', async () => {
  const courses = [(await launched('First of two', 5000)).id, (await launched('Second of two', 3000)).id];
  const form = { kind: 'bundle', title: 'Both of them', description: '', discountBps: 1000, funding: 'platform', courses };
  const draft = await admin.json('POST', '/api/admin/bundles', form, { expected: 201 });
  await admin('POST', '/api/admin/bundles', { ...form, courses: courses.slice(0, 1) }, { expected: 'invalid_input' });
  assert.equal((await admin.json('PUT', `/api/admin/bundles/${draft.id}`, { ...form, discountBps: 2000 })).form.discountBps, 2000);
  assert.ok(!(await other.json('GET', '/api/bundles')).items.some((one) => one.id === draft.id));
  assert.equal((await admin.json('POST', `/api/admin/bundles/${draft.id}/state`, { state: 'on_sale' })).state, 'on_sale');
  assert.ok((await other.json('GET', '/api/bundles')).items.some((one) => one.id === draft.id));
  const quote = await other.json('GET', `/api/bundles/${draft.id}/quote`);
  assert.deepEqual([quote.price.minor, quote.discount.minor, quote.total.minor], ['8000', '1600', '6400']);
  await other('POST', `/api/bundles/${draft.id}/purchases`, { method: 'card', expectedTotal: usd(1) }, { expected: 'conflict' });
  const bought = await other.json('POST', `/api/bundles/${draft.id}/purchases`, { method: 'card', expectedTotal: usd(6400) }, { expected: 201 });
  await school.pay(bought.checkout, 'pm_card_visa');
  const done = await eventually('the bundle', async () => { const [one] = (await other.json('GET', '/api/bundle-purchases')).items; return one.state === 'done' && one; });
  assert.deepEqual(done.lines.map((one) => one.total.minor), ['4000', '2400']);
  assert.equal((await admin.json('GET', '/api/admin/bundles')).items.find((one) => one.id === draft.id).state, 'on_sale');
});

test('a course is given away by code', async () => {
  const offered = await launched('For a friend', 2500);
  const gift = { recipientName: 'Oskar', recipientEmail: '', message: 'Enjoy it' };
  const made = await student.json('POST', '/api/enrollments', { courseId: offered.id, gift }, { expected: 201 });
  await school.pay(made.checkout, 'pm_card_visa');
  const ready = await eventually('the gift', async () => { const one = (await student.json('GET', '/api/gifts')).items.find((each) => each.courseId === offered.id); return one.state === 'ready' && one; });
  assert.match((await nobody('GET', `/invite/${ready.code}`)).text, new RegExp(ready.code));
  assert.equal((await other.json('POST', '/api/invitations/redeem', { code: ready.code })).courseId, offered.id);
  assert.equal((await student.json('GET', '/api/gifts')).items.find((each) => each.courseId === offered.id).state, 'redeemed');
});

test('a transfer with a reference pays, and what is too much goes back', async () => {
  const offered = await launched('Paid by transfer', 4000);
  const made = await student.json('POST', '/api/enrollments', { courseId: offered.id, method: 'transfer' }, { expected: 201 });
  const { customer } = await school.gateway('GET', `payment_intents/${made.checkout.payment.gatewayId}`);
  await school.gateway('POST', `test_helpers/customers/${customer}/fund_cash_balance`, { amount: '4700', currency: 'usd', reference: made.checkout.transfer.reference });
  await eventually('the transfer', async () => (await student.json('GET', `/api/payments/${made.checkout.payment.id}`)).state === 'succeeded');
  assert.equal((await student.json('GET', '/api/payments/transfer-balance')).unused[0].minor, '700');
  await student('POST', '/api/payments/transfer-balance/returns', { amount: usd(701) }, { expected: 'invalid_input' });
  assert.deepEqual((await student.json('POST', '/api/payments/transfer-balance/returns', { amount: usd(700) })).unused, []);
  assert.deepEqual((await admin.json('GET', '/api/admin/desk?kind=payment&state=waiting')).items, []);
  await admin('POST', '/api/admin/desk/hand_payment_1/report', { failed: false, note: '' }, { expected: 'not_found' });
  contract.bodies.set('POST /api/admin/desk/{item}/report', { failed: false, note: '' });
});

test('a teacher is booked by the hour', async () => {
  const gig = { title: 'Harmony, one to one', categoryId: school.category, hourlyRate: usd(5000), durations: [60, 90], descriptionMarkdown: 'An hour about whatever you want to know of it, at your pace.', language: 'en', meeting: 'own_link', meetingLink: 'https://meet.jit.si/a-room' };
  const draft = await teacher.json('POST', '/api/gigs', { card: gig, baseHash: '' }, { expected: 201 });
  const saved = await teacher.json('PUT', `/api/gigs/${draft.id}`, { card: { ...gig, durations: [30, 60, 90] }, baseHash: draft.contentHash });
  await teacher('POST', `/api/gigs/${draft.id}/submit`, { contentHash: saved.contentHash });
  assert.equal((await admin.json('GET', '/api/admin/reviews')).items.find((one) => one.gigId === draft.id).title, gig.title);
  const review = await admin.json('GET', `/api/admin/gigs/${draft.id}/review`);
  assert.equal((await admin.json('GET', `/api/admin/gigs?text=${encodeURIComponent(gig.title)}`)).items[0].id, draft.id);
  await student('GET', `/api/gigs/${draft.id}`, undefined, { expected: 'not_found' });
  assert.equal((await admin.json('POST', `/api/admin/gigs/${draft.id}/decision`, { kind: 'approve', revision: review.gig.revision, contentHash: review.gig.contentHash, reason: '' })).state, 'offered');
  const hours = await teacher.json('GET', '/api/availability');
  const all = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, until: 1440 }));
  await teacher('PUT', '/api/availability', { ...hours, timeZone: 'Asia/Kathmandu', hours: all, noticeHours: 1 });
  assert.equal((await teacher.json('POST', `/api/gigs/${draft.id}/state`, { state: 'paused' })).state, 'paused');
  assert.equal((await student.json('GET', '/api/gigs')).items.length, 0);
  await teacher('POST', `/api/gigs/${draft.id}/state`, { state: 'offered' });
  assert.equal((await teacher.json('GET', '/api/gigs/mine')).items.length, 1);
  const offer = await student.json('GET', `/api/gigs/${draft.id}`);
  assert.deepEqual(offer.prices.map((one) => one.total.minor), ['2625', '5250', '7875']);
  const from = new Date(Date.now() + 86_400_000 * 2);
  const range = `from=${from.toISOString()}&until=${new Date(from.getTime() + 86_400_000).toISOString()}`;
  const free = (await student.json('GET', `/api/gigs/${draft.id}/slots?minutes=90&${range}`)).items;
  const ask = (slot) => ({ gigId: draft.id, startsAt: slot.startsAt, minutes: 90, message: 'Hello', timeZone: 'Europe/Berlin', expectedTotal: usd(7875) });
  const booked = await student.json('POST', '/api/bookings', ask(free[0]), { expected: 201 });
  await other('POST', '/api/bookings', ask(free[1]), { expected: 'conflict' }); // within the first one
  const path = `/api/bookings/${booked.id}`;
  await student('POST', `${path}/payments`, undefined, { expected: 'invalid_state' });
  assert.equal((await teacher.json('POST', `${path}/confirm`)).state, 'confirmed');
  const checkout = await student.json('POST', `${path}/payments`);
  await school.pay(checkout, 'pm_card_visa');
  await eventually('the session', async () => (await student.json('GET', path)).state === 'paid');
  assert.equal((await student.json('GET', `${path}/meeting`)).url, gig.meetingLink);
  const others = (await teacher.json('GET', `${path}/slots?${range}`)).items.map((one) => one.startsAt);
  assert.ok(others.includes(free[1].startsAt) && !others.includes(free[0].startsAt), 'over its own time, but not the very same');
  await teacher('POST', `${path}/reschedule`, { startsAt: free.at(-1).startsAt });
  const moved = await student.json('POST', `${path}/proposal`, { accept: true });
  assert.equal(moved.startsAt, free.at(-1).startsAt);
  const feed = await student.json('GET', '/api/calendar-feed');
  const calendar = ical.sync.parseICS((await nobody('GET', new URL(feed.url).pathname)).text);
  const [entry] = Object.values(calendar).filter((one) => one.type === 'VEVENT');
  assert.equal(entry.start.toISOString(), new Date(moved.startsAt).toISOString());
  assert.equal(entry.end.getTime() - entry.start.getTime(), 90 * 60_000);
  assert.equal(entry.uid, `${booked.id}@lectern`);
  assert.equal(entry.status, 'CONFIRMED');
  assert.notEqual((await student.json('POST', '/api/calendar-feed')).url, feed.url);
  assert.equal((await student.json('GET', `${path}/cancellation`)).refund.minor, '7875');
  await student('DELETE', path, { reason: 'I am ill.', expectedRefund: usd(7875) });
  await eventually('the money', async () => (await student.json('GET', path)).state === 'refunded');
  assert.equal((await admin.json('GET', '/api/bookings?state=refunded')).items.length, 1);
  contract.bodies.set('POST /api/bookings/{id}/claim', { text: 'Nobody was there.' });
  contract.bodies.set('POST /api/admin/bookings/{id}/decision', { uphold: true, refund: usd(0), reason: 'As it was' });
});

test('seats, invitations and the waiting list', async () => {
  const { id: offered } = await launched('For few', 0);
  const path = `/api/courses/${offered}`;
  assert.equal((await teacher.json('GET', `${path}/admission`)).seats, 0);
  assert.equal((await teacher.json('PUT', `${path}/admission`, { mode: 'invitation', seats: 1 })).mode, 'invitation');
  await student('POST', '/api/enrollments', { courseId: offered }, { expected: 'invalid_state' });
  const made = await teacher.json('POST', `${path}/invitations`, { emails: [], seats: 2, isFree: true, validDays: 7 });
  const [{ id, code }] = made.items;
  const page = await nobody('GET', `/invite/${code}`);
  assert.match(page.text, new RegExp(code));
  assert.equal((await student.json('POST', '/api/invitations/redeem', { code: code.toLowerCase() })).courseId, offered);
  assert.equal((await student.json('GET', `${path.replace('/courses/', '/catalogue/')}`)).admission.isInvited, true);
  await student('POST', '/api/enrollments', { courseId: offered }, { expected: 201 });
  await other.json('POST', '/api/invitations/redeem', { code });
  assert.equal((await other.json('POST', `${path}/waitlist/join`)).place, 1);
  assert.equal((await teacher.json('GET', `${path}/waitlist`)).items.length, 1);
  assert.equal((await other.json('POST', `${path}/waitlist/leave`)).place ?? null, null);
  assert.equal((await teacher.json('GET', `${path}/invitations`)).items[0].used, 2);
  assert.equal((await teacher.json('POST', `/api/invitations/${id}/revoke`)).isRevoked, true);
  await nobody('GET', `/invite/${code}`, undefined, { expected: 404 });
});

test('a student brings a friend', async () => {
  const own = await student.json('GET', '/api/referrals/mine');
  assert.match((await nobody('GET', new URL(own.link).pathname)).text, new RegExp(`lectern://invite/${own.code}`));
  const followed = await other.json('POST', '/api/invitations/redeem', { code: own.code });
  assert.deepEqual([followed.courseId, followed.referredBy], [null, (await student.json('GET', '/api/me')).name]);
  assert.equal((await student.json('GET', '/api/referrals/mine')).came, 1);
  const { id } = await launched('Recommended', 0);
  await other('POST', '/api/enrollments', { courseId: id }, { expected: 201 });
  assert.equal((await student.json('GET', '/api/referrals/mine')).enrolled, 1);
});

test('months and reports say the same sums', async () => {
  const month = new Date().toISOString().slice(0, 7);
  const report = await admin.json('GET', `/api/admin/month?month=${month}&currency=USD`);
  assert.equal(sum(report.platformResult), sum(report.platformShares) - sum(report.gatewayFees));
  for (const one of report.accounts) assert.equal(sum(one.opening, one.debits) - sum(one.credits), sum(one.closing), one.account);
  assert.equal(report.accounts.reduce((all, one) => all + sum(one.closing), 0), 0);
  await admin('GET', '/api/admin/month', undefined, { expected: 'invalid_input', wrong: true });
  await admin('GET', '/api/admin/month?month=2026-13', undefined, { expected: 'invalid_input' });
  assert.ok(Array.isArray((await auditor.json('GET', '/api/admin/debts?limit=5')).items));
  const period = `currency=USD&from=${month}-01T00:00:00Z&until=${new Date(Date.now() + 60_000).toISOString()}`;
  const reports = {};
  for (const kind of contract.schema('ReportKind').enum) reports[kind] = await auditor.json('GET', `/api/admin/reports/${kind}?${period}`);
  for (const kind of ['days', 'months', 'courses', 'categories', 'teachers']) {
    assert.equal(reports[kind].total.minor, report.sales.minor, kind);
    assert.equal(sum(...reports[kind].rows.map((one) => one.gross)), sum(report.sales), kind);
    assert.equal(reports[kind].rows.reduce((all, one) => all + one.count, 0), report.salesCount, kind);
  }
  assert.ok(reports.failures.rows.length > 0 && reports.states.rows.length > 1 && reports.conversion.rows.length > 1);
  await admin('GET', '/api/admin/reports/guesses', undefined, { expected: 'not_found', wrong: true });
});

test('a password is changed, and another one is set with a mailed code', async () => {
  const next = 'a completely different phrase';
  await student('POST', '/api/me/password', { current: 'not mine at all', password: next }, { expected: 'invalid_input' });
  student.session = await student.json('POST', '/api/me/password', { current: password, password: next });
  await nobody('POST', '/api/login', { email: 'noah@school.test', password }, { expected: 'wrong_credentials' });
  await nobody('POST', '/api/password/forgot', { email: 'nobody.at.all@school.test' });
  await nobody('POST', '/api/password/forgot', { email: 'noah@school.test' });
  const code = await eventually('the mailed code', async () => /Your code: ([0-9-]{9})/.exec(await school.mailTo('noah@school.test'))?.[1]);
  await nobody('POST', '/api/password/reset', { email: 'noah@school.test', code: '0000-0000', password }, { expected: 'invalid_input' });
  student.session = await nobody.json('POST', '/api/password/reset', { email: 'noah@school.test', code, password });
  await student('GET', '/api/me');
});

test('the admin sees the money, the people and the trail', async () => {
  assert.equal((await admin.json('GET', '/api/admin/vaults?text=Tomas')).items[0].id, vault.id);
  assert.equal((await admin.json('GET', `/api/admin/payments?text=piano&state=partially_refunded`)).items[0].id, payment);
  assert.equal((await admin.json('GET', '/api/vaults/mine')).kind, 'platform');
  assert.equal((await admin.json('GET', '/api/overview')).teachers, 1);
  await teacher('GET', '/api/overview');
  const { id } = other.session.user;
  assert.equal((await admin.json('GET', '/api/admin/users?role=student&state=active&text=Ines')).items[0].id, id);
  assert.equal((await admin.json('POST', `/api/admin/users/${id}/block`, { reason: 'Shares the account' })).state, 'blocked');
  await other('GET', '/api/me', undefined, { expected: 'blocked' });
  assert.equal((await admin.json('POST', `/api/admin/users/${id}/unblock`, { reason: 'Promised not to' })).state, 'active');
  assert.equal((await admin.json('POST', `/api/admin/users/${id}/role`, { role: 'teacher', reason: 'Wants to teach' })).role, 'teacher');
  const trail = await admin.json('GET', '/api/admin/audit?action=account.role&text=Ines&from=2026-01-01T00:00:00Z');
  assert.equal(trail.items.length, 1);
  assert.match(school.verifyLedger(), /balance to the cent/);
});

test('a gateway event is taken when it is signed, and only then', async () => {
  const event = { id: `evt_${randomUUID()}`, object: 'event', type: 'customer.created', livemode: false, created: Math.floor(Date.now() / 1000), data: { object: { id: 'cus_1', object: 'customer' } } };
  const path = '/api/webhooks/stripe';
  const text = JSON.stringify(event);
  const taken = await nobody('POST', path, event, { headers: { 'Stripe-Signature': school.signature(text) } });
  assert.deepEqual(taken.json, { received: true });
  await nobody('POST', path, event, { expected: 'signature_missing', wrong: true });
  await nobody('POST', path, event, { expected: 'signature_mismatch', headers: { 'Stripe-Signature': school.signature(`${text} `) } });
  await nobody('POST', path, event, { expected: 'signature_expired', headers: { 'Stripe-Signature': school.signature(text, 1000) } });
  await nobody('POST', path, event, { expected: 'signature_malformed', headers: { 'Stripe-Signature': 'x' } });
});

const anyPath = (operation) => operation.path.replace(/\{code\}/, 'AAAA-BBBB-CCCC').replace(/\{name\}/, 'checkout.js').replace(/\{kind\}/, 'days').replace(/\{\w+\}/g, () => randomUUID()).replace(/\/month$/, '/month?month=2026-10').replace(/\/coupons\/active$/, () => `/coupons/active?course=${randomUUID()}`);
const inTable = contract.operations.filter((one) => !one.path.startsWith('/api/uploads') && one.path !== '/api/live');

test('every operation that asks for a token refuses without one', async () => {
  for (const operation of inTable.filter((one) => one.operation.security.length > 0)) await nobody(operation.method, anyPath(operation), undefined, { expected: 'unauthenticated', wrong: true });
});

test('every operation keeps to the roles that it names', async () => {
  const callers = { students: student, teachers: teacher, admins: admin };
  for (const operation of inTable) {
    const allowed = operation.operation['x-roles'];
    if (!allowed || allowed === 'any role') continue;
    const reads = operation.method === 'GET' && allowed.includes('admins');
    if (!reads) await auditor(operation.method, anyPath(operation), operation.operation.requestBody ? contract.bodies.get(operation.name) : undefined, { expected: 'forbidden' });
    for (const [role, person] of Object.entries(callers)) {
      const body = operation.operation.requestBody ? contract.bodies.get(operation.name) : undefined;
      if (!allowed.includes(role)) await person(operation.method, anyPath(operation), body, { expected: 'forbidden' });
    }
  }
});

test('every required member of a body is required', async () => {
  const callers = { students: student, teachers: teacher, admins: admin };
  for (const [name, body] of contract.bodies) {
    const operation = contract.operations.find((one) => one.name === name);
    const roles = operation.operation['x-roles'];
    const person = !roles ? nobody : roles === 'any role' ? student : callers[Object.keys(callers).find((role) => roles.includes(role))];
    if (operation.path === '/api/webhooks/stripe') continue; // signed as a whole
    if (operation.path === '/checkout/{id}/keep') continue; // its ticket is the payment's: see the purchase's own test
    if (operation.path === '/api/courses/{id}/submit' || operation.path === '/api/gigs/{id}/submit') continue; // a missing hash is a wrong one: see the course's own test
    for (const member of contract.requiredMembers(operation)) {
      const { [member]: _, ...rest } = body;
      const answer = await person(operation.method, anyPath(operation), rest, { expected: 'invalid_input', wrong: true });
      assert.equal(answer.json.field, member, `${name} without ${member}: ${answer.text}`);
    }
  }
});

test('every operation of the document was made to succeed', () => {
  const missing = contract.operations.map((one) => one.name).filter((name) => !contract.covered.has(name) && !notExercised.has(name));
  assert.deepEqual(missing, []);
  for (const name of notExercised.keys()) assert.ok(!contract.covered.has(name), `${name} succeeded: take it off the list`);
});
