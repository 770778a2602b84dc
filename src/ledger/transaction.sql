-- name: transaction_parts_drop
DELETE FROM transaction_part WHERE workspace_id = $1 AND transaction_id = $2;

-- name: transaction_part_add
INSERT INTO transaction_part (id, workspace_id, transaction_id, position, category_id, amount, note)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: transaction_parts_of
SELECT transaction_id, category_id, amount, note FROM transaction_part
WHERE workspace_id = $1 AND transaction_id IN (SELECT value FROM list_ints($2))
ORDER BY transaction_id, position;

-- name: transaction_has_parts
SELECT CAST(count(*) AS BIGINT) AS n FROM transaction_part WHERE workspace_id = $1;

-- name: hidden_count
SELECT CAST(count(*) AS BIGINT) AS n FROM hidden_import WHERE workspace_id = $1;

-- name: version_get
SELECT version FROM ledger_version WHERE workspace_id = $1;

-- name: version_bump
INSERT INTO ledger_version (workspace_id, version) VALUES ($1, 1)
ON CONFLICT (workspace_id) DO UPDATE SET version = ledger_version.version + 1;
