/* A server for the tests: one address per thing that http/ can do. */
#ifndef FLORIN_TESTS_HTTP_ROOM_SITE_H
#define FLORIN_TESTS_HTTP_ROOM_SITE_H

#include "http/http.h"
#include "http/push.h"
#include "http/static.h"

#include <stdatomic.h>

typedef struct {
    HttpStatic *page;
    HttpServer *_Atomic server; /* set when it has started, while it is being used already */
    int port;
    _Atomic int begun, readied, done, cut;
    _Atomic int workers;
    _Atomic int opened, closed, messages;
    _Atomic uint64_t last_push;
    _Atomic bool saw_gone;
    HttpServerOptions options; /* set before site_start() */
} Site;

void site_start(Ctx *c, Site *s);

/* Stops the server and waits for the workers; returns what http_server_stop() says. */
int site_stop(Site *s, int drain_ms);

/* Waits up to 5 seconds for a figure to become that. */
bool site_wait(const _Atomic int *figure, int value);

#endif
