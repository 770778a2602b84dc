# What the scripts of bench/ share. Sourced with $build set; makes $work, a folder that goes at the end,
# and stops what was started with `later`.
: "${build:=build}"
florin=$PWD/$build/src/florin
work=$(mktemp -d "${TMPDIR:-/tmp}/florin-bench-XXXXXX")
started=
export FLORIN_DATA_FOLDER="$work/data" FLORIN_RATE_LIMITS=false
mkdir "$FLORIN_DATA_FOLDER"

finish() {
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    for pid in $started; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf 'bench: %s\n' "$*" >&2; }

# need PROGRAM...: true when all are there; else says which claim is left out.
need() {
    for program; do
        command -v "$program" >/dev/null 2>&1 && continue
        say "$(basename "$0" .sh) is left out: there is no $program (tools/setup.sh bench)"
        return 1
    done
}

built() { ninja -C "$build" --quiet "$@" >"$work/ninja" 2>&1 || { cat "$work/ninja" >&2; exit 1; }; }
took() { "$PWD/$build/bench/took" "$@"; }
verdict() { "$PWD/$build/bench/verdict" "$@"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
column() { awk -v n="$1" '{ print $n }'; }
version_of() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || echo unknown; }

# new_store FILE: a database with one user.
new_store() {
    rm -f "$1" "$1-wal" "$1-shm" "$1.lock"
    echo 'a password for measuring' | "$florin" admin user add bench@example.com Bench --db "sqlite:$1" >/dev/null
}

# statement ROWS: the path of a statement with so many rows, made once.
statement() {
    [ -s "$work/$1.csv" ] || "$PWD/$build/bench/make_statement" "$1" >"$work/$1.csv"
    echo "$work/$1.csv"
}

# serve NAME ARGUMENT...: starts the program; its process in $server, its port in $port.
serve() {
    name=$1
    shift
    "$florin" serve --listen 127.0.0.1:0 "$@" 2>"$work/$name.log" &
    server=$!
    started="$started $server"
    port=
    while [ -z "$port" ]; do
        kill -0 "$server" 2>/dev/null || { cat "$work/$name.log" >&2; return 1; }
        sleep 0.05
        port=$(sed -n 's|^florin: answering on http://127.0.0.1:\([0-9]*\)/$|\1|p' "$work/$name.log")
    done
}

# nginx_conf NAME PORT ACCESS_LOG BODY_FILE: the path of a configuration with which nginx returns a file's
# bytes.
nginx_conf() {
    mkdir "$work/$1"
    cat >"$work/$1/nginx.conf" <<CONF
worker_processes auto;
daemon off;
pid $work/$1/pid;
error_log $work/$1/error.log;
events { worker_connections 1024; }
http {
    access_log $3;
    keepalive_requests 100000000;
    client_body_temp_path $work/$1/a; proxy_temp_path $work/$1/b; fastcgi_temp_path $work/$1/c;
    uwsgi_temp_path $work/$1/d; scgi_temp_path $work/$1/e;
    server {
        listen 127.0.0.1:$2;
        location / {
            default_type "application/json; charset=utf-8";
            return 200 '$(cat "$4")';
        }
    }
}
CONF
    echo "$work/$1/nginx.conf"
}

# nginx_with NAME PORT ACCESS_LOG BODY_FILE: starts such an nginx.
nginx_with() {
    conf=$(nginx_conf "$@")
    nginx -c "$conf" -p "$work/$1" 2>"$work/$1/log" &
    started="$started $!"
    tries=0
    until curl -s -o /dev/null "http://127.0.0.1:$2/"; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { cat "$work/$1/log" >&2; return 1; }
        sleep 0.05
    done
}

# free_port: one that nothing listens on now.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# load URL SECONDS [HEADER]: "REQUESTS_PER_SECOND P99_MICROSECONDS" at 32 connections, kept alive.
load() {
    wrk -t1 -c32 -d"$2" --latency ${3:+-H "$3"} "$1" | awk '
        $1 == "99%" { unit = $2 ~ /us$/ ? 1 : $2 ~ /ms$/ ? 1000 : 1000000; p = $2 + 0; p *= unit }
        $1 == "Requests/sec:" { rate = $2 }
        /Non-2xx/ { bad = 1 }
        END { if (bad || !rate) exit 1; printf "%d %d\n", rate, p }'
}
