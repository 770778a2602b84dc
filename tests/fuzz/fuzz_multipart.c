/* Any bytes as a form: read at once and in pieces it must give the same parts, and all content that
 * is given stands in the body. The first byte says how it is cut. */
#include "base/base.h"
#include "http/multipart.h"
#include "http/upload_sink.h"
#include "text/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    Buf seen;
    bool in_part;
} Seen;

static bool on_part(void *to, const PartHead *head)
{
    Seen *s = to;
    assert(!s->in_part && head->name.p);
    s->in_part = true;
    Str name = upload_name(s->seen.mem, head->filename);
    assert(utf8_valid(name) && name.n > 0 && name.n <= 200 && str_find_char(name, '/', 0) < 0);
    buf_char(&s->seen, 1);
    buf_add(&s->seen, head->name);
    buf_char(&s->seen, 2);
    return true;
}

static bool on_data(void *to, Str bytes)
{
    Seen *s = to;
    assert(s->in_part && bytes.n > 0);
    buf_add(&s->seen, bytes);
    return true;
}

static bool on_end(void *to)
{
    Seen *s = to;
    assert(s->in_part);
    s->in_part = false;
    buf_char(&s->seen, 3);
    return true;
}

static Str read_form(Arena *mem, Str body, ptrdiff_t step)
{
    Seen s = { .seen = buf_new(mem, 4 * body.n + 1000) };
    Multipart *m = multipart_new(mem, S("XX"), &(PartEvents){ on_part, on_data, on_end, &s });
    for (ptrdiff_t i = 0; i < body.n; i += step)
        multipart_feed(m, str_part(body, i, i + step));
    MultipartResult result = multipart_end(m);
    assert(result == MULTIPART_OK || (result == MULTIPART_BROKEN && multipart_detail(m).n));
    buf_char(&s.seen, result == MULTIPART_OK ? 4 : 5);
    assert(!s.seen.full);
    return buf_str(&s.seen);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    Arena *mem = arena_new("fuzz", 64 << 20);
    Str body = str_n((const char *)data + 1, (ptrdiff_t)size - 1);
    Str whole = read_form(mem, body, body.n + 1);
    Str in_pieces = read_form(mem, body, 1 + data[0] % 37);
    assert(str_eq(whole, in_pieces));
    multipart_boundary(mem, body);
    arena_free(mem);
    return 0;
}
