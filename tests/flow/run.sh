#!/bin/sh
# The stories, each against a real nginx, zwy and keeper of its own:
#   run.sh BUILD [STORY …]      STORY: life, migration, refusal …
# Demo data are made once and copied.
set -u
cd "$(dirname "$0")/../.."
BUILD=$(cd "$1" && pwd)
export BUILD
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/zwy-flow-XXXXXX")
trap 'rm -rf "$work"' EXIT
export FLOW_SEED="$work/seed"
all=$#
[ "$all" -gt 0 ] || export FLOW_REACHED="$work/reached"
node tests/flow/seed.mjs "$FLOW_SEED" || { echo "flow: 0 passed, 1 failed"; exit 1; }
passed=0 failed=0
if [ $# -eq 0 ]; then set -- tests/flow/*_test.mjs; else
	stories=''
	for story in "$@"; do stories="$stories tests/flow/${story}_test.mjs"; done
	# shellcheck disable=SC2086
	set -- $stories
fi
for file in "$@"; do
	name=$(basename "$file" _test.mjs)
	began=$(date +%s)
	node --test --test-reporter=tap "$file" >"$work/tap" 2>"$work/stderr"
	status=$?
	# Tests only: the line of the file itself is not one.
	good=$(grep -E '^ *ok [0-9]+ - ' "$work/tap" | grep -cvE '_test\.mjs( |$)')
	bad=$(grep -E '^ *not ok [0-9]+ - ' "$work/tap" | grep -cvE '_test\.mjs( |$)')
	[ $status -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	# Of each failure its beginning: pages are long.
	if [ "$bad" -gt 0 ]; then { awk '/^ *not ok/ { n = 25 } n-- > 0' "$work/tap"; tail -n 30 "$work/stderr"; } | cut -c1-1500; fi
	echo "  $name: $good passed, $bad failed, $(($(date +%s) - began)) s"
	passed=$((passed + good)) failed=$((failed + bad))
done
# All together come into every state of every procedure.
if [ "$all" -eq 0 ]; then
	if node tests/flow/reached.mjs "$FLOW_REACHED"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
fi
echo "flow: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
