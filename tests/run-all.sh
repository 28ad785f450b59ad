#!/bin/sh
# Everything: run-all.sh BUILD.  Each suite ends with "name: N passed, M failed";
# a suite that ends otherwise counts as one failure.  The last line is the sum.
set -u
cd "$(dirname "$0")/.."
build=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

suite() { # name
	echo "== $1"
	{ ${MAKE:-make} --no-print-directory BUILD="$build" "$1" 2>&1; echo "status $?"; } | tee "$log" | grep -v '^status [0-9]*$'
	line=$(grep -E "^$1: [0-9]+ passed, [0-9]+ failed" "$log" | tail -n 1)
	good=$(printf '%s' "$line" | sed -nE 's/.*: ([0-9]+) passed.*/\1/p')
	bad=$(printf '%s' "$line" | sed -nE 's/.* ([0-9]+) failed.*/\1/p')
	if ! grep -qx 'status 0' "$log" && [ "${bad:-0}" -eq 0 ]; then bad=1; fi
	[ -n "$line" ] || { bad=1; echo "$1 gave no result"; }
	passed=$((passed + ${good:-0})) failed=$((failed + bad))
}

${MAKE:-make} --no-print-directory -j"$(nproc)" BUILD="$build" all static >"$log" 2>&1 || { cat "$log"; echo "0 passed, 1 failed"; exit 1; }
for name in lint unit demo-days flow matrix browser; do suite "$name"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
