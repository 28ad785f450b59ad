#!/bin/sh
# Templates keep the rules of templates/README.md.  A refused line is printed
# with its file and number; exit 1 when there is one.
# Run with a folder to look at another one (the lint's own test does).
set -eu
folder=${1:-$(dirname "$0")/../../templates}
icons=$folder/../static/icons.txt
status=0

complain() { # rule, lines
	[ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; status=1; }
}

files=$(find "$folder" -name '*.tpl' | sort)
[ -n "$files" ] || { echo "no templates in $folder"; exit 1; }

for file in $files; do
	[ "$(head -n 1 "$file")" = '{{%AUTOESCAPE context="HTML"}}' ] || complain 'does not begin with the pragma, alone on its line' "$file"
done

# shellcheck disable=SC2086
refuse() { # rule, pattern
	complain "$1" "$(grep -HnoP -- "$2" $files || true)"
}
refuse 'a space at the end of a line is lost: &#32;' '[ \t]$'
refuse 'escaping switched off' '\{\{[^}]*:none\b[^}]*\}\}'
refuse 'a comment marker' '\{\{!'
refuse 'inline style' '<style\b|<[^>]*\sstyle\s*='
refuse 'inline script' '<script(?![^>]*\ssrc="/static/)|javascript:'
refuse 'event attribute' '<[^>]*\son[a-z]+\s*='
refuse 'srcdoc and xlink:href are not escaped by context, nor is formaction but below a path written out' '\s(formaction(?!="/[a-z])|srcdoc|xlink:href)\s*='
refuse 'another server' '\s(src|href|action)="(https?:)?//'
refuse 'marker not in upper case' '\{\{[#/>]?(?![%#/>])(?![A-Z0-9_]+(:[a-z_-]+)*\}\})[^}]*\}\}'
refuse 'value in a query string without url_query_escape' '="[^"]*\?[^"]*=\{\{(?!STATIC_VERSION\}\})[A-Z0-9_]+\}\}'
refuse 'text area without pre_escape' '<textarea[^>]*>\{\{[A-Z0-9_]+\}\}'
refuse 'placeholder instead of a label' '<input(?![^>]*\s(id|aria-label|type="hidden")).*?>'
# shellcheck disable=SC2086
complain 'pictures only in part/picture.tpl' \
	"$(grep -Hno ':x-picture' $files | grep -v '/part/picture\.tpl:' || true)"

# shellcheck disable=SC2086
complain 'unquoted attribute' "$(awk '{ line = $0; gsub(/"[^"]*"/, "\"\"", line)
	if (line ~ /<[a-z][^>]*[ \t][a-zA-Z-]+=[^" \t>]/) print FILENAME ":" FNR ":" $0 }' $files)"

# Every POST form: csrf first and once second, both before anything else is posted.
# shellcheck disable=SC2086
complain 'POST form without csrf and once first' "$(awk '
	BEGIN { want = "<input type=\"hidden\" name=\"csrf\" value=\"{{CSRF}}\"><input type=\"hidden\" name=\"once\" value=\"{{ONCE}}\">" }
	function look() {
	  while (match(text, /<form [^>]*method="post"[^>]*>/)) {
	    text = substr(text, RSTART + RLENGTH)
	    if (index(text, want) != 1) print file
	  }
	}
	FNR == 1 { look(); text = ""; file = FILENAME }
	{ sub(/^ +/, ""); text = text $0 }
	END { look() }' $files)"

# What is written at the edge of a line is lost (STRIP_WHITESPACE): tags are not broken over lines.
# shellcheck disable=SC2086
complain 'a tag that goes on in the next line' "$(awk '{ line = $0; gsub(/\{\{[^}]*\}\}/, "", line); gsub(/"[^"]*"/, "", line)
	if (line ~ /<[a-zA-Z\/][^>]*$/) print FILENAME ":" FNR }' $files)"

# Icons named in templates and in the modules' menus are in the sprite.
if [ -r "$icons" ]; then
	# shellcheck disable=SC2046,SC2086
	for icon in $({
		grep -hoP '/static/icons\.svg\?v=\{\{STATIC_VERSION\}\}#\K[a-z0-9-]+' $files
		grep -hPo '^\t\{"[^"]+", "[^"]+", "/[^"]*", "\K[a-z0-9-]+' $(find "$folder/../app/modules" -name '*.c')
	} | sort -u); do
		grep -qx "$icon" "$icons" || complain 'icon missing in static/icons.txt' "$icon"
	done
fi

# Syntax: ctemplate's own checker, where it is installed.
if command -v ctemplate-make_tpl_varnames_h >/dev/null; then
	# shellcheck disable=SC2046
	errors=$(cd "$folder" && ctemplate-make_tpl_varnames_h -n -q -t. $(find . -name '*.tpl' | sed 's|^\./||') 2>&1) ||
		complain 'syntax' "$errors"
fi
exit $status
