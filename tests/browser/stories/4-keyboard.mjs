/* Keyboard only: sign in, open the first item of the inbox, act. */
import {Application} from '../lib/application.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'keyboard: sign in, open the first item, decide';

/* What has the focus: how it is found again, and whether one can see that it has it. */
function focused() {
	const element = document.activeElement;
	const style = getComputedStyle(element);
	return {
		tag: element.tagName.toLowerCase(),
		id: element.id,
		name: element.getAttribute('name') || '',
		value: element.value || '',
		href: element.getAttribute('href') || '',
		text: element.innerText || '',
		seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
	};
}

/* Tab until `fits`, as a person would; every stop must be visible. */
async function tabTo(visitor, fits, what, most = 120) {
	for (let i = 0; i < most; i++) {
		await visitor.page.keyboard.press('Tab');
		const stop = await visitor.page.evaluate(focused);
		if (stop.tag === 'body') {
			continue;
		}
		expect(stop.seen, `the focus on ${stop.tag} ${stop.id || stop.name || stop.text.slice(0, 20)} cannot be seen`);
		if (fits(stop)) {
			return stop;
		}
	}
	throw new Error(`${what} is not reached by Tab`);
}

export async function run(world) {
	const {report, people} = world;
	const application = new Application(world, {title: '水旱灾害普查系统', filing: 'CSZW-2026-9004'});
	const lead = await world.visit(people.one('unit.lead', application.org));
	const {page} = lead;

	await report.step('something waits for the lead', async () => {
		await application.begin();
		await application.fillIn();
		for (const document of ['letter', 'cloud_plan', 'filing_proof']) {
			await application.handIn(document);
		}
		await application.submit();
		await application.close();
	});
	await report.step('sign in without a mouse', async () => {
		await page.goto(world.base + '/');
		await page.keyboard.press('Tab');
		const first = await page.evaluate(focused);
		expect(first.href === '#main', `the first stop is ${first.tag} ${first.text}, not the way to the content`);
		await tabTo(lead, (stop) => stop.id === 'f-login', 'the login');
		await page.keyboard.type(lead.person.login);
		await tabTo(lead, (stop) => stop.id === 'f-password', 'the password');
		await page.keyboard.type(lead.person.password);
		await lead.follow(() => page.keyboard.press('Enter'));
		await lead.look();
		expect(!lead.path.startsWith('/sign-in'), 'Enter did not sign in');
	});
	await report.step('skip to the content, go to the inbox, open the first item', async () => {
		await tabTo(lead, (stop) => stop.href === '/inbox', 'the link to the inbox');
		await lead.follow(() => page.keyboard.press('Enter'));
		await lead.look();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(await page.evaluate(() => location.hash) === '#main', 'the skip link does not lead to the content');
		const item = await tabTo(lead, (stop) => /^\/matters\/\d+/.test(stop.href), 'the first item');
		expect(/\d/.test(item.text), 'the link to the item says nothing');
		await lead.follow(() => page.keyboard.press('Enter'));
		await lead.look();
	});
	await report.step('write an opinion and return it', async () => {
		await tabTo(lead, (stop) => stop.id === 'f-opinion', 'the opinion');
		await page.keyboard.type('请补充系统的峰值时段和备份策略。');
		await tabTo(lead, (stop) => stop.name === 'action' && stop.value.startsWith('return_'), 'the button to return it');
		await lead.follow(() => page.keyboard.press('Enter'));
		await lead.look();
		expect(!await lead.refusal(), `it was refused: ${await lead.refusal()}`);
		expect((await page.innerText('#history')).includes('请补充系统的峰值时段和备份策略'), 'the opinion is not in the history');
	});
	await lead.close();
}
