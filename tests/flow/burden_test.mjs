// Large files and slow people: a worker stays small, nobody waits for a reader
// who stalls, and what was uploaded lies nowhere in the data folder as it came.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { begin, carry, sanitized, unitOf, uploaded } from './story.mjs';
import { multipart } from './client.mjs';

const MEGABYTE = 1024 * 1024;
const { server, end } = await begin({ name: 'burden' });
const story = await carry({ server, unit: unitOf(server, 0) }, 'draft');
const client = await server.as(story.unit.clerk);
const cookie = () => [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ');

function largePdf(size, text = '') {
	const content = Buffer.alloc(size, crypto.randomBytes(65536));
	content.write(`%PDF-1.7\n${text}\n`, 0);
	content.write(`\n${text}\n%%EOF\n`, size - Buffer.byteLength(`\n${text}\n%%EOF\n`));
	return content;
}

async function hrefOf(word) {
	const page = await client.open(`/matters/${story.id}`);
	return page.links.findLast(({ href, label }) => /\/documents\/\d+$/.test(href) && label.includes(word)).href;
}

// ---- memory ----

const children = (pid) => fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
const kilobytes = (pid, name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

test('a worker grows by less than 2 MB while 50 MB are uploaded', { skip: sanitized && 'sanitizers keep what was freed' }, async () => {
	// Each worker and its cache of the database as they are in the middle of a day.
	for (let round = 0; round < 12; round++) {
		await uploaded(client, story.id, 'topology', { filename: `拓扑${round}.pdf`, content: largePdf(MEGABYTE) });
		await Promise.all(['/', '/inbox', '/matters', `/matters/${story.id}`].map((where) => client.open(where)));
	}
	// Not the doors, whose peak is Argon2's: it would hide what came later.
	const workers = children(server.pid()).filter((pid) => kilobytes(pid, 'VmHWM') - kilobytes(pid, 'VmRSS') < 1024);
	assert.ok(workers.length >= 4, `${workers.length} processes`);
	const before = new Map(workers.map((pid) => [pid, kilobytes(pid, 'VmRSS')]));
	await uploaded(client, story.id, 'cloud_plan', { filename: '五十兆.pdf', content: largePdf(50 * MEGABYTE - 4096) });
	for (const pid of workers) {
		const grown = kilobytes(pid, 'VmHWM') - before.get(pid);
		assert.ok(grown < 2048, `process ${pid} grew by ${grown} KB`);
	}
});

// ---- readers who stall ----

// Asks for something and reads no more of the answer than its beginning.
function stall(where) {
	return new Promise((resolve, reject) => {
		const socket = net.connect({ port: server.port, host: '127.0.0.1' });
		socket.on('error', reject);
		socket.once('data', () => {
			socket.pause();
			resolve(socket);
		});
		socket.write(`GET ${where} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie()}\r\n\r\n`);
	});
}

test('readers who stall hold nobody else up', async () => {
	await uploaded(client, story.id, 'cloud_plan', { filename: '十二兆.pdf', content: largePdf(12 * MEGABYTE) });
	const href = await hrefOf('十二兆');
	// More of them than there are workers, of files and of pages.
	const stalled = await Promise.all([...Array.from({ length: 8 }, () => href), ...Array.from({ length: 8 }, () => '/matters')].map(stall));
	try {
		await sleep(300);
		for (let round = 0; round < 5; round++) {
			const began = performance.now();
			await Promise.all(['/', '/inbox', '/matters', `/matters/${story.id}`].map((where) => client.open(where)));
			const took = performance.now() - began;
			assert.ok(took < 3000, `pages took ${took.toFixed(0)} ms beside ${stalled.length} stalled readers`);
		}
		assert.equal((await client.get(href)).bytes.length, 12 * MEGABYTE, 'the same file for one who reads');
		assert.ok(stalled.every((socket) => !socket.destroyed), 'they are still there');
	} finally {
		stalled.forEach((socket) => socket.destroy());
	}
});

// ---- what lies in the data folder ----

// Names of files under the data folder with this text in them, databases, logs and nginx's temporary ones included.
function holding(text) {
	const { status, stdout, stderr } = spawnSync('grep', ['-rlaF', '--', text, server.folder], { encoding: 'utf8' });
	assert.ok(status === 0 || status === 1, stderr);
	return stdout.trim().split('\n').filter(Boolean).map((file) => path.relative(server.folder, file));
}

test('nothing in the data folder holds an upload as it came', async () => {
	const secret = `绝不落盘的内容 ${crypto.randomBytes(12).toString('hex')}`;
	// Far above what nginx keeps in memory, going up and coming down.
	const content = largePdf(4 * MEGABYTE, secret);
	await uploaded(client, story.id, 'cloud_plan', { filename: '保密方案.pdf', content });
	assert.deepEqual(holding(secret), [], 'after the upload');
	const href = await hrefOf('保密方案');
	const reader = await stall(href);
	assert.deepEqual(holding(secret), [], 'while somebody downloads it');
	reader.destroy();
	assert.ok((await client.get(href)).bytes.equals(content), 'it is there all the same');
	assert.deepEqual(holding(secret), [], 'after the download');
	// Half an upload, which nginx collects in a file without a name.
	const { body, type } = multipart([['cloud_plan', { filename: '半份.pdf', type: 'application/pdf', content }]]);
	const sender = net.connect({ port: server.port, host: '127.0.0.1' });
	sender.on('error', () => {});
	sender.write(`POST /matters/${story.id}/documents HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie()}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`);
	await new Promise((resolve) => sender.write(body.subarray(0, body.length / 2), resolve));
	await sleep(300);
	assert.deepEqual(holding(secret), [], 'while half of it has come');
	sender.destroy();
	assert.ok(holding('保密方案').some((file) => file.startsWith('app.db')), 'the search finds what is there: the name');
});

end(/client_gone/);
