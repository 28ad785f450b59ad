// Use and change of resources: who sees which system's figures, what an import
// and a draft refuse, over plain HTTP.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, option, press, stateOf, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'change' });
const heading = '月份,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';

async function token(client) {
	const { controls } = (await client.open('/usage/import')).form(({ controls }) => controls.some(({ name }) => name === 'file'));
	return Object.fromEntries(controls.filter(({ name }) => ['csrf', 'once'].includes(name)).map(({ name, value }) => [name, value]));
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
	await act(unit, id, 'confirm_return');
	assert.match(await stateOf(unit, id), /退还中/);
	await act(operator, id, 'take_back', { delivered: '临时节点已下线，存储已清除并收回。' });
	assert.match(await stateOf(unit, id), /已退还/);
});

end();
