/* A request on its way through the room. Private to api/. */
#ifndef FLORIN_API_REQUEST_H
#define FLORIN_API_REQUEST_H

#include "api/api.h"
#include "api/crew.h"
#include "api/route.h"
#include "auth/caller.h"
#include "auth/limit.h"
#include "http/http.h"
#include "http/static.h"

#include <pthread.h>

struct Hub;
typedef struct Sockets Sockets; /* api/socket.h */

struct Api {
    Arena *mem;
    ApiOptions o;
    Store *store;
    Routes *routes;
    Crew *heavy;
    HttpServer *_Atomic server; /* set by the start or by the first request, whichever is sooner */
    pthread_mutex_t
        sending; /* held while the hub sends, so that the server does not go meanwhile */
    HttpStatic *page;
    Str openapi, openapi_etag; /* the document, made at start */
    Str docs;
    struct House *house; /* api/house.h */
    int64_t started_ms;
    atomic_bool draining;
    struct Hub *hub;
    Sockets *sockets;
};

/* What is sent: one description, made in the lane, sent from any thread. */
typedef struct {
    int status;
    Str content_type;
    Str body;
    HttpHeader *headers;
    ptrdiff_t n_headers, room_headers;
    bool plain;
} Reply;

typedef struct Request {
    Ctx c;
    Api *api;
    HttpRequest *http;
    Route *route;
    Call call;
    Caller caller;
    LimitAnswer limit;
    Str path; /* below /api; none for what is not there */
    Str address;
    Str idempotency_key;
    bool replayed;
    Reply reply;
} Request;

/* Adds a header to the answer; name and value live as long as the request. */
void reply_header(Request *r, Str name, Str value);

/* Makes the answer from what the handler left in the call. In the lane, so that it can be stored
 * with the idempotency record. */
void reply_make(Request *r);

/* Makes the answer a problem document of the failure in r->c. */
void problem_make(Request *r);

/* Sends the answer. */
void reply_send(Request *r);

/* A problem at once. */
void problem_send(Request *r);

/* --- idempotency keys (api/idempotency.c) ---------------------------------------------------- */

/* In the write lane, before the handler: claims the key, or finds the answer that was given before
 * and puts it into r->reply with r->replayed set. KEY_REUSED for another body. Without a key
 * nothing. */
bool idempotency_begin(Request *r);
/* After the handler and reply_make(): stores the answer. */
bool idempotency_end(Request *r);
/* Removes what is older than a day. In the write lane. */
bool idempotency_clean(Ctx *c);

/* Appends the audit row of a change that has been made; in its transaction. (api/trail.c) */
bool trail_write(Request *r);

/* --- what is not an operation ----------------------------------------------------------------- */

/* Health, figures, the document, the documentation page, sockets: true when the path was one of
 * these and has been answered. */
bool special_begin(Request *r);

/* Answers text of a type. */
void reply_text(Request *r, int status, Str content_type, Str body);

/* Health of the program: readiness asks the database. (api/health.c) */
void health_answer(Request *r, bool ready);
/* Figures for Prometheus. (api/metrics.c) */
void metrics_answer(Request *r);
void metrics_count(Route *route, int status, int64_t micros);
/* The documentation page, from the operation tables. (api/docs.c) */
Str docs_page(Arena *mem, const Routes *routes);

#endif
