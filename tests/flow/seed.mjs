// Demo data, made once by the ordinary way in (run.sh start) and left as files.
import fs from 'node:fs';
import { Server } from './server.mjs';

const folder = process.argv[2];
fs.mkdirSync(folder, { recursive: true });
const server = await Server.start({ folder });
server.stop();
fs.rmSync(`${folder}/run`, { recursive: true, force: true });
