-- name: session_add
-- any tenant: sessions are of users
INSERT INTO session (id, user_id, created_at, updated_at, expires_at, user_agent, address)
VALUES ($1, $2, $3, $3, $4, $5, $6);

-- name: refresh_add
-- any tenant: sessions are of users
INSERT INTO refresh_token (id, session_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: refresh_find
-- any tenant: sessions are of users
SELECT r.id, r.session_id, r.used_at, r.expires_at, s.ended_at, s.user_id, u.is_active
FROM refresh_token r
JOIN session s ON s.id = r.session_id
JOIN users u ON u.id = s.user_id
WHERE r.hash = $1;

-- name: refresh_use
-- any tenant: sessions are of users
UPDATE refresh_token SET used_at = $2 WHERE id = $1 AND used_at IS NULL;

-- name: session_renew
-- any tenant: sessions are of users
UPDATE session SET updated_at = $2, expires_at = $3 WHERE id = $1;

-- name: session_stop
-- any tenant: sessions are of users
UPDATE session SET ended_at = $2, updated_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: session_stop_all
-- any tenant: sessions are of users
UPDATE session SET ended_at = $2, updated_at = $2 WHERE user_id = $1 AND id <> $3 AND ended_at IS NULL;

-- name: session_clean_tokens
-- any tenant: sessions are of users
DELETE FROM refresh_token WHERE expires_at < $1
   OR session_id IN (SELECT id FROM session WHERE ended_at < $1 OR expires_at < $1);

-- name: session_clean
-- any tenant: sessions are of users
DELETE FROM session WHERE ended_at < $1 OR expires_at < $1;
