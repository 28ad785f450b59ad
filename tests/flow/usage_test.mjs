// Use as it comes in: files of months and days, pushes with a token, pulls from a real Prometheus.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { patience } from './client.mjs';
import { freePort, temporary } from './server.mjs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'usage' });

const heads = '平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';
const load = '8,32,18.25,40,75.5,30,50,60,45,1.5,0.8,6,99.1,1';
const yesterday = server.today(-1);
const file = (text, encoding = 'UTF-8') => ({
	name: 'file', filename: 'rows.csv', type: 'text/csv',
	content: encoding === 'UTF-8' ? Buffer.from(text) : execFileSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text }),
});

async function upload(client, text, encoding) {
	const page = await client.open('/usage/import');
	return client.submit(page, (form) => form.multipart, null, {}, { file: file(text, encoding) });
}

// A machine that is in the register: its code, platform and system, as the supervisor sees them.
async function known(client) {
	const page = await client.open('/usage/machines');
	const row = /<td data-th="机器编号"[^>]*>([^<]+)<\/td><td data-th="平台">([^<]+)<\/td><td data-th="信息系统"><a href="\/usage\/systems\/(\d+)">([^<]+)</.exec(page.html);
	return { code: row[1], platform: row[2], system: row[3], name: row[4] };
}

const clerk = await server.as('supervisor.clerk');
const lead = await server.as('supervisor.lead');
const machine = await known(clerk);

async function makeToken() {
	const page = await lead.open('/usage/tokens');
	const made = await lead.submit(page, 'make', 'make', { label: '监测平台日报', days: '30' });
	assert.equal(made.status, 200, made.text);
	return /zwy_[\w-]{43}/.exec(made.text)[0];
}

const token = await makeToken();

function push(body, { bearer = token, type = 'application/json', headers = {} } = {}) {
	return server.anyone().request('POST', '/api/v1/usage', {
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		headers: { 'Content-Type': type, ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}), ...headers },
	});
}

const row = (over = {}) => ({
	day: yesterday, platform: machine.platform, machine: machine.code, system: machine.name, vcpu: 8, mem_gb: 32, cpu_avg: 18.25, cpu_p95: 40, cpu_max: 75.5,
	mem_avg: 30, mem_p95: 50, mem_max: 60, disk_pct: 45, net_in: 1.5, net_out: 0.8, bw_p95: 6, days_on: 1, coverage: 99.1, ...over,
});

test('days come as a file in GB18030, are looked at first and may come again', async () => {
	const text = `日期,${heads}\r\n${yesterday},${machine.platform},${machine.code},${load}\r\n${yesterday},${machine.platform},vm-nobody,${load}\r\n`;
	const preview = await upload(clerk, text, 'GB18030');
	assert.equal(preview.status, 200);
	assert.match(preview.text, /共 2 行，检查通过/);
	for (let i = 0; i < 2; i++) assert.equal((await clerk.submit(preview.status === 200 ? await upload(clerk, text) : preview, 'import', 'import')).status, 303);
	assert.match((await clerk.open(`/usage/systems/${machine.system}`)).text, new RegExp(yesterday));
	assert.match((await clerk.open('/usage/unknown')).text, /vm-nobody/);
	assert.doesNotMatch((await clerk.open(`/usage/systems/${machine.system}`)).text, /vm-nobody/);
});

test('a file with one bad line is refused whole, with the line', async () => {
	const text = `日期,${heads}\r\n${yesterday},${machine.platform},vm-good,${load}\r\n${server.today()},${machine.platform},vm-bad,${load}\r\n`;
	const refused = await upload(clerk, text);
	assert.equal(refused.status, 422);
	assert.match(refused.text, /第 3 行.*日期.*还没有结束/);
	assert.doesNotMatch((await clerk.open('/usage/unknown')).text, /vm-good/);
});

test('a push is counted, and sent again changes nothing', async () => {
	const first = await push([row({ cpu_p95: 41 }), row({ machine: 'vm-pushed' })]);
	assert.equal(first.status, 200, first.html);
	assert.deepEqual(JSON.parse(first.html), { accepted: 2, replaced: 1, unchanged: 0 });
	const again = await push([row({ cpu_p95: 41 }), row({ machine: 'vm-pushed' })]);
	assert.deepEqual(JSON.parse(again.html), { accepted: 2, replaced: 0, unchanged: 2 });
	assert.match((await clerk.open('/usage/unknown')).text, /vm-pushed/);
	assert.match((await (await server.as('admin-audit')).open('/audit?action=usage.push')).text, /推送使用率/);
});

test('a push with bad rows says which and keeps none', async () => {
	const refused = await push([row({ machine: 'vm-half' }), row({ cpu_avg: 99, cpu_max: 10, cpu_p95: 5 }), row({ month: '2026-10' })]);
	assert.equal(refused.status, 422);
	const { errors } = JSON.parse(refused.html);
	assert.deepEqual(errors.map(({ index, field }) => [index, field]), [[1, 'cpu_avg'], [2, 'month']]);
	assert.doesNotMatch((await clerk.open('/usage/unknown')).text, /vm-half/);
	assert.equal((await push('[{"day":')).status, 422);
});

test('without a good token, in another type or too large a push is refused', async () => {
	assert.equal((await push([row()], { bearer: null })).status, 401);
	const wrong = await push([row()], { bearer: `zwy_${'A'.repeat(43)}` });
	assert.equal(wrong.status, 401);
	assert.equal(wrong.headers['www-authenticate'], 'Bearer');
	assert.match(wrong.headers['content-type'], /json/);
	const cookie = [...clerk.jar].map(([name, value]) => `${name}=${value}`).join('; ');
	assert.equal((await push([row()], { bearer: null, headers: { Cookie: cookie } })).status, 401);
	assert.equal((await push([row()], { type: 'text/plain' })).status, 415);
	assert.equal((await push(`[${' '.repeat(9 << 20)}]`)).status, 413);
	assert.equal((await push(Array.from({ length: 10001 }, (_, at) => row({ machine: `vm-${at}` })))).status, 413);
});

test('a token is shown once and dies when it is revoked', async () => {
	const other = await makeToken();
	assert.equal((await push([], { bearer: other })).status, 200);
	const page = await lead.open('/usage/tokens');
	assert.doesNotMatch(page.html, /zwy_[\w-]{43}/);
	assert.equal((await clerk.post('/usage/tokens', [])).status, 403);
	const newest = page.form((form) => form.action?.endsWith('/revoke'));
	assert.equal((await lead.submit(page, newest, 'revoke')).status, 303);
	assert.equal((await push([], { bearer: other })).status, 401);
	assert.equal((await push([])).status, 200);
});

// ---- pulls ----

const administrator = await server.as('admin.system');
const queries = { label: 'vm', query_cpu: 'vm_cpu', query_mem: 'vm_mem', query_disk: 'vm_disk', query_in: 'vm_in', query_out: 'vm_in * 2', query_vcpu: 'vm_cores', query_mem_gb: 'vm_memory' };

async function setSource(values) {
	const list = await administrator.open('/usage/sources');
	const href = new RegExp(`${machine.platform}</td>.*?href="(/usage/sources/\\d+)"`).exec(list.html)[1];
	const page = await administrator.open(href);
	return administrator.submit(page, 'save', 'save', { ...queries, since_day: yesterday, enabled: 'yes', ...values }, {});
}

async function until(pattern, tries = 120) {
	for (let i = 0; i < tries * patience; i++) {
		const { text } = await lead.open('/usage/sources');
		if (pattern.test(text)) return text;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	assert.fail(`the pull never said ${pattern}: ${(await lead.open('/usage/sources')).text.slice(0, 2000)}`);
}

// Debian's own, as a process of ours on a folder of ours, with one day of two machines in it: one in the register, busy for
// the last quarter of the day, one that nobody knows and that was measured for half of it.
async function prometheus(folder) {
	const begins = Date.parse(`${yesterday}T00:00:00+08:00`) / 1000;
	const samples = { vm_cpu: [], vm_mem: [], vm_disk: [], vm_in: [], vm_cores: [], vm_memory: [] };
	for (let step = 0; step < 288; step++) {
		const at = begins + step * 300;
		for (const vm of step < 144 ? [machine.code, 'vm-stray'] : [machine.code]) {
			const measured = { vm_cpu: step < 216 ? 10 : 50, vm_mem: 40, vm_disk: 33.3, vm_in: 1.5, vm_cores: 8, vm_memory: 31.6 };
			for (const [name, value] of Object.entries(measured)) samples[name].push(`${name}{vm="${vm}"} ${value} ${at}`);
		}
	}
	const text = Object.entries(samples).map(([name, lines]) => `# TYPE ${name} gauge\n${lines.join('\n')}\n`).join('');
	fs.writeFileSync(path.join(folder, 'samples'), `${text}# EOF\n`);
	fs.writeFileSync(path.join(folder, 'nothing.yml'), '');
	execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', path.join(folder, 'samples'), path.join(folder, 'data')], { stdio: 'ignore' });
	const port = await freePort();
	const child = spawn('prometheus', [`--config.file=${folder}/nothing.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`,
		'--query.lookback-delta=1m', '--storage.tsdb.retention.time=90d'], { stdio: 'ignore' });
	for (let i = 0; i < 200 * patience; i++) {
		if (await fetch(`http://127.0.0.1:${port}/-/ready`).then(({ ok }) => ok, () => false)) return { child, port };
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	child.kill('SIGKILL');
	throw new Error('prometheus did not start');
}

test('only the system administrator sets where to pull from, and addresses are checked', async () => {
	assert.equal((await lead.get('/usage/sources/1')).status, 403);
	assert.equal((await (await server.as('unit.clerk')).get('/usage/sources')).status, 403);
	for (const base_url of ['ftp://127.0.0.1/', 'http://user:word@127.0.0.1/', 'http://127.0.0.1/?x=1', 'http://127.0.0.1:99999', 'file:///etc/passwd', 'http://a b/']) {
		const refused = await setSource({ base_url });
		assert.equal(refused.status, 422, base_url);
		assert.match(refused.text, /地址/);
	}
	assert.equal((await setSource({ base_url: 'http://127.0.0.1:1', since_day: server.today() })).status, 422);
	assert.match((await lead.open('/usage/sources')).text, /未设置/);
});

test('a redirect is not followed, and an address nobody monitors at is refused', async () => {
	let asked = 0;
	const target = http.createServer((_, response) => { asked++; response.end('{}'); }).listen(0, '127.0.0.1');
	await new Promise((resolve) => target.once('listening', resolve));
	const elsewhere = http.createServer((_, response) => response.writeHead(302, { Location: `http://127.0.0.1:${target.address().port}/` }).end()).listen(0, '127.0.0.1');
	await new Promise((resolve) => elsewhere.once('listening', resolve));
	assert.equal((await setSource({ base_url: `http://127.0.0.1:${elsewhere.address().port}` })).status, 303);
	await until(/拉取失败.*没有跟随/s);
	assert.equal(asked, 0);
	elsewhere.close();
	target.close();
	assert.equal((await setSource({ base_url: 'http://169.254.169.254' })).status, 303);
	await until(/不允许访问的地址/);
	assert.match(server.log(), /event=usage_pull .*why=/);
});

test('a day is pulled from a real Prometheus, whole or not at all', async () => {
	const folder = temporary('prometheus');
	const { child, port } = await prometheus(folder);
	try {
		const base_url = `http://127.0.0.1:${port}`;
		assert.equal((await setSource({ base_url, query_disk: 'vm_disk *' })).status, 303);
		await until(/对方回答 400：.*parse error/);
		assert.equal((await setSource({ base_url, query_disk: 'vm_disk * 10' })).status, 303);
		await until(/磁盘查询给出 333/);
		assert.equal((await setSource({ base_url, label: 'none' })).status, 303);
		await until(/没有标签 none/);
		assert.doesNotMatch((await clerk.open('/usage/unknown')).text, /vm-stray/);
		assert.equal((await setSource({ base_url })).status, 303);
		const said = await until(/收下 2 台/);
		assert.match(said, new RegExp(yesterday));
		assert.doesNotMatch(said, /拉取失败/);
	} finally {
		child.kill();
		await new Promise((resolve) => child.once('exit', resolve));
		fs.rmSync(folder, { recursive: true, force: true });
	}
	const query = (sql) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), sql], { encoding: 'utf8' }).trim();
	const columns = 'vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, disk_used, net_in, net_out, bw_p95, coverage, days_on';
	// 216 steps of 10 and 72 of 50: mean 20, P95 50; 31.6 GB is 32; 1.5 in and 3 out are 4.5 together.
	assert.equal(query(`SELECT ${columns} FROM usage_day WHERE machine = '${machine.code}'`), '8|32|2000|5000|5000|4000|3330|150|300|450|10000|1');
	assert.equal(query(`SELECT ${columns} FROM usage_day WHERE machine = 'vm-stray'`), '8|32|1000|1000|1000|4000|3330|150|300|450|5000|1');
	assert.match((await clerk.open('/usage/unknown')).text, /vm-stray/);
	assert.match((await (await server.as('admin-audit')).open('/audit?action=usage.pull')).text, /拉取使用率/);
});

end();
