/* A system on two platforms leaves the cloud (第十八条): proofs, snapshots, wiping, both signatures, nothing left. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'exit: two platforms, snapshot kept its time, wiped, signed by both sides, closed';

const OPERATORS = ['minshan', 'jianmen'];

export async function run(world) {
	const {report, clock} = world;
	const walk = new Walk(world);

	await report.step('proofs of backup and of being offline come before the application', async () => {
		const clerk = await walk.start('mzt-clerk', 'exit', {system: '社会救助综合管理平台'});
		await fillForm(clerk, {kind: 'ended', reason: '业务并入国家统一平台，本系统停办并已下线。', offline_day: clock.day(-4), internet: 'no',
			backup_day: clock.day(-6), backup_medium: 'own_room', backup_place: '本单位机房存储三区', backup_verified: 'yes',
			data_handling: 'wipe', hold_snapshot: 'yes', contact_title: '信息化经办岗', contact_phone: '028-86604321'});
		await clerk.press('save');
		await walk.hand(clerk, 'letter');
		await clerk.press('check', {note: 'refused: proofs lack'});
		expect(/数据备份证明/.test(await clerk.refusal()), `the lacking proof is not named: ${await clerk.refusal()}`);
		await walk.hand(clerk, 'backup_proof', '数据备份证明');
		await walk.hand(clerk, 'offline_proof', '系统下线证明');
		await walk.handOver('mzt-clerk', 'submit', '待单位审核');
	});
	await report.step('approved, accepted; each platform makes its snapshot', async () => {
		await walk.act('mzt-lead', 'approve_application', '待受理', {opinion: '同意退出。'});
		await walk.act('center.intake', 'accept', '制作快照');
		const made = {fields: {snapshot: '快照 exit-final，存放于本平台快照池', snapshot_day: clock.day()}};
		await walk.act('minshan-clerk', 'snapshot', '制作快照', made);
		await walk.act('jianmen-clerk', 'snapshot', '快照保留', made);
		await walk.hiddenFrom('slt-clerk');
	});
	await report.step('its time over, the clerk process hands it to the operators', async () => {
		await walk.wait(31, 'mzt-clerk', '数据清除中');
	});
	await report.step('wiped on both platforms; one of them not cleanly', async () => {
		const wiped = {documents: ['wipe_record'], fields: {methods: ['overwrite', 'key_destroyed'], scopes: ['main', 'backup', 'snapshot', 'image', 'recovery'],
			resources: '云主机 4 台、数据盘 8 块、备份任务 2 个、快照 exit-final', wiped_day: clock.day(), logs_until: clock.day(200)}};
		await walk.refused('minshan-clerk', 'cleared', /数据清除记录/, {fields: wiped.fields});
		await walk.act('minshan-clerk', 'cleared', '数据清除中', wiped);
		await walk.act('jianmen-clerk', 'cleared', '待双方确认', wiped);
		await walk.act('mzt-lead', 'not_clean', '数据清除中', {opinion: '灾备平台仍能查到复制卷，请重新清除'});
		await walk.refused('minshan-clerk', 'cleared', /数据清除记录/, {fields: wiped.fields});
		await walk.act('minshan-clerk', 'cleared', '数据清除中', wiped);
		await walk.act('jianmen-clerk', 'cleared', '待双方确认', wiped);
	});
	await report.step('the certificate is signed by the unit and by both operators', async () => {
		await walk.act('mzt-lead', 'confirm_wipe', '待双方确认', {fields: {checked_how: 'on_site'}});
		await walk.act('minshan-lead', 'confirm_wipe', '待双方确认', {fields: {checked_how: 'records'}});
		await walk.act('jianmen-lead', 'confirm_wipe', '资源回收中', {fields: {checked_how: 'records'}});
	});
	await report.step('freed by both, no longer monitored, closed', async () => {
		const freed = {fields: {freed_items: ['machines', 'addresses', 'domains', 'policies', 'certificates', 'accounts'], freed_day: clock.day()}};
		for (const operator of OPERATORS) {
			await walk.act(`${operator}-clerk`, 'free_resources', '资源回收中', freed);
		}
		await walk.act('supervisor.clerk', 'remove_monitoring', '待办结');
		await walk.act('center.dispatch', 'close', '已退出');
		const clerk = await walk.as('mzt-clerk');
		await clerk.go('/systems');
	});
	await report.step('reply and certificate print on A4', async () => {
		await walk.paper('mzt-clerk', 'papers/accept', '退出批复', ['社会救助综合管理平台', walk.number, '核验码']);
		await walk.paper('mzt-clerk', 'papers/confirm_wipe', '数据清除确认书', ['数据清除确认书', '社会救助综合管理平台', '不可恢复', '核验码'], 2);
	});
	await walk.close();
}
