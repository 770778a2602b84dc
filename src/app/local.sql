-- name: local_workspaces
-- any tenant: the command line belongs to whoever owns the database
SELECT w.id, w.name, (SELECT min(m.user_id) FROM member m
                      WHERE m.workspace_id = w.id AND m.role = 'owner') AS owner_id
FROM workspace w ORDER BY w.id;
