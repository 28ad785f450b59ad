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

export const limit = (what) => Number(execFileSync(tool('limits'), [what, work], { encoding: 'utf8' }));

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
