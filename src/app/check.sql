-- name: check_workspaces
-- any tenant: the whole database is checked
SELECT id FROM workspace ORDER BY id;

-- name: newest_id
-- any tenant: ids are unique over all of them
SELECT CAST(max(id) AS BIGINT) AS id FROM (
    SELECT max(id) AS id FROM transactions
    UNION ALL SELECT max(id) AS id FROM job
    UNION ALL SELECT max(id) AS id FROM users
    UNION ALL SELECT max(id) AS id FROM workspace
    UNION ALL SELECT max(id) AS id FROM account
    UNION ALL SELECT max(id) AS id FROM category
    UNION ALL SELECT max(id) AS id FROM notification
    UNION ALL SELECT max(id) AS id FROM batch
) newest;

-- name: installation_mark
SELECT mark FROM installation WHERE id = 1;

-- name: installation_begin
-- The first of several servers that start at once gives it.
INSERT INTO installation (id, mark, created_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING;
