-- Who changed what: append-only, each row of a workspace chained to the one before by a hash.
CREATE TABLE audit_entry (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT,
    resource_id TEXT,
    address TEXT,
    request_id TEXT,
    chain_hash TEXT NOT NULL
);
CREATE UNIQUE INDEX audit_entry_chain ON audit_entry (workspace_id, seq);
@owned(audit_entry)
