#!/bin/sh
# The demo is told on any day at any hour: its months, working days and deadlines
# are those of the day it is made on.
#   days.sh BUILD            a dozen days on which calendars are odd
#   days.sh BUILD YEAR       every day of a year, at hours that vary
#   days.sh BUILD DAY …      2026-10-31T23:30:00
# Each must build without complaint and show every state of every procedure.
set -u
cd "$(dirname "$0")/../.."
build=$1
shift
export TZ=Asia/Shanghai
work=$(mktemp -d "${TMPDIR:-/tmp}/zwy-days.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
faketime=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
[ -n "$faketime" ] || { echo "faketime is not installed" >&2; exit 1; }

# First and last working days, weekends, before and after holidays, a day worked
# instead, the 31st, ends of a quarter, of a year and of February; before and
# after office hours.
odd='2026-01-01T00:10:00 2026-01-31T23:50:00 2026-02-28T12:00:00 2026-03-31T18:30:00 2026-05-01T10:00:00
2026-06-30T08:00:00 2026-08-01T09:00:00 2026-08-31T17:59:00 2026-09-30T16:00:00 2026-10-09T09:05:00 2026-11-02T09:30:00
2026-12-31T23:59:00'

every_day() { # year: the hour moves on by seven from day to day
	day=$(date -d "$1-01-01" +%s)
	n=0
	while [ "$(date -d "@$day" +%Y)" = "$1" ]; do
		printf '%s ' "$(date -d "@$((day + n * 7 % 24 * 3600 + n * 13 % 60 * 60))" +%Y-%m-%dT%H:%M:%S)"
		day=$((day + 86400))
		n=$((n + 1))
	done
}

tell() { # 2026-10-31T23:30:00
	folder=$work/$1
	mkdir "$folder"
	offset=$(($(date -d "$1" +%s) - $(date +%s)))
	case $offset in -*) ;; *) offset=+$offset ;; esac
	if ! env LD_PRELOAD="$faketime" FAKETIME="$offset" FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 \
		"$build/zwy" --data "$folder" demo >"$folder.log" 2>&1; then
		echo "FAIL $1: $(grep -v '^<6>' "$folder.log" | tail -n 3)"
		return 1
	fi
	wanted=$("$build/zwy" --data "$folder" procedure list 2>/dev/null | awk -F '\t' '{ n += $5 } END { print n }')
	told=$(sqlite3 -readonly "$folder/app.db" 'SELECT count(*) FROM (SELECT DISTINCT procedure_key, state FROM matter)')
	rm -rf "$folder"
	[ "$told" = "$wanted" ] || { echo "FAIL $1: matters in $told of $wanted states"; return 1; }
}

case ${1:-} in
'') list=$odd ;;
????) list=$(every_day "$1") ;;
*) list=$* ;;
esac
# Two at a time; each leaves its line of failure in a file.
tell_some() { for one in "$@"; do tell "$one" >"$work/$one.told" || true; done; }
half() { n=0; for one in $list; do [ $((n % 2)) -ne "$1" ] || printf '%s ' "$one"; n=$((n + 1)); done; }
# shellcheck disable=SC2046
tell_some $(half 0) &
# shellcheck disable=SC2046
tell_some $(half 1)
wait
failed=0 passed=0
for one in $list; do
	if [ -s "$work/$one.told" ]; then failed=$((failed + 1)); cat "$work/$one.told"; else passed=$((passed + 1)); fi
done
echo "demo-days: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
