/* Everything a story needs: the browser, the people, the clock, the report. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {chromium} from 'playwright-core';
import {Clock} from './clock.mjs';
import {Looker} from './look.mjs';
import {People} from './people.mjs';
import {Report} from './report.mjs';
import {Visitor} from './visitor.mjs';

const FLAGS = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync',
];

export async function makeWorld() {
	/* No profile is shared with anybody: a new one under the test's own folder. */
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'profile-'));
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: FLAGS,
		env: {...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile},
	});
	const report = new Report();
	const base = process.env.BASE;
	return {
		browser,
		base,
		report,
		clock: new Clock(process.env.CLOCK),
		people: new People(process.env.ACCOUNTS),
		looker: new Looker(report, base, process.env.SHOTS),
		out: process.env.OUT,
		visit(person, options) {
			return Visitor.open(this, person, options);
		},
		/* New processes: a new clerk process makes all its rounds at once, the old one would within a minute. */
		renew() {
			process.kill(Number(fs.readFileSync(process.env.PID_FILE, 'utf8')), 'SIGHUP');
		},
		/* Keep a printed paper for people to look at. */
		keep(name, bytes) {
			if (this.out) {
				fs.mkdirSync(this.out, {recursive: true});
				fs.writeFileSync(path.join(this.out, name), bytes);
			}
		},
		async close() {
			await browser.close();
		},
	};
}
