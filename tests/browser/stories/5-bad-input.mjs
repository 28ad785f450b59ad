/* Wrong input: said beside the field and summed up, what was typed is kept, the summary has the focus. */
import {Application} from '../lib/application.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'bad input: beside the field, summed up, kept';

async function complained(visitor, name) {
	const control = visitor.page.locator(`[name="${name}"]`).first();
	expect(await control.getAttribute('aria-invalid') === 'true', `${name} is not marked as wrong`);
	const ids = (await control.getAttribute('aria-describedby') || '').split(' ').filter((id) => id.endsWith('-e'));
	expect(ids.length === 1, `${name} does not name its error`);
	const text = (await visitor.page.locator('#' + ids[0]).innerText()).trim();
	expect(text.length > 3, `${name} says nothing about what is wrong`);
	return text;
}

export async function run(world) {
	const {report} = world;
	const application = new Application(world, {title: '水土保持监测系统', filing: 'CSZW-2026-9005'});
	const wrong = {users_total: '一千', term_years: '5', responsible_phone: '电话', backup_days: '3', 'lines.1.count': '0'};

	await report.step('errors stand beside their fields and in the summary, which has the focus', async () => {
		await application.begin();
		await application.fillIn();
		const clerk = await application.as('unit.clerk');
		await clerk.fill({...wrong, department: ''});
		await clerk.press('check', {note: 'refused'});
		expect(await clerk.page.evaluate(() => document.activeElement.classList.contains('errsum')), 'the summary does not have the focus');
		expect((await clerk.page.title()).startsWith('错误'), 'the title does not say that something is wrong');
		for (const name of [...Object.keys(wrong), 'department']) {
			const text = await complained(clerk, name);
			const link = clerk.page.locator('.errsum a', {hasText: text});
			expect(await link.count() > 0, `${name} is not in the summary: ${text}`);
		}
	});
	await report.step('what was typed is kept', async () => {
		const clerk = await application.as('unit.clerk');
		for (const [name, value] of Object.entries(wrong)) {
			const kept = await clerk.page.inputValue(`[name="${name}"]`);
			expect(kept === value, `${name} shows “${kept}”, typed was “${value}”`);
		}
		expect(await clerk.page.inputValue('[name=system_name]') === application.title, 'the name of the system is gone');
	});
	await report.step('every line of the summary leads to its field', async () => {
		const clerk = await application.as('unit.clerk');
		const links = clerk.page.locator('.errsum a');
		for (let i = 0; i < await links.count(); i++) {
			await links.nth(i).click();
			/* The browser moves the focus some time after the click. */
			await clerk.page.waitForFunction(() => document.activeElement.tagName !== 'A', null, {timeout: 5000}).catch(() => {});
			const where = await clerk.page.evaluate(() => ({tag: document.activeElement.tagName, name: document.activeElement.name}));
			expect(/INPUT|SELECT|TEXTAREA/.test(where.tag), `line ${i + 1} leads to ${where.tag}`);
		}
	});
	await report.step('a refused file says why beside it, and the right one goes up from the same page', async () => {
		const clerk = await application.as('unit.clerk');
		const {page} = clerk;
		const form = 'form:has(input[name=cloud_plan])';
		await page.setInputFiles('input[name=cloud_plan]', {name: 'run.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program')});
		await page.click(`${form} button[type=submit]`);
		await page.waitForFunction(() => document.querySelector('#f-cloud_plan-e').textContent.trim() !== '');
		const said = await page.innerText('#f-cloud_plan-e');
		expect(/run\.pdf/.test(said), `beside the file stands “${said}”`);
		await application.handIn('cloud_plan');
	});
	await report.step('a session that ended meanwhile loses nothing', async () => {
		const clerk = await application.as('unit.clerk');
		const {page, context, person} = clerk;
		const at = page.url();
		await page.fill('[name=department]', '到期以后填写的处室');
		await context.clearCookies();
		await page.evaluate(() => {
			const now = Date.now;
			Date.now = () => now() + 400000; // longer than ASK_AFTER
		});
		await page.click('button[value=save]');
		await page.waitForSelector('[data-expired]');
		expect(page.url() === at, 'the page is left');
		const [door] = await Promise.all([context.waitForEvent('page'), page.click('[data-expired] a')]);
		await door.waitForLoadState();
		await door.fill('[name=login]', person.login);
		await door.fill('[name=password]', person.password);
		await Promise.all([door.waitForNavigation(), door.press('[name=password]', 'Enter')]);
		await door.close();
		await Promise.all([page.waitForNavigation(), page.click('button[value=save]')]);
		expect(await page.inputValue('[name=department]') === '到期以后填写的处室', 'what was typed is not saved');
		expect((await page.innerText('[data-saved]')).includes('草稿已保存'), 'it does not say that it was saved');
		expect(await page.inputValue('[name=system_name]') === application.title, 'the name of the system is gone');
	});
	await report.step('a decision without the reason it needs is refused, and kept', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.fill({...application.values});
		await clerk.press('save');
		for (const document of ['letter', 'cloud_plan', 'filing_proof']) {
			await application.handIn(document);
		}
		await application.submit();
		const lead = await application.as('unit.lead');
		await lead.go(application.path);
		await lead.fill({opinion: '不行'}, '#act');
		await lead.press('return_application', {within: '#act', note: 'refused: too short'});
		expect(await lead.refusal(), 'two characters were taken for a reason');
		expect(await lead.page.inputValue('#f-opinion') === '不行', 'the opinion was lost');
		await complained(lead, 'opinion');
	});
	await report.step('a decision on what has moved meanwhile changes nothing and says so', async () => {
		const person = world.people.one('unit.lead', application.org);
		const slow = await world.visit(person);
		await slow.go(application.path);
		await application.approveByLead();
		await slow.fill({opinion: '请补充系统的峰值时段。'}, '#act');
		await slow.press('return_application', {within: '#act', note: 'stale'});
		const text = await slow.page.innerText('#main');
		expect(/刚被别人办理|没有生效/.test(text), 'nothing is said about the lost race');
		expect(await slow.state() === '待受理', `it stands at ${await slow.state()}`);
		await slow.close();
	});
	await report.step('a wrong password is refused with one sentence; the login is kept', async () => {
		const visitor = await world.visit({...world.people.one('unit.clerk', application.org), password: 'wrong-password-1'});
		await visitor.page.goto(world.base + '/sign-in');
		await visitor.page.fill('#f-login', visitor.person.login);
		await visitor.page.fill('#f-password', visitor.person.password);
		await visitor.press('sign_in', {note: 'refused'});
		expect(/账号或口令不对/.test(await visitor.refusal()), 'no reason is given');
		expect(await visitor.page.inputValue('#f-login') === visitor.person.login, 'the login was not kept');
		await visitor.close();
	});
	await report.step('what does not exist or may not be seen is a page of its own', async () => {
		const clerk = await application.as('unit.clerk');
		const answer = await clerk.go('/matters/99999999');
		expect(answer.status() === 404, `status ${answer.status()}`);
		const refused = await clerk.go('/admin/people');
		expect([403, 404].includes(refused.status()), `a clerk reads the people page: ${refused.status()}`);
	});
	await application.close();
}
