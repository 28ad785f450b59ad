#!/bin/sh
# The lint of templates refuses what it says it refuses: one bad template per rule.
set -eu
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/part"
status=0
pragma='{{%AUTOESCAPE context="HTML"}}'

refused() { # what, text of the template
	printf '%s\n' "$2" >"$folder/part/bad.tpl"
	if "$here/templates.sh" "$folder" >"$folder/out" 2>&1; then
		echo "not refused: $1"
		status=1
	fi
}

printf '%s<p>{{X}}</p>\n' "$pragma" >"$folder/part/bad.tpl"
"$here/templates.sh" "$folder" || { echo "a good template is refused"; status=1; }

refused 'no pragma' '<p>{{X}}</p>'
refused 'pragma after a newline' "
$pragma<p></p>"
refused 'escaping off' "$pragma<p>{{X:none}}</p>"
refused 'comment marker' "$pragma<p>{{! later }}</p>"
refused 'inline style' "$pragma<p style=\"color:red\"></p>"
refused 'style element' "$pragma<style>p{}</style>"
refused 'inline script' "$pragma<script>x()</script>"
refused 'script from elsewhere' "$pragma<script src=\"https://a.example/x.js\"></script>"
refused 'event attribute' "$pragma<p onclick=\"x()\"></p>"
refused 'formaction' "$pragma<button formaction=\"{{X}}\">a</button>"
refused 'unquoted attribute' "$pragma<p class=a></p>"
refused 'unquoted attribute after a quoted one' "$pragma<p id=\"a\" class={{X}}></p>"
refused 'lower-case marker' "$pragma<p>{{name}}</p>"
refused 'value in a query string' "$pragma<a href=\"/x?q={{X}}\">a</a>"
refused 'text area' "$pragma<textarea id=\"x\">{{X}}</textarea>"
refused 'input without label' "$pragma<input name=\"x\">"
refused 'picture elsewhere' "$pragma<p>{{X:x-picture}}</p>"
refused 'form without csrf' "$pragma<form method=\"post\"><input type=\"hidden\" name=\"once\" value=\"{{ONCE}}\"></form>"
refused 'once before csrf' "$pragma<form method=\"post\"><input type=\"hidden\" name=\"once\" value=\"{{ONCE}}\"><input type=\"hidden\" name=\"csrf\" value=\"{{CSRF}}\"></form>"
refused 'open section' "$pragma<p>{{#X}}</p>"
exit $status
