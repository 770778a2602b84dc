-- name: staged_list
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND position > $3 AND ($4 = '' OR row_state = $4)
ORDER BY position LIMIT $5;

-- name: staged_change
UPDATE import_row SET row_state = $3, transaction_id = $4, match_score = $5, reason = $6,
                      state = $7, updated_at = $8
WHERE workspace_id = $1 AND id = $2;

-- name: staged_resolve_open
UPDATE import_row SET state = $3, updated_at = $4
WHERE workspace_id = $1 AND import_id = $2 AND state = 'open';

-- name: staged_counts
SELECT CAST(count(*) AS BIGINT) AS rows_read,
       CAST(count(*) FILTER (WHERE row_state = 'duplicate') AS BIGINT) AS duplicates,
       CAST(count(*) FILTER (WHERE row_state = 'near') AS BIGINT) AS near_ones,
       CAST(count(*) FILTER (WHERE state = 'open') AS BIGINT) AS open_ones,
       CAST(count(*) FILTER (WHERE state = 'merged') AS BIGINT) AS merged
FROM import_row WHERE workspace_id = $1 AND import_id = $2;

-- name: staged_drop
-- Some rows of an import; with $3 only those that were new.
DELETE FROM import_row WHERE workspace_id = $1 AND id IN (
    SELECT r.id FROM import_row r
    WHERE r.workspace_id = $1 AND r.import_id = $2 AND (NOT $3 OR r.row_state = 'new')
    ORDER BY r.position LIMIT $4);

-- name: staged_decided
-- Rows with a decision that is still to be carried out.
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND transaction_id IS NOT NULL
  AND (state IN ('kept_both', 'deleted_old') OR (row_state = 'near' AND state = 'merged'))
ORDER BY position;
