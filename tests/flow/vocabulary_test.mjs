// What every procedure has for free, over plain HTTP: add a signer, delegate,
// hold, copy, decide in bulk, decisions overtaken by a new form.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, unitOf, carry, act, press, fill, submitDraft, inState, sentences, uploaded } from './story.mjs';

const { server, end } = await begin({ name: 'vocabulary' });
const intake = server.having('center.intake')[0];
const dispatch = server.having('center.dispatch')[0];
const story = await carry({ server, unit: unitOf(server, 0) }, 'acceptance');
const other = await carry({ server, unit: story.unit, values: { system_name: '第二套测试系统' } }, 'acceptance');
const stranger = unitOf(server, 2);
const { id } = story;
const path = `/matters/${id}`;

// A form of a page, fetched anew: its one-time number is good once.
const send = async (client, address, key, values) => client.submit(await client.open(address), key, key, values);
const target = (page, key, word) => page.form(key).options('person').find(({ label, value }) => value && label.includes(word)).value;
const correct = (client, one) => act(client, one, 'request_correction', { 'items.1.text': '请补充资源测算依据的说明' });

// Whether a row of the inbox, on whichever page, is about this matter and says so.
async function waits(client, matter, words) {
	for (let address = '/inbox'; address !== undefined;) {
		const page = await client.open(address);
		if (page.html.split('<tr').some((row) => row.includes(`href="${matter}"`) && words.test(row))) return true;
		address = page.links.find(({ label }) => label.includes('下一页'))?.href.replaceAll('&amp;', '&');
	}
	return false;
}

test('an opinion is asked for, and the holder waits for it', async () => {
	const holder = await server.as(intake);
	const asked = await server.as(dispatch);
	const page = await holder.open(path);
	const options = page.form('add_signer').options('person').filter(({ value }) => value);
	assert.ok(options.length > 1);
	assert.equal((await send(holder, path, 'add_signer', { person: '', opinion: '看容量' })).status, 422);
	const answer = await send(holder, path, 'add_signer', { person: target(page, 'add_signer', '调度'), opinion: '请看容量是否合适' });
	assert.equal(answer.status, 303, sentences(answer));
	const waiting = await holder.open(path);
	assert.match(waiting.text, /已请资源调度岗提加签意见/);
	const refused = await press(holder, id, 'accept', { filing_confirmed: 'yes' });
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /尚未收到/);
	assert.ok(await waits(asked, path, /加签/), 'what is asked of him waits in his inbox');
	const question = await asked.open(path);
	assert.match(question.text, /请看容量是否合适/);
	assert.equal((await send(asked, path, 'give_opinion', { opinion: '' })).status, 422);
	assert.equal((await send(asked, path, 'give_opinion', { opinion: '容量合适，可以受理' })).status, 303);
	for (const account of [story.unit.clerk, story.unit.lead]) {
		const seen = await (await server.as(account)).open(path);
		assert.doesNotMatch(seen.text, /容量合适|加签/, 'what is said inside the center stays there');
		assert.doesNotMatch((await (await server.as(account)).open(`${path}/print`)).text, /容量合适/);
	}
	assert.match((await holder.open(path)).text, /容量合适，可以受理/);
});

test('what was written for an opinion that nobody waits for any more is not lost', async () => {
	const holder = await server.as(intake);
	const asked = await server.as(dispatch);
	const matter = `/matters/${other.id}`;
	const page = await holder.open(matter);
	assert.equal((await send(holder, matter, 'add_signer', { person: target(page, 'add_signer', '调度'), opinion: '请看容量' })).status, 303);
	const open = await asked.open(matter);
	assert.equal((await send(holder, matter, 'drop_signer')).status, 303);
	const late = await asked.submit(open, 'give_opinion', 'give_opinion', { opinion: '写了很久的一段意见' });
	assert.equal(late.status, 409);
	assert.match(late.text, /刚被别人办理[^]*您刚才填写的[^]*写了很久的一段意见/);
	assert.equal(server.sql(`SELECT count(*) FROM event WHERE opinion = '写了很久的一段意见'`), '0');
	// A seat that is gone: said on the page of the matter, with the words.
	const gone = await send(holder, matter, 'reassign', { person: '1:1', opinion: '请你办理这件' }).catch(async () => {
		const form = (await holder.open(matter)).form('comment').entries().filter(([name]) => name === 'csrf' || name === 'once');
		return holder.post(matter, [...form, ['action', 'reassign'], ['person', '1:1'], ['opinion', '请你办理这件']]);
	});
	assert.equal(gone.status, 404);
	assert.match(gone.text, /席位已经办理完，或者已转给别人[^]*请你办理这件/);
});

test('who may not do it reads why on the page of the matter, with what he wrote', async () => {
	const clerk = await server.as(story.unit.clerk);
	const page = await clerk.open(path);
	const token = page.form('comment').entries().filter(([name]) => name === 'csrf' || name === 'once');
	const refused = await clerk.post(path, [...token, ['action', 'accept'], ['step', server.sql(`SELECT step FROM matter WHERE id = ${id}`)], ['filing_confirmed', 'yes'], ['opinion', '我自己受理']]);
	assert.equal(refused.status, 403);
	assert.match(refused.text, /没有生效。[^]*由受理岗办理，您现在是信息化经办岗[^]*您刚才填写的[^]*我自己受理/);
	assert.match(server.sql(`SELECT outcome || ' ' || detail FROM audit ORDER BY seq DESC LIMIT 1`), /^refused .*"action":"accept","error":"ERR_FORBIDDEN"/);
	// Sent twice: once done, the second answer shows the matter.
	const again = await clerk.open(path);
	assert.equal((await clerk.submit(again, 'comment', 'comment', { opinion: '补充一句话' })).status, 303);
	const twice = await clerk.submit(again, 'comment', 'comment', { opinion: '补充一句话' });
	assert.equal(twice.status, 409);
	assert.match(twice.text, /这份表单已经提交过一次，没有重复办理，现在的情况如下/);
	assert.doesNotMatch(twice.text, /您刚才填写的/, 'it is in the history');
	const others = await clerk.submit(again, 'comment', 'comment', { opinion: '改过的另一句话' });
	assert.equal(others.status, 409);
	assert.match(others.text, /您刚才填写的[^]*改过的另一句话/);
	assert.equal(server.sql(`SELECT count(*) FROM event WHERE matter_id = ${id} AND action = 'comment'`), '1');
});

test('a matter is held, is no longer decided, and goes on', async () => {
	const holder = await server.as(intake);
	const page = await holder.open(path);
	const bad = await send(holder, path, 'hold', { until: '很快', opinion: '等单位补充' });
	assert.equal(bad.status, 422);
	assert.match(sentences(bad), /恢复日期/);
	assert.equal((await holder.submit(await holder.open(path), 'hold', 'hold', { until: server.today(2), opinion: '等单位补充说明' })).status, 303);
	const held = await holder.open(path);
	assert.match(held.text, /本件已挂起/);
	assert.match(held.text, /计时暂停/);
	assert.ok(!held.actions().includes('accept'));
	const owner = await (await server.as(story.unit.clerk)).open(path);
	assert.match(owner.text, /本件已挂起/);
	assert.ok(!owner.actions().includes('resume'));
	const tokens = owner.form('comment').entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await (await server.as(story.unit.clerk)).post(path, [...tokens, ['action', 'resume']])).status, 403);
	assert.equal((await send(holder, path, 'resume')).status, 303);
	assert.ok((await holder.open(path)).actions().includes('accept'));
});

test('a copy is read by another unit, which sees no file and decides nothing', async () => {
	const holder = await server.as(intake);
	const reader = await server.as(stranger.lead);
	const before = await reader.get(path);
	assert.equal(before.status, 404);
	assert.ok(!(await holder.open(path)).actions().includes('copy'), 'the form opens when it is asked for');
	const page = await holder.open(`${path}?copy=yes`);
	const receiver = page.form('copy').options('receiver').find(({ label }) => label && label === stranger.lead.organisation) ??
		page.form('copy').options('receiver').find(({ label }) => label.includes(stranger.lead.organisation));
	assert.ok(receiver, `no receiver ${stranger.lead.organisation}`);
	const refused = await send(holder, `${path}?copy=yes`, 'copy', { receiver: '', opinion: '' });
	assert.equal(refused.status, 422);
	assert.ok(refused.form('copy').options('receiver').length > 1, 'the form stays open');
	assert.equal((await send(holder, `${path}?copy=yes`, 'copy', { receiver: receiver.value, opinion: '请阅知' })).status, 303);
	// Bulletins of the demo for everybody wait there too.
	const row = async () => (await reader.open('/copies')).html.split('<tr').find((one) => one.includes(`href="${path}"`));
	assert.match(await row(), /未阅/);
	const seen = await reader.open(path);
	assert.doesNotMatch(seen.text, /容量合适/);
	const file = seen.links.map(({ href }) => href).find((href) => /\/documents\/\d+$/.test(href));
	if (file) assert.notEqual((await reader.get(file)).status, 200, 'a copy opens no sealed file');
	assert.ok(!seen.actions().includes('copy') && !seen.actions().includes('accept'));
	assert.equal((await reader.submit(seen, 'read_copy', 'read_copy')).status, 303);
	assert.match((await holder.open(path)).text, /已阅/);
	assert.doesNotMatch(await row(), /未阅/);
});

test('somebody acts for another while that lasts, and every line says so', async () => {
	const holder = await server.as(intake);
	const deputy = await server.as(dispatch);
	assert.ok(!(await deputy.open(path)).actions().includes('accept'));
	const page = await holder.open('/delegations');
	const delegate = page.form('make').options('delegate').find(({ label }) => label.includes('资源调度岗')).value;
	const values = { role: 'center.intake', delegate, from_day: server.today(), to_day: server.today(60), reason: '出差' };
	const long = await send(holder, '/delegations', 'make', values);
	assert.equal(long.status, 422);
	assert.match(sentences(long), /一次授权最长 30 日/);
	assert.match(long.html, /value="出差"/);
	assert.equal((await holder.submit(await holder.open('/delegations'), 'make', 'make', { ...values, to_day: server.today(3) })).status, 303);
	assert.match((await deputy.open('/inbox')).text, /代 .* 办理/);
	assert.match((await deputy.open('/')).text, /代 受理岗 办理/, 'the workbench says so too');
	assert.match((await deputy.open('/delegations')).text, /代办中/);
	const self = (await deputy.open('/delegations')).form('make').options('delegate').find(({ label }) => label.startsWith('受理岗')).value;
	const circle = await send(deputy, '/delegations', 'make', { ...values, role: 'center.dispatch', delegate: self, to_day: server.today(3) });
	assert.equal(circle.status, 422);
	assert.match(sentences(circle), /不能互相代办/);
	const asDeputy = await deputy.open(path);
	assert.match(asDeputy.text, /授权代办/);
	await correct(deputy, id);
	await correct(deputy, other.id);
	for (const account of [story.unit.clerk, intake]) assert.match((await (await server.as(account)).open(path)).text, / 代 .* 办理/);
	assert.match((await (await server.as(story.unit.clerk)).open(`${path}/print`)).text, / 代 .* 办理/);
	// Whoever approved it does not correct it for the clerk, and reads why there is nothing to press.
	const clerk = await server.as(story.unit.clerk);
	const lead = await server.as(story.unit.lead);
	const to = server.sql(`SELECT id FROM person WHERE login = '${story.unit.lead.login}'`);
	assert.equal((await send(clerk, '/delegations', 'make', { ...values, role: 'unit.clerk', delegate: to, to_day: server.today(1) })).status, 303);
	assert.match((await lead.open(path)).text, /您在本件中已作为单位审核岗办理过，不能再代别人作为单位经办岗办理/);
	assert.equal((await send(clerk, '/delegations', 'end')).status, 303);
	assert.doesNotMatch((await lead.open(path)).text, /不能再代别人/);
	assert.match((await deputy.open('/handled')).text, /代 受理岗 办理/);
	assert.match((await holder.open('/handled')).text, /由 资源调度岗 代办/, 'what was done in his name');
	const list = await holder.open('/delegations');
	assert.equal((await holder.submit(list, 'end', 'end')).status, 303);
	assert.match((await holder.open('/delegations')).text, /已终止/);
	assert.doesNotMatch((await deputy.open('/inbox')).text, /代 .* 办理/);
});

test('a decision about another form says so, with what changed', async () => {
	const clerk = await server.as(story.unit.clerk);
	await uploaded(clerk, id, 'cloud_plan');
	await fill(clerk, id, { sizing_basis: '按日均访问量 9000 次、峰值并发 1200 人测算，单台 4 核 8 GB 可支撑 600 并发，配置两台' });
	await submitDraft(clerk, id, 'submit_correction');
	const lead = await server.as(story.unit.lead);
	assert.match((await lead.open(path)).text, /自审批后已变更/);
	assert.match((await lead.open(path)).text, /日均访问量 5000/);
	assert.match((await lead.open(path)).text, /此后更换附件 1 份/);
	assert.match((await lead.open(path)).text, /上云方案[^]{0,40}第 1 版 [^]{0,40}第 2 版 /);
	const printed = (await lead.open(`${path}/print`)).text;
	assert.match(printed, /自审批后已变更/);
	assert.match(printed, /上云方案[^]{0,40}第 1 版 [^]{0,40}第 2 版 /);
});

test('several are decided together, one by one, and what cannot be says why', async () => {
	const clerk = await server.as(story.unit.clerk);
	const lead = await server.as(story.unit.lead);
	await fill(clerk, other.id, { sizing_basis: '按日均访问量 7000 次、峰值并发 900 人测算，单台 4 核 8 GB 可支撑 600 并发，配置两台' });
	await submitDraft(clerk, other.id, 'submit_correction');
	const inbox = await lead.open('/inbox');
	const rows = [...inbox.html.matchAll(/name="task" value="(\d+)" aria-label="选择 ([^"]*)"/g)].map(([, task, number]) => ({ task, number }));
	const numbers = await Promise.all([story, other].map(async ({ id: one }) => /(SQ-\d{4}-\d{4})/.exec((await lead.open(`/matters/${one}`)).text)[1]));
	const tasks = numbers.map((number) => rows.find((row) => row.number === number).task);
	const one = await send(lead, '/inbox', 'begin', { task: [tasks[0]] });
	assert.equal(one.status, 422);
	assert.match(sentences(one), /至少勾选两件/);
	assert.match(one.html, new RegExp(`value="${tasks[0]}"[^>]* checked`));
	const begun = await send(lead, '/inbox', 'begin', { task: tasks });
	assert.equal(begun.status, 303, sentences(begun));
	const batch = begun.location;
	const choosing = await lead.open(batch);
	const none = await send(lead, batch, 'choose', { choice: '', opinion: '留着这句' });
	assert.equal(none.status, 422);
	assert.match(none.html, /留着这句/);
	for (const account of [story.unit.clerk, intake, unitOf(server, 1).lead]) assert.equal((await (await server.as(account)).get(batch)).status, 404);
	const offered = choosing.form('choose').options('choice').map(({ value }) => value);
	assert.ok(offered.includes('approve_correction') && !offered.includes('request_correction'));
	assert.equal((await lead.submit(await lead.open(batch), 'choose', 'choose', { choice: 'approve_correction', opinion: '同意补正' })).status, 303);
	// One of them moves on meanwhile: it says so, and keeps nobody back.
	await act(lead, id, 'approve_correction');
	const read = await lead.open(batch);
	assert.match(read.text, /可办理 1 件，不能办理 1 件/);
	assert.match(read.text, /刚被别人办理/);
	assert.equal((await lead.submit(read, 'go', 'go')).status, 303);
	assert.match((await lead.open(batch)).text, /办理 1 件，1 件没有办理/);
	await inState(lead, other.id, '待受理');
	assert.match((await lead.open(`/matters/${other.id}`)).text, /同意补正/);
	const again = await lead.submit(read, 'go', 'go');
	assert.ok(again.status >= 400, 'a list runs once');
	assert.doesNotMatch((await lead.open(path)).text, /自审批后已变更/, 'the lead decided on the new form');
});

// Rules are proposed by one and approved by another; a second lead is made the way people are.
async function setRule(key, value) {
	const system = await server.as('admin.system');
	const proposed = await system.submit(await system.open(`/rules/${key}`), 'propose', 'propose', { value, valid_from: server.today(), reason: '成批办理的件数控制得更严' });
	assert.equal(proposed.status, 303, sentences(proposed));
	const lead = await server.as('center.lead');
	const approved = await lead.submit(await lead.open(`/rules/${key}`), 'approve', 'approve');
	assert.equal(approved.status, 303, sentences(approved));
}

async function secondLead(login, code) {
	const system = await server.as('admin.system');
	const security = await server.as('admin.security');
	const send = async (client, address, text) => client.post(address, [...(await client.open(address)).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once'), ['action', 'import'], ['text', text]]);
	const made = await send(system, '/admin/people/import', `账号,单位代码,岗位名称,电话\n${login},${code},信息化审核岗,\n`);
	assert.equal(made.status, 200, made.text.slice(0, 300));
	const word = /data-th="激活码"[^>]*>([^<]+)</.exec(made.html)[1];
	assert.equal((await send(security, '/admin/people/roles', `账号,角色\n${login},单位审核岗\n`)).status, 303);
	const client = server.anyone();
	const answer = await client.submit(await client.open('/activate'), 'activate', 'activate', { login, code: word, password: 'Second-Person-2026', repeat: 'Second-Person-2026' });
	assert.equal(answer.status, 303, answer.text.slice(0, 300));
	return client;
}

test('many at once wait for a second person, who is somebody else', async () => {
	await setRule('bulk_second_person', '2');
	const clerk = await server.as(story.unit.clerk);
	const lead = await server.as(story.unit.lead);
	const ids = [];
	for (const name of ['第三套测试系统', '第四套测试系统', '第五套测试系统']) {
		const one = await carry({ server, unit: story.unit, values: { system_name: name } }, 'acceptance');
		await correct(await server.as(intake), one.id);
		await fill(clerk, one.id, { sizing_basis: `${name}按日均访问量 7000 次、峰值并发 900 人测算，单台 4 核 8 GB 可支撑 600 并发，配置两台` });
		await submitDraft(clerk, one.id, 'submit_correction');
		ids.push(one.id);
	}
	const tasks = ids.map((one) => server.sql(`SELECT id FROM task WHERE matter_id = ${one} AND closed_at IS NULL`));
	const begun = await send(lead, '/inbox', 'begin', { task: tasks });
	assert.equal(begun.status, 303, sentences(begun));
	const batch = begun.location;
	assert.equal((await send(lead, batch, 'choose', { choice: 'approve_correction', opinion: '材料齐全，同意' })).status, 303);
	assert.match((await lead.open(batch)).text, /本单位没有另一名单位审核岗可以确认/);
	const second = await secondLead('second-lead', server.sql(`SELECT o.code FROM organisation o JOIN person p ON p.organisation_id = o.id WHERE p.login = '${story.unit.lead.login}'`));
	const alone = await lead.open(batch);
	assert.doesNotMatch(alone.text, /没有另一名/);
	assert.match(alone.text, /提请后须由同岗位的另一人确认/);
	assert.equal((await second.get(batch)).status, 404, 'nobody was asked yet');
	assert.equal((await lead.submit(alone, 'go', 'go')).status, 303);

	const asked = await lead.open(batch);
	assert.match(asked.text, /提请，须由同岗位的另一人核对并确认，确认前不办理/);
	assert.ok(!asked.html.includes('value="confirm"') && !asked.html.includes('value="go"'));
	const token = asked.form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await lead.post(batch, [...token, ['action', 'confirm']])).status, 403, 'not his own');
	assert.match((await second.open('/notices')).text, /提请确认成批办理/);
	const seen = await second.open(batch);
	assert.match(seen.text, /提请，须由同岗位的另一人核对并确认/);
	assert.equal((await second.submit(seen, 'confirm', 'confirm')).status, 303);
	for (const client of [lead, second]) assert.match((await client.open(batch)).text, /信息化审核岗已于 \S+ \S+ 确认，由提请人办理/);
	for (const one of ids) assert.equal(server.sql(`SELECT count(*) FROM task WHERE matter_id = ${one} AND role = 'unit.lead' AND closed_at IS NULL`), '1', 'confirmed is not done');
	assert.equal((await lead.submit(await lead.open(batch), 'go', 'go')).status, 303);
	assert.match((await lead.open(batch)).text, /办理 3 件，0 件没有办理；办理前由另一人确认：信息化审核岗/);
	const fresh = (await lead.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const over = await lead.post(batch, [...fresh, ['action', 'drop']]);
	assert.equal(over.status, 409);
	assert.match(over.text, /没有生效。\s*打开页面以后，这一批已经提请、确认、办理或者取消[^]*办理 3 件/);
	for (const one of ids) await inState(lead, one, '待受理');
});

end();
