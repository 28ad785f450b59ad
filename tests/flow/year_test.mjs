// The end of a year over HTTP and the clerk: the fourth quarter's scores of all units, the list that closes with the last of
// them, and the numbers that the center's office gives to that list and to a settlement slip.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { act, begin, sentences } from './story.mjs';

const { server, end } = await begin({ name: 'year', clock: true });
const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const account = (role, name) => server.having(role, name)[0];
// A year is told to its end in the February after it; until March that is the one before.
const [now, month] = server.today().split('-').map(Number);
const year = month <= 3 ? now - 1 : now;
const open = () => sql(`SELECT id || ' ' || state FROM matter WHERE procedure_key = 'efficiency_score' AND period LIKE '${year}Q%' AND closed_at IS NULL`).split('\n').filter(Boolean);

// The clerk's jobs run as it starts: what was to happen by then happens at once.
async function later(days, done, what) {
	server.run('stop');
	server.setClock((server.days ?? 0) + days);
	server.run('start');
	for (let look = 0; look < 240 && !done(); look++) await pause(250);
	assert.ok(done(), `${what}: ${open()}`);
}

const lacking = () => sql(`SELECT count(*) FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'unit'
 WHERE EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.state IN ('operating', 'changing', 'suspended'))
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = 'efficiency_score' AND m.period = '${year}Q4' AND m.organisation_id = o.id)`) === '0';
let unit, center;

test('every unit with a system gets a score of the fourth quarter, and the list waits for the last of them', async () => {
	const days = Math.round((Date.UTC(year + 1, 1, 10) - Date.parse(server.today())) / 86400000);
	await later(Math.max(days, 0), lacking, 'scores of the fourth quarter');
	center = await server.as('center.assess');
	assert.match((await center.open(`/efficiency/print?year=${year}`)).text, /草稿，没有封存/);
	assert.equal((await center.get(`/efficiency/${year}/number`)).status, 404);
	for (const [id, state] of open().map((line) => line.split(' ')))
		if (state !== 'review') await act(center, Number(id), 'cancel', {}, '异议期内单位撤并，本季度不单独评分');
	const named = sql(`SELECT m.id || ' ' || o.name FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.procedure_key = 'efficiency_score' AND m.period = '${year}Q4' AND m.state = 'review' AND o.name NOT LIKE '%大数据中心' ORDER BY o.rank`).split('\n').map((line) => line.split(' '));
	const clerkOf = (name) => server.accounts.find(({ organisation, roles }) => roles.length === 1 && roles[0] === 'unit.clerk' && name.endsWith(organisation));
	const [first, name] = named.find((line) => clerkOf(line[1])) ?? [];
	assert.ok(first, 'none to agree to');
	unit = clerkOf(name);
	await act(await server.as(unit), Number(first), 'agree');
	assert.doesNotMatch((await center.open(`/efficiency?year=${year}`)).text, /已封存于/);
});

test('with the last score the list is closed: the center has all of it, a unit its own line, both for good', async () => {
	await later(30, () => open().length < 10, 'the time limits of the units');
	await later(1, () => open().length === 0, 'those that the first round left');
	center = await server.as('center.assess');
	const page = await center.open(`/efficiency?year=${year}`);
	assert.match(page.text, /已封存于/);
	const whole = await center.open(`/efficiency/print?year=${year}`);
	assert.match(whole.text, /核验码/);
	const own = await (await server.as(unit)).open(`/efficiency/print?year=${year}`);
	assert.ok(own.text.includes(unit.organisation));
	const others = [...new Set(sql(`SELECT o.name FROM unit_efficiency u JOIN organisation o ON o.id = u.organisation_id WHERE u.period = '${year}Q4'`).split('\n'))];
	assert.ok(others.length > 20, `${others.length} units`);
	for (const name of others) {
		assert.ok(whole.text.includes(name), name);
		if (!name.endsWith(unit.organisation) && !name.endsWith('大数据中心')) assert.ok(!own.text.includes(name), name);
	}
	const pdf = await center.get(`/efficiency/print?year=${year}&format=pdf`);
	assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
	assert.ok((await center.get(`/efficiency/print?year=${year}`)).bytes.equals(whole.bytes));
});

async function numbered(at, shown, print, number) {
	const before = (await center.get(print)).bytes;
	const wrong = await center.submit(await center.open(at), 'enter', 'enter', { number: '川数中心函第12号' });
	assert.equal(wrong.status, 422);
	assert.match(sentences(wrong), /文号应写作/);
	const form = await center.open(at);
	assert.equal((await center.submit(form, 'enter', 'enter', { number: number.replace('〔', '(').replace('〕', ')') })).status, 303);
	assert.equal((await center.submit(form, 'enter', 'enter', { number })).status, 409);
	assert.match((await center.open(shown)).text, new RegExp(`文号 ${number}，成文日期 \\d{4}-\\d\\d-\\d\\d（封存后登记，不在版面上）`));
	assert.ok((await center.get(print)).bytes.equals(before), 'what is closed keeps its bytes');
}

test('the office numbers the closed list and a closed slip; a number is used once', async () => {
	await numbered(`/efficiency/${year}/number`, `/efficiency?year=${year}`, `/efficiency/print?year=${year}`, `川数中心函〔${year + 1}〕71号`);
	assert.match((await (await server.as(unit)).open(`/efficiency?year=${year}`)).text, new RegExp(`文号 川数中心函〔${year + 1}〕71号`));
	assert.equal((await (await server.as(unit)).get(`/efficiency/${year}/number`)).status, 403);
	const slips = sql("SELECT substr(a.period, 1, 4) FROM closing c JOIN assessment a ON a.matter_id = c.subject_id JOIN organisation o ON o.id = a.provider_id WHERE c.subject = 'settlement' AND o.code = 'minshan' ORDER BY 1 DESC LIMIT 1");
	const slip = `/assess/${slips}/minshan`;
	const taken = await center.submit(await center.open(`${slip}/number`), 'enter', 'enter', { number: `川数中心函〔${year + 1}〕71号` });
	assert.equal(taken.status, 422);
	assert.match(sentences(taken), /这个文号已用于 \d{4} 年省级政务云使用单位使用效率评分表/);
	await numbered(`${slip}/number`, slip, `${slip}/print`, `川数中心函〔${year + 1}〕72号`);
	const own = await server.as(account('operator.clerk', '岷山云服务公司')), other = await server.as(account('operator.clerk', '青城信创云公司'));
	assert.match((await own.open(slip)).text, /72号，成文日期/);
	assert.equal((await own.get(`${slip}/number`)).status, 403);
	assert.equal((await other.get(`${slip}/number`)).status, 404);
});

test('every quarter that was frozen is told again to the digit by the command', async () => {
	for (const period of sql('SELECT DISTINCT period FROM assessment WHERE frozen_at IS NOT NULL').split('\n')) {
		const { status, stdout, stderr } = server.zwy('assess', 'recompute', period);
		assert.equal(status, 0, `${period}: ${stdout}${stderr}`);
		assert.match(stdout, /不一致 0 处/);
	}
});

await end();
