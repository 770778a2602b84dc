/* Rows and bodies made from field tables alone, for every resource there is. */
#ifndef FLORIN_TESTS_ISOLATION_FIXTURE_H
#define FLORIN_TESTS_ISOLATION_FIXTURE_H

#include "field/operation.h"

/* A workspace with one user of each role, and what marks its rows: a word that must never be seen
 * elsewhere. */
typedef struct {
    Id workspace_id;
    Id users[5]; /* by Role; ROLE_NONE is not used */
    const char *canary;
    Str tokens[5];                 /* Authorization headers, by Role */
    Str expired, disabled, scoped; /* of the owner: an access token that is over, of a user switched
                                      off, one that may only read */
} Tenant;

/* All resources that operations name. */
typedef struct {
    const Resource *items[64];
    ptrdiff_t n;
} Resources;
Resources resources_of(const OperationTable *const *tables, ptrdiff_t n);
const Resource *resource_named(const Resources *all, const char *table);

/* Makes a workspace with its users. Ends the process when it cannot. */
Tenant tenant_new(Ctx *c, Store *s, const char *canary);

/* A new row of a resource in the workspace, with all it refers to; 0, with the reason printed, when
 * none can be made. For a user, a workspace and preferences those of the owner; members and tokens
 * are made. */
Id fixture(Ctx *c, Store *s, const Resources *all, const Tenant *t, const Resource *r);
/* Removes it again. */
void fixture_drop(Ctx *c, Store *s, const Tenant *t, const Resource *r, Id id);

/* A body that a shape takes: what is needed, in the words of one tenant, with ids of rows of the
 * same or another. */
typedef struct {
    const Tenant *writer, *refers;
} Tenants;
Str body_for(Ctx *c, Store *s, const Resources *all, const Tenants *who, const Shape *shape,
             bool *has_ids);

/* All rows of a workspace added up. */
uint64_t tenant_state(Store *s, Id workspace_id);

#endif
