// Old rows of the log leave by two hands, after 184 days and 184 signatures (第三十一条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { patience } from './client.mjs';
import { begin, sentences } from './story.mjs';
import { build, temporary } from './server.mjs';

const { server, end } = await begin({ name: 'archive', clock: true });
const work = temporary('archive-files');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const address = '/audit/archives';
const reason = '依据第三十一条，满保留期的日志转离线保存';
const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const asker = () => server.as('admin.system');
const auditor = () => server.as('admin.audit');

// A signed row a day: an export asks the keeper for a checkpoint.
function passDays(from, until) {
	for (let day = from; day <= until; day++) {
		server.setClock(day);
		const done = server.zwy('audit', 'export', path.join(work, `day-${day}`));
		assert.equal(done.status, 0, done.stderr);
		fs.rmSync(path.join(work, `day-${day}`));
	}
}

async function ask(values = {}) {
	const client = await asker();
	const page = await client.open(address);
	return client.submit(page, 'ask', 'ask', { reason, ...values });
}

async function rule(client, verdict, values = {}) {
	const page = await client.open(address);
	return client.submit(page, verdict, verdict, values);
}

async function untilText(pattern) {
	for (let tries = 0; tries < 120 * patience; tries++) {
		const page = await (await asker()).open(address);
		if (pattern.test(page.text)) return page;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	return assert.fail(`never ${pattern}: ${(await (await asker()).open(address)).text}`);
}

test('nobody asks while old rows have too few signed days after them', async () => {
	const page = await (await asker()).open(address);
	assert.match(page.text, /现在不能归档：移出的行之后须有 184 个签发过检查点的日子，现有 \d+ 个/);
	assert.ok(!page.forms.some((form) => form.has('reason')));
});

test('only the two administrators get to the page', async () => {
	for (const role of ['admin.security', 'unit.clerk', 'center.lead'])
		assert.equal((await (await server.as(role)).get(address)).status, 403, role);
});

test('a clock set forward proves nothing: 184 signed days must lie after', async () => {
	passDays(1, 1);
	server.setClock(250);
	const page = await (await asker()).open(address);
	assert.match(page.text, /须有 184 个签发过检查点的日子，现有 \d+ 个。时钟拨快不算数/);
});

test('after 184 signed days the page offers what may leave; younger rows are refused', async () => {
	passDays(250, 435);
	for (const [until, sentence] of [[server.today(), /最晚可归档至/], [server.today(-1000), /没有可以归档的行/], ['2026-02-30', /日期|格式/], ['', /归档至/]]) {
		const answer = await ask({ until_day: until });
		assert.equal(answer.status, 422, `${until}: ${answer.status}`);
		assert.match(sentences(answer), sentence);
		assert.match(answer.html, new RegExp(reason), 'what was typed stays');
	}
	assert.equal((await ask({ reason: '' })).status, 422);
	assert.equal(sql('SELECT count(*) FROM audit_archive'), '0');
});

test('one asks, another refuses with a reason, and nothing leaves', async () => {
	const rows = Number(sql('SELECT min(seq) FROM audit'));
	assert.equal((await ask()).status, 303);
	assert.equal((await (await asker()).open(address)).forms.some((form) => form.has('reason')), false, 'one at a time');
	const own = await (await asker()).open(address);
	assert.ok(!own.html.includes('value="consent"'), 'no button for who asked');
	const client = await auditor();
	const without = await rule(client, 'refuse');
	assert.equal(without.status, 422);
	assert.match(sentences(without), /不同意须写明原因/);
	assert.equal((await rule(client, 'refuse', { note: '本季度审计尚未结束' })).status, 303);
	assert.match((await (await asker()).open(address)).text, /本季度审计尚未结束 不同意/);
	assert.match((await (await asker()).open('/notices')).text, /审计管理岗不同意归档操作日志/);
	assert.equal(Number(sql('SELECT min(seq) FROM audit')), rows);
});

test('nobody rules in another\'s place', async () => {
	assert.equal((await ask()).status, 303);
	assert.match((await (await auditor()).open('/notices')).text, /申请归档操作日志/);
	const page = await (await auditor()).open(address);
	const id = /name="archive" value="(\d+)"/.exec(page.html)[1];
	const system = await asker();
	const token = (await system.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const own = await system.post(address, [...token, ['archive', id], ['note', ''], ['action', 'consent']]);
	assert.equal(own.status, 403);
	assert.equal((await rule(await auditor(), 'consent', { csrf: 'forged' })).status, 403);
	assert.equal((await rule(await auditor(), 'consent', { archive: '1' })).status, 409, 'the one that is over');
	assert.equal(sql('SELECT count(*) FROM audit_archive WHERE consent_yes = 1'), '0');
});

test('with both consents the clerk writes, verifies and removes; file, rows and digest are shown', async () => {
	const client = await auditor();
	const page = await client.open(address);
	const [, first, last] = /第 ([\d,]+) 行至第 ([\d,]+) 行/.exec(page.text).map((text) => Number(String(text).replaceAll(',', '')));
	assert.equal((await rule(client, 'consent')).status, 303);
	const done = await untilText(/已归档/);
	const name = `audit-${first}-${last}.txt`;
	assert.match(done.text, new RegExp(name));
	const file = path.join(server.folder, 'archive', name);
	const digest = execFileSync('b2sum', ['-l', '256', file], { encoding: 'utf8' }).split(' ')[0];
	assert.match(done.html, new RegExp(digest));
	const key = path.join(work, 'key');
	fs.writeFileSync(key, server.zwy('audit', 'key').stdout);
	const verified = spawnSync(path.join(build, 'zwy-verify'), [key, file], { encoding: 'utf8' });
	assert.equal(verified.status, 0, verified.stderr);
	assert.equal(Number(sql('SELECT min(seq) FROM audit')), last + 1);
	assert.equal(server.zwy('audit', 'verify').status, 0);
	assert.match((await (await auditor()).open('/notices')).text, new RegExp(name));
});

test('what stays is younger: the page says from when on it may go', async () => {
	server.setClock(434);
	const page = await (await asker()).open(address);
	assert.ok(!page.html.includes('value="ask"'));
	assert.match(page.text, /现在不能归档：最早一行记于 \d{4}-\d\d-\d\d，满 184 日（\d{4}-\d\d-\d\d）后才能归档/);
});

test('each step is a row, and the archive is in the backup and in what is checked', async () => {
	const steps = sql("SELECT group_concat(action, ' ') FROM (SELECT action FROM audit WHERE object = 'archive' ORDER BY seq)");
	assert.equal(steps, 'audit.archive_ask audit.archive_refuse audit.archive_ask audit.archive_consent audit.archive audit.prune');
	const copy = path.join(work, 'backup');
	assert.equal(server.zwy('backup', copy).status, 0);
	const [name] = fs.readdirSync(path.join(copy, 'archive'));
	assert.match(name, /^audit-1-\d+\.txt$/);
	assert.match(server.zwy('check').stdout, /ok +archives: 1 /);
	const file = path.join(server.folder, 'archive', name);
	const bytes = fs.readFileSync(file);
	fs.writeFileSync(file, Buffer.concat([bytes, Buffer.from('\n')]));
	const checked = server.zwy('check');
	assert.notEqual(checked.status, 0);
	assert.match(checked.stdout, /FAILED +archives/);
	fs.writeFileSync(file, bytes);
});

end();
