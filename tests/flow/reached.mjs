// Whether every state of every procedure was reached by pages:  reached.mjs FILE
// FILE has a line "procedure state" for each that a story came into (server.mjs).
import fs from 'node:fs';
import path from 'node:path';
import { root } from './server.mjs';
import { readYaml } from './yaml.mjs';

// "procedure state": why no page and no lapse of time can lead there.
const NEVER = new Map([]);

const folder = path.join(root, 'db/procedures');
const reached = new Set(fs.existsSync(process.argv[2]) ? fs.readFileSync(process.argv[2], 'utf8').split('\n') : []);
const states = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')).flatMap((name) => {
	const procedure = readYaml(fs.readFileSync(path.join(folder, name), 'utf8'));
	return Object.keys(procedure.states).map((state) => `${procedure.procedure} ${state}`);
});
const missing = states.filter((state) => !reached.has(state) && !NEVER.has(state));
const stale = [...NEVER.keys()].filter((state) => reached.has(state) || !states.includes(state));
if (missing.length > 0) console.log(`states that no story reached: ${missing.join(', ')}`);
if (stale.length > 0) console.log(`named as never reached, but reached or gone: ${stale.join(', ')}`);
console.log(`  ${states.length - missing.length} of ${states.length} states reached by pages`);
process.exit(missing.length + stale.length > 0 ? 1 : 0);
