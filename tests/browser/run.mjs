/* Runs the stories, all or those named:  run.sh BUILD [STORY …] */
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {Stopped} from './lib/report.mjs';
import {makeWorld} from './lib/world.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = fs.readdirSync(path.join(here, 'stories')).filter((name) => name.endsWith('.mjs'))
	.sort((one, other) => parseInt(one, 10) - parseInt(other, 10))
	.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const begun = Date.now();
const world = await makeWorld();

for (const file of files) {
	const story = await import(pathToFileURL(path.join(here, 'stories', file)).href);
	console.log(story.title);
	try {
		await story.run(world);
	} catch (error) {
		if (!(error instanceof Stopped)) {
			world.report.failed += 1;
			console.log('  FAIL ' + (error.stack || error));
		}
	}
}
await world.close();
const {passed, failed, pages} = world.report;
console.log(`looked at ${pages} pages in ${Math.round((Date.now() - begun) / 1000)} s`);
for (const log of failed > 0 ? (process.env.LOGS || '').split(' ') : []) {
	if (fs.existsSync(log)) {
		console.log(`--- end of ${path.basename(log)}\n` + fs.readFileSync(log, 'utf8').split('\n').slice(-25).join('\n'));
	}
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
