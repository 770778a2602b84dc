-- Receipts and documents beside transactions. The bytes are kept files, named by the attachment's id.
CREATE TABLE attachment (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT,
    transaction_id BIGINT REFERENCES transactions (id) ON DELETE SET NULL,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    note TEXT,
    receipt_status TEXT NOT NULL,
    receipt_total BIGINT,
    receipt_currency TEXT,
    receipt_date INTEGER,
    receipt_merchant TEXT,
    receipt_confidence INTEGER,
    receipt_text TEXT,
    receipt_error TEXT,
    suggested_transaction_id BIGINT REFERENCES transactions (id) ON DELETE SET NULL,
    match_score INTEGER
);
CREATE INDEX attachment_of_workspace ON attachment (workspace_id, id);
CREATE INDEX attachment_of_transaction ON attachment (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX attachment_suggested ON attachment (suggested_transaction_id) WHERE suggested_transaction_id IS NOT NULL;
@owned(attachment)
