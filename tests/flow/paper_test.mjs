// Papers as PDF: the words of the page, in the layout of a letter, the same bytes each time.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from './server.mjs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'paper' });

const tool = (name, args, input) => execFileSync(name, args, { input, maxBuffer: 1 << 26 }).toString('utf8');
const squeezed = (text) => text.replace(/\s|\f/g, '');

// One paper of every kind that the lists of the center lead to.
async function papers(client, usable = () => true) {
	const found = new Map();
	const enough = () => found.size >= 12 && [...found.keys()].some((label) => label.includes('受理通知书'));
	for (let address = '/matters'; address !== undefined && !enough();) {
		const list = await client.open(address);
		for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href)).slice(0, 25)) {
			const matter = await client.open(href);
			for (const { href: paper, label } of matter.links) if (/\/papers\/\w+$/.test(paper) && !found.has(label) && usable(matter)) found.set(label, paper);
		}
		address = list.links.find(({ label }) => label.includes('下一页'))?.href.replaceAll('&amp;', '&');
	}
	return found;
}

test('every kind of paper is there as PDF, with the words of its page and no more than embedded fonts', async () => {
	const client = await server.as('center.lead');
	const found = await papers(client);
	assert.ok(found.size >= 8, [...found.keys()].join());
	for (const [label, address] of found) {
		const page = await client.open(address);
		assert.match(page.html, /format=pdf/, address);
		const file = await client.open(`${address}?format=pdf`);
		assert.equal(file.headers['content-type'], 'application/pdf');
		assert.match(file.headers['content-disposition'], /attachment;.*\.pdf/);
		const text = squeezed(tool('pdftotext', ['-raw', '-', '-'], file.bytes).replace(/^\f?— \d+ —$/gm, ''));
		const unnumbered = page.html.includes('class="blank"'); // a bulletin then has a line to write on where the page has words
		const words = page.html.match(/<article[^]*<\/article>/)[0].replace(/<caption class="visually-hidden">[^<]*/g, '').match(/>[^<]+</g).map((piece) => squeezed(piece.slice(1, -1))).filter((piece) => piece.length > 2 && !piece.includes('&') && piece !== '（印章）' && !(unnumbered && /^(文号|办件编号)：/.test(piece)));
		for (const piece of words.slice(0, 60)) assert.ok(piece.length > 40 || text.includes(piece), `${label} ${address}: ${piece}`);
		const fonts = tool('pdffonts', ['-'], file.bytes).split('\n').slice(2).filter(Boolean);
		assert.ok(fonts.length > 0);
		for (const font of fonts) assert.match(font, /CID .*yes yes yes/, font);
		assert.match(tool('pdfinfo', ['-'], file.bytes), /A4/);
	}
});

// What was decided stands in the paper itself, and in its PDF; matters are told by the demo, [state, action, words].
const decisions = [
	['interpretation:published', 'publish', [/现答复如下/, /答复.{10,}/]],
	['interpretation:answered', 'answer_only', [/按你单位备案回执所列范围执行/]],
	['downsizing:cancelled', 'cancel', [/决定撤销建议，维持原配置/, /业务高峰属实/, /现有目标/]],
	['downsizing:window_check', 'adjust', [/决定调整建议/, /决定规格资源现有目标处理器（核）\d+/]],
	['downsizing:scheduling', 'maintain', [/决定维持建议/, /建议规格资源涉及台数现有目标.*处理器（核）/, /维持建议/]],
	['penalty:talking', 'decide_talk', [/决定对你单位约谈/, /时限10个工作日/]],
	['penalty:delivering', 'decide_criticism', [/决定对你单位通报批评/]],
	['penalty:done', 'decide_deduction', [/决定扣减你单位服务费用68,?500\.00元/]],
	['penalty:rectifying', 'decide_rectification', [/责令你单位限期整改/, /时限15个工作日/]],
	['platform_admission:admitted', 'admit', [/核定容量/]],
	['complaint:valid', 'uphold', [/投诉属实/]],
	['complaint:invalid', 'dismiss', [/投诉不属实/]],
	['change:rejected', 'reject', [/不予同意，资源保持不变/]],
	['assessment:applying', 'publish', [/得分\d+\.\d\d，等次：/, /合计100\.00/]],
	['hazard:risk_accepted', 'accept_risk', [/控制措施/]],
	['hazard:risk_check', 'issue', [/请不迟于20\d\d年\d+月\d+日完成整改/, /时限至20\d\d年\d+月\d+日止/]],
	['hazard:rectifying', 'issue', [/请不迟于20\d\d年\d+月\d+日(\d\d时\d\d分)?完成整改/, /时限\d+(个工作日|小时)，自本件发出(次日)?起算，至20\d\d年/]],
	['supervision_notice:receipt', 'issue', [/请签收后办理，不迟于20\d\d年\d+月\d+日书面回复/]],
	['change:done', 'approve_renewal', [/续期后至20\d\d年\d+月\d+日/, /原使用期限至20\d\d年\d+月\d+日/, /续期\d年/]],
	['penalty:replying', 'notify', [/书面陈述申辩，不迟于20\d\d年\d+月\d+日/]],
	['downsizing:notified', 'issue', [/请不迟于20\d\d年\d+月\d+日在平台上答复/]],
	['revocation:statement', 'open_hearing', [/请不迟于20\d\d年\d+月\d+日书面陈述意见/]],
	['change:major_notice', 'find_major', [/请不迟于20\d\d年\d+月\d+日答复/]],
	['application:correcting', 'request_correction', [/\d+个工作日内，不迟于20\d\d年\d+月\d+日，登录平台补正提交/]],
	['inspection:done', 'conclude', [/对你单位的检查结论见附表/, /检查情况/, /检查结论单位结论结论说明/, /问题等级问题整改单位/]],
	['incident:closed', 'confirm_grade', [/确认为(一般|较大|重大|特别重大)网络安全事件/, /定级意见/]],
	['incident:closed', 'regrade', [/级别调整为(一般|较大|重大|特别重大)网络安全事件/, /原级别重大级别较大/]],
	['downsizing:cancelled', 'recall', [/现予收回/, /建议规格资源涉及台数现有目标/]],
	['downsizing:done', 'order_backup', [/由运行单位备份并保留数据后释放/, /备份保留日数365/]],
	['downsizing:executing', 'set_window', [/现指定于20\d\d年\d+月\d+日.*执行/]],
	['emergency_growth:returned', 'issue', [/数量见附表/, /时限2小时，自本件发出起算，至/, /借用的资源资源增加处理器（核）\d+/]],
	['emergency_growth:returned', 'return_early', [/借用的资源（见附表）应予退还/, /时限3个工作日/, /借用的资源资源增加处理器（核）\d+/]],
	['contract:in_force', 'adopt_supplement', [/补充协议编号补-2026-02/, /变更事项可用率由/, /施行日期20\d\d年\d+月\d+日/, /违约与处罚条款/]],
	['exit:notified', 'publish', [/请不迟于20\d\d年\d+月\d+日在平台上认领/, /时限30日/]],
	['application:operating', 'conclude_pass', [/评审结论：通过/, /云主机需求用途环境.*\d+台/]],
	['application:replanning', 'conclude_adjust', [/请按下列意见调整方案/, /时限\d+个工作日，自本件发出次日起算/, /云主机需求/]],
	['downsizing:notified', 'issue', [/建议规格资源涉及台数/, /涉及云主机/]],
	['platform_admission:correcting', 'request_correction', [/请不迟于20\d\d年\d+月\d+日重新报送/]],
	['report_confirmation:invited', 'invite', [/请不迟于20\d\d年\d+月\d+日在平台上答复/]],
	['fault:closed', 'report', [/受影响处理器/, /数据丢失(是|否)/, /受影响单位单位(影响)?四川省/]],
	['suspension:suspended', 'decide', [/暂停范围：/, /依据/]],
	['application:operating', 'approve_application', [/安全管理责任不变，数据管理关系不变，安全管理标准不变/, /云服务商负责基础网络及服务平台的安全管理/, /安全责任岗位/]],
	['application:rejected', 'refuse_ruling', [/不予核定云资源，本件办结/, /云主机需求用途环境/, /不再单独核定资源/]],
	['application:abandoned', 'abandon_plan', [/经评审须调整方案，时限已过，至今没有重报/, /云主机需求/]],
	['application:abandoned', 'stop_allocation', [/决定终止分配，核定的资源全部释放/, /核定资源用途平台资源申请量核定量/]],
	['suspension:resumed', 'refuse_resumption', [/不予恢复接入/, /继续整改，整改完成后重新申请/, /整改情况/]],
	['suspension:resumed', 'lift', [/经复核，决定解除，恢复接入/, /暂停范围/]],
	['platform_suspension:resumed', 'lift', [/经复核，决定解除，恢复分配/]],
	['suspension:withdrawn', 'withdraw', [/现予撤回，系统照常运行/]],
	['platform_suspension:resumed', 'refuse_resumption', [/经核验和研究，不予恢复/]],
	['change:reapplied', 'uphold_major', [/认定为重大变更/, /资源变更平台资源变更前变更后/]],
	['change:reviewing', 'waive_major', [/不认定为重大变更/, /资源变更平台资源变更前变更后/]],
	['exit:closed', 'accept_empty', [/系统退出通知书/, /已不占用任何云平台的资源，没有需要保留的快照和需要清除的数据/, /云监管服务商撤除监控后/]],
	['exit:closed', 'order_empty', [/系统退出通知书/, /对外贸易服务平台移动端/, /已不占用任何云平台的资源/]],
	['exit:kept', 'accept_claim', [/决定保留运行，不再清理/, /使用计划/]],
	['exit:kept', 'keep', [/决定保留运行，不再清理/]],
	['exit:closing', 'confirm_wipe_passive', [/使用单位没有参加确认/, /由省大数据中心代为与云服务商共同核对/, /方式清除/,
		/核验方式（四川省大数据中心[^核]*核对清除记录/, /核验方式（岷山云[^核]*远程登录核验/, /核验方式（剑门灾备[^核]*现场核验/]],
	['annual_plan:executing', 'refuse_adjustment', [/不同意调整，请按原计划实施/, /调整后的计划项/]],
	['emergency_growth:passive_returning', 'stand_in', [/逾期没有确认，现转由省大数据中心代为确认/, /时限\d+个工作日/, /借用的资源资源增加处理器（核）4/]],
	['emergency_growth:cancelled', 'cancel', [/现予取消/, /借用的资源资源增加/]],
	['supervision_notice:cancelled', 'cancel', [/不必再回复/]],
	['penalty:cancelled', 'cancel', [/不必再陈述/]],
	['interpretation:declined', 'decline', [/不属于条款解释事项/]],
	['revocation:kept', 'withdraw_proposal', [/保留你单位服务商资格/]],
	['hazard:cancelled', 'cancel', [/不必再整改/]],
	['hazard:risk_accepted', 'refuse_risk', [/不予批准/, /控制措施隔离网段并限制来源地址/]],
	['verification:planning', 'ask_plan', [/不迟于20\d\d年\d+月\d+日报送/, /时限10个工作日/, /资源核实资源物理总量/]],
	['penalty:proposed', 'propose_revocation', [/决定建议撤销你单位省级政务云平台服务商资格/, /另行通知听取意见/]],
	['exit:closed', 'confirm_wipe', [/于20\d\d年\d+月\d+日以/, /运行操作日志保存至20\d\d年\d+月\d+日/]],
];

test('a paper that decides says what was decided, with its amount, its measure and its time, on the page and as PDF', async () => {
	const client = await server.as('center.lead');
	for (const [state, action, words] of decisions) {
		const list = await client.open(`/matters?state=${state}`);
		let page;
		for (const id of new Set(list.html.match(/\/matters\/\d+/g) ?? [])) {
			const answer = await client.get(`${id}/papers/${action}`);
			if (answer.status === 200) page = { id, text: squeezed(answer.html.match(/<article[^]*<\/article>/)[0].replace(/<caption class="visually-hidden">[^<]*/g, '').replace(/<[^>]*>/g, '')) };
			if (page) break;
		}
		assert.ok(page, `no matter in ${state} has the paper of ${action}`);
		for (const word of words) assert.match(page.text, word, `${state} ${action}`);
		assert.doesNotMatch(page.text, /见平台记录/);
		const file = await client.open(`${page.id}/papers/${action}?format=pdf`);
		const printed = squeezed(tool('pdftotext', ['-raw', '-', '-'], file.bytes).replace(/^\f?— \d+ —$/gm, ''));
		assert.match(printed, words[0], `${state} ${action} as PDF`);
	}
});

// Text of the paper and of its PDF.
async function printed(client, address) {
	const answer = await client.get(address);
	if (answer.status !== 200) return undefined;
	const file = await client.open(`${address}?format=pdf`);
	return { page: squeezed(answer.text), pdf: squeezed(tool('pdftotext', ['-raw', '-', '-'], file.bytes)) };
}

test('a bulletin is headed as one, once, whatever its title was copied from, and what was typed in paragraphs is printed in them', async () => {
	const client = await server.as('center.lead');
	let copied = 0;
	for (const state of ['issued', 'circulating', 'done', 'ended']) {
		const list = await client.open(`/matters?state=bulletin:${state}`);
		for (const id of new Set(list.html.match(/\/matters\/\d+/g) ?? [])) for (const action of ['sign', 'sign_all']) {
			const answer = await client.get(`${id}/papers/${action}`);
			if (answer.status !== 200) continue;
			const title = answer.html.match(/<h1>([^<]*)<\/h1>/)[1];
			assert.match(title, /^关于.+通报$/, id);
			assert.doesNotMatch(title, /通报的通报|^关于关于/, id);
			copied += !(await client.open(id)).html.includes(title);
			for (const [, text] of answer.html.matchAll(/<p class="body">([^<]*)<\/p>/g)) assert.doesNotMatch(text, /\n/, id);
		}
	}
	assert.ok(copied > 0, 'none was copied from a hazard');
});

test('a finding is read by the organisation it is for, not by others inspected with it', async () => {
	const findings = { 'jtt-clerk': '主机补丁缺失三个月', 'minshan-clerk': '特权账号未定期复核' };
	const client = await server.as('center.lead');
	const list = await client.open('/matters?state=inspection:done');
	let both;
	for (const id of new Set(list.html.match(/\/matters\/\d+/g))) {
		const { text } = await client.open(id);
		if (Object.values(findings).every((words) => text.includes(words))) both = id;
	}
	assert.ok(both, 'the center reads all findings');
	for (const [login, own] of Object.entries(findings)) {
		const party = await server.as(login);
		const paper = await printed(party, `${both}/papers/conclude`);
		const shown = [(await party.open(both)).text, (await party.open(`${both}/print`)).text, paper.page, paper.pdf];
		for (const words of Object.values(findings))
			assert.equal(shown.some((text) => squeezed(text).includes(words)), words === own, `${login} ${words}`);
		assert.ok(paper.page.includes(own) && paper.pdf.includes(own), login);
	}
});

test('what was found at one organisation is confirmed by it and not read by others inspected with it', async () => {
	const facts = { 'jtt-clerk': '两台主机缺三个月补丁', 'minshan-clerk': '特权账号已登记但没有定期复核' };
	const lead = await server.as('center.lead');
	let both;
	for (const id of new Set((await lead.open('/matters?state=inspection:done')).html.match(/\/matters\/\d+/g))) {
		const { text } = await lead.open(id);
		if (Object.values(facts).every((words) => text.includes(words))) both = id;
	}
	assert.ok(both, 'the center reads what was found at each');
	for (const [login, own] of Object.entries(facts)) {
		const party = await server.as(login);
		const paper = await printed(party, `${both}/papers/conclude`);
		const shown = [(await party.open(both)).text, (await party.open(`${both}/print`)).text, paper.page, paper.pdf];
		for (const words of Object.values(facts))
			assert.equal(shown.some((text) => squeezed(text).includes(words)), words === own, `${login} ${words}`);
		// The earlier record too, which was objected to.
		assert.equal(shown.some((text) => squeezed(text).includes('一个特权账号未登记')), login === 'minshan-clerk', login);
	}
});

test('what is concluded about one organisation is not read by others inspected with it, what is said of all is', async () => {
	const verdicts = { 'jtt-clerk': '日志和备份落实较好，补丁管理有欠缺', 'minshan-clerk': '平台运行平稳，特权账号缺少定期复核' };
	const lead = await server.as('center.lead');
	let both;
	for (const id of new Set((await lead.open('/matters?state=inspection:done')).html.match(/\/matters\/\d+/g))) {
		const { text } = await lead.open(id);
		if (Object.values(verdicts).every((words) => text.includes(words))) both = id;
	}
	assert.ok(both, 'the center reads what was concluded about each');
	for (const [login, own] of Object.entries(verdicts)) {
		const party = await server.as(login);
		const paper = await printed(party, `${both}/papers/conclude`);
		const shown = [(await party.open(both)).text, (await party.open(`${both}/print`)).text, paper.page, paper.pdf];
		for (const words of Object.values(verdicts))
			assert.equal(shown.some((text) => squeezed(text).includes(words)), words === own, `${login} ${words}`);
		assert.ok(paper.page.includes(own) && paper.pdf.includes(own) && paper.page.includes('总体落实较好'), login);
	}
});

test('the notice of a hazard names the day its limit ends, and the minute where it runs in hours, however it was opened', async () => {
	const client = await server.as('center.lead');
	const seen = new Map();
	for (const state of ['receipt', 'rectifying', 'supervised', 'recheck']) {
		const list = await client.open(`/matters?state=hazard:${state}`);
		for (const id of new Set(list.html.match(/\/matters\/\d+/g) ?? [])) {
			const paper = await printed(client, `${id}/papers/issue`);
			assert.ok(paper !== undefined, id);
			const limit = /时限(?:(24小时|\d+个工作日)，自本件发出(次日)?起算，)?至(20\d\d年\d+月\d+日)(\d\d时\d\d分)?止/.exec(paper.page);
			assert.ok(limit !== null, `${id}: ${paper.page.slice(0, 300)}`);
			assert.ok(paper.pdf.includes(limit[0]), id);
			assert.ok(paper.page.includes(`请不迟于${limit[3]}${limit[4] ?? ''}完成整改`), id);
			assert.equal(limit[1] === '24小时', limit[4] !== undefined);
			seen.set(limit[4] === undefined ? 'days' : 'hours', id);
		}
	}
	for (const kind of ['days', 'hours']) assert.ok(seen.has(kind), [...seen.keys()].join());
});

test('the day that a notice names is the day on which the clock of its matter ends', async () => {
	const client = await server.as('center.lead');
	for (const [state, action] of [['penalty:replying', 'notify'], ['downsizing:notified', 'issue'], ['revocation:statement', 'open_hearing']]) {
		const [id] = (await client.open(`/matters?state=${state}`)).html.match(/\/matters\/\d+/);
		const [, year, month, day] = /不迟于(20\d\d)年(\d+)月(\d+)日/.exec((await printed(client, `${id}/papers/${action}`)).page);
		const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
		assert.ok((await client.open(id)).text.includes(date), `${state} ${id} ${date}`);
	}
});

test('a reprint is the same to the byte', async () => {
	const client = await server.as('center.lead');
	const [, address] = [...await papers(client)][0];
	const first = await client.open(`${address}?format=pdf`);
	assert.ok(first.bytes.equals((await client.open(`${address}?format=pdf`)).bytes));
	assert.ok(first.bytes.equals((await (await server.as('center.intake')).open(`${address}?format=pdf`)).bytes));
});

test('who may not see the matter gets no paper of it', async () => {
	const client = await server.as('center.lead');
	const [, address] = [...await papers(client)].find(([label]) => label.includes('受理'));
	const page = await client.open(address);
	const stranger = await server.as(server.having('unit.clerk').find(({ organisation }) => !page.text.includes(organisation)));
	assert.equal((await stranger.get(`${address}?format=pdf`)).status, 404);
	assert.equal((await client.get(`${address.replace(/\w+$/, 'nothing')}?format=pdf`)).status, 404);
});

test('the office enters number and date after issue, once, in any brackets; paper and PDF show them', async () => {
	const client = await server.as('center.intake');
	const found = [...await papers(client)].filter(([label]) => label.includes('受理通知书')).map(([, address]) => address)[0];
	const before = await client.open(found);
	assert.match(before.html, /文号：<span class="blank">/);
	let office = await client.open(`${found}/number`);
	const old = await client.open(`${found}/number`);
	for (const [number, word] of [['', '文号'], ['川数中心函12号', '机关代字'], ['川数中心函〔26〕12号', '机关代字'], ['川数中心函〔2026〕012号', '机关代字'], ['川数中心函〔2026〕第12号', '机关代字'], ['〔2026〕12号', '文号']]) {
		const refused = await client.submit(office, 'enter', 'enter', { number });
		assert.equal(refused.status, 422, number);
		assert.ok(refused.text.includes(word), refused.text.slice(0, 400));
		assert.ok(number === '' || refused.html.includes(`value="${number}"`));
		office = refused;
	}
	assert.equal((await client.submit(office, 'enter', 'enter', { number: '川数中心函〔2026〕12号', dated_day: '2020-01-01' })).status, 422);
	const shown = await client.follow(await client.submit(await client.open(`${found}/number`), 'enter', 'enter', { number: '川数中心函[2026]12号' }));
	assert.match(shown.text, /文号：川数中心函〔2026〕12号/);
	const text = squeezed(tool('pdftotext', ['-raw', '-', '-'], (await client.open(`${found}?format=pdf`)).bytes));
	assert.match(text, /文号：川数中心函〔2026〕12号/);
	/* From a page that was open meanwhile. */
	assert.equal((await client.submit(old, 'enter', 'enter', { number: '川数中心函〔2026〕13号' })).status, 409);
});

test('a number is used once; a voided one stays in the record and is not used again', async () => {
	const client = await server.as('center.intake');
	const all = [...await papers(client)];
	const first = all.find(([label]) => label.includes('受理通知书'))[1];
	const other = await (async () => {
		for (const [label, address] of all) if (!label.includes('受理通知书') && (await client.get(`${address}/number`)).status === 200) return address;
	})();
	const refused = await client.submit(await client.open(`${other}/number`), 'enter', 'enter', { number: '川数中心函〔2026〕12号' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /这个文号已用于 SQ-|这个文号已用于 \S+/);
	const office = await client.open(`${first}/number`);
	const silent = await client.submit(office, 'void', 'void', { reason: '' });
	assert.equal(silent.status, 422);
	const voided = await client.follow(await client.submit(silent, 'void', 'void', { reason: '登记错误' }));
	assert.match(voided.text, /已作废[^]*登记错误/);
	assert.match((await client.open(first)).html, /文号：<span class="blank">/);
	const again = await client.submit(await client.open(`${first}/number`), 'enter', 'enter', { number: '川数中心函〔2026〕12号' });
	assert.match(again.text, /虽已作废也不能再用/);
	assert.match((await (await server.as('admin.audit')).open('/audit')).text, /作废文号[^]*登记文号/);
});

test('only who issued a paper enters its number', async () => {
	const client = await server.as('center.intake');
	// The center's own matters have no unit beside it.
	const all = [...await papers(client, (matter) => server.having('unit.clerk').some(({ organisation }) => organisation !== '省大数据中心' && matter.text.includes(organisation)))];
	const notice = all.find(([label]) => label.includes('受理通知书'))[1];
	const letter = await (async () => {
		for (const [, address] of all) if (/<div class="end"><p>(?![^<]*大数据中心)/.test((await client.open(address)).html)) return address;
	})();
	assert.equal((await client.get(`${letter}/number`)).status, 403);
	assert.doesNotMatch((await client.open(letter)).html, /登记文号/);
	const page = await client.open(notice);
	const unit = server.having('unit.clerk').find(({ organisation }) => organisation !== '省大数据中心' && page.text.includes(organisation));
	const clerk = await server.as(unit);
	assert.equal((await clerk.get(`${notice}/number`)).status, 403);
	const stranger = await server.as(server.having('unit.clerk').find(({ organisation }) => !page.text.includes(organisation)));
	assert.equal((await stranger.get(`${notice}/number`)).status, 404);
});

const program = path.join(build, 'zwy-press');
const pressed = (html) => execFileSync(program, ['2026-11-20T09:31:00+08:00'], { input: html, maxBuffer: 1 << 26 });
const letter = (inside) => `<html><body><article class="sheet letter"><h1>关于某事的函</h1>${inside}<div class="end"><p>四川省大数据中心<span class="yz">（印章）</span></p><p>2026年11月20日</p></div></article></body></html>`;

test('a table longer than a page repeats its heading, and a row longer than a page is cut between lines', () => {
	const rows = Array.from({ length: 200 }, (_, i) => `<tr><td>第${i}行</td><td class="num">${i}</td></tr>`).join('');
	const many = pressed(letter(`<table><thead><tr><th>名称</th><th>数量</th></tr></thead><tbody>${rows}</tbody></table>`));
	const pages = tool('pdftotext', ['-raw', '-', '-'], many).split('\f').filter((page) => page.includes('行'));
	assert.ok(pages.length > 4);
	for (const page of pages) assert.match(page, /名称 数量/);
	for (let i = 0; i < 200; i++) assert.equal(pages.filter((page) => page.includes(`第${i}行`)).length, 1, `row ${i}`);
	const long = Array.from({ length: 1500 }, (_, i) => `句${i}。`).join('');
	const text = squeezed(tool('pdftotext', ['-raw', '-', '-'], pressed(letter(`<table><tbody><tr><td>甲</td><td>${long}</td></tr></tbody></table>`))));
	for (const i of [0, 700, 1499]) assert.ok(text.includes(`句${i}。`), String(i));
});

test('a page that holds no letter is refused, and markup in it is text', () => {
	for (const html of ['', 'x', '<p>no paper</p>', '\0\0', letter('').replace('letter', 'form')]) assert.throws(() => pressed(html), { status: 1 });
	const text = tool('pdftotext', ['-raw', '-', '-'], pressed(letter('<p class="body">甲&lt;b&gt;乙&amp;丙</p><script>alert(1)</script>')));
	assert.match(text, /甲<b>乙&丙/);
	assert.doesNotMatch(text, /alert/);
});

await end(/conflict|CONFLICT|FORBIDDEN|forbidden/);
