-- name: api_token_of_user
-- any tenant: tokens are of users
SELECT id, created_at, updated_at, user_id, name, scopes, expires_on, last_used_at, prefix
FROM api_token WHERE user_id = $1 ORDER BY id LIMIT 500;

-- name: api_token_count
-- any tenant: tokens are of users
SELECT count(*) AS n FROM api_token WHERE user_id = $1;

-- name: api_token_remove
-- any tenant: tokens are of users
DELETE FROM api_token WHERE id = $1 AND user_id = $2;
