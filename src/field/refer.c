/* References: all of a row's ids are looked up with one query for every CHUNK of them. */
#include "field/refer.h"

#include "field/copy.h"
#include "field/kind.h"
#include "field/sql.h"

enum { CHUNK = 32 };

typedef struct {
    const Field *f;
    Id id;
    Str pointer;
} Reference;

typedef struct {
    Ctx *c;
    Reference *items;
    ptrdiff_t n, room;
    Map seen; /* of ids; one id is of one table only */
} References;

static void collect(References *refs, const Shape *s, const void *old, const void *row,
                    const Place *at);

static void add(References *refs, const Field *f, Id id, const Place *at)
{
    if (map_find_num(&refs->seen, id))
        return;
    if (refs->n == refs->room) {
        ptrdiff_t want = refs->room ? refs->room * 2 : CHUNK;
        refs->items =
            arena_grow(refs->c->mem, refs->items, (size_t)refs->room * sizeof *refs->items,
                       (size_t)want * sizeof *refs->items);
        refs->room = want;
    }
    Buf pointer = buf_new(refs->c->mem, LIMIT_FAIL_DETAIL_BYTES);
    buf_pointer(&pointer, at);
    refs->items[refs->n++] = (Reference){ f, id, buf_str(&pointer) };
    map_put_num(&refs->seen, id, refs);
}

static void collect_list(References *refs, const Field *f, const List *list, const Place *at)
{
    Shape s = field_shape(f);
    for (ptrdiff_t i = 0; i < list->n; i++) {
        Place place = { .up = at, .index = i };
        collect(refs, &s, NULL, list_item(f, list, i), &place);
    }
}

static void collect_field(References *refs, const Field *f, const void *old, const void *row,
                          const Place *at)
{
    const void *p = field_at(f, row);
    Shape s;
    if (f->kind == FIELD_ID && f->refers && *(const Id *)p)
        add(refs, f, *(const Id *)p, at);
    if (f->kind == FIELD_LIST)
        collect_list(refs, f, p, at);
    if (f->kind == FIELD_STRUCT) {
        s = field_shape(f);
        collect(refs, &s, old ? field_at(f, old) : NULL, p, at);
    }
}

static void collect(References *refs, const Shape *s, const void *old, const void *row,
                    const Place *at)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Place place = { .up = at, .name = str_of(s->fields[i].name) };
        if (!old || !field_equal(&s->fields[i], old, row))
            collect_field(refs, &s->fields[i], old, row, &place);
    }
}

static void check_chunk(Ctx *c, const Reference *items, ptrdiff_t n)
{
    Sql s = sql_new(c);
    for (ptrdiff_t i = 0; i < n; i++) {
        sql_add(&s, i ? ", EXISTS (SELECT 1 FROM " : "SELECT EXISTS (SELECT 1 FROM ");
        sql_add(&s, items[i].f->refers);
        sql_add(&s, " WHERE id = ");
        sql_arg(&s, V_INT(items[i].id));
        if (!(items[i].f->flags & ANY_TENANT)) {
            sql_add(&s, " AND workspace_id = ");
            sql_arg(&s, V_INT(c->workspace_id));
        }
        buf_fmt(&s.text, ") AS there_%td", i);
    }
    DbRows rows = sql_rows(&s);
    for (ptrdiff_t i = 0; rows.n && i < n; i++)
        if (!rows.cells[i].i)
            fail_field(c, items[i].pointer, "refers to nothing: no row of %s has this id",
                       items[i].f->refers);
}

bool refer_check(Ctx *c, const Resource *r, const void *old, const void *row)
{
    References refs = { .c = c, .seen = map_new(c->mem) };
    collect(&refs, &r->shape, old, row, NULL);
    bool ok = !failed(c);
    for (ptrdiff_t i = 0; i < refs.n && ok; i += CHUNK) {
        check_chunk(c, refs.items + i, refs.n - i < CHUNK ? refs.n - i : CHUNK);
        ok = !failed(c);
    }
    return ok;
}
