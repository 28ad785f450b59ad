// Stories of db/stories once more, over plain HTTP: opened, filled in, handed
// in, decided by people who sign in and press what the page offers.  The demo
// tells them to the engine; here nothing but the pages is used.  So few of them
// are told that every state of their procedures is reached; they go on side by
// side, all with what falls on the same day, and the clock moves from day to day.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { Server, build, fakedBy, library, root, temporary } from './server.mjs';
import { Teller, fewest, isWorkday, stories, waits } from './teller.mjs';

// A Friday on which plans of the year to come are called for, a quarter is over and its rounds are open.
const BEGINS = '2026-10-09T10:00:00+08:00';

// An installation with its people and systems in which none of the stories was told yet.
function untold() {
	const share = temporary('share');
	fs.mkdirSync(path.join(share, 'db/stories'), { recursive: true });
	fs.symlinkSync(path.join(root, 'templates'), path.join(share, 'templates'));
	for (const name of ['procedures', 'queries', 'migrations', 'workdays.csv']) fs.symlinkSync(path.join(root, 'db', name), path.join(share, 'db', name));
	const folder = temporary('told');
	const made = spawnSync(path.join(build, 'zwy'), ['--share', share, '--data', folder, 'demo'],
		{ cwd: root, encoding: 'utf8', env: { ...process.env, LD_PRELOAD: library, FAKETIME: fakedBy(Date.parse(BEGINS) - 60000 - Date.now()) } });
	assert.equal(made.status, 0, made.stderr);
	fs.rmSync(share, { recursive: true });
	return folder;
}

// So many days after the first are so many working days.
function calendarDays(working) {
	const date = new Date(BEGINS);
	let days = 0;
	while (working > 0) {
		date.setUTCDate(date.getUTCDate() + 1);
		days++;
		if (isWorkday(date)) working--;
	}
	return days;
}

// On which days the clock stands at all: what falls between happens on the next of them.
const DAYS = [0, 1, 3, 6, 11, 16, 24, 35, 62, 100, 160, 290, 330];
const dayFrom = (day) => DAYS.find((one) => one >= day) ?? DAYS.at(-1);

// Of a duty that comes round nobody has two in one period: the second story of the same one waits for the next.
const PERIODS = { week: 5, month: 22, quarter: 66, half_year: 130, year: 260 };
function begins(plays, play) {
	const { procedure, story } = play;
	if (!procedure.round) return 0;
	const same = plays.slice(0, plays.indexOf(play)).filter((other) => other.procedure.procedure === procedure.procedure
		&& ['opener', 'by', 'platform', 'system'].every((word) => other.story[word] === story[word]));
	return same.length * PERIODS[procedure.round.every];
}

// Rounds that the clerk process alone opens, and what is drawn from them: assess_test and efficiency_test walk them on
// from where the demo leaves them.
const ELSEWHERE = new Set(['assessment', 'assessment_bulletin', 'efficiency_score']);

const broken = [];
let teller;
let server;

// As far as it gets on this day.  What the day does not allow yet (a window, a limit that has not passed) is
// tried again on the next one.
async function goOn(play, day) {
	const steps = [{ word: 'open' }, ...play.steps];
	for (; play.at < steps.length; play.at++) {
		const told = steps[play.at];
		const pause = waits(told);
		if (pause) {
			play.at++;
			play.day = dayFrom(day + pause);
			return;
		}
		try {
			await (told.word === 'open' ? teller.open(play) : teller.tell(play, told));
			play.tries = 0;
		} catch (error) {
			play.day = DAYS.find((one) => one > day);
			if (++play.tries < 6 && play.day) return;
			play.at = steps.length;
			broken.push(`${play.procedure.procedure} ${play.story.title}: ${told.word}: ${String(error.message).slice(0, 300)}`);
		}
	}
}

// The clerk process does all its rounds when it begins.
async function wakeOn(day) {
	server.run('stop');
	server.setClock(calendarDays(day));
	server.run('start');
	await teller.clerkIsDone();
}

test('the stories are walked by pages alone', async () => {
	const folder = untold();
	process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
	server = await Server.start({ folder, clock: BEGINS });
	teller = new Teller(server);
	const plays = fewest(stories().filter(({ procedure, story }) => !ELSEWHERE.has(procedure.procedure) && story.quarter === undefined));
	for (const play of plays) Object.assign(play, { at: 0, tries: 0, day: dayFrom(begins(plays, play)) });
	for (const day of DAYS) {
		const due = plays.filter((play) => play.day === day && play.at <= play.steps.length);
		if (day > 0) await wakeOn(day);
		for (const play of due) await goOn(play, day);
		if (process.env.SHOW) console.log(`# day ${day}: ${due.length} stories, ${Math.round(performance.now() / 1000)} s`);
	}
	assert.deepEqual(broken, []);
});

test('the servers end, without a complaint in their logs', () => {
	teller.end();
	server.stop();
	assert.deepEqual(server.complaints, []);
});
