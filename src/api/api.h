/* api/: operations over HTTP. The dispatcher finds the operation, the caller, their rights and
 * limits, reads what comes in, runs the handler in its lane and writes what goes out. */
#ifndef FLORIN_API_API_H
#define FLORIN_API_API_H

#include "base/embedded.h"
#include "field/operation.h"

typedef struct Api Api;

typedef struct {
    const OperationTable *const *tables; /* of all rooms; api's own are added */
    ptrdiff_t n_tables;
    const char *address;       /* NULL: 127.0.0.1 */
    int port;                  /* 0: any free one */
    int threads;               /* of the HTTP server; 0: one per core */
    int heavy;                 /* threads for HEAVY operations; 0: two per core */
    bool tls;                  /* reached over TLS: secure cookies, HSTS */
    bool demo;                 /* said by /health, so that the page shows the demo sign-in */
    Str cors_origin;           /* the one other origin that may ask; none */
    Str metrics_token;         /* for /metrics from elsewhere than loopback; none */
    Str trusted_proxy;         /* the address whose X-Forwarded-For is believed; none */
    const EmbeddedSet *page;   /* the page's files; NULL: no page */
    const char *page_folder;   /* the page's files from a folder instead; NULL: page */
    const char *upload_folder; /* NULL: /tmp */
    bool no_house;             /* without the housekeeping thread; for tests */
    int64_t upload_bytes;      /* the largest file; 0: LIMIT_UPLOAD_BYTES */
} ApiOptions;

/* Starts to answer. The store must be migrated, auth started. NULL and a failure in c: the port is
 * in use, the address is none. The options are copied. */
Api *api_start(Ctx *c, Store *store, const ApiOptions *o);

int api_port(const Api *a);

/* Stops accepting, lets what runs finish for at most drain_ms, closes. Returns how many requests
 * were cut off. */
int api_stop(Api *a, int drain_ms);

/* The OpenAPI document of these tables and the room's own. */
Str api_document(Arena *mem, const OperationTable *const *tables, ptrdiff_t n);

/* The operations of this room: tickets, health and the like are routes of their own. */
extern const OperationTable api_operations;

#endif
