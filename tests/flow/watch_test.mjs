// Which supervisor watches a platform: set on its page by the dispatch post alone (第十七条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, option, sentences } from './story.mjs';

const { server, end } = await begin({ name: 'watch' });
const dispatch = () => server.as('center.dispatch');
const platform = server.sql("SELECT id FROM platform WHERE code = 'jinjiang-1'");
const address = `/platforms/${platform}`;
const supervisor = server.having('supervisor.clerk')[0];

async function name(values) {
	const client = await dispatch();
	const page = await client.open(address);
	return client.submit(page, 'supervise', 'supervise', typeof values === 'function' ? values(page) : values);
}

test('with nobody named every supervisor watches, and the page says so', async () => {
	for (const role of ['center.dispatch', 'supervisor.clerk', 'unit.clerk', 'operator.clerk']) {
		const page = await (await server.as(server.having(role)[0])).get(address);
		if (['center.dispatch', 'supervisor.clerk'].includes(role)) assert.equal(page.status, 200, role);
		if (page.status === 200) assert.match(page.text, /未指定云监管服务商，各云监管服务商都负责/, role);
	}
});

test('without a reason, or without a change, nothing is set and what was typed stays', async () => {
	const bare = await name((page) => ({ supervisor: option(page, 'supervisor'), watch_reason: '' }));
	assert.equal(bare.status, 422);
	assert.match(sentences(bare), /依据/);
	const same = await name({ supervisor: '', watch_reason: '服务合同监管一号' });
	assert.equal(same.status, 422);
	assert.match(sentences(same), /没有改动/);
	assert.match(same.html, /value="服务合同监管一号"/);
	const foreign = await name({ supervisor: server.sql("SELECT organisation_id FROM organisation_kind WHERE kind = 'provider' LIMIT 1"), watch_reason: '服务合同监管一号' });
	assert.equal(foreign.status, 422);
	assert.equal(server.sql(`SELECT count(*) FROM platform_supervisor WHERE platform_id = ${platform}`), '0');
});

test('nobody else sets it', async () => {
	const page = await (await dispatch()).open(address);
	const form = page.form('supervise');
	for (const account of [supervisor, server.having('center.approve')[0], server.having('operator.clerk')[0]]) {
		const client = await server.as(account);
		const mine = await client.get(address);
		if (mine.status === 200) assert.ok(!mine.actions().includes('supervise'));
		const token = (await client.open('/profile')).form((one) => one.has('once')).entries().filter(([key]) => key === 'csrf' || key === 'once');
		const answer = await client.submit(page, form, 'supervise', { watch_reason: '不是我的事', ...Object.fromEntries(token) });
		assert.equal(answer.status, 403, account.login);
	}
});

test('the one named is on the page, in the log, and goes on watching as before', async () => {
	const answer = await name((page) => ({ supervisor: option(page, 'supervisor'), watch_reason: '服务合同监管一号' }));
	assert.equal(answer.status, 303, sentences(answer));
	assert.match((await (await dispatch()).open(address)).text, /由.*监管，\d{4}-\d\d-\d\d 起/);
	assert.match((await (await server.as('admin.audit')).open('/audit?action=platform.supervisor')).text, /platform\.supervisor|云监管/);
	assert.equal(server.sql(`SELECT count(*) FROM watch WHERE platform_id = ${platform}`), '1');
	assert.equal((await (await server.as(supervisor)).get(address)).status, 200);
});

end();
