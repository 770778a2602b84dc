/* The live hub: sends committed events to connected clients, in the order of their numbers.
 *
 * It knows nothing of sockets: a client is a number, and sending is a function given at start. The
 * first message to a client is {"seq": n, "type": "hello"}: everything after n will follow. A
 * client that asks to resume from a number whose events are gone gets type "resync" instead and
 * must fetch anew. */
#ifndef FLORIN_EVENT_HUB_H
#define FLORIN_EVENT_HUB_H

#include "db/db.h"
#include "value/id.h"

typedef struct Hub Hub;

/* Sends one message to clients; called on the hub's thread, must not block. */
typedef void HubSend(void *arg, const uint64_t *clients, ptrdiff_t n, Str message, int64_t seq);

/* Starts the hub's thread. NULL and a failure in c when it cannot. */
Hub *hub_start(Ctx *c, Store *s, HubSend *send, void *arg);
void hub_stop(Hub *h);

typedef struct {
    uint64_t client;
    Id workspace_id;
    Id user_id;
    int64_t resume_from; /* the last number seen; -1: from now on */
} HubClient;

/* A client came or went; a client that is known already starts anew from resume_from. Any thread.
 */
void hub_join(Hub *h, const HubClient *client);
void hub_leave(Hub *h, uint64_t client);

/* Tells the hub of this process that events were committed. */
void hub_ring(void);

#endif
