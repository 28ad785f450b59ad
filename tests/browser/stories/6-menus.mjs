/* Every page the menus of the three administrators and of the offices lead to. */
import {expect} from '../lib/report.mjs';

export const title = 'menus: every page that every role is led to';

const ROLES = ['admin.system', 'admin.security', 'admin.audit', 'unit.clerk', 'center.intake', 'center.approve',
	'center.dispatch', 'center.security', 'center.assess', 'center.lead', 'operator.clerk', 'operator.lead', 'supervisor.clerk',
	'supervisor.lead', 'secops.clerk', 'secops.lead', 'assessor.clerk', 'review.expert'];
/* Their pages show what an earlier role saw too: the list itself is enough. */
const LISTS_ONLY = new Set(['operator.lead', 'supervisor.lead', 'secops.lead']);

export async function run(world) {
	const {report, people} = world;
	for (const role of ROLES) {
		await report.step(role, async () => {
			const visitor = await world.visit(people.one(role, role === 'unit.clerk' ? people.units()[0] : undefined));
			await visitor.go('/');
			const links = await visitor.page.locator('nav.side a[href^="/"], .topnav a[href^="/"]').evaluateAll((all) =>
				[...new Set(all.map((link) => link.getAttribute('href')))]);
			expect(links.length > 1, 'the menu is empty');
			for (const link of links) {
				const answer = await visitor.go(link, role);
				expect(answer.status() === 200, `${link} answers ${answer.status()}`);
				const here = visitor.page.locator('nav.side [aria-current]');
				expect(await here.count() === 0 || await here.isVisible(), `${link} hides its row of the menu`);
			}
			/* One of each list is opened too. */
			for (const list of LISTS_ONLY.has(role) ? [] : links) {
				await visitor.page.goto(world.base + list);
				const first = visitor.page.locator('#main table a[href^="/"]:not([href$="/sample"])').first();
				if (await first.count() > 0) {
					const href = await first.getAttribute('href');
					const answer = await visitor.go(href, role);
					expect(answer.status() === 200, `${href} answers ${answer.status()}`);
				}
			}
			await visitor.close();
		});
	}
	await report.step('a group opened by hand stays open, by keyboard too', async () => {
		const visitor = await world.visit(people.one('center.lead'));
		await visitor.go('/');
		const group = visitor.page.locator('nav.side details', {hasText: '运行与安全'});
		expect(await group.getAttribute('open') === null, 'home stands in no group, and yet it is open');
		await group.locator('summary').focus();
		await visitor.page.keyboard.press('Enter');
		await group.getByRole('link', {name: '安全事件'}).click();
		await visitor.go('/compliance', 'menu with a group opened by hand');
		expect(await group.getAttribute('open') !== null, 'it was not kept open');
		await visitor.close();
	});
}
