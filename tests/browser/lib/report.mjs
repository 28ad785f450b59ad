/* What was tried and how it went.  A step fails when it throws or when a page it visited has a finding. */
export class Report {
	constructor() {
		this.passed = 0;
		this.failed = 0;
		this.findings = [];
		this.pages = 0;
	}

	/* Something wrong with a page that does not stop the story. */
	finding(where, what) {
		this.findings.push(`${where}: ${what}`);
	}

	async step(name, work) {
		const before = this.findings.length;
		const begun = Date.now();
		let broken = null;
		try {
			await work();
		} catch (error) {
			broken = error;
		}
		const found = this.findings.slice(before);
		const good = !broken && found.length === 0;
		this[good ? 'passed' : 'failed'] += 1;
		console.log(`  ${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
		if (broken) {
			console.log('       ' + String(broken.stack || broken).split('\n').slice(0, 12).join('\n       '));
		}
		found.forEach((finding) => console.log('       ' + finding));
		if (broken) {
			throw new Stopped();
		}
	}
}

/* The rest of a story makes no sense after a broken step; it has been reported. */
export class Stopped extends Error {}

export function expect(condition, sentence) {
	if (!condition) {
		throw new Error(sentence);
	}
}
