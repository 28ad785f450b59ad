#!/bin/sh
# The matrix of routes and roles:  run.sh BUILD [accept]
set -eu
cd "$(dirname "$0")/../.."
BUILD=$(cd "$1" && pwd)
export BUILD
exec node tests/matrix/matrix.mjs "${2:-compare}"
