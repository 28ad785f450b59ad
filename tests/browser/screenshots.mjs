/*
 * Pictures for README:  make screenshots  →  tests/browser/pictures/*.png
 * Run by run.sh with SCRIPT=screenshots.mjs, against demo data like the stories.
 */
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {Application} from './lib/application.mjs';
import {makeWorld} from './lib/world.mjs';

const MOST = 300 * 1024;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'pictures');
const world = await makeWorld();
fs.mkdirSync(folder, {recursive: true});

async function picture(visitor, name) {
	await visitor.page.evaluate(() => window.scrollTo(0, 0));
	await visitor.page.mouse.move(0, 0);
	await visitor.page.screenshot({path: path.join(folder, name + '.png')});
}

const clerk = await world.visit(world.people.one('unit.clerk', world.people.units()[0]), {width: 1280});
await clerk.page.goto(world.base + '/sign-in');
await picture(clerk, 'sign-in');
await clerk.signIn();
await picture(clerk, 'home');

const application = new Application(world, {title: '岷江流域水情会商系统', filing: 'CSZW-2026-9101'});
application.visitors.set(clerk.person.login, clerk);
await application.begin();
await application.fillIn();
await picture(clerk, 'form');

const approve = await world.visit(world.people.one('center.approve'), {width: 1280});
await approve.go('/inbox');
await picture(approve, 'inbox');
/* The second one: a deadline ahead shows its arithmetic better than one gone by. */
const waiting = approve.page.locator('tr:not(.late) a.nw');
await approve.go(await (await waiting.count() > 0 ? waiting.first() : approve.page.locator('a.nw').first()).getAttribute('href'));
await picture(approve, 'matter');

/* The approval form as it comes out of the printer. */
await approve.go('/handled');
const handled = await approve.page.locator('#main table a[href^="/matters/"]').first().getAttribute('href');
await approve.go(handled + '/print');
const paper = path.join(os.tmpdir(), 'approval.pdf');
fs.writeFileSync(paper, await approve.print());
execFileSync('pdftoppm', ['-png', '-r', '80', '-f', '1', '-l', '1', '-singlefile', paper, path.join(folder, 'approval')]);

await world.close();
let heavy = 0;
for (const name of fs.readdirSync(folder)) {
	const size = fs.statSync(path.join(folder, name)).size;
	heavy += size > MOST;
	console.log(`${name} ${Math.round(size / 1024)} KB`);
}
if (heavy > 0 || world.report.findings.length > 0) {
	console.log(world.report.findings.join('\n') || 'a picture is heavier than 300 KB');
	process.exit(1);
}
