-- name: workspace_of_user
-- any tenant: the workspaces of the one who asks
SELECT w.id, w.created_at, w.updated_at, w.name, w.home_currency, w.country, m.role
FROM workspace w JOIN member m ON m.workspace_id = w.id
WHERE m.user_id = $1 ORDER BY w.id;

-- name: workspace_role
-- any tenant: the role that lets a user into a workspace
SELECT role FROM member WHERE workspace_id = $1 AND user_id = $2;

-- name: workspace_owners
SELECT count(*) AS n FROM member WHERE workspace_id = $1 AND role = 'owner' AND user_id <> $2;

-- name: workspace_people
SELECT u.id, u.email, u.first_name, u.last_name, u.display_name
FROM users u JOIN member m ON m.user_id = u.id WHERE m.workspace_id = $1;

-- name: workspace_forget_default
-- any tenant: users belong to no workspace
UPDATE users SET default_workspace_id =
    (SELECT min(m.workspace_id) FROM member m WHERE m.user_id = users.id AND m.workspace_id <> $1)
WHERE default_workspace_id = $1 AND (CAST($2 AS BIGINT) IS NULL OR id = $2);

-- name: workspace_drop_members
DELETE FROM member WHERE workspace_id = $1;

-- name: workspace_drop_invitations
DELETE FROM invitation WHERE workspace_id = $1;

-- name: invitation_by_token
-- any tenant: an invitation is answered by one who is not a member yet
SELECT id, workspace_id, email, role, expires_at FROM invitation WHERE token_hash = $1;

-- name: invitation_used
DELETE FROM invitation WHERE workspace_id = $1 AND id = $2;

-- name: invitation_same
DELETE FROM invitation WHERE workspace_id = $1 AND lower(email) = $2;

-- name: member_of_email
SELECT count(*) AS n FROM member m JOIN users u ON u.id = m.user_id
WHERE m.workspace_id = $1 AND u.email_key = $2;
