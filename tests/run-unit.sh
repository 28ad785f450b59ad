#!/bin/sh
# Run check programs one by one; print the sum in one line; fail when any fails.
set -u
passed=0 failed=0 broken=""
UNIT_TEMPLATE=$(mktemp -d "${TMPDIR:-/tmp}/zwy-unit.XXXXXX") # an empty product, made by the first test that needs one
export UNIT_TEMPLATE
trap 'rm -rf "$UNIT_TEMPLATE"' EXIT
trap 'exit 1' HUP INT TERM
for program in "$@"; do
	output=$("$program" 2>&1) || broken="$broken $program"
	line=$(printf '%s\n' "$output" | grep -E '^[0-9]+%: Checks: ' | tail -n 1)
	checks=$(printf '%s' "$line" | sed -nE 's/.*Checks: ([0-9]+), .*/\1/p')
	bad=$(printf '%s' "$line" | sed -nE 's/.*Failures: ([0-9]+), Errors: ([0-9]+).*/\1 + \2/p')
	if [ -z "$checks" ]; then
		printf '%s\n' "$output"
		echo "$program: no result"
		failed=$((failed + 1))
		continue
	fi
	bad=$(($bad))
	passed=$((passed + checks - bad)) failed=$((failed + bad))
	[ "$bad" -eq 0 ] || printf '%s\n' "$output"
done
echo "unit: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ -z "$broken" ]
