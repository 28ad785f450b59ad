// Measurements of the whole thing: nginx, zwy and the keeper on many matters.
//   node bench.mjs [FIGURE …]      BUILD=build MATTERS=100000 (make bench)
// Every figure is compared with what the machine itself can do, measured in the
// same run and in turn with it, since the same command varies by half between
// minutes.  Medians of ROUNDS.  One line each:
//   bench NAME VALUE UNIT limit=VALUE ratio=R target=T
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { multipart } from '../flow/client.mjs';
import { Server, build, root } from '../flow/server.mjs';
import { startMatter } from '../flow/story.mjs';
import { Constant, ROUNDS, SECONDS, cookies, copyData, limit, prepareData, pssOf, requestFile, rows, settle, tree, work, writtenBy, wrk, yearOfUse } from './ground.mjs';
import { instructions } from './instructions.mjs';
import { assessment, imports, pushes, reportPaper, workbook } from './figures.mjs';
import { decisionRows, decisions, readerRows, unitRows } from './work.mjs';

const wanted = process.argv.slice(2);
const wants = (name) => wanted.length === 0 || wanted.includes(name);
const missed = [];
let reached = 0;

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const short = (value) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(3));

// target: at least (kind 'min') or at most ('max') this many times the limit.  Of lists, taken in
// turn, the middle: of values, of limits and of what each was of the limit just before it.
function report(name, values, unit, limits, kind, target) {
	const value = median([values].flat());
	const limit = median([limits].flat());
	const ratio = Array.isArray(limits) ? median(values.map((each, i) => each / limits[i])) : value / limit;
	const good = kind === 'min' ? ratio >= target : ratio <= target;
	if (good) reached++;
	else missed.push(name);
	console.log(`bench ${name} ${short(value)} ${unit} limit=${short(limit)} ratio=${ratio.toFixed(2)} target=${kind === 'min' ? '>=' : '<='}${target.toFixed(2)}`);
}

// ---- who works ----

// All demo accounts have one password, those in bulk too.
const as = (server, login) => server.as({ login, password: server.accounts[0].password, roles: [] });

// People with something waiting, of units and of the center: [client, ids of matters they see].
async function readers(server) {
	const out = [];
	for (const { login, matters } of readerRows()) out.push({ client: await as(server, login), matters });
	return out;
}

async function sizeOf(lines) {
	let total = 0;
	for (const [, address, , , client] of lines) total += (await client.open(address)).bytes.length;
	return Math.round(total / lines.length);
}

// ---- figures ----

async function pages(server, people, constant) {
	const clerks = [];
	for (const login of wants('usage_page') ? unitRows() : []) clerks.push(await as(server, login));
	const figures = [
		{ name: 'queue_page', target: 0.4, lines: people.map(({ client }) => ['GET', '/inbox', cookies(client), '', client]) },
		{ name: 'home_page', target: 0.4, lines: people.map(({ client }) => ['GET', '/', cookies(client), '', client]) },
		{ name: 'matter_page', target: 0.35, lines: people.flatMap(({ client, matters }) => matters.slice(0, 5).map((id) => ['GET', `/matters/${id}`, cookies(client), '', client])) },
		{ name: 'usage_page', target: 0.4, lines: clerks.map((client) => ['GET', '/usage', cookies(client), '', client]) },
	].filter(({ name }) => wants(name));
	for (const figure of figures) {
		figure.page = figure.name.replace('_page', '');
		figure.file = requestFile(figure.name, figure.lines.map((line) => line.slice(0, 3)));
		figure.size = await sizeOf(figure.lines);
		figure.rates = [];
		figure.limits = [];
		constant.add(figure.page, figure.size);
	}
	await constant.open();
	for (let round = 0; round < ROUNDS; round++)
		for (const figure of figures) {
			figure.limits.push((await wrk(server, figure.file, { address: `/constant/${figure.page}` })).rate);
			figure.rates.push((await wrk(server, figure.file)).rate);
		}
	for (const { name, rates, limits, target, size } of figures) {
		console.log(`# ${name}: ${size} bytes; rounds ${rates.map((rate, i) => (rate / limits[i]).toFixed(2)).join(' ')}`);
		report(name, rates, 'pages/s', limits, 'min', target);
	}
}

async function tries(server, decision) {
	const lines = [];
	for (const { login, matters } of decisionRows(decision)) {
		const client = await as(server, login);
		const page = await client.open('/profile');
		const csrf = page.forms.flatMap((form) => form.entries()).find(([name]) => name === 'csrf')[1];
		for (const { address, body } of matters) lines.push(['POST', address, cookies(client), `csrf=${csrf}&once=@ONCE@&${body}`]);
	}
	// One by hand: how many bytes it writes; an action the data do not permit is left out, with its reason.
	const sample = lines.pop();
	if (sample === undefined) return { lines, bytes: 0 };
	const [, address, cookie, body] = sample;
	const once = `${crypto.randomBytes(16).toString('base64url').slice(0, 21)}A`;
	const before = writtenBy(server);
	const answer = await server.anyone().request('POST', address, { body: Buffer.from(body.replace('@ONCE@', once)), cookies: false,
		headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' } });
	if (answer.status === 303) return { lines, bytes: writtenBy(server) - before };
	console.log(`# ${decision.action} is left out: ${answer.status} ${answer.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 300)}`);
	return { lines: [], bytes: 0 };
}

const WARMING = 120;

async function decide(server) {
	const all = [];
	const sizes = [];
	for (const decision of decisions) {
		const { lines, bytes } = await tries(server, decision);
		all.push(...lines);
		if (bytes > 0) sizes.push(bytes);
	}
	const bytes = median(sizes); // the middle: the clerk may write at the same time
	all.sort(() => Math.random() - 0.5);
	/* Every process prepares its statements at its first decision: a round of pages is long enough for that, one of decisions is not. */
	await wrk(server, requestFile('decisions', all.splice(0, WARMING)), { connections: 8 });
	if (all.length < 100 * ROUNDS) throw new Error(`only ${all.length} decisions to take`);
	const rates = [];
	const limits = [];
	const slowest = [];
	for (let round = 0; round < ROUNDS; round++) {
		const part = Math.floor(all.length / ROUNDS);
		limits.push(limit('fdatasync', bytes));
		const { rate, p99 } = await wrk(server, requestFile('decisions', all.slice(round * part, (round + 1) * part)), { connections: 8 });
		rates.push(rate);
		slowest.push(p99);
	}
	console.log(`# decision_post: ${all.length} moves of ${Math.round(bytes / 1024)} KB; rounds ${rates.map((rate, i) => (rate / limits[i]).toFixed(2)).join(' ')}; p99 ${median(slowest).toFixed(0)} ms`);
	report('decision_post', rates, 'moves/s', limits, 'min', 0.2);
}

// ---- sealed files ----

const FILE_SIZE = 50 * 1024 * 1024 - 4096;

function bigPdf() {
	const content = Buffer.alloc(FILE_SIZE, crypto.randomBytes(65536));
	content.write('%PDF-1.7\n', 0, 'latin1');
	content.write('\n%%EOF\n', FILE_SIZE - 7, 'latin1');
	return content;
}

async function uploadOnce(client, content) {
	const id = await startMatter(client);
	const page = await client.open(`/matters/${id}/edit`);
	const form = page.forms.find((candidate) => candidate.multipart && candidate.has('letter'));
	const { body, type } = multipart([...form.entries(), ['letter', { filename: 'letter.pdf', type: 'application/pdf', content }]]);
	const began = performance.now();
	const answer = await client.request('POST', form.action, { body, headers: { 'Content-Type': type, Origin: client.origin, 'Sec-Fetch-Site': 'same-origin' } });
	const seconds = (performance.now() - began) / 1000;
	if (answer.status !== 303) throw new Error(`upload: ${answer.status} ${answer.text.slice(0, 300)}`);
	const shown = await client.open(`/matters/${id}`);
	return { rate: content.length / 1e6 / seconds, href: shown.links.find(({ href }) => /\/documents\/\d+$/.test(href)).href };
}

// Only counts the bytes: what a page does with them would be measured too.
function downloadOnce(client, href) {
	const began = performance.now();
	return new Promise((resolve, reject) => {
		http.get(new URL(href, client.origin), { agent: false, headers: { Cookie: cookies(client) } }, (response) => {
			let bytes = 0;
			response.on('data', (data) => (bytes += data.length));
			response.on('end', () => resolve({ status: response.statusCode, bytes, rate: bytes / 1e6 / ((performance.now() - began) / 1000) }));
		}).on('error', reject);
	});
}

async function sealed(server) {
	const client = await as(server, server.having('unit.clerk')[0].login);
	const content = bigPdf();
	const up = { rates: [], limits: [] };
	const down = { rates: [], limits: [] };
	for (let round = 0; round < ROUNDS; round++) {
		up.limits.push(limit('seal'));
		const { rate, href } = await uploadOnce(client, content);
		up.rates.push(rate);
		down.limits.push(limit('decrypt'));
		const got = await downloadOnce(client, href);
		down.rates.push(got.rate);
		if (got.bytes !== content.length) throw new Error(`${href}: ${got.status}, ${got.bytes} bytes came back`);
	}
	report('sealed_upload', up.rates, 'MB/s', up.limits, 'min', 0.6);
	report('sealed_download', down.rates, 'MB/s', down.limits, 'min', 0.2);
}

// ---- pages beside others' work ----

// Four clients at 2 MB/s each: nginx collects what they send, no worker waits for them.
function slowUploads(server) {
	const piece = Buffer.alloc(100000, 'x');
	const sockets = [];
	const timer = setInterval(() => sockets.forEach((socket) => socket.write(piece)), 50);
	for (let i = 0; i < 4; i++) {
		const socket = net.connect(server.port, '127.0.0.1');
		socket.on('error', () => {});
		socket.write(`POST /matters/1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${FILE_SIZE}\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n`);
		sockets.push(socket);
	}
	return () => {
		clearInterval(timer);
		sockets.forEach((socket) => socket.destroy());
	};
}

// Eight people at a time sign in, again and again; each is a password hashed.
function signIns(server, logins) {
	let going = true;
	let count = 0;
	const one = async (at) => {
		for (let i = at; going; i += 8) {
			const client = server.anyone();
			await client.signIn(logins[i % logins.length], server.accounts[0].password);
			count++;
		}
	};
	const all = Promise.allSettled(Array.from({ length: 8 }, (_, at) => one(at)));
	return async () => {
		going = false;
		await all;
		return count;
	};
}

async function beside(server, people) {
	const file = requestFile('queue', people.map(({ client }) => ['GET', '/inbox', cookies(client)]));
	const reading = new Set(people.map(({ client }) => client.login));
	const logins = server.accounts.map(({ login }) => login).filter((login) => !reading.has(login) && !login.startsWith('admin'));
	const cases = [
		{ name: 'page_during_slow_upload', target: 2, begin: () => slowUploads(server) },
		{ name: 'page_during_sign_in_flood', target: 3, begin: () => signIns(server, logins) },
	].filter(({ name }) => wants(name));
	for (const { name, target, begin } of cases) {
		const idle = [];
		const busy = [];
		let done = 0;
		for (let round = 0; round < ROUNDS; round++) {
			idle.push((await wrk(server, file, { connections: 8 })).p99);
			const end = begin();
			await sleep(300);
			busy.push((await wrk(server, file, { connections: 8 })).p99);
			done += (await end()) ?? 0;
		}
		if (done > 0) console.log(`# ${name}: ${(done / ROUNDS / SECONDS).toFixed(1)} sign-ins a second beside it`);
		report(name, busy, 'ms_p99', idle, 'max', target);
	}
}

// ---- the service itself ----

// After everything above: private and shared memory of all processes, without Argon2's (freed after each sign-in).
async function memory(server) {
	await sleep(1500);
	const parts = ['zwy', 'keeper', 'nginx'].map((name) => pssOf(tree([server.pid(name)])));
	console.log(`# memory_pss: zwy ${parts[0].toFixed(1)}, keeper ${parts[1].toFixed(1)}, nginx ${parts[2].toFixed(1)} MiB`);
	report('memory_pss', parts.reduce((sum, part) => sum + part), 'MiB', 64, 'max', 1);
}

async function stopped(pid) {
	for (let i = 0; i < 2000 && fs.existsSync(`/proc/${pid}`); i++) await sleep(20);
}

async function coldStart(server) {
	const times = [];
	for (let round = 0; round < ROUNDS; round++) {
		const pid = server.pid();
		process.kill(pid, 'SIGTERM');
		await stopped(pid);
		const log = fs.openSync(path.join(work, 'run/zwy.log'), 'a');
		const began = performance.now();
		spawn(path.join(build, 'zwy'), ['--data', work, 'serve'], { cwd: root, stdio: ['ignore', 'ignore', log], detached: true }).unref();
		while ((await server.anyone().get('/healthz').catch(() => ({ status: 0 }))).status !== 200) await sleep(2);
		times.push((performance.now() - began) / 1000);
		fs.closeSync(log);
	}
	report('cold_start', times, 's', 0.3, 'max', 1);
}

// The clerk judges what each system uses and keeps it, some at a time.
async function judged() {
	for (let tries = 0; tries < 300; tries++) {
		if (rows('SELECT count(*) FROM usage_standing WHERE day = 0')[0][0] === '0') return;
		await sleep(500);
	}
	throw new Error('the clerk does not judge what systems use');
}

// ---- all of it ----

async function figures(server) {
	if (wants('xlsx_20000')) await workbook(await as(server, server.having('center.intake')[0].login), report);
	if (wants('report_pdf')) await reportPaper(await as(server, server.having('supervisor.clerk')[0].login), report);
	if (['usage_push', 'usage_year'].some(wants)) await pushes(server, await as(server, server.having('supervisor.lead')[0].login), report);
	if (wants('csv_import')) await imports(server, await as(server, server.having('supervisor.clerk')[0].login), report);
}

async function main() {
	prepareData();
	copyData();
	if (wanted.includes('instructions')) {
		yearOfUse();
		const server = await Server.start({ folder: work });
		await judged();
		server.stop();
		return instructions(report);
	}
	if (wants('usage_page')) yearOfUse();
	const server = await Server.start({ folder: work });
	const constant = new Constant(server);
	process.on('exit', () => constant.close());
	try {
		await settle(server);
		if (wants('usage_page')) await judged();
		const people = await readers(server);
		if (['queue_page', 'home_page', 'matter_page', 'usage_page'].some(wants)) await pages(server, people, constant);
		constant.close();
		if (wants('decision_post')) await decide(server);
		if (['sealed_upload', 'sealed_download'].some(wants)) await sealed(server);
		await figures(server);
		await beside(server, people);
		if (wants('memory_pss')) await memory(server);
		if (wants('cold_start')) await coldStart(server);
	} finally {
		constant.close();
		server.stop();
	}
	if (['assess_draft', 'assess_recompute'].some(wants)) assessment(report);
}

await main();
console.log(`bench: ${reached} reached, ${missed.length} missed${missed.length > 0 ? `: ${missed.join(' ')}` : ''}`);
