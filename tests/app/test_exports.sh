#!/bin/sh
# Our own exports come back: rows are booked, written in every format, and read again. Date, amount, currency
# and description must be those of the statement; journals and JSON carry the identifier as well.
set -u
cd "$(dirname "$0")/../.." || exit 1
florin=${FLORIN:-build/florin}
folder=$(mktemp -d)
export XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config"
unset FLORIN_DATABASE_URL
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

cat >"$folder/statement.csv" <<'END'
Date,Description,Amount,Currency
2024-01-02,Grocer weekly shop,-12.30,EUR
2024-01-03,Salary of January,2500.00,EUR
2024-01-04,Café "Zum Bären" & Söhne,-1234.56,EUR
2024-01-05,Refund,0.01,EUR
2024-02-29,Rent,-999.00,EUR
2024-02-29,Rent,-999.00,EUR
END

# The members of every row that all formats carry.
rows() {
    "$florin" parse --json "$1" | tr '{' '\n' |
        sed -n 's/^"date":"\([^"]*\)","amount":"\([^"]*\)","currency":"\([^"]*\)","description":"\(.*\)","counterparty":.*/\1 \2 \3 \4/p' |
        sort
}

db="sqlite:$folder/florin.db"
if ! "$florin" import --yes --db "$db" --account Giro "$folder/statement.csv" >"$folder/out" 2>&1; then
    cat "$folder/out"
    failed=$((failed + 1))
fi
rows "$folder/statement.csv" >"$folder/wanted"
if [ "$(wc -l <"$folder/wanted")" != 6 ]; then
    echo "FAILED the statement itself"
    failed=$((failed + 1))
fi
for format in csv json hledger beancount; do
    "$florin" export --db "$db" --format $format --output "$folder/export.$format" >"$folder/out" 2>&1
    rows "$folder/export.$format" >"$folder/got"
    "$florin" parse --json "$folder/export.$format" >"$folder/json" 2>&1
    ids=$(grep -o '"external_id":"txn_[^"]*"' "$folder/json" | sort -u | wc -l)
    said=$(grep -c '"level":"\(warning\|error\)"' "$folder/json")
    if cmp -s "$folder/wanted" "$folder/got" && [ "$ids" = 6 ] && [ "$said" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $format: $ids identifiers, $said findings"
        diff "$folder/wanted" "$folder/got" | sed 's/^/    /'
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
