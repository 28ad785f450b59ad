// What must leave no trace: a forged Host (A47) in anything that is answered or written, and secrets in any log (A94), with
// nginx logging as the installed site does.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { begin, personPage } from './story.mjs';
import { Client, patience } from './client.mjs';
import { freePort } from './server.mjs';

const { server, end } = await begin({ name: 'trace' });
const root = path.resolve(import.meta.dirname, '../..');
const site = fs.readFileSync(path.join(root, 'app/install/nginx-site.conf'), 'utf8');
const run = path.join(server.folder, 'run');
const read = (name) => (fs.existsSync(path.join(run, name)) ? fs.readFileSync(path.join(run, name), 'utf8') : '');

// nginx of ours on a configuration of ours, until ready.
async function nginx(name, text, port) {
	fs.writeFileSync(path.join(run, `${name}.conf`), text);
	const child = spawn('nginx', ['-e', path.join(run, `${name}-error.log`), '-p', run, '-c', path.join(run, `${name}.conf`), '-g', 'daemon off;'], { stdio: 'ignore' });
	for (let i = 0; i < 200 * patience; i++) {
		if (await new Promise((resolve) => net.connect(port, '127.0.0.1').once('connect', function () { this.destroy(); resolve(true); }).once('error', () => resolve(false)))) return child;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	child.kill();
	throw new Error(`nginx did not start: ${read(`${name}-error.log`)}`);
}

// The same service behind an nginx that logs as the installed site says, errors from the mildest on.
const port = await freePort();
const [format] = site.match(/^log_format zwy [^;]*;/m);
assert.match(site, /^\s*access_log \S+ zwy;/m, 'the site logs in that format');
const logging = await nginx('logging', read('nginx.conf').replace(/^pid .*;/m, `pid ${run}/logging.pid;`).replace(/^error_log .*;/m, `error_log ${run}/logging-error.log info;`)
	.replace('access_log off;', `${format}\n  access_log ${run}/access.log zwy;`).replace(/listen \S+ default_server;/, `listen 127.0.0.1:${port} default_server;`), port);
const origin = `http://127.0.0.1:${port}`;

const real = `127.0.0.1:${port}`;
const evil = 'evil-7c1.example';
const begun = server.sql('SELECT max(seq) FROM audit'); // of the demo there are more rows than a page of ours reads
const audit = () => server.sql(`SELECT group_concat(actor || ' ' || action || ' ' || object || ' ' || outcome || ' ' || detail || ' ' || request, char(10)) FROM audit WHERE seq > ${begun}`);

// A request by hand: headers and path as given, the whole answer.
const raw = (text) => new Promise((resolve, reject) => {
	const socket = net.connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
	let answer = '';
	socket.setTimeout(20000 * patience, () => socket.destroy());
	socket.on('data', (bytes) => { answer += bytes.toString('latin1'); });
	socket.on('close', () => resolve(answer));
	socket.on('error', reject);
});

test('A47: a forged Host is in no page, no redirect, no log', async () => {
	const client = await new Client(origin).signIn('slt-clerk', server.accounts.find(({ login }) => login === 'slt-clerk').password);
	const cookie = [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ');
	const pages = ['/', '/sign-in', '/matters', '/matters?format=csv', '/matters/new', '/profile', '/password', '/contacts', '/plans/print', '/nothing', '/static', '/static/', '/matters/', '/usage/tokens', '/healthz'];
	const heads = [`Host: ${evil}`, `Host: ${evil}:${port}`, `Host: ${real}@${evil}`, `Host: ${real}\r\nX-Forwarded-Host: ${evil}\r\nX-Forwarded-Proto: https\r\nForwarded: host=${evil}\r\nX-Original-URL: /${evil}\r\nX-Host: ${evil}`];
	let redirects = 0, shown = 0;
	for (const head of heads)
		for (const page of pages)
			for (const who of [`Cookie: ${cookie}\r\n`, '']) {
				const answer = await raw(`GET ${page} HTTP/1.1\r\n${head}\r\n${who}Connection: close\r\n\r\n`);
				const location = /^Location: (.*?)\r$/im.exec(answer)?.[1];
				assert.ok(!answer.includes('evil-7c1'), `${head} ${page}: ${answer.slice(0, 300)}`);
				if (location !== undefined) assert.match(location, /^\/(?!\/)/, `${head} ${page}: ${location}`);
				redirects += location !== undefined;
				shown += /^HTTP\/1\.1 200/.test(answer);
			}
	assert.ok(redirects > 20 && shown > 20, `${redirects} ${shown}`);
	/* The whole address in the request line, which is the host then. */
	assert.ok(!(await raw(`GET http://${evil}/nothing HTTP/1.1\r\nHost: ${real}\r\nConnection: close\r\n\r\n`)).includes('evil-7c1'));
	assert.ok(!(await raw('GET / HTTP/1.0\r\n\r\n')).includes('Location: http'));
	/* Signing in, and what follows a form: the answer leads to a path. */
	const page = await new Client(origin).get('/sign-in', { headers: { Host: evil } });
	assert.equal(page.status, 200);
	for (const [name, text] of [['zwy.log', server.log()], ['access.log', read('access.log')], ['audit', audit()]]) {
		assert.ok(text.length > 100, name);
		assert.ok(!text.includes('evil-7c1'), name);
	}
});

test('A47, A48: a form of another host’s page is refused, whatever Host it claims', async () => {
	const client = await new Client(origin).signIn('slt-lead', server.accounts.find(({ login }) => login === 'slt-lead').password);
	const entries = (await client.open('/profile')).form((form) => form.action === '/sign-out').entries();
	for (const headers of [{ Host: evil }, { Host: evil, Origin: origin }, { Origin: `http://${evil}` }, { Origin: `http://${evil}`, 'X-Forwarded-Host': evil }])
		assert.equal((await client.post('/sign-out', entries, { headers })).status, 403, JSON.stringify(headers));
	assert.equal((await client.get('/profile')).status, 200, 'still signed in');
});

test('the installed site leads from port 80 to its own name, whatever Host asks', async () => {
	const plain = await freePort();
	const block = /^server \{\n\s*listen 80[\s\S]*?^\}/m.exec(site)[0].replace(/^\s*listen \[.*\n/m, '').replace(/listen 80\b/, `listen 127.0.0.1:${plain}`);
	const child = await nginx('plain', `pid ${run}/plain.pid;\nerror_log ${run}/plain-error.log;\nevents {}\nhttp {\n  access_log off;\n${block}\n}\n`, plain);
	try {
		for (const host of [evil, `${evil}:80`, 'zwy.example']) {
			const answer = await new Client(`http://127.0.0.1:${plain}`).get('/matters?q=1', { headers: { Host: host } });
			assert.equal(answer.status, 301);
			assert.equal(answer.headers.location, 'https://zwy.example/matters?q=1', host);
		}
	} finally {
		child.kill();
	}
});

test('A94: no token, password, code or cookie is in any log', async () => {
	const secrets = new Map(); // what → its text
	const note = (what, text) => { assert.ok(text?.length >= 8, `${what}: ${text}`); secrets.set(`${what} ${secrets.size}`, text); };
	const forms = (page) => { for (const [, value] of page.html.matchAll(/name="(?:csrf|once)" value="([^"]+)"/g)) note('form token', value); };
	const cookies = (client) => { for (const [name, value] of client.jar) note(name, value); };
	const account = (login) => server.accounts.find((one) => one.login === login);

	/* Signing in: wrongly, with the password where the account belongs, rightly; then another password. */
	const wrong = new Client(origin);
	for (const values of [{ login: 'slt-clerk', password: 'Wrong-Secret-7711' }, { login: 'Typed-Into-Login-7712', password: 'Other-Secret-7713' }]) {
		const page = await wrong.open('/sign-in');
		forms(page);
		assert.equal((await wrong.submit(page, 'sign_in', 'sign_in', values)).status, 422);
		cookies(wrong);
	}
	for (const secret of ['Wrong-Secret-7711', 'Typed-Into-Login-7712', 'Other-Secret-7713']) note('typed', secret);
	const { login, password } = account('kjt-clerk');
	const client = await new Client(origin).signIn(login, password);
	note('password', password);
	cookies(client);
	const changing = await client.open('/password');
	forms(changing);
	const next = 'Chosen-Secret-7714';
	assert.equal((await client.submit(changing, (form) => form.has('current'), null, { current: password, password: next, repeat: next })).status, 303);
	note('new password', next);
	cookies(client);
	/* A code, used wrongly and rightly. */
	const administrator = await new Client(origin).signIn('admin-system', account('admin-system').password);
	cookies(administrator);
	const person = await personPage(administrator, login);
	forms(person);
	const reset = await administrator.submit(person, (form) => form.buttons().includes('reset'), 'reset');
	const code = /[A-Z0-9]{4}(?:-[A-Z0-9]{4})+/.exec(reset.text)?.[0];
	note('code', code);
	const owner = new Client(origin);
	for (const [typed, status] of [['AAAA-BBBB-CCCC', 422], [code, 303]]) {
		const page = await owner.open('/activate');
		forms(page);
		assert.equal((await owner.submit(page, 'activate', 'activate', { login, code: typed, password: 'Fresh-Secret-7715', repeat: 'Fresh-Secret-7715' })).status, status);
	}
	note('code typed', 'AAAA-BBBB-CCCC');
	note('fresh password', 'Fresh-Secret-7715');
	/* A token of the interface, in its header; and where it does not belong. */
	const lead = await new Client(origin).signIn('tianfu-lead', account('tianfu-lead').password);
	const made = await lead.submit(await lead.open('/usage/tokens'), 'make', 'make', { label: '日志测试', days: '30' });
	const token = /zwy_[\w-]{43}/.exec(made.text)?.[0];
	note('token', token);
	const push = (headers, where = '/api/v1/usage') => new Client(origin).request('POST', where, { body: Buffer.from('[]'), headers: { 'Content-Type': 'application/json', ...headers } });
	assert.equal((await push({ Authorization: `Bearer ${token}` })).status, 200);
	assert.equal((await push({ Authorization: `Bearer ${token}x` })).status, 401);
	assert.ok([400, 401].includes((await push({}, `/api/v1/usage?token=${token}`)).status));
	assert.ok([400, 401, 404].includes((await push({ Cookie: `__Host-sid=${client.jar.get('__Host-sid')}` }, `/api/v1/usage?csrf=${[...secrets.values()].at(-2)}`)).status));
	cookies(lead);

	const logs = { zwy: server.log(), keeper: read('keeper.log'), access: read('access.log'), error: read('logging-error.log'), nginx: read('nginx.log'), start: fs.readFileSync(path.join(server.folder, 'start.log'), 'utf8').split('demo accounts')[0], audit: audit() };
	for (const name of ['zwy', 'access', 'audit']) assert.ok(logs[name].length > 200, `${name} is written`);
	assert.match(logs.access, /"POST \/sign-in" 303/);
	assert.match(logs.audit, /kjt-clerk/);
	for (const [what, secret] of secrets)
		for (const [name, text] of Object.entries(logs)) {
			assert.ok(!text.includes(secret), `${what} is in the log ${name}`);
			assert.ok(!text.includes(encodeURIComponent(secret)), `${what} is in the log ${name}, encoded`);
		}
	assert.ok(secrets.size > 15, `${secrets.size}`);
	/* Nor in the exported log, which goes to others. */
	const exported = await (await server.as('admin.audit')).open('/audit/export');
	for (const [what, secret] of secrets) assert.ok(!exported.html.includes(secret), `${what} is exported`);
});

test('the second nginx ends', async () => {
	logging.kill('SIGQUIT');
	await new Promise((resolve) => logging.once('exit', resolve));
});

await end(/bad_request|BAD_REQUEST/);
