// Faults and contacts: who sees which, what is refused and keeps what was typed.  Duties: in which month they are owed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, idOf, option, submitDraft, fill, sentences, stateOf } from './story.mjs';

const { server, end } = await begin({ name: 'duties', clock: true });
const rows = (page) => [...page.html.matchAll(/href="\/matters\/(\d+)">GZ-/g)].map((match) => Number(match[1]));

test('the list of faults shows those one takes part in', async () => {
	const all = rows(await (await server.as('tianfu-clerk')).open('/faults'));
	const own = rows(await (await server.as('qingcheng-clerk')).open('/faults'));
	assert.ok(all.length > own.length && own.length > 0, `${all.length} ${own.length}`);
	assert.ok(own.every((id) => all.includes(id)));
	const hidden = all.find((id) => !own.includes(id));
	assert.equal((await (await server.as('qingcheng-clerk')).get(`/matters/${hidden}`)).status, 404);
	assert.equal((await (await server.as('expert-1')).get('/faults')).status, 403);
});

test('filters narrow the list and a filter that is none finds nothing', async () => {
	const client = await server.as('tianfu-clerk');
	const open = rows(await client.open('/faults?open=open'));
	const closed = rows(await client.open('/faults?open=closed'));
	assert.ok(open.length > 0 && closed.length > 0 && open.every((id) => !closed.includes(id)));
	const none = await client.get('/faults?level=nine');
	assert.equal(none.status, 422);
	assert.deepEqual(rows(none), []);
	assert.match(none.text, /没有符合条件的故障/);
	assert.equal((await client.get('/faults?after=x')).status, 400);
});

test('a mobile number is masked until somebody asks, and asking is recorded', async () => {
	const unit = await server.as('kjt-clerk');
	const page = await unit.open('/contacts');
	assert.match(page.text, /028-86609999/);
	assert.match(page.text, /139\*\*\*\*11/);
	assert.doesNotMatch(page.text, /13900001111/);
	const id = Number(/\/contacts\/(\d+)/.exec(page.html)[1]);
	assert.match((await unit.open(`/contacts/${id}`)).text, /1[38]\d{9}/);
	const stranger = await server.as('mzt-clerk');
	const [hidden, nothing] = [await stranger.get(`/contacts/${id}`), await stranger.get('/contacts/999999')];
	assert.deepEqual([hidden.status, nothing.status], [404, 404]);
	assert.ok(hidden.comparable === nothing.comparable);
	assert.doesNotMatch((await stranger.open('/contacts')).text, /86609999/);
	assert.match((await (await server.as('admin-audit')).open('/audit')).html, new RegExp(`contacts/${id}|contact`));
});

test('a fault is reported, answered, and refused with what was typed', async () => {
	const client = await server.as('tianfu-clerk');
	const page = await client.open('/matters/new?procedure=fault');
	const started = await client.submit(page, 'start', 'start', { platform: option(page, 'platform', '锦江云') });
	assert.equal(started.status, 303, sentences(started));
	const id = idOf(started);
	const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
	const edit = await fill(client, id, {
		object: '锦江云出口路由器', source: 'monitor', found_day: today, found_time: '25:00', began_day: today, began_time: '00:00',
		phenomenon: '出口路由器端口反复抖动。', platform_wide: 'no', systems_down: '0', vcpu_down: '0', interrupted: 'no', data_loss: 'no', level: '4',
		side: 'provider', planned: 'no', all_units: 'no',
	});
	const refused = await client.submit(edit, 'check', 'check');
	const answer = refused.status === 303 ? await client.follow(refused) : refused;
	assert.match(answer.text, /24 小时制/);
	assert.match(answer.html, /value="25:00"/);
	await fill(client, id, { found_time: '00:00' });
	await submitDraft(client, id, 'report');
	assert.equal(await stateOf(client, id), '待响应');
	const operator = await server.as('jinjiang-clerk');
	await act(operator, id, 'respond', { arrangement: '值守岗已处理' });
	assert.equal(await stateOf(operator, id), '处置中');
	assert.match((await operator.open(`/matters/${id}`)).text, /按时/);
});

test('breaks of the log are read by whoever watches, and by their own unit alone', async () => {
	const all = await (await server.as('secops.clerk')).open('/log-retention');
	assert.match(all.text, /六个月从未中断/);
	assert.match(all.text, /采集代理升级失败/);
	const own = await (await server.as('mzt-clerk')).open('/log-retention');
	assert.match(own.text, /六个月日志日历/);
	assert.match(own.text, /采集代理升级失败/);
	const other = await (await server.as('kjt-clerk')).open('/log-retention');
	assert.doesNotMatch(other.text, /采集代理升级失败|婚姻登记/);
});

// ---- /duties ----

const monthOf = (instant) => new Date((instant + 8 * 3600) * 1000).toISOString().slice(0, 7);
const lines = (page) => [...page.html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((match) => match[1].replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim());
// A unit's newest of a duty that is still owed (or done), and its clerk.
function dutyOf(key, which) {
	const units = server.having('unit.clerk').map(({ organisation }) => organisation).filter((name) => name !== '省大数据中心');
	const found = server.sql(`SELECT m.id, m.period, coalesce(m.due_at, 0), coalesce(m.closed_at, 0), o.short_name FROM matter m JOIN organisation o ON o.id = m.organisation_id
		WHERE m.procedure_key = '${key}' AND ${which} ORDER BY m.period DESC, m.id`).split('\n').map((line) => line.split('|')).find((row) => units.includes(row[4]));
	assert.ok(found, `${key} ${which}`);
	const [id, period, due, closed, name] = found;
	return { id, period, due: Number(due), closed: Number(closed), clerk: server.having('unit.clerk', name)[0] };
}
const label = (period) => (period.includes('Q') ? `${period.slice(0, 4)}年第${'一二三四'[period.at(-1) - 1]}季度` : `${period}年`);
const shown = async (duty, title, month) => lines(await (await server.as(duty.clerk)).open(`/duties${month ? `?month=${month}` : ''}`))
	.filter((line) => line.includes(title) && line.includes(label(duty.period)));

test('a duty of the year is shown in the month in which it falls due', async () => {
	const year = dutyOf('yearly_readiness', "m.state = 'draft'");
	const [line, ...more] = await shown(year, '年度演练培训', monthOf(year.due));
	assert.match(line ?? 'not shown', /在办/);
	assert.deepEqual(more, []);
	// Neither between its opening and that month nor after.
	for (const month of [`${year.period}-06`, `${Number(year.period) + 1}-03`]) assert.deepEqual(await shown(year, '年度演练培训', month), [], month);
	const file = await (await server.as(year.clerk)).get(`/duties?month=${monthOf(year.due)}&format=csv`);
	assert.match(file.html ?? file.text, new RegExp(`年度演练培训,${year.period}年,1,0,0`));
});

test('a duty of the quarter is owed until it is done, in later months as late', async () => {
	const owed = dutyOf('contact_roster', "m.state = 'draft'");
	const done = dutyOf('contact_roster', "m.state = 'confirmed'");
	assert.equal((await shown(owed, '联动联系表', monthOf(owed.due))).length, 1);
	assert.match((await shown(done, '联动联系表', monthOf(done.closed))).join(), /已办/);
	// Well into the next month: what the clerk opens on that day is due in the one after.
	const [year, month] = server.today().split('-').map(Number);
	server.setClock(Math.round((Date.UTC(year, month, 25) - Date.parse(server.today())) / 86400000));
	const [late, ...more] = await shown(owed, '联动联系表');
	assert.match(late ?? 'not shown', /逾期 [12]/);
	assert.deepEqual(more, []);
	assert.deepEqual(await shown(done, '联动联系表'), [], 'done is not owed afterwards');
	const all = await (await server.as('center.lead')).open('/duties');
	assert.match(all.text, new RegExp(`联动联系表（[^）]*${label(owed.period)}）`), 'a column of its own beside what this month opens');
	const file = await (await server.as(owed.clerk)).get('/duties?format=csv');
	assert.match(file.html ?? file.text, new RegExp(`联动联系表,[^,]*${label(owed.period)},([12]),0,\\1,逾期 \\1`));
	server.setClock(0);
});

// What a guard says of a field stands there with what to do, and the list leads to where it is put right.
test('a refusal beside a field says what to do and leads to the matter it speaks of', async () => {
	const twin = server.sql("SELECT m.id FROM matter m JOIN organisation o ON o.id = m.organisation_id WHERE m.procedure_key = 'om_rules' AND m.state = 'in_force' AND o.code = 'slt'");
	const client = await server.as('slt-clerk');
	const id = idOf(await client.submit(await client.open('/matters/new?procedure=om_rules'), 'start', 'start'));
	await fill(client, id, { name: '云上信息系统运维管理制度', edition: 'V9', effective_day: server.today(), scope: '本单位全部云上系统',
		'persons.1.what': '全部云上系统', 'persons.1.duty': 'operation', 'persons.1.title': '信息化运维岗', 'persons.1.phone': '028-86605678' });
	const answer = await client.submit(await client.open(`/matters/${id}/edit`), 'check', 'check');
	assert.equal(answer.status, 422);
	assert.match(answer.html, new RegExp(`href="/matters/${twin}">同名的制度[^<]*正在执行[^<]*。请在那一件办理修订`));
	assert.match(answer.html, /id="f-name-e"[^>]*>[\s\S]*?请在那一件办理修订/);
	assert.equal(answer.form('save').entries().find(([name]) => name === 'edition')[1], 'V9');
});

end();
