// What came before, beside a decision: who decides sees it, who only takes part does not (第三十二条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { part } from './html.mjs';
import { act, begin, fill, submitDraft, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'before' });

const matters = (page) => [...new Set(page.html.match(/\/matters\/\d+(?=")/g) ?? [])];

// state: what waits; decider: who holds it; says: a line of the panel; other: takes part and holds nothing.
// (Those that the demo has a second of; the rest is before_test.c.)
const decisions = [
	{ state: 'complaint:judging', decider: 'center.assess', panel: '该单位、该服务商此前的投诉', says: / 投诉 /, other: 'unit.lead' },
	{ state: 'contract:approving', decider: 'center.lead', panel: '该服务商、所涉平台此前的合同', says: /\d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d/, other: 'operator.clerk' },
	{ state: 'contract:approving', decider: 'center.lead', panel: '该服务商近几个季度的考核', says: /\d{4}Q\d [\d.]+ 分，/, other: 'operator.clerk' },
	{ state: 'verification:center_confirm', decider: 'center.dispatch', panel: '本平台前几个月的核实', says: /差异率 \d+\.\d\d%/, other: 'operator.clerk' },
	{ state: 'verification:supervisor_check', decider: 'supervisor.clerk', panel: '本平台前几个月的核实', says: /差异率 \d+\.\d\d%/, other: 'operator.clerk' },
	{ state: 'fault:accepting', decider: 'center.dispatch', panel: '同一系统、平台此前的故障', says: /同一(系统|平台)，[ⅠⅡⅢⅣ]级，/, other: 'operator.clerk' },
	{ state: 'incident:grading', decider: 'center.security', panel: '涉事单位此前的事件与定级', says: /建议.*，(定为|现为|误报)/, other: 'unit.clerk' },
];

// All of a state that anybody of this role, but of one organisation, may open, each with the page as he sees it.
async function* pages(role, state, but = '') {
	for (const account of server.having(role).filter(({ organisation }) => organisation !== but)) {
		const client = await server.as(account);
		for (const href of matters(await client.open(`/matters?state=${state}`))) yield { client, href, page: await client.open(href) };
	}
}

for (const { state, decider, panel, says, other } of decisions) {
	test(`${decider} sees beside ${state}: ${panel}`, async () => {
		let seen = 0;
		for await (const { client, href, page } of pages(decider, state)) {
			const beside = part(page.html, panel);
			if (!beside) continue;
			assert.match(beside, says, href);
			const rows = matters({ html: beside });
			assert.ok(rows.length > 0 && rows.length <= 8 && !rows.includes(href), href);
			// What it lists its reader may open.
			for (const row of rows) assert.equal((await client.open(row)).status, 200, row);
			const all = /href="(\/matters\?procedure=\w+)"/.exec(beside)[1];
			assert.equal((await client.open(all)).status, 200, all);
			seen++;
			break;
		}
		assert.ok(seen > 0, `no ${state} has anything before it`);
	});
	if (other) test(`${other} does not see it`, async () => {
		let looked = 0;
		for await (const { href, page } of pages(other, state, '省大数据中心')) {
			assert.ok(!page.text.includes(panel), `${href} shows ${panel}`);
			looked++;
		}
		assert.ok(looked > 0, `${other} takes part in no ${state}`);
	});
}

// A unit whose rules are in force hands in the next edition: who registers it sees the one before.
test('center.security sees beside the rules of a unit those it registered before, the unit’s clerk does not', async () => {
	const clerk = await server.as('slt-clerk');
	let draft;
	for (const href of matters(await clerk.open('/matters?state=om_rules:draft'))) if (/V2\.0/.test((await clerk.open(href)).text)) draft = Number(href.split('/')[2]);
	assert.ok(draft, 'the revision that waits as a draft');
	await fill(clerk, draft, { edition: 'V3.0', effective_day: server.today() });
	await uploaded(clerk, draft, 'rules');
	await submitDraft(clerk, draft);
	await act(await server.as('slt-lead'), draft, 'approve');
	const panel = part((await (await server.as('center.security')).open(`/matters/${draft}`)).html, '该单位此前登记的制度');
	assert.match(panel, /版本 V2\.0，\d{4}-\d\d-\d\d 起施行/);
	assert.doesNotMatch((await clerk.open(`/matters/${draft}`)).text, /该单位此前登记的制度/);
});

await end();
