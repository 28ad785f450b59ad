// Stories of db/stories once more, over plain HTTP: opened, filled in, handed
// in, decided by people who sign in and press what the page offers.  The demo
// tells them to the engine; here nothing but the pages is used.
// ROADS=9 walks that many of each procedure and names the states left.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { Server, build, root, temporary } from './server.mjs';
import { Teller, mainRoads, stories } from './teller.mjs';

// An installation with its people and systems in which none of the stories was told yet.
async function untold() {
	const share = temporary('share');
	fs.mkdirSync(path.join(share, 'db/stories'), { recursive: true });
	fs.symlinkSync(path.join(root, 'templates'), path.join(share, 'templates'));
	for (const name of ['procedures', 'queries', 'migrations', 'workdays.csv']) fs.symlinkSync(path.join(root, 'db', name), path.join(share, 'db', name));
	const folder = temporary('told');
	const made = spawnSync(path.join(build, 'zwy'), ['--share', share, '--data', folder, 'demo'], { cwd: root, encoding: 'utf8' });
	assert.equal(made.status, 0, made.stderr);
	fs.rmSync(share, { recursive: true });
	return folder;
}

const folder = await untold();
const server = await Server.start({ folder });
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const teller = new Teller(server);
// Told only to the engine: their words are about hours, periods or contracts of the very day the demo is made on.
const APART = new Set(['fault', 'incident', 'log_attestation', 'penalty', 'survey']);
const most = Number(process.env.ROADS || 1);

test('the main road of each procedure is walked by pages alone', async () => {
	const broken = [];
	for (const play of mainRoads(stories(), most)) {
		const key = play.procedure.procedure;
		if (APART.has(key)) continue;
		let at = 'open';
		try {
			await teller.open(play);
			for (const told of play.steps) {
				at = told.word;
				await teller.tell(play, told);
			}
		} catch (error) {
			broken.push(`${key} ${play.story.title}: ${at}: ${String(error.message).slice(0, 300)}`);
		}
	}
	assert.deepEqual(broken, []);
});

test('so are most states of most procedures', () => {
	const states = [...new Set(stories().flatMap(({ procedure }) => Object.keys(procedure.states).map((state) => `${procedure.procedure} ${state}`)))];
	const missing = states.filter((one) => !teller.reached.has(one));
	console.log(`# ${states.length - missing.length} of ${states.length} states by pages alone`);
	if (process.env.ROADS) console.log(`# not: ${missing.join(', ')}`);
	assert.ok(missing.length < states.length * 0.7, missing.join(', '));
});

test('the servers end, without a complaint in their logs', () => {
	server.stop();
	assert.deepEqual(server.complaints, []);
});
