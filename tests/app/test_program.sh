#!/bin/sh
# The program as an operator meets it: start, a port in use, bad settings, users, backup and restore, the end.
set -u
cd "$(dirname "$0")/../.." || exit 1
florin=${FLORIN:-build/florin}
folder=$(mktemp -d)
export XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config"
unset FLORIN_DATABASE_URL
passed=0
failed=0
pid=
end() {
    [ -n "$pid" ] && kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    rm -rf "$folder"
}
trap end EXIT

# check NAME COMMAND...
check() {
    name=$1
    shift
    if "$@" >"$folder/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        sed 's/^/    /' "$folder/out"
    fi
}
# says STATUS WORDS COMMAND...: the command ends with that status and says the words.
says() {
    status=$1
    words=$2
    shift 2
    timeout 20 "$@" >"$folder/said" 2>&1 </dev/null
    got=$?
    cat "$folder/said"
    [ $got = "$status" ] && grep -q -- "$words" "$folder/said"
}
start() {
    "$florin" serve --listen 127.0.0.1:0 "$@" 2>"$folder/log" &
    pid=$!
    n=0
    until grep -q 'answering on' "$folder/log" || [ $n -ge 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    port=$(sed -n 's/.*answering on http:.*:\([0-9]*\).$/\1/p' "$folder/log")
}
stop() {
    kill -TERM "$pid" && wait "$pid"
    status=$?
    pid=
    return $status
}

check 'a bad setting' says 2 'upload_mib' "$florin" serve --upload-mib many
check 'an unknown option' says 2 "no option of 'florin serve'" "$florin" serve --lisen 127.0.0.1:1
check 'a bad address' says 2 'ADDRESS:PORT' "$florin" serve --listen nowhere
check 'help names the settings' says 0 FLORIN_DATABASE_URL "$florin" serve --help
check 'a database that is none' says 1 'not-a-database' sh -c "echo this is no database, only text that is long enough to be one >$folder/not-a-database; \"$florin\" check --db sqlite:$folder/not-a-database"

start
check 'it answers' says 0 '"status":"ok"' curl -s "http://127.0.0.1:$port/health"
check 'a port in use' says 1 "$port" "$florin" serve --listen "127.0.0.1:$port" --db "sqlite:$folder/other.db"
printf 'violet tangent harbour\n' >"$folder/password"
check 'a user by the administrator' sh -c "\"$florin\" admin user add ada@example.org Ada <$folder/password"
check 'who signs in' says 0 access_token curl -s "http://127.0.0.1:$port/api/v1/auth/login" \
    -H 'Content-Type: application/json' -d '{"email":"ada@example.org","password":"violet tangent harbour"}'
check 'a short password is refused' sh -c "! echo short | \"$florin\" admin user add bob@example.org"
check 'the list of users' says 0 ada@example.org "$florin" admin user list
check 'the list of workspaces' says 0 Ada "$florin" admin workspace list
token=$("$florin" admin token add ada@example.org nightly read)
check 'an API token' says 0 '"email":"ada@example.org"' \
    curl -s -H "Authorization: Bearer $token" "http://127.0.0.1:$port/api/v1/users/me"
check 'a user switched off' sh -c "\"$florin\" admin user deactivate ada@example.org"
check 'whole' says 0 whole "$florin" check
check 'a backup while it runs' says 0 'backed up' "$florin" backup "$folder/backup.db"
check 'no restore over a database' says 1 'there already' "$florin" restore "$folder/backup.db"
# The server process is killed; its parent starts another on the same port.
restarts() {
    stop || return 1
    start --listen "127.0.0.1:$port"
    child=$(pgrep -P "$pid") || return 1
    kill -KILL "$child"
    n=0
    until curl -s "http://127.0.0.1:$port/health/ready" | grep -q '"status":"ok"'; do
        n=$((n + 1))
        [ $n -lt 50 ] || return 1
        sleep 0.1
    done
    [ "$(pgrep -P "$pid")" != "$child" ]
}
check 'a server that is killed is there again' restarts
# What was answered with secrets in it stays readable for the one who asked, and for nobody who has the file.
register() {
    curl -s "http://127.0.0.1:$port/api/v1/auth/register" -H 'Content-Type: application/json' \
        -H 'Idempotency-Key: canary' -d '{"email":"eve@example.org","password":"amber lantern orchard"}'
}
register >"$folder/first"
check 'an answer with secrets' grep -q access_token "$folder/first"
register >"$folder/second"
check 'the same answer again' cmp "$folder/first" "$folder/second"
sed 's/.*"access_token":"\([^"]*\)","refresh_token":"\([^"]*\)".*/\1\n\2/' "$folder/first" >"$folder/secrets"
printf '\n%s\n%s\n' "$token" 'amber lantern orchard' >>"$folder/secrets"
absent() {
    [ "$(wc -l <"$folder/secrets")" = 4 ] && ! grep -aoFf "$folder/secrets" "$@"
}
figures() {
    curl -s "http://127.0.0.1:$port/metrics" >"$folder/figures"
    absent "$folder/figures"
}
check 'no secret in the database' absent "$XDG_DATA_HOME"/florin/florin.db*
check 'a backup with them' "$florin" backup "$folder/with-eve.db"
check 'no secret in a backup' absent "$folder/with-eve.db"
check 'no secret in the figures' figures
check 'none of them in the log' absent "$folder/log"
check 'no secret in the log' sh -c "! grep -e flp_ -e fla_ -e flr_ -e violet $folder/log"
check 'it ends when told' stop
check 'a restore' says 0 'restored from' "$florin" restore "$folder/backup.db" --db "sqlite:$folder/new/florin.db"
check 'with its users' says 0 ada@example.org "$florin" admin user list --db "sqlite:$folder/new/florin.db"
dd if=/dev/zero of="$folder/backup.db" bs=4096 seek=3 count=4 conv=notrunc 2>/dev/null
check 'no restore of a damaged backup' says 1 . "$florin" restore "$folder/backup.db" --db "sqlite:$folder/third.db"
check 'the document' says 0 '"openapi"' "$florin" openapi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
