-- name: audit_last
SELECT seq, chain_hash FROM audit_entry WHERE workspace_id = $1 ORDER BY seq DESC LIMIT 1;

-- name: audit_all
-- any tenant: the check of the whole database
SELECT id, created_at, updated_at, workspace_id, seq, at, user_id, action, resource, resource_id, address, request_id,
       chain_hash
FROM audit_entry ORDER BY workspace_id, seq;
