// Everything works without a script: rows are added, dropped and pasted by
// buttons, phrases are put in, and what was typed elsewhere on the page stays.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, carry, fill, newApplication, startMatter, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'plain' });
const unit = unitOf(server);
const lines = (page, key) => new Set(page.forms.flatMap((form) => form.names()).map((name) => new RegExp(`^${key}\\.(\\d+)\\.`).exec(name ?? '')?.[1]).filter(Boolean)).size;

test('rows of a form: add, fill, drop, paste', async () => {
	const client = await server.as(unit.clerk);
	const id = await startMatter(client);
	await fill(client, id, newApplication);
	let page = await client.open(`/matters/${id}/edit`);
	assert.equal(lines(page, 'lines'), 1);
	page = await client.submit(page, 'save', 'add_row:lines', { short_name: '刚刚填的简称' });
	assert.equal(page.status, 200);
	assert.equal(lines(page, 'lines'), 2);
	assert.match(page.html, /value="刚刚填的简称"/);
	const second = [...page.form('save').names()].filter((name) => /^lines\.\d+\.count$/.test(name ?? ''))[1];
	page = await client.submit(page, 'save', `count_rows:lines`, { [second]: '5', [second.replace('count', 'purpose')]: 'database' });
	assert.equal(page.status, 200);
	assert.match(page.text, /合计/);
	page = await client.submit(page, 'save', 'drop_row:lines:1');
	assert.equal(page.status, 200);
	assert.equal(lines(page, 'lines'), 1);
	assert.match(page.html, /value="5"/);
	page = await client.submit(page, 'save', 'paste_rows:lines', { 'lines.paste': 'Web 服务\t生产\t3\t4\t8\tx86\t麒麟\t100\t0\n数据库,生产,2,8,16,x86,麒麟,100,500' });
	assert.equal(page.status, 200);
	assert.equal(lines(page, 'lines'), 2);
	assert.equal(page.form('save').entries().find(([name]) => name === 'lines.1.purpose')[1], 'web');
	// The row of headings, copied along from the spreadsheet, is no row; one that only begins so is.
	for (const [head, count] of [['用途\t环境', 2], ['用途\t别的', 3]]) {
		page = await client.submit(page, 'save', 'paste_rows:lines', { 'lines.paste': `${head}\nWeb 服务\t生产\t3\nWeb 服务\t生产\t4` });
		assert.equal(lines(page, 'lines'), count, head);
	}
	for (const button of ['add_row:nonsense', 'drop_row:lines:x', 'paste_rows:']) assert.equal((await client.submit(await client.open(`/matters/${id}/edit`), 'save', button)).status, 400, button);
});

test('what was pasted and not read in is neither dropped nor taken unseen', async () => {
	const client = await server.as(unit.clerk);
	const id = await startMatter(client);
	const pasted = 'Web 服务\t生产\t3\t4\t8\tx86\t麒麟\t100\t0';
	for (const button of ['save', 'check']) {
		const page = await client.submit(await client.open(`/matters/${id}/edit`), 'save', button, { short_name: `按了 ${button}`, 'lines.paste': pasted });
		assert.equal(page.status, 422, button);
		assert.match(page.text, /云主机需求：粘贴的内容还没有读入，请先按“读入并替换”，不需要的请清空/);
		assert.equal(page.form('save').entries().find(([name]) => name === 'lines.paste')[1], pasted, button);
		assert.match(page.html, new RegExp(`value="按了 ${button}"`));
	}
	const page = await client.submit(await client.open(`/matters/${id}/edit`), 'save', 'paste_rows:lines', { 'lines.paste': pasted });
	assert.equal(page.status, 200);
	assert.equal(page.form('save').entries().find(([name]) => name === 'lines.paste')[1], '');
	const saved = await client.submit(page, 'save', 'save', { 'lines.paste': pasted }, { headers: { Accept: 'application/json' } });
	assert.equal(saved.status, 200, 'it goes on saving by itself');
});

test('a draft is saved by itself, without a page', async () => {
	const client = await server.as(unit.clerk);
	const id = await startMatter(client);
	const page = await client.open(`/matters/${id}/edit`);
	const answer = await client.submit(page, 'save', 'save', { system_name: '自动保存' }, { headers: { Accept: 'application/json' } });
	assert.equal(answer.status, 200);
	const { saved, once, count, revision } = JSON.parse(answer.html);
	assert.match(saved, /^\d\d:\d\d:\d\d$/);
	assert.equal(count, 1);
	assert.ok(once);
	const again = await client.submit(page, 'save', 'save', { system_name: '自动保存二', once, revision }, { headers: { Accept: 'application/json' } });
	assert.equal(again.status, 200);
	assert.match((await client.open(`/matters/${id}/edit`)).html, /自动保存二/);
});

test('rows of an action: the meeting’s experts, with what else was typed', async () => {
	const story = await carry({ server, unit }, 'review_prepare');
	const client = await server.as('center.review');
	let page = await client.open(`/matters/${story.id}`);
	const people = page.form('open_review').options('experts.1.person').filter(({ value }) => value);
	for (let line = 1; line < 3; line++) {
		page = await client.submit(page, 'open_review', 'add_row:experts', { mode: 'meeting', held_day: server.today(), opinion: '请专家按时到会', [`experts.${line}.person`]: people[line - 1].value });
		assert.equal(page.status, 200);
		assert.equal(lines(page, 'experts'), line + 1);
		assert.match(page.html, /请专家按时到会/);
	}
	page = await client.submit(page, 'open_review', 'open_review', { 'experts.3.person': people[2].value });
	assert.equal(page.status, 303, page.text.slice(0, 300));
});

test('a phrase of one’s own is put into the opinion', async () => {
	const story = await carry({ server, unit }, 'unit_check');
	const client = await server.as(unit.lead);
	const profile = await client.open('/profile');
	const added = await client.submit(profile, 'add_phrase', 'add_phrase', { phrase_text: '情况属实，同意上报' });
	assert.equal(added.status, 303, added.text.slice(0, 200));
	const page = await client.open(`/matters/${story.id}`);
	const button = page.actions().filter((action) => action.startsWith('phrase:')).pop();
	assert.ok(button, 'the phrase is offered');
	const shown = await client.submit(page, button, button, { opinion: '经审核，' });
	assert.equal(shown.status, 200);
	assert.match(shown.html, /经审核，情况属实，同意上报/);
});

// An incident that is being handled: five actions, each with fields of its own.
async function handling() {
	const [id, login] = server.sql(`SELECT m.id || ' ' || p.login FROM matter m JOIN task t ON t.matter_id = m.id AND t.closed_at IS NULL AND t.role = 'unit.clerk'
		JOIN person p ON p.organisation_id = t.organisation_id JOIN person_role r ON r.person_id = p.id AND r.role = t.role
		WHERE m.procedure_key = 'incident' AND m.state = 'handling' AND p.status = 'active' ORDER BY m.id, p.id LIMIT 1`).split(' ');
	const client = await server.as({ login, password: server.accounts[0].password, roles: [] });
	return { client, id, page: await client.open(`/matters/${id}`) };
}
const group = (page, label) => page.html.match(new RegExp(`<details class="only-for"( open)?>\\s*<summary>“${label}”要填的内容</summary>[^]*?</details>`)) ?? assert.fail(`no group ${label}`);

test('fields that one action alone wants stand under its name, open for the one most people come for', async () => {
	const { page } = await handling();
	assert.equal(group(page, '处置完成')[1], ' open');
	for (const label of ['登记对外报告', '续报']) assert.equal(group(page, label)[1], undefined, label);
	assert.match(group(page, '续报')[0], /name="progress"/);
	assert.doesNotMatch(group(page, '续报')[0], /“续报”时填写/);
	assert.equal(page.html.match(/name="progress"/g).length, 1);
});

test('what was typed for one action stays when another is refused, whose fields are opened', async () => {
	const { client, page } = await handling();
	const refused = await client.submit(page, 'tell_authority', 'tell_authority', { progress: '已隔离受影响主机', told_time: '25:99', opinion: '先行报告' });
	assert.equal(refused.status, 422);
	assert.equal(group(refused, '登记对外报告')[1], ' open');
	assert.match(group(refused, '登记对外报告')[0], /value="25:99"/);
	assert.match(group(refused, '续报')[0], /已隔离受影响主机/);
	assert.match(refused.html, /先行报告/);
});

test('a phrase is put in and nothing that was typed is lost', async () => {
	const { client, id } = await handling();
	await client.submit(await client.open('/profile'), 'add_phrase', 'add_phrase', { phrase_text: '持续跟踪' });
	const page = await client.open(`/matters/${id}`);
	const button = page.actions().filter((action) => action.startsWith('phrase:')).pop();
	const shown = await client.submit(page, button, button, { progress: '已恢复主用节点', opinion: '' });
	assert.match(shown.html, /持续跟踪/);
	assert.match(group(shown, '续报')[0], /已恢复主用节点/);
});

end();
