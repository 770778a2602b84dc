-- name: limit_since
-- any tenant: limits are of clients, not of workspaces
SELECT id, tat_1, tat_2, tat_3 FROM rate_limit WHERE updated_at >= $1;

-- name: limit_store
-- any tenant: limits are of clients, not of workspaces
INSERT INTO rate_limit (id, tat_1, tat_2, tat_3, updated_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET
    tat_1 = CASE WHEN excluded.tat_1 > rate_limit.tat_1 THEN excluded.tat_1 ELSE rate_limit.tat_1 END,
    tat_2 = CASE WHEN excluded.tat_2 > rate_limit.tat_2 THEN excluded.tat_2 ELSE rate_limit.tat_2 END,
    tat_3 = CASE WHEN excluded.tat_3 > rate_limit.tat_3 THEN excluded.tat_3 ELSE rate_limit.tat_3 END,
    updated_at = excluded.updated_at;

-- name: limit_clean
-- any tenant: limits are of clients, not of workspaces
DELETE FROM rate_limit WHERE tat_1 < $1 AND tat_2 < $1 AND tat_3 < $1;
