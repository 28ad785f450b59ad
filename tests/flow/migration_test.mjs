// A system that moves to the cloud: reports of third parties come first, then
// rehearsal, cut-over by both, parallel run (第六条、第七条、第十二条、第十五条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, fill, inState, migrating, press, sentences, startMatter, submitDraft, unitOf, uploaded } from './story.mjs';
import { paper } from './papers.mjs';

const { server, end } = await begin({ name: 'migration', clock: true });
const unit = unitOf(server);
const story = { server, unit };
const clerk = () => server.as(unit.clerk);
const both = ['security_report', 'performance_report'];

async function report(document, days, conclusion = '通过') {
	const client = await clerk();
	const page = await client.open(`/matters/${story.id}/edit`);
	const form = page.form((candidate) => candidate.multipart && candidate.has(document));
	const assessors = form.options('assessor').filter(({ value }) => value);
	assert.ok(assessors.length > 0, 'the register of assessors is offered');
	const kind = document.startsWith('security') ? /安全|等保|测评/ : /性能|测试/;
	const assessor = assessors.find(({ label }) => kind.test(label)) ?? assessors[0];
	await uploaded(client, story.id, document, paper(`${document}-${-days}.pdf`), { assessor: assessor.value, report_no: `R-${-days}`, evidence_day: server.today(days), conclusion });
}

test('a migration asks for more: where it runs now, and two reports', async () => {
	const client = await clerk();
	story.id = await startMatter(client);
	await fill(client, story.id, { ...migrating, filing_no: '川政备2097-0001' });
	for (const document of ['letter', 'cloud_plan', 'filing_proof']) await uploaded(client, story.id, document);
	const page = await client.open(`/matters/${story.id}/edit`);
	for (const name of ['present_location', 'rollback_plan', 'cutover_window']) assert.ok(page.form('save').has(name), name);
	const checked = await client.submit(page, 'check', 'check');
	assert.equal(checked.status, 422, 'said before it is handed in');
	const refused = await client.submit(await client.open(`/matters/${story.id}/check`), 'submit', 'submit');
	assert.equal(refused.status, 422);
	assert.match(refused.text, /安全评估报告/);
	assert.match(refused.text, /性能测试报告/);
});

test('a report older than twelve months does not count', async () => {
	for (const document of both) await report(document, -500);
	const client = await clerk();
	const refused = await client.submit(await client.open(`/matters/${story.id}/check`), 'submit', 'submit');
	assert.equal(refused.status, 422);
	assert.match(refused.text, /报告/);
	await inState(client, story.id, '草稿');
});

test('with two fresh reports it goes its way', async () => {
	for (const document of both) await report(document, -20);
	await submitDraft(await clerk(), story.id);
	await inState(await clerk(), story.id, '待单位审核');
	await act(await server.as(unit.lead), story.id, 'approve_application', { statement_agreed: 'yes' });
	await act(await server.as('center.intake'), story.id, 'accept', { filing_confirmed: 'yes' });
	await inState(await clerk(), story.id, '待评审');
});

test('the plan is adjusted once and answered point by point', async () => {
	const { server: same, id } = story;
	const review = await same.as('center.review');
	const open = async () => {
		const page = await review.open(`/matters/${id}`);
		const people = page.form('open_review').options('experts.1.person').filter(({ value }) => value).slice(0, 3);
		await act(review, id, 'open_review', { mode: 'meeting', held_day: same.today(), ...Object.fromEntries(people.map(({ value }, n) => [`experts.${n + 1}.person`, value])) });
	};
	const { opine } = await import('./story.mjs');
	await open();
	await opine(same, id, '迁移步骤要写细');
	await act(review, id, 'conclude_adjust', {}, '请补充迁移步骤、数据核对方法和回退条件');
	const client = await clerk();
	await inState(client, id, '方案调整');
	await uploaded(client, id, 'cloud_plan', paper('上云方案（调整后）.pdf'));
	await fill(client, id, { rollback_plan: '保留原环境十四日，割接失败或数据核对不一致即切回原地址并恢复服务' });
	const page = await client.open(`/matters/${id}`);
	const refused = await client.submit(page, 'submit_plan', 'submit_plan', { response: '' });
	assert.equal(refused.status, 422, 'without an answer');
	await act(client, id, 'submit_plan', { response: '一、迁移步骤见第三章；二、数据核对方法见第四章；三、回退条件见第五章' });
	await act(await same.as(unit.lead), id, 'approve_plan');
	await inState(client, id, '待评审');
	await open();
	await opine(same, id, '调整到位');
	await act(review, id, 'conclude_pass', {}, '方案调整到位，同意迁移');
	await inState(client, id, '待核定');
});

test('ruled, dispatched, delivered, monitored, received', async () => {
	const { rule, seeing } = await import('./story.mjs');
	const { id } = story;
	await rule(server, id);
	await act(await server.as('center.dispatch'), id, 'dispatch');
	story.operator = (await seeing(server, server.having('operator.clerk'), id))[0];
	await act(await server.as(story.operator), id, 'deliver', { delivered: '两台 4 核 8 GB 云主机，地址 10.20.50.11、10.20.50.12' });
	await act(await server.as('supervisor.clerk'), id, 'attach_monitoring');
	await act(await clerk(), id, 'sign_receipt');
	await inState(await clerk(), id, '部署中');
});

test('a migration is not simply finished: it is rehearsed first', async () => {
	const client = await clerk();
	const page = await client.open(`/matters/${story.id}`);
	assert.ok(!page.actions().includes('finish_deployment'), 'the short way is not offered');
	const token = page.form((form) => form.has('csrf')).entries().filter(([name]) => ['csrf', 'once', 'step'].includes(name));
	const jump = await client.post(`/matters/${story.id}`, [...token, ['action', 'finish_deployment'], ['deployed_day', server.today()], ['deployed_version', 'V1']]);
	assert.ok([403, 409, 422].includes(jump.status), String(jump.status));
	await act(client, story.id, 'start_rehearsal', { deployed_day: server.today(), deployed_version: 'V2.1', open_ports: '443' });
	await inState(client, story.id, '迁移演练');
	await act(client, story.id, 'fail_rehearsal', {}, '数据核对相差三条，修正脚本后重新演练');
	await act(client, story.id, 'start_rehearsal', { deployed_day: server.today(), deployed_version: 'V2.2', open_ports: '443' });
	await act(client, story.id, 'pass_rehearsal', { rehearsal_day: server.today(), rehearsal_result: '数据核对一致，用时三小时，回退演练成功' });
	await inState(client, story.id, '割接');
});

test('cut-over needs both signatures', async () => {
	const client = await clerk();
	await act(client, story.id, 'confirm_cutover', { cutover_day: server.today() });
	await inState(client, story.id, '割接');
	assert.match((await client.open(`/matters/${story.id}`)).text, /尚未签/);
	const twice = await client.open(`/matters/${story.id}`);
	assert.ok(!twice.actions().includes('confirm_cutover'), 'nobody signs twice');
	await act(await server.as(story.operator), story.id, 'confirm_cutover', { cutover_day: server.today() });
	await inState(client, story.id, '并行运行');
});

test('after the parallel run comes the trial, like for everybody', async () => {
	const early = await press(await clerk(), story.id, 'end_parallel');
	assert.equal(early.status, 422);
	const first = server.today(7);
	assert.match(sentences(early), new RegExp(`并行运行自 ${server.today()} 起，不满 7 日.*最早可在 ${first} 办理`, 's'));
	server.setClock(7);
	await act(await clerk(), story.id, 'end_parallel');
	await inState(await clerk(), story.id, '试运行');
	assert.ok((await (await clerk()).open(`/matters/${story.id}`)).actions().includes('hand_in_reports'));
});

test('a level-four system needs the leader’s exception', async () => {
	const four = await carry({ server, unit, values: { level: '4', crypto_assessment: 'yes' } }, 'acceptance');
	const refused = await press(await server.as('center.intake'), four.id, 'accept', { filing_confirmed: 'yes' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /例外批准/);
	await act(await server.as('center.lead'), four.id, 'except_level', {}, '省级关键业务系统，经研究同意例外批准');
	await act(await server.as('center.intake'), four.id, 'accept', { filing_confirmed: 'yes' });
	await inState(await clerk(), four.id, '待评审');
});

test('a classified system is never taken', async () => {
	const client = await clerk();
	const id = await startMatter(client);
	await fill(client, id, { ...migrating, kind: 'new', classified_no: 'no', filing_no: '川政备2097-0003' });
	for (const document of ['letter', 'cloud_plan', 'filing_proof']) await uploaded(client, id, document);
	const checked = await client.submit(await client.open(`/matters/${id}/edit`), 'check', 'check');
	const answer = checked.status === 303 ? await client.submit(await client.follow(checked), 'submit', 'submit') : checked;
	assert.equal(answer.status, 422);
	assert.match(answer.text, /国家秘密|涉密/);
});

test('withdrawn means withdrawn', async () => {
	const mine = await carry({ server, unit }, 'unit_check');
	const client = await clerk();
	await act(client, mine.id, 'withdraw');
	await inState(client, mine.id, '已撤回');
	assert.deepEqual((await client.open(`/matters/${mine.id}`)).actions().filter((action) => !['read', 'comment'].includes(action)), [], 'nothing is left to do');
});

end();
