/* A server inside the test's process, on a fresh database of one engine, over a real socket. */
#ifndef FLORIN_TESTS_HTTP_SERVER_H
#define FLORIN_TESTS_HTTP_SERVER_H

#include "api/api.h"
#include "db/db.h"
#include "harness.h"

typedef struct {
    Store *store;
    Api *api;
    int port;
} TestServer;

/* Starts all rooms on the database at url, with cheap passwords and without limits
 * (limit_switch(true) sets them). Ends the process when it cannot. */
TestServer test_server_start(Ctx *c, Str url);

/* Whether the next server has its housekeeping; without at first, for it asks the database at its
 * own times. */
void test_server_house(bool on);
void test_server_stop(TestServer *s);

/* Stops answering and starts again on the same store, as a new process would. */
void test_server_again(Ctx *c, TestServer *s);

/* A hash of all rows of all tables but those of limits: equal when nothing was changed. */
uint64_t test_server_state(Ctx *c, Store *s);

#endif
