// The whole life of one application, from a half-filled draft to formal
// operation, through every desk it crosses (第十二条至第十五条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, inState, newApplication, option, press, seeing, sentences, startMatter, stateOf, submitDraft, unitOf, upload, uploaded } from './story.mjs';
import { docx, paper, pdf } from './papers.mjs';

const { server, end } = await begin({ name: 'life', clock: true });
const unit = unitOf(server);
const filing = '川政备2099-0042';
let id;
let number;
let experts;
let operator;

const clerk = () => server.as(unit.clerk);
const lead = () => server.as(unit.lead);

test('a clerk sees what an application needs before filling anything in', async () => {
	const page = await (await clerk()).open('/matters/new?procedure=application');
	assert.match(page.text, /提交前的条件/);
	assert.match(page.text, /第十二条/);
	id = await startMatter(await clerk());
	await inState(await clerk(), id, '草稿');
});

test('a half-filled draft is kept as it is', async () => {
	const client = await clerk();
	await fill(client, id, { kind: 'new', system_name: '只填了名字的系统', users_total: '很多' });
	const page = await client.open(`/matters/${id}/edit`);
	assert.match(page.html, /value="只填了名字的系统"/);
	assert.match(page.html, /value="很多"/, 'what is wrong is kept too');
	assert.match(page.text, /草稿已保存/);
});

test('a draft with gaps is refused with every error beside its field, and keeps what was typed', async () => {
	const client = await clerk();
	const page = await client.open(`/matters/${id}/edit`);
	const answer = await client.submit(page, 'check', 'check', { system_name: '改过的名字', department: '信息化处' });
	assert.equal(answer.status, 422);
	assert.match(answer.title, /^错误：/);
	for (const field of ['filing_no', 'users_total', 'lines', 'sizing_basis']) assert.match(answer.html, new RegExp(`href="#f-${field}`), field);
	assert.match(answer.html, /value="改过的名字"/);
	assert.match(answer.html, /value="信息化处"/);
	assert.match((await client.open(`/matters/${id}/edit`)).html, /value="改过的名字"/, 'saved although refused');
});

test('a filing number that nobody knows needs its proof', async () => {
	const client = await clerk();
	await fill(client, id, { ...newApplication, filing_no: filing });
	await uploaded(client, id, 'letter');
	await uploaded(client, id, 'cloud_plan', { filename: '上云方案（第一稿）.docx', content: docx() });
	const page = await client.open(`/matters/${id}/edit`);
	const checked = await client.submit(page, 'check', 'check');
	assert.equal(checked.status, 422, 'said before the clerk reads it again');
	assert.match(checked.text, /川政备2099-0042 不在登记册中/);
	const reading = await client.open(`/matters/${id}/check`);
	assert.match(reading.text, /政务服务综合测试系统/);
	const answer = await client.submit(reading, 'submit', 'submit');
	assert.equal(answer.status, 422, 'and once more when it is handed in');
	assert.match(answer.text, /川政备2099-0042 不在登记册中/);
	await inState(client, id, '草稿');
});

test('a complete draft goes to the unit’s own lead and gets its number', async () => {
	const client = await clerk();
	await uploaded(client, id, 'filing_proof');
	const page = await submitDraft(client, id);
	number = /SQ-\d{4}-\d{4,}/.exec(page.text)?.[0];
	assert.ok(number, page.text.slice(0, 300));
	await inState(client, id, '待单位审核');
	assert.equal((await client.get(`/matters/${id}/edit`)).status, 403, 'what is submitted cannot be edited');
});

test('a return says why, in ten characters or more', async () => {
	const client = await lead();
	assert.match((await client.open('/inbox')).text, /政务服务综合测试系统/);
	const short = await press(client, id, 'return_application', {}, '不行');
	assert.equal(short.status, 422);
	assert.match(short.html, /不行/, 'the opinion typed is still there');
	await act(client, id, 'return_application', {}, '用户总数与去年报送的数据不一致，请核对后重新提交');
	await inState(client, id, '草稿');
});

test('the clerk sees the reason, and the lead sees what changed', async () => {
	const client = await clerk();
	const page = await client.open(`/matters/${id}/edit`);
	assert.match(page.text, /用户总数与去年报送的数据不一致/);
	await fill(client, id, { users_total: '26000' });
	await submitDraft(client, id);
	const shown = await (await lead()).open(`/matters/${id}`);
	assert.match(shown.html, /<del>20,?000[^<]*<\/del>\s*<ins>26,?000[^<]*<\/ins>/);
});

test('the lead agrees to the statement of responsibility, or it does not go on', async () => {
	const client = await lead();
	const refused = await press(client, id, 'approve_application', {});
	assert.equal(refused.status, 422);
	assert.match(refused.text, /责任书/);
	await act(client, id, 'approve_application', { statement_agreed: 'yes' });
	await inState(client, id, '待受理');
});

test('intake asks for everything that is missing at once', async () => {
	const client = await server.as('center.intake');
	await act(client, id, 'request_correction', { 'items.1.text': '上云方案缺少回退计划', 'items.2.text': '申请函没有盖章' });
	await inState(await clerk(), id, '待补正');
	assert.match((await (await clerk()).open(`/matters/${id}`)).text, /计时暂停|暂停/);
	const paper = await client.get(`/matters/${id}/papers/request_correction`);
	assert.equal(paper.status, 200, `notice of correction: ${paper.status}`);
	assert.match(paper.text, /上云方案缺少回退计划/);
});

test('a correction passes the lead again and goes straight back to intake', async () => {
	const client = await clerk();
	await uploaded(client, id, 'cloud_plan', { filename: '上云方案（含回退计划）.docx', content: docx() });
	await fill(client, id, { concurrent_peak: '900', 'lines.1.vcpu': '8', 'lines.2.purpose': 'database', 'lines.2.environment': 'production',
		'lines.2.count': '1', 'lines.2.vcpu': '4', 'lines.2.memory_gb': '16', 'lines.2.architecture': 'x86', 'lines.2.os': 'kylin', 'lines.2.system_disk_gb': '100', 'lines.2.data_disk_gb': '50' });
	await submitDraft(client, id, 'submit_correction');
	await inState(client, id, '补正待审核');
	await act(await lead(), id, 'approve_correction');
	await inState(client, id, '待受理');
});

test('what changed in a table is told row by row and cell by cell', async () => {
	const client = await server.as('center.intake');
	const page = await client.open(`/matters/${id}`);
	assert.match(page.text, /云主机需求：第 1 行 重要内容 用途 应用服务，每台处理器 4 核 用途 应用服务，每台处理器 8 核/);
	assert.match(page.text, /云主机需求：新增第 2 行 重要内容 用途 数据库，环境 生产，台数 1 台，每台处理器 4 核，每台内存 16 GB，架构 x86/);
	assert.doesNotMatch(page.html, /<del>\d+ 行/);
	assert.doesNotMatch(page.html, /<del><\/del>|<ins><\/ins>/);
});

test('intake confirms a new filing before accepting', async () => {
	const client = await server.as('center.intake');
	const refused = await press(client, id, 'accept', {});
	assert.equal(refused.status, 422);
	await act(client, id, 'accept', { filing_confirmed: 'yes' });
	await inState(client, id, '待评审');
	assert.match((await client.open(`/filings?number=${encodeURIComponent(filing)}`)).text, /川政备2099-0042/);
});

test('a meeting review wants three experts', async () => {
	const client = await server.as('center.review');
	const page = await client.open(`/matters/${id}`);
	const people = page.form('open_review').options('experts.1.person').filter(({ value }) => value);
	assert.ok(people.length >= 3, `offers ${people.map(({ label }) => label)}`);
	const refused = await press(client, id, 'open_review', { mode: 'meeting', held_day: server.today(), 'experts.1.person': people[0].value });
	assert.equal(refused.status, 422, 'one expert');
	await act(client, id, 'open_review', { mode: 'meeting', held_day: server.today(),
		'experts.1.person': people[0].value, 'experts.2.person': people[1].value, 'experts.3.person': people[2].value });
	await inState(client, id, '评审中');
	experts = await seeing(server, server.having('review.expert'), id);
	assert.ok(experts.length >= 1, 'invited experts see the matter');
});

test('a review without opinions has no conclusion', async () => {
	const refused = await press(await server.as('center.review'), id, 'conclude_pass', {}, '同意');
	assert.equal(refused.status, 422, sentences(refused));
});

test('experts give their opinions, once each', async () => {
	const opining = [...experts];
	for (const reviewer of server.having('center.review')) opining.push(reviewer);
	let given = 0;
	for (const account of opining) {
		const client = await server.as(account);
		const page = await client.open(`/matters/${id}`);
		if (!page.actions().includes('opine')) continue;
		const answer = await press(client, id, 'opine', { conflict: 'none', verdict: given === 0 ? 'conditional' : 'pass' }, `专家意见第 ${given + 1} 份：架构可行，建议补充备份验证`);
		if (answer.status === 303) given++;
		else assert.match(sentences(answer), /没有受邀/);
		assert.notEqual((await press(client, id, 'opine', { conflict: 'none', verdict: 'fail' }, '改主意了').catch(() => ({ status: 0 }))).status, 303, 'nobody twice');
	}
	assert.ok(given >= 3, `${given} opinions`);
});

test('the conclusion carries conditions with owner and day', async () => {
	const client = await server.as('center.review');
	await act(client, id, 'conclude_conditional', { 'conditions.1.text': '正式运行前完成备份恢复验证', 'conditions.1.owner': 'unit', 'conditions.1.due': server.today(60) },
		'方案总体可行，资源测算依据充分，须完成备份恢复验证');
	await inState(client, id, '待核定');
});

test('a reduced line needs its reason, an unknown platform is no platform', async () => {
	const client = await server.as('center.approve');
	const page = await client.open(`/matters/${id}`);
	const form = page.form('rule');
	const lines = [...new Set(form.names().map((name) => /^ruling\.(\d+)\./.exec(name)?.[1]).filter(Boolean))];
	assert.ok(lines.length >= 2, `the ruling is proposed from the application: ${form.names().join(' ')}`);
	const platform = option(page, `ruling.${lines[0]}.platform`);
	const values = { ruled_years: '2', ruled_zones: ['public'] };
	for (const line of lines) {
		values[`ruling.${line}.platform`] = platform;
		const control = form.controls.find(({ name }) => name === `ruling.${line}.requested`);
		values[`ruling.${line}.granted`] = control.value.replace(/,/g, '');
	}
	const memory = lines.find((line) => form.controls.some(({ name, value }) => name === `ruling.${line}.class` && value === 'memory_gb'));
	assert.ok(memory, 'a line for memory');
	values[`ruling.${memory}.granted`] = '12';
	const refused = await press(client, id, 'rule', values);
	assert.equal(refused.status, 422);
	assert.match(refused.html, /value="12"/, 'what was ruled is still there');
	assert.equal((await press(client, id, 'rule', { ...values, [`ruling.${memory}.reason`]: '按评审意见核减', [`ruling.${lines[0]}.platform`]: '999999' })).status, 422);
	await act(client, id, 'rule', { ...values, [`ruling.${memory}.reason`]: '按评审意见核减内存，运行后可申请扩容' }, '同意按核减后的数量核定');
	await inState(client, id, '待分配');
	const shown = await (await clerk()).open(`/matters/${id}`);
	assert.match(shown.text, /按评审意见核减内存/, 'the unit reads the reason');
	const letter = await (await clerk()).get(`/matters/${id}/papers/rule`);
	assert.equal(letter.status, 200, `ruling letter: ${letter.status}`);
	assert.match(letter.text, new RegExp(number));
});

test('only the operator of the ruled platform gets the work order', async () => {
	const operators = server.having('operator.clerk');
	await act(await server.as('center.dispatch'), id, 'dispatch');
	await inState(await server.as('center.dispatch'), id, '配置中');
	const found = await seeing(server, operators, id);
	assert.equal(new Set(found.map(({ organisation }) => organisation)).size, 1, found.map(({ login }) => login).join(' '));
	operator = found[0];
	assert.match((await (await server.as(operator)).open('/dispatch')).text, /政务服务综合测试系统/);
});

test('the operator delivers and the supervisor attaches monitoring', async () => {
	const client = await server.as(operator);
	await uploaded(client, id, 'delivery_list');
	await act(client, id, 'deliver', { delivered: '两台 4 核 6 GB 云主机，10.20.30.11 和 10.20.30.12，政务外网公共区' });
	await inState(client, id, '监控接入中');
	await act(await server.as('supervisor.clerk'), id, 'attach_monitoring');
	await inState(await clerk(), id, '待签收');
});

test('what does not fit the ruling goes back to the operator before it is received', async () => {
	const client = await clerk();
	const page = await client.open(`/matters/${id}`);
	await act(client, id, 'object', { 'objections.1.platform': option(page, 'objections.1.platform'), 'objections.1.text': '第二台云主机缺少数据盘' });
	await inState(client, id, '配置中');
	await act(await server.as(operator), id, 'deliver', { delivered: '已补挂第二台云主机数据盘 200 GB，其余不变' });
	await act(await server.as('supervisor.clerk'), id, 'attach_monitoring');
	await act(client, id, 'sign_receipt');
	await inState(client, id, '部署中');
});

test('a forbidden port stops the deployment', async () => {
	const client = await clerk();
	const refused = await press(client, id, 'finish_deployment', { deployed_day: server.today(), deployed_version: 'V1.0', open_ports: '443,3389' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /3389/);
	await act(client, id, 'finish_deployment', { deployed_day: server.today(), deployed_version: 'V1.0', open_ports: '443' });
	await inState(client, id, '试运行');
});

test('reports may be handed in from the first day of the trial', async () => {
	const client = await clerk();
	assert.equal((await press(client, id, 'hand_in_reports')).status, 422, 'without reports');
	for (const document of ['final_security_report', 'final_performance_report']) {
		const page = await client.open(`/matters/${id}`);
		const form = page.form((candidate) => candidate.multipart && candidate.has(document));
		const kind = document.includes('security') ? /安全|等保|测评/ : /性能|测试/;
		const assessors = form.options('assessor').filter(({ value }) => value);
		const assessor = assessors.find(({ label }) => kind.test(label)) ?? assessors[0];
		await uploaded(client, id, document, paper(`${document}.pdf`), { assessor: assessor?.value ?? '', report_no: 'R-2026-1', evidence_day: server.today(), conclusion: '通过' });
	}
	await act(client, id, 'hand_in_reports');
	await inState(client, id, '报告核验');
});

test('formal operation waits for the trial, the reports and the conditions', async () => {
	const client = await server.as('center.security');
	const refused = await press(client, id, 'begin_operation');
	assert.equal(refused.status, 422);
	assert.match(refused.text, /试运行/);
	assert.match(refused.text, /条件/);
	await act(client, id, 'accept_reports');
	const still = await press(client, id, 'begin_operation');
	assert.equal(still.status, 422);
});

test('the review desk closes the condition once its owner has reported', async () => {
	const unit = await clerk();
	const met = await unit.submit(await unit.open(`/matters/${id}`), 'meet_condition', 'meet_condition', { condition_note: '演练已完成' });
	assert.equal(met.status, 303, sentences(met));
	const client = await server.as('center.review');
	const page = await client.open(`/matters/${id}`);
	const answer = await client.submit(page, 'close_condition', 'close_condition');
	assert.equal(answer.status, 303, sentences(answer));
	assert.match((await client.open(`/matters/${id}`)).text, /已销项/);
});

test('after the trial the system goes into formal operation', async () => {
	server.setClock(31);
	await act(await server.as('center.security'), id, 'begin_operation');
	await inState(await clerk(), id, '正式运行');
	const page = await (await clerk()).open('/systems');
	assert.match(page.text, /政务服务综合测试系统/);
	assert.match(page.text, /正式运行/);
});

test('whoever took part finds it among the handled', async () => {
	for (const role of ['center.intake', 'center.approve']) assert.match((await (await server.as(role)).open('/handled')).text, /政务服务综合测试系统/, role);
	const shown = await (await clerk()).open(`/matters/${id}`);
	for (const word of ['提交', '予以受理', '有条件通过', '核定并签发', '派单', '配置完成', '监控已接入', '签收', '部署完成']) assert.match(shown.text, new RegExp(word), word);
});

end();
