// Conditions of a conditional pass: their owner says how they were met, the center closes them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, opine, rule, seeing, sentences, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'condition' });
const story = await carry({ server, unit: unitOf(server) }, 'reviewing');
const address = `/matters/${story.id}`;
const unitText = '正式运行前完成备份恢复验证', operatorText = '双路供电改造完成后提交验收单';
await opine(server, story.id);
await act(await server.as('center.review'), story.id, 'conclude_conditional', {
	'conditions.1.text': unitText, 'conditions.1.owner': 'unit', 'conditions.1.due': server.today(60),
	'conditions.2.text': operatorText, 'conditions.2.owner': 'operator', 'conditions.2.due': server.today(90),
}, '方案总体可行，须完成下列条件');
await rule(server, story.id);
await act(await server.as('center.dispatch'), story.id, 'dispatch');
story.operator = (await seeing(server, server.having('operator.clerk'), story.id))[0];

const unit = () => server.as(story.unit.clerk);
const operator = () => server.as(story.operator);
const open = async (client) => (await client).open(address);
const forms = (page) => page.forms.filter((form) => form.buttons().includes('meet_condition'));
const idIn = (page, text) => new RegExp(`${text}[\\s\\S]*?name="condition" value="(\\d+)"`).exec(page.html)[1];
const meet = async (client, values) => {
	const page = await open(client);
	return (await client).submit(page, 'meet_condition', 'meet_condition', values);
};

test('each owner is asked about the own condition alone, others about none', async () => {
	const mine = await open(unit()), theirs = await open(operator());
	assert.equal(forms(mine).length, 1);
	assert.equal(forms(theirs).length, 1);
	assert.notEqual(idIn(mine, unitText), idIn(theirs, operatorText));
	for (const role of ['center.review', 'center.approve', 'supervisor.clerk']) {
		const page = await (await server.as(role)).get(address);
		if (page.status === 200) assert.equal(forms(page).length, 0, role);
	}
});

test('a report without words, or with too many, changes nothing and keeps what was typed', async () => {
	const without = await meet(unit(), { condition_note: '  ' });
	assert.equal(without.status, 422);
	assert.match(sentences(without), /请写明附带条件是怎样落实的/);
	const long = '已'.repeat(501);
	const much = await meet(unit(), { condition_note: long });
	assert.equal(much.status, 422);
	assert.match(sentences(much), /最多 500 个字/);
	assert.ok(much.html.includes(long));
	assert.doesNotMatch((await open(unit())).text, /报告已落实：/);
});

test('nobody reports in another\'s place, without a token, by looking, or of another matter', async () => {
	const theirs = idIn(await open(operator()), operatorText);
	assert.equal((await meet(unit(), { condition: theirs, condition_note: '替别人报告' })).status, 403);
	assert.equal((await meet(unit(), { csrf: 'forged', condition_note: '没有令牌' })).status, 403);
	assert.equal((await meet(unit(), { condition: '999999', condition_note: '没有这一条' })).status, 422);
	assert.equal((await meet(unit(), { condition: 'x', condition_note: '不是编号' })).status, 422);
	await (await unit()).get(`${address}?action=meet_condition&condition=${theirs}&condition_note=look`);
	const approve = await server.as('center.approve');
	const token = (await approve.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await approve.post(address, [...token, ['condition', theirs], ['condition_note', '中心代报'], ['action', 'meet_condition']])).status, 403);
	const stranger = await server.as(unitOf(server, 1).clerk);
	const foreign = (await stranger.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await stranger.post(address, [...foreign, ['condition', theirs], ['condition_note', '外单位'], ['action', 'meet_condition']])).status, 404);
	for (const client of [unit(), operator()]) assert.doesNotMatch((await open(client)).text, /报告已落实：/);
});

test('the center closes nothing its owner has not reported', async () => {
	const review = await server.as('center.review');
	const page = await review.open(address);
	assert.ok(!page.forms.some((form) => form.buttons().includes('close_condition')));
	const token = (await review.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const early = await review.post(address, [...token, ['condition', idIn(await open(unit()), unitText)], ['action', 'close_condition']]);
	assert.equal(early.status, 422);
	assert.match(sentences(early), /还没有报告这个条件已落实/);
	assert.equal(forms(await open(unit())).length, 1, 'still open');
});

test('the owner reports, the center hears of it, everybody in the matter reads it', async () => {
	const note = '已于本周完成备份恢复演练，记录见附件<b>';
	assert.equal((await meet(unit(), { condition_note: note })).status, 303);
	assert.equal((await meet(operator(), { condition_note: '验收单已交' })).status, 303);
	assert.match((await (await server.as('center.review')).open('/notices')).text, /附带条件已落实，请销项/);
	for (const client of [unit(), operator(), server.as('center.review')]) {
		const page = await open(client);
		assert.match(page.text, /报告已落实：已于本周完成备份恢复演练/);
		assert.ok(!page.html.includes('附件<b>'), 'as text');
	}
	assert.match((await open(unit())).text, /更新落实情况/, 'while it is open');
});

test('the center closes; then nobody reports any more', async () => {
	const page = await open(unit());
	const review = await server.as('center.review');
	for (let left = 2; left > 0; left--) assert.equal((await review.submit(await review.open(address), 'close_condition', 'close_condition')).status, 303);
	const late = await (await unit()).submit(page, 'meet_condition', 'meet_condition', { condition_note: '再补充一句' });
	assert.equal(late.status, 422);
	assert.match(sentences(late), /已经销项/);
	assert.equal(forms(await open(unit())).length, 0);
	assert.match((await (await unit()).open('/notices')).text, /附带条件已销项/);
});

test('on the way no reviewer is named to the owner', async () => {
	const reviewers = [...server.having('review.expert'), ...server.having('center.review')];
	for (const client of [unit(), operator()])
		for (const path of [address, '/notices', `${address}/print`]) {
			const page = await (await client).open(path);
			for (const { login } of reviewers) assert.ok(!page.html.includes(login), `${path} names ${login}`);
			for (const { label } of story.people) for (const word of label.split(/[　\s（）()·,，/]+/))
				if (word.length >= 4 && !/评审|中心|四川|^网络安全$/.test(word)) assert.ok(!page.html.includes(word), `${path} names ${word}`);
		}
});

end();
