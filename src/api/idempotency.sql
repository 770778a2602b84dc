-- name: idempotency_claim
-- any tenant: keys are of callers, who may have no workspace
INSERT INTO idempotency (id, created_at, user_id, workspace_id, idempotency_key, request_hash)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (user_id, workspace_id, idempotency_key) DO UPDATE SET
    id = excluded.id, created_at = excluded.created_at, request_hash = excluded.request_hash,
    status = NULL, answer = NULL
WHERE idempotency.created_at < $7;

-- name: idempotency_find
-- any tenant: keys are of callers, who may have no workspace
SELECT request_hash, status, answer FROM idempotency
WHERE user_id = $1 AND workspace_id = $2 AND idempotency_key = $3;

-- name: idempotency_keep
-- any tenant: keys are of callers, who may have no workspace
UPDATE idempotency SET status = $4, answer = $5
WHERE user_id = $1 AND workspace_id = $2 AND idempotency_key = $3;

-- name: idempotency_remove_old
-- any tenant: keys are of callers, who may have no workspace
DELETE FROM idempotency WHERE created_at < $1;
