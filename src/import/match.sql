-- name: match_exact
-- Rows of an import that was taken back are as good as gone.
SELECT t.fingerprint AS fingerprint, t.occurrence AS occurrence, t.id AS id FROM transactions t
WHERE t.workspace_id = $1 AND t.account_id = $2
  AND t.fingerprint IN (SELECT value FROM list_ints($3))
  AND (t.import_id IS NULL OR t.import_id NOT IN (
       SELECT h.import_id FROM hidden_import h JOIN import i ON i.id = h.import_id AND i.workspace_id = $1
       WHERE h.workspace_id = $1 AND i.status IN ('undone', 'discarded', 'failed')))
UNION ALL
SELECT a.fingerprint AS fingerprint, a.occurrence AS occurrence, a.transaction_id AS id FROM row_alias a
WHERE a.workspace_id = $1 AND a.account_id = $2
  AND a.fingerprint IN (SELECT value FROM list_ints($3));

-- name: match_near
-- Stored rows with one of these amounts in these days that no row of the import is already.
SELECT t.id AS id, t.date AS date, t.amount AS amount, t.description AS description,
       t.counterparty AS counterparty, t.status AS status, t.fingerprint AS fingerprint,
       i.header_hash AS header_hash, i.file_type AS file_type
FROM transactions t LEFT JOIN import i ON i.id = t.import_id AND i.workspace_id = $1
WHERE t.workspace_id = $1 AND t.account_id = $2 AND t.date >= $3 AND t.date <= $4
  AND t.amount IN (SELECT value FROM list_ints($5)) AND t.status <> 'cancelled'
  AND (t.import_id IS NULL OR t.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
  AND NOT EXISTS (SELECT r.id FROM import_row r
                  WHERE r.workspace_id = $1 AND r.import_id = $6 AND r.transaction_id = t.id)
ORDER BY t.date, t.id;

-- name: match_pending
-- Stored rows that wait to be posted, of these days, that no row of the import is already.
SELECT t.id AS id, t.date AS date, t.amount AS amount, t.description AS description,
       t.counterparty AS counterparty, t.status AS status, t.fingerprint AS fingerprint,
       i.header_hash AS header_hash, i.file_type AS file_type
FROM transactions t LEFT JOIN import i ON i.id = t.import_id AND i.workspace_id = $1
WHERE t.workspace_id = $1 AND t.account_id = $2 AND t.date >= $3 AND t.date <= $4
  AND t.status = 'pending'
  AND (t.import_id IS NULL OR t.import_id NOT IN
       (SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))
  AND NOT EXISTS (SELECT r.id FROM import_row r
                  WHERE r.workspace_id = $1 AND r.import_id = $5 AND r.transaction_id = t.id)
ORDER BY t.date, t.id LIMIT 500;

-- name: match_period
-- The days an import's staged rows cover, by account.
SELECT account_id, min(date) AS first, max(date) AS last FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND account_id IS NOT NULL GROUP BY account_id;

-- name: match_alias_add
INSERT INTO row_alias (workspace_id, account_id, fingerprint, occurrence, transaction_id, import_id)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, fingerprint, occurrence) DO UPDATE SET
    transaction_id = excluded.transaction_id, import_id = excluded.import_id;

-- name: match_alias_drop
DELETE FROM row_alias WHERE workspace_id = $1 AND import_id = $2;

-- name: match_last_occurrence
SELECT CAST(coalesce(max(occurrence), 0) AS BIGINT) AS n FROM transactions
WHERE workspace_id = $1 AND account_id = $2 AND fingerprint = $3;

-- name: match_alias_drop_of
DELETE FROM row_alias WHERE workspace_id = $1 AND import_id = $2 AND transaction_id = $3;

-- name: match_taken
SELECT id FROM transactions
WHERE workspace_id = $1 AND account_id = $2 AND fingerprint = $3 AND occurrence = $4;

-- name: match_known
-- The transaction that a row of a file is, by its own fingerprint or by a decision.
SELECT found.id AS id FROM (
    SELECT t.id AS id, 1 AS rank FROM transactions t
    WHERE t.workspace_id = $1 AND t.account_id = $2 AND t.fingerprint = $3 AND t.occurrence = $4
    UNION ALL
    SELECT a.transaction_id AS id, 2 AS rank FROM row_alias a
    WHERE a.workspace_id = $1 AND a.account_id = $2 AND a.fingerprint = $3 AND a.occurrence = $4
) found ORDER BY found.rank LIMIT 1;
