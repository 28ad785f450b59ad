// Under the measurements: data, processes, load.
import { execFileSync, spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, root } from '../flow/server.mjs';

export const ROUNDS = Number(process.env.ROUNDS ?? 5);
export const SECONDS = Number(process.env.SECONDS ?? 3);
const MATTERS = process.env.MATTERS ?? '100000';
const seed = path.join(build, 'bench-data');
export const work = path.join(build, 'bench-run');
export const tool = (name) => path.join(build, 'bench', name);

// ---- data ----

function stampOf() {
	const hash = crypto.createHash('sha256').update(MATTERS);
	for (const folder of ['db/migrations', 'db/procedures', 'app/modules/demo'])
		for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
			const file = path.join(root, folder, name);
			if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
		}
	return hash.digest('hex');
}

// Made once and kept while migrations, procedures and the demo stay as they are.
export function prepareData() {
	const stamp = path.join(seed, 'stamp');
	if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === stampOf()) return;
	fs.rmSync(seed, { recursive: true, force: true });
	fs.mkdirSync(seed, { recursive: true });
	console.error(`making ${MATTERS} matters in ${path.relative(root, seed)}, some minutes`);
	execFileSync(path.join(build, 'zwy'), ['--data', seed, 'demo', '--matters', MATTERS], { cwd: root, stdio: ['ignore', 'ignore', 'ignore'] });
	fs.rmSync(path.join(seed, 'run'), { recursive: true, force: true });
	fs.writeFileSync(stamp, stampOf());
}

export function copyData() {
	fs.rmSync(work, { recursive: true, force: true });
	execFileSync('cp', ['-a', '--reflink=auto', seed, work]);
	execFileSync('sync');
}

// A thousand machines in the systems that run, and what each used on every day of a year and in every month of it.
export const MACHINES = 1000;
export const DAYS = 365;

export function yearOfUse() {
	const share = (salt, from, span) => `${from} + (n.i * 37 + d.i * ${salt}) % ${span}`;
	const values = `8, 32, ${share(11, 400, 2600)}, ${share(13, 1500, 5000)}, ${share(17, 6000, 4000)}, ${share(19, 2000, 3000)}, ${share(23, 3000, 4000)}, ${share(29, 5000, 4000)}`;
	const columns = 'vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at';
	execFileSync('sqlite3', [path.join(work, 'app.db'), `BEGIN;
		INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)
		WITH RECURSIVE n (i) AS (SELECT count(*) FROM machine UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${MACHINES}),
		     s AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS rank, count(*) OVER () AS total FROM system WHERE state = 'operating')
		SELECT (SELECT min(id) FROM platform), 'vm-year-' || n.i, s.id, 8, 32, 500, 15000, 1 FROM n JOIN s ON s.rank = n.i % s.total;
		CREATE TEMP TABLE n AS SELECT row_number() OVER (ORDER BY id) AS i, platform_id, code, system_id, disk_gb FROM machine LIMIT ${MACHINES};
		CREATE TEMP TABLE d AS WITH RECURSIVE d (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM d WHERE i < ${DAYS})
		SELECT i, (unixepoch() + 28800) / 86400 - i AS day, strftime('%Y-%m', unixepoch() + 28800 - i * 86400, 'unixepoch') AS period FROM d;
		INSERT OR IGNORE INTO usage_day (platform_id, machine, day, ${columns}) SELECT n.platform_id, n.code, d.day, ${values}, 4000, 150, 80, 600, 9900, 1, 1 FROM n CROSS JOIN d;
		INSERT OR IGNORE INTO usage_month (period, platform_id, machine, system_id, disk_gb, ${columns})
		SELECT d.period, n.platform_id, n.code, n.system_id, n.disk_gb, ${values}, 4000, 150, 80, 600, 9900, 28, 1 FROM n CROSS JOIN d GROUP BY n.i, d.period;
		COMMIT;`]);
}

export function rows(sql) {
	const text = execFileSync('sqlite3', ['-readonly', '-separator', '\t', path.join(work, 'app.db'), sql], { encoding: 'utf8', maxBuffer: 1 << 28 });
	return text.trim() === '' ? [] : text.trim().split('\n').map((line) => line.split('\t'));
}

// ---- processes ----

export function tree(roots) {
	const children = new Map();
	for (const name of fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
		let stat;
		try {
			stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
		} catch {
			continue;
		}
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const parent = Number(fields[1]);
		if (!children.has(parent)) children.set(parent, []);
		children.get(parent).push(Number(name));
	}
	const found = [];
	const add = (pid) => {
		found.push(pid);
		for (const child of children.get(pid) ?? []) add(child);
	};
	roots.forEach(add);
	return found;
}

function busyTicks(pids) {
	let ticks = 0;
	for (const pid of pids) {
		try {
			const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
			const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			ticks += Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
		} catch {
			ticks += 1;
		}
	}
	return ticks;
}

// The clerk has reminders to send and the keeper rows to sign first.
export async function settle(server) {
	const roots = [server.pid(), server.pid('keeper')];
	for (let quiet = 0, second = 0, before = busyTicks(tree(roots)); quiet < 3 && second < 90; second++) {
		await sleep(1000);
		const now = busyTicks(tree(roots));
		quiet = now - before <= 2 ? quiet + 1 : 0;
		before = now;
	}
}

export function pssOf(pids) {
	let kilobytes = 0;
	for (const pid of pids) kilobytes += Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
	return kilobytes / 1024;
}

// Bytes the service has written to files since it began; what it sends is not among them.
export function writtenBy(server) {
	let bytes = 0;
	for (const pid of tree([server.pid()])) bytes += Number(/^wchar: (\d+)/m.exec(fs.readFileSync(`/proc/${pid}/io`, 'utf8'))[1]);
	return bytes;
}

// ---- load ----

export const cookies = (client) => [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ');

export function requestFile(name, lines) {
	const file = path.join(work, 'run', `bench-${name}`);
	fs.writeFileSync(file, lines.map((line) => `${line.join('\t')}\n`).join(''));
	return file;
}

// {rate, p50, p99 (ms), requests, errors}
export function wrk(server, file, { connections = 32, seconds = SECONDS, address } = {}) {
	const words = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', path.join(root, 'tests/bench/rotate.lua'), server.origin, '--', file];
	if (address) words.push(address);
	const child = spawn('wrk', words, { stdio: ['ignore', 'pipe', 'inherit'] });
	let text = '';
	child.stdout.on('data', (data) => (text += data));
	return new Promise((resolve, reject) => child.on('close', () => {
		const figures = /^figures (\S+) (\S+) (\S+) (\d+) (\d+)$/m.exec(text)?.slice(1).map(Number);
		if (!figures) return reject(new Error(`wrk: ${text}`));
		const [rate, p50, p99, requests, errors] = figures;
		if (errors > requests / 100 || requests === 0) return reject(new Error(`wrk ${file}: ${errors} errors in ${requests} requests\n${text}`));
		resolve({ rate, p50, p99, requests });
	}));
}

export const limit = (what, ...words) => Number(execFileSync(tool('limits'), [what, work, ...words.map(String)], { encoding: 'utf8' }));

// One page of constant size through the same nginx and libfcgi, at /constant/NAME.
export class Constant {
	constructor(server) {
		this.server = server;
		this.children = [];
		this.locations = '';
	}

	add(name, size) {
		this.name = name;
		const socket = path.join(this.server.folder, 'run', `constant-${name}.sock`);
		this.children.push(spawn(tool('constant'), [socket, '4', String(size)], { stdio: 'ignore' }));
		this.locations += `location = /constant/${name} { include ${this.server.folder}/run/fastcgi.conf; fastcgi_pass unix:${socket}; }\n`;
	}

	async open() {
		fs.appendFileSync(path.join(this.server.folder, 'run/server.conf'), this.locations);
		process.kill(this.server.pid('nginx'), 'SIGHUP');
		// The old workers of nginx answer a little longer.
		for (let i = 0, good = 0; i < 200; i++) {
			good = (await this.server.anyone().get(`/constant/${this.name}`)).status === 200 ? good + 1 : 0;
			if (good === 20) return;
			await sleep(50);
		}
		throw new Error('nginx does not serve the constant page');
	}

	close() {
		for (const child of this.children) child.kill('SIGTERM');
	}
}
