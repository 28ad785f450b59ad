// GPU cards and archive storage through every desk: asked for, refused beyond capacity,
// ruled, on the papers, received, on the platform's page, changed (第七条、第十二条至第十六条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, fill, inState, option, press, rule, seeing, sentences, submitDraft, unitOf, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'classes' });
const cards = {
	'lines.2.purpose': 'bigdata', 'lines.2.environment': 'production', 'lines.2.node': 'gpu', 'lines.2.count': '2', 'lines.2.vcpu': '8',
	'lines.2.memory_gb': '32', 'lines.2.architecture': 'x86', 'lines.2.os': 'openeuler', 'lines.2.system_disk_gb': '100', 'lines.2.data_disk_gb': '500',
};
const story = { server, unit: unitOf(server), values: { ...cards, archive_gb: '3000', system_name: '影像智能识别测试系统' } };
const clerk = () => server.as(story.unit.clerk);
let platform;

// A class's row of the platform's page: capacity, committed, free.
async function pool(label) {
	const page = await (await server.as('center.dispatch')).open(`/platforms/${platform}`);
	const row = page.html.split('<tr').find((part) => part.includes(`data-th="资源">${label}</td>`)) ?? assert.fail(`no ${label}`);
	return ['容量', '已占用', '余量'].map((head) => Number(new RegExp(`data-th="${head}" class="num">([\\d,]+)`).exec(row)[1].replace(/,/g, '')));
}

async function setCapacity(values) {
	const client = await server.as('center.dispatch');
	const page = await client.open(`/platforms/${platform}`);
	return client.submit(page, 'capacity', 'capacity', { ...values, reason: '新到设备验收入网，按实际登记' });
}

// The ruling as it is proposed, without pressing.
async function proposed() {
	const client = await server.as('center.approve');
	const page = await client.open(`/matters/${story.id}`);
	const form = page.form('rule');
	const values = { ruled_years: '2', ruled_zones: ['public'] };
	const lines = {};
	for (const { name, value } of form.controls) {
		const [, line, column] = /^ruling\.(\d+)\.(class|requested)$/.exec(name ?? '') ?? [];
		if (column === 'class') lines[value] = line;
		if (column !== 'requested') continue;
		values[`ruling.${line}.platform`] = String(platform);
		values[`ruling.${line}.granted`] = value.replace(/,/g, '');
	}
	return { values, lines, form };
}

test('a machine of cards says how many, beside its field, and keeps the rest', async () => {
	await carry(story, 'draft');
	const client = await clerk();
	const answer = await client.submit(await client.open(`/matters/${story.id}/check`), 'submit', 'submit');
	assert.equal(answer.status, 422);
	await inState(client, story.id, '草稿');
	assert.match(sentences(answer), /云主机需求第 2 行是 GPU 服务器，没有填每台 GPU 张数/);
	assert.match((await client.open(`/matters/${story.id}/edit`)).html, /value="3000"/, 'what was typed is kept');
	const wrong = await client.submit(await client.open(`/matters/${story.id}/edit`), 'check', 'check', { 'lines.2.gpu': '99' });
	assert.equal(wrong.status, 422);
	assert.match(sentences(wrong), /16/);
	await fill(client, story.id, { 'lines.2.gpu': '4' });
});

test('the ruling proposes both, and refuses what the platform does not have', async () => {
	await carry(story, 'ruling');
	const { form, lines } = await proposed();
	const asked = (name) => form.controls.find((control) => control.name === `ruling.${lines[name]}.requested`).value.replace(/,/g, '');
	assert.equal(asked('gpu'), '8');
	assert.equal(asked('archive_gb'), '3000');
	platform = option(await (await server.as('center.approve')).open(`/matters/${story.id}`), `ruling.${lines.gpu}.platform`);
	const [total, committed] = await pool('GPU');
	assert.ok(total > 0, 'the demo has cards');
	assert.equal((await setCapacity({ gpu: String(committed + 7) })).status, 303);
	const client = await server.as('center.approve');
	const refused = await press(client, story.id, 'rule', (await proposed()).values);
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /的GPU余 7 张，要核定 8 张，缺 1 张/);
	await inState(client, story.id, '待核定');
	const less = await setCapacity({ gpu: String(committed - 1) });
	assert.equal(less.status, 422, 'never below what is committed');
	assert.equal((await setCapacity({ gpu: String(committed + 40) })).status, 303);
});

test('both are granted, stand on the papers and on the page of the platform', async () => {
	const before = { gpu: await pool('GPU'), archive: await pool('归档存储') };
	await rule(server, story.id);
	const [, committed, free] = await pool('GPU');
	assert.deepEqual([committed, free], [before.gpu[1] + 8, before.gpu[2] - 8]);
	assert.equal((await pool('归档存储'))[1], before.archive[1] + 3000);
	const client = await clerk();
	const letter = (await client.open(`/matters/${story.id}/papers/rule`)).text.replace(/\s+/g, '');
	assert.match(letter, /GPU/);
	assert.match(letter, /归档存储/);
	assert.match(letter, /3,000/);
	const printed = (await client.open(`/matters/${story.id}/print`)).text.replace(/\s+/g, '');
	assert.match(printed, /每台GPU/);
	assert.match(printed, /归档存储/);
	await act(await server.as('center.dispatch'), story.id, 'dispatch');
	const [operator] = await seeing(server, server.having('operator.clerk'), story.id);
	story.operator = operator;
	await act(await server.as(operator), story.id, 'deliver', { delivered: '两台 GPU 服务器各四张卡，归档桶一个，政务外网公共区' });
	await act(await server.as('supervisor.clerk'), story.id, 'attach_monitoring');
	await act(client, story.id, 'sign_receipt');
	const receipt = (await client.open(`/matters/${story.id}/papers/sign_receipt`)).text.replace(/\s+/g, '');
	assert.match(receipt, /GPU/);
	assert.match(receipt, /归档存储/);
	await act(client, story.id, 'finish_deployment', { deployed_day: server.today(), deployed_version: 'V1.0', open_ports: '443' });
	const link = (await client.open('/systems')).links.find(({ label }) => label.includes('影像智能识别'));
	assert.match((await client.open(link.href)).text, /GPU/);
});

test('a change shows both before and after, and is approved within capacity', async () => {
	const client = await clerk();
	const page = await client.open('/matters/new?procedure=change');
	const begun = await client.submit(page, 'start', 'start', { system: option(page, 'system', '影像智能识别测试系统') });
	const id = Number(/\/matters\/(\d+)/.exec(begun.location)[1]);
	await fill(client, id, { kinds: ['growth', 'shrink'] });
	const form = (await client.open(`/matters/${id}/edit`)).form('save');
	const line = (name) => form.entries().find(([key, value]) => /^lines\.\d+\.class$/.test(key) && value === name)[0].split('.')[1];
	await fill(client, id, {
		[`lines.${line('gpu')}.after`]: '10', [`lines.${line('archive_gb')}.after`]: '1000', reason: '识别模型增加两类目标，历史影像按期限清理，据此调整。',
		growth_note: '新增两类目标的推理，实测每张卡只能承担四路', impact: '无', window: '周六夜间', rollback: '快照恢复', rebuilt: 'no', recovery_changed: 'no',
		provider_change: 'no', level_impact: 'no', planned: 'unplanned', plan_note: '识别目标年中增加，未列入年度计划',
	});
	const shown = (await client.open(`/matters/${id}/edit`)).text.replace(/\s+/g, '');
	assert.match(shown, /GPU（张）810\+2/);
	assert.match(shown, /归档存储（GB）3,0001,000-2,000/);
	await uploaded(client, id, 'letter');
	await submitDraft(client, id);
	await act(await server.as(story.unit.lead), id, 'approve_application');
	await act(await server.as('center.intake'), id, 'accept');
	const [, committed] = await pool('GPU');
	await act(await server.as('center.approve'), id, 'approve', {});
	assert.equal((await pool('GPU'))[1], committed + 2);
	await act(await server.as(story.operator), id, 'deliver', { delivered: '已增加两张卡，归档空间已按批准收回。' });
	const paper = (await client.open(`/matters/${id}/papers/approve`)).text.replace(/\s+/g, '');
	assert.match(paper, /GPU/);
	assert.match(paper, /归档存储/);
});

end();
