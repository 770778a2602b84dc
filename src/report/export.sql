-- name: export_page
-- The next rows in the order of their dates.
SELECT id, workspace_id, created_at, updated_at, account_id, date, authorized_date, posted_date,
       value_date, amount, currency, original_amount, original_currency, description, merchant,
       merchant_logo, counterparty, counterparty_account, reference, transaction_type, status,
       category_id, category_source, confidence, suggested_category_id, explanation,
       ingestion_status, is_recurring, is_transfer, transfer_pair_id, is_hidden, notes, location,
       external_id, import_id, batch_id, source_line, metadata
FROM transactions
WHERE workspace_id = $1 AND date <= $3 AND (CAST($4 AS BIGINT) = 0 OR account_id = $4)
  AND (date, id) > ($2, $5)
  AND (import_id IS NULL OR import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
ORDER BY date, id LIMIT 1000;

-- name: export_accounts
SELECT id, name, account_type, currency, opening_balance, opened_on, iban, institution FROM account
WHERE workspace_id = $1 AND (CAST($2 AS BIGINT) = 0 OR id = $2) ORDER BY sort_order, id;

-- name: export_categories
SELECT k.id, k.code, k.name, g.name AS group_name, k.category_type FROM category k
LEFT JOIN category g ON g.workspace_id = $1 AND g.id = k.parent_id WHERE k.workspace_id = $1;

-- name: export_first_days
-- The day of each account's first row, for opening balances.
SELECT account_id, CAST(min(date) AS INTEGER) AS day FROM transactions
WHERE workspace_id = $1 GROUP BY account_id;
