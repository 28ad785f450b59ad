#!/bin/sh
# Unit tests and stories of a build with sanitizers:
#   run-sanitized.sh BUILD [STORY …]      stories alone when some are named; LAYER=base: its unit tests alone
# PATIENCE=20: wait longer still for what is slow here (10 times as long).
# Fails on any finding, also in a worker, keeper or clerk whose end no test
# looks at: each process leaves its report as a file.
set -u
cd "$(dirname "$0")/.."
build=$(cd "$1" && pwd)
shift
reports=$build/reports
rm -rf "$reports"
mkdir -p "$reports"
export ASAN_OPTIONS="log_path=$reports/report"
export UBSAN_OPTIONS="print_stacktrace=1:log_path=$reports/report"
export ZWY_SANITIZED=1 PATIENCE="${PATIENCE:-10}" FLOW_CLOCK="$build/flow/clock.so"
export CK_TIMEOUT_MULTIPLIER="$PATIENCE"
failed=0
layer=${LAYER:-}
[ $# -gt 0 ] || tests/run-unit.sh "$build"/unit/${layer:-*}/*_test || failed=1
[ -n "$layer" ] || tests/flow/run.sh "$build" "$@" || failed=1
findings=0
for report in "$reports"/report*; do
	[ -e "$report" ] || continue
	findings=$((findings + 1))
	sed -n 1,40p "$report"
done
echo "sanitizers: $findings findings"
[ "$failed" -eq 0 ] && [ "$findings" -eq 0 ]
