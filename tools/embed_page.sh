#!/bin/sh
# embed_page.sh EMBED OUT.c DIST: the built page as a C file, or an empty set when it has not been built.
# OUT.c is only touched when something changed, so that nothing is compiled again without need.
set -eu
embed=$1 out=$2 dist=$3
new=$out.new
if [ -f "$dist/index.html" ]; then
    find "$dist" -type f ! -path '*/.vite/*' | LC_ALL=C sort | xargs "$embed" page_files "$new" "$dist"
else
    printf '#include "base/embedded.h"\nextern const EmbeddedSet page_files;\nconst EmbeddedSet page_files = { 0 };\n' >"$new"
fi
if cmp -s "$new" "$out" 2>/dev/null; then
    rm "$new"
else
    mv "$new" "$out"
fi
