// What a page counts is there to be counted again: every figure of /compliance opens as many records as it says, all,
// good, watched and bad; the leader's home says the same and leads there.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'figures' });
const lead = await server.as('center.lead');
const board = await lead.open('/compliance');
const cell = (row, name) => new RegExp(`data-th="${name}"[^>]*>([^<]*)<`).exec(row)?.[1];
const panel = (page, heading) => page.html.split('<section class="panel').find((part) => part.includes(`<h2>${heading}</h2>`)) ?? assert.fail(`no panel ${heading}`);

// The checks of the page: where each leads, the words and the figure beside it.
const checks = board.html.split('<tr>').slice(1).filter((row) => row.includes('class="do"'))
	.map((row) => ({ href: /class="do" href="([^"]+)"/.exec(row)[1], words: cell(row, '现在的情况'), figure: cell(row, '数字') }));
const lists = checks.filter(({ href }) => href.startsWith('/compliance/'));

// Records behind one, as the file holds them: the page shows the first of them.
async function records(href, standing) {
	const file = await lead.open(`${href}?format=csv${standing === undefined ? '' : `&standing=${standing}`}`);
	return file.html.trim().split('\r\n').length - 1;
}

// What a sentence tells of all, and of each standing.
function told(words) {
	const number = (pattern) => (pattern.test(words) ? Number(pattern.exec(words)[1]) : undefined);
	if (words === '尚无记录') return { all: 0 };
	if (words.includes('均符合')) return { all: number(/共 (\d+)/), 1: 0 };
	return { all: number(/(?:共|近一年|应办) (\d+)/), 0: number(/已办结 (\d+)/), 1: number(/关注 (\d+)/), 2: number(/(?:不符|逾期|逾期在办) (\d+)/) };
}

test('every figure of compliance is the number of records that it opens', async () => {
	assert.ok(lists.length > 40, `${lists.length}`);
	for (const { href, words, figure } of lists) {
		const { all, ...standings } = told(words);
		assert.equal(await records(href), all ?? assert.fail(`${href}: ${words}`), `${href}: ${words}`);
		for (const [standing, count] of Object.entries(standings))
			if (count !== undefined) assert.equal(await records(href, standing), count, `${href} ${standing}: ${words}`);
		if (all > 0) assert.equal(figure.split('/')[1], String(all), href);
		assert.ok((await lead.open(href)).text.includes(words), `${href} repeats what led there`);
	}
});

test('the words of a check say what its colour says, on the page and on the list of its records', async () => {
	const watched = [];
	for (const row of board.html.split('<tr>').slice(1).filter((part) => part.includes('class="do"'))) {
		const [, tone, label] = /data-th="状态"><span class="st st-(\w+)"><span>([^<]*)</.exec(row);
		const words = cell(row, '现在的情况');
		assert.equal(label, { grey: '无记录', green: '正常', amber: '关注', red: '不符' }[tone]);
		if (/不符 [1-9]/.test(words)) assert.equal(tone, 'red', words);
		if (/关注 [1-9]/.test(words)) assert.notEqual(tone, 'green', words);
		if (tone === 'amber') watched.push(/class="do" href="([^"]+)"/.exec(row)[1]);
	}
	assert.ok(watched.length > 3, `${watched}`);
	for (const href of watched) {
		const list = await lead.open(href);
		assert.doesNotMatch(list.html, /data-th="情况"><span class="st st-red"|<span>不符</, href);
	}
});

test('a figure without a list of records leads to the page that holds it', async () => {
	for (const { href } of checks.filter((check) => !lists.includes(check))) await lead.open(href);
	const urgent = board.links.filter(({ label }) => /^第.+条\s/.test(label) && checks.some(({ href }) => href !== undefined)).map(({ href }) => href).filter((href) => !href.startsWith('/articles/'));
	assert.ok(urgent.length > 0, 'what is red leads to its records');
	for (const href of urgent) assert.ok(checks.some((check) => check.href === href), href);
});

test('each record of a list opens', async () => {
	const seen = new Set();
	for (const { href, words } of lists)
		for (const link of (await lead.open(`${href}?standing=${/不符|逾期/.test(words) ? 2 : 1}`)).links.filter(({ href: to }) => /^\/[a-z-]+\/[\w-]+/.test(to) && !to.startsWith('/compliance/') && !to.startsWith('/static')))
			seen.add(link.href.replace(/#.*/, ''));
	assert.ok(seen.size > 100, `${seen.size}`);
	for (const href of seen) assert.equal((await lead.get(href)).status, 200, href);
});

test('the leader’s home counts what these count, and each of its lines leads somewhere', async () => {
	const home = await lead.open('/');
	for (const heading of ['资源池', '逾期在办', '未办结的网络安全事件', '到期与失效', '定期职责']) panel(home, heading);
	for (const { href } of home.links.filter(({ href: to }) => to.startsWith('/') && !to.startsWith('/static'))) assert.equal((await lead.follow(await lead.get(href.replace(/#.*/, '')))).status, 200, href);
	/* Duties of the period: done, owed, late. */
	const rows = panel(home, '定期职责').split('<tr').slice(2).map((row) => [...row.matchAll(/>([^<>]+)</g)].map(([, text]) => text.trim()).filter(Boolean));
	let compared = 0;
	for (const [title, , done, owed, late] of rows) {
		const key = server.sql(`SELECT key FROM procedure WHERE body LIKE '%title: ${title}' || char(10) || '%' LIMIT 1`);
		const check = lists.find(({ href, words }) => href === `/compliance/${key}` && words.includes('应办'));
		if (!check) continue;
		const { all, ...standing } = told(check.words);
		assert.deepEqual([done, owed, late].map((text) => Number(text.replace(/,/g, ''))), [standing[0], all, standing[2]], title);
		compared++;
	}
	assert.ok(compared > 8, `${compared} of ${rows.length}`);
	/* Who is late: no more than all that is late. */
	const late = [...panel(home, '逾期在办').matchAll(/<td[^>]*class="num"[^>]*>(\d+)</g)].reduce((sum, [, count]) => sum + Number(count), 0);
	assert.ok(late > 0 && late <= told(lists.find(({ href }) => href === '/compliance/late').words)[1], `${late}`);
	/* Open incidents are open. */
	for (const [, id] of panel(home, '未办结的网络安全事件').matchAll(/href="\/matters\/(\d+)"/g)) assert.equal(server.sql(`SELECT closed_at IS NULL FROM matter WHERE id = ${id}`), '1', id);
});

// A page of what a duty comes to: 应办, 已办, 在办, 逾期 as its tabs say, and how many records its files hold.
async function dutyRecords(client, href) {
	const page = await client.open(href);
	const said = [...page.html.matchAll(/>(?:应办|已办|在办|逾期) (\d+)<\/a>/g)].map(([, count]) => Number(count));
	const held = [];
	for (const standing of ['', '&standing=0', '&standing=1', '&standing=2']) held.push((await client.open(`${href}${standing}&format=csv`)).html.trim().split('\r\n').length - 1);
	assert.deepEqual(said, held, href);
	return said;
}

const tableRows = (html) => html.split('<tr').slice(2).map((row) => ({
	href: /href="([^"]+)"/.exec(row)?.[1].replaceAll('&amp;', '&'),
	cells: [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell.replace(/<[^>]+>/g, '').trim()),
}));

test('what the leader’s home cuts short says how much there is and leads to all of it', async () => {
	const home = await lead.open('/');
	const all = (heading) => {
		const [, href, count] = /<a href="([^"]+)">全部 (\d+) 件<\/a>/.exec(panel(home, heading)) ?? assert.fail(heading);
		return { href, count: Number(count) };
	};
	const late = all('逾期在办');
	assert.equal(late.count, Number(server.sql('SELECT count(*) FROM matter WHERE closed_at IS NULL AND due_at < unixepoch()')));
	assert.equal((await lead.open(`${late.href}&format=csv`)).html.trim().split('\r\n').length - 1, late.count);
	const incidents = all('未办结的网络安全事件');
	assert.equal(incidents.count, Number(server.sql("SELECT count(*) FROM matter WHERE procedure_key = 'incident' AND closed_at IS NULL AND number IS NOT NULL")));
	assert.equal((await lead.open(`${incidents.href}&format=csv`)).html.trim().split('\r\n').length - 1, incidents.count);
	const shown = (panel(home, '到期与失效').match(/<tr/g) ?? []).length - 1;
	const told = /共 (\d+) 项，列最早的 (\d+) 项/.exec(panel(home, '到期与失效'));
	assert.equal(told ? Number(told[2]) : shown, shown);
});

test('a platform that left is in no pool of the leader’s home', async () => {
	const pools = panel(await lead.open('/'), '资源池');
	const left = server.sql('SELECT name FROM platform WHERE ended_at IS NOT NULL').split('\n');
	assert.ok(left[0].length > 0);
	for (const name of left) assert.ok(!pools.includes(`>${name}<`), name);
	const page = await lead.open(`/platforms/${server.sql('SELECT max(id) FROM platform WHERE ended_at IS NOT NULL AND suspended_yes = 1')}`);
	assert.match(page.text, /已退出省级政务云/);
	assert.doesNotMatch(page.text, /已暂停接入新系统/);
	const there = server.sql('SELECT name FROM platform p WHERE ended_at IS NULL AND EXISTS (SELECT 1 FROM capacity WHERE platform_id = p.id AND total > 0)').split('\n');
	for (const name of there) assert.ok(pools.includes(`>${name}<`), name);
});

test('each duty of the leader’s home and of the calendar opens as many matters as it counts', async () => {
	for (const { href, cells } of tableRows(panel(await lead.open('/'), '定期职责'))) {
		const [done, owed, late] = cells.slice(2).map((text) => Number(text.replaceAll(',', '')));
		assert.deepEqual(await dutyRecords(lead, href), [owed, done, owed - done - late, late], href);
	}
	const today = server.today();
	let seen = 0;
	for (const month of [today.slice(0, 7), server.today(-31).slice(0, 7), server.today(-92).slice(0, 7)])
		for (const { href, cells } of tableRows(panel(await lead.open(`/duties?month=${month}`), '本月职责'))) {
			const [owed, done, running, late] = cells.slice(2).map((text) => Number(text.replaceAll(',', '')));
			assert.deepEqual(await dutyRecords(lead, href), [owed, done, running, late], href);
			seen++;
		}
	assert.ok(seen > 40, `${seen}`);
});

test('the matters of a duty are one’s own, the center’s all; what is no duty, month, period or standing is not there', async () => {
	const unit = await server.as('fgw-clerk');
	const own = panel(await unit.open('/duties'), '本单位本月职责');
	for (const { href } of tableRows(own)) {
		const file = (await unit.open(`${href}&format=csv`)).html.trim().split('\r\n').slice(1);
		assert.ok(file.length > 0, href);
		for (const line of file) assert.ok(line.includes('省发展改革委'), `${href}: ${line}`);
	}
	for (const href of ['nothing', 'hazard', 'verification?month=2026-13', 'verification?period=2026-9', 'verification?standing=3', 'verification?standing=22', 'verification?standing=x'])
		assert.equal((await lead.get(`/duties/${href}`)).status, 404, href);
	assert.equal((await lead.get('/duties/verification?after=x')).status, 400);
});

test('the calendar has no column for what nobody owes', async () => {
	const month = server.today(-62).slice(0, 7);
	const page = await lead.open(`/duties?month=${month}`);
	const owed = tableRows(panel(page, '本月职责')).filter(({ cells }) => Number(cells[2].replaceAll(',', '')) > 0);
	const rows = tableRows(panel(page, '各单位办理情况'));
	assert.ok(owed.length > 0 && owed.length < tableRows(panel(page, '本月职责')).length);
	assert.equal(rows[0].cells.length, owed.length + 1);
});

test('the calendar lists organisations in official order', async () => {
	const rows = tableRows(panel(await lead.open('/duties'), '各单位办理情况')).map(({ cells }) => cells[0]);
	const order = server.sql('SELECT short_name FROM organisation ORDER BY rank, id').split('\n').filter((name) => rows.includes(name));
	assert.ok(rows.length > 30);
	assert.deepEqual(rows, order);
});

test('nobody but the center sees these figures', async () => {
	for (const role of ['unit.clerk', 'operator.clerk', 'supervisor.clerk']) {
		const client = await server.as(role);
		assert.equal((await client.get('/compliance')).status, 403, role);
		assert.equal((await client.get(lists[0].href)).status, 403, role);
		const home = await client.open('/');
		for (const heading of ['逾期在办', '资源池', '定期职责']) assert.ok(!home.html.includes(`<h2>${heading}</h2>`), `${role} ${heading}`);
	}
});

await end();
