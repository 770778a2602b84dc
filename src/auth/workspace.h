/* Workspaces: whose money it is. A user belongs to workspaces as viewer, member, admin or owner;
 * everything owned carries the workspace's id. */
#ifndef FLORIN_AUTH_WORKSPACE_H
#define FLORIN_AUTH_WORKSPACE_H

#include "field/operation.h"

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Str name;
    Currency home_currency;
    Str country;
    int role; /* of the one who asks */
} Workspace;

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Id workspace_id;
    Id user_id;
    int role;
    Str email, display_name, first_name, last_name;
} Member;

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Id workspace_id;
    Str email;
    int role;
    int64_t expires_at;
    Id invited_by;
    Str token; /* shown once, to the one who invites */
    Str token_hash;
} Invitation;

extern const Resource workspace_resource, member_resource, invitation_resource;

/* Makes a workspace (name, home_currency, country set) with a user as its owner, and lets the rooms
 * above fill it; sets its id and role. In the write lane. */
bool workspace_add(Ctx *c, Id user_id, Str locale, Workspace *w);

/* What the rooms above do with a new workspace, in its transaction (the system categories, for
 * one); c->workspace_id is the new one, locale that of its owner. Registered at start, at most 8;
 * the same one again is passed over. */
void workspace_on_added(bool (*fill)(Ctx *c, Str locale));

/* Asked before a workspace is removed, in its transaction: takes out what would be left behind, or
 * fails. */
void workspace_on_drop(bool (*empty)(Ctx *c));

/* Makes the workspace of the path the one of this unit: NOT_FOUND unless the user is a member of
 * it, FORBIDDEN with a smaller role. In a lane. */
bool workspace_enter(Ctx *c, Id workspace_id, Role needed);

bool workspace_list(Ctx *c, Call *call);
bool workspace_post(Ctx *c, Call *call);
bool workspace_read(Ctx *c, Call *call);
bool workspace_put(Ctx *c, Call *call);
bool workspace_drop(Ctx *c, Call *call);
bool member_list(Ctx *c, Call *call);
bool member_put(Ctx *c, Call *call);
bool member_drop(Ctx *c, Call *call);
bool invitation_list(Ctx *c, Call *call);
bool invitation_post(Ctx *c, Call *call);
bool invitation_drop(Ctx *c, Call *call);
bool invitation_accept(Ctx *c, Call *call);

typedef struct {
    int role;
} MemberChange;
typedef struct {
    Str token;
} InvitationToken;
extern const Shape member_change_shape, invitation_token_shape;

#endif
