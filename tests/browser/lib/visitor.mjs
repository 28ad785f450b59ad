/* One person at one browser.  Every page that comes up is looked at (look.mjs). */
import fs from 'node:fs';
import {expect} from './report.mjs';

/* What became of requests: the page itself and whatever has no answer yet. */
async function told(requests) {
	const lines = [];
	for (const request of requests) {
		const answer = await Promise.race([request.response(), new Promise((resolve) => setTimeout(resolve, 50, undefined))])
			.catch((error) => error);
		if (request.isNavigationRequest() || !answer) {
			const became = answer === undefined ? 'no answer' : answer === null ? request.failure().errorText : answer.status?.() || answer;
			lines.push(`${request.method()} ${request.url()} ${became}`);
		}
	}
	return lines.join('; ') || 'nothing was asked';
}

export class Visitor {
	/* options: script (default true), width */
	static async open(world, person, options = {}) {
		const context = await world.browser.newContext({
			viewport: {width: options.width || 1440, height: 900},
			locale: 'zh-CN',
			timezoneId: 'Asia/Shanghai',
			javaScriptEnabled: options.script !== false,
			acceptDownloads: true,
		});
		const visitor = new Visitor();
		visitor.world = world;
		visitor.person = person;
		visitor.context = context;
		visitor.script = options.script !== false;
		visitor.page = await context.newPage();
		visitor.page.setDefaultTimeout(15000);
		await world.looker.attend(visitor.page);
		return visitor;
	}

	async close() {
		await this.context.close();
	}

	get path() {
		return this.page.url().replace(this.world.base, '');
	}

	async look(note) {
		await this.world.looker.look(this.page, note, this.script);
	}

	/* Signs in when asked to: sessions end by themselves when the clock is moved. */
	async go(path, note) {
		let answer = await this.page.goto(this.world.base + path);
		if (this.path.startsWith('/sign-in') && path !== '/sign-in') {
			await this.signIn();
			answer = await this.page.goto(this.world.base + path);
		}
		await this.look(note);
		return answer;
	}

	async signIn() {
		if (!this.path.startsWith('/sign-in')) {
			await this.page.goto(this.world.base + '/sign-in');
		}
		await this.look();
		await this.page.fill('#f-login', this.person.login);
		await this.page.fill('#f-password', this.person.password);
		await this.follow(() => this.click('button[name=action][value=sign_in]'));
		expect(!this.path.startsWith('/sign-in'), `${this.person.login} was not let in: ${await this.refusal()}`);
	}

	/* Without script nothing ever tells that an element stands still, so its key is pressed instead. */
	async click(selector, key = 'Enter') {
		const element = this.page.locator(selector).first();
		await (this.script ? element.click() : element.press(key));
	}

	/* Do something that brings up another page, and wait for it.  Who waits in vain is told what was asked meanwhile. */
	async follow(work) {
		const asked = [];
		const note = (request) => asked.push(request);
		const begun = Date.now();
		let worked = 'nothing was pressed';
		this.page.on('request', note);
		try {
			await Promise.all([
				this.page.waitForEvent('load'),
				work().then(() => { worked = `pressed after ${Date.now() - begun} ms`; }),
			]);
		} catch (error) {
			throw new Error(`${this.path}: ${worked}; ${await told(asked)}\n${error.stack}`);
		} finally {
			this.page.off('request', note);
		}
	}

	/* Press a button by its action; then look at what came. */
	async press(action, {within = '', note} = {}) {
		await this.follow(() => this.click(`${within} button[name=action][value="${action}"]`));
		await this.look(note || action);
	}

	async refusal() {
		const box = this.page.locator('.errsum');
		return await box.count() > 0 ? (await box.innerText()).replace(/\s+/g, ' ') : '';
	}

	async state() {
		return (await this.page.locator('.pagehead .st').first().innerText()).trim();
	}

	/* What is asked for one action alone may be closed. */
	async unfold(control) {
		const closed = control.locator('xpath=ancestor::details[@class="only-for" and not(@open)]/summary');
		if (await closed.count() > 0) {
			await closed.click();
		}
	}

	/* Put values into whatever controls carry these names.  Returns the names that are not on the page. */
	async fill(values, within = '') {
		const absent = [];
		for (const [name, value] of Object.entries(values)) {
			const controls = this.page.locator(`${within} [name="${name}"]`);
			if (await controls.count() === 0) {
				absent.push(name);
				continue;
			}
			const first = controls.first();
			await this.unfold(first);
			const kind = await first.evaluate((control) => control.tagName === 'INPUT' ? control.type : control.tagName);
			if (kind === 'radio' || kind === 'checkbox') {
				for (const one of [].concat(value)) {
					const box = `${within} [name="${name}"][value="${one}"]`;
					if (!await this.page.locator(box).first().isChecked()) {
						await this.click(box, 'Space');
					}
				}
			} else if (kind === 'SELECT') {
				await first.selectOption(value);
			} else {
				await first.fill(String(value));
			}
		}
		return absent;
	}

	/*
	 * Hand in one document; facts are those of a report.  With script the progress
	 * is watched: shown while it lasts, and counting up.
	 */
	async upload(document, bytes, name, facts = {}) {
		const form = `form:has(input[type=file][name="${document}"])`;
		await this.fill(facts, form);
		await this.page.setInputFiles(`input[type=file][name="${document}"]`, {name, mimeType: 'application/pdf', buffer: bytes});
		if (this.script) {
			await this.page.evaluate((key) => {
				const progress = document.querySelector(`form:has(input[type=file][name="${key}"]) progress`);
				sessionStorage.removeItem('progress');
				new MutationObserver(() => {
					if (!progress.hidden) {
						sessionStorage.setItem('progress', String(Math.max(progress.value, Number(sessionStorage.getItem('progress')))));
					}
				}).observe(progress, {attributes: true});
			}, document);
		}
		await this.follow(() => this.click(`${form} button[type=submit]`));
		if (this.script) {
			const most = await this.page.evaluate(() => sessionStorage.getItem('progress'));
			expect(most !== null, `no progress was shown while ${document} went up`);
			expect(Number(most) > 99, `progress of ${document} stood at ${most}`);
		}
		expect(await this.page.locator(`a:has-text("${name}")`).count() > 0, `${name} is not on the page after its upload: ${await this.refusal()}`);
	}

	/* Fetch a file by the link that carries its name, and compare every byte. */
	async download(name, bytes) {
		const [download] = await Promise.all([
			this.page.waitForEvent('download'),
			this.click(`a:has-text("${name}")`),
		]);
		const got = fs.readFileSync(await download.path());
		expect(download.suggestedFilename() === name, `the file came back as ${download.suggestedFilename()}`);
		expect(got.equals(bytes), `${name} came back with ${got.length} bytes, other than the ${bytes.length} sent`);
	}

	async print() {
		return this.page.pdf({preferCSSPageSize: true, printBackground: true});
	}
}
