# db/queries/*.sql -> queries.h (enum query_name) and queries.c (query_table).
#   awk -v out=build/gen -f app/data/gen-queries.awk db/queries/*.sql
# Every statement has a head:
#   -- name: matter_find   mode: read   scope: org
#   -- name: job_due       mode: write  scope: system (the clerk works for everybody)
# and runs until the next head or the end of the file.  Lines that are comments
# only, and blank ones, are left out.  Complains with file:line, all at once.

function complain(place, message) {
	print place ": " message > "/dev/stderr"
	broken = 1
}

# The word after "key:" in a head, or "".
function value(line, key,    rest) {
	if (!match(line, "[ \t]" key ":[ \t]*"))
		return ""
	rest = substr(line, RSTART + RLENGTH)
	sub(/[ \t].*$/, "", rest)
	return rest
}

# What stands after "scope: system".
function reason(line) {
	sub(/^.*[ \t]scope:[ \t]*[a-z]*/, "", line)
	gsub(/[ \t()]/, "", line)
	return line
}

# Close the statement under way.
function finish(    bare) {
	if (!open)
		return
	open = 0
	sub(/[ \t\n;]+$/, "", body)
	if (body == "")
		complain(place, name ": no statement under the head")
	bare = body
	gsub(/--[^\n]*/, "", bare)
	if (scope == "org" && bare !~ /:org([^A-Za-z0-9_]|$)/)
		complain(place, name ": scope org, but :org is not in the statement")
	names[count] = name
	texts[count] = body
	modes[count] = mode
	scopes[count] = scope
	places[count] = place
	count++
}

# As a C string, one line of source a line of text; \? because of trigraphs.
function quoted(text,    parts, lines, i, result) {
	gsub(/\\/, "\\\\\\\\", text) # twice read: as a string, as a replacement
	gsub(/"/, "\\\"", text)
	gsub(/\?/, "\\?", text)
	gsub(/\t/, " ", text)
	lines = split(text, parts, "\n")
	result = ""
	for (i = 1; i <= lines; i++)
		result = result "\n\t \"" parts[i] (i < lines ? "\\n\"" : "\"")
	return result
}

BEGIN {
	count = 0
	open = 0
	header = out "/queries.h"
	source = out "/queries.c"
	if (ARGC < 2)
		exit # no files: awk would read its input; END still writes the empty list
}

FNR == 1 { finish() }

{ sub(/\r$/, "") }

/^--[ \t]*name:/ {
	finish()
	place = FILENAME ":" FNR
	head = $0
	sub(/^--/, "", head)
	name = value(head, "name")
	mode = value(head, "mode")
	scope = value(head, "scope")
	body = ""
	open = 1
	if (name !~ /^[a-z][a-z0-9_]*$/)
		complain(place, "name missing, or not in lower case: " name)
	else if (name in seen)
		complain(place, name ": already defined at " seen[name])
	else
		seen[name] = place
	if (mode == "")
		complain(place, name ": mode missing")
	else if (mode != "read" && mode != "write")
		complain(place, name ": mode is read or write, not " mode)
	if (scope == "")
		complain(place, name ": scope missing")
	else if (scope != "org" && scope != "system")
		complain(place, name ": scope is org or system, not " scope)
	else if (scope == "system" && reason(head) == "")
		complain(place, name ": scope system needs a reason after it")
	next
}

/^[ \t]*--/ || /^[ \t]*$/ { next }

!open {
	complain(FILENAME ":" FNR, "a statement without a head (-- name: … mode: … scope: …)")
	next
}

{ body = body (body == "" ? "" : "\n") $0 }

END {
	finish()
	if (broken)
		exit 1
	print "/* Made by app/data/gen-queries.awk from db/queries; changes here are lost. */" > header
	print "#ifndef GEN_QUERIES_H\n#define GEN_QUERIES_H\n\nenum query_name {" > header
	for (i = 0; i < count; i++)
		print "\tQ_" toupper(names[i]) "," > header
	print "\tQUERY_COUNT\n};\n\n#endif" > header
	close(header)
	print "/* Made by app/data/gen-queries.awk from db/queries; changes here are lost. */" > source
	print "#include \"base/base.h\"\n\n#include \"data/query.h\"\n" > source
	print "const struct query_text query_table[] = {" > source
	for (i = 0; i < count; i++)
		print "\t{\"" names[i] "\"," quoted(texts[i]) ",\n\t QUERY_" toupper(modes[i]) ", SCOPE_" toupper(scopes[i]) \
			", \"" places[i] "\"}," > source
	print "\t{NULL, NULL, QUERY_READ, SCOPE_SYSTEM, NULL},\n};" > source
	close(source)
}
