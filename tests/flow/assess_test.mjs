// A quarter's assessment over HTTP: who sees which sheet, every line with its records, and one quarter from sheets already scored to the bulletin.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, press, seeing, sentences, startMatter, stateOf, submitDraft, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'assess' });
const account = (role, name) => server.having(role, name)[0];
const hrefs = (page, form) => [...new Set(page.links.map(({ href }) => href).filter((href) => form.test(href)))];
const sheets = /^\/assess\/\d{4}Q\d\/[a-z]+$/;

test('the center sees all sheets, a provider its own, to others they do not exist', async () => {
	const center = await server.as('center.assess');
	const own = await server.as(account('operator.lead', '岷山云服务公司'));
	const all = hrefs(await center.open('/assess'), sheets), theirs = hrefs(await own.open('/assess'), sheets);
	assert.ok(theirs.length > 0 && theirs.length < all.length, `${theirs.length} of ${all.length}`);
	assert.ok(theirs.every((href) => href.endsWith('/minshan')));
	const other = all.find((href) => !href.endsWith('/minshan'));
	const seen = await own.get(other), nothing = await own.get('/assess/2019Q1/minshan');
	assert.equal(seen.status, 404);
	assert.equal(seen.comparable, nothing.comparable);
	for (const path of [`${other}/print`, `${other}?format=csv`]) assert.equal((await own.get(path)).status, 404, path);
	const unit = await server.as('unit.clerk');
	for (const path of ['/assess', other, '/assess/2019Q1', '/assess/2019Q1/minshan']) assert.equal((await unit.get(path)).status, 403, path);
	for (const path of ['/assess/2026Q9', '/assess/abc', '/assess/2026-10']) assert.equal((await center.get(path)).status, 404, path);
});

test('every line shows its rule, its arithmetic and the records to the minute; the same as csv, xlsx and PDF', async () => {
	const center = await server.as('center.assess');
	let shown;
	for (const href of hrefs(await center.open('/assess'), /\/minshan$/)) {
		const page = await center.open(href);
		if (/本季度内中断 [\d,]+ 分钟，影响 [\d,]+ 核/.test(page.text)) shown = { href, page };
	}
	assert.ok(shown, 'no quarter with an outage');
	assert.match(shown.page.text, /级故障 [^，]+，响应 [\d,]+ 分钟，限 [\d,]+ 分钟/);
	assert.match(shown.page.text, /无发生，得满分/);
	const [record] = hrefs(shown.page, /^\/matters\/\d+$/).slice(-1);
	assert.equal((await center.get(record)).status, 200);
	const csv = await center.get(`${shown.href}?format=csv`);
	assert.equal(csv.status, 200);
	assert.match(csv.html, /编号,指标,维度,分值/);
	assert.equal((await center.get(`${shown.href}?format=xlsx`)).bytes.subarray(0, 2).toString(), 'PK');
	const paper = await center.get(`${shown.href}/print?format=pdf`);
	assert.equal(paper.bytes.subarray(0, 5).toString(), '%PDF-');
	assert.deepEqual((await center.get(`${shown.href}/print?format=pdf`)).bytes, paper.bytes);
});

test('a record leads to the lines of the sheets that count it, for who may see the sheet', async () => {
	const [record, period, indicator] = server.sql("SELECT f.record_id, a.period, f.indicator FROM assessment_fact f JOIN assessment a ON a.matter_id = f.matter_id JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = f.record_id WHERE o.code = 'minshan' AND m.procedure_key = 'fault' AND f.indicator = '2.3' AND a.scored_at IS NOT NULL LIMIT 1").split('|');
	const line = `/assess/${period}/minshan#i-${indicator}`;
	for (const client of [await server.as('center.assess'), await server.as(account('operator.lead', '岷山云服务公司'))]) {
		const page = await client.open(`/matters/${record}`);
		assert.match(page.text, /计入季度考核 评分表 计入 \d{4}年第.季度/);
		const led = page.links.filter(({ href }) => href.startsWith(line.split('#')[0]));
		assert.equal(led.length, 1, 'one line for each sheet');
		assert.match(page.text, new RegExp(`岷山[^ ]* .*${indicator.replace('.', '\\.')} [\u4e00-\u9fff]{3,}`));
		const link = led.find(({ href }) => /#i-\d\.\d+$/.test(href));
		assert.ok(link, page.links.map(({ href }) => href).join(' '));
		assert.match((await client.open(link.href.split('#')[0])).html, new RegExp(`id="${link.href.split('#')[1].replace('.', '\\.')}"`));
	}
	const watching = await (await server.as('supervisor.clerk')).open(`/matters/${record}`);
	assert.ok(!watching.links.some(({ href }) => /^\/assess\/.*minshan/.test(href)), 'a sheet of another provider');
	const unit = server.having('unit.clerk');
	for (const one of await seeing(server, unit.slice(0, 12), record)) assert.ok(!(await (await server.as(one)).open(`/matters/${record}`)).links.some(({ href }) => href.startsWith('/assess/')), one.login);
});

test('the year is a mean, and the slip says plainly when a contract sets no coefficient', async () => {
	const center = await server.as('center.lead');
	const years = [...new Set(hrefs(await center.open('/assess'), sheets).map((href) => href.slice(8, 12)))].sort();
	const whole = [];
	for (const each of years) if (/（4 个季度平均）/.test((await center.open(`/assess/${each}/minshan`)).text)) whole.push(each);
	const [year] = whole;
	assert.ok(year, `no whole year of ${years}`);
	assert.match((await center.open(`/assess/${years.at(-1)}`)).text, /四个季度审定后形成/);
	assert.match((await center.open(`/assess/${year}`)).text, /年度得分为四个季度审定得分的平均/);
	assert.match((await center.open(`/assess/${year}/qingcheng`)).text, /系数未按合同设定/);
	const slip = await center.open(`/assess/${year}/minshan`);
	assert.match(slip.text, /应付金额/);
	assert.equal((await center.get(`/assess/${year}/minshan/print?format=pdf`)).bytes.subarray(0, 5).toString(), '%PDF-');
	const own = await server.as(account('operator.clerk', '岷山云服务公司'));
	assert.equal((await own.get(`/assess/${year}/minshan`)).status, 200);
	assert.equal((await own.get(`/assess/${year}/qingcheng`)).status, 404);
});

test('an integrated platform is not assessed and not settled: no sheet, no slip, no contract', async () => {
	const center = await server.as('center.assess');
	const periods = [...new Set(hrefs(await center.open('/assess'), sheets).map((href) => href.slice(8, 14)))];
	const years = [...new Set(periods.map((period) => period.slice(0, 4)))];
	assert.ok(periods.length > 0);
	for (const [code, name] of [['jyt', '省教育厅'], ['zrzyt', '省自然资源厅']]) {
		for (const period of [...periods, ...years]) {
			assert.doesNotMatch((await center.open(`/assess/${period}`)).text, new RegExp(name), `${period} ${code}`);
			for (const rest of ['', '/print']) assert.equal((await center.get(`/assess/${period}/${code}${rest}`)).status, 404, `${period} ${code}`);
		}
		const own = await server.as(account('operator.lead', name));
		assert.deepEqual(hrefs(await own.open('/assess'), /^\/assess\/[^/]+\/\w+$/), []);
		const contract = await startMatter(center, 'contract');
		const choices = (await center.open(`/matters/${contract}/edit`)).html.match(/<select[^>]*name="provider"[^]*?<\/select>/)[0];
		assert.match(choices, /岷山云服务公司/);
		assert.doesNotMatch(choices, new RegExp(name));
	}
});

// The newest quarter told: one sheet in each state on the way.
test('a quarter goes from its sheets to the bulletin', async () => {
	const center = await server.as('center.assess'), leader = await server.as('center.lead');
	const newest = hrefs(await center.open('/assess'), sheets).map((href) => href.slice(8, 14)).sort().at(-1);
	const quarter = await center.open(`/assess/${newest}`);
	const ids = hrefs(quarter, /^\/matters\/\d+$/).map((href) => Number(href.slice(9)));
	assert.ok(ids.length >= 5);
	const by = new Map();
	for (const id of ids) by.set(await stateOf(center, id), id);

	const objecting = by.get('申诉待审核'), deciding = by.get('申诉复核'), replying = by.get('征求意见'), scoring = by.get('初评中');
	await act(await server.as(account('operator.lead', '青城信创云公司')), objecting, 'send_objection');
	const early = await press(center, by.get('待通报'), 'publish');
	assert.equal(early.status, 422);
	assert.match(sentences(early), /没有审定/);
	const before = (await center.open(`/assess/${newest}/minshan`)).text;
	const wrong = await press(center, deciding, 'rule_objections', { 'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'yes', 'rulings.1.restored': '6', 'rulings.1.reason': '评价函属实' });
	const cell = wrong.html.match(/<select[^>]*name="rulings\.1\.accepted"[^]*?<\/select>/)?.[0] ?? 'no list to choose from';
	assert.match(cell, /<option value="">请选择<\/option>\s*<option value="yes" selected>是<\/option>\s*<option value="no">否<\/option>/);
	assert.equal(wrong.status, 422);
	assert.match(sentences(wrong), /不超过要求的/);
	await act(center, deciding, 'rule_objections', { 'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'yes', 'rulings.1.restored': '0.5', 'rulings.1.reason': '评价函属实' });
	const after = (await center.open(`/assess/${newest}/minshan`)).text;
	assert.notEqual(before, after);
	assert.match(after, /申诉成立 \+0\.50/);
	await act(center, objecting, 'rule_objections', { 'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'no', 'rulings.1.restored': '0', 'rulings.1.reason': '回访记录无误' });
	await act(await server.as(account('operator.clerk', '剑门灾备服务公司')), replying, 'agree');
	await fill(center, scoring, { 'items.1.kind': 'rating', 'items.1.item_indicator': 'p51', 'items.1.points': '5.60', 'items.1.reason': '评价单位不足，按走访和工单回访评分', 'items.1.proof': '走访记录和回访单', 'items.1.place': '第1页' });
	await uploaded(center, scoring, 'evidence');
	await submitDraft(center, scoring, 'score');
	const scored = (await center.open(`/matters/${scoring}`)).text;
	const clerkOf = server.having('operator.clerk').find(({ organisation }) => scored.includes(organisation));
	const clerk = await server.as(clerkOf), lead = await server.as(account('operator.lead', clerkOf.organisation));
	await uploaded(clerk, scoring, 'objection_evidence');
	await act(clerk, scoring, 'object', { 'objections.1.indicator': 'p51', 'objections.1.claim': '0.5', 'objections.1.statement': '评价单位来函称服务良好，见附件' });
	await act(lead, scoring, 'send_objection');
	await act(center, scoring, 'rule_objections', { 'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'no', 'rulings.1.restored': '0', 'rulings.1.reason': '回访记录无误' });
	const [running] = hrefs(await center.open('/matters?state=assessment:drafted'), /^\/matters\/\d+$/);
	await act(center, Number(running.slice(9)), 'cancel', {}, '本季度平台没有承载系统，不考核');
	for (const id of ids) if (await stateOf(leader, id) === '待审定') await act(leader, id, 'approve');
	for (const id of ids) if (await stateOf(center, id) === '待通报') await act(center, id, 'publish');

	const report = hrefs(await center.open('/reports?kind=R4'), /^\/reports\/\d+$/);
	let draft;
	for (const href of report) {
		const page = await center.open(href);
		if (page.actions().includes('redraft')) draft = { href, page };
	}
	assert.ok(draft, `no bulletin to draft among ${report.length}`);
	const matter = Number(/\/matters\/(\d+)/.exec(draft.page.html)[1]);
	const stale = await press(center, matter, 'submit');
	assert.notEqual(stale.status, 303);
	assert.equal((await center.submit(draft.page, 'redraft', 'redraft')).status, 303);
	const text = (await center.open(draft.href)).text;
	assert.match(text, /一、考核组织[\s\S]*二、考核结果[\s\S]*三、主要成效[\s\S]*四、存在问题[\s\S]*五、结果应用[\s\S]*六、有关要求[\s\S]*附件3/);
	await submitDraft(center, matter);
	await act(leader, matter, 'issue');
	await act(center, matter, 'close');
	const provider = await server.as(account('operator.clerk', '锦江云服务公司'));
	const [before_it] = hrefs(await center.open('/matters?state=assessment_bulletin:reading'), /^\/matters\/\d+$/).map((href) => Number(href.slice(9))).filter((id) => id !== matter);
	await act(center, before_it, 'end', {}, '过期未签阅，归档');
	await act(provider, matter, 'read');
	assert.match((await provider.open(draft.href)).text, /岷山云服务公司/);
	assert.equal((await (await server.as(account('unit.clerk', '省水利厅'))).get(draft.href)).status, 404);
	for (const { login } of [...server.having('operator.clerk'), ...server.having('supervisor.clerk')]) {
		const reader = await server.as(login);
		const page = await reader.get(`/matters/${matter}`);
		if (page.status === 200 && page.actions().includes('read')) await act(reader, matter, 'read');
	}
	assert.equal(await stateOf(center, matter), '已签阅');
});

test('a bulletin that is sent back may be dropped, with its reason', async () => {
	const center = await server.as('center.assess');
	const matter = Number(/href="\/matters\/(\d+)"/.exec((await center.open('/matters?state=assessment_bulletin:checking')).html)[1]);
	await act(await server.as('center.lead'), matter, 'return_draft', {}, '该季度数据有误，请核对');
	assert.equal((await press(center, matter, 'skip', {}, '不发')).status, 422);
	await act(center, matter, 'skip', {}, '该季度没有形成有效考核，不再通报');
	assert.equal(await stateOf(center, matter), '不通报');
});

// The clerk may be pressing a closed report when the server ends.
await end(/report_press/);
