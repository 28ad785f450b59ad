#!/bin/sh
# ls app is the architecture, and includes keep it:
# - base < data, http < kernel < modules < main.c, serve.c; data and http do not
#   know each other, so the router never opens a database;
# - the press, a program of its own, knows base alone, and nobody knows it;
# - a module sees another only through modules/<m>/<m>.h (or <m>_module.h), and
#   no two modules see each other in a circle;
# - each foreign library stays behind one door, so that it can be reviewed there;
# - base/base.h comes first: it forbids functions for everything after it.
set -eu
cd "$(dirname "$0")/../.."
files=$(find app -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.hh' | sort)

# shellcheck disable=SC2086
awk '
function complain(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; broken = 1 }
function rank(layer) { return layer == "base" ? 0 : layer == "data" || layer == "http" ? 1 : layer == "kernel" ? 2 : layer == "modules" ? 3 : 4 }
FNR == 1 { split(FILENAME, part, "/"); layer = part[3] == "" ? "top" : part[2]; module = layer == "modules" ? part[3] : ""; first = 1 }
/^#include "/ {
	split($2, quoted, "\"")
	path = quoted[2]
	n = split(path, to, "/")
	own = FILENAME; sub(/^app\//, "", own); sub(/\.(c|cc)$/, ".h", own)
	if (first && FILENAME ~ /\.c$/ && path != "base/base.h" && path != own && path != "zwy_verify.h")
		complain("first include is " path ", not base/base.h")
	first = 0
	if (n == 1) {
		if (path != "queries.h" && path != "static_version.h" && layer != "top")
			complain("include path without its layer: " path)
		next
	}
	if (rank(to[1]) > rank(layer))
		complain(layer " includes " path)
	if ((layer == "data" && to[1] == "http") || (layer == "http" && to[1] == "data"))
		complain(layer " includes " path)
	if ((layer == "press") != (to[1] == "press") && (layer != "press" || to[1] != "base"))
		complain((layer == "press" ? "the press" : layer) " includes " path)
	if (module != "" && to[1] == "modules" && to[2] != module) {
		if (path != "modules/" to[2] "/" to[2] ".h" && path != "modules/" to[2] "/" to[2] "_module.h")
			complain("module " module " reaches into " path)
		edge[module, to[2]] = 1
		name[module] = name[to[2]] = 1
	}
}
/^#include </ {
	split($2, angle, /[<>]/)
	library = angle[2]
	file = FILENAME
	if ((library == "sqlite3.h" && layer != "data") || (library == "fcgiapp.h" && file != "app/http/fcgi.c") ||
	    (library ~ /^ctemplate/ && file !~ /^app\/http\/template_(shim|dictionary)\./) || (library == "libfyaml.h" && file != "app/kernel/procedure_yaml.c") ||
	    (library == "magic.h" && file != "app/kernel/filetype.c") || (library == "jansson.h" && file !~ /^app\/(http\/(values_json|json_rows)|kernel\/|modules\/usage\/usage_range)/) ||
	    (library ~ /^archive/ && file != "app/kernel/zip.c") || (library == "xlsxwriter.h" && file != "app/kernel/listing_file.c") || (library ~ /^(pango|cairo|libxml)/ && layer != "press") ||
	    (library == "sodium.h" && file !~ /^app\/(base\/crypt|kernel\/(password|seal[a-z_]*|keys[a-z_]*|sign)|zwy_verify(_dossier)?)\.[ch]$/))
		complain("<" library "> does not belong here")
}
END {
	for (k in name) for (i in name) for (j in name)
		if (((i, k) in edge) && ((k, j) in edge)) edge[i, j] = 1
	for (i in name) if ((i, i) in edge) { print "module " i " takes part in a circle"; broken = 1 }
	exit broken
}' $files
