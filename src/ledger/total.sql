-- name: total_add
INSERT INTO month_total (workspace_id, account_id, month, category_id, class, n, money_in, money_out)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (workspace_id, account_id, month, category_id, class) DO UPDATE SET
    n = month_total.n + excluded.n,
    money_in = month_total.money_in + excluded.money_in,
    money_out = month_total.money_out + excluded.money_out;

-- name: total_drop_empty
DELETE FROM month_total WHERE workspace_id = $1 AND n = 0 AND money_in = 0 AND money_out = 0;

-- name: total_drop_all
DELETE FROM month_total WHERE workspace_id = $1;

-- name: total_rebuild
-- From the rows that count: rows without parts by their category, parts by theirs.
INSERT INTO month_total (workspace_id, account_id, month, category_id, class, n, money_in, money_out)
SELECT workspace_id, account_id, month, category_id, class, CAST(sum(n) AS BIGINT),
       CAST(sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN amount < 0 THEN amount ELSE 0 END) AS BIGINT)
FROM (
    SELECT t.workspace_id AS workspace_id, t.account_id AS account_id, month_of(t.date) AS month,
           coalesce(p.category_id, CASE WHEN p.id IS NULL THEN t.category_id END, 0) AS category_id,
           CASE WHEN t.is_transfer THEN 1 ELSE 0 END + CASE WHEN t.is_hidden THEN 2 ELSE 0 END
               + CASE WHEN t.status = 'pending' THEN 4 ELSE 0 END AS class,
           coalesce(p.amount, t.amount) AS amount,
           CASE WHEN coalesce(p.position, 0) = 0 THEN 1 ELSE 0 END AS n
    FROM transactions t
    LEFT JOIN transaction_part p ON p.workspace_id = $1 AND p.transaction_id = t.id
    WHERE t.workspace_id = $1 AND t.status <> 'cancelled'
      AND (t.import_id IS NULL OR t.import_id NOT IN
           (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
) rows_that_count
GROUP BY workspace_id, account_id, month, category_id, class;

-- name: total_all
SELECT account_id, month, category_id, class, n, money_in, money_out FROM month_total
WHERE workspace_id = $1 ORDER BY account_id, month, category_id, class;

-- name: total_of_accounts
-- What the rows add to each account's opening balance: posted ones, also transfers and hidden ones.
SELECT account_id, CAST(sum(money_in + money_out) AS BIGINT) AS amount,
       CAST(sum(n) AS BIGINT) AS n
FROM month_total WHERE workspace_id = $1 AND class < 4 GROUP BY account_id;

-- name: total_of_categories
SELECT category_id, CAST(sum(n) AS BIGINT) AS n FROM month_total
WHERE workspace_id = $1 GROUP BY category_id;

-- name: total_reach
-- No sum over any of the workspace's rows and opening balances is larger.
SELECT (SELECT coalesce(CAST(sum(money_in - money_out) AS BIGINT), 0) FROM month_total
        WHERE workspace_id = $1)
     + (SELECT coalesce(CAST(sum(abs(opening_balance)) AS BIGINT), 0) FROM account
        WHERE workspace_id = $1) AS reach;
