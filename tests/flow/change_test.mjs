// Use and change of resources: who sees which system's figures, what an import
// and a draft refuse, over plain HTTP.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, option, press, startMatter, stateOf, submitDraft, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'change' });
const heading = '月份,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';

async function token(client) {
	const { controls } = (await client.open('/usage/import')).form(({ controls }) => controls.some(({ name }) => name === 'file'));
	return Object.fromEntries(controls.filter(({ name }) => ['csrf', 'once'].includes(name)).map(({ name, value }) => [name, value]));
}

async function startChange(client, system) {
	const page = await client.open('/matters/new?procedure=change');
	const answer = await client.submit(page, 'start', 'start', { system: option(page, 'system', system) });
	assert.equal(answer.status, 303);
	return Number(/\/matters\/(\d+)/.exec(answer.location)[1]);
}

async function systemOf(client, name) {
	const link = (await client.open('/systems')).links.find(({ href, label }) => /^\/systems\/\d+$/.test(href) && label.includes(name));
	return link?.href ?? assert.fail(`no system ${name}`);
}

test('figures of another unit’s system and of none are the same bytes', async () => {
	const watcher = await server.as('tianfu-clerk');
	const client = await server.as('slt-clerk');
	const all = (await watcher.open('/usage')).html.match(/\/usage\/systems\/\d+/g);
	const own = (await client.open('/usage')).html.match(/\/usage\/systems\/\d+/g);
	const foreign = all.find((href) => !own.includes(href));
	const other = await client.get(foreign);
	const nothing = await client.get('/usage/systems/999999999');
	assert.equal(other.status, 404);
	assert.equal(nothing.status, 404);
	assert.ok(other.comparable === nothing.comparable);
	for (const href of own) assert.equal((await client.get(href)).status, 200, href);
	assert.equal((await client.get('/usage/unknown')).status, 403);
});

test('a malformed line refuses the whole file and names itself', async () => {
	const client = await server.as('tianfu-clerk');
	const good = '2020-01,jinjiang-1,vm-flow-1,8,32,18.25,40,75.5,30,50,60,45,1.5,0.8,6,99.1,31';
	const bad = good.replace('vm-flow-1', 'vm-flow-2').replace('18.25', '101');
	const answer = await client.post('/usage/import', Object.entries({ ...await token(client), action: 'import', text: `${heading}\n${good}\n${bad}\n` }));
	assert.equal(answer.status, 422);
	assert.match(answer.text, /第 3 行/);
	assert.doesNotMatch((await client.open('/usage/unknown')).html, /vm-flow/);
	assert.equal((await client.post('/usage/import', Object.entries({ ...await token(client), action: 'import', text: `${heading}\n${good}\n` }))).status, 303);
	assert.match((await client.open('/usage/unknown')).html, /vm-flow-1/);
	assert.doesNotMatch((await (await server.as('slt-clerk')).open('/usage?month=2020-01')).html, /vm-flow/);
});

test('an emergency beyond capacity is refused, and nothing is lent', async () => {
	const duty = await server.as('center.duty');
	const href = (await duty.open('/matters?state=emergency_growth:draft')).html.match(/\/matters\/\d+/g);
	for (const id of [...new Set(href)].map((path) => Number(path.split('/')[2]))) {
		if (!/草稿/.test(await stateOf(duty, id))) continue;
		const page = await duty.open(`/matters/${id}/edit`);
		const answer = await duty.submit(page, 'save', 'save', { 'lines.1.class': 'vcpu', 'lines.1.amount': '900000', approved_by: '值班领导岗' });
		assert.equal(answer.status, 303);
		const after = await duty.open(`/matters/${id}/edit`);
		assert.match(after.text, /余 [\d,]+ 核，要增加 900,000 核/);
		return;
	}
	assert.fail('the demo has no draft of an emergency');
});

test('what the register filled in stays until the form asks for it', async () => {
	const unit = await server.as('slt-clerk');
	const page = await unit.open('/matters/new?procedure=change');
	const begun = await unit.submit(page, 'start', 'start', { system: option(page, 'system', '水库安全监测系统') });
	const edit = begun.location;
	assert.ok(!(await unit.open(edit)).form('save').has('lines.1.before'));
	await unit.submit(await unit.open(edit), 'save', 'save', { kinds: ['growth'] });
	const line = (form, name) => form.entries().find(([key]) => key === `lines.1.${name}`)?.[1];
	assert.match(line((await unit.open(edit)).form('save'), 'before'), /^[1-9]/);
	await unit.submit(await unit.open(edit), 'save', 'save', { 'lines.1.after': '47' });
	await unit.submit(await unit.open(edit), 'save', 'save', { kinds: ['info'] });
	await unit.submit(await unit.open(edit), 'save', 'save', { kinds: ['growth'] });
	assert.equal(line((await unit.open(edit)).form('save'), 'after'), '47');
});

test('growth names the item of the plan it answers or why there is none, and the plan counts it', async () => {
	const unit = await server.as('slt-clerk');
	const id = await startChange(unit, '水库安全监测系统');
	await fill(unit, id, { kinds: ['growth'] });
	const form = (await unit.open(`/matters/${id}/edit`)).form('save');
	const at = form.entries().find(([key, value]) => /^lines\.\d+\.class$/.test(key) && value === 'vcpu')[0].split('.')[1];
	const before = Number(form.entries().find(([key]) => key === `lines.${at}.before`)[1]);
	await fill(unit, id, {
		[`lines.${at}.after`]: String(before + 6), growth_note: '新接入站点后并发增加，测算见附件', provider_change: 'no', rebuilt: 'no', recovery_changed: 'no',
		reason: '汛期监测站点增加，现有处理器在高峰时段接近上限，申请适度扩容。', impact: '短时中断', window: '周六夜间', rollback: '快照恢复', level_impact: 'no',
	});
	await uploaded(unit, id, 'letter');
	await uploaded(unit, id, 'sizing_data');
	const check = async () => unit.submit(await unit.open(`/matters/${id}/edit`), 'check', 'check');
	const unsaid = await check();
	assert.equal(unsaid.status, 422);
	assert.match(unsaid.text, /有资源增加（处理器 \+6 核），没有写明是否列入年度上云计划/);
	await fill(unit, id, { planned: 'planned' });
	const items = await unit.open(`/matters/${id}/edit`);
	await fill(unit, id, { plan_item: option(items, 'plan_item', '水雨情监测平台') });
	const other = await check();
	assert.equal(other.status, 422);
	assert.match(other.text, /是为另一个系统的扩容列的/);
	await fill(unit, id, { planned: 'unplanned', plan_note: '站点接入任务年中下达，未列入年度计划' });
	await submitDraft(unit, id);
	const year = server.today().slice(0, 4);
	for (const client of [unit, await server.as('center.dispatch')])
		assert.match((await client.open(`/plans?year=${year}`)).text, /站点接入任务年中下达，未列入年度计划\s*6 核/);
});

test('a change waits for both confirmations', async () => {
	const unit = await server.as('slt-clerk');
	const watcher = await server.as('tianfu-clerk');
	const list = (await watcher.open('/matters?state=change:confirming')).html.match(/\/matters\/\d+/g) ?? [];
	for (const id of [...new Set(list)].map((path) => Number(path.split('/')[2]))) {
		const page = await unit.get(`/matters/${id}`);
		if (page.status !== 200 || !/确认变更/.test(page.text)) continue;
		await act(unit, id, 'confirm_change');
		assert.match(await stateOf(unit, id), /待确认/);
		await act(watcher, id, 'update_monitoring');
		assert.match(await stateOf(unit, id), /已完成/);
		return;
	}
	assert.fail('the demo has no change that waits for confirmation');
});

test('an emergency given back without its paper does not end by the unit’s word alone', async () => {
	const unit = await server.as('yjt-clerk');
	const lead = await server.as('yjt-lead');
	const operator = await server.as('minshan-clerk');
	const id = await (async () => {
		const list = (await operator.open('/matters?state=emergency_growth:paper_check')).html.match(/\/matters\/\d+/g) ?? [];
		for (const found of new Set(list.map((path) => Number(path.split('/')[2])))) {
			const page = await unit.get(`/matters/${found}`);
			if (page.status === 200 && /手续待审核/.test(page.text)) return found;
		}
		return assert.fail('the demo has no emergency whose paper waits for the lead');
	})();
	await act(lead, id, 'return_paper', {}, '请写明扩容的起止时间');
	await act(unit, id, 'return_early', {}, '主节点已经修复，提前退还');
	const alone = await press(unit, id, 'confirm_return');
	assert.equal(alone.status, 422);
	assert.match(alone.text, /手续还没有补办，运行单位也还没有登记收回借用的资源/);
	const part = await press(operator, id, 'take_back', { 'taken.1.amount': '1', delivered: '临时节点已下线，存储已清除并收回。' });
	assert.equal(part.status, 422);
	assert.match(part.text, /登记收回 1 核，还差 7 核/);
	assert.match(part.html, /临时节点已下线/);
	const paper = { paper_reason: '主节点硬件告警期间须在同平台增加节点，否则指挥中断。', load_expected: '与原节点相同，持续约三天' };
	const bare = await press(unit, id, 'supply_late', paper);
	assert.equal(bare.status, 422);
	assert.match(bare.text, /应急扩容申请函/);
	await uploaded(unit, id, 'letter');
	await act(unit, id, 'supply_late', paper);
	assert.match((await unit.open(`/matters/${id}`)).text, /已补办，待本单位审核/);
	assert.equal((await press(unit, id, 'confirm_return')).status, 422);
	await act(lead, id, 'approve_late');
	assert.match((await unit.open(`/matters/${id}`)).text, /已补办，待省大数据中心审核/);
	assert.equal((await press(unit, id, 'confirm_return')).status, 422, 'the center has not read it');
	await act(await server.as('center.approve'), id, 'accept_late');
	await act(unit, id, 'confirm_return');
	assert.match(await stateOf(unit, id), /退还中/);
	await act(operator, id, 'take_back', { delivered: '临时节点已下线，存储已清除并收回。' });
	assert.match(await stateOf(unit, id), /已退还/);
});

test('a renewal among other kinds has both ends in its approval, and the system ends as the paper says', async () => {
	const unit = await server.as('zjt-clerk');
	const lead = await server.as('zjt-lead');
	const [intake, approve] = [await server.as('center.intake'), await server.as('center.approve')];
	const id = await startChange(unit, '住房公积金监管系统');
	await fill(unit, id, {
		kinds: ['security', 'renewal'], security_services: ['situation', 'waf'], renew_years: '1', rebuilt: 'no', recovery_changed: 'no',
		reason: '按照等级保护测评意见增加应用防火墙，使用期限将届满，一并申请续期一年。', impact: '切换时短时中断', window: '周六夜间', rollback: '停用新增的防护策略', level_impact: 'no',
	});
	await uploaded(unit, id, 'letter');
	await submitDraft(unit, id);
	await act(lead, id, 'approve_application');
	await act(intake, id, 'accept');
	await act(approve, id, 'approve');
	const paper = (await unit.open(`/matters/${id}/papers/approve`)).text.replace(/\s/g, '');
	const [, until] = /续期后至(20\d\d年\d+月\d+日)/.exec(paper) ?? assert.fail(paper);
	assert.match(paper, /原使用期限至20\d\d年\d+月\d+日/);
	assert.match(paper, /变更批复/);
	const day = until.match(/\d+/g).map((part) => part.padStart(2, '0')).join('-');
	const system = await systemOf(unit, '住房公积金监管系统');
	assert.ok(!(await unit.open(system)).text.includes(day));
	for (const { login } of server.having('operator.clerk')) {
		const operator = await server.as(login);
		const page = await operator.get(`/matters/${id}`);
		if (page.status === 200 && /实施完成/.test(page.text)) await act(operator, id, 'deliver', { delivered: '已启用应用防火墙，策略由单位确认。' });
	}
	await act(unit, id, 'confirm_change');
	await act(await server.as('tianfu-clerk'), id, 'update_monitoring');
	assert.match(await stateOf(unit, id), /已完成/);
	assert.ok((await unit.open(system)).text.includes(day), day);
});

test('a major change that is agreed to leaves a re-application with what is known, and nothing stops', async () => {
	const list = (await (await server.as('center.approve')).open('/matters?state=change:major_notice')).html.match(/\/matters\/\d+/g) ?? [];
	const id = Number(list[0].split('/')[2]);
	const unit = await (async () => {
		for (const { login } of server.having('unit.clerk')) {
			const client = await server.as(login);
			const page = await client.get(`/matters/${id}`);
			if (page.status === 200 && /同意重新申请/.test(page.text)) return client;
		}
		return assert.fail('nobody’s change');
	})();
	await act(unit, id, 'agree_major');
	const next = Number((await unit.open('/matters?state=application:draft')).html.match(/\/matters\/\d+/g).map((path) => path.split('/')[2]).sort((a, b) => b - a)[0]);
	assert.ok(next > id);
	const form = (await unit.open(`/matters/${next}/edit`)).form('save');
	const values = Object.fromEntries(form.entries());
	assert.equal(values.kind, 'reapplication');
	const system = await systemOf(unit, values.system_name);
	assert.equal(values.base_system_id, system.split('/')[2]);
	assert.ok((await unit.open(system)).text.includes(values.filing_no), values.filing_no);
	assert.match(values['lines.1.count'], /^[1-9]/);
	assert.match(values['lines.1.vcpu'], /^[1-9]/);
	assert.match(values.responsible_phone, /\d/);
	assert.match((await unit.open(system)).text, /正式运行/);
	const number = /BG-\d{4}-\d{4}/.exec((await unit.open(`/matters/${id}`)).text)[0];
	const edit = async () => (await unit.open(`/matters/${next}/edit`)).text.replace(/\s+/g, '');
	assert.match(await edit(), new RegExp(`原变更${number}重新申请与原变更资源在用台账变更拟达本次申请申请与拟达之差`));
	await fill(unit, next, { 'lines.1.count': String(Number(values['lines.1.count']) + 1), changed_reason: '' });
	assert.match(await edit(), new RegExp(`与变更${number}的诉求不一致：处理器变更拟达[\\d,]+、申请[\\d,]+核`));
	await fill(unit, next, { changed_reason: '测算后多用一台同规格的服务器' });
	assert.match(await edit(), new RegExp(`与变更${number}的诉求不一致，已说明原因`));
	assert.doesNotMatch(await edit(), /的诉求不一致：/);
	/* Nobody is asked who does not apply again. */
	const fresh = await startMatter(unit);
	await fill(unit, fresh, { kind: 'new' });
	assert.ok(!(await unit.open(`/matters/${fresh}/edit`)).form('save').has('changed_reason'));
	assert.doesNotMatch((await unit.open(`/matters/${fresh}/edit`)).text, /重新申请与原变更/);
});

end();
