// People asked for by their organisation: created by one administrator, given
// roles by another, activated by themselves; leaving with a successor.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, idOf, inState, option, press, sentences, startMatter, stateOf, submitDraft } from './story.mjs';

const { server, end } = await begin({ name: 'account' });
const password = 'Water-Password-2026';
const opening = (login, more = {}) => ({
	kind: 'open', reason: '信息化处新设岗位', 'openings.1.login': login, 'openings.1.title': '信息化经办三岗', 'openings.1.phone': '028-86601234',
	'openings.1.role': 'unit.clerk', ...more,
});

async function asked(client, values) {
	const id = await startMatter(client, 'user_account');
	await fill(client, id, values);
	return id;
}

// A draft that cannot be handed in: what the page of checks says.
async function refused(client, values, words) {
	const id = await asked(client, values);
	const page = await client.open(`/matters/${id}/edit`);
	const answer = await client.submit(page, 'check', 'check');
	const shown = answer.status === 303 ? await client.follow(answer) : answer;
	const final = shown.actions().includes('submit') ? await client.submit(shown, 'submit', 'submit') : shown;
	assert.equal(final.status, 422, `${JSON.stringify(values)}: ${final.status}`);
	assert.match(final.text, words);
	assert.equal(await stateOf(client, id), '草稿');
	return id;
}

test('an account goes from asking to signing in, each step by another person', async () => {
	const clerk = await server.as('slt-clerk'), lead = await server.as('slt-lead');
	const creator = await server.as('admin-system'), granter = await server.as('admin-security');
	const id = await asked(clerk, opening('slt-third'));
	for (const client of [creator, granter]) assert.equal((await client.get(`/matters/${id}`)).status, 404);
	// Before it is submitted: where it goes, and no article where there is none.
	const reading = await clerk.open(`/matters/${id}/check`);
	assert.match(reading.text, /转入“待单位负责人审核”：审核后由系统管理员办理/);
	assert.doesNotMatch(reading.text, /依据第/);
	assert.match((await clerk.open(`/matters/${id}/edit`)).text, /账号、角色和接办人/, 'what is looked at stands beside the form');
	await submitDraft(clerk, id);
	assert.equal((await press(lead, id, 'approve')).status, 303);
	await inState(lead, id, '待系统管理员办理');

	// The administrator is led to it, sees nothing else, and cannot do the other's part.
	const people = await creator.open('/admin/people');
	assert.ok(people.links.some(({ href }) => href === `/matters/${id}`), 'the people’s page leads there');
	assert.match((await creator.open('/inbox')).text, /四川省水利厅 开通账号/);
	assert.equal((await granter.get(`/matters/${id}`)).status, 404, 'not yet his');
	assert.equal((await (await server.as('admin-audit')).get(`/matters/${id}`)).status, 403);
	assert.equal((await (await server.as('center-lead')).get(`/matters/${id}`)).status, 404, 'no part of the center’s business');
	await act(creator, id, 'create');
	await inState(creator, id, '待安全管理员授权');
	assert.ok(!(await creator.open(`/matters/${id}`)).actions().includes('grant'));
	await act(granter, id, 'grant');

	// Codes: for the lead alone, once.
	for (const client of [creator, granter]) assert.equal((await client.get(`/matters/${id}/codes`)).status, 403);
	assert.equal((await clerk.get(`/matters/${id}/codes`)).status, 403);
	assert.equal((await (await server.as('mzt-lead')).get(`/matters/${id}/codes`)).status, 404);
	const page = await lead.open(`/matters/${id}/codes`);
	const shown = await lead.submit(page, 'issue', 'issue');
	const code = /slt-third[\s\S]*?([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/.exec(shown.text)?.[1];
	assert.ok(code, shown.text.slice(0, 400));
	assert.ok(!(await lead.open(`/matters/${id}/codes`)).text.includes(code), 'and not again');
	await act(lead, id, 'hand_over', { in_person: 'yes' });
	await inState(lead, id, '已办结');
	assert.equal((await lead.get(`/matters/${id}/codes`)).status, 409);

	const person = server.anyone();
	const activated = await person.submit(await person.open('/activate'), 'activate', 'activate', { login: 'slt-third', code, password, repeat: password });
	assert.equal(activated.status, 303, activated.text.slice(0, 300));
	const again = await server.anyone().signIn('slt-third', password);
	assert.equal((await again.get('/matters/new?procedure=application')).status, 200);
	assert.equal((await again.get('/admin/people')).status, 403);
	const used = server.anyone();
	assert.equal((await used.submit(await used.open('/activate'), 'activate', 'activate', { login: 'slt-third', code, password, repeat: password })).status, 422);
});

test('what is wrong is refused beside the rows and stays a draft', async () => {
	const clerk = await server.as('slt-clerk');
	await refused(clerk, opening('slt-lead'), /账号 slt-lead 已有人使用/);
	await refused(clerk, opening('slt-fourth', { 'openings.1.role': 'operator.clerk' }), /不适用于四川省水利厅/);
	await refused(clerk, opening('slt-fourth', { 'openings.1.role': 'admin.system' }), /第 1 行/);
	await refused(clerk, opening('Slt Fourth'), /第 1 行/);
	await refused(clerk, { kind: 'open', reason: '信息化处新设岗位' }, /开通的账号/);
	const own = (await clerk.open(`/matters/${await refused(clerk, { kind: 'close', reason: '调出本单位' }, /停用的账号/)}/edit`));
	const third = option(own, 'closings.1.person', 'slt-third');
	await refused(clerk, { kind: 'close', reason: '调出本单位', 'closings.1.person': third, 'closings.1.successor': third }, /接办人不能是本人/);
	await refused(clerk, { kind: 'close', reason: '调出本单位', 'closings.1.person': '1', 'closings.1.successor': third }, /第 1 行请选择“账号”/);
});

test('nobody but the lead approves, and not for himself', async () => {
	const clerk = await server.as('slt-clerk'), lead = await server.as('slt-lead');
	const id = await asked(clerk, { kind: 'reset', reason: '口令遗忘' });
	await fill(clerk, id, { 'resets.1.person': option(await clerk.open(`/matters/${id}/edit`), 'resets.1.person', 'slt-lead') });
	await submitDraft(clerk, id);
	assert.ok(!(await clerk.open(`/matters/${id}`)).actions().includes('approve'));
	const answer = await press(lead, id, 'approve');
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /您自己的账号/);
	await act(lead, id, 'return_own', {}, '请由另一名负责人办理');
});

test('the wrong administrator, a draft and any other matter do not exist for one', async () => {
	const creator = await server.as('admin-system');
	const clerk = await server.as('slt-clerk');
	const other = Number(/\/matters\/(\d+)"/.exec((await clerk.open('/matters')).html)[1]);
	for (const path of ['/matters', '/matters/new', '/copies', '/delegations', '/systems']) assert.equal((await creator.get(path)).status, 403, path);
	const draft = await asked(clerk, opening('slt-fifth'));
	const [hidden, nothing] = [await creator.get(`/matters/${draft}`), await creator.get('/matters/999999')];
	assert.deepEqual([hidden.status, nothing.status], [404, 404]);
	assert.ok(hidden.comparable === nothing.comparable);
	assert.equal((await creator.get(`/matters/${other}/print`)).status, 404);
	const inbox = await creator.open('/inbox');
	const token = (await creator.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await creator.post(`/matters/${draft}`, [...token, ['action', 'approve'], ['step', '0']])).status, 404);
	assert.ok(!/name="task"/.test(inbox.html), 'no decisions in bulk');
});

test('a leaver hands over, is out at once, and stays in the history', async () => {
	const clerk = await server.as('slt-clerk'), lead = await server.as('slt-lead'), creator = await server.as('admin-system');
	const leaver = await server.anyone().signIn('slt-third', password);
	const written = await asked(leaver, opening('slt-sixth'));
	await submitDraft(leaver, written);
	const id = await asked(lead, { kind: 'close', reason: '调出本单位' });
	const page = await lead.open(`/matters/${id}/edit`);
	await fill(lead, id, { 'closings.1.person': option(page, 'closings.1.person', 'slt-third'), 'closings.1.successor': option(page, 'closings.1.successor', 'slt-clerk') });
	await submitDraft(lead, id, 'ask');
	await act(creator, id, 'close');
	await inState(creator, id, '已办结');
	assert.equal((await leaver.get('/')).status, 303, 'signed out');
	const back = server.anyone();
	assert.equal((await back.submit(await back.open('/sign-in'), 'sign_in', 'sign_in', { login: 'slt-third', password })).status, 422);
	assert.match((await clerk.open(`/matters/${written}`)).text, /信息化经办三岗/);
	assert.ok(idOf({ location: `/matters/${id}` }) === id);
});

end();
