// Lists as files: what the page shows, all of it, for those who may see it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'listing' });

// By whom each list is asked for.
const lists = {
	'admin.system': ['/admin/people', '/admin/organisations', '/announcements'],
	'admin.audit': ['/audit'],
	'center.dispatch': ['/inbox', '/copies', '/notices', '/interpretations', '/responsibilities', '/matters', '/handled', '/systems', '/platforms', '/platforms/1', '/assessors', '/usage', '/usage/machines', '/usage/unknown', '/savings', '/verifications', '/ownerless', '/plans', '/contracts', '/faults', '/contacts'],
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
	/* Nobody stood in for the dispatcher, no fault was planned, no incident hit a critical one, and next year's plan is not applied for yet. */
	assert.deepEqual([...silent].sort(), ['/faults 计划内', '/handled 代谁办理', '/inbox 代谁办理', '/incidents 关键信息基础设施', '/plans 理由', '/plans 申请情况', '/plans 申请编号']);
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

test('numbers are numbers in the workbook, and texts are no formulas', async () => {
	const client = await server.as('center.dispatch');
	const sheet = member((await client.open('/usage/machines?format=xlsx')).bytes, 'xl/worksheets/sheet1.xml');
	assert.match(sheet, /<c r="D2"><v>\d+<\/v><\/c>/);
	assert.match(sheet, /<c r="A2" t="inlineStr">/);
});

test('other formats, and lists that are no files, are refused; taking a file is recorded', async () => {
	const client = await server.as('center.lead');
	assert.equal((await client.get('/matters?format=pdf')).status, 400);
	assert.equal((await client.get('/platforms/1?format=pdf')).status, 400);
	assert.equal((await (await server.as('unit.clerk')).get('/admin/people?format=csv')).status, 403);
	assert.match((await (await server.as('admin.audit')).open('/audit')).text, /导出清单/);
});

await end(/bad_request|BAD_REQUEST/);
