// Every paper that the rules of the platform name: printed from its procedure, as PDF, with the short
// code of the audit log and, once its office has entered one, its number.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './server.mjs';
import { begin } from './story.mjs';
import { readYaml } from './yaml.mjs';

const { server, end } = await begin({ name: 'printable' });

const tool = (name, args, input) => execFileSync(name, args, { input, maxBuffer: 1 << 26 }).toString('utf8');
const squeezed = (text) => text.replace(/\s|\f/g, '');

const printable = {
	application: ['受理通知书', '一次告知补正通知书', '不予受理通知书', '评审意见表', '云资源配置核定书', '资源交付签收单'],
	change: ['云资源使用变更批复'],
	downsizing: ['资源降配回收通知书'],
	exit: ['数据清除确认书'],
	hazard: ['安全隐患整改通知书'],
	bulletin: ['通报'],
	incident: ['网络安全事件报告表'],
	annual_plan: ['年度计划下达函'],
};

const found = new Map();

test('every paper the rules name is offered by a matter of its procedure', async () => {
	const client = await server.as('center.lead');
	const states = [...(await client.open('/matters')).html.matchAll(/<option value="(\w+:\w+)"/g)].map(([, state]) => state);
	for (const [procedure, labels] of Object.entries(printable)) {
		const missing = new Set(labels);
		for (const state of states.filter((state) => state.startsWith(`${procedure}:`))) {
			if (missing.size === 0) break;
			const list = await client.open(`/matters?state=${state}`);
			for (const href of [...new Set(list.links.map((link) => link.href).filter((link) => /^\/matters\/\d+$/.test(link)))].slice(0, 4)) {
				for (const { href: paper, label } of (await client.open(href)).links) if (/\/papers\/\w+$/.test(paper) && missing.has(label.trim())) {
					found.set(label.trim(), paper);
					missing.delete(label.trim());
				}
			}
		}
		assert.deepEqual([...missing], [], procedure);
	}
});

test('each has the short code of the audit log, on the page and as PDF', async () => {
	const client = await server.as('center.lead');
	for (const [label, address] of found) {
		const page = await client.open(address);
		const code = /核验码：(\S+?)（日志链第 (\d+) 行）/.exec(page.text);
		assert.ok(code !== null && code[1].length >= 8, label);
		assert.match(page.text, /文号：/, label);
		const file = await client.open(`${address}?format=pdf`);
		const text = squeezed(tool('pdftotext', ['-raw', '-', '-'], file.bytes));
		assert.ok(text.includes(squeezed(`核验码：${code[1]}（日志链第${code[2]}行）`)), label);
		for (const font of tool('pdffonts', ['-'], file.bytes).split('\n').slice(2).filter(Boolean)) assert.match(font, /CID .*yes yes yes/);
	}
});

// A time follows its day after a space; nothing else in Chinese words on paper stands apart from a date or a number.
test('the words of no paper leave a space beside what is filled in', () => {
	const folder = path.join(root, 'db/procedures'), apart = [];
	let seen = 0;
	for (const name of fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')))
		for (const [key, paper] of Object.entries(readYaml(fs.readFileSync(path.join(folder, name), 'utf8')).papers ?? {}))
			for (const text of [paper.text ?? []].flat()) {
				seen++;
				if (/[\p{Script=Han}，。：；、（）“”] \{|\} [\p{Script=Han}，。：；、（）“”]/u.test(text)) apart.push(`${name} ${key}: ${text}`);
			}
	assert.ok(seen > 50, `only ${seen} paragraphs`);
	assert.deepEqual(apart, []);
});

test('every paper of the demo says who issues it and to whom', async () => {
	const client = await server.as('center.lead');
	const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
	const seen = new Set(), nameless = [];
	for (const line of sql('SELECT procedure_key, max(id) FROM matter GROUP BY procedure_key, state').split('\n')) {
		const [procedure, id] = line.split('|');
		const matter = await client.get(`/matters/${id}`);
		for (const { href } of matter.status === 200 ? matter.links : []) {
			const key = `${procedure} ${href.split('/').pop()}`;
			if (!/\/papers\/\w+$/.test(href) || seen.has(key)) continue;
			seen.add(key);
			const page = await client.open(href), html = page.html;
			const mark = /class="red-head">(.*?)文件</.exec(html), end = /<div class="end"><p>(.*?)<span/.exec(html), to = /<p class="to">(.*?)：<\/p>/.exec(html);
			if (mark?.[1] === '' || end?.[1] === '' || to?.[1] === '') nameless.push(key);
		}
	}
	assert.deepEqual(nameless, []);
	assert.ok(seen.size > 60, `only ${seen.size} papers`);
});

test('those of the center carry its number once that is entered', async () => {
	let serial = 100;
	for (const [label, address] of found) {
		const page = await (await server.as('center.lead')).open(address);
		if (!/登记文号/.test(page.text)) continue;
		const client = await server.as('center.lead');
		const number = `川数中心函〔2026〕${serial++}号`;
		await client.follow(await client.submit(await client.open(`${address}/number`), 'enter', 'enter', { number }));
		const text = squeezed(tool('pdftotext', ['-raw', '-', '-'], (await client.open(`${address}?format=pdf`)).bytes));
		assert.ok(text.includes(number), label);
	}
	assert.ok(serial > 108, `only ${serial - 100} papers of the center`);
});

test('a bulletin is a document: mark, number above the title, copies and imprint on an even last page', async () => {
	const client = await server.as('center.lead');
	const page = await client.open(found.get('通报'));
	assert.match(page.html, /class="sheet letter official"/);
	const pages = tool('pdftotext', ['-layout', '-', '-'], (await client.open(`${found.get('通报')}?format=pdf`)).bytes).split('\f').slice(0, -1);
	assert.equal(pages.length % 2, 0);
	assert.match(pages[0], /四川省大数据中心文件[^]*川数中心函〔2026〕\d+号[^]*关于[^]*通报/);
	assert.match(pages.at(-1), /月\d+日印发/);
});

test('the review sheet says the conclusion and no name of an expert', async () => {
	const address = found.get('评审意见表');
	const page = await (await server.as('center.lead')).open(address);
	assert.match(page.text, /评审结论：(通过|有条件通过|方案调整|不予通过)。/);
	const logins = [...server.having('review.expert'), ...server.having('center.review')].map(({ login }) => `'${login}'`);
	const posts = server.sql(`SELECT DISTINCT title FROM person WHERE login IN (${logins.join(', ')})`).split('\n');
	assert.ok(posts.length >= 5, 'there are reviewers to look for');
	for (const post of posts) assert.ok(!page.text.includes(post), post);
});

test('every page and every paper of a demo says that it is one', async () => {
	const client = await server.as('center.lead');
	const papers = ['/plans/print?year=2026', '/efficiency/print?year=2026', ...found.values()];
	for (const address of papers) assert.match((await client.open(address)).html, /演示数据。[^]*<p class="only-print demo-mark"[^>]*>演示数据<\/p>/, address);
	for (const address of found.values()) assert.match(tool('pdfinfo', ['-'], (await client.open(`${address}?format=pdf`)).bytes), /Subject: +演示数据/, address);
	for (const address of ['/', '/profile', '/nothing-here', '/audit']) assert.match((await client.get(address)).text, /演示数据：单位、系统和数字均为虚构/, address);
	assert.match((await server.anyone().open('/sign-in')).text, /演示数据：/);
});

await end();
