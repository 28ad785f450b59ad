#!/bin/sh
# Start and stop a development installation:  run.sh start|stop BUILD VAR PORT DEMO
# PATIENCE=5: wait so many times longer, for a build that is slow.
# Data stay in VAR; a second start keeps them.
set -eu
verb=$1 build=$2 var=$3 port=$4 demo=$5
mkdir -p "$var"
var=$(cd "$var" && pwd)
build=$(cd "$build" && pwd)
run=$var/run
zwy="$build/zwy --data $var"

# A process that has ended and waits to be collected is not alive: where nothing
# collects orphans (some containers) it would seem to run for ever.
running() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }
alive() { [ -s "$1" ] && running "$(cat "$1")"; }

stop_one() { # pid file
	alive "$1" || { rm -f "$1"; return 0; }
	pid=$(cat "$1")
	kill "$pid"
	for _ in $(seq 1 $((800 * ${PATIENCE:-1}))); do running "$pid" || break; sleep 0.05; done
	rm -f "$1"
}

stop() {
	stop_one "$run/nginx.pid"
	stop_one "$run/zwy.pid"
	stop_one "$run/keeper.pid"
}

make_data() {
	verb=migrate
	[ -e "$var/app.db" ] || {
		echo "making the database in $var"
		# The demo makes its own database: its log begins when its story does.
		[ "$demo" = 0 ] || verb=demo
	}
	# What it logs is for who looks for a fault, and then all of it.
	$zwy $verb >"$run/data.log" 2>&1 || { cat "$run/data.log" >&2; exit 1; }
}

start_keeper() {
	alive "$run/keeper.pid" && return 0
	mkdir -p "$run"
	$zwy keeper </dev/null >/dev/null 2>>"$run/keeper.log" &
	echo $! >"$run/keeper.pid"
	for _ in $(seq 1 $((500 * ${PATIENCE:-1}))); do [ -S "$run/keeper.sock" ] && return 0; sleep 0.01; done
	echo "the keeper did not start, see $run/keeper.log" >&2
	exit 1
}

# Before anything is made: nginx would say it last, in words of its own.  7: nobody listens.
port_free() {
	code=0
	curl -s -m 2 -o /dev/null "http://127.0.0.1:$port/" || code=$?
	[ "$code" = 7 ]
}

start() {
	if alive "$run/zwy.pid"; then echo "already running on http://127.0.0.1:$port/"; exit 0; fi
	if ! port_free; then
		echo "port $port is taken by another program; stop it, or choose another: make run PORT=$((port + 1))" >&2
		exit 1
	fi
	mkdir -p "$run"
	make_data
	start_keeper
	$zwy serve </dev/null >/dev/null 2>>"$run/zwy.log" &
	"$(dirname "$0")/nginx.sh" "$run" "$build/static" "$port"
	nginx -e "$run/nginx.log" -p "$run" -c "$run/nginx.conf" </dev/null >/dev/null
	for _ in $(seq 1 $((500 * ${PATIENCE:-1}))); do
		[ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/healthz" || true)" = 200 ] && break
		sleep 0.02
	done
	if ! curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; then
		tail -n 20 "$run/zwy.log" >&2
		echo "no page answers on port $port, see $run/zwy.log and $run/nginx.log" >&2
		stop
		exit 1
	fi
	if [ "$demo" = 1 ]; then
		echo "demo accounts (login, password, role, organisation):"
		$zwy demo --accounts | awk -F '\t' '{printf "  %-20s %-18s %-18s %s\n", $1, $2, $3, $4}'
	elif [ -z "$(find "$var/app.db" -newer "$run/first" 2>/dev/null)" ]; then
		$zwy user first || true
	fi
	echo "zwy runs on http://127.0.0.1:$port/" # last: the accounts fill more than a screen
}

case $verb in
start) start ;;
stop) stop ;;
esac
