-- Imports of statement files: what was read, what was found, what was decided.
CREATE TABLE import (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT,
    filename TEXT NOT NULL,
    file_type TEXT,
    file_size BIGINT NOT NULL,
    file_hash BIGINT NOT NULL,
    header_hash BIGINT,          -- of the words of its columns: by which a template is recognised
    account_id BIGINT,
    template_id BIGINT,
    status TEXT NOT NULL,
    progress INTEGER NOT NULL,
    stage TEXT,
    total_rows BIGINT NOT NULL,
    processed_rows BIGINT NOT NULL,
    successful_imports BIGINT NOT NULL,
    failed_imports BIGINT NOT NULL,
    duplicate_rows BIGINT NOT NULL,
    near_rows BIGINT NOT NULL,
    reconciled BOOLEAN,
    ambiguous BOOLEAN NOT NULL,
    error_code TEXT,
    error_details TEXT,
    started_at BIGINT,
    completed_at BIGINT,
    parser_type TEXT NOT NULL,
    ai_provider TEXT,
    is_password_protected BOOLEAN NOT NULL,
    duplicate_of_id BIGINT,
    period_from INTEGER,
    period_to INTEGER,
    currency TEXT,
    opening_balance BIGINT,
    closing_balance BIGINT,
    institution TEXT,
    account_number TEXT,
    mapping TEXT,
    forced_mapping TEXT,
    sample TEXT,
    wants_preview BOOLEAN NOT NULL,
    is_accepted BOOLEAN NOT NULL, -- a person has seen what is in doubt and wants it so
    is_direct BOOLEAN NOT NULL,  -- its rows go into the ledger as they are read, hidden till the end
    written_rows BIGINT NOT NULL -- how far writing has come: after a crash it goes on behind it
);
CREATE INDEX import_of_workspace ON import (workspace_id, id);
CREATE INDEX import_by_file ON import (workspace_id, file_hash);
@owned(import)

-- What a file says, row by row, until it is in the ledger; and for good the rows that were found to
-- be there already.
CREATE TABLE import_row (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,    -- in the file's order, from 1
    line BIGINT NOT NULL,
    account_id BIGINT,
    date INTEGER NOT NULL,
    value_date INTEGER,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    balance BIGINT,
    original_amount BIGINT,
    original_currency TEXT,
    description TEXT NOT NULL,
    counterparty TEXT,
    counterparty_account TEXT,
    reference TEXT,
    external_id TEXT,
    is_pending BOOLEAN NOT NULL,
    confidence INTEGER NOT NULL,
    fingerprint BIGINT NOT NULL,
    occurrence INTEGER NOT NULL,
    row_state TEXT NOT NULL,
    transaction_id BIGINT,
    match_score INTEGER,
    reason TEXT,
    state TEXT
);
CREATE UNIQUE INDEX import_row_of ON import_row (import_id, position);
CREATE INDEX import_row_match ON import_row (import_id, transaction_id) WHERE transaction_id IS NOT NULL;
@owned(import_row)

CREATE TABLE validation (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    row_number BIGINT NOT NULL,
    validation_type TEXT NOT NULL,
    field_name TEXT,
    message TEXT NOT NULL,
    suggested_fix TEXT,
    is_resolved BOOLEAN NOT NULL
);
CREATE INDEX validation_of ON validation (import_id, id);
@owned(validation)

CREATE TABLE stage_log (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    status TEXT NOT NULL,
    details TEXT,
    execution_time_ms BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX stage_log_of ON stage_log (import_id, id);
@owned(stage_log)

CREATE TABLE import_template (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    file_type TEXT NOT NULL,
    fingerprint TEXT,
    column_mappings TEXT NOT NULL,
    data_transformations TEXT,
    is_default BOOLEAN NOT NULL,
    times_used BIGINT NOT NULL
);
CREATE UNIQUE INDEX import_template_name ON import_template (workspace_id, name);
@owned(import_template)

-- A row of a file that was decided to be a transaction whose own fingerprint is another.
CREATE TABLE row_alias (
    workspace_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    occurrence INTEGER NOT NULL,
    transaction_id BIGINT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
    import_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, fingerprint, occurrence)
);
CREATE INDEX row_alias_of_transaction ON row_alias (transaction_id);
CREATE INDEX row_alias_of_import ON row_alias (import_id);
@owned(row_alias)

-- What an import changed or removed, as it was before: by which it can be undone.
CREATE TABLE import_change (
    id @id,
    workspace_id BIGINT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    transaction_id BIGINT NOT NULL, -- of the account, where kind is opened
    kind TEXT NOT NULL,          -- changed, removed, opened
    before TEXT NOT NULL,
    after TEXT
);
CREATE INDEX import_change_of ON import_change (import_id, id);
@owned(import_change)
