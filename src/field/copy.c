/* Comparing, copying and clearing structs by their tables. */
#include "field/copy.h"

#include <string.h>

const Field *field_find(const Shape *s, Str name)
{
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (str_eq(name, str_of(s->fields[i].name)))
            return &s->fields[i];
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (s->fields[i].also && str_eq(name, str_of(s->fields[i].also)))
            return &s->fields[i];
    return NULL;
}

/* Edit distance of two short names (Wagner, Fischer 1974), or a large number for long ones. */
static ptrdiff_t distance(Str a, Str b)
{
    enum { LONGEST = 40 };
    ptrdiff_t row[LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST)
        return LONGEST;
    for (ptrdiff_t j = 0; j <= LONGEST; j++)
        row[j] = j;
    for (ptrdiff_t i = 1; i <= a.n; i++) {
        ptrdiff_t diagonal = row[0];
        row[0] = i;
        for (ptrdiff_t j = 1; j <= b.n; j++) {
            ptrdiff_t change = diagonal + (a.p[i - 1] != b.p[j - 1]);
            ptrdiff_t gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[b.n];
}

Str field_closest(const Shape *s, Str name)
{
    Str best = { 0 };
    ptrdiff_t least = 1 + name.n / 3;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Str other = str_of(s->fields[i].name);
        ptrdiff_t d = s->fields[i].flags & HIDDEN ? PTRDIFF_MAX : distance(name, other);
        if (d <= least && (!best.p || d < least)) {
            best = other;
            least = d;
        }
    }
    return best;
}

size_t field_size(const Field *f)
{
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_INSTANT:
    case FIELD_MONEY: return sizeof(int64_t);
    case FIELD_TEXT:
    case FIELD_JSON: return sizeof(Str);
    case FIELD_WORD: return sizeof(int);
    case FIELD_BOOL: return sizeof(bool);
    case FIELD_DATE: return sizeof(Date);
    case FIELD_CURRENCY: return sizeof(Currency);
    case FIELD_RATIO: return sizeof(int32_t);
    case FIELD_TEXTS: return sizeof(Texts);
    case FIELD_LIST: return sizeof(List);
    case FIELD_STRUCT: return f->size_of;
    }
    return 0;
}

bool field_null_only(const Field *f)
{
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_WORD:
    case FIELD_DATE:
    case FIELD_INSTANT:
    case FIELD_CURRENCY:
    case FIELD_JSON: return true;
    default: return false;
    }
}

static bool struct_is_none(const Field *f, const void *row)
{
    for (ptrdiff_t i = 0; i < f->n_of; i++)
        if (!field_is_none(&f->of[i], row))
            return false;
    return true;
}

bool field_is_none(const Field *f, const void *row)
{
    if (f->given)
        return !*(const bool *)((const char *)row + f->given);
    const void *p = field_at(f, row);
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_INSTANT:
    case FIELD_MONEY: return *(const int64_t *)p == 0;
    case FIELD_TEXT:
    case FIELD_JSON: return !((const Str *)p)->p;
    case FIELD_WORD: return *(const int *)p == 0;
    case FIELD_BOOL: return !*(const bool *)p;
    case FIELD_DATE: return *(const Date *)p == 0;
    case FIELD_CURRENCY: return *(const Currency *)p == 0;
    case FIELD_RATIO: return *(const int32_t *)p == 0;
    case FIELD_TEXTS: return ((const Texts *)p)->n == 0;
    case FIELD_LIST: return ((const List *)p)->n == 0;
    case FIELD_STRUCT: return struct_is_none(f, p);
    }
    return true;
}

void field_clear(const Field *f, void *row)
{
    memset(field_at(f, row), 0, field_size(f));
    if (f->given)
        *(bool *)((char *)row + f->given) = false;
}

static bool texts_equal(const Texts *a, const Texts *b)
{
    if (a->n != b->n)
        return false;
    for (ptrdiff_t i = 0; i < a->n; i++)
        if (!str_eq(a->items[i], b->items[i]))
            return false;
    return true;
}

static bool lists_equal(const Field *f, const List *a, const List *b)
{
    Shape s = field_shape(f);
    if (a->n != b->n)
        return false;
    for (ptrdiff_t i = 0; i < a->n; i++)
        if (!shape_equal(&s, list_item(f, a, i), list_item(f, b, i)))
            return false;
    return true;
}

static bool values_equal(const Field *f, const void *a, const void *b)
{
    const void *x = field_at(f, a), *y = field_at(f, b);
    Shape s;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_JSON: return str_eq(*(const Str *)x, *(const Str *)y);
    case FIELD_TEXTS: return texts_equal(x, y);
    case FIELD_LIST: return lists_equal(f, x, y);
    case FIELD_STRUCT: s = field_shape(f); return shape_equal(&s, x, y);
    case FIELD_MONEY:
        return *(const int64_t *)x == *(const int64_t *)y &&
               field_currency(f, a) == field_currency(f, b);
    default: return !memcmp(x, y, field_size(f));
    }
}

/* Of a text that is not OPTIONAL, none and empty are the same. */
bool field_equal(const Field *f, const void *a, const void *b)
{
    bool none_a = field_is_none(f, a), none_b = field_is_none(f, b);
    if (none_a && none_b)
        return true;
    if (none_a != none_b && (f->given || (f->flags & OPTIONAL)))
        return false;
    return values_equal(f, a, b);
}

bool shape_equal(const Shape *s, const void *a, const void *b)
{
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (!field_equal(&s->fields[i], a, b))
            return false;
    return true;
}

ptrdiff_t field_changed(Arena *mem, const Shape *s, const void *a, const void *b,
                        const Field *const **out)
{
    const Field **changed = NEW_ARRAY(mem, const Field *, s->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        if (!(f->flags & SECRET) && strcmp(f->name, "updated_at") != 0 && !field_equal(f, a, b))
            changed[n++] = f;
    }
    *out = changed;
    return n;
}

static Texts copy_texts(Arena *mem, const Texts *from)
{
    Texts to = { NEW_ARRAY(mem, Str, from->n), from->n };
    for (ptrdiff_t i = 0; i < from->n; i++)
        to.items[i] = str_copy(mem, from->items[i]);
    return to;
}

static List copy_list(Arena *mem, const Field *f, const List *from)
{
    Shape s = field_shape(f);
    List to = { arena_array(mem, (size_t)from->n, f->size_of), from->n };
    for (ptrdiff_t i = 0; i < from->n; i++)
        shape_copy(mem, &s, list_item(f, from, i), list_item(f, &to, i));
    return to;
}

void field_copy(Arena *mem, const Field *f, const void *from, void *to)
{
    const void *x = field_at(f, from);
    void *y = field_at(f, to);
    Shape s;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_JSON: *(Str *)y = str_copy(mem, *(const Str *)x); break;
    case FIELD_TEXTS: *(Texts *)y = copy_texts(mem, x); break;
    case FIELD_LIST: *(List *)y = copy_list(mem, f, x); break;
    case FIELD_STRUCT:
        s = field_shape(f);
        shape_copy(mem, &s, x, y);
        break;
    default: memmove(y, x, field_size(f)); break;
    }
    if (f->given)
        *(bool *)((char *)to + f->given) = *(const bool *)((const char *)from + f->given);
}

void shape_copy(Arena *mem, const Shape *s, const void *from, void *to)
{
    memmove(to, from, s->size);
    for (ptrdiff_t i = 0; i < s->n; i++)
        field_copy(mem, &s->fields[i], from, to);
}
