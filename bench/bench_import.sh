#!/bin/sh
# P1: `florin import` of a CSV of N rows (parsed, mapped, proved, compared, categorised, durable) against
# sqlite3's .import of the very rows that come out, into the same table with the same indexes, with a
# 64 MB cache: storage alone. Without the two indexes that hold none of these rows, for .import knows no
# NULL and would put them all in. Interleaved rounds, medians. P13: time per row from 10,000 rows on.
#
#     bench/bench_import.sh [ROWS [ROUNDS]]       prints one line of JSON
set -eu
cd "$(dirname "$0")/.."
rows=${1:-1000000}
rounds=${2:-3}
florin=${FLORIN:-build/florin}
work=$(mktemp -d "${TMPDIR:-/tmp}/florin-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

make_csv() {
    awk -v n="$1" 'BEGIN {
        srand(5)
        split("PIZZA HUT DOWNTOWN,STARBUCKS 123,REWE SAGT DANKE 4412,AMAZON MARKETPLACE,SHELL STATION 77,NETFLIX.COM,LIDL DIENSTLEISTUNG,RENT", shop, ",")
        print "Date,Description,Reference,Amount,Balance"
        balance = 100000000
        for (i = 0; i < n; i++) {
            amount = i % 40 == 0 ? 400000 + int(rand() * 9000) : -100 - int(rand() * 9900)
            balance += amount
            text = i % 40 == 0 ? "SALARY ACME GMBH" : i % 9 == 0 ? "SHOP " int(rand() * 5000) : shop[1 + int(rand() * 8)]
            day = int(i * 3650 / n)
            printf "%04d-%02d-%02d,%s,REF%08d,%.2f,%.2f\n", 2015 + int(day / 365), 1 + int(day % 365 / 31), 1 + day % 28, text, i, amount / 100, balance / 100
        }
    }' >"$work/in.csv"
}

now() { date +%s.%N; }
since() { echo "$1 $(now)" | awk '{ printf "%.3f", $2 - $1 }'; }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

import_once() { # folder, file: seconds; the largest memory goes to $work/kib
    rm -rf "$1"
    mkdir -p "$1"
    FLORIN_DATA_FOLDER=$1 "$florin" import --account Empty "$work/small.csv" >/dev/null
    began=$(now)
    FLORIN_DATA_FOLDER=$1 python3 - "$florin" "$2" "$work/kib" <<'PY'
import os, sys
pid = os.fork()
if pid == 0:
    out = os.open("/dev/null", os.O_WRONLY)
    os.dup2(out, 1)
    os.execv(sys.argv[1], [sys.argv[1], "import", "--account", "Checking", "--yes", sys.argv[2]])
_, status, usage = os.wait4(pid, 0)
open(sys.argv[3], "w").write(str(usage.ru_maxrss))
sys.exit(status != 0)
PY
    since "$began"
}

printf 'Date,Description,Amount\n2024-01-02,NOTHING,-1.00\n' >"$work/small.csv"
make_csv 10000
small=$(import_once "$work/ten" "$work/in.csv")
make_csv "$rows"
import_once "$work/data" "$work/in.csv" >/dev/null
sqlite3 "$work/data/florin.db" "SELECT sql || ';' FROM sqlite_master WHERE tbl_name = 'transactions' AND sql IS NOT NULL AND name NOT IN ('transactions_external', 'transactions_of_batch') ORDER BY type DESC" >"$work/schema.sql"
sqlite3 -noheader -csv "$work/data/florin.db" "SELECT * FROM transactions WHERE source_line IS NOT NULL" >"$work/rows.csv"

round=0
while [ $round -lt "$rounds" ]; do
    import_once "$work/data" "$work/in.csv" >>"$work/ours"
    echo >>"$work/ours"
    cat "$work/kib" >>"$work/memory"
    echo >>"$work/memory"
    rm -f "$work/opponent.db"*
    sqlite3 "$work/opponent.db" "PRAGMA journal_mode = WAL" >/dev/null
    sqlite3 "$work/opponent.db" <"$work/schema.sql"
    began=$(now)
    sqlite3 "$work/opponent.db" "PRAGMA synchronous = FULL" "PRAGMA cache_size = -65536" ".mode csv" \
        ".import $work/rows.csv transactions" 2>"$work/complaints"
    [ ! -s "$work/complaints" ] || { head -n 3 "$work/complaints" >&2; exit 1; }
    since "$began" >>"$work/theirs"
    echo >>"$work/theirs"
    round=$((round + 1))
done
ours=$(median "$work/ours")
theirs=$(median "$work/theirs")
echo "$ours $theirs $rows $small $(median "$work/memory")" | awk -v v="$(sqlite3 --version | cut -d' ' -f1)" '{
    printf "{\"claim\": \"P1\", \"rows\": %d, \"seconds\": %.2f, \"sqlite3_import_seconds\": %.2f, \"ratio\": %.2f, \"peak_kib\": %d, \"us_per_row\": %.2f, \"us_per_row_of_10000\": %.2f, \"opponent\": \"sqlite3 %s .import, 64 MB cache\"}\n", $3, $1, $2, $1 / $2, $5, $1 * 1e6 / $3, $4 * 100, v }'
