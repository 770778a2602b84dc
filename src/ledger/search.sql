-- name: transaction_search_rows
-- Rows that have every word, newest first; the words are LIKE patterns over the folded text.
SELECT id, account_id, category_id, date, amount, currency, description, merchant, counterparty,
       reference, notes
FROM transactions
WHERE workspace_id = $1 AND folded LIKE $2 ESCAPE '\'
  AND ($3 = '' OR folded LIKE $3 ESCAPE '\') AND ($4 = '' OR folded LIKE $4 ESCAPE '\')
  AND ($5 = '' OR folded LIKE $5 ESCAPE '\') AND ($6 = '' OR folded LIKE $6 ESCAPE '\')
  AND (import_id IS NULL OR import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
ORDER BY date DESC, id DESC LIMIT $7;
