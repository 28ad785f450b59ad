// What the stories share: a server for each, and how people work on a matter.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from './server.mjs';
import { paper } from './papers.mjs';

export const sanitized = Boolean(process.env.ZWY_SANITIZED);

export async function begin(options) {
	const server = await Server.start(options);
	let running = true;
	const stop = () => {
		if (running) server.stop();
		running = false;
	};
	process.on('exit', stop);
	// but: complaints that the story itself provoked.
	return { server, end: (but = /^$/) => test('the servers end, without a complaint in their logs', () => {
		stop();
		assert.deepEqual(server.complaints.filter((line) => !but.test(line)), []);
	}) };
}

// A unit that can start applications: its clerk and its lead, not people of the center.
export function unitOf(server, index = 0) {
	const center = new Set(server.accounts.filter(({ roles }) => roles.some((role) => role.startsWith('center.'))).map(({ organisation }) => organisation));
	const clerks = server.having('unit.clerk').filter(({ organisation }) => !center.has(organisation));
	const led = ({ organisation }) => server.accounts.some((account) => account.organisation === organisation && account.roles.includes('unit.lead'));
	const units = clerks.filter((account, at) => led(account) && clerks.findIndex(({ organisation }) => organisation === account.organisation) === at);
	assert.ok(units.length > index, 'the demo has too few units with clerk and lead');
	return { clerk: units[index], lead: server.having('unit.lead', units[index].organisation)[0] };
}

// What every application answers.
export const newApplication = {
	kind: 'new', sub_system: 'no', system_name: '政务服务综合测试系统', department: '信息化处', responsible_title: '运维岗', responsible_phone: '028-86601234',
	security_title: '安全岗', security_phone: '028-86605678', planned: 'unplanned', plan_note: '因新职能划转新增，已报主管处室同意',
	category: 'service', audience: ['citizen', 'official'], users_total: '20000', concurrent_peak: '800', personal_data: 'no', important_data: 'no',
	critical_infrastructure: 'no', classified_no: 'yes', level: '2', crypto_assessment: 'no', recovery_grade: 'none', backup_policy: 'standard',
	backup_days: '30', zones: ['public'], 'lines.1.purpose': 'app', 'lines.1.environment': 'production', 'lines.1.count': '2', 'lines.1.vcpu': '4',
	'lines.1.memory_gb': '8', 'lines.1.architecture': 'x86', 'lines.1.os': 'kylin', 'lines.1.system_disk_gb': '100', 'lines.1.data_disk_gb': '200',
	security_services: ['situation'], sizing_basis: '按日均访问量 5000 次、峰值并发 800 人测算，单台 4 核 8 GB 可支撑 500 并发，配置两台', term_years: '2',
};

export const migrating = {
	...newApplication, kind: 'migration', system_name: '档案管理迁移测试系统', present_location: '本单位机房', present_hardware: '两台机架式服务器，16 核 64 GB',
	migration_method: 'v2v', cutover_window: '周六 22:00 至周日 6:00', downtime_hours: '8', rollback_plan: '保留原环境七日，割接失败即切回原地址并恢复服务',
};

export const idOf = (page) => Number(/\/matters\/(\d+)/.exec(page.location ?? page.address)[1]);

// POST /matters/new, as a person does it from the page.
export async function startMatter(client, procedure = 'application') {
	const page = await client.open(`/matters/new?procedure=${procedure}`);
	const answer = await client.submit(page, 'start', 'start');
	assert.equal(answer.status, 303, answer.text.slice(0, 300));
	return idOf(answer);
}

// Save the form of a draft; fields only shown because of others need a second round.
export async function fill(client, id, values) {
	for (let round = 0; round < 2; round++) {
		const page = await client.open(`/matters/${id}/edit`);
		const form = page.form('save');
		const shown = Object.fromEntries(Object.entries(values).filter(([name]) => form.has(name) || /\.\d+\./.test(name)));
		const answer = await client.submit(page, form, 'save', shown);
		assert.equal(answer.status, 303, `saving: ${answer.status} ${answer.text.slice(0, 500)}`);
	}
	return client.open(`/matters/${id}/edit`);
}

// Upload one document where the page offers it.
export async function upload(client, id, document, file = paper(`${document}.pdf`), facts = {}) {
	let page = await client.open(`/matters/${id}`);
	const offers = (form) => form.multipart && form.has(document);
	if (!page.forms.some(offers)) page = await client.open(`/matters/${id}/edit`);
	return client.submit(page, offers, null, facts, { file: { name: document, ...file } });
}

export async function uploaded(client, id, document, file, facts) {
	const answer = await upload(client, id, document, file, facts);
	assert.equal(answer.status, 303, `uploading ${document}: ${answer.status} ${answer.text.slice(0, 600)}`);
	return answer;
}

// Press a button of the page of a matter and give back the answer, whatever it is.
export async function press(client, id, action, values = {}, opinion) {
	const page = await client.open(`/matters/${id}`);
	return client.submit(page, action, action, opinion === undefined ? values : { ...values, opinion });
}

// The same, and it must work; gives the page that follows.
export async function act(client, id, action, values, opinion) {
	const answer = await press(client, id, action, values, opinion);
	assert.equal(answer.status, 303, `${action} by ${client.login}: ${answer.status} ${sentences(answer)}`);
	return client.follow(answer);
}

// From the edit page: check, read, submit.
export async function submitDraft(client, id, action = 'submit') {
	const page = await client.open(`/matters/${id}/edit`);
	const checked = await client.submit(page, 'check', 'check');
	assert.equal(checked.status, 303, `check: ${checked.status} ${sentences(checked)}`);
	const reading = await client.follow(checked);
	const answer = await client.submit(reading, action, action);
	assert.equal(answer.status, 303, `${action}: ${answer.status} ${sentences(answer)}`);
	return client.follow(answer);
}

// The complaints of a page, for messages of failing tests.
export function sentences(page) {
	const found = [...page.html.matchAll(/class="err[^"]*"[^>]*>([\s\S]*?)<\/(?:span|div|section)>/g)].map((match) => match[1].replace(/<[^>]*>/g, ' ').trim()).filter(Boolean);
	const summary = /class="errsum[\s\S]*?<\/(?:div|section)>/.exec(page.html)?.[0].replace(/<[^>]*>/g, ' ') ?? '';
	const sentence = /data-sentence>([^<]*)/.exec(page.html)?.[1] ?? '';
	return [sentence, summary, ...found].join(' | ').replace(/\s+/g, ' ').slice(0, 1500);
}

export async function stateOf(client, id) {
	const page = await client.open(`/matters/${id}`);
	return /class="st st-\w+"><span>([^<]*)/.exec(page.html)?.[1];
}

export async function inState(client, id, label) {
	assert.equal(await stateOf(client, id), label);
}

// The option of a list whose label contains a word; the first real one without.
export function option(page, name, word = '') {
	const form = page.forms.find((candidate) => candidate.has(name));
	const found = form?.options(name).find(({ value, label }) => value !== '' && label.includes(word));
	assert.ok(found, `${page.address} offers no ${name} with ${word}`);
	return found.value;
}

// Those of many accounts who may see a matter.
export async function seeing(server, accounts, id) {
	const found = [];
	for (const account of accounts) if ((await (await server.as(account)).get(`/matters/${id}`)).status === 200) found.push(account);
	return found;
}

// Carry an application as far as asked by the shortest honest way; steps in order.
const reviewers = async (server, id) => {
	const opening = server.having('center.review');
	const client = await server.as(opening[0]);
	const page = await client.open(`/matters/${id}`);
	const people = page.form('open_review').options('experts.1.person').filter(({ value }) => value);
	const rows = Object.fromEntries(people.slice(0, 3).map(({ value }, line) => [`experts.${line + 1}.person`, value]));
	await act(client, id, 'open_review', { mode: 'meeting', held_day: server.today(), ...rows });
	return people.slice(0, 3);
};

export async function opine(server, id, text = '同意方案') {
	let given = 0;
	for (const account of [...server.having('review.expert'), ...server.having('center.review')]) {
		const client = await server.as(account);
		const page = await client.get(`/matters/${id}`);
		if (page.status !== 200 || !page.actions().includes('opine')) continue;
		const answer = await press(client, id, 'opine', { conflict: 'none', verdict: 'pass' }, `${text}（第 ${given + 1} 份）`);
		if (answer.status === 303) given++;
		else assert.match(sentences(answer), /没有受邀/, `${account.login}: ${answer.status}`);
	}
	return given;
}

export async function rule(server, id, change = () => {}) {
	const client = await server.as('center.approve');
	const page = await client.open(`/matters/${id}`);
	const form = page.form('rule');
	const values = { ruled_years: '2', ruled_zones: ['public'] };
	for (const { name, value } of form.controls) {
		const line = /^ruling\.(\d+)\.requested$/.exec(name ?? '')?.[1];
		if (!line) continue;
		values[`ruling.${line}.platform`] = option(page, `ruling.${line}.platform`);
		values[`ruling.${line}.granted`] = value.replace(/,/g, '');
	}
	change(values, form);
	return act(client, id, 'rule', values);
}

const way = [
	['unit_check', async ({ server, unit, id }) => submitDraft(await server.as(unit.clerk), id)],
	['acceptance', async ({ server, unit, id }) => act(await server.as(unit.lead), id, 'approve_application', { statement_agreed: 'yes' })],
	['review_prepare', async ({ server, id }) => act(await server.as('center.intake'), id, 'accept', { filing_confirmed: 'yes' })],
	['reviewing', async (story) => { story.people = await reviewers(story.server, story.id); }],
	['ruling', async ({ server, id, opinion }) => {
		await opine(server, id, opinion);
		await act(await server.as('center.review'), id, 'conclude_pass', {}, '评审通过，资源测算合理');
	}],
	['allocating', async ({ server, id }) => rule(server, id)],
	['configuring', async (story) => {
		await act(await story.server.as('center.dispatch'), story.id, 'dispatch');
		story.operator = (await seeing(story.server, story.server.having('operator.clerk'), story.id))[0];
	}],
	['monitoring', async ({ server, id, operator }) => act(await server.as(operator), id, 'deliver', { delivered: '按核定配置交付，地址 10.20.40.11，政务外网公共区' })],
	['receipt', async ({ server, id }) => act(await server.as('supervisor.clerk'), id, 'attach_monitoring')],
	['deploying', async ({ server, unit, id }) => act(await server.as(unit.clerk), id, 'sign_receipt')],
];

// story: {server, unit, values, filing, opinion, documents: more of them}; gives it back with id, operator, people.
export async function carry(story, until) {
	const client = await story.server.as(story.unit.clerk);
	if (!story.id) {
		story.id = await startMatter(client);
		await fill(client, story.id, { ...newApplication, filing_no: `川政备2098-${String(story.id).padStart(4, '0')}`, ...story.values });
		for (const document of ['letter', 'cloud_plan', 'filing_proof', ...(story.documents ?? [])]) await uploaded(client, story.id, document);
	}
	if (until === 'draft') return story;
	for (const [state, step] of way) {
		await step(story);
		if (state === until) return story;
	}
	throw new Error(`carry knows no ${until}`);
}

// The administrators' page of a person.
export async function personPage(client, login) {
	const list = await client.open(`/admin/people?words=${encodeURIComponent(login)}`);
	const link = list.links.find(({ label }) => label === login);
	assert.ok(link, `${login} is in the list`);
	return client.open(link.href);
}
