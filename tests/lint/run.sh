#!/bin/sh
# All lints, one by one; each says why in its first lines.
#   run.sh BUILD
set -u
cd "$(dirname "$0")/../.."
build=${1:-build}
passed=0 failed=0
lint() { # name, command …
	name=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "lint $name failed"; fi
}
# Headers carry tables aligned by hand; sources are formatted.  Names only: `make format` does the rest.
format() {
	find app tests -name '*.c' -o -name '*.cc' -o -name '*.hh' | grep -v node_modules | xargs clang-format --dry-run 2>&1 |
		sed -nE 's/^([^ :]+):[0-9]+:[0-9]+: warning: code should be clang-formatted.*/not formatted: \1/p' | sort | uniq -c | grep . && return 1
	return 0
}
nothing_unfinished() { # also machine paths and names of tools of the workplace
	! grep -rnE --include='*.[ch]' --include='*.cc' --include='*.sql' --include='*.tpl' --include='*.mjs' --include='*.yaml' \
		'\b(TODO|FIXME|XXX|HACK)\b|not implemented|/w[o]rk/(main|shared)' app db templates tests nginx --exclude-dir=node_modules --exclude-dir=lint
}
for script in layers headers sizes routes sql templates templates-refuse markers; do
	lint "$script" "tests/lint/$script.sh" "$(case $script in headers | routes) echo "$build" ;; templates) echo templates ;; esac)"
done
lint format format
lint unfinished nothing_unfinished
procedures() { "$build/zwy" procedure check db/procedures/*.yaml >/dev/null; } # together: no two number their matters alike
lint procedures procedures
for file in tests/flow/*.mjs tests/matrix/*.mjs; do
	lint "syntax of $file" node --check "$file"
done
echo "lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
