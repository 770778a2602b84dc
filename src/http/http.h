/* http/: one server for requests, uploads, pushes and the page's files. No type of the HTTP library
 * is seen outside this room, and nothing here knows an operation, a user or a problem document.
 *
 * A request meets the handler twice, always on one of the server's threads and always on the same
 * one for a connection:
 *
 *     begin   the headers are known, the body is not read. Answer at once (401, 404, 413 …), or say
 *             what to do with a body: http_gather(), http_upload(). Saying nothing means no body.
 *     ready   the body is there as asked: answer now, or call http_later() and answer from any
 *             thread. Or r->body_state says why it is not: answer now.
 *     done    the answer is out, or the client is gone; the request's memory goes after it.
 *
 * What blocks for longer than a short indexed read belongs behind http_later(): a thread of the
 * pool serves many connections. */
#ifndef FLORIN_HTTP_HTTP_H
#define FLORIN_HTTP_HTTP_H

#include "base/base.h"

#include "http/upload.h"

typedef struct HttpServer HttpServer;

typedef struct {
    Str name;
    Str value;
} HttpHeader;

typedef enum {
    HTTP_BODY_NONE,      /* none came */
    HTTP_BODY_COMPLETE,  /* r->body, or r->upload */
    HTTP_BODY_TOO_LARGE, /* over the maximum, or a body where none is taken; r->body_detail says
                            which part: answer 413 */
    HTTP_BODY_BROKEN,    /* not what its type says, r->body_detail says where: answer 400 */
    HTTP_BODY_TYPE,      /* an upload of a type that is no upload: answer 415 */
    HTTP_BODY_DISK,      /* an upload could not be stored (full disk): answer 503 */
} HttpBodyState;

/* One request. The texts are views into mem or into the connection; they live until done returns.
 */
typedef struct HttpRequest {
    Arena *mem;  /* the request's memory */
    Str method;  /* GET, POST …; HEAD comes as GET, the server leaves out the body */
    Str path;    /* as sent, without the query: begins with '/', decodes to UTF-8 without a NUL */
    Str query;   /* as sent, without the '?'; none when there is none */
    Str address; /* of the client, "192.0.2.1" or "2001:db8::1" */
    int64_t length; /* Content-Length; 0 without a body; -1 when it comes in chunks */
    bool head;      /* was HEAD */

    HttpBodyState body_state;
    Str body_detail; /* what is wrong with the body, for people */
    Str body;        /* after http_gather() */
    Upload *upload;  /* after http_upload() */

    void *user; /* the handler's own, NULL at begin */
} HttpRequest;

/* How the request ended, for the log. */
typedef struct {
    int status;        /* of the answer; 0 when there was none */
    int64_t micros;    /* from the first line of the request to the last byte of the answer */
    int64_t bytes_out; /* of the answer's body, compressed as sent; -1: unknown (streamed) */
    bool cut;          /* the client went away, or was dropped, before the end */
} HttpOutcome;

typedef struct {
    void (*begin)(HttpRequest *r, void *arg);
    void (*ready)(HttpRequest *r, void *arg);
    void (*done)(HttpRequest *r, const HttpOutcome *outcome, void *arg); /* may be NULL */
    void *arg;
} HttpHandler;

typedef struct {
    const char *address; /* "127.0.0.1" when NULL; "::" takes IPv6 and IPv4 */
    int port;            /* 0: any free one */
    int threads;         /* of the pool; 0: one per core, at most 8 */
    HttpHandler handler;
    int max_connections; /* 0: 10,000 */
    int max_per_address; /* connections from one address; 0: no bound (behind a proxy) */
    int idle_seconds;    /* a connection without a byte for so long is closed; 0: 60 */
    int request_seconds; /* headers must be complete within; 0: 20. A body must besides come at 4
                            KiB/s on average, after that time */
    size_t connection_bytes; /* memory of a connection, bounds the headers; 0: 24 KiB */
    bool tls; /* a proxy in front speaks TLS: send Strict-Transport-Security, secure cookies */
    const char *upload_folder; /* where uploads wait; "/tmp" when NULL */
} HttpServerOptions;

/* Starts listening. NULL after fail(): BUSY for a port in use, INVALID for an address that is none.
 * The options are copied; the handler's arg must outlive the server. */
HttpServer *http_server_start(Ctx *c, const HttpServerOptions *o);

/* The port it listens on. */
int http_server_port(const HttpServer *s);

/* Stops accepting, lets requests in flight finish for up to drain_ms (0: none), says goodbye to
 * push clients (1001), closes everything and frees the server. Answers promised by http_later() are
 * waited for, however long it takes: http_gone() tells their workers to hurry. Returns how many
 * requests were cut off. */
int http_server_stop(HttpServer *s, int drain_ms);

/* Figures for /metrics and tests. */
typedef struct {
    int64_t connections; /* open now, push clients included */
    int64_t in_flight;   /* requests between their headers and done */
    int64_t requests;    /* since the start */
    int64_t push_clients;
    int64_t dropped_slow;
} HttpFigures;
HttpFigures http_figures(const HttpServer *s);

/* The first header of that name (any case); none when it is not there. */
Str http_header(const HttpRequest *r, Str name);

/* The value of a cookie of the request; none when it is not there or is there twice with different
 * values. */
Str http_cookie(const HttpRequest *r, Str name);

/* In begin: take a body of up to max_bytes into r->body. A longer Content-Length is refused without
 * reading it; a client that asks with Expect: 100-continue is told before it sends. */
void http_gather(HttpRequest *r, int64_t max_bytes);

/* In begin: take a body of files into r->upload (upload.h). */
void http_upload(HttpRequest *r, const UploadOptions *o);

/* In ready, unless body_state is an error: the answer comes later, from any thread. Call it before
 * the request is handed over; afterwards the server does not touch the request, its memory belongs
 * to whoever has it, until the answer. */
void http_later(HttpRequest *r);

/* Whether nobody waits any more for a request that is answered later: its client has closed the
 * connection, or the server's time to drain is over. Long work asks now and then, and stops. An
 * answer is due all the same. */
bool http_gone(const HttpRequest *r);

typedef struct {
    int status;
    Str content_type; /* none: no body */
    const HttpHeader
        *headers; /* further ones. A header with a CR, LF or NUL is left out and logged */
    ptrdiff_t n_headers;
    Str body;   /* lives in r->mem or longer; compressed where it pays */
    bool plain; /* never compress (secrets beside text that others choose) */
    /* Streamed, when more is set: called on the server's thread whenever the client can take more.
     * Sets *piece, empty at the end, alive until the next call; false cuts the connection so that
     * the client notices. done is called after the last piece or the cut. */
    bool (*more)(HttpRequest *r, void *arg, Str *piece);
    void *arg;
    /* A file, when file is set: the descriptor is taken and closed. */
    bool file;
    int fd;
    int64_t fd_bytes;
} HttpAnswer;

/* Answers, once per request; what a and its headers point to is copied except the body. */
void http_answer(HttpRequest *r, const HttpAnswer *a);

/* The answer was given, or promised by http_later(). */
bool http_answered(const HttpRequest *r);

/* The server of a request. */
HttpServer *http_server_of(const HttpRequest *r);

#endif
