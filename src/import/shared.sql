-- name: shared_rows
-- Rows of an import that other completed imports state as well, and the earliest of those.
SELECT t.id AS id, min(r.import_id) AS heir
FROM transactions t
JOIN import_row r ON r.transaction_id = t.id AND r.workspace_id = $1
JOIN import i ON i.id = r.import_id AND i.workspace_id = $1
WHERE t.workspace_id = $1 AND t.import_id = $2 AND t.id > $3
  AND r.import_id <> $2 AND r.state = 'merged' AND NOT r.is_skipped AND i.status = 'completed'
GROUP BY t.id ORDER BY t.id LIMIT $4;

-- name: shared_give
-- A row is the heir's from now on, with the line that it has there.
UPDATE transactions SET import_id = $3, source_line = (
    SELECT min(r.line) FROM import_row r
    WHERE r.workspace_id = $1 AND r.import_id = $3 AND r.transaction_id = $2 AND r.state = 'merged')
WHERE workspace_id = $1 AND id = $2;

-- name: shared_forget
-- What the heir had to say of it: it is no duplicate any more.
DELETE FROM import_row WHERE workspace_id = $1 AND import_id = $3 AND transaction_id = $2 AND state = 'merged';

-- name: shared_count
UPDATE import SET successful_imports = successful_imports + 1, updated_at = $3,
                  duplicate_rows = CASE WHEN duplicate_rows > 0 THEN duplicate_rows - 1 ELSE 0 END
WHERE workspace_id = $1 AND id = $2;

-- name: shared_aliases
-- Names by which an import knows rows of others, and by which a later one has found them.
UPDATE row_alias SET import_id = (
    SELECT min(r.import_id) FROM import_row r JOIN import i ON i.id = r.import_id AND i.workspace_id = $1
    WHERE r.workspace_id = $1 AND r.import_id <> $2 AND r.transaction_id = row_alias.transaction_id
      AND r.account_id = row_alias.account_id AND r.fingerprint = row_alias.fingerprint
      AND r.occurrence = row_alias.occurrence AND r.state = 'merged' AND i.status = 'completed')
WHERE workspace_id = $1 AND import_id = $2 AND EXISTS (
    SELECT r.id FROM import_row r JOIN import i ON i.id = r.import_id AND i.workspace_id = $1
    WHERE r.workspace_id = $1 AND r.import_id <> $2 AND r.transaction_id = row_alias.transaction_id
      AND r.account_id = row_alias.account_id AND r.fingerprint = row_alias.fingerprint
      AND r.occurrence = row_alias.occurrence AND r.state = 'merged' AND i.status = 'completed');

-- name: shared_later
-- The earliest completed import behind this one that was merged with a transaction.
SELECT CAST(coalesce(min(r.import_id), 0) AS BIGINT) AS id
FROM import_row r JOIN import i ON i.id = r.import_id AND i.workspace_id = $1
WHERE r.workspace_id = $1 AND r.transaction_id = $2 AND r.import_id > $3
  AND r.state = 'merged' AND NOT r.is_skipped AND i.status = 'completed';

-- name: shared_change_give
UPDATE import_change SET import_id = $3 WHERE workspace_id = $1 AND id = $2;

-- name: shared_revive
-- Rows that were there already when the file was read, and are no longer: they are new.
UPDATE import_row SET row_state = 'new', state = NULL, transaction_id = NULL, match_score = NULL,
                      reason = NULL, updated_at = $3
WHERE workspace_id = $1 AND import_id = $2 AND row_state = 'duplicate' AND NOT is_done AND NOT is_skipped
  AND state IN ('merged', 'deleted_old') AND transaction_id NOT IN (
      SELECT t.id FROM transactions t
      WHERE t.workspace_id = $1 AND t.id = import_row.transaction_id
        AND (t.import_id IS NULL OR t.import_id NOT IN (
             SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1)));
