#!/bin/sh
# Icons as one SVG sprite: sprite.sh NAMES FOLDER > icons.svg
# NAMES lists one bootstrap icon a line; FOLDER holds NAME.svg.
set -eu
names=$1
folder=$2
printf '<svg xmlns="http://www.w3.org/2000/svg">\n'
while read -r name; do
	case $name in '' | '#'*) continue ;; esac
	[ -r "$folder/$name.svg" ] || { echo "sprite.sh: no icon named $name in $folder" >&2; exit 1; }
	tr '\n' ' ' <"$folder/$name.svg" | sed -E \
		-e "s|<svg [^>]*viewBox=\"([^\"]*)\"[^>]*>|<symbol id=\"$name\" viewBox=\"\1\">|" \
		-e 's|</svg>|</symbol>|' -e 's|> +<|><|g' -e 's| +$||'
	printf '\n'
done <"$names"
printf '</svg>\n'
