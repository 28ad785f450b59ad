// `make run` and `make stop` as an operator types them: again, with another
// port, after a crash.  make itself is left out: run.sh is all it calls.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { begin, startMatter, unitOf } from './story.mjs';
import { build, freePort, root } from './server.mjs';

const { server, end } = await begin({ name: 'start' });

const run = (verb, port = server.port) => spawnSync('sh', [path.join(root, 'app/install/run.sh'), verb, build, server.folder, String(port), '1'],
	{ cwd: root, env: server.environment, encoding: 'utf8' });
const health = async (port = server.port) => {
	try {
		return (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
	} catch {
		return 0;
	}
};

test('a second start changes nothing and says the same: the accounts and the address', async () => {
	const id = await startMatter(await server.as(unitOf(server).clerk));
	const before = ['zwy', 'nginx', 'keeper'].map((name) => server.pid(name));
	const again = run('start');
	assert.equal(again.status, 0, again.stderr);
	assert.match(again.stdout, new RegExp(`already running on http://127.0.0.1:${server.port}/\\n$`));
	assert.match(again.stdout, /center-intake +zwy-Demo-2026 +center\.intake +省大数据中心/);
	assert.deepEqual(['zwy', 'nginx', 'keeper'].map((name) => server.pid(name)), before);
	assert.equal(run('stop').status, 0);
	assert.equal(await health(), 0);
	assert.equal(run('start').status, 0);
	assert.equal((await (await server.as(unitOf(server).clerk)).open(`/matters/${id}/edit`)).status, 200, 'the data are kept');
});

test('a second start on another port is refused with the port that is served', async () => {
	const port = await freePort();
	const other = run('start', port);
	assert.equal(other.status, 1);
	assert.match(other.stderr, new RegExp(`served on http://127.0.0.1:${server.port}/; for another port: make stop`));
	assert.doesNotMatch(other.stdout, /already running/);
	assert.equal(await health(port), 0);
	assert.equal(await health(), 200);
});

test('where nginx is gone, a start brings all of it up again', async () => {
	process.kill(server.pid('nginx'), 'SIGTERM');
	for (let wait = 0; wait < 100 && (await health()) !== 0; wait++) await new Promise((resolve) => setTimeout(resolve, 50));
	assert.equal(await health(), 0);
	const again = run('start');
	assert.equal(again.status, 0, again.stderr);
	assert.equal(await health(), 200);
});

test('a number that belongs to another program by now is not ended', async () => {
	assert.equal(run('stop').status, 0);
	const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
	for (const name of ['zwy', 'nginx', 'keeper']) fs.writeFileSync(path.join(server.folder, `run/${name}.pid`), `${stranger.pid}\n`);
	assert.equal(run('stop').status, 0);
	assert.equal(stranger.exitCode, null);
	assert.equal(stranger.signalCode, null, 'it lives');
	for (const name of ['zwy', 'nginx', 'keeper']) fs.writeFileSync(path.join(server.folder, `run/${name}.pid`), `${stranger.pid}\n`);
	const started = run('start');
	assert.equal(started.status, 0, started.stderr);
	assert.match(started.stdout, /zwy runs on/);
	assert.equal(stranger.signalCode, null);
	stranger.kill();
	assert.equal(await health(), 200);
});

end();
