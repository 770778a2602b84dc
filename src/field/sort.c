/* Orders of lists. */
#include "field/sort.h"

#include "field/copy.h"

#include <assert.h>

static bool is_sortable(const Field *f)
{
    return f && ((f->flags & SORTABLE) || str_eq(str_of(f->name), S("id"))) &&
           !(f->flags & (UNSTORED | HIDDEN | SECRET));
}

static bool fail_unsortable(Ctx *c, const Resource *r, Str name)
{
    Buf b = buf_new(c->mem, LIMIT_FAIL_DETAIL_BYTES / 2);
    buf_add(&b, S("id"));
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (is_sortable(&r->shape.fields[i]) && !str_eq(str_of(r->shape.fields[i].name), S("id")))
            buf_fmt(&b, ", %s", r->shape.fields[i].name);
    return fail_field(c, S("?sort"),
                      "'%.*s' cannot be sorted by; what can is %.*s, each with - "
                      "before it for the other way round",
                      STR_ARG(str_part(name, 0, 40)), STR_ARG(buf_str(&b)));
}

/* The resource's own order may name any column. */
static bool add_key(Ctx *c, const Resource *r, Str name, bool own, Sort *out)
{
    bool down = str_starts(name, S("-"));
    Str bare = down ? str_part(name, 1, name.n) : name;
    const Field *f = field_find(&r->shape, bare);
    assert(!own || (f && !(f->flags & UNSTORED)));
    if (!own && !is_sortable(f))
        return fail_unsortable(c, r, bare);
    for (ptrdiff_t i = 0; i < out->n; i++)
        if (out->keys[i].f == f)
            return fail_field(c, S("?sort"), "names '%s' twice", f->name);
    if (out->n == SORT_FIELDS_MAX)
        return fail_field(c, S("?sort"), "names more than %d fields", SORT_FIELDS_MAX);
    out->keys[out->n++] = (SortKey){ f, down, f->given || (f->flags & OPTIONAL) };
    return true;
}

bool sort_read(Ctx *c, const Resource *r, Str text, Sort *out)
{
    const Field *id = field_find(&r->shape, S("id"));
    *out = (Sort){ 0 };
    bool own = !text.n;
    if (own)
        text = r->sort ? str_of(r->sort) : S("id");
    while (text.p)
        if (!add_key(c, r, str_cut(&text, ','), own, out))
            return false;
    if (out->keys[out->n - 1].f != id)
        out->keys[out->n++] = (SortKey){ id, out->keys[0].down, false };
    return true;
}

bool sort_is_plain(const Sort *s)
{
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (s->keys[i].nullable || s->keys[i].down != s->keys[0].down)
            return false;
    return true;
}
