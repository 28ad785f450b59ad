/* The quarter that runs (第三十三条): months of use by file, the freezing when its day comes, every sheet to its end, the bulletin on paper. */
import {fillForm, Walk} from '../lib/walk.mjs';
import {expect} from '../lib/report.mjs';
import {readPdf} from '../lib/pdf.mjs';
import {month, sendFile} from '../lib/usage.mjs';

export const title = 'quarter: three months of use imported, frozen when its day comes, sheets scored and approved, the bulletin on paper';

/* What is not a survey's to say: by the kind of sheet. */
const RATED = {jianmen: ['d5', '8.50'], tianfu: ['m6', '8.80']};

/* A file as the page would fetch it: its cookie goes to pages alone. */
async function fetched(visitor, path) {
	const {status, type, body} = await visitor.page.evaluate(async (address) => {
		const answer = await fetch(address);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		return {status: answer.status, type: answer.headers.get('content-type'), body: Array.from(bytes)};
	}, path);
	return {status, type, body: Buffer.from(body)};
}

/* What the table of figures holds, as columns of a file. */
async function machines(visitor) {
	const answer = await fetched(visitor, '/usage/machines?format=csv');
	expect(answer.status === 200, `the list of machines answers ${answer.status}`);
	const [heads, ...lines] = answer.body.toString('utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => line.split(','));
	const code = heads.indexOf('机器编号'), platform = heads.indexOf('平台');
	expect(code >= 0 && platform >= 0, `the list of machines has ${heads.join('、')}`);
	return lines.map((cells) => ({code: cells[code], platform: cells[platform]}));
}

/* Only the first of many alike is looked at from all sides. */
async function quiet(visitor, action, within = '') {
	await visitor.follow(() => visitor.click(`${within} button[name=action][value="${action}"]`));
	expect(!await visitor.refusal(), `${action} was refused: ${await visitor.refusal()}`);
}

async function open(visitor, path) {
	await visitor.page.goto(visitor.world.base + path);
	if (visitor.path.startsWith('/sign-in')) {
		await visitor.signIn();
		await visitor.page.goto(visitor.world.base + path);
	}
}

export async function run(world) {
	const {report} = world;
	const walk = new Walk(world);
	const center = await walk.as('center-assess');
	const clerk = await walk.as('tianfu-clerk');
	const today = world.clock.day();
	const year = Number(today.slice(0, 4)), first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
	const quarter = `${year}Q${(first + 2) / 3}`;
	const months = [0, 1, 2].map((add) => `${year}-${String(first + add).padStart(2, '0')}`);
	/* The fifth of the month after the quarter. */
	const after = Date.UTC(year, first + 2, 5) / 86400000 - Date.parse(today) / 86400000;
	const sheets = [];
	let running, known;

	await report.step('the sheet of the supervisor runs: nothing is counted before the quarter has ended', async () => {
		await open(center, `/assess/${quarter}/tianfu`);
		await center.go('/matters?state=assessment:drafted', 'sheets that run');
		running = await center.page.locator('a[href^="/matters/"]').filter({hasText: '天府'}).first().getAttribute('href');
		await center.go(running, 'a sheet that runs');
		expect(await center.state() === '考核期内', `it stands at ${await center.state()}`);
	});
	await report.step('three months of every machine come by file, after the quarter has ended', async () => {
		world.clock.forward(after);
		world.renew();
		await open(clerk, '/usage/machines');
		known = await machines(clerk);
		const rows = months.flatMap((of, i) => known.map((machine) => month(of, machine, `${55 + i * 10}.25`)));
		const answer = await sendFile(clerk, rows);
		expect(answer.includes(`共 ${rows.length} 行，检查通过`), `the file of ${rows.length} rows was not taken: ${answer.slice(0, 600)}`);
		await clerk.press('import');
		expect(!await clerk.refusal(), `the import was refused: ${await clerk.refusal()}`);
	});
	await report.step('on its day the clerk process counts and freezes: 取数并冻结 stands in the course of the matter', async () => {
		walk.id = Number(running.slice(9));
		await walk.wait(25, 'center-assess', '初评中');
		expect((await center.page.innerText('main')).includes('取数并冻结'), 'the course of the matter does not say that it was frozen');
		await center.go(`/assess/${quarter}/tianfu`, 'the frozen sheet');
		const line = await center.page.locator('#i-M1').textContent();
		for (const of of months) {
			expect(new RegExp(`${of} 在册机器 [\\d,]+ 台，有数据 [\\d,]+ 台，按台平均覆盖 (9[89]|\\d\\d)\\.\\d\\d%`).test(line), `the sheet does not count ${of}`);
		}
		expect(/99\.\d\d%，应达到/.test(line) || line.includes('99.10%'), 'the coverage of the file is not the one on the sheet');
	});
	await report.step('what comes later alters no line of it', async () => {
		const text = async () => {
			await open(center, `/assess/${quarter}/tianfu`);
			return center.page.innerText('main table');
		};
		const before = await text();
		await sendFile(clerk, known.slice(0, 50).map((machine) => month(months[2], machine, '12.5').replace('99.1,30', '10,30')));
		await clerk.press('import');
		expect(await text() === before, 'the frozen sheet changed');
	});
	await report.step('every sheet is scored, agreed to, approved and published', async () => {
		await center.go(`/assess/${quarter}`, 'the quarter');
		for (const row of await center.page.locator('main tbody tr').all()) {
			const code = (await row.locator(`a[href^="/assess/${quarter}/"]`).first().getAttribute('href')).split('/').at(-1);
			sheets.push({code, path: await row.locator('a[href^="/matters/"]').first().getAttribute('href')});
		}
		expect(sheets.length >= 5, `${sheets.length} sheets in ${quarter}`);
		const leader = await walk.as('center-lead');
		for (const {code, path} of sheets) {
			const [indicator, points] = RATED[code] || ['p51', '6.10'];
			const owner = world.people.all.find(({login}) => login === `${code}-clerk`);
			walk.id = Number(path.slice(9));
			await open(center, path);
			if (await center.state() !== '初评中') {
				continue;
			}
			expect(owner, `nobody answers for ${code}`);
			await open(center, `${path}/edit`);
			await center.click('button[value="add_row:items"]');
			await center.page.locator('[name="items.1.kind"]').waitFor();
			await fillForm(center, {'items.1.kind': 'rating', 'items.1.item_indicator': indicator, 'items.1.points': points,
				'items.1.reason': '评价单位不足，按走访和工单回访评分', 'items.1.proof': '走访记录和回访单', 'items.1.place': '第1页'});
			await quiet(center, 'save');
			await walk.hand(center, 'evidence');
			await open(center, `${path}/edit`);
			await quiet(center, 'check');
			await quiet(center, 'score');
			const provider = await walk.browserOf(owner);
			await open(provider, path);
			await quiet(provider, 'agree', '#act');
			await open(leader, path);
			await quiet(leader, 'approve', '#act');
		}
		for (const {path} of sheets) {
			await open(center, path);
			if (await center.state() === '待通报') {
				await quiet(center, 'publish', '#act');
			}
		}
		await center.go(`/assess/${quarter}`, 'after all were published');
	});
	let bulletin;
	await report.step('its bulletin is drawn from these sheets, worded, signed and closed', async () => {
		await open(center, '/reports?kind=R4');
		for (const href of await center.page.locator('a[href^="/reports/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')).filter((one) => /^\/reports\/\d+$/.test(one)))) {
			await open(center, href);
			if ((await center.page.innerText('h1')).includes(`${year}年`) && await center.page.locator('button[value="redraft"]').count() > 0 &&
				new RegExp(`第?${'一二三四'[(first + 2) / 3 - 1]}季度|第${(first + 2) / 3}季度`).test(await center.page.innerText('h1'))) {
				bulletin = href;
			}
		}
		expect(bulletin, `no bulletin of ${quarter} is in draft`);
		await open(center, bulletin);
		await center.press('redraft');
		const own = await center.page.locator('textarea[name^="section_"]').evaluateAll((all) => all.map((one) => one.name));
		await fillForm(center, {[own.at(-1)]: '各服务商请于十个工作日内报送整改情况。'});
		await center.press('save');
		walk.id = Number((await center.page.locator('a[href^="/matters/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).find((href) => /^\/matters\/\d+/.test(href)).match(/\d+/)[0]);
		await center.go(`${walk.path}/edit`);
		await walk.handOver('center-assess', 'submit', '待签发');
		await walk.act('center-lead', 'issue', '待印发');
		await walk.act(center, 'close', '待签阅');
	});
	await report.step('on paper: heads, sheets and annexes on A4, printed by the browser and pressed by the server alike', async () => {
		await center.go(bulletin, 'the closed bulletin');
		const names = ['锦江云服务公司', '岷山云服务公司', '青城信创云公司', '剑门灾备服务公司', '天府云监管服务公司'];
		const says = (paper, name, words) => {
			const missing = words.filter((word) => !paper.text.includes(word));
			expect(missing.length === 0, `${name} does not say ${missing.join('、')}`);
			expect(Math.abs(paper.width - 595) < 2 && Math.abs(paper.height - 842) < 2, `${name} is ${paper.width} × ${paper.height} points`);
			expect(paper.pages >= 2 && paper.lastPage.length > 20, `${name} has ${paper.pages} pages, the last with ${paper.lastPage.length} letters`);
		};
		const words = ['一、考核组织', '二、考核结果', '三、主要成效', '四、存在问题', '五、结果应用', '六、有关要求', '各服务商请于十个工作日内报送整改情况', '附件1', '附件2', '附件3', ...names];
		await center.go(`${bulletin}/print`, 'the bulletin to print');
		const printed = await center.print();
		world.keep('季度考核通报（浏览器打印）.pdf', printed);
		says(readPdf(printed), 'the printed bulletin', words);
		let pressed;
		for (let tries = 0; tries < 60 && pressed?.status !== 200; tries++) {
			await center.page.waitForTimeout(500);
			pressed = await fetched(center, `${bulletin}.pdf`);
		}
		expect(pressed.status === 200 && /pdf/.test(pressed.type), `the pressed bulletin answers ${pressed.status}`);
		world.keep('季度考核通报.pdf', pressed.body);
		says(readPdf(pressed.body), 'the pressed bulletin', words);
	});
	await walk.close();
}
