/* Idempotency keys: the first answer to a POST, kept for a day beside what the POST changed.
 *
 * The record is a row of the same transaction, so there is an answer exactly when there is an
 * effect. A request that failed changed nothing and leaves no record; sent again it is tried again.
 * Two at the same time are one after the other in the write lane (or at the unique index), so the
 * second finds the first one's answer. Answers are sealed: they may hold tokens. */
#include "idempotency_sql.h"
#include "api/request.h"
#include "auth/secret.h"

#include <string.h>

/* Those who are not signed in share their keys: one's cookies tell one from the other. */
static Str request_hash(Request *r)
{
    Str head = str_fmt(r->c.mem, "%s %.*s?%.*s\n", r->route->op->method, STR_ARG(r->path),
                       STR_ARG(r->call.raw_query));
    Str cookies = !r->c.user_id ? r->call.cookies : (Str){ 0 };
    Buf b = buf_new(r->c.mem, head.n + cookies.n + 1 + r->call.raw_body.n);
    buf_add(&b, head);
    buf_add(&b, cookies);
    buf_char(&b, '\n');
    buf_add(&b, r->call.raw_body);
    return secret_hash(r->c.mem, buf_str(&b));
}

#define KEY_ARGS(r)                                                                                \
    V_INT((r)->c.user_id), V_INT((r)->caller.workspace_id), V_TEXT((r)->idempotency_key)

/* The stored form: "Name: value" lines, an empty one, the body. */
static Str reply_to_text(Request *r)
{
    const Reply *a = &r->reply;
    Buf b = buf_new(r->c.mem, a->body.n + (64 << 10));
    buf_fmt(&b, "Content-Type: %.*s\n", STR_ARG(a->content_type));
    for (ptrdiff_t i = 0; i < a->n_headers; i++)
        buf_fmt(&b, "%.*s: %.*s\n", STR_ARG(a->headers[i].name), STR_ARG(a->headers[i].value));
    buf_char(&b, '\n');
    buf_add(&b, a->body);
    return buf_str(&b);
}

static void reply_from_text(Request *r, int status, Str text)
{
    r->reply.status = status;
    while (text.p) {
        Str value = str_cut(&text, '\n');
        if (value.n == 0)
            break;
        Str name = str_cut(&value, ':');
        value = str_trim(value);
        if (!str_eq(name, S("Content-Type")))
            reply_header(r, name, value);
        else if (value.n > 0)
            r->reply.content_type = value;
    }
    r->reply.body = text.n > 0 ? text : (Str){ 0 };
}

static bool replay(Request *r, Str hash)
{
    Ctx *c = &r->c;
    DbRows rows = db_rows(c, &q_idempotency_find, DB_ARGS(KEY_ARGS(r)));
    if (failed(c))
        return false;
    if (rows.n == 0 || db_is_null(&rows, 0, "answer")) {
        fail(c, BUSY, "Idempotency-Key", "A request with this key is being worked on; try again");
        return false;
    }
    if (!str_eq(db_text(&rows, 0, "request_hash"), hash))
        return fail(c, KEY_REUSED, "Idempotency-Key",
                    "This key was used for another request; take a new one for every request");
    Str text = { 0 };
    if (!secret_open(c->mem, db_text(&rows, 0, "answer"), &text))
        return fail(c, CONFLICT, "Idempotency-Key",
                    "This request was done, but its answer can no longer be read: the server's key "
                    "has changed");
    r->replayed = true;
    reply_from_text(r, (int)db_int(&rows, 0, "status"), text);
    return true;
}

bool idempotency_begin(Request *r)
{
    Ctx *c = &r->c;
    if (!r->idempotency_key.p)
        return true;
    Str hash = request_hash(r);
    int64_t claimed = db_run(c, &q_idempotency_claim,
                             DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(c->now_ms), KEY_ARGS(r),
                                     V_TEXT(hash), V_INT(c->now_ms - LIMIT_IDEMPOTENCY_MS)));
    if (claimed != 0)
        return claimed == 1;
    return replay(r, hash);
}

bool idempotency_end(Request *r)
{
    Ctx *c = &r->c;
    if (!r->idempotency_key.p || r->replayed || failed(c))
        return !failed(c);
    return db_run(c, &q_idempotency_keep,
                  DB_ARGS(KEY_ARGS(r), V_INT(r->reply.status),
                          V_TEXT(secret_seal(c->mem, reply_to_text(r))))) == 1;
}

bool idempotency_clean(Ctx *c)
{
    return db_run(c, &q_idempotency_remove_old, DB_ARGS(V_INT(c->now_ms - LIMIT_IDEMPOTENCY_MS))) >=
           0;
}
