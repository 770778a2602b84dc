-- Which of several installations that share a folder or a bucket this is: its files lie below its mark.
CREATE TABLE installation (
    id INTEGER PRIMARY KEY, -- 1: there is one row
    mark TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Whether the virus scanner has found nothing in the bytes.
ALTER TABLE import ADD COLUMN is_scanned BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE attachment ADD COLUMN is_scanned BOOLEAN NOT NULL DEFAULT FALSE;
