// A unit's score over HTTP: it objects or agrees, the center decides or calls it off; the year's list is each one's own.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, press, sentences, stateOf } from './story.mjs';

const { server, end } = await begin({ name: 'efficiency' });
const center = await server.as('center.assess');
const standing = async (state) => Number(/href="\/matters\/(\d+)"/.exec((await center.open(`/matters?state=efficiency_score:${state}`)).html)[1]);
const unitOf = (page) => server.having('unit.clerk').find(({ organisation, roles }) => roles.length === 1 && page.title.includes(organisation));

test('a unit objects to an item, its lead hands it over, the center upholds the draft', async () => {
	const id = await standing('review');
	const clerk = await server.as(unitOf(await center.open(`/matters/${id}`)));
	const short = await press(clerk, id, 'object', { 'objections.1.item': 'cpu', 'objections.1.text': '不对' });
	assert.equal(short.status, 422);
	assert.match(sentences(short), /理由/);
	await act(clerk, id, 'object', { 'objections.1.item': 'cpu', 'objections.1.text': '三季度迁移割接，双份运行拉低了使用率' });
	assert.equal(await stateOf(center, id), '异议待审核');
	const lead = await server.as(server.having('unit.lead', clerk.account.organisation)[0]);
	await act(lead, id, 'approve_objection');
	assert.equal((await press(center, id, 'uphold', {}, '不成立')).status, 422, 'in so few words');
	await act(center, id, 'uphold', {}, '割接期间已经按规则免判，草案不变');
	assert.deepEqual((await center.open(`/matters/${id}`)).actions().filter((action) => ['adjust', 'cancel', 'agree'].includes(action)), []);
});

test('what should not be scored is called off by the center, with its reason', async () => {
	const id = await standing('deciding');
	assert.equal((await press(center, id, 'cancel', {}, '撤并')).status, 422);
	await act(center, id, 'cancel', {}, '该单位本季度撤并，系统已移交，不再评分');
	const clerk = await server.as(unitOf(await center.open(`/matters/${id}`)));
	assert.ok(!(await clerk.open(`/matters/${id}`)).actions().includes('object'));
});

test('a unit reads its own line of the year, the center all, an operator none', async () => {
	const unit = await server.as(server.having('unit.clerk', '省水利厅')[0]);
	const own = await unit.open('/efficiency');
	assert.doesNotMatch(own.text.split('跳到主要内容')[1], /省公安厅|省教育厅|省交通运输厅/);
	assert.match((await center.open('/efficiency')).text, /省交通运输厅/);
	assert.equal((await (await server.as('operator.clerk')).get('/efficiency')).status, 403);
	assert.equal((await center.open('/efficiency?format=csv')).headers['content-type'], 'text/csv; charset=utf-8');
});

await end();
