// Choices of records: a list while one can look through it; beyond that one writes a part of the name, presses
// whatever button the page has, and chooses among what was found.  No script takes part.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { begin, startMatter } from './story.mjs';

const { server, end } = await begin({ name: 'choices' });
const watcher = server.having('secops.clerk')[0];
const field = (html, name) => new RegExp(`<select[^>]* name="${name}"[^]*?</select>|<input[^>]* name="${name}"[^>]*>`).exec(html)[0];
const offered = (html, name) => [...field(html, name).matchAll(/<option value="([^"]*)"[^>]*>([^<]*)</g)].map(([, value, label]) => ({ value, label }));
const start = '/matters/new?procedure=hazard';

// As a province has them: 700 systems more that this organisation watches, 600 units more.
function grow() {
	execFileSync('sqlite3', [path.join(server.folder, 'app.db'), `PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE;
		WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 700)
		INSERT INTO system (organisation_id, filing_id, base_system_id, name, level, state, created_at)
		SELECT s.organisation_id, s.filing_id, s.id, CASE WHEN i <= 60 THEN '教育考试系统' WHEN i = 61 THEN '唯一的Zq系统' ELSE '业务系统' END || i, 2, 'operating', s.created_at + i
		  FROM n, (SELECT * FROM system WHERE state = 'operating' ORDER BY id LIMIT 1) s;
		INSERT OR IGNORE INTO system_party SELECT p.organisation_id, s.id, s.created_at FROM system s, person p WHERE p.login = '${watcher.login}';
		INSERT INTO system (organisation_id, filing_id, base_system_id, name, level, state, created_at)
		SELECT organisation_id, filing_id, id, '别家的Zq系统', 2, 'operating', created_at FROM system WHERE state = 'operating' ORDER BY id LIMIT 1;
		WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 600)
		INSERT INTO organisation (code, name, short_name, rank, valid_from) SELECT 'X' || i, '新设单位' || i || '号', '新设' || i, 9000, 1 FROM n;
		COMMIT;`]);
}

test('a list while it can be looked through', async () => {
	const page = await (await server.as(watcher)).open(start);
	const systems = offered(page.html, 'system');
	assert.ok(systems.length > 2 && systems[0].label === '请选择');
	assert.doesNotMatch(page.text, /重新查找|列不下/);
});

test('an operator chooses among its own platforms, who tests or scans among those of others', async () => {
	const platforms = async (login, procedure) => {
		const page = await (await server.as(login)).open(`/matters/new?procedure=${procedure}`);
		return offered(page.html, 'platform').map(({ label }) => label).filter((label) => label !== '请选择');
	};
	const own = await platforms('jyt-cloud-clerk', 'verification');
	assert.ok(own.includes('教育整合云') && own.every((label) => label.startsWith('教育')), own.join('、'));
	const others = await platforms('tianfu-clerk', 'backup_test');
	assert.ok(others.includes('教育整合云') && !others.includes('天府云监管平台'), others.join('、'));
	const client = await server.as('tianfu-clerk');
	const page = await client.open('/matters/new?procedure=backup_test');
	const forged = await client.submit(page, 'start', 'start', { platform: server.sql("SELECT id FROM platform WHERE name = '天府云监管平台'") });
	assert.equal(forged.status, 422, 'nobody tests himself');
	assert.match(forged.text, /请从其他单位运行的云平台中选择/);
});

test('too many: words, what they fit, the one', async () => {
	grow();
	const client = await server.as(watcher);
	const page = await client.open(start);
	assert.match(field(page.html, 'system'), /^<input[^>]* type="text"/);
	assert.match(page.text, /可选的太多，列不下：写名称或编号的一部分/);
	const none = await client.submit(page, 'start', 'start', { system: '没有这样的' });
	assert.equal(none.status, 422);
	assert.match(none.text, /没有找到“没有这样的”/);
	assert.match(field(none.html, 'system'), /value="没有这样的"/, 'what was typed stays');
	const many = await client.submit(none, 'start', 'start', { system: '教育考试' });
	assert.equal(many.status, 422);
	assert.equal(offered(many.html, 'system').length, 52, '50, the words as they are, and the way back');
	const forgotten = await client.submit(many, 'start', 'start');
	assert.equal(forgotten.status, 422, 'who forgets to choose does not begin without');
	assert.match(many.text, /有 50 个以上，只列出前 50 个/);
	const again = await client.submit(forgotten, 'start', 'start', { system: 'zQ' });
	const found = offered(again.html, 'system');
	assert.deepEqual(found.map(({ label }) => label.split('　')[0]), ['请选择', '重新查找', '唯一的Zq系统61'], 'capital or small; nothing that is not its business');
	const begun = await client.submit(again, 'start', 'start', { system: found[2].value });
	assert.equal(begun.status, 303);
	const matter = /\/matters\/(\d+)/.exec(begun.headers.location)[1];
	assert.equal(server.sql(`SELECT s.name FROM matter m JOIN system s ON s.id = m.system_id WHERE m.id = ${matter}`), '唯一的Zq系统61');
});

test('an address may name the one; what is not for this organisation is refused', async () => {
	const client = await server.as(watcher);
	const mine = server.sql("SELECT id FROM system WHERE name = '业务系统700'");
	const named = await client.open(`${start}&system=${mine}`);
	assert.match(field(named.html, 'system'), new RegExp(`<option value="${mine}" selected>业务系统700`));
	assert.match(named.text, /要换一个，先选“重新查找”/);
	const foreign = server.sql("SELECT id FROM system WHERE name = '别家的Zq系统'");
	const refused = await client.submit(named, 'start', 'start', { system: foreign });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /请从本单位有关的信息系统中选择/);
	assert.doesNotMatch(refused.html, /别家的/);
	assert.equal((await client.submit(named, 'start', 'start', { system: mine, once: Object.fromEntries(refused.form('start').entries()).once })).status, 303, 'also one beyond the five hundredth');
});

test('likewise in a row of a table, with the rest of the draft kept', async () => {
	const client = await server.as(watcher);
	const id = await startMatter(client, 'bulletin');
	const cell = 'parties.1.party';
	const page = await client.open(`/matters/${id}/edit`);
	assert.match(field(page.html, cell), /^<input[^>]* placeholder="名称的一部分"/);
	assert.equal((await client.submit(page, 'save', 'save', { title: '检查情况通报', [cell]: '新设单位59' })).status, 303);
	const found = await client.open(`/matters/${id}/edit`);
	assert.match(found.html, /value="检查情况通报"/);
	// 59 and 590 to 599.
	assert.deepEqual(offered(found.html, cell).map(({ label }) => label).slice(0, 4), ['请选择', '重新查找', '新设单位59号', '新设单位590号']);
	assert.equal(offered(found.html, cell).length, 2 + 11);
	const forgotten = await client.submit(found, 'save', 'check');
	assert.equal(forgotten.status, 422);
	assert.match(forgotten.text, /发往单位第 1 行单位请从列表中选择/);
	assert.equal((await client.submit(forgotten, 'save', 'save', { [cell]: offered(found.html, cell)[2].value })).status, 303);
	const chosen = await client.open(`/matters/${id}/edit`);
	assert.deepEqual(offered(chosen.html, cell).map(({ label }) => label), ['重新查找', '新设单位59号']);
});

await end();
