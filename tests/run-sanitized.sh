#!/bin/sh
# Unit tests and stories of a build with sanitizers:
#   run-sanitized.sh BUILD [STORY …]
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
export ZWY_SANITIZED=1 CK_TIMEOUT_MULTIPLIER=10
failed=0
[ $# -gt 0 ] || tests/run-unit.sh "$build"/unit/*/*_test || failed=1
tests/flow/run.sh "$build" "$@" || failed=1
findings=0
for report in "$reports"/report*; do
	[ -e "$report" ] || continue
	findings=$((findings + 1))
	sed -n 1,40p "$report"
done
echo "sanitizers: $findings findings"
[ "$failed" -eq 0 ] && [ "$findings" -eq 0 ]
