-- name: import_cli_accounts
SELECT id FROM account WHERE workspace_id = $1 AND is_active ORDER BY id LIMIT 2;

-- name: import_cli_template
SELECT id FROM import_template WHERE workspace_id = $1 AND lower(name) = lower($2) LIMIT 1;

-- name: import_cli_findings
SELECT row_number, message FROM validation
WHERE workspace_id = $1 AND import_id = $2 AND validation_type <> 'INFO' ORDER BY id LIMIT 50;

-- name: import_cli_targets
-- The accounts its rows went to.
SELECT a.name AS name, a.currency AS currency, CAST(count(*) AS BIGINT) AS n
FROM transactions t JOIN account a ON a.workspace_id = $1 AND a.id = t.account_id
WHERE t.workspace_id = $1 AND t.import_id = $2 GROUP BY a.id, a.name, a.currency ORDER BY a.id;
