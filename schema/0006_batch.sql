-- Batches of transactions sent by programs. Their rows are transactions from the start, with an
-- ingestion_status of their own.
CREATE TABLE batch (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    external_id TEXT,
    status TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX batch_of_workspace ON batch (workspace_id, id);
CREATE UNIQUE INDEX batch_external ON batch (workspace_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX batch_open ON batch (status, updated_at) WHERE status IN ('pending', 'processing');
@owned(batch)
