-- name: overlap_matched
-- Completed imports that have rows of the staged ones: their own, and those they were merged with.
SELECT found.import_id AS import_id, CAST(count(DISTINCT found.transaction_id) AS BIGINT) AS n
FROM (
    SELECT t.import_id AS import_id, t.id AS transaction_id
    FROM import_row r JOIN transactions t ON t.id = r.transaction_id AND t.workspace_id = $1
    WHERE r.workspace_id = $1 AND r.import_id = $2 AND t.import_id IS NOT NULL
    UNION
    SELECT b.import_id AS import_id, b.transaction_id AS transaction_id
    FROM import_row r JOIN import_row b ON b.transaction_id = r.transaction_id AND b.workspace_id = $1
    WHERE r.workspace_id = $1 AND r.import_id = $2 AND r.transaction_id IS NOT NULL
      AND b.import_id <> $2 AND b.state = 'merged'
) found
JOIN import i ON i.id = found.import_id AND i.workspace_id = $1
WHERE i.status = 'completed' AND i.account_id = $3
GROUP BY found.import_id ORDER BY count(DISTINCT found.transaction_id) DESC, found.import_id DESC LIMIT 10;

-- name: overlap_staged
-- Rows of the import in these days.
SELECT CAST(count(*) AS BIGINT) AS n FROM import_row
WHERE workspace_id = $1 AND import_id = $2 AND account_id = $3 AND date >= $4 AND date <= $5;

-- name: overlap_booked
-- Rows of an earlier import in these days: booked, or merged with others.
SELECT (SELECT CAST(count(*) AS BIGINT) FROM transactions t
        WHERE t.workspace_id = $1 AND t.import_id = $2 AND t.account_id = $3
          AND t.date >= $4 AND t.date <= $5)
     + (SELECT CAST(count(*) AS BIGINT) FROM import_row r
        WHERE r.workspace_id = $1 AND r.import_id = $2 AND r.account_id = $3 AND r.state = 'merged'
          AND r.date >= $4 AND r.date <= $5) AS n;

-- name: overlap_same_file
-- An earlier import of the same bytes into the same account.
SELECT id FROM import
WHERE workspace_id = $1 AND file_hash = $2 AND file_size = $3 AND status = 'completed'
  AND account_id = $4 AND id <> $5
ORDER BY id DESC LIMIT 1;

-- name: overlap_findings
-- Of some lines.
SELECT row_number, page, statement, validation_type, field_name, message, suggested_fix FROM validation
WHERE workspace_id = $1 AND import_id = $2 AND row_number >= $3 AND row_number <= $4 ORDER BY id LIMIT 1000;
