// Every state of every procedure, as whoever holds it: the page, the form, the
// papers, and every button pressed with nothing filled in.  What is wrong is
// told beside its field and changes nothing; nothing ever fails inside.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'states' });
const NEVER = new Set(['comment', 'urge', 'reassign', 'close_condition', 'save', 'check']);
const seen = new Map(); // "procedure.state as role" -> how often

const procedures = server.zwy('procedure', 'list').stdout.trim().split('\n').map((line) => {
	const [key, version, title, articles, states, actions] = line.split('\t');
	return { key, version, title, articles, states: Number(states), actions: Number(actions) };
});

async function inboxOf(client) {
	const found = [];
	let address = '/inbox';
	for (let pages = 0; address && pages < 40; pages++) {
		const page = await client.open(address);
		for (const { href } of page.links) if (/^\/matters\/\d+$/.test(href)) found.push(href);
		address = page.links.find(({ href, label }) => href.includes('after=') && label.includes('下一页'))?.href;
	}
	return [...new Set(found)];
}

function facts(page) {
	const heading = /<h1>[^<]*<span class="tag[^"]*">([^<]*)<\/span><span class="st[^"]*"><span>([^<]*)/.exec(page.html);
	assert.ok(heading, `${page.address} has no heading with procedure and state`);
	return { procedure: heading[1], state: heading[2] };
}

const pressed = (page) => page.forms.filter((form) => form.method === 'POST' && /^\/matters\/\d+$/.test(form.action ?? '')).flatMap((form) =>
	form.buttons().filter((button) => button && !NEVER.has(button) && !/[:_]row/.test(button) && !button.includes(':')).map((button) => ({ form, button })));

async function emptyPress(client, href, button) {
	const page = await client.open(href);
	const found = pressed(page).find((candidate) => candidate.button === button);
	if (!found) return null;
	const empty = Object.fromEntries(found.form.names().filter((name) => name && !['csrf', 'once', 'step'].includes(name)).map((name) => [name, null]));
	return client.submit(page, found.form, button, empty);
}

async function walk(client, href) {
	const page = await client.open(href);
	const { procedure, state } = facts(page);
	const key = `${procedure} ${state} ${client.account.roles.join('+')}`;
	const count = seen.get(key) ?? 0;
	if (count >= 1) return;
	seen.set(key, count + 1);
	assert.match(page.text, /下一步|接下来/, `${href} does not say what happens next`);
	for (const { href: paper } of page.links.filter(({ href: link }) => /\/(print|papers\/\w+|edit|check)$/.test(link)))
		{
			const answer = await client.get(paper);
			assert.ok([200, 303].includes(answer.status), `${paper} as ${client.login}: ${answer.status} ${answer.text.slice(-200)}`);
		}
	for (const { button } of pressed(page)) {
		const answer = await emptyPress(client, href, button);
		if (answer === null) break; // moved on by the button before
		assert.ok([303, 422, 409].includes(answer.status), `${button} in ${procedure}/${state} as ${client.login}: ${answer.status} ${answer.text.slice(0, 300)}`);
		if (answer.status === 422) assert.match(answer.html, /role="alert"|has-err|data-sentence/, `${button} in ${state} says nothing`);
		if (answer.status === 303) break;
	}
}

test('every seat’s page, form and papers open, and every button answers an empty form', async () => {
	for (const account of server.accounts.filter(({ roles }) => !roles.some((role) => role.startsWith('admin.')))) {
		const client = await server.as(account);
		for (const href of await inboxOf(client)) await walk(client, href);
	}
	assert.ok(seen.size > 20, `${seen.size} states seen`);
});

test('everything anybody may begin opens, also with a subject that is not his', async () => {
	let tried = 0;
	for (const role of ['unit.clerk', 'unit.lead', 'operator.clerk', 'operator.lead', 'supervisor.clerk', 'secops.clerk', 'center.intake', 'center.dispatch', 'center.security', 'center.assess', 'center.lead']) {
		const client = await server.as(server.having(role)[0]);
		const chooser = await client.open('/matters/new');
		assert.ok(chooser.links.some(({ href }) => href.startsWith('/matters/new?procedure=')), role);
		for (const { href } of chooser.links.filter(({ href: link }) => link.startsWith('/matters/new?procedure='))) {
			const page = await client.open(href);
			const form = page.form('start');
			if (!form.has('system') && !form.has('platform')) continue;
			const answer = await client.submit(page, form, 'start', { ...(form.has('system') && { system: '999999' }), ...(form.has('platform') && { platform: '999999' }) });
			assert.equal(answer.status, 422, `${href} as ${client.login}`);
			assert.match(answer.html, /请从/);
			tried++;
		}
	}
	assert.ok(tried >= 10, `${tried} forms ask for a subject`);
});

test('a procedure nobody of his role may begin is refused, an unknown one is not there', async () => {
	const client = await server.as(server.having('unit.clerk')[0]);
	assert.equal((await client.get('/matters/new?procedure=supervision_notice')).status, 403);
	assert.equal((await client.get('/matters/new?procedure=nonsense')).status, 404);
	assert.ok(procedures.length > 1 && procedures.every(({ states, actions }) => states > 0 && actions > 0));
});

await end();
