// The password once more before a final decision (security.md A19).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { begin, carry, inState, option, press, rule, sentences, unitOf } from './story.mjs';
import { Client } from './client.mjs';

const { server, end } = await begin({ name: 'password', clock: true });
const ruler = server.having('center.approve')[0];
const WRONG = 'Wrong-Horse-4711';
let minutes = 0;

// Time goes by in pages that are looked at: a session that is idle for 30 minutes is over.
async function later(more, ...clients) {
	for (let left = more; left > 0; left -= 20) {
		minutes += Math.min(left, 20);
		server.setClock(minutes / 1440);
		for (const client of clients) assert.equal((await client.get('/profile')).status, 200);
	}
}
const entered = (account) => new Client(server.origin).signIn(account.login, account.password);
const number = (sql) => Number(server.sql(sql));
const audited = (action) => number(`SELECT count(*) FROM audit WHERE action = '${action}'`);
// What a ruling would change.
const made = (id) => server.sql(`SELECT m.state, m.step, (SELECT count(*) FROM event WHERE matter_id = m.id), (SELECT count(*) FROM allocation), (SELECT count(*) FROM system) FROM matter m WHERE m.id = ${id}`);

// The form of a ruling as it is filled in.
function ruled(page) {
	const values = { ruled_years: '2', ruled_zones: ['public'] };
	for (const { name, value } of page.form('rule').controls) {
		const line = /^ruling\.(\d+)\.requested$/.exec(name ?? '')?.[1];
		if (!line) continue;
		values[`ruling.${line}.platform`] = option(page, `ruling.${line}.platform`);
		values[`ruling.${line}.granted`] = value.replace(/,/g, '');
		values[`ruling.${line}.reason`] = '按测算核定';
	}
	return values;
}
const keeps = (page) => assert.equal(page.form('rule').entries().find(([name]) => name === 'ruling.1.reason')?.[1], '按测算核定', 'what was typed stays');
const asks = (page) => page.form('rule').has('password');

const story = await carry({ server, unit: unitOf(server, 0), values: { system_name: '口令核定测试系统' } }, 'ruling');
const other = await carry({ server, unit: unitOf(server, 0), values: { system_name: '口令成批测试系统' } }, 'ruling');

test('A19: who signed in a moment ago is not asked', async () => {
	const fresh = await carry({ server, unit: unitOf(server, 1), values: { system_name: '新近登录测试系统' } }, 'ruling');
	await rule(server, fresh.id);
	await inState(await server.as('center.dispatch'), fresh.id, '待分配');
});

test('A19: an old password is asked for, nothing is decided, what was typed stays', async () => {
	const client = await entered(ruler);
	await later(40, client);
	const before = made(story.id);
	const page = await client.open(`/matters/${story.id}`);
	assert.ok(!asks(page));
	assert.match(page.html, /id="f-opinion" name="opinion" rows="3" data-max="2000"/, 'the page counts as the server does');
	const refused = await client.submit(page, 'rule', 'rule', ruled(page));
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /“核定并签发”是最终决定，须再次输入登录口令：您上次输入已超过 30 分钟/);
	assert.match(refused.html, /href="#f-password"/);
	assert.equal(refused.form('rule').actionOf('rule'), `/matters/${story.id}/password`);
	assert.equal(refused.form('rule').actionOf('return_review'), `/matters/${story.id}`, 'what is none of these needs none');
	keeps(refused);
	assert.equal(made(story.id), before);

	// Round the page: without, with an empty one, and with one where none is looked at.
	const values = ruled(refused);
	const empty = await client.submit(refused, 'rule', 'rule', values);
	assert.equal(empty.status, 422);
	assert.match(sentences(empty), /请输入登录口令/);
	const form = empty.form('rule');
	const entries = form.entries().filter(([name]) => name !== 'password' && !(name in values)).concat(Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one])), [['action', 'rule']]);
	assert.equal((await client.post(`/matters/${story.id}`, entries)).status, 422, 'still asked for');
	const next = (await client.open(`/matters/${story.id}`)).form('rule').entries().filter(([name]) => ['csrf', 'once'].includes(name));
	const without = entries.filter(([name]) => !['csrf', 'once'].includes(name));
	assert.equal((await client.post(`/matters/${story.id}`, [...next, ...without, ['password', ruler.password]])).status, 400, 'no password among the pages');
	assert.equal(made(story.id), before);
});

test('A19: a wrong one changes nothing, counts as a failed sign-in and is kept nowhere', async () => {
	const client = await entered(ruler);
	await later(40, client);
	const before = made(story.id);
	const refusals = audited('session.step_up_refused');
	let page = await client.open(`/matters/${story.id}`);
	page = await client.submit(page, 'rule', 'rule', ruled(page));
	const wrong = await client.submit(page, 'rule', 'rule', { password: WRONG });
	assert.equal(wrong.status, 422);
	assert.match(sentences(wrong), /口令不对/);
	assert.ok(!wrong.html.includes(WRONG));
	assert.ok(wrong.form('rule').entries().some(([name, value]) => name === 'password' && value === ''), 'an empty field');
	keeps(wrong);
	assert.equal(made(story.id), before);
	assert.equal(audited('session.step_up_refused'), refusals + 1);

	// Five in all lock the account here, for decisions as for signing in.
	page = wrong;
	for (let n = 0; n < 4; n++) page = await client.submit(page, 'rule', 'rule', { password: WRONG });
	const right = await client.submit(page, 'rule', 'rule', { password: ruler.password });
	assert.equal(right.status, 422, 'the right one too');
	assert.match(sentences(right), /口令不对，或者因连续输错暂时不能使用/);
	assert.equal(made(story.id), before);
	const door = await server.anyone().open('/sign-in');
	assert.equal((await server.anyone().submit(door, 'sign_in', 'sign_in', { login: ruler.login, password: ruler.password })).status >= 400, true);
	for (const file of ['app.db', 'app.db-wal', 'run/zwy.log']) assert.ok(!fs.readFileSync(path.join(server.folder, file)).includes(WRONG), file);
	await later(20, client);
});

test('A19: the right one carries it out in the same post; sent again it does nothing', async () => {
	const client = await entered(ruler);
	await later(40, client);
	let page = await client.open(`/matters/${story.id}`);
	page = await client.submit(page, 'rule', 'rule', ruled(page));
	const form = page.form('rule');
	const entries = [...form.entries().filter(([name]) => name !== 'password'), ['password', ruler.password], ['action', 'rule']];
	const steps = audited('session.step_up');
	const done = await client.post(form.actionOf('rule'), entries);
	assert.equal(done.status, 303, sentences(done));
	assert.equal(done.location, `/matters/${story.id}`);
	await inState(client, story.id, '待分配');
	assert.equal(audited('session.step_up'), steps + 1);
	const after = made(story.id);
	assert.equal((await client.post(form.actionOf('rule'), entries)).status, 409, 'the same post');
	const token = (await client.open('/profile')).form((one) => one.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const again = await client.post(form.actionOf('rule'), [...token, ...entries.filter(([name]) => !['csrf', 'once'].includes(name))]);
	assert.ok([403, 409].includes(again.status), `${again.status}`);
	assert.equal(made(story.id), after, 'ruled once');
});

test('A19: the address of the doors opens nothing else', async () => {
	const client = await entered(ruler);
	const page = await client.open(`/matters/${other.id}`);
	const token = () => page.form('rule').entries().filter(([name]) => ['csrf', 'step'].includes(name));
	const once = async () => (await client.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'once');
	assert.equal((await client.post(`/matters/${other.id}/password`, [...token(), ...await once(), ['password', ruler.password], ['opinion', '说明'], ['action', 'comment']])).status, 400);
	assert.equal((await client.post(`/matters/${other.id}/password`, [['password', ruler.password], ['action', 'rule']])).status, 403, 'without a token');
	assert.equal((await client.get(`/matters/${other.id}/password`)).status, 405);
	const stranger = await entered(unitOf(server, 1).clerk);
	const theirs = (await stranger.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await stranger.post(`/matters/${other.id}/password`, [...theirs, ['password', WRONG], ['action', 'rule']])).status, 404);
	assert.equal(number("SELECT count(*) FROM audit WHERE action = 'session.step_up_refused' AND actor LIKE '%经办%'"), 0, 'nobody tries passwords there');
});

test('A19: a bulk decision is asked for it as a whole', async () => {
	const more = await carry({ server, unit: unitOf(server, 1), values: { system_name: '口令成批测试系统二' } }, 'ruling');
	const client = await entered(ruler);
	const inbox = await client.open('/inbox');
	const tasks = [other, more].map(({ id }) => server.sql(`SELECT id FROM task WHERE matter_id = ${id} AND closed_at IS NULL`));
	const form = inbox.form((candidate) => candidate.has('task'));
	const begun = await client.post('/batches', [...form.entries().filter(([name]) => ['csrf', 'once'].includes(name)), ...tasks.map((task) => ['task', task])]);
	assert.equal(begun.status, 303, sentences(begun));
	const batch = begun.location;
	// Nothing typed is lost: an opinion one character too long stands there again, with the choice made and the sentence beside it.
	const long = await client.submit(await client.open(batch), 'choose', 'choose', { choice: 'refuse_ruling', opinion: '字'.repeat(2001) });
	assert.equal(long.status, 422);
	assert.match(sentences(long), /意见最多 2000 个字，您填了 2001 个字/);
	assert.match(long.html, /<span class="err" id="f-opinion-e">/);
	const kept = long.form('choose').entries();
	assert.deepEqual(['choice', 'opinion'].map((key) => kept.find(([name]) => name === key)?.[1]), ['refuse_ruling', '字'.repeat(2001)]);
	assert.match(long.html, /data-max="2000"/);
	const chosen = await client.submit(long, 'choose', 'choose', { choice: 'refuse_ruling', opinion: '年度资源已经用完，请下一年度再报' });
	assert.equal(chosen.status, 303, sentences(chosen));
	await later(40, client);
	const before = [made(other.id), made(more.id)];
	const refused = await client.submit(await client.open(batch), 'go', 'go');
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /“不予核定”是最终决定，须再次输入登录口令/);
	assert.match(refused.text, /将“不予核定”/);
	const wrong = await client.submit(refused, 'go', 'go', { password: WRONG });
	assert.equal(wrong.status, 422);
	assert.match(sentences(wrong), /口令不对/);
	assert.deepEqual([made(other.id), made(more.id)], before);
	const done = await client.submit(wrong, 'go', 'go', { password: ruler.password });
	assert.equal(done.status, 303, sentences(done));
	assert.match((await client.open(batch)).text, /办理 2 件，0 件没有办理/);
	await later(40, client);
	assert.equal((await press(client, story.id, 'comment', {}, '请尽快派单')).status, 303, 'what decides nothing is not asked');
});

test('A19: a number of the rules takes force with the password of who approves it', async () => {
	const proposer = await server.as('admin.system');
	const address = '/rules/interpret_wd';
	const proposed = await proposer.submit(await proposer.open(address), 'propose', 'propose', { value: '7', valid_from: server.today(1), reason: '经中心办公会研究' });
	assert.equal(proposed.status, 303, sentences(proposed));
	const lead = server.having('center.lead')[0];
	const client = await entered(lead);
	await later(40, client);
	const refused = await client.submit(await client.open(address), 'approve', 'approve', { note: '同意调整' });
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /“核准”是最终决定，须再次输入登录口令/);
	assert.match(refused.html, /value="同意调整"/);
	assert.equal(number("SELECT count(*) FROM setting WHERE key = 'interpret_wd'"), 0);
	assert.equal(refused.form('approve').actionOf('decline'), address);
	const wrong = await client.submit(refused, 'approve', 'approve', { password: WRONG });
	assert.equal(wrong.status, 422);
	assert.match(wrong.html, /value="同意调整"/);
	assert.equal(number("SELECT count(*) FROM setting WHERE key = 'interpret_wd'"), 0);
	const done = await client.submit(wrong, 'approve', 'approve', { password: lead.password });
	assert.equal(done.status, 303, sentences(done));
	assert.equal(done.location, address);
	assert.equal(number("SELECT count(*) FROM setting WHERE key = 'interpret_wd' AND value = '7'"), 1);
});

test('the page of a procedure and the log name it', async () => {
	const page = await (await entered(ruler)).open('/procedures/application');
	assert.match(page.text, /核定并签发 rule .{0,200}登录口令（上次输入已久的）/);
	const log = await (await entered(server.having('admin.audit')[0])).open('/audit');
	assert.match(log.text, /作决定前输入口令/);
});

test('all of it stays provable', () => {
	const { status, stdout } = server.zwy('audit', 'verify');
	assert.equal(status, 0, stdout);
});

end();
