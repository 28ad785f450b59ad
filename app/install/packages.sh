#!/bin/sh
# Install the named Debian packages that are missing, and say which.  Nothing is
# started by it: a policy that forbids starting services stands while apt runs.
set -eu
# One question for all of them: a process for each would cost every `make run` half a second.
installed=" $(dpkg-query -W -f '${Package} ${Status}\n' "$@" 2>/dev/null | sed -n 's/ install ok installed$//p' | tr '\n' ' ') "
missing=''
for package in "$@"; do
	case $installed in *" $package "*) continue ;; esac
	# Where Node came another way, its package is not needed.
	case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
	missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing"
as_root=''
[ "$(id -u)" -eq 0 ] || as_root=sudo
policy=/usr/sbin/policy-rc.d
made=''
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
	$as_root chmod +x $policy
	made=1
fi
restore() { [ -z "$made" ] || $as_root rm -f $policy; }
trap restore EXIT
[ -n "$(find /var/lib/apt/lists -name '*_Packages*' -mtime -1 2>/dev/null | head -n 1)" ] || $as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
