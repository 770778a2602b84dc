-- name: staged_list
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state, is_edited,
       is_skipped, is_done
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND position > $3 AND ($4 = '' OR row_state = $4)
ORDER BY position LIMIT $5;

-- name: staged_doubtful
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state, is_edited,
       is_skipped, is_done
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND position > $3 AND NOT is_edited
  AND (confidence < $4 OR row_state = 'near' OR line IN (
      SELECT row_number FROM validation
      WHERE workspace_id = $1 AND import_id = $2 AND row_number > 0
        AND validation_type <> 'INFO' AND NOT is_resolved))
ORDER BY position LIMIT $5;

-- name: staged_change
UPDATE import_row SET row_state = $3, transaction_id = $4, match_score = $5, reason = $6,
                      state = $7, updated_at = $8, is_done = $9
WHERE workspace_id = $1 AND id = $2;

-- name: staged_done
UPDATE import_row SET is_done = TRUE WHERE workspace_id = $1 AND id = $2;

-- name: staged_resolve_open
UPDATE import_row SET state = $3, updated_at = $4
WHERE workspace_id = $1 AND import_id = $2 AND state = 'open';

-- name: staged_resolve_some
-- Rows of some positions that match something, in one state ($7) or in any, in an old import ($8) or in any.
UPDATE import_row SET state = $3, updated_at = $4
WHERE workspace_id = $1 AND import_id = $2 AND position > $5 AND position <= $6
  AND transaction_id IS NOT NULL AND NOT is_done AND ($7 = '' OR state = $7)
  AND (CAST($8 AS BIGINT) = 0 OR transaction_id IN (
      SELECT t.id FROM transactions t WHERE t.workspace_id = $1 AND t.import_id = $8));

-- name: staged_last
SELECT CAST(coalesce(max(position), 0) AS BIGINT) AS n FROM import_row
WHERE workspace_id = $1 AND import_id = $2;

-- name: staged_counts
SELECT CAST(count(*) FILTER (WHERE row_state = 'new' AND NOT is_skipped) AS BIGINT) AS fresh,
       CAST(count(*) FILTER (WHERE row_state = 'duplicate') AS BIGINT) AS duplicates,
       CAST(count(*) FILTER (WHERE row_state = 'near') AS BIGINT) AS near_ones,
       CAST(count(*) FILTER (WHERE state = 'open' AND NOT is_skipped) AS BIGINT) AS open_ones,
       CAST(count(*) FILTER (WHERE state = 'merged' AND NOT is_skipped) AS BIGINT) AS merged,
       CAST(count(*) FILTER (WHERE state IN ('kept_both', 'deleted_old') AND NOT is_skipped) AS BIGINT) AS kept,
       CAST(count(*) FILTER (WHERE is_skipped) AS BIGINT) AS skipped
FROM import_row WHERE workspace_id = $1 AND import_id = $2;

-- name: staged_drop
-- Some rows of an import; with $3 only those that were new.
DELETE FROM import_row WHERE workspace_id = $1 AND id IN (
    SELECT r.id FROM import_row r
    WHERE r.workspace_id = $1 AND r.import_id = $2 AND (NOT $3 OR r.row_state = 'new')
    ORDER BY r.position LIMIT $4);

-- name: staged_decided
-- Rows with a decision that is still to be carried out: kept beside ($3), or changing what is there.
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state, is_edited,
       is_skipped, is_done
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND transaction_id IS NOT NULL AND NOT is_done
  AND NOT is_skipped
  AND (($3 AND state = 'kept_both')
       OR (NOT $3 AND (state = 'deleted_old' OR (row_state = 'near' AND state = 'merged'))))
ORDER BY position LIMIT $4;

-- name: staged_get
SELECT id, workspace_id, created_at, updated_at, import_id, position, line, account_id, date,
       value_date, amount, currency, balance, original_amount, original_currency, description,
       counterparty, counterparty_account, reference, external_id, is_pending, confidence,
       fingerprint, occurrence, row_state, transaction_id, match_score, reason, state, is_edited,
       is_skipped, is_done
FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND id = $3;

-- name: staged_edit
UPDATE import_row SET date = $3, amount = $4, description = $5, counterparty = $6, reference = $7,
                      is_skipped = $8, is_edited = $9, updated_at = $10
WHERE workspace_id = $1 AND id = $2;

-- name: staged_sum
SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) AS n FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND NOT is_skipped;

-- name: staged_resolve_findings
-- Those of a line, or of a field.
UPDATE validation SET is_resolved = TRUE, updated_at = $5
WHERE workspace_id = $1 AND import_id = $2 AND NOT is_resolved
  AND (row_number = $3 OR ($4 <> '' AND field_name = $4));

-- name: staged_chain
-- How many running balances follow from the row before, read downwards and upwards.
SELECT CAST(count(*) AS BIGINT) AS pairs,
       CAST(coalesce(sum(CASE WHEN x.earlier + x.amount = x.balance THEN 1 ELSE 0 END), 0) AS BIGINT) AS down,
       CAST(coalesce(sum(CASE WHEN x.earlier - x.moved = x.balance THEN 1 ELSE 0 END), 0) AS BIGINT) AS up
FROM (SELECT r.position AS position, r.amount AS amount, r.balance AS balance,
             lag(r.balance) OVER (ORDER BY r.position) AS earlier,
             lag(r.amount) OVER (ORDER BY r.position) AS moved,
             row_number() OVER (ORDER BY r.position) AS nth
      FROM import_row r WHERE r.workspace_id = $1 AND r.import_id = $2 AND NOT r.is_skipped) x
WHERE x.nth > 1;
