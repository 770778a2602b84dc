#!/bin/sh
# P1: florin import of a statement of 1,000,000 rows into an account: parsed, mapped, proved,
# de-duplicated, categorised, durable; against sqlite3's .import of the same rows, as the import left them,
# into the same table with the same indexes, with a cache of 64 MB. Interleaved rounds, medians.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
need sqlite3 || exit 0
built src/florin bench/took bench/verdict bench/make_statement
rounds=${ROUNDS:-3}
rows=${ROWS:-1000000}
file=$(statement "$rows")
ours=$work/ours.db
theirs=$work/theirs.db
version=$(sqlite3 --version | cut -d' ' -f1)

import() {
    new_store "$ours"
    took "$work/import" "$florin" import "$file" --account Giro --yes --db "sqlite:$ours" >&2
}

# Rows as CSV have an empty text where the table has NULL: the partial indexes leave those out instead.
prepare() {
    sqlite3 -csv "$ours" 'SELECT * FROM transactions' >"$work/rows.csv"
    sqlite3 "$ours" '.schema transactions' | sed "s/IS NOT NULL/<> ''/g" >"$work/schema.sql"
}

bare() {
    rm -f "$theirs"
    sqlite3 "$theirs" <"$work/schema.sql"
    took "$work/bare" sqlite3 "$theirs" 'PRAGMA cache_size = -65536' ".import --csv $work/rows.csv transactions" >&2
    [ "$(sqlite3 "$theirs" 'SELECT count(*) FROM transactions')" = "$rows" ]
}

# What the program takes with nothing to do.
new_store "$ours"
serve idle --db "sqlite:$ours"
sleep 1
idle_kib=$(awk '/RssAnon|RssShmem/ { n += $2 } END { print n }' /proc/"$server"/status)
kill "$server"

i=0
while [ $i -lt "$rounds" ]; do
    import
    [ -s "$work/rows.csv" ] || prepare
    bare
    i=$((i + 1))
done
for side in import bare; do
    column 1 <"$work/$side" >"$work/$side.s"
    column 2 <"$work/$side" >"$work/$side.cpu"
done
awk -v idle="$idle_kib" '{ printf "%.1f\n", $3 - idle / 1024 }' "$work/import" >"$work/import.mib"
what="import of $rows rows"
verdict id=P1 what="$what" unit=s better=less ours="$work/import.s" \
    opponent='sqlite3 .import, same rows, table and indexes' version="$version" theirs="$work/bare.s" ratio=1
verdict id=P1 what="$what: processor time" unit=s better=less ours="$work/import.cpu" \
    opponent='sqlite3 .import, same rows, table and indexes' version="$version" theirs="$work/bare.cpu"
verdict id=P1 what="$what: private memory of all its processes above the idle program's" unit=MiB better=less \
    ours="$work/import.mib" bound=64
