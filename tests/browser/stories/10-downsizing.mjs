/* Resources hardly used are given back (第十七条): advice, notice, objection, decision, execution, observation. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'downsizing: advice, objection, adjusted decision, window, observed thirty days, given back';

export async function run(world) {
	const {report, clock} = world;
	const walk = new Walk(world);
	/* 2026-10, some months before the server's. */
	const month = (before) => {
		const day = new Date(`${clock.day().slice(0, 7)}-15T00:00:00Z`);
		day.setUTCMonth(day.getUTCMonth() - before);
		return day.toISOString().slice(0, 7);
	};
	/* What was collected stands there; months nobody collected yet are typed. */
	const observe = async (dispatch) => {
		const rows = () => dispatch.page.locator('input[name^="observations."][name$=".month"]').evaluateAll((all) => all.map((one) => [one.name.replace('.month', ''), one.value]));
		const missing = [3, 2, 1].map(month);
		for (const [, value] of await rows()) missing.splice(missing.indexOf(value), missing.includes(value) ? 1 : 0);
		const typed = {};
		for (const one of missing) {
			if (!(await rows()).some(([row, value]) => value === '' && !(`${row}.month` in typed))) {
				const before = (await rows()).length;
				await dispatch.click('button[value="add_row:observations"]');
				await dispatch.page.locator('input[name^="observations."][name$=".month"]').nth(before).waitFor();
			}
			const [row] = (await rows()).find(([name, value]) => value === '' && !(`${name}.month` in typed));
			for (const [name, value] of Object.entries({month: one, cpu_p95: '11.2', mem_p95: '28', mem_avg: '18', storage_used: '15', bandwidth_p95: '6', coverage: '98.5'}))
				typed[`${row}.${name}`] = value;
		}
		if (await dispatch.page.inputValue('[name="machine_list"]') === '') typed.machine_list = 'ecs-app-01 至 ecs-app-04';
		return typed;
	};

	await report.step('dispatch writes the advice; the present figures come from the ledger', async () => {
		const dispatch = await walk.start('center-dispatch', 'downsizing', {system: '公路治超联网系统', platform: '岷山'});
		const observed = await observe(dispatch);
		const targets = {};
		const lines = await dispatch.page.locator('select[name^="targets."][name$=".class"]').evaluateAll((all) => all.map((one) => [one.name, one.value]));
		for (const [name, kind] of lines.filter(([, value]) => ['vcpu', 'memory_gb'].includes(value))) {
			const row = name.replace('.class', '');
			const present = Number(await dispatch.page.inputValue(`[name="${row}.present"]`));
			expect(present > 0, `${kind} is not filled in from the ledger`);
			Object.assign(targets, {[`${row}.machines`]: '4', [`${row}.target`]: String(Math.ceil(present / 2)), [`${row}.basis`]: '按 P95 和目标使用率测算',
				[`${row}.below_reason`]: '月度高峰已过，按已知负荷商定'}); // what is collected may ask for more, depending on the day
		}
		expect(Object.keys(targets).length === 8, `lines of the ledger: ${lines.map(([, value]) => value).join(' ')}`);
		await fillForm(dispatch, {kind: 'downsize', ...observed, ...targets, seasonal: 'no',
			reason: '连续三个月使用率偏低，目标规格留有余量，不影响业务高峰。'});
		await dispatch.press('save');
		await walk.handOver('center-dispatch', 'issue', '待使用单位答复');
	});
	await report.step('the unit objects, its lead approves the objection', async () => {
		await walk.hiddenFrom('slt-clerk');
		await walk.act('jtt-clerk', 'object', '申辩待审核', {fields: {objection: '年底治超集中行动期间访问量是平时的三倍。', expected_load: '并发六百人，处理器 62%', peak_months: '11 月至 12 月'}});
		await walk.act('jtt-lead', 'approve_objection', '待决定', {opinion: '情况属实，同意申辩。'});
	});
	await report.step('the ruling office adjusts what was advised', async () => {
		const approve = await walk.as('center.approve');
		await approve.go(walk.path);
		const rows = await approve.page.locator('#act select[name^="decided."][name$=".class"]').evaluateAll((all) => all.map((one) => [one.name, one.value]));
		const [name] = rows.find(([, value]) => value === 'vcpu');
		const present = Number(await approve.page.inputValue(`#act [name="${name.replace('.class', '.present')}"]`));
		await walk.act(approve, 'adjust', '约定执行时间',
			{fields: {[name.replace('.class', '.target')]: String(Math.ceil(present * 0.7))}, opinion: '申辩部分成立，处理器按原规格七成保留'});
	});
	await report.step('a window is proposed, refused, agreed on', async () => {
		const window = {window_day: clock.day(2), window_time: '20:00 至 22:00', interruption: '预计 20 分钟', rollback_how: '用快照恢复原规格'};
		await walk.refused('minshan-clerk', 'propose_window', /./, {fields: {...window, window_day: clock.day(-1)}});
		await walk.act('minshan-clerk', 'propose_window', '时间待同意', {fields: window});
		await walk.act('jtt-clerk', 'refuse_window', '约定执行时间', {opinion: '该日有全省检查，请改期'});
		await walk.act('minshan-clerk', 'propose_window', '时间待同意', {fields: {...window, window_day: clock.day()}});
		await walk.act('jtt-clerk', 'accept_window', '待执行');
	});
	await report.step('carried out; a rollback without load is refused; observed for thirty days', async () => {
		await walk.act('minshan-clerk', 'execute', '观察期', {fields: {snapshot: '快照 before-downsize', done_day: clock.day(), result: '四台云主机逐台调整，业务验证正常。'}});
		await walk.refused('jtt-clerk', 'request_rollback', /80/, {fields: {seen_cpu_p95: '41', seen_mem_p95: '50', rollback_reason: '担心年底负载升高，先恢复。'}});
		await walk.wait(31, 'jtt-clerk', '待释放');
	});
	await report.step('the difference is given back and counted', async () => {
		await walk.act('minshan-clerk', 'release', '已完成');
		const unit = await walk.as('jtt-clerk');
		await unit.go('/savings');
		expect((await unit.page.innerText('main')).includes('公路治超联网系统'), 'what was saved is not in the list');
	});
	await report.step('notice and decision print on A4', async () => {
		await walk.paper('jtt-clerk', 'papers/issue', '降配回收通知书', ['资源降配回收通知书', '公路治超联网系统', '核验码'], 2);
		await walk.paper('jtt-clerk', 'papers/adjust', '降配回收决定书', ['资源降配回收决定书', walk.number, '核验码']);
	});
	await walk.close();
}
