-- name: health_ask
-- any tenant: whether the database answers
SELECT count(*) AS n FROM workspace WHERE id = 0;
