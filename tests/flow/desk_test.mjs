// The desk around a matter: who waits for what, urging, handing on, finding.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, inState, press, sentences, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'desk' });
const unit = unitOf(server);
const story = await carry({ server, unit, values: { system_name: '桌面故事测试系统' } }, 'acceptance');
const clerk = () => server.as(unit.clerk);

test('the inbox holds what waits, the rest is among all matters', async () => {
	assert.match((await (await server.as('center.intake')).open('/inbox')).text, /桌面故事测试系统/);
	assert.doesNotMatch((await (await clerk()).open('/inbox')).text, /桌面故事测试系统/);
	assert.match((await (await clerk()).open('/matters')).text, /桌面故事测试系统/);
	assert.match((await (await server.as(unit.lead)).open('/handled')).text, /桌面故事测试系统/);
});

test('a matter says who holds it, since when, until when and what comes next', async () => {
	const { text } = await (await clerk()).open(`/matters/${story.id}`);
	for (const word of ['受理岗', '谁在办', '从何时', '到何时', '下一步', '工作日']) assert.ok(text.includes(word), word);
});

test('urging is recorded, once in a while', async () => {
	const client = await clerk();
	const answer = await press(client, story.id, 'urge', {}, '请尽快受理');
	assert.equal(answer.status, 303, sentences(answer));
	assert.match((await client.open(`/matters/${story.id}`)).text, /催办/);
	const again = await press(client, story.id, 'urge', {}, '再催一次');
	assert.ok([422, 429].includes(again.status), String(again.status));
	assert.match((await (await server.as('center.intake')).open('/notices')).text, /催办|桌面故事/);
});

test('a notice is read once it is read', async () => {
	const client = await server.as('center.intake');
	const page = await client.open('/notices');
	const answer = await client.submit(page, 'read_all', 'read_all');
	assert.equal(answer.status, 303);
	assert.ok(!(await client.open('/notices')).actions().includes('read'));
});

test('a clerk hands his draft to a colleague of the same post', async () => {
	const team = server.accounts.filter(({ organisation, roles }) => organisation === unit.clerk.organisation && roles.includes('unit.clerk'));
	assert.ok(team.length >= 2, 'the demo’s first unit has two clerks');
	const mine = await carry({ server, unit }, 'draft');
	const client = await clerk();
	const page = await client.open(`/matters/${mine.id}`);
	const [colleague] = page.form('reassign').options('person').filter(({ value }) => value);
	const refused = await client.submit(page, 'reassign', 'reassign', { person: '1:999999' });
	assert.ok([403, 404, 409, 422].includes(refused.status), String(refused.status));
	const answer = await client.submit(await client.open(`/matters/${mine.id}`), 'reassign', 'reassign', { person: colleague.value, opinion: '出差，请代为填报' });
	assert.equal(answer.status, 303, sentences(answer));
	const other = await server.as(team.find(({ login }) => login !== unit.clerk.login));
	assert.match((await other.open('/inbox')).text, /政务服务综合测试系统|草稿/);
	assert.match((await other.open('/notices')).text, /转办|转给/);
	// The lead spreads the work of his people, though he has nothing to press himself.
	const lead = await server.as(unit.lead);
	const seen = await lead.open(`/matters/${mine.id}`);
	assert.ok(!seen.actions().includes('submit'));
	const [back] = seen.form('reassign').options('person').filter(({ value }) => value);
	assert.equal((await lead.submit(seen, 'reassign', 'reassign', { person: back.value, opinion: '人已回来，请继续' })).status, 303);
	assert.match((await other.open('/notices')).text, /已由信息化审核岗转给信息化经办岗办理/, 'from whom it was taken');
	const stranger = await server.as(unitOf(server, 1).lead);
	assert.equal((await stranger.get(`/matters/${mine.id}`)).status, 404);
	// A clerk does not hand on what his lead holds.
	const waiting = await carry({ server, unit, values: { system_name: '待审核测试系统' } }, 'unit_check');
	assert.ok(!(await client.open(`/matters/${waiting.id}`)).actions().includes('reassign'));
});

test('search finds by number, name and filing, and only what one may see', async () => {
	const client = await clerk();
	const number = /SQ-\d{4}-\d+/.exec((await client.open(`/matters/${story.id}`)).text)[0];
	for (const path of [`/matters?number=${number}`, `/matters?number=${number.slice(-4)}`]) {
		const page = await client.follow(await client.get(path));
		assert.match(page.text, /桌面故事测试系统/, path);
	}
	const stranger = await server.as(unitOf(server, 1).clerk);
	assert.doesNotMatch((await stranger.follow(await stranger.get(`/matters?number=${number}`))).text, /桌面故事测试系统/);
});

test('papers carry number, code and basis, and print without the frame', async () => {
	await act(await server.as('center.intake'), story.id, 'accept', { filing_confirmed: 'yes' });
	const client = await clerk();
	const page = await client.open(`/matters/${story.id}`);
	const papers = page.links.filter(({ href }) => /\/papers\/|\/print$/.test(href));
	assert.ok(papers.length >= 3, papers.map(({ label }) => label).join(' '));
	for (const { href, label } of papers) {
		const paper = await client.open(href);
		assert.match(paper.text, /SQ-\d{4}-\d+/, label);
		assert.match(paper.text, /依据/, label);
		assert.ok(!paper.html.includes('class="side"'), label);
		const again = await client.open(href);
		assert.ok(paper.comparable === again.comparable, `${label} prints the same twice`);
	}
});

test('a template is a file to download, while it is in use; an announcement is none', async () => {
	const client = await clerk();
	const numbers = async (where) => (await client.open(where)).links.map(({ href }) => /^\/announcements\/(\d+)$/.exec(href)?.[1]).filter(Boolean);
	const [template] = await numbers('/templates');
	const page = await client.open(`/announcements/${template}`);
	const href = page.links.find(({ label }) => label === '下载').href;
	const file = await client.get(href);
	assert.equal(file.status, 200);
	assert.match(file.headers['content-disposition'], /^attachment; .*filename\*=UTF-8''%E/);
	assert.deepEqual([...file.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
	assert.match(file.html, /\r\n.{8,}/);
	assert.doesNotMatch(file.html, /[^\r]\n/);
	const [announcement] = await numbers('/announcements');
	for (const id of [announcement, 999999]) assert.equal((await client.get(`/announcements/${id}/file`)).status, 404, String(id));
	assert.doesNotMatch((await client.open(`/announcements/${announcement}`)).text, /下载/);
	assert.equal((await server.anyone().get(href)).status, 303);
});

test('every page of the menu opens, for every role', async () => {
	for (const account of server.accounts.filter(({ roles }, at, all) => all.findIndex((other) => other.roles.join() === roles.join()) === at)) {
		const client = await server.as(account);
		const home = await client.follow(await client.get('/'));
		assert.equal(home.status, 200, account.login);
		const linksOf = (page) => [.../<nav class="side"[\s\S]*?<\/nav>/.exec(page.html)[0].matchAll(/<a href="(\/[^"]*)"( aria-current="page")?/g)];
		const links = linksOf(home).map(([, href]) => href);
		assert.ok(links.length > 1, account.login);
		assert.equal(new Set(links).size, links.length, account.login);
		for (const href of links) {
			const page = await client.follow(await client.get(href));
			assert.equal(page.status, 200, `${account.login} ${href}`);
			assert.deepEqual(linksOf(page).map(([, link]) => link), links, `${account.login} ${href} has another menu`);
			assert.deepEqual(linksOf(page).filter(([, , current]) => current).map(([, link]) => link), [href], `${account.login} ${href} does not say where it stands`);
			assert.ok(!/\{\{|%[sd]\b|\(null\)/.test(page.html), `${account.login} ${href} shows its works`);
		}
	}
});

test('a long menu folds all groups but that of the page, a short one none', async () => {
	const lead = await server.as(server.having('center.lead')[0]);
	const folds = (page) => [.../<details data-group="([^"]*)"( open)?>([\s\S]*?)<\/details>/g[Symbol.matchAll](page.html)].map(([, label, open, rows]) => ({ label, open: open !== undefined, rows }));
	const home = folds(await lead.open('/'));
	assert.ok(home.length >= 4 && home.every(({ open }) => !open), 'home stands in none of them');
	const open = folds(await lead.open('/compliance')).filter((fold) => fold.open);
	assert.deepEqual(open.map(({ label }) => label), ['监督考核']);
	assert.match(open[0].rows, /<a href="\/compliance" aria-current="page">/);
	const system = (await lead.open('/systems')).links.find(({ href }) => /^\/systems\/\d+$/.test(href)).href;
	const [below] = folds(await lead.open(system)).filter((fold) => fold.open);
	assert.match(below.rows, /<a href="\/systems" aria-current="true">/, 'a page below a list stands on its row');
	assert.match((await lead.open('/matters/new')).html, /<a href="\/matters\/new" aria-current="page">/, 'the longer address wins');
	const nothing = await lead.get('/no-such-page');
	for (const address of ['/systems/999999', '/matters/999999', '/articles/11', '/matters/new/x', '/plans/x']) assert.ok((await lead.get(address)).comparable === nothing.comparable, `${address} is told from the other 404s`);
	const expert = await server.as(server.having('review.expert')[0]);
	assert.deepEqual(folds(await expert.open('/')), []);
});

test('no link on the pages of a matter is dead', async () => {
	const client = await clerk();
	const seen = new Set();
	for (const path of ['/', `/matters/${story.id}`, '/systems', '/platforms', '/rules', '/procedures', '/assessors', '/templates', '/announcements', '/profile']) {
		const page = await client.follow(await client.get(path));
		if (page.status === 404) assert.fail(`${path} is not there`);
		for (const { href } of page.links) {
			const target = href.replace(/#.*/, '');
			if (!target.startsWith('/') || seen.has(target) || /openings|\/documents\//.test(target)) continue;
			seen.add(target);
			const found = await client.follow(await client.get(target));
			assert.equal(found.status, 200, `${target} on ${path}`);
		}
	}
	await inState(client, story.id, '待评审');
});

test('a bulk decision stands on the desk of whoever must confirm it, and with who did it when it is done', async () => {
	const panel = (html, heading) => html.split('<section class="panel">').find((section) => section.includes(`<h2>${heading}</h2>`)) ?? '';
	const first = await server.as('nynct-lead');
	const second = await server.as('nynct-lead-2');
	const mine = panel((await first.open('/inbox')).html, '没有办完的成批办理');
	assert.match(mine, /应急预案登记 6 件，“审核通过”.*待同岗位的另一人确认/s);
	const his = panel((await second.open('/inbox')).html, '没有办完的成批办理');
	assert.match(his, /待您核对确认/);
	const [, address] = /href="(\/batches\/\d+)"/.exec(his);
	const page = await second.open(address);
	assert.ok(page.html.includes('value="confirm"') && !page.html.includes('value="go"'));
	assert.equal([...page.html.matchAll(/系统级预案/g)].length >= 6, true);
	// Done: with who confirmed it, and every matter with what became of it.
	const done = panel((await first.open('/handled')).html, '我的成批办理');
	assert.match(done, /6 件.*信息化审核二岗/s);
	assert.match((await first.open(/href="(\/batches\/\d+)"/.exec(done)[1])).text, /办理 6 件，0 件没有办理/);
	// Another post of the unit and another unit know nothing of it.
	for (const login of ['nynct-clerk', 'slt-lead', 'center-lead']) {
		const other = await server.as(login);
		assert.equal((await other.get(address)).status, 404, login);
		assert.ok(!/成批办理<\/h2>/.test((await other.open('/inbox')).html), login);
	}
});

end();
