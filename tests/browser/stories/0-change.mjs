/* Resources of a live system grow and a port opens (第十六条): figures, return, approval, objection, both confirmations. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'change: growth of a live system, corrected, carried out twice, confirmed by both';

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);

	await report.step('the clerk begins; what the system has stands in the form already', async () => {
		const clerk = await walk.start('slt-clerk', 'change', {system: '水库安全监测系统'});
		await fillForm(clerk, {kinds: ['growth', 'network'], rebuilt: 'no', recovery_changed: 'no'});
		await clerk.press('save');
		const lines = clerk.page.locator('select[name^="lines."][name$=".class"]');
		const before = await clerk.page.locator('[name="lines.1.before"]').inputValue();
		expect(await lines.count() > 1 && Number(before) > 0, `what it has is not prefilled: ${await lines.count()} lines, ${before}`);
		await fillForm(clerk, {
			'lines.1.after': String(Number(before) + 4), provider_change: 'no',
			planned: 'unplanned',
			growth_note: '汛期新增六百座小型水库实时雨量接入，压测显示现有处理器不足，尚无三个月使用率数据。',
			'ports.1.change': 'open', 'ports.1.protocol': 'tcp', 'ports.1.port': '8443', 'ports.1.source': 'public', 'ports.1.reason': '县级水利局上报接口',
			reason: '汛期监测站点增加，现有处理器在高峰时段接近上限，申请适度扩容并开放上报接口。',
			impact: '实施时业务中断约十分钟', window: '周六 22:00 至次日 2:00', rollback: '保留实施前快照，异常时一小时内恢复', level_impact: 'no',
		});
		await clerk.press('save');
		await fillForm(clerk, {plan_note: '水库雨量站接入任务年中下达，未列入年度计划'});
		await clerk.press('save');
		await walk.hand(clerk, 'letter', '变更申请函');
		await walk.handOver('slt-clerk', 'submit', '待单位审核');
	});
	await report.step('the lead approves; nobody of another unit sees it', async () => {
		await walk.act('slt-lead', 'approve_application', '待受理', {opinion: '同意报送。'});
		await walk.hiddenFrom('mzt-clerk');
	});
	await report.step('intake tells what to correct; the unit corrects it', async () => {
		await walk.act('center.intake', 'request_correction', '待补正', {fields: {'items.1.text': '请写明上报接口的访问来源'}});
		const clerk = await walk.as('slt-clerk');
		await clerk.go(walk.path + '/edit');
		await clerk.fill({impact: '实施时业务中断约十分钟；上报接口只对县级水利局开放'});
		await walk.handOver('slt-clerk', 'submit_correction', '补正待审核');
		await walk.act('slt-lead', 'approve_correction', '待受理');
		await walk.act('center.intake', 'accept', '审核中');
	});
	await report.step('the difference stands beside the decision; it is approved', async () => {
		const approve = await walk.as('center.approve');
		await approve.go(walk.path);
		expect((await approve.page.innerText('main')).includes('+4'), 'the difference is not shown');
		await walk.act(approve, 'approve', '待实施', {opinion: '同意，实施后观察使用率。'});
	});
	await report.step('the operator carries it out, the unit objects, it is carried out again', async () => {
		const done = {fields: {delivered: '处理器已按批准数量增加，8443 端口已对县级水利局网段开放。'}};
		await walk.act('jinjiang-clerk', 'deliver', '待确认', done);
		await walk.act('slt-clerk', 'object', '待实施', {opinion: '端口策略尚未对宜宾网段生效，请核对'});
		await walk.act('jinjiang-clerk', 'deliver', '待确认', done);
	});
	await report.step('one confirmation is not enough, two are', async () => {
		await walk.act('slt-clerk', 'confirm_change', '待确认');
		await walk.act('supervisor.clerk', 'update_monitoring', '已完成');
	});
	await report.step('letter and approval print on A4', async () => {
		await walk.paper('slt-clerk', 'print', '变更审批表', ['水库安全监测系统', walk.number, '核验码'], 4);
		await walk.paper('slt-clerk', 'papers/approve', '变更批复', ['批复', '水库安全监测系统', walk.number, '扩容', '核验码']);
	});
	await walk.close();
}
