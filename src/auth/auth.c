/* auth/: the table of its operations, and its start. */
#include "auth/auth.h"
#include "auth/api_token.h"
#include "auth/audit.h"
#include "auth/caller.h"
#include "auth/cookies.h"
#include "auth/limit.h"
#include "once_sql.h"
#include "session_sql.h"
#include "auth/signin.h"
#include "auth/user.h"
#include "auth/workspace.h"

static const Operation rows[] = {
    { "POST", "/auth/register", auth_register, ANYONE | HEAVY | WRITES, .name = "auth_register",
      .in = &registration_shape, .out = &signed_in_shape, .status = 201,
      .doc = "Makes a user with a first workspace, and signs in." },
    { "POST", "/auth/login", auth_login, ANYONE | HEAVY | SIGN_IN_RATE, .name = "auth_login",
      .in = &login_shape, .out = &signed_in_shape,
      .doc = "Signs in; sets the cookies of the page too." },
    { "POST", "/auth/refresh", auth_refresh, ANYONE | HEAVY, .name = "auth_refresh",
      .in = &refresh_shape, .out = &signed_in_shape,
      .doc = "Exchanges a refresh token, once, for the next one and a new access token." },
    { "POST", "/auth/logout", auth_logout, ANYONE | WRITES, .name = "auth_logout",
      .in = &refresh_shape, .doc = "Ends the session." },
    { "POST", "/auth/request-password-reset", auth_request_reset, ANYONE | WRITES | SIGN_IN_RATE,
      .name = "auth_request_password_reset", .in = &address_shape,
      .doc = "Sends a mail to reset the password, if there is such a user." },
    { "POST", "/auth/reset-password", auth_reset_password, ANYONE | HEAVY | SIGN_IN_RATE,
      .name = "auth_reset_password", .in = &password_reset_shape,
      .doc = "Sets a new password with the token of the mail, and ends all sessions." },
    { "POST", "/auth/change-password", auth_change_password, SIGNED_IN | HEAVY | NO_SCOPE,
      .name = "auth_change_password", .in = &password_change_shape,
      .doc = "Sets a new password, and ends all other sessions." },
    { "POST", "/auth/verify-email", auth_verify_email, ANYONE | WRITES, .name = "auth_verify_email",
      .in = &confirmation_shape, .doc = "Confirms the address with the token of the mail." },
    { "POST", "/auth/resend-verification", auth_resend_verification, ANYONE | WRITES | SIGN_IN_RATE,
      .name = "auth_resend_verification", .in = &address_shape,
      .doc = "Sends the mail to confirm the address again." },

    { "GET", "/auth/tokens", api_token_list, SIGNED_IN | LISTS | NO_SCOPE, .name = "api_token_list",
      .out = &api_token_resource.shape, .doc = "The API tokens of the one who asks." },
    { "POST", "/auth/tokens", api_token_post, SIGNED_IN | WRITES | NO_SCOPE,
      .name = "api_token_add", .in = &api_token_resource.shape, .out = &api_token_resource.shape,
      .status = 201, .doc = "Makes an API token; its secret is in this answer only." },
    { "DELETE", "/auth/tokens/:id", api_token_drop, SIGNED_IN | WRITES | NO_SCOPE,
      .name = "api_token_drop", .resource = &api_token_resource, .doc = "Ends an API token." },

    { "GET", "/users/me", user_me, SIGNED_IN, .name = "user_me", .resource = &user_resource,
      .out = &user_resource.shape, .doc = "The one who asks." },
    { "PUT", "/users/me", user_me_put, SIGNED_IN | WRITES | OWN_BODY | NO_SCOPE,
      .name = "user_me_put", .resource = &user_resource, .in = &user_resource.shape,
      .out = &user_resource.shape, .doc = "Changes the one who asks." },
    { "DELETE", "/users/me", user_me_drop, SIGNED_IN | WRITES | NO_SCOPE, .name = "user_me_drop",
      .doc = "Deactivates the one who asks." },
    { "GET", "/users/search", user_search, SIGNED_IN | LISTS, .name = "user_search",
      .query = &user_search_shape, .out = &person_shape,
      .doc = "People who share a workspace with the one who asks, by name or address." },
    { "GET", "/users/me/preferences", preferences_me, SIGNED_IN, .name = "preferences_me",
      .resource = &preferences_resource, .out = &preferences_resource.shape,
      .doc = "What the one who asks likes." },
    { "PUT", "/users/me/preferences", preferences_me_put, SIGNED_IN | WRITES | OWN_BODY,
      .name = "preferences_me_put", .resource = &preferences_resource,
      .in = &preferences_resource.shape, .out = &preferences_resource.shape,
      .doc = "Changes what is given, leaves the rest." },

    { "GET", "/workspaces", workspace_list, SIGNED_IN | LISTS, .name = "workspace_list",
      .out = &workspace_resource.shape, .doc = "The workspaces of the one who asks." },
    { "POST", "/workspaces", workspace_post, SIGNED_IN | WRITES, .name = "workspace_add",
      .in = &workspace_resource.shape, .out = &workspace_resource.shape, .status = 201,
      .doc = "Makes a workspace owned by the one who asks." },
    { "GET", "/workspaces/:id", workspace_read, SIGNED_IN, .name = "workspace_get",
      .resource = &workspace_resource, .out = &workspace_resource.shape, .doc = "One workspace." },
    { "PUT", "/workspaces/:id", workspace_put, SIGNED_IN | WRITES | OWN_BODY,
      .name = "workspace_put", .resource = &workspace_resource, .in = &workspace_resource.shape,
      .out = &workspace_resource.shape, .doc = "Changes a workspace; for its admins." },
    { "DELETE", "/workspaces/:id", workspace_drop, SIGNED_IN | WRITES | NO_SCOPE,
      .name = "workspace_drop", .resource = &workspace_resource,
      .doc = "Removes an empty workspace; for its owners." },
    { "GET", "/workspaces/:workspace_id/members", member_list, SIGNED_IN | LISTS,
      .name = "member_list", .resource = &member_resource, .out = &member_resource.shape,
      .doc = "Who belongs to a workspace." },
    { "PUT", "/workspaces/:workspace_id/members/:member_id", member_put,
      SIGNED_IN | WRITES | NO_SCOPE, .name = "member_put", .in = &member_change_shape,
      .out = &member_resource.shape, .doc = "Changes what a member may do; for admins." },
    { "DELETE", "/workspaces/:workspace_id/members/:member_id", member_drop,
      SIGNED_IN | WRITES | NO_SCOPE, .name = "member_drop",
      .doc = "Takes a member out, or leaves." },
    { "GET", "/workspaces/:workspace_id/invitations", invitation_list, SIGNED_IN | LISTS | NO_SCOPE,
      .name = "invitation_list", .resource = &invitation_resource,
      .out = &invitation_resource.shape,
      .doc = "Open invitations to a workspace; for its admins." },
    { "POST", "/workspaces/:workspace_id/invitations", invitation_post,
      SIGNED_IN | WRITES | NO_SCOPE, .name = "invitation_add", .in = &invitation_resource.shape,
      .out = &invitation_resource.shape, .status = 201, .doc = "Invites somebody; for admins." },
    { "DELETE", "/workspaces/:workspace_id/invitations/:invitation_id", invitation_drop,
      SIGNED_IN | WRITES | NO_SCOPE, .name = "invitation_drop",
      .doc = "Takes an invitation back." },
    { "POST", "/invitations/accept", invitation_accept, SIGNED_IN | WRITES | NO_SCOPE,
      .name = "invitation_accept", .in = &invitation_token_shape, .out = &workspace_resource.shape,
      .doc = "Becomes a member of the workspace one was invited to." },

    { "GET", "/audit", crud_list, ADMIN | LISTS, .name = "audit_list", .resource = &audit_resource,
      .out = &audit_resource.shape, .doc = "Who changed what in the workspace, newest first." },
};
const OperationTable auth_operations = { rows, COUNT(rows) };

void auth_start(const AuthOptions *o)
{
    secret_start(o->key);
    password_start(o->password_cost);
    cookies_start(o->secure_cookies);
    signin_start(o->registration_closed);
    limit_switch(!o->limits_off);
}

/* Ended sessions are kept for a day, so that the reuse of their tokens is still known for what it
 * is. */
static bool sweep_unit(Ctx *c, void *arg)
{
    (void)arg;
    int64_t day = 24LL * 3600 * 1000;
    db_run(c, &q_session_clean_tokens, DB_ARGS(V_INT(c->now_ms - day)));
    db_run(c, &q_session_clean, DB_ARGS(V_INT(c->now_ms - day)));
    db_run(c, &q_once_clean, DB_ARGS(V_INT(c->now_ms)));
    return !failed(c);
}

static bool uses_unit(Ctx *c, void *arg)
{
    (void)arg;
    return caller_note_uses(c);
}

bool auth_sweep(Ctx *c)
{
    return store_write(c->store, c, sweep_unit, NULL) && store_write(c->store, c, uses_unit, NULL);
}
