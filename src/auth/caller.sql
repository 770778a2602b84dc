-- name: caller_by_session
-- any tenant: who asks is found before there is a workspace
SELECT u.id AS user_id, u.is_active, s.ended_at, m.workspace_id, m.role
FROM session s
JOIN users u ON u.id = s.user_id
LEFT JOIN member m ON m.user_id = u.id AND m.workspace_id = COALESCE(CAST($2 AS BIGINT), u.default_workspace_id)
WHERE s.id = $1;

-- name: caller_by_token
-- any tenant: who asks is found before there is a workspace
SELECT u.id AS user_id, u.is_active, t.id AS token_id, t.scopes, t.expires_on, m.workspace_id, m.role
FROM api_token t
JOIN users u ON u.id = t.user_id
LEFT JOIN member m ON m.user_id = u.id AND m.workspace_id = COALESCE(CAST($2 AS BIGINT), u.default_workspace_id)
WHERE t.hash = $1;

-- name: caller_token_used
-- any tenant: who asks is found before there is a workspace
UPDATE api_token SET last_used_at = $2 WHERE id = $1;
