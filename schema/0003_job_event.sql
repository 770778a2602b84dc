-- Durable jobs, schedules, the outbox of events, notifications.
CREATE TABLE job (
    id @id,
    workspace_id BIGINT NOT NULL, -- 0: the program's own
    user_id BIGINT,
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    progress INTEGER NOT NULL,
    run_after BIGINT NOT NULL,
    lease_until BIGINT,
    lease_owner TEXT,
    started_at BIGINT,
    finished_at BIGINT,
    error TEXT,
    dedupe_key TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX job_due ON job (status, queue, priority, run_after);
CREATE INDEX job_of_workspace ON job (workspace_id, id);
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX job_once ON job (dedupe_key)
    WHERE dedupe_key IS NOT NULL AND status IN ('pending', 'running');
@owned(job)

CREATE TABLE schedule (
    name TEXT PRIMARY KEY,
    every_ms BIGINT NOT NULL,
    next_run BIGINT NOT NULL,
    last_run BIGINT
);

-- The last number given out in each workspace; its row is what makes the numbers gapless.
CREATE TABLE event_counter (
    workspace_id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL
);
@owned(event_counter)

CREATE TABLE event (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    user_id BIGINT, -- none: everybody in the workspace
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX event_age ON event (at);
@owned(event)

CREATE TABLE notification (
    id @id,
    workspace_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT,
    link TEXT,
    is_read BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX notification_of_user ON notification (workspace_id, user_id, id);
@owned(notification)
