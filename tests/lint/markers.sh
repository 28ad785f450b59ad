#!/bin/sh
# Marker names are literals in C or columns of queries; ctemplate says nothing
# about one that fits nowhere.  So: what C sets stands in a template, and what a
# template shows is set by somebody.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

grep -rhoP '\{\{[#>]?\K[A-Z][A-Z0-9_]*(?=[:}])' templates --include='*.tpl' | sort -u >"$work/shown"

# Second argument of the dict_ functions, section of a listing, names of globals.
find app -name '*.c' -exec cat {} + | tr '\n' ' ' |
	grep -oP '\b(dict_\w+|page_global|listing_fill|csv_page_form)\((?:[^;"]|"(?![A-Z][A-Z0-9_]*"))*"\K[A-Z][A-Z0-9_]*(?=")' |
	sort -u >"$work/set"
comm -23 "$work/set" "$work/shown" >"$work/lost"
if [ -s "$work/lost" ]; then
	echo 'set in C, in no template:'
	while read -r marker; do grep -rn "\"$marker\"" app --include='*.c'; done <"$work/lost"
	status=1
fi

# Anything that looks like a marker in C, and every column of a query (x_if sets X).
{
	find app -name '*.c' -exec grep -ohP '"\K[A-Z][A-Z0-9_]*(?=")' {} +
	grep -hv '^--' db/queries/*.sql | tr -cs 'a-z0-9_' '\n' | sed 's/_if$//' | tr 'a-z' 'A-Z'
} | sort -u >"$work/known"
comm -13 "$work/known" "$work/shown" >"$work/unset"
if [ -s "$work/unset" ]; then
	echo 'in a template, set by nobody:'
	while read -r marker; do
		printf '%s: %s\n' "$marker" "$(grep -rlE "\{\{[#>]?$marker[:}]" templates --include='*.tpl' | tr '\n' ' ')"
	done <"$work/unset"
	status=1
fi

# A list as a file holds what the page shows, no more.
grep -rhoP '\{"([A-Z0-9_]+\.)?\K[A-Z][A-Z0-9_]*(?=", "[^"]*", CELL_)' app --include='*.c' | sort -u >"$work/filed"
comm -23 "$work/filed" "$work/shown" >"$work/lost"
if [ -s "$work/lost" ]; then
	echo 'in the file of a list, on no page:'
	while read -r marker; do grep -rn "$marker\", \".*CELL_" app --include='*.c'; done <"$work/lost"
	status=1
fi

# Templates named in C exist.
for template in $(find app -name '*.c' -exec grep -ohP '"\K[a-z_/]+\.tpl(?=")' {} + | sort -u); do
	[ -f "templates/${template#templates/}" ] || { echo "no such template: $template"; status=1; }
done
exit $status
