#!/bin/sh
# Lines and branches that the unit tests reach, a line a room, from gcc's own counters.
#
#     tools/coverage.sh [TEST]...     these test programs (auth, text…), or all
#
# Builds in build-cov/. Branches of assert() that end the program are not counted as missed ones.
set -eu
cd "$(dirname "$0")/.."
[ -f build-cov/build.ninja ] || meson setup build-cov --buildtype=debug -Db_coverage=true >/dev/null
ninja -C build-cov --quiet
find build-cov -name '*.gcda' -delete
# shellcheck disable=SC2046,SC2012  # names of programs
[ $# -gt 0 ] || set -- $(ls build-cov/tests | sed -n 's/^test_\([a-z_]*\)$/\1/p')
for name in "$@"; do
    tests/services.sh timeout 900 "build-cov/tests/test_$name" >"build-cov/$name.log" 2>&1 ||
        echo "coverage: test_$name failed or ran too long, its counts are kept: build-cov/$name.log" >&2
done
find build-cov/src -name '*.gcda' >build-cov/counters
exec python3 tools/coverage.py build-cov/counters
