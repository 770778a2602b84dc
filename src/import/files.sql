-- name: file_dropped
UPDATE import SET is_file_kept = FALSE, updated_at = $3 WHERE workspace_id = $1 AND id = $2;

-- name: file_expired
-- any tenant: files are swept for all
SELECT id, workspace_id FROM import
WHERE is_file_kept AND (status IN ('completed', 'discarded', 'undone') AND completed_at < $1
                        OR status = 'failed' AND completed_at < $2)
ORDER BY id LIMIT $3;

-- name: file_expire
-- any tenant: files are swept for all
UPDATE import SET is_file_kept = FALSE, updated_at = $3 WHERE workspace_id = $1 AND id = $2;
