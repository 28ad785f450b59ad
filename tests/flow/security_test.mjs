// An incident goes out in one form and at once; what nobody may see or do stays
// so: hazards, filings and logs by role and by organisation (第二十五条至第三十一条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, fill, inState, option, press, submitDraft, unitOf, uploaded } from './story.mjs';
import { paper } from './papers.mjs';

const { server, end } = await begin({ name: 'security' });
const unit = unitOf(server, 0);
const other = unitOf(server, 1);
const clerk = await server.as(unit.clerk);
const stranger = await server.as(other.clerk);
const secops = await server.as('secops.clerk');
const security = await server.as('center.security');
let incident;

async function start(client, procedure, subject) {
	const page = await client.open(`/matters/new?procedure=${procedure}`);
	const values = subject ? { system: option(page, 'system') } : {};
	const answer = await client.submit(page, 'start', 'start', values);
	assert.equal(answer.status, 303, `start ${procedure}: ${answer.status} ${answer.text.slice(0, 300)}`);
	return Number(/\/matters\/(\d+)/.exec(answer.location)[1]);
}

test('a first report is one form, submitted at once, with its clock beside it', async () => {
	incident = await start(clerk, 'incident', true);
	const page = await clerk.open(`/matters/${incident}/edit`);
	assert.match(page.text, /不必等待定级/);
	await fill(clerk, incident, { title: '门户页面被篡改', suspected_grade: 'larger', cii: 'no', impact: '首页被替换', measures: '已断网' });
	await submitDraft(clerk, incident, 'report');
	await inState(clerk, incident, '待研判');
	const shown = await clerk.open(`/matters/${incident}`);
	assert.match(shown.text, /网络安全监管单位/);
	assert.match(shown.text, /本系统首报/);
	await inState(secops, incident, '待研判');
});

test('an incident of another unit is the same bytes as none', async () => {
	for (const rest of ['', '/edit', '/print', '/papers/report']) {
		const theirs = await stranger.get(`/matters/${incident}${rest}`);
		const nothing = await stranger.get(`/matters/999999999${rest}`);
		assert.equal(theirs.status, 404, rest);
		assert.ok(theirs.comparable === nothing.comparable, rest);
	}
	const answer = await stranger.post(`/matters/${incident}`, []);
	assert.ok([403, 404].includes(answer.status), `${answer.status}`);
});

test('a report to the authorities with an impossible time is refused and keeps what was typed', async () => {
	const answer = await press(clerk, incident, 'tell_authority', { authority: '省网信办', channel: '电话', receipt_no: '回执七号', told_time: '25:00' });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /24 小时制的时刻/);
	assert.match(answer.html, /回执七号/);
	await act(clerk, incident, 'tell_authority', { authority: '省网信办', channel: '电话', receipt_no: '回执七号' });
	assert.match((await clerk.open(`/matters/${incident}`)).text, /按时报告/);
});

test('what a step itself refuses is listed once, with what to do, and leads to the field on this page', async () => {
	const answer = await press(clerk, incident, 'add_parties', {}, '查明另有一家单位');
	assert.equal(answer.status, 422);
	assert.match(answer.text, /有 1 处需要改/);
	const listed = answer.links.filter(({ label }) => /没有选择要增列的单位/.test(label));
	assert.deepEqual(listed.map(({ href }) => href), ['#f-added']);
	assert.match(listed[0].label, /请至少选择一个/);
	assert.match(answer.html, /id="f-added"/);
	assert.match(answer.html, /查明另有一家单位/);
});

test('grading is for secops and the center, and not for the one who reported', async () => {
	assert.ok(![...(await clerk.open(`/matters/${incident}`)).html.matchAll(/value="(judge|confirm_grade)"/g)].length);
	await act(secops, incident, 'judge', { judged_grade: 'larger' });
	await act(security, incident, 'confirm_grade', { confirmed_grade: 'larger' });
	await inState(clerk, incident, '处置中');
});

test('a report to the authorities that nothing proves is marked, and the summary names it until it is proved', async () => {
	const operator = await server.having('operator.clerk').reduce(async (found, account) => {
		const before = await found;
		if (before) return before;
		const client = await server.as(account);
		return (await client.get(`/matters/${incident}`)).status === 200 ? client : null;
	}, Promise.resolve(null));
	await act(operator, incident, 'tell_authority', { authority: '省网信办', channel: '电话', received_by: '值班室' });
	assert.match((await clerk.open(`/matters/${incident}`)).text, /按时报告，缺凭证/);
	assert.match((await clerk.open('/incidents?condition=unproved')).text, /门户页面被篡改/);
	assert.match((await clerk.open(`/matters/${incident}/papers/report`)).text, /报告与告知[^]*缺凭证/);
	await act(clerk, incident, 'finish', { handled_day: server.today(), handled_time: new Date(Date.now() + 8 * 3600_000).toISOString().slice(11, 16), handled_how: '漏洞已修复，页面已经恢复访问。' });
	await act(secops, incident, 'verify', {}, '复测没有问题');
	const six = { sum_cause: '编辑器上传漏洞', sum_measures: '断网并修复', sum_harm: '首页被替换', sum_responsibility: '运维岗负责', sum_rectification: '组件已经升级', sum_lesson: '组件纳入管理' };
	const refused = await press(clerk, incident, 'summarize', six);
	assert.equal(refused.status, 422);
	assert.match(refused.text, /以下对外报告缺凭证：/);
	assert.match(refused.html, /编辑器上传漏洞/);
	assert.equal((await press(clerk, incident, 'supply_number', { number_given: '8' })).status, 422);
	await uploaded(operator, incident, 'told_proof');
	assert.doesNotMatch((await clerk.open(`/matters/${incident}`)).text, /，缺凭证/);
	assert.doesNotMatch((await clerk.open('/incidents?condition=unproved')).text, /门户页面被篡改/);
	const proofs = async (client) => (await client.open(`/matters/${incident}`)).html.match(/<b>对外报告凭证<\/b>.*?<\/tr>/g);
	for (const file of [1, 2]) await uploaded(clerk, incident, 'told_proof', paper(`own-${file}.pdf`));
	const [one, other] = (await proofs(secops)).sort((a, b) => a.length - b.length);
	assert.match(one, /told_proof\.pdf.*第 1 版/s);
	assert.match(other, /own-2\.pdf.*第 2 版.*第 1 版/s, 'each party has versions of its own');
	await act(clerk, incident, 'summarize', six);
	await inState(clerk, incident, '待归档');
	const summary = await clerk.open(`/matters/${incident}/papers/summarize`);
	assert.match(summary.text, /报告与告知[^]*回执七号[^]*见附件/);
	const signer = server.sql(`SELECT o.name FROM event e JOIN organisation o ON o.id = e.organisation_id WHERE e.matter_id = ${incident} AND e.action = 'summarize'`);
	assert.ok(summary.html.includes(`<div class="end"><p>${signer}<span`), `the paper is ${signer}’s alone, who handed it in`);
	assert.equal((await clerk.get(`/matters/${incident}/papers/summarize/number`)).status, 200);
	assert.equal((await operator.get(`/matters/${incident}/papers/summarize/number`)).status, 403);
});

test('a hazard in preparation is nobody else’s; an issued one is its unit’s alone', async () => {
	const id = await start(security, 'hazard', false);
	const edit = await security.open(`/matters/${id}/edit`);
	const receiver = edit.form('save').options('receiver').find(({ label }) => label === unit.clerk.organisation || label.includes(unit.clerk.organisation));
	assert.ok(receiver, unit.clerk.organisation);
	await fill(security, id, { title: '管理后台暴露', receiver: receiver.value, severity: 'high', source: 'scan', description: '后台可从互联网访问', demand: '关闭访问' });
	assert.equal((await clerk.get(`/matters/${id}`)).status, 404);
	await submitDraft(security, id, 'issue');
	await inState(clerk, id, '待签收');
	assert.equal((await stranger.get(`/matters/${id}`)).status, 404);
	assert.match((await clerk.open('/hazards')).text, /管理后台暴露/);
	assert.doesNotMatch((await stranger.open('/hazards')).text, /管理后台暴露/);
	await act(clerk, id, 'receive');
	const answer = await press(clerk, id, 'request_extension', { extension: '3' }, '需要与开发商协调停机窗口');
	assert.equal(answer.status, 422);
	assert.match(answer.text, /至多 2 个工作日/);
	assert.match(answer.html, /需要与开发商协调停机窗口/);
	await inState(clerk, id, '整改中');
});

// Found by the demo's inspection of two organisations, late by now: about the system that its row names.
test('a hazard that an inspection found in a system may end in a proposal to suspend it', async () => {
	const id = Number(server.sql("SELECT id FROM matter WHERE procedure_key = 'hazard' AND title LIKE '%主机补丁缺失三个月%'"));
	const name = '公路治超联网系统';
	assert.match((await security.open(`/matters/${id}`)).text, new RegExp(name));
	const grown = (key) => Number(server.sql(`SELECT max(id) FROM matter WHERE base_matter_id = ${id} AND procedure_key = '${key}'`));
	const lead = await server.as('center.lead');
	const theirs = await server.as('jtt-clerk');
	const before = server.sql(`SELECT state FROM matter WHERE id = ${id}`);
	await act(security, id, 'press', {}, '整改已逾期，督办');
	// In preparation: the step is not taken yet, and the draft is the center's alone.
	assert.equal(server.sql(`SELECT state FROM matter WHERE id = ${id}`), before);
	assert.ok((await security.open(`/matters/${id}`)).links.some(({ href }) => href === `/matters/${grown('supervision_notice')}`));
	const waiting = await theirs.open(`/matters/${id}`);
	assert.match(waiting.text, /督办单起草中，还没有下达/);
	assert.ok(!waiting.links.some(({ href }) => href === `/matters/${grown('supervision_notice')}`));
	assert.equal((await press(security, id, 'press', {}, '再次督办')).status, 422);
	await submitDraft(security, grown('supervision_notice'), 'issue');
	await inState(security, id, '督办整改');
	await act(security, id, 'publish', {}, '督办后仍未整改，通报');
	await inState(security, id, '督办整改');
	await submitDraft(security, grown('bulletin'), 'submit');
	await act(lead, grown('bulletin'), 'sign');
	await inState(security, id, '通报整改');
	await act(security, id, 'propose_suspension', {}, '通报后仍未整改，提请暂停接入');
	await inState(security, id, '提请暂停');
	assert.match((await security.open(`/matters/${grown('suspension')}`)).text, new RegExp(name));
});

test('findings of a scan come in as a CSV file, and each becomes a hazard', async () => {
	const id = await start(secops, 'scan', false);
	const edit = await secops.open(`/matters/${id}/edit`);
	const told = edit.form('save').options('operator_told').find(({ label }) => label.includes('锦江'));
	const receiver = edit.form('save').options('operator_told').find(({ label }) => label.includes(unit.clerk.organisation)).label;
	const today = server.today();
	await fill(secops, id, { title: '临时扫描', kind: 'event', operator_told: told.value, window_from: today, window_to: today, window_hours: '全天',
		tool: '扫描器', sources: '10.60.1.20', scope: '互联网区地址' });
	await submitDraft(secops, id, 'inform');
	const operator = await server.as('jinjiang-clerk');
	await act(operator, id, 'agree');
	const address = `/matters/${id}/rows/findings`;
	assert.equal((await operator.get(address)).status, 403);
	assert.equal((await stranger.get(address)).status, 404);
	assert.equal((await secops.get(`/matters/${id}/rows/nothing`)).status, 404);
	const heading = (await secops.get(`${address}/sample`)).text.replace(/^\uFEFF/, '').trim();
	assert.equal(heading, '等级,问题,整改单位,资产,漏洞编号,情况,修复建议');
	// By the button of the action's own form: what else was typed there comes along.
	const send = async (text) => {
		const page = await secops.submit(await secops.open(`/matters/${id}`), 'hand_in', 'file_rows:findings', { assets_scanned: '37' });
		assert.equal(page.status, 200, page.text.slice(0, 300));
		return secops.submit(page, (form) => form.action === address, null, {}, { file: { name: 'file', filename: 'findings.csv', content: text } });
	};
	const unknown = await send('等级,标题\n高危,某个问题\n');
	assert.equal(unknown.status, 422);
	assert.match(unknown.text, /没有“标题”这一列/);
	assert.match(unknown.html, /name="kept" value="[^"]*assets_scanned=37/);
	const read = await send(`${heading}\n中危,组件版本过低,${receiver},10.20.1.9,CNVD-1,组件有已知漏洞,升级组件版本\n低危,响应头泄露版本,${receiver},10.20.1.9,,响应头带版本号,关闭版本显示\n`);
	assert.equal(read.status, 200);
	assert.match(read.html, /响应头泄露版本/);
	assert.match(read.html, /name="assets_scanned"[^>]*value="37"|value="37"[^>]*name="assets_scanned"/);
	const forged = await secops.postParts(address, [...(await secops.open(address)).form((form) => form.action === address).entries(), ['kept', '%zz'],
		['file', { filename: 'findings.csv', content: Buffer.from(`${heading}\n`) }]]);
	assert.ok([400, 422].includes(forged.status), String(forged.status));
	await inState(secops, id, '扫描中');
	const done = await secops.submit(read, 'hand_in', 'hand_in', { assets_scanned: '2' });
	assert.equal(done.status, 303, done.text.slice(0, 600));
	assert.match((await clerk.open('/hazards')).text, /响应头泄露版本/);
});

test('registers are closed to posts that have nothing to do with them', async () => {
	for (const [role, path] of [['center.intake', '/hazards'], ['center.dispatch', '/compliance-filings'], ['center.dispatch', '/compliance-filings/gaps'],
		['admin.system', '/hazards'], ['review.expert', '/hazards']]) {
		const client = await server.as(role);
		assert.equal((await client.get(path)).status, 403, `${role} ${path}`);
	}
	for (const path of ['/hazards', '/compliance-filings', '/compliance-filings/gaps']) {
		assert.equal((await server.anyone().get(path)).status, 303, path);
		assert.equal((await clerk.get(`${path}?after=x`)).status, 400, path);
	}
});

test('an expert does not read the list of his organisation’s matters', async () => {
	let others = 0;
	for (const account of server.having('review.expert').filter(({ roles }) => roles.length === 1)) {
		const client = await server.as(account);
		const page = await client.open('/matters');
		for (const { href } of page.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) assert.equal((await client.get(href)).status, 200, href);
		// What his organisation takes part in, and he was not invited to.
		const ids = server.sql(`SELECT p.matter_id FROM matter_party p JOIN person e ON e.organisation_id = p.organisation_id WHERE e.login = '${account.login}' AND p.matter_id NOT IN (SELECT matter_id FROM matter_guest WHERE person_id = e.id) LIMIT 5`).split('\n').filter(Boolean);
		for (const id of ids) {
			assert.ok(!page.html.includes(`/matters/${id}"`), `${account.login} ${id}`);
			assert.equal((await client.get(`/matters/${id}`)).status, 404, `${account.login} ${id}`);
		}
		others += ids.length;
	}
	assert.ok(others > 0, 'the organisation of an expert has matters');
});

test('of critical infrastructure both authorities are told, each by a clock of its own, and a chosen report is put right', async () => {
	const told = Number(server.sql("SELECT id FROM matter WHERE procedure_key = 'incident' AND title LIKE '%交换节点被植入后门%'"));
	const theirs = (await security.open(`/matters/${told}`)).text;
	assert.match(theirs, /卫生健康行业保护工作部门[^]*?按时报告/);
	assert.match(theirs, /省公安厅网络安全保卫总队[^]*?迟报 \d+ 分钟/);
	const id = await start(clerk, 'incident', true);
	const path = `/matters/${id}`;
	await fill(clerk, id, { title: '核心系统被植入后门', suspected_grade: 'major', cii: 'yes', impact: '部分功能中断', measures: '已隔离' });
	await submitDraft(clerk, id, 'report');
	const lines = async () => (await clerk.open(path)).html.split('报告与告知</h').pop().split('</table>')[0].split('<tr>').map((row) => row.replace(/<[^>]*>/g, ' ')).filter((row) => /保护工作部门|公安机关/.test(row) && row.includes(unit.clerk.organisation));
	assert.equal((await lines()).length, 2);
	// To whom it went is asked for.
	const refused = await press(clerk, id, 'tell_authority', { authority: '行业主管部门', channel: '电话', receipt_no: '1' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /报告对象/);
	await act(clerk, id, 'tell_authority', { told_kind: 'protector', authority: '行业主管部门', channel: '电话', receipt_no: '1' });
	const [protector, police] = await lines();
	assert.match(protector, /保护工作部门[^]*按时报告/);
	assert.doesNotMatch(police, /按时报告/);
	await act(clerk, id, 'tell_authority', { told_kind: 'police', authority: '公安厅', channel: '电话' });
	assert.match((await lines())[1], /公安厅[^]*第 2 次报告|第 2 次报告[^]*公安厅/);
	assert.equal((await press(clerk, id, 'correct_told', { right_nth: '3', right_authority: '省公安厅' }, '机关名称不全')).status, 422);
	await act(clerk, id, 'correct_told', { right_nth: '2', right_authority: '省公安厅网安总队' }, '机关名称不全');
	await act(clerk, id, 'supply_number', { number_nth: '2', number_given: 'WA-1' });
	const [, after] = await lines();
	assert.match(after, /省公安厅网安总队[^]*WA-1/);
	assert.match((await clerk.open(path)).text, /报告机关（第 2 次报告）/);
});

test('a second change of the grade names the grade it takes the place of', async () => {
	const id = await start(clerk, 'incident', true);
	await fill(clerk, id, { title: '接口被反复调用', suspected_grade: 'larger', cii: 'no', impact: '接口缓慢', measures: '已限流' });
	await submitDraft(clerk, id, 'report');
	await act(secops, id, 'judge', { judged_grade: 'larger' });
	await act(security, id, 'confirm_grade', { confirmed_grade: 'larger' });
	const printed = async () => (await clerk.open(`/matters/${id}/papers/regrade`)).text;
	await act(security, id, 'regrade', { confirmed_grade: 'major' }, '影响扩大到两个市州');
	assert.match(await printed(), /原级别\s*较大\s*级别\s*重大/);
	await act(security, id, 'regrade', { confirmed_grade: 'special' }, '影响扩大到全省范围');
	assert.match(await printed(), /原级别\s*重大\s*级别\s*特别重大/);
	assert.doesNotMatch(await printed(), /原级别\s*较大/);
});

test('a bulletin for all reaches every organisation, and who has read it is counted and listed', async () => {
	const id = await start(security, 'bulletin', false);
	const path = `/matters/${id}`;
	await fill(security, id, { title: '年末网络安全保障的通报', scope: 'all', situation: '近期钓鱼邮件增多，已处置两起口令泄露。', demand: '提醒本单位工作人员' });
	await submitDraft(security, id, 'submit');
	assert.equal((await clerk.get(path)).status, 404);
	const lead = await server.as('center.lead');
	assert.ok(!(await lead.open(path)).html.includes('value="sign"'), 'it has no names to sign for');
	await act(lead, id, 'sign_all');
	await inState(security, id, '全体阅知中');
	const all = Number(server.sql(`SELECT count(*) FROM matter_copy WHERE matter_id = ${id}`));
	assert.ok(all > 40, `${all} organisations`);
	assert.match((await security.open(path)).text, new RegExp(`发送 ${all}，已阅 0，未阅 ${all}`));
	assert.match((await clerk.open('/copies')).text, /年末网络安全保障的通报/);
	const seen = await clerk.open(path);
	assert.match(seen.text, /本件发给您阅知/);
	assert.equal((await clerk.submit(seen, 'read_copy', 'read_copy')).status, 303);
	assert.match((await security.open(path)).text, new RegExp(`发送 ${all}，已阅 1，未阅 ${all - 1}`));
	const list = await security.open(`${path}/receipts`);
	assert.match(list.text, /下一页/);
	assert.match((await security.open(`${path}/receipts?condition=read`)).text, new RegExp(`${unit.clerk.organisation}[^]*已阅|信息化`));
	assert.equal((await security.open(`${path}/receipts?condition=read`)).html.split('<tr>').length, 3, 'the head and one row');
	const csv = (await security.open(`${path}/receipts?condition=unread&format=csv`)).html.trim().split('\r\n');
	assert.equal(csv.length - 1, all - 1);
	assert.match((await security.open(`${path}/papers/sign_all`)).text, /各使用单位、云服务商和有关单位/);
	await act(security, id, 'urge_reading');
	const outside = await server.as('review.expert');
	assert.equal((await outside.get(`${path}/receipts`)).status, 404);
});

end();
