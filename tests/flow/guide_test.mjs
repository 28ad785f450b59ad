// The rule book as pages: every article, what holds of it now, what is owed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { part } from './html.mjs';
import { act, press, begin, fill, startMatter, submitDraft, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'guide' });

test('every article has its page, and 第十一条 is honestly absent', async () => {
	const client = await server.as('unit.clerk');
	const list = await client.open('/articles');
	const articles = list.links.filter(({ href }) => /^\/articles\/\d+$/.test(href));
	assert.equal(articles.length, 36);
	assert.match(list.text, /原文缺第十一条/);
	for (const { href } of articles) await client.open(href);
	const nothing = await client.get('/matters/999999');
	for (const number of ['11', '0', '38', '007', '1x', '-1']) {
		const page = await client.get(`/articles/${number}`);
		assert.equal(page.status, 404, number);
		assert.equal(page.comparable, nothing.comparable);
	}
});

test('an article names the procedures that serve it and what was done last', async () => {
	const page = await (await server.as('center.assess')).open('/articles/19');
	assert.match(page.text, /督办/);
	assert.ok(page.links.some(({ href }) => href === '/procedures/supervision_notice'));
	assert.ok(page.links.some(({ href, label }) => /^\/matters\/\d+$/.test(href) && label.includes('DB-')));
});

test('what was done last is the newest that was done, not what was given up as a draft, withdrawn or missed', async () => {
	const client = await server.as('center.lead');
	const center = server.sql("SELECT organisation_id FROM organisation_kind WHERE kind = 'center'");
	let seen = 0;
	for (const [number, key, ends] of [[3, 'contract', ['ended', 'terminated']], [33, 'penalty', ['done', 'proposed']], [19, 'survey', ['answered']], [20, 'fault', ['closed']], [12, 'application', ['operating', 'refused', 'rejected']]]) {
		const row = (await client.open(`/articles/${number}`)).html.split('<tr>').find((part) => part.includes(`href="/procedures/${key}"`));
		const last = server.sql(`SELECT m.id FROM matter m JOIN matter_party p ON p.matter_id = m.id AND p.organisation_id = ${center} WHERE m.procedure_key = '${key}' AND m.number IS NOT NULL
			AND m.state IN ('${ends.join("', '")}') ORDER BY m.closed_at DESC, m.id DESC LIMIT 1`);
		assert.equal(/href="\/matters\/(\d+)"/.exec(row)?.[1] ?? '', last, key);
		if (last !== '') seen++;
		const closed = server.sql(`SELECT count(*) FROM matter m JOIN matter_party p ON p.matter_id = m.id AND p.organisation_id = ${center} WHERE m.procedure_key = '${key}' AND m.closed_at IS NOT NULL AND m.state NOT IN ('lapsed')`);
		assert.equal([.../class="num"[^>]*>([^<]*)</g[Symbol.matchAll](row)][1][1], closed, key);
	}
	assert.ok(seen > 3, `${seen}`);
});

test('the page of an article that only declares says so to everybody', async () => {
	for (const role of ['center.lead', 'unit.clerk', 'operator.clerk'])
		for (const number of [1, 2, 34, 35, 36, 37]) assert.match((await (await server.as(role)).open(`/articles/${number}`)).text, /落实情况 宣示性条款/, `${role} ${number}`);
	assert.doesNotMatch((await (await server.as('unit.clerk')).open('/articles/3')).text, /宣示性条款/);
	assert.ok((await (await server.as('unit.clerk')).open('/articles/36')).links.some(({ href, label }) => href === '/rules' && label === '参数'));
});

test('an article names the pages of every route that serves it, also beside other articles, and its time limit', async () => {
	const client = await server.as('center.lead');
	for (const number of [17, 22, 29, 33]) {
		const page = await client.open(`/articles/${number}`);
		assert.ok(page.links.some(({ href, label }) => href === '/reports' && label.includes('报告')), `${number}`);
	}
	for (const number of [6, 20]) assert.match((await client.open(`/articles/${number}`)).text, /相关页面/, `${number}`);
	/* The same words as in the matrix of who answers for what. */
	const matrix = await client.open('/responsibilities');
	const limit = matrix.html.split('<tr>').find((part) => part.includes('href="/articles/22"')).match(/次月第 \d+ 工作日/)[0];
	assert.ok((await client.open('/articles/22')).text.includes(limit));
	/* A number alone does not say what it is the limit of. */
	assert.match((await client.open('/articles/12')).text, /时间 \d+ 工作日（受理时限）/);
	assert.match((await client.open('/articles/30')).text, /时间 \d+ 小时（较大以上事件向网络安全监管单位报告时限）/);
});

test('compliance is for the center, states its rules and paints nothing green that has no record', async () => {
	const page = await (await server.as('center.lead')).open('/compliance');
	assert.match(page.text, /共 36 条（原文缺第十一条）/);
	for (const row of page.html.split('<tr>').slice(1)) {
		if (/流程尚未装入|尚无记录/.test(row)) assert.doesNotMatch(row, /st-green/);
		if (/st-(green|amber|red)/.test(row)) assert.match(row, /class="sub">[^<]+的为?|关注|正常/);
	}
	assert.equal((await (await server.as('unit.clerk')).get('/compliance')).status, 403);
	assert.equal((await (await server.as('operator.clerk')).get('/compliance')).status, 403);
});

test('each figure of compliance opens the records behind it, all, good, watched and bad', async () => {
	const client = await server.as('center.lead');
	const page = await client.open('/compliance');
	const lists = [...new Set(page.links.map(({ href }) => href).filter((href) => href.startsWith('/compliance/')))];
	assert.ok(lists.length > 30, `${lists.length}`);
	for (const href of lists) {
		const list = await client.open(href);
		const figures = /共 (\d+)|近一年 (\d+) 件|应办 (\d+)/.exec(list.text);
		if (figures) assert.match(list.html, Number(figures[1] ?? figures[2] ?? figures[3]) > 0 ? /data-th="记录"/ : /没有记录/, href);
		for (const standing of list.html.match(/<select[^>]*name="standing"[^]*?<\/select>/)[0].match(/(?<=value=")\d/g)) {
			const filtered = await client.open(`${href}?standing=${standing}`);
			const tones = new Set([...filtered.html.matchAll(/data-th="情况"><span class="st st-(\w+)"/g)].map(([, tone]) => tone));
			assert.ok(tones.size <= 1, `${href} ${standing}`);
		}
		const none = await client.get(`${href}?standing=9`);
		assert.equal(none.status, 422, href);
		assert.match(none.text, /没有符合条件的记录/);
	}
	const file = (await client.open('/compliance/assessed?standing=2&format=csv')).html.trim().split('\r\n');
	assert.match(file[0], /记录,单位,情况,说明/);
	assert.ok(file.length > 1 && file.slice(1).every((line) => line.includes(',不符,')), file[1]);
	assert.equal((await client.get('/compliance/nothing')).status, 404);
	assert.equal((await (await server.as('unit.clerk')).get('/compliance/assessed')).status, 403);
});

test('what holds of an article stands on its page, for the center alone; the assessments answer for 第三十三条', async () => {
	const client = await server.as('center.lead');
	const page = await client.open('/articles/33');
	assert.match(page.text, /落实情况.*季度考核评分表.*季度考核通报/);
	assert.doesNotMatch((await (await server.as('unit.clerk')).open('/articles/33')).text, /季度考核评分表/);
	const sheets = await client.open('/compliance/assessment');
	const frozen = sheets.links.filter(({ href }) => /^\/assess\/\d{4}Q\d\/[\w-]+$/.test(href));
	assert.ok(frozen.length > 0, sheets.text);
	assert.match(sheets.text, /20\d\d年第[一二三四]季度 已/);
	for (const text of [sheets.text, (await client.open('/compliance/assessment_bulletin')).text]) assert.doesNotMatch(text, /20\d\dQ\d/);
	for (const { href } of frozen) assert.equal((await client.get(href)).status, 200, href);
	const bulletin = (await client.open('/compliance/assessment_bulletin')).links.find(({ href }) => /^\/(reports|matters)\/\d+$/.test(href));
	assert.match((await client.open(bulletin.href)).text, /考核.*通报/);
});

test('the articles that only declare are grey and say so, the others have a row each', async () => {
	const page = await (await server.as('center.lead')).open('/compliance');
	const row = (number) => page.html.split('<tr>').filter((part) => part.includes(`href="/articles/${number}"`));
	for (const number of [1, 2, 34, 35, 36, 37]) {
		assert.equal(row(number).length, 1);
		assert.match(row(number)[0], /st-grey"><span>宣示性条款/);
	}
	for (let number = 3; number < 34; number++) if (number !== 11) assert.ok(row(number).every((part) => !part.includes('宣示性')) && row(number).length > 0, `${number}`);
});

test('a unit sees its own duties, the center everybody’s', async () => {
	const unit = server.having('unit.clerk', '省水利厅')[0];
	const own = await (await server.as(unit)).open('/duties');
	assert.match(own.text, /日志留存填报/);
	assert.doesNotMatch(own.text, /省卫生健康委/);
	const all = await (await server.as('center.lead')).open('/duties');
	assert.match(all.text, /省水利厅/);
	assert.match(all.text, /省卫生健康委/);
	for (const month of ['2026-13', 'x', '2026Q1', '1900-01', '2014-12', '2100-01']) assert.equal((await (await server.as(unit)).get(`/duties?month=${month}`)).status, 404, month);
	for (const [month, none] of [['', /^$/], ['2015-01', /^上月$/], ['2099-12', /^下月$/]]) {
		const page = await (await server.as(unit)).open(`/duties?month=${month}`);
		assert.ok(!page.links.some(({ label }) => none.test(label.trim()) && label.trim() !== ''), `${month} leads no further`);
	}
});

test('the calendar says until when, leads to what is owed and names the weekly duties', async () => {
	const own = await (await server.as(server.having('unit.clerk', '省水利厅')[0])).open('/duties');
	assert.match(own.html, /data-th="时限"/);
	const mine = own.links.filter(({ href }) => /^\/matters\/\d+$/.test(href));
	assert.ok(mine.length > 0);
	const client = await server.as(server.having('unit.clerk', '省水利厅')[0]);
	for (const { href } of mine) assert.equal((await client.get(href)).status, 200);
	const lead = await server.as('center.lead');
	const all = await lead.open('/duties');
	assert.match(all.text, /故障周报/);
	assert.match(all.text, /在办.*前）|已办/);
	for (const { href } of all.links.filter(({ href }) => /^\/matters\/\d+$/.test(href)).slice(0, 20)) assert.equal((await lead.get(href)).status, 200, href);
});

test('responsibilities show gaps, and only systems one has to do with', async () => {
	const unit = server.having('unit.clerk', '省水利厅')[0];
	const own = await (await server.as(unit)).open('/responsibilities');
	assert.match(own.text, /水雨情监测平台/);
	assert.doesNotMatch(own.html, /全民健康信息平台/);
	assert.match((await (await server.as('center.lead')).open('/responsibilities')).html, /class="late"/);
});

test('log gaps of others are not shown to a unit', async () => {
	const own = await (await server.as(server.having('unit.clerk', '省水利厅')[0])).open('/log-retention');
	assert.doesNotMatch(own.text, /医疗机构监管系统/);
	const all = await (await server.as('secops.clerk')).open('/log-retention');
	assert.match(all.text, /医疗机构监管系统/);
});

test('a duty of a period is begun once', async () => {
	const client = await server.as('jinjiang-clerk');
	const page = await client.open('/matters/new?procedure=self_check');
	const platform = page.form('start').options('platform').find(({ label }) => label.includes('锦江'));
	const answer = await client.submit(page, 'start', 'start', { platform: platform.value });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /本期的这件事项已经发起/);
});

test('the supervision provider has its plan registered, and what was missing of it is no longer', async () => {
	const security = await server.as('center.security');
	// The file holds them all, the page the first of them.
	const missing = async (key) => (await security.get(`/compliance/${key}?standing=2&format=csv`)).html.includes('天府云监管');
	const clerk = await server.as('tianfu-clerk');
	const old = server.sql("SELECT m.id FROM matter m JOIN organisation_kind k ON k.organisation_id = m.organisation_id AND k.kind = 'supervisor' WHERE m.procedure_key = 'plan_document' AND m.state = 'in_force'");
	assert.equal(await missing('plan_document'), false);
	// A new version begun and given up leaves the old one in force; two hands end it.
	await act(clerk, Number(old), 'revise');
	assert.equal(await missing('plan_document'), false);
	const draft = Number(server.sql(`SELECT max(id) FROM matter WHERE base_matter_id = ${old}`));
	const again = await press(clerk, Number(old), 'revise');
	assert.equal(again.status, 422);
	assert.match(again.text, /新版本“.*”正在办理（草稿）/);
	await act(clerk, draft, 'discard');
	assert.equal(await missing('plan_document'), false);
	await act(clerk, Number(old), 'confirm_year', {}, '请审核是否继续执行');
	assert.equal(await missing('plan_document'), false);
	await act(await server.as('tianfu-lead'), Number(old), 'repeal', {}, '监控平台已经更换，预案不再适用');
	assert.equal(await missing('plan_document'), true);
	const id = await startMatter(clerk, 'plan_document');
	await fill(clerk, id, { name: '监控采集中断应急预案', edition: 'V2.0', effective_day: server.today(), scope: '云监管平台', person_title: '应急管理岗', person_phone: '028-86100208' });
	await uploaded(clerk, id, 'plan');
	await submitDraft(clerk, id);
	await act(await server.as('tianfu-lead'), id, 'approve');
	await act(security, id, 'register');
	assert.equal(await missing('plan_document'), false);
	for (const procedure of ['drill', 'training']) assert.ok(await startMatter(clerk, procedure) > 0);
	assert.ok(Number(server.sql("SELECT count(*) FROM matter m JOIN organisation_kind k ON k.organisation_id = m.organisation_id AND k.kind = 'supervisor' WHERE m.procedure_key = 'yearly_readiness'")) > 0);
});

test('every article that asks for something names its screens, each of which opens', async () => {
	for (const role of ['center.lead', 'unit.clerk', 'operator.clerk']) {
		const client = await server.as(role);
		const screens = (page) => [...part(page.html, '相关页面').matchAll(/href="([^"]+)"/g)].map(([, href]) => href.replace(/&amp;/g, '&'));
		for (let number = 3; number <= 33; number++) {
			if (number === 11) continue;
			const found = screens(await client.open(`/articles/${number}`));
			assert.ok(found.length > 0, `${role} ${number}`);
			assert.equal(new Set(found).size, found.length, `${role} ${number}`);
		}
		const emergency = screens(await client.open('/articles/28'));
		for (const href of ['/matters?procedure=plan_document', '/matters?procedure=drill', '/matters?procedure=training', '/duties']) {
			assert.ok(emergency.includes(href), `${role} ${href}`);
			assert.equal((await client.get(href)).status, 200, href);
		}
	}
});

test('an article shows what of the own organisation waits for it and what it owes this month', async () => {
	let waiting = 0, duties = 0;
	for (const role of ['unit.clerk', 'operator.clerk', 'supervisor.clerk']) {
		const account = server.having(role).find(({ organisation }) => organisation !== '省大数据中心');
		const client = await server.as(account);
		const own = server.sql(`SELECT organisation_id FROM person WHERE login = '${account.login}'`);
		for (const number of [6, 7, 15, 17, 20, 21, 22, 25, 27, 28, 29, 31]) {
			const page = await client.open(`/articles/${number}`);
			for (const [, id] of part(page.html, '等待本单位办理').matchAll(/\/matters\/(\d+)"/g)) {
				assert.notEqual(server.sql(`SELECT count(*) FROM task WHERE matter_id = ${id} AND organisation_id = ${own} AND closed_at IS NULL`), '0', `${account.login} ${id}`);
				assert.equal((await client.get(`/matters/${id}`)).status, 200);
				waiting++;
			}
			// The same lines as the calendar of duties, of this article alone.
			const calendar = part((await client.open('/duties')).html, '本单位本月职责');
			for (const [line] of part(page.html, '本单位本月职责').matchAll(/<tr>\s*<td[\s\S]*?<\/tr>/g)) {
				assert.ok(calendar.includes(line), `${account.login} ${number}`);
				duties++;
			}
		}
	}
	assert.ok(waiting > 5 && duties > 5, `${waiting} ${duties}`);
});

test('an administrator, who sees no matters, sees none there either', async () => {
	for (const role of ['admin.system', 'admin.security', 'admin.audit'])
		for (const number of [12, 28]) assert.doesNotMatch((await (await server.as(role)).open(`/articles/${number}`)).text, /等待本单位办理|本单位本月职责|全部事项|\/matters\?/, `${role} ${number}`);
});

await end();
