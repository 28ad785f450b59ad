// A browser without a screen: one cookie jar, pages, forms, uploads.  It speaks
// node:http itself because fetch hides Set-Cookie, forbids Host and Origin, and
// follows what we want to see.
import http from 'node:http';
import assert from 'node:assert/strict';
import * as html from './html.mjs';

// How much longer than usual everything waited for may take: PATIENCE=5 for a slow build.
export const patience = Number(process.env.PATIENCE ?? 1);

export class Page {
	constructor(response, body, address) {
		this.status = response.statusCode;
		this.headers = response.headers;
		this.rawHeaders = response.rawHeaders;
		this.bytes = body;
		this.address = address;
	}
	get html() {
		return (this.cachedHtml ??= this.bytes.toString('utf8'));
	}
	get text() {
		return (this.cachedText ??= html.text(this.html));
	}
	get title() {
		return html.title(this.html);
	}
	get forms() {
		return (this.cachedForms ??= html.forms(this.html));
	}
	get links() {
		return html.links(this.html);
	}
	get location() {
		return this.headers.location;
	}
	get requestId() {
		return this.headers['x-request-id'];
	}
	// The one form that has a button with this value, or satisfies a test.
	form(wanted) {
		const fits = typeof wanted === 'function' ? wanted : (form) => form.buttons().includes(wanted);
		const found = this.forms.filter((form) => form.method === 'POST' && fits(form));
		assert.ok(found.length > 0, `${this.address} (${this.status}) has no form for ${wanted}; it offers ${this.actions().join(' ') || 'none'}: ${this.text.slice(0, 400)}`);
		return found[0];
	}
	actions() {
		return this.forms.filter((form) => form.method === 'POST').flatMap((form) => form.buttons()).filter(Boolean);
	}
	// Body without what differs from one request to the next.
	get comparable() {
		return this.html.replaceAll(this.requestId, 'REQUEST').replace(/数据时间：[^（<]*/g, '').replace(/name="(csrf|once)" value="[^"]*"/g, '')
			.replace(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?（北京时间）/g, '');
	}
}

export function urlencoded(entries) {
	return Buffer.from(entries.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'));
}

// parts: [name, value] or [name, {filename, type, content}]
export function multipart(parts, boundary = 'zwyFlowBoundary7MA4YWxkTrZu0gW') {
	const pieces = [];
	for (const [name, value] of parts) {
		if (typeof value === 'string') {
			pieces.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
		} else {
			const filename = value.filename.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
			pieces.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${value.type ?? 'application/octet-stream'}\r\n\r\n`, value.content, '\r\n');
		}
	}
	pieces.push(`--${boundary}--\r\n`);
	return { body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))), type: `multipart/form-data; boundary=${boundary}` };
}

export class Client {
	constructor(origin) {
		this.origin = origin;
		this.url = new URL(origin);
		this.jar = new Map();
	}

	async request(method, path, { headers = {}, body, cookies = true } = {}) {
		const sent = { Host: this.url.host, ...headers };
		if (cookies && this.jar.size > 0 && sent.Cookie === undefined) sent.Cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
		if (sent.Cookie === null) delete sent.Cookie;
		if (body !== undefined && sent['Content-Length'] === undefined) sent['Content-Length'] = body.length;
		const response = await new Promise((resolve, reject) => {
			const request = http.request({ host: this.url.hostname, port: this.url.port, method, path, headers: sent, agent: false }, resolve);
			request.setTimeout(60000 * patience, () => request.destroy(new Error(`${method} ${path}: no answer`)));
			request.on('error', reject);
			request.end(body);
		});
		const chunks = [];
		for await (const chunk of response) chunks.push(chunk);
		for (const line of response.headers['set-cookie'] ?? []) this.keep(line);
		return new Page(response, Buffer.concat(chunks), `${method} ${path}`);
	}

	keep(line) {
		const [pair, ...rest] = line.split(';').map((piece) => piece.trim());
		const equals = pair.indexOf('=');
		const name = pair.slice(0, equals);
		const flags = rest.map((flag) => flag.toLowerCase());
		// As a browser: a __Host- cookie without these is thrown away.
		if (name.startsWith('__Host-')) assert.ok(flags.includes('secure') && flags.includes('path=/') && !flags.some((flag) => flag.startsWith('domain')), line);
		if (flags.includes('max-age=0')) this.jar.delete(name);
		else this.jar.set(name, pair.slice(equals + 1));
	}

	get(path, options) {
		return this.request('GET', path, options);
	}

	async follow(page) {
		let hops = 0;
		while (page.status === 303) {
			assert.ok(++hops < 6, `${page.address}: redirects in a circle`);
			page = await this.get(page.location.replace(/#.*/, ''));
		}
		return page;
	}

	// Fetch a page that must be there.
	async open(path) {
		const page = await this.get(path);
		assert.equal(page.status, 200, `GET ${path} as ${this.login ?? 'nobody'}: ${page.status} ${page.location ?? page.text.slice(0, 300)}`);
		return page;
	}

	post(path, entries, { headers = {}, ...rest } = {}) {
		return this.request('POST', path, {
			body: urlencoded(entries),
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: this.origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
			...rest,
		});
	}

	postParts(path, parts, { headers = {}, ...rest } = {}) {
		const { body, type } = multipart(parts);
		return this.request('POST', path, { body, headers: { 'Content-Type': type, Origin: this.origin, 'Sec-Fetch-Site': 'same-origin', ...headers }, ...rest });
	}

	// Fill a form of a page and press a button.  values: name → text, list of
	// texts (choices) or null (leave out); file: {name, filename, content}.
	submit(page, form, button, values = {}, options = {}) {
		if (typeof form === 'string' || typeof form === 'function') form = page.form(form);
		const names = new Set(Object.keys(values));
		const entries = form.entries().filter(([name]) => !names.has(name));
		for (const [name, value] of Object.entries(values))
			if (value !== null) for (const one of Array.isArray(value) ? value : [value]) entries.push([name, String(one)]);
		if (button) entries.push(['action', button]);
		const path = form.actionOf(button) ?? page.address.split(' ')[1];
		if (!form.multipart) return this.post(path, entries, options);
		return this.postParts(path, options.file ? [...entries, [options.file.name, options.file]] : entries, options);
	}

	async signIn(login, password) {
		const page = await this.open('/sign-in');
		const answer = await this.submit(page, 'sign_in', 'sign_in', { login, password });
		assert.equal(answer.status, 303, `sign-in of ${login}: ${answer.status} ${answer.text.slice(0, 300)}`);
		this.login = login;
		return this;
	}

	async signOut() {
		const page = await this.open('/profile');
		return this.submit(page, (form) => form.action === '/sign-out', null);
	}
}
