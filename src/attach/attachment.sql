-- name: attachment_candidates
-- Transactions of some days that a receipt may belong to.
SELECT id, date, amount, currency, original_amount, original_currency, description, merchant, counterparty
FROM transactions
WHERE workspace_id = $1 AND date >= $2 AND date <= $3 AND NOT is_hidden
  AND (import_id IS NULL OR import_id NOT IN (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
  AND id NOT IN (SELECT a.transaction_id FROM attachment a
                 WHERE a.workspace_id = $1 AND a.transaction_id IS NOT NULL AND a.id <> $4 AND a.receipt_status = 'read')
ORDER BY date, id
LIMIT 20000;

-- name: attachment_home_currency
SELECT home_currency FROM workspace WHERE id = $1;

-- name: attachments_there
-- any tenant: a sweep looks at the bytes of all.
SELECT id FROM attachment WHERE id IN (SELECT value FROM list_ints($1));
