/* The outbox. */
#include "event/event.h"

#include "event_sql.h"
#include "event/hub.h"
#include "field/write.h"

enum { KEEP_EVENTS_MS = 7 * 24 * 3600 * 1000 };
static const int64_t keep_notifications_ms = 180LL * 24 * 3600 * 1000;

static void ring_after_commit(void *arg)
{
    (void)arg;
    hub_ring();
}

bool event_emit_json(Ctx *c, const char *type, Str data, Id user_id)
{
    int64_t seq = db_one_int(c, &q_event_next_seq, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_event_insert,
           DB_ARGS(V_INT(c->workspace_id), V_INT(seq), V_INT_OR_NULL(user_id), V_TEXT(str_of(type)),
                   V_INT(c->now_ms), V_TEXT(data)));
    db_after_commit(c, ring_after_commit, NULL);
    return !failed(c);
}

bool event_emit(Ctx *c, const char *type, const Shape *shape, const void *data, Id user_id)
{
    if (failed(c))
        return false;
    return event_emit_json(c, type, shape ? field_json_text(c->mem, shape, data) : S("{}"),
                           user_id);
}

static bool delete_old(Ctx *c, void *arg)
{
    (void)arg;
    db_run(c, &q_event_clean, DB_ARGS(V_INT(c->now_ms - KEEP_EVENTS_MS)));
    db_run(c, &q_notification_clean, DB_ARGS(V_INT(c->now_ms - keep_notifications_ms)));
    return !failed(c);
}

static bool clean(Ctx *c, const Job *job)
{
    (void)job;
    return store_write(c->store, c, delete_old, NULL);
}

static const JobKind clean_kind = {
    .name = "event.clean",
    .queue = "maintenance",
    .run = clean,
    .every_ms = 3600 * 1000LL,
    .doc = "Removes events older than a week and notifications older than half a year.",
};
static const JobKind *const kinds[] = { &clean_kind };
const JobTable event_job_kinds = { kinds, COUNT(kinds) };
