#!/bin/sh
# Every route says who may and which article it serves ("none" is an answer);
# router_new refuses to start otherwise, this shows that the list is there and
# that no path ends in a place where a stranger deletes or exports without a role.
#   routes.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
"${1:-build}/zwy" routes | awk -F '\t' '
function complain(what) { printf "%s %s: %s\n", $1, $2, what; broken = 1 }
{ n++ }
NF != 4 { complain("not four columns") }
$1 !~ /^(GET|POST)$/ { complain("method") }
# What a machine may by its token no person may, and the other way round.
($2 ~ /^\/api\//) != ($3 ~ /^MAY_PUSH_/) { complain("a path below /api/ and a permission of tokens go together") }
$2 !~ /^\// { complain("path") }
$3 == "" || $3 ~ /undeclared|\?/ { complain("no permission") }
$4 !~ /^(none|[0-9]+(,[0-9]+)*)$/ { complain("no article") }
tolower($3) ~ /public/ && $2 !~ /^\/(sign-in|activate|healthz|announcements(\/:id)?|guide.*)$/ { complain("public") }
END { if (n < 20) { print n " routes only"; broken = 1 } exit broken }'
