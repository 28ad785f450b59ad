// The standing list of what is scanned: each organisation its own rows, as page and as file, and no way to another's (第九条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, sentences, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'assets' });
const one = unitOf(server, 0).clerk, other = unitOf(server, 1).clerk;
const operator = server.having('operator.clerk').find(({ login }) => login.startsWith('jinjiang'));
const organisation = (account) => server.sql(`SELECT organisation_id FROM person WHERE login = '${account.login}'`);
const scope = (account) => `FROM asset a JOIN system s ON s.id = a.system_id JOIN platform p ON p.id = a.platform_id WHERE s.organisation_id = ${organisation(account)} OR p.operator_id = ${organisation(account)}`;
const addresses = (account) => server.sql(`SELECT a.address || '|' || s.name ${scope(account)} ORDER BY 1`).split('\n').filter(Boolean);

// As the file holds them: 备案号,信息系统,平台,名称,地址,端口,域名,互联网侧,状态.
async function rows(client, query = '') {
	const page = await client.open(`/assets?format=csv${query}`);
	return page.html.replace(/^\ufeff/, '').trim().split('\r\n').slice(1).map((line) => line.split(','));
}
const named = (list) => list.map(([, system, , , address]) => `${address}|${system}`).sort();

test('a unit and an operator see their own rows, all of them, on the page and in the file', async () => {
	for (const account of [one, other, operator]) {
		const client = await server.as(account);
		const own = addresses(account);
		assert.ok(own.length > 1, account.login);
		assert.deepEqual(named(await rows(client)), [...own].sort(), account.login);
		const page = await client.open('/assets');
		for (const line of page.html.split('<tr>').slice(2)) assert.ok(own.some((known) => line.includes(known.split('|')[0])), account.login);
	}
	assert.ok(addresses(operator).length > addresses(one).length);
});

test('another’s row is absent whatever is asked: by name, by address, by platform, from page to page', async () => {
	const client = await server.as(one);
	const foreign = addresses(other).filter((row) => !addresses(one).includes(row));
	const [address, system] = foreign[0].split('|');
	const platform = server.sql(`SELECT platform_id FROM asset WHERE address = '${address}'`);
	for (const query of [`name=${encodeURIComponent(system)}`, `name=${address}`, `platform=${platform}`, 'condition=internet', 'condition=inner', 'condition=retired', 'condition=use', 'after=999999.999999']) {
		const page = await client.get(`/assets?${query}`);
		assert.ok([200, 400].includes(page.status), query);
		const shown = page.html.slice(page.html.indexOf('<tbody'), page.html.lastIndexOf('</tbody>'));
		assert.ok(!page.html.includes(`>${system}<`) && !new RegExp(`\\b${address.replaceAll('.', '\\.')}\\b`).test(shown), query);
		if (page.status === 200) assert.deepEqual(named(await rows(client, `&${query}`)).filter((row) => foreign.includes(row)), [], query);
	}
	/* A system of another does not exist either: the same bytes as one that is not there. */
	const id = server.sql(`SELECT id FROM system WHERE name = '${system}'`);
	const hidden = await client.get(`/systems/${id}`), nothing = await client.get('/systems/999999');
	assert.equal(hidden.status, 404);
	assert.equal(hidden.comparable, nothing.comparable);
});

test('secops and the security post of the center see all, a supervisor and other posts have no such page', async () => {
	const all = Number(server.sql('SELECT count(*) FROM asset'));
	for (const role of ['secops.clerk', 'center.security']) assert.equal((await rows(await server.as(role))).length, all, role);
	for (const role of ['supervisor.clerk', 'center.intake', 'center.approve', 'review.expert', 'admin.system', 'admin.audit'])
		for (const format of ['', '?format=csv', '?format=xlsx']) {
			const account = server.accounts.find(({ roles }) => roles.length === 1 && roles[0] === role);
			if (account) assert.equal((await (await server.as(account)).get(`/assets${format}`)).status, 403, `${role} ${format}`);
		}
	const stranger = await server.anyone().get('/assets?format=csv');
	assert.equal(stranger.status, 303);
});

test('what goes out comes back without a change; another’s system is no place to write', async () => {
	const client = await server.as(one);
	const send = async (text) => {
		const token = (await client.open('/assets/import')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
		return client.post('/assets/import', [...token, ['action', 'import'], ['text', text]]);
	};
	const digest = () => server.sql('SELECT group_concat(id || address || name || ports || domain || internet_yes || registered_at || registered_by) FROM asset');
	const own = (await client.open('/assets?format=csv')).html.replace(/^\ufeff/, '');
	const [head] = own.split('\r\n');
	// What a system left behind where it has nothing any more is out of use, said or not, and the file says so.
	const left = server.sql(`SELECT a.address FROM asset a JOIN system s ON s.id = a.system_id AND s.organisation_id = ${organisation(one)}
		WHERE NOT EXISTS (SELECT 1 FROM allocation l WHERE l.system_id = a.system_id AND l.platform_id = a.platform_id AND l.freed_at IS NULL)`).split('\n').filter(Boolean);
	assert.ok(left.length > 0, 'the first unit of the demo has a system that left');
	const lines = left.map((address) => own.split('\r\n').find((row) => row.includes(`,${address},`)));
	for (const line of lines) assert.match(line, /,停用$/);
	const gone = await send(`${head}\n${lines[0].replace(',停用', ',在用')}\n`);
	assert.equal(gone.status, 422);
	assert.match(gone.text, /已经没有资源，只能填“停用”/);
	assert.equal((await send(own)).status, 303);
	const before = digest();
	const same = await send((await client.open('/assets?format=csv')).html.replace(/^\ufeff/, ''));
	assert.equal(same.status, 303, sentences(same));
	assert.equal(digest(), before);
	const line = (await (await server.as(other)).open('/assets?format=csv')).html.trim().split('\r\n').find((row) => !own.includes(row) && row.includes('在用'));
	const refused = await send(`${head}\n${line}\n`);
	assert.equal(refused.status, 422);
	assert.match(refused.text, /没有本单位的/);
	assert.equal(digest(), before);
	/* Read access is no right to write: secops sees all and keeps none. */
	const secops = await server.as('secops.clerk');
	const token = (await secops.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'csrf' || name === 'once');
	assert.equal((await secops.post('/assets/import', [...token, ['action', 'import'], ['text', own]])).status, 403);
	assert.equal(digest(), before);
});

await end(/bad_request|BAD_REQUEST/);
