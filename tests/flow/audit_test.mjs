// The log proves itself to somebody who trusts nobody here (security.md A58, A62).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { act, begin, carry, unitOf } from './story.mjs';
import { build, library, root, temporary } from './server.mjs';

const { server, end } = await begin({ name: 'audit' });
const story = await carry({ server, unit: unitOf(server) }, 'acceptance');
const work = temporary('audit-files');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
const keyFile = path.join(work, 'key');
const exported = path.join(work, 'export');

const verify = (file) => spawnSync(path.join(build, 'zwy-verify'), [keyFile, file], { encoding: 'utf8' });

test('the auditor exports the log and anybody can verify it', async () => {
	const client = await server.as('admin.audit');
	// The keeper signs within a minute; the export ends at what is there.
	const answer = await client.get('/audit/export');
	assert.equal(answer.status, 200);
	assert.match(answer.headers['content-disposition'], /attachment/);
	fs.writeFileSync(exported, answer.bytes);
	fs.writeFileSync(keyFile, server.zwy('audit', 'key').stdout);
	const { status, stdout, stderr } = verify(exported);
	assert.equal(status, 0, stdout + stderr);
});

test('the command line exports the same kind of file and verifies the chain', () => {
	const file = path.join(work, 'export-by-command');
	const done = server.zwy('audit', 'export', file);
	assert.equal(done.status, 0, done.stderr);
	assert.equal(verify(file).status, 0);
	const checked = server.zwy('audit', 'verify');
	assert.equal(checked.status, 0, checked.stdout);
	assert.match(checked.stdout, /正常/);
	assert.notEqual(server.zwy('audit', 'export', file).status, 0, 'never over an earlier export');
});

test('A62: one changed byte anywhere is found', () => {
	const bytes = fs.readFileSync(exported);
	const bad = path.join(work, 'bad');
	for (let step = 1; step < 60; step++) {
		const at = Math.floor((bytes.length * step) / 60);
		if (bytes[at] === 10) continue;
		const copy = Buffer.from(bytes);
		copy[at] = copy[at] === 0x31 ? 0x32 : 0x31;
		fs.writeFileSync(bad, copy);
		assert.notEqual(verify(bad).status, 0, `byte ${at}`);
	}
});

test('A62: a cut tail, a missing row, two rows in the wrong order, another key are found', () => {
	const lines = fs.readFileSync(exported, 'utf8').split('\n');
	const bad = path.join(work, 'bad');
	const tries = {
		'cut tail': lines.slice(0, -3).join('\n') + '\n',
		'missing row': [...lines.slice(0, 5), ...lines.slice(6)].join('\n'),
		'wrong order': [...lines.slice(0, 5), lines[6], lines[5], ...lines.slice(7)].join('\n'),
		'row twice': [...lines.slice(0, 6), lines[5], ...lines.slice(6)].join('\n'),
		empty: '',
	};
	for (const [what, text] of Object.entries(tries)) {
		fs.writeFileSync(bad, text);
		assert.notEqual(verify(bad).status, 0, what);
	}
	const key = fs.readFileSync(keyFile, 'utf8');
	fs.writeFileSync(keyFile, key.replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
	assert.notEqual(verify(exported).status, 0, 'another key');
	fs.writeFileSync(keyFile, key);
	assert.equal(verify(exported).status, 0);
});

test('every step of the matter is a row, with who and when', async () => {
	const client = await server.as('admin.audit');
	const page = await client.open(`/audit?object=matter&object_id=${story.id}`);
	const rows = (page.html.match(/<tr/g) ?? []).length;
	assert.ok(rows >= 4, `${rows} rows`);
	const filtered = await client.open(`/audit?login=${encodeURIComponent(story.unit.clerk.login)}`);
	assert.match(filtered.text, /登录|提交/);
});

const chinese = /[\u4e00-\u9fff]/;

test('a row says in words what it is about, in the words of its own procedure, with the keys beside them', async () => {
	const client = await server.as('admin.audit');
	const { text, html } = await client.open(`/audit?object=matter&object_id=${story.id}`);
	assert.match(text, /发起事项\s*matter\.open/);
	assert.match(text, /流程 云资源使用申请（application）/);
	assert.match(text, /原环节 草稿（draft）；[^；]*；?[^]*现环节 [\u4e00-\u9fff]+（unit_check）/);
	// Not a state, an action or a kind of object by its key alone, over many pages of the demo.
	let pages = 0;
	for (let address = '/audit'; address && pages < 12; pages++) {
		const page = await client.open(address);
		for (const [, name, cell] of page.html.matchAll(/<td data-th="(动作|对象)">(.*?)<span class="sub mono">/gs)) assert.match(cell, chinese, `${name} ${cell}`);
		for (const [, detail] of page.html.matchAll(/<span class="sub wrap">(.*?)<\/span>/gs))
			for (const [, words] of detail.matchAll(/(?:原环节|现环节|流程|岗位|原因) ([^；（<]+)/g)) assert.match(words, chinese, detail);
		address = page.links.find(({ href }) => /^\/audit\?.*after/.test(href))?.href;
	}
	assert.ok(pages > 3, `${pages} pages`);
	assert.match(html, /class="sub mono">matter</);
});

test('what was refused says why in words, and the rows as a file have words and keys', async () => {
	const unit = await server.as(story.unit.clerk.login);
	assert.equal((await unit.get('/audit')).status, 403);
	const client = await server.as('admin.audit');
	const page = await client.open('/audit?action=request.refuse');
	assert.match(page.text, /越权被拒\s*request\.refuse/);
	assert.match(page.text, /原因 岗位不符（ERR_FORBIDDEN）/);
	const file = await client.get(`/audit?format=csv&object=matter&object_id=${story.id}`);
	const [head, ...lines] = file.bytes.toString('utf8').trim().split('\n');
	assert.match(head, /动作.*对象.*动作代码.*对象代码/);
	assert.match(lines.at(-1), /发起事项.*流程 云资源使用申请（application）.*matter\.open.*matter/);
});

test('the export for the verifier holds the keys as they were stored', () => {
	const text = fs.readFileSync(exported, 'utf8');
	assert.match(text, /"procedure":"application"|procedure.{0,6}application/);
	assert.doesNotMatch(text, /云资源使用申请（application）/);
});

test('reading and exporting the log are rows themselves', async () => {
	const client = await server.as('admin.audit');
	await client.open('/audit');
	const page = await client.open(`/audit?login=${encodeURIComponent(client.account.login)}`);
	assert.match(page.text, /导出/);
	assert.match(page.text, /查阅|查看|日志/);
});

test('the page verifies the whole chain on demand', async () => {
	const client = await server.as('admin.audit');
	const page = await client.open('/audit');
	const answer = await client.submit(page, 'verify', 'verify');
	assert.ok([200, 303].includes(answer.status));
	assert.match((await client.open('/audit')).text, /完好/);
});

test('A58: what a client sends cannot forge a row', async () => {
	const client = await server.as(story.unit.clerk);
	const forged = '同意"}\n{"seq":1,"outcome":"ok","action":"role.grant"}\u001b[31m';
	await act(client, story.id, 'comment', {}, forged);
	await client.get('/matters', { headers: { 'User-Agent': `x\u001b[2J${'a'.repeat(5000)}`.replace('\u001b', '%1b'), 'X-Request-Id': 'forged-id' } });
	assert.ok(!server.log().includes('forged-id'));
	const file = path.join(work, 'forged');
	assert.equal(server.zwy('audit', 'export', file).status, 0);
	assert.equal(verify(file).status, 0);
});

test('somebody with the database file changes a row: the database resists, then the chain tells', () => {
	const copy = temporary('audit-copy');
	try {
		execFileSync('sh', ['-c', `cp "${server.folder}"/app.db* "${copy}"/ && cp -a "${server.folder}"/keys* "${copy}"/`]);
		const sql = (text) => spawnSync('sqlite3', [path.join(copy, 'app.db'), text], { encoding: 'utf8' });
		for (const statement of ["UPDATE audit SET action='x' WHERE seq=2", 'DELETE FROM audit WHERE seq=2', "REPLACE INTO audit(seq) VALUES (2)"])
			assert.notEqual(sql(statement).status, 0, statement);
		const triggers = sql("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'").stdout.trim().split('\n');
		const done = sql(`${triggers.map((name) => `DROP TRIGGER "${name}";`).join('')} UPDATE audit SET outcome=CASE outcome WHEN 'ok' THEN 'refused' ELSE 'ok' END WHERE seq=2;`);
		assert.equal(done.status, 0, done.stderr);
		const checked = spawnSync(path.join(build, 'zwy'), ['--data', copy, 'audit', 'verify'], { cwd: root, encoding: 'utf8' });
		assert.equal(checked.status, 1, checked.stdout + checked.stderr);
		assert.match(checked.stdout, /第 2 行/);
	} finally {
		fs.rmSync(copy, { recursive: true, force: true });
	}
});

test('a clock that ran ahead stops nobody, and rows of the future are refused', () => {
	const copy = temporary('audit-clock');
	try {
		execFileSync('sh', ['-c', `cp "${server.folder}"/app.db* "${copy}"/`]);
		const append = (ts, environment = {}) => spawnSync('sqlite3', [path.join(copy, 'app.db'), `INSERT INTO audit SELECT seq + 1, ${ts}, unixepoch(), person_id, organisation_id, actor, role, source,
			action, object, object_id, outcome, detail, request, salt, d, h, randomblob(32) FROM audit ORDER BY seq DESC LIMIT 1`], { encoding: 'utf8', env: { ...process.env, ...environment } });
		const ahead = { LD_PRELOAD: library, FAKETIME: '+3600s' };
		assert.equal(append('unixepoch()', ahead).status, 0, 'an hour ahead');
		assert.notEqual(append('unixepoch()').status, 0, 'time never goes back');
		assert.equal(append('max(unixepoch(), ts)').status, 0, 'the clock is right again: the row takes the time of the last one');
		const future = append('unixepoch() + 7200');
		assert.notEqual(future.status, 0);
		assert.match(future.stderr, /audit/);
	} finally {
		fs.rmSync(copy, { recursive: true, force: true });
	}
});

end();
