/* The smallest HTTP client that serves tests: one request, one connection. */
#ifndef FLORIN_TESTS_HTTP_CLIENT_H
#define FLORIN_TESTS_HTTP_CLIENT_H

#include "base/base.h"

typedef struct {
    int status;  /* 0: no answer */
    Str headers; /* "Name: value\r\n…" */
    Str body;
} TestAnswer;

/* Sends the text of a request (first line, headers, empty line, body) as it is, and reads until the
 * server closes. */
TestAnswer test_send(Arena *mem, int port, Str request);

/* A whole request: adds Host, Connection and Content-Length to the headers ("Name: value\n…", may
 * be none). */
TestAnswer test_ask(Arena *mem, int port, Str method, Str path, Str headers, Str body);

/* Sends a request and leaves the connection open, for streams; the descriptor, or -1. */
int test_open(int port, Str request);
/* What comes on it until the awaited text has come, the server closes, or five seconds pass without
 * a byte. */
Str test_until(Arena *mem, int fd, Str awaited);

/* The value of the nth header of that name (0 is the first); none when it is not there. */
Str test_header(const TestAnswer *a, Str name, int nth);

#endif
