#!/bin/sh
# Start and stop a development installation:  run.sh start|stop BUILD VAR PORT DEMO
# PATIENCE=5: wait so many times longer, for a build that is slow.
# Data stay in VAR; a second start keeps them.
set -eu
verb=$1 build=$2 var=$3 port=$4 demo=$5
mkdir -p "$var"
var=$(cd "$var" && pwd -P)
build=$(cd "$build" && pwd)
run=$var/run
zwy="$build/zwy --data $var"

# Ours is one that names this folder: after a crash or a restart of the machine the
# number may be somebody else's, and it must not be ended.  One that has ended and
# waits to be collected (for ever, in some containers) names nothing.
running() { tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "$var"; }
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

answers() { curl -sf -m 10 -o /dev/null "http://127.0.0.1:$1/healthz"; }

tell() {
	if accounts=$($zwy demo --accounts 2>/dev/null); then
		echo "demo accounts (login, password, role, organisation):"
		echo "$accounts" | awk -F '\t' '{printf "  %-20s %-18s %-18s %s\n", $1, $2, $3, $4}'
	elif [ "$demo" = 1 ]; then
		echo "the data in $var are no demo data, so there are no demo accounts; VAR=FOLDER takes another folder"
	fi
	echo "$1 on http://127.0.0.1:$port/" # last: the accounts fill more than a screen
}

# The second start.  Where one of the three is missing, they are started together.
running_already() {
	alive "$run/zwy.pid" || return 1
	at=$(sed -n 's/.*listen 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$run/nginx.conf" | head -n 1)
	alive "$run/nginx.pid" && alive "$run/keeper.pid" && answers "$at" || { stop; return 1; }
	if [ "$at" != "$port" ]; then
		echo "the data in $var are being served on http://127.0.0.1:$at/; for another port: make stop, then make run PORT=$port" >&2
		exit 1
	fi
	tell "already running"
}

start() {
	if running_already; then exit 0; fi
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
		answers "$port" && break
		sleep 0.02
	done
	if ! answers "$port"; then
		tail -n 20 "$run/zwy.log" >&2
		echo "no page answers on port $port, see $run/zwy.log and $run/nginx.log" >&2
		stop
		exit 1
	fi
	# The codes of the first administrators, as long as nobody has used one.
	[ "$demo" = 1 ] || $zwy user first || true
	tell "zwy runs"
}

case $verb in
start) start ;;
stop) stop ;;
esac
