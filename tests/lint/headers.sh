#!/bin/sh
# Each header compiles alone: whoever includes it needs nothing before it but
# base/base.h, which every C file has first.
#   headers.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
foreign=$(pkg-config --cflags-only-I pangocairo libxml-2.0)
export foreign
find app -name '*.h' | sort | xargs -P "$(nproc)" -n 8 sh -c '
	build=$0
	status=0
	for header in "$@"; do
		gcc -fsyntax-only -std=c17 -D_GNU_SOURCE -Iapp -I"$build/gen" $foreign -include base/base.h \
			-Wall -Wextra -Werror -x c "$header" -Wno-error=unused-const-variable 2>&1 | grep -v "pragma once in main file" | grep . && { echo "$header does not compile alone"; status=1; }
	done
	exit $status' "$build"
