// Units read the consolidated opinion and the decision; who reviewed and what
// each of them thought stays with the center.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { act, begin, carry, inState, press, seeing, unitOf } from './story.mjs';

const { server, end } = await begin({ name: 'confidence' });
const secret = '个人意见机密标记';
const story = await carry({ server, unit: unitOf(server), opinion: secret }, 'configuring');
const reviewers = [...server.having('review.expert'), ...server.having('center.review')];
const posts = server.sql(`SELECT DISTINCT title FROM person WHERE login IN (${reviewers.map(({ login }) => `'${login}'`).join(', ')})`).split('\n');
const outsiders = () => [story.unit.clerk, story.unit.lead, story.operator, ...server.having('operator.lead', story.operator.organisation),
	...server.having('supervisor.clerk'), ...server.having('supervisor.lead')];

function quiet(page, who) {
	const where = `${page.address} as ${who}`;
	assert.ok(!page.html.includes(secret), `${where} shows an individual opinion`);
	// Whom a copy can be sent to is every organisation there is: that names nobody.
	const html = page.html.replace(/<select[^>]*id="f-receiver"[\s\S]*?<\/select>/, '');
	// What the list of experts calls a person, without the organisation everybody knows.
	for (const { label } of story.people) for (const word of label.split(/[　\s（）()·,，/]+/))
		if (word.length >= 4 && !/评审|中心|省大数据|四川|^网络安全$/.test(word)) assert.ok(!html.includes(word), `${where} names ${word}`);
	assert.ok(!page.html.includes('评审专家（'), `${where} shows an expert’s post`);
	for (const post of posts) assert.ok(!html.includes(post), `${where} names ${post}`);
	for (const { login } of reviewers) assert.ok(!page.html.includes(login), `${where} names ${login}`);
}

test('the center itself reads the opinions', async () => {
	const page = await (await server.as('center.approve')).open(`/matters/${story.id}`);
	const review = await (await server.as('center.review')).get(`/matters/${story.id}/review`);
	assert.ok(page.html.includes(secret) || review.html.includes(secret));
	assert.ok(story.people.length >= 3);
});

test('the unit reads the consolidated opinion', async () => {
	const page = await (await server.as(story.unit.clerk)).open(`/matters/${story.id}`);
	assert.match(page.text, /评审通过，资源测算合理/);
});

test('no page outside the center names a reviewer or shows an opinion', async () => {
	for (const account of outsiders()) {
		const client = await server.as(account);
		assert.equal((await client.get(`/matters/${story.id}`)).status, 200, `${account.login} takes part`);
		for (const rest of ['', '/print', '/done', '/review', '/edit', '/check', '/papers/submit', '/papers/accept', '/papers/rule', '/papers/sign_receipt', '/papers/request_correction', '/documents/1', '/documents/1/openings'])
			quiet(await client.get(`/matters/${story.id}${rest}`), account.login);
		for (const path of ['/', '/inbox', '/handled', '/notices', '/matters', '/systems', '/dispatch', '/platforms', '/procedures/application']) quiet(await client.get(path), account.login);
		// The search repeats what was typed, and finds nothing by it.
		assert.ok(!(await client.open(`/matters?q=${encodeURIComponent(secret)}`)).html.includes(`/matters/${story.id}"`), `${account.login} finds it by an opinion`);
		for (const { href } of (await client.open(`/matters/${story.id}`)).links.filter(({ href }) => href.startsWith(`/matters/${story.id}`))) quiet(await client.get(href.replace(/#.*/, '')), account.login);
	}
});

test('who opened a file is told to its owner, of reviewers that it was one', async () => {
	const mine = await carry({ server, unit: story.unit }, 'reviewing');
	const plan = async (account) => (await (await server.as(account)).open(`/matters/${mine.id}`)).links.find(({ href, label }) => /documents\/\d+$/.test(href) && /cloud_plan/.test(label)).href;
	const opened = [...await seeing(server, server.having('review.expert'), mine.id), ...server.having('center.review')];
	const href = await plan(story.unit.clerk);
	assert.ok(opened.length >= 4, `${opened.length} reviewers`);
	for (const account of opened) assert.equal((await (await server.as(account)).get(await plan(account))).status, 200, account.login);
	for (const account of [story.unit.clerk, story.unit.lead]) {
		const page = await (await server.as(account)).open(`${href}/openings`);
		quiet(page, account.login);
		assert.equal((page.text.match(/四川省大数据中心 评审人员/g) ?? []).length, opened.length, 'each opening is there');
	}
});

test('nor who of the reviewers organised, handed on and concluded a review by letter', async () => {
	const mine = await carry({ server, unit: story.unit }, 'review_prepare');
	const [first, second, third] = server.having('center.review');
	const open = await server.as(first);
	const offered = (await open.open(`/matters/${mine.id}`)).form('open_review').options('experts.1.person');
	const [one, two] = [first, second].map(({ login }) => offered.find(({ label }) => label.includes(server.sql(`SELECT title FROM person WHERE login = '${login}'`))).value);
	await act(open, mine.id, 'open_review', { mode: 'letter', held_day: server.today(), 'experts.1.person': one, 'experts.2.person': two });
	for (const account of [first, second]) await act(await server.as(account), mine.id, 'opine', { conflict: 'none', verdict: 'pass' }, secret);
	const page = await open.open(`/matters/${mine.id}`);
	const colleague = page.form('reassign').options('person').find(({ label }) => label.includes(server.sql(`SELECT title FROM person WHERE login = '${third.login}'`)));
	await act(open, mine.id, 'reassign', { person: colleague.value, opinion: '外出参加会议' });
	await act(await server.as(third), mine.id, 'conclude_pass', {}, '评审通过，资源测算合理');
	for (const account of [story.unit.clerk, story.unit.lead]) {
		const client = await server.as(account);
		for (const rest of ['', '/print', '/papers/conclude_pass', '/done']) quiet(await client.get(`/matters/${mine.id}${rest}`), account.login);
		assert.match((await client.open(`/matters/${mine.id}`)).text, /四川省大数据中心 方案评审岗 评审通过/);
	}
});

// The center is a unit too: who asks in its name is an applicant like any other, with data measured where its use is low.
test('nor do the people of the center learn of it who ask in its own name', async () => {
	const center = server.having('center.approve')[0].organisation;
	const unit = { clerk: server.having('unit.clerk', center)[0], lead: server.having('unit.lead', center)[0] };
	const own = await carry({ server, unit, values: { system_name: '中心自用测试系统' }, opinion: secret, documents: ['sizing_data'] }, 'configuring');
	const reads = await (await server.as(server.having('center.security', center)[0])).open(`/matters/${own.id}`);
	assert.ok(reads.html.includes(secret), 'who holds a post of the center reads it');
	for (const account of [unit.clerk, unit.lead]) {
		const client = await server.as(account);
		const page = await client.open(`/matters/${own.id}`);
		for (const rest of ['', '/print', '/review', '/papers/rule', '/papers/accept', '?copy=yes']) quiet(await client.get(`/matters/${own.id}${rest}`), account.login);
		const files = page.links.map(({ href }) => href).filter((href) => /\/openings$/.test(href));
		assert.ok(files.length > 0);
		for (const href of files) quiet(await client.open(href), account.login);
		assert.ok(!page.actions().includes('reassign'), 'nor hands on what the center holds');
		quiet(await client.open(`/matters/${story.id}`), account.login);
	}
	// Nor are they asked for an opinion by those who decide.
	const holder = await server.as('center.intake');
	const waiting = await carry({ server, unit, values: { system_name: '中心自用二号系统' }, documents: ['sizing_data'] }, 'acceptance');
	const asked = (await holder.open(`/matters/${waiting.id}`)).form('add_signer').options('person').map(({ value }) => value).filter(Boolean);
	const clerk = server.sql(`SELECT id FROM person WHERE login = '${unit.clerk.login}'`);
	assert.ok(asked.length > 3 && !asked.some((value) => value.endsWith(`:${clerk}`)), asked.join(' '));
	const task = asked[0].split(':')[0];
	const refused = await press(holder, waiting.id, 'add_signer', { person: `${task}:${clerk}`, opinion: '请提意见' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /只代表单位提出事项，不能由中心的岗位请他加签/);
});

test('nor does the page of opinions open, whoever asks', async () => {
	for (const account of outsiders()) {
		const status = (await (await server.as(account)).get(`/matters/${story.id}/review`)).status;
		assert.ok([403, 404].includes(status), `${account.login}: ${status}`);
	}
});

test('nor does a refusal', async () => {
	for (const account of outsiders()) {
		const client = await server.as(account);
		const page = await client.open(`/matters/${story.id}`);
		const token = page.form((form) => form.has('csrf')).entries().filter(([name]) => name === 'csrf');
		const once = (await client.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'once');
		for (const action of ['opine', 'conclude_pass', 'open_review']) {
			const fresh = (await client.open('/profile')).form((form) => form.has('once')).entries().filter(([name]) => name === 'once' || name === 'csrf');
			const answer = await client.post(`/matters/${story.id}`, [...fresh, ['action', action], ['conflict', 'none'], ['verdict', 'pass'], ['opinion', '试探一下能否看到评审人员']]);
			assert.ok([400, 403, 404, 409].includes(answer.status), `${action} as ${account.login}: ${answer.status}`);
			quiet(answer, account.login);
		}
		assert.ok(token && once);
	}
});

test('the internal review record is not even named to others', async () => {
	const other = await carry({ server, unit: story.unit, opinion: secret }, 'reviewing');
	const review = await server.as('center.review');
	const page = await review.open(`/matters/${other.id}`);
	const form = page.form((candidate) => candidate.multipart && candidate.has('review_record'));
	const { paper } = await import('./papers.mjs');
	assert.equal((await review.submit(page, form, null, {}, { file: { name: 'review_record', ...paper('会议签到与个人意见.pdf') } })).status, 303);
	for (const account of [story.unit.clerk, story.unit.lead]) {
		const shown = await (await server.as(account)).open(`/matters/${other.id}`);
		assert.doesNotMatch(shown.text, /会议签到与个人意见|评审记录/);
		const centerView = await review.open(`/matters/${other.id}`);
		const href = centerView.links.find(({ label }) => label.includes('会议签到'))?.href;
		assert.ok(href, 'the center has the link');
		assert.ok([403, 404].includes((await (await server.as(account)).get(href)).status), `${account.login} opens it`);
	}
});

test('an expert sees the matter he is invited to, and only while it is reviewed', async () => {
	const [expert] = await seeing(server, server.having('review.expert'), story.id);
	assert.equal(expert, undefined, 'after the conclusion an expert no longer sees it');
	const mine = await carry({ server, unit: story.unit }, 'reviewing');
	const invited = await seeing(server, server.having('review.expert'), mine.id);
	for (const account of invited) {
		const client = await server.as(account);
		assert.equal((await client.get(`/matters/${story.id}`)).status, 404);
		for (const action of ['conclude_pass', 'rule']) assert.ok(!(await client.open(`/matters/${mine.id}`)).actions().includes(action));
	}
});

test('a reviewer who has an interest says so and is not counted', async () => {
	const mine = await carry({ server, unit: story.unit }, 'reviewing');
	const [account] = [...await seeing(server, server.having('review.expert'), mine.id), ...server.having('center.review')];
	const client = await server.as(account);
	if ((await client.open(`/matters/${mine.id}`)).actions().includes('opine')) {
		await act(client, mine.id, 'opine', { conflict: 'declared' }, '与建设单位有合作关系，申请回避');
		const again = await client.open(`/matters/${mine.id}`).catch(() => null);
		assert.ok(again === null || !again.html.includes('value="opine"') || (await press(client, mine.id, 'opine', { conflict: 'none', verdict: 'pass' }, '再评一次')).status !== 303);
	}
	const refused = await press(await server.as('center.review'), mine.id, 'conclude_pass', {}, '通过');
	assert.equal(refused.status, 422);
	await inState(await server.as('center.review'), mine.id, '评审中');
});

end();
