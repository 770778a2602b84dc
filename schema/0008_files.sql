-- Kept files, saved passwords, and what is known of how a file was read.
ALTER TABLE import ADD COLUMN sheet TEXT;
ALTER TABLE import ADD COLUMN wanted_sheet TEXT;
ALTER TABLE import ADD COLUMN password_id BIGINT;
ALTER TABLE import ADD COLUMN pages BIGINT;
ALTER TABLE import ADD COLUMN ocr_confidence INTEGER;
ALTER TABLE import ADD COLUMN encoding TEXT;
ALTER TABLE import ADD COLUMN delimiter TEXT;
ALTER TABLE import ADD COLUMN duplicate_score INTEGER;
ALTER TABLE import ADD COLUMN duplicate_state TEXT;
ALTER TABLE import ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN is_file_kept BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE import ADD COLUMN given_password TEXT; -- sealed; goes when the import ends
ALTER TABLE import ADD COLUMN given_key_id TEXT;
ALTER TABLE import ADD COLUMN save_password TEXT;  -- the label under which it is to be saved
ALTER TABLE import ADD COLUMN try_saved_passwords BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX import_given_password ON import (given_key_id) WHERE given_key_id IS NOT NULL;

-- Passwords of protected statements, sealed under the key of the settings; the value never leaves.
CREATE TABLE statement_password (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT,
    label TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    sealed TEXT NOT NULL,
    key_id TEXT NOT NULL,
    times_used BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX statement_password_label ON statement_password (workspace_id, label);
CREATE INDEX statement_password_account ON statement_password (account_id);
CREATE INDEX statement_password_key ON statement_password (key_id, id);
@owned(statement_password)
