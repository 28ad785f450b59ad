// Numbers and procedures change by two hands, from a day on, in running processes (第三十四条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { act, begin, fill, inState, press, sentences, startMatter, submitDraft } from './story.mjs';
import { root } from './server.mjs';

const { server, end } = await begin({ name: 'rules', clock: true });
const sql = (text) => execFileSync('sqlite3', ['-readonly', path.join(server.folder, 'app.db'), text], { encoding: 'utf8' }).trim();
const proposer = () => server.as('admin.system');
const approver = () => server.as('center.lead');
const reason = '经中心办公会研究，见会议纪要';

const token = async (client) => (await client.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');

async function propose(client, address, values = {}, options) {
	const page = await client.open(address);
	return client.submit(page, 'propose', 'propose', { reason, ...values }, options);
}

async function rule(client, address, verdict, values = {}) {
	const page = await client.open(address);
	return client.submit(page, verdict, verdict, values);
}

// ---- a number ----

const number = '/rules/interpret_wd';
const valueNow = async () => /现值 (\S+)/.exec((await (await server.as('unit.clerk')).open(number)).text)[1];

test('every rule says value, basis, mark, since when and by whom', async () => {
	const page = await (await server.as('unit.clerk')).open('/rules');
	for (const words of ['技术支持电话', '本系统默认', '第三十一条', '系统管理岗']) assert.ok(page.text.includes(words), words);
	assert.doesNotMatch(page.text, /等待核准的提议/, 'not for a unit');
	for (const [, heading] of page.html.matchAll(/<h2[^>]*>([^<]+)/g)) assert.doesNotMatch(heading, /[a-z]/, 'the name of a module is no heading');
	assert.match((await (await server.as('admin.audit')).open('/rules')).text, /等待核准的提议[^。]*部署时限/);
});

test('what is counted in hundredths says how much that is, before and after somebody proposes', async () => {
	const weight = '/rules/score_m1_weight', system = await proposer();
	assert.match((await system.open(weight)).text, /现值 2,500（25\.00 分）/);
	assert.equal((await propose(system, weight, { value: '30' })).status, 303);
	assert.match((await (await approver()).open(weight)).text, /提议 30（0\.30 分）/);
	assert.equal((await rule(system, weight, 'withdraw')).status, 303);
});

test('who may not propose gets neither form nor effect', async () => {
	for (const role of ['unit.clerk', 'center.intake', 'admin.audit', 'admin.security']) {
		const client = await server.as(role);
		assert.ok(!(await client.open(number)).html.includes('value="propose"'), role);
		const answer = await client.post(number, [...await token(client), ['value', '9'], ['valid_from', server.today(1)], ['reason', reason], ['action', 'propose']]);
		assert.equal(answer.status, 403, role);
	}
	assert.equal((await (await server.as('unit.clerk')).get('/procedures/interpretation/new-version')).status, 403);
	assert.equal((await (await proposer()).get('/rules/no_such_rule')).status, 404);
});

test('what does not fit is refused beside its field and kept', async () => {
	const client = await proposer();
	for (const [values, sentence] of [
		[{ value: '0' }, /请填 1 至/], [{ value: 'zehn' }, /请填整数/], [{ value: '' }, /新值/],
		[{ value: await valueNow() }, /起施行的已经是 \d+，不用提议/],
		[{ value: '6', valid_from: server.today(-1) }, /施行日期不能早于今天/], [{ value: '6', valid_from: '2026-02-30' }, /日期/],
		[{ value: '6', reason: '' }, /理由/], [{ value: '6', higher_law: '法' }, /上位法/]]) {
		const answer = await propose(client, number, values);
		assert.equal(answer.status, 422, JSON.stringify(values));
		assert.match(sentences(answer), sentence);
		assert.ok(answer.html.includes(values.reason ?? reason), 'what was typed stays');
	}
	assert.equal((await propose(client, '/rules/audit_keep_days', { value: '183' })).status, 422);
	assert.equal(sql("SELECT count(*) FROM rule_proposal WHERE key IN ('interpret_wd', 'audit_keep_days')"), '0');
});

test('the proposer cannot approve, and may withdraw; one waits at a time', async () => {
	const lead = await approver();
	assert.equal((await propose(lead, number, { value: '7' })).status, 303);
	const page = await lead.open(number);
	assert.ok(!page.html.includes('value="approve"'), 'no button for who proposed');
	const id = /name="proposal" value="(\d+)"/.exec(page.html)[1];
	const forced = await lead.post(number, [...await token(lead), ['note', ''], ['proposal', id], ['action', 'approve']]);
	assert.equal(forced.status, 403);
	const system = await proposer();
	const second = await system.post(number, [...await token(system), ['value', '8'], ['valid_from', server.today(1)], ['reason', reason], ['action', 'propose']]);
	assert.equal(second.status, 409);
	const foreign = await system.post(number, [...await token(system), ['note', ''], ['proposal', id], ['action', 'withdraw']]);
	assert.equal(foreign.status, 403, 'only the proposer withdraws');
	const approve = await system.post(number, [...await token(system), ['note', ''], ['proposal', id], ['action', 'approve']]);
	assert.equal(approve.status, 403, 'the system administrator does not approve');
	assert.equal((await rule(lead, number, 'withdraw')).status, 303);
	assert.match((await lead.open(number)).text, /历次提议[\s\S]*已撤回/);
	assert.equal(sql("SELECT count(*) FROM setting WHERE key = 'interpret_wd'"), '0');
});

test('another declines with a reason, and the proposer reads it', async () => {
	assert.equal((await propose(await proposer(), number, { value: '6' })).status, 303);
	const lead = await approver();
	assert.match((await lead.open('/notices')).text, /系统管理岗提议了参数/);
	assert.match((await lead.open('/rules')).text, /等待核准的提议/);
	const without = await rule(lead, number, 'decline');
	assert.equal(without.status, 422);
	assert.match(sentences(without), /不同意须写明原因/);
	assert.equal((await rule(lead, number, 'decline', { note: '答复期限不宜再缩短' })).status, 303);
	assert.match((await (await proposer()).open('/notices')).text, /没有核准：答复期限不宜再缩短/);
});

test('who looked at a proposal that is over changes nothing', async () => {
	const system = await proposer(), lead = await approver();
	assert.equal((await propose(system, number, { value: '6' })).status, 303);
	const seen = await lead.open(number);
	assert.equal((await rule(system, number, 'withdraw')).status, 303);
	assert.equal((await lead.submit(seen, 'approve', 'approve')).status, 409);
	assert.equal((await propose(system, number, { value: '9' })).status, 303);
	const again = await lead.post(number, [...await token(lead), ...seen.form('approve').entries().filter(([name]) => name === 'proposal' || name === 'note'), ['action', 'approve']]);
	assert.equal(again.status, 409, 'the number on the page is of the old one');
	assert.equal((await rule(system, number, 'withdraw')).status, 303);
	assert.equal(sql("SELECT count(*) FROM setting WHERE key = 'interpret_wd'"), '0');
});

test('approved by another it is in force from its day on, with the higher law beside it', async () => {
	const before = await valueNow();
	assert.equal((await propose(await proposer(), number, { value: '6', valid_from: server.today(2), higher_law: '《政府信息公开条例》第三十三条' })).status, 303);
	assert.equal((await rule(await approver(), number, 'approve')).status, 303);
	assert.match((await (await proposer()).open('/notices')).text, /已核准，自/);
	for (let look = 0; look < 4; look++) assert.equal(await valueNow(), before, 'not before its day');
	assert.match((await (await server.as('unit.clerk')).open('/rules')).text, new RegExp(`${server.today(2)} 起 6`));
	server.setClock(3);
	for (let look = 0; look < 6; look++) assert.equal(await valueNow(), '6', 'in every worker');
	const page = await (await server.as('unit.clerk')).open(number);
	assert.match(page.text, /上位法 《政府信息公开条例》第三十三条/);
	assert.match(page.text, /系统管理岗，分管领导核准/);
});

test('a proposal whose day has passed cannot be approved any more', async () => {
	assert.equal((await propose(await proposer(), '/rules/correct_wd', { value: '9', valid_from: server.today() })).status, 303);
	server.setClock(4);
	const answer = await rule(await approver(), '/rules/correct_wd', 'approve');
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /不能早于今天/);
	assert.equal(sql("SELECT count(*) FROM setting WHERE key = 'correct_wd'"), '0');
});

// ---- numbers that belong together ----

test('a grade that would reach its neighbour is refused, when it is proposed and when another was approved meanwhile', async () => {
	const client = await proposer();
	const answer = await propose(client, '/rules/score_grade_good', { value: '90', valid_from: server.today(5) });
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /考核等次下限应逐级降低：考核优秀下限 90，考核良好下限 90/);
	assert.equal((await propose(client, '/rules/score_grade_good', { value: '85', valid_from: server.today(5) })).status, 303);
	assert.equal((await propose(client, '/rules/score_grade_excellent', { value: '80', valid_from: server.today(5) })).status, 303);
	assert.equal((await rule(await approver(), '/rules/score_grade_good', 'approve')).status, 303);
	const late = await rule(await approver(), '/rules/score_grade_excellent', 'approve');
	assert.equal(late.status, 422);
	assert.match(sentences(late), /逐级降低/);
	assert.equal((await rule(client, '/rules/score_grade_excellent', 'withdraw')).status, 303);
});

test('weights that are not one hundred are shown from which day on, until the other weight follows', async () => {
	const reader = await server.as('unit.clerk');
	const day = server.today(6), wrong = new RegExp(`${day} 起，服务平台评分表各项分值合计 99\\.00 分，应为 100\\.00 分；季末仍不是 100 分的，评分表不能取数冻结`);
	assert.doesNotMatch((await reader.open('/rules')).text, /参数不合/);
	assert.equal((await propose(await proposer(), '/rules/score_p34_weight', { value: '200', valid_from: day })).status, 303);
	assert.equal((await rule(await approver(), '/rules/score_p34_weight', 'approve')).status, 303);
	for (const page of ['/rules', '/rules/score_p34_weight', '/rules/score_p33_weight'])
		assert.match((await reader.open(page)).text, wrong, page);
	assert.doesNotMatch((await reader.open('/rules/score_m1_weight')).text, /参数不合/);
	assert.equal((await propose(await proposer(), '/rules/score_p33_weight', { value: '700', valid_from: day })).status, 303);
	assert.equal((await rule(await approver(), '/rules/score_p33_weight', 'approve')).status, 303);
	assert.doesNotMatch((await reader.open('/rules')).text, /参数不合/);
});

// ---- a procedure ----

const address = '/procedures/interpretation/new-version';
const old = fs.readFileSync(path.join(root, 'db/procedures/interpretation.yaml'), 'utf8');
// A new level, another deadline, one more field.
const changed = old
	.replace('due: interpret_wd, article: 35', 'due: interpret_approve_wd, article: 35')
	.replace('  approving:\n', '  section_check:\n    {label: 待处室复核, stage: 答复, holder: center.assess, due: interpret_approve_wd, article: 35, next: 处室复核后报中心领导审定}\n  approving:\n')
	.replace('    from: answering\n    to: approving\n', '    from: answering\n    to: section_check\n')
	.replace('  return_answer:\n', '  section_pass:\n    {label: 复核通过, from: section_check, to: approving, article: 35, primary: true, opinion: optional}\n  return_answer:\n')
	.replace('\nform:\n', '\nform:\n  - {key: contact_post, label: 联系岗位, type: text, max: 20, section: 问题, required: true}\n');
const question = { article_no: '16', question_title: '应急扩容补办手续的时限', question: '应急扩容后补办手续的时限从哪一天起算？' };
let running;

const asker = () => server.as('unit.clerk');

async function answerFrom(client, id) {
	return act(client, id, 'draft_answer', { published_question: '应急扩容补办手续的时限从哪一天起算？', answer: '从扩容完成的次日起算，按工作日计。' });
}

test('a matter begins under the version in force', async () => {
	running = await startMatter(await asker(), 'interpretation');
	await fill(await asker(), running, question);
	await submitDraft(await asker(), running, 'ask');
	await inState(await asker(), running, '待答复');
});

test('a broken text is refused with line and column, and kept', async () => {
	const client = await proposer();
	for (const [text, sentence] of [
		[changed.replace('holder: center.assess', 'holder: center.nobody'), /第 \d+ 行第 \d+ 列：.*center\.nobody/],
		[old.replace('procedure: interpretation', 'procedure: other'), /第 \d+ 行第 \d+ 列/],
		[`${old}\n  - [`, /第 \d+ 行第 \d+ 列/], ['', /请选择文件/], [old, /一字不差/], [`# ${'x'.repeat(62000 - Buffer.byteLength(old))}\n${old}`, /不能超过 60 KB/]]) {
		const answer = await propose(client, address, { text });
		assert.equal(answer.status, 422, `${answer.status} ${text.slice(0, 40)}`);
		assert.match(`${answer.text} ${sentences(answer)}`, sentence);
		if (text.length > 0 && text.length < 20000) assert.match(answer.html, /holder: owner\.clerk/, 'what was typed stays');
		assert.ok(answer.html.includes(reason));
	}
	const late = await propose(client, address, { text: changed, valid_from: server.today(-1) });
	assert.equal(late.status, 422);
	assert.match(sentences(late), /施行日期不能早于今天/);
	const binary = await propose(client, address, {}, { file: { name: 'file', filename: 'x.yaml', content: Buffer.from([0xff, 0xfe, 0x00]) } });
	assert.equal(binary.status, 422);
	assert.match(sentences(binary), /不是 UTF-8/);
	assert.equal(sql("SELECT count(*) FROM rule_proposal WHERE kind = 'procedure'"), '0');
});

test('a version that others could no longer open is refused', async () => {
	const rectification = fs.readFileSync(path.join(root, 'db/procedures/hazard.yaml'), 'utf8');
	const opener = fs.readdirSync(path.join(root, 'db/procedures')).map((name) => fs.readFileSync(path.join(root, 'db/procedures', name), 'utf8'))
		.flatMap((text) => [...text.matchAll(/opens:\s*\{procedure: hazard,[^}]*at: (\w+)/g)])[0];
	assert.ok(opener, 'something opens hazards somewhere in their course');
	const text = rectification.replaceAll(new RegExp(`\\b${opener[1]}\\b`, 'g'), `${opener[1]}_anew`);
	const answer = await propose(await proposer(), '/procedures/hazard/new-version', { text });
	assert.equal(answer.status, 422);
	assert.match(answer.text, new RegExp(`要从环节“${opener[1]}”发起.*没有这个环节`));
});

test('every procedure that comes with zwy fits those beside it', async () => {
	const client = await proposer();
	for (const name of fs.readdirSync(path.join(root, 'db/procedures'))) {
		const page = await client.open(`/procedures/${name.replace('.yaml', '')}/new-version`);
		const answer = await client.submit(page, 'compare', 'compare', { text: `${fs.readFileSync(path.join(root, 'db/procedures', name), 'utf8')}# 注\n` });
		assert.equal(answer.status, 200, `${name}: ${sentences(answer)}`);
		assert.match(answer.text, /都没有变，只有下面的文字不同/, name);
	}
});

test('the command line says the same of the same text', async () => {
	const file = path.join(server.folder, 'interpretation.yaml');
	fs.writeFileSync(file, changed.replace('holder: center.assess', 'holder: center.nobody'));
	const checked = server.zwy('procedure', 'check', file);
	assert.equal(checked.status, 1);
	const found = /:(\d+):(\d+): (.*)/.exec(checked.stdout + checked.stderr);
	assert.ok(found, checked.stdout + checked.stderr);
	const [, line, column, words] = found;
	const client = await proposer();
	const page = await client.open(address);
	const answer = await client.submit(page, 'compare', 'compare', { text: fs.readFileSync(file, 'utf8') });
	assert.ok(answer.text.includes(`第 ${line} 行第 ${column} 列：${words}`), sentences(answer));
});

test('what differs is said in words and line by line before anything is proposed', async () => {
	const client = await proposer();
	const page = await client.open(address);
	const answer = await client.submit(page, 'compare', 'compare', {}, { file: { name: 'file', filename: 'interpretation.yaml', content: Buffer.from(changed.replaceAll('\n', '\r\n')) } });
	assert.equal(answer.status, 200, sentences(answer));
	for (const words of [/环节 待处室复核 section_check 新增/, /动作 复核通过 section_pass 新增/, /字段 联系岗位 contact_post 新增/, /环节 待答复 answering 改动 时限：/,
		/动作 拟出答复 draft_answer 改动 到：待审定 → 待处室复核/])
		assert.match(answer.text, words);
	assert.match(answer.html, /<ins>\+ .*section_check/);
	assert.match(answer.html, /<del>- .*to: approving/);
	assert.equal(sql("SELECT count(*) FROM rule_proposal WHERE kind = 'procedure'"), '0', 'nothing is stored');
});

test('proposed by one, approved by another, loaded into running workers', async () => {
	const system = await proposer(), lead = await approver();
	const first = server.pid();
	assert.equal((await propose(system, address, { text: changed, valid_from: server.today() })).status, 303);
	assert.ok(!(await system.open(address)).html.includes('value="approve"'));
	assert.match((await lead.open('/notices')).text, /提议了办事流程“条款解释”/);
	const page = await lead.open(address);
	assert.match(page.text, /待处室复核 section_check 新增/);
	assert.equal((await lead.submit(page, 'approve', 'approve')).status, 303);
	assert.equal((await lead.submit(page, 'approve', 'approve', Object.fromEntries(await token(lead)))).status, 409, 'ruled once');
	assert.equal(server.pid(), first, 'nobody restarted');
	for (let look = 0; look < 6; look++) assert.match((await lead.open('/procedures/interpretation')).text, /第 2 版/);
	const shown = await (await asker()).open('/procedures/interpretation');
	assert.match(shown.text, /系统管理岗，分管领导核准/);
	assert.match((await (await asker()).open('/procedures/interpretation/versions/1')).text, /不是现行版本/);
	assert.equal((await (await asker()).get('/procedures/interpretation/versions/3')).status, 404);
});

test('the running matter finishes as it began', async () => {
	const reviewer = await server.as('center.review');
	const page = await answerFrom(reviewer, running);
	assert.match(page.text, /待审定/);
	await act(await approver(), running, 'answer_only');
	await inState(await asker(), running, '已答复');
});

test('a new one has the field, the level and the deadline', async () => {
	const client = await asker();
	const id = await startMatter(client, 'interpretation');
	await fill(client, id, { ...question, question_title: '新版流程下的提问' });
	const page = await client.open(`/matters/${id}/edit`);
	assert.ok(page.form('save').has('contact_post'));
	const incomplete = await client.submit(page, 'check', 'check');
	assert.match(sentences(incomplete.status === 303 ? await client.follow(incomplete) : incomplete), /联系岗位/);
	await fill(client, id, { contact_post: '云资源管理岗' });
	await submitDraft(client, id, 'ask');
	await answerFrom(await server.as('center.review'), id);
	await inState(client, id, '待处室复核');
	assert.notEqual((await press(await approver(), id, 'comment', {}, '尚未轮到')).status, 500);
	await act(await server.as('center.assess'), id, 'section_pass');
	await inState(client, id, '待审定');
	await act(await approver(), id, 'answer_only');
	await inState(client, id, '已答复');
	assert.equal(sql(`SELECT version FROM procedure p JOIN matter m ON m.procedure_id = p.id WHERE m.id = ${id}`), '2');
});

test('a version loaded on the command line in between makes the proposal stale', async () => {
	const system = await proposer();
	assert.equal((await propose(system, address, { text: `${changed}# 第三版\n`, valid_from: server.today() })).status, 303);
	const file = path.join(server.folder, 'interpretation.yaml');
	fs.writeFileSync(file, `${changed}# 由命令行装入\n`);
	assert.equal(server.zwy('procedure', 'load', file).status, 0);
	const answer = await rule(await approver(), address, 'approve');
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /期间已装入第 3 版/);
	assert.equal((await rule(await approver(), address, 'decline', { note: '期间已装入别的版本' })).status, 303);
});

test('a version of a coming day waits for it; the one after may not come before', async () => {
	const system = await proposer();
	const text = `${changed}# 第四版\n`;
	assert.equal((await propose(system, address, { text, valid_from: server.today(3) })).status, 303);
	assert.equal((await rule(await approver(), address, 'approve')).status, 303);
	assert.match((await (await asker()).open('/procedures/interpretation')).text, /第 3 版/);
	const early = await propose(system, address, { text: `${text}# 五\n`, valid_from: server.today(1) });
	assert.equal(early.status, 422);
	assert.match(sentences(early), /下一版不能早于它/);
	server.setClock(8);
	for (let look = 0; look < 6; look++) assert.match((await (await asker()).open('/procedures/interpretation')).text, /第 4 版/);
});

test('each step is a row of the log', async () => {
	const steps = sql("SELECT group_concat(DISTINCT action) FROM audit WHERE object = 'proposal'").split(',').sort();
	assert.deepEqual(steps, ['procedure.approve', 'procedure.decline', 'procedure.propose', 'setting.approve', 'setting.decline', 'setting.propose', 'setting.withdraw']);
	assert.equal(server.zwy('audit', 'verify').status, 0);
	assert.match((await (await server.as('admin.audit')).open('/audit')).text, /提议调整参数|核准调整参数|核准流程/);
});

end();
