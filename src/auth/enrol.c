/* New users. */
#include "auth/enrol.h"

#include "auth/email.h"
#include "auth/workspace.h"
#include "field/read.h"
#include "field/store.h"

bool user_add(Ctx *c, User *u)
{
    User other = { 0 };
    u->id = id_new(c->now_ms);
    u->email = str_trim(u->email);
    u->email_key = email_key(c->mem, u->email);
    u->is_active = true;
    if (user_find_by_email(c, u->email, &other))
        return fail(c, CONFLICT, "email",
                    "There is a user with this address already; sign in, or reset the password");
    Preferences p = { 0 };
    field_start(c, &preferences_resource.shape, &p);
    p.id = u->id;
    Workspace w = { .name = u->first_name.n > 0 ? u->first_name : S("Personal"),
                    .home_currency = u->currency };
    u->default_workspace_id = 0;
    return resource_add(c, &user_resource, u) && resource_add(c, &preferences_resource, &p) &&
           workspace_add(c, u->id, u->locale, &w) && user_set_workspace(c, u, w.id);
}
