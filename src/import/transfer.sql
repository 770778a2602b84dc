-- name: transfer_accounts
SELECT id, name, iban, number_masked, institution FROM account WHERE workspace_id = $1 ORDER BY id LIMIT 1000;

-- name: transfer_rows
-- Rows of an import that may be a side of a transfer.
SELECT id, date, amount FROM transactions
WHERE workspace_id = $1 AND import_id = $2 AND id > $3 AND transfer_pair_id IS NULL
  AND status <> 'cancelled' AND amount <> 0
ORDER BY id LIMIT $4;

-- name: transfer_sides
-- Rows of all accounts with one of these amounts in these days that are seen and have no pair.
SELECT t.id AS id, t.account_id AS account_id, t.import_id AS import_id, t.date AS date, t.amount AS amount,
       t.currency AS currency, t.description AS description, t.counterparty AS counterparty,
       t.counterparty_account AS counterparty_account, t.is_transfer AS is_transfer,
       t.category_source AS category_source, k.code AS category
FROM transactions t LEFT JOIN category k ON k.id = t.category_id AND k.workspace_id = $1
WHERE t.workspace_id = $1 AND t.date >= $2 AND t.date <= $3
  AND t.amount IN (SELECT value FROM list_ints($4))
  AND t.transfer_pair_id IS NULL AND t.status <> 'cancelled'
  AND (t.import_id IS NULL OR t.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
ORDER BY t.date, t.id LIMIT 5000;

-- name: transfer_foreign
-- Rows that say what they were in another currency, and rows of other accounts in that currency with that
-- amount to a hundredth, of which one is the import's.
SELECT t.id AS id, o.id AS other, abs(o.amount + t.original_amount) AS off
FROM transactions t
JOIN transactions o ON o.workspace_id = $1 AND o.account_id <> t.account_id
    AND o.date >= t.date - $3 AND o.date <= t.date + $3 AND o.currency = t.original_currency
    AND abs(o.amount + t.original_amount) <= abs(t.original_amount) / 100
WHERE t.workspace_id = $1 AND (t.import_id = $2 OR o.import_id = $2)
  AND t.original_currency IS NOT NULL AND t.original_currency <> t.currency
  AND t.original_amount <> 0 AND t.transfer_pair_id IS NULL AND o.transfer_pair_id IS NULL
  AND t.status <> 'cancelled' AND o.status <> 'cancelled'
  AND (t.import_id IS NULL OR t.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
  AND (o.import_id IS NULL OR o.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
ORDER BY abs(o.amount + t.original_amount), t.id, o.id LIMIT 200;
