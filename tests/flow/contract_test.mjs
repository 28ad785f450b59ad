// What operators' scripts rely on: addresses, keys of procedures, the columns of `zwy procedure list`; and that the map of
// articles counts what is there.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { begin } from './story.mjs';
import { root } from './server.mjs';

const { server, end } = await begin({ name: 'contract' });
const keys = `application change exit annual_plan verification fault incident hazard inspection bulletin compliance_filing plan_document drill
	training self_check log_attestation om_rules downsizing suspension contract penalty revocation platform_admission service_request complaint
	maintenance backup_test performance_test recovery_drill spot_check survey supervision_notice interpretation user_account`.split(/\s+/);
const file = (key) => fs.readFileSync(path.join(root, 'db/procedures', `${key}.yaml`), 'utf8');
// Everything below one of its keys.
const part = (key, name) => new RegExp(`^${name}:\\n((?: .*\\n|\\n|#.*\\n)*)`, 'm').exec(file(key))[1];
const listed = server.zwy('procedure', 'list').stdout.trim().split('\n').map((line) => line.split('\t'));

test('zwy procedure list prints key, version, title, articles, states, actions of every file', () => {
	const files = fs.readdirSync(path.join(root, 'db/procedures')).map((name) => name.replace('.yaml', '')).sort();
	assert.deepEqual(listed.map(([key]) => key).sort(), files);
	for (const key of keys) assert.ok(files.includes(key), key);
	for (const row of listed) {
		assert.equal(row.length, 6, row.join(' '));
		const [key, version, title, articles, states, actions] = row;
		const text = file(key), count = (name) => part(key, name).match(/^ {2}\w+:/gm).length;
		assert.equal(version, '1', key);
		assert.ok(text.includes(`title: ${title}`), key);
		assert.equal(articles, (/^articles: \[([^\]]*)\]/m.exec(text)?.[1] ?? '').replaceAll(' ', ''), key);
		assert.deepEqual([Number(states), Number(actions)], [count('states'), count('actions')], key);
	}
});

test('the addresses that are promised answer', async () => {
	const first = (table) => server.sql(`SELECT min(id) FROM ${table}`);
	const matter = server.sql("SELECT min(id) FROM matter WHERE procedure_key = 'application' AND number IS NOT NULL");
	const lead = await server.as('center.lead');
	for (const address of ['/', '/inbox', '/handled', '/matters', '/matters/new?procedure=user_account', `/matters/${matter}`, `/matters/${matter}/print`,
		'/systems', `/systems/${first('system')}`, '/articles', '/articles/12', '/compliance', '/responsibilities', '/duties', '/rules', '/rules/interpret_wd',
		'/procedures', '/procedures/exit', '/platforms', `/platforms/${first('platform')}`, '/healthz']) await lead.open(address);
	for (const key of keys) await lead.open(`/procedures/${key}`);
	await (await server.as('admin.audit')).open('/audit');
	const form = (await server.anyone().open('/sign-in')).form('sign_in');
	assert.ok(form.has('login') && form.has('password'));
	assert.equal((await lead.get('/sign-out')).status, 405);
});

test('the map of articles counts the matters that are there, for the center and for a unit its own', async () => {
	const serving = (article) => listed.filter(([key, , , articles]) => articles.split(',').includes(article)
		|| new RegExp(`\\barticle: ${article}\\b`).test(file(key))).map(([key]) => `'${key}'`).join();
	const numeral = (page) => page.html.split('<tr').filter((row) => row.includes('href="/articles/'))
		.map((row) => [/href="\/articles\/(\d+)"/.exec(row)[1], ...[...row.matchAll(/class="num"[^>]*>([\d,]+)</g)].map(([, count]) => Number(count.replaceAll(',', '')))]);
	// What nobody did when it was owed is no proof that an article was followed, nor what was not owed: neither open nor done.
	const missed = listed.flatMap(([key]) => [...file(key).matchAll(/^ {2}(\w+):\s*\{[^}]*\b(?:missed|waived): true/gm)].map(([, state]) => `'${key}.${state}'`));
	assert.ok(missed.length >= 3);
	for (const account of [server.having('center.lead')[0], server.having('unit.clerk', '省水利厅')[0]]) {
		const page = await (await server.as(account)).open('/articles');
		const rows = numeral(page);
		assert.equal(rows.length, 36, account.login);
		const count = (article, which) => Number(server.sql(`SELECT count(*) FROM matter m WHERE m.procedure_key IN (${serving(article) || "''"}) AND m.closed_at IS ${which} AND m.procedure_key || '.' || m.state NOT IN (${missed.join()})
			AND EXISTS (SELECT 1 FROM matter_party p WHERE p.matter_id = m.id AND p.organisation_id = (SELECT organisation_id FROM person WHERE login = '${account.login}'))`));
		for (const [article, open, closed] of rows) assert.deepEqual([open, closed], [count(article, 'NULL'), count(article, 'NOT NULL')], `${account.login}: article ${article}`);
		assert.ok(rows.some(([, open]) => open > 0));
	}
});

await end();
