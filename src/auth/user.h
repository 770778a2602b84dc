/* Users and their preferences. A user belongs to no workspace; the workspaces they are members of
 * are auth/workspace.h. */
#ifndef FLORIN_AUTH_USER_H
#define FLORIN_AUTH_USER_H

#include "field/operation.h"

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Str email;
    Str email_key; /* by which it is found: in small letters */
    Str first_name, last_name, display_name, avatar_url;
    Str locale, timezone;
    Currency currency;
    bool is_active, is_verified;
    int64_t last_login_at;
    Id default_workspace_id; /* the one used when a request names none */
    Str password_hash;
} User;

extern const Resource user_resource;

/* What a user likes; its id is the user's. */
typedef struct {
    Id id;
    int64_t created_at, updated_at;
    int theme, week_start, date_format, number_format, start_page, low_confidence;
    bool notification_email, notification_push, notification_telegram;
    bool notify_imports, notify_budgets, notify_goals, notify_unusual;
    bool privacy_mode;
} Preferences;

extern const Resource preferences_resource;

/* The user with this address; false without a failure when there is none. In a lane. */
bool user_find_by_email(Ctx *c, Str email, User *out);

/* Makes a workspace the user's default. In the write lane. */
bool user_set_workspace(Ctx *c, User *u, Id workspace_id);

/* Sets a new password and ends all sessions of the user but keep (0: none). In the write lane. */
bool user_set_password(Ctx *c, Id user_id, Str hash, Id keep_session_id);

/* The user that asks. */
bool user_me(Ctx *c, Call *call);
bool user_me_put(Ctx *c, Call *call);
bool user_me_drop(Ctx *c, Call *call);
bool user_search(Ctx *c, Call *call);
bool preferences_me(Ctx *c, Call *call);
bool preferences_me_put(Ctx *c, Call *call);

typedef struct {
    Str query;
} UserSearch;
extern const Shape user_search_shape;

/* What members of a workspace see of each other. */
typedef struct {
    Id id;
    Str email, first_name, last_name, display_name, avatar_url;
} Person;
extern const Shape person_shape;

#endif
