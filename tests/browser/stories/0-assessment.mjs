/* A quarter of the providers (第三十三条): sheets counted from records, an objection, approval, bulletin. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';
import {readPdf} from '../lib/pdf.mjs';

export const title = 'assessment: a lost point opened, objected to, ruled on; sheets approved, bulletin drafted, issued, read';

const unique = (all) => [...new Set(all)];

/* Addresses on the page that look like this. */
async function links(visitor, form) {
	const all = await visitor.page.locator('a[href]').evaluateAll((found) => found.map((one) => one.getAttribute('href')));
	return unique(all.filter((href) => form.test(href)));
}

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);
	const center = await walk.as('center-assess');
	const sheets = /^\/assess\/\d{4}Q\d\/[a-z]+$/;
	const states = new Map();
	let quarter;

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
		for (const state of ['申诉待审核', '申诉复核', '征求意见', '待通报']) {
			expect(states.has(state), `no sheet stands at ${state}`);
		}
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
		for (const id of states.get('初评中') || []) {
			walk.id = id;
			await walk.act(center, 'cancel', '不考核', {opinion: '本季度平台尚未承载系统，不考核'});
		}
		const all = [...states.values()].flat();
		for (const id of all) {
			walk.id = id;
			await center.page.goto(world.base + walk.path);
			if (await center.state() === '待审定') {
				await walk.act('center-lead', 'approve', '待通报');
			}
		}
		for (const id of all) {
			walk.id = id;
			await center.page.goto(world.base + walk.path);
			if (await center.state() === '待通报') {
				await center.look('before publish');
				await center.press('publish', {within: '#act'});
				expect(!await center.refusal(), `publish was refused: ${await center.refusal()}`);
			}
		}
	});
	let bulletin;
	await report.step('the bulletin is drawn from the sheets, worded, handed in, issued and closed', async () => {
		await center.go('/reports?kind=R4');
		for (const href of await links(center, /^\/reports\/\d+$/)) {
			await center.go(href);
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
	await report.step('a provider reads it; a unit has nothing there; it prints as a document', async () => {
		const provider = await walk.as('jinjiang-clerk');
		await provider.go(bulletin, 'as its addressee');
		expect((await provider.page.innerText('main')).includes('各服务商请于十个工作日内报送整改情况'), 'the wording is not in the bulletin');
		const unit = await walk.as('slt-clerk');
		expect((await unit.go(bulletin, 'a unit')).status() === 404, 'a unit opens the bulletin');
	});
	await walk.close();
}
