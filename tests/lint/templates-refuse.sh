#!/bin/sh
# The lint of templates refuses what it says it refuses: one bad template per rule.
set -eu
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/part"
status=0
pragma='{{%AUTOESCAPE context="HTML"}}'
page="$pragma
"

refused() { # what, text of the template
	printf '%s\n' "$2" >"$folder/part/bad.tpl"
	if "$here/templates.sh" "$folder" >"$folder/out" 2>&1; then
		echo "not refused: $1"
		status=1
	fi
}

printf '%s\n<p>{{X}}</p>\n' "$pragma" >"$folder/part/bad.tpl"
"$here/templates.sh" "$folder" || { echo "a good template is refused"; status=1; }

refused 'no pragma' '<p>{{X}}</p>'
refused 'pragma after a newline' "
$pragma<p></p>"
refused 'markup beside the pragma' "$pragma<p></p>"
refused 'a tag over two lines' "$page<p class=\"a\"
  id=\"b\">{{X}}</p>"
refused 'a space at the end of a line' "$page<p>{{X}} 
{{Y}}</p>"
refused 'escaping off' "$page<p>{{X:none}}</p>"
refused 'comment marker' "$page<p>{{! later }}</p>"
refused 'inline style' "$page<p style=\"color:red\"></p>"
refused 'style element' "$page<style>p{}</style>"
refused 'inline script' "$page<script>x()</script>"
refused 'script from elsewhere' "$page<script src=\"https://a.example/x.js\"></script>"
refused 'event attribute' "$page<p onclick=\"x()\"></p>"
refused 'formaction' "$page<button formaction=\"{{X}}\">a</button>"
refused 'formaction that may lead elsewhere' "$page<button formaction=\"/{{X}}\">a</button>"
refused 'unquoted attribute' "$page<p class=a></p>"
refused 'unquoted attribute after a quoted one' "$page<p id=\"a\" class={{X}}></p>"
refused 'lower-case marker' "$page<p>{{name}}</p>"
refused 'value in a query string' "$page<a href=\"/x?q={{X}}\">a</a>"
refused 'text area' "$page<textarea id=\"x\">{{X}}</textarea>"
refused 'input without label' "$page<input name=\"x\">"
refused 'picture elsewhere' "$page<p>{{X:x-picture}}</p>"
refused 'form without csrf' "$page<form method=\"post\"><input type=\"hidden\" name=\"once\" value=\"{{ONCE}}\"></form>"
refused 'once before csrf' "$page<form method=\"post\"><input type=\"hidden\" name=\"once\" value=\"{{ONCE}}\"><input type=\"hidden\" name=\"csrf\" value=\"{{CSRF}}\"></form>"
refused 'open section' "$page<p>{{#X}}</p>"
exit $status
