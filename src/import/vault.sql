-- name: vault_tries
-- Saved passwords, the likeliest first.
SELECT id, sealed, key_id FROM statement_password WHERE workspace_id = $1
ORDER BY CASE WHEN account_id = $2 THEN 0 ELSE 1 END, times_used DESC, coalesce(last_used_at, 0) DESC, id DESC
LIMIT $3;

-- name: vault_used
UPDATE statement_password SET times_used = times_used + 1, last_used_at = $3, updated_at = $3
WHERE workspace_id = $1 AND id = $2;

-- name: vault_label
SELECT id FROM statement_password WHERE workspace_id = $1 AND label = $2;

-- name: vault_count
SELECT count(*) AS n FROM statement_password WHERE workspace_id = $1;

-- name: vault_old_passwords
-- any tenant: a rotation of the key is of all workspaces
SELECT id, workspace_id, sealed, key_id FROM statement_password WHERE key_id <> $1 ORDER BY id LIMIT $2;

-- name: vault_old_given
-- any tenant: a rotation of the key is of all workspaces
SELECT id, workspace_id, given_password AS sealed, given_key_id AS key_id FROM import
WHERE given_key_id IS NOT NULL AND given_key_id <> $1 ORDER BY id LIMIT $2;

-- name: vault_reseal_password
-- any tenant: a rotation of the key is of all workspaces; unless it was changed in between
UPDATE statement_password SET sealed = $4, key_id = $5 WHERE workspace_id = $1 AND id = $2 AND sealed = $3;

-- name: vault_reseal_given
-- any tenant: a rotation of the key is of all workspaces
UPDATE import SET given_password = $4, given_key_id = $5
WHERE workspace_id = $1 AND id = $2 AND given_password = $3;
