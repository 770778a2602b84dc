/* Workspaces, their members and invitations. */
#include "auth/workspace.h"
#include "auth/caller.h"
#include "auth/email.h"
#include "auth/mail.h"
#include "auth/role.h"
#include "auth/secret.h"
#include "auth/user.h"
#include "workspace_sql.h"
#include "field/read.h"
#include "field/store.h"

#include <assert.h>

enum { INVITATION_LIFE_MS = 7 * 24 * 3600 * 1000, FILLS_MAX = 8 };

static const Field workspace_fields[] = {
    F_ID(Workspace, id, .prefix = "wsp", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(Workspace, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(Workspace, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Workspace, name, .flags = NEEDED, .min = 1, .max = 120, .doc = "Shown to its members."),
    F_CURRENCY(Workspace, home_currency, .start = "USD", .doc = "The currency of its totals."),
    F_TEXT(Workspace, country, .flags = OPTIONAL, .min = 2, .max = 2, .example = "DE",
           .doc = "ISO 3166 code of the country most of its merchants are in."),
    F_WORD(Workspace, role, .words = role_words, .flags = READ_ONLY | UNSTORED,
           .doc = "The role of the one who asks."),
};

static bool workspace_check(Ctx *c, const void *old, void *row)
{
    Str k = ((Workspace *)row)->country;
    (void)old;
    if (k.p && !(k.n == 2 && k.p[0] >= 'A' && k.p[0] <= 'Z' && k.p[1] >= 'A' && k.p[1] <= 'Z'))
        fail_field(c, S("/country"), "A country is two capital letters, such as DE");
    return !failed(c);
}

const Resource workspace_resource = {
    .name = "workspace",
    .plural = "workspaces",
    .table = "workspace",
    .prefix = "wsp",
    .shape = SHAPE(Workspace, workspace_fields),
    .check = workspace_check,
};

static const Field member_fields[] = {
    F_ID(Member, id, .prefix = "mem", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(Member, created_at, .flags = READ_ONLY, .doc = "Since when."),
    F_INSTANT(Member, updated_at, .flags = READ_ONLY, .doc = "When the role was last changed."),
    F_ID(Member, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_ID(Member, user_id, .prefix = "usr", .flags = READ_ONLY, .doc = "Who."),
    F_WORD(Member, role, .words = role_words, .flags = NEEDED, .doc = "What they may do."),
    F_TEXT(Member, email, .flags = READ_ONLY | UNSTORED, .doc = "Their address."),
    F_TEXT(Member, display_name, .flags = READ_ONLY | UNSTORED,
           .doc = "The name they want to be shown."),
    F_TEXT(Member, first_name, .flags = READ_ONLY | UNSTORED, .doc = "Given name."),
    F_TEXT(Member, last_name, .flags = READ_ONLY | UNSTORED, .doc = "Family name."),
};

static bool member_fill(Ctx *c, void *rows, ptrdiff_t n)
{
    Member *members = rows;
    DbRows found = db_rows(c, &q_workspace_people, DB_ARGS(V_INT(c->workspace_id)));
    Person *people = field_from_rows(c, &person_shape, &found);
    Map by_id = map_new(c->mem);
    for (ptrdiff_t i = 0; people && i < found.n; i++)
        map_put_num(&by_id, people[i].id, &people[i]);
    for (ptrdiff_t i = 0; i < n; i++) {
        const Person *p = map_find_num(&by_id, members[i].user_id);
        if (!p)
            continue;
        members[i].email = p->email;
        members[i].display_name = p->display_name;
        members[i].first_name = p->first_name;
        members[i].last_name = p->last_name;
    }
    return !failed(c);
}

const Resource member_resource = {
    .name = "member",
    .plural = "members",
    .table = "member",
    .prefix = "mem",
    .shape = SHAPE(Member, member_fields),
    .owned = true,
    .fill = member_fill,
};

static const Field invitation_fields[] = {
    F_ID(Invitation, id, .prefix = "inv", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(Invitation, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(Invitation, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(Invitation, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_TEXT(Invitation, email, .flags = NEEDED, .min = 3, .max = 254, .doc = "Who is invited."),
    F_WORD(Invitation, role, .words = role_words, .flags = NEEDED, .doc = "What they may do then."),
    F_INSTANT(Invitation, expires_at, .flags = READ_ONLY, .doc = "Until when it can be accepted."),
    F_ID(Invitation, invited_by, .prefix = "usr", .flags = READ_ONLY, .doc = "Who invites."),
    F_TEXT(Invitation, token, .flags = READ_ONLY | OPTIONAL | UNSTORED,
           .doc = "What the invited one sends to accept; only in the answer to its creation."),
    F_TEXT(Invitation, token_hash, .flags = HIDDEN),
};

const Resource invitation_resource = {
    .name = "invitation",
    .plural = "invitations",
    .table = "invitation",
    .prefix = "inv",
    .shape = SHAPE(Invitation, invitation_fields),
    .owned = true,
};

static const Field member_change_fields[] = {
    F_WORD(MemberChange, role, .words = role_words, .flags = NEEDED, .doc = "The new role."),
};
const Shape member_change_shape = SHAPE(MemberChange, member_change_fields);

static const Field invitation_token_fields[] = {
    F_TEXT(InvitationToken, token, .flags = NEEDED | SECRET, .min = 10, .max = 100,
           .doc = "Of the invitation."),
};
const Shape invitation_token_shape = SHAPE(InvitationToken, invitation_token_fields);

static bool (*fills[FILLS_MAX])(Ctx *c, Str locale);
static int n_fills;
static bool (*empty_first)(Ctx *c);

void workspace_on_drop(bool (*empty)(Ctx *c))
{
    empty_first = empty;
}

void workspace_on_added(bool (*fill)(Ctx *c, Str locale))
{
    for (int i = 0; i < n_fills; i++)
        if (fills[i] == fill)
            return;
    assert(n_fills < FILLS_MAX);
    fills[n_fills++] = fill;
}

/* Runs a step as the owner of another workspace than the request's. */
static void enter(Ctx *c, Id workspace_id, Role role)
{
    c->workspace_id = workspace_id;
    c->role = role;
}

static bool member_add(Ctx *c, Id user_id, int role)
{
    Member m = { .user_id = user_id, .role = role };
    db_after_commit(c, caller_forget, NULL);
    return resource_add(c, &member_resource, &m);
}

bool workspace_add(Ctx *c, Id user_id, Str locale, Workspace *w)
{
    Id before = c->workspace_id;
    Role role = c->role;
    if (!resource_add(c, &workspace_resource, w))
        return false;
    enter(c, w->id, ROLE_OWNER);
    member_add(c, user_id, ROLE_OWNER);
    for (int i = 0; i < n_fills && !failed(c); i++)
        fills[i](c, locale);
    enter(c, before, role);
    w->role = ROLE_OWNER;
    return !failed(c);
}

bool workspace_enter(Ctx *c, Id workspace_id, Role needed)
{
    DbRows rows = db_rows(c, &q_workspace_role, DB_ARGS(V_INT(workspace_id), V_INT(c->user_id)));
    if (failed(c))
        return false;
    if (rows.n == 0)
        return fail(c, NOT_FOUND, NULL, "There is no such workspace");
    Role role = role_of_word(db_text(&rows, 0, "role"));
    if (role < needed)
        return fail(c, FORBIDDEN, NULL, "This needs the role of %s in the workspace; you are %s",
                    role_words[needed], role_words[role]);
    enter(c, workspace_id, role);
    return true;
}

bool workspace_list(Ctx *c, Call *call)
{
    DbRows rows = db_rows(c, &q_workspace_of_user, DB_ARGS(V_INT(c->user_id)));
    Workspace *all = field_from_rows(c, &workspace_resource.shape, &rows);
    for (ptrdiff_t i = 0; all && i < rows.n; i++)
        all[i].role = (int)role_of_word(db_text(&rows, i, "role"));
    call->list = (ListAnswer){ .items = all, .n = rows.n, .total = rows.n };
    return !failed(c);
}

bool workspace_post(Ctx *c, Call *call)
{
    Workspace *w = call->in;
    User u = { 0 };
    call->out = w;
    if (!resource_get(c, &user_resource, c->user_id, &u) ||
        !workspace_add(c, c->user_id, u.locale, w))
        return false;
    call->location = str_fmt(c->mem, "/workspaces/%.*s", STR_ARG(id_text(c->mem, "wsp", w->id)));
    return true;
}

bool workspace_read(Ctx *c, Call *call)
{
    Workspace *w = NEW(c->mem, Workspace);
    call->out = w;
    bool ok = workspace_enter(c, call->id, ROLE_VIEWER) &&
              resource_get(c, &workspace_resource, call->id, w);
    w->role = (int)c->role;
    return ok;
}

bool workspace_put(Ctx *c, Call *call)
{
    Workspace *w = NEW(c->mem, Workspace);
    call->out = w;
    if (!workspace_enter(c, call->id, ROLE_ADMIN) ||
        !resource_get(c, &workspace_resource, call->id, w))
        return false;
    w->role = (int)c->role;
    return resource_match(c, &workspace_resource, w, call->if_match) &&
           field_read(c, &workspace_resource.shape, READ_WHOLE, call->raw_body, w) &&
           resource_change(c, &workspace_resource, w);
}

/* A workspace goes when no money is left in it: that is never thrown away by one call. */
bool workspace_drop(Ctx *c, Call *call)
{
    if (!workspace_enter(c, call->id, ROLE_OWNER) || (empty_first && !empty_first(c)))
        return false;
    db_run(c, &q_workspace_forget_default, DB_ARGS(V_INT(call->id), V_NULL));
    db_run(c, &q_workspace_drop_invitations, DB_ARGS(V_INT(call->id)));
    db_run(c, &q_workspace_drop_members, DB_ARGS(V_INT(call->id)));
    db_after_commit(c, caller_forget, NULL);
    return resource_drop(c, &workspace_resource, call->id);
}

/* Enters the workspace that the path begins with, "/workspaces/:workspace_id/…". */
static bool enter_path(Ctx *c, Call *call, Role needed)
{
    if (id_parse(call->path_args[0], "wsp", &call->id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such workspace");
    return workspace_enter(c, call->id, needed);
}

static bool list_of(Ctx *c, Call *call, const Resource *r, Role needed)
{
    ListRequest q = { 0 };
    return enter_path(c, call, needed) && list_request_read(c, r, call->raw_query, &q) &&
           resource_list(c, &q, &call->list);
}

bool member_list(Ctx *c, Call *call)
{
    return list_of(c, call, &member_resource, ROLE_VIEWER);
}

/* The id after the workspace's in the path. */
static bool second_id(Ctx *c, const Call *call, const Resource *r, Id *out)
{
    return id_parse(call->path_args[1], r->prefix, out) == ID_OK ||
           fail(c, NOT_FOUND, NULL, "There is no such %s", r->name);
}

/* The member of the path, who may be changed by the one who asks: admins do not touch owners, and a
 * workspace keeps an owner. */
static bool member_to_change(Ctx *c, Call *call, Role new_role, Member *m)
{
    Id id = 0;
    if (!enter_path(c, call, ROLE_VIEWER) || !second_id(c, call, &member_resource, &id) ||
        !resource_get(c, &member_resource, id, m))
        return false;
    bool leaves = m->user_id == c->user_id && new_role == ROLE_NONE;
    if (!leaves && c->role < ROLE_ADMIN)
        return fail(c, FORBIDDEN, NULL, "This needs the role of admin in the workspace; you are %s",
                    role_words[c->role]);
    if (c->role < ROLE_OWNER && (m->role == ROLE_OWNER || new_role == ROLE_OWNER))
        return fail(c, FORBIDDEN, NULL, "Only an owner can make or change an owner");
    if (m->role == ROLE_OWNER && new_role != ROLE_OWNER &&
        db_one_int(c, &q_workspace_owners, DB_ARGS(V_INT(c->workspace_id), V_INT(m->user_id))) == 0)
        return fail(c, CONFLICT, "role",
                    "A workspace needs an owner; make somebody else owner first");
    return !failed(c);
}

bool member_put(Ctx *c, Call *call)
{
    const MemberChange *in = call->in;
    Member *m = NEW(c->mem, Member);
    call->out = m;
    if (!member_to_change(c, call, (Role)in->role, m))
        return false;
    m->role = in->role;
    db_after_commit(c, caller_forget, NULL);
    return resource_change(c, &member_resource, m);
}

bool member_drop(Ctx *c, Call *call)
{
    Member m = { 0 };
    if (!member_to_change(c, call, ROLE_NONE, &m))
        return false;
    resource_drop(c, &member_resource, m.id);
    db_run(c, &q_workspace_forget_default, DB_ARGS(V_INT(call->id), V_INT(m.user_id)));
    db_after_commit(c, caller_forget, NULL);
    return !failed(c);
}

bool invitation_list(Ctx *c, Call *call)
{
    return list_of(c, call, &invitation_resource, ROLE_ADMIN);
}

bool invitation_post(Ctx *c, Call *call)
{
    Invitation *in = call->in;
    if (!enter_path(c, call, ROLE_ADMIN) || !email_check(c, in->email, S("/email")))
        return false;
    if ((Role)in->role == ROLE_OWNER && c->role < ROLE_OWNER)
        return fail(c, FORBIDDEN, "role", "Only an owner can invite an owner");
    Str key = email_key(c->mem, in->email);
    if (db_one_int(c, &q_member_of_email, DB_ARGS(V_INT(c->workspace_id), V_TEXT(key))) > 0)
        return fail(c, CONFLICT, "email", "They are a member already");
    db_run(c, &q_invitation_same, DB_ARGS(V_INT(c->workspace_id), V_TEXT(key)));
    Str token = secret_token(c->mem, "fli_");
    in->token_hash = secret_hash(c->mem, token);
    in->expires_at = c->now_ms + INVITATION_LIFE_MS;
    in->invited_by = c->user_id;
    resource_add(c, &invitation_resource, in);
    in->token = token;
    call->out = in;
    call->location =
        str_fmt(c->mem, "/workspaces/%.*s/invitations/%.*s",
                STR_ARG(id_text(c->mem, "wsp", call->id)), STR_ARG(id_text(c->mem, "inv", in->id)));
    return mail_queue(c, MAIL_INVITATION, in->email, token);
}

bool invitation_drop(Ctx *c, Call *call)
{
    Id id = 0;
    return enter_path(c, call, ROLE_ADMIN) && second_id(c, call, &invitation_resource, &id) &&
           resource_drop(c, &invitation_resource, id);
}

/* The one who holds the token may be reached at the invited address or another: the token decides.
 */
bool invitation_accept(Ctx *c, Call *call)
{
    const InvitationToken *in = call->in;
    DbRows found =
        db_rows(c, &q_invitation_by_token, DB_ARGS(V_TEXT(secret_hash(c->mem, in->token))));
    if (failed(c))
        return false;
    if (found.n == 0 || db_int(&found, 0, "expires_at") <= c->now_ms)
        return fail(c, NOT_FOUND, "token",
                    "The invitation does not exist any more; ask for another one");
    Id workspace_id = db_int(&found, 0, "workspace_id");
    DbRows rows = db_rows(c, &q_workspace_role, DB_ARGS(V_INT(workspace_id), V_INT(c->user_id)));
    if (rows.n > 0)
        return fail(c, CONFLICT, NULL, "You are a member of this workspace already");
    enter(c, workspace_id, role_of_word(db_text(&found, 0, "role")));
    member_add(c, c->user_id, (int)c->role);
    db_run(c, &q_invitation_used, DB_ARGS(V_INT(workspace_id), V_INT(db_int(&found, 0, "id"))));
    Workspace *w = NEW(c->mem, Workspace);
    call->out = w;
    resource_get(c, &workspace_resource, workspace_id, w);
    w->role = (int)c->role;
    return !failed(c);
}
