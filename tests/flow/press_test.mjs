// The press by itself: what stands where on the paper, measured in the picture of it, a tenth of a
// millimetre to the point.  Regions and distances, no stored pictures: fonts may differ from machine to machine.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from './server.mjs';

const tool = (name, args, input) => execFileSync(name, args, { input, maxBuffer: 1 << 28 });
const pressed = (html) => tool(path.join(build, 'zwy-press'), ['2026-11-20T09:31:00+08:00'], html);
const words = (file) => tool('pdftotext', ['-layout', '-', '-'], file).toString().split('\f').slice(0, -1);

// One page as {width, height, bytes, from}; 254 points to the inch are 10 to the millimetre.
function picture(file, page) {
	const bytes = tool('pdftoppm', ['-r', '254', '-f', String(page), '-l', String(page), '-'], file);
	const [, width, height] = bytes.subarray(0, 30).toString('latin1').match(/^P6\s(\d+)\s(\d+)\s255\s/).map(Number);
	const from = bytes.length - width * height * 3;
	return { width, height, bytes, from };
}

const red = (r, g, b) => r > 150 && g < 110 && b < 110;
const black = (r, g, b) => r < 110 && g < 110 && b < 110;
const blue = (r, g, b) => b > 150 && r < 90 && g < 140;

// Rows that hold the ink, with where it begins, ends and how much of it there is.
function rows(page, ink, { top = 0, bottom = page.height } = {}) {
	const found = [];
	for (let y = top; y < bottom; y++) {
		let left = -1, right = -1, count = 0;
		let at = page.from + 3 * y * page.width;
		for (let x = 0; x < page.width; x++, at += 3) if (page.bytes[at + 1] < 250 && ink(page.bytes[at], page.bytes[at + 1], page.bytes[at + 2])) {
			left = left < 0 ? x : left;
			right = x;
			count++;
		}
		if (count > 0) found.push({ y, left, right, count });
	}
	return found;
}

// Rules: rows inked throughout for most of the page's width, neighbours taken together.
function rules(page, ink) {
	const found = [];
	for (const row of rows(page, ink)) {
		if (row.count < 1400 || row.count < (row.right - row.left) * 0.98) continue;
		const last = found.at(-1);
		if (last !== undefined && row.y - last.bottom <= 1) last.bottom = row.y;
		else found.push({ top: row.y, bottom: row.y, left: row.left, right: row.right });
	}
	return found;
}

const near = (value, wanted, allowed, what) => assert.ok(Math.abs(value - wanted) <= allowed, `${what}: ${value / 10} mm, wanted ${wanted / 10} mm`);

const body = (count) => Array.from({ length: count }, (_, i) => `<p class="body">第${i + 1}段文字。</p>`).join('');
const sheet = (form, inside, { copy = true } = {}) => `<html><body><article class="sheet ${form}"><h1>关于2026年第三季度省级政务云服务商考核情况的通报</h1>
<p class="no"><span>文号：川数中心发〔2026〕12号</span><span>办件编号：KH-1</span></p><p class="to">各单位：</p>${inside}
<div class="end"><p>四川省大数据中心<span class="yz">（印章）</span></p><p>2026年11月20日</p></div>
${copy ? '<p class="copy">抄送：省财政厅，省审计厅。</p><p class="imprint"><span>四川省大数据中心办公室</span><span>2026年11月20日印发</span></p>' : ''}
<p class="foot-n">核验码：ABCD（日志链第 7 行）。</p></article></body></html>`;

test('a letter: mark 30 mm from the edge, double rules of 170 mm, no number on the first page', () => {
	const file = pressed(sheet('letter', body(30)));
	const first = picture(file, 1);
	const inked = rows(first, red);
	near(inked[0].y, 300, 10, 'upper edge of the mark');
	const [thick, thin, lowerThin, lowerThick, ...more] = rules(first, red);
	assert.equal(more.length, 0);
	for (const rule of [thick, thin, lowerThin, lowerThick]) {
		near(rule.right - rule.left, 1700, 6, 'length of a rule');
		near(rule.left, 200, 6, 'left end of a rule');
	}
	assert.ok(thick.bottom - thick.top > thin.bottom - thin.top && lowerThick.bottom - lowerThick.top > lowerThin.bottom - lowerThin.top);
	const mark = inked.filter(({ y }) => y < thick.top - 5).at(-1).y;
	near(thick.top - mark, 40, 6, 'rule below the mark');
	near(2970 - lowerThin.top, 200, 10, 'lower rules from the edge');
	assert.equal(rows(first, black, { top: 2640 }).length, 0);
	assert.match(words(file)[1], /— ?2 ?—/);
	assert.doesNotMatch(words(file)[0], /— ?1 ?—/);
});

test('a document: mark 35 mm below the edge of the text, number two lines below it, the rule 4 mm below that', () => {
	const file = pressed(sheet('official', body(3)));
	const first = picture(file, 1);
	const inked = rows(first, red);
	near(inked[0].y, 370 + 350, 10, 'upper edge of the mark');
	const [rule, ...more] = rules(first, red);
	assert.equal(more.length, 0);
	near(rule.left, 280, 6, 'left end of the rule');
	near(rule.right - rule.left, 1560, 6, 'length of the rule');
	const mark = inked.filter(({ y }) => y < rule.top - 10).at(-1).y;
	const number = rows(first, black, { top: mark + 10, bottom: rule.top });
	near(number[0].y - mark, 2 * 102 + 25, 25, 'number below the mark');
	near(rule.top - number.at(-1).y, 40 + 20, 25, 'rule below the number');
	near((number[0].left + number[0].right) / 2, 1050, 400, 'number in the middle');
	const title = rows(first, black, { top: rule.bottom + 10 })[0].y;
	near(title - rule.bottom, 2 * 102 + 30, 30, 'title two lines below the rule');
	assert.match(words(file)[0], /四川省大数据中心文件[^]*川数中心发〔2026〕12号[^]*— ?1 ?—/);
	assert.doesNotMatch(words(file)[0], /文号/);
});

test('nothing leaves the text area but mark, rules and page numbers; those stand outside, odd ones right', () => {
	const file = pressed(sheet('official', body(60)));
	for (const [page, right] of [[1, true], [2, false], [3, true]]) {
		const shown = picture(file, page);
		for (const row of rows(shown, black, { bottom: 2620 })) assert.ok(row.left >= 278 && row.right <= 1842 && row.y >= 368, JSON.stringify(row));
		const number = rows(shown, black, { top: 2625 });
		assert.ok(number.length > 5);
		const dash = number.reduce((best, row) => (row.count > best.count ? row : best));
		near(dash.y, 2620 + 70, 15, 'dash of the page number');
		if (right) near(dash.right, 1840 - 49, 25, 'odd number');
		else near(dash.left, 280 + 49, 25, 'even number');
	}
});

test('the imprint ends the last even page, whatever the length of the text', () => {
	let blanks = 0;
	for (const length of [1, 20, 24, 26, 34]) {
		const file = pressed(sheet('official', body(length)));
		const pages = words(file);
		assert.equal(pages.length % 2, 0, `${length}: ${pages.length} pages`);
		assert.match(pages.at(-1), /抄送：省财政厅，省审计厅。\s+四川省大数据中心办公室\s+2026年11月20日印发/);
		const last = rules(picture(file, pages.length), black);
		assert.equal(last.length, 3, `${length}`);
		near(last[2].bottom, 2620, 6, 'last rule');
		near(last[0].right - last[0].left, 1560, 6, 'width of the imprint');
		// A page left blank before it: neither has a number.
		const blank = pages.length > 2 && pages.at(-2).trim() === '';
		assert.equal(/— ?\d+ ?—/.test(pages.at(-1)), !blank, `${length}`);
		blanks += blank;
	}
	assert.ok(blanks > 0);
});

test('a signature never stands alone on its page', () => {
	for (let length = 8; length <= 20; length++) {
		const pages = words(pressed(sheet('letter', body(length), { copy: false })));
		const signed = pages.filter((page) => /2026年11月20日/.test(page.replace(/关于.*/, '')));
		assert.ok(signed.length > 0, `${length}: no date below the text`);
		for (const page of signed) assert.match(page, /第\d+段文字/, `${length}`);
	}
});

test('a signature stands below a row of the table it follows, with the headings of that', () => {
	const table = (rows, more) => `<table><caption>清单</caption><thead><tr><th scope="col">名目</th><th scope="col">数量</th></tr></thead><tbody>${Array.from({ length: rows }, (_, i) => `<tr><td>名目${i + 1}号</td><td class="num">${i + 1}</td></tr>`).join('')}</tbody></table>${more ?? ''}`;
	for (const rows of [1, 2, 12, 30])
		for (let length = 1; length <= 18; length++) {
			const pages = words(pressed(sheet('letter', `${body(length)}${table(rows)}`, { copy: false })));
			for (const page of pages) if (/2026年11月20日/.test(page.replace(/关于.*/, ''))) {
				assert.match(page, new RegExp(`名目${rows}号`), `${rows} rows below ${length} paragraphs`);
				assert.match(page, /名目 +数量/);
			}
			for (const page of pages) if (/清单/.test(page)) assert.match(page, /名目1号/, 'no caption alone');
		}
});

test('without copies there is no imprint and no page for it', () => {
	const pages = words(pressed(sheet('official', body(1), { copy: false })));
	assert.equal(pages.length, 1);
	assert.match(pages[0], /核验码：ABCD/);
});

const chart = '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 640 200" font-family="Noto Sans CJK SC" font-size="12"><title>图</title><desc>说明</desc><defs><pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6" stroke="#b3201b"/></pattern></defs><rect x="0" y="100" width="320" height="100" fill="#0b55b0"/><rect x="320" y="0" width="320" height="200" fill="url(#p)"/><text x="10" y="50">图中文字</text></svg>';

test('what is a demo says so on every page, below and above nothing that is read', () => {
	const grey = (r, g, b) => r > 200 && r < 245 && g === r && b === r;
	for (const form of ['letter', 'official']) {
		const plain = sheet(form, body(60));
		const marked = pressed(plain.replace('</body>', '<p class="only-print demo-mark" aria-hidden="true">演示数据</p></body>'));
		const pages = words(marked);
		assert.deepEqual(pages, words(pressed(plain)), 'the words of the page are the same');
		for (let page = 1; page <= pages.length; page++) {
			// Four letters of 72 points: 1016 tenths of a millimetre, in the middle of 2100, from 1100 down.
			const inked = rows(picture(marked, page), grey, { top: 1100, bottom: 1500 }).filter(({ count }) => count > 60);
			assert.ok(inked.length > 150, `${form}, page ${page}`);
		}
		assert.match(tool('pdfinfo', ['-'], marked).toString(), /Subject: +演示数据/);
		assert.doesNotMatch(tool('pdfinfo', ['-'], pressed(plain)).toString(), /演示数据/);
	}
});

test('a chart is drawn as vectors as wide as the text, its words can be searched', () => {
	const file = pressed(sheet('letter', `<figure>${chart}</figure>${body(2)}`));
	assert.equal(tool('pdfimages', ['-list', '-'], file).toString().split('\n').filter(Boolean).length, 2, 'no pictures of points');
	for (const font of tool('pdffonts', ['-'], file).toString().split('\n').slice(2).filter(Boolean)) assert.match(font, /CID .*yes yes yes/);
	assert.match(words(file)[0], /图中文字/);
	assert.doesNotMatch(words(file)[0], /说明/);
	const inked = rows(picture(file, 1), blue);
	near(inked[0].left, 280, 6, 'left of the chart');
	near(inked[0].right, 280 + 780, 6, 'half of its width');
	near(inked.at(-1).y - inked[0].y, 244, 6, 'half of its height');
});

test('charts that do not fit go to the next page whole; what is no picture is left out', () => {
	const tall = chart.replace('0 0 640 200', '0 0 640 4000');
	const file = pressed(sheet('letter', `${body(12)}<figure>${chart}</figure><figure>${tall}</figure>${body(1)}`));
	assert.equal(words(file).filter((page) => page.includes('图中文字')).length, 2);
	const broken = pressed(sheet('letter', '<svg class="chart" viewBox="x"><g></svg><svg class="chart">甲</svg><p class="body">文字仍在。</p>'));
	assert.match(words(broken).join(''), /文字仍在/);
	const icon = pressed(sheet('letter', '<svg class="bi"><use href="/static/icons.svg#x"/></svg><p class="body">文字仍在。</p>'));
	assert.match(words(icon).join(''), /文字仍在/);
});

test('a heading goes along with the chart below it, and a table of many columns is set smaller', () => {
	for (let length = 4; length <= 12; length += 2) for (const page of words(pressed(sheet('letter', `${body(length)}<h2>一、图</h2><figure>${chart}</figure>`)))) if (page.includes('一、图')) assert.match(page, /图中文字/, `${length}`);
	const wide = (columns) => `<table><thead><tr>${'<th>处理器均值（%）</th>'.repeat(columns)}</tr></thead><tbody>${`<tr><td>四川省人力资源社会保障厅</td>${'<td class="num">12.34</td>'.repeat(columns - 1)}</tr>`.repeat(20)}</tbody></table>`;
	const lines = (columns) => words(pressed(sheet('letter', wide(columns)))).join('').split('\n').filter((line) => line.includes('四川省人力资源社会保障厅')).length;
	assert.equal(lines(5), 20);
	assert.equal(lines(10), 20, 'names stay on one line beside ten columns');
});

test('a chart reaches no file and no server', () => {
	const file = pressed(sheet('letter', chart.replace('<text', '<image href="file:///etc/hostname" width="9" height="9"/><image href="http://127.0.0.1:1/x.png" width="9" height="9"/><use href="file:///etc/passwd#a"/><text')));
	assert.match(words(file)[0], /图中文字/);
	assert.equal(tool('pdfimages', ['-list', '-'], file).toString().split('\n').filter(Boolean).length, 2);
});

test('headings stay with what follows, annexes begin a page, the same page gives the same bytes', () => {
	const html = sheet('official', `${body(30)}<h2>一、结果</h2><h3>（一）得分</h3><h4>1.总分</h4>${body(2)}<p class="attach">附件：1.评分表<br>2.扣分明细</p><h2 class="annex">附件1 评分表</h2><p class="body">附表。</p>`);
	const pages = words(pressed(html));
	assert.ok(pages.some((page) => /^\s*附件1\s+评分表\s+附表。/.test(page)));
	for (const page of pages) assert.doesNotMatch(page, /(一、结果|（一）得分|1\.总分)\s*(— ?\d+ ?—)?\s*$/);
	assert.ok(pressed(html).equals(pressed(html)));
});

test('a label takes the room of its words, however short what stands beside it', () => {
	const table = (rows) => `<table><tbody>${rows.map(([label, value]) => `<tr><th scope="row">${label}</th><td>${value}</td></tr>`).join('')}</tbody></table>`;
	for (const rows of [[['合同编号', 'HT1']], [['合同编号', 'HT1'], ['合同名称', '省级政务云服务']]]) {
		const places = tool('pdftotext', ['-bbox', '-', '-'], pressed(sheet('letter', table(rows)))).toString();
		const left = Number(/xMin="([\d.]+)"[^>]*>HT1</.exec(places)[1]) / 72 * 254;
		assert.ok(left > 300 && left < 700, `the value begins ${left / 10} mm from the left edge`);
	}
});

test('short words stay on one line beside long ones, and the longest gets most of the width', () => {
	const heads = ['云平台', '运营单位', '条款', '理由'];
	const cells = ['锦江云', '锦江云服务公司第一分公司', '第十九条第二款', '三个月处理器第九十五百分位低于界限，'.repeat(30)];
	const table = `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody><tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></tbody></table>`;
	const places = tool('pdftotext', ['-bbox', '-', '-'], pressed(sheet('letter', table))).toString();
	for (const cell of cells.slice(0, 3)) assert.match(places, new RegExp(`>${cell}<`), cell);
	assert.ok(Number(/xMin="([\d.]+)"[^>]*>三个月/.exec(places)[1]) < 360, 'the reason begins right of the middle');
});

const certificate = (signers, first = '甲。') => `<html><body><article class="sheet letter"><h1>数据清除确认书</h1><p class="no"><span>文号：川数中心函〔2026〕1号</span><span>办件编号：TC-1</span></p>
<p class="body">${first}</p><table><thead><tr><th>签署岗位</th><th class="hand">签字或盖章</th><th>日期</th></tr></thead><tbody>${signers.map((name) => `<tr><td>${name}</td><td class="hand"></td><td>2026年10月20日</td></tr>`).join('')}</tbody></table></article></body></html>`;

test('what is signed by hand has the widest column, its head on one line and rows as high as a seal needs', () => {
	for (const signers of [['甲单位'], ['锦江云服务公司（虚构） 项目负责岗', '四川省文化和旅游厅 信息化审核岗']]) {
		const file = pressed(certificate(signers));
		const places = tool('pdftotext', ['-bbox', '-', '-'], file).toString();
		const word = (text) => {
			const [left, right] = new RegExp(`xMin="([\\d.]+)" yMin="[\\d.]+" xMax="([\\d.]+)" yMax="[\\d.]+">${text}<`).exec(places).slice(1).map(Number);
			return { left, right };
		};
		const head = word('签字或盖章'), day = word('2026年10月20日');
		assert.ok(day.left - (head.left + head.right) / 2 > 156 / 25.4 * 72 * 0.45 / 2, 'half of nearly half of the page from the middle of the column to its edge');
		const lines = rules(picture(file, 1), black).filter(({ top }) => top > 400);
		const gaps = lines.slice(1).map((line, i) => line.top - lines[i].top);
		for (const gap of gaps.slice(-signers.length)) assert.ok(gap >= 215, `${gap / 10} mm for a seal`);
	}
});

test('a paper without a mark has its title a line below the number', () => {
	const [number, title] = ['办件编号：TC-1', '数据清除确认书'].map((text) => Number(new RegExp(`yMin="([\\d.]+)"[^>]*>${text}<`).exec(tool('pdftotext', ['-bbox', '-', '-'], pressed(certificate(['甲']))).toString())[1]));
	assert.ok(title - number > 45, `${title - number} points from line to line`);
});

test('a line that ends early because what follows cannot break is not torn to the edge', () => {
	const places = (text) => tool('pdftotext', ['-bbox', '-', '-'], pressed(certificate(['甲'], text))).toString();
	const right = (page, text) => Number(new RegExp(`xMax="([\\d.]+)"[^>]*>${text}<`).exec(page)[1]);
	const torn = places('群众文化活动平台退出省级政务云平台（TC-2026-0006-0001），数据清除情况如下：');
	assert.match(torn, />群众文化活动平台退出省级政务云平台</, 'its characters stand together');
	const blank = places(`${'甲'.repeat(17)}乙 丙丙丙${'2'.repeat(30)}。`);
	assert.ok(right(blank, '丙丙丙') < 480, 'its blank stays one');
	const full = places('甲'.repeat(60));
	assert.ok(right(full, '甲+') > 515, 'full lines reach the edge');
});
