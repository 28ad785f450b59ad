// Applications that end before anything is given: 不予受理, 不予核定 (第十二条、第十三条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, inState, press, sentences, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'turned-down' });
const unit = unitOf(server);

test('what is refused at the door needs a reason, is told to the unit and ends', async () => {
	const { id } = await carry({ server, unit }, 'acceptance');
	const intake = await server.as('center.intake');
	const short = await press(intake, id, 'refuse', { refuse_reason: 'out_of_scope' }, '不收');
	assert.equal(short.status, 422);
	assert.match(sentences(short), /10/);
	await inState(intake, id, '待受理');
	await act(intake, id, 'refuse', { refuse_reason: 'out_of_scope' }, '该系统由中央部门统一建设，不属于省级政务云适用范围');
	const shown = await (await server.as(unit.clerk)).open(`/matters/${id}`);
	assert.match(shown.text, /不予受理/);
	assert.match(shown.text, /由中央部门统一建设/);
	assert.ok(!shown.actions().some((action) => ['submit', 'withdraw'].includes(action)));
});

test('what the ruling refuses ends too, and nothing was given', async () => {
	const { id } = await carry({ server, unit, values: { system_name: '不予核定测试系统' } }, 'ruling');
	const approve = await server.as('center.approve');
	assert.equal((await press(approve, id, 'refuse_ruling', {}, '')).status, 422);
	await act(approve, id, 'refuse_ruling', {}, '已有同类共性系统可用，不再单独核定资源配置额');
	await inState(await server.as(unit.clerk), id, '不予通过');
	assert.equal(server.sql(`SELECT count(*) FROM ruling_line WHERE matter_id = ${id}`), '0');
});

end();
