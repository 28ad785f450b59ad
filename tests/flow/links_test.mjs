// No list leads where its reader may not go: every link to a record opens.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'links' });

const RECORD = /^\/(matters|systems|platforms|usage\/systems|procedures|articles|rules|compliance|contracts)\/[\w-]+$/;
const MOST = 80; // of a role
const roles = [...new Set(server.accounts.flatMap((account) => account.roles))].sort();

for (const role of roles)
	test(`every record that a list shows to ${role} opens`, async () => {
		const client = await server.as(role);
		const home = await client.follow(await client.get('/'));
		const menu = [...new Set(home.links.map(({ href }) => href).filter((href) => /^\/[a-z-]*(\/[a-z-]+)?$/.test(href)))];
		const seen = new Map();
		for (const list of menu) {
			const page = await client.follow(await client.get(list));
			assert.equal(page.status, 200, list);
			for (const { href } of page.links) if (RECORD.test(href) && !seen.has(href)) seen.set(href, list);
		}
		assert.ok(menu.length > 3);
		/* A few of each list rather than all of the first. */
		const records = [...seen].sort(([a], [b]) => a.split('/').at(-1).localeCompare(b.split('/').at(-1)));
		const step = Math.max(1, Math.floor(records.length / MOST));
		for (const [href, list] of records.filter((_, i) => i % step === 0)) assert.equal((await client.get(href)).status, 200, `${list} leads to ${href}`);
	});

await end();
