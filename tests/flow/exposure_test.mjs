// What the outside learns and reaches: errors that tell nothing of the inside, no request sent to what somebody typed, old
// protocols refused, no account asked for beyond one's own organisation (security.md §7; the numbers are its).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import tls from 'node:tls';
import { begin, fill, startMatter } from './story.mjs';
import { patience } from './client.mjs';
import { freePort, root } from './server.mjs';

const { server, end } = await begin({ name: 'exposure' });

test('A76: an answer that refuses or fails names no file, no SQL, no version', async () => {
	const clerk = await server.as('unit.clerk');
	const form = (await clerk.open('/profile')).form((candidate) => candidate.action === '/sign-out').entries();
	const answers = {
		'no such page': await clerk.get('/nothing'), 'no such matter': await clerk.get('/matters/999999999'), 'not his': await clerk.get('/audit'),
		'no number': await clerk.get('/matters/%27%20OR%201=1--'), 'no cursor': await clerk.get('/matters?after=%27;DROP TABLE matter'.replaceAll(' ', '%20')),
		'no format': await clerk.get('/matters?format=../../etc/passwd'), 'no filter': await clerk.get('/reports?period=%27%22;--'), 'a NUL': await clerk.get('/matters?q=%00'),
		'bad bytes': await clerk.get('/matters?q=%ff%fe'), 'no method': await clerk.request('PUT', '/matters'), 'no token': await clerk.post('/sign-out', []),
		'no form': await clerk.post('/matters/new', [...form, ['nonsense', '{{X}}']]), 'no type': await clerk.request('POST', '/sign-out', { body: Buffer.from('{'), headers: { 'Content-Type': 'application/json', Origin: server.origin } }),
		'too much': await clerk.post('/sign-out', [...form, ['x', 'x'.repeat(300000)]]), 'no push': await server.anyone().request('POST', '/api/v1/usage', { body: Buffer.from('{"a":'), headers: { 'Content-Type': 'application/json', Authorization: 'Bearer zwy_x' } }),
		'too long': await clerk.get(`/${'x'.repeat(9000)}`),
	};
	for (const [what, answer] of Object.entries(answers)) {
		assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status}`);
		assert.doesNotMatch(answer.html, /sqlite|SELECT .* FROM |no such (table|column)|syntax error|constraint failed|\.(c|sql|tpl|yaml|db)\b|\/(work|tmp|usr|var|home|etc)\/|nginx\/\d|ERR_[A-Z]|0x[0-9a-f]{6}|Assertion|errno/i, `${what}: ${answer.text.slice(0, 400)}`);
		assert.doesNotMatch(JSON.stringify(answer.headers), /nginx\/\d|x-powered-by|fastcgi/i, what);
	}
});

test('A54: no parameter names a template or a file', async () => {
	const client = await server.as('unit.clerk');
	for (const query of ['tpl=../../frame.tpl', 'template=frame.tpl', 'lang=../../../../etc/passwd']) {
		const page = await client.get(`/procedures?${query}`);
		assert.equal(page.status, 200, query);
		assert.match(page.html, /<h1>/, query);
		assert.doesNotMatch(page.html, /\{\{|AUTOESCAPE|root:/, query);
	}
});

test('A63: an address that somebody types is text: nothing is fetched from it, on no page', async () => {
	let asked = 0;
	const listener = http.createServer((_, response) => { asked++; response.end(); }).listen(0, '127.0.0.1');
	await new Promise((resolve) => listener.once('listening', resolve));
	listener.on('connection', () => { asked++; });
	try {
		const target = `http://127.0.0.1:${listener.address().port}/x`;
		const client = await server.as('unit.clerk');
		const id = await startMatter(client);
		await fill(client, id, { kind: 'new', sub_system: 'no', system_name: `<img src="${target}">`, sizing_basis: `见 ${target} ![](${target}) file:///etc/passwd gopher://127.0.0.1/ url(${target})` });
		for (const page of [`/matters/${id}`, `/matters/${id}/edit`, `/matters/${id}/check`, `/matters/${id}/print`, '/matters'])
			assert.ok([200, 404, 409].includes((await client.get(page)).status), page);
		await new Promise((resolve) => setTimeout(resolve, 500));
		assert.equal(asked, 0);
		await new Promise((resolve) => http.get(target, () => resolve()));
		assert.ok(asked > 0, 'the listener hears');
	} finally {
		listener.close();
	}
});

test('A78: the installed site speaks TLS 1.2 and 1.3 and nothing older', async () => {
	const run = path.join(server.folder, 'run'), port = await freePort();
	const site = fs.readFileSync(path.join(root, 'app/install/nginx-site.conf'), 'utf8');
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${run}/key.pem`, '-out', `${run}/certificate.pem`, '-days', '2', '-subj', '/CN=zwy.example'], { stdio: 'ignore' });
	const block = /^server \{\n\s*listen 443[\s\S]*?^\}/m.exec(site)[0].replace(/^\s*listen \[.*\n/m, '').replace(/listen 443\b/, `listen 127.0.0.1:${port}`).replaceAll('@ETC@/tls', run)
		.replace(/^\s*(access_log|error_log|include) .*;\n/gm, '').replace(/\}\s*$/, 'return 204; }');
	fs.writeFileSync(`${run}/tls.conf`, `pid ${run}/tls.pid;\nerror_log ${run}/tls.log;\nevents {}\nhttp {\n  access_log off;\n${block}\n}\n`);
	const child = spawn('nginx', ['-e', `${run}/tls.log`, '-p', run, '-c', `${run}/tls.conf`, '-g', 'daemon off;'], { stdio: 'ignore' });
	const speaks = (options) => new Promise((resolve) => {
		const socket = tls.connect({ port, host: '127.0.0.1', servername: 'zwy.example', rejectUnauthorized: false, ...options }, () => { resolve(socket.getProtocol()); socket.destroy(); });
		socket.on('error', (error) => resolve(error.code));
	});
	try {
		for (let i = 0; i < 200 * patience && await speaks({}) === 'ECONNREFUSED'; i++) await new Promise((resolve) => setTimeout(resolve, 25));
		for (const version of ['TLSv1.2', 'TLSv1.3']) assert.equal(await speaks({ minVersion: version, maxVersion: version }), version);
		for (const version of ['TLSv1', 'TLSv1.1']) assert.notEqual(await speaks({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }), version);
		for (const ciphers of ['RC4-SHA:@SECLEVEL=0', '3DES:@SECLEVEL=0', 'aNULL:@SECLEVEL=0', 'eNULL:@SECLEVEL=0'])
			assert.notEqual(await speaks({ maxVersion: 'TLSv1.2', ciphers }).catch(() => 'none here'), 'TLSv1.2', ciphers);
	} finally {
		child.kill();
	}
});

test('A86: a unit asks for accounts of its own, in posts that units have', async () => {
	const clerk = await server.as('slt-clerk');
	const asked = { kind: 'open', reason: '信息化处新设岗位', 'openings.1.title': '信息化经办三岗', 'openings.1.phone': '028-86601234' };
	for (const [what, values] of Object.entries({
		'an administrator': { 'openings.1.login': 'slt-own', 'openings.1.role': 'admin.system' }, 'the center': { 'openings.1.login': 'slt-own', 'openings.1.role': 'center.approve' },
		'an operator': { 'openings.1.login': 'slt-own', 'openings.1.role': 'operator.clerk' },
	})) {
		const id = await startMatter(clerk, 'user_account');
		const page = await clerk.open(`/matters/${id}/edit`);
		assert.equal((await clerk.submit(page, 'save', 'save', { ...asked, ...values })).status < 500, true);
		const check = await clerk.submit(await clerk.open(`/matters/${id}/edit`), 'check', 'check');
		const sent = check.status === 303 ? await clerk.submit(await clerk.follow(check), 'submit', 'submit') : check;
		assert.equal(sent.status, 422, `${what}: ${sent.status} ${sent.text.slice(0, 200)}`);
	}
	/* Another organisation is no field of the form. */
	const id = await startMatter(clerk, 'user_account');
	const page = await clerk.open(`/matters/${id}/edit`);
	for (const extra of ['organisation', 'organisation_id', 'openings.1.organisation'])
		assert.equal((await clerk.submit(page, 'save', 'save', { ...asked, [extra]: '1' })).status, 400, extra);
	assert.equal(server.sql("SELECT count(*) FROM person WHERE login = 'slt-own'"), '0');
});

await end(/bad_request|BAD_REQUEST/);
