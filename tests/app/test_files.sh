#!/bin/sh
# Files at rest with the real program: protected files, a store that speaks S3, a real clamd, keys rotated under a running
# server, and the server killed while files are read.
set -u
cd "$(dirname "$0")/../.." || exit 1
florin=$PWD/${FLORIN:-build/florin}
tests=$PWD/tests
folder=$(mktemp -d)
export XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config"
unset FLORIN_DATABASE_URL
passed=0
failed=0
skipped=0
pid=
s3=
clamd=
end() {
    for p in $pid $s3 $clamd; do
        kill -KILL "$p" 2>/dev/null && wait "$p" 2>/dev/null
    done
    rm -rf "$folder"
}
trap end EXIT

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$folder/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        head -c 2000 "$folder/out" | sed 's/^/    /'
    fi
}
start() {
    : >"$folder/log"
    "$florin" serve --listen 127.0.0.1:0 --rate-limits false --password-memory-mib 8 "$@" 2>"$folder/log" &
    pid=$!
    n=0
    until grep -q 'answering on' "$folder/log" || [ $n -ge 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    port=$(sed -n 's/.*answering on http:.*:\([0-9]*\).$/\1/p' "$folder/log")
}
stop() {
    kill -TERM "$pid" 2>/dev/null && wait "$pid"
    pid=
}
ask() { # METHOD PATH [CURL-ARGUMENT]...
    method=$1
    path=$2
    shift 2
    curl -s -m 60 -X "$method" -H "Authorization: Bearer $token" "$@" "http://127.0.0.1:$port/api/v1$path"
}
member() { # NAME: of the first object on standard input that has it
    sed -n "s/.*\"$1\":\"\\{0,1\\}\\([^\",}]*\\).*/\\1/p" | head -n 1
}
send() { # CURL-ARGUMENT...: the id of the import
    ask POST /imports -F "account_id=$account" "$@" | member id
}
ends() { # ID STATUS: the import comes to that end
    n=0
    while [ $n -lt 300 ]; do
        got=$(ask GET "/imports/$1" | tee "$folder/import" | member status)
        case $got in pending | processing) ;; *) break ;; esac
        sleep 0.1
        n=$((n + 1))
    done
    cat "$folder/import"
    [ "$got" = "$2" ]
}
has() { # WORDS: the import last looked at
    grep -q -- "$1" "$folder/import" || { cat "$folder/import"; return 1; }
}
new_account() {
    account=$(ask POST /accounts -H 'Content-Type: application/json' \
        -d "{\"name\":\"$1\",\"account_type\":\"checking\",\"currency\":\"EUR\"}" | member id)
}
sealed() { # PATTERN: no file below the data folder holds it
    ! grep -rqa -- "$1" "$folder/data/florin/files"
}

# A statement of two pages' worth of lines, as a PDF with its text where a bank would put it.
python3 - "$folder/plain.pdf" <<'PYTHON'
import sys
lines = [(50, 780, "Statement of account"), (50, 760, "Date"), (140, 760, "Description"), (400, 760, "Amount"),
         (480, 760, "Balance"), (140, 740, "Opening balance"), (480, 740, "100.00")]
balance = 10000
for i in range(12):
    cents = -(125 + 310 * i) if i % 3 else 25000
    balance += cents
    y = 720 - 20 * i
    lines += [(50, y, f"2024-03-{i + 2:02d}"), (140, y, f"Shop number {i}"), (400, y, f"{cents / 100:.2f}"),
              (480, y, f"{balance / 100:.2f}")]
lines += [(140, 720 - 20 * 12, "Closing balance"), (480, 720 - 20 * 12, f"{balance / 100:.2f}")]
text = "BT /F1 10 Tf\n" + "".join(f"1 0 0 1 {x} {y} Tm ({t}) Tj\n" for x, y, t in lines) + "ET"
objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
           f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
           "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
out, places = b"%PDF-1.4\n", []
for n, body in enumerate(objects, 1):
    places.append(len(out))
    out += f"{n} 0 obj\n{body}\nendobj\n".encode()
start = len(out)
out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
out += b"".join(b"%010d 00000 n \n" % p for p in places)
out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
open(sys.argv[1], "wb").write(out)
PYTHON
qpdf --encrypt Zitronenfalter-4711 owner 256 -- "$folder/plain.pdf" "$folder/locked.pdf"
printf 'Date;Description;Amount\n2024-01-02;Bakery;-4.50\n2024-01-03;Salary;2000.00\n' >"$folder/a.csv"
printf 'Date;Description;Amount\n2024-02-02;Butcher;-14.50\n' >"$folder/b.csv"

start
token=$(curl -s -X POST -H 'Content-Type: application/json' \
    -d '{"email":"files@example.org","password":"violet tangent harbour","currency":"EUR"}' \
    "http://127.0.0.1:$port/api/v1/auth/register" | member access_token)
check 'the keys are made at the first start, for their owner only' test "$(stat -c %a "$folder/data/florin/files.key")" = 600

# --- protected PDFs ---
new_account Visa
id=$(send -F "file=@$folder/locked.pdf")
check 'a protected PDF asks for its password' ends "$id" failed
check 'in words' has '"error_code":"password_required"'
ask POST "/imports/$id/retry" -H 'Content-Type: application/json' -d '{"password":"wrong"}' >"$folder/answer"
check 'a wrong one' ends "$id" failed
check 'is said to be wrong' has '"error_code":"password_wrong"'
ask POST "/imports/$id/retry" -H 'Content-Type: application/json' \
    -d '{"password":"Zitronenfalter-4711","save_password":"Visa statements"}' >"$folder/answer"
check 'the right one opens it' ends "$id" completed
check 'and is saved' has '"password_id":"pwd_'
check 'all rows are there' has '"successful_imports":12'
check 'its balances prove them' has '"reconciled":true'
ask GET "/imports/$id/log" >"$folder/answer"
check 'the log names the password that opened it' grep -q 'opened with the password that was given' "$folder/answer"
check 'the log counts pages' grep -q 'pdf, 1 page' "$folder/answer"
new_account 'Visa again'
id=$(send -F "file=@$folder/locked.pdf")
check 'the next one opens by itself' ends "$id" completed
id=$(send -F "file=@$folder/locked.pdf" -F try_saved_passwords=false)
check 'unless saved ones are not to be tried' ends "$id" failed
ask GET "/statements/files/$id/content" >"$folder/back.pdf"
check 'the file comes back as it was sent' cmp "$folder/back.pdf" "$folder/locked.pdf"
check 'what is kept says nothing' sealed 'PDF-1'

# --- protected workbooks ---
for book in xlsx/23-agile.xlsx xls/13-cryptoapi.xls ods/03-encrypted.ods; do
    new_account "Of $book"
    locked=$(send -F "file=@$tests/statement/$book" -F try_saved_passwords=false)
    check "$book asks for its password" ends "$locked" failed
    check 'in words' has '"error_code":"password_required"'
    ask POST "/imports/$locked/retry" -H 'Content-Type: application/json' \
        -d "{\"password\":\"open sesame\",\"save_password\":\"$book\"}" >"$folder/answer"
    check 'which opens it' ends "$locked" completed
    check 'as one that is protected' has '"is_password_protected":true'
    check 'all rows are there' has '"successful_imports":5'
done
new_account 'Of a workbook again'
locked=$(send -F "file=@$tests/statement/xlsx/23-agile.xlsx")
check 'the next workbook opens by itself' ends "$locked" completed
ask GET "/statements/files/$locked/comparison" >"$folder/import"
check 'and is shown beside its rows' has 'Lumen Works'
printf 'wrong\nopen sesame\n' >"$folder/passwords"
check 'the command opens it with a file of passwords' "$florin" import --db "sqlite:$folder/alone.db" \
    "$tests/statement/xlsx/23-agile.xlsx" --password-file "$folder/passwords" --account Alone
stop
check 'the password is in neither database nor log' \
    sh -c "! grep -qa Zitronenfalter '$folder/data/florin/florin.db' '$folder/log'"

# --- another key while the server runs ---
start
check 'the key is rotated' "$florin" admin key rotate
check 'with the old one kept for the server that runs' test "$(grep -c '^[0-9a-f]' "$folder/data/florin/files.key")" = 2
check 'which reads what is sealed anew' sh -c "curl -s -H 'Authorization: Bearer $token' \
    http://127.0.0.1:$port/api/v1/statements/files/$id/content | cmp - '$folder/locked.pdf'"
new_account 'Under the new key'
id=$(send -F "file=@$folder/locked.pdf")
check 'and opens files with saved passwords' ends "$id" completed
stop
check 'nobody runs: the old key goes' "$florin" admin key rotate
check 'only one is left' test "$(grep -c '^[0-9a-f]' "$folder/data/florin/files.key")" = 1

# --- killed ---
id=
for pause in 0.02 0.05 0.01 0.08 0.12; do
    start
    if [ -z "$id" ]; then
        new_account Killed
        id=$(send -F "file=@$folder/locked.pdf")
    fi
    sleep $pause
    # shellcheck disable=SC2046  # the server and the process that watches it
    kill -KILL "$pid" $(pgrep -P "$pid")
    wait "$pid" 2>/dev/null
    pid=
done
start
check 'an import whose server is killed again and again comes to its end' ends "$id" completed
check 'once' has '"successful_imports":12'
# Many files at once: each is an import of its own.
new_account Many
ask POST /imports -F "account_id=$account" -F "file=@$folder/a.csv" -F "file=@$folder/b.csv" -F "file=@$folder/plain.pdf" \
    -F "file=@$folder/locked.pdf;filename=../../x.pdf" >"$folder/answer"
check 'four files are four imports' test "$(grep -o '"id":"imp_' "$folder/answer" | wc -l)" = 4
check 'their names are safe' grep -q '"filename":"x.pdf"' "$folder/answer"
stop

# --- S3 ---
python3 "$tests/blob/s3_server.py" kept AKTEST topsecret eu-test-1 >"$folder/s3" &
s3=$!
n=0
until [ -s "$folder/s3" ] || [ $n -ge 100 ]; do
    sleep 0.1
    n=$((n + 1))
done
use_s3="--s3-endpoint http://127.0.0.1:$(cat "$folder/s3") --s3-bucket kept --s3-region eu-test-1 --s3-access-key AKTEST"
printf topsecret >"$folder/secret"
# shellcheck disable=SC2086  # words
start $use_s3 --s3-secret-key-file "$folder/secret"
new_account Cloud
id=$(send -F "file=@$folder/locked.pdf")
check 'with S3 files are read' ends "$id" completed
ask GET "/statements/files/$id/content" >"$folder/back.pdf"
check 'and come back' cmp "$folder/back.pdf" "$folder/locked.pdf"
check 'the data folder does not have them' test -z "$(find "$folder/data" -name "$id.sealed")"
stop
# shellcheck disable=SC2086  # words
start $use_s3 --s3-secret-key wrong
status=$(ask POST /imports -o "$folder/answer" -w '%{http_code}' -F "file=@$folder/a.csv")
check 'a wrong secret is said in the log' grep -q 'refuses this server (SignatureDoesNotMatch)' "$folder/log"
check 'as our trouble' test "$status" = 503
stop

# --- a virus scanner that is not there ---
florin_import() {
    XDG_DATA_HOME="$folder/alone" XDG_CONFIG_HOME="$folder/alone" FLORIN_CLAMAV_ADDRESS=127.0.0.1:1 \
        "$florin" import "$@" >"$folder/answer" 2>&1
}
mkdir "$folder/alone"
florin_import "$folder/a.csv" "$folder/a.csv" --account Alone
check 'the command ends with a failure' test $? = 1
check 'says why' grep -q 'virus scanner at 127.0.0.1:1 cannot be reached' "$folder/answer"
check 'tries a few times' test "$(grep -c 'trying again' "$folder/answer")" = 3
check 'says that nothing is booked' grep -q 'nothing of it is booked: import it again' "$folder/answer"
check 'and stops there' grep -q 'the other files were not tried' "$folder/answer"
XDG_DATA_HOME="$folder/alone" "$florin" import "$folder/a.csv" >"$folder/answer" 2>&1
check 'afterwards it is imported' grep -q '[0-9] new' "$folder/answer"

# --- a virus scanner ---
if command -v clamd >/dev/null 2>&1 || [ -x /usr/sbin/clamd ]; then
    mkdir "$folder/clam"
    printf 'Florin.Test:0:*:%s\n' "$(printf 'florin harmless signature 8a7' | od -An -tx1 | tr -d ' \n')" >"$folder/clam/own.ndb"
    printf 'DatabaseDirectory %s\nLocalSocket %s/clamd.sock\nStreamMaxLength 60M\nForeground yes\n' \
        "$folder/clam" "$folder/clam" >"$folder/clam/clamd.conf"
    printf 'Date;Description;Amount\n2024-05-02;florin harmless signature 8a7;-1.00\n' >"$folder/sick.csv"
    start --clamav-address "$folder/clam/clamd.sock"
    new_account Scanned
    id=$(send -F "file=@$folder/a.csv")
    n=0
    until ask GET "/imports/$id/log" | tee "$folder/answer" | grep -q 'read before it has been scanned' || [ $n -ge 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    check 'without the scanner a file waits' grep -q 'read before it has been scanned' "$folder/answer"
    status=$(ask GET "/statements/files/$id/content" -o "$folder/answer" -w '%{http_code}')
    check 'and nobody gets it' test "$status" = 409
    PATH=$PATH:/usr/sbin clamd -c "$folder/clam/clamd.conf" >"$folder/clam/log" 2>&1 &
    clamd=$!
    n=0
    until [ -S "$folder/clam/clamd.sock" ] || [ $n -ge 300 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    sick=$(send -F "file=@$folder/sick.csv")
    check 'with it a sick file is not read' ends "$sick" failed
    check 'for that reason' has '"error_code":"infected"'
    check 'and is not kept' has '"is_file_kept":false'
    job=$(ask GET '/admin/jobs?status=pending' | member id)
    n=0
    check 'the waiting one is still waiting for its turn to be tried' test -n "$job"
    check 'until then it is neither lost nor read' test "$(ask GET "/imports/$id" | member status)" = processing
    stop
else
    skipped=$((skipped + 1))
    echo 'SKIPPED clamd is not installed (package clamav-daemon)'
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
