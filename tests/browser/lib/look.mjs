/*
 * What holds for every page, whoever looks at it: one h1, a Chinese document
 * with a title, nothing for axe to find, no message on the console, nothing the
 * content policy had to stop, nothing loaded from elsewhere, no overflow at
 * 390 px, no marker or format left in the text, no gliding under a press.
 */
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NARROW = {width: 390, height: 844};

/* Runs in the page. */
function facts() {
	const text = document.body.innerText;
	const refs = Array.from(document.querySelectorAll('a[href^="#"]'))
		.map((link) => link.getAttribute('href').slice(1))
		.filter((id) => id && !document.getElementById(id));
	const ids = Array.from(document.querySelectorAll('[id]')).map((element) => element.id);
	return {
		lang: document.documentElement.lang,
		title: document.title,
		glides: getComputedStyle(document.documentElement).scrollBehavior !== 'auto',
		headings: Array.from(document.querySelectorAll('h1')).map((heading) => heading.innerText.trim()),
		leftovers: (text.match(/\{\{|\}\}|%s|%d|\(null\)|undefined|\bNaN\b/g) || []).join(' '),
		icons: Array.from(document.querySelectorAll('svg use'))
			.filter((use) => /#$/.test(use.getAttribute('href') || '')).length,
		deadLinks: [...new Set(refs)],
		doubleIds: [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))],
	};
}

function overflow() {
	const page = document.scrollingElement;
	if (page.scrollWidth <= window.innerWidth) {
		return null;
	}
	const wide = Array.from(document.body.querySelectorAll('*'))
		.filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 &&
			!element.closest('.scroll, .tabs, .pic, .sheet'))
		.slice(0, 3)
		.map((element) => element.tagName.toLowerCase() + (element.className && '.' + String(element.className.baseVal ?? element.className)));
	return `${page.scrollWidth} px wide at 390: ${wide.join(', ')}`;
}

async function axe(page) {
	await page.evaluate(AXE);
	/* What the bar on top covers hangs on where an anchor left the page. */
	await page.evaluate(() => window.scrollTo(0, 0));
	const result = await page.evaluate((rules) => window.axe.run(document, {runOnly: rules, resultTypes: ['violations']}), RULES);
	return result.violations.map((violation) => `axe ${violation.id} (${violation.impact}): ` +
		violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ') + ' — ' +
		((violation.nodes[0].any[0] || violation.nodes[0].all[0] || violation.nodes[0].none[0] || {}).message || violation.help));
}

export class Looker {
	constructor(report, base, pictures) {
		this.report = report;
		this.base = base;
		this.pictures = pictures;
		this.taken = 0;
		this.seen = new Set();
	}

	/* Listen to a page from its beginning. */
	async attend(page) {
		const found = (what) => this.report.finding(page.url().replace(this.base, ''), what);
		await page.exposeBinding('reportViolation', (source, text) => found('content policy: ' + text));
		await page.addInitScript(() => {
			document.addEventListener('securitypolicyviolation', (event) =>
				window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
		});
		page.on('console', (message) => {
			/* The browser itself tells of answers like 422 and 404; those are expected where a story asks for them. */
			if (!/Failed to load resource: the server responded with a status of 4/.test(message.text())) {
				found(`console ${message.type()}: ${message.text()}`);
			}
		});
		page.on('pageerror', (error) => found('script error: ' + error));
		page.on('request', (request) => {
			if (!request.url().startsWith(this.base + '/') && !/^(data|blob|about):/.test(request.url())) {
				found('loads from elsewhere: ' + request.url());
			}
		});
		page.on('response', (response) => {
			if (response.status() >= 500 || (response.status() >= 400 && /\/static\//.test(response.url()))) {
				found(`${response.status()} ${response.url().replace(this.base, '')}`);
			}
		});
	}

	async picture(page, name) {
		if (this.pictures) {
			fs.mkdirSync(this.pictures, {recursive: true});
			await page.screenshot({path: path.join(this.pictures, name + '.png'), fullPage: true});
		}
	}

	/* Everything above, for the page as it is now. */
	async look(page, note = '', script = true) {
		const where = page.url().replace(this.base, '') + (note && ` (${note})`);
		const found = (what) => this.report.finding(where, what);
		const seen = await page.evaluate(facts);
		this.report.pages += 1;
		if (seen.lang !== 'zh-CN') {
			found(`html lang is “${seen.lang}”`);
		}
		if (seen.headings.length !== 1 || !seen.headings[0]) {
			found(`${seen.headings.length} h1: ${seen.headings.join(' | ')}`);
		}
		if (!seen.title.trim() || seen.title.startsWith(' -')) {
			found(`title is “${seen.title}”`);
		}
		if (seen.glides) {
			found('scrolls smoothly: buttons move away under a press');
		}
		if (seen.leftovers) {
			found('left in the text: ' + seen.leftovers);
		}
		if (seen.icons) {
			found(`${seen.icons} icons without a name`);
		}
		if (seen.deadLinks.length) {
			found('links to nothing on the page: ' + seen.deadLinks.join(' '));
		}
		if (seen.doubleIds.length) {
			found('ids twice: ' + seen.doubleIds.join(' '));
		}
		/* The same content was looked at closely before: another person's menu beside it changes little. */
		const content = await page.evaluate(() => document.querySelector('main').outerHTML
			.replace(/(name="(csrf|once|step)" value=)"[^"]*"/g, '$1').replace(/\d\d:\d\d(:\d\d)?/g, ''));
		const digest = createHash('sha256').update(content).digest('hex');
		if (this.seen.has(digest)) {
			return;
		}
		this.seen.add(digest);
		(await axe(script ? page : await this.mirror(page))).forEach(found);
		const number = String(++this.taken).padStart(3, '0');
		const name = number + '-' + where.replace(/[?#].*/, '').replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
		await this.picture(page, name + '-wide');
		await this.narrow(page, name, found);
	}

	/*
	 * Axe needs timers, and a browser without script has none: the same document in
	 * a browser that has them, with the page's own script left out.
	 */
	async mirror(page) {
		const html = await page.content();
		if (!this.mirrored) {
			const context = await page.context().browser().newContext({viewport: page.viewportSize(), locale: 'zh-CN'});
			this.mirrored = await context.newPage();
		}
		await this.mirrored.unrouteAll();
		await this.mirrored.route('**/*', (route) => {
			const type = route.request().resourceType();
			if (type === 'document') {
				return route.fulfill({body: html, contentType: 'text/html; charset=utf-8'});
			}
			return type === 'script' ? route.fulfill({body: '', contentType: 'text/javascript'}) : route.continue();
		});
		await this.mirrored.goto(page.url());
		return this.mirrored;
	}

	async narrow(page, name, found) {
		const size = page.viewportSize();
		await page.setViewportSize(NARROW);
		const wide = await page.evaluate(overflow);
		if (wide) {
			found(wide);
		}
		await this.picture(page, name + '-narrow');
		await page.setViewportSize(size);
	}
}
