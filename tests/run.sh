#!/bin/sh
# Runs the whole suite in stages and ends with one line of counts. Every stage's output is kept in
# build/test-logs/STAGE.log and shown when it fails. `tests/run.sh STAGE…` runs only those.
set -u
cd "$(dirname "$0")/.."
root=$PWD
logs=$root/build/test-logs
mkdir -p "$logs"
# What tests leave lies in one folder of this run, also when they were killed. PostgreSQL's user may pass through it.
if [ "${1:-}" != --units ]; then
    TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/florin-run-XXXXXX") && chmod 711 "$TMPDIR" || exit 1
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
fi
if [ -f build/node-path ]; then
    PATH=$(cat build/node-path):$PATH
    export PATH
fi
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export TSAN_OPTIONS=halt_on_error=1:suppressions=$root/tests/tsan.supp
passed=0
failed=0
skipped=0
failures=

# Adds the counts of every closing line in a log: 'N passed, N failed[, N skipped]'.
count_log() {
    awk '{ sub(/^[a-z]+: /, "") }
         /^[0-9]+ passed, [0-9]+ failed/ { p += $1; f += $3; s += $5; n++ }
         END { print p + 0, f + 0, s + 0, n + 0 }' "$1"
}

stage() {
    name=$1
    shift
    log=$logs/$name.log
    start=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    # shellcheck disable=SC2046  # four numbers
    set -- $(count_log "$log")
    p=$1 f=$2 s=$3
    [ "$4" = 0 ] && [ $status = 0 ] && p=1
    [ $status != 0 ] && [ "$f" = 0 ] && f=1
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    word=ok
    if [ $status != 0 ] || [ "$f" != 0 ]; then
        word=FAILED
        failures="$failures $name"
    fi
    printf '%-10s %-7s %6s passed %4s failed %4s skipped  %4ss\n' "$name" $word "$p" "$f" "$s" \
        $(($(date +%s) - start))
    grep -h '^SKIPPED' "$log" | sort | uniq -c | head -n 5
    if [ $word = FAILED ]; then
        grep -v ' passed, 0 failed' "$log" | tail -n 60
    fi
}

# Every unit test program of a build, each with a time limit; the sum decides.
run_units() {
    folder=$1
    bad=0
    for program in "$folder"/tests/test_*; do
        [ -f "$program" ] && [ -x "$program" ] || continue
        echo "== ${program##*/}"
        timeout 600 "$program"
        status=$?
        [ $status -le 1 ] || echo '0 passed, 1 failed'
        [ $status = 0 ] || { bad=1; echo "FAILED ${program##*/}: exit $status"; }
    done
    return $bad
}

build_with() {
    folder=$1
    shift
    [ -f "$folder/build.ninja" ] || meson setup "$folder" "$@" >/dev/null || return 1
    ninja -C "$folder" --quiet
}

with_services() {
    if [ -x tests/services.sh ]; then
        tests/services.sh "$@"
    else
        "$@"
    fi
}

do_clang() {
    CC=clang build_with build-clang --buildtype=debugoptimized
}
do_tidy() {
    build/tools/tidy . &&
        find src tests tools bench -name '*.[ch]' -exec clang-format --dry-run -Werror {} +
}
do_unit() {
    with_services tests/run.sh --units build
}
do_asan() {
    build_with build-asan --buildtype=debug -Db_sanitize=address,undefined &&
        with_services tests/run.sh --units build-asan
}
do_tsan() {
    build_with build-tsan --buildtype=debugoptimized -Db_sanitize=thread &&
        with_services tests/run.sh --units build-tsan
}
# Scripts of tests/*/ that end with a closing line.
do_scripts() {
    bad=0
    for script in tests/*/test_*.sh; do
        [ -f "$script" ] || continue
        echo "== $script"
        timeout 1200 sh "$script"
        status=$?
        [ $status = 0 ] || { bad=1; echo "FAILED $script: exit $status"; }
    done
    return $bad
}
do_fuzz() {
    SECONDS_EACH=${FLORIN_TEST_LONG:+300} SEED=${FLORIN_TEST_LONG:+0} tests/fuzz/run.sh
}
do_page() {
    [ -f web/package.json ] || return 0
    (cd web && npm run --silent check && npm run --silent test && npm run --silent size) &&
        timeout 1500 node tests/page/run.mjs build/florin
}

# A stage's own call, inside the services.
if [ "${1:-}" = --units ]; then
    run_units "$2"
    exit
fi

stages=${*:-clang tidy unit scripts asan tsan fuzz page}
for name in $stages; do
    stage "$name" "do_$name"
done
[ -n "$failures" ] && printf 'Failed stages:%s (logs in build/test-logs)\n' "$failures"
printf '%d passed, %d failed, %d skipped\n' $passed $failed $skipped
[ $failed = 0 ] && [ -z "$failures" ]
