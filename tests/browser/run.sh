#!/bin/sh
# Browser stories against the real thing: nginx, zwy and the keeper with demo
# data, in a temporary folder and on a free port.
#   run.sh [BUILD] [STORY …]        e.g. run.sh build life migration
#   KEEP=1 keeps the folder; SHOTS=DIR takes a picture of every page;
#   SCRIPT=screenshots.mjs runs that instead of the stories.
# The server sees a clock that the stories may move (faketime): waiting periods
# of weeks pass in a second.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${1:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
[ $# -eq 0 ] || shift
[ -x "$build/zwy" ] || { echo "no $build/zwy: run make first" >&2; exit 1; }

stamp=$here/node_modules/.package-lock.json
if [ ! -e "$stamp" ] || [ "$here/package-lock.json" -nt "$stamp" ]; then
	(cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/zwy-browser.XXXXXX")
chmod 755 "$work"
var=$work/var
port=$(node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')

faketime=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
[ -n "$faketime" ] || { echo "faketime is not installed" >&2; exit 1; }
# A Friday morning in Beijing, counted as seconds away from now: every process agrees on it.
START=${START:-2026-11-20T09:00:00+08:00}
printf '+%d\n' $(($(date -d "$START" +%s) - $(date +%s))) | sed 's/^+-/-/' >"$work/clock"

# Only what is given the clock sees it; nginx and the browser do not.
server() {
	env LD_PRELOAD="$faketime" FAKETIME_TIMESTAMP_FILE="$work/clock" FAKETIME_NO_CACHE=1 \
		FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 DOOR_RATE=200r/s \
		"$root/app/install/run.sh" "$1" "$build" "$var" "$port" 1
}
finish() {
	status=$?
	trap - EXIT INT TERM
	server stop >/dev/null 2>&1 || true
	if [ -n "${KEEP:-}" ] || { [ $status -ne 0 ] && [ -n "${KEEP_FAILED:-}" ]; }; then
		echo "kept: $work" >&2
	else
		rm -rf "$work"
	fi
	exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

server start >"$work/start.log" 2>&1 || { cat "$work/start.log" >&2; exit 1; }
"$build/zwy" --data "$var" demo --accounts >"$work/accounts"

mkdir -p "$work/tmp"
BASE="http://127.0.0.1:$port" CLOCK="$work/clock" ACCOUNTS="$work/accounts" TMPDIR="$work/tmp" \
	PID_FILE="$var/run/zwy.pid" LOGS="$var/run/zwy.log $var/run/keeper.log" \
	node "$here/${SCRIPT:-run.mjs}" "$@"
