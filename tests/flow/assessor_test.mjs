// The assessor's door: an institution sees what it was invited to and nothing
// else, hands in its report and qualification, or says whether a report is its own (第十二条、第十五条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, idOf, inState, option, press, sentences, submitDraft, unitOf, uploaded } from './story.mjs';
import { paper } from './papers.mjs';

const { server, end } = await begin({ name: 'assessor' });
const unit = unitOf(server, 0);
const clerk = await server.as(unit.clerk);
const security = await server.as('center.security');
const assessor = await server.as('assess-1'); // 川安安全评估
const other = await server.as('assess-3');
let asked;

async function start(client, word, values, then) {
	const page = await client.open('/matters/new?procedure=report_confirmation');
	const answer = await client.submit(page, 'start', 'start');
	assert.equal(answer.status, 303, sentences(answer));
	const id = idOf(answer);
	await fill(client, id, { ...values, assessor: option(await client.open(`/matters/${id}/edit`), 'assessor', word) });
	if (then) await then(id);
	await submitDraft(client, id, 'invite');
	return id;
}

async function hidden(client, id) {
	for (const rest of ['', '/edit', '/print', '/papers/invite']) {
		const theirs = await client.get(`/matters/${id}${rest}`);
		const nothing = await client.get(`/matters/999999999${rest}`);
		assert.equal(theirs.status, 404, `${client.login} ${rest}`);
		assert.ok(theirs.comparable === nothing.comparable, rest);
	}
}

test('the center asks whether a report is genuine; only the institution named reads it', async () => {
	const report = paper('评估报告.pdf');
	asked = await start(security, '川安', { title: '待确认的安全评估报告', ask: 'confirm', report_kind: 'security', demand: '请确认由你机构出具' },
		(id) => uploaded(security, id, 'doubted_report', report));
	const inbox = await assessor.open('/inbox');
	assert.ok(inbox.links.some(({ href }) => href === `/matters/${asked}`));
	const page = await assessor.open(`/matters/${asked}`);
	const file = page.links.find(({ label }) => label.includes('评估报告.pdf'));
	assert.ok((await assessor.get(file.href)).bytes.equals(report.content));
	await hidden(other, asked);
	await hidden(clerk, asked);
});

test('without the doubted report nothing is asked', async () => {
	const page = await security.open('/matters/new?procedure=report_confirmation');
	const id = idOf(await security.submit(page, 'start', 'start'));
	await fill(security, id, { title: '没有附件的询问', ask: 'confirm', report_kind: 'security', demand: '请确认',
		assessor: option(await security.open(`/matters/${id}/edit`), 'assessor', '川安') });
	const form = await security.open(`/matters/${id}/edit`);
	const refused = await security.submit(form, 'check', 'check');
	assert.equal(refused.status, 422);
	assert.match(refused.text, /待确认的报告/);
	await inState(security, id, '草稿');
});

test('an answer without its number is refused and keeps what was typed; then it is settled for good', async () => {
	const answer = await press(assessor, asked, 'confirm_report', { issued_no: 'CA-2026-7' });
	assert.equal(answer.status, 422);
	assert.match(answer.html, /CA-2026-7/);
	assert.match(sentences(answer), /报告日期/);
	assert.ok(!(await assessor.open(`/matters/${asked}`)).actions().includes('deliver'));
	await act(assessor, asked, 'deny_report', {}, '报告编号不是本机构的');
	await inState(security, asked, '机构否认待处理');
	await act(security, asked, 'settle', {}, '退回报告，要求使用单位重新委托评估');
	await hidden(assessor, asked);
});

test('an institution hands in report and qualification for a unit, which takes them', async () => {
	const id = await start(clerk, '川安', { title: '请出具安全评估报告', ask: 'deliver', report_kind: 'security', demand: '两周内完成' });
	const facts = { report_no: 'CA-2026-9', report_day: server.today(), conclusion: '符合要求' };
	const lacking = await press(assessor, id, 'deliver', facts);
	assert.equal(lacking.status, 422);
	assert.match(sentences(lacking), /报告/);
	await uploaded(assessor, id, 'report');
	await uploaded(assessor, id, 'qualification');
	await act(assessor, id, 'deliver', facts);
	assert.match((await security.open(`/matters/${id}`)).text, /CA-2026-9/); // the center looks on
	const file = (await clerk.open(`/matters/${id}`)).links.find(({ label }) => label.includes('report.pdf'));
	assert.equal((await clerk.get(file.href)).status, 200);
	await act(clerk, id, 'receive_report');
	await inState(clerk, id, '报告已收');
	await hidden(assessor, id);
});

test('an institution opens no page of others and begins nothing', async () => {
	const chooser = await assessor.get('/matters/new');
	assert.ok(chooser.status === 403 || !chooser.links.some(({ href }) => href.startsWith('/matters/new?procedure=')));
	assert.equal((await assessor.get('/matters/new?procedure=report_confirmation')).status, 403);
	for (const path of ['/systems', '/filings', '/hazards', '/contracts']) assert.ok([403, 404].includes((await assessor.get(path)).status), path);
});

test('from the check of the reports the question is one button, and the matter names it', async () => {
	for (const { href } of (await security.open('/inbox')).links.filter((link) => /^\/matters\/\d+$/.test(link.href))) {
		const page = await security.open(href);
		if (!page.actions().includes('ask_assessor')) continue;
		const id = Number(href.split('/')[2]);
		const after = await act(security, id, 'ask_assessor');
		const opened = after.links.filter((link) => /^\/matters\/\d+$/.test(link.href) && link.href !== href);
		const drafts = await Promise.all(opened.map(({ href: address }) => security.get(address)));
		assert.ok(drafts.some((draft) => /第三方报告确认/.test(draft.text) && /草稿/.test(draft.text)), opened.map(({ label }) => label).join(' '));
		assert.equal((await assessor.get(`/matters/${id}`)).status, 404);
		return;
	}
	assert.fail('no report waits for its check');
});

end();
