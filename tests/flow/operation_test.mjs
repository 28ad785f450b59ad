// Killed, drained, replaced, started twice, started again: nothing that was
// acknowledged is lost (security.md §6).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { act, begin, carry, idOf, startMatter, unitOf } from './story.mjs';
import { patience } from './client.mjs';
import { build, root, temporary } from './server.mjs';

const { server, end } = await begin({ name: 'operation' });
const story = await carry({ server, unit: unitOf(server) }, 'unit_check');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Children of the master: {pid, name}; the name stands in the command line or the log.
function children() {
	const master = server.pid();
	return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
		try {
			return Number(/\) \S (\d+)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))[1]) === master;
		} catch {
			return false;
		}
	});
}

async function until(what, holds, seconds = 20) {
	for (let n = 0; n < seconds * 10 * patience; n++) {
		if (await holds()) return;
		await pause(100);
	}
	assert.fail(`${what}: not within ${seconds} s`);
}

test('kill -9 of workers in mid-work loses nothing acknowledged', async () => {
	const client = await server.as(story.unit.clerk);
	const acknowledged = [];
	let lost = 0;
	let running = true;
	const writing = (async () => {
		for (let n = 0; n < 60 && running; n++) {
			const page = await client.get('/matters/new?procedure=application').catch(() => null);
			if (page?.status !== 200) {
				lost++;
				await pause(50);
				continue;
			}
			const answer = await client.submit(page, 'start', 'start').catch(() => null);
			if (answer?.status === 303) acknowledged.push(idOf(answer));
			else lost++;
		}
	})();
	const before = children();
	for (let round = 0; round < 6; round++) {
		await pause(150);
		for (const pid of children()) {
			try {
				process.kill(pid, 'SIGKILL');
			} catch { /* ended by itself */ }
		}
		await pause(300);
	}
	running = false;
	await writing;
	await until('the workers are back', async () => (await client.get('/healthz')).status === 200 && children().length >= before.length);
	assert.ok(acknowledged.length > 0, `${lost} were not acknowledged`);
	for (const id of acknowledged) assert.equal((await client.get(`/matters/${id}`)).status, 200, `matter ${id}`);
	const checked = server.zwy('check');
	assert.equal(checked.status, 0, checked.stdout);
});

test('SIGHUP replaces every process and refuses nobody', async () => {
	const client = await server.as(story.unit.clerk);
	const before = children();
	let asked = 0;
	const statuses = new Set();
	let running = true;
	const asking = (async () => {
		while (running) {
			statuses.add((await client.get('/healthz')).status);
			asked++;
		}
	})();
	process.kill(server.pid(), 'SIGHUP');
	await until('new processes', () => children().length >= before.length && children().every((pid) => !before.includes(pid)), 45);
	running = false;
	await asking;
	assert.deepEqual([...statuses], [200], `${asked} requests`);
	assert.equal((await client.get(`/matters/${story.id}`)).status, 200);
});

test('SIGHUP with a template that is none leaves everything as it runs, and says why', async () => {
	server.upgrade(() => {});
	const template = path.join(server.share, 'templates/error.tpl');
	const good = fs.readFileSync(template, 'utf8');
	const before = children();
	assert.ok(before.length > 4, `${before.length} processes`);
	const bad = {
		'a section left open': `${good}{{#NEVER_CLOSED}}\n`,
		'without its first line': good.slice(good.indexOf('\n') + 1),
		'gone': null,
	};
	for (const [what, text] of Object.entries(bad)) {
		if (text === null) fs.rmSync(template);
		else fs.writeFileSync(template, text);
		const told = server.log().length;
		process.kill(server.pid(), 'SIGHUP');
		await until(`${what}: the master answers`, () => /the check failed/.test(server.log().slice(told)));
		assert.match(server.log().slice(told), /error\.tpl/, `${what}: the file is named`);
		assert.deepEqual(children().filter((pid) => before.includes(pid)), before, what);
		assert.equal((await server.anyone().get('/healthz')).status, 200, what);
	}
	fs.writeFileSync(template, `${good}<p>换过的模板</p>\n`);
	process.kill(server.pid(), 'SIGHUP');
	await until('mended, they are replaced', () => children().length >= before.length && children().every((pid) => !before.includes(pid)), 45);
	assert.match((await server.anyone().get('/nowhere')).text, /换过的模板/, 'and show what is in the folder now');
});

test('a second instance on the same data refuses', () => {
	const run = temporary('second-run');
	const config = path.join(run, 'zwy.conf');
	fs.writeFileSync(config, `run = ${run}\n`);
	const second = spawnSync(path.join(build, 'zwy'), ['--config', config, '--data', server.folder, 'serve'], { cwd: root, encoding: 'utf8', timeout: 20000 * patience });
	fs.rmSync(run, { recursive: true, force: true });
	assert.equal(second.status, 1);
	assert.match(second.stderr, /已有一个 zwy serve/);
});

test('SIGTERM lets the requests under way finish', async () => {
	const client = await server.as(story.unit.clerk);
	// Signing in hashes a password: of eight at two doors some are under way, some wait.
	const signing = [];
	for (const account of server.having('unit.lead').slice(0, 8)) {
		const fresh = server.anyone();
		signing.push({ fresh, account, page: await fresh.open('/sign-in') });
	}
	const answers = signing.map(({ fresh, account, page }) => fresh.submit(page, 'sign_in', 'sign_in', { login: account.login, password: account.password }));
	await pause(80);
	const master = server.pid();
	process.kill(master, 'SIGTERM');
	const statuses = (await Promise.all(answers)).map(({ status }) => status);
	assert.ok(statuses.every((status) => [303, 502, 503, 504].includes(status)), statuses.join(' '));
	assert.ok(statuses.includes(303), 'those under way are answered');
	await until('the master is gone', () => {
		try {
			process.kill(master, 0);
			return false;
		} catch {
			return true;
		}
	}, 40);
	assert.ok([502, 503, 504].includes((await client.get('/healthz')).status), 'nginx says that it is down');
	assert.match((await client.get('/')).text, /.{4,}/);
});

test('a second start keeps the data, the sessions and the sealed files', async () => {
	const old = await server.as(story.unit.clerk);
	const page = server.folder;
	server.run('stop');
	server.run('start');
	assert.equal((await old.get(`/matters/${story.id}`)).status, 200, `still signed in on ${page}`);
	const shown = await old.open(`/matters/${story.id}`);
	const document = shown.links.find(({ href }) => /documents\/\d+$/.test(href));
	assert.equal((await old.get(document.href)).status, 200);
	assert.equal(server.zwy('check').status, 0);
});

test('a backup restores into an empty folder and checks', async () => {
	const [backup, restored] = [temporary('backup'), temporary('restored')];
	const saved = server.zwy('backup', backup);
	assert.equal(saved.status, 0, saved.stdout + saved.stderr);
	assert.notEqual(server.zwy('backup', backup).status, 0, 'never over an earlier one');
	const zwy = (...words) => spawnSync(path.join(build, 'zwy'), ['--data', restored, ...words], { cwd: root, encoding: 'utf8' });
	const nothing = zwy('restore', server.folder + '/files');
	assert.equal(nothing.status, 1);
	assert.match(nothing.stdout, /不是备份。没有恢复，也没有改动/);
	assert.deepEqual(fs.existsSync(restored) ? fs.readdirSync(restored) : [], []);
	const back = zwy('restore', backup);
	assert.equal(back.status, 0, back.stdout + back.stderr);
	const without = zwy('check');
	assert.notEqual(without.status, 0, 'databases and files alone open nothing');
	assert.match(without.stdout, /FAILED +keys: no master key in /);
	for (const entry of fs.readdirSync(server.folder)) if (/^keys(?!\.db)/.test(entry)) fs.cpSync(path.join(server.folder, entry), path.join(restored, entry), { recursive: true });
	const checked = zwy('check');
	assert.equal(checked.status, 0, checked.stdout + checked.stderr);
	assert.match(checked.stdout, /ok +keys: [1-9]\d* files, 0 without a key, 0 do not open/);
	spawnSync('sqlite3', [path.join(restored, 'keys.db'), 'DELETE FROM seal WHERE uuid = (SELECT min(uuid) FROM seal); UPDATE seal SET sealed_key = zeroblob(length(sealed_key)) WHERE uuid = (SELECT max(uuid) FROM seal)']);
	const seals = zwy('check');
	assert.notEqual(seals.status, 0);
	assert.match(seals.stdout, /FAILED +keys: \d+ files, 1 without a key, 1 do not open/);
	fs.writeFileSync(path.join(restored, 'keys', 'master.key'), '5a'.repeat(32));
	assert.match(zwy('check').stdout, /FAILED +keys: .* is not the master key of this database/);
	for (const folder of [backup, restored]) fs.rmSync(folder, { recursive: true, force: true });
});

test('migrate makes the data folder it is told, and says so when it cannot', () => {
	const above = temporary('installed'); // is there
	const folder = path.join(above, 'data');
	const zwy = (at, ...words) => spawnSync(path.join(build, 'zwy'), ['--data', at, ...words], { cwd: root, encoding: 'utf8' });
	assert.match(zwy(folder, 'serve').stderr, /数据目录 .* 不存在。请先运行 zwy migrate/);
	const deep = zwy(path.join(folder, 'deep'), 'migrate');
	assert.equal(deep.status, 1);
	assert.match(deep.stdout, /建不了：上一级目录不存在。没有改动/);
	assert.ok(!fs.existsSync(folder), 'nothing is left of what was refused');
	assert.equal(zwy(folder, 'migrate').status, 0);
	assert.equal(fs.statSync(folder).mode & 0o777, 0o750);
	assert.equal(zwy(folder, 'check').status, 0);
	fs.rmSync(above, { recursive: true, force: true });
});

end(/event=template name=error\.tpl/);
