#!/bin/sh
# Measures the claims and writes bench/RESULTS.md; one line of JSON each on standard output.
#
#     bench/run.sh [PART]...      parts: p1_import p2_read p2_formats p9_summary p12_start p13_size json list patterns writes
#
# BENCH_LONG=1 adds 5,000,000 rows, ROUNDS=n changes the rounds. No result fails the run; a part that
# breaks is said and left out.
set -eu
cd "$(dirname "$0")/.."
build=${build:-build}
export build
parts=${*:-p1_import p2_read p2_formats patterns p9_summary writes p12_start p13_size json list}
lines=$build/bench-results.jsonl
mkdir -p "$build"
: >"$lines"
load_before=$(cut -d' ' -f1 /proc/loadavg)

run_part() {
    case $1 in
    p*_*) "bench/$1.sh" ;;
    *)
        ninja -C "$build" --quiet "bench/bench_$1" >/dev/null || return 1
        if [ "$1" = writes ]; then (folder=$(mktemp -d) && "$build/bench/bench_writes" "$folder" && rmdir "$folder"); else "$build/bench/bench_$1"; fi
        ;;
    esac
}

for part in $parts; do
    printf 'bench: %s\n' "$part" >&2
    run_part "$part" >"$lines.part" || printf 'bench: %s is left out: it broke\n' "$part" >&2
    cat "$lines.part" | tee -a "$lines"
done
rm -f "$lines.part"

machine() {
    cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | sort -u | head -1)
    memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
    . /etc/os-release
    printf '%s, %s cores, %s GiB of memory, %s, Linux %s, gcc %s, SQLite %s' "$cpu" "$(nproc)" "$memory" "$PRETTY_NAME" \
        "$(uname -r | cut -d- -f1)" "$(gcc -dumpfullversion)" "$(sqlite3 --version | cut -d' ' -f1)"
}

{
    echo '# Results of `make bench`'
    echo
    echo "$(date +%Y-%m-%d), Florin $("$build/src/florin" version | sed 's/^florin //'). Machine: $(machine)."
    echo "Load when it began: $load_before (a quiet machine has 0)."
    echo
    echo 'Medians of interleaved rounds. The ratio says how many times better than the opponent; 1 is as good.'
    echo
    echo '| id | what | ours | opponent | theirs | ratio | target | reached |'
    echo '|---|---|---:|---|---:|---:|---|---|'
    awk -f bench/table.awk "$lines"
    echo
    cat bench/limits.md
} >"$lines.md"
[ "$#" -gt 0 ] || cp "$lines.md" bench/RESULTS.md
