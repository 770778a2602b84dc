-- name: file_dropped
UPDATE import SET is_file_kept = FALSE, updated_at = $3 WHERE workspace_id = $1 AND id = $2;
