// Plans, contracts, interpretations as pages: who sees what, and what is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, idOf, option, press, sentences, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'provider' });
const account = (role, name) => server.having(role, name)[0];
const hrefs = (page, form) => page.links.map(({ href }) => href).filter((href) => form.test(href));

test('a contract is seen by the center and its provider, to everybody else it does not exist', async () => {
	const center = await server.as('center.assess');
	const own = await server.as(account('operator.lead', '岷山云服务公司'));
	const all = hrefs(await center.open('/contracts'), /^\/contracts\/\d+$/);
	const theirs = hrefs(await own.open('/contracts'), /^\/contracts\/\d+$/);
	assert.ok(theirs.length > 0 && theirs.length < all.length);
	const other = all.find((href) => !theirs.includes(href));
	const seen = await own.get(other), nothing = await own.get('/contracts/999999');
	assert.equal(seen.status, 404);
	assert.equal(seen.comparable, nothing.comparable);
	assert.match((await own.open(theirs[0])).text, /服务水平协议/);
	const unit = await server.as('unit.clerk');
	for (const path of ['/contracts', theirs[0], '/contracts/999999']) assert.equal((await unit.get(path)).status, 403, path);
});

test('coefficients a contract does not set are said to be not set', async () => {
	const own = await server.as(account('operator.lead', '青城信创云公司'));
	const [href] = hrefs(await own.open('/contracts'), /^\/contracts\/\d+$/);
	assert.match((await own.open(href)).text, /系数未按合同设定/);
});

test('a supplement shows both versions, newest first', async () => {
	const own = await server.as(account('operator.lead', '锦江云服务公司'));
	for (const href of hrefs(await own.open('/contracts'), /^\/contracts\/\d+$/)) {
		const page = await own.open(href);
		if (!page.text.includes('第 1 次补充')) continue;
		assert.ok(page.text.indexOf('第 1 次补充') < page.text.indexOf('原合同'));
		assert.match(page.text, /现行[\s\S]*99\.99%[\s\S]*已由补充协议替代[\s\S]*99\.95%/);
		return;
	}
	assert.fail('no contract with a supplement');
});

// The first matter of a state whose page has these words.
async function matterWith(client, state, words) {
	for (const href of new Set((await client.open(`/matters?state=${state}`)).html.match(/\/matters\/\d+/g) ?? [])) if (words.test((await client.open(href)).text)) return Number(href.split('/')[2]);
	return assert.fail(`no matter in ${state} with ${words}`);
}

test('a platform that a contract brings is there when the contract takes effect, not before, and once', async () => {
	const [assess, lead] = [await server.as('center.assess'), await server.as('center.lead')];
	const own = await server.as(account('operator.lead', '青城信创云公司'));
	const other = await server.as(account('operator.clerk', '岷山云服务公司'));
	const id = await matterWith(lead, 'contract:approving', /青城信创云二区/);
	assert.doesNotMatch((await lead.open('/platforms')).text, /青城信创云二区/);
	assert.equal((await other.get(`/matters/${id}`)).status, 404);
	assert.doesNotMatch((await own.open(`/matters/${id}`)).html, /take_effect/);
	const answer = await press(lead, id, 'take_effect');
	assert.equal(answer.status, 303, sentences(answer));
	const link = (await lead.open('/platforms')).links.find(({ label }) => label.includes('青城信创云二区')) ?? assert.fail('no platform');
	const page = (await own.open(link.href)).text.replace(/\s+/g, ' ');
	for (const words of [/青城信创云二区/, /政务外网公共区/, /1,200/, /4,800/, /160,000/]) assert.match(page, words);
	/* Systems can be put there: it stands among the platforms a change may name. */
	const unit = await server.as(account('unit.clerk', '省水利厅'));
	const start = await unit.open('/matters/new?procedure=change');
	const begun = await unit.submit(start, 'start', 'start', { system: option(start, 'system', '水库安全监测系统') });
	await unit.submit(await unit.open(begun.location), 'save', 'save', { kinds: ['growth'] });
	assert.match((await unit.open(begun.location)).html, /青城信创云二区/);
	/* Its code and name are taken: another contract that brings them again is refused, and nothing comes of it. */
	const draft = await matterWith(assess, 'contract:draft', /锦江云平台扩容服务合同/);
	const edit = `/matters/${draft}/edit`;
	const again = { 'new_platforms.1.code': 'qingcheng-2', 'new_platforms.1.name': '锦江云二区', 'new_platforms.1.kind': 'service', 'new_platforms.1.zones': '政务外网公共区',
		'new_capacity.1.code': 'qingcheng-2', 'new_capacity.1.class': 'vcpu', 'new_capacity.1.total': '100' };
	assert.equal((await assess.submit(await assess.open(edit), 'save', 'save', again)).status, 303);
	await uploaded(assess, draft, 'contract_scan');
	const refused = await press(assess, draft, 'submit');
	assert.equal(refused.status, 422);
	assert.match(refused.text, /平台代码“qingcheng-2”或者名称“锦江云二区”已经使用/);
	assert.doesNotMatch((await lead.open('/platforms')).text, /锦江云二区/);
});

test('a unit sees its own plan items alone, on the page, as CSV and on paper', async () => {
	const unit = await server.as(account('unit.clerk', '省水利厅'));
	const center = await server.as('center.dispatch');
	for (const path of ['/plans?year=2026', '/plans/export?year=2026', '/plans/print?year=2026', '/plans?year=2027', '/plans/export?year=2027']) {
		const page = await unit.get(path);
		assert.equal(page.status, 200, path);
		assert.doesNotMatch(page.html, /省民政厅|省卫生健康委|养老机构监管平台/, path);
	}
	const years = (await center.open('/plans')).html;
	assert.match(years, /养老机构监管平台|高标准农田监测系统/);
	assert.equal((await center.get('/plans?year=abc')).status, 422);
	assert.equal((await center.get('/plans/export?year=abc')).status, 400);
	assert.equal((await (await server.as('operator.clerk')).get('/plans')).status, 403);
	assert.match((await center.get('/plans/export')).html, /^\ufeff?单位,系统,类型/);
});

test('an adjustment without a proper reason is refused beside the field, typed words kept', async () => {
	const unit = await server.as(account('unit.clerk', '省交通运输厅'));
	const [href] = hrefs(await unit.open('/plans'), /^\/matters\/\d+$/);
	const page = await press(unit, idOf({ address: href }), 'adjust', { adjust_reason: '要加' });
	assert.equal(page.status, 422);
	assert.match(sentences(page), /调整理由/);
	assert.match(page.html, />要加</);
	assert.doesNotMatch((await unit.open(href)).html, />要加</);
});

test('interpretations are read by all, found by article, withdrawn by the leader with a reason', async () => {
	const reader = await server.as('operator.clerk');
	const found = await reader.open('/interpretations?article=31');
	const [href] = hrefs(found, /^\/interpretations\/\d+$/);
	assert.equal(hrefs(found, /^\/interpretations\/\d+$/).length, 1);
	assert.equal(hrefs(await reader.open('/interpretations?article=1'), /^\/interpretations\/\d+$/).length, 0);
	assert.equal((await reader.get('/interpretations/999999')).status, 404);
	const lead = await server.as('center.lead');
	const page = await lead.open(href);
	const empty = await lead.submit(page, 'withdraw', 'withdraw', { reason: '误' });
	assert.equal(empty.status, 422);
	assert.match(empty.html, />误</);
	const done = await lead.submit(await lead.open(href), 'withdraw', 'withdraw', { reason: '与新印发的细则不一致，撤回后重新解释' });
	assert.equal(done.status, 303);
	const after = await reader.open(href);
	assert.match(after.text, /撤回，仅供查考/);
	assert.match(after.text, /与新印发的细则不一致/);
	assert.match((await reader.open('/interpretations?article=31')).text, /已撤回/);
});

test('who asked is not told to others', async () => {
	const reader = await server.as('secops.clerk');
	const [href] = hrefs(await reader.open('/interpretations?article=16'), /^\/interpretations\/\d+$/);
	const page = await reader.open(href);
	assert.doesNotMatch(page.text, /省水利厅/);
	assert.equal(hrefs(page, /^\/matters\/\d+$/).length, 0);
});

test('a provider cannot begin an admission that the rules keep for integrators', async () => {
	const operator = await server.as(account('operator.clerk', '锦江云服务公司'));
	const page = await operator.open('/matters/new?procedure=platform_admission');
	assert.match(page.text, /只有云整合平台承建单位可以申请纳管/);
});

await end();
