#!/bin/sh
# Builds the page into web/dist when something of it changed.
set -eu
cd "$(dirname "$0")/.."
[ -f web/package.json ] || exit 0
if [ -f build/node-path ]; then
    PATH=$(cat build/node-path):$PATH
    export PATH
fi
sources='web/src web/public web/index.html web/vite.config.ts web/package-lock.json web/tsconfig.json'
present=
for source in $sources; do
    [ -e "$source" ] && present="$present $source"
done
# shellcheck disable=SC2086  # a list of paths
if [ -f web/dist/index.html ] &&
    [ -z "$(find $present -type f -newer web/dist/index.html -print -quit)" ]; then
    exit 0
fi
if [ ! -d web/node_modules ]; then
    echo 'page: its packages are not installed; run `make setup` first' >&2
    exit 1
fi
echo 'page: building'
cd web && npm run --silent build
touch dist/index.html
