#!/bin/sh
# P12: from the start of the program to its first answer, what it holds while nobody asks, its size; nginx
# beside it. Medians.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
need nginx curl || exit 0
built src/florin bench/verdict bench/first_answer
rounds=${ROUNDS:-7}
new_store "$work/florin.db"
printf '{"status": "ok"}' >"$work/ok"
version=$(nginx -v 2>&1 | sed 's|.*/||;s| .*||')
port=$(free_port)
other=$(free_port)
conf=$(nginx_conf n "$other" off "$work/ok")
i=0
while [ $i -lt "$rounds" ]; do
    "$build/bench/first_answer" "$port" /health/live "$florin" serve --listen "127.0.0.1:$port" \
        --db "sqlite:$work/florin.db" >>"$work/ours" 2>>"$work/log"
    "$build/bench/first_answer" "$other" / nginx -c "$conf" -p "$work/n" >>"$work/theirs" 2>>"$work/log"
    i=$((i + 1))
done
for side in ours theirs; do
    column 1 <"$work/$side" >"$work/$side.ms"
    column 2 <"$work/$side" >"$work/$side.resident"
    column 3 <"$work/$side" >"$work/$side.private"
done
beside() {
    verdict id=P12 what="$1" unit="$2" better=less ours="$work/ours.$3" opponent=nginx version="$version" \
        theirs="$work/theirs.$3" ${4:+bound=$4}
}
beside 'from start to the first answer' ms ms 100
beside 'resident while idle, all processes, pages of files counted in each' MiB resident 30
beside 'private memory while idle, all processes' MiB private
size() { awk -v n="$(stat -c %s "$1")" 'BEGIN { printf "%.2f\n", n / 1048576 }'; }
size "$florin" >"$work/whole"
strip -o "$work/stripped" "$florin"
size "$work/stripped" >"$work/small"
page=$(find web/dist -type f -exec cat {} + 2>/dev/null | wc -c)
verdict id=P12 what='the program with the page and its debug information' unit=MiB better=less ours="$work/whole"
verdict id=P12 what="the program with the page ($((page / 1024)) KiB as built), stripped" unit=MiB better=less \
    ours="$work/small" bound=15
