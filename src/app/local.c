/* Choosing a workspace on the command line. */
#include "app/local.h"

#include "auth/enrol.h"
#include "auth/workspace.h"
#include "field/read.h"
#include "local_sql.h"

const char local_email[] = "local@localhost";

static bool add_local_user(Ctx *c)
{
    User u = { 0 };
    field_start(c, &user_resource.shape, &u);
    u.email = str_of(local_email);
    u.first_name = S("Local");
    u.is_active = true;
    if (!user_add(c, &u))
        return false;
    c->workspace_id = u.default_workspace_id;
    c->user_id = u.id;
    return true;
}

/* The workspaces there are, for a message. */
static Str list_of(Ctx *c, const DbRows *r)
{
    Buf b = buf_new(c->mem, 1500);
    for (ptrdiff_t i = 0; i < r->n && i < 20; i++)
        buf_fmt(&b, "%s'%.*s' (%.*s)", i ? ", " : "", STR_ARG(db_text(r, i, "name")),
                STR_ARG(id_text(c->mem, workspace_resource.prefix, db_int(r, i, "id"))));
    return buf_str(&b);
}

static bool use(Ctx *c, const DbRows *r, ptrdiff_t row)
{
    c->workspace_id = db_int(r, row, "id");
    c->user_id = db_int(r, row, "owner_id");
    return true;
}

static bool choose_named(Ctx *c, const DbRows *r, Str workspace)
{
    ptrdiff_t found = -1;
    for (ptrdiff_t i = 0; i < r->n; i++) {
        Str id = id_text(c->mem, workspace_resource.prefix, db_int(r, i, "id"));
        if (str_eq(id, workspace))
            return use(c, r, i);
        if (!str_eq_nocase(db_text(r, i, "name"), workspace))
            continue;
        if (found >= 0)
            return fail(c, CONFLICT, "workspace",
                        "Several workspaces are named '%.*s'; give the id: %.*s",
                        STR_ARG(workspace), STR_ARG(list_of(c, r)));
        found = i;
    }
    if (found >= 0)
        return use(c, r, found);
    return fail(c, NOT_FOUND, "workspace", "There is no workspace '%.*s'; there %s %.*s",
                STR_ARG(workspace), r->n == 1 ? "is" : "are", STR_ARG(list_of(c, r)));
}

static bool choose(Ctx *c, void *arg)
{
    const Str *workspace = arg;
    DbRows r = db_rows(c, &q_local_workspaces, DB_NO_ARGS);
    if (failed(c))
        return false;
    if (workspace->n)
        return choose_named(c, &r, *workspace);
    if (r.n == 1)
        return use(c, &r, 0);
    if (r.n == 0)
        return add_local_user(c);
    return fail(c, CONFLICT, "workspace",
                "There are %td workspaces; say which one with --workspace: %.*s", r.n,
                STR_ARG(list_of(c, &r)));
}

bool local_enter(Ctx *c, Str workspace)
{
    c->system = true; /* to see all workspaces */
    bool done = store_write(c->store, c, choose, &workspace);
    c->system = false;
    c->role = ROLE_OWNER;
    c->scopes = ~0u;
    return done;
}
