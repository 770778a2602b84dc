-- name: admin_users
-- any tenant: the administrator of the installation sees all users
SELECT id, email, first_name, last_name, is_active FROM users ORDER BY id;

-- name: admin_active
-- any tenant: the administrator of the installation
UPDATE users SET is_active = $2, updated_at = $3 WHERE id = $1;

-- name: admin_workspaces
-- any tenant: the administrator of the installation sees all workspaces
SELECT w.id, w.name, (SELECT count(*) FROM member m WHERE m.workspace_id = w.id) AS members
FROM workspace w ORDER BY w.id;

-- name: workspace_accounts
SELECT count(*) AS n FROM account WHERE workspace_id = $1;

-- name: workspace_drop_patterns
DELETE FROM category_pattern WHERE workspace_id = $1;

-- name: workspace_drop_passwords
DELETE FROM statement_password WHERE workspace_id = $1;

-- name: workspace_drop_files
-- Nobody wants the bytes any more: the sweep removes them.
UPDATE import SET is_file_kept = FALSE, given_password = NULL, given_key_id = NULL WHERE workspace_id = $1;

-- name: workspace_drop_attachments
-- Their bytes have no row then and are swept.
DELETE FROM attachment WHERE workspace_id = $1;

-- name: workspace_drop_categories
DELETE FROM category WHERE workspace_id = $1;
