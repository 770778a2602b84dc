#!/bin/sh
# Runs a command beside the services that tests need and stops them by pid, also on failure:
#
#     tests/services.sh COMMAND [ARGUMENT]...
#
# A temporary PostgreSQL on a free loopback port, in memory where there is /dev/shm, as an unprivileged user when
# this one is root (PostgreSQL refuses root). The command finds
#   FLORIN_TEST_PG      the address of an empty database, as its owner, who is no superuser
#   FLORIN_TEST_PG_PID  the server's process, for tests that end it
#   FLORIN_TEST_PG_DIR  its data folder; FLORIN_TEST_PG_START starts it again after that
set -eu
[ $# -gt 0 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }

bin=
for folder in "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")" /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && bin=$folder
done
if [ -z "$bin" ]; then
    echo "services: PostgreSQL is not installed: tools/setup.sh test installs it" >&2
    exit 1
fi

base=${TMPDIR:-/tmp}
[ -w /dev/shm ] && base=/dev/shm
dir=$(mktemp -d "$base/florin-pg-XXXXXX")

# The pid PostgreSQL wrote, as long as it is that of a postgres.
server_pid() {
    pid=$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null) || return 1
    case $(cat "/proc/$pid/comm" 2>/dev/null) in postgres*) echo "$pid" ;; *) return 1 ;; esac
}

stop() {
    if pid=$(server_pid); then
        kill -INT "$pid" 2>/dev/null || :
        n=0
        while kill -0 "$pid" 2>/dev/null && [ $n -lt 100 ]; do
            sleep 0.1
            n=$((n + 1))
        done
        kill -0 "$pid" 2>/dev/null && kill -KILL "$pid" 2>/dev/null
    fi
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as_user() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    else
        "$@"
    fi
}
[ "$(id -u)" != 0 ] || chown nobody:nogroup "$dir"
cd "$dir"

as_user "$bin/initdb" -D "$dir/data" -U postgres --auth=trust --locale=C.UTF-8 --encoding=UTF8 --no-sync \
    >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }

free_port() {
    n=0
    while [ $n -lt 100 ]; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 30000))
        hex=$(printf '%04X' "$port")
        grep -q ":$hex " /proc/net/tcp /proc/net/tcp6 2>/dev/null || return 0
        n=$((n + 1))
    done
    return 1
}

# Starts the server on $port and waits until it answers.
cat >"$dir/start.sh" <<START
#!/bin/sh
cd "$dir" || exit 1
if [ "\$(id -u)" = 0 ]; then user="setpriv --reuid=nobody --regid=nogroup --clear-groups"; else user=; fi
\$user "$bin/postgres" -D "$dir/data" -p "\$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
    -c fsync=off -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=fatal >>"$dir/log" 2>&1 </dev/null &
pid=\$!
n=0
while [ \$n -lt 150 ]; do
    "$bin/pg_isready" -q -h 127.0.0.1 -p "\$1" && exit 0
    kill -0 \$pid 2>/dev/null || exit 1
    sleep 0.1
    n=\$((n + 1))
done
exit 1
START
chmod +x "$dir/start.sh"

tries=0
until free_port && "$dir/start.sh" "$port"; do
    tries=$((tries + 1))
    [ $tries -lt 5 ] || { cat "$dir/log" >&2; exit 1; }
done
"$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres -d postgres \
    -c "CREATE ROLE florin LOGIN PASSWORD 'florin'" -c "CREATE DATABASE florin OWNER florin" >/dev/null
"$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres -d florin -c "ALTER SCHEMA public OWNER TO florin" >/dev/null

FLORIN_TEST_PG="postgresql://florin:florin@127.0.0.1:$port/florin"
FLORIN_TEST_PG_PID=$(server_pid)
FLORIN_TEST_PG_DIR=$dir/data
FLORIN_TEST_PG_START="$dir/start.sh $port"
export FLORIN_TEST_PG FLORIN_TEST_PG_PID FLORIN_TEST_PG_DIR FLORIN_TEST_PG_START
cd "$OLDPWD"
status=0
"$@" || status=$?
exit $status
