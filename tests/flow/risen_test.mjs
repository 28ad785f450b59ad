// A fault that nobody answers rises by itself; whether one has, in the demo, depends on the hour: here it is left a day.
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { patience } from './client.mjs';
import { part } from './html.mjs';
import { begin } from './story.mjs';

const { server, end } = await begin({ name: 'risen', clock: true });
const late = () => server.sql(`SELECT m.id || '|' || strftime('%m-%d %H:%M', m.due_at, 'unixepoch', '+8 hours') FROM fault f JOIN matter m ON m.id = f.matter_id
	WHERE f.raised > 0 AND f.restored_at IS NULL AND m.state IN ('responding', 'handling')`).split('\n').filter(Boolean);

// One limit: that of the level it rose to.  The one that ran out stands in the history.
test('a fault that rose for being late shows the limit in force and no other', async () => {
	// The clerk process does all its rounds when it begins.
	server.run('stop');
	server.setClock(1);
	server.run('start');
	for (let turn = 0; turn < 100 * patience && late().length === 0; turn++) await sleep(100);
	await sleep(500); // as long as several rise one after the other
	const client = await server.as('center.dispatch');
	const risen = late();
	assert.ok(risen.length > 0, 'a fault that rose');
	for (const [id, due] of risen.map((line) => line.split('|'))) {
		const html = (await client.open(`/matters/${id}`)).html;
		const clocks = part(html, '计时').replace(/<[^>]*>/g, ' ');
		const open = [...clocks.matchAll(/(响应|恢复)\s+时限 (\d\d-\d\d \d\d:\d\d)/g)].map(([, , limit]) => limit);
		assert.deepEqual(open, [due], clocks);
		assert.match(clocks, /考核按上报时的等级计时/);
		assert.match(html, /应于 [\d-]{10} \d\d:\d\d 前办理/);
	}
});

end();
