/* The live stream: WebSocket and server-sent events joined to the hub of event/. */
#ifndef FLORIN_API_SOCKET_H
#define FLORIN_API_SOCKET_H

#include "api/request.h"

/* WS /ws/connect?ticket= or ?token=; GET /events with the usual credentials. */
void socket_connect(Request *r);
void socket_events(Request *r);

/* The open connections of a server. */
Sockets *sockets_new(Arena *mem);

/* Closes those whose user is switched off or no longer a member, if anything of the kind has
 * changed, or after five seconds for what other servers changed. Outside any lane. */
void sockets_check(Ctx *c, Api *a);

/* POST /ws/tickets: a ticket for one connection within 30 seconds. */
bool socket_ticket(Ctx *c, Call *call);

typedef struct {
    Str ticket;
    int64_t expires_in;
} Ticket;
extern const Shape ticket_shape;

#endif
