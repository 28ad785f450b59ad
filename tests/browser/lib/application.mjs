/*
 * An application for cloud resources as people carry it through: what they type
 * at each station, and who they are.  The stories put the stations in order.
 */
import {pdf} from './pdf.mjs';
import {expect} from './report.mjs';
import {Walk, fillForm} from './walk.mjs';

const COMMON = {
	filing_no: '', system_name: '', short_name: '水情', department: '信息化处', responsible_title: '运行维护岗',
	responsible_phone: '028-86000001', security_title: '网络安全岗', security_phone: '028-86000002', planned: 'unplanned',
	plan_note: '汛期前须完成，列入下一年度计划。', category: 'industry', audience: ['official', 'internal'], users_total: '1200',
	concurrent_peak: '150', personal_data: 'no', important_data: 'no', critical_infrastructure: 'no', classified_no: 'yes',
	sub_system: 'no', level: '2', crypto_assessment: 'no', recovery_grade: 'none', backup_policy: 'standard', backup_days: '30',
	zones: ['public'], 'lines.1.purpose': 'web', 'lines.1.environment': 'production', 'lines.1.count': '2',
	'lines.1.vcpu': '4', 'lines.1.memory_gb': '8', 'lines.1.architecture': 'x86', 'lines.1.os': 'openeuler',
	'lines.1.system_disk_gb': '50', 'lines.1.data_disk_gb': '100', ssd_gb: '200', backup_gb: '500',
	security_services: ['situation', 'waf'], term_years: '3',
	sizing_basis: '现有用户一千二百人，峰值并发一百五十人，按每核四十并发测算，需要处理器四核，另留一倍余量。',
};

const MIGRATION = {
	kind: 'migration', present_location: '厅机关机房', present_hardware: '两台八核十六 GB 服务器，一台数据库服务器。',
	migration_method: 'reinstall', cutover_window: '周六 22 时至周日 6 时', downtime_hours: '8',
	rollback_plan: '割接失败时恢复原环境，域名解析切回，数据以割接前备份为准。',
};

export class Application extends Walk {
	constructor(world, {title, filing, migration = false, script = true}) {
		super(world, {script});
		const {people} = world;
		[this.org] = people.units();
		this.title = title;
		this.migration = migration;
		this.values = {kind: 'new', ...COMMON, ...(migration ? MIGRATION : {}), filing_no: filing, system_name: title};
		this.files = {
			letter: ['盖章申请函.pdf', pdf('Application letter ' + filing, 150000)],
			cloud_plan: ['上云方案.pdf', pdf('Cloud plan ' + filing, 400000)],
			filing_proof: ['备案证明.pdf', pdf('Filing proof ' + filing)],
			security_report: ['安全评估报告.pdf', pdf('Security report ' + filing)],
			performance_report: ['性能测试报告.pdf', pdf('Performance report ' + filing)],
			final_security_report: ['上线安全评估报告.pdf', pdf('Final security report ' + filing)],
			final_performance_report: ['上线性能测试报告.pdf', pdf('Final performance report ' + filing)],
			delivery_list: ['资源交付清单.pdf', pdf('Delivery list ' + filing)],
		};
	}

	/* ---- stations ---- */

	async begin() {
		const clerk = await this.as('unit.clerk');
		await clerk.go('/');
		await clerk.go('/matters/new');
		await clerk.follow(() => clerk.click('a.name:has-text("云资源使用申请")'));
		await clerk.look();
		await clerk.press('start');
		this.id = Number(/\/matters\/(\d+)\/edit/.exec(clerk.path)[1]);
	}

	async fillIn() {
		const clerk = await this.as('unit.clerk');
		await fillForm(clerk, this.values);
		await clerk.press('save');
	}

	async handIn(document, facts) {
		const clerk = await this.as('unit.clerk');
		const [name, bytes] = this.files[document];
		await clerk.upload(document, bytes, name, facts);
	}

	/* Facts of a report, by an institution that may give it; -10 days old. */
	async reportFacts(visitor, document, words) {
		const select = visitor.page.locator(`#f-${document}-assessor`);
		const options = await select.locator('option').evaluateAll((all) => all.map((option) => [option.value, option.textContent]));
		const fitting = options.filter(([value, label]) => value && words.test(label));
		expect(fitting.length > 0, `no assessor for ${document} among ${options.map(([, label]) => label).join('、')}`);
		return {assessor: fitting[0][0], report_no: 'BG-2026-' + document.length, evidence_day: this.world.clock.day(-10), conclusion: '符合要求'};
	}

	async submit() {
		const clerk = await this.as('unit.clerk');
		await clerk.press('check');
		expect(clerk.path.endsWith('/check'), `the form was not taken: ${await clerk.refusal()}`);
		await clerk.press('submit');
		expect(clerk.path.endsWith('/done'), `it was not submitted: ${await clerk.refusal()}`);
		this.number = (await clerk.page.locator('.done-panel strong').innerText()).trim();
		expect(/^SQ-\d{4}-\d{4}$/.test(this.number), `the number is ${this.number}`);
	}
}

/* ---- longer stations that several stories share ---- */

Object.assign(Application.prototype, {
	async approveByLead(state = '待受理') {
		await this.act(await this.as('unit.lead'), 'approve_application', state, {fields: {statement_agreed: 'yes'}, opinion: '同意报送。'});
	},

	async accept() {
		await this.act(await this.as('center.intake'), 'accept', '待评审', {fields: {filing_confirmed: 'yes'}, opinion: '材料齐全，予以受理。'});
	},

	/* A meeting of three experts; the list of people begins with the experts. */
	async openReview() {
		const review = await this.as('center.review');
		await review.go(this.path);
		for (const line of [2, 3]) {
			await review.page.click('#act button[value="add_row:experts"]');
			await review.page.locator(`[name="experts.${line}.person"]`).waitFor();
		}
		const experts = await review.page.locator('[name="experts.1.person"] option').evaluateAll((all) =>
			all.map((option) => option.value).filter(Boolean).slice(0, 3));
		expect(experts.length === 3, 'fewer than three experts to invite');
		await review.fill({mode: 'meeting', held_day: this.world.clock.day(1),
			...Object.fromEntries(experts.map((id, i) => [`experts.${i + 1}.person`, id]))}, '#act');
		await review.press('open_review', {within: '#act'});
		const refusal = await review.refusal();
		expect(!refusal, `the review was not opened: ${refusal}`);
		expect(await review.state() === '评审中', 'the review did not begin');
	},

	/* Who was invited is not public: every expert tries; strangers see nothing. */
	async giveOpinions(verdict = 'pass') {
		let given = 0;
		for (const person of this.world.people.with('review.expert')) {
			const expert = await this.browserOf(person);
			const answer = await expert.go(this.path);
			if (answer.status() === 404 || await expert.page.locator('#act button[value=opine]').count() === 0) {
				continue;
			}
			await this.act(expert, 'opine', '评审中', {fields: {conflict: 'none', verdict}, opinion: '方案可行，资源测算合理。'});
			given += 1;
			if (given === 3) {
				return;
			}
		}
		throw new Error(`only ${given} of three invited experts could give an opinion`);
	},

	/* Every proposed line goes to the first platform. */
	async rule() {
		const approve = await this.as('center.approve');
		await approve.go(this.path);
		const platforms = approve.page.locator('#act select[name^="ruling."][name$=".platform"]');
		const lines = await platforms.count();
		expect(lines > 0, 'no line was proposed from the application');
		for (let i = 0; i < lines; i++) {
			await platforms.nth(i).selectOption({index: 1});
		}
		await approve.fill({ruled_years: '3', ruled_zones: ['public']}, '#act');
		await approve.press('rule', {within: '#act'});
		const refusal = await approve.refusal();
		expect(!refusal, `the ruling was refused: ${refusal}`);
		expect(await approve.state() === '待分配', 'the ruling did not go on to allocation');
	},

	async dispatch() {
		const dispatch = await this.as('center.dispatch');
		await this.act(dispatch, 'dispatch', '配置中');
		/* The operator of the platform that was ruled holds it now. */
		const holder = await dispatch.page.locator('.facts dd').first().innerText();
		const operators = this.world.people.with('operator.clerk').filter((person) => holder.includes(person.org));
		expect(operators.length > 0, `nobody in the demo belongs to ${holder}`);
		this.operator = operators[0].org;
	},

	async deliver() {
		const operator = await this.as('operator.clerk', this.operator);
		const [name, bytes] = this.files.delivery_list;
		await operator.go(this.path);
		await operator.upload('delivery_list', bytes, name);
		await operator.download(name, bytes);
		await this.act(operator, 'deliver', '监控接入中',
			{fields: {delivered: '云主机两台，每台四核八 GB，政务外网公共区，地址 10.0.8.11、10.0.8.12。'}});
		await this.act(await this.as('supervisor.clerk'), 'attach_monitoring', '待签收', {opinion: '监控已接入。'});
	},

	async signReceipt() {
		await this.act(await this.as('unit.clerk'), 'sign_receipt', '部署中', {opinion: '与核定一致。'});
	},

	/* Reports of the trial, handed in by the unit. */
	async handInReports() {
		const clerk = await this.as('unit.clerk');
		await clerk.go(this.path);
		await this.handIn('final_security_report', await this.reportFacts(clerk, 'final_security_report', /安全|测评/));
		await this.handIn('final_performance_report', await this.reportFacts(clerk, 'final_performance_report', /性能|测试/));
		await this.act(clerk, 'hand_in_reports', '报告核验', {opinion: '报告齐全。'});
	},
});
