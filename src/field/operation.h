/* Operation: what a client can ask for. HTTP, the command line, chat and assistant tools are ways
 * to ask. The row says who may, what goes in and out and whether it writes; the dispatcher does all
 * of that, so a handler is about ten lines: it starts with a checked struct, does one thing, and
 * leaves the answer as a struct. */
#ifndef FLORIN_FIELD_OPERATION_H
#define FLORIN_FIELD_OPERATION_H

#include "field/resource.h"

/* Who may. One of these. */
enum {
    ANYONE = 1,    /* no sign-in */
    SIGNED_IN = 2, /* a user, no workspace needed */
    VIEWER = 3,    /* at least this role in the workspace of the request */
    MEMBER = 4,
    ADMIN = 5,
    OWNERS = 6,
    WHO_MASK = 15,
    /* and how */
    WRITES = 1 << 4,  /* one transaction on the write lane, idempotency key honoured */
    HEAVY = 1 << 5,   /* on the worker pool (password hashing, analysis), in no lane: the handler
                         enters store_read/store_write itself */
    UPLOAD = 1 << 6,  /* multipart, streamed to files; call->upload */
    RAW = 1 << 7,     /* the answer is call->body of call->content_type */
    LISTS = 1 << 8,   /* the answer is call->list of op->out */
    NO_LANE = 1 << 9, /* touches no database; runs where the request arrived */
    SIGN_IN_RATE = 1 << 10, /* counted in the sign-in class of limits */
    MANY_IN = 1 << 11,  /* the body may be one struct or a bare array of them: call->in is a List */
    NO_SCOPE = 1 << 12, /* not with an API token: tokens, passwords, members */
    OWN_BODY =
        1 << 13, /* the handler reads call->raw_body itself with field_read(), over a row it
                    has loaded in the lane; call->in is NULL (PUT, PATCH, POST of resources) */
};

typedef struct Call Call;
struct Upload; /* http/upload.h */

typedef struct Operation {
    const char *method;
    const char *path; /* "/accounts/:id/balances" under /api and /api/v1 */
    bool (*run)(Ctx *c, Call *call);
    uint32_t flags;
    const char *name;         /* operationId: "account_balances"; none: made from method and path */
    const Shape *in;          /* body; NULL: none */
    const Shape *query;       /* query string; NULL: none (LISTS take the resource's) */
    const Shape *out;         /* body of the answer; NULL: 204 */
    const Resource *resource; /* of CRUD and LISTS; gives ETag and filters */
    int status;               /* 0: 200, or 204 without out */
    const char *doc;          /* one sentence */
} Operation;

struct Call {
    const Operation *op;
    Id id;            /* :id of the path, when the operation has a resource; checked for its kind */
    Str path_args[4]; /* every :name of the path in order */
    void *in;         /* the checked body, of op->in's struct; NULL with OWN_BODY */
    void *query;      /* the checked query string, of op->query's struct */
    Str raw_query;
    Str raw_body;
    struct Upload *upload;
    Str if_match;            /* bare ETag or none */
    Str user_agent, address; /* of the client */
    Str cookies;             /* the Cookie header, for signing in and out */
    Str csrf_token;          /* the X-CSRF-Token header */
    Id session_id;           /* of the caller; 0 for API tokens and without sign-in */
    /* The way of a HEAVY operation that WRITES into the write lane: unit is one transaction
     * together with the record of the idempotency key, so it must set call->out. Other operations
     * are in their lane already. False when the unit failed, or was answered before: then just
     * return. */
    bool (*write)(Ctx *c, Call *call, StoreUnit *unit, void *arg);

    /* the answer */
    int status;      /* 0: the operation's own */
    void *out;       /* of op->out's struct */
    ListAnswer list; /* LISTS */
    Str body;        /* RAW, or the answer when the handler has it as text already */
    Str content_type;
    Str location;  /* 201: path below /api/v1 */
    Texts headers; /* further ones, "Name: value" (cookies) */
    /* RAW and large: called repeatedly for the next piece until it returns an empty one */
    Str (*more)(Ctx *c, void *arg);
    void *more_arg;
    /* RAW, and in a file: the descriptor is taken and closed */
    bool has_file;
    int file;
    int64_t file_bytes;
};

/* Create, read, update (PUT whole, PATCH some), delete and list of a resource, as six rows of an
 * operation table. READ_WHO and WRITE_WHO are VIEWER, MEMBER, ADMIN…; the handlers are
 * field/crud.c. They honour call->if_match; the answer's ETag is resource_etag(c, op->resource,
 * call->out). */
bool crud_list(Ctx *c, Call *call);
bool crud_get(Ctx *c, Call *call);
bool crud_add(Ctx *c, Call *call);
bool crud_put(Ctx *c, Call *call);
bool crud_patch(Ctx *c, Call *call);
bool crud_drop(Ctx *c, Call *call);

#define CRUD(PATH, RES, READ_WHO, WRITE_WHO)                                                       \
    { "GET", PATH, crud_list, (READ_WHO) | LISTS, .resource = &(RES), .out = &(RES).shape },       \
        { "POST",                                                                                  \
          PATH,                                                                                    \
          crud_add,                                                                                \
          (WRITE_WHO) | WRITES | OWN_BODY,                                                         \
          .resource = &(RES),                                                                      \
          .in = &(RES).shape,                                                                      \
          .out = &(RES).shape,                                                                     \
          .status = 201 },                                                                         \
        { "GET", PATH "/:id", crud_get, (READ_WHO), .resource = &(RES), .out = &(RES).shape },     \
        { "PUT",                                                                                   \
          PATH "/:id",                                                                             \
          crud_put,                                                                                \
          (WRITE_WHO) | WRITES | OWN_BODY,                                                         \
          .resource = &(RES),                                                                      \
          .in = &(RES).shape,                                                                      \
          .out = &(RES).shape },                                                                   \
        { "PATCH",                                                                                 \
          PATH "/:id",                                                                             \
          crud_patch,                                                                              \
          (WRITE_WHO) | WRITES | OWN_BODY,                                                         \
          .resource = &(RES),                                                                      \
          .in = &(RES).shape,                                                                      \
          .out = &(RES).shape },                                                                   \
    {                                                                                              \
        "DELETE", PATH "/:id", crud_drop, (WRITE_WHO) | WRITES, .resource = &(RES)                 \
    }

/* The operations of a room. */
typedef struct {
    const Operation *rows;
    ptrdiff_t n;
} OperationTable;

#endif
