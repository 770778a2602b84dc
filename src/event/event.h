/* Events: what happened, told after it is certain. An event is a row of the outbox, written in the
 * transaction of the change it tells of, with a number that counts up without gaps in its
 * workspace. The live hub sends new rows to connected clients; a client that comes back says the
 * last number it saw. Notifications are events a person should see even when nobody was looking. */
#ifndef FLORIN_EVENT_EVENT_H
#define FLORIN_EVENT_EVENT_H

#include "field/operation.h"
#include "job/job.h"

/* Writes an event in the unit's transaction, in the workspace of c. type is "transaction.created",
 * "import.progress", …; data is described by shape (NULL: no data). user_id 0 tells everybody in
 * the workspace. */
bool event_emit(Ctx *c, const char *type, const Shape *shape, const void *data, Id user_id);

/* The same, with data that is JSON already. */
bool event_emit_json(Ctx *c, const char *type, Str data, Id user_id);

typedef struct {
    const char *kind; /* "import.completed" */
    Str title;
    Str body; /* none allowed */
    Str link; /* within the page, "/imports/imp_…"; none allowed */
} Notice;

/* Stores a notification for a user in the unit's transaction and emits notification.created. */
bool notify(Ctx *c, Id user_id, const Notice *n);

extern const Resource notification_resource;
extern const OperationTable event_operations;
extern const JobTable event_job_kinds;

#endif
