/* A security incident (第三十条): out in one form, reported outside, graded, handled, verified, summed up, archived. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'incident: first report at once, grading, follow-up, handling, summary, archive';

export async function run(world) {
	const {report, clock} = world;
	const walk = new Walk(world);
	const now = () => new Date((clock.now() + 8 * 3600) * 1000).toISOString().slice(11, 16);

	await report.step('the first report is one form; nobody of the unit has to approve it', async () => {
		const clerk = await walk.start('slt-clerk', 'incident', {system: '水库安全监测系统'});
		const found = await clerk.page.locator('[name=found_day]').inputValue();
		expect(found === clock.day(), `the day of finding is not filled in: ${found}`);
		await fillForm(clerk, {title: '监测系统发布页被篡改', suspected_grade: 'larger', cii: 'no', impact: '发布页被替换，预警信息无法查看', measures: '已断开互联网访问，保全日志'});
		await walk.handOver('slt-clerk', 'report', '待研判');
		await walk.hiddenFrom('mzt-clerk');
	});
	await report.step('the clock of the outside report runs; its entry is checked', async () => {
		const clerk = await walk.as('slt-clerk');
		await clerk.go(walk.path);
		expect((await clerk.page.innerText('main')).includes('网络安全监管单位'), 'the lines of outside reports are not there');
		const told = {authority: '省互联网信息办公室', channel: '电话', receipt_no: '值班室 2026-201'};
		await walk.refused('slt-clerk', 'tell_authority', /24 小时制的时刻/, {fields: {...told, told_time: '25:00'}});
		await walk.act(clerk, 'tell_authority', '待研判', {fields: told});
		expect((await clerk.page.innerText('main')).includes('按时报告'), 'the report is not counted as timely');
	});
	await report.step('secops proposes a grade, the center confirms it', async () => {
		await walk.act('rongcheng-clerk', 'judge', '待确认定级', {fields: {judged_grade: 'larger', now_home_min: '40'}, opinion: '按首页被篡改四十分钟定为较大'});
		await walk.act('center-security', 'return_grade', '待研判', {opinion: '请核实转发数量后重新研判'});
		await walk.act('rongcheng-lead', 'judge', '待确认定级', {fields: {judged_grade: 'larger', now_forwards: '1200'}, opinion: '转发一千二百次，维持较大'});
		await walk.act('center-security', 'confirm_grade', '处置中', {fields: {confirmed_grade: 'larger'}});
	});
	await report.step('follow-up, handling; verified only the second time', async () => {
		await walk.act('slt-clerk', 'follow_up', '处置中', {fields: {progress: '已定位为组件上传漏洞，主机已隔离。', trend: 'better'}});
		const handled = {handled_day: clock.day(), handled_time: now(), handled_how: '漏洞已修复，后门已清除，经复测恢复访问。'};
		await walk.act('slt-clerk', 'finish', '待核验', {fields: handled});
		await walk.act('rongcheng-clerk', 'not_handled', '处置中', {opinion: '备用节点仍有同一漏洞，请一并修复'});
		await walk.act('slt-clerk', 'finish', '待核验', {fields: {...handled, handled_time: now()}});
		await walk.act('rongcheng-clerk', 'verify', '总结中', {opinion: '主备节点复测通过'});
	});
	await report.step('the summary names all six; the center archives it', async () => {
		const six = {sum_cause: '第三方编辑器组件上传漏洞', sum_measures: '断网、修复、清除后门、复测', sum_harm: '发布页被篡改四十分钟',
			sum_responsibility: '组件更新不及时，由运维责任岗承担', sum_rectification: '组件已升级并纳入清单', sum_lesson: '组件清单须按月核对'};
		await walk.refused('slt-clerk', 'summarize', /教训/, {fields: {...six, sum_lesson: ''}});
		await walk.act('slt-clerk', 'summarize', '待归档', {fields: six});
		await walk.act('center-security', 'archive', '已归档');
	});
	await report.step('report form and summary print on A4', async () => {
		await walk.paper('slt-clerk', 'papers/report', '事件报告表', ['网络安全事件报告表', '监测系统发布页被篡改', walk.number, '省水利厅', '核验码']);
		await walk.paper('center-security', 'papers/summarize', '事件总结报告', ['网络安全事件总结报告', '一、原因', '六、教训', '核验码']);
	});
	await walk.close();
}
