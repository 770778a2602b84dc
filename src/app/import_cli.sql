-- name: import_cli_accounts
SELECT id FROM account WHERE workspace_id = $1 AND is_active ORDER BY id LIMIT 2;

-- name: import_cli_template
SELECT id FROM import_template WHERE workspace_id = $1 AND lower(name) = lower($2) LIMIT 1;

-- name: import_cli_findings
SELECT row_number, message FROM validation
WHERE workspace_id = $1 AND import_id = $2 AND validation_type <> 'INFO' ORDER BY id LIMIT 50;
