#!/bin/sh
# Builds every fuzzer with clang, ASan and UBSan and runs each for SECONDS_EACH (5) seconds over its
# corpus: tests/fuzz/corpus/NAME/ and, where a harness names them in NAME.seeds, the text cases.
# SEED (1) makes a run repeat the last one as far as its time reaches; 0 searches somewhere new.
# Ends with a line of counts; what broke a fuzzer stays in build-fuzz/crash-*.
set -u
cd "$(dirname "$0")/../.."
seconds=${SECONDS_EACH:-5}
seed=${SEED:-1}
if [ ! -f build-fuzz/build.ninja ]; then
    CC=clang meson setup build-fuzz --buildtype=debugoptimized -Dfuzz=true \
        -Db_sanitize=address,undefined -Db_lundef=false >/dev/null || exit 1
fi
ninja -C build-fuzz --quiet || exit 1
passed=0
failed=0
for program in build-fuzz/tests/fuzz_*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    name=${program##*/fuzz_}
    seeds=
    [ -d "tests/fuzz/corpus/$name" ] && seeds=tests/fuzz/corpus/$name
    [ -f "tests/fuzz/$name.seeds" ] && seeds="$seeds $(grep -v '^#' "tests/fuzz/$name.seeds")"
    work=build-fuzz/found/$name
    mkdir -p "$work"
    # shellcheck disable=SC2086  # a list of folders
    if "$program" -seed="$seed" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
        -verbosity=0 -print_final_stats=1 -artifact_prefix="build-fuzz/crash-$name-" "$work" $seeds \
        >"build-fuzz/$name.log" 2>&1; then
        passed=$((passed + 1))
        printf '%-24s %s executions\n' "$name" \
            "$(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$name.log")"
    else
        failed=$((failed + 1))
        echo "FAILED fuzz_$name"
        grep -E 'Assertion|ERROR|SUMMARY|runtime error|written to|^ +#[0-9]+ .*(src|tests)/' \
            "build-fuzz/$name.log" | head -n 20
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
