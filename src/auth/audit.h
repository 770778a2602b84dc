/* The audit: one row for every change in a workspace, appended in the transaction of the change.
 *
 * Rows of a workspace are numbered without gaps and each holds a hash over itself and the one
 * before, so that a row changed or taken out behind our back breaks the chain, and audit_check()
 * says where. */
#ifndef FLORIN_AUTH_AUDIT_H
#define FLORIN_AUTH_AUDIT_H

#include "field/operation.h"

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Id workspace_id;
    int64_t seq;
    int64_t at;
    Id user_id;
    Str action;      /* the operation's name: "account_add" */
    Str resource;    /* "account"; none */
    Str resource_id; /* "acc_…"; none */
    Str address;
    Str request_id;
    Str chain_hash;
} AuditEntry;

extern const Resource audit_resource;

/* Appends a row to the workspace of c; action, resource, resource_id and address are set. In the
 * write lane. */
bool audit_write(Ctx *c, AuditEntry *e);

/* Walks the chains of all workspaces; DATABASE_DAMAGED with the workspace and number of the first
 * row that does not fit. In a lane. */
bool audit_check(Ctx *c);

#endif
