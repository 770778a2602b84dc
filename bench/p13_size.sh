#!/bin/sh
# P13: cost against size. Statements of 10,000, 100,000 and 1,000,000 rows (with BENCH_LONG=1 also 5,000,000)
# are imported into a database each; then the first page of the list, a page behind a cursor, a search for
# a word that is common and for one that is nowhere, and the dashboard's overview are asked for.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
need curl python3 || exit 0
built src/florin bench/took bench/verdict bench/make_statement
rounds=${ROUNDS:-9}
sizes=${SIZES:-10000 100000 1000000}
[ "${BENCH_LONG:-0}" = 0 ] || sizes="$sizes 5000000"

# ask TIMES FILE URL: milliseconds of each of so many answers, added to FILE.
ask() {
    n=0
    while [ $n -lt "$1" ]; do
        curl -sf -o "$work/answer" -w '%{time_total}\n' -H "$sign_in" "$3" | awk '{ print $1 * 1000 }' >>"$2"
        n=$((n + 1))
    done
}

for rows in $sizes; do
    db=sqlite:$work/$rows.db
    new_store "$work/$rows.db"
    took "$work/import.$rows" "$florin" import "$(statement "$rows")" --account Giro --yes --db "$db" >&2
    rm "$work/$rows.csv"
    awk -v rows="$rows" '{ print $1 * 1e6 / rows }' "$work/import.$rows" >"$work/row.$rows"
    awk -v rows="$rows" '{ print $2 * 1e6 / rows }' "$work/import.$rows" >"$work/rowcpu.$rows"
    serve "s$rows" --db "$db" --no-workers
    sign_in="Authorization: Bearer $("$florin" admin token add bench@example.com bench read --db "$db" | tail -1)"
    api=http://127.0.0.1:$port/api/v1
    cursor=$(curl -sf -H "$sign_in" "$api/transactions?limit=200" | sed 's/.*"next_cursor":"\([^"]*\)".*/\1/')
    ask 1 "$work/warm" "$api/transactions?limit=50" # the first answer opens the connection to the database
    ask "$rounds" "$work/first.$rows" "$api/transactions?limit=50"
    ask "$rounds" "$work/next.$rows" "$api/transactions?limit=200&cursor=$cursor"
    ask "$rounds" "$work/search.$rows" "$api/transactions/search?q=salary"
    ask 3 "$work/nowhere.$rows" "$api/transactions/search?q=zzyzx"
    ask "$rounds" "$work/overview.$rows" "$api/reports/overview"
    kill "$server"
done

smallest=${sizes%% *}
against_smallest() {
    for rows in $sizes; do
        if [ "$rows" = "$smallest" ]; then
            verdict id=P13 what="$2, $rows rows" unit="$3" better=less ours="$work/$1.$rows"
        else
            verdict id=P13 what="$2, $rows rows" unit="$3" better=less ours="$work/$1.$rows" \
                opponent="itself with $smallest rows" version= theirs="$work/$1.$smallest" ${4:+ratio=$4}
        fi
    done
}
against_smallest row 'import, a row' us 0.66
against_smallest rowcpu 'import, a row: processor time' us
against_smallest first 'first page of 50 with the total' ms
against_smallest next 'a page of 200 behind a cursor' ms 0.5
against_smallest search 'search for a word that is there' ms
against_smallest nowhere 'search for a word that is nowhere' ms
against_smallest overview "dashboard's overview" ms 0.5
