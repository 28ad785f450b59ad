// What must not work does not work, says so with the right number, changes
// nothing and is recorded (security.md §7; the attack numbers are its).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { patience } from './client.mjs';
import { act, begin, carry, fill, inState, personPage, startMatter, submitDraft, unitOf } from './story.mjs';
import { paper } from './papers.mjs';

const { server, end } = await begin({ name: 'refusal' });
const ours = { server, unit: unitOf(server, 0) };
const theirs = { server, unit: unitOf(server, 1) };
await carry(ours, 'unit_check');
await carry(theirs, 'draft');
const script = '"><script>alert(1)</script>{{X}}';

const token = async (client, path = '/profile') => {
	const page = await client.open(path);
	const form = page.form((candidate) => candidate.has('csrf'));
	return Object.fromEntries(form.entries().filter(([name]) => name === 'csrf' || name === 'once'));
};
const refusals = async () => {
	const page = await (await server.as('admin.audit')).open('/audit');
	return (page.html.match(/被拒/g) ?? []).length;
};
// One raw request over a socket; the answer's status.
const raw = (text) => new Promise((resolve, reject) => {
	const socket = net.connect(server.port, '127.0.0.1', () => socket.end(text));
	let answer = '';
	socket.setTimeout(10000 * patience, () => socket.destroy());
	socket.on('data', (bytes) => { answer += bytes.toString('latin1'); });
	socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), answer }));
	socket.on('error', reject);
});

test('A1: what another unit owns and what does not exist are the same bytes', async () => {
	const client = await server.as(theirs.unit.clerk);
	for (const rest of ['', '/edit', '/check', '/done', '/print', '/papers/submit', '/documents/1', '/documents/1/openings']) {
		const other = await client.get(`/matters/${ours.id}${rest}`);
		const nothing = await client.get(`/matters/999999999${rest}`);
		assert.equal(other.status, 404, rest);
		assert.equal(nothing.status, 404, rest);
		assert.ok(other.comparable === nothing.comparable, rest);
		const names = (page) => page.rawHeaders.filter((_, at) => at % 2 === 0).join();
		assert.equal(names(other), names(nothing));
	}
});

test('A2: nobody edits, submits or withdraws for another unit', async () => {
	const client = await server.as(ours.unit.clerk);
	for (const action of ['save', 'check', 'submit', 'withdraw', 'comment', 'urge']) {
		const answer = await client.post(`/matters/${theirs.id}`, Object.entries({ ...await token(client), action, opinion: '试试', system_name: '被改' }));
		assert.equal(answer.status, 404, action);
	}
	const page = await (await server.as(theirs.unit.clerk)).open(`/matters/${theirs.id}/edit`);
	assert.doesNotMatch(page.html, /被改/);
	await inState(await server.as(theirs.unit.clerk), theirs.id, '草稿');
});

test('A3: nobody uploads into another unit’s matter', async () => {
	const client = await server.as(ours.unit.clerk);
	const { csrf, once } = await token(client);
	const answer = await client.postParts(`/matters/${theirs.id}/documents`, [['csrf', csrf], ['once', once], ['letter', paper('a.pdf')]]);
	assert.equal(answer.status, 404);
});

test('A1, A2: another unit’s system is not there either', async () => {
	const [mine, other] = [await server.as(ours.unit.clerk), await server.as(theirs.unit.clerk)];
	const system = (await other.open('/systems')).links.find(({ href }) => /^\/systems\/\d+$/.test(href)).href;
	const [seen, nothing] = [await mine.get(system), await mine.get('/systems/999999999')];
	assert.equal(seen.status, 404);
	assert.ok(seen.comparable === nothing.comparable);
	const page = await other.open(`${system}?edit=1`);
	const form = page.form('responsible');
	const values = Object.fromEntries(form.entries().filter(([name]) => name !== 'csrf' && name !== 'once'));
	const stolen = await mine.post(system, Object.entries({ ...values, ...await token(mine), action: 'responsible' }));
	assert.equal(stolen.status, 404);
	assert.equal((await other.submit(page, form, 'responsible', values)).status, 303, 'its own unit may');
});

test('A4: lists give one’s own rows, whatever the address says', async () => {
	const owner = await server.as(ours.unit.clerk);
	for (const path of ['/matters', '/matters?q=政务服务综合'].map(encodeURI)) assert.ok((await owner.follow(await owner.get(path))).html.includes(`/matters/${ours.id}"`), `${path} has it for whose it is`);
	const client = await server.as(theirs.unit.clerk);
	for (const path of ['/matters', '/matters?org=1', `/matters?number=${ours.id}`, '/systems', '/matters?q=政务服务综合', '/handled'].map(encodeURI)) {
		const page = await client.follow(await client.get(path));
		assert.ok([200, 404, 400].includes(page.status), `${path}: ${page.status}`);
		assert.ok(!page.html.includes(`/matters/${ours.id}"`), path);
	}
});

test('visible but not one’s turn is 403, and recorded', async () => {
	const client = await server.as(ours.unit.clerk);
	const before = await refusals();
	for (const action of ['approve_application', 'return_application', 'accept', 'rule', 'begin_operation', 'deliver']) {
		const answer = await client.post(`/matters/${ours.id}`, Object.entries({ ...await token(client), action, opinion: '同意此件，请予办理，谢谢各位' }));
		assert.equal(answer.status, 403, action);
	}
	await inState(client, ours.id, '待单位审核');
	assert.ok(await refusals() > before, 'the audit log has it');
});

test('A25: an action that does not fit the state is no way around it', async () => {
	const client = await server.as(ours.unit.lead);
	for (const action of ['return_correction', 'approve_correction', 'approve_plan']) {
		const answer = await client.post(`/matters/${ours.id}`, Object.entries({ ...await token(client), action, opinion: '同意此件，请予办理，谢谢各位' }));
		assert.ok([403, 409].includes(answer.status), `${action}: ${answer.status}`);
	}
	const unknown = await client.post(`/matters/${ours.id}`, Object.entries({ ...await token(client), action: 'operating' }));
	assert.equal(unknown.status, 400);
});

test('a form works once', async () => {
	const client = await server.as(ours.unit.clerk);
	const entries = Object.entries({ ...await token(client, `/matters/${ours.id}`), action: 'comment', opinion: '补充说明一次' });
	assert.equal((await client.post(`/matters/${ours.id}`, entries)).status, 303);
	const again = await client.post(`/matters/${ours.id}`, entries);
	assert.equal(again.status, 409);
	assert.match(again.text, /已经提交过一次/);
	const page = await client.open(`/matters/${ours.id}`);
	assert.equal(page.html.split('补充说明一次').length, 2);
});

const refusedOf = (id) => server.sql(`SELECT detail FROM audit WHERE action = 'request.refuse' AND object_id = ${id} ORDER BY seq`).split('\n').filter(Boolean).map((line) => JSON.parse(line));

test('A22: of two who decide at once one wins, the other keeps his words', async () => {
	const mine = { server, unit: ours.unit };
	await carry(mine, 'unit_check');
	const first = await server.as(ours.unit.lead);
	const second = await server.anyone().signIn(ours.unit.lead.login, ours.unit.lead.password);
	const [one, two] = [await first.open(`/matters/${mine.id}`), await second.open(`/matters/${mine.id}`)];
	const reason = (n) => ({ opinion: `第 ${n} 个页面写的退回理由，请修改` });
	const answers = await Promise.all([first.submit(one, 'return_application', 'return_application', reason(1)), second.submit(two, 'return_application', 'return_application', reason(2))]);
	assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
	const loser = answers.find(({ status }) => status === 409);
	assert.match(loser.text, /刚被别人办理/);
	assert.match(loser.html, /个页面写的退回理由/, 'what was written is still there');
	assert.deepEqual(refusedOf(mine.id), [{ action: 'return_application', error: 'ERR_CONFLICT', url: `/matters/${mine.id}` }], 'and the log has it');
	await second.signOut();
});

test('an old page decides nothing', async () => {
	const mine = { server, unit: ours.unit };
	await carry(mine, 'unit_check');
	const client = await server.as(ours.unit.lead);
	const stale = await client.open(`/matters/${mine.id}`);
	await act(client, mine.id, 'return_application', {}, '先退回一次，请核对用户总数再报');
	const answer = await client.submit(stale, 'approve_application', 'approve_application', { statement_agreed: 'yes' });
	assert.equal(answer.status, 409);
	await inState(client, mine.id, '草稿');
});

test('a draft saved elsewhere meanwhile is not saved over unseen, and both keep their words', async () => {
	const first = await server.as(ours.unit.clerk);
	const id = await startMatter(first);
	const second = await server.anyone().signIn(ours.unit.clerk.login, ours.unit.clerk.password);
	const [one, two] = [await first.open(`/matters/${id}/edit`), await second.open(`/matters/${id}/edit`)];
	assert.equal((await first.submit(one, 'save', 'save', { system_name: '先保存的名称', department: '一处' })).status, 303);
	const fresh = async () => Object.fromEntries((await second.open(`/matters/${id}/edit`)).form('save').entries()).once;
	for (const button of ['save', 'check', 'add_row:ports', 'file_rows:lines']) {
		const answer = await second.submit(two, 'save', null, { system_name: '后保存的名称', short_name: '后', action: button, once: await fresh() });
		assert.equal(answer.status, 409, button);
		assert.match(answer.title, /^错误：/);
		assert.match(answer.text, /您在另一个页面于 .{19} 保存过这份草稿，与您填写的有 3 处不同/);
		assert.match(answer.text, /系统名称：已保存的是“先保存的名称”/);
		assert.match(answer.text, /简称：已保存的是空白/);
		assert.match(answer.html, /value="后保存的名称"/, 'what was typed is kept');
		assert.match((await first.open(`/matters/${id}/edit`)).html, /value="先保存的名称"/, 'and changed nothing');
	}
	assert.deepEqual(refusedOf(id).map(({ action, error }) => `${action} ${error}`),
		['save', 'check', 'add_row:ports', 'file_rows:lines'].map((action) => `${action} ERR_CONFLICT`), 'the log has each');
	const silent = await second.submit(two, 'save', 'save', { once: await fresh() }, { headers: { Accept: 'application/json' } });
	assert.equal(silent.status, 409, 'nor by itself');
	const shown = await second.submit(two, 'save', 'save', { system_name: '后保存的名称', once: await fresh() });
	assert.equal((await second.submit(shown, 'save', 'save')).status, 303, 'having seen it, he may');
	assert.match((await first.open(`/matters/${id}/edit`)).html, /value="后保存的名称"/);
	await second.signOut();
});

test('of a table that was saved otherwise meanwhile the rows and cells that differ are named', async () => {
	const mine = { server, unit: ours.unit };
	await carry(mine, 'draft');
	const first = await server.as(ours.unit.clerk);
	const second = await server.anyone().signIn(ours.unit.clerk.login, ours.unit.clerk.password);
	const [one, two] = [await first.open(`/matters/${mine.id}/edit`), await second.open(`/matters/${mine.id}/edit`)];
	assert.equal((await first.submit(one, 'save', 'save', { 'lines.1.count': '3', 'lines.1.data_disk_gb': '300', 'ports.1.port': '8443' })).status, 303);
	const other = await second.submit(two, 'save', 'save', { 'lines.1.count': '5', once: Object.fromEntries((await second.open(`/matters/${mine.id}/edit`)).form('save').entries()).once });
	assert.equal(other.status, 409);
	assert.match(other.text, /保存过这份草稿，与您填写的有 2 处不同/);
	assert.match(other.text, /第 1 行已保存的是“[^”]*台数 3 台[^”]*每台数据盘 300 GB”/);
	assert.match(other.text, /对外端口：已保存的另有第 1 行“端口 8443”/);
	assert.doesNotMatch(other.text, /已保存的是“\d+ 行”/);
	await second.signOut();
});

test('what was typed into a form that was handed in meanwhile is not lost', async () => {
	const mine = { server, unit: ours.unit };
	await carry(mine, 'draft');
	const first = await server.as(ours.unit.clerk);
	const second = await server.anyone().signIn(ours.unit.clerk.login, ours.unit.clerk.password);
	const late = await second.open(`/matters/${mine.id}/edit`);
	const typed = { department: '后来填写的处室', 'lines.1.count': '7', users_total: '' };
	await submitDraft(first, mine.id);
	for (const button of ['save', 'check', 'add_row:ports', 'submit']) {
		const once = Object.fromEntries((await second.open('/profile')).form((form) => form.has('once')).entries()).once;
		const answer = await second.submit(late, 'save', null, { ...typed, action: button, once });
		assert.equal(answer.status, 409, button);
		assert.match(answer.text, /没有保存.{0,30}已转入“待单位审核”，表单不能再改/, button);
		assert.match(answer.text, /有 3 处不同，列在下面，可以抄录。需要改的，请在本件退回后填写。.*清空了：用户总数/, button);
		const shown = /id="late"[\s\S]*?<\/section>/.exec(answer.html)[0];
		assert.match(shown, /后来填写的处室/);
		assert.match(shown, />7 台<\/td>/, 'the rows too');
		assert.doesNotMatch(shown, /政务服务综合测试系统/, 'and nothing that is there anyway');
	}
	assert.doesNotMatch((await first.open(`/matters/${mine.id}`)).html, /后来填写的处室/);
	await second.signOut();
});

test('a form sent again with other words keeps them, with the same words it does nothing twice', async () => {
	const client = await server.as(ours.unit.clerk);
	const id = await startMatter(client);
	const page = await client.open(`/matters/${id}/edit`);
	assert.equal((await client.submit(page, 'save', 'save', { department: '一处' })).status, 303);
	const same = await client.submit(page, 'save', 'save', { department: '一处' });
	assert.equal(same.status, 409);
	assert.match(same.text, /已经提交过一次，没有重复办理/);
	const other = await client.submit(page, 'save', 'save', { department: '二处' });
	assert.equal(other.status, 409);
	assert.match(other.text, /您在另一个页面于 .{19} 保存过这份草稿，与您填写的有 1 处不同/);
	assert.match(other.html, /value="二处"/);
	assert.equal((await client.submit(other, 'save', 'save')).status, 303);
	assert.match((await client.open(`/matters/${id}/edit`)).html, /value="二处"/);
});

test('A24: nobody approves what he wrote, even with both roles', async () => {
	const security = await server.as('admin.security');
	const page = await personPage(security, ours.unit.clerk.login);
	assert.ok(page.form('grant').options('role').some(({ value }) => value === 'unit.lead'));
	const granted = await security.submit(page, 'grant', 'grant', { role: 'unit.lead' });
	assert.equal(granted.status, 303, granted.text.slice(0, 300));
	server.clients.delete(ours.unit.clerk.login);
	const answer = await (await server.as(ours.unit.clerk)).post(`/matters/${ours.id}`,
		Object.entries({ ...await token(await server.as(ours.unit.clerk)), action: 'approve_application', statement_agreed: 'yes' }));
	assert.equal(answer.status, 403);
	assert.match(answer.text, /没有生效。[^]*您在本件中已作为单位经办岗办理过，不能再作为单位审核岗办理/);
	await inState(await server.as(ours.unit.lead), ours.id, '待单位审核');
});

test('A28, A44: a field nobody asked for, or one sent twice, is 400', async () => {
	const client = await server.as(theirs.unit.clerk);
	for (const extra of [['state', 'operating'], ['org', '1'], ['number', 'SQ-2026-0001'], ['is_admin', '1'], ['step', '1'], ['system_name', 'b']]) {
		const entries = [...Object.entries({ ...await token(client), action: 'save', step: '1', system_name: 'a' }), extra];
		assert.equal((await client.post(`/matters/${theirs.id}`, entries)).status, 400, extra.join('='));
	}
	for (const [path, entries] of [['/notices', { action: 'read', person: '1' }], ['/profile', { action: 'contact', role: 'admin.system' }]])
		assert.equal((await client.post(path, Object.entries({ ...await token(client), ...entries }))).status, 400, path);
});

test('A48: no POST without the session’s own token and origin', async () => {
	const client = await server.as(ours.unit.clerk);
	const stranger = await server.as(theirs.unit.clerk);
	const foreign = await token(stranger);
	const before = await refusals();
	for (const path of [`/matters/${ours.id}`, '/matters/new', '/notices', '/profile', '/password', '/sign-out']) {
		const base = async (change) => Object.entries({ ...await token(client), action: 'comment', opinion: '伪造', ...change }).filter(([, value]) => value !== null);
		const tries = {
			'no token': [await base({ csrf: null }), {}],
			'empty token': [await base({ csrf: '' }), {}],
			'token of another session': [await base({ csrf: foreign.csrf }), {}],
			'Origin: null': [await base({}), { Origin: 'null' }],
			'another origin': [await base({}), { Origin: 'http://evil.example' }],
			'another port': [await base({}), { Origin: 'http://127.0.0.1:1' }],
			'cross-site fetch': [await base({}), { 'Sec-Fetch-Site': 'cross-site' }],
			'same-site fetch': [await base({}), { 'Sec-Fetch-Site': 'same-site' }],
		};
		for (const [name, [entries, headers]] of Object.entries(tries)) {
			const answer = await client.post(path, entries, { headers });
			assert.equal(answer.status, 403, `${path}, ${name}`);
			assert.doesNotMatch(answer.html, /伪造/);
		}
	}
	const get = await client.get(`/matters/new?action=start&procedure=application`);
	assert.equal(get.status, 200, 'a GET starts nothing');
	assert.doesNotMatch((await client.open(`/matters/${ours.id}`)).html, /伪造/);
	assert.ok(await refusals() >= Math.min(before + 20, 20), 'the audit log has them');
	assert.equal((await client.open('/profile')).status, 200, 'still signed in');
});

test('A48: uploads too, before the file is taken', async () => {
	const client = await server.as(theirs.unit.clerk);
	const { once } = await token(client);
	const answer = await client.postParts(`/matters/${theirs.id}/documents`, [['once', once], ['letter', paper('偷传.pdf')]]);
	assert.equal(answer.status, 403);
	const good = await token(client);
	assert.equal((await client.postParts(`/matters/${theirs.id}/documents`, [['csrf', good.csrf], ['once', good.once], ['letter', paper('偷传.pdf')]],
		{ headers: { Origin: 'http://evil.example' } })).status, 403);
	assert.doesNotMatch((await client.open(`/matters/${theirs.id}`)).text, /偷传/);
});

test('A49: signing in and out cannot be done for somebody', async () => {
	const fresh = server.anyone();
	const page = await fresh.open('/sign-in');
	const form = page.form('sign_in');
	const body = form.entries().filter(([name]) => name !== 'login');
	const forged = await server.anyone().post('/sign-in', [...body, ['login', ours.unit.lead.login], ['password', ours.unit.lead.password]]);
	assert.equal(forged.status, 403, 'without the pre-session cookie');
	const client = await server.as(ours.unit.clerk);
	assert.equal((await client.get('/sign-out')).status, 405);
	assert.equal((await client.get('/profile')).status, 200);
});

test('A74, A73: one content type per route', async () => {
	const client = await server.as(ours.unit.clerk);
	const path = `/matters/${ours.id}`;
	const entries = Object.entries({ ...await token(client), action: 'comment', opinion: '类型不对' });
	for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded; charset=utf-7', 'multipart/form-data; boundary=x', ''])
		assert.equal((await client.post(path, entries, { headers: { 'Content-Type': type } })).status, 415, type);
	assert.equal((await client.post(path, entries, { headers: { 'Content-Encoding': 'gzip' } })).status, 415, 'gzip');
	assert.doesNotMatch((await client.open(path)).html, /类型不对/);
});

test('A37, A42: too much is 413 or 400, at once', async () => {
	const client = await server.as(theirs.unit.clerk);
	const entries = async (more) => [...Object.entries({ ...await token(client), action: 'save' }), ...more];
	const large = await client.post(`/matters/${theirs.id}`, await entries([['sizing_basis', 'a'.repeat(3 * 1024 * 1024)]]));
	assert.equal(large.status, 413);
	const began = Date.now();
	const many = await client.post(`/matters/${theirs.id}`, await entries(Array.from({ length: 100000 }, (_, n) => [`x${n}`, '1'])));
	assert.ok([400, 413].includes(many.status), String(many.status));
	assert.ok(Date.now() - began < 3000 * patience);
	assert.ok([200, 400, 414].includes((await client.get(`/matters?${'a=1&'.repeat(1500)}`)).status));
	const short = await raw(`POST /matters/${theirs.id} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\nConnection: close\r\n\r\ncsrf=1`);
	assert.ok([0, 400, 408, 303].includes(short.status), `short body: ${short.status}`);
});

test('A66, A67: addresses that are none', async () => {
	const client = await server.as(ours.unit.clerk);
	const expected = {
		'/matters/%00': [400], [`/matters/${ours.id}%00`]: [400], '/matters/0': [404], '/matters/-1': [404], '/matters/1e3': [404], '/matters/0x1': [404],
		'/matters/99999999999999999999': [404], '/matters/%31%3b.css': [404], [`/matters/${ours.id}/x.css`]: [404], [`/matters/${ours.id}%2f..`]: [400, 404],
		'/nothing': [404], '/matters/': [404], '//matters': [400, 404, 200], '/matters/%ff%fe': [400, 404], '/%2e%2e/%2e%2e/etc/passwd': [400, 404],
		'/static/../app.db': [400, 404], '/.git/config': [404], '/app.db': [404], '/app.db-wal': [404], '/var/app.db': [404], '/static/../../templates/frame.tpl': [400, 404],
		'/nginx_status': [404], '/metrics': [404], '/rules/../sign-in': [200, 303, 404], [`/rules/${'a'.repeat(300)}`]: [404], ['/matters?q=%00']: [400],
		[`/matters?number=%ff`]: [400],
	};
	for (const [path, statuses] of Object.entries(expected)) {
		const page = await client.get(path);
		assert.ok(statuses.includes(page.status), `${path}: ${page.status}`);
		assert.ok(!/sqlite|SQLITE|SELECT|\/home|\.c:\d/.test(page.text), path);
	}
	assert.equal((await raw(`GET /${'a'.repeat(40000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).status, 414);
	assert.equal((await raw(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(40000)}\r\nConnection: close\r\n\r\n`)).status, 400);
	assert.equal((await raw('GET /\0x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).status, 400);
});

test('other methods are 405', async () => {
	const client = await server.as(ours.unit.clerk);
	for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
		const page = await client.request(method, `/matters/${ours.id}`);
		assert.equal(page.status, 405, method);
		assert.equal(page.headers.allow, 'GET, HEAD, POST');
	}
	const head = await client.request('HEAD', `/matters/${ours.id}`);
	assert.equal(head.status, 200);
	assert.equal(head.bytes.length, 0);
});

test('A50, A64: every answer carries the headers that protect it', async () => {
	const client = await server.as(ours.unit.clerk);
	const pages = [await client.get('/'), await client.get(`/matters/${ours.id}`), await client.get('/nothing'), await client.get('/audit'),
		await server.anyone().get('/sign-in'), await server.anyone().get('/matters')];
	for (const { headers, address } of pages) {
		assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/, address);
		assert.doesNotMatch(headers['content-security-policy'], /unsafe/, address);
		assert.equal(headers['x-content-type-options'], 'nosniff', address);
		assert.equal(headers['x-frame-options'], 'DENY', address);
		assert.equal(headers['referrer-policy'], 'same-origin', address);
		assert.match(headers['cache-control'], /no-store/, address);
		assert.equal(headers.etag, undefined, address);
		assert.doesNotMatch(headers.server ?? '', /\d/, address);
	}
});

test('A51, A54: what people type is text on every page', async () => {
	const client = await server.as(ours.unit.clerk);
	const id = await startMatter(client);
	await fill(client, id, { kind: 'new', system_name: script, department: script.slice(0, 40), sizing_basis: `${script} {{%AUTOESCAPE context="JAVASCRIPT"}} {{>FRAME}}` });
	await act(client, id, 'comment', {}, script);
	for (const path of [`/matters/${id}`, `/matters/${id}/edit`, `/matters/${id}/print`, '/matters', '/', `/nothing/${encodeURIComponent(script)}`, `/matters?number=${encodeURIComponent(script)}`, `/sign-in?next=${encodeURIComponent(script)}`]) {
		const page = await client.get(path);
		assert.ok(!page.html.includes('<script>alert'), path);
		assert.ok(!/="[^"]*"><script(?! src="\/static\/app\.js)/.test(page.html), path);
	}
	assert.ok((await client.open(`/matters/${id}/edit`)).text.includes('{{X}}') || (await client.open(`/matters/${id}/edit`)).html.includes('{{X}}'), 'markers are shown as typed');
});

test('A52, A55: nothing sent comes back as a header', async () => {
	const client = server.anyone();
	for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nSet-Cookie: x=1', 'javascript:alert(1)']) {
		const page = await client.open(`/sign-in?next=${encodeURIComponent(next)}`);
		const hidden = page.form('sign_in').entries().find(([name]) => name === 'next')[1];
		assert.equal(hidden, '/', next);
		assert.equal(page.headers['set-cookie']?.some((line) => line.startsWith('x=')), page.headers['set-cookie'] ? false : undefined);
	}
	const evil = await client.get('/matters', { headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' } });
	assert.ok(!JSON.stringify(evil.headers).includes('evil'), 'A47');
	assert.match((await client.get('/matters')).location, /^\/sign-in/);
});

test('A59, A100: no route deletes, shortens or downloads what must stay', async () => {
	const { stdout } = server.zwy('routes');
	assert.doesNotMatch(stdout, /\/(delete|purge|backup|restore|database|sql)\b/);
	const system = await server.as('admin.system');
	const page = await system.open('/rules/audit_keep_days');
	const form = page.form('propose');
	const values = Object.fromEntries(form.names().filter((name) => name && !['csrf', 'once', 'action'].includes(name)).map((name) => [name, '']));
	for (const days of ['30', '0', '-1', '183', '1e9']) {
		const answer = await system.submit(page, form, 'propose', { ...values, value: days, valid_from: server.today(1), reason: '想缩短保留时间，看看系统是否拒绝' });
		assert.ok([422, 409].includes(answer.status), `${days}: ${answer.status}`);
	}
	assert.match((await system.open('/rules/audit_keep_days')).text, /184/);
});

test('A61: only the auditor opens the log, and nobody switches it off', async () => {
	for (const role of ['admin.system', 'admin.security', 'unit.clerk', 'center.lead']) {
		const client = await server.as(role);
		for (const path of ['/audit', '/audit/export']) assert.equal((await client.get(path)).status, 403, `${role} ${path}`);
	}
	const auditor = await server.as('admin.audit');
	assert.equal((await auditor.get('/admin/people')).status, 403);
	assert.equal((await auditor.get('/matters')).status, 403);
});

end();
