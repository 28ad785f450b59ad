// Figures that come in and go out: rows of use pushed and imported, lists as workbooks, reports as papers.
// Each against what SQLite, libxlsxwriter, Pango and Cairo take for the same rows and words.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from '../flow/server.mjs';
import { DAYS, MACHINES, ROUNDS, limit, rows, tool, work } from './ground.mjs';

const BATCH_DAYS = 10; // 10,000 rows, as many as one push may have
const CSV_DAYS = 10;

const day = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
const yesterday = Math.floor((Date.now() + 8 * 3600000) / 86400000) - 1;

function usageRow(number, machine, platform) {
	const low = machine % 40;
	return { day: day(number), platform, machine: `vm-bench-${machine}`, system: '', vcpu: 8, mem_gb: 32, cpu_avg: low + 0.25, cpu_p95: low + 20.5 + (number % 7),
		cpu_max: 95.5, mem_avg: 30.1, mem_p95: 50.75, mem_max: 60, disk_pct: 45, net_in: 1.5, net_out: 0.8, bw_p95: 6, days_on: 1, coverage: 99.1 };
}

function usageRows(first, days, platform) {
	const list = [];
	for (let i = 0; i < days; i++)
		for (let machine = 0; machine < MACHINES; machine++) list.push(usageRow(first + i, machine, platform));
	return list;
}

async function tokenOf(client) {
	const made = await client.submit(await client.open('/usage/tokens'), 'make', 'make', { label: '测速', days: '30' });
	return /zwy_[\w-]{43}/.exec(made.text)[0];
}

// A year of a thousand machines, ten days a push; the limit is measured between them.
export async function pushes(server, lead, report) {
	const token = await tokenOf(lead);
	const [[platform]] = rows('SELECT code FROM platform ORDER BY id LIMIT 1');
	const rates = [];
	const limits = [];
	let seconds = 0;
	for (let done = 0; done < DAYS;) {
		if (limits.length * DAYS <= done * ROUNDS) limits.push(limit('insert'));
		const days = Math.min(BATCH_DAYS, DAYS - done);
		const body = Buffer.from(JSON.stringify(usageRows(yesterday - DAYS + 1 + done, days, platform)));
		const began = performance.now();
		const answer = await server.anyone().request('POST', '/api/v1/usage', { body, headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` } });
		const took = (performance.now() - began) / 1000;
		if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.html.slice(0, 300)}`);
		seconds += took;
		rates.push((days * MACHINES) / took);
		done += days;
	}
	// One limit for each push: the newest.
	const beside = rates.map((_, i) => limits[Math.min(limits.length - 1, Math.floor((i * limits.length) / rates.length))]);
	report('usage_push', rates, 'rows/s', beside, 'min', 0.06);
	report('usage_year', seconds, 's', 60, 'max', 1);
}

// A file of ten thousand rows, as it is imported after the look at it.
export async function imports(server, clerk, report) {
	const [[platform]] = rows('SELECT code FROM platform ORDER BY id LIMIT 1 OFFSET 1');
	const heads = '日期,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';
	const rates = [];
	const limits = [];
	for (let round = 0; round < ROUNDS; round++) {
		const lines = usageRows(yesterday - (round + 1) * CSV_DAYS, CSV_DAYS, platform).map((row) => [row.day, row.platform, row.machine, row.vcpu, row.mem_gb, row.cpu_avg, row.cpu_p95, row.cpu_max,
			row.mem_avg, row.mem_p95, row.mem_max, row.disk_pct, row.net_in, row.net_out, row.bw_p95, row.coverage, row.days_on].join(','));
		const file = { name: 'file', filename: 'rows.csv', type: 'text/csv', content: Buffer.from([heads, ...lines, ''].join('\r\n')) };
		limits.push(limit('insert'));
		const page = await clerk.open('/usage/import');
		const preview = await clerk.submit(page, (form) => form.multipart, null, {}, { file });
		if (preview.status !== 200) throw new Error(`import: ${preview.status} ${preview.text.slice(0, 300)}`);
		const began = performance.now();
		const answer = await clerk.submit(preview, 'import', 'import');
		rates.push(lines.length / ((performance.now() - began) / 1000));
		if (answer.status !== 303) throw new Error(`import: ${answer.status} ${answer.text.slice(0, 300)}`);
	}
	report('csv_import', rates, 'rows/s', limits, 'min', 0.06);
}

async function timed(client, address) {
	const began = performance.now();
	const answer = await client.open(address);
	if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
	return { took: performance.now() - began, bytes: answer.bytes };
}

const papers = (what, file) => Number(execFileSync(tool('papers'), [what, file, path.join(work, 'run', `bench.${what}`)], { encoding: 'utf8' }));

// The longest list there is, twenty thousand rows, and the same cells by the library alone.
export async function workbook(client, report) {
	const file = path.join(work, 'run', 'bench-cells');
	const csv = (await timed(client, '/matters?format=csv')).bytes.toString('utf8');
	const cells = csv.split('\r\n').filter(Boolean).map((line) => line.replaceAll('\t', ' ').replace(/^\uFEFF/, '').split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).join('\t'));
	const took = [];
	const limits = [];
	if (cells.length < 20000) throw new Error(`only ${cells.length} rows in the list`);
	fs.writeFileSync(file, `${cells.join('\n')}\n`);
	for (let round = 0; round < ROUNDS; round++) {
		limits.push(papers('xlsx', file));
		took.push((await timed(client, '/matters?format=xlsx')).took);
	}
	report('xlsx_20000', took, 'ms', limits, 'max', 3);
}

// The monthly report on operation, with its charts and annexes, and its words alone by Pango and Cairo.
export async function reportPaper(client, report) {
	const list = await client.open('/reports');
	const href = list.links.map((link) => link.href).find((address) => /^\/reports\/\d+$/.test(address));
	if (!href) throw new Error('no report to press');
	const file = path.join(work, 'run', 'bench-words');
	const first = await timed(client, `${href}.pdf`);
	fs.writeFileSync(`${file}.pdf`, first.bytes);
	execFileSync('pdftotext', ['-layout', `${file}.pdf`, file]);
	const pages = /^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [`${file}.pdf`], { encoding: 'utf8' }))[1];
	const took = [];
	const limits = [];
	for (let round = 0; round < ROUNDS; round++) {
		limits.push(papers('pdf', file));
		took.push((await timed(client, `${href}.pdf`)).took);
	}
	console.log(`# report_pdf: ${pages} pages, ${first.bytes.length} bytes`);
	report('report_pdf', took, 'ms', limits, 'max', 4);
}

const clocked = (command, words) => {
	const began = performance.now();
	execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] });
	return performance.now() - began;
};

const scan = 'SELECT count(*), sum(coverage), sum(cpu_p95 * vcpu) FROM usage_month';

// The quarter that waits to be frozen, with a million rows of use of it on the platforms and systems there are.
function millionRows(database) {
	const [[quarter] = []] = rows("SELECT max(period) FROM matter WHERE procedure_key = 'assessment' AND state = 'drafted'");
	if (!quarter) throw new Error('no quarter waits in these data');
	const [year, number] = quarter.split('Q').map(Number);
	const months = [2, 1, 0].map((back) => `('${year}-${String(number * 3 - back).padStart(2, '0')}')`);
	execFileSync('sqlite3', [database, `CREATE TEMP TABLE s AS SELECT row_number() OVER (ORDER BY id) - 1 AS rank, id, count(*) OVER () AS total FROM system WHERE state = 'operating';
		CREATE TEMP TABLE p AS SELECT row_number() OVER (ORDER BY id) - 1 AS rank, id, count(*) OVER () AS total FROM platform WHERE kind = 'service';
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 333334), m (period) AS (VALUES ${months.join(', ')})
		INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at)
		SELECT m.period, p.id, 'vm-many-' || n.i, s.id, 8, 32, 1000, 2000 + n.i % 5000, 9000, 3000, 5000, 6000, 4000, 150, 80, 600, 9900, 30, 1
		  FROM n JOIN p ON p.rank = n.i % p.total JOIN s ON s.rank = n.i % s.total CROSS JOIN m`]);
	return quarter;
}

// Every provider's sheet counted and every unit scored, over a million rows of use of the quarter, against one look of plain
// SQLite at these rows; and an earlier quarter counted anew beside them.
export function assessment(report) {
	const database = path.join(work, 'app.db');
	const quarter = millionRows(database);
	const [[frozen] = []] = rows('SELECT max(period) FROM assessment WHERE frozen_at IS NOT NULL');
	if (!frozen) throw new Error('no quarter is frozen in these data');
	const file = path.join(work, 'run', 'bench-debtors');
	const debtors = rows(`SELECT id, organisation_id FROM matter WHERE procedure_key = 'assessment' AND period = '${quarter}' AND state = 'drafted'
		UNION ALL SELECT 0, organisation_id FROM system WHERE state IN ('operating', 'changing', 'suspended') GROUP BY organisation_id`);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, debtors.map((pair) => `${pair.join(' ')}\n`).join(''));
	const took = { draft: [], recompute: [] };
	const limits = [];
	for (let round = 0; round < ROUNDS; round++) {
		limits.push(clocked('sqlite3', ['-readonly', database, scan]));
		took.draft.push(Number(execFileSync(tool('drafts'), [work, quarter, file], { encoding: 'utf8' })));
		took.recompute.push(clocked(path.join(build, 'zwy'), ['--data', work, 'assess', 'recompute', frozen]));
	}
	console.log(`# assess_draft: ${debtors.length} sheets and scores of ${quarter}`);
	report('assess_draft', took.draft, 'ms', limits, 'max', 20);
	report('assess_recompute', took.recompute, 'ms', limits, 'max', 1);
}
