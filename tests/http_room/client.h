/* A small HTTP client for the tests: it can be rude on purpose. */
#ifndef FLORIN_TESTS_HTTP_ROOM_CLIENT_H
#define FLORIN_TESTS_HTTP_ROOM_CLIENT_H

#include "base/base.h"

typedef struct {
    int status; /* 0: no answer came */
    Str head;   /* all of it, status line included */
    Str body;   /* chunks joined */
    bool whole; /* as long as it said */
} Reply;

/* A connected socket; reads give up after 10 seconds. */
int client_connect(int port);

/* Sends all of it; false when the other side has closed. */
bool client_send(int fd, Str text);

/* Reads one answer; what follows it stays for the next call. head_only for answers to HEAD. */
Reply client_reply(Arena *mem, int fd, bool head_only);

/* Sends on a connection of its own, reads one answer, closes. */
Reply client_ask(Arena *mem, int port, Str request);

/* GET with further header lines ("A: b\r\n…"). */
Reply client_get(Arena *mem, int port, const char *path, const char *headers);

/* The value of a header of the reply; none when it is not there. */
Str reply_header(const Reply *r, Str name);

/* Whether the other side closes within that time without sending. */
bool client_closed(int fd, int within_ms);

/* gzip's content. */
Str client_gunzip(Arena *mem, Str packed);

#endif
