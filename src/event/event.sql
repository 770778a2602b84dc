-- name: event_next_seq
INSERT INTO event_counter (workspace_id, seq) VALUES ($1, 1)
ON CONFLICT (workspace_id) DO UPDATE SET seq = event_counter.seq + 1
RETURNING seq;

-- name: event_insert
INSERT INTO event (workspace_id, seq, user_id, type, at, data) VALUES ($1, $2, $3, $4, $5, $6);

-- name: event_since
SELECT seq, user_id, type, at, data FROM event
WHERE workspace_id = $1 AND seq > $2 ORDER BY seq LIMIT 500;

-- name: event_span
-- The newest number of a workspace, and the oldest that is still kept.
SELECT k.seq AS newest,
       (SELECT CAST(min(e.seq) AS BIGINT) FROM event e WHERE e.workspace_id = $1) AS oldest
FROM event_counter k WHERE k.workspace_id = $1;

-- name: event_clean
-- any tenant: old events go everywhere
DELETE FROM event WHERE at < $1;

-- name: notification_read
UPDATE notification SET is_read = TRUE, updated_at = $4
WHERE workspace_id = $1 AND user_id = $2 AND id = $3;

-- name: notification_read_all
UPDATE notification SET is_read = TRUE, updated_at = $3
WHERE workspace_id = $1 AND user_id = $2 AND NOT is_read;

-- name: notification_list
SELECT id, kind, title, body, link, is_read, at, created_at, updated_at FROM notification
WHERE workspace_id = $1 AND user_id = $2 AND (CAST($3 AS BIGINT) = 0 OR id < $3)
ORDER BY id DESC LIMIT $4;

-- name: notification_counts
SELECT CAST(count(*) AS BIGINT) AS total,
       CAST(count(*) FILTER (WHERE NOT is_read) AS BIGINT) AS unread
FROM notification WHERE workspace_id = $1 AND user_id = $2;

-- name: notification_clean
-- any tenant: old notifications go everywhere
DELETE FROM notification WHERE at < $1;
