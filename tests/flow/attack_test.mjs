// Attacks that need a socket of their own, a source of their own or many at once (security.md §7; the numbers are its).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { begin, fill, startMatter, unitOf } from './story.mjs';
import { patience, urlencoded } from './client.mjs';

const { server, end } = await begin({ name: 'attack' });
const unit = unitOf(server, 0);

// Bytes over one connection; every answer on it as status lines.
const conversation = (text, { from = '127.0.0.1' } = {}) => new Promise((resolve, reject) => {
	const socket = net.connect({ port: server.port, host: '127.0.0.1', localAddress: from }, () => socket.write(text, 'latin1'));
	let answer = '';
	socket.setTimeout(40000 * patience, () => socket.destroy());
	socket.on('data', (bytes) => { answer += bytes.toString('latin1'); });
	socket.on('close', () => resolve({ answer, statuses: [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status)) }));
	socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve({ answer, statuses: [] }) : reject(error)));
});
const host = `Host: 127.0.0.1:${server.port}`;

// The sign-in form, sent from another address of this machine.
async function signInFrom(from, login, password) {
	const page = await server.anyone().get('/sign-in');
	const form = page.form('sign_in');
	const body = urlencoded([...form.entries().filter(([name]) => !['login', 'password'].includes(name)), ['login', login], ['password', password], ['action', 'sign_in']]);
	const cookie = page.headers['set-cookie'].map((line) => line.split(';')[0]).join('; ');
	const { statuses } = await conversation(`POST /sign-in HTTP/1.1\r\n${host}\r\nOrigin: ${server.origin}\r\nCookie: ${cookie}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.toString('latin1')}`, { from });
	return statuses[0];
}

test('A13: a stranger in another network keeps nobody out of his own', async () => {
	const { login, password } = unit.clerk;
	for (let i = 0; i < 8; i++) assert.notEqual(await signInFrom('127.9.9.9', login, 'wrong-password'), 303);
	assert.notEqual(await signInFrom('127.9.9.9', login, password), 303, 'locked there');
	assert.equal(await signInFrom('127.0.0.1', login, password), 303, 'not here');
});

test('A15: one password tried against many accounts ends the source, not the accounts', async () => {
	const statuses = [];
	for (let i = 0; i < 40; i++) statuses.push(await signInFrom('127.8.8.8', `nobody${i}`, 'one-password'));
	assert.equal(statuses[0], 422);
	assert.equal(statuses.at(-1), 429);
	const { login, password } = unit.lead;
	assert.equal(await signInFrom('127.8.8.8', login, password), 429, 'the source, whatever the account');
	assert.equal(await signInFrom('127.0.0.1', login, password), 303);
});

test('A57: what a spreadsheet would run is text in every file', async () => {
	const client = await server.as(unit.clerk);
	for (const name of ['=cmd|\'/c calc\'!A0', '+1+1', '-2+3', '@SUM(A1)', '＝1+1']) {
		const id = await startMatter(client);
		await fill(client, id, { kind: 'new', sub_system: 'no', system_name: name });
	}
	const file = await client.open('/matters?format=csv');
	const lines = file.html.slice(1).split('\r\n');
	assert.ok(lines.some((line) => line.includes('cmd|')), 'the name is there');
	for (const line of lines) for (const cell of line.split(',')) assert.doesNotMatch(cell, /^"?[=+@＝\t\r]|^"?-[^\d]|^"?-\d+[^\d.]/, line);
});

test('A68: what nginx and zwy could read differently is refused, and the next request stands', async () => {
	const hidden = 'GET /rules HTTP/1.1\r\nHost: x\r\n\r\n';
	const heads = {
		'two lengths': 'Content-Length: 5\r\nContent-Length: 6',
		'length and chunks': `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked`,
		'chunks twice': 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
		'chunks with a tab': 'Transfer-Encoding:\tchunked, identity',
		'a length that is none': 'Content-Length: +5',
		'a negative length': 'Content-Length: -1',
	};
	for (const [what, head] of Object.entries(heads)) {
		const { statuses } = await conversation(`POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n${head}\r\nConnection: close\r\n\r\n0\r\n\r\n${hidden}`);
		assert.ok(statuses.length <= 1 && statuses.every((status) => [400, 403, 411, 413, 415, 501].includes(status)), `${what}: ${statuses}`);
	}
	const overflow = await conversation(`POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFFFFFFF\r\n${hidden}`);
	assert.ok(overflow.statuses.every((status) => status === 400 || status === 413), String(overflow.statuses));
	assert.equal((await server.anyone().get('/healthz')).status, 200);
});

test('A69: a request inside a body is a body', async () => {
	const hidden = `GET /healthz HTTP/1.1\r\n${host}\r\n\r\n`;
	const { statuses } = await conversation(`POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${hidden.length}\r\nConnection: close\r\n\r\n${hidden}`);
	assert.equal(statuses.length, 1);
	assert.notEqual(statuses[0], 200);
});

test('A70: slow senders and idle connections leave the others their pages', async () => {
	const sockets = await Promise.all(Array.from({ length: 60 }, (_, n) => new Promise((resolve) => {
		const socket = net.connect({ port: server.port, host: '127.0.0.1', localAddress: '127.7.7.7' }, () => {
			socket.write(n % 2 ? `POST /sign-in HTTP/1.1\r\n${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nlogin=` : 'GET / HTTP/1.1\r\nHost:');
			resolve(socket);
		});
		socket.on('error', () => {});
	})));
	const client = await server.as('center.dispatch');
	for (const path of ['/', '/matters', '/inbox']) assert.equal((await client.get(path)).status, 200, path);
	assert.equal((await server.anyone().get('/sign-in')).status, 200);
	for (const socket of sockets) socket.destroy();
});

test('A72: a search that matches everything or nothing is a page', async () => {
	const client = await server.as('center.dispatch');
	for (const words of ['%', '_', '*', '%'.repeat(200), '"', '\' OR 1=1--', 'a* NOT b OR (', '^系', '系统 NEAR 平台']) {
		const page = await client.get(`/matters?number=${encodeURIComponent(words)}`);
		assert.ok([200, 400].includes(page.status), `${words}: ${page.status}`);
		assert.doesNotMatch(page.text, /SQL|sqlite|fts5|syntax/i, words);
	}
	assert.ok([400, 414].includes((await client.get(`/matters?number=${'%25'.repeat(4000)}`)).status));
	const pages = await Promise.all(Array.from({ length: 20 }, () => client.get('/matters?number=a')));
	for (const page of pages) assert.equal(page.status, 200);
});

test('A77, A100: what is no page is 404, whatever a server elsewhere would keep there', async () => {
	const client = await server.as('admin.system');
	for (const path of ['/.git/HEAD', '/.env', '/app.db-shm', '/keys.db', '/session.key', '/backup', '/backup.zip', '/data/', '/tmpl/', '/templates/frame.tpl', '/status', '/server-info',
		'/server-status', '/index.php', '/matters.bak', '/matters~', '/.matters.swp', '/static/', '/static/icons.svg/', '/cgi-bin/sh', '/debug', '/api', '/api/v1', '/api/v1/usage/1']) {
		const page = await client.get(path);
		assert.ok([403, 404].includes(page.status), `${path}: ${page.status}`);
		assert.ok(!page.html.includes('SQLite format'), path);
	}
});

test('A89: files that are no list of filings import nothing and say where', async () => {
	const client = await server.as('center.intake');
	const before = (await client.open('/filings')).text.match(/本页 (\d+) 条|共 (\d+)/)?.[0];
	const files = {
		'an open quote': '备案号,信息系统\n"BA-1,甲\n', 'a field of 3 MB': `备案号,信息系统\nBA-1,${'甲'.repeat(1 << 20)}\n`, 'UTF-16': Buffer.from('\ufeff备案号,信息系统\nBA-1,甲\n', 'utf16le'),
		'a NUL': '备案号,信息系统\nBA-1\0,甲\n', 'other columns': 'a,b,c\n1,2,3\n', nothing: '', 'a picture': Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
	};
	for (const [what, content] of Object.entries(files)) {
		const page = await client.open('/filings/import');
		const answer = await client.submit(page, (form) => form.multipart, null, {}, { file: { name: 'file', filename: 'x.csv', type: 'text/csv', content: Buffer.from(content) } });
		assert.ok([400, 413, 422].includes(answer.status), `${what}: ${answer.status}`);
		assert.match(answer.text, /[\u4e00-\u9fff]{4}/, what);
	}
	assert.equal((await client.open('/filings')).text.match(/本页 (\d+) 条|共 (\d+)/)?.[0], before);
});

test('A92, A93: an operator reports for nobody else, and takes nothing back', async () => {
	const operators = server.having('operator.clerk');
	const client = await server.as(operators[0]);
	const other = await server.as(operators.find(({ organisation }) => organisation !== operators[0].organisation));
	for (const path of ['/usage/import', '/usage/tokens']) assert.equal((await client.get(path)).status, 403, path);
	const mine = new Set((await client.open('/matters')).links.map(({ href }) => href).filter((href) => /^\/matters\/\d+$/.test(href)));
	const theirs = (await other.open('/matters')).links.map(({ href }) => href).filter((href) => /^\/matters\/\d+$/.test(href) && !mine.has(href));
	assert.ok(theirs.length > 0);
	let refused = 0;
	for (const href of theirs.slice(0, 10)) {
		const page = await client.get(href);
		if (page.status === 200) continue; // shared with both
		assert.equal(page.status, 404, href);
		refused++;
	}
	assert.ok(refused > 0);
	const closed = (await client.open('/faults?state=closed')).links.find(({ href }) => /^\/matters\/\d+$/.test(href))?.href;
	if (closed) assert.deepEqual((await client.open(closed)).actions().filter((action) => ['save', 'withdraw', 'delete'].includes(action)), []);
});

test('A96: who asks for a hundred files gets them one at a time, and others their pages', async () => {
	const client = await server.as('center.dispatch');
	const files = Array.from({ length: 60 }, () => client.get('/usage/machines?format=xlsx'));
	const page = await (await server.as('center.lead')).get('/matters');
	assert.equal(page.status, 200);
	const statuses = (await Promise.all(files)).map(({ status }) => status);
	assert.ok(statuses.includes(200), 'some are made');
	assert.deepEqual([...new Set(statuses)].filter((status) => ![200, 429].includes(status)), []);
	assert.equal((await client.get('/usage/machines?format=csv')).status, 200, 'the turn comes back');
	const papers = await Promise.all(Array.from({ length: 6 }, () => client.get('/usage/machines?format=csv')));
	assert.ok(papers.every(({ status }) => [200, 429].includes(status)));
});

await end(/bad_request|BAD_REQUEST/);
