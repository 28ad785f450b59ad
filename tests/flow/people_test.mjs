// An empty installation, its three administrators, and how people come: one
// creates, another grants, nobody sets somebody's password.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { begin, personPage } from './story.mjs';

const { server, end } = await begin({ name: 'people', demo: '0' });
const password = 'First-Password-2026';
let codes;

async function activate(login, code, secret = password, repeat = secret) {
	const client = server.anyone();
	const answer = await client.submit(await client.open('/activate'), 'activate', 'activate', { login, code, password: secret, repeat });
	client.login = login;
	return { client, answer };
}
const administrator = {};
const codesOf = (text) => Object.fromEntries([...text.matchAll(/^\s+(admin-\w+)\t(\S+)\t(admin\.\w+)$/gm)].map(([, login, code]) => [login, code]));

test('an empty installation prints one code for each of three administrators', () => {
	const text = fs.readFileSync(`${server.folder}/start.log`, 'utf8');
	codes = codesOf(text);
	assert.deepEqual(Object.keys(codes).sort(), ['admin-audit', 'admin-security', 'admin-system']);
});

test('who comes too late for his code gets another, and the former ends', async () => {
	const former = codes['admin-audit'];
	const again = server.zwy('user', 'first');
	assert.equal(again.status, 0, again.stdout);
	codes = codesOf(again.stdout);
	assert.deepEqual(Object.keys(codes).sort(), ['admin-audit', 'admin-security', 'admin-system']);
	assert.equal((await activate('admin-audit', former)).answer.status, 422);
	assert.equal(server.sql("SELECT count(*) || ' ' || count(DISTINCT login) FROM person"), '3 3', 'nobody is made a second time');
});

test('a code works once, for its account, with a password that is one', async () => {
	assert.equal((await activate('admin-system', codes['admin-audit'])).answer.status, 422, 'another’s code');
	assert.equal((await activate('admin-system', 'AAAA-BBBB-CCCC')).answer.status, 422);
	for (const weak of ['short', 'alllowercaseletters', 'Admin-system-2026'])
		assert.equal((await activate('admin-system', codes['admin-system'], weak)).answer.status, 422, weak);
	assert.equal((await activate('admin-system', codes['admin-system'], password, `${password}x`)).answer.status, 422, 'typed twice');
	for (const login of Object.keys(codes)) {
		const { client, answer } = await activate(login, codes[login]);
		assert.equal(answer.status, 303, `${login}: ${answer.text.slice(0, 300)}`);
		administrator[login] = client;
	}
	assert.equal((await activate('admin-system', codes['admin-system'], 'Other-Password-2027')).answer.status, 422, 'used');
	const again = server.zwy('user', 'first');
	assert.equal(again.status, 1, 'never once they have entered');
	assert.match(again.stdout, /已经有人员/);
});

test('the three exclude each other and touch no matter', async () => {
	for (const client of Object.values(administrator)) for (const path of ['/matters', '/systems', '/matters/new', '/matters/1']) assert.equal((await client.get(path)).status, path === '/matters/1' && client !== administrator['admin-audit'] ? 404 : 403, path);
	assert.equal((await administrator['admin-audit'].get('/inbox')).status, 403);
	assert.match((await administrator['admin-system'].open('/inbox')).text, /没有待办事项/, 'until people are asked for');
	assert.equal((await administrator['admin-audit'].get('/admin/people')).status, 403);
	assert.equal((await administrator['admin-system'].get('/audit')).status, 403);
	assert.equal((await administrator['admin-security'].get('/admin/people/new')).status, 403);
});

test('A7: nobody grants himself a role, nor a second of the three', async () => {
	const security = administrator['admin-security'];
	for (const [login, role] of [['admin-security', 'center.lead'], ['admin-audit', 'admin.security'], ['admin-system', 'unit.clerk'], ['admin-security', 'admin.system']]) {
		const page = await personPage(security, login);
		const token = page.form((form) => form.has('csrf') && form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
		const answer = await security.post(page.address.split(' ')[1], [...token, ['action', 'grant'], ['role', role]]);
		assert.ok([403, 422].includes(answer.status), `${login} ${role}: ${answer.status}`);
	}
	const system = administrator['admin-system'];
	const page = await personPage(system, 'admin-audit');
	const token = (await system.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await system.post(page.address.split(' ')[1], [...token, ['action', 'grant'], ['role', 'admin.system']])).status, 403);
});

test('a new unit and a new person: created by one, granted by another, activated by himself', async () => {
	const system = administrator['admin-system'];
	const blank = await system.open('/admin/organisations/new');
	const made = await system.submit(blank, (form) => form.has('code'), blank.form((form) => form.has('code')).buttons().find(Boolean),
		{ code: 'slt', name: '四川省水利厅', short_name: '省水利厅', rank: '15', kinds: ['unit'], valid_from: server.today() });
	assert.equal(made.status, 303, made.text.slice(0, 500));
	const page = await system.open('/admin/people/new');
	const organisation = page.form('create').options('organisation').find(({ label }) => label.includes('水利厅'));
	assert.ok(organisation, 'the new unit is offered');
	const refused = await system.submit(page, 'create', 'create', { login: 'Slt Clerk', organisation: organisation.value, title: '信息化经办岗' });
	assert.equal(refused.status, 422);
	assert.match(refused.html, /value="信息化经办岗"/, 'what was typed is kept');
	const created = await system.submit(await system.open('/admin/people/new'), 'create', 'create', { login: 'slt-clerk', organisation: organisation.value, title: '信息化经办岗' });
	assert.ok([200, 303].includes(created.status), created.text.slice(0, 400));
	const shown = await system.follow(created);
	let code = /激活码：\s*([A-Z0-9-]{8,})/i.exec(shown.text)?.[1];
	if (!code) {
		const person = await personPage(system, 'slt-clerk');
		code = /激活码：\s*([A-Z0-9-]{8,})/i.exec((await system.follow(await system.submit(person, 'reset', 'reset'))).text)?.[1];
	}
	assert.ok(code, 'an activation code is shown once');
	assert.ok(!(await personPage(system, 'slt-clerk')).text.includes(code), 'and not again');
	const security = administrator['admin-security'];
	const granted = await security.submit(await personPage(security, 'slt-clerk'), 'grant', 'grant', { role: 'unit.clerk' });
	assert.equal(granted.status, 303, granted.text.slice(0, 300));
	const { client, answer } = await activate('slt-clerk', code.toLowerCase().replace(/-/g, ''), 'my-Slt-Clerk-2026');
	assert.equal(answer.status, 422, 'the account is part of the password');
	const again = await activate('slt-clerk', code.toLowerCase(), 'Water-Password-2026');
	assert.equal(again.answer.status, 303, again.answer.text.slice(0, 300));
	assert.equal((await again.client.get('/matters/new?procedure=application')).status, 200);
	assert.ok(client);
});

test('an import is all or nothing, and names the line', async () => {
	const system = administrator['admin-system'];
	const page = await system.open('/admin/organisations/import');
	const form = page.form((candidate) => candidate.has('csv') || candidate.controls.some(({ type }) => type === 'textarea' || type === 'file'));
	const area = form.controls.find(({ type }) => type === 'textarea');
	if (!area) return;
	const sample = await system.get('/admin/organisations/sample');
	assert.equal(sample.status, 200);
	const rows = sample.bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
	const bad = [rows[0], ...rows.slice(1), rows[1].replace(/^[^,]*/, '')].join('\n');
	const answer = await system.submit(page, form, form.buttons().find(Boolean), { [area.name]: bad });
	assert.ok([200, 422].includes(answer.status), String(answer.status));
	assert.match(answer.text, new RegExp(`第 ?${rows.length + 1} ?行`));
});

test('roles come by file too: all or nothing, each wrong line named, then everybody starts work', async () => {
	const system = administrator['admin-system'];
	const security = administrator['admin-security'];
	const token = async (client, address) => (await client.open(address)).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const send = async (client, address, text, action = 'import') => client.post(address, [...await token(client, address), ['action', action], ['text', text]]);
	const roles = '/admin/people/roles';
	const granted = () => server.sql('SELECT count(*) FROM person_role');
	const made = await send(system, '/admin/people/import', '账号,单位代码,岗位名称,电话\nslt-one,slt,信息化经办岗,\nslt-two,slt,信息化审核岗,\ncenter-one,center,受理岗,\n');
	assert.equal(made.status, 200, made.text.slice(0, 500));
	const code = Object.fromEntries([...made.html.matchAll(/data-th="账号"[^>]*>([^<]+)<[\s\S]*?data-th="激活码"[^>]*>([^<]+)</g)].map(([, login, word]) => [login, word]));
	assert.equal(Object.keys(code).length, 3);

	assert.ok((await security.open('/admin/people')).links.some(({ href }) => href === roles), 'the page of people leads there');
	assert.ok(!(await system.open('/admin/people')).links.some(({ href }) => href === roles));
	for (const path of [roles, `${roles}/sample`]) assert.equal((await system.get(path)).status, 403, path);
	assert.equal((await security.get(`${roles}/sample`)).bytes.toString('utf8').replace(/^\uFEFF/, '').trim(), '账号,角色');

	const good = '账号,角色\nslt-one,单位经办岗\nslt-two,单位审核岗\ncenter-one,受理岗\n';
	const before = granted();
	for (const [line, words] of [
		['center-one,系统管理员', /第 5 行[^第]*三员互斥/], ['slt-nobody,单位经办岗', /第 5 行[^第]*没有账号 slt-nobody/], ['slt-one,总管', /第 5 行[^第]*没有名为“总管”的角色/],
		['slt-one,受理岗', /第 5 行[^第]*不适用于/], ['slt-one,单位经办岗', /第 5 行[^第]*与第 2 行重复/], ['admin-security,中心领导', /第 5 行[^第]*自己/], ['admin-audit,中心领导', /第 5 行[^第]*三员互斥/],
	]) {
		for (const action of ['preview', 'import']) {
			const refused = await send(security, roles, `${good}${line}\n`, action);
			assert.equal(refused.status, 422, `${line} ${refused.status}`);
			assert.match(refused.text, words);
		}
		assert.equal(granted(), before, line);
	}
	/* All that is wrong at once, in the order of the file: unknown names, a role that excludes another, one of another kind. */
	const wrong = await send(security, roles, `${good}slt-nobody,单位经办岗\nslt-one,总管\ncenter-one,系统管理员\nslt-two,受理岗\nslt-one,单位经办岗\n`, 'preview');
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /第 5 行[^第]*没有账号[^]*第 6 行[^第]*总管[^]*第 7 行[^第]*三员互斥[^]*第 8 行[^第]*不适用于[^]*第 9 行[^第]*与第 2 行重复/);
	assert.equal(granted(), before);
	const looked = await send(security, roles, good, 'preview');
	assert.equal(looked.status, 200, looked.text.slice(0, 300));
	assert.equal(granted(), before, 'looking changes nothing');
	assert.equal((await security.submit(looked, 'import', 'import')).status, 303);
	assert.equal(Number(granted()), Number(before) + 3);
	assert.equal(server.sql("SELECT count(*) FROM audit WHERE action = 'role.import'"), '1');

	for (const login of Object.keys(code)) {
		const { client, answer } = await activate(login, code[login], 'River-Password-2026');
		assert.equal(answer.status, 303, `${login}: ${answer.text.slice(0, 300)}`);
		assert.equal((await client.get('/inbox')).status, 200, login);
	}
	assert.equal((await (await server.anyone().signIn('slt-one', 'River-Password-2026')).get('/matters/new?procedure=application')).status, 200);
});

test('who was taken over gets a code with all others, one slip each, once', async () => {
	const system = administrator['admin-system'];
	const codes = '/admin/people/codes';
	const made = await system.open('/admin/people/new');
	const { value } = made.form('create').options('organisation').find(({ label }) => label.includes('水利厅'));
	for (const login of ['late-one', 'late-two'])
		assert.equal((await system.submit(await system.open('/admin/people/new'), 'create', 'create', { login, organisation: value, title: '信息化经办岗' })).status, 303);
	assert.ok((await system.open('/admin/people')).links.some(({ href }) => href === codes));
	for (const other of ['admin-security', 'admin-audit']) assert.equal((await administrator[other].get(codes)).status, 403);
	const page = await system.open(`${codes}?organisation=${value}`);
	assert.match(page.text, /2 人等待激活码/);
	assert.equal((await system.post(codes, [['action', 'issue_all'], ['organisation', value]])).status, 403, 'no token');
	const slips = await system.submit(page, 'issue_all', 'issue_all');
	assert.equal(slips.status, 200, slips.text.slice(0, 300));
	const given = [...slips.html.matchAll(/账号<\/dt><dd class="mono">([^<]+)<[\s\S]*?激活码<\/dt><dd class="mono">([^<]+)</g)].map(([, login, word]) => [login, word]);
	assert.deepEqual(given.map(([login]) => login), ['late-one', 'late-two']);
	const again = await system.submit(page, 'issue_all', 'issue_all');
	for (const [login, word] of given) {
		assert.ok(!again.text.includes(word) && !(await system.open(codes)).text.includes(word), 'not shown again');
		assert.equal(server.sql(`SELECT count(*) FROM audit WHERE detail LIKE '%${word}%'`), '0');
		assert.equal((await activate(login, word, 'River-Password-2027')).answer.status, 303, login);
	}
	assert.match((await system.open(`${codes}?organisation=${value}`)).text, /没有等待激活码的人员/);
});

test('a leaver hands over first, and is gone at once', async () => {
	const system = administrator['admin-system'];
	const client = await server.anyone().signIn('slt-clerk', 'Water-Password-2026');
	const answer = await system.submit(await personPage(system, 'slt-clerk'), 'disable', 'disable');
	assert.ok([303, 422].includes(answer.status), String(answer.status));
	if (answer.status === 303) assert.equal((await client.get('/')).status, 303);
});

end();
