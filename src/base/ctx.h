/* Ctx: one unit of work. A request, a job or a command gets one; it is the first argument
 * everywhere and there is no other hidden state. */
#ifndef FLORIN_BASE_CTX_H
#define FLORIN_BASE_CTX_H

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

/* What a member of a workspace may do; each includes those before it. */
typedef enum { ROLE_NONE, ROLE_VIEWER, ROLE_MEMBER, ROLE_ADMIN, ROLE_OWNER } Role;

typedef struct Ctx {
    Arena *mem; /* all memory of the unit */
    Failure failure;

    struct Db *db;         /* the unit's connection while it is in a lane; NULL outside */
    struct Store *store;   /* the database, to enter a lane */
    const struct App *app; /* what the process was started with; for the top rooms */

    int64_t user_id;      /* 0: nobody */
    int64_t workspace_id; /* 0: none; SQL on owned tables binds it */
    Role role;            /* in that workspace */
    uint32_t scopes;      /* what an API token allows; all bits for sessions */
    bool system;          /* the program itself (migrations, sweeps): may cross workspaces */

    int64_t now_ms; /* one instant for the whole unit */
    Str request_id;
    Str lane_note; /* what the unit is, for logs: "GET /accounts/:id", "job import.parse" */
} Ctx;

/* A context with a fresh arena of the given guard, the time of now and a new request id. */
Ctx ctx_new(const char *name, size_t guard_bytes);

/* Gives back the context's memory. */
void ctx_done(Ctx *c);

#endif
