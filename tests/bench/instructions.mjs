// Instructions of one request, counted by callgrind in one process: the only figures without noise.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build, root } from '../flow/server.mjs';
import { requestFile, rows, tool, work } from './ground.mjs';
import { decisionRows, decisions, readerRows, unitRows } from './work.mjs';

const PAGES = 100;
const TOP = Number(process.env.TOP ?? 0); // so many functions of each figure

// Of "rep stos" and "rep movs" callgrind counts every byte, though they are the cheapest way there is: glibc is told to do without.
const environment = { ...process.env, GLIBC_TUNABLES: 'glibc.cpu.x86_rep_stosb_threshold=1000000000:glibc.cpu.x86_rep_movsb_threshold=1000000000' };

// Per request, after as many to warm statements and caches up as there are lines.
function count(name, lines, warm, counted) {
	const output = path.join(build, 'bench', `callgrind.${name}`);
	fs.mkdirSync(path.join(work, 'run'), { recursive: true });
	const { stderr, status } = spawnSync('valgrind', ['--tool=callgrind', '--toggle-collect=serve_counted', `--callgrind-out-file=${output}`, tool('pages'),
		work, String(warm), String(counted), requestFile(name, lines)], { cwd: root, encoding: 'utf8', env: environment });
	if (status !== 0) throw new Error(`valgrind: ${stderr}`);
	if (TOP > 0) {
		const text = execFileSync('callgrind_annotate', ['--auto=no', '--threshold=99', output], { encoding: 'utf8', maxBuffer: 1 << 26 });
		const functions = text.split('\n').filter((line) => /^ *[\d,]+ \( *[\d.]+%\)/.test(line) && line.includes(':'));
		for (const line of functions.slice(0, TOP)) console.log(`# ${name} ${line.trim().slice(0, 150)}`);
	}
	return Number(/^summary: (\d+)/m.exec(fs.readFileSync(output, 'utf8'))[1]) / counted / 1e6;
}

// So many of each decision, in turn, each on a matter of its own; of a kind that few wait for, fewer.
function decisionLines(each) {
	const kinds = decisions.map((decision) => decisionRows(decision).flatMap(({ login, matters }) => matters.map(({ address, body }) => [login, 'POST', address, body])));
	return Array.from({ length: each }, (_, i) => kinds.flatMap((lines) => lines.slice(i, i + 1))).flat();
}

export function instructions(report) {
	const queue = rows(`SELECT p.login FROM person p JOIN person_role r ON r.person_id = p.id
		JOIN task_count c ON c.organisation_id = p.organisation_id AND c.role = r.role AND c.n >= 25
		WHERE p.status = 'active' GROUP BY p.id ORDER BY p.id LIMIT 20`).map(([login]) => login);
	const readers = readerRows();
	const figures = [
		{ name: 'queue_page', target: 1.0, lines: queue.map((login) => [login, 'GET', '/inbox']) },
		{ name: 'home_page', lines: readers.map(({ login }) => [login, 'GET', '/']) },
		{ name: 'matter_page', lines: readers.flatMap(({ login, matters }) => matters.slice(0, 5).map((id) => [login, 'GET', `/matters/${id}`])) },
		{ name: 'usage_page', target: 1.0, lines: unitRows().map((login) => [login, 'GET', '/usage']) },
		{ name: 'decision_post', lines: decisionLines(30), warm: 50, counted: 50 },
	];
	const only = process.env.ONLY?.split(' ');
	for (const { name, target, lines, warm = lines.length, counted = PAGES } of figures.filter((figure) => !only || only.includes(figure.name)))
	{
		const millions = count(name, lines, warm, counted);
		if (target) report(`${name}_instructions`, millions, 'M', 1.0, 'max', target);
		else console.log(`bench ${name}_instructions ${millions.toFixed(2)} M`); // nobody set a target for it
	}
}
