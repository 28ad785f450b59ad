// A notice is written from the records: what was typed over them is told row by
// row, one button draws them anew, and then it can be sent.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, inState, sentences, submitDraft } from './story.mjs';

const { server, end } = await begin({ name: 'redraw' });
const id = Number(server.sql(`SELECT id FROM matter WHERE procedure_key = 'downsizing' AND state = 'draft' ORDER BY id LIMIT 1`));
const dispatch = await server.as('center-dispatch');
const edit = `/matters/${id}/edit`;
const form = async () => Object.fromEntries((await dispatch.open(edit)).form('save').entries());
const before = await form();
const wrong = { 'observations.1.cpu_p95': '1.5', 'observations.3.mem_avg': '2.5', 'targets.1.present': String(Number(before['targets.1.present']) + 1), reason: '按本季度的使用率提出，目标留有余量。' };

test('every wrong row is told at once', async () => {
	const answer = await dispatch.submit(await dispatch.open(edit), 'check', 'check', wrong);
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /有 2 处需要改：第 1 行：20\d\d-\d\d 的处理器 P95 填写为 1\.50%.*第 3 行：20\d\d-\d\d 的内存均值填写为 2\.50%/);
	assert.match(sentences(answer), /第 1 行：处理器（核）台账为 [\d,]+，填写的现有规格是/);
});

test('the figures are drawn anew, the rest stays as typed', async () => {
	const saved = await dispatch.submit(await dispatch.open(edit), 'save', 'save', wrong);
	assert.equal(saved.status, 303);
	const answer = await dispatch.submit(await dispatch.open(edit), 'save', 'refresh');
	assert.equal(answer.status, 303, sentences(answer));
	const after = await form();
	for (const name of ['observations.1.cpu_p95', 'observations.3.mem_avg', 'targets.1.present', 'targets.1.target'])
		assert.ok(before[name] && after[name] === before[name], `${name}: ${before[name]} ${after[name]}`);
	assert.equal(after.reason, wrong.reason);
});

test('and the notice leaves', async () => {
	await submitDraft(dispatch, id, 'issue');
	await inState(dispatch, id, '待使用单位答复');
	assert.match((await dispatch.open(`/matters/${id}`)).text, /通知所列的月份和使用率/);
});

end();
