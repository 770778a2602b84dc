-- name: pair_between
SELECT id FROM transfer WHERE workspace_id = $1 AND out_id = $2 AND in_id = $3;

-- name: pair_of
SELECT id FROM transfer
WHERE workspace_id = $1 AND (out_id = $2 OR in_id = $2) AND state = 'paired';

-- name: pair_suggestions_drop
-- What was suggested for two rows that have found each other.
DELETE FROM transfer WHERE workspace_id = $1 AND state = 'suggested'
  AND (out_id = $2 OR in_id = $2 OR out_id = $3 OR in_id = $3);

-- name: pair_of_import
-- Pairs with a side in an import.
SELECT x.out_id AS id FROM transfer x JOIN transactions t ON t.id = x.out_id AND t.workspace_id = $1
WHERE x.workspace_id = $1 AND x.state = 'paired' AND t.import_id = $2
UNION
SELECT x.out_id AS id FROM transfer x JOIN transactions t ON t.id = x.in_id AND t.workspace_id = $1
WHERE x.workspace_id = $1 AND x.state = 'paired' AND t.import_id = $2
LIMIT $3;
