/* The whole life of a new application, from the first draft to formal operation. */
import {Application} from '../lib/application.mjs';
import {pdf, readPdf} from '../lib/pdf.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'life: a new system from draft to formal operation';

export async function run(world) {
	const {report, clock} = world;
	const application = new Application(world, {title: '岷江流域水情会商系统', filing: 'CSZW-2026-9001'});

	await report.step('the clerk signs in and begins an application', () => application.begin());
	await report.step('the form keeps what was typed, shows what still lacks', async () => {
		const clerk = await application.as('unit.clerk');
		await application.fillIn();
		expect(await clerk.page.inputValue('[name=system_name]') === application.title, 'the name of the system was not kept');
		expect(await clerk.page.locator('.gate .no').count() > 0, 'nothing is said to lack before the documents are there');
	});
	await report.step('documents go up with progress, and come back byte by byte', async () => {
		const clerk = await application.as('unit.clerk');
		for (const document of ['letter', 'cloud_plan', 'filing_proof']) {
			await application.handIn(document);
			await clerk.download(...application.files[document]);
		}
		await clerk.look('all documents there');
	});
	await report.step('the clerk checks and submits; a number is given', () => application.submit());
	await report.step('the lead returns it, with a reason', async () => {
		const lead = await application.as('unit.lead');
		await lead.go('/');
		await lead.go('/inbox');
		expect(await lead.page.locator(`a:has-text("${application.number}")`).count() > 0, 'it is not in the inbox of the lead');
		await lead.go(application.path);
		await lead.download(...application.files.cloud_plan);
		await application.act(lead, 'return_application', '草稿', {opinion: '请补充峰值时段，并核对备份保留天数。'});
	});
	await report.step('the clerk sees why, mends it and submits again', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.go('/notices');
		await clerk.go(application.path + '/edit');
		expect((await clerk.page.locator('.note.n-amber').innerText()).includes('峰值时段'), 'the reason is not shown above the form');
		await clerk.fill({peak_period: '汛期 6 月至 9 月'});
		await clerk.press('check');
		await clerk.press('submit');
		await clerk.go(application.path);
		expect(await clerk.state() === '待单位审核', `it stands at ${await clerk.state()}`);
	});
	await report.step('the lead reads the responsibility statement and approves', () => application.approveByLead());
	await report.step('intake tells once, in full, what must be corrected', async () => {
		const intake = await application.as('center.intake');
		await intake.go('/');
		await intake.go(application.path);
		await intake.download(...application.files.letter);
		await application.act(intake, 'request_correction', '待补正', {fields: {'items.1.text': '申请函的印章不清楚，请重新扫描上传'}, opinion: '请于十个工作日内补正。'});
	});
	await report.step('a second version of the letter goes up; the first stays readable', async () => {
		const clerk = await application.as('unit.clerk');
		const first = application.files.letter;
		application.files.letter = ['盖章申请函-重扫.pdf', pdf('Application letter, scanned again', 90000)];
		await clerk.go(application.path + '/edit');
		await application.handIn('letter');
		await clerk.download(...application.files.letter);
		await clerk.press('check');
		await clerk.press('submit_correction');
		await clerk.go(application.path);
		expect(await clerk.state() === '补正待审核', `it stands at ${await clerk.state()}`);
		expect(await clerk.page.locator('.docs').innerText().then((text) => text.includes('第 2 版')), 'the second version is not listed');
		await clerk.go(application.path + '/print');
		expect(first[0] !== application.files.letter[0], 'the names differ');
		await application.act(await application.as('unit.lead'), 'approve_correction', '待受理');
	});
	await report.step('intake accepts; the filing is added to the register', async () => {
		await application.accept();
		const intake = await application.as('center.intake');
		await intake.go('/filings');
		await intake.go('/handled');
	});
	await report.step('a review is opened, three experts give their opinion', async () => {
		await application.openReview();
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path);
		const holder = await clerk.page.locator('.facts dd').first().innerText();
		expect(/评审岗/.test(holder) && !/局|院|馆|疾病/.test(holder), `the unit reads who was invited: ${holder}`);
		await application.giveOpinions('conditional');
	});
	await report.step('the review concludes with a condition; the unit sees no reviewer', async () => {
		await application.act(await application.as('center.review'), 'conclude_conditional', '待核定', {
			fields: {'conditions.1.text': '正式运行前完成备份恢复演练', 'conditions.1.owner': 'unit', 'conditions.1.due': clock.day(20)},
			opinion: '总体可行，附带一项条件。',
		});
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path);
		const text = await clerk.page.innerText('body');
		expect(text.includes('总体可行，附带一项条件'), 'the unit does not see the consolidated opinion');
		expect(!text.includes('方案可行，资源测算合理'), 'the unit sees an individual opinion');
		const orgs = world.people.with('review.expert').map((person) => person.org.replace('四川省', '省'));
		const named = orgs.filter((org) => text.includes(org) || text.includes(org.replace('省', '四川省')));
		expect(named.length === 0, `the unit sees where reviewers come from: ${named.join('、')}`);
	});
	await report.step('the ruling is issued', async () => {
		await application.rule();
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path);
	});
	await report.step('papers print on A4: approval form, notice of acceptance, ruling', async () => {
		const clerk = await application.as('unit.clerk');
		const papers = [
			['print', '审批表', ['云资源使用申请审批表', application.number, application.title, '核验码', '依据', '予以受理', '核定']],
			['papers/accept', '受理通知书', ['受理通知书', application.number, application.title, '现予受理', '16个工作日', '四川省大数据中心', '核验码']],
			['papers/rule', '核定书', ['核定书', application.number, application.title, '处理器', '使用期限：3年', '备份恢复演练', '核验码']],
		];
		for (const [path, name, words] of papers) {
			await clerk.go(`${application.path}/${path}`);
			const bytes = await clerk.print();
			const paper = readPdf(bytes);
			world.keep(name + '.pdf', bytes);
			expect(Math.abs(paper.width - 595) < 2 && Math.abs(paper.height - 842) < 2, `${name} is ${paper.width} × ${paper.height} points`);
			expect(paper.pages <= (path === 'print' ? 4 : 1), `${name} takes ${paper.pages} pages`);
			const missing = words.filter((word) => !paper.text.includes(word));
			expect(missing.length === 0, `${name} does not say ${missing.join('、')}`);
			expect(paper.lastPage.includes('演示数据'), `the last page of ${name} does not say that it is a demo`);
			expect(paper.lastPage.length > 44, `the last page of ${name} is nearly empty`);
			expect(!/返回事项|打印时请关闭/.test(paper.text), `the buttons of the screen are on ${name}`);
		}
	});
	await report.step('dispatch, configuration, monitoring', async () => {
		await application.dispatch();
		await application.deliver();
	});
	await report.step('the unit signs for the resources, deploys, begins the trial', async () => {
		await application.signReceipt();
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path + '/papers/sign_receipt');
		await application.act(clerk, 'finish_deployment', '试运行', {fields: {deployed_day: clock.day(), deployed_version: 'V1.0', open_ports: '443'}});
	});
	await report.step('the clerk reports how the condition was met', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path);
		await clerk.press('meet_condition', {note: 'refused without words'});
		expect((await clerk.refusal()).includes('请写明附带条件是怎样落实的'), 'a report without words was taken');
		await clerk.fill({condition_note: '演练已完成，恢复用时 42 分钟。'}, '#conditions');
		await clerk.press('meet_condition');
		expect((await clerk.page.innerText('#conditions')).includes('恢复用时 42 分钟'), 'the report is not shown');
	});
	await report.step('the trial may not end early', async () => {
		await application.handInReports();
		const security = await application.as('center.security');
		await security.go(application.path);
		await security.download(...application.files.final_security_report);
		await application.act(security, 'accept_reports', '报告核验', {opinion: '报告符合要求。'});
		await security.press('begin_operation', {within: '#act', note: 'refused: too early'});
		expect(/试运行/.test(await security.refusal()), `a trial of no days was taken for enough: ${await security.refusal()}`);
	});
	await report.step('after the trial and with the condition closed, formal operation begins', async () => {
		clock.forward(31);
		const security = await application.as('center.security');
		await security.go(application.path);
		await security.press('close_condition');
		await application.act(security, 'begin_operation', '正式运行', {opinion: '同意转入正式运行。'});
	});
	await report.step('everybody who took part can still read it', async () => {
		for (const role of ['unit.clerk', 'unit.lead', 'center.intake', 'center.approve']) {
			const visitor = await application.as(role);
			await visitor.go(application.path);
			expect(await visitor.state() === '正式运行', `${role} sees ${await visitor.state()}`);
		}
		const clerk = await application.as('unit.clerk');
		await clerk.download(...application.files.final_performance_report);
		await clerk.go('/matters');
		await clerk.go('/systems');
		expect(await clerk.page.locator(`a:has-text("${application.title}")`).count() > 0, 'the new system is not in the register of systems');
		await clerk.follow(() => clerk.page.click(`a:has-text("${application.title}")`));
		await clerk.look();
	});
	await application.close();
}
