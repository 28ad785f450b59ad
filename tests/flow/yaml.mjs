// A reader of our own YAML (db/procedures, db/stories): maps, lists, flow
// collections over several lines, double quotes, comments.  Everything is text.

class Reader {
	constructor(text) {
		this.lines = text.split('\n').map((line) => line.replace(/(^|\s)#(?=\s|$).*$/, '').trimEnd());
		this.at = 0;
	}

	blank() {
		while (this.at < this.lines.length && this.lines[this.at].trim() === '') this.at++;
	}

	indent() {
		this.blank();
		return this.at < this.lines.length ? /^ */.exec(this.lines[this.at])[0].length : -1;
	}

	// A block whose lines begin at this column.
	block(column) {
		return this.lines[this.at].startsWith('- ', column) || this.lines[this.at].slice(column) === '-' ? this.list(column) : this.map(column);
	}

	list(column) {
		const out = [];
		while (this.indent() === column && /^-( |$)/.test(this.lines[this.at].slice(column))) {
			const line = this.lines[this.at];
			const inner = column + /^- */.exec(line.slice(column))[0].length;
			const rest = line.slice(inner);
			if (rest === '') {
				this.at++;
				out.push(this.block(this.indent()));
			} else if (/^[[{"]/.test(rest) || !/^[^\s:]+:( |$)/.test(rest)) {
				out.push(this.scalar(rest));
			} else {
				this.lines[this.at] = ' '.repeat(inner) + rest;
				out.push(this.map(inner));
			}
		}
		return out;
	}

	map(column) {
		const out = {};
		while (this.indent() === column) {
			const [, key, rest] = /^("?[^\s:]+"?):(?: +(.*))?$/.exec(this.lines[this.at].slice(column));
			if (rest) {
				out[key] = this.scalar(rest);
				continue;
			}
			this.at++;
			const next = this.indent();
			out[key] = next > column || (next === column && this.lines[this.at].startsWith('- ', column)) ? this.value(next) : '';
		}
		return out;
	}

	value(column) {
		const rest = this.lines[this.at].slice(column);
		return /^[[{]/.test(rest) ? this.scalar(rest) : this.block(column);
	}

	// What stands on this line, and on the next ones while it is open.
	scalar(text) {
		this.at++;
		if (/^[[{]/.test(text)) {
			while (!closed(text)) text += ' ' + this.lines[this.at++].trim();
			return flow({ text, at: 0 });
		}
		if (text.startsWith('"')) {
			while (!/[^\\]"$/.test(text) && text !== '""') text += ' ' + this.lines[this.at++].trim();
			return text.slice(1, -1);
		}
		return text;
	}
}

function closed(text) {
	let depth = 0;
	let quoted = false;
	for (const letter of text) {
		if (letter === '"') quoted = !quoted;
		else if (!quoted && /[[{]/.test(letter)) depth++;
		else if (!quoted && /[\]}]/.test(letter)) depth--;
	}
	return depth === 0;
}

function flow(source) {
	const skip = () => {
		while (source.text[source.at] === ' ') source.at++;
	};
	const plain = (ends) => {
		if (source.text[source.at] === '"') {
			const end = source.text.indexOf('"', source.at + 1);
			const out = source.text.slice(source.at + 1, end);
			source.at = end + 1;
			return out;
		}
		const from = source.at;
		while (source.at < source.text.length && !ends(source.text, source.at)) source.at++;
		return source.text.slice(from, source.at).trim();
	};
	const end = (text, at) => /[,\]}]/.test(text[at]);
	const item = () => {
		skip();
		return /[[{]/.test(source.text[source.at]) ? flow(source) : plain(end);
	};
	const list = source.text[source.at] === '[';
	const out = list ? [] : {};
	for (source.at++; ; source.at++) {
		skip();
		if (/[\]}]/.test(source.text[source.at])) break;
		if (list) {
			out.push(item());
		} else {
			const key = plain((text, at) => text[at] === ':' && /[ ,}]/.test(text[at + 1] ?? ' '));
			skip();
			source.at++;
			out[key] = item();
		}
		skip();
		if (source.text[source.at] !== ',') break;
	}
	source.at++;
	return out;
}

export function readYaml(text) {
	const reader = new Reader(text);
	return reader.block(reader.indent());
}
