-- Duplicate statements, corrected rows, pairs of transfers, what templates are known by.
ALTER TABLE import ADD COLUMN type_confidence INTEGER;
ALTER TABLE import ADD COLUMN sheets TEXT;   -- of a workbook: names, states, rows
ALTER TABLE import ADD COLUMN locale TEXT;   -- as import_template.locale
ALTER TABLE import ADD COLUMN is_template_given BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_row ADD COLUMN is_edited BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_row ADD COLUMN is_skipped BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_row ADD COLUMN is_done BOOLEAN NOT NULL DEFAULT FALSE; -- what was decided is carried out
CREATE INDEX import_row_of_transaction ON import_row (transaction_id) WHERE transaction_id IS NOT NULL;
ALTER TABLE import_template ADD COLUMN locale TEXT; -- kinds of its columns, decimal mark, form of dates
CREATE INDEX import_of_account ON import (workspace_id, account_id, period_from);
CREATE INDEX import_template_by_fingerprint ON import_template (workspace_id, fingerprint);

-- Two sides of a transfer between own accounts: paired, likely, or refused by a person.
CREATE TABLE transfer (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    out_id BIGINT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
    in_id BIGINT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    score INTEGER NOT NULL,
    reason TEXT,
    out_was_transfer BOOLEAN NOT NULL, -- before they were paired
    in_was_transfer BOOLEAN NOT NULL,
    by_hand BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX transfer_once ON transfer (out_id, in_id);
CREATE INDEX transfer_in ON transfer (in_id);
CREATE INDEX transfer_of_workspace ON transfer (workspace_id, state, id);
@owned(transfer)
