-- name: batch_by_external
SELECT id FROM batch WHERE workspace_id = $1 AND external_id = $2;

-- name: batch_known_rows
-- Those of the senders' own names (a JSON array) that an account has already.
SELECT external_id FROM transactions
WHERE workspace_id = $1 AND account_id = $2 AND batch_id IS NOT NULL
  AND external_id IN (SELECT value FROM list_texts($3));

-- name: batch_accounts
SELECT id, currency FROM account WHERE workspace_id = $1;

-- name: batch_pending_rows
-- The next rows to work on.
SELECT id, account_id, date, amount, currency, description, merchant, counterparty, reference, notes,
       status, category_id, category_source, is_transfer, is_hidden, transaction_type
FROM transactions
WHERE workspace_id = $1 AND batch_id = $2 AND ingestion_status = 'pending' ORDER BY id LIMIT $3;

-- name: batch_row_done
UPDATE transactions SET category_id = $3, category_source = $4, confidence = $5,
       suggested_category_id = $6, explanation = $7, merchant = $8, folded = $9,
       ingestion_status = 'completed', updated_at = $10
WHERE workspace_id = $1 AND id = $2 AND ingestion_status = 'pending';

-- name: batch_progress
UPDATE batch SET status = 'processing', completed = completed + $3, updated_at = $4
WHERE workspace_id = $1 AND id = $2;

-- name: batch_done
UPDATE batch SET status = 'completed', updated_at = $3 WHERE workspace_id = $1 AND id = $2;

-- name: batch_rows_failed
UPDATE transactions SET ingestion_status = 'failed', updated_at = $3
WHERE workspace_id = $1 AND batch_id = $2 AND ingestion_status = 'pending';

-- name: batch_failed
UPDATE batch SET status = 'failed', failed = accepted - completed, error = $3, updated_at = $4
WHERE workspace_id = $1 AND id = $2;

-- name: batch_forgotten
-- any tenant: the sweep looks after every workspace
SELECT id, workspace_id FROM batch
WHERE status IN ('pending', 'processing') AND updated_at < $1 ORDER BY updated_at LIMIT 1000;
