// Charts on pages: pictures that say what they show, nothing the policy forbids, their figures in a table beside them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'chart' });

const pictures = (page) => page.html.match(/<svg[^>]*class="chart"[^]*?<\/svg>/g) ?? [];
const first = async (client, list, wanted) => (await client.open(list)).links.map(({ href }) => href).find((href) => wanted.test(href));

async function drawn(client, address, title) {
	const page = await client.open(address);
	const picture = pictures(page).find((svg) => svg.includes(`<title>${title}</title>`));
	assert.ok(picture !== undefined, `${address} has no chart ${title}`);
	assert.match(picture, /role="img"/);
	assert.match(picture, /<desc>[^<]+<\/desc>/);
	assert.doesNotMatch(picture, /style|<script|href|nan|inf\b/);
	return { page, picture };
}

test('a system shows twelve months of use with the limits it is judged by, month by month as in the table', async () => {
	const client = await server.as('center.lead');
	const { page, picture } = await drawn(client, await first(client, '/usage', /^\/usage\/systems\/\d+$/), '近12个月使用率');
	assert.match(picture, />处理器低效线 20</);
	assert.match(picture, />处理器偏高线 80</);
	const months = [...picture.matchAll(/<title>(\d{4}-\d\d) 处理器 P95 ([\d.]+)%<\/title>/g)];
	assert.ok(months.length >= 3);
	for (const [, month, value] of months) assert.match(page.text, new RegExp(`${month}[^]{0,120}?${Number(value).toFixed(2)}%`));
});

test('a platform shows how much of every resource is taken, with both lines', async () => {
	const client = await server.as('center.lead');
	const { page, picture } = await drawn(client, await first(client, '/platforms', /^\/platforms\/\d+$/), '分配率');
	for (const [, share, taken, whole] of picture.matchAll(/>([\d.]+)%　([\d,]+) \/ ([\d,]+)</g)) {
		assert.match(page.text, new RegExp(`${whole}\\s+${taken}`));
		assert.match(page.text, new RegExp(`${Number(share).toFixed(1).replace('.', '\\.')}%`));
	}
	assert.match(picture, />80 预警</);
	assert.match(picture, />85 扩容</);
});

test('missing days of logs are drawn for whom they belong to', async () => {
	const clerk = server.accounts.find(({ login }) => login === 'mzt-clerk');
	const { page, picture } = await drawn(await server.as(clerk), '/log-retention', '有缺口的日志');
	assert.match(picture, /缺 5 天/);
	assert.match(page.text, /婚姻登记管理系统/);
	assert.equal(pictures(await (await server.as('center.lead')).open('/log-retention')).some((svg) => svg.includes('婚姻登记')), false);
});

test('what downsizing brought back is drawn by month, and adds up to the figures on top', async () => {
	const client = await server.as('center.lead');
	const { page, picture } = await drawn(client, '/savings', '近12个月节约处理器');
	const sum = [...picture.matchAll(/<title>\d{4}-\d\d \S+ ([\d,]+)核<\/title>/g)].reduce((all, [, value]) => all + Number(value.replace(/,/g, '')), 0);
	assert.ok(sum > 0);
	assert.match(page.text.replace(/,/g, ''), new RegExp(`节约处理器\\s*${sum}`));
});

await end();
