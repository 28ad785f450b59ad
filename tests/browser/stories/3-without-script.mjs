/* The first steps with JavaScript off: everything but comfort is there. */
import {Application} from '../lib/application.mjs';
import {expect} from '../lib/report.mjs';

export const title = 'without script: draft, rows, upload, submit, decide';

export async function run(world) {
	const {report} = world;
	const application = new Application(world, {title: '农村供水监测平台', filing: 'CSZW-2026-9003', script: false});

	await report.step('sign in, begin, save a draft', async () => {
		await application.begin();
		await application.fillIn();
	});
	await report.step('rows are added, pasted and dropped by the server', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.press('add_row:lines');
		await clerk.fill({'lines.2.purpose': 'database', 'lines.2.environment': 'production', 'lines.2.count': '1', 'lines.2.vcpu': '8',
			'lines.2.memory_gb': '16', 'lines.2.architecture': 'x86', 'lines.2.os': 'openeuler', 'lines.2.system_disk_gb': '50',
			'lines.2.data_disk_gb': '300'});
		await clerk.press('count_rows:lines');
		expect((await clerk.page.locator('[data-rows=lines] tfoot').innerText()).includes('3'), 'the machines are not added up');
		await clerk.press('add_row:lines');
		await clerk.press('drop_row:lines:3');
		expect(await clerk.page.locator('[data-rows=lines] tr[data-line]').count() === 2, 'the third row is still there');
		await clerk.click('[data-rows=ports] summary');
		await clerk.page.fill('[name="ports.paste"]', 'TCP\t443\t政务外网\t网页访问');
		await clerk.press('paste_rows:ports');
		expect(await clerk.page.inputValue('[name="ports.1.port"]') === '443', 'the pasted row was not taken');
		expect(await clerk.page.inputValue('[name="ports.1.protocol"]') === 'tcp', 'the word of the choice was not understood');
	});
	await report.step('documents go up and come back', async () => {
		const clerk = await application.as('unit.clerk');
		for (const document of ['letter', 'cloud_plan', 'filing_proof']) {
			await application.handIn(document);
		}
		await clerk.download(...application.files.cloud_plan);
	});
	await report.step('a file of another kind is refused beside its field, nothing is lost', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.page.setInputFiles('input[name=topology]', {name: 'run.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program')});
		await clerk.follow(() => clerk.click('form:has(input[name=topology]) button[type=submit]'));
		await clerk.look('refused: no PDF');
		expect(/run\.pdf/.test(await clerk.refusal()), `the refusal does not name the file: ${await clerk.refusal()}`);
		expect(await clerk.page.inputValue('[name=system_name]') === application.title, 'the form lost what it held');
	});
	await report.step('submitted, and standing in the inbox of the lead', async () => {
		const clerk = await application.as('unit.clerk');
		await clerk.go(application.path + '/edit');
		await application.submit();
		const lead = await application.as('unit.lead');
		await lead.go('/inbox');
		expect(await lead.page.locator(`a:has-text("${application.number}")`).count() > 0, 'it is not in the inbox');
		await lead.go(application.path);
	});
	await application.close();
}
