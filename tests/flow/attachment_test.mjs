// Sealed attachments: what goes in comes out, to whom it may, and every opening
// is known (security.md A3, A30–A41, A79, A94).
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { begin, carry, startMatter, unitOf, upload, uploaded } from './story.mjs';
import { docx, paper, pdf, zip } from './papers.mjs';
import { multipart } from './client.mjs';

const { server, end } = await begin({ name: 'attachment' });
const story = await carry({ server, unit: unitOf(server, 0) }, 'draft');
const stranger = unitOf(server, 1).clerk;
const clerk = () => server.as(story.unit.clerk);
const content = Buffer.concat([pdf('机密正文'), Buffer.from(Array.from({ length: 200000 }, (_, n) => (n * 31 + (n >> 8)) & 255)), Buffer.from('\n%%EOF\n')]);
const name = '成都市“一网通办”上云方案 第2版（盖章）.pdf';
let href;

async function hrefOf(client, word) {
	const page = await client.open(`/matters/${story.id}`);
	const link = page.links.find(({ href, label }) => /\/documents\/\d+$/.test(href) && label.includes(word));
	assert.ok(link, `a link for ${word}: ${page.links.map(({ label }) => label).join(' ')}`);
	return link.href;
}

test('a file with a Chinese name comes back as it went in', async () => {
	const client = await clerk();
	await uploaded(client, story.id, 'cloud_plan', { filename: name, content });
	href = await hrefOf(client, '一网通办');
	const file = await client.get(href);
	assert.equal(file.status, 200);
	assert.ok(file.bytes.equals(content));
	assert.equal(file.headers['content-type'], 'application/pdf');
	assert.match(file.headers['content-disposition'], /^attachment; /);
	assert.match(file.headers['content-disposition'], new RegExp(`filename\\*=UTF-8''${encodeURIComponent(name).replace(/[()*]/g, '.*?')}`));
	assert.match(file.headers['content-security-policy'], /sandbox/);
	assert.equal(file.headers['x-content-type-options'], 'nosniff');
});

test('A40: ranges are ignored, the whole file comes', async () => {
	const file = await (await clerk()).get(href, { headers: { Range: 'bytes=0-0,1-1,2-2' } });
	assert.equal(file.status, 200);
	assert.equal(file.bytes.length, content.length);
});

test('A3: another organisation gets 404 for the file, its versions and its log', async () => {
	const client = await server.as(stranger);
	const attachment = href.split('/').pop();
	for (const where of [href, `${href}/openings`]) assert.equal((await client.get(where)).status, 404, where);
	const own = await carry({ server, unit: unitOf(server, 1) }, 'draft');
	assert.equal((await client.get(`/matters/${own.id}/documents/${attachment}`)).status, 404, 'through a matter of one’s own');
	assert.equal((await client.get(`/matters/${own.id}/documents/${attachment}/openings`)).status, 404);
	assert.equal((await server.anyone().get(href)).status, 303);
});

test('the disk holds no plain text', () => {
	const folder = path.join(server.folder, 'files');
	const files = execFileSync('find', [folder, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n');
	assert.ok(files.length >= 3);
	for (const file of files) {
		const bytes = fs.readFileSync(file);
		assert.ok(!bytes.includes('机密正文') && !bytes.includes('%PDF') && !bytes.includes('PK\x03\x04'), file);
	}
	for (const database of ['app.db', 'app.db-wal', 'keys.db']) {
		const where = path.join(server.folder, database);
		if (fs.existsSync(where)) assert.ok(!fs.readFileSync(where).includes('机密正文'), database);
	}
	assert.ok(!server.log().includes('机密正文'));
});

test('a new version stands beside the old one', async () => {
	const client = await clerk();
	await uploaded(client, story.id, 'cloud_plan', paper('上云方案第三版.pdf'));
	const newer = await client.get(await hrefOf(client, '第三版'));
	assert.ok(newer.bytes.equals(pdf('上云方案第三版.pdf')));
	assert.ok((await client.get(href)).bytes.equals(content), 'the old version is still there');
});

test('the owner sees who opened it, the auditor sees it too', async () => {
	const client = await clerk();
	const page = await client.open(`${href}/openings`);
	assert.match(page.text, /谁开启过|开启/);
	assert.ok((page.html.match(/<tr/g) ?? []).length >= 3, 'a row for each opening');
	const log = await (await server.as('admin.audit')).open('/audit');
	assert.match(log.text, /开启|附件/);
});

test('a file handed in by mistake is taken back with a reason, and stays to be seen as such', async () => {
	const client = await clerk();
	const id = await startMatter(client);
	await uploaded(client, id, 'cloud_plan', paper('前一版方案.pdf'));
	await uploaded(client, id, 'cloud_plan', paper('别的系统的方案.pdf'));
	const page = await client.open(`/matters/${id}/edit`);
	const link = page.links.find(({ href }) => href.endsWith('/withdraw')).href;
	const asked = await client.open(link);
	assert.match(asked.text, /别的系统的方案\.pdf/);
	const without = await client.submit(asked, 'withdraw', 'withdraw', { reason: ' ' });
	assert.equal(without.status, 422);
	assert.match(without.text, /撤下理由/);
	const long = await client.submit(without, 'withdraw', 'withdraw', { reason: '传错了'.repeat(100) });
	assert.equal(long.status, 422);
	assert.match(long.html, /传错了传错了/, 'what was typed is kept');
	assert.equal(server.sql(`SELECT count(*) FROM attachment WHERE matter_id = ${id} AND withdrawn_at IS NOT NULL`), '0');
	assert.equal((await (await server.as(stranger)).get(link)).status, 404);
	const done = await client.submit(long, 'withdraw', 'withdraw', { reason: '传成了另一个系统的方案' });
	assert.equal(done.status, 303);
	const back = await client.follow(done);
	assert.match(back.text, /前一版方案\.pdf ，.{1,12}第 1 版/, 'the version before it counts again');
	assert.doesNotMatch(back.text, /别的系统的方案/);
	const shown = await client.open(`/matters/${id}`);
	assert.match(shown.text, /已撤下：上云方案第 2 版， 别的系统的方案\.pdf/);
	assert.match(shown.text, /撤下“上云方案”[^]*传成了另一个系统的方案/);
	const file = link.replace('/withdraw', '');
	assert.equal((await client.get(file)).status, 200, 'its owner may still look at it');
	assert.equal((await client.get(link)).status, 409, 'taken back once');
	const trail = JSON.parse(server.sql(`SELECT detail FROM audit WHERE action = 'attachment.withdraw' AND object_id = ${file.split('/').at(-1)}`));
	assert.equal(trail.reason, '传成了另一个系统的方案');
});

test('A30–A32: what is not what it says is refused, and nothing is kept', async () => {
	const client = await clerk();
	const before = (await client.open(`/matters/${story.id}`)).links.filter(({ href }) => /documents\/\d+$/.test(href)).length;
	const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)]);
	const bad = {
		'程序.pdf': elf, '网页.pdf': Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>'), '脚本.pdf': Buffer.from('<?php system($_GET[0]); ?>'),
		'压缩包.docx': zip({ 'a.txt': 'a' }), '宏.docx': zip({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>', 'word/vbaProject.bin': 'x' }),
		'爬出.docx': zip({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>', '../../etc/passwd': 'x' }),
		'图.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), '页.html': Buffer.from('<html>'), '表.xls': elf, '无类型': pdf(), '空.pdf': Buffer.alloc(0),
	};
	for (const [filename, bytes] of Object.entries(bad)) {
		const answer = await upload(client, story.id, 'cloud_plan', { filename, content: bytes });
		assert.equal(answer.status, 422, `${filename}: ${answer.status} ${answer.text.slice(0, 200)}`);
	}
	const after = (await client.open(`/matters/${story.id}`)).links.filter(({ href }) => /documents\/\d+$/.test(href)).length;
	assert.equal(after, before);
	assert.equal((await upload(client, story.id, 'letter', { filename: '申请函.docx', content: docx() })).status, 422, 'this document takes no docx');
});

test('a refused file says its own sentence alone, above and beside it, however much the draft lacks', async () => {
	const client = await clerk();
	const id = await startMatter(client);
	const draft = await client.open(`/matters/${id}/edit`);
	assert.equal((await client.submit(draft, 'save', 'save', { users_total: '很多', system_name: '先存的名称' })).status, 303);
	const refusals = [[{ filename: '图.svg', content: Buffer.from('<svg/>') }, 422], [{ filename: '空.pdf', content: Buffer.alloc(0) }, 422],
		[{ filename: '大.pdf', content: Buffer.concat([pdf(), Buffer.alloc(51 * 1024 * 1024 + 1), Buffer.from('%%EOF\n')]) }, 413], [{ filename: '', content: Buffer.alloc(0) }, 422]];
	for (const [file, status] of refusals) {
		const answer = await upload(client, id, 'cloud_plan', file);
		assert.equal(answer.status, status, file.filename);
		const summary = /<div class="errsum[^]*?<\/div>/.exec(answer.html)[0];
		const [line, ...more] = [...summary.matchAll(/<li><a href="([^"]*)">([^<]*)<\/a>/g)];
		assert.deepEqual(more, [], file.filename);
		assert.equal(line[1], '#f-cloud_plan');
		assert.match(summary, /文件没有保存[^]*填写的内容和已经上传的附件没有变化/);
		assert.ok(/id="f-cloud_plan-e"[^]*?<\/span>/.exec(answer.html)[0].includes(line[2]), line[2]);
		assert.match(answer.html, /value="先存的名称"/);
	}
	const checked = await client.submit(await client.open(`/matters/${id}/edit`), 'check', 'check');
	assert.match(checked.text, /用户总数/, 'which the check says as before');
});

test('A34, A36: names are text, never headers or paths', async () => {
	const client = await clerk();
	const names = ['../../../etc/passwd.pdf', 'a\r\nSet-Cookie: x=1.pdf', 'a";x=".pdf', '‮fdp.exe.pdf', '<script>alert(1)</script>.pdf', `${'长'.repeat(200)}.pdf`, 'CON.pdf', '😀.pdf'];
	let taken = 0;
	for (const filename of names) {
		const answer = await upload(client, story.id, 'topology', { filename, content: pdf(filename) });
		assert.ok([303, 422, 400].includes(answer.status), `${filename}: ${answer.status}`);
		assert.ok(!(answer.headers['set-cookie'] ?? []).some((line) => line.startsWith('x=')));
		if (answer.status !== 303) continue;
		taken++;
		const page = await client.open(`/matters/${story.id}`);
		assert.ok(!page.html.includes('<script>alert(1)'));
		const links = page.links.filter(({ href }) => /\/documents\/\d+$/.test(href)).slice(-3);
		assert.ok(links.length > 0, filename);
		for (const link of links) {
			const file = await client.get(link.href);
			assert.equal(file.status, 200);
			assert.ok(!/[\r\n/\\]|‮/.test(decodeURIComponent(/UTF-8''(.*)$/.exec(file.headers['content-disposition'])[1])));
			assert.equal(file.headers['set-cookie'], undefined);
		}
	}
	assert.ok(taken >= 3, 'ugly is not forbidden');
});

test('A37: above the limit the application answers 413', async () => {
	const client = await clerk();
	const large = Buffer.concat([pdf(), Buffer.alloc(51 * 1024 * 1024 + 1), Buffer.from('%%EOF\n')]);
	const answer = await upload(client, story.id, 'project_approval', { filename: '过大.pdf', content: large });
	assert.equal(answer.status, 413);
	assert.match(answer.text, /上限|超过|过大/);
	assert.doesNotMatch((await client.open(`/matters/${story.id}`)).text, /过大\.pdf/);
});

test('A38: a broken multipart body is 400 and stores nothing', async () => {
	const client = await clerk();
	const send = async (change, type) => {
		const page = await client.open(`/matters/${story.id}/edit`);
		const form = page.form((candidate) => candidate.multipart && candidate.has('topology'));
		const { body, type: good } = multipart([...form.entries().filter(([name]) => name === 'csrf' || name === 'once'), ['topology', paper('坏.pdf')]]);
		return client.request('POST', form.action, { body: change(body), headers: { 'Content-Type': type ?? good, Origin: server.origin } });
	};
	const replace = (from, to) => (body) => Buffer.from(body.toString('latin1').replace(from, to), 'latin1');
	const cases = {
		'no final boundary': [replace(/--\r\n$/, '\r\n')],
		'cut in the file': [(body) => body.subarray(0, body.length - 120)],
		'no boundary': [(body) => body, 'multipart/form-data'],
		'long boundary': [(body) => body, `multipart/form-data; boundary=${'a'.repeat(71)}`],
		'another boundary': [(body) => body, 'multipart/form-data; boundary=another'],
		'header of 1 MB': [replace('name="topology"', `name="topology"; x="${'a'.repeat(1 << 20)}"`)],
		'two filenames': [replace('filename="', 'filename="a.pdf"; filename="')],
		'no name': [replace('name="topology"; ', '')],
	};
	for (const [what, [change, type]] of Object.entries(cases)) {
		const answer = await send(change, type);
		assert.ok([400, 403, 413, 415, 422].includes(answer.status), `${what}: ${answer.status}`);
	}
	assert.doesNotMatch((await client.open(`/matters/${story.id}`)).text, /坏\.pdf/);
	assert.equal((await client.get('/')).status, 200);
});

test('a document that is not due in this state, or not one’s own, is refused', async () => {
	const client = await clerk();
	const page = await client.open(`/matters/${story.id}/edit`);
	for (const document of ['delivery_list', 'review_record', 'final_security_report', 'nonsense']) {
		const form = (await client.open(`/matters/${story.id}/edit`)).form((candidate) => candidate.multipart);
		const answer = await client.postParts(form.action, [...form.entries().filter(([name]) => name === 'csrf' || name === 'once'), [document, paper('x.pdf')]]);
		assert.ok([400, 403].includes(answer.status), `${document}: ${answer.status}`);
	}
	assert.ok(page);
});

test('A44: an upload carries no field nobody asked for', async () => {
	const client = await clerk();
	for (const extra of [['owner', '1'], ['sealed_for', '1'], ['evidence_day', '2026-01-01']]) {
		const page = await client.open(`/matters/${story.id}/edit`);
		const form = page.form((candidate) => candidate.multipart && candidate.has('topology'));
		const entries = [...form.entries().filter(([name]) => name === 'csrf' || name === 'once'), ['evidence_day', '2026-01-02'], extra, ['topology', paper('多余.pdf')]];
		assert.equal((await client.postParts(form.action, entries)).status, 400, extra[0]);
	}
	assert.doesNotMatch((await client.open(`/matters/${story.id}`)).text, /多余/);
});

test('without the keeper everything else works, and the file waits', async () => {
	const client = await clerk();
	process.kill(server.pid('keeper'), 'SIGTERM');
	for (let n = 0; n < 100 && fs.existsSync(path.join(server.folder, 'run/keeper.sock')) && n < 20; n++) await new Promise((resolve) => setTimeout(resolve, 100));
	const answer = await client.get(href);
	assert.equal(answer.status, 503);
	assert.match(answer.text, /密钥服务|服务/);
	assert.equal((await client.get(`/matters/${story.id}`)).status, 200);
	server.run('stop');
	server.run('start');
	assert.equal((await client.get(href)).status, 200, 'and after a restart it opens, in the same session');
});

end(/ERR_KEEPER/);
