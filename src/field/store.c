/* Rows to structs and back. */
#include "field/store.h"

#include "field/copy.h"
#include "field/read.h"
#include "field/write.h"

static bool damaged(Ctx *c, const Field *f, Str text)
{
    return fail(c, DATABASE_DAMAGED, f->name, "the stored %s '%.*s' is not one that can be",
                f->name, STR_ARG(str_part(text, 0, 100)));
}

static bool set_word(Ctx *c, const Field *f, Str text, int *out)
{
    for (int i = 0; f->words[i]; i++) {
        if (str_eq(text, str_of(f->words[i]))) {
            *out = i;
            return true;
        }
    }
    return damaged(c, f, text);
}

static bool set_currency(Ctx *c, const Field *f, Str text, Currency *out)
{
    *out = text.n ? currency_find(text) : CURRENCY_NONE;
    return (*out == CURRENCY_NONE) == (text.n == 0) || damaged(c, f, text);
}

/* What is kept as JSON text: read as a struct of this one field. */
static bool set_json(Ctx *c, const Field *f, Str text, void *row)
{
    JsonValue v = { 0 };
    JsonError e;
    Shape s = { .fields = f, .n = 1 };
    JsonValue member = { .kind = JSON_OBJECT, .count = 1, .first = &v };
    if (!json_read(c->mem, text, json_default_limits, &v, &e))
        return damaged(c, f, text);
    v.name = str_of(f->name);
    s.size = f->offset + field_size(f);
    return field_read_value(c, &s, READ_STORED, &member, S(""), row);
}

static bool set_field(Ctx *c, const Field *f, const DbValue *v, void *row)
{
    void *p = field_at(f, row);
    if (v->type == DB_NULL) {
        field_clear(f, row);
        return true;
    }
    if (f->given)
        *(bool *)((char *)row + f->given) = true;
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_INSTANT:
    case FIELD_MONEY: *(int64_t *)p = v->i; return true;
    case FIELD_DATE: *(Date *)p = (Date)v->i; return true;
    case FIELD_RATIO: *(int32_t *)p = (int32_t)v->i; return true;
    case FIELD_BOOL: *(bool *)p = v->i != 0; return true;
    case FIELD_TEXT:
    case FIELD_JSON: *(Str *)p = v->s; return true;
    case FIELD_WORD: return set_word(c, f, v->s, p);
    case FIELD_CURRENCY: return set_currency(c, f, v->s, p);
    case FIELD_TEXTS:
    case FIELD_STRUCT:
    case FIELD_LIST: return set_json(c, f, v->s, row);
    }
    return true;
}

/* The field of every column; NULL where there is none. */
static const Field **fields_of(Ctx *c, const Shape *s, const DbRows *rows)
{
    const Field **fields = NEW_ARRAY(c->mem, const Field *, rows->n_columns);
    for (ptrdiff_t i = 0; i < rows->n_columns; i++) {
        const Field *f = field_find(s, rows->columns[i]);
        fields[i] = f && str_eq(rows->columns[i], str_of(f->name)) ? f : NULL;
    }
    return fields;
}

static bool set_row(Ctx *c, const Field *const *fields, const DbRows *rows, ptrdiff_t i, void *out)
{
    const DbValue *cells = rows->cells + i * rows->n_columns;
    for (ptrdiff_t k = 0; k < rows->n_columns; k++)
        if (fields[k] && !set_field(c, fields[k], &cells[k], out))
            return false;
    return true;
}

bool field_from_row(Ctx *c, const Shape *s, const DbRows *rows, ptrdiff_t row, void *out)
{
    return !failed(c) && set_row(c, fields_of(c, s, rows), rows, row, out);
}

void *field_from_rows(Ctx *c, const Shape *s, const DbRows *rows)
{
    if (failed(c))
        return NULL;
    const Field **fields = fields_of(c, s, rows);
    char *out = arena_array(c->mem, (size_t)rows->n, s->size);
    for (ptrdiff_t i = 0; i < rows->n; i++)
        if (!set_row(c, fields, rows, i, out + (size_t)i * s->size))
            return NULL;
    return out;
}

static DbValue json_value_of(Ctx *c, const Field *f, const void *row)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    field_write_one_stored(&b, f, row);
    if (b.full)
        fail(c, TOO_LARGE, f->name, "%s is too large to be stored", f->name);
    return V_TEXT(buf_str(&b));
}

DbValue field_db_value(Ctx *c, const Field *f, const void *row)
{
    const void *p = field_at(f, row);
    if (field_is_none(f, row) && ((f->flags & OPTIONAL) || f->given))
        return V_NULL;
    switch (f->kind) {
    case FIELD_ID: return V_INT_OR_NULL(*(const Id *)p);
    case FIELD_INT:
    case FIELD_INSTANT:
    case FIELD_MONEY: return V_INT(*(const int64_t *)p);
    case FIELD_DATE: return V_INT(*(const Date *)p);
    case FIELD_RATIO: return V_INT(*(const int32_t *)p);
    case FIELD_BOOL: return V_BOOL(*(const bool *)p);
    case FIELD_TEXT: return V_TEXT(((const Str *)p)->p ? *(const Str *)p : S(""));
    case FIELD_JSON: return V_TEXT_OR_NULL(*(const Str *)p);
    case FIELD_WORD: return V_TEXT(str_of(f->words[*(const int *)p]));
    case FIELD_CURRENCY:
        return V_TEXT(*(const Currency *)p ? currency_code(*(const Currency *)p) : S(""));
    case FIELD_TEXTS:
    case FIELD_STRUCT:
    case FIELD_LIST: return json_value_of(c, f, row);
    }
    return V_NULL;
}

bool field_bulk(Ctx *c, const Shape *s, const char *table, const void *rows, ptrdiff_t n)
{
    const char **columns = NEW_ARRAY(c->mem, const char *, s->n);
    DbValue *cells = NEW_ARRAY(c->mem, DbValue, s->n * n);
    ptrdiff_t stored = 0, at = 0;
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (!(s->fields[i].flags & UNSTORED))
            columns[stored++] = s->fields[i].name;
    for (ptrdiff_t k = 0; k < n; k++)
        for (ptrdiff_t i = 0; i < s->n; i++)
            if (!(s->fields[i].flags & UNSTORED))
                cells[at++] =
                    field_db_value(c, &s->fields[i], (const char *)rows + (size_t)k * s->size);
    return db_bulk(c, table, columns, stored, cells, n);
}
