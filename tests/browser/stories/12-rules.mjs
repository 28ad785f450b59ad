/* A number and a procedure changed in the browser: proposed by one, approved by another, in force at once (第三十四条). */
import fs from 'node:fs';
import {expect} from '../lib/report.mjs';
import {Walk} from '../lib/walk.mjs';

export const title = 'rules: a number and a procedure proposed by one, approved by another, in force while an old matter goes on';

const number = '/rules/interpret_wd';
const version = '/procedures/interpretation/new-version';
const file = new URL('../../../db/procedures/interpretation.yaml', import.meta.url);

const text = (visitor) => visitor.page.innerText('main');
const offers = (visitor, action) => visitor.page.locator(`button[name=action][value="${action}"]`).count();

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);
	const system = await walk.as('admin.system');
	const lead = await walk.as('center.lead');
	const asks = await walk.as('slt-clerk');
	const question = {article_no: '16', question_title: '应急扩容补办手续的时限', question: '应急扩容后补办手续的时限从哪一天起算？'};

	await report.step('the system administrator proposes a number; a wrong one stands beside its field', async () => {
		await system.go(number);
		await system.fill({value: '0', reason: '经中心办公会研究，见会议纪要'});
		await system.press('propose', {note: 'out of range'});
		expect(/请填 1 至/.test(await system.refusal() + await text(system)), `0 was taken: ${await system.refusal()}`);
		await system.fill({value: '6', valid_from: world.clock.day()});
		await system.press('propose');
		expect(!await system.refusal(), `the proposal was refused: ${await system.refusal()}`);
		expect(await offers(system, 'approve') === 0, 'who proposed may approve');
	});
	await report.step('the leader is told, sees old and new beside each other and approves; everybody reads it at once', async () => {
		await lead.go('/notices');
		expect((await text(lead)).includes('提议了参数'), 'nobody told the leader');
		await lead.go(number);
		expect(/6/.test(await text(lead)), 'the proposed value is not shown');
		await lead.press('approve');
		expect(!await lead.refusal(), `the approval was refused: ${await lead.refusal()}`);
		await asks.go(number, 'as a unit sees it');
		expect(/现值\s*6/.test(await text(asks)), 'the new value is not in force');
		expect(/系统管理.*核准/s.test(await text(asks)), 'the page does not say by whom');
	});
	await report.step('a question is asked under the procedure as it is', async () => {
		await walk.start('slt-clerk', 'interpretation');
		await asks.fill(question);
		await walk.handOver('slt-clerk', 'ask', '待答复');
	});
	await report.step('a new version with one more level: a broken text is named by line, the difference is shown before it is proposed', async () => {
		const old = fs.readFileSync(file, 'utf8');
		const changed = old.replace('  approving:\n', '  section_check:\n    {label: 待处室复核, stage: 答复, holder: center.assess, due: interpret_approve_wd, article: 35, next: 处室复核后报中心领导审定}\n  approving:\n')
			.replace('    from: answering\n    to: approving\n', '    from: answering\n    to: section_check\n')
			.replace('  return_answer:\n', '  section_pass:\n    {label: 复核通过, from: section_check, to: approving, article: 35, primary: true, opinion: optional}\n  return_answer:\n');
		expect(changed.includes('section_pass'), 'the file is not as this story knows it');
		await system.go(version);
		await system.fill({text: changed.replace('holder: center.assess', 'holder: center.nobody'), reason: '答复增加处室复核'});
		await system.press('compare', {note: 'a broken text'});
		expect(/第 \d+ 行第 \d+ 列/.test(await text(system)), 'the mistake is not named by its place');
		await system.fill({text: changed, valid_from: world.clock.day()});
		await system.press('compare', {note: 'what differs'});
		expect(/待处室复核\s*section_check\s*新增/.test(await text(system)), 'the new level is not named');
		await system.press('propose');
		expect(!await system.refusal(), `the version was refused: ${await system.refusal()}`);
		expect(await offers(system, 'approve') === 0, 'who proposed the version may approve it');
	});
	await report.step('the leader approves the version, with his password again after forty minutes, and the picture shows the new level', async () => {
		const twentyMinutes = 20 / 24 / 60;
		await lead.go(version);
		world.clock.forward(twentyMinutes);
		await lead.go(version);
		world.clock.forward(twentyMinutes);
		await lead.fill({note: '同意增加复核'});
		await lead.press('approve', {note: 'the password is asked for'});
		expect(/须再次输入登录口令/.test(await lead.refusal()), `the password was not asked for: ${await lead.refusal()}`);
		await lead.fill({password: 'Wrong-Horse-42'});
		await lead.press('approve', {note: 'a wrong password'});
		expect(/口令不对/.test(await lead.refusal()), `a wrong password passed: ${await lead.refusal()}`);
		expect(await lead.page.inputValue('[name=note]') === '同意增加复核', 'what was typed is gone');
		expect(await lead.page.inputValue('[name=password]') === '', 'the password came back');
		await lead.fill({password: lead.person.password});
		await lead.press('approve');
		expect(!await lead.refusal(), `the approval was refused: ${await lead.refusal()}`);
		await asks.go('/procedures/interpretation', 'the new version');
		const shown = await text(asks);
		expect(/第 2 版/.test(shown) && shown.includes('待处室复核'), 'the new version is not in force');
	});
	await report.step('the old question is answered as it began, a new one passes the new level', async () => {
		const answer = {published_question: question.question, answer: '从扩容完成的次日起算，按工作日计。'};
		await walk.act('center.review', 'draft_answer', '待审定', {fields: answer});
		await walk.act('center.lead', 'answer_only', '已答复');
		await walk.start('slt-clerk', 'interpretation');
		await asks.fill({...question, question_title: '新版流程下的提问'});
		await walk.handOver('slt-clerk', 'ask', '待答复');
		await walk.act('center.review', 'draft_answer', '待处室复核', {fields: answer});
		await walk.act('center.assess', 'section_pass', '待审定');
	});
	await walk.close();
}
