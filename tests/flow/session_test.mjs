// Signing in and what a session is worth (security.md A8–A16, A88).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, personPage, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'session' });
const [first, second] = [unitOf(server, 0), unitOf(server, 1)];
const SID = '__Host-sid';

async function attempt(client, login, password, headers = {}) {
	const page = await client.open('/sign-in');
	return client.submit(page, 'sign_in', 'sign_in', { login, password }, { headers });
}
const anonymous = async (client) => (await client.get('/matters')).status === 303;

test('nobody sees a page; the way in leads back', async () => {
	const client = server.anyone();
	const page = await client.get('/matters?state=application:trial');
	assert.equal(page.status, 303);
	assert.equal(page.location, `/sign-in?next=${encodeURIComponent('/matters?state=application:trial')}`);
	const answer = await client.submit(await client.open(page.location), 'sign_in', 'sign_in', { login: first.clerk.login, password: first.clerk.password });
	assert.equal(answer.location, '/matters?state=application:trial');
});

test('A8: a value set before sign-in is replaced and worth nothing', async () => {
	const client = server.anyone();
	const chosen = 'A'.repeat(43);
	client.jar.set(SID, chosen);
	assert.ok(await anonymous(client));
	const answer = await attempt(client, first.clerk.login, first.clerk.password);
	assert.equal(answer.status, 303);
	assert.notEqual(client.jar.get(SID), chosen);
	const other = server.anyone();
	other.jar.set(SID, chosen);
	assert.ok(await anonymous(other));
	const cookie = answer.headers['set-cookie'].find((line) => line.startsWith(SID));
	for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) assert.match(cookie, new RegExp(flag));
	assert.doesNotMatch(cookie, /Domain/i);
});

test('A9: after sign-out the cookie is worth nothing', async () => {
	const client = await server.anyone().signIn(first.clerk.login, first.clerk.password);
	const kept = client.jar.get(SID);
	assert.equal((await client.signOut()).status, 303);
	const thief = server.anyone();
	thief.jar.set(SID, kept);
	assert.ok(await anonymous(thief));
});

test('A9: a session ended from the profile is over at once', async () => {
	const here = await server.anyone().signIn(first.lead.login, first.lead.password);
	const there = await server.anyone().signIn(first.lead.login, first.lead.password);
	const page = await here.open('/profile');
	const answer = await here.submit(page, 'revoke', 'revoke');
	assert.equal(answer.status, 303);
	assert.ok(await anonymous(there));
	assert.ok(!await anonymous(here));
	await here.signOut();
});

test('nobody ends another person’s session', async () => {
	const mine = await server.anyone().signIn(first.lead.login, first.lead.password);
	const other = await server.anyone().signIn(second.clerk.login, second.clerk.password);
	const page = await other.open('/profile');
	for (let session = 1; session < 12; session++) {
		const fresh = await other.open('/profile');
		const form = fresh.form((candidate) => candidate.has('csrf'));
		const keep = form.entries().filter(([name]) => name === 'csrf' || name === 'once');
		const answer = await other.post('/profile', [...keep, ['action', 'revoke'], ['session', String(session)]]);
		assert.ok([303, 404].includes(answer.status));
		if (await anonymous(other)) break;
	}
	assert.ok(page);
	assert.ok(!await anonymous(mine));
});

test('A88: the fourth session ends the oldest; an administrator has one', async () => {
	const sessions = [];
	for (let n = 0; n < 4; n++) sessions.push(await server.anyone().signIn(second.lead.login, second.lead.password));
	assert.ok(await anonymous(sessions[0]));
	for (const client of sessions.slice(1)) assert.ok(!await anonymous(client));
	const admin = server.having('admin.system')[0];
	const one = await server.anyone().signIn(admin.login, admin.password);
	const two = await server.anyone().signIn(admin.login, admin.password);
	assert.equal((await one.get('/rules')).status, 303);
	assert.equal((await two.get('/rules')).status, 200);
});

test('A10: cookies bent out of shape are nobody’s', async () => {
	const good = await server.anyone().signIn(second.clerk.login, second.clerk.password);
	const value = good.jar.get(SID);
	const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
	for (const bad of [flip(value, 3), flip(value, value.length - 3), value.slice(1), `${value}A`, `${value}=`, '', 'x', `${value.slice(0, -1)}+`, 'A'.repeat(4096), `"${value}"`, `%41${value.slice(1)}`]) {
		const client = server.anyone();
		const page = await client.get('/matters', { headers: { Cookie: `${SID}=${bad}` } });
		assert.ok([303, 400].includes(page.status), `${bad.slice(0, 20)}: ${page.status}`);
	}
	assert.ok(!await anonymous(good));
});

test('A11: two values of the cookie are refused', async () => {
	const client = await server.anyone().signIn(second.clerk.login, second.clerk.password);
	const value = client.jar.get(SID);
	assert.equal((await client.get('/matters', { headers: { Cookie: `${SID}=${value}; ${SID}=${value}` } })).status, 400);
	assert.equal((await client.get('/matters', { headers: { Cookie: `${SID}=x; a=b; ${SID}=${value}` } })).status, 400);
});

test('A14: unknown account and wrong password read the same', async () => {
	const strip = (page, login) => page.comparable.replace(`value="${login}"`, '');
	const wrong = await attempt(server.anyone(), first.clerk.login, 'Wrong-password-1');
	const unknown = await attempt(server.anyone(), 'nobody-here', 'Wrong-password-1');
	assert.equal(wrong.status, 422);
	assert.equal(unknown.status, 422);
	assert.ok(strip(wrong, first.clerk.login) === strip(unknown, 'nobody-here'), 'same bytes');
	assert.doesNotMatch(wrong.html, /Wrong-password/);
});

test('A12, A79: five wrong passwords lock the account here, whatever address is claimed', async () => {
	const account = server.having('supervisor.clerk')[0];
	let last;
	for (let n = 0; n < 5; n++) last = await attempt(server.anyone(), account.login, `Wrong-password-${n}`, { 'X-Forwarded-For': `10.0.0.${n}`, 'X-Real-IP': `10.0.0.${n}`, Forwarded: `for=10.0.0.${n}` });
	assert.equal(last.status, 422);
	const right = await attempt(server.anyone(), account.login, account.password);
	assert.equal(right.status, 422, 'the right one is refused too');
	assert.ok(right.comparable === last.comparable, 'with the same words');
	const log = await (await server.as('admin.audit')).open('/audit');
	assert.match(log.text, /锁定|登录/);
});

test('A9: a password change ends every other session', async () => {
	const account = second.lead;
	const other = await server.anyone().signIn(account.login, account.password);
	const client = await server.anyone().signIn(account.login, account.password);
	const page = await client.open('/password');
	const form = page.form((candidate) => candidate.has('current'));
	const weak = await client.submit(page, form, null, { current: account.password, password: 'short', repeat: 'short' });
	assert.equal(weak.status, 422);
	const differs = await client.submit(await client.open('/password'), (candidate) => candidate.has('current'), null, { current: account.password, password: 'New-Password-2026!', repeat: 'New-Password-2027!' });
	assert.equal(differs.status, 422);
	const wrong = await client.submit(await client.open('/password'), (candidate) => candidate.has('current'), null, { current: 'Wrong-password-9', password: 'New-Password-2026!', repeat: 'New-Password-2026!' });
	assert.equal(wrong.status, 422);
	const before = client.jar.get(SID);
	const answer = await client.submit(await client.open('/password'), (candidate) => candidate.has('current'), null, { current: account.password, password: 'New-Password-2026!', repeat: 'New-Password-2026!' });
	assert.equal(answer.status, 303, answer.text.slice(0, 300));
	assert.notEqual(client.jar.get(SID), before);
	assert.ok(await anonymous(other));
	assert.ok(!await anonymous(client));
	assert.equal((await attempt(server.anyone(), account.login, account.password)).status, 422, 'the old one is gone');
});

test('A9, A87: somebody who is taken out of service is out at once', async () => {
	const system = await server.as('admin.system');
	let client, leaver;
	// Somebody whose work another can take: a post with work and nobody else in it is kept.
	for (leaver of ['secops.lead', 'operator.lead', 'unit.lead', 'unit.clerk'].flatMap((role) => server.having(role))) {
		client = await server.as(leaver);
		const page = await personPage(system, leaver.login);
		const form = page.form('disable');
		const successor = form.has('successor') ? form.options('successor').find(({ value }) => value)?.value : undefined;
		const answer = await system.submit(page, 'disable', 'disable', successor ? { successor } : {});
		if (answer.status === 303) break;
		assert.match(answer.text, /有在办事项且没有其他人/);
		assert.ok(!(await anonymous(client)), 'a refusal leaves him in');
	}
	assert.ok(await anonymous(client));
	assert.equal((await attempt(server.anyone(), leaver.login, leaver.password)).status, 422);
});

end();
