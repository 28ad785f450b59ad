// One system, one dossier: what each may see of it, nothing of others, and a
// proof that holds without the server (decisions on visibility: as the pages).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { begin, carry, unitOf } from './story.mjs';
import { pdf } from './papers.mjs';
import { build, temporary } from './server.mjs';

const { server, end } = await begin({ name: 'dossier' });
const work = temporary('dossier-files');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
const key = path.join(work, 'public.key');
fs.writeFileSync(key, server.zwy('audit', 'key').stdout);

const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const story = await carry({ server, unit: unitOf(server, 0), opinion: '只有中心看得到的个人意见' }, 'deploying');
const system = sql(`SELECT system_id FROM matter WHERE id = ${story.id}`);
const owner = sql(`SELECT organisation_id FROM system WHERE id = ${system}`);
const address = `/systems/${system}/dossier.zip`;
const drawn = {};

const verify = (folder) => spawnSync(path.join(build, 'zwy-verify'), [key, folder], { encoding: 'utf8' });
const listed = (folder) => execFileSync('find', ['.', '-type', 'f'], { cwd: folder, encoding: 'utf8' }).trim().split('\n').map((name) => name.slice(2)).sort();

function unpack(page, name) {
	const folder = path.join(work, name);
	fs.writeFileSync(`${folder}.zip`, page.bytes);
	execFileSync('unzip', ['-q', '-d', folder, `${folder}.zip`]);
	const files = Object.fromEntries(listed(folder).map((file) => [file, fs.readFileSync(path.join(folder, file))]));
	const texts = Object.entries(files).filter(([file]) => !file.startsWith('attachments/')).map(([, bytes]) => bytes.toString('utf8')).join('\n');
	return { folder, files, texts, rows: files['audit.txt'].toString('utf8').split('\n').filter((line) => line.startsWith('row\t')).map((line) => line.split('\t')) };
}

async function draw(account, name, where = address) {
	const page = await (await server.as(account)).get(where);
	assert.equal(page.status, 200, `${name}: ${page.status} ${page.text.slice(0, 300)}`);
	drawn[name] = unpack(page, name);
	const verdict = verify(drawn[name].folder);
	assert.match(verdict.stdout, new RegExp(`^OK dossier of system ${where.match(/\d+/)[0]}, drawn `), name);
	return { page, ...drawn[name] };
}

test('the unit draws its dossier: a ZIP, whole, that the verifier finds sound', async () => {
	const before = fs.readdirSync(server.folder).sort();
	const { page, files } = await draw(story.unit.clerk, 'unit');
	assert.equal(page.headers['content-type'], 'application/zip');
	assert.match(page.headers['content-disposition'], /^attachment; filename="download\.zip"; filename\*=UTF-8''/);
	assert.match(page.headers['content-security-policy'], /sandbox/);
	assert.equal(Number(page.headers['content-length']), page.bytes.length);
	for (const name of ['index.html', 'style.css', 'audit.txt', 'manifest.txt', 'proof.txt', `matters/${story.id}.html`, 'data/allocations.csv'])
		assert.ok(files[name]?.length > 0, name);
	for (const name of Object.keys(files)) assert.match(name, /^[a-z0-9-]+(\/[a-z0-9-]+)?\.[a-z]+$/);
	assert.deepEqual(fs.readdirSync(server.folder).sort(), before, 'nothing is left in the data folder');
});

test('its pages are readable Chinese without script, inline style or links to elsewhere', () => {
	const { files } = drawn.unit;
	const index = files['index.html'].toString('utf8');
	for (const word of ['一系统一档', '备案号', '资源核定与分配', '操作日志', '怎样核验', '没有记录的项目']) assert.ok(index.includes(word), word);
	for (const [name, bytes] of Object.entries(files).filter(([file]) => file.endsWith('.html'))) {
		const html = bytes.toString('utf8');
		assert.doesNotMatch(html, /<script|style=|<style|\son\w+=|src=|href="\/|https?:/, name);
		for (const [, href] of html.matchAll(/href="([^"]+)"/g))
			assert.ok(files[path.posix.normalize(path.posix.join(path.posix.dirname(name), href))], `${name} → ${href}`);
	}
});

test('attachments come as they were handed in, each against its row', () => {
	const { files, rows } = drawn.unit;
	const names = Object.keys(files).filter((name) => name.startsWith('attachments/'));
	assert.ok(names.length >= 3);
	for (const name of names) {
		const id = name.match(/\d+/)[0];
		assert.equal(Buffer.compare(files[name], pdf(sql(`SELECT name FROM attachment WHERE id = ${id}`))), 0, name);
		const row = rows.find((fields) => fields[10] === 'attachment.add' && fields[12] === id);
		assert.ok(row, `${name} was handed in by the unit`);
	}
	const manifest = files['manifest.txt'].toString('utf8').trim().split('\n').map((line) => line.split('\t'));
	assert.equal(manifest.length - 1, Object.keys(files).length - 2);
	for (const [, sha256, size, name] of manifest.slice(1)) {
		assert.equal(crypto.createHash('sha256').update(files[name]).digest('hex'), sha256, name);
		assert.equal(files[name].length, Number(size));
	}
	const proof = files['proof.txt'].toString('utf8');
	assert.ok(proof.includes(crypto.createHash('sha256').update(files['manifest.txt']).digest('hex')));
});

test('a unit reads nothing of reviewers, their opinions, other units, or what others did', () => {
	const { texts, rows } = drawn.unit;
	assert.doesNotMatch(texts, /只有中心看得到的个人意见/);
	for (const { label } of story.people) assert.ok(!texts.includes(label), label);
	const taking = new Set(sql(`SELECT organisation_id FROM matter_party WHERE matter_id = ${story.id} UNION SELECT p.operator_id FROM platform p`).split('\n'));
	for (const line of sql("SELECT o.id, o.name FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'unit'").split('\n')) {
		const [id, name] = line.split('|');
		if (!taking.has(id)) assert.ok(!texts.includes(name), name);
	}
	for (const login of sql(`SELECT login FROM person WHERE organisation_id <> ${owner}`).split('\n')) assert.ok(!texts.includes(`(${login})`), login);
	assert.ok(rows.length > 5);
	for (const fields of rows) assert.equal(fields[6], owner, fields.join(' '));
	assert.ok(!rows.some((fields) => fields[10] === 'matter.opine'));
});

test('center and platform see their part; the center all rows and opinions', async () => {
	const operator = await draw(story.operator, 'operator');
	const own = sql(`SELECT organisation_id FROM person WHERE login = '${story.operator.login}'`);
	for (const fields of operator.rows) assert.equal(fields[6], own);
	assert.doesNotMatch(operator.texts, /只有中心看得到的个人意见/);
	const center = await draw('center.lead', 'center');
	assert.match(center.texts, /只有中心看得到的个人意见/);
	assert.ok(center.rows.filter((fields) => fields[10] === 'matter.opine').length >= 2);
	const opined = sql(`SELECT actor_label FROM event WHERE matter_id = ${story.id} AND action = 'opine'`).split('\n');
	for (const label of opined) {
		assert.ok(center.texts.includes(label), label);
		for (const other of [drawn.unit, operator]) assert.ok(!other.texts.includes(label), label);
	}
	assert.ok(center.rows.length > operator.rows.length + drawn.unit.rows.length);
	const people = new Set(center.rows.map((fields) => fields[6]));
	assert.ok(people.has(owner) && people.has(own));
	await draw('supervisor.clerk', 'supervisor');
});

test('who applies for the center and has another post there draws its system without reviewers and their opinions', async () => {
	const [matter, own] = sql("SELECT m.id || ' ' || m.system_id FROM matter m JOIN person p ON p.organisation_id = m.organisation_id AND p.login = 'center-unit-clerk' WHERE m.procedure_key = 'application' AND EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'opine') ORDER BY m.id LIMIT 1").split(' ');
	execFileSync('sqlite3', [path.join(server.folder, 'app.db'), "PRAGMA busy_timeout = 10000; INSERT INTO person_role (person_id, role, granted_at) SELECT id, 'center.assess', 1 FROM person WHERE login = 'center-unit-clerk'"]);
	const opined = sql(`SELECT actor_label FROM event WHERE matter_id = ${matter} AND action = 'opine'`).split('\n');
	const applicant = await draw('center-unit-clerk', 'applicant', `/systems/${own}/dossier.zip`);
	const lead = await draw('center.lead', 'own', `/systems/${own}/dossier.zip`);
	for (const label of opined) {
		assert.ok(lead.texts.includes(label), label);
		assert.ok(!applicant.texts.includes(label), label);
	}
	assert.ok(lead.rows.some((fields) => fields[10] === 'matter.opine') && !applicant.rows.some((fields) => fields[10] === 'matter.opine'));
});

test('for others it does not exist, and administrators draw none', async () => {
	const stranger = await server.as(unitOf(server, 1).clerk);
	const refused = await stranger.get(address);
	const absent = await stranger.get('/systems/999999/dossier.zip');
	assert.equal(refused.status, 404);
	assert.equal(refused.comparable, absent.comparable);
	const hosting = server.having('operator.clerk').filter(({ organisation }) => organisation !== story.operator.organisation);
	let unrelated = 0;
	for (const account of hosting) {
		const id = sql(`SELECT organisation_id FROM person WHERE login = '${account.login}'`);
		if (sql(`SELECT count(*) FROM system_party WHERE system_id = ${system} AND organisation_id = ${id}`) !== '0') continue;
		assert.equal((await (await server.as(account)).get(address)).status, 404, account.login);
		unrelated++;
	}
	assert.ok(unrelated > 0);
	for (const role of ['admin.audit', 'admin.system', 'admin.security']) assert.equal((await (await server.as(role)).get(address)).status, 403, role);
	assert.equal((await server.anyone().get(address)).status, 303);
	assert.equal((await (await server.as(story.unit.clerk)).post(address, [['csrf', 'x']])).status, 405);
});

test('the unit sees who drew it, and who opened its files by that', async () => {
	const client = await server.as(story.unit.clerk);
	const page = await client.open(`/systems/${system}`);
	assert.match(page.text, /谁调取过档案/);
	assert.ok(page.links.some(({ href }) => href === address));
	const matter = await client.open(`/matters/${story.id}`);
	const openings = await client.open(matter.links.find(({ href }) => /\/openings$/.test(href)).href);
	for (const account of [story.unit.clerk, story.operator, server.accounts.find(({ roles }) => roles.includes('center.lead'))]) {
		assert.match(page.text, new RegExp(`\\(${account.login}\\)`));
		assert.match(openings.text, new RegExp(`\\(${account.login}\\)`));
	}
	assert.doesNotMatch((await (await server.as(story.operator)).open(`/systems/${system}`)).text, /谁调取过档案/);
	assert.equal(sql(`SELECT count(*) FROM audit WHERE action = 'dossier.draw' AND object_id = ${system}`), '4');
});

test('a long life: use, changes, incidents, tables and files say the same', async () => {
	const id = sql("SELECT m.system_id FROM matter m JOIN usage_month u ON u.system_id = m.system_id WHERE m.procedure_key = 'incident' AND m.system_id IN (SELECT system_id FROM matter WHERE procedure_key = 'change') GROUP BY m.system_id ORDER BY 1 LIMIT 1");
	const { files, folder } = await draw('center.lead', 'long', `/systems/${id}/dossier.zip`);
	const lines = (name) => files[name].toString('utf8').trim().split('\n').length - 1;
	assert.equal(lines('data/usage-machines.csv'), Number(sql(`SELECT count(*) FROM usage_month WHERE system_id = ${id}`)));
	assert.equal(lines('data/usage-months.csv'), Number(sql(`SELECT count(DISTINCT period) FROM usage_month WHERE system_id = ${id}`)));
	assert.equal(lines('data/incidents.csv'), Number(sql(`SELECT count(*) FROM matter m JOIN incident i ON i.matter_id = m.id WHERE m.system_id = ${id}`)));
	assert.equal(lines('data/allocations.csv'), Number(sql(`SELECT count(*) FROM allocation WHERE system_id = ${id}`)));
	assert.equal(listed(path.join(folder, 'matters')).length, Number(sql(`SELECT count(*) FROM matter m JOIN matter_party p ON p.matter_id = m.id AND p.organisation_id = 1 WHERE m.system_id = ${id}`)));
});

test('what was saved and what is exempt is in it, for those who see it on the pages', async () => {
	const saved = sql('SELECT m.system_id FROM saving v JOIN matter m ON m.id = v.matter_id ORDER BY v.id DESC LIMIT 1');
	const { files } = await draw('center.lead', 'saved', `/systems/${saved}/dossier.zip`);
	const text = files['data/savings.csv'].toString('utf8');
	assert.equal(text.trim().split('\n').length - 1, Number(sql(`SELECT count(*) FROM saving v JOIN matter m ON m.id = v.matter_id WHERE m.system_id = ${saved}`)));
	assert.match(text, /降配|回收/);
	assert.match(files['index.html'].toString('utf8'), /降配与回收/);
	const exempt = sql('SELECT system_id FROM usage_exemption ORDER BY id LIMIT 1');
	const reason = sql(`SELECT reason FROM usage_exemption WHERE system_id = ${exempt} ORDER BY id LIMIT 1`);
	const whole = await draw('center.lead', 'exempt', `/systems/${exempt}/dossier.zip`);
	assert.ok(whole.files['data/exemptions.csv'].toString('utf8').includes(reason));
	const operator = sql(`SELECT r.login FROM allocation a JOIN platform p ON p.id = a.platform_id JOIN person r ON r.organisation_id = p.operator_id JOIN person_role l ON l.person_id = r.id AND l.role = 'operator.clerk' WHERE a.system_id = ${exempt} AND a.freed_at IS NULL LIMIT 1`);
	const theirs = await draw(operator, 'exempt-operator', `/systems/${exempt}/dossier.zip`);
	assert.equal(theirs.files['data/exemptions.csv'], undefined);
});

test('whatever is done to an unpacked dossier is named', () => {
	const { folder, files } = drawn.unit;
	const [first, second] = Object.keys(files).filter((name) => name.startsWith('attachments/'));
	const rows = files['audit.txt'].toString('utf8').split('\n');
	const without = [...rows.slice(0, 3), ...rows.slice(4)].join('\n');
	const cases = [
		['index.html', { 'index.html': files['index.html'].toString('utf8').replace('备案号', '备案号 ') }],
		['data/allocations.csv', { 'data/allocations.csv': `${files['data/allocations.csv']}\n` }],
		[first < second ? first : second, { [first]: files[second], [second]: files[first] }],
		['audit.txt', { 'audit.txt': without }],
		['audit.txt', { 'audit.txt': files['audit.txt'].toString('utf8').replace('matter.open', 'matter.opem') }],
		['manifest.txt', { 'manifest.txt': `${files['manifest.txt']}` + `file\t${'0'.repeat(64)}\t1\tmore.txt\n` }],
		['proof.txt', { 'proof.txt': drawn.center.files['proof.txt'] }, 'manifest.txt'],
		['more.html', { 'more.html': 'x' }],
	];
	for (const [name, change, named = name] of cases) {
		for (const [file, bytes] of Object.entries(change)) fs.writeFileSync(path.join(folder, file), bytes);
		const verdict = verify(folder);
		assert.equal(verdict.status, 1, `${name}: ${verdict.stdout}`);
		assert.ok([first, second].includes(name) ? /^BROKEN attachments\//.test(verdict.stdout) : verdict.stdout.startsWith(`BROKEN ${named}: `), `${name}: ${verdict.stdout}`);
		for (const file of Object.keys(change)) if (files[file]) fs.writeFileSync(path.join(folder, file), files[file]); else fs.unlinkSync(path.join(folder, file));
	}
	assert.equal(verify(folder).status, 0);
});

test('a file that is not what was handed in stops the dossier before its first byte', async () => {
	const [id, uuid] = sql(`SELECT id, uuid FROM attachment WHERE matter_id = ${story.id} ORDER BY id DESC LIMIT 1`).split('|');
	const stored = execFileSync('find', [path.join(server.folder, 'files'), '-name', uuid], { encoding: 'utf8' }).trim();
	const bytes = fs.readFileSync(stored);
	fs.chmodSync(stored, 0o600);
	fs.writeFileSync(stored, Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1) ^ 1])]));
	const page = await (await server.as(story.unit.clerk)).get(address);
	assert.equal(page.status, 500);
	assert.match(page.headers['content-type'], /^text\/html/);
	assert.match(page.text, /档案没有生成/);
	assert.match(page.text, /与交来时登记的摘要不符/);
	assert.ok(!page.bytes.includes('PK\x03\x04'));
	assert.equal(sql(`SELECT count(*) FROM audit WHERE action = 'attachment.damaged' AND object_id = ${id}`), '1');
	assert.equal(sql(`SELECT outcome FROM audit WHERE action = 'dossier.refuse' AND object_id = ${system}`), 'failed');
	assert.equal(sql(`SELECT count(*) FROM audit WHERE action = 'dossier.draw' AND object_id = ${system}`), '4');
	fs.writeFileSync(stored, bytes);
	await draw(story.unit.clerk, 'again');
});

test('several drawn at once prove themselves each', async () => {
	const clients = await Promise.all([story.operator, 'center.lead', 'center.dispatch', 'supervisor.clerk'].map((account) => server.as(account)));
	const pages = await Promise.all([...clients, ...clients].map((client) => client.get(address)));
	for (const [at, page] of pages.entries()) {
		assert.equal(page.status, 200, page.text.slice(0, 300));
		assert.match(verify(unpack(page, `together-${at}`).folder).stdout, /^OK /);
	}
});

test('a file beyond the keeper’s rate, or its limit, is left out and says why', async () => {
	const client = await server.as('center.approve');
	for (let tries = 0; tries < 40; tries++) {
		const page = await client.get(address);
		assert.equal(page.status, 200);
		fs.writeFileSync(path.join(work, 'rate.zip'), page.bytes);
		if (!execFileSync('unzip', ['-p', path.join(work, 'rate.zip'), 'index.html'], { encoding: 'utf8' }).includes('未附：一分钟内开启的材料已到上限')) continue;
		assert.match(verify(unpack(page, 'rate').folder).stdout, /^OK /);
		return;
	}
	assert.fail('the keeper opened them all');
});

end(/event=attachment_damaged|status=500/);
