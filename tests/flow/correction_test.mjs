// Later facts of what the center closed: dated rows beside it, the paper itself stays as it is.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'correction' });
const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const assess = await server.as('center.assess');
const [quarter, code, name, closing] = sql("SELECT a.period, o.code, o.name, c.id FROM closing c JOIN assessment a ON a.matter_id = c.subject_id JOIN organisation o ON o.id = a.provider_id WHERE c.subject = 'assessment' AND EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'operator.clerk' WHERE p.organisation_id = o.id) ORDER BY c.id DESC LIMIT 1").split('|');
const sheet = `/assess/${quarter}/${code}`;
const login = sql(`SELECT p.login FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'operator.clerk' JOIN organisation o ON o.id = p.organisation_id WHERE o.code = '${code}' LIMIT 1`);
const other = sql(`SELECT p.login FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'operator.clerk' JOIN organisation o ON o.id = p.organisation_id WHERE o.code <> '${code}' LIMIT 1`);

test('the post that keeps a closed sheet records a later fact; who sees the sheet sees it, its paper has the same bytes', async () => {
	const before = await assess.open(`${sheet}/print`);
	const page = await assess.open(sheet);
	const href = page.links.find(({ label }) => label.trim() === '登记更正').href;
	assert.equal(href, `/closings/${closing}`);
	const words = '原文故障恢复用时 65 分钟，经复核应为 56 分钟，依据值守记录；得分不变。<b>';
	assert.equal((await assess.submit(await assess.open(href), 'correct', 'correct', { text: words })).status, 303);
	for (const client of [assess, await server.as(login)]) {
		const { text } = await client.open(sheet);
		assert.ok(text.includes(words), `${name}: ${text.slice(0, 800)}`);
		assert.match(text, /更正（\d{4}-\d\d-\d\d \d\d:\d\d，.*，核验码 [0-9A-F-]+）/);
	}
	assert.equal((await assess.open(`${sheet}/print`)).comparable, before.comparable);
	assert.match((await (await server.as('admin.audit')).open('/audit?action=assessment.correct')).text, /登记评分表更正/);
});

test('the page of a correction leads to the list and the paper it belongs to, never to itself', async () => {
	const papers = sql("SELECT id || ' ' || subject FROM closing WHERE edition = 'full' AND subject <> 'report' GROUP BY subject").split('\n').map((line) => line.split(' '));
	assert.ok(papers.length >= 2, String(papers));
	for (const [id, subject] of papers) {
		const page = await assess.open(`/closings/${id}`);
		const [list, label] = subject === 'efficiency' ? ['/efficiency', '使用效率评分'] : ['/assess', '服务商考核'];
		const crumbs = /<nav[^>]*aria-label="当前位置"[^]*?<\/nav>/.exec(page.html)?.[0] ?? page.html;
		assert.ok(crumbs.includes(`href="${list}">${label}</a>`), crumbs.slice(0, 600));
		assert.ok(!page.links.some(({ label: words }) => ['返回', '登记更正'].includes(words.trim())), subject);
		assert.ok(!page.links.some(({ href }) => href === `/closings/${id}`), subject);
		const paper = [...crumbs.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).at(-1);
		assert.notEqual(paper, list);
		assert.match((await assess.open(paper.replaceAll('&amp;', '&'))).text, /已封存于/);
	}
});

test('a slip is corrected the same way, in words that are not too short', async () => {
	const slip = sql("SELECT id FROM closing WHERE subject = 'settlement' LIMIT 1");
	const refused = await assess.submit(await assess.open(`/closings/${slip}`), 'correct', 'correct', { text: '错' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /更正没有登记/);
	assert.match(refused.html, />错</);
	assert.equal((await assess.submit(refused, 'correct', 'correct', { text: '结算金额以补充协议为准，另行通知。' })).status, 303);
	assert.match((await assess.open(`/closings/${slip}`)).text, /另行通知/);
});

test('nobody else corrects, and what is no such paper does not exist', async () => {
	for (const client of [await server.as('center.lead'), await server.as(login), await server.as('admin.audit')]) {
		assert.equal((await client.get(`/closings/${closing}`)).status, 403);
		const page = await client.get(sheet);
		if (page.status === 200) assert.ok(!page.links.some(({ label }) => label.trim() === '登记更正'));
	}
	assert.doesNotMatch((await (await server.as(other)).get(sheet)).text, /经复核应为/);
	assert.equal((await assess.get(`/closings/${sql("SELECT id FROM closing WHERE subject = 'report' LIMIT 1")}`)).status, 404);
	assert.equal((await assess.get('/closings/999999')).status, 404);
	const page = await assess.open(`/closings/${closing}`);
	assert.equal((await assess.submit(page, 'correct', 'correct', { text: '一二三四五六', scope: 'unit:1' })).status, 400);
});

await end(/bad_request|BAD_REQUEST/);
