/* The server's clock: a file with an offset in seconds, read anew at every look (faketime). */
import fs from 'node:fs';

const HOUR = 3600;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;

export class Clock {
	constructor(file) {
		this.file = file;
		this.offset = Number(fs.readFileSync(file, 'utf8'));
	}

	now() {
		return Math.floor(Date.now() / 1000) + this.offset;
	}

	forward(days) {
		this.offset += days * DAY;
		/* In place and whole: a reader between truncation and writing would see the real time. */
		fs.writeFileSync(this.file + '.new', (this.offset < 0 ? '' : '+') + this.offset + '\n');
		fs.renameSync(this.file + '.new', this.file);
	}

	/* 2026-11-20, in Beijing, some days from the server's today. */
	day(from_today = 0) {
		return new Date((this.now() + BEIJING + from_today * DAY) * 1000).toISOString().slice(0, 10);
	}
}
