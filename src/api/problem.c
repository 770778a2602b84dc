/* Problem documents (RFC 9457): what a failed unit answers. */
#include "api/request.h"
#include "text/jsonout.h"

enum { PROBLEM_BYTES = 256 * 1024 };

/* "/amount" for "amount"; what is no path of a body is left as it is ("?limit", "X-Workspace-Id").
 */
static Str pointer_of(Arena *mem, Str field)
{
    if (str_starts(field, S("/")) || str_starts(field, S("?")) || str_find_char(field, '-', 0) >= 0)
        return field;
    return str_fmt(mem, "/%.*s", STR_ARG(field));
}

static void write_error(JsonWriter *w, Str pointer, Str detail)
{
    json_open_object(w);
    json_name_plain(w, S("pointer"));
    json_string(w, pointer);
    json_name_plain(w, S("detail"));
    json_string(w, detail);
    json_close_object(w);
}

/* Which failures are about what was sent, so that naming the place helps. */
static bool about_input(const Failure *f)
{
    int status = fail_status(f->code);
    return f->fields || (f->field.p && (status == 400 || status == 409 || status == 422));
}

static void write_errors(JsonWriter *w, Arena *mem, const Failure *f)
{
    if (!about_input(f))
        return;
    json_name_plain(w, S("errors"));
    json_open_array(w);
    for (const FieldError *e = f->fields; e; e = e->next)
        write_error(w, e->pointer, e->detail);
    if (!f->fields)
        write_error(w, pointer_of(mem, f->field), f->detail);
    json_close_array(w);
}

static void write_text(JsonWriter *w, Str name, Str text)
{
    json_name_plain(w, name);
    json_string(w, text);
}

/* What is ours to know stays in the log. One field's error needs its name before it to be read
 * alone. */
static Str detail_of(Arena *mem, const Failure *f)
{
    if (fail_status(f->code) == 500)
        return S(
            "Something went wrong inside; the log tells what, under the number of this request");
    if (fail_status(f->code) == 503 && f->internal.p) /* its detail names files and servers */
        return S("The server cannot do this at the moment: nothing was changed; try again later");
    if (!f->fields)
        return f->detail;
    Str where = f->fields->pointer,
        name = str_starts(where, S("/")) ? str_part(where, 1, where.n) : where;
    return name.n > 0 ? str_fmt(mem, "%.*s: %.*s", STR_ARG(name), STR_ARG(f->fields->detail))
                      : f->fields->detail;
}

void problem_make(Request *r)
{
    const Failure *f = &r->c.failure;
    Arena *mem = r->c.mem;
    int status = fail_status(f->code);
    Buf b = buf_new(mem, PROBLEM_BYTES);
    JsonWriter w = { .out = &b };
    json_open_object(&w);
    write_text(&w, S("type"), str_fmt(mem, "urn:florin:problem:%.*s", STR_ARG(fail_slug(f->code))));
    write_text(&w, S("title"), fail_title(f->code));
    json_name_plain(&w, S("status"));
    json_int64(&w, status);
    write_text(&w, S("code"), fail_slug(f->code));
    if (f->detail.p)
        write_text(&w, S("detail"), detail_of(mem, f));
    write_text(&w, S("instance"), r->c.request_id);
    write_errors(&w, mem, f);
    if (f->members.p) {
        buf_char(&b, ',');
        buf_add(&b, f->members);
    }
    json_close_object(&w);
    json_done(&w);
    Reply *a = &r->reply;
    a->status = status;
    a->content_type = S("application/problem+json; charset=utf-8");
    a->body = buf_str(&b);
    a->n_headers = 0;
    if (status == 401)
        reply_header(r, S("WWW-Authenticate"), S("Bearer realm=\"florin\""));
    int64_t wait = f->retry_after_ms > 0 ? (f->retry_after_ms + 999) / 1000 : 1;
    if (status == 429 || status == 503)
        reply_header(r, S("Retry-After"), str_fmt(mem, "%lld", (long long)wait));
}

void problem_send(Request *r)
{
    problem_make(r);
    reply_send(r);
}
