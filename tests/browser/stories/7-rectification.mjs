/* A hazard is found, issued, rectified and checked by another (第二十五条). */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'rectification: hazard, receipt, proof, refused and passed by somebody else';

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);

	await report.step('secops writes down what was found and issues it', async () => {
		const clerk = await walk.start('rongcheng-clerk', 'hazard');
		const receiver = await clerk.page.locator('[name=receiver] option').filter({hasText: '水利厅'}).first().getAttribute('value');
		await fillForm(clerk, {title: '数据库管理端口对政务外网开放', receiver, severity: 'high', source: 'scan', asset: '10.32.8.21:3306',
			description: '数据库 3306 端口可从政务外网任意地址访问，且允许口令登录。', demand: '限制访问来源，改走堡垒机，五个工作日内完成。'});
		await clerk.press('save');
		await walk.hiddenFrom('slt-clerk');
		await walk.handOver('rongcheng-clerk', 'issue', '待签收');
	});
	await report.step('the unit reads it in its inbox and signs for it; other units see nothing', async () => {
		const clerk = await walk.as('slt-clerk');
		await clerk.go('/inbox');
		expect(await clerk.page.locator(`a[href="${walk.path}"]`).count() > 0, 'it is not in the inbox');
		await walk.act(clerk, 'receive', '整改中');
		await walk.hiddenFrom('mzt-clerk');
	});
	await report.step('an extension beyond half of the limit is refused, a short one is granted', async () => {
		await walk.refused('slt-clerk', 'request_extension', /至多 2 个工作日/, {fields: {extension: '4'}, opinion: '需要与开发商协调停机窗口'});
		await walk.act('slt-clerk', 'request_extension', '延期待答复', {fields: {extension: '2'}, opinion: '需要与开发商协调停机窗口'});
		await walk.act('center-security', 'grant_extension', '整改中', {opinion: '同意延期两个工作日'});
	});
	await report.step('a result without proof is refused; with proof it goes to the re-check', async () => {
		const measures = {measures: '已在防火墙上限制 3306 端口的来源，只允许堡垒机访问。'};
		await walk.refused('slt-clerk', 'submit', /整改佐证/, {fields: measures});
		await walk.act('slt-clerk', 'submit', '待复核', {fields: measures, documents: ['proof']});
	});
	await report.step('somebody else checks: once not passed, then passed', async () => {
		await walk.act('center-security', 'fail', '整改中', {opinion: '复测仍可从另一网段访问，请继续整改'});
		const again = {measures: '两个网段均已限制，并停用了口令登录。'};
		await walk.refused('slt-clerk', 'submit', /已经用过的不能再用/, {fields: again});
		await walk.act('slt-clerk', 'submit', '待复核', {fields: again, documents: ['proof']});
		await walk.act('center-security', 'pass', '已闭环', {opinion: '复测两个网段均不可达，予以闭环'});
	});
	await report.step('the notice prints; unit, secops and center still read the closed hazard', async () => {
		await walk.paper('slt-clerk', 'papers/issue', '隐患整改通知书', ['安全隐患整改通知书', '省水利厅', walk.number, '高危', '核验码']);
		for (const who of ['slt-clerk', 'rongcheng-clerk', 'center-security']) {
			const visitor = await walk.as(who);
			await visitor.go('/hazards');
			await visitor.go(walk.path);
			expect(await visitor.state() === '已闭环', `${who} sees ${await visitor.state()}`);
		}
	});
	await walk.close();
}
