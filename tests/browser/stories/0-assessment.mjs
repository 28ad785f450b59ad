/* A quarter of the providers (第三十三条): data, sheets counted from records, first scoring, an objection, approval, bulletin. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';
import {readPdf} from '../lib/pdf.mjs';
import {month, sendFile} from '../lib/usage.mjs';

export const title = 'assessment: a sheet scored; a lost point opened, objected to, ruled on; sheets approved, bulletin drafted, issued, read';

const unique = (all) => [...new Set(all)];

/* Addresses on the page that look like this. */
async function links(visitor, form) {
	const all = await visitor.page.locator('a[href]').evaluateAll((found) => found.map((one) => one.getAttribute('href')));
	return unique(all.filter((href) => form.test(href)));
}

/* Many matters take the same step: only the first is looked at from all sides. */
async function step(walk, visitor, id, action, state) {
	walk.id = id;
	await visitor.page.goto(walk.world.base + walk.path);
	if (await visitor.state() !== state) {
		return;
	}
	await visitor.follow(() => visitor.click(`#act button[name=action][value="${action}"]`));
	expect(!await visitor.refusal(), `${action} was refused: ${await visitor.refusal()}`);
	await visitor.page.goto(walk.world.base + walk.path);
	expect(await visitor.state() !== state, `after ${action} it still stands at ${state}`);
}

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);
	const center = await walk.as('center-assess');
	const sheets = /^\/assess\/\d{4}Q\d\/[a-z]+$/;
	const states = new Map();
	const sheetText = async () => {
		await center.page.goto(`${world.base}/assess/${quarter}/tianfu`);
		return center.page.innerText('main table');
	};
	let quarter;

	await report.step('the supervisor sends two months of use by file: a bad line refuses all, then they are looked at and kept', async () => {
		const clerk = await walk.as('tianfu-clerk');
		await clerk.go('/usage/machines');
		const machine = await clerk.page.locator('table tbody tr').first().evaluate((row) => ({
			code: row.querySelector('[data-th="机器编号"]').textContent, platform: row.querySelector('[data-th="平台"]').textContent,
			system: row.querySelector('a[href^="/usage/systems/"]').getAttribute('href')}));
		const rows = [month('2026-09', machine, '63.25'), month('2026-10', machine, '71.75')];
		expect(/第 3 行.*处理器P95/.test(await sendFile(clerk, [rows[0], month('2026-10', machine, '171.75')])), 'a share of 171.75 % was taken');
		expect(/共 2 行，检查通过/.test(await sendFile(clerk, rows)), 'the file was not taken');
		await clerk.press('import');
		expect(!await clerk.refusal(), `the import was refused: ${await clerk.refusal()}`);
		await clerk.go(machine.system, 'the system of the machine');
		expect((await clerk.page.innerText('main')).includes(machine.code), 'the machine is not on the page of its system');
	});
	await report.step('the newest quarter told: every sheet with its grade and what waits', async () => {
		await center.go('/assess');
		quarter = (await links(center, sheets)).map((href) => href.slice(8, 14)).sort().at(-1);
		await center.go(`/assess/${quarter}`);
		const matters = await links(center, /^\/matters\/\d+$/);
		expect(matters.length >= 5, `${matters.length} sheets in ${quarter}`);
		for (const href of matters) {
			await center.page.goto(world.base + href);
			const state = await center.state();
			states.set(state, [...(states.get(state) || []), Number(href.slice(9))]);
		}
		for (const state of ['申诉待审核', '申诉复核', '征求意见', '待通报', '初评中']) {
			expect(states.has(state), `no sheet stands at ${state}`);
		}
	});
	await report.step('what comes after the freezing changes no sheet of the quarter', async () => {
		const before = await sheetText();
		const clerk = await walk.as('tianfu-clerk');
		await clerk.go('/usage/machines');
		const code = await clerk.page.locator('table tbody tr [data-th="机器编号"]').first().innerText();
		const platform = await clerk.page.locator('table tbody tr [data-th="平台"]').first().innerText();
		await sendFile(clerk, [month('2026-09', {code, platform}, '12.5').replace('99.1,30', '10,30')]);
		await clerk.press('import');
		expect(await sheetText() === before, 'the frozen sheet of the supervisor changed');
	});
	await report.step('the draft of a sheet is scored: a rating is asked for, given with its evidence, and the provider agrees', async () => {
		[walk.id] = states.get('初评中');
		await center.go(`${walk.path}/edit`);
		await center.press('check', {note: 'refused: score'});
		expect(/须评分一次/.test(await center.refusal()), `no rating is asked for: ${await center.refusal()}`);
		await center.click('button[value="add_row:items"]');
		await center.page.locator('[name="items.1.kind"]').waitFor();
		await fillForm(center, {'items.1.kind': 'rating', 'items.1.item_indicator': 'p51', 'items.1.points': '5.60',
			'items.1.reason': '评价单位不足，按走访和工单回访评分', 'items.1.proof': '走访记录和回访单', 'items.1.place': '第1页'});
		await center.press('save');
		await walk.hand(center, 'evidence');
		await center.go(`${walk.path}/edit`);
		await walk.handOver('center-assess', 'score', '征求意见');
		await center.go(`/assess/${quarter}/fujiang`, 'the sheet just scored');
		expect((await center.page.innerText('#i-5\\.1')).includes('5.60'), 'the rating is not on the sheet');
		await walk.act('fujiang-clerk', 'agree', '待审定');
	});
	await report.step('a sheet says how each point was lost and opens the record; charts have their tables', async () => {
		await center.go(`/assess/${quarter}/minshan`, 'a sheet');
		expect(await center.page.locator('svg[role="img"]').count() > 0, 'the sheet has no chart');
		const records = await links(center, /^\/matters\/\d+$/);
		expect(records.length > 1, 'no line opens a record');
		await center.go(records.at(-1), 'the record behind a line');
		await center.go(`/assess/${quarter}/minshan/print`, 'the sheet on paper');
		const paper = readPdf(await center.print());
		world.keep('考核评分表.pdf', await center.print());
		expect(paper.text.includes('平台服务可用率'), 'the printed sheet does not name its indicators');
	});
	await report.step('on paper the heads of columns stay in their columns', async () => {
		const lead = await walk.as('center-lead');
		await lead.go('/reports?kind=R2', 'the monthly reports');
		const [newest] = await links(lead, /^\/reports\/\d+$/);
		await lead.go(`${newest}/print`, 'the monthly report on paper');
		const screen = lead.page.viewportSize();
		await lead.page.setViewportSize({width: 642, height: 900}); // A4 between its margins
		await lead.page.emulateMedia({media: 'print'});
		const [heads, wide] = await lead.page.evaluate(() => {
			const all = [...document.querySelectorAll('.a4 th[scope="col"]')];
			return [all.length, all.filter((head) => head.scrollWidth > head.clientWidth + 1).map((head) => head.textContent)];
		});
		await lead.page.emulateMedia({media: 'screen'});
		await lead.page.setViewportSize(screen);
		expect(heads > 20, `only ${heads} heads of columns`);
		expect(wide.length === 0, `${wide.join('、')} run over their columns`);
	});
	await report.step('on paper what is late is red and what is wrong bold, and no sheet is a heading alone', async () => {
		const lead = await walk.as('center-lead');
		const onPaper = async (path, note, look) => {
			await lead.go(path, note);
			await lead.page.emulateMedia({media: 'print'});
			const seen = await lead.page.evaluate(look);
			await lead.page.emulateMedia({media: 'screen'});
			return seen;
		};
		const [open, closed] = await onPaper('/duties', 'the duties of the month', () => ['td a.bad', 'td b.bad'].map((which) => getComputedStyle(document.querySelector(which)).color));
		expect(open === closed, `late with a link is ${open}, without ${closed}`);
		const [bad, good] = await onPaper('/compliance', 'the articles now', () => ['.st-red', '.st-green'].map((which) => Number(getComputedStyle(document.querySelector(which)).fontWeight)));
		expect(bad > good, `不符 is ${bad}, 正常 ${good}`);
		const across = await onPaper('/responsibilities', 'who answers', () => document.querySelector('.stack > .panel').classList.contains('wide'));
		expect(!across, 'a table that lies across leaves the heading a sheet of its own');
	});
	await report.step('a provider reads its own sheet, and another’s is not there', async () => {
		const own = await walk.as('minshan-lead');
		await own.go(`/assess/${quarter}/minshan`, 'its own');
		const answer = await own.go(`/assess/${quarter}/qingcheng`, 'another’s');
		expect(answer.status() === 404, `another’s sheet answers ${answer.status()}`);
	});
	await report.step('objections: one handed over by its lead, one ruled on beyond what was asked and refused, then ruled on', async () => {
		walk.id = states.get('申诉待审核')[0];
		await walk.act('qingcheng-lead', 'send_objection', '申诉复核');
		const refused = {'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'no', 'rulings.1.restored': '0', 'rulings.1.reason': '回访记录无误'};
		await walk.act(center, 'rule_objections', '待审定', {fields: refused});
		walk.id = states.get('申诉复核')[0];
		const granted = {'rulings.1.ruled': 'p51', 'rulings.1.accepted': 'yes', 'rulings.1.restored': '0.5', 'rulings.1.reason': '评价函属实'};
		await walk.refused('center-assess', 'rule_objections', /不超过要求的/, {fields: {...granted, 'rulings.1.restored': '6'}});
		await walk.act(center, 'rule_objections', '待审定', {fields: granted});
		await center.go(`/assess/${quarter}/minshan`, 'after the ruling');
		expect((await center.page.innerText('main')).includes('+0.50'), 'the sheet does not show what was restored');
	});
	await report.step('the last provider agrees, the leader approves, all are published', async () => {
		walk.id = states.get('征求意见')[0];
		await walk.act('jianmen-clerk', 'agree', '待审定');
		const all = [...states.values()].flat();
		await walk.act('center-lead', 'approve', '待通报');
		const leader = await walk.as('center-lead');
		for (const id of all) {
			await step(walk, leader, id, 'approve', '待审定');
		}
		await center.go(walk.path, 'before publish');
		for (const id of all) {
			await step(walk, center, id, 'publish', '待通报');
		}
	});
	let bulletin;
	await report.step('the bulletin is drawn from the sheets, worded, handed in, issued and closed', async () => {
		await center.go('/reports?kind=R4');
		for (const href of await links(center, /^\/reports\/\d+$/)) {
			await center.page.goto(world.base + href);
			if (await center.page.locator('button[value="redraft"]').count() > 0) {
				bulletin = href;
			}
		}
		expect(bulletin, 'no bulletin is in draft');
		await center.go(bulletin);
		await center.press('redraft');
		const text = await center.page.innerText('main');
		for (const heading of ['一、考核组织', '二、考核结果', '四、存在问题', '五、结果应用', '六、有关要求']) {
			expect(text.includes(heading), `the bulletin has no ${heading}`);
		}
		const own = await center.page.locator('textarea[name^="section_"]').evaluateAll((all) => all.map((one) => one.name));
		await fillForm(center, {[own.at(-1)]: '各服务商请于十个工作日内报送整改情况。'});
		await center.press('save');
		walk.id = Number((await links(center, /^\/matters\/\d+/))[0].match(/\d+/)[0]);
		await center.go(`${walk.path}/edit`);
		await walk.handOver('center-assess', 'submit', '待签发');
		await walk.act('center-lead', 'issue', '待印发');
		await walk.act(center, 'close', '待签阅');
	});
	await report.step('a provider reads it; a unit has nothing there', async () => {
		const provider = await walk.as('jinjiang-clerk');
		await provider.go(bulletin, 'as its addressee');
		expect((await provider.page.innerText('main')).includes('各服务商请于十个工作日内报送整改情况'), 'the wording is not in the bulletin');
		const unit = await walk.as('slt-clerk');
		expect((await unit.go(bulletin, 'a unit')).status() === 404, 'a unit opens the bulletin');
	});
	await walk.close();
}
