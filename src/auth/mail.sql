-- name: mail_add
-- any tenant: mail goes to people
INSERT INTO mail (id, created_at, kind, recipient, sealed) VALUES ($1, $2, $3, $4, $5);
