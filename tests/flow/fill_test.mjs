// Nobody fills the disk by uploads (security.md A41): limits of a matter, of an
// organisation's day and of the disk, each with its sentence beside the file.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { begin, carry, sentences, unitOf, upload, uploaded } from './story.mjs';
import { pdf } from './papers.mjs';

const { server, end } = await begin({ name: 'fill' });
const unit = unitOf(server, 0);
const story = await carry({ server, unit, values: { system_name: '附件上限测试系统' } }, 'draft');
const clerk = () => server.as(unit.clerk);
const sized = (mebibytes) => Buffer.concat([pdf('大'), Buffer.alloc(mebibytes << 20, 32), Buffer.from('\n%%EOF\n')]);
const files = () => Number(execFileSync('sh', ['-c', `find '${path.join(server.folder, 'files')}' -type f | wc -l`], { encoding: 'utf8' }));
const state = () => `${server.sql('SELECT count(*), max(id) FROM attachment')} ${server.sql('SELECT max(id) FROM event')} ${server.sql(`SELECT body FROM matter_draft WHERE matter_id = ${story.id}`)} ${files()}`;
const today = () => Number(server.sql(`SELECT count(*) FROM attachment a JOIN person p ON p.id = a.uploaded_by WHERE p.organisation_id = (SELECT organisation_id FROM person WHERE login = '${unit.clerk.login}') AND date(a.uploaded_at + 28800, 'unixepoch') = '${server.today()}'`));

async function setRule(key, value) {
	const system = await server.as('admin.system');
	const proposed = await system.submit(await system.open(`/rules/${key}`), 'propose', 'propose', { value: String(value), valid_from: server.today(), reason: '存储紧张，按运维会商意见调整' });
	assert.equal(proposed.status, 303, sentences(proposed));
	const lead = await server.as('center.lead');
	assert.equal((await lead.submit(await lead.open(`/rules/${key}`), 'approve', 'approve')).status, 303);
}

// Refused: the page of the draft with what is in it, the sentence beside this file and no other.
async function refused(document, content, status, words, facts = {}) {
	const before = state();
	const answer = await upload(await clerk(), story.id, document, { filename: '材料.pdf', content }, facts);
	assert.equal(answer.status, status, `${answer.status} ${sentences(answer)}`);
	assert.match(sentences(answer), words);
	assert.match(answer.html, new RegExp(`href="#f-${document}"`));
	const beside = new RegExp(`<span class="err" id="f-${document}-e"[^>]*>([\\s\\S]*?)</span>`).exec(answer.html)[1].replace(/<[^>]*>/g, '').trim();
	assert.match(beside, words);
	assert.equal([...answer.html.matchAll(/<li id="f-[\w]+-row" class="has-err">/g)].length, 1);
	assert.equal(answer.form('save').entries().find(([name]) => name === 'system_name')[1], '附件上限测试系统');
	assert.equal(state(), before, 'nothing changed, nothing stored');
	return answer;
}

test('A41: one file that is too large: 413, on the page', async () => {
	await refused('topology', Buffer.concat([sized(50), Buffer.from(' ')]), 413, /材料\.pdf 超过 50 MB 上限，未保存。请压缩或拆分后再传/);
});

test('A41: a matter takes no more than its total: 413', async () => {
	await setRule('matter_max_mib', 10);
	await uploaded(await clerk(), story.id, 'topology', { filename: '拓扑.pdf', content: sized(6) });
	await refused('topology', sized(6), 413, /材料\.pdf 未保存：本件附件总量将超过 10 MB 上限/);
	await uploaded(await clerk(), story.id, 'topology', { filename: '拓扑二.pdf', content: sized(2) });
});

test('A41: an organisation hands in so many files a day: 429; others are not kept from theirs', async () => {
	const sofar = today();
	await setRule('upload_day_files', sofar + 1);
	await uploaded(await clerk(), story.id, 'topology');
	await refused('topology', pdf('再一份'), 429, new RegExp(`材料\\.pdf 未保存：本单位今天已上传 ${sofar + 1} 个文件，达到每日上限`));
	const other = await carry({ server, unit: unitOf(server, 1) }, 'draft').catch((error) => error);
	assert.ok(other.id, other.message);
	await setRule('upload_day_files', 500);
	await uploaded(await clerk(), story.id, 'topology');
});

test('A41: twenty at once get no more in than fit', async () => {
	const client = await clerk();
	const sofar = today();
	await setRule('upload_day_files', sofar + 3);
	const page = await client.open(`/matters/${story.id}/edit`);
	const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await client.open(`/matters/${story.id}/edit`)).form((form) => form.multipart && form.has('topology')).entries()));
	const answers = await Promise.all(tokens.map((entries, n) => client.postParts(`/matters/${story.id}/documents`, [...entries, ['topology', { filename: `同时${n}.pdf`, content: pdf(`同时${n}`) }]])));
	assert.ok(page);
	const statuses = answers.map(({ status }) => status);
	assert.equal(statuses.filter((status) => status === 303).length, 3, statuses.join(' '));
	assert.equal(statuses.filter((status) => status === 429).length, 17, statuses.join(' '));
	assert.equal(today(), sofar + 3);
	assert.equal(files(), Number(server.sql('SELECT count(*) FROM attachment')), 'no file without a row');
	await setRule('upload_day_files', 500);
});

test('A41: bytes of a day: 429', async () => {
	await setRule('upload_day_mib', 1);
	await refused('topology', pdf('再一份'), 429, /本单位今天上传的总量将超过 1 MB 的每日上限/);
	await setRule('upload_day_mib', 5000);
});

test('A41: a disk that is nearly full: 507, and everything else goes on', async () => {
	await setRule('disk_alarm_mib', 16777216);
	await refused('topology', pdf('再一份'), 507, /服务器存储空间不足，暂停接收文件，其他功能不受影响/);
	const client = await clerk();
	assert.equal((await client.submit(await client.open(`/matters/${story.id}/edit`), 'save', 'save', { system_name: '附件上限测试系统' })).status, 303);
	await setRule('disk_alarm_mib', 64);
	await uploaded(client, story.id, 'topology');
});

test('A41: what was typed beside a refused report stays', async () => {
	const page = await (await clerk()).open(`/matters/${story.id}/edit`);
	const form = page.form((candidate) => candidate.multipart && candidate.has('security_report'));
	const assessor = form.options('assessor').find(({ value }) => value).value;
	await setRule('upload_day_mib', 1);
	const facts = { assessor, report_no: 'R-2026-41', evidence_day: server.today(-1), conclusion: '基本符合' };
	const answer = await refused('security_report', pdf('报告'), 429, /每日上限/, facts);
	const kept = Object.fromEntries(answer.form((candidate) => candidate.multipart && candidate.has('security_report')).entries());
	for (const [name, value] of Object.entries(facts)) assert.equal(kept[name], value, name);
	await setRule('upload_day_mib', 5000);
});

test('who looks for a limit finds it below the files and among the rules', async () => {
	assert.match((await (await clerk()).open(`/matters/${story.id}/edit`)).text, /本件合计不超过 10 MB，本单位每天不超过 500 个文件、5000 MB/);
	const { text } = await (await clerk()).open('/rules');
	for (const words of ['单个附件上限', '一件事项的附件总量上限', '一个单位一天上传的文件数上限', '一个单位一天上传的总量上限', '服务器可用存储低于它时暂停接收文件']) assert.ok(text.includes(words), words);
});

end(/disk_low/);
