-- name: socket_member
-- any tenant: whether who listens to a workspace still may
SELECT count(*) AS n FROM member m JOIN users u ON u.id = m.user_id
WHERE m.user_id = $1 AND m.workspace_id = $2 AND u.is_active;
