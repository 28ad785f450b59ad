// A reader of our own pages: forms, links, text.  Not an HTML parser for the
// web; our templates quote every attribute (tests/lint/templates.sh), which is
// what makes so small a reader enough.

const named = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

export function decode(text) {
	return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, dec, hex, name) => {
		if (dec) return String.fromCodePoint(Number(dec));
		if (hex) return String.fromCodePoint(parseInt(hex, 16));
		return named[name] ?? whole;
	});
}

function attributes(text) {
	const out = {};
	for (const [, name, value] of text.matchAll(/([a-zA-Z][\w-]*)(?:="([^"]*)")?/g)) out[name] = value === undefined ? '' : decode(value);
	return out;
}

function* tags(html) {
	const pattern = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)\s*\/?>/g;
	for (const match of html.matchAll(pattern)) {
		if (match[2] === undefined) continue;
		yield { close: match[1] === '/', name: match[2].toLowerCase(), attributes: attributes(match[3]),
			start: match.index, end: match.index + match[0].length };
	}
}

export class Form {
	constructor(attributes) {
		this.id = attributes.id;
		this.method = (attributes.method ?? 'get').toUpperCase();
		this.action = attributes.action;
		this.multipart = attributes.enctype === 'multipart/form-data';
		this.controls = []; // {name, type, value, checked, options}
	}

	names() {
		return [...new Set(this.controls.map((control) => control.name))];
	}

	has(name) {
		return this.controls.some((control) => control.name === name);
	}

	buttons() {
		return this.controls.filter((control) => control.type === 'submit').map((control) => control.value);
	}

	// Where a button sends it: some have an address of their own.
	actionOf(button) {
		return this.controls.find((control) => control.type === 'submit' && control.value === button)?.formaction ?? this.action;
	}

	options(name) {
		const list = this.controls.find((control) => control.name === name && control.options);
		return list ? list.options : this.controls.filter((control) => control.name === name).map(({ value, label }) => ({ value, label }));
	}

	// What a browser would send without anybody typing: a list of [name, value].
	entries() {
		const out = [];
		for (const { name, type, value, checked } of this.controls) {
			if (!name || type === 'submit' || type === 'file') continue;
			if ((type === 'radio' || type === 'checkbox') && !checked) continue;
			out.push([name, value]);
		}
		return out;
	}
}

function controlOf(tag, html) {
	const { name, type = tag.name === 'button' ? 'submit' : 'text', value } = tag.attributes;
	if (tag.name === 'input') return { name, type, value: value ?? (type === 'checkbox' ? 'on' : ''), checked: 'checked' in tag.attributes };
	if (tag.name === 'button') return { name, type, value: value ?? '', formaction: tag.attributes.formaction };
	if (tag.name === 'textarea') {
		const text = html.slice(tag.end, html.indexOf('</textarea>', tag.end));
		return { name, type: 'textarea', value: decode(text.replace(/^\n/, '')) };
	}
	const inner = html.slice(tag.end, html.indexOf('</select>', tag.end));
	const options = [...inner.matchAll(/<option value="([^"]*)"( selected)?[^>]*>([^<]*)/g)]
		.map((match) => ({ value: decode(match[1]), selected: Boolean(match[2]), label: decode(match[3]).trim() }));
	const chosen = options.find((option) => option.selected) ?? options[0];
	return { name, type: 'select', value: chosen ? chosen.value : '', options };
}

export function forms(html) {
	const list = [];
	const byId = new Map();
	const detached = [];
	let open = null;
	for (const tag of tags(html)) {
		if (tag.name === 'form') {
			open = tag.close ? null : new Form(tag.attributes);
			if (open) {
				list.push(open);
				if (open.id) byId.set(open.id, open);
			}
		} else if (!tag.close && ['input', 'select', 'textarea', 'button'].includes(tag.name) && !('disabled' in tag.attributes)) {
			const control = controlOf(tag, html);
			if (tag.attributes.form) detached.push([tag.attributes.form, control]);
			else if (open) open.controls.push(control);
		}
	}
	for (const [id, control] of detached) byId.get(id)?.controls.push(control);
	return list;
}

export function links(html) {
	return [...tags(html)].filter((tag) => tag.name === 'a' && !tag.close && tag.attributes.href)
		.map((tag) => ({ href: tag.attributes.href, label: text(html.slice(tag.end, html.indexOf('</a>', tag.end))) }));
}

// What a reader sees, roughly: no tags, entities decoded, white space folded.
export function text(html) {
	return decode(html.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
}

export function title(html) {
	return decode(/<title>([^<]*)/.exec(html)?.[1] ?? '');
}

// The panel under a heading, '' when the page has none.
export function part(html, heading) {
	return html.split('<section class="panel">').find((section) => section.includes(`<h2>${heading}</h2>`)) ?? '';
}
