#!/bin/sh
# Write nginx's configuration into the run folder:
#   nginx.sh RUN STATIC PORT
# Development: loopback only, own pid file and temporary folders.  `user root`
# when root, because checkouts lie in folders that www-data cannot enter.
set -eu
run=$1 static=$2 port=$3
[ "$(id -u)" -eq 0 ] && user='user root;' || user=''
mkdir -p "$run"
fill() {
	sed -e "s|@USER@|$user|" -e "s|@RUN@|$run|g" -e "s|@TEMP@|$run|g" -e "s|@ETC@|$run|g" -e "s|@STATIC@|$static|" \
		-e "s|@LISTEN@|127.0.0.1:$port|" -e "s|@DOOR_RATE@|${DOOR_RATE:-20r/s}|" -e 's|@HOST@|$host:$server_port|'
}
here=$(dirname "$0")/../../nginx
fill <"$here/zwy.conf.in" >"$run/nginx.conf"
fill <"$here/server.conf.in" >"$run/server.conf"
fill <"$here/fastcgi.conf.in" >"$run/fastcgi.conf"
