#!/bin/sh
# P9: GET of the cached account summary, signed in, kept alive, against nginx 'return 200' with the same
# bytes; and the http room alone with a fixed answer. Both log each request, then neither does.
# Interleaved rounds, medians.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
need nginx wrk curl || exit 0
built src/florin bench/verdict bench/bench_http
rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-2}
db=sqlite:$work/florin.db
version=$(nginx -v 2>&1 | sed 's|.*/||;s| .*||')

serve quiet --demo --db "$db" --log-level=warn
quiet=$port
token=$("$florin" admin token add demo@florin.example bench read --db "$db" | tail -1)
sign_in="Authorization: Bearer $token"
account=$(curl -s -H "$sign_in" "http://127.0.0.1:$quiet/api/v1/accounts" | sed 's/.*"id":"\(acc_[^"]*\)".*/\1/')
path=/api/v1/reports/account/$account/summary
curl -sf -H "$sign_in" "http://127.0.0.1:$quiet$path" >"$work/body"
serve logging --db "$db" --no-workers
logging=$port
mkfifo "$work/in"
"$build/bench/bench_http" <"$work/in" >"$work/port" &
started="$started $!"
exec 9>"$work/in"
while [ ! -s "$work/port" ]; do sleep 0.05; done
room=$(cat "$work/port")
curl -sf "http://127.0.0.1:$room/" >"$work/small"

other=$(free_port)
nginx_with n1 "$other" off "$work/body"
nginx_quiet=$other
other=$(free_port)
nginx_with n2 "$other" "$work/access.log" "$work/body"
nginx_logging=$other
other=$(free_port)
nginx_with n3 "$other" off "$work/small"
nginx_small=$other

i=0
while [ $i -lt "$rounds" ]; do
    load "http://127.0.0.1:$logging$path" "$seconds" "$sign_in" >>"$work/a1"
    load "http://127.0.0.1:$nginx_logging$path" "$seconds" "$sign_in" >>"$work/b1"
    load "http://127.0.0.1:$quiet$path" "$seconds" "$sign_in" >>"$work/a2"
    load "http://127.0.0.1:$nginx_quiet$path" "$seconds" "$sign_in" >>"$work/b2"
    load "http://127.0.0.1:$room/" "$seconds" >>"$work/a3"
    load "http://127.0.0.1:$nginx_small/" "$seconds" >>"$work/b3"
    i=$((i + 1))
done
for k in 1 2 3; do
    for side in a b; do
        column 1 <"$work/$side$k" >"$work/$side$k.rate"
        column 2 <"$work/$side$k" >"$work/$side$k.p99"
    done
done
claim() {
    verdict id=P9 what="$2" unit=requests/s better=more ours="$work/a$1.rate" \
        opponent="nginx return 200" version="$version" theirs="$work/b$1.rate" ratio=0.6
    verdict id=P9 what="$2: 99th percentile" unit=us better=less ours="$work/a$1.p99" \
        opponent="nginx return 200" version="$version" theirs="$work/b$1.p99" ratio=0.5
}
bytes=$(wc -c <"$work/body")
claim 1 "cached account summary, $bytes bytes, signed in, 32 connections, both log each request"
claim 2 "cached account summary, $bytes bytes, signed in, 32 connections, neither logs"
claim 3 "the http room alone, $(wc -c <"$work/small") bytes, 32 connections, neither logs"
exec 9>&-
