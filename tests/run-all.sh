#!/bin/sh
# Everything: run-all.sh BUILD.  Each suite ends with "name: N passed, M failed";
# a suite that ends otherwise counts as one failure.  The last line is the sum.
# The browser, which takes longest and waits most, runs beside all the others.
set -u
cd "$(dirname "$0")/.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

run() { # name: into $work/name
	{ ${MAKE:-make} --no-print-directory -j"$(nproc)" BUILD="$build" "$1" 2>&1; echo "status $?"; } >"$work/$1"
}
count() { # name
	echo "== $1"
	grep -v '^status [0-9]*$' "$work/$1"
	line=$(grep -E "^$1: [0-9]+ passed, [0-9]+ failed" "$work/$1" | tail -n 1)
	good=$(printf '%s' "$line" | sed -nE 's/.*: ([0-9]+) passed.*/\1/p')
	bad=$(printf '%s' "$line" | sed -nE 's/.* ([0-9]+) failed.*/\1/p')
	if ! grep -qx 'status 0' "$work/$1" && [ "${bad:-0}" -eq 0 ]; then bad=1; fi
	[ -n "$line" ] || { bad=1; echo "$1 gave no result"; }
	passed=$((passed + ${good:-0})) failed=$((failed + bad))
}

${MAKE:-make} --no-print-directory -j"$(nproc)" BUILD="$build" all static >"$work/build" 2>&1 ||
	{ cat "$work/build"; echo "0 passed, 1 failed"; exit 1; }
run browser &
browser=$!
for name in lint unit demo-days flow matrix; do run "$name"; count "$name"; done
wait "$browser"
count browser
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
