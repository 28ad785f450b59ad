// Leaving the cloud, giving back, being counted: what a browser is refused (第七、十七、十八条).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, press, sentences } from './story.mjs';

const { server, end } = await begin({ name: 'release' });
const account = (login) => server.accounts.find((one) => one.login === login);
const as = (login) => server.as(account(login));

// The matter of the demo's story with this title, as somebody sees it in the list.
async function matterOf(client, words) {
	const page = await client.open(`/matters?q=${encodeURIComponent(words.split(/[（ ]/)[0])}`);
	const link = page.links.find(({ href, label }) => /^\/matters\/\d+$/.test(href) && label.includes(words));
	assert.ok(link, `${client.login} sees none with ${words}`);
	return Number(link.href.split('/')[2]);
}

// All pages of a list.
async function whole(client, address) {
	let page = await client.open(address), html = page.html;
	for (let next; (next = page.links.find(({ label }) => label.includes('下一页'))) !== undefined; html += page.html) page = await client.open(next.href.replaceAll('&amp;', '&'));
	return html;
}

test('a foreign unit’s exit and none at all are the same bytes', async () => {
	const id = await matterOf(await as('rst-clerk'), '就业创业服务平台（旧版） 退出');
	const stranger = await as('mzt-clerk');
	for (const rest of ['', '/edit', '/papers/accept', '/print']) {
		const other = await stranger.get(`/matters/${id}${rest}`);
		const nothing = await stranger.get(`/matters/999999999${rest}`);
		assert.equal(other.status, 404, rest);
		assert.ok(other.comparable === nothing.comparable, rest);
	}
});

test('a clearing that leaves copies is refused beside its field and keeps what was typed', async () => {
	const operator = await as('jinjiang-clerk');
	const id = await matterOf(operator, '就业创业服务平台（旧版） 退出');
	const answer = await press(operator, id, 'cleared', {
		methods: ['overwrite'], scopes: ['main', 'backup'], resources: 'ecs-77 与数据盘 disk-78', wiped_day: '2026-01-05', logs_until: '2099-01-01',
	});
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /还缺“数据清除记录”/);
	assert.match(answer.html, /ecs-77 与数据盘 disk-78/);
	assert.match((await operator.open(`/matters/${id}`)).html, /数据清除中/);
});

test('the clerk of the unit sees the certificate but does not sign it', async () => {
	const lead = await as('nynct-lead');
	const id = await matterOf(lead, '农村土地承包管理系统 退出');
	const page = await lead.open(`/matters/${id}`);
	const answer = await lead.submit(page, 'confirm_wipe', 'confirm_wipe', { certificate: '全部数据都已清除干净，没有任何残留。', checked_how: 'remote' });
	assert.equal(answer.status, 422);
	assert.match(sentences(answer), /以服务商填报的为准，不能修改/);
	const clerk = await as('nynct-clerk');
	const form = (await clerk.open(`/matters/${id}`)).forms.find((one) => one.has('checked_how'));
	assert.equal(form, undefined);
});

test('a snapshot kept shows on the page and in the lists when the system ends the keeping, as no limit of anybody', async () => {
	const center = await as('center-dispatch');
	const list = await center.open('/matters?state=exit:holding');
	const [href] = list.html.match(/\/matters\/\d+/);
	assert.match(list.html, /自动 · 剩 \d+ [^<]*<[^]*?<time datetime="[\d-]+">[\d-]+<\/time> 后由系统办理/);
	const page = await center.open(href);
	assert.match(page.html, /到何时<\/dt>[^]*?自动 · 剩 \d+ [^]*?后由系统办理/);
	assert.match(page.html, /期满由系统自动办理“保留期满”，不是办理时限，不计逾期/);
	const [, day] = /<time datetime="([\d-]+)">[\d-]+<\/time> 后由系统办理/.exec(page.html);
	let held = 0;
	for (const { login } of server.accounts.filter((one) => one.roles.includes('unit.lead') && !one.login.startsWith('center-'))) {
		const own = await as(login);
		if ((await own.get(href)).status !== 200) continue;
		held++;
		assert.match(await whole(own, '/inbox'), new RegExp(`${href}"[^]*?自动 · 剩 [^]*?${day}</time> 后由系统办理`), login);
	}
	assert.equal(held, 1);
});

test('what a confirmation of the ledger found waits until it is followed or set aside with a reason', async () => {
	const center = await as('center-dispatch');
	const list = await center.open('/ledger-findings');
	assert.match(list.html, /因公出国管理系统[^]*?已不使用[^]*?业务已并入全省统一平台，本系统停用/);
	assert.match(list.html, /网上信访平台[^]*?资源不符[^]*?处理器 8 核（台账 [\d,]+）/);
	const [, system] = /href="\/systems\/(\d+)">网上信访平台/.exec(list.html);
	const unit = await as('xfj-clerk');
	assert.match((await unit.open('/ledger-findings')).html, new RegExp(`procedure=change&amp;system=${system}">发起变更`));
	assert.match((await unit.open(`/systems/${system}`)).html, /上次台账确认[^]*?尚未办理，列入“台账确认发现”/);
	assert.match(await whole(unit, '/notices'), /1 个系统有已不使用、资源不符或者其他情况，尚未办理/);
	const row = (form) => form.entries().some(([name, value]) => name === 'system' && value === system);
	const refused = await center.submit(list, row, 'set_aside', { reason: '已核对' });
	assert.equal(refused.status, 422);
	assert.match(sentences(refused), /不再处理的，要写明理由/);
	assert.match(refused.html, /value="已核对"/);
	const answer = await center.submit(refused, row, 'set_aside', { reason: '已与单位核对，停用的云主机上月已经收回' });
	assert.equal(answer.status, 303);
	assert.doesNotMatch((await center.open('/ledger-findings')).html, /网上信访平台/);
	assert.match((await unit.open(`/systems/${system}`)).html, /不再处理[^]*?已与单位核对，停用的云主机上月已经收回/);
});

test('an exit is offered the way that applies, with resources or without', async () => {
	const offered = async (client, state) => {
		const [href] = (await client.open(`/matters?state=exit:${state}`)).html.match(/\/matters\/\d+/);
		return (await client.open(href)).forms.flatMap((form) => form.buttons());
	};
	const accepting = await offered(await as('center-intake'), 'acceptance');
	assert.ok(accepting.includes('accept') && !accepting.includes('accept_empty'), accepting.join());
	const deciding = await offered(await as('center-lead'), 'passive_decide');
	assert.ok(deciding.includes('order_exit') && !deciding.includes('order_empty'), deciding.join());
});

test('pages about platforms are not for units, the list without owners not for operators', async () => {
	assert.equal((await (await as('mzt-clerk')).get('/verifications')).status, 403);
	assert.equal((await (await as('jinjiang-clerk')).get('/ownerless')).status, 403);
	const own = await (await as('jinjiang-clerk')).open('/verifications');
	assert.match(own.html, /锦江云/);
	assert.doesNotMatch(own.html, /岷山云/);
	const unit = await (await as('fgw-clerk')).open('/savings');
	assert.doesNotMatch(unit.html, /高速公路联网监测平台/);
});

test('a filter that is no cursor is refused, an unknown month is an empty list', async () => {
	const center = await as('center-dispatch');
	assert.equal((await center.get('/savings?after=x')).status, 400);
	assert.match((await center.open('/verifications?period=2016-01')).html, /没有资源核实/);
});

end();
