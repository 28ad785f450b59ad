// A monthly report from its draft to what each organisation keeps of it: the same bytes after a restart.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { patience } from './client.mjs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'report', clock: true });

const drafter = await server.as('tianfu-clerk');
const squeezed = (text) => text.replace(/\s|\f/g, '');
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function reportOf(client, kind) {
	const list = await client.open(`/reports?kind=${kind}`);
	return Number(/href="\/reports\/(\d+)"/.exec(list.html)[1]);
}

async function move(login, matter, action, fields = {}) {
	const client = await server.as(login);
	const page = await client.open(matter);
	const answer = await client.submit(page, action, action, fields);
	assert.equal(answer.status, 303, `${action}: ${answer.text}`);
}

async function press(client, page, button, fields = {}) {
	const answer = await client.submit(page, button, button, fields);
	assert.equal(answer.status, 303, answer.text);
	return client.follow(answer);
}

// The clerk process keeps the paper within seconds, other closings of the demo wait behind; until then it is pressed for
// who asks.
async function pressed(client, path) {
	const early = await client.open(path);
	for (let tries = 0; tries < 120 * patience; tries++) {
		const kept = /PDF SHA-256：\s*(\w{64})/.exec((await client.open(path.replace('.pdf', ''))).text);
		if (kept) {
			const answer = await client.open(path);
			assert.equal(digest(answer.bytes), kept[1]);
			assert.equal(digest(early.bytes), kept[1], 'pressed twice from one page');
			return answer;
		}
		await new Promise((wait) => setTimeout(wait, 500));
	}
	throw new Error(`${path} was not pressed`);
}

const id = await reportOf(drafter, 'R1');
const path = `/reports/${id}`;
const lead = server.having('supervisor.lead')[0].login;
const dispatch = server.having('center.dispatch')[0].login;
let kept;

test('the draft says what the records say and takes what the drafter writes', async () => {
	const page = await drafter.open(path);
	assert.match(page.text, /一、摘要/);
	assert.match(page.html, /<svg /);
	const saved = await press(drafter, page, 'save', { section_problems: '请各单位核实闲置机器。' });
	assert.match(saved.text, /请各单位核实闲置机器/);
	const again = await press(drafter, await drafter.open(path), 'redraft');
	assert.match(again.text, /请各单位核实闲置机器/);
});

test('closed by a person, it is kept as data, page and paper', async () => {
	const asOf = /数据截至 (\d{4}-\d\d-\d\d \d\d:\d\d)/.exec((await drafter.open(path)).text)[1];
	const matter = /href="(\/matters\/\d+)"/.exec((await drafter.open(path)).html)[1];
	await move('tianfu-clerk', matter, 'submit');
	await move(lead, matter, 'issue');
	await move(dispatch, matter, 'accept');
	await move(dispatch, matter, 'close');
	const paper = await pressed(drafter, `${path}.pdf`);
	assert.match(execFileSync('pdfinfo', ['-'], { input: paper.bytes }).toString(), /Subject: +演示数据/, 'also the kept one says that it is a demo');
	const page = await drafter.get(`${path}/print`);
	assert.equal(paper.bytes.subarray(0, 5).toString(), '%PDF-');
	assert.match((await drafter.open(path)).text, new RegExp(digest(paper.bytes)));
	for (const text of [(await drafter.open(path)).text, page.text, execFileSync('pdftotext', ['-raw', '-', '-'], { input: paper.bytes }).toString()])
		assert.ok(squeezed(text).includes(squeezed(`数据截至${asOf}。`)), text.slice(0, 500));
	kept = { paper: digest(paper.bytes), page: digest(page.bytes) };
});

test('units and operators keep their own extract under the same address', async () => {
	const unit = await server.as(server.having('unit.clerk', '省水利厅')[0].login);
	const operator = await server.as(server.having('operator.clerk')[0].login);
	const seen = await unit.open(path);
	assert.match(seen.text, /省水利厅/);
	assert.doesNotMatch(seen.text, /省公安厅|省教育厅|省交通运输厅/);
	assert.equal((await operator.open(path)).status, 200);
	assert.equal((await (await server.as('secops.clerk')).get(path)).status, 404);
	const signed = await press(unit, seen, 'sign');
	assert.match(signed.text, /您已签收/);
});

// What a closed report is given out as: the data of each table twice, and of the whole page and paper.  Extracts are
// pressed with rests between them, some minutes later.
const reprints = [];

async function printed(login) {
	const client = await server.as(login);
	const tables = (await client.open(path)).links.map(({ href }) => href).filter((href) => /[?&]format=(csv|xlsx)/.test(href));
	const found = {};
	assert.ok(tables.length >= 4, `${login} is offered ${tables}`);
	for (const address of [...tables, ...(login === drafter.login ? [`${path}/print`, `${path}.pdf`] : [])]) found[address] = digest((await client.open(address)).bytes);
	return found;
}

async function draftOf() {
	const draft = `/reports/${await reportOf(drafter, 'R2')}`;
	const client = await server.as('tianfu-clerk');
	const paper = execFileSync('pdftotext', ['-layout', '-', '-'], { input: (await client.open(`${draft}.pdf`)).bytes }).toString();
	return { page: (await client.open(`${draft}/print`)).text, paper };
}

test('a reprint has the same bytes after a restart', async () => {
	for (const login of ['tianfu-clerk', server.having('unit.clerk', '省水利厅')[0].login]) reprints.push({ login, bytes: await printed(login) });
	assert.equal(reprints[0].bytes[`${path}.pdf`], kept.paper);
	assert.equal(reprints[0].bytes[`${path}/print`], kept.page);
	server.run('stop');
	server.clients.clear();
	server.run('start');
	for (const { login, bytes } of reprints) assert.deepEqual(await printed(login), bytes);
});

test('and after an upgrade to other templates, in which drafts are printed at once', async () => {
	const heading = '川政云统一版头（二〇三〇版）';
	const imprint = '新版式附注：本件由新版系统印制';
	const before = await draftOf();
	for (const text of [before.page, before.paper]) assert.ok(!text.includes(heading) && !text.includes(imprint));
	server.upgrade((folder) => {
		const change = (name, from, into) => {
			const file = `${folder}/templates/${name}`;
			const text = fs.readFileSync(file, 'utf8');
			assert.ok(text.includes(from), `${name} has no ${from}`);
			fs.writeFileSync(file, text.replace(from, into));
		};
		change('part/paper.tpl', '<h1>{{PAPER_TITLE}}</h1>', `<h1>${heading}{{PAPER_TITLE}}</h1>`);
		change('part/paper.tpl', '{{>DOCUMENT}}', `<p class="body">${imprint}</p>{{>DOCUMENT}}`);
		change('part/document_sheet.tpl', '<table class="a4">', '<table class="a4 wide">');
		change('frame_print.tpl', '<meta name="color-scheme" content="light">', '<meta name="color-scheme" content="dark">');
	});
	const after = await draftOf();
	for (const text of [after.page, after.paper]) assert.ok(text.replace(/\s/g, '').includes(heading) && text.includes(imprint), text.slice(0, 500));
	for (const { login, bytes } of reprints) assert.deepEqual(await printed(login), bytes);
});

// Closed a moment before the upgrade: the clerk has no time to press it.
const late = `/reports/${await reportOf(await server.as('secops.clerk'), 'R3')}`;
const lateUnit = server.having('unit.clerk', '省水利厅')[0].login;

test('what is closed has its page at once; its PDF is pressed from that page, whatever templates are there by then', async () => {
	const drafting = await server.as('secops.clerk');
	const page = await drafting.open(late);
	const matter = /href="(\/matters\/\d+)"/.exec(page.html)[1];
	await move('secops.clerk', matter, 'submit');
	await move(server.having('secops.lead')[0].login, matter, 'issue');
	const security = server.having('center.security')[0].login;
	await move(security, matter, 'accept');
	await move(security, matter, 'close');
	const before = await Promise.all([drafting, await server.as(lateUnit)].map((client) => client.get(`${late}/print`)));
	for (const { status } of before) assert.equal(status, 200);
	const heading = '川政云统一版头（二〇三一版）';
	server.upgrade((folder) => {
		const file = `${folder}/templates/part/paper.tpl`;
		fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('<h1>', `<h1>${heading}`));
	});
	server.setClock(1);
	const [again, extract] = [await server.as('secops.clerk'), await server.as(lateUnit)];
	assert.ok((await again.get(`${late}/print`)).bytes.equals(before[0].bytes));
	assert.ok((await extract.get(`${late}/print`)).bytes.equals(before[1].bytes));
	const paper = squeezed(execFileSync('pdftotext', ['-raw', '-', '-'], { input: (await pressed(again, `${late}.pdf`)).bytes }).toString());
	assert.ok(!paper.includes(squeezed(heading)));
	for (const words of ['省大数据中心：', '抄送：使用单位、平台运营单位（各送本单位摘编）。', /数据摘要[^]*?([0-9a-f]{64})/.exec(before[0].text)[1]]) assert.ok(paper.includes(squeezed(words)), words);
});

end();
