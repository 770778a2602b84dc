/* Query strings of lists, and the envelope of the answer. */
#include "field/copy.h"
#include "field/kind.h"
#include "field/resource.h"
#include "field/sort.h"
#include "field/store.h"
#include "field/write.h"
#include "text/fold.h"
#include "text/jsonout.h"
#include "value/decimal.h"

#include <assert.h>

enum {
    VALUES_MAX = 50, /* of one filter */
    TEXT_MAX = 200,  /* characters of a text looked for */
    TEXT_MAX_BYTES = 4 * TEXT_MAX,
    OFFSET_MAX = 250000, /* rows a page may skip, so a list can be scrolled by its bar; cursors go
                            on from there */
};

/* The parameters every list takes. */
typedef struct {
    int64_t limit, page, per_page;
    Str cursor, sort;
    bool total;
} Common;

static const Field common_fields[] = {
    F_INT(Common, limit, .min = 1, .max = LIMIT_PAGE_MAX, .doc = "Rows of a page; 50 without it."),
    F_TEXT(Common, cursor, .max = 8192, .doc = "next_cursor of the page before."),
    F_TEXT(Common, sort, .max = TEXT_MAX,
           .doc = "Fields in their order, with - before one for the other way round."),
    F_INT(Common, page, .min = 1, .max = OFFSET_MAX, .doc = "Page by number, for small lists."),
    F_INT(Common, per_page, .min = 1, .max = LIMIT_PAGE_MAX, .doc = "Rows of a numbered page."),
    F_BOOL(Common, total, .doc = "false: leaves out the count of all rows."),
};
const Shape list_common_shape = SHAPE(Common, common_fields);

static Str pointer_of(Ctx *c, Str name)
{
    return str_fmt(c->mem, "?%.*s", STR_ARG(str_part(name, 0, 100)));
}

/* A filter's text is compared, not stored: the field's own bounds do not count. */
static bool read_comparable(Ctx *c, const Resource *r, const Filter *filter, Str text, Str pointer,
                            DbValue *out)
{
    static const Field any_text = { .name = "value", .kind = FIELD_TEXT };
    const Field *own = filter->field ? field_find(&r->shape, str_of(filter->field)) : NULL;
    Field f = own ? *own : any_text;
    void *row = arena_alloc(c->mem, own ? r->shape.size : sizeof(Str));
    f.flags &= (uint32_t) ~(NEEDED | READ_ONLY);
    f.min = f.kind == FIELD_RATIO ? INT32_MIN : 0;
    f.max = f.kind == FIELD_RATIO ? INT32_MAX : f.kind == FIELD_TEXT ? TEXT_MAX : 0;
    if ((f.flags & OPTIONAL) && f.kind != FIELD_TEXT && str_eq(text, S("null"))) {
        *out = V_NULL;
        return true;
    }
    if (!field_read_text(c, &f, text, pointer, row))
        return false;
    f.flags &= (uint32_t)~OPTIONAL;
    f.given = 0;
    *out = field_db_value(c, &f, row);
    return true;
}

/* The amount in minor units for every number of digits; what has more digits than a currency is
 * rounded to the side that keeps the comparison true, and is equal to nothing. */
static bool read_amount(Ctx *c, const Filter *filter, Str text, Str pointer, FilterValues *out)
{
    Decimal d;
    DbValue *v = NEW_ARRAY(c->mem, DbValue, CURRENCY_DIGITS_MAX + 1);
    if (decimal_parse(text, &d) != NUMBER_OK)
        return fail_field(c, pointer, "is not an amount such as -45.50");
    for (int digits = 0; digits <= CURRENCY_DIGITS_MAX; digits++) {
        int64_t minor = 0;
        Rounding side = filter->kind == FILTER_FROM ? ROUND_CEILING : ROUND_FLOOR;
        NumberResult result = filter->kind == FILTER_IS ? decimal_at_scale(d, digits, &minor)
                                                        : decimal_round(d, digits, side, &minor);
        if (result == NUMBER_OVERFLOW && filter->kind != FILTER_IS) {
            minor = d.mantissa < 0 ? INT64_MIN : INT64_MAX;
            result = NUMBER_OK;
        }
        v[digits] = result == NUMBER_OK ? V_INT(minor) : V_NULL;
    }
    *out = (FilterValues){ v, CURRENCY_DIGITS_MAX + 1 };
    return true;
}

static bool read_has(Ctx *c, Str text, Str pointer, FilterValues *out)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    DbValue *v = NEW(c->mem, DbValue);
    if (text.n > TEXT_MAX_BYTES)
        return fail_field(c, pointer, "is too long; at most %d characters are taken", TEXT_MAX);
    Str folded = text_fold(c->mem, text);
    buf_char(&b, '%');
    for (ptrdiff_t i = 0; i < folded.n; i++) {
        if (folded.p[i] == '%' || folded.p[i] == '_' || folded.p[i] == '\\')
            buf_char(&b, '\\');
        buf_char(&b, folded.p[i]);
    }
    buf_char(&b, '%');
    *v = V_TEXT(buf_str(&b));
    *out = (FilterValues){ v, folded.n > 0 };
    return true;
}

/* One value, or several of FILTER_IS; a text may hold commas itself. */
static bool read_values(Ctx *c, const Resource *r, const Filter *filter, Str text, Str pointer,
                        FilterValues *out)
{
    const Field *f = filter->field ? field_find(&r->shape, str_of(filter->field)) : NULL;
    bool many = filter->kind == FILTER_IS && f->kind != FIELD_TEXT;
    DbValue *v = NEW_ARRAY(c->mem, DbValue, VALUES_MAX);
    ptrdiff_t n = 0;
    while (text.p) {
        Str piece = many ? str_cut(&text, ',') : text;
        text = many ? text : (Str){ 0 };
        if (n == VALUES_MAX)
            return fail_field(c, pointer, "has more than %d values", VALUES_MAX);
        if (!read_comparable(c, r, filter, piece, pointer, &v[n++]))
            return false;
    }
    *out = (FilterValues){ v, n };
    return true;
}

static bool read_filter(Ctx *c, const Resource *r, const Filter *filter, Str text,
                        FilterValues *out)
{
    Str pointer = pointer_of(c, str_of(filter->name));
    const Field *f = filter->field ? field_find(&r->shape, str_of(filter->field)) : NULL;
    assert(f || filter->kind == FILTER_HAS || filter->kind == FILTER_SQL);
    if (out->n)
        return fail_field(c, pointer, "is given twice");
    if (filter->kind == FILTER_HAS)
        return read_has(c, text, pointer, out);
    if (f && f->kind == FIELD_MONEY && filter->kind != FILTER_SQL)
        return read_amount(c, filter, text, pointer, out);
    return read_values(c, r, filter, text, pointer, out);
}

static bool fail_unknown(Ctx *c, const Resource *r, Str name)
{
    Buf b = buf_new(c->mem, LIMIT_FAIL_DETAIL_BYTES / 2);
    for (ptrdiff_t i = 0; i < r->n_filters; i++)
        buf_fmt(&b, "%s, ", r->filters[i].name);
    return fail_field(c, pointer_of(c, name),
                      "is not a parameter of this list; it takes %.*slimit, cursor, sort, page, "
                      "per_page, total",
                      STR_ARG(buf_str(&b)));
}

static ptrdiff_t find_filter(const Resource *r, Str name)
{
    for (ptrdiff_t i = 0; i < r->n_filters; i++)
        if (str_eq(name, str_of(r->filters[i].name)))
            return i;
    return -1;
}

static bool given_before(const QueryString *query, ptrdiff_t at)
{
    for (ptrdiff_t i = 0; i < at; i++)
        if (str_eq(query->pairs[i].name, query->pairs[at].name))
            return true;
    return false;
}

static void read_pair(Ctx *c, const Resource *r, const QueryPair *pair, bool again, Common *common,
                      FilterValues *filters)
{
    ptrdiff_t i = find_filter(r, pair->name);
    const Field *f = field_find(&list_common_shape, pair->name);
    if (i >= 0)
        read_filter(c, r, &r->filters[i], pair->value, &filters[i]);
    else if (f && again)
        fail_field(c, pointer_of(c, pair->name), "is given twice");
    else if (f)
        field_read_text(c, f, pair->value, pointer_of(c, pair->name), common);
    else
        fail_unknown(c, r, pair->name);
}

static bool check_paging(Ctx *c, const Common *common)
{
    bool pages = common->page || common->per_page;
    if (pages && common->cursor.p)
        return fail_field(c, S("?cursor"), "does not go with page and per_page: use one of them");
    if (pages && common->limit)
        return fail_field(c, S("?limit"), "does not go with page and per_page: use one of them");
    if (common->page * (common->per_page ? common->per_page : LIMIT_PAGE_DEFAULT) > OFFSET_MAX)
        return fail_field(c, S("?page"), "lies past the first %d rows: use cursor to go on",
                          OFFSET_MAX);
    return true;
}

/* The filters as text in the resource's order, so that the order they came in does not matter. */
static Str filter_text(Ctx *c, const Resource *r, const QueryString *query)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    for (ptrdiff_t i = 0; i < r->n_filters; i++) {
        Str value = query_find(query, str_of(r->filters[i].name));
        if (value.p)
            query_add(&b, str_of(r->filters[i].name), value);
    }
    return buf_str(&b);
}

bool list_request_read(Ctx *c, const Resource *r, Str query, ListRequest *out)
{
    QueryString pairs;
    Common common = { .total = true };
    Sort sort;
    if (failed(c) || !query_string_read(c, query, &pairs))
        return false;
    FilterValues *filters = NEW_ARRAY(c->mem, FilterValues, r->n_filters);
    for (ptrdiff_t i = 0; i < pairs.n; i++)
        read_pair(c, r, &pairs.pairs[i], given_before(&pairs, i), &common, filters);
    sort_read(c, r, common.sort, &sort);
    check_paging(c, &common);
    bool pages = common.page || common.per_page;
    int64_t limit = pages ? common.per_page : common.limit;
    *out = (ListRequest){
        .resource = r,
        .filters = filters,
        .filter_text = filter_text(c, r, &pairs),
        .sort = common.sort,
        .cursor = common.cursor,
        .limit = limit ? limit : LIMIT_PAGE_DEFAULT,
        .page = pages && !common.page ? 1 : common.page,
        .without_total = !common.total,
    };
    return !failed(c);
}

/* The query without where in the list it is, with cursor where there is one. */
static Str query_at(Arena *mem, Str query, Str cursor)
{
    Buf b = buf_new(mem, LIMIT_JSON_BODY_BYTES);
    while (query.p) {
        Str pair = str_cut(&query, '&');
        if (!pair.n || str_starts(pair, S("cursor=")) || str_starts(pair, S("page=")))
            continue;
        if (b.n)
            buf_char(&b, '&');
        /* A numbered page goes on with a cursor, which takes limit. */
        bool per_page = cursor.p && str_starts(pair, S("per_page="));
        buf_add(&b, per_page ? S("limit") : (Str){ 0 });
        buf_add(&b, per_page ? str_part(pair, 8, pair.n) : pair);
    }
    if (cursor.p)
        query_add(&b, S("cursor"), cursor);
    return buf_str(&b);
}

static void write_link(JsonWriter *w, Str name, Arena *mem, Str path, Str query)
{
    json_name_plain(w, name);
    json_string(w, str_fmt(mem, "%.*s%s%.*s", STR_ARG(path), query.n ? "?" : "", STR_ARG(query)));
}

void list_write(Buf *out, Arena *mem, const Shape *s, const ListAnswer *a, Str path, Str query)
{
    JsonWriter w = { .out = out };
    buf_add(out, S("{\"items\":"));
    field_write_list(out, s, a->items, a->n);
    buf_add(out, S(",\"next_cursor\":"));
    if (a->next_cursor.p)
        buf_json(out, a->next_cursor);
    else
        buf_add(out, S("null"));
    buf_add(out, S(",\"total\":"));
    if (a->total >= 0)
        buf_int(out, a->total);
    else
        buf_add(out, S("null"));
    buf_add(out, S(",\"links\":"));
    json_open_object(&w);
    write_link(&w, S("self"), mem, path, query);
    if (a->next_cursor.p) {
        write_link(&w, S("next"), mem, path, query_at(mem, query, a->next_cursor));
    } else {
        json_name_plain(&w, S("next"));
        json_null(&w);
    }
    write_link(&w, S("first"), mem, path, query_at(mem, query, (Str){ 0 }));
    json_close_object(&w);
    json_done(&w);
    buf_char(out, '}');
}
