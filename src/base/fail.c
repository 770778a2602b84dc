/* Failures and the unit of work that carries them. */
#include "base/base.h"

static const struct {
    int status;
    Str slug;
    Str title;
} codes[FAIL_CODE_COUNT] = { [NO_FAILURE] = { 200, S_INIT("ok"), S_INIT("No failure") },
#define X(name, status, slug, title) [name] = { status, S_INIT(slug), S_INIT(title) },
                             FAIL_CODES(X)
#undef X
};

int fail_status(FailCode code)
{
    return codes[code].status;
}

Str fail_slug(FailCode code)
{
    return codes[code].slug;
}

Str fail_title(FailCode code)
{
    return codes[code].title;
}

__attribute__((format(printf, 2, 0))) static Str said(Ctx *c, const char *fmt, va_list args)
{
    Buf b = buf_new(c->mem, LIMIT_FAIL_DETAIL_BYTES);
    buf_vfmt(&b, fmt, args);
    return b.full ? S("(the message is too long)") : buf_str(&b);
}

bool fail(Ctx *c, FailCode code, const char *field, const char *fmt, ...)
{
    if (failed(c))
        return false;
    va_list args;
    va_start(args, fmt);
    c->failure.detail = said(c, fmt, args);
    va_end(args);
    c->failure.code = code;
    c->failure.field = str_copy(c->mem, str_of(field));
    return false;
}

bool fail_internal(Ctx *c, FailCode code, Str internal, const char *fmt, ...)
{
    if (failed(c))
        return false;
    va_list args;
    va_start(args, fmt);
    c->failure.detail = said(c, fmt, args);
    va_end(args);
    c->failure.code = code;
    c->failure.internal = str_copy(c->mem, internal);
    return false;
}

static int field_errors(const Failure *f)
{
    int n = 0;
    for (const FieldError *e = f->fields; e; e = e->next)
        n++;
    return n;
}

bool fail_field(Ctx *c, Str pointer, const char *fmt, ...)
{
    Failure *f = &c->failure;
    if (failed(c) && !f->fields)
        return false;
    if (field_errors(f) >= LIMIT_FIELD_ERRORS)
        return false;
    FieldError *e = NEW(c->mem, FieldError);
    va_list args;
    va_start(args, fmt);
    e->detail = said(c, fmt, args);
    va_end(args);
    e->pointer = str_copy(c->mem, pointer);
    if (!f->fields) {
        f->code = INVALID;
        f->field = e->pointer;
        f->detail = e->detail;
        f->fields_end = &f->fields;
    }
    *f->fields_end = e;
    f->fields_end = &e->next;
    return false;
}

bool failed(const Ctx *c)
{
    return c->failure.code != NO_FAILURE;
}

void fail_clear(Ctx *c)
{
    c->failure = (Failure){ 0 };
}

Ctx ctx_new(const char *name, size_t guard_bytes)
{
    Ctx c = { .mem = arena_new(name, guard_bytes), .now_ms = clock_now_ms() };
    unsigned char id[8];
    random_bytes(id, sizeof id);
    Buf b = buf_new(c.mem, 20);
    for (size_t i = 0; i < sizeof id; i++)
        buf_fmt(&b, "%02x", id[i]);
    c.request_id = buf_str(&b);
    return c;
}

void ctx_done(Ctx *c)
{
    arena_free(c->mem);
    *c = (Ctx){ 0 };
}
