-- name: sums_of_months
-- Rows in the categories of transfers between own accounts are of the class of transfers.
SELECT t.account_id, t.category_id, a.currency, t.month,
       CASE WHEN k.id IS NULL THEN t.class ELSE t.class | 1 END AS class, t.n, t.money_in, t.money_out
FROM month_total t JOIN account a ON a.workspace_id = $1 AND a.id = t.account_id
LEFT JOIN category k ON k.workspace_id = $1 AND k.id = t.category_id
                    AND k.code IN ('transfer.own', 'transfer.card')
WHERE t.workspace_id = $1 AND t.month BETWEEN $2 AND $3 AND (CAST($4 AS BIGINT) = 0 OR t.account_id = $4);

-- name: sums_of_days
-- The same from the rows themselves, for the days at the ends of a period.
SELECT account_id, category_id, currency, month, class, CAST(sum(n) AS BIGINT) AS n,
       CAST(sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT) AS money_in,
       CAST(sum(CASE WHEN amount < 0 THEN amount ELSE 0 END) AS BIGINT) AS money_out
FROM (
    SELECT t.account_id AS account_id, t.currency AS currency, month_of(t.date) AS month,
           coalesce(p.category_id, CASE WHEN p.id IS NULL THEN t.category_id END, 0) AS category_id,
           CASE WHEN t.is_transfer OR k.id IS NOT NULL THEN 1 ELSE 0 END
               + CASE WHEN t.is_hidden THEN 2 ELSE 0 END
               + CASE WHEN t.status = 'pending' THEN 4 ELSE 0 END AS class,
           coalesce(p.amount, t.amount) AS amount,
           CASE WHEN coalesce(p.position, 0) = 0 THEN 1 ELSE 0 END AS n
    FROM transactions t
    LEFT JOIN transaction_part p ON p.workspace_id = $1 AND p.transaction_id = t.id
    LEFT JOIN category k ON k.workspace_id = $1 AND k.code IN ('transfer.own', 'transfer.card')
        AND k.id = coalesce(p.category_id, CASE WHEN p.id IS NULL THEN t.category_id END, 0)
    WHERE t.workspace_id = $1 AND t.date BETWEEN $2 AND $3 AND (CAST($4 AS BIGINT) = 0 OR t.account_id = $4)
      AND t.status <> 'cancelled'
      AND (t.import_id IS NULL OR t.import_id NOT IN
           (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
) rows_that_count
GROUP BY account_id, category_id, currency, month, class;

-- name: changes_of_days
-- What the posted rows of each day come to.
SELECT t.date AS date, CAST(sum(t.amount) AS BIGINT) AS change, CAST(count(*) AS BIGINT) AS n
FROM transactions t
WHERE t.workspace_id = $1 AND t.account_id = $2 AND t.date BETWEEN $3 AND $4 AND t.status = 'posted'
  AND (t.import_id IS NULL OR t.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
GROUP BY t.date ORDER BY t.date;

-- name: home_currency_of
-- any tenant: the workspace is the caller's own, and its id is its key
SELECT home_currency FROM workspace WHERE id = $1;

-- name: category_names
SELECT id, code, name, emoji, color, parent_id, category_type FROM category WHERE workspace_id = $1;

-- name: account_names
SELECT id, name, account_type, currency, opening_balance, opened_on, is_active FROM account
WHERE workspace_id = $1 AND (CAST($2 AS BIGINT) = 0 OR id = $2) ORDER BY sort_order, id;

-- name: account_first_day
SELECT CAST(min(date) AS INTEGER) AS day FROM transactions WHERE workspace_id = $1;

-- name: ingestion_counts
SELECT coalesce(ingestion_status, 'completed') AS status, CAST(count(*) AS BIGINT) AS n
FROM transactions
WHERE workspace_id = $1 AND account_id = $2 AND date BETWEEN $3 AND $4
  AND (import_id IS NULL OR import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
GROUP BY coalesce(ingestion_status, 'completed');

-- name: uncategorized_count
SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS n FROM month_total
WHERE workspace_id = $1 AND category_id = 0 AND class IN (0, 4) AND month >= $2;

-- name: imports_in_review
SELECT CAST(count(*) AS BIGINT) AS n FROM import WHERE workspace_id = $1 AND status = 'needs_review';
