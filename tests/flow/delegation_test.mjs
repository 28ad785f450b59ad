// 授权代办: what the deputy sees and opens, from the first day to the last, and nothing more (decisions: dated, both named).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, rule, sentences, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'delegation', clock: true });
const story = await carry({ server, unit: unitOf(server), values: { system_name: '代办故事测试系统' } }, 'ruling');
const path = `/matters/${story.id}`;
const only = (role) => server.having(role).find(({ roles }) => !roles.includes('center.dispatch')) ?? server.having(role)[0];
const deputy = () => server.as(only('center.review'));
const holder = () => server.as(only('center.dispatch'));
const fileOf = async (client) => (await client.open(path)).links.map(({ href }) => href).find((href) => /\/(attachments|documents)\/\d+/.test(href));

async function delegate(from, to) {
	const client = await holder();
	const page = await client.open('/delegations');
	const title = page.form('make').options('delegate').find(({ label }) => label.includes('评审岗')).value;
	return client.submit(page, 'make', 'make', { role: 'center.dispatch', delegate: title, from_day: server.today(from), to_day: server.today(to), reason: '出差期间' });
}

test('before the first day nothing opens and nothing waits', async () => {
	assert.equal((await (await deputy()).get('/dispatch')).status, 403);
	const answer = await delegate(1, 2);
	assert.equal(answer.status, 303, sentences(answer));
	const client = await deputy();
	assert.equal((await client.get('/dispatch')).status, 403);
	assert.doesNotMatch((await client.open('/inbox')).text, /代 .* 办理/);
});

test('both are told: who delegates and who shall act, with from when until when', async () => {
	for (const client of [await holder(), await deputy()]) {
		const { text } = await client.open('/notices');
		assert.match(text, new RegExp(`授权[^。]*${server.today(1)}[^。]*${server.today(2)}`), client.login);
	}
	assert.doesNotMatch((await (await server.as(unitOf(server, 2).clerk)).open('/notices')).text, /出差期间/);
});

test('while it lasts the deputy finds it in the inbox marked 代, opens page, files and board', async () => {
	server.setClock(1);
	await rule(server, story.id);
	const client = await deputy();
	const inbox = await client.open('/inbox');
	assert.match(inbox.text, /代办故事测试系统/);
	assert.match(inbox.text, /代 .*资源调度岗.* 办理/);
	/* What reached the role since the first day reaches the deputy, in the list and by the bell, and what came before does not. */
	const told = await client.open('/notices');
	const shown = new Set([...told.html.matchAll(/name="notice" value="(\d+)"/g)].map(([, id]) => id));
	assert.ok(shown.has(server.sql(`SELECT max(id) FROM notice WHERE role = 'center.dispatch' AND matter_id = ${story.id}`)), 'what waits for the role');
	const before = server.sql(`SELECT id FROM notice WHERE role = 'center.dispatch' AND made_at < (SELECT max(from_day) FROM delegation WHERE role = 'center.dispatch') * 86400 - 28800 ORDER BY id DESC LIMIT 30`).split('\n');
	assert.ok(before.length > 5 && before.every((id) => !shown.has(id)), 'older ones');
	assert.match((await client.open(path)).text, /授权代办/);
	assert.equal((await client.get(await fileOf(client))).status, 200);
	assert.match((await client.open('/')).html, /href="\/dispatch"/);
	await client.open('/dispatch');
});

test('it is no right to keep records: what the role keeps beside matters stays closed', async () => {
	const client = await deputy();
	const platform = /\/platforms\/\d+/.exec((await client.open('/platforms')).html)[0];
	const owner = await holder();
	const kept = (await owner.open(platform)).forms.filter((form) => form.method === 'POST' && !/sign-out/.test(form.action ?? ''));
	assert.ok(kept.length > 0);
	const token = (await client.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await client.post(kept[0].action ?? platform, token)).status, 403);
});

test('another unit sees no more by it, and a third colleague nothing', async () => {
	assert.equal((await (await server.as(only('center.intake'))).get('/dispatch')).status, 403);
	assert.equal((await (await server.as(unitOf(server, 2).clerk)).get(path)).status, 404);
});

test('after the last day everything is closed again, and a page left open decides nothing', async () => {
	const before = await deputy();
	const left = await before.open(path);
	server.setClock(3);
	const client = await deputy();
	assert.equal((await client.get('/dispatch')).status, 403);
	assert.doesNotMatch((await client.open('/inbox')).text, /代 .* 办理/);
	const now = await client.open(path);
	assert.ok(!now.actions().includes('dispatch'));
	const form = left.form('dispatch');
	const fresh = (await client.open('/profile')).form((one) => one.has('once')).entries();
	const answer = await client.submit(left, form, 'dispatch', Object.fromEntries(fresh.filter(([name]) => name === 'csrf' || name === 'once')));
	assert.equal(answer.status, 403);
	await act(await holder(), story.id, 'dispatch');
});

test('taken back it ends at once', async () => {
	assert.equal((await delegate(0, 1)).status, 303);
	assert.equal((await (await deputy()).get('/dispatch')).status, 200);
	const list = await (await holder()).open('/delegations');
	assert.equal((await (await holder()).submit(list, 'end', 'end')).status, 303);
	assert.equal((await (await deputy()).get('/dispatch')).status, 403);
	for (const client of [await holder(), await deputy()]) assert.match((await client.open('/notices')).text, /代办的授权已由[^。]*终止/, client.login);
});

end();
