#!/bin/sh
# What goes wrong around the program: full and read-only disks, databases that are newer or locked, processes that are
# killed, closed outputs, bad settings. Each is told in a sentence, nothing is half written, and the next command works.
set -u
cd "$(dirname "$0")/../.."
florin=$(realpath "${FLORIN:-build/florin}")
folder=$(mktemp -d)
export XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config"
unset FLORIN_DATABASE_URL
passed=0
failed=0
holder=
end() {
    [ -n "$holder" ] && kill "$holder" 2>/dev/null
    for disk in "$folder/disk" "$folder/little"; do
        mountpoint -q "$disk" 2>/dev/null && umount "$disk"
    done
    rm -rf "$folder"
}
trap end EXIT

# says STATUS WORDS COMMAND...: the command ends with that status and says the words.
says() {
    status=$1
    words=$2
    shift 2
    timeout 120 "$@" >"$folder/said" 2>&1 </dev/null
    got=$?
    if [ $got = "$status" ] && grep -q -e "$words" "$folder/said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED (exit $got, wanted $status and '$words'): $*"
        sed 's/^/    /' "$folder/said"
    fi
}

# --- the command line ---
says 2 'usage: florin COMMAND' "$florin"
says 0 'usage: florin COMMAND' "$florin" --help
says 0 'usage: florin serve' "$florin" help serve
says 2 "no command 'serv'" "$florin" help serv
says 2 'FLORIN_LISTN' env FLORIN_LISTN=1 "$florin" serve
says 2 "did you mean 'listen'" sh -c "echo 'lisen = 127.0.0.1:1' >$folder/typo; $florin serve --config $folder/typo"
says 2 'no file' "$florin" serve --config "$folder/none"
says 2 'upload folder' "$florin" serve --upload-folder "$folder/none"
says 2 '64 hexadecimal' "$florin" serve --secret-key abc --rate-limits false --demo
says 1 'No PostgreSQL server answers' "$florin" check --db postgresql://nobody@127.0.0.1:1/x
says 1 'a folder' "$florin" check --db "sqlite:$folder"

# --- files ---
printf 'date,description,amount\n2024-01-01,NETFLIX,-9.99\n2024-01-02,REWE,-26.00\n' >"$folder/small.csv"
awk 'BEGIN { print "date,description,amount"; for (i = 0; i < 60000; i++)
    printf "2024-%02d-%02d,payment number %d,-%d.00\n", i % 12 + 1, i % 28 + 1, i, i % 100 + 1 }' >"$folder/many.csv"
: >"$folder/empty.csv"
head -c 20000 /dev/urandom >"$folder/binary.csv"
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "c%d,", i; print "z" }' >"$folder/wide.csv"
awk 'BEGIN { printf "date,description,amount\n2024-01-01,\""; for (i = 0; i < 1000000; i++) printf "0123456789"
    print "\",-1.00" }' >"$folder/cell.csv"
says 1 'empty' "$florin" import "$folder/empty.csv"
says 1 'not text' "$florin" import "$folder/binary.csv"
says 1 'longer than' "$florin" import "$folder/wide.csv"
says 1 'longer than' "$florin" import "$folder/cell.csv"
says 1 'No such file' "$florin" import "$folder/none.csv"
says 1 'directory' "$florin" import "$folder"
says 1 '"error":{"code":"unreadable"' "$florin" parse --json "$folder/binary.csv"
says 0 '2 new' "$florin" import "$folder/small.csv"
says 0 '0 new, 2 duplicates' "$florin" import "$folder/small.csv"
# One file's fault is no other's, and the worst one decides the exit status.
printf 'date,description,amount\n2024-02-01,SHELL,-50.00\n' >"$folder/third.csv"
says 1 '1 new' "$florin" import "$folder/none.csv" "$folder/empty.csv" "$folder/third.csv"
says 1 'none.csv: No such file' "$florin" import "$folder/none.csv" "$folder/third.csv"
says 1 '"imports":\[{.*"status":"failed".*"status":"completed"' "$florin" import --json "$folder/empty.csv" "$folder/third.csv"
if command -v qpdf >/dev/null 2>&1; then
    cat >"$folder/plain.pdf" <<'PDF'
%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 480>>stream
BT /F 9 Tf 20 350 Td (Opening balance) Tj ET
BT /F 9 Tf 400 350 Td (100.00) Tj ET
BT /F 9 Tf 20 330 Td (Date) Tj ET
BT /F 9 Tf 100 330 Td (Description) Tj ET
BT /F 9 Tf 300 330 Td (Amount) Tj ET
BT /F 9 Tf 400 330 Td (Balance) Tj ET
BT /F 9 Tf 20 310 Td (2024-03-01) Tj ET
BT /F 9 Tf 100 310 Td (PROTECTED PURCHASE) Tj ET
BT /F 9 Tf 300 310 Td (-10.00) Tj ET
BT /F 9 Tf 400 310 Td (90.00) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Courier>>endobj
trailer<</Root 1 0 R>>
%%EOF
PDF
    qpdf --encrypt 'right one' 'owner of it' 256 -- "$folder/plain.pdf" "$folder/locked.pdf" 2>/dev/null
    printf 'a wrong one\nright one\n' >"$folder/passwords"
    echo 'a wrong one' >"$folder/wrong"
    says 1 'protected' "$florin" import "$folder/locked.pdf"
    says 1 '"password_wrong"' "$florin" parse --json "$folder/locked.pdf" --password-file "$folder/wrong"
    says 0 'PROTECTED PURCHASE' "$florin" import --dry-run "$folder/locked.pdf" --password-file "$folder/passwords"
    says 0 '1 new' "$florin" import "$folder/locked.pdf" --account Locked --password-file "$folder/passwords"
    says 1 'No such file' "$florin" parse "$folder/locked.pdf" --password-file "$folder/none"
else
    echo 'skipped: there is no qpdf, so protected files are not tried'
fi
printf 'date,description,amount,account name\n2024-01-01,A,-1.00,Savings\n2024-01-02,B,-2.00,Checking\n' \
    >"$folder/two.csv"
says 0 'accounts Card (USD) 1, Card Checking (USD) 1' "$florin" import "$folder/two.csv" --account Card \
    --db "sqlite:$folder/two.db"
says 0 'whole' "$florin" check
says 1 'There is no database' "$florin" report summary --db "sqlite:$folder/typo.db"
says 1 'There is no database' "$florin" backup "$folder/typo.backup" --db "sqlite:$folder/typo.db"
says 2 "no export format 'pdf'" "$florin" export --format pdf
says 2 'is no option of' "$florin" parse "$folder/small.csv" --foo
printf 'a,b,c,d\n2024-01-02,x,1.00,5.00\n2024-01-03,y,2.00,6.00\n' >"$folder/names.csv"
printf '{"columns": [{"column": 0, "role": "date"}, {"column": 3, "role": "amount", "format": "-1,234.56"}]}' >"$folder/columns"
says 0 '2024-01-03         -6.00' "$florin" parse "$folder/names.csv" --mapping "$folder/columns"
echo '{"columns": []}' >"$folder/columns"
says 1 'does not say what the columns are: ' "$florin" parse "$folder/names.csv" --mapping "$folder/columns"
says 0 'usage: florin parse' "$florin" parse "$folder/small.csv" --help
says 0 '2 rows' sh -c "$florin parse - <$folder/small.csv"
says 0 '2 rows' sh -c "cat $folder/small.csv | $florin parse -"
says 0 '"email":"local@localhost"' "$florin" admin user list --json
says 1 'cannot be written' "$florin" export --output "$folder/none/x"
echo kept >"$folder/kept"
says 2 "no export format" "$florin" export --format pdf --output "$folder/kept"
says 0 kept cat "$folder/kept"

# --- outputs that cannot be written ---
for command in 'report summary' 'export --format csv' 'openapi' 'help' 'version' 'completion bash' \
    "parse $folder/small.csv --json" "import --dry-run $folder/small.csv" 'admin user list' 'check'; do
    # shellcheck disable=SC2086  # words
    says 1 'standard output' sh -c "$florin $command >/dev/full"
done

# --- databases ---
database=$folder/data/florin/florin.db
cp "$database" "$folder/newer.db"
sqlite3 "$folder/newer.db" "INSERT INTO schema_migration SELECT 9999, '9999_future.sql', 'x', 1"
says 1 'newer Florin' "$florin" check --db "sqlite:$folder/newer.db"
says 1 'newer Florin' "$florin" serve --listen 127.0.0.1:0 --db "sqlite:$folder/newer.db"
cp "$database" "$folder/locked.db"
(echo 'BEGIN EXCLUSIVE;'; sleep 60) | sqlite3 "$folder/locked.db" &
holder=$!
sleep 1
says 1 'locked by another process' "$florin" import "$folder/small.csv" --db "sqlite:$folder/locked.db"
kill $holder
holder=

# --- imports that are killed ---
for seconds in 0.1 0.15 0.2; do
    timeout -s KILL $seconds "$florin" import "$folder/many.csv" --account Killed --db "sqlite:$folder/killed.db" \
        >/dev/null 2>&1
done
says 0 '60000 new, 0 duplicates' "$florin" import "$folder/many.csv" --account Killed --db "sqlite:$folder/killed.db"
says 0 'Killed  *-3030000.00' "$florin" report summary --db "sqlite:$folder/killed.db"
says 0 'whole' "$florin" check --db "sqlite:$folder/killed.db"

# --- two imports at once: the later finds the rows of the earlier ---
at_once() {
    "$florin" import "$folder/many.csv" --account Twice --db "sqlite:$folder/twice.db" &
    "$florin" import "$folder/many.csv" --account Twice --db "sqlite:$folder/twice.db"
    wait $!
}
"$florin" import "$folder/small.csv" --account Other --db "sqlite:$folder/twice.db" >/dev/null
at_once >"$folder/at_once" 2>&1
says 0 '60000 new, 0 duplicates' cat "$folder/at_once"
says 0 '0 new, 60000 duplicates' cat "$folder/at_once"
says 0 'Twice  *-3030000.00' "$florin" report summary --db "sqlite:$folder/twice.db"

# --- a server whose disk is full: 503 that tells no path, and it goes on afterwards ---
ask() {
    path=$1
    shift
    curl -s -m 20 -w ' %{http_code}' "http://127.0.0.1:$port/api/v1$path" -H "Authorization: Bearer $token" \
        -H 'Content-Type: application/json' "$@"
}
account='{"name": "Cash", "account_type": "cash", "currency": "EUR"}'
mkdir "$folder/little"
if mount -t tmpfs -o size=8m tmpfs "$folder/little" 2>/dev/null; then
    "$florin" serve --listen 127.0.0.1:0 --data-folder "$folder/little" 2>"$folder/log" &
    server=$!
    n=0
    until grep -q 'answering on' "$folder/log" || [ $n -ge 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    port=$(sed -n 's/.*answering on http:.*:\([0-9]*\).$/\1/p' "$folder/log")
    token=
    token=$(ask /auth/register -d '{"email": "ada@example.org", "password": "violet tangent harbour"}' |
        sed 's/.*"access_token":"\([^"]*\)".*/\1/')
    dd if=/dev/zero of="$folder/little/fill" bs=4k 2>/dev/null
    ask /accounts -d "$account" >"$folder/answer"
    says 0 'nothing was changed; try again later.* 503' cat "$folder/answer"
    says 0 'no path' sh -c "grep -q -e florin.db -e $folder $folder/answer || echo no path"
    rm "$folder/little/fill"
    ask /accounts -d "$account" >"$folder/answer"
    says 0 ' 201' cat "$folder/answer"
    kill "$server"
    wait "$server"
    says 0 'whole' "$florin" check --data-folder "$folder/little"
    umount "$folder/little"
else
    echo 'SKIPPED: no right to mount a small disk'
fi

# --- a disk that is full, then read-only ---
mkdir "$folder/disk"
if mount -t tmpfs -o size=12m tmpfs "$folder/disk" 2>/dev/null; then
    says 1 'is full: nothing was changed' "$florin" import "$folder/many.csv" --db "sqlite:$folder/disk/x.db" \
        --data-folder "$folder/disk"
    says 0 'whole' "$florin" check --db "sqlite:$folder/disk/x.db"
    says 1 'disk/backup' "$florin" backup "$folder/disk/backup.db" --db "sqlite:$folder/killed.db"
    mount -o remount,size=100m "$folder/disk"
    says 0 '60000 new, 0 duplicates' "$florin" import "$folder/many.csv" --db "sqlite:$folder/disk/x.db" \
        --data-folder "$folder/disk"
    mount -o remount,ro "$folder/disk"
    says 1 'Read-only file system' "$florin" import "$folder/small.csv" --db "sqlite:$folder/disk/x.db" \
        --data-folder "$folder/disk"
else
    echo 'SKIPPED: no right to mount a small disk'
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
