// Every route, as every role, on an object of one's own circle and on one of
// others, compared with expected.tsv: a change of rights shows in the diff.
//
//   node matrix.mjs compare|accept
//
// Rows: method, path, permission, article, object.  `shared` is a matter in
// configuration (unit, center, operator and supervisor take part), `own` a draft
// of the same unit, `handing` new people waiting for their codes, `foreign` a
// draft of another unit; a provider's sheet, a batch, a token likewise are of
// this circle or foreign; `-` is a path without object.  Columns: who asks; `nobody`
// is not signed in, `…@other` belongs to another organisation.  Cells: status.
// A POST carries a good token and nothing else, so it changes nothing.  Where the answer to that would be the same for
// all, because the page has several buttons or looks at whose it is only then, it presses one (`asks`) without what the
// button needs: who may is told so (422, 409), and nothing is changed either.  The button stands behind the object:
// `shared:enter`.  Codes are really issued, again and again to the same people.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '../flow/server.mjs';
import { act, carry, fill, startMatter, submitDraft, unitOf } from '../flow/story.mjs';

const file = fileURLToPath(new URL('expected.tsv', import.meta.url));
const server = await Server.start({ name: 'matrix' });
process.on('exit', () => server.stop());

const shared = await carry({ server, unit: unitOf(server, 0) }, 'configuring');
const foreign = await carry({ server, unit: unitOf(server, 1) }, 'draft');
const elsewhere = unitOf(server, 2);
const own = await carry({ server, unit: shared.unit }, 'draft');

// One account per role: of the shared matter's circle where the role is one of it.
function accountFor(role) {
	if (role === 'unit.clerk') return shared.unit.clerk;
	if (role === 'unit.lead') return shared.unit.lead;
	const all = server.accounts.filter(({ roles }) => roles.includes(role));
	if (role.startsWith('operator.')) return all.find(({ organisation }) => organisation === shared.operator.organisation);
	return all.find(({ roles }) => roles.length === 1) ?? all[0];
}

const roles = ['unit.clerk', 'unit.lead', 'operator.clerk', 'operator.lead', 'supervisor.clerk', 'supervisor.lead', 'secops.clerk', 'secops.lead',
	'center.intake', 'center.review', 'center.approve', 'center.dispatch', 'center.security', 'center.assess', 'center.lead', 'center.duty',
	'review.expert', 'assessor.clerk', 'admin.system', 'admin.security', 'admin.audit'];
const actors = [['nobody', null]];
for (const role of roles) {
	const account = accountFor(role);
	if (account) actors.push([role, account]);
}
actors.push(['unit.clerk@other', elsewhere.clerk], ['unit.lead@other', elsewhere.lead]);
const rival = server.accounts.find(({ roles: held, organisation }) => held.includes('operator.clerk') && organisation !== shared.operator.organisation);
if (rival) actors.push(['operator.clerk@other', rival]);

// What stands for a hole, by the path it is in.
const auditor = await server.as('admin.security');
const people = (await auditor.open('/admin/people')).links.map(({ href }) => /^\/admin\/people\/(\d+)$/.exec(href)?.[1]).filter(Boolean);
const organisations = (await auditor.open('/admin/organisations')).links.map(({ href }) => /^\/admin\/organisations\/(\d+)$/.exec(href)?.[1]).filter(Boolean);
const systemsOf = async (account) => (await (await server.as(account)).open('/systems')).links.map(({ href }) => /^\/systems\/(\d+)$/.exec(href)?.[1]).filter(Boolean);
const systems = await systemsOf(shared.unit.clerk);
const foreignSystems = await systemsOf(foreign.unit.clerk);
const documents = (await (await server.as(shared.unit.clerk)).open(`/matters/${shared.id}`)).links.map(({ href }) => /\/documents\/(\d+)$/.exec(href)?.[1]).filter(Boolean);

const hrefsOf = (page, form) => page.links.map(({ href }) => form.exec(href)?.[1]).filter(Boolean);

// A list for one decision, put together by the lead of a unit from two of its own applications.
async function batchOf(unit) {
	const lead = await server.as(unit.lead);
	const numbers = [];
	for (const index of [1, 2]) {
		const { id } = await carry({ server, unit, values: { system_name: `成批办理测试系统${index}` } }, 'unit_check');
		numbers.push(/(SQ-\d{4}-\d{4})/.exec((await lead.open(`/matters/${id}`)).text)[1]);
	}
	const inbox = await lead.open('/inbox');
	const task = numbers.map((number) => new RegExp(`name="task" value="(\\d+)" aria-label="选择 ${number}"`).exec(inbox.html)[1]);
	return /\/batches\/(\d+)$/.exec((await lead.submit(inbox, 'begin', 'begin', { task })).location)[1];
}

// A live token of the supervisor: the one before, or a new one where that was taken back.
let token;
async function tokenOf() {
	const lead = await server.as('supervisor.lead');
	const live = (page) => [...page.html.matchAll(/\/usage\/tokens\/(\d+)\/revoke/g)].map(([, id]) => Number(id));
	let page = await lead.open('/usage/tokens');
	if (token !== undefined && live(page).includes(token)) return token;
	const made = await lead.submit(page, 'make', 'make', { label: '权限测试', days: '30' });
	if (made.status !== 200) throw new Error(`no token: ${made.status}`);
	page = await lead.open('/usage/tokens');
	token = Math.max(...live(page));
	return token;
}

// A person asked for by the unit, made and given the role: the lead has a code to hand over.
async function handingOf() {
	const clerk = await server.as(shared.unit.clerk);
	const id = await startMatter(clerk, 'user_account');
	await fill(clerk, id, { kind: 'open', reason: '信息化处新设岗位', 'openings.1.login': 'matrix-third', 'openings.1.title': '信息化经办三岗', 'openings.1.phone': '028-86601234', 'openings.1.role': 'unit.clerk' });
	await submitDraft(clerk, id);
	await act(await server.as(shared.unit.lead), id, 'approve');
	await act(await server.as('admin.system'), id, 'create');
	await act(await server.as('admin.security'), id, 'grant');
	return id;
}

// A closed report that says of all its copies what was wrong with them.
async function correctedReport() {
	for (const account of ['supervisor.clerk', 'supervisor.lead', 'center.duty', 'operator.clerk']) {
		const client = await server.as(account);
		for (const id of hrefsOf(await client.open('/reports'), /^\/reports\/(\d+)$/)) {
			const page = await client.open(`/reports/${id}`);
			const form = page.forms.find((one) => one.has('scope'));
			if (!form) continue;
			const scope = form.options('scope').find(({ value }) => value)?.value;
			const answer = await client.submit(page, form, 'correct', { scope, text: '更正一处文字：上月应为本月' });
			if (answer.status === 303) return id;
		}
	}
	throw new Error('no report can be corrected');
}

const sheetsOf = async (client) => hrefsOf(await client.open('/assess'), /^\/assess\/(\d{4}Q\d\/[a-z]+)$/).sort();
const sheets = await sheetsOf(await server.as('center.lead'));
const sheet = (await sheetsOf(await server.as(shared.operator))).at(-1);
const [quarter, provider] = sheet.split('/');
const otherSheet = sheets.find((one) => one.startsWith(quarter) && one !== sheet);
const checks = hrefsOf(await (await server.as('center.lead')).open('/compliance'), /^\/compliance\/([\w-]+)$/);
const handing = await handingOf();
const holes = [
	['/matters/:id/codes', { shared: shared.id, handing, foreign: foreign.id }],
	['/matters/:id', { shared: shared.id, own: own.id, foreign: foreign.id }],
	['/systems/:id', { shared: systems[0], foreign: foreignSystems[0] }], ['/platforms/:id', { '-': 1 }],
	['/admin/people/:id', { '-': people.at(-1) }], ['/admin/organisations/:id', { '-': organisations.at(-1) }], ['/announcements/:id/file', { '-': hrefsOf(await (await server.as(shared.unit.clerk)).open('/templates'), /^\/announcements\/(\d+)$/)[0] }],
	['/announcements/:id', { '-': 1 }],
	['/procedures/:key', { '-': 'application' }], ['/rules/:key', { '-': 'accept_wd' }],
	['/assess/:period/:provider', { shared: sheet, foreign: otherSheet }], ['/assess/:period', { '-': quarter }],
	['/batches/:id', { own: await batchOf(shared.unit), foreign: await batchOf(foreign.unit) }],
	['/compliance/:check', { '-': checks[0] }], ['/duties/:duty', { '-': 'log_attestation' }], ['/takeover/:file', { '-': 'systems' }],
	['/reports/:id/corrections', { '-': await correctedReport() }], ['/usage/tokens/:id', { '-': ':token' }],
];

// Buttons pressed on a page: of each kind of right one.
const asks = {
	'/matters/:id': { shared: ['deliver', 'comment'], own: ['comment'], foreign: ['comment'] },
	'/matters/:id/codes': ['issue'], '/matters/:id/papers/:paper/number': ['enter'], '/batches/:id': ['choose', 'confirm'],
	'/systems/:id': ['responsible'], '/platforms/:id': ['capacity', 'supervise'], '/usage/systems/:id': ['season'],
	'/admin/people/new': ['create'], '/admin/people/codes': ['issue_all'], '/admin/people/:id': ['save', 'grant'], '/admin/organisations/new': ['save'], '/admin/organisations/:id': ['save', 'end'],
	'/rules/:key': ['propose', 'approve'], '/procedures/:key/new-version': ['propose', 'approve'], '/audit/archives': ['ask', 'consent'],
	'/announcements': ['publish'], '/assessors': ['add'], '/interpretations/:id': ['withdraw'], '/usage/exemptions': ['exempt'],
	'/delegations': ['make'], '/reports/:id': ['correct'],
};
const pressed = (method, route, object) => (method !== 'POST' || !asks[route] ? [''] : asks[route][object] ?? (Array.isArray(asks[route]) ? asks[route] : ['']));

function filled(route, object) {
	for (const [prefix, ids] of holes)
		if (route === prefix || route.startsWith(`${prefix}/`)) {
			if (ids[object] === undefined) return null;
			const place = prefix === '/assess/:period/:provider' ? `/assess/${ids[object]}` : prefix.replace(/:\w+/, ids[object]);
			return route.replace(prefix, place).replace(':document', documents[0]).replace(':paper', 'submit').replace(':field', 'lines').replace(/:(?!token)\w+/, '1');
		}
	if (object !== '-') return null;
	return route.replace(/:\w+/g, '1');
}

async function ask(name, account, method, where, button) {
	const client = account ? await server.as(account) : server.anyone();
	if (method === 'GET') return (await client.get(where)).status;
	let entries = [];
	if (account) {
		const page = await client.get('/profile');
		if (page.status !== 200) throw new Error(`${name}: /profile gave ${page.status}`);
		entries = page.form((form) => form.has('csrf')).entries().filter(([key]) => key === 'csrf' || key === 'once');
	}
	if (button) entries.push(['action', button]);
	const answer = where.endsWith('/documents') ? await client.postParts(where, entries) : await client.post(where, entries);
	if (where === '/sign-out' && account) server.clients.delete(account.login);
	return answer.status;
}

const routes = server.zwy('routes').stdout.trim().split('\n').map((line) => line.split('\t'));
const lines = [['method', 'path', 'permission', 'article', 'object', ...actors.map(([name]) => name)].join('\t')];
for (const [method, route, permission, article] of routes) {
	for (const object of ['-', 'shared', 'own', 'handing', 'foreign']) {
		const where = filled(route, object);
		if (where === null) continue;
		for (const button of pressed(method, route, object)) {
			const cells = [];
			for (const [name, account] of actors) cells.push(await ask(name, account, method, where.replace(/:token/, await (where.includes(':token') ? tokenOf() : '')), button));
			lines.push([method, route, permission, article, button ? `${object}:${button}` : object, ...cells].join('\t'));
		}
	}
}
server.stop();
process.removeAllListeners('exit');

const found = `${lines.join('\n')}\n`;
if (process.argv[2] === 'accept') {
	fs.writeFileSync(file, found);
	console.log(`matrix: ${lines.length - 1} rows written to tests/matrix/${path.basename(file)}; read the diff before you commit it`);
	process.exit(0);
}
const expected = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
const keyOf = (line) => line.split('\t').filter((_, at) => at < 5 && at !== 3).join(' ');
const [heads, now] = [expected[0]?.split('\t') ?? [], lines[0].split('\t')];
const before = new Map(expected.slice(1).map((line) => [keyOf(line), line]));
let passed = 0;
let failed = 0;
if (heads.join() !== now.join()) {
	failed++;
	console.log(`columns differ: ${heads.slice(5).join(' ')} / ${now.slice(5).join(' ')}`);
}
for (const line of lines.slice(1)) {
	const old = before.get(keyOf(line));
	before.delete(keyOf(line));
	if (old === line) passed++;
	else {
		failed++;
		if (!old) console.log(`new: ${line}`);
		else {
			const [was, is] = [old.split('\t'), line.split('\t')];
			console.log(`${keyOf(line)}: ${is.flatMap((cell, at) => (cell === was[at] ? [] : [`${now[at]} ${was[at]} → ${cell}`])).join(', ')}`);
		}
	}
}
for (const key of before.keys()) {
	failed++;
	console.log(`gone: ${key}`);
}
console.log(`matrix: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
