#!/bin/sh
# P9 for the http room alone: a small fixed answer, keep-alive, against nginx 'return 200' with the
# same bytes. Interleaved rounds, medians; prints one line of JSON. Wants nginx and wrk.
# usage: bench/bench_http.sh [BUILD-FOLDER]
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
rounds=5
seconds=2
ninja -C "$build" --quiet bench/bench_http >&2
work=$(mktemp -d)
ours= theirs=
stop() {
    exec 9>&-
    [ -z "$theirs" ] || kill "$theirs" 2>/dev/null || true
    [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT INT TERM

mkfifo "$work/in"
"$build/bench/bench_http" <"$work/in" >"$work/port" &
ours=$!
exec 9>"$work/in"
while [ ! -s "$work/port" ]; do sleep 0.1; done
port=$(cat "$work/port")
other=$((port > 60000 ? port - 1000 : port + 1000))
cat >"$work/nginx.conf" <<CONF
worker_processes auto;
daemon off;
pid $work/pid;
error_log $work/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    keepalive_requests 100000000;
    client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c;
    uwsgi_temp_path $work/d; scgi_temp_path $work/e;
    server {
        listen 127.0.0.1:$other;
        location / {
            default_type "application/json; charset=utf-8";
            return 200 '{"total_transactions": 42, "net_amount": "-12.50"}\n';
        }
    }
}
CONF
nginx -c "$work/nginx.conf" -p "$work" 2>"$work/nginx.log" &
theirs=$!
sleep 1

# requests a second and the 99th percentile in microseconds
measure() {
    wrk -t1 -c32 -d"$seconds" --latency "http://127.0.0.1:$1/" | awk '
        $1 == "99%" { unit = $2 ~ /us$/ ? 1 : $2 ~ /ms$/ ? 1000 : 1000000; p = $2 + 0; p *= unit }
        $1 == "Requests/sec:" { rate = $2 }
        /Non-2xx/ { bad = 1 }
        END { if (bad) exit 1; printf "%d %d\n", rate, p }'
}
i=0
while [ $i -lt $rounds ]; do
    measure "$port" >>"$work/ours"
    measure "$other" >>"$work/theirs"
    i=$((i + 1))
done
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
a=$(cut -d' ' -f1 "$work/ours" | median)
b=$(cut -d' ' -f1 "$work/theirs" | median)
pa=$(cut -d' ' -f2 "$work/ours" | median)
pb=$(cut -d' ' -f2 "$work/theirs" | median)
awk -v a="$a" -v b="$b" -v pa="$pa" -v pb="$pb" -v v="$(nginx -v 2>&1 | sed 's|.*/||;s| .*||')" 'BEGIN {
    printf "{\"claim\": \"P9-room\", \"per_second\": %d, \"nginx_per_second\": %d, \"ratio\": %.2f, ", a, b, a / b
    printf "\"p99_us\": %d, \"nginx_p99_us\": %d, \"p99_ratio\": %.2f, \"opponent\": \"nginx %s return 200\"}\n", pa, pb, pa / pb, v }'
