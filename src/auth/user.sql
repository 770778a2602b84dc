-- name: user_by_email
-- any tenant: users belong to no workspace
SELECT id, created_at, updated_at, email, email_key, first_name, last_name, display_name, avatar_url, locale,
       timezone, currency, is_active, is_verified, last_login_at, default_workspace_id, password_hash
FROM users WHERE email_key = $1;

-- name: user_password
-- any tenant: users belong to no workspace
UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1;

-- name: user_seen
-- any tenant: users belong to no workspace
UPDATE users SET last_login_at = $2 WHERE id = $1;

-- name: user_verified
-- any tenant: users belong to no workspace
UPDATE users SET is_verified = TRUE, updated_at = $2 WHERE id = $1;

-- name: user_deactivate
-- any tenant: users belong to no workspace
UPDATE users SET is_active = FALSE, updated_at = $2 WHERE id = $1;

-- name: user_people
-- any tenant: only people who share a workspace with the one who asks
SELECT DISTINCT u.id, u.email, u.first_name, u.last_name, u.display_name, u.avatar_url
FROM users u
JOIN member them ON them.user_id = u.id
JOIN member me ON me.workspace_id = them.workspace_id AND me.user_id = $1
WHERE u.is_active AND u.id <> $1
  AND (u.email_key LIKE $2 ESCAPE '\' OR lower(u.display_name) LIKE $2 ESCAPE '\'
       OR lower(u.first_name) LIKE $2 ESCAPE '\' OR lower(u.last_name) LIKE $2 ESCAPE '\')
ORDER BY u.id LIMIT 20;

-- name: user_is_member
-- any tenant: whether a user belongs to a workspace, before entering it
SELECT count(*) AS n FROM member WHERE user_id = $1 AND workspace_id = $2;
