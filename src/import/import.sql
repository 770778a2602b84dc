-- name: import_move_on
-- How far a running import is; changes nothing when it is no longer running.
UPDATE import SET processed_rows = $3, written_rows = $4, progress = $5, stage = $6, updated_at = $7
WHERE workspace_id = $1 AND id = $2 AND status = 'processing';

-- name: import_hide
INSERT INTO hidden_import (import_id, workspace_id) VALUES ($2, $1) ON CONFLICT (import_id) DO NOTHING;

-- name: import_show
DELETE FROM hidden_import WHERE workspace_id = $1 AND import_id = $2;

-- name: import_leftovers
-- Imports whose hidden rows are to go.
SELECT i.id FROM hidden_import h JOIN import i ON i.id = h.import_id
WHERE h.workspace_id = $1 AND i.workspace_id = $1 AND i.status IN ('pending', 'undone', 'discarded', 'failed');

-- name: import_running
SELECT id FROM import WHERE workspace_id = $1 AND status = 'processing' ORDER BY id;

-- name: import_job
-- A job that waits or works with this in its payload.
SELECT id FROM job WHERE workspace_id = $1 AND status IN ('pending', 'running') AND payload LIKE $2 ESCAPE '\' LIMIT 1;

-- name: import_transactions_drop
-- Some of an import's rows.
DELETE FROM transactions WHERE workspace_id = $1 AND id IN (
    SELECT t.id FROM transactions t WHERE t.workspace_id = $1 AND t.import_id = $2
    ORDER BY t.id LIMIT $3);

-- name: import_sums
-- What an import's rows add up to, as month_total keeps it.
SELECT t.account_id AS account_id, month_of(t.date) AS month,
       coalesce(p.category_id, CASE WHEN p.id IS NULL THEN t.category_id END, 0) AS category_id,
       CASE WHEN t.is_transfer THEN 1 ELSE 0 END + CASE WHEN t.is_hidden THEN 2 ELSE 0 END
           + CASE WHEN t.status = 'pending' THEN 4 ELSE 0 END AS class,
       CAST(sum(CASE WHEN coalesce(p.position, 0) = 0 THEN 1 ELSE 0 END) AS BIGINT) AS n,
       CAST(sum(CASE WHEN coalesce(p.amount, t.amount) > 0 THEN coalesce(p.amount, t.amount) ELSE 0 END) AS BIGINT) AS money_in,
       CAST(sum(CASE WHEN coalesce(p.amount, t.amount) < 0 THEN coalesce(p.amount, t.amount) ELSE 0 END) AS BIGINT) AS money_out
FROM transactions t
LEFT JOIN transaction_part p ON p.transaction_id = t.id AND p.workspace_id = t.workspace_id
WHERE t.workspace_id = $1 AND t.import_id = $2 AND t.status <> 'cancelled'
GROUP BY t.account_id, month_of(t.date),
         coalesce(p.category_id, CASE WHEN p.id IS NULL THEN t.category_id END, 0),
         CASE WHEN t.is_transfer THEN 1 ELSE 0 END + CASE WHEN t.is_hidden THEN 2 ELSE 0 END
             + CASE WHEN t.status = 'pending' THEN 4 ELSE 0 END;

-- name: import_account_in_use
-- A row of the account that is of no import, or of another one.
SELECT id FROM transactions
WHERE workspace_id = $1 AND account_id = $2 AND (import_id IS NULL OR import_id <> $3) LIMIT 1;

-- name: import_account_by_number
SELECT id FROM account
WHERE workspace_id = $1 AND (iban = $2 OR number_masked = $3) AND ($4 = '' OR currency = $4)
ORDER BY CASE WHEN iban = $2 THEN 0 ELSE 1 END, id LIMIT 2;

-- name: import_template_for
SELECT id FROM import_template WHERE workspace_id = $1 AND fingerprint = $2 ORDER BY id DESC LIMIT 1;

-- name: import_templates_for
SELECT id FROM import_template WHERE workspace_id = $1 AND fingerprint = $2 ORDER BY id DESC LIMIT 20;

-- name: import_template_named
SELECT id FROM import_template WHERE workspace_id = $1 AND name = $2;

-- name: import_template_used
UPDATE import_template SET times_used = times_used + 1, updated_at = $3 WHERE workspace_id = $1 AND id = $2;

-- name: import_template_no_default
UPDATE import_template SET is_default = FALSE, updated_at = $4
WHERE workspace_id = $1 AND file_type = $2 AND id <> $3 AND is_default;

-- name: import_findings_drop
DELETE FROM validation WHERE workspace_id = $1 AND import_id = $2;

-- name: import_change_add
INSERT INTO import_change (id, workspace_id, import_id, transaction_id, kind, before, after)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: import_changes
-- The latest of them first.
SELECT id, transaction_id, kind, before, after FROM import_change
WHERE workspace_id = $1 AND import_id = $2 ORDER BY id DESC LIMIT $3;

-- name: import_changes_of
SELECT id, transaction_id, kind, before, after FROM import_change
WHERE workspace_id = $1 AND import_id = $2 AND transaction_id = $3 ORDER BY id DESC;

-- name: import_changes_count
SELECT CAST(count(*) AS BIGINT) AS n FROM import_change WHERE workspace_id = $1 AND import_id = $2;

-- name: import_change_drop
DELETE FROM import_change WHERE workspace_id = $1 AND id = $2;

-- name: import_files
-- any tenant: files are swept for all
SELECT id FROM import WHERE id IN (SELECT value FROM list_ints($1)) AND is_file_kept;

-- name: import_errors
SELECT row_number, message FROM validation
WHERE workspace_id = $1 AND import_id = $2 AND validation_type = 'ERROR' ORDER BY id LIMIT 1000;

-- name: import_take_replaced
-- Rows that were put in the place of an old statement's are this import's now.
UPDATE transactions SET import_id = $2
WHERE workspace_id = $1 AND import_id IS NULL AND id IN (
    SELECT r.transaction_id FROM import_row r
    WHERE r.workspace_id = $1 AND r.import_id = $2 AND r.transaction_id IS NOT NULL
      AND r.state = 'deleted_old' AND r.is_done);

-- name: import_rows_of
SELECT id FROM transactions WHERE workspace_id = $1 AND import_id = $2 ORDER BY id LIMIT $3;

-- name: import_decisions_left
-- Decisions that change what is there, and rows of the old statement ($3) that are to go.
SELECT (SELECT CAST(count(*) AS BIGINT) FROM import_row
        WHERE workspace_id = $1 AND import_id = $2 AND transaction_id IS NOT NULL AND NOT is_done
          AND NOT is_skipped
          AND (state = 'deleted_old' OR (row_state = 'near' AND state = 'merged')))
     + (SELECT CAST(count(*) AS BIGINT) FROM transactions
        WHERE workspace_id = $1 AND import_id = $3) AS n;
