/* JSON over structs. One pass finds the members of an object, then the fields are read in the order
 * in which they need each other: currencies, plain values, amounts, what is nested. */
#include "field/read.h"

#include "field/copy.h"
#include "field/kind.h"

#include <assert.h>
#include <string.h>

enum { FIELDS_MAX = 128 };

/* One struct being read. */
typedef struct {
    const Shape *s;
    ReadMode how;
    void *row;
    const void *stored; /* what READ_ONLY and SET_ONCE are compared with */
    const Place *at;
    const JsonValue *given[FIELDS_MAX];
} Frame;

typedef enum { CURRENCIES, PLAIN, AMOUNTS, NESTED, STEPS } Step;

static void read_struct(Reader *r, Frame *f, const JsonValue *v);

static Step step_of(const Field *f)
{
    switch (f->kind) {
    case FIELD_CURRENCY: return CURRENCIES;
    case FIELD_MONEY: return AMOUNTS;
    case FIELD_STRUCT:
    case FIELD_LIST: return NESTED;
    default: return PLAIN;
    }
}

/* Not for clients to see, so not for them to send. */
static bool is_open(const Field *f, ReadMode how)
{
    return how == READ_STORED || !(f->flags & (HIDDEN | OWNER));
}

static bool is_fixed(const Field *f, ReadMode how)
{
    if (how == READ_STORED)
        return false;
    return (f->flags & READ_ONLY) || ((f->flags & SET_ONCE) && how != READ_NEW);
}

/* A HIDDEN currency of an item is that of the struct around it. */
static void inherit_currencies(const Shape *item, void *row, const Frame *around)
{
    for (ptrdiff_t i = 0; i < item->n; i++) {
        const Field *f = &item->fields[i];
        if (f->kind != FIELD_CURRENCY || !(f->flags & HIDDEN))
            continue;
        const Field *outer = field_find(around->s, str_of(f->name));
        if (outer && outer->kind == FIELD_CURRENCY)
            memcpy(field_at(f, row), field_at(outer, around->row), sizeof(Currency));
    }
}

static void read_nested_struct(Reader *r, const Frame *around, const Field *f, const JsonValue *v,
                               const Place *at)
{
    Shape s = field_shape(f);
    Frame frame = { .s = &s, .how = around->how, .row = field_at(f, around->row), .at = at };
    frame.stored = around->stored ? field_at(f, around->stored) : NULL;
    inherit_currencies(&s, frame.row, around);
    read_struct(r, &frame, v);
}

static void read_list(Reader *r, const Frame *around, const Field *f, const JsonValue *v,
                      const Place *at)
{
    if (v->kind != JSON_ARRAY) {
        refuse_kind(r, at, f, v);
        return;
    }
    if (!check_count(r, at, f, v->count))
        return;
    Shape s = field_shape(f);
    const List *stored = around->stored ? field_at(f, around->stored) : NULL;
    List list = { arena_array(r->c->mem, (size_t)v->count, f->size_of), v->count };
    ptrdiff_t i = 0;
    for (const JsonValue *item = v->first; item; item = item->next, i++) {
        Place place = { .up = at, .index = i };
        Frame frame = { .s = &s, .row = list_item(f, &list, i), .at = &place };
        frame.how = around->how == READ_STORED ? READ_STORED : READ_NEW;
        frame.stored = stored && i < stored->n ? list_item(f, stored, i) : NULL;
        inherit_currencies(&s, frame.row, around);
        read_struct(r, &frame, item);
    }
    *(List *)field_at(f, around->row) = list;
}

static void read_value(Reader *r, const Frame *frame, const Field *f, const JsonValue *v,
                       const Place *at)
{
    if (v->kind == JSON_NULL && f->kind != FIELD_JSON) {
        read_null(r, at, f, frame->row);
        return;
    }
    if (f->kind == FIELD_STRUCT)
        read_nested_struct(r, frame, f, v, at);
    else if (f->kind == FIELD_LIST)
        read_list(r, frame, f, v, at);
    else
        read_plain(r, at, f, v, frame->row);
    if (f->given)
        *(bool *)((char *)frame->row + f->given) = v->kind != JSON_NULL;
}

/* Whether a field that clients cannot set was sent as it is. An item of a list has no stored row of
 * its own, so it takes the value over. */
static void read_fixed(Reader *r, Frame *frame, const Field *f, const JsonValue *v, const Place *at)
{
    Frame probe = *frame;
    Reader quiet = *r;
    quiet.quiet = true;
    quiet.errors = 0;
    probe.row = arena_alloc(r->c->mem, frame->s->size);
    memcpy(probe.row, frame->row, frame->s->size);
    field_clear(f, probe.row);
    read_value(&quiet, &probe, f, v, at);
    const void *stored = frame->stored;
    if (!stored)
        stored = arena_alloc(r->c->mem, frame->s->size);
    if (!quiet.errors && field_equal(f, probe.row, stored))
        field_copy(r->c->mem, f, probe.row, frame->row);
    else if (f->flags & READ_ONLY)
        refuse(r, at, "is given by the server: leave it out, or send it as it was received");
    else
        refuse(r, at, "cannot be changed once it is set: leave it out, or send it as it was");
}

static void read_absent(Reader *r, Frame *frame, const Field *f, const Place *at)
{
    if (frame->how == READ_PART || frame->how == READ_STORED)
        return;
    bool whole = frame->how == READ_WHOLE;
    if (whole && (is_fixed(f, READ_WHOLE) || !is_open(f, READ_WHOLE) || (f->flags & SECRET)))
        return;
    if (f->flags & NEEDED) {
        refuse(r, at, "is needed: %s", field_wants(r->c->mem, f));
        return;
    }
    if (whole)
        field_clear(f, frame->row);
    if (f->start && field_is_none(f, frame->row))
        read_start(r, f, frame->row);
}

/* What is in another currency now and was not said anew would keep its digits and change its worth.
 */
static void check_new_currency(Reader *r, const Frame *frame, const Field *f, const Place *at)
{
    if (frame->how != READ_PART || !frame->stored || (f->flags & READ_ONLY))
        return;
    bool none = field_is_none(f, frame->row);
    if (!none && field_currency(f, frame->row) != field_currency(f, frame->stored))
        refuse(r, at, "must be given together with a new currency");
}

static void read_step(Reader *r, Frame *frame, Step step)
{
    for (ptrdiff_t i = 0; i < frame->s->n; i++) {
        const Field *f = &frame->s->fields[i];
        const JsonValue *v = frame->given[i];
        Place at = { .up = frame->at, .name = str_of(f->name) };
        if (step_of(f) != step)
            continue;
        if (v)
            at.name = v->name;
        if (v && is_fixed(f, frame->how))
            read_fixed(r, frame, f, v, &at);
        else if (v)
            read_value(r, frame, f, v, &at);
        else
            read_absent(r, frame, f, &at);
        if (!v && step == AMOUNTS)
            check_new_currency(r, frame, f, &at);
    }
}

static ptrdiff_t find_given(const Frame *frame, Str name, ptrdiff_t near)
{
    const Shape *s = frame->s;
    if (near < s->n && str_eq(name, str_of(s->fields[near].name)))
        return is_open(&s->fields[near], frame->how) ? near : -1;
    const Field *f = field_find(s, name);
    return f && is_open(f, frame->how) ? f - s->fields : -1;
}

static void refuse_unknown(Reader *r, const Frame *frame, const Place *at)
{
    Str closest = field_closest(frame->s, at->name);
    if (closest.p)
        refuse(r, at, "is not a field here; did you mean '%.*s'?", STR_ARG(closest));
    else
        refuse(r, at, "is not a field here");
}

/* Which member goes with which field. */
static void match_members(Reader *r, Frame *frame, const JsonValue *v)
{
    ptrdiff_t near = 0;
    for (const JsonValue *member = v->first; member; member = member->next) {
        Place at = { .up = frame->at, .name = member->name };
        ptrdiff_t i = find_given(frame, member->name, near);
        near = i + 1;
        if (i >= 0 && frame->given[i])
            refuse(r, &at, "is given twice: it and '%.*s' are one field",
                   STR_ARG(frame->given[i]->name));
        else if (i >= 0)
            frame->given[i] = member;
        else if (frame->how != READ_STORED)
            refuse_unknown(r, frame, &at);
    }
}

static void read_struct(Reader *r, Frame *frame, const JsonValue *v)
{
    assert(frame->s->n <= FIELDS_MAX);
    if (v->kind != JSON_OBJECT) {
        refuse(r, frame->at, "is %s; an object is needed", json_kind_words(v));
        return;
    }
    match_members(r, frame, v);
    for (Step step = 0; step < STEPS; step++) {
        if (step == AMOUNTS && frame->s->currencies && frame->how != READ_STORED)
            frame->s->currencies(r->c, frame->row);
        read_step(r, frame, step);
    }
}

bool field_read_value(Ctx *c, const Shape *s, ReadMode how, const JsonValue *v, Str pointer,
                      void *row)
{
    Reader r = { .c = c, .stored = how == READ_STORED, .base = pointer };
    void *stored = arena_alloc(c->mem, s->size);
    memcpy(stored, row, s->size);
    Frame frame = { .s = s, .how = how, .row = row, .stored = stored };
    read_struct(&r, &frame, v);
    return r.errors == 0 && !failed(c);
}

static bool parse(Ctx *c, Str json, bool stored, JsonValue *out)
{
    JsonError e = { 0 };
    if (json_read(c->mem, json, json_default_limits, out, &e))
        return true;
    if (stored)
        return fail(c, DATABASE_DAMAGED, NULL, "stored JSON cannot be read: %s at byte %td", e.what,
                    e.at);
    if (!str_trim(json).n)
        return fail(c, MALFORMED, NULL, "the body is empty: JSON is needed");
    return fail(c, MALFORMED, NULL, "the body is not JSON: %s at line %d, column %d", e.what,
                e.line, e.column);
}

bool field_read(Ctx *c, const Shape *s, ReadMode how, Str json, void *row)
{
    JsonValue v;
    if (failed(c) || !parse(c, json, how == READ_STORED, &v))
        return false;
    return field_read_value(c, s, how, &v, S(""), row);
}

bool field_read_many(Ctx *c, const Shape *s, Str json, ptrdiff_t max, List *out)
{
    JsonValue v;
    if (failed(c) || !parse(c, json, false, &v))
        return false;
    bool many = v.kind == JSON_ARRAY;
    ptrdiff_t n = many ? v.count : 1;
    if (n > max)
        return fail_field(c, S(""), "holds %td items; at most %td are taken at once", n, max);
    *out = (List){ arena_array(c->mem, (size_t)n, s->size), n };
    Reader r = { .c = c, .base = S("") };
    const JsonValue *item = many ? v.first : &v;
    for (ptrdiff_t i = 0; i < n; i++, item = item->next) {
        Place at = { .index = i };
        Frame frame = { .s = s, .row = (char *)out->items + (size_t)i * s->size };
        frame.at = many ? &at : NULL;
        read_struct(&r, &frame, item);
    }
    return r.errors == 0 && !failed(c);
}

/* What text means as JSON for a kind. */
static bool text_as_json(Ctx *c, const Field *f, Str text, JsonValue *out)
{
    JsonError e;
    *out = (JsonValue){ .kind = JSON_STRING, .text = text };
    switch (f->kind) {
    case FIELD_INT:
    case FIELD_RATIO: out->kind = JSON_NUMBER; break;
    case FIELD_BOOL:
        if (str_eq(text, S("true")) || str_eq(text, S("1")))
            *out = (JsonValue){ .kind = JSON_BOOL, .text = S("true") };
        else if (str_eq(text, S("false")) || str_eq(text, S("0")))
            *out = (JsonValue){ .kind = JSON_BOOL, .text = S("false") };
        break;
    case FIELD_TEXTS:
        out->kind = JSON_ARRAY;
        for (JsonValue **end = &out->first; text.p && text.n; end = &(*end)->next, out->count++) {
            *end = NEW(c->mem, JsonValue);
            **end = (JsonValue){ .kind = JSON_STRING, .text = str_trim(str_cut(&text, ',')) };
        }
        break;
    case FIELD_JSON:
    case FIELD_STRUCT:
    case FIELD_LIST: return json_read(c->mem, text, json_default_limits, out, &e);
    default: break;
    }
    return true;
}

bool field_read_text(Ctx *c, const Field *f, Str text, Str pointer, void *row)
{
    Shape s = { .name = f->name, .fields = f, .n = 1 };
    Reader r = { .c = c, .base = pointer };
    Frame frame = { .s = &s, .row = row };
    JsonValue v = { 0 };
    if (failed(c) && !c->failure.fields)
        return false;
    if (!utf8_valid(text))
        return refuse(&r, NULL, "is not UTF-8");
    if (!text_as_json(c, f, text, &v))
        return refuse(&r, NULL, "is not JSON");
    read_value(&r, &frame, f, &v, NULL);
    return r.errors == 0;
}

/* A start is ours: one that does not read is a mistake in the table. */
void read_start(Reader *r, const Field *f, void *row)
{
    Ctx c = { .mem = r->c->mem };
    bool ok = field_read_text(&c, f, str_of(f->start), S(""), row);
    assert(ok);
    (void)ok;
}

void field_start(Ctx *c, const Shape *s, void *row)
{
    Reader r = { .c = c };
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (s->fields[i].start && field_is_none(&s->fields[i], row))
            read_start(&r, &s->fields[i], row);
}
