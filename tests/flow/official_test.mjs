// Reports, sheets, slips and the yearly list as official documents: the page and its PDF say the same, in the order of
// an official document, and what is closed is printed again to the byte after an upgrade to other templates.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'official' });

const tool = (name, args, input) => execFileSync(name, args, { input, maxBuffer: 1 << 26 }).toString('utf8');
const squeezed = (text) => text.replace(/\s|\f/g, '');
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);
const report = (kind, closed) => server.sql(`SELECT id FROM report WHERE kind = '${kind}' AND closed_at IS ${closed ? 'NOT ' : ''}NULL ORDER BY id DESC LIMIT 1`);
const sheet = server.sql("SELECT a.period || '/' || o.code FROM assessment a JOIN organisation o ON o.id = a.provider_id WHERE published_at IS NOT NULL ORDER BY a.total LIMIT 1");
const slip = server.sql("SELECT substr(a.period, 1, 4) || '/' || o.code FROM closing c JOIN assessment a ON a.matter_id = c.subject_id JOIN organisation o ON o.id = a.provider_id WHERE c.subject = 'settlement' LIMIT 1");

// [what, who reads it, page, PDF, whom it is addressed to]; drafts and what is closed.
const drafts = [
	['R1', 'tianfu-clerk', `/reports/${report('R1', false)}`, '四川省大数据中心'],
	['R2', 'tianfu-clerk', `/reports/${report('R2', false)}`, '四川省大数据中心'],
	['R3', 'secops.clerk', `/reports/${report('R3', false)}`, '四川省大数据中心'],
].map(([what, login, path, to]) => [what, login, `${path}/print`, `${path}.pdf`, to]);
const closed = [
	['R4', 'center.lead', `/reports/${report('R4', true)}/print`, `/reports/${report('R4', true)}.pdf`, null],
	['an extract of R1', server.having('unit.clerk', '省水利厅')[0].login, `/reports/${report('R1', true)}/print`, `/reports/${report('R1', true)}.pdf`, '四川省水利厅'],
	['sheet', 'center.assess', `/assess/${sheet}/print`, `/assess/${sheet}/print?format=pdf`, null],
	['slip', 'center.assess', `/assess/${slip}/print`, `/assess/${slip}/print?format=pdf`, null],
];
const year = ['yearly list', 'center.assess', '/efficiency/print', '/efficiency/print?format=pdf', null];

// Pages are numbered, and a table repeats its head on each.
const textOf = (pdf) => squeezed(tool('pdftotext', ['-raw', '-', '-'], pdf).replace(/^\f?— \d+ —$/gm, ''));
const article = (html) => html.match(/<article[^]*<\/article>/)[0];
const sentences = (html) => article(html).replace(/<caption class="visually-hidden">[^<]*/g, '').replace(/<svg [^]*?<\/svg>/g, '').replace(/<span class="yz">[^<]*/g, '<span>')
	.replace(/(<p class="red-head">[^]*?<span>)文号：/, '$1') // above the red rule the number stands alone
	.match(/>[^<]+</g).map((piece) => squeezed(plain(piece.slice(1, -1)))).filter((piece) => piece.length > 1);

// A piece longer than what fits on a page's rest, or a cell that was cut with its row, is looked for by its parts.
function said(text, piece) {
	return text.includes(piece) || piece.length > 40 && piece.match(/.{1,12}/g).filter((part) => !text.includes(part)).length <= Math.ceil(piece.length / 400) + 1;
}

for (const [what, login, print, pdf, to] of [...drafts, ...closed, year]) {
	test(`${what}: every sentence of the page is in the PDF, in the order of an official document`, async () => {
		const client = await server.as(login);
		const page = await client.open(print), file = await client.open(pdf);
		assert.equal(file.headers['content-type'], 'application/pdf');
		const text = textOf(file.bytes), missing = sentences(page.html).filter((piece) => !said(text, piece));
		assert.deepEqual(missing.slice(0, 10), []);
		const html = article(page.html);
		const order = ['<p class="no">', '<h1>', '<p class="to">', '<p class="body">', '<p class="attach">', '<div class="end">', '<p class="foot-n">', '<h2 class="annex">', '<p class="copy">'].map((mark) => html.indexOf(mark));
		const official = html.includes('<p class="red-head">');
		const there = order.filter((at) => at >= 0 && !(what !== 'R4' && at === order[0] && !official));
		assert.deepEqual(there, [...there].sort((a, b) => a - b));
		for (const mark of ['<p class="no">', '<h1>', '<p class="body">', '<div class="end">']) assert.ok(html.includes(mark), mark);
		assert.equal(order[4] >= 0, order[7] >= 0, 'annexes are listed');
		if (to) assert.ok(html.includes(`<p class="to">${to}`), html.slice(html.indexOf('<p class="to">'), html.indexOf('<p class="to">') + 80));
		if (official) assert.match(html, /<p class="imprint"><span>四川省大数据中心<\/span><span>\d+年\d+月\d+日印发<\/span><\/p><\/article>/);
		for (const font of tool('pdffonts', ['-'], file.bytes).split('\n').slice(2).filter(Boolean)) assert.match(font, /CID .*yes yes yes/);
		assert.match(tool('pdfinfo', ['-'], file.bytes), /A4/);
	});
}

test('what is closed names its row of the log; a draft says that it is one', async () => {
	for (const [what, login, print] of closed) assert.match((await (await server.as(login)).open(print)).text, /核验码：[A-Z0-9-]+（日志链第 \d+ 行）/, what);
	for (const [what, login, print] of [...drafts, year]) assert.match((await (await server.as(login)).open(print)).text, /草稿，没有封存，不作依据/, what);
	const client = await server.as('center.assess');
	for (const address of [`/assess/${sheet}`, `/assess/${slip}`]) assert.match((await client.open(address)).text, /已封存于/, address);
});

test('the same bytes after a restart with other templates', async () => {
	/* One after the other: nobody gets two large files at once. */
	const all = async () => {
		const bytes = [];
		for (const [login, address] of closed.flatMap(([, login, print, pdf]) => [[login, print], [login, pdf]])) bytes.push((await (await server.as(login)).open(address)).bytes.toString('base64'));
		return bytes;
	};
	const before = await all();
	server.upgrade((folder) => {
		for (const name of ['part/paper.tpl', 'part/paper_number.tpl', 'part/document_sheet.tpl', 'frame_print.tpl']) {
			const file = `${folder}/templates/${name}`;
			fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/<(h1|main|p class="body"|p class="no")([^>]*)>/, '<$1$2>新版'));
		}
	});
	assert.match((await (await server.as('center.assess')).open('/efficiency/print')).text, /新版/);
	const after = await all();
	closed.forEach(([what], i) => {
		assert.ok(before[2 * i] === after[2 * i], `${what}: page`);
		assert.ok(before[2 * i + 1] === after[2 * i + 1], `${what}: PDF`);
	});
});

await end();
