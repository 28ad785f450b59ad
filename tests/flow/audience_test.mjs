// What one of several inspected organisations writes, and what is handed to it, is read by it and by who inspects, and found
// by no other: on no page, print, paper, PDF, list, file of a list, dossier or link.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { act, begin, fill, press, sentences, startMatter, submitDraft, upload, uploaded } from './story.mjs';
import { paper, pdf } from './papers.mjs';
import { temporary } from './server.mjs';

const { server, end } = await begin({ name: 'audience' });
const work = temporary('audience-files');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const org = (login) => sql(`SELECT organisation_id FROM person WHERE login = '${login}'`);
const short = (login) => sql(`SELECT short_name FROM organisation WHERE id = ${org(login)}`);
const squeezed = (text) => text.replace(/\s+/g, '');
const pdfText = (bytes) => execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8' });

// Who is inspected, and what is planted: in an objection, in a confirmation, in the name and the bytes of a file.
const parties = {
	'jtt-clerk': { object: '甲密语异议交通台账已经补齐', confirm: '甲密语确认交通留存备查', file: '甲密件交通附页.pdf' },
	'minshan-clerk': { object: '乙密语异议岷山账号已经登记', confirm: '乙密语确认岷山留存备查', file: '乙密件岷山附页.pdf' },
};
const common = '丙公件各方须知.pdf';
const logins = Object.keys(parties);
const planted = (login) => Object.values(parties[login]);
const KEPT = '意见只给写意见的单位、发起单位、省大数据中心和统一安全运维机构看';

async function inspection(title) {
	const secops = await server.as('rongcheng-clerk');
	const id = await startMatter(secops, 'inspection');
	await fill(secops, id, { title, mode: 'remote', basis: '第二十五条', window_from: server.today(), window_to: server.today(5), scope: '补丁台账和特权账号的管理情况', demand: '提供台账备查',
		...Object.fromEntries(logins.map((login, i) => [`parties.${i + 1}.party`, org(login)])) });
	await submitDraft(secops, id);
	await act(await server.as('center.lead'), id, 'approve_plan');
	await act(secops, id, 'begin');
	return id;
}

const record = async (id) => act(await server.as('rongcheng-clerk'), id, 'record', Object.fromEntries(logins.flatMap((login, i) => [[`facts.${i + 1}.party`, org(login)], [`facts.${i + 1}.fact`, `单位${i + 1}的检查情况一条`]])));

// Objected to by each in turn, then confirmed by each.
async function answered(id) {
	for (const login of logins) {
		await record(id);
		await act(await server.as(login), id, 'object_facts', {}, parties[login].object);
	}
	await record(id);
	for (const login of logins) await act(await server.as(login), id, 'confirm_facts', {}, parties[login].confirm);
}

const conclude = async (id) => act(await server.as('rongcheng-clerk'), id, 'conclude', Object.fromEntries(logins.flatMap((login, i) => [[`verdicts.${i + 1}.party`, org(login)], [`verdicts.${i + 1}.result`, 'good'], [`verdicts.${i + 1}.conclusion`, '管理总体良好，没有问题发现']])));

const links = async (client, id) => (await client.open(`/matters/${id}`)).links.filter(({ href }) => new RegExp(`^/matters/${id}/documents/\\d+$`).test(href));

let listed = 0;

// Everything an account can be shown that may tell of the matter, as text.
async function shown(client, id) {
	const texts = [];
	const matter = await client.get(`/matters/${id}`);
	texts.push(matter.html);
	if (matter.status === 200) {
		texts.push((await client.open(`/matters/${id}/print`)).html);
		for (const { href } of matter.links.filter(({ href }) => href.startsWith(`/matters/${id}/papers/`))) {
			texts.push((await client.open(href)).html);
			texts.push(pdfText((await client.open(`${href}?format=pdf`)).bytes));
		}
		for (const { href } of await links(client, id)) if (!matter.text.includes('抄送')) texts.push((await client.open(href)).bytes.toString('latin1'));
	}
	const home = await client.follow(await client.get('/'));
	const menu = new Set(home.links.map(({ href }) => href).filter((href) => /^\/[a-z-]*(\/[a-z-]+)?$/.test(href) && href !== '/sign-out'));
	for (const list of ['/matters?q=密', '/handled', '/notices', ...menu]) {
		const page = await client.follow(await client.get(encodeURI(list)));
		texts.push(page.html);
		if (page.status !== 200) continue;
		for (const { href } of page.links.filter(({ href }) => /[?&]format=csv/.test(href))) {
			texts.push((await client.follow(await client.get(href.replaceAll('&amp;', '&')))).html);
			listed++;
		}
	}
	return squeezed(texts.join('\n'));
}

const first = await inspection('一号专项检查');
let files;

test('a file is for one of those inspected or for all, and who hands it in says which', async () => {
	const secops = await server.as('rongcheng-clerk');
	const page = await secops.open(`/matters/${first}`);
	assert.match(page.text, /给哪个单位看/);
	const silent = await upload(secops, first, 'record_file', paper('没有说给谁.pdf'));
	assert.equal(silent.status, 422);
	assert.match(sentences(silent), /请选择“检查记录”给哪个单位看/);
	// Beside the field, and what was said of the file stays.
	assert.match(silent.html, /id="f-record_file-e"[^>]*>\s*(<svg[\s\S]*?<\/svg>)?\s*请选择“检查记录”给哪个单位看/);
	const bad = await upload(secops, first, 'record_file', { filename: '脚本.exe', content: pdf('x') }, { reader: org('jtt-clerk') });
	assert.equal(bad.status, 422);
	assert.equal(bad.form((form) => form.has('record_file')).entries().find(([key]) => key === 'reader')[1], org('jtt-clerk'));
	for (const stranger of [org('slt-clerk'), '987654', 'x']) {
		const wrong = await secops.submit(await secops.open(`/matters/${first}`), (form) => form.has('record_file'), null, { reader: stranger }, { file: { name: 'record_file', ...paper('给外人.pdf') } });
		assert.equal(wrong.status, 422, stranger);
		assert.match(sentences(wrong), /所选单位没有参与本件，“检查记录”不能给它看/, stranger);
	}
	assert.equal((await links(secops, first)).length, 0);
	for (const login of logins) {
		await uploaded(secops, first, 'record_file', paper(parties[login].file, pdf(planted(login)[2])), { reader: org(login) });
		await uploaded(secops, first, 'record_file', paper(parties[login].file, pdf(`${planted(login)[2]} 2`)), { reader: org(login) });
	}
	await uploaded(secops, first, 'record_file', paper(common), { reader: 'all' });
	files = await links(secops, first);
	assert.equal(new Set(files.map(({ href }) => href)).size, 5);
	// Two lines of two versions each, and one for all: no number tells how many the others got.
	assert.equal(sql(`SELECT group_concat(version, ',') FROM (SELECT version FROM attachment WHERE matter_id = ${first} ORDER BY id)`), '1,2,1,2,1');
	const text = (await secops.open(`/matters/${first}`)).text;
	for (const words of [`给${short('jtt-clerk')}看`, '参与本件的单位都看得到']) assert.ok(squeezed(text).includes(words), words);
});

test('each inspected organisation sees its own file and the one for all, the other’s is 404 like one that is not there', async () => {
	for (const login of logins) {
		const other = logins.find((one) => one !== login);
		const client = await server.as(login);
		const { text } = await client.open(`/matters/${first}`);
		assert.ok(text.includes(parties[login].file) && text.includes(common) && !text.includes(parties[other].file), login);
		// Nor that one came for the other.
		assert.ok(text.includes(`（给${short(login)}）`) && !text.includes(`（给${short(other)}）`), login);
		const own = await links(client, first);
		assert.equal(new Set(own.map(({ href }) => href)).size, 3);
		for (const { href } of own) assert.equal((await client.get(href)).status, 200);
		const nothing = await client.get(`/matters/${first}/documents/99999999`);
		assert.equal(nothing.status, 404);
		for (const { href } of files.filter(({ href }) => !own.some((one) => one.href === href)))
			for (const rest of ['', '/openings']) {
				const answer = await client.get(`${href}${rest}`);
				assert.equal(answer.status, 404, `${login} ${href}${rest}`);
				assert.ok(answer.comparable === nothing.comparable, `${login} ${href}${rest}`);
			}
		// Who opened it is told to the organisation it is sealed for, which is the one that inspects.
		assert.equal((await client.get(`${own[0].href}/openings`)).status, 404);
	}
	assert.equal((await (await server.as('rongcheng-clerk')).get(`${files[0].href}/openings`)).status, 200);
});

test('the page says whose eyes an opinion is for before it is written', async () => {
	await record(first);
	const page = await (await server.as('jtt-clerk')).open(`/matters/${first}`);
	assert.match(squeezed(page.text), /意见只给本单位、发起单位、省大数据中心和统一安全运维机构看/);
	assert.match(page.text, /其他被检查单位只知道本单位有异议/);
	assert.equal((await press(await server.as('jtt-clerk'), first, 'object_facts', {}, '短')).status, 422);
	await act(await server.as('jtt-clerk'), first, 'object_facts', {}, parties['jtt-clerk'].object);
});

test('what is asked and answered inside an organisation before it speaks stays there too', async () => {
	await record(first);
	const clerk = await server.as('minshan-clerk');
	const { value } = (await clerk.open(`/matters/${first}`)).form('add_signer').options('person').find((one) => one.value);
	const asked = await press(clerk, first, 'add_signer', { person: value }, '乙密语加签请看账号登记');
	assert.equal(asked.status, 303, sentences(asked));
	const signer = sql(`SELECT p.login FROM task t JOIN person p ON p.id = t.person_id WHERE t.matter_id = ${first} AND t.parent_id IS NOT NULL AND t.closed_at IS NULL`);
	const page = await (await server.as(signer)).open(`/matters/${first}`);
	const answer = await (await server.as(signer)).submit(page, 'give_opinion', 'give_opinion', { opinion: '乙密语加签账号确已登记' });
	assert.equal(answer.status, 303, sentences(answer));
	await act(clerk, first, 'object_facts', {}, parties['minshan-clerk'].object);
	parties['minshan-clerk'].asked = '乙密语加签请看账号登记';
	parties['minshan-clerk'].told = '乙密语加签账号确已登记';
	await record(first);
	for (const login of logins) await act(await server.as(login), first, 'confirm_facts', {}, parties[login].confirm);
	await conclude(first);
});

test('every account finds the words and files of its own organisation, who inspects finds all, others find nothing', async () => {
	const seeing = new Map([[org('rongcheng-clerk'), logins], [org('center-lead'), logins], ...logins.map((login) => [org(login), [login]])]);
	const looked = new Map();
	// One of each role, and everybody of those inspected.
	const roles = new Set();
	const asked = server.accounts.filter((account) => {
		const fresh = account.roles.some((role) => !roles.has(role)) || logins.some((login) => org(login) === org(account.login));
		account.roles.forEach((role) => roles.add(role));
		return fresh;
	});
	for (const account of asked) {
		const of = org(account.login);
		const client = await server.as(account);
		const text = await shown(client, first);
		const matter = await client.get(`/matters/${first}`);
		const own = matter.status === 200 ? seeing.get(of) ?? [] : [];
		looked.set(of, (looked.get(of) ?? 0) + own.length);
		// The log of what everybody did has the names of files; the auditor reads it, and no opinion is in it.
		const audits = account.roles.includes('admin.audit');
		for (const login of logins)
			for (const words of planted(login).filter((one) => !audits || !one.endsWith('.pdf')))
				assert.equal(text.includes(squeezed(words)), own.includes(login), `${account.login} ${words}`);
		if (matter.status === 200) assert.ok(text.includes('有异议') && text.includes('情况属实'), account.login);
		assert.equal(text.includes(KEPT), own.length === 1, account.login);
	}
	for (const [of, own] of seeing) assert.ok(looked.get(of) >= own.length, `nobody of ${of} was asked`);
	assert.ok(asked.length > 15 && listed > 50, `${asked.length} accounts, ${listed} lists as files`);
});

test('a dossier holds of it what the pages show', async () => {
	const system = sql(`SELECT s.id FROM system s JOIN system_party p ON p.system_id = s.id AND p.organisation_id = ${org('minshan-clerk')}
		WHERE s.organisation_id = ${org('jtt-clerk')} AND s.state <> 'ended' LIMIT 1`);
	assert.ok(system, 'a system of the one on a platform of the other');
	server.upgrade(() => execFileSync('sqlite3', [path.join(server.folder, 'app.db'), `PRAGMA wal_autocheckpoint = 0; UPDATE matter SET system_id = ${system} WHERE id = ${first}`]));
	for (const login of [...logins, 'rongcheng-clerk']) {
		const client = await server.as(login);
		const page = await client.get(`/systems/${system}/dossier.zip`);
		assert.equal(page.status, 200, `${login} ${page.text.slice(0, 200)}`);
		const folder = path.join(work, login);
		fs.writeFileSync(`${folder}.zip`, page.bytes);
		execFileSync('unzip', ['-q', '-d', folder, `${folder}.zip`]);
		const text = squeezed(execFileSync('find', [folder, '-type', 'f', '-exec', 'cat', '{}', '+'], { maxBuffer: 1 << 28 }).toString('utf8'));
		const listed = squeezed((await client.open(`/systems/${system}`)).text);
		assert.ok(text.includes('一号专项检查'), login);
		for (const one of logins) {
			const mine = one === login || login === 'rongcheng-clerk';
			for (const words of planted(one)) assert.equal(text.includes(squeezed(words)), mine, `${login} ${words}`);
			assert.equal(listed.includes(parties[one].file), mine, `${login} ${parties[one].file}`);
		}
	}
});

test('what an operator fills in as it signs a contact roster is read by the unit, by no other operator', async () => {
	const [id, unit] = sql("SELECT m.id || ' ' || m.organisation_id FROM event e JOIN matter m ON m.id = e.matter_id WHERE m.procedure_key = 'contact_roster' AND e.action = 'sign' AND e.body LIKE '%13900006611%'").split(' ');
	const mobiles = Object.fromEntries(sql(`SELECT organisation_id || '=' || json_extract(body, '$.reply_lines[0].mobile') FROM event WHERE matter_id = ${id} AND action = 'sign'`).split('\n').map((line) => line.split('=')));
	assert.equal(new Set(Object.values(mobiles)).size, 2);
	const readers = { ...Object.fromEntries(Object.keys(mobiles).map((one) => [one, [one]])), [unit]: Object.keys(mobiles) };
	for (const [reader, own] of Object.entries(readers)) {
		const account = server.accounts.find(({ login, roles }) => org(login) === reader && roles.some((role) => /^(unit|operator|supervisor)\.clerk$/.test(role)));
		const client = await server.as(account);
		const text = (await client.open(`/matters/${id}`)).text + (await client.open(`/matters/${id}/print`)).text;
		for (const [one, mobile] of Object.entries(mobiles)) assert.equal(text.includes(mobile), own.includes(one), `${account.login} ${mobile}`);
	}
});

// The version before this: nobody's words were kept from the others, and it said so.
const former = (folder) => {
	const file = path.join(folder, 'db/procedures/inspection.yaml');
	const text = fs.readFileSync(file, 'utf8');
	assert.equal(text.match(/, audience: own/g).length, 3);
	fs.writeFileSync(file, text.replaceAll(', audience: own', ''));
};

test('an inspection under the former version is read by all and concluded as that version says, beside new ones', async () => {
	server.upgrade(former);
	const id = await inspection('二号专项检查');
	const secops = await server.as('rongcheng-clerk');
	assert.doesNotMatch((await secops.open(`/matters/${id}`)).text, /给哪个单位看/);
	const narrow = await secops.submit(await secops.open(`/matters/${id}`), (form) => form.has('record_file'), null, { reader: org('jtt-clerk') }, { file: { name: 'record_file', ...paper('想只给一家.pdf') } });
	assert.equal(narrow.status, 422);
	assert.match(sentences(narrow), /参与本件的单位都看得到，不能只给一个单位/);
	await uploaded(secops, id, 'record_file', paper(parties['jtt-clerk'].file));
	await record(id);
	await act(await server.as('jtt-clerk'), id, 'object_facts', {}, parties['jtt-clerk'].object);
	const version = sql(`SELECT p.version FROM matter m JOIN procedure p ON p.id = m.procedure_id WHERE m.id = ${id}`);
	server.upgrade(() => {});
	assert.ok(Number(sql("SELECT max(version) FROM procedure WHERE key = 'inspection'")) > Number(version));
	await uploaded(await server.as('rongcheng-clerk'), id, 'record_file', paper(parties['minshan-clerk'].file));
	await record(id);
	for (const login of logins) await act(await server.as(login), id, 'confirm_facts', {}, parties[login].confirm);
	await conclude(id);
	await act(await server.as('center.security'), id, 'no_bulletin', {}, '没有发现问题');
	for (const login of logins) {
		const { text } = await (await server.as(login)).open(`/matters/${id}`);
		for (const words of [parties['jtt-clerk'].object, ...logins.map((one) => parties[one].confirm), parties['minshan-clerk'].file]) assert.ok(text.includes(words), `${login} ${words}`);
		assert.ok(!text.includes(KEPT));
		const both = await links(await server.as(login), id);
		assert.equal(both.length, 2);
		for (const { href } of both) assert.equal((await (await server.as(login)).get(href)).status, 200);
	}
	assert.equal(sql(`SELECT count(*) FROM event WHERE matter_id = ${id} AND reader_id IS NOT NULL`), '0');
	assert.equal(sql(`SELECT state FROM matter WHERE id = ${id}`), 'done');
	const next = await inspection('三号专项检查');
	await record(next);
	await act(await server.as('jtt-clerk'), next, 'object_facts', {}, parties['jtt-clerk'].object);
	assert.ok(!(await (await server.as('minshan-clerk')).open(`/matters/${next}`)).text.includes(parties['jtt-clerk'].object));
});

await end();
