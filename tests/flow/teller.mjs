// Plays db/stories over plain HTTP: signs in as whoever may take a step, opens
// the page, fills in the form found there, presses the button.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { idOf, sentences } from './story.mjs';
import { paper } from './papers.mjs';
import { root } from './server.mjs';
import { readYaml } from './yaml.mjs';

const folder = (name) => path.join(root, 'db', name);
const read = (file) => readYaml(fs.readFileSync(file, 'utf8'));
const list = (value) => (value === undefined || value === '' ? [] : [].concat(value));

// All stories of a folder, with their procedures: [{procedure, story, steps}]
let known = [];
export function stories() {
	known = fs.readdirSync(folder('stories')).sort().flatMap((file) => {
		const { procedure, stories: all } = read(path.join(folder('stories'), file));
		return all.map((story) => ({ opener: story.openers?.[0], ...story })).map((story) => ({ procedure: read(path.join(folder('procedures'), `${procedure}.yaml`)), story, steps: list(story.steps).map(step).filter(({ word }) => !word.startsWith('/')) }));
	});
	return known;
}

// Few stories that lead through every state between them: always the one with most states not seen yet for its
// steps.  What only waiting leads to is reached in passing.
export function fewest(all) {
	const chosen = [];
	const seen = new Set();
	const pool = [...all];
	const worth = (play) => [...leadsTo(play)].filter((state) => !seen.has(state)).length / (3 + play.steps.length + (play.steps.some(waits) ? 4 : 0));
	for (;;) {
		const best = pool.reduce((one, other) => (worth(other) > worth(one) ? other : one), pool[0]);
		if (!best || worth(best) === 0) return chosen;
		pool.splice(pool.indexOf(best), 1);
		// A contract comes before whatever ends its provider, too.
		for (const play of needed(all, best).filter((one) => !chosen.includes(one))) {
			leadsTo(play).forEach((state) => seen.add(state));
			chosen.unshift(play);
		}
		leadsTo(best).forEach((state) => seen.add(state));
		if (!chosen.includes(best)) chosen.push(best);
	}
}

// Stories that another one is about: the contracts it names, the admission of its platform.
function needed(all, { procedure: { procedure }, story }) {
	const named = [...JSON.stringify(story).matchAll(/@contract:([^"]*)"/g)].map(([, number]) => number);
	const brings = { contract: ({ form }) => Object.values(form ?? {}).some((value) => named.includes(value)),
		platform_admission: ({ form }) => procedure === 'platform_change' && form?.platform_code === story.platform };
	return all.filter((play) => brings[play.procedure.procedure]?.(play.story));
}

// States of its procedure that a story surely comes into: by its steps, and by what time does where it is left.
// Where several sign, the stories in which most do.
function leadsTo({ procedure, steps }) {
	const { actions } = procedure;
	const times = (all, word) => all.filter((told) => told.word === word).length;
	const most = (word) => Math.max(...known.filter((play) => play.procedure.procedure === procedure.procedure).map((play) => times(play.steps, word)));
	const states = [Object.keys(procedure.states)[0]];
	let away = false;
	for (const [at, { word }] of steps.entries()) {
		const returns = steps.slice(at).some((told) => told.word === 'back');
		if (word === 'follow' || word === 'back') away = word === 'follow';
		if (away && returns) continue;
		if (word === 'follow') return withKey(procedure, [...states, ...superseded(procedure, steps.slice(at))]);
		if (actions[word]?.signs && times(steps, word) < most(word)) continue;
		states.push(...list(actions[word]?.to).filter((to) => !to.startsWith('@')));
		if (word === 'clerk') states.push(...lapses(procedure, states.at(-1)));
	}
	return withKey(procedure, [...states, ...lapses(procedure, states.at(-1))]);
}

// What a new version of it, told on, leaves it in.
const superseded = ({ procedure, actions }, [{ more }, ...steps]) => (more === procedure && steps.some(({ word }) => actions[word]?.succeeds)
	? Object.values(actions).filter(({ after }) => after === 'successor').map(({ to }) => to) : []);
// Time alone: neither what came after it nor the end of what it is about comes by itself.
const lapses = ({ actions }, state) => Object.values(actions).filter(({ after, from }) => after && !['successor', 'subject_end'].includes(after) && list(from).includes(state)).map(({ to }) => to);
const withKey = ({ procedure }, states) => new Set(states.map((state) => `${procedure} ${state}`));

// "submit", "-submit", "+2" or a map with one of the first.
function step(written) {
	const word = typeof written === 'string' ? written : Object.keys(written)[0];
	return { word: word.replace(/^-/, ''), more: typeof written === 'string' ? {} : written[word] };
}

const workdays = new Map(fs.readFileSync(folder('workdays.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')).map(([day, is]) => [day, is === '1']));
export const isWorkday = (date) => workdays.get(date.toISOString().slice(0, 10)) ?? (date.getUTCDay() % 6 !== 0);

// Working days that a word lets pass.
export const waits = ({ word }) => (/^\+\d+$/.test(word) ? Number(word) : 0);

// A reader of the database beside the servers, asked in plain SQL.
class Reader {
	constructor(file) {
		this.child = spawn('sqlite3', ['-readonly', '-batch', file], { stdio: ['pipe', 'pipe', 'inherit'] });
		this.child.stdout.setEncoding('utf8');
		this.text = '';
		this.waiting = [];
		this.child.stdout.on('data', (piece) => {
			this.text += piece;
			for (let at; (at = this.text.indexOf('--answered--\n')) >= 0; this.text = this.text.slice(at + 13)) this.waiting.shift()(this.text.slice(0, at).trim());
		});
	}

	ask(text) {
		this.child.stdin.write(`${text.replace(/\s+/g, ' ')};\n.print --answered--\n`);
		return new Promise((resolve) => this.waiting.push(resolve));
	}

	end() {
		this.child.stdin.end();
	}
}

export class Teller {
	constructor(server) {
		this.server = server;
		this.taken = new Set(); // matters of rounds that a story has
		this.reader = new Reader(path.join(server.folder, 'app.db'));
	}

	end() {
		this.reader.end();
	}

	// Until the first round of the clerk process, whose jobs run one after the other, is behind it.
	async clerkIsDone() {
		const count = () => this.sql('SELECT max(id) FROM event');
		for (let last = await count(), same = 0; same < 3;) {
			await new Promise((resolve) => setTimeout(resolve, 200));
			const now = await count();
			same = now === last ? same + 1 : 0;
			last = now;
		}
	}

	sql(text, ...values) {
		return this.reader.ask(text.replace(/\?/g, () => `'${String(values.shift()).replace(/'/g, "''")}'`));
	}

	async found(text, ...values) {
		const out = (await this.sql(text, ...values)).split('\n')[0];
		assert.ok(out, `${text}: nothing for ${values.join(' ')}`);
		return out;
	}

	system(name) {
		return this.found('SELECT id FROM system WHERE name = ? ORDER BY id LIMIT 1', name);
	}

	// "@day+3" and the like (modules/demo/demo_written.h).
	async value(text) {
		if (!String(text).startsWith('@')) return text;
		const [, word, rest = ''] = /^@([a-z]+)[:]?(.*)$/.exec(text);
		if (word === 'day') return this.server.today(Number(rest || 0));
		if (word === 'workday') {
			const day = new Date(`${this.server.today()}T00:00:00Z`);
			for (let left = Number(rest); left > 0; left -= isWorkday(day)) day.setUTCDate(day.getUTCDate() + 1);
			return day.toISOString().slice(0, 10);
		}
		if (word === 'time') return this.server.clock(Number(rest));
		if (word === 'month') {
			const day = new Date(`${this.server.today().slice(0, 7)}-15T00:00:00Z`);
			day.setUTCMonth(day.getUTCMonth() + Number(rest));
			return day.toISOString().slice(0, 7);
		}
		if (word === 'platform') return this.found('SELECT id FROM platform WHERE code = ?', rest);
		if (word === 'org') return this.found('SELECT id FROM organisation WHERE code = ?', rest);
		if (word === 'system') return this.system(rest);
		if (word === 'person') return this.found('SELECT id FROM person WHERE login = ?', rest);
		if (word === 'assessor') return this.found('SELECT id FROM assessor WHERE kind = ? ORDER BY id', rest);
		if (word === 'contract') return this.found('SELECT id FROM contract WHERE number = ?', rest);
		if (word === 'has') {
			const [, system, platform, kind, more] = /^(.*):(.*):([a-z_]+)([+-]\d+)?$/.exec(rest);
			return String(Number(more ?? 0) + Number(await this.found(
				'SELECT coalesce(sum(granted), 0) FROM allocation WHERE system_id = ? AND platform_id = (SELECT id FROM platform WHERE code = ?) AND class = ? AND freed_at IS NULL',
				await this.system(system), platform, kind)));
		}
		throw new Error(`no such word: ${text}`);
	}

	// "@form:KEY" is that day of the matter's form.
	async ofForm(play, fields) {
		const out = { ...fields };
		for (const [key, value] of Object.entries(out)) {
			if (!/^@form:/.test(value)) continue;
			const days = await this.found(`SELECT json_extract(body, '$.${value.slice(6)}') FROM matter_form WHERE matter_id = ? ORDER BY revision DESC`, play.id);
			out[key] = new Date(Number(days) * 86400000).toISOString().slice(0, 10);
		}
		return out;
	}

	// A map of the file as names and values of a form on a page.
	async typed(form, map) {
		const out = {};
		for (const [key, value] of Object.entries(map ?? {})) {
			if (Array.isArray(value) && typeof value[0] === 'object') {
				// Rows that are there already and are not told of are emptied.
				for (const name of form.names()) if (Number(new RegExp(`^${key}\\.(\\d+)\\.`).exec(name)?.[1]) > value.length) out[name] = '';
				for (const [i, row] of value.entries())
					for (const [column, cell] of Object.entries(row)) out[`${key}.${i + 1}.${column}`] = await this.cell(cell);
			} else if (!Array.isArray(value) && typeof value === 'object') Object.assign(out, await this.intoRows(form, key, value));
			else out[key] = { yes: 'yes', no: 'no' }[value] ?? await this.cell(value);
		}
		return out;
	}

	cell(value) {
		return Array.isArray(value) ? Promise.all(value.map((one) => this.value(one))) : this.value(value);
	}

	// Cells typed into the rows that are there: into each, or into the one whose first column says so.
	async intoRows(form, key, map) {
		const out = {};
		const known = Object.fromEntries(form.entries());
		const rows = [...new Set(form.names().map((name) => new RegExp(`^${key}\\.(\\d+)\\.`).exec(name)?.[1]).filter(Boolean))];
		for (const row of rows) {
			const [first] = form.names().filter((name) => name.startsWith(`${key}.${row}.`));
			if (!known[first]) continue;
			for (const [name, cells] of Object.entries(map)) {
				if (name !== 'every' && name !== known[first]) continue;
				for (const [column, text] of Object.entries(cells)) {
					const [, of, percent] = /^@of:(.*):(\d+)$/.exec(text) ?? [];
					out[`${key}.${row}.${column}`] = of ? String(Math.floor((Number((known[`${key}.${row}.${of}`] ?? '').replace(/,/g, '')) * percent) / 100)) : await this.value(text);
				}
			}
		}
		return out;
	}

	// ---- who ----

	fitting(roles) {
		const wanted = roles.map((role) => (/^(owner|addressee|responsible)\./.test(role) ? (account) => account.roles.some((own) => own.endsWith(role.slice(role.indexOf('.')))
			|| (!own.startsWith('admin') && own.startsWith('center.')) || own.startsWith('assessor.')) : (account) => account.roles.includes(role)));
		return this.server.accounts.filter((account) => wanted.some((fits) => fits(account)));
	}

	async opener({ story, procedure }) {
		if (story.by) return this.server.as(story.by);
		const roles = list(procedure.start);
		const people = this.server.accounts.filter((account) => account.login.startsWith(`${story.opener}-`) && account.roles.some((role) => roles.includes(role)));
		const account = people.find(({ login }) => !/-cloud-/.test(login)) ?? people[0];
		assert.ok(account, `nobody of ${story.opener} may open ${procedure.procedure}`);
		return this.server.as(account);
	}

	state(id) {
		return this.found('SELECT state FROM matter WHERE id = ?', id);
	}

	// ---- steps ----

	// A duty that came round was opened by the clerk process: it is that one.
	async ofRound(play, client) {
		if (!play.procedure.round) return null;
		const { story, procedure } = play;
		const rows = (await this.sql(`SELECT id FROM matter WHERE procedure_key = ? AND period <> '' AND closed_at IS NULL
			AND organisation_id = (SELECT organisation_id FROM person WHERE login = ?)
			AND (? = '' OR platform_id = (SELECT id FROM platform WHERE code = ?)) AND (? = '' OR system_id = (SELECT id FROM system WHERE name = ?)) ORDER BY id DESC`,
		procedure.procedure, client.login, story.platform ?? '', story.platform ?? '', story.system ?? '', story.system ?? '')).split('\n');
		return rows.find((id) => id && !this.taken.has(id)) ?? null;
	}

	async open(play) {
		const { story, procedure } = play;
		const client = await this.opener(play);
		play.client = client;
		play.id = await this.ofRound(play, client);
		if (!play.id) {
			const page = await client.open(`/matters/new?procedure=${procedure.procedure}`);
			const answer = await client.submit(page, 'start', 'start', {
				...(story.system && { system: await this.system(story.system) }), ...(story.platform && { platform: await this.value(`@platform:${story.platform}`) }) });
			assert.equal(answer.status, 303, `not opened by ${client.login}: ${sentences(answer)} ${answer.status}`);
			play.id = idOf(answer);
		}
		this.taken.add(String(play.id));
		if (story.form) await this.edit(play, story.form);
	}

	async edit(play, map) {
		for (let round = 0; round < 3; round++) {
			const page = await play.client.open(`/matters/${play.id}/edit`);
			const form = page.form('save');
			const values = await this.typed(form, map);
			const shown = Object.fromEntries(Object.entries(values).filter(([name]) => form.has(name) || /\.\d+\./.test(name)));
			const answer = await play.client.submit(page, form, 'save', shown);
			assert.equal(answer.status, 303, `saving by ${play.client.login}: ${sentences(answer)}`);
			if (Object.keys(shown).length === Object.keys(values).length && round > 0) return;
		}
	}

	// Where somebody finds the button: on the page of the matter, or behind the check of the form.
	async finds(client, play, action) {
		const page = await client.get(`/matters/${play.id}`);
		if (page.status !== 200) return null;
		if (page.actions().includes(action)) return page;
		if (play.procedure.states[await this.state(play.id)]?.edit !== 'true') return null;
		const edit = await client.get(`/matters/${play.id}/edit`);
		return edit.status === 200 && edit.actions().includes('check') ? edit : null;
	}

	async actor(play, { word, more }, action) {
		const state = play.procedure.states[await this.state(play.id)];
		// Only to ask fewer people: whether one of them may is the page's answer alone.
		const taking = new Set((await this.sql(`SELECT p.login FROM person p WHERE p.organisation_id IN (SELECT organisation_id FROM matter_party WHERE matter_id = ?
			UNION SELECT organisation_id FROM task WHERE matter_id = ? AND closed_at IS NULL) OR p.id IN (SELECT person_id FROM matter_guest WHERE matter_id = ?)`, play.id, play.id, play.id)).split('\n'));
		const candidates = more.by ? this.server.accounts.filter(({ login }) => login === more.by)
			: this.fitting(action.who ? list(action.who) : list(state.holder)).filter(({ login }) => taking.has(login));
		const own = play.client?.account;
		for (const account of [...candidates.filter((one) => one === own), ...candidates.filter((one) => one !== own)]) {
			const client = await this.server.as(account);
			const page = await this.finds(client, play, word);
			if (page) return { client, page };
		}
		throw new Error(`nobody may ${word} in ${await this.state(play.id)}`);
	}

	async handIn(client, play, keys) {
		for (const key of keys) {
			for (const where of [`/matters/${play.id}`, `/matters/${play.id}/edit`]) {
				const page = await client.get(where);
				const form = page.status === 200 && page.forms.find((one) => one.multipart && one.has(key));
				if (!form) continue;
				const facts = form.has('assessor') ? { assessor: form.options('assessor').find(({ value }) => value).value, report_no: 'BG-1', evidence_day: this.server.today(-5), conclusion: '符合要求' } : {};
				const answer = await client.submit(page, form, null, facts, { file: { name: key, ...paper(`${key}.pdf`) } });
				assert.equal(answer.status, 303, `handing in ${key}: ${sentences(answer)}`);
				break;
			}
		}
	}

	async push(client, play, { word, more }, action) {
		let page = await client.open(`/matters/${play.id}`);
		const opinion = more.opinion ?? (action.opinion === 'required' ? `经核对有关情况，办理意见为：${action.label}` : undefined);
		if (page.actions().includes(word)) {
			const form = page.form(word);
			return client.submit(page, form, word, { ...await this.typed(form, await this.ofForm(play, more.fields)), ...(opinion && form.has('opinion') && { opinion }) });
		}
		page = await client.open(`/matters/${play.id}/edit`);
		const checked = await client.submit(page, 'check', 'check');
		if (checked.status !== 303) return checked;
		page = await client.follow(checked);
		const form = page.form(word);
		return client.submit(page, form, word, { ...await this.typed(form, await this.ofForm(play, more.fields)), ...(opinion && form.has('opinion') && { opinion }) });
	}

	async act(play, told) {
		const action = play.procedure.actions[told.word];
		assert.ok(action, `no action ${told.word}`);
		const { client } = await this.actor(play, told, action);
		const documents = play.procedure.documents ?? {};
		await this.handIn(client, play, [...list(told.more.documents), ...list(action.documents)]);
		let answer = await this.push(client, play, told, action);
		if (answer.status === 422) {
			// What the form itself makes necessary is named when it lacks.
			const lacking = Object.entries(documents).filter(([, { label }]) => sentences(answer).includes(label.replace(/（.*/, '')));
			await this.handIn(client, play, lacking.map(([key]) => key));
			answer = await this.push(client, play, told, action);
		}
		assert.equal(answer.status, 303, `${told.word} by ${client.login}: ${answer.status} ${sentences(answer)}`);
		play.client = client;
	}

	async tell(play, told) {
		if (told.word === 'edit') {
			const accounts = this.fitting(list(play.procedure.states[await this.state(play.id)].holder));
			for (const account of [play.client.account, ...accounts]) {
				play.client = await this.server.as(account);
				const page = await play.client.get(`/matters/${play.id}/edit`);
				if (page.status === 200 && page.actions().includes('save')) return this.edit(play, told.more);
			}
			throw new Error('nobody may edit');
		}
		if (told.word === 'follow' || told.word === 'back') {
			play.id = await (told.word === 'back' ? this.found('SELECT base_matter_id FROM matter WHERE id = ?', play.id)
				: this.found('SELECT id FROM matter WHERE base_matter_id = ? AND procedure_key = ? ORDER BY id DESC', play.id, told.more));
			const key = await this.found('SELECT procedure_key FROM matter WHERE id = ?', play.id);
			play.procedure = read(path.join(folder('procedures'), `${key}.yaml`));
			return undefined;
		}
		if (told.word === 'codes') {
			const by = await this.server.as(told.more.by);
			return by.submit(await by.open(`/matters/${play.id}/codes`), 'issue', 'issue');
		}
		if (['comment', 'clerk', 'redraft'].includes(told.word)) return undefined;
		return this.act(play, told);
	}
}
