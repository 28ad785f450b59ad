#!/bin/sh
# Small enough to be read in one go: C files of at most 500 lines, functions of
# at most 60 (their braces counted), in tests 80.  A file past it is
# two files; a function past it does two things.
set -eu
cd "$(dirname "$0")/../.."
find app tests/fuzz tests/support tests/unit -name '*.[ch]' -o -name '*.cc' -o -name '*.hh' | sort | xargs awk '
function close_file() {
	if (file != "" && lines > 500) { printf "%s: %d lines, at most 500\n", file, lines; broken = 1 }
}
FNR == 1 { close_file(); file = FILENAME; open = 0 }
{ lines = FNR }
/^\{$/ && before !~ /^(class|namespace)/ { open = FNR; head = before }
/^\}/ && open { if (FNR - open + 1 > (file ~ /^tests/ ? 80 : 60)) { printf "%s:%d: %d lines: %s\n", FILENAME, open, FNR - open + 1, head; broken = 1 } open = 0 }
{ before = $0 }
END { close_file(); exit broken }'
