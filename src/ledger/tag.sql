-- name: tag_id_by_name
SELECT id FROM tag WHERE workspace_id = $1 AND name = $2;

-- name: transaction_tags_drop
DELETE FROM transaction_tag WHERE workspace_id = $1 AND transaction_id = $2;

-- name: transaction_tag_add
INSERT INTO transaction_tag (workspace_id, transaction_id, tag_id) VALUES ($1, $2, $3)
ON CONFLICT (transaction_id, tag_id) DO NOTHING;

-- name: transaction_tags_of
-- The tags of a list of transactions (a JSON array of ids).
SELECT x.transaction_id, t.name FROM transaction_tag x JOIN tag t ON t.workspace_id = $1 AND t.id = x.tag_id
WHERE x.workspace_id = $1 AND x.transaction_id IN (SELECT value FROM list_ints($2))
ORDER BY x.transaction_id, t.name;
