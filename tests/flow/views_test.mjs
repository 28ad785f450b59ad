// What stands beside a decision, and who does not see it (第三十二条).
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { part } from './html.mjs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'views' });

// One of this procedure that waits for this role: whom it concerns and the page.
async function waiting(role, procedure) {
	for (const account of server.having(role)) {
		const client = await server.as(account);
		const inbox = await client.open(`/inbox?role=${role}`);
		for (const { href } of inbox.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const page = await client.open(href);
			if (page.text.includes(procedure) && part(page.html, '该单位情况')) return { href, page };
		}
	}
	return assert.fail(`${role} has no ${procedure}`);
}

test('who rules on an application sees what the unit has, uses, asked for before and left unanswered', async () => {
	const { page } = await waiting('center.approve', '云资源使用申请');
	assert.match(part(page.html, '该单位情况'), /在用系统.*此前申请.*使用率均值/s);
	assert.ok(part(page.html, '该单位没有答复的通知'));
	assert.ok(page.links.some(({ href }) => href.endsWith('/review')));
});

test('decisions about changes and downsizing have the same beside them, with the judgement of the system', async () => {
	for (const [role, procedure] of [['center.approve', '云资源使用变更'], ['center.approve', '资源降配与回收']]) {
		const { page } = await waiting(role, procedure);
		assert.match(part(page.html, '该单位情况'), /本系统评估/);
	}
});

test('earlier requests are links, with who decided what', async () => {
	const client = await server.as('center.lead');
	let seen = 0;
	for (let address = '/matters'; address && seen === 0;) {
		const list = await client.open(address);
		for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const earlier = part((await client.open(href)).html, '该单位此前的申请与决定');
			if (/href="\/matters\/\d+"/.test(earlier) && /省大数据中心|数据中心/.test(earlier)) seen++;
			if (seen) break;
		}
		address = list.links.find(({ href }) => /^\/matters\?.*after=/.test(href))?.href;
	}
	assert.ok(seen > 0);
});

test('an operator on the same matter does not see the unit’s record', async () => {
	const operator = await server.as('jinjiang-clerk');
	const list = await operator.open('/matters');
	let looked = 0;
	for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
		const page = await operator.open(href);
		assert.equal(part(page.html, '该单位情况'), '', href);
		assert.equal(part(page.html, '该单位没有答复的通知'), '', href);
		looked++;
	}
	assert.ok(looked > 3);
});

// Not about what a unit has, uses or owes, each with what stands beside that decision instead.
const elsewhere = {
	complaint: 'deeds', // an operator is judged
	fault: 'fault_facts', // somebody’s fault, against the clock
	incident: 'incident_grades', // likewise
	interpretation: 'earlier_interpretations', // a question about the rule book
	ledger_confirmation: 'ledger_resources', // what a unit says of its own register
	takeover: 'takeover_records', // likewise
};

// About no unit: what stands beside the center's decision on operators and on what everybody sent in.
const others = {
	assessment: 'assess_sheet', // the counted sheet of the operator, with every record that cost it points
	assessment_bulletin: 'report_text', // the sheets of the quarter
	backup_test: 'parties_record',
	bulletin: 'parties_record',
	contract: 'contract_terms',
	fault_summary: 'own_faults',
	inspection: 'parties_record',
	maintenance: 'deeds',
	monthly_report: 'report_text',
	penalty: 'earlier_penalties',
	performance_test: 'parties_record',
	platform_admission: 'admitted_platform',
	platform_change: 'platform_change_lines',
	platform_suspension: 'parties_record',
	revocation: 'earlier_penalties',
	security_report: 'report_text',
	utilisation_report: 'report_text',
	verification: 'verification_check',
};

// Whom a procedure is about, and who holds its states: a state the center holds is one in which it decides.
const procedures = readdirSync('db/procedures').map((name) => {
	const text = readFileSync(`db/procedures/${name}`, 'utf8');
	const line = (key) => new RegExp(`^${key}: (.*(?:\\n {2,}.*)*)`, 'm').exec(text)?.[1] ?? '';
	const holders = [...text.matchAll(/\bholder: (\[[^\]]*\]|[\w.]+)/g)].map(([, who]) => who).join(' ');
	return {
		key: name.replace('.yaml', ''), panels: line('panels').match(/\w+/g) ?? [],
		unit: /\bunit\./.test(line('start')) || /\bsystem\b/.test(line('subject')) || /for: \[[^\]]*\bunit\b/.test(line('round')),
		center: /\bcenter\./.test(holders),
	};
});

test('every procedure in which the center decides about a unit shows its record', () => {
	const decided = procedures.filter(({ unit, center }) => unit && center);
	// Begun by units or operators, by the program for units, decided by the security or assessing post: all are found.
	for (const key of ['application', 'compliance_filing', 'efficiency_score', 'hazard', 'suspension'])
		assert.ok(decided.some((procedure) => procedure.key === key), key);
	for (const { key, panels } of decided) {
		const wanted = elsewhere[key] ?? 'unit_record';
		assert.ok(panels.includes(wanted), `${key} lacks ${wanted}`);
	}
	for (const key of Object.keys(elsewhere)) assert.ok(decided.some((procedure) => procedure.key === key), `${key} needs no exception`);
});

test('no procedure in which the center decides is without what the record says', () => {
	const decided = procedures.filter(({ unit, center }) => !unit && center);
	for (const { key, panels } of decided) assert.ok(others[key] && panels.includes(others[key]), `${key} has nothing beside the center’s decision`);
	for (const key of Object.keys(others)) assert.ok(decided.some((procedure) => procedure.key === key), `${key} needs no line`);
});

test('who decides about an inspection or a bulletin sees what the record says of each organisation it names', async () => {
	const lead = await server.as('center.lead');
	for (const [state, action] of [['inspection:plan_check', 'approve_plan'], ['bulletin:approval', 'sign']]) {
		const ids = [...new Set((await lead.open(`/matters?state=${state}`)).html.match(/\/matters\/\d+(?=")/g))];
		assert.ok(ids.length > 0, state);
		for (const href of ids) {
			const page = await lead.open(href);
			assert.match(page.html, new RegExp(`value="${action}"`));
			const panel = part(page.html, '当事单位情况');
			assert.match(panel, /在改 \d+ 件，逾期 \d+ 件/, href);
			assert.match(panel, /没有答复的通知.*使用率均值/s);
			// One line for each organisation that the form names.
			assert.ok((panel.match(/<tr>/g) ?? []).length > 1, href);
		}
	}
});

test('what was decided about an operator before stands beside the ruling on its objection, with who decided', async () => {
	const assess = await server.as('center.assess');
	const [href] = (await assess.open('/matters?state=spot_check:ruling')).html.match(/\/matters\/\d+(?=")/);
	const page = await assess.open(href);
	assert.match(part(page.html, '当事单位情况'), /在改 \d+ 件/);
	assert.match(part(page.html, '当事单位此前的办理与决定'), /href="\/matters\/\d+".*四川省大数据中心/s);
});

test('organisations do not see what the record says of them or of others', async () => {
	let looked = 0;
	for (const role of ['operator.clerk', 'unit.clerk', 'secops.clerk'])
		for (const account of server.having(role).filter(({ organisation }) => organisation !== '省大数据中心').slice(0, 3)) {
			const client = await server.as(account);
			for (const procedure of ['inspection', 'bulletin', 'spot_check', 'hazard'])
				for (const href of new Set((await client.open(`/matters?procedure=${procedure}`)).html.match(/\/matters\/\d+(?=")/g) ?? [])) {
					assert.equal(part((await client.open(href)).html, '当事单位'), '', href);
					assert.doesNotMatch((await client.open(href)).text, /当事单位(情况|此前)/, href);
					looked++;
				}
		}
	assert.ok(looked > 5);
});

test('beside a filing stands the record of the unit and what is registered about the same thing', async () => {
	const { page } = await waiting('center.security', '等保密评等结果报备');
	assert.ok(part(page.html, '同一对象已登记的结果'));
	assert.match(part(page.html, '该单位情况'), /在用系统.*此前申请.*使用率均值/s);
});

test('what lapsed is said in red beside the next filing of the same thing', async () => {
	const security = await server.as('center.security');
	let lapsed = 0;
	for (let address = '/matters?procedure=compliance_filing'; address && lapsed === 0;) {
		const list = await security.open(address);
		for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const panel = part((await security.open(href)).html, '同一对象已登记的结果');
			if (/<b class="bad">[\d-]+ 已过期/.test(panel)) lapsed++;
		}
		address = list.links.find(({ href }) => /^\/matters\?.*after=/.test(href))?.href;
	}
	assert.ok(lapsed > 0);
});

test('who decides about an objection to a score sees the record of the unit', async () => {
	const { page } = await waiting('center.assess', '使用效率评分');
	assert.match(part(page.html, '该单位情况'), /在用系统.*此前申请.*使用率均值/s);
});

test('incidents stand in one list with grade, stage and reports, filters in the address', async () => {
	const lead = await server.as('center.lead');
	const all = await lead.open('/incidents');
	const ids = (page) => page.links.filter(({ href }) => /^\/matters\/\d+$/.test(href)).map(({ href }) => href);
	assert.ok(ids(all).length > 2);
	assert.match(all.text, /已报 \d+\/\d+|未要求对外报告/);
	for (const href of ids(all)) assert.match((await lead.open(href)).text, /网络安全事件/);
	const open = await lead.open('/incidents?condition=open');
	const closed = await lead.open('/incidents?condition=closed');
	assert.equal(ids(open).length + ids(closed).length, ids(all).length);
	assert.ok(ids(open).every((href) => !ids(closed).includes(href)));
	for (const grade of ['general', 'larger', 'major', 'special']) assert.equal((await lead.get(`/incidents?grade=${grade}`)).status, 200);
	for (const filter of ['grade=nothing', 'condition=nothing']) {
		const page = await lead.get(`/incidents?${filter}`);
		assert.equal(page.status, 422);
		assert.equal(ids(page).length, 0);
	}
	assert.equal((await lead.get('/incidents?after=x')).status, 400);
});

test('a unit sees incidents it takes part in and no others', async () => {
	const lead = await server.as('center.lead');
	const everything = (await lead.open('/incidents')).links.filter(({ href }) => /^\/matters\/\d+$/.test(href)).length;
	let fewer = 0;
	for (const account of server.having('unit.clerk')) {
		const client = await server.as(account);
		const own = (await client.open('/incidents')).links.filter(({ href }) => /^\/matters\/\d+$/.test(href));
		for (const { href } of own) assert.equal((await client.get(href)).status, 200);
		if (own.length < everything) fewer++;
	}
	assert.ok(fewer > 0);
	assert.equal((await (await server.as('center.intake')).get('/incidents')).status, 403);
});

test('the leader’s home shows who is late, incidents, what ran out, pools and duties', async () => {
	const home = (await (await server.as('center.lead')).open('/')).html;
	for (const heading of ['逾期在办', '未办结的网络安全事件', '到期与失效', '资源池', '定期职责']) assert.ok(part(home, heading), heading);
	assert.match(part(home, '到期与失效'), /href="\/[a-z]/);
	const clerk = (await (await server.as('unit.clerk')).open('/')).html;
	assert.equal(part(clerk, '到期与失效'), '');
});

// A browser breaks a line at the hyphen of a day; short cells with one are kept whole.
test('a day in a narrow cell stays in one line', async () => {
	const lead = await server.as('center.lead');
	const broken = [];
	let days = 0;
	for (const path of ['/', '/duties', '/faults', '/incidents', '/systems', '/contracts', '/verifications', '/notices', '/handled', '/inbox', '/copies',
		'/platforms', '/platforms/1', '/reports', '/interpretations', '/assess', '/efficiency', '/matters', '/plans', '/savings', '/ownerless', '/ledger-findings', '/responsibilities',
		'/usage', '/usage/machines', '/compliance', '/rules', '/procedures', '/closings', '/assets', '/announcements', '/hazards']) {
		const page = await lead.get(path);
		if (page.status !== 200) continue;
		for (const [, attributes, cell] of page.html.matchAll(/<td([^>]*)>(.*?)<\/td>/gs))
			for (const [, style, text] of [['', '', cell.replace(/<span class="sub[^]*$/, '')], ...cell.matchAll(/<span class="(sub[^"]*)">([^<]*)</g)]) {
				const plain = text.replace(/<[^>]*>/g, '').trim();
				if (!/\d\d-\d\d/.test(plain) || plain.length > 24 || /<input|<select/.test(cell)) continue;
				days++;
				const whole = style ? /\bnw\b/.test(style) : /class="[^"]*\b(nw|num)\b/.test(attributes + text);
				if (!whole && !/[A-Z]-|\d{4}-\d{4}|\d-\d{3}/.test(plain)) broken.push(`${path} ${attributes} ${style} ${plain}`);
			}
	}
	assert.ok(days > 100, `${days} days`);
	assert.deepEqual([...new Set(broken)].slice(0, 40), []);
});

// The number of a matter has hyphens too, and a title behind it that must break: else the last column is out of sight.
test('a number with its title is not kept in one line beside a matter', async () => {
	const intake = await server.as('center.intake');
	const number = server.sql(`SELECT id FROM matter WHERE state = 'acceptance' AND procedure_key = 'application' AND organisation_id = 2 ORDER BY id DESC LIMIT 1`);
	const page = await intake.open(`/matters/${number}`);
	const cells = [...part(page.html, '该单位此前的申请与决定').matchAll(/<td data-th="事项" class="([^"]*)">/g)].map(([, style]) => style);
	assert.ok(cells.length >= 3, `${cells.length} earlier matters`);
	assert.deepEqual(cells.filter(Boolean), []);
});

test('a platform shows granted, ledger and collected; what no machine speaks of is said', async () => {
	const lead = await server.as('center.lead');
	const platform = (await lead.open('/platforms')).links.find(({ label, href }) => /^\/platforms\/\d+$/.test(href) && label.includes('锦江'));
	const panel = part((await lead.open(platform.href)).html, '核定、台账、采集对照');
	assert.match(panel, /处理器（核）/);
	// Of every class a figure, or that there is none and why; never an empty cell.
	const rows = [...panel.matchAll(/<tr>(<td.*?)<\/tr>/gs)].map(([, row]) => row.replace(/<[^>]*>/g, ' '));
	assert.ok(rows.length >= 8, `${rows.length} classes`);
	for (const [, cell] of panel.matchAll(/<td[^>]*>(.*?)<\/td>/gs)) assert.notEqual(cell.replace(/<[^>]*>/g, '').trim(), '', panel);
	assert.ok(rows.some((row) => /尚无数据\s*采集无此项|云监管核对/.test(row)), rows.join('\n'));
	const unit = await server.as(server.having('unit.clerk').find((account) => account.roles.length === 1));
	for (const { href } of (await unit.open('/platforms')).links.filter(({ href }) => /^\/platforms\/\d+$/.test(href)))
		assert.equal(part((await unit.open(href)).html, '核定、台账、采集对照'), '');
});

// 差异率 is one arithmetic on every page; how far the sources lie apart is another and has another name.
test('the 差异率 of a month reads the same on its verification, in the list and on its platform', async () => {
	const lead = await server.as('center.lead');
	const plain = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
	const heads = (panel) => [...panel.matchAll(/<th[^>]*>(.*?)<\/th>/gs)].map(([, head]) => head.trim());
	const confirmed = server.sql(`SELECT v.matter_id || ' ' || v.platform_id || ' ' || v.period || ' ' || printf('%d.%02d%%', v.difference / 100, v.difference % 100)
		FROM verification v WHERE v.period = (SELECT max(period) FROM verification)`).split('\n').filter(Boolean).map((line) => line.split(' '));
	let apart = 0, told = 0;
	assert.ok(confirmed.length > 0);
	for (const [matter, platform, period, rate] of confirmed) {
		const check = part((await lead.open(`/matters/${matter}`)).html, '核定、台账、填报、采集对照');
		assert.ok(plain(check).includes(`本月差异率取各类中最大的：${rate}`), plain(check));
		assert.deepEqual(heads(check).slice(-2), ['相差占台账', '差异率']);
		const list = await lead.open(`/verifications?platform=${platform}&period=${period}`);
		assert.match(list.html, new RegExp(`data-th="差异率"[^>]*>${rate.replace('.', '\\.')}`));
		const panel = part((await lead.open(`/platforms/${platform}`)).html, '核定、台账、采集对照');
		if (plain(panel).includes('本月资源核实的差异率：')) {
			told++;
			assert.ok(plain(panel).includes(`本月资源核实的差异率：${rate}`), plain(panel));
		}
		assert.ok(!heads(panel).includes('差异率'), heads(panel).join(' '));
		assert.match(panel, /相差占台账＝/);
		for (const [, shown] of check.matchAll(/需核实 (\d+\.\d\d%)/g)) if (shown !== rate) apart++;
	}
	assert.ok(told > 0, 'a platform that tells of its verification');
	assert.ok(apart > 0, 'sources that lie apart where the differences are written down');
});

test('a fault shows the telephones of each affected unit and who mends it, gaps in red, each side its own', async () => {
	const dispatch = await server.as('center.dispatch');
	const lines = (html) => [...part(html, '联系电话').matchAll(/<tr>(?!<th)(.*?)<\/tr>/gs)].map(([, line]) => line);
	let found;
	for (let address = '/faults'; address && !found;) {
		const list = await dispatch.open(address);
		for (const { href } of list.links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
			const page = await dispatch.open(href);
			if (/028-86609999/.test(part(page.html, '联系电话'))) found ??= { href, page };
		}
		address = list.links.find(({ href }) => /^\/faults\?.*after=/.test(href))?.href;
	}
	assert.ok(found, 'no fault with a registered pair');
	const panel = part(found.page.html, '联系电话');
	assert.match(panel, /一级 7×24 值守台 028-86609999/);
	assert.match(panel, /<a class="bad" href="\/contacts\?name=[^"]+">未登记<\/a>/);
	assert.ok(!/1[38]\d{9}/.test(panel), 'a whole mobile number');
	// The link leads to where the lines are kept.
	const kept = panel.match(/href="(\/contacts\?name=[^"]+)">一级 7×24 值守台/)[1];
	assert.match((await dispatch.open(kept)).text, /028-86609999/);
	// On paper too.
	const paper = await dispatch.open(`${found.href}/print`);
	assert.equal(lines(paper.html).length, lines(found.page.html).length);
	assert.match(part(paper.html, '联系电话'), /class="bad"[^>]*>未登记/);
	// An affected unit: its own line with each of those who run it, nobody else's.
	const own = await server.as('kjt-clerk');
	const mine = lines((await own.open(found.href)).html);
	assert.ok(mine.length >= 1 && mine.length < lines(found.page.html).length);
	for (const line of mine) assert.match(line, /省科学技术厅/);
	assert.equal(lines((await own.open(`${found.href}/print`)).html).length, mine.length);
	// Who may not see the fault sees no telephone.
	const stranger = await server.as('czt-clerk');
	for (const address of [found.href, `${found.href}/print`]) assert.equal((await stranger.get(address)).status, 404);
});

test('an incident about a system has the telephones of its unit and who runs it', async () => {
	const watch = await server.as('secops.clerk');
	const pages = [];
	for (const { href } of (await watch.open('/incidents')).links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) pages.push(await watch.open(href));
	const shown = pages.filter((page) => part(page.html, '联系电话'));
	assert.ok(shown.length > 0);
	for (const page of shown) assert.match(part(page.html, '联系电话'), /href="\/contacts\?name=/);
});

test('a system names what it is a part of, and that one its parts', async () => {
	const clerk = await server.as(server.having('unit.clerk', '省统计局')[0].login);
	const list = await clerk.open('/systems');
	const of = (name) => list.links.find(({ label }) => label === name).href;
	const [whole, share] = [of('统计联网直报平台'), of('统计联网直报平台移动端')];
	assert.match(part((await clerk.open(whole)).html, '相关系统'), new RegExp(`href="${share}".*统计联网直报平台移动端.*子系统`, 's'));
	assert.match(part((await clerk.open(share)).html, '相关系统'), new RegExp(`href="${whole}".*所属系统`, 's'));
	const other = await server.as(server.having('unit.clerk', '省财政厅')[0].login);
	assert.equal((await other.get(share)).status, 404);
});

test('a system taken over while on trial goes on in an application that begins there, without a clock of acceptance', async () => {
	const clerk = await server.as(server.having('unit.clerk', '省财政厅')[0].login);
	const list = await clerk.open('/systems');
	const system = await clerk.open(list.links.find(({ label }) => label === '财政电子票据管理系统').href);
	assert.match(system.text, /存量导入/);
	const page = await clerk.open(system.links.find(({ href }) => /^\/matters\/\d+$/.test(href)).href);
	assert.match(page.text, /试运行.*上线安全评估报告/s);
	assert.doesNotMatch(page.text, /全程时限/);
});

test('an application on trial says how long acceptance and ruling took', async () => {
	const center = await server.as('center.lead');
	let seen = 0;
	for (const { href } of (await center.open('/matters?state=application:trial')).links.filter(({ href }) => /^\/matters\/\d+$/.test(href))) {
		const page = await center.open(href);
		if (page.text.includes('全程时限')) assert.match(page.text, /全程时限\s*[\d-]+ 至 [\d-]+，用时 \d+ 个工作日，时限 16 个/);
		seen += page.text.includes('全程时限');
	}
	assert.ok(seen > 0);
});

// ---- what a page says of the past ----

const ids = (text) => server.sql(text).split('\n').filter(Boolean);

test('a stage is ticked only when the matter was in it', async () => {
	const client = await server.as('center.lead');
	const ticked = async (id) => [...(await client.open(`/matters/${id}`)).html.match(/<ol class="stages"[^]*?<\/ol>/)[0].matchAll(/<li class="done"[^]*?<b>\s*([^<]*)/g)].map(([, label]) => label.trim());
	const one = (procedure, state) => ids(`SELECT min(id) FROM matter WHERE procedure_key = '${procedure}' AND state = '${state}'`)[0];
	assert.deepEqual(await ticked(one('exit', 'kept')), ['申请', '公示']);
	assert.ok(!(await ticked(one('application', 'withdrawn'))).includes('分配'));
	assert.deepEqual(await ticked(one('application', 'operating')), ['申请', '受理', '审批', '分配']);
});

test('a contract shows the penalties taken under it and no other', async () => {
	const client = await server.as('center.lead');
	let shown = 0;
	for (const id of ids('SELECT id FROM contract')) {
		const listed = [...part((await client.open(`/contracts/${id}`)).html, '违约处理记录').matchAll(/\/matters\/(\d+)/g)].map(([, matter]) => matter);
		const own = ids(`SELECT matter_id FROM penalty WHERE contract_id = ${id}`);
		assert.deepEqual(listed.filter((matter) => !own.includes(matter)), [], `contract ${id}`);
		shown += listed.length;
	}
	assert.ok(shown > 0);
});

test('no clock runs on in what is closed: reports nobody made, faults that were none', async () => {
	const client = await server.as('center.lead');
	const incidents = ids(`SELECT DISTINCT l.matter_id FROM incident_line l JOIN matter m ON m.id = l.matter_id
		WHERE m.closed_at IS NOT NULL AND l.told_at IS NULL AND l.stopped_at IS NULL AND l.due_at IS NOT NULL`);
	assert.ok(incidents.length > 0);
	for (const id of incidents) {
		const lines = part((await client.open(`/matters/${id}`)).html, '报告与告知');
		assert.match(lines, /没有报告/);
		assert.doesNotMatch(lines, /已逾期|剩 /);
	}
	const faults = ids('SELECT f.matter_id FROM fault f JOIN matter m ON m.id = f.matter_id WHERE m.closed_at IS NOT NULL AND f.restored_at IS NULL');
	assert.ok(faults.length > 0);
	for (const id of faults) assert.doesNotMatch(part((await client.open(`/matters/${id}`)).html, '计时'), /已历时|恢复<[^]*已超过/);
});

test('the platforms of a system lead where their readers may go', async () => {
	let plain = 0;
	const shared = ids(`SELECT DISTINCT a.system_id FROM allocation a JOIN platform p ON p.id = a.platform_id
		WHERE a.freed_at IS NULL GROUP BY a.system_id HAVING count(DISTINCT p.operator_id) > 1 LIMIT 20`);
	for (const account of server.having('operator.clerk')) {
		const client = await server.as(account);
		for (const id of shared) {
			const page = await client.get(`/systems/${id}`);
			if (page.status !== 200) continue;
			for (const { href } of page.links.filter(({ href }) => /^\/platforms\/\d+$/.test(href))) assert.equal((await client.get(href)).status, 200, `${id} leads to ${href}`);
			plain += /data-th="云平台">\s*[^<\s]/.test(page.html);
		}
	}
	assert.ok(plain > 0, 'some system stands on a platform of somebody else');
});

test('a hazard opened from a self-check or a log says what is wrong, not what was looked at', () => {
	assert.equal(ids(`SELECT m.title FROM matter m JOIN matter b ON b.id = m.base_matter_id WHERE m.procedure_key = 'hazard'
		AND (b.procedure_key = 'self_check' AND m.title NOT LIKE '自查%符合：%' OR b.procedure_key = 'log_attestation' AND m.title NOT LIKE '%日志中断' AND m.title NOT LIKE '%日志留存不足')`).length, 0);
});

test('a duty that lapsed is late for good and never done; plans nobody filed are said to be missing', async () => {
	const client = await server.as('center.lead');
	const text = (await client.open('/compliance')).text;
	const [, owed, done, late] = text.match(/使用单位满意度[^]*?应办 (\d+)，已办结 (\d+)，逾期 (\d+)/).map(Number);
	const [answered, lapsed] = ids(`SELECT sum(state = 'answered') || char(10) || sum(state = 'lapsed') FROM matter WHERE procedure_key = 'survey'
		AND period = (SELECT max(period) FROM matter WHERE procedure_key = 'survey' AND state = 'lapsed')`).map(Number);
	assert.ok(lapsed > 0);
	assert.equal(done, answered);
	assert.ok(late >= lapsed && owed >= done + late, text.match(/使用单位满意度[^]{0,200}/)[0]);
	const plans = (await client.open('/plans')).text.match(/征集 (\d+) 份，未报送 (\d+) 份/).map(Number);
	const year = (await client.open('/plans')).text.match(/(20\d\d)\s*年/)[1];
	assert.deepEqual(plans.slice(1), ids(`SELECT count(*) || char(10) || sum(state IN ('draft', 'unit_check', 'not_filed')) FROM matter WHERE procedure_key = 'annual_plan' AND period = '${year}'`).map(Number));
});

test('the sum of an indicator ends where it ends', () => {
	assert.equal(ids("SELECT words FROM assessment_line WHERE words LIKE '%；' OR words LIKE '；%'").length, 0);
	assert.ok(ids("SELECT words FROM assessment_line WHERE words LIKE '%÷%'").length > 0);
});

test('a refused password says that passwords are not kept, beside what is wrong', async () => {
	const client = await server.as('unit.clerk');
	const page = await client.submit(await client.open('/password'), 'change', 'change', { current: 'x', password: '短', repeat: '不同' });
	assert.equal(page.status, 422);
	assert.match(page.text, /口令不会保留，请重新填写/);
	assert.doesNotMatch(page.text, /您填写的内容都已保留/);
	assert.match(page.html, /id="f-(password|repeat)"[^>]*aria-invalid="true"/);
	assert.doesNotMatch(page.html, /value="短"/);
});

await end();
