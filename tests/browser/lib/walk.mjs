/*
 * One matter of any procedure as people carry it through: begin, fill in, hand
 * in, act, print.  Every person keeps one browser for the whole story.
 */
import {pdf, readPdf} from './pdf.mjs';
import {expect} from './report.mjs';

/* Fields that appear only once others are saved. */
export async function fillForm(visitor, values) {
	let absent = values;
	for (let round = 0; round < 3; round++) {
		const names = await visitor.fill(absent);
		if (names.length === 0) {
			return;
		}
		const left = Object.fromEntries(names.map((name) => [name, absent[name]]));
		expect(round < 2 && names.length < Object.keys(values).length, `no control for ${names.join(', ')}`);
		absent = left;
		await visitor.press('save');
	}
}

export class Walk {
	constructor(world, {script = true} = {}) {
		this.world = world;
		this.script = script;
		this.visitors = new Map();
	}

	/* The browser of whoever has this role, or this very login. */
	async as(role, org = this.orgOf(role)) {
		const named = this.world.people.all.find((person) => person.login === role);
		return this.browserOf(named || this.world.people.one(role, org));
	}

	async browserOf(person) {
		if (!this.visitors.has(person.login)) {
			this.visitors.set(person.login, await this.world.visit(person, {script: this.script}));
		}
		return this.visitors.get(person.login);
	}

	orgOf(role) {
		return role.startsWith('unit.') ? this.org : undefined;
	}

	async close() {
		for (const visitor of this.visitors.values()) {
			await visitor.close();
		}
	}

	get path() {
		return `/matters/${this.id}`;
	}

	/* From the list of procedures to the form; subject: what to choose, by words of its label. */
	async start(who, procedure, subject = {}) {
		const visitor = await this.as(who);
		await visitor.go('/matters/new?procedure=' + procedure);
		for (const [name, words] of Object.entries(subject)) {
			const fitting = visitor.page.locator(`[name="${name}"] option`).filter({hasText: words}).first();
			await visitor.fill({[name]: await fitting.getAttribute('value')});
		}
		await visitor.press('start');
		const found = /\/matters\/(\d+)\/edit/.exec(visitor.path);
		expect(found, `${procedure} was not begun: ${await visitor.refusal()}`);
		this.id = Number(found[1]);
		return visitor;
	}

	/* On the form: check, read what was typed, hand it over. */
	async handOver(who, action, state) {
		const visitor = await this.as(who);
		await visitor.press('check');
		expect(visitor.path.endsWith('/check'), `the form was not taken: ${await visitor.refusal()}`);
		await visitor.press(action);
		expect(!await visitor.refusal(), `${action} was refused: ${await visitor.refusal()}`);
		await this.stands(visitor, action, state);
		this.number = (await visitor.page.locator('.pagehead').innerText()).match(/[A-Z]{2}-\d{4}-\d{4}/)?.[0];
		expect(this.number, `no number was given by ${action}`);
	}

	async hand(visitor, document, title = document) {
		await visitor.upload(document, pdf(`${document} ${this.id}`), `${title}.pdf`);
	}

	async stands(visitor, action, state) {
		if (!visitor.path.startsWith(this.path) || !/\/\d+(#.*)?$/.test(visitor.path)) {
			await visitor.go(this.path, 'after ' + action);
		}
		const now = await visitor.state();
		expect(now === state, `after ${action} it stands at ${now}, not at ${state}`);
	}

	/* Somebody opens the matter, hands in papers, fills in the panel, presses, and it stands at `state` afterwards. */
	async act(visitor, action, state, {fields = {}, opinion, documents = []} = {}) {
		if (typeof visitor === 'string') {
			visitor = await this.as(visitor);
		}
		await visitor.go(this.path, 'before ' + action);
		for (const document of documents) {
			await this.hand(visitor, document);
		}
		const typed = opinion === undefined ? fields : {...fields, opinion};
		const absent = await visitor.fill(typed, '#act');
		expect(absent.length === 0, `no control for ${absent.join(', ')} before ${action}`);
		await visitor.press(action, {within: '#act'});
		const refusal = await visitor.refusal();
		expect(!refusal, `${action} was refused: ${refusal}`);
		await this.stands(visitor, action, state);
	}

	/* The same press, which must be refused in these words; the state stays. */
	async refused(who, action, words, {fields = {}, opinion} = {}) {
		const visitor = await this.as(who);
		await visitor.go(this.path, 'before ' + action);
		const before = await visitor.state();
		await visitor.fill(opinion === undefined ? fields : {...fields, opinion}, '#act');
		await visitor.press(action, {within: '#act', note: 'refused: ' + action});
		expect(words.test(await visitor.refusal()), `${action} was not refused in these words: ${await visitor.refusal()}`);
		await visitor.go(this.path);
		expect(await visitor.state() === before, `a refused ${action} moved it to ${await visitor.state()}`);
	}

	/* Days pass, and what the clerk process does of itself is done. */
	async wait(days, who, state) {
		const visitor = await this.as(who);
		this.world.clock.forward(days);
		this.world.renew();
		for (let tries = 0; tries < 60; tries++) {
			await visitor.page.waitForTimeout(500);
			const answer = await visitor.page.goto(this.world.base + this.path);
			if (visitor.path.startsWith('/sign-in')) {
				await visitor.signIn();
			} else if (answer.status() === 200 && await visitor.state() === state) {
				await visitor.look(`after ${days} days`);
				return;
			}
		}
		throw new Error(`after ${days} days it stands at ${await visitor.state()}, not at ${state}`);
	}

	/* A paper on A4 that says these words, on at most so many sheets. */
	async paper(who, path, name, words, sheets = 1) {
		const visitor = await this.as(who);
		const answer = await visitor.go(`${this.path}/${path}`);
		expect(answer.status() === 200, `${name} answers ${answer.status()}`);
		const bytes = await visitor.print();
		this.world.keep(name + '.pdf', bytes);
		const paper = readPdf(bytes);
		expect(Math.abs(paper.width - 595) < 2 && Math.abs(paper.height - 842) < 2, `${name} is ${paper.width} × ${paper.height} points`);
		expect(paper.pages <= sheets, `${name} takes ${paper.pages} pages`);
		const missing = words.filter((word) => !paper.text.includes(word));
		expect(missing.length === 0, `${name} does not say ${missing.join('、')}`);
		expect(paper.lastPage.length > 40, `the last page of ${name} is nearly empty`);
		expect(!/返回事项|打印时请关闭/.test(paper.text), `the buttons of the screen are on ${name}`);
	}

	/* Strangers get the page of what does not exist. */
	async hiddenFrom(who) {
		const visitor = await this.as(who);
		const answer = await visitor.go(this.path, 'a stranger');
		expect(answer.status() === 404, `${who} reads the matter: ${answer.status()}`);
	}
}
