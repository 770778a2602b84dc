-- Accounts, categories with their patterns, tags, transactions with their tags and parts.
CREATE TABLE account (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    account_type TEXT NOT NULL,
    currency TEXT NOT NULL,
    institution TEXT,
    number_masked TEXT,
    iban TEXT,
    opening_balance BIGINT NOT NULL,
    opened_on INTEGER,
    is_active BOOLEAN NOT NULL,
    sort_order INTEGER NOT NULL,
    notes TEXT,
    provider TEXT,
    sync_status TEXT NOT NULL,
    connection_health TEXT NOT NULL,
    sync_frequency TEXT NOT NULL,
    last_sync_at BIGINT,
    last_sync_error TEXT,
    metadata TEXT
);
CREATE INDEX account_of_workspace ON account (workspace_id, sort_order, id);
CREATE UNIQUE INDEX account_name ON account (workspace_id, name);
@owned(account)

CREATE TABLE category (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    parent_id BIGINT REFERENCES category (id),
    description TEXT,
    emoji TEXT,
    color TEXT,
    icon TEXT,
    category_type TEXT NOT NULL,
    is_system BOOLEAN NOT NULL,
    is_active BOOLEAN NOT NULL,
    sort_order INTEGER NOT NULL,
    keywords TEXT,
    confidence_threshold INTEGER NOT NULL
);
CREATE INDEX category_of_workspace ON category (workspace_id, sort_order, id);
CREATE UNIQUE INDEX category_code ON category (workspace_id, code) WHERE code IS NOT NULL;
CREATE INDEX category_parent ON category (parent_id) WHERE parent_id IS NOT NULL;
@owned(category)

CREATE TABLE category_pattern (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    category_id BIGINT NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    pattern TEXT NOT NULL,
    folded TEXT NOT NULL -- without regard to case; one pattern leads to one category
);
CREATE UNIQUE INDEX category_pattern_text ON category_pattern (workspace_id, folded);
CREATE INDEX category_pattern_category ON category_pattern (category_id);
@owned(category_pattern)

CREATE TABLE tag (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    color TEXT
);
CREATE UNIQUE INDEX tag_name ON tag (workspace_id, name);
@owned(tag)

CREATE TABLE transactions (
    id @id,
    workspace_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    date INTEGER NOT NULL,
    authorized_date INTEGER,
    posted_date INTEGER,
    value_date INTEGER,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    original_amount BIGINT,
    original_currency TEXT,
    description TEXT NOT NULL,
    merchant TEXT,
    merchant_logo TEXT,
    counterparty TEXT,
    counterparty_account TEXT,
    reference TEXT,
    transaction_type TEXT NOT NULL,
    status TEXT NOT NULL,
    category_id BIGINT REFERENCES category (id),
    category_source TEXT NOT NULL,
    confidence INTEGER,
    suggested_category_id BIGINT,
    explanation TEXT,
    ingestion_status TEXT,
    is_recurring BOOLEAN NOT NULL,
    is_transfer BOOLEAN NOT NULL,
    transfer_pair_id BIGINT,
    is_hidden BOOLEAN NOT NULL,
    notes TEXT,
    location TEXT,
    external_id TEXT,
    import_id BIGINT,
    batch_id BIGINT,
    source_line INTEGER,
    metadata TEXT,
    folded TEXT NOT NULL,  -- description, merchant, counterparty, reference, notes: for search
    fingerprint BIGINT,    -- of the file's own raw fields, fixed at first sight
    occurrence INTEGER     -- the how-manieth equal row of the account
);
CREATE INDEX transactions_by_date ON transactions (workspace_id, date, id);
CREATE INDEX transactions_by_account ON transactions (account_id, date, id);
CREATE INDEX transactions_by_category ON transactions (category_id, date) WHERE category_id IS NOT NULL;
CREATE UNIQUE INDEX transactions_once ON transactions (account_id, fingerprint, occurrence)
    WHERE fingerprint IS NOT NULL;
-- What programs send is idempotent by their own key; files repeat and change theirs.
CREATE UNIQUE INDEX transactions_external ON transactions (account_id, external_id)
    WHERE external_id IS NOT NULL AND batch_id IS NOT NULL;
CREATE INDEX transactions_of_import ON transactions (import_id, id) WHERE import_id IS NOT NULL;
CREATE INDEX transactions_of_batch ON transactions (batch_id, id) WHERE batch_id IS NOT NULL;
@owned(transactions)

CREATE TABLE transaction_tag (
    workspace_id BIGINT NOT NULL,
    transaction_id BIGINT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (transaction_id, tag_id)
);
CREATE INDEX transaction_tag_of_tag ON transaction_tag (tag_id);
@owned(transaction_tag)

CREATE TABLE transaction_part (
    id @id,
    workspace_id BIGINT NOT NULL,
    transaction_id BIGINT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    category_id BIGINT REFERENCES category (id),
    amount BIGINT NOT NULL,
    note TEXT
);
CREATE INDEX transaction_part_of ON transaction_part (transaction_id, position);
CREATE INDEX transaction_part_category ON transaction_part (category_id) WHERE category_id IS NOT NULL;
@owned(transaction_part)

-- Rows that are not to be seen yet or any more: those of an import that is still being written or
-- being undone. Usually empty, and small always.
CREATE TABLE hidden_import (
    import_id BIGINT PRIMARY KEY,
    workspace_id BIGINT NOT NULL
);
CREATE INDEX hidden_import_of_workspace ON hidden_import (workspace_id);
@owned(hidden_import)

-- A number that rises with every change: what is derived carries it and is never stale.
CREATE TABLE ledger_version (
    workspace_id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL
);
@owned(ledger_version)

-- Sums by account, month and category of the rows that count: what balances and reports are made of.
-- Derived: `florin check` recomputes and compares it, and it can be rebuilt from the rows.
CREATE TABLE month_total (
    workspace_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    month INTEGER NOT NULL,       -- months since January of year 1, as month_of() gives it
    category_id BIGINT NOT NULL,  -- 0: none
    class INTEGER NOT NULL,       -- 1: transfer, 2: hidden, 4: pending, added up; 0: posted and ordinary
    n BIGINT NOT NULL,
    money_in BIGINT NOT NULL,
    money_out BIGINT NOT NULL,    -- negative
    PRIMARY KEY (workspace_id, account_id, month, category_id, class)
);
@owned(month_total)
