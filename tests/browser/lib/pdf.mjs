/* Small real PDFs to upload, and a look into the PDFs that the browser prints. */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/* Bytes that look random and are the same in every run. */
function filler(seed, size) {
	const blocks = [];
	for (let i = 0; i * 64 < size; i++) {
		blocks.push(createHash('sha512').update(seed + i).digest());
	}
	return Buffer.concat(blocks).subarray(0, size);
}

/* One page that says `text` (Latin letters), with `size` bytes of an embedded stream to make it weigh something. */
export function pdf(text, size = 20000) {
	const content = Buffer.from(`BT /F1 18 Tf 72 720 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`);
	const stream = (body, extra = '') => Buffer.concat([
		Buffer.from(`<< /Length ${body.length}${extra} >>\nstream\n`), body, Buffer.from('\nendstream'),
	]);
	const objects = [
		Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
		Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
		Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
			'/Resources << /Font << /F1 5 0 R >> >> >>'),
		stream(content),
		Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
		stream(filler(text, size), ' /Type /Filler'),
	];
	const parts = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
	const offsets = [];
	let at = parts[0].length;
	objects.forEach((body, i) => {
		const object = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
		offsets.push(at);
		at += object.length;
		parts.push(object);
	});
	const rows = offsets.map((offset) => String(offset).padStart(10, '0') + ' 00000 n \n').join('');
	parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
		`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`));
	return Buffer.concat(parts);
}

/* {pages, width, height (points), text} of a printed PDF. */
export function readPdf(bytes) {
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'paper-')), 'paper.pdf');
	fs.writeFileSync(file, bytes);
	const info = execFileSync('pdfinfo', [file], {encoding: 'utf8'});
	const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info);
	const last = Number(/Pages:\s+(\d+)/.exec(info)[1]);
	const text = (from, to) => execFileSync('pdftotext', ['-layout', '-f', String(from), '-l', String(to), file, '-'],
		{encoding: 'utf8'});
	return {
		pages: last,
		width: Number(size[1]),
		height: Number(size[2]),
		text: text(1, last).replace(/\s+/g, ''),
		lastPage: text(last, last).replace(/\s+/g, ''),
	};
}
