#!/bin/sh
# SQL stands in db/queries and db/migrations and nowhere else, so that it can be
# read, prepared and reviewed as a whole:
# - no statement in a string of C outside app/data, no sqlite3 outside app/data;
# - a query that orders rows says how many it may give (LIMIT), or why it needs
#   them all: "rows: all (reason)" in its head;
# - no SELECT *: a new column must not change what C reads from left to right;
# - no query that nobody asks: what is not run is not read either;
# - :org in `scope: org` is checked where the list is made (app/data/gen-queries.awk).
set -eu
cd "$(dirname "$0")/../.."
broken=0

# GNU grep -w would take FIELD_SELECT for a word's end; \< does not.
words='\<(SELECT|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ SET|DELETE FROM|REPLACE INTO|PRAGMA|CREATE (TABLE|INDEX|TRIGGER|VIEW)|DROP (TABLE|INDEX|TRIGGER|VIEW)|ALTER TABLE|ORDER BY|GROUP BY|LEFT JOIN|BEGIN IMMEDIATE)\>'
if grep -rnE --include='*.c' --include='*.h' --include='*.cc' "^([^\"]*\"[^\"]*\")*[^\"]*\"[^\"]*$words" app --exclude-dir=data; then
	echo "sql.sh: SQL outside app/data and db (lines above)" >&2
	broken=1
fi
if grep -rnE --include='*.c' --include='*.h' --include='*.cc' '\<sqlite3(\.h|_[a-z])' app --exclude-dir=data; then
	echo "sql.sh: sqlite3 outside app/data (lines above)" >&2
	broken=1
fi

unasked=$({
	grep -rhoE --include='*.c' --include='*.h' '\<Q_[A-Z0-9_]+' app | sort -u | sed 'p' # twice: only a name that stands alone is unasked
	sed -nE 's/^--[ \t]*name:[ \t]*([a-z0-9_]+).*/Q_\1/p' db/queries/*.sql | tr a-z A-Z
} | sort | uniq -u)
if [ -n "$unasked" ]; then
	echo "sql.sh: queries that nobody asks:" $unasked >&2
	broken=1
fi

for file in db/queries/*.sql; do
	[ -e "$file" ] || continue
	awk '
	function finish() {
		if (name == "")
			return
		if (mode == "read" && body ~ /[^A-Z_]ORDER BY[^A-Z_]/ && body !~ /[^A-Z_]LIMIT[^A-Z_]/ && !all)
			complain("orders rows without LIMIT, and its head has no \"rows: all (reason)\"")
		if (body ~ /SELECT[ \n]+([a-z_]+\.)?\*/)
			complain("SELECT *: name the columns")
	}
	function complain(what) {
		printf "%s:%d: %s: %s\n", FILENAME, line, name, what
		broken = 1
	}
	/^--[ \t]*name:/ {
		finish()
		line = FNR
		name = $0
		sub(/^--[ \t]*name:[ \t]*/, "", name)
		sub(/[ \t].*/, "", name)
		mode = $0 ~ /mode:[ \t]*read/ ? "read" : "write"
		all = $0 ~ /rows:[ \t]*all[ \t]*\([^)]/
		body = " "
		next
	}
	{ sub(/--.*/, ""); body = body $0 "\n " }
	END { finish(); exit broken }' "$file" || broken=1
done >&2
exit "$broken"
