// What papers and printed sheets say is so: no hole in a sentence, nothing that came later, nobody left out.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'printed' });
const client = await server.as('center.lead');
const squeezed = (text) => text.replace(/\s|\f/g, '');

// Matters of a procedure in which an action was taken, oldest first.
const taken = (procedure, action) => server.sql(`SELECT DISTINCT m.id FROM matter m JOIN procedure p ON p.id = m.procedure_id JOIN event e ON e.matter_id = m.id
	WHERE p.key = '${procedure}' AND e.action = '${action}' ORDER BY m.id`).split('\n').filter(Boolean);

// A paper as page and as PDF, without spaces.
async function printed(address) {
	const page = await client.open(address);
	const file = await client.open(`${address}?format=pdf`);
	const pdf = execFileSync('pdftotext', ['-raw', '-', '-'], { input: file.bytes, maxBuffer: 1 << 26 }).toString('utf8');
	return [squeezed(page.html.match(/<article[^]*<\/article>/)[0].replace(/<[^>]*>/g, '')), squeezed(pdf)];
}

test('tables below each other have their names above them, on the page and on the sheet', async () => {
	const [id] = server.sql("SELECT f.matter_id FROM matter_form f JOIN matter m ON m.id = f.matter_id WHERE m.procedure_key = 'log_attestation' AND json_array_length(f.body, '$.gaps') > 0 ORDER BY 1 LIMIT 1").split('\n');
	const page = await client.open(`/matters/${id}`), sheet = await client.open(`/matters/${id}/print`);
	for (const label of ['日志情况', '中断的日志']) {
		assert.match(page.html, new RegExp(`class="tbl-h"><span aria-hidden="true">${label}</span>`), label);
		assert.match(sheet.html, new RegExp(`<caption>${label}</caption>`), label);
	}
	assert.doesNotMatch(page.html, /class="tbl-h">[^/]*<\/span><a/, 'nothing is changed on the page of a matter');
});

test('a notice of acceptance names the limit of the whole, or where none is set that of the step that follows', async () => {
	const said = { application: /办理时限：全程\d+个工作日，自受理次日起算/, change: /下一环节（审核中）的时限：3个工作日，自受理次日起算，至20\d\d年\d+月\d+日止；/ };
	for (const [procedure, words] of Object.entries(said)) {
		const [id] = taken(procedure, 'accept');
		for (const text of await printed(`/matters/${id}/papers/accept`)) {
			assert.match(text, words);
			assert.doesNotMatch(text, procedure === 'change' ? /全程/ : /下一环节/);
		}
	}
});

test('a notice of acceptance lists what was handed in by then, not what came later', async () => {
	let later = 0;
	for (const id of taken('application', 'accept')) {
		const [event, at] = server.sql(`SELECT max(id), max(at) FROM event WHERE matter_id = ${id} AND action = 'accept'`).split('|');
		const documents = server.sql(`SELECT document, min(follows) FROM attachment WHERE matter_id = ${id} GROUP BY document`).split('\n').filter(Boolean).map((line) => line.split('|'));
		if (!documents.some(([document, follows]) => document === 'delivery_list' && Number(follows) >= Number(event)) || later++ > 2) continue;
		assert.ok(Number(at) > 0);
		for (const text of await printed(`/matters/${id}/papers/accept`)) {
			const [, listed] = /收到的材料：([^。]*)。/.exec(text);
			assert.ok(listed.includes('上云方案') && listed.includes('申请函'), listed);
			for (const label of ['资源交付清单', '上线安全评估报告']) assert.ok(!listed.includes(label), `${id}: ${listed}`);
		}
	}
	assert.ok(later > 0, 'the demo has applications that were delivered');
	// The approval sheet is of today and has them all.
	const [id] = server.sql(`SELECT matter_id FROM attachment WHERE document = 'delivery_list' AND withdrawn_at IS NULL LIMIT 1`).split('\n');
	assert.match((await client.open(`/matters/${id}/print`)).text, /资源交付清单/);
});

test('a letter asks for what its procedure is about', async () => {
	const said = {
		application: [/我单位\S+需要使用省级政务云资源，现提出云资源使用申请，主要内容如下：/, /安全管理责任不变/],
		change: [/我单位\S+正在使用省级政务云资源，现申请变更（\S+），主要内容如下：/, /安全管理责任不变/],
		exit: [/我单位\S+不再使用省级政务云资源，现申请退出省级政务云平台，主要内容如下：/, /数据清除、资源回收以前，继续承担该系统的安全管理责任/],
	};
	for (const [procedure, words] of Object.entries(said)) {
		const [id] = taken(procedure, 'submit');
		for (const text of await printed(`/matters/${id}/papers/submit`)) {
			for (const word of words) assert.match(text, word);
			if (procedure !== 'application') assert.doesNotMatch(text, /需要使用/);
		}
	}
});

test('the approval sheet has the signature of everybody where several sign, and no comment or urging', async () => {
	const several = (action) => `SELECT matter_id FROM event WHERE action = '${action}' GROUP BY matter_id HAVING count(DISTINCT actor_label) > 1`;
	const id = server.sql(`${several('cleared')} INTERSECT ${several('free_resources')} INTERSECT ${several('confirm_wipe')} LIMIT 1`);
	const html = (await client.open(`/matters/${id}/print`)).html;
	for (const action of ['cleared', 'confirm_wipe', 'free_resources']) {
		const rows = server.sql(`SELECT label, actor_label FROM event WHERE matter_id = ${id} AND action = '${action}'`).split('\n').map((line) => line.split('|'));
		const signed = [...html.matchAll(new RegExp(`<th scope="row">${rows[0][0]}</th>[^]*?<div class="sg">\\s*<span>([^<]*)</span>`, 'g'))].map(([, who]) => who);
		assert.ok(new Set(rows.map(([, who]) => who)).size > 1, action);
		assert.deepEqual(signed.sort(), rows.map(([, who]) => who).sort(), action);
	}
	const commented = server.sql(`SELECT matter_id, label, opinion FROM event WHERE action IN ('comment', 'urge') AND opinion <> '' LIMIT 1`).split('|');
	assert.ok(commented.length > 2);
	assert.ok(!(await client.open(`/matters/${commented[0]}/print`)).text.includes(commented[2]));
});

test('values of a table in words have the labels of their columns, in the sheet and in the history, and nothing for what is empty', async () => {
	const id = server.sql("SELECT matter_id FROM event WHERE action = 'rule' AND body LIKE '%\"reason\":\"\"%' OR action = 'rule' LIMIT 1");
	for (const address of [`/matters/${id}/print`, `/matters/${id}`]) {
		const { text } = await client.open(address);
		assert.match(text, /1\. 用途 [^，]+，平台 [^，]+，资源 [^，]+，申请量 [\d,]+，核定量 [\d,]+/, address);
		assert.doesNotMatch(text, /核减或核增理由 —/, address);
	}
	// One column needs no label of its own.
	const [named] = taken('bulletin', 'sign');
	assert.match((await client.open(`/matters/${named}/print`)).text, /发往单位：\s*1\. (?!单位)/);
});

test('numbers of a paper are written as on the pages: 99.99%, 0.70, 1:3.00', async () => {
	const [id] = taken('contract', 'adopt_supplement');
	for (const text of await printed(`/matters/${id}/papers/adopt_supplement`)) {
		assert.match(text, /季度可用率99\.99%/);
		assert.match(text, /处理器（核）1:3\.00/);
		assert.match(text, /优秀1\.00良好0\.95合格0\.85不合格0\.70/);
	}
	assert.doesNotMatch((await client.open(`/matters/${id}/papers/adopt_supplement`)).text, /\d %/);
});

test('a paragraph of a paper ends with one full stop, whatever was typed into it', async () => {
	const papers = [['emergency_growth', 'return_early'], ['suspension', 'decide'], ['exit', 'publish'], ['downsizing', 'issue'], ['penalty', 'notify'], ['hazard', 'issue'], ['revocation', 'open_hearing'], ['change', 'reject'], ['application', 'refuse']];
	for (const [procedure, action] of papers) {
		const [id] = taken(procedure, action);
		const { html } = await client.open(`/matters/${id}/papers/${action}`);
		const paragraphs = [...html.matchAll(/<p class="body">([^]*?)<\/p>/g)].map(([, text]) => text.trim()).filter(Boolean);
		assert.ok(paragraphs.length > 0);
		for (const text of paragraphs) {
			assert.match(text, /[。：！？；…]$|。[”）]$/, `${procedure} ${action}: ${text}`);
			assert.doesNotMatch(text, /。。|。，/, `${procedure} ${action}`);
		}
	}
});

test('what changed after a step is not called after an approval where nothing is approved', async () => {
	const words = { exit: ['办理后内容已变更', '自审批后已变更'], fault: ['办理后内容已变更', '自审批后已变更'], application: ['自审批后已变更', '办理后内容已变更'] };
	const seen = new Set();
	for (const [procedure, [said, not]] of Object.entries(words))
		for (const id of server.sql(`SELECT m.id FROM matter m WHERE m.procedure_key = '${procedure}' AND EXISTS (SELECT 1 FROM attachment a WHERE a.matter_id = m.id AND a.version > 1) ORDER BY m.id LIMIT 4`).split('\n').filter(Boolean))
			for (const address of [`/matters/${id}`, `/matters/${id}/print`]) {
				const { text } = await client.open(address);
				assert.ok(!text.includes(not), address);
				if (text.includes(said)) seen.add(procedure);
			}
	assert.ok(seen.has('exit') && seen.has('application'), [...seen].join());
});

test('the paper says row by row what changed in a table after a decision, and marks what is of importance as the page does', async () => {
	let rows = 0, marked = 0;
	for (const id of server.sql("SELECT m.id FROM matter m WHERE m.procedure_key IN ('application', 'change', 'plan') AND (SELECT count(*) FROM matter_form r WHERE r.matter_id = m.id) > 1 ORDER BY m.id DESC LIMIT 60").split('\n').filter(Boolean))
		for (const address of [`/matters/${id}`, `/matters/${id}/print`]) {
			const page = await client.get(address);
			assert.doesNotMatch(page.html, /<del>\d+ 行<|<td>\d+ 行<\/td>/, address);
			if (!address.endsWith('/print')) continue;
			rows += [...page.html.matchAll(/<td class="w1">[^<]*：(?:第|新增第|删去原第) \d+ 行(?:<br><b>重要内容<\/b>)?<\/td><td>/g)].length;
			const marks = page.html.split('<b>重要内容</b>').length - 1;
			if (marks > 0) assert.match((await client.get(`/matters/${id}`)).html, /<span class="sub warn">重要内容<\/span>/);
			marked += marks;
		}
	assert.ok(rows > 0, 'a paper of the demo has one');
	assert.ok(marked > 0, 'none of importance');
});

test('a contract that ended with its provider says so once', async () => {
	const opinion = server.sql("SELECT opinion FROM event e JOIN matter m ON m.id = e.matter_id WHERE m.procedure_key = 'contract' AND e.action IN ('terminate', 'drop') AND opinion LIKE '%撤销%服务商资格%' LIMIT 1");
	assert.match(opinion, /^撤销[^：]+服务商资格（\S+）$/);
});

await end();
