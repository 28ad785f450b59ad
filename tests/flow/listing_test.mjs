// Lists as files: what the page shows, all of it, for those who may see it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import zlib from 'node:zlib';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'listing' });
const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();

// By whom each list is asked for.
const lists = {
	'admin.system': ['/admin/people', '/admin/organisations', '/announcements'],
	'admin.audit': ['/audit'],
	'center.dispatch': ['/inbox', '/copies', '/notices', '/interpretations', '/responsibilities', '/matters', '/handled', '/systems', '/platforms', '/platforms/1', '/assessors', '/usage', '/usage/machines', '/usage/unknown', '/savings', '/verifications', '/ownerless', '/ledger-findings', '/plans', '/contracts', '/faults', '/contacts'],
	'center.intake': ['/filings'],
	'center.security': ['/hazards', '/incidents', '/compliance-filings', '/compliance-filings/gaps', '/log-retention'],
	'unit.lead': ['/delegations'],
};

function csv(page) {
	const text = page.bytes.toString('utf8');
	assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'));
	const rows = [[]];
	for (const [, quoted, plain, separator] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
		if (separator !== ',') rows.push([]);
	}
	rows.pop();
	for (const row of rows) assert.equal(row.length, rows[0].length);
	return rows;
}

// One member of a zip, by its central directory.
function member(bytes, wanted) {
	let at = bytes.readUInt32LE(bytes.length - 22 + 16);
	for (; bytes.readUInt32LE(at) === 0x02014b50; at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)) {
		const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
		const local = bytes.readUInt32LE(at + 42);
		const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const content = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
		if (name === wanted) return (bytes.readUInt16LE(at + 10) === 8 ? zlib.inflateRawSync(content) : content).toString('utf8');
	}
	assert.fail(`${wanted} is not in the workbook`);
}

async function rowsOnPages(client, path) {
	let rows = 0;
	for (let address = path; address !== undefined;) {
		const page = await client.open(address);
		rows += Number(page.text.match(/本页 (\d+) 条/)?.[1] ?? 0);
		address = page.links.find(({ label }) => label.includes('下一页'))?.href.replaceAll('&amp;', '&');
	}
	return rows;
}

for (const [role, paths] of Object.entries(lists))
	test(`every list of ${role} is a file too, with as many rows as its pages`, async () => {
		const client = await server.as(role);
		for (const path of paths) {
			const page = await client.open(path);
			const wanted = await rowsOnPages(client, path);
			if (wanted === 0) continue;
			assert.match(page.html, /format=xlsx/, path);
			const file = await client.open(`${path}?format=csv`);
			assert.match(file.headers['content-disposition'], /attachment;.*filename\*=UTF-8''.*\.csv/);
			const rows = csv(file);
			/* Openings of pages are rows of the log themselves. */
			if (path === '/audit') assert.ok(rows.length - 1 >= wanted || rows.length - 1 === 20001, `${path} ${rows.length} ${wanted}`);
			else assert.equal(rows.length - 1, wanted, path);
			for (let column = 0; column < rows[0].length; column++) assert.ok(rows[0][column].length > 0);
			const book = await client.open(`${path}?format=xlsx`);
			const sheet = member(book.bytes, 'xl/worksheets/sheet1.xml');
			if (path !== '/audit') assert.equal(sheet.match(/<row /g).length, rows.length, path);
			assert.ok(sheet.includes(rows[0].at(-1)));
			assert.ok(!sheet.includes('<f>'));
		}
	});

test('every column of every list says something in the demo, save those named here', async () => {
	const silent = new Set();
	for (const [role, paths] of Object.entries(lists)) {
		const client = await server.as(role);
		for (const path of paths) {
			const rows = csv(await client.open(`${path}?format=csv`));
			for (const [column, label] of rows[0].entries()) if (rows.length > 1 && rows.slice(1).every((row) => row[column] === '')) silent.add(`${path} ${label}`);
		}
	}
	/* Nobody stood in for the dispatcher, no fault was planned, and next year's plan is not applied for yet. */
	assert.deepEqual([...silent].sort(), ['/faults 计划内', '/handled 代谁办理', '/handled 由谁代办', '/inbox 代谁办理', '/plans 理由', '/plans 申请情况', '/plans 申请编号']);
});

test('a file holds what its reader may see and the filter leaves', async () => {
	const unit = server.having('unit.clerk', '省水利厅')[0];
	const own = csv(await (await server.as(unit)).open('/systems?format=csv'));
	const column = own[0].indexOf('使用单位');
	assert.ok(own.length > 1);
	for (const row of own.slice(1)) assert.match(row[column], /省水利厅/);
	const client = await server.as('center.lead');
	const all = csv(await client.open('/matters?format=csv'));
	const changes = csv(await client.open('/matters?state=change:done&format=csv'));
	assert.ok(changes.length > 1 && changes.length < all.length);
	for (const row of changes.slice(1)) assert.equal(row[all[0].indexOf('当前环节')], '已完成');
});

// What a reader may choose on a page: its links to itself, and each control of its filters.
function choices(page, route) {
	const links = page.links.map(({ href }) => href.replaceAll('&amp;', '&')).filter((href) => href.startsWith(`${route}?`) && !/[?&](format|after|from)=/.test(href));
	const typed = page.forms.filter(({ method, action }) => method === 'GET' && [undefined, '', route].includes(action)).flatMap((form) => form.controls.flatMap(({ name, type, options }) =>
		(options ? options.map(({ value }) => value) : type === 'search' ? ['水', '云', '2026'] : []).filter(Boolean).slice(0, 6).map((value) => `${route}?${name}=${encodeURIComponent(value)}`)));
	return [...new Set([...links, ...typed])];
}

test('every list is a file with exactly the choice on screen, by the link that stands below it', async () => {
	const wrong = [], routes = new Set();
	let compared = 0;
	for (const [method, route] of server.zwy('routes').stdout.trim().split('\n').map((line) => line.split('\t'))) {
		/* Every request leaves a row in the log of operations. */
		if (method !== 'GET' || download.test(route) || noLists[route] || route === '/audit' || (route.includes(':') && !(route in below))) continue;
		const [client, first] = await readerOf(route in below ? async (reader) => below[route](reader) : route);
		if (client === undefined) continue;
		const address = route in below ? await below[route](client) : route;
		for (const chosen of choices(first, address)) {
			const page = await client.get(chosen), wanted = page.status === 200 ? await rowsOnPages(client, chosen) : 0;
			if (wanted === 0) continue;
			const link = page.links.map(({ href }) => href.replaceAll('&amp;', '&')).find((href) => /[?&]format=csv/.test(href));
			const rows = link === undefined ? 'no link' : csv(await client.open(link)).length - 1;
			if (rows !== wanted) wrong.push(`${chosen}: ${wanted} on its pages, ${rows} in its file`);
			compared++;
			routes.add(route);
		}
	}
	assert.deepEqual(wrong, []);
	assert.ok(compared > 60 && routes.size > 20, `${compared} choices of ${routes.size} lists`);
});

test('numbers are numbers in the workbook, and texts are no formulas', async () => {
	const client = await server.as('center.dispatch');
	const sheet = member((await client.open('/usage/machines?format=xlsx')).bytes, 'xl/worksheets/sheet1.xml');
	assert.match(sheet, /<c r="D2"><v>\d+<\/v><\/c>/);
	assert.match(sheet, /<c r="A2" t="inlineStr">/);
});

// Every page of the route table is a list that is a file too, or stands here with what it is.
const noLists = {
	'/': 'the desk', '/profile': 'a person', '/password': 'a form', '/activate': 'a form', '/sign-in': 'a form', '/healthz': 'a word',
	'/matters/new': 'a choice',
	'/filings/import': 'a form', '/usage/import': 'a form', '/usage/machines/import': 'a form', '/assets/import': 'a form', '/admin/people/import': 'a form', '/admin/people/codes': 'who waits',
	'/admin/people/roles': 'a form', '/admin/organisations/import': 'a form', '/admin/people/new': 'a form', '/admin/organisations/new': 'a form',
	'/plans/print': 'a paper', '/efficiency/print': 'a paper',
};
// What answers with a file of its own whatever is asked.
const download = /\/(sample|export)$/;
// Lists below an address with a hole, one of each; the tables of a report are files one by one (report_test).
const quarter = () => sql('SELECT period FROM assessment WHERE published_at IS NOT NULL ORDER BY period DESC LIMIT 1');
const below = {
	'/platforms/:id': () => '/platforms/1', '/duties/:duty': () => '/duties/log_attestation', '/compliance/:check': async (client) => (await client.open('/compliance')).links.find(({ href }) => /^\/compliance\/\w/.test(href)).href,
	'/usage/systems/:id': () => `/usage/systems/${sql('SELECT system_id FROM usage_month WHERE system_id IS NOT NULL LIMIT 1')}`,
	'/assess/:period': () => `/assess/${quarter()}`, '/assess/:period/:provider': () => `/assess/${quarter()}/${sql(`SELECT o.code FROM assessment a JOIN organisation o ON o.id = a.provider_id WHERE a.period = '${quarter()}' LIMIT 1`)}`,
};
const roles = ['center.lead', 'center.assess', 'center.dispatch', 'center.intake', 'center.security', 'admin.system', 'admin.security', 'admin.audit', 'supervisor.lead', 'supervisor.clerk', 'unit.lead', 'unit.clerk', 'operator.lead'];

async function readerOf(address) {
	for (const role of roles) {
		const client = await server.as(role);
		const page = await client.get(typeof address === 'string' ? address : await address(client).catch(() => '/none'));
		if (page.status === 200) return [client, page];
	}
	return [];
}

test('every page of the route table is a file too, or is named as none; no page takes a format it does not know', async () => {
	const wrong = [], seen = new Set();
	for (const [method, route] of server.zwy('routes').stdout.trim().split('\n').map((line) => line.split('\t'))) {
		if (method !== 'GET' || download.test(route) || (route.includes(':') && !(route in below))) continue;
		const [client, page] = await readerOf(route in below ? async (reader) => below[route](reader) : route);
		if (client === undefined) { if (noLists[route] === undefined) wrong.push(`${route}: nobody opens it`); continue; }
		const address = page.url ?? (route in below ? await below[route](client) : route), statusOf = async (format) => (await client.get(`${address}?format=${format}`)).status;
		seen.add(route);
		if (await statusOf('xyz') !== 400 || await statusOf('csv&format=csv') !== 400) wrong.push(`${route} takes any format`);
		for (const format of ['csv', 'xlsx']) {
			const answer = await client.get(`${address}?format=${format}`);
			const file = answer.status === 200 && /attachment/.test(answer.headers['content-disposition'] ?? '');
			if (noLists[route] ? answer.status !== 400 : !file) wrong.push(`${route} ${format}: ${answer.status}${noLists[route] ? ', but named as no list' : ''}`);
		}
		if (page.html.includes('<div class="listbar"><span></span>')) wrong.push(`${route} has an empty strip under its filters`);
		if (!noLists[route] && page.html.includes('<table') && !page.html.includes('format=xlsx') && /本页 [1-9]/.test(page.text)) wrong.push(`${route} does not say that it is a file`);
	}
	assert.deepEqual(wrong, []);
	for (const route of [...Object.keys(below), '/dispatch', '/duties', '/rules', '/procedures', '/articles', '/usage/sources', '/compliance']) assert.ok(seen.has(route), route);
});

test('the yearly list of providers is a file with what the page says', async () => {
	const client = await server.as('center.lead');
	const year = quarter().slice(0, 4);
	const page = await client.open(`/assess/${year}`);
	const [heads, ...rows] = csv(await client.open(`/assess/${year}?format=csv`));
	assert.deepEqual(heads, ['服务商', '第一季度', '第二季度', '第三季度', '第四季度', '平均', '年度等次', '年度结算系数', '第一季度系数', '第二季度系数', '第三季度系数', '第四季度系数']);
	assert.equal(rows.length, (page.html.match(/年度结算单/g) ?? []).length);
	for (const [, ...cells] of rows) for (const cell of cells) assert.ok(page.text.includes(cell), cell);
	assert.match(member((await client.open(`/assess/${year}?format=xlsx`)).bytes, 'xl/worksheets/sheet1.xml'), /<v>\d+(\.\d+)?<\/v>/);
});

test('files that are put together say what their pages say', async () => {
	const lead = await server.as('center.lead');
	const rules = csv(await lead.open('/rules?format=csv'));
	assert.equal(rules.length - 1, Number(/本页 (\d+) 条/.exec((await lead.open('/rules')).text)[1]));
	assert.deepEqual(rules.find((row) => row[2] === 'score_grade_good').slice(0, 6), ['考核', '考核良好下限', 'score_grade_good', '75', '分', '第三十三条']);
	assert.equal(csv(await lead.open('/articles?format=csv')).length - 1, 36);
	assert.equal(csv(await lead.open('/compliance?format=csv')).length - 1, Number(/本页 (\d+) 条/.exec((await lead.open('/compliance')).text)[1]));
	const duties = csv(await lead.open('/duties?format=csv'));
	assert.equal(duties.length - 1, Number(/本页 (\d+) 条/.exec((await lead.open('/duties')).text)?.[1] ?? 0));
	const own = csv(await (await server.as('operator.clerk')).open('/duties?format=csv'));
	assert.ok(new Set(own.slice(1).map(([name]) => name)).size <= 1, 'another\'s duties are not in it');
	const dispatch = await server.as('center.dispatch');
	const orders = csv(await dispatch.open('/dispatch?format=csv')), open = csv(await dispatch.open('/dispatch?state=open&format=csv'));
	assert.ok(orders.length > 1);
	assert.deepEqual(open.slice(1), orders.slice(1).filter(([lane]) => lane === '待配置'));
	assert.equal((await dispatch.get('/dispatch?state=none&format=csv')).status, 404);
});

test('other formats, and lists that are no files, are refused; taking a file is recorded', async () => {
	const client = await server.as('center.lead');
	assert.equal((await client.get('/matters?format=pdf')).status, 400);
	assert.equal((await client.get('/platforms/1?format=pdf')).status, 400);
	assert.equal((await (await server.as('unit.clerk')).get('/admin/people?format=csv')).status, 403);
	assert.match((await (await server.as('admin.audit')).open('/audit')).text, /导出清单/);
});

await end(/bad_request|BAD_REQUEST/);
