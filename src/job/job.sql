-- name: job_insert
-- A waiting job, unless one with the same key waits or runs.
INSERT INTO job (id, workspace_id, user_id, queue, kind, payload, status, priority, attempts,
                 max_attempts, progress, run_after, dedupe_key, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, 0, $8, 0, $9, $10, $11, $11)
ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL AND status IN ('pending', 'running')
DO NOTHING;

-- name: job_next
-- any tenant: workers serve every workspace
-- The most urgent job that is due in one of the queues, or whose worker is gone. Of equally urgent ones that of the
-- workspace that has fewest running, so that many of one do not keep the others waiting.
SELECT j.id AS id FROM job j
LEFT JOIN (SELECT k.workspace_id AS workspace_id, count(*) AS n FROM job k
           WHERE k.status = 'running' AND k.lease_until >= $1 GROUP BY k.workspace_id) busy
       ON busy.workspace_id = j.workspace_id
WHERE ((j.status = 'pending' AND j.run_after <= $1) OR (j.status = 'running' AND j.lease_until < $1))
  AND ($2 = '' OR $2 LIKE '%,' || j.queue || ',%' ESCAPE '\')
ORDER BY j.priority, coalesce(busy.n, 0), j.run_after, j.id LIMIT 1;

-- name: job_of_others
-- any tenant: workers serve every workspace
SELECT id FROM job
WHERE status = 'pending' AND run_after <= $1 AND queue = $2 AND workspace_id <> $3 LIMIT 1;

-- name: job_take
-- any tenant: workers serve every workspace
-- Takes it, unless another worker was faster.
UPDATE job SET status = 'running', attempts = attempts + 1, lease_until = $2, lease_owner = $3,
               started_at = $4, updated_at = $4
WHERE id = $1
  AND ((status = 'pending' AND run_after <= $4) OR (status = 'running' AND lease_until < $4))
RETURNING id, workspace_id, user_id, kind, payload, attempts, max_attempts;

-- name: job_beat
-- any tenant: workers serve every workspace
UPDATE job SET lease_until = $2 WHERE lease_owner = $1 AND status = 'running';

-- name: job_set_progress
-- any tenant: the job's own workspace is the caller's
UPDATE job SET progress = $2, updated_at = $3 WHERE id = $1 AND status = 'running';

-- name: job_done
-- any tenant: workers serve every workspace
UPDATE job SET status = 'completed', progress = 100, finished_at = $3, updated_at = $3,
               lease_until = NULL, lease_owner = NULL, error = NULL
WHERE id = $1 AND lease_owner = $2 AND status = 'running';

-- name: job_again
-- any tenant: workers serve every workspace
UPDATE job SET status = 'pending', run_after = $3, error = $4, updated_at = $5,
               lease_until = NULL, lease_owner = NULL
WHERE id = $1 AND lease_owner = $2 AND status = 'running';

-- name: job_later
-- any tenant: workers serve every workspace
-- Its turn has not come: it is as if it had not been taken.
UPDATE job SET status = 'pending', run_after = $3, updated_at = $4, attempts = attempts - 1,
               lease_until = NULL, lease_owner = NULL
WHERE id = $1 AND lease_owner = $2 AND status = 'running';

-- name: job_dead
-- any tenant: workers serve every workspace
UPDATE job SET status = 'failed', error = $3, finished_at = $4, updated_at = $4,
               lease_until = NULL, lease_owner = NULL
WHERE id = $1 AND lease_owner = $2 AND status = 'running';

-- name: job_give_back
-- any tenant: a worker that stops returns what it holds
UPDATE job SET status = 'pending', attempts = attempts - 1, lease_until = NULL, lease_owner = NULL
WHERE lease_owner = $1 AND status = 'running';

-- name: job_next_due
-- any tenant: workers serve every workspace
-- When the next waiting job is due.
SELECT CAST(min(run_after) AS BIGINT) AS due FROM job WHERE status = 'pending';

-- name: job_clean
-- any tenant: finished jobs are kept for a while only
DELETE FROM job WHERE finished_at IS NOT NULL AND finished_at < $1 AND status = 'completed';

-- name: schedule_register
INSERT INTO schedule (name, every_ms, next_run) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET every_ms = excluded.every_ms;

-- name: schedule_due
SELECT name, every_ms, next_run FROM schedule WHERE next_run <= $1 ORDER BY next_run;

-- name: schedule_advance
-- The server that advances it enqueues the job; another finds next_run changed.
UPDATE schedule SET next_run = $3, last_run = $4 WHERE name = $1 AND next_run = $2;

-- name: job_retry
-- A dead letter is tried once more.
UPDATE job SET status = 'pending', attempts = 0, run_after = $3, error = NULL, finished_at = NULL,
               updated_at = $3
WHERE workspace_id = $1 AND id = $2 AND status = 'failed';

-- name: job_cancel
UPDATE job SET status = 'cancelled', finished_at = $3, updated_at = $3
WHERE workspace_id = $1 AND id = $2 AND status = 'pending';
