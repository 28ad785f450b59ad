// Plays db/stories over plain HTTP: signs in as whoever may take a step, opens
// the page, fills in the form found there, presses the button.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
export function stories() {
	return fs.readdirSync(folder('stories')).sort().flatMap((file) => {
		const { procedure, stories: all } = read(path.join(folder('stories'), file));
		return all.map((story) => ({ procedure: read(path.join(folder('procedures'), `${procedure}.yaml`)), story, steps: list(story.steps).map(step) }));
	});
}

// Of each procedure the stories that lead through most states not seen in those
// before, at most so many, and none that waits for days to pass.
export function mainRoads(all, most) {
	const chosen = [];
	for (const key of new Set(all.map(({ procedure }) => procedure.procedure))) {
		const plays = all.filter(({ procedure, steps }) => procedure.procedure === key && !steps.some(waits));
		const seen = new Set();
		for (let count = 0; count < most && plays.length > 0; count++) {
			const fresh = (play) => [...leadsTo(play)].filter((state) => !seen.has(state)).length;
			plays.sort((one, other) => fresh(other) - fresh(one));
			const next = plays.shift();
			if (fresh(next) === 0) break;
			leadsTo(next).forEach((state) => seen.add(state));
			chosen.push(next);
		}
	}
	return chosen;
}

const leadsTo = ({ procedure, steps }) => new Set(steps.map(({ word }) => procedure.actions[word]?.to).filter(Boolean));

// "submit", "-submit", "+2" or a map with one of the first.
function step(written) {
	const word = typeof written === 'string' ? written : Object.keys(written)[0];
	return { word: word.replace(/^-/, ''), more: typeof written === 'string' ? {} : written[word] };
}

// Days until what a story waits for has happened: 0 when it waits for nothing.
const waits = ({ word }) => (/^\+\d+$/.test(word) ? Number(word) : word === 'clerk' ? 1 : 0);

export class Teller {
	constructor(server) {
		this.server = server;
		this.taken = new Set(); // matters of rounds that a story has
		this.reached = new Set(); // "procedure state"
	}

	sql(text, ...values) {
		const bound = text.replace(/\?/g, () => `'${String(values.shift()).replace(/'/g, "''")}'`);
		return execFileSync('sqlite3', ['-readonly', path.join(this.server.folder, 'app.db'), bound], { encoding: 'utf8' }).trim();
	}

	found(text, ...values) {
		const out = this.sql(text, ...values).split('\n')[0];
		assert.ok(out, `${text}: nothing for ${values.join(' ')}`);
		return out;
	}

	system(name) {
		return this.found('SELECT id FROM system WHERE name = ? ORDER BY id LIMIT 1', name);
	}

	// "@day+3" and the like (modules/demo/demo_written.h).
	value(text) {
		if (!String(text).startsWith('@')) return text;
		const [, word, rest = ''] = /^@([a-z]+)[:]?(.*)$/.exec(text);
		if (word === 'day') return this.server.today(Number(rest || 0));
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
			return String(Number(more ?? 0) + Number(this.found(
				'SELECT coalesce(sum(granted), 0) FROM allocation WHERE system_id = ? AND platform_id = (SELECT id FROM platform WHERE code = ?) AND class = ? AND freed_at IS NULL',
				this.system(system), platform, kind)));
		}
		throw new Error(`no such word: ${text}`);
	}

	// A map of the file as names and values of a form on a page.
	typed(form, map) {
		const out = {};
		const cells = (prefix, row) => {
			for (const [column, value] of Object.entries(row)) out[prefix + column] = Array.isArray(value) ? value.map((one) => this.value(one)) : this.value(value);
		};
		for (const [key, value] of Object.entries(map ?? {})) {
			if (Array.isArray(value) && typeof value[0] === 'object') value.forEach((row, i) => cells(`${key}.${i + 1}.`, row));
			else if (Array.isArray(value)) out[key] = value.map((one) => this.value(one));
			else if (typeof value === 'object') Object.assign(out, this.intoRows(form, key, value));
			else out[key] = { yes: 'yes', no: 'no' }[value] ?? this.value(value);
		}
		return out;
	}

	// Cells typed into the rows that are there: into each, or into the one whose first column says so.
	intoRows(form, key, map) {
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
					out[`${key}.${row}.${column}`] = of ? String(Math.floor((Number((known[`${key}.${row}.${of}`] ?? '').replace(/,/g, '')) * percent) / 100)) : this.value(text);
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

	seen(id) {
		const [key, state] = this.found("SELECT procedure_key || ' ' || state FROM matter WHERE id = ?", id).split(' ');
		this.reached.add(`${key} ${state}`);
	}

	// ---- steps ----

	// A duty that came round was opened by the clerk process: it is that one.
	ofRound(play, client) {
		if (!play.procedure.round) return null;
		const { story, procedure } = play;
		const rows = this.sql(`SELECT id FROM matter WHERE procedure_key = ? AND period <> '' AND closed_at IS NULL
			AND organisation_id = (SELECT organisation_id FROM person WHERE login = ?)
			AND (? = '' OR platform_id = (SELECT id FROM platform WHERE code = ?)) AND (? = '' OR system_id = (SELECT id FROM system WHERE name = ?)) ORDER BY id DESC`,
		procedure.procedure, client.login, story.platform ?? '', story.platform ?? '', story.system ?? '', story.system ?? '').split('\n');
		return rows.find((id) => id && !this.taken.has(id)) ?? null;
	}

	async open(play) {
		const { story, procedure } = play;
		const client = await this.opener(play);
		play.client = client;
		play.id = this.ofRound(play, client);
		if (!play.id) {
			const page = await client.open(`/matters/new?procedure=${procedure.procedure}`);
			const answer = await client.submit(page, 'start', 'start', {
				...(story.system && { system: this.system(story.system) }), ...(story.platform && { platform: this.value(`@platform:${story.platform}`) }) });
			assert.equal(answer.status, 303, `not opened by ${client.login}: ${sentences(answer)} ${answer.status}`);
			play.id = idOf(answer);
		}
		this.taken.add(String(play.id));
		if (story.form) await this.edit(play, story.form);
		this.seen(play.id);
	}

	async edit(play, map) {
		for (let round = 0; round < 3; round++) {
			const page = await play.client.open(`/matters/${play.id}/edit`);
			const form = page.form('save');
			const values = this.typed(form, map);
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
		if (play.procedure.states[this.state(play.id)]?.edit !== 'true') return null;
		const edit = await client.get(`/matters/${play.id}/edit`);
		return edit.status === 200 && edit.actions().includes('check') ? edit : null;
	}

	async actor(play, { word, more }, action) {
		const state = play.procedure.states[this.state(play.id)];
		// Only to ask fewer people: whether one of them may is the page's answer alone.
		const taking = new Set(this.sql(`SELECT p.login FROM person p WHERE p.organisation_id IN (SELECT organisation_id FROM matter_party WHERE matter_id = ?)
			OR p.id IN (SELECT person_id FROM matter_guest WHERE matter_id = ?)`, play.id, play.id).split('\n'));
		const candidates = more.by ? this.server.accounts.filter(({ login }) => login === more.by)
			: this.fitting(action.who ? list(action.who) : list(state.holder)).filter(({ login }) => taking.has(login));
		const own = play.client?.account;
		for (const account of [...candidates.filter((one) => one === own), ...candidates.filter((one) => one !== own)]) {
			const client = await this.server.as(account);
			const page = await this.finds(client, play, word);
			if (page) return { client, page };
		}
		throw new Error(`nobody may ${word} in ${this.state(play.id)}`);
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
			return client.submit(page, form, word, { ...this.typed(form, more.fields), ...(opinion && form.has('opinion') && { opinion }) });
		}
		page = await client.open(`/matters/${play.id}/edit`);
		const checked = await client.submit(page, 'check', 'check');
		if (checked.status !== 303) return checked;
		page = await client.follow(checked);
		const form = page.form(word);
		return client.submit(page, form, word, { ...this.typed(form, more.fields), ...(opinion && form.has('opinion') && { opinion }) });
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
		this.seen(play.id);
	}

	async tell(play, told) {
		if (told.word === 'edit') {
			const accounts = this.fitting(list(play.procedure.states[this.state(play.id)].holder));
			for (const account of [play.client.account, ...accounts]) {
				play.client = await this.server.as(account);
				const page = await play.client.get(`/matters/${play.id}/edit`);
				if (page.status === 200 && page.actions().includes('save')) return this.edit(play, told.more);
			}
			throw new Error('nobody may edit');
		}
		if (told.word === 'follow' || told.word === 'back') {
			play.id = told.word === 'back' ? this.found('SELECT base_matter_id FROM matter WHERE id = ?', play.id)
				: this.found('SELECT id FROM matter WHERE base_matter_id = ? AND procedure_key = ? ORDER BY id DESC', play.id, told.more);
			const key = this.found('SELECT procedure_key FROM matter WHERE id = ?', play.id);
			play.procedure = read(path.join(folder('procedures'), `${key}.yaml`));
			return undefined;
		}
		if (told.word === 'comment') return undefined;
		return this.act(play, told);
	}
}
