// The real thing, for tests: nginx, zwy, keeper in a folder of their own on a
// free port.  The demo data are made once and copied for each story.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from './client.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const build = path.resolve(root, process.env.BUILD ?? 'build');
// tests/run-sanitized.sh brings a moved clock of its own.
export const library = process.env.FLOW_CLOCK ?? '/usr/lib/' + (process.arch === 'arm64' ? 'aarch64' : 'x86_64') + '-linux-gnu/faketime/libfaketime.so.1';

export function freePort() {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

// As faketime writes that a clock is so many ms ahead.
export const fakedBy = (ms) => `${ms < 0 ? '' : '+'}${Math.round(ms / 1000)}s`;

export function temporary(name) {
	return fs.mkdtempSync(path.join(os.tmpdir(), `zwy-${name}-`));
}

// Somebody's folder of ready demo data (tests/flow/run.sh makes one), or a fresh one.
function seed(folder) {
	const ready = process.env.FLOW_SEED;
	if (ready) execFileSync('cp', ['-a', `${ready}/.`, folder]);
}

export class Server {
	// demo: '1' or '0'; clock: true for a clock that can be moved, or the instant at which it begins.
	static async start({ name = 'flow', demo = '1', clock = false, folder, environment = {} } = {}) {
		const server = new Server();
		server.folder = folder ?? temporary(name);
		server.owned = folder === undefined;
		server.demo = demo;
		server.port = await freePort();
		server.origin = `http://127.0.0.1:${server.port}`;
		server.environment = { ...process.env, DOOR_RATE: '500r/s', ...environment };
		if (clock) server.prepareClock(clock === true ? 0 : Date.parse(clock) - Date.now());
		if (demo === '1' && folder === undefined) seed(server.folder);
		server.run('start');
		server.told = server.moves();
		server.accounts = demo === '1' ? server.readAccounts() : [];
		server.clients = new Map();
		return server;
	}

	prepareClock(ahead) {
		this.ahead = ahead; // ms
		this.clockFile = path.join(this.folder, 'clock');
		this.setClock(0);
		Object.assign(this.environment, { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: this.clockFile, FAKETIME_NO_CACHE: '1',
			FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' });
	}

	// The servers' clocks run this many days ahead from now on; all sessions are stale then.
	setClock(days) {
		fs.writeFileSync(`${this.clockFile}.new`, `${fakedBy(this.ahead + days * 86400000)}\n`);
		fs.renameSync(`${this.clockFile}.new`, this.clockFile);
		this.clients?.clear();
		this.days = days;
	}

	local(offset) {
		return new Date(Date.now() + (this.ahead ?? 0) + (this.days ?? 0) * 86400000 + offset + 8 * 3600000).toISOString();
	}

	today(offset = 0) {
		return this.local(offset * 86400000).slice(0, 10);
	}

	// What a clock there shows, some minutes off.
	clock(minutes = 0) {
		return this.local(minutes * 60000).slice(11, 16);
	}

	// Templates and procedures come from the folder it is started in: another version of them, changed by
	// change(folder), is what an upgrade installs.
	upgrade(change) {
		this.run('stop');
		this.share = path.join(this.folder, 'share');
		for (const name of ['templates', 'db']) fs.cpSync(path.join(root, name), path.join(this.share, name), { recursive: true });
		change(this.share);
		this.clients.clear();
		this.run('start');
	}

	run(verb) {
		const log = path.join(this.folder, 'start.log');
		const output = fs.openSync(log, 'a');
		const result = spawnSync('sh', [path.join(root, 'app/install/run.sh'), verb, build, this.folder, String(this.port), this.demo],
			{ cwd: this.share ?? root, env: this.environment, stdio: ['ignore', output, output] });
		fs.closeSync(output);
		if (result.status !== 0) throw new Error(`run.sh ${verb} failed:\n${fs.readFileSync(log, 'utf8')}`);
	}

	zwy(...words) {
		return spawnSync(path.join(build, 'zwy'), ['--data', this.folder, ...words], { cwd: this.share ?? root, encoding: 'utf8', env: this.environment, maxBuffer: 1 << 28 });
	}

	pid(name = 'zwy') {
		return Number(fs.readFileSync(path.join(this.folder, 'run', `${name}.pid`), 'utf8'));
	}

	log() {
		return fs.readFileSync(path.join(this.folder, 'run/zwy.log'), 'utf8');
	}

	readAccounts() {
		const { stdout, status, stderr } = this.zwy('demo', '--accounts');
		if (status !== 0) throw new Error(`zwy demo --accounts: ${stderr}`);
		const accounts = new Map(); // a line for each role
		for (const line of stdout.trim().split('\n')) {
			const [login, password, role, organisation] = line.split('\t');
			if (accounts.has(login)) accounts.get(login).roles.push(role);
			else accounts.set(login, { login, password, roles: [role], organisation });
		}
		return [...accounts.values()];
	}

	// Accounts with a role, in the order of the list; of one organisation if asked.
	having(role, organisation) {
		const found = this.accounts.filter((account) => account.roles.includes(role) && (!organisation || account.organisation === organisation));
		if (found.length === 0) throw new Error(`no demo account with role ${role}${organisation ? ` of ${organisation}` : ''}`);
		return found;
	}

	// A signed-in client, kept: one session per account.
	async as(account) {
		if (typeof account === 'string') account = this.accounts.find(({ login, roles }) => login === account || roles.includes(account));
		if (!account) throw new Error('no such demo account');
		let client = this.clients.get(account.login);
		if (!client) {
			client = await new Client(this.origin).signIn(account.login, account.password);
			client.account = account;
			this.clients.set(account.login, client);
		}
		return client;
	}

	moves() {
		return Number(this.sql('SELECT coalesce(max(id), 0) FROM event'));
	}

	sql(text) {
		return execFileSync('sqlite3', ['-readonly', path.join(this.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
	}

	// States that matters came into here, by pages and the clerk process, besides what the demo data held: for
	// tests/flow/reached.mjs, once all stories are told.
	noteReached() {
		if (!process.env.FLOW_REACHED) return;
		const states = this.sql(`SELECT DISTINCT procedure_key || ' ' || to_state FROM event JOIN matter ON matter.id = matter_id WHERE event.id > ${this.told}`);
		if (states) fs.appendFileSync(process.env.FLOW_REACHED, `${states}\n`);
	}

	anyone() {
		return new Client(this.origin);
	}

	stop() {
		this.run('stop');
		this.noteReached();
		const log = fs.existsSync(path.join(this.folder, 'run/zwy.log')) ? this.log() : '';
		const keeper = fs.existsSync(path.join(this.folder, 'run/keeper.log')) ? fs.readFileSync(path.join(this.folder, 'run/keeper.log'), 'utf8') : '';
		const lines = `${log}${keeper}`.split('\n');
		this.complaints = lines.filter((line) => /^<3>|AddressSanitizer|runtime error:|no_answer|header_refused/.test(line) && !(this.clockFile && line.includes('clock_jump')));
		if (process.env.KEEP) process.stderr.write(`kept ${this.folder}\n`);
		else if (this.owned) fs.rmSync(this.folder, { recursive: true, force: true });
	}
}
