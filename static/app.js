/*
 * Improvements only: every page works without this file.  ES2018, no build step, no innerHTML (trusted types).
 *
 * Looked for in the page:
 *   form[data-guard]            warn before leaving with unsaved changes, post nothing once signed out
 *   form[data-autosave="URL"]   save a draft every 30 s when changed; empty URL: the form's own action
 *   form[data-upload]           progress of one file
 *   [data-rows]                 add and drop a row of a table without a round trip
 *   [data-max]                  characters left
 *   [data-phrases]              put a standing phrase into a text instead of posting it
 *   [data-check-all]            tick all boxes of a list
 *   [data-group]                a group of the menu stays open where it was opened
 *   [data-print], [data-saved]  print button, where the draft says when it was saved
 */
'use strict';

(function () {
	const AUTOSAVE_EVERY = 30000;
	const ASK_AFTER = 300000; /* without a word from the server the session may be over */

	const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
	const characters = (text) => Array.from(text).length;
	/* Not form.action: a button named "action" hides it. */
	const address = (form) => form.getAttribute('action') || location.href;

	function say(place, text) {
		if (place) {
			place.textContent = text;
		}
	}

	/* Unsaved changes and drafts */

	const dirty = new Set();
	let leaving = false;

	function watch(form) {
		form.addEventListener('input', () => dirty.add(form));
		form.addEventListener('submit', () => {
			leaving = true;
		});
	}

	window.addEventListener('beforeunload', (event) => {
		if (dirty.size > 0 && !leaving) {
			event.preventDefault();
			event.returnValue = '';
		}
	});

	/* Everything the form would post, without files, which have their own forms. */
	function draftOf(form) {
		const body = new URLSearchParams();
		new FormData(form).forEach((value, name) => {
			if (typeof value === 'string') {
				body.append(name, value);
			}
		});
		body.append('action', 'save');
		return body;
	}

	/* The server counted up: later posts of this page must carry the new numbers. */
	function take(answer) {
		for (const name of ['once', 'step', 'revision']) {
			if (answer[name] !== undefined) {
				all('input[type=hidden][name=' + name + ']').forEach((input) => {
					input.value = String(answer[name]);
				});
			}
		}
	}

	/* A form sent without a session is lost with what was typed, so the page asks first.  Who has signed in again
	   elsewhere goes on here with the token of that session. */
	let heard = Date.now();

	const account = (page) => all('.brand, .who', page).map((part) => part.textContent.trim()).join();

	function signedIn() {
		return new Promise((resolve) => {
			const request = new XMLHttpRequest();
			request.open('GET', '/profile');
			request.responseType = 'document';
			request.onload = () => {
				const page = request.responseURL.endsWith('/profile') && request.status === 200 && request.response;
				const same = Boolean(page) && account(page) === account(document);
				if (same) {
					heard = Date.now();
					const token = page.querySelector('input[name=csrf]').value;
					all('input[type=hidden][name=csrf]').forEach((input) => {
						input.value = token;
					});
				}
				resolve(same);
			};
			request.onerror = () => resolve(false);
			request.send();
		});
	}

	function sayExpired(form) {
		let place = form.querySelector('[data-expired]');
		if (!place) {
			place = document.createElement('p');
			place.className = 'err';
			place.dataset.expired = '';
			place.setAttribute('role', 'alert');
			form.append(place);
		}
		const link = document.createElement('a');
		link.href = '/sign-in';
		link.target = '_blank';
		link.textContent = '在新窗口登录';
		place.textContent = '';
		place.append('登录已到期或网络不通，没有提交，您填写的内容都还在。请', link, '（用原来的账号），再回到本页提交');
		place.scrollIntoView({block: 'center'});
	}

	/* Only a browser that says which button was pressed can press it again. */
	const pressesAgain = window.SubmitEvent && 'submitter' in SubmitEvent.prototype && 'requestSubmit' in HTMLFormElement.prototype;

	function askFirst(form) {
		if (!pressesAgain) {
			return;
		}
		form.addEventListener('submit', async (event) => {
			if (!form.dataset.stopped && Date.now() - heard < ASK_AFTER) {
				return;
			}
			const button = event.submitter;
			event.preventDefault();
			leaving = false;
			if (!await signedIn()) {
				sayExpired(form);
				return;
			}
			delete form.dataset.stopped;
			form.requestSubmit(button);
		});
	}

	const refusals = {
		401: '登录已到期，草稿没有保存。请在新窗口登录，再回到本页点“保存草稿”',
		409: '草稿已在别处改过，没有自动保存。请点“保存草稿”核对',
	};

	async function saveDraft(form) {
		const place = document.querySelector('[data-saved]');
		dirty.delete(form);
		try {
			const reply = await fetch(form.dataset.autosave || address(form), {
				method: 'POST',
				body: draftOf(form),
				headers: {Accept: 'application/json'},
				redirect: 'manual',
			});
			if (!reply.ok) {
				dirty.add(form);
				form.dataset.stopped = 'yes';
				say(place, refusals[reply.status] || '草稿没有保存（' + reply.status + '）。请点“保存草稿”');
				return false;
			}
			const answer = await reply.json();
			heard = Date.now();
			take(answer);
			say(place, '草稿已保存 ' + answer.saved + (answer.count ? '（第 ' + answer.count + ' 次）' : ''));
			return true;
		} catch (error) {
			dirty.add(form);
			say(place, '网络不通，草稿没有保存。恢复后自动再试');
			return false;
		}
	}

	function autosave(form) {
		setInterval(() => {
			if (dirty.has(form) && !form.dataset.stopped && !leaving) {
				saveDraft(form);
			}
		}, AUTOSAVE_EVERY);
	}

	/* One press, one post */

	document.addEventListener('submit', (event) => {
		const form = event.target;
		if (form.method !== 'post' || event.defaultPrevented) {
			return;
		}
		if (form.dataset.sent) {
			event.preventDefault();
			return;
		}
		form.dataset.sent = 'yes';
	});

	window.addEventListener('pageshow', () => {
		leaving = false;
		all('form[data-sent]').forEach((form) => {
			delete form.dataset.sent;
		});
	});

	/* Uploads */

	function sendFile(form, progress, complain) {
		const request = new XMLHttpRequest();
		request.open('POST', address(form));
		request.responseType = 'document';
		request.upload.onprogress = (event) => {
			progress.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
		};
		request.onload = () => {
			if (request.status < 400) {
				leaving = true;
				if (request.responseURL.split('#')[0] === location.href.split('#')[0]) {
					location.reload();
				} else {
					location.assign(request.responseURL);
				}
				return;
			}
			/* The refusal is a page; its sentence is what matters here, and the number for the next try. */
			const once = request.response && request.response.querySelector('input[name=once]');
			if (once) {
				take({ once: once.value });
			}
			const sentence = request.response && request.response.querySelector('.errsum li, [data-sentence]');
			complain(sentence ? sentence.textContent
				: '文件没有保存（' + request.status + '）。请检查类型和大小后重新上传');
		};
		request.onerror = () => complain('网络不通，文件没有保存。请重新上传');
		request.send(new FormData(form));
	}

	function upload(form) {
		const file = form.querySelector('input[type=file]');
		const progress = form.querySelector('progress');
		const place = form.querySelector('.err');
		const button = form.querySelector('button[type=submit]');
		form.addEventListener('submit', async (event) => {
			event.preventDefault();
			if (file.files.length === 0) {
				say(place, '请先选择文件');
				file.focus();
				return;
			}
			button.disabled = true;
			progress.hidden = false;
			say(place, '');
			for (const draft of Array.from(dirty)) {
				if (draft.dataset.autosave !== undefined) {
					await saveDraft(draft);
				}
			}
			sendFile(form, progress, (text) => {
				progress.hidden = true;
				button.disabled = false;
				say(place, text);
				file.setAttribute('aria-invalid', 'true');
				file.focus();
			});
		});
	}

	/* Repeated rows: the last row is copied, then all are numbered again from 1 */

	function renumber(field) {
		const key = field.dataset.rows;
		all('tr[data-line]', field).forEach((row, index) => {
			const line = index + 1;
			row.cells[0].textContent = String(line);
			all('[name]', row).forEach((input) => {
				const parts = input.name.split('.');
				if (parts.length === 3 && parts[0] === key) {
					input.name = key + '.' + line + '.' + parts[2];
					input.id = 'f-' + key + '-' + line + '-' + parts[2];
				}
				if (input.value.startsWith('drop_row:')) {
					input.value = 'drop_row:' + key + ':' + line;
				}
			});
			all('[aria-label]', row).forEach((input) => {
				input.setAttribute('aria-label', input.getAttribute('aria-label').replace(/第 \d+ 行/, '第 ' + line + ' 行'));
			});
		});
	}

	function forgetErrors(row) {
		while (row.nextElementSibling && row.nextElementSibling.classList.contains('row-err')) {
			row.nextElementSibling.remove();
		}
	}

	function addRow(field) {
		const lines = all('tr[data-line]', field);
		const last = lines[lines.length - 1];
		const fresh = last.cloneNode(true);
		all('input, select, textarea', fresh).forEach((input) => {
			input.value = '';
			input.removeAttribute('aria-invalid');
			input.removeAttribute('aria-describedby');
		});
		all('.shown-cell', fresh).forEach((cell) => say(cell, '—'));
		last.parentNode.append(fresh);
		renumber(field);
		const first = fresh.querySelector('input, select, textarea');
		if (first) {
			first.focus();
		}
	}

	function rows(field) {
		/* Wide cells wrap, but hold one line. */
		field.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && event.target.matches('td textarea')) {
				event.preventDefault();
			}
		});
		field.addEventListener('click', (event) => {
			const button = event.target.closest('button[name=action]');
			if (!button) {
				return;
			}
			const row = button.closest('tr[data-line]');
			if (button.value.startsWith('add_row:') && field.querySelector('tr[data-line]')) {
				event.preventDefault();
				addRow(field);
			} else if (row && button.value.startsWith('drop_row:') && all('tr[data-line]', field).length > 1) {
				event.preventDefault();
				forgetErrors(row);
				row.remove();
				renumber(field);
				field.querySelector('button[value^="add_row:"]').focus();
			} else {
				return;
			}
			if (button.form) {
				dirty.add(button.form);
			}
		});
	}

	/* Characters left */

	function counter(input) {
		const most = Number(input.dataset.max);
		const place = document.createElement('span');
		place.className = 'counter';
		input.after(place);
		const count = () => {
			const left = most - characters(input.value);
			place.classList.toggle('over', left < 0);
			say(place, left < 0 ? '超出 ' + -left + ' 字' : left <= most / 5 ? '还可填 ' + left + ' 字' : '');
		};
		input.addEventListener('input', count);
		count();
	}

	/* Standing phrases */

	function phrases(box) {
		const target = document.getElementById(box.dataset.phrases);
		if (!target) {
			return;
		}
		box.addEventListener('click', (event) => {
			const button = event.target.closest('button');
			if (button) {
				event.preventDefault();
				target.value = target.value ? target.value.replace(/\s*$/, '') + '\n' + button.textContent : button.textContent;
				target.dispatchEvent(new Event('input', {bubbles: true}));
				target.focus();
			}
		});
	}

	function checkAll(box) {
		box.hidden = false;
		box.addEventListener('change', () => {
			all('input[type=checkbox]', box.closest('table').tBodies[0]).forEach((other) => {
				other.checked = box.checked;
			});
		});
	}

	/* A group of the menu that was opened by hand stays open on the pages after. */
	function remember(group) {
		const key = 'menu ' + group.dataset.group;
		try {
			group.open = group.open || localStorage.getItem(key) === 'open';
			group.querySelector('summary').addEventListener('click', () => {
				localStorage.setItem(key, group.open ? 'shut' : 'open');
			});
		} catch (error) {
			/* Storage is switched off: each page begins as it was sent. */
		}
	}

	/* An error link to a group of choices should land on its first choice. */
	function errorLinks(summary) {
		summary.focus();
		summary.addEventListener('click', (event) => {
			const link = event.target.closest('a[href^="#"]');
			const target = link && document.getElementById(link.getAttribute('href').slice(1));
			const input = target && (target.matches('input, select, textarea') ? target : target.querySelector('input:not([type=hidden]), select, textarea'));
			if (input) {
				event.preventDefault();
				input.focus();
				(input.labels && input.labels[0] ? input.labels[0] : input).scrollIntoView({block: 'center'});
			}
		});
	}

	all('form[data-guard], form[data-autosave]').forEach((form) => {
		watch(form);
		askFirst(form);
	});
	all('form[data-autosave]').forEach(autosave);
	all('form[data-upload]').forEach(upload);
	all('[data-rows]').forEach(rows);
	all('[data-max]').forEach(counter);
	all('[data-phrases]').forEach(phrases);
	all('[data-check-all]').forEach(checkAll);
	all('details[data-group]').forEach(remember);
	all('.errsum').slice(0, 1).forEach(errorLinks);
	/* On paper nothing stays folded. */
	const folds = (open) => () => all(open ? '.fold:not([open])' : '.fold[data-opened]').forEach((fold) => {
		fold.open = open;
		fold.toggleAttribute('data-opened', open);
	});
	window.addEventListener('beforeprint', folds(true));
	window.addEventListener('afterprint', folds(false));

	all('[data-print]').forEach((button) => {
		button.hidden = false;
		button.addEventListener('click', () => window.print());
	});
})();
