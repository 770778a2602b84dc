/* Any bytes as JSON. What is read must be written and read again to the same text; the error of
 * what is refused must point into the text. */
#include "base/base.h"
#include "text/jsonout.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str written(Arena *mem, const JsonValue *v, ptrdiff_t max)
{
    Buf out = buf_new(mem, max);
    JsonWriter w = { .out = &out };
    json_value(&w, v);
    json_done(&w);
    assert(!out.full);
    return buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz", 64 << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    JsonValue v = { 0 }, again = { 0 };
    JsonError error = { 0 };
    if (json_read(mem, text, json_default_limits, &v, &error)) {
        ptrdiff_t max = 6 * text.n + 8;
        Str once = written(mem, &v, max);
        assert(json_read(mem, once, json_default_limits, &again, &error));
        assert(str_eq(once, written(mem, &again, max)));
    } else {
        assert(error.what && error.at >= 0 && error.at <= text.n && error.line > 0 &&
               error.column > 0);
    }
    arena_free(mem);
    return 0;
}
