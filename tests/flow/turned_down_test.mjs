// Applications that end before anything is given: 不予受理, 不予核定 (第十二条、第十三条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { paper } from './papers.mjs';
import { act, begin, carry, inState, press, sentences, unitOf, upload } from './story.mjs';

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

test('stamped papers of the center come back as scans, a refusal after the end too', async () => {
	const scan = async (account, id, document) => {
		const client = await server.as(account);
		assert.equal((await upload(client, id, document, paper(`${document}.pdf`))).status, 303, document);
		const page = await (await server.as(unit.clerk)).open(`/matters/${id}`);
		const link = page.links.find(({ href, label }) => /\/documents\/\d+$/.test(href) && label.includes(document));
		assert.ok(link, `the unit finds ${document}`);
		assert.equal((await (await server.as(unit.clerk)).get(link.href)).status, 200, document);
		assert.doesNotMatch(page.text, /自审批后已变更/, document);
	};
	const story = await carry({ server, unit, values: { system_name: '盖章件归档测试系统' } }, 'review_prepare');
	await scan('center.intake', story.id, 'notice_accept_scan');
	const refused = await carry({ server, unit, values: { system_name: '不予受理归档测试系统' } }, 'acceptance');
	const intake = await server.as('center.intake');
	await act(intake, refused.id, 'refuse', { refuse_reason: 'out_of_scope' }, '该系统由中央部门统一建设，不属于省级政务云适用范围');
	await scan('center.intake', refused.id, 'notice_refuse_scan');
	for (const account of ['center.approve', unit.clerk]) assert.ok(!(await (await server.as(account)).open(`/matters/${refused.id}`)).html.includes('name="notice_refuse_scan"'), 'nobody else files it');
	const returned = await carry({ server, unit, values: { system_name: '补正归档测试系统' } }, 'acceptance');
	await act(intake, returned.id, 'request_correction', { 'items.1.text': '请补充网络拓扑图' });
	await scan('center.intake', returned.id, 'notice_correct_scan');
	const ruled = await carry({ server, unit, values: { system_name: '核定书归档测试系统' } }, 'allocating');
	await scan('center.approve', ruled.id, 'ruling_scan');
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
