-- Users, sessions, tokens, workspaces with members and invitations, limits, idempotency keys, mail to send.
CREATE TABLE users (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    first_name TEXT,
    last_name TEXT,
    display_name TEXT,
    avatar_url TEXT,
    locale TEXT NOT NULL,
    timezone TEXT NOT NULL,
    currency TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    is_verified BOOLEAN NOT NULL,
    last_login_at BIGINT,
    default_workspace_id BIGINT,
    password_hash TEXT
);
CREATE UNIQUE INDEX users_email ON users (email_key);

CREATE TABLE preferences (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    theme TEXT NOT NULL,
    notification_email BOOLEAN NOT NULL,
    notification_push BOOLEAN NOT NULL,
    notification_telegram BOOLEAN NOT NULL,
    notify_imports BOOLEAN NOT NULL,
    notify_budgets BOOLEAN NOT NULL,
    notify_goals BOOLEAN NOT NULL,
    notify_unusual BOOLEAN NOT NULL,
    week_start TEXT NOT NULL,
    date_format TEXT NOT NULL,
    number_format TEXT NOT NULL,
    start_page TEXT NOT NULL,
    low_confidence TEXT NOT NULL,
    privacy_mode BOOLEAN NOT NULL
);

CREATE TABLE workspace (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    home_currency TEXT NOT NULL,
    country TEXT
);

CREATE TABLE member (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    workspace_id BIGINT NOT NULL REFERENCES workspace (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner'))
);
CREATE UNIQUE INDEX member_of_workspace ON member (workspace_id, user_id);
CREATE INDEX member_user ON member (user_id);
@owned(member)

CREATE TABLE invitation (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    workspace_id BIGINT NOT NULL REFERENCES workspace (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    invited_by BIGINT NOT NULL REFERENCES users (id),
    token_hash TEXT NOT NULL
);
CREATE UNIQUE INDEX invitation_token ON invitation (token_hash);
CREATE INDEX invitation_of_workspace ON invitation (workspace_id, id);
@owned(invitation)

-- A session is a family of refresh tokens.
CREATE TABLE session (
    id @id,
    user_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    user_agent TEXT,
    address TEXT
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE refresh_token (
    id @id,
    session_id BIGINT NOT NULL REFERENCES session (id),
    hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX refresh_token_hash ON refresh_token (hash);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE api_token (
    id @id,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_on INTEGER,
    last_used_at BIGINT,
    prefix TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE UNIQUE INDEX api_token_hash ON api_token (hash);
CREATE INDEX api_token_user ON api_token (user_id);

-- Tokens that are used once: password resets, confirmations of an address, WebSocket tickets.
CREATE TABLE once_token (
    id @id,
    user_id BIGINT NOT NULL REFERENCES users (id),
    workspace_id BIGINT,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX once_token_hash ON once_token (hash);
CREATE INDEX once_token_user ON once_token (user_id, kind);
CREATE INDEX once_token_expiry ON once_token (expires_at);
@owned(once_token)

-- Mail that is to be sent; the body holds tokens and is sealed with the server's key.
CREATE TABLE mail (
    id @id,
    created_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sealed TEXT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mail_waiting ON mail (id) WHERE sent_at IS NULL;

CREATE TABLE rate_limit (
    id @id,
    tat_1 BIGINT NOT NULL,
    tat_2 BIGINT NOT NULL,
    tat_3 BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX rate_limit_changed ON rate_limit (updated_at);

-- The first answer to a POST with an Idempotency-Key; sealed, because it may hold secrets.
CREATE TABLE idempotency (
    id @id,
    created_at BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    workspace_id BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER,
    answer TEXT
);
CREATE UNIQUE INDEX idempotency_of_caller ON idempotency (user_id, workspace_id, idempotency_key);
CREATE INDEX idempotency_age ON idempotency (created_at);
@owned(idempotency)
