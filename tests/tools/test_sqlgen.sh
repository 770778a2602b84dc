#!/bin/sh
# What tools/sqlgen makes of statements, what it refuses, and with which words; tools/embed keeps bytes.
set -u
cd "$(dirname "$0")/../.."
sqlgen=$PWD/build/tools/sqlgen
embed=$PWD/build/tools/embed
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
passed=0
failed=0

check() { # NAME STATUS
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $1"
        sed 's/^/  | /' out
    fi
}

# takes NAME SQL: the file is taken.
takes() {
    printf '%s\n' "$2" >q.sql
    "$sqlgen" q_sql.c q_sql.h q.sql schema.sql >out 2>&1
    check "$1" $?
}

# refuses WORDS SQL: the file is refused at the line of '!!' (or any) with these words.
refuses() {
    line=$(printf '%s\n' "$2" | grep -n '!!' | head -n 1 | cut -d: -f1)
    printf '%s\n' "$2" | sed 's/!!//' >q.sql
    if "$sqlgen" q_sql.c q_sql.h q.sql schema.sql >out 2>&1; then
        echo "taken" >>out
        check "refuses: $1" 1
    else
        grep -qF -- "q.sql:${line:-}" out && grep -qF -- "$1" out
        check "refuses: $1" $?
    fi
}

cat >schema.sql <<'END'
CREATE TABLE account (id @id, workspace_id BIGINT NOT NULL, name TEXT);
@owned(account)
CREATE TABLE IF NOT EXISTS entry (
    id @id, -- the workspace_id is next
    workspace_id BIGINT NOT NULL,
    account_id BIGINT CHECK (account_id IN (1, 2))
);
@owned(entry)
CREATE TABLE plain (id @id, note TEXT DEFAULT ('workspace_id'));
END

# --- the workspace ---
takes 'bound' '-- name: a
SELECT id FROM account WHERE workspace_id = $1'
takes 'bound from the right, with an alias' '-- name: a
SELECT id FROM account AS x WHERE $1 = x.workspace_id'
takes 'a join tied to the first table' '-- name: a
SELECT e.id FROM entry e JOIN account a ON a.id = e.account_id AND a.workspace_id = e.workspace_id
WHERE e.workspace_id = $1'
takes 'a join by USING' '-- name: a
SELECT e.id FROM entry e JOIN account a USING (workspace_id) WHERE e.workspace_id = $1'
takes 'an insert that gives it' '-- name: a
INSERT INTO account (id, workspace_id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = $3'
takes 'a table of nobody' '-- name: a
SELECT id, note FROM plain'
takes 'a statement that says why' '-- name: a
-- any tenant: the sweep looks at all of them
SELECT id FROM account'
takes 'a reason before the name' '-- any tenant: the sweep looks at all of them
-- name: a
SELECT id FROM account'
refuses 'belongs to a workspace' '-- name: a
SELECT id
FROM account!! WHERE id = $1'
refuses 'belongs to a workspace' '-- name: a
SELECT id FROM account!! WHERE id = $1 AND name = '"'workspace_id = 1'"
refuses 'belongs to a workspace' '-- name: a
UPDATE account!! SET workspace_id = $1 WHERE id = $2'
refuses 'belongs to a workspace' '-- name: a
DELETE FROM account!! WHERE id = $1'
refuses 'belongs to a workspace' '-- name: a
INSERT INTO account!! (id, name) VALUES ($1, $2)'
refuses 'belongs to a workspace' '-- name: a
SELECT id FROM plain WHERE id IN (SELECT id FROM account!!) -- workspace_id = $1'
refuses 'belongs to a workspace' '-- name: a
SELECT 1 AS x FROM plain, entry!!'
refuses 'every table that belongs to a workspace is tied to it' '-- name: a
SELECT e.id FROM entry!! e JOIN account a ON a.id = e.account_id WHERE e.workspace_id = $1'
refuses 'say why' '-- any tenant!!
-- name: a
SELECT id FROM account'
# A reason counts for one statement only.
refuses 'belongs to a workspace' '-- name: a
-- any tenant: the sweep looks at all of them
SELECT id FROM account;
-- name: b
SELECT id FROM account!!'

# --- the common subset ---
for case in "SELECT id::text FROM plain|CAST(x AS TYPE)" "SELECT id FROM plain WHERE note ILIKE \$1|ILIKE" \
    "SELECT id FROM plain WHERE id = ANY (\$1)|list_ints" "INSERT OR IGNORE INTO plain (id) VALUES (\$1)|ON CONFLICT" \
    "SELECT id FROM plain FOR UPDATE|/*pg FOR UPDATE */" "SELECT * FROM plain|name the columns" \
    "SELECT id FROM plain WHERE \$1 IS NULL|IS NULL: PostgreSQL" "SELECT id FROM plain WHERE note LIKE \$1|ESCAPE" \
    "SELECT avg(id) AS x FROM plain|divide in C" "BEGIN|the lane opens" "SELECT id FROM plain; SELECT 1|one statement" \
    "SELECT id FROM plain WHERE id = \$2|\$1" "SELECT id FROM plain WHERE id = \$0|\$1 to \$199" \
    "WITH x AS (DELETE FROM plain RETURNING id) SELECT id FROM x|changes data"; do
    refuses "${case#*|}" "-- name: a
${case%|*}"
done
takes 'what stands in texts and comments' "-- name: a
SELECT id, 'a::b ILIKE ''; SELECT *' AS x FROM plain /* avg( */ /*pg FOR UPDATE */ -- ; BEGIN"

# --- the file ---
refuses "needs '-- name: NAME'" 'SELECT id FROM plain!!'
refuses 'taken already' '-- name: a
SELECT 1 AS x;
-- name: a!!
SELECT 2 AS x'
refuses 'small letters' '-- name: Two Words!!
SELECT 1 AS x'
refuses 'is missing' '-- name: a!!
-- name: b
SELECT 1 AS x'

# --- the schema ---
printf 'CREATE TABLE lonely (id @id,\n workspace_id BIGINT);\n' >bad.sql
"$sqlgen" q_sql.c q_sql.h q.sql bad.sql >out 2>&1
[ $? = 1 ] && grep -q "^bad.sql:1: .*@owned(TABLE).*lonely" out
check 'an owned table without its policy' $?
printf 'CREATE TABLE free (id @id);\n@owned(free)\n' >bad.sql
"$sqlgen" q_sql.c q_sql.h q.sql bad.sql >out 2>&1
[ $? = 1 ] && grep -q "@owned is for tables with the column" out
check 'a policy without the column' $?
printf 'BEGIN;\n' >bad.sql
"$sqlgen" q_sql.c q_sql.h q.sql bad.sql >out 2>&1
[ $? = 1 ] && grep -q "^bad.sql:1: a migration is one transaction" out
check 'a transaction in a migration' $?

# --- what comes out ---
cat >q.sql <<'END'
-- name: first_one
-- Says "hello\n" back.
SELECT id, '"\n' AS x
FROM plain WHERE id = $2 AND note = $1;

-- name: second_one
-- any tenant: everybody's
WITH x AS (SELECT id FROM account) INSERT INTO plain (id) SELECT id FROM x WHERE TRUE ON CONFLICT DO NOTHING;
END
"$sqlgen" q_sql.c q_sql.h q.sql schema.sql >out 2>&1 && cat q_sql.c q_sql.h >>out &&
    grep -qF 'extern const Query q_first_one;' q_sql.h && grep -qF '/* Says "hello\n" back. */' q_sql.h &&
    grep -qF '"SELECT id, '"'"'\"\\n'"'"' AS x\n"' q_sql.c && grep -qF '"FROM plain WHERE id = $2 AND note = $1"' q_sql.c &&
    [ "$(grep -c 'params = 2' q_sql.c)" = 1 ] && [ "$(grep -c 'writes = true' q_sql.c)" = 1 ] &&
    [ "$(grep -c 'any_tenant = true' q_sql.c)" = 1 ] && [ "$(grep -c 'any_tenant = false' q_sql.c)" = 1 ]
check 'constants with their numbers' $?
"$sqlgen" --all all.c q.sql >out 2>&1 && grep -qF '&q_second_one,' all.c && grep -qF 'n_all_queries = 2;' all.c
check 'the list of all' $?

# --- embed: every byte comes back ---
mkdir -p files/sub
printf 'plain\n"quoted" \\ ??/ %%s\n' >files/b.txt
head -c 3000 /dev/urandom >files/sub/a.bin
printf '\0\1\0012\3777\n\n\r\t' >files/c.bin
: >files/empty
cat >main.c <<'END'
#include "base/embedded.h"
#include <stdio.h>
extern const EmbeddedSet all_files;
int main(void)
{
    for (ptrdiff_t i = 0; i < all_files.n; i++) {
        char path[100];
        snprintf(path, sizeof path, "out%td", i);
        FILE *f = fopen(path, "wb");
        fwrite(all_files.files[i].bytes.p, 1, (size_t)all_files.files[i].bytes.n, f);
        fclose(f);
        puts(all_files.files[i].name);
    }
    return 0;
}
END
"$embed" all_files files.c files files/sub/a.bin files/empty files/c.bin files/b.txt >out 2>&1 &&
    gcc -std=gnu17 -D_GNU_SOURCE -I"$OLDPWD/src" files.c main.c -o main >>out 2>&1 && ./main >names &&
    printf 'b.txt\nc.bin\nempty\nsub/a.bin\n' | cmp - names >>out && cmp out0 files/b.txt >>out &&
    cmp out1 files/c.bin >>out && cmp out2 files/empty >>out && cmp out3 files/sub/a.bin >>out
check 'embedded files come back byte for byte' $?
"$embed" all_files files.c files main.c >out 2>&1
[ $? = 1 ] && grep -q 'main.c.*not below' out
check 'a file from elsewhere is refused' $?

echo "$passed passed, $failed failed"
[ $failed = 0 ]
