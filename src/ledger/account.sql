-- name: account_by_name
SELECT id FROM account WHERE workspace_id = $1 AND lower(name) = lower($2) ORDER BY id LIMIT 1;

-- name: account_row_count
SELECT CAST(count(*) AS BIGINT) AS n FROM transactions WHERE workspace_id = $1 AND account_id = $2;
