/* Notifications: events a person should see even when nobody was looking. They belong to a user
 * within a workspace, so reading and listing bind both. */
#include "event/event.h"

#include "event_sql.h"
#include "field/store.h"

typedef struct {
    Id id;
    Id workspace_id, user_id;
    int64_t created_at, updated_at;
    Str kind, title, body, link;
    bool is_read;
    int64_t at;
} Notification;

static const Field notification_fields[] = {
    F_ID(Notification, id, .prefix = "ntf", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Notification, workspace_id, .flags = OWNER | HIDDEN),
    F_ID(Notification, user_id, .prefix = "usr", .flags = READ_ONLY | HIDDEN),
    F_INSTANT(Notification, created_at, .flags = READ_ONLY, .doc = "When it was stored."),
    F_INSTANT(Notification, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Notification, kind, .flags = READ_ONLY, .max = 80, .doc = "What it is about."),
    F_TEXT(Notification, title, .flags = READ_ONLY, .max = 200, .doc = "One line."),
    F_TEXT(Notification, body, .flags = READ_ONLY | OPTIONAL, .max = 2000, .doc = "More words."),
    F_TEXT(Notification, link, .flags = READ_ONLY | OPTIONAL, .max = 500,
           .doc = "Where in the page it leads."),
    F_BOOL(Notification, is_read, .flags = READ_ONLY, .doc = "Whether the user has seen it."),
    F_INSTANT(Notification, at, .flags = READ_ONLY, .doc = "When it happened."),
};

const Resource notification_resource = {
    .name = "notification",
    .plural = "notifications",
    .table = "notification",
    .prefix = "ntf",
    .shape = { .name = "Notification",
               .fields = notification_fields,
               .n = COUNT(notification_fields),
               .size = sizeof(Notification) },
    .sort = "-id",
    .owned = true,
};

bool notify(Ctx *c, Id user_id, const Notice *n)
{
    if (failed(c) || !user_id)
        return !failed(c);
    Notification row = { .user_id = user_id,
                         .kind = str_of(n->kind),
                         .title = n->title,
                         .body = n->body,
                         .link = n->link,
                         .at = c->now_ms };
    resource_add(c, &notification_resource, &row);
    return event_emit(c, "notification.created", &notification_resource.shape, &row, user_id);
}

/* What GET /notifications answers. */
typedef struct {
    List items;
    int64_t total, unread;
    Id next_cursor;
} NotificationPage;

static const Field page_fields[] = {
    F_LIST(NotificationPage, items, Notification, notification_fields, .doc = "Newest first."),
    F_INT(NotificationPage, total, .doc = "How many there are."),
    F_INT(NotificationPage, unread, .doc = "How many of them are not read."),
    F_ID(NotificationPage, next_cursor, .prefix = "ntf", .flags = OPTIONAL,
         .doc = "Pass it as ?cursor= for the next page; null at the end."),
};
static const Shape page_shape = SHAPE(NotificationPage, page_fields);

typedef struct {
    Id cursor;
    int64_t limit;
} PageQuery;

static const Field page_query_fields[] = {
    F_ID(PageQuery, cursor, .prefix = "ntf", .flags = OPTIONAL, .doc = "From the page before."),
    F_INT(PageQuery, limit, .flags = OPTIONAL, .min = 1, .max = LIMIT_PAGE_MAX,
          .doc = "How many at most; 50 when not given."),
};
static const Shape page_query_shape = SHAPE(PageQuery, page_query_fields);

static bool list_notifications(Ctx *c, Call *call)
{
    const PageQuery *q = call->query;
    int64_t limit = q->limit ? q->limit : LIMIT_PAGE_DEFAULT;
    NotificationPage *page = call->out = NEW(c->mem, NotificationPage);
    DbValue ws = V_INT(c->workspace_id), user = V_INT(c->user_id);
    DbRows rows =
        db_rows(c, &q_notification_list, DB_ARGS(ws, user, V_INT(q->cursor), V_INT(limit + 1)));
    DbRows counts = db_rows(c, &q_notification_counts, DB_ARGS(ws, user));
    if (failed(c))
        return false;
    ptrdiff_t n = rows.n > limit ? (ptrdiff_t)limit : rows.n;
    Notification *items = field_from_rows(c, &notification_resource.shape, &rows);
    if (failed(c))
        return false;
    page->items = (List){ items, n };
    page->total = db_int(&counts, 0, "total");
    page->unread = db_int(&counts, 0, "unread");
    page->next_cursor = rows.n > limit ? items[n - 1].id : 0;
    return !failed(c);
}

static bool mark_read(Ctx *c, Call *call)
{
    int64_t n = db_run(
        c, &q_notification_read,
        DB_ARGS(V_INT(c->workspace_id), V_INT(c->user_id), V_INT(call->id), V_INT(c->now_ms)));
    return n == 0 ? fail(c, NOT_FOUND, "id", "There is no such notification") : !failed(c);
}

static bool mark_all_read(Ctx *c, Call *call)
{
    (void)call;
    db_run(c, &q_notification_read_all,
           DB_ARGS(V_INT(c->workspace_id), V_INT(c->user_id), V_INT(c->now_ms)));
    return !failed(c);
}

static const Operation operations[] = {
    { "GET", "/notifications", list_notifications, VIEWER, .query = &page_query_shape,
      .out = &page_shape, .doc = "The caller's notifications, newest first." },
    { "POST", "/notifications/:id/read", mark_read, VIEWER | WRITES, .name = "notification_read",
      .resource = &notification_resource, .doc = "Marks one as read." },
    { "POST", "/notifications/read-all", mark_all_read, VIEWER | WRITES,
      .name = "notification_read_all", .doc = "Marks all as read." },
};
const OperationTable event_operations = { operations, COUNT(operations) };
