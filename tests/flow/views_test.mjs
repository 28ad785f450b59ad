// What stands beside a decision, and who does not see it (第三十二条).
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'views' });
const part = (html, heading) => html.split('<section class="panel">').find((section) => section.includes(`<h2>${heading}</h2>`)) ?? '';

// One of this procedure that waits for this role: whom it concerns and the page.
async function waiting(role, procedure) {
	for (const account of server.having(role)) {
		const client = await server.as(account);
		const inbox = await client.open(`/inbox?role=${role}`);
		for (const { href } of inbox.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const page = await client.open(href);
			if (page.text.includes(procedure) && part(page.html, '该单位情况')) return { href, page };
		}
	}
	return assert.fail(`${role} has no ${procedure}`);
}

test('who rules on an application sees what the unit has, uses, asked for before and left unanswered', async () => {
	const { page } = await waiting('center.approve', '云资源使用申请');
	assert.match(part(page.html, '该单位情况'), /在用系统.*此前申请.*使用率均值/s);
	assert.ok(part(page.html, '该单位没有答复的通知'));
	assert.ok(page.links.some(({ href }) => href.endsWith('/review')));
});

test('decisions about changes and downsizing have the same beside them, with the judgement of the system', async () => {
	for (const [role, procedure] of [['center.approve', '云资源使用变更'], ['center.approve', '资源降配与回收']]) {
		const { page } = await waiting(role, procedure);
		assert.match(part(page.html, '该单位情况'), /本系统评估/);
	}
});

test('earlier requests are links, with who decided what', async () => {
	const client = await server.as('center.lead');
	let seen = 0;
	for (let address = '/matters'; address && seen === 0;) {
		const list = await client.open(address);
		for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const earlier = part((await client.open(href)).html, '该单位此前的申请与决定');
			if (/href="\/matters\/\d+"/.test(earlier) && /省大数据中心|数据中心/.test(earlier)) seen++;
			if (seen) break;
		}
		address = list.links.find(({ href }) => /^\/matters\?.*after=/.test(href))?.href;
	}
	assert.ok(seen > 0);
});

test('an operator on the same matter does not see the unit’s record', async () => {
	const operator = await server.as('jinjiang-clerk');
	const list = await operator.open('/matters');
	let looked = 0;
	for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
		const page = await operator.open(href);
		assert.equal(part(page.html, '该单位情况'), '', href);
		assert.equal(part(page.html, '该单位没有答复的通知'), '', href);
		looked++;
	}
	assert.ok(looked > 3);
});

// They name no resources and no risk of the unit: a question, a fault of somebody, what a unit confirms itself.
const elsewhere = ['interpretation.yaml', 'fault.yaml', 'ledger_confirmation.yaml'];

test('every procedure in which the center decides about a unit shows its record', () => {
	for (const name of readdirSync('db/procedures')) {
		const text = readFileSync(`db/procedures/${name}`, 'utf8');
		const about = /^start: .*unit\.clerk/m.test(text) || /^subject: .*system/m.test(text);
		const decides = /holder: \[?center\.(approve|review)/.test(text) || /holder: center\.lead/.test(text);
		if (!about || !decides || elsewhere.includes(name)) continue;
		assert.match(text, /^panels: .*unit_record/m, name);
	}
});

await end();
