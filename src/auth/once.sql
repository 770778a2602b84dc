-- name: once_insert
-- any tenant: tokens are of users
INSERT INTO once_token (id, user_id, workspace_id, kind, hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: once_take
-- any tenant: tokens are of users
DELETE FROM once_token WHERE hash = $1 AND kind = $2 AND expires_at > $3 RETURNING user_id, workspace_id;

-- name: once_end
-- any tenant: tokens are of users
DELETE FROM once_token WHERE user_id = $1 AND kind = $2;

-- name: once_clean
-- any tenant: tokens are of users
DELETE FROM once_token WHERE expires_at < $1;
