// What is typed is never lost: every form of every page that a role meets, filled in with one text too long, is refused
// with a sentence and comes back as it was sent.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'kept' });

const PAGES = 120; // of a role
// Buttons that take what is typed elsewhere or nothing at all: rows, phrases, saving, leaving.
const APART = /^((add|drop|file|count|paste)_rows?|phrase|discard|withdraw|save$)/;
const WRITTEN = ['textarea', 'text', 'tel', 'search'];
const roles = [...new Set(server.accounts.flatMap((account) => account.roles))].sort();
const tried = new Set();
const answered = { refused: 0, taken: 0 };

// [name, value] of everything in the form, and the names of what a person typed or chose; one text is too long.
function filled(form) {
	const texts = form.controls.filter(({ name, type }) => name && WRITTEN.includes(type) && !name.endsWith('.paste'));
	const long = texts.find(({ name }) => name === 'opinion') ?? texts.find(({ type }) => type === 'textarea') ?? texts[0];
	if (!long) return null;
	const entries = [];
	const typed = [];
	for (const control of form.controls) {
		const { name, type, value, options } = control;
		if (!name || ['submit', 'file'].includes(type)) continue;
		if (type === 'radio' && entries.some(([other]) => other === name)) continue;
		const shown = type === 'radio' ? form.controls.filter((other) => other.name === name).at(-1).value
			: type === 'select' ? (options.filter((option) => option.value).at(-1)?.value ?? '')
				: type === 'date' ? '2027-01-15'
					: type === 'number' ? '7'
						: control === long ? '超长'.repeat(type === 'textarea' ? 1100 : 300)
							: WRITTEN.includes(type) ? `记${entries.length}` : value;
		entries.push([name, shown]);
		if (!['hidden', 'password'].includes(type) && shown !== '') typed.push([name, shown]);
	}
	return { entries, typed };
}

const standing = (page) => page.forms.flatMap((form) => form.controls)
	.filter(({ type, checked }) => (type !== 'checkbox' && type !== 'radio') || checked).map(({ name, value }) => `${name}=${value}`);

async function press(client, path, index, button) {
	const page = await client.follow(await client.get(path));
	const form = page.status === 200 ? page.forms[index] : undefined;
	if (!form?.buttons().includes(button)) return; // the matter moved on
	const sent = filled(form);
	const entries = button === '' ? sent.entries : [...sent.entries, ['action', button]];
	const answer = form.multipart ? await client.postParts(form.action ?? path, entries) : await client.post(form.action ?? path, entries);
	const where = `${client.login} ${path} ${button}`;
	if (answer.status === 303) {
		answered.taken++; // an action that asks for nothing typed
		return;
	}
	assert.equal(answer.status, 422, `${where}: ${answer.text.slice(0, 300)}`);
	assert.match(answer.html, /class="errsum/, where);
	const there = new Set(standing(answer));
	const lost = sent.typed.filter(([name, value]) => !there.has(`${name}=${value}`) && !answer.text.includes(value));
	assert.deepEqual(lost.map(([name, value]) => `${name}=${value.slice(0, 20)}`), [], where);
	answered.refused++;
}

async function pagesOf(client) {
	const home = await client.follow(await client.get('/'));
	const pages = new Set(home.links.map(({ href }) => href).filter((href) => /^\/[a-z-]*(\/[a-z-]+)?$/.test(href)));
	for (const list of [...pages]) {
		const page = await client.follow(await client.get(list));
		for (const { href } of page.links)
			if (pages.size < PAGES && /^\/[a-z-]+(\/[a-z-]+)*(\/\w+)?(\?procedure=\w+)?$/.test(href) && !/^\/matters\/\d+/.test(href)) pages.add(href);
	}
	const waiting = server.sql(`SELECT min(m.id) FROM person p JOIN task t ON t.organisation_id = p.organisation_id AND t.closed_at IS NULL
		JOIN matter m ON m.id = t.matter_id WHERE p.login = '${client.login}' AND t.role IN (SELECT role FROM person_role WHERE person_id = p.id)
		GROUP BY m.procedure_key, m.state`);
	for (const id of waiting.split('\n').filter(Boolean)) pages.add(`/matters/${id}`).add(`/matters/${id}/edit`);
	return pages;
}

for (const role of roles)
	test(`nothing that ${role} types is lost when it is refused`, async () => {
		const client = await server.as(role);
		for (const path of await pagesOf(client)) {
			const page = await client.follow(await client.get(path));
			if (page.status !== 200) continue; // a page of a matter that nobody edits now
			for (const [index, form] of page.forms.entries())
				for (const button of form.method === 'POST' && form.action !== '/sign-out' ? form.buttons() : []) {
					const target = `${form.action ?? path} ${button} ${form.names().sort()}`.replace(/\d+/g, 'N');
					if (APART.test(button) || tried.has(target) || !filled(form)) continue;
					tried.add(target);
					await press(client, path, index, button);
				}
		}
	});

test('nearly all of them were refused', () => {
	assert.ok(answered.refused > 200, JSON.stringify(answered));
	assert.ok(answered.taken < 20, JSON.stringify(answered));
});

await end();
