/* Any bytes as a body, a query string and a cursor. What is taken must be written and taken again
 * with the same meaning; what is refused must say so with at least one error. */
#include "../field/sample.h"
#include "field/cursor.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void body(Ctx *c, Str text)
{
    Sample s = { 0 }, again = { 0 };
    if (!field_read(c, &sample_shape, READ_NEW, text, &s)) {
        assert(failed(c) && c->failure.detail.n > 0);
        fail_clear(c);
        return;
    }
    Buf out = buf_new(c->mem, 16 << 20);
    field_write(&out, &sample_shape, &s);
    assert(field_read(c, &sample_shape, READ_NEW, buf_str(&out), &again));
    again.secret = s.secret; /* is not written */
    assert(shape_equal(&sample_shape, &s, &again));
    assert(field_read(c, &sample_shape, READ_WHOLE, buf_str(&out), &s));
    assert(shape_equal(&sample_shape, &s, &again));
}

/* Over a stored row nothing the server keeps may change. */
static void changes(Ctx *c, Str text)
{
    Sample s = { .id = 5,
                 .workspace_id = 6,
                 .created_at = 7,
                 .hidden = S("h"),
                 .account_type = 1,
                 .currency = CURRENCY('E', 'U', 'R'),
                 .amount = 100,
                 .date = 700000 };
    bool ok = field_read(c, &sample_shape, READ_PART, text, &s);
    assert(ok != failed(c));
    assert(s.id == 5 && s.workspace_id == 6 && s.created_at == 7 && s.hidden.n == 1);
    fail_clear(c);
}

static void cursor(Ctx *c, Str text)
{
    Cursor a, b;
    if (!cursor_read(c->mem, text, &a))
        return;
    assert(cursor_read(c->mem, cursor_text(c->mem, &a), &b));
    assert(a.binding == b.binding && a.total == b.total && a.n == b.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx c = { .mem = arena_new("fuzz", 256 << 20) };
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    Sample s = { 0 };
    body(&c, text);
    changes(&c, text);
    cursor(&c, text);
    if (!field_read_query(&c, &sample_shape, text, &s))
        assert(failed(&c));
    arena_free(c.mem);
    return 0;
}
