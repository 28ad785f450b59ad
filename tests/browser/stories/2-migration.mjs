/* An existing system moves to the cloud: both reports, rehearsal, cut-over, parallel run. */
import {Application} from '../lib/application.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'migration: reports, rehearsal, cut-over, parallel run';

export async function run(world) {
	const {report, clock} = world;
	const application = new Application(world, {title: '水利工程档案管理系统', filing: 'CSZW-2026-9002', migration: true});

	await report.step('the form asks for what a migration needs', async () => {
		await application.begin();
		await application.fillIn();
		const clerk = await application.as('unit.clerk');
		const needed = await clerk.page.locator('#f-security_report-row .req, #f-performance_report-row .req').count();
		expect(needed === 2, `${needed} of two reports are marked as required`);
	});
	await report.step('without the reports it cannot be submitted, and the page says which', async () => {
		const clerk = await application.as('unit.clerk');
		for (const document of ['letter', 'cloud_plan', 'filing_proof']) {
			await application.handIn(document);
		}
		await clerk.press('check', {note: 'refused: reports lack'});
		const refusal = await clerk.refusal();
		expect(/安全评估报告/.test(refusal) && /性能测试报告/.test(refusal), `the reports are not named: ${refusal}`);
	});
	await report.step('both reports go up with institution, number and date', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path + '/edit');
		await application.handIn('security_report', await application.reportFacts(clerk, 'security_report', /安全|测评/));
		await application.handIn('performance_report', await application.reportFacts(clerk, 'performance_report', /性能|测试/));
		await application.submit();
	});
	await report.step('approved, accepted, reviewed, ruled', async () => {
		await application.approveByLead();
		await application.accept();
		await application.openReview();
		await application.giveOpinions();
		await application.act(await application.as('center.review'), 'conclude_pass', '待核定', {opinion: '评审通过。'});
		await application.rule();
	});
	await report.step('resources are allocated and signed for', async () => {
		await application.dispatch();
		await application.deliver();
		await application.signReceipt();
	});
	await report.step('rehearsal', async () => {
		const clerk = await application.as('unit.clerk');
		await application.act(clerk, 'start_rehearsal', '迁移演练', {fields: {deployed_day: clock.day(), deployed_version: 'V2.3'}});
		await application.act(clerk, 'pass_rehearsal', '割接',
			{fields: {rehearsal_day: clock.day(), rehearsal_result: '数据核对一致，用时四小时，回退验证通过。'}, opinion: '可以割接。'});
	});
	await report.step('cut-over needs both signatures', async () => {
		const clerk = await application.as('unit.clerk');
		await application.act(clerk, 'confirm_cutover', '割接', {fields: {cutover_day: clock.day()}});
		expect(await clerk.page.locator('#act button[value=confirm_cutover]').count() === 0, 'the unit may sign twice');
		await application.act(await application.as('operator.clerk', application.operator), 'confirm_cutover', '并行运行', {fields: {cutover_day: clock.day()}});
	});
	await report.step('parallel run, trial, reports, formal operation', async () => {
		clock.forward(8);
		const clerk = await application.as('unit.clerk');
		await application.act(clerk, 'end_parallel', '试运行', {opinion: '并行运行八日，平稳。'});
		await application.handInReports();
		clock.forward(31);
		const security = await application.as('center.security');
		await application.act(security, 'accept_reports', '报告核验', {opinion: '报告符合要求。'});
		await application.act(security, 'begin_operation', '正式运行', {opinion: '同意。'});
	});
	await application.close();
}
