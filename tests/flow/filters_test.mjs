// Filters of lists that cannot be read: 422, a sentence beside the field, what was typed still there, no rows, no file.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'filters' });

// By whom each list is asked for.
const lists = {
	'admin.system': ['/admin/people', '/admin/organisations'],
	'admin.audit': ['/audit'],
	'center.dispatch': ['/matters', '/systems', '/usage', '/savings', '/verifications', '/ledger-findings', '/plans', '/contracts', '/faults', '/interpretations', '/assessors', '/assets', '/reports', '/usage/exemptions'],
	'center.assess': ['/assess', '/efficiency'],
	'center.security': ['/hazards', '/incidents', '/compliance-filings'],
	'center.lead': ['/compliance/filed', '/compliance/change', '/compliance/platforms'],
};

const filterForm = (page) => page.html.match(/<form class="filters" method="get">[^]*?<\/form>/)?.[0] ?? assert.fail(`${page.address}: no filters`);
const selects = (form) => [...form.matchAll(/<select[^>]*name="([^"]+)"/g)].map(([, name]) => name);

// The page that refuses one value: beside that field and no other, with the value kept and nothing listed.
async function refused(client, path, name, value, sentence) {
	const page = await client.get(`${path}?${name}=${encodeURIComponent(value)}`);
	const where = `${path}?${name}=${value}`;
	assert.equal(page.status, 422, where);
	const form = filterForm(page);
	assert.equal(form.match(/aria-invalid="true"/g)?.length, 1, where);
	assert.match(form, new RegExp(`id="filter-${name}" name="${name}"[^>]*aria-invalid="true" aria-describedby="filter-${name}-e"`), where);
	assert.match(form.match(new RegExp(`id="filter-${name}-e">[^]*?</span>`))[0], sentence, where);
	assert.ok(form.includes(`value="${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}"`), `${where} is kept`);
	const file = await client.get(`${path}?${name}=${encodeURIComponent(value)}&format=csv`);
	assert.equal(file.status, 422, `${where} as a file`);
	assert.equal(file.headers['content-disposition'], undefined, where);
	return page;
}

test('a choice that the list does not have is told beside it, on every list', async () => {
	let tried = 0;
	for (const [role, paths] of Object.entries(lists)) {
		const client = await server.as(role);
		for (const path of paths)
			for (const name of selects(filterForm(await client.open(path)))) {
				await refused(client, path, name, 'zzz<1', /没有这一项，请重新选择/);
				tried++;
			}
	}
	assert.ok(tried > 25, `${tried}`);
});

test('each choice that a list offers is one', async () => {
	let tried = 0;
	for (const [role, paths] of Object.entries(lists)) {
		const client = await server.as(role);
		for (const path of paths)
			for (const [, name, options] of filterForm(await client.open(path)).matchAll(/<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/g))
				for (const [, value] of [...options.matchAll(/<option value="([^"]*)"/g)].slice(0, 6)) {
					assert.equal((await client.get(`${path}?${name}=${encodeURIComponent(value)}`)).status, 200, `${path}?${name}=${value}`);
					tried++;
				}
	}
	assert.ok(tried >= 20, `${tried} choices`);
});

test('numbers, days and periods of the log and of reports are told when they are none', async () => {
	const audit = await server.as('admin.audit');
	for (const value of ['abc', '-1', '0', '1e9', '99999999999999999999']) {
		const page = await refused(audit, '/audit', 'object_id', value, /对象编号应填写大于零的整数/);
		assert.match(page.text, /链首短码/, 'the page is whole');
		assert.doesNotMatch(page.html, /data-th="行号"/);
	}
	for (const name of ['from', 'to'])
		for (const value of ['2026-13-01', '昨天', '2026-02-30']) await refused(audit, '/audit', name, value, /日期应写作/);
	assert.equal((await audit.get('/audit?object=person&object_id=%EF%BC%91%EF%BC%91&from=2026-01-01')).status, 200, 'full-width digits are digits');
	const center = await server.as('center.dispatch');
	for (const path of ['/reports', '/verifications'])
		for (const value of ['abc', '2026-13', '26-1', '2026-1-1', '1900-01', '2014-12', '2100-01']) await refused(center, path, 'period', value, /期间应写作/);
	assert.equal((await center.get('/reports?period=2026-10')).status, 200);
	const [year, month] = server.today().split('-').map(Number);
	const after = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
	for (const value of ['1900-01', '2014-12', after, '2026Q3']) await refused(center, '/usage', 'month', value, /月份没有这一项/);
	for (const value of ['1900', '2014', '2100']) await refused(center, '/plans', 'year', value, /年度没有这一项/);
});

test('what can be read but is not offered is read: a year without anything, a state that nothing is in', async () => {
	const center = await server.as('center.dispatch');
	for (const path of ['/plans?year=2031', '/matters?state=application%3Adraft', '/usage?month=2019-01']) {
		const page = await center.open(path);
		const [, name, value] = /\?(\w+)=(.*)$/.exec(path);
		assert.match(filterForm(page), new RegExp(`<option value="${decodeURIComponent(value)}" selected`), `${name} is chosen`);
	}
	assert.equal((await (await server.as('center.assess')).get('/efficiency?year=2031')).status, 200);
});

await end(/bad_request|BAD_REQUEST/);
