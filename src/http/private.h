/* What the files of http/ share among themselves. Nobody else includes this. */
#ifndef FLORIN_HTTP_PRIVATE_H
#define FLORIN_HTTP_PRIVATE_H

#include "http/pushhub.h"
#include "http/http.h"
#include "http/upload_sink.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* What a connection is doing, for the watch over slow clients. */
typedef enum {
    PHASE_IDLE,   /* before the first line of a request is complete */
    PHASE_HEAD,   /* the headers are coming */
    PHASE_BODY,   /* the body is coming; progress counts its bytes */
    PHASE_WORK,   /* ours: the handler is at it */
    PHASE_ANSWER, /* the answer goes out; progress is its size */
    PHASE_STREAM, /* the answer goes out, of unknown size */
    PHASE_PUSH,   /* the hub's */
} Phase;

typedef struct Request Request;

/* One connection, from accept to close. Lives in the library's socket context. */
typedef struct Conn {
    struct HttpServer *server;
    struct MHD_Connection *mhd;
    struct Conn *next, *before; /* server->conns, under server->lock */
    int fd;
    Request *request; /* the one under way; touched by the connection's thread only */
    _Atomic int phase;
    _Atomic int64_t since_ms; /* of the phase; monotonic */
    _Atomic int64_t progress;
    char address[48];
} Conn;

typedef enum { PLAN_NONE, PLAN_GATHER, PLAN_UPLOAD, PLAN_DISCARD } Plan;
typedef enum { LATER_NOT, LATER_PROMISED, LATER_ANSWERED } Later;

struct Request {
    HttpRequest pub; /* first: the handler's pointer is ours */
    Conn *conn;
    HttpServer *server;
    HttpHandler handler;
    int64_t began_ns;
    ArenaMark mark;         /* of mem before us */
    Str target;             /* as sent */
    const char *bad_target; /* the reason; the handler does not see it */
    bool counted;           /* in server->in_flight */
    bool begun;             /* begin was called, or will not be */
    bool readied;           /* ready was called, or will not be */
    bool chunked;
    bool expects;  /* Expect: 100-continue */
    bool linger;   /* the client may still be sending when we close */
    bool raw_sent; /* the answer was written past the library */
    Plan plan;
    int64_t max_bytes;
    int64_t got_bytes;
    Buf gathered;
    UploadSink *sink;

    bool answered;
    HttpAnswer answer;             /* our copy */
    struct Deflate *deflate;       /* of a streamed answer */
    struct MHD_Response *prepared; /* a shared response instead of the answer's body and headers */
    bool compressed;
    bool varies; /* would be compressed for another client */
    int64_t bytes_out;

    _Atomic int later;
    bool push; /* handed to the hub */
    PushHandoff handoff;
};

struct HttpServer {
    HttpServerOptions options;
    char *upload_folder;
    struct MHD_Daemon *daemon;
    PushHub *hub;
    int port;
    _Atomic bool draining;
    _Atomic bool giving_up; /* the time to drain is over */

    pthread_mutex_t lock;
    Conn *conns;
    Arena *spare[64]; /* arenas of requests, for the next ones */
    ArenaMark spare_mark[64];
    int n_spare;

    _Atomic int64_t connections, in_flight, requests, dropped_slow;
    _Atomic int64_t
        at_work; /* requests that the handler has, in ready or until an answer that comes later */
};

static inline void conn_phase(Conn *conn, Phase phase, int64_t progress)
{
    atomic_store_explicit(&conn->since_ms, clock_mono_ns() / 1000000, memory_order_relaxed);
    atomic_store_explicit(&conn->progress, progress, memory_order_relaxed);
    atomic_store_explicit(&conn->phase, phase, memory_order_relaxed);
}

static inline Request *request_of(const HttpRequest *r)
{
    return (Request *)(uintptr_t)r;
}

/* request.c: what the library calls. */
void *request_first_line(void *server, const char *uri, struct MHD_Connection *m);
enum MHD_Result request_access(void *server, struct MHD_Connection *m, const char *url,
                               const char *method, const char *version, const char *data,
                               size_t *size, void **context);
void request_completed(void *server, struct MHD_Connection *m, void **context,
                       enum MHD_RequestTerminationCode why);
/* Ends a request before its connection ends: for the hub. */
void request_finish(Request *q, int status, bool cut);

/* answer.c */
/* Copies and compresses the answer into the request. */
void answer_store(Request *q, const HttpAnswer *a);
/* Hands the stored answer to the library. */
enum MHD_Result answer_queue(Request *q);
/* Writes the stored answer to the socket itself, for a request whose body is cut short. */
void answer_raw(Request *q);
/* A problem document for a broken protocol, or a handler that does not answer. */
void answer_refusal(Request *q, int status, const char *why);
/* "413 Content Too Large" -> "Content Too Large". */
const char *http_reason(int status);

#endif
