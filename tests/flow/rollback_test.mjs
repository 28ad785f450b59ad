// Thirty days of observation: what the supervisor collects by day stands in the
// unit's request to go back, and the operator restores what was there.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, act, press, inState, sentences } from './story.mjs';

const { server, end } = await begin({ name: 'rollback' });
const [id, system, platform, login] = server.sql(`SELECT m.id, m.system_id, m.platform_id, p.login FROM matter m
	JOIN person p ON p.organisation_id = (SELECT organisation_id FROM system WHERE id = m.system_id) AND p.status = 'active'
	JOIN person_role r ON r.person_id = p.id AND r.role = 'unit.clerk'
	WHERE m.procedure_key = 'downsizing' AND m.state = 'observing' ORDER BY m.id LIMIT 1`).split('|');
const machines = server.sql(`SELECT m.code, p.name, s.name FROM machine m JOIN platform p ON p.id = m.platform_id JOIN system s ON s.id = m.system_id
	WHERE m.system_id = ${system} AND m.platform_id = ${platform}`).split('\n').map((line) => line.split('|'));
const clerk = await server.as(login);
const path = `/matters/${id}`;
const value = (page, name) => page.form('request_rollback').entries().find(([key]) => key === name)?.[1];
const reason = '月末集中查询时处理器持续高位，响应超时。';

test('nothing collected: the figures are typed, and a low load is no reason', async () => {
	assert.equal(value(await clerk.open(path), 'seen_cpu_p95') ?? '', '');
	const refused = await press(clerk, id, 'request_rollback', { seen_cpu_p95: '41', seen_mem_p95: '50', rollback_reason: reason });
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /没有超过/);
});

test('what was reported by day is filled in, with source and days', async () => {
	const supervisor = await server.as('supervisor.clerk');
	const heads = '日期,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';
	const text = [heads, ...machines.map(([code, name]) => `${server.today(-1)},${name},${code},8,32,60,88.5,97,40,62,70,45,1.5,0.8,6,99,1`)].join('\n');
	const token = (await supervisor.open('/usage/import')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	const answer = await supervisor.post('/usage/import', [...token, ['action', 'import'], ['text', `${text}\n`]]);
	assert.equal(answer.status, 303, answer.text.slice(0, 500));
	const page = await clerk.open(path);
	assert.equal(value(page, 'seen_cpu_p95'), '88.5');
	assert.equal(value(page, 'seen_mem_p95'), '62');
	assert.match(page.text, new RegExp(`按云监管日报预填：${server.today(-1)} 至 ${server.today(-1)}，有采样 1 天`));
});

test('the unit goes back, the operator restores, nothing was given up', async () => {
	const held = () => server.sql(`SELECT class, sum(coalesce(allocated, granted)) FROM allocation WHERE system_id = ${system} AND freed_at IS NULL GROUP BY class`);
	const before = held();
	await act(clerk, id, 'request_rollback', { rollback_reason: reason });
	await inState(clerk, id, '回退中');
	const [operator] = server.sql(`SELECT p.login FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'operator.clerk'
		WHERE p.status = 'active' AND p.organisation_id = (SELECT operator_id FROM platform WHERE id = ${platform}) LIMIT 1`).split('\n');
	await act(await server.as(operator), id, 'rolled', { done_day: server.today(), result: '已用快照恢复原规格，业务验证正常。' });
	await inState(clerk, id, '已回退');
	assert.equal(held(), before);
});

end();
