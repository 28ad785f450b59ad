/* Months of use as the supervisor's files say them. */
export const HEADS = '月份,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值,带宽P95,采样覆盖率,开机天数';

/* A month of one machine; of what it says only the processor's P95 differs.  So many days every month has. */
export const month = (of, machine, p95) => `${of},${machine.platform},${machine.code},8,32,18.25,${p95},95.5,30,50,60,45,1.5,0.8,6,99.1,28`;

/* Choose the file and send it; what comes back is a preview or what is wrong, line by line. */
export async function sendFile(visitor, rows) {
	await visitor.go('/usage/import');
	await visitor.page.setInputFiles('#f-import', {name: '月度使用率.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEADS}\r\n${rows.join('\r\n')}\r\n`)});
	await visitor.follow(() => visitor.click('#import button[type=submit]'));
	await visitor.look('after the file was sent');
	return visitor.page.innerText('main');
}
