/* Templates: saved mappings, found again by what their files look like. */
#include "import/template.h"

#include "field/copy.h"
#include "field/read.h"
#include "field/write.h"
#include "import/sample.h"
#include "import_sql.h"
#include "text/json.h"
#include "text/utf8.h"

enum { MAPPING_BYTES = 1 << 20, NAME_WORDS = 3, NAME_TRIES = 50 };

static const Field body_fields[] = {
    F_LIST(MappingBody, columns, TemplateColumn, import_column_fields, .flags = NEEDED, .min = 1,
           .max = 200, .doc = "All columns that are to be used."),
    F_TEXT(
        MappingBody, save_as_template, .flags = OPTIONAL, .also = "save_as", .max = 120,
        .doc =
            "The name of the template it is kept as; one of that name is improved. Without it the "
            "template that knows such files is improved, or one is made."),
    F_TEXT(MappingBody, sheet, .flags = OPTIONAL, .max = 200,
           .doc = "The sheet of the workbook to read."),
};
const Shape mapping_body_shape = SHAPE(MappingBody, body_fields);

static const Field transform_fields[] = {
    F_BOOL(Transform, invert_sign, .doc = "Spending is written positive in these files."),
    F_BOOL(Transform, swap_day_month, .doc = "Day and month stand the other way round."),
    F_INT(Transform, skip_first_rows, .min = 0, .max = 1000, .doc = "So many rows are left out."),
    F_CURRENCY(Transform, currency, .flags = OPTIONAL, .doc = "Of rows that state none."),
    F_ID(Transform, account_id, .prefix = "acc", .refers = "account", .flags = OPTIONAL,
         .doc = "Of files for which none is named."),
};
static const Shape transform_shape = SHAPE(Transform, transform_fields);

/* --- mappings as JSON --- */

Str template_mapping_json(Arena *mem, const Mapped *mapping, ptrdiff_t n)
{
    TemplateColumn *columns = NEW_ARRAY(mem, TemplateColumn, n);
    MappingBody body = { .columns = { columns, 0 } };
    for (ptrdiff_t i = 0; i < n; i++)
        if (mapping[i].column >= 0)
            columns[body.columns.n++] = (TemplateColumn){ mapping[i].column, mapping[i].header,
                                                          mapping[i].field, mapping[i].format };
    Buf b = buf_new(mem, MAPPING_BYTES);
    field_write_stored(&b, &mapping_body_shape, &body);
    return !b.full ? buf_str(&b) : (Str){ 0 };
}

bool template_mapping_read(Ctx *c, Str json, MappingBody *out)
{
    *out = (MappingBody){ 0 };
    return !json.n || field_read(c, &mapping_body_shape, READ_STORED, json, out);
}

static void use_columns(Ctx *c, const List *columns, bool with_formats, ParseOptions *o)
{
    const TemplateColumn *k = columns->items;
    Mapped *mapping = NEW_ARRAY(c->mem, Mapped, columns->n);
    for (ptrdiff_t i = 0; i < columns->n; i++)
        mapping[i] = (Mapped){ k[i].role, (int)k[i].column, k[i].header,
                               with_formats ? k[i].format : (Str){ 0 } };
    o->mapping = mapping;
    o->n_mapped = columns->n;
}

/* --- transformations --- */

static bool read_transform(Ctx *c, Str json, Transform *out)
{
    *out = (Transform){ 0 };
    return !json.n || field_read(c, &transform_shape, READ_STORED, json, out);
}

/* Whether the order of day and month can be turned round in this format. */
static bool has_order(Str format)
{
    return str_find(format, S("%d"), 0) >= 0 && str_find(format, S("%m"), 0) >= 0;
}

static Str swapped(Arena *mem, Str format)
{
    Buf b = buf_new(mem, format.n + 1);
    for (ptrdiff_t i = 0; i < format.n; i++) {
        bool code = i > 0 && format.p[i - 1] == '%';
        buf_char(&b, code && format.p[i] == 'd'   ? 'm'
                     : code && format.p[i] == 'm' ? 'd'
                                                  : format.p[i]);
    }
    return buf_str(&b);
}

static Str inverted(Arena *mem, Str format)
{
    return str_starts(format, S("-")) ? str_part(format, 1, format.n)
                                      : str_fmt(mem, "-%.*s", STR_ARG(format));
}

static void transform_mapping(Ctx *c, const Transform *t, ParseOptions *o)
{
    Mapped *m = NEW_ARRAY(c->mem, Mapped, o->n_mapped);
    for (ptrdiff_t i = 0; i < o->n_mapped; i++) {
        m[i] = o->mapping[i];
        bool date = str_eq(m[i].field, S("date")) || str_eq(m[i].field, S("value_date"));
        if (t->swap_day_month && date)
            m[i].format = swapped(c->mem, m[i].format);
        if (t->invert_sign && str_eq(m[i].field, S("amount")))
            m[i].format = inverted(c->mem, m[i].format);
        else if (t->invert_sign && str_eq(m[i].field, S("debit")))
            m[i].field = S("credit");
        else if (t->invert_sign && str_eq(m[i].field, S("credit")))
            m[i].field = S("debit");
    }
    o->mapping = m;
}

bool template_row(const Transform *t, StatementRow *row, int64_t nth)
{
    if (nth <= t->skip_first_rows)
        return false;
    if (t->currency && !row->currency.n)
        row->currency = currency_code(t->currency);
    return true;
}

bool template_check(Ctx *c, const void *old, void *row)
{
    const ImportTemplate *t = row;
    Transform x = { 0 };
    (void)old;
    JsonValue v;
    JsonError error;
    if (!t->data_transformations.n)
        return true;
    if (!json_read(c->mem, t->data_transformations, json_default_limits, &v, &error) ||
        !field_read_value(c, &transform_shape, READ_NEW, &v, S("/data_transformations"), &x))
        return !failed(c) && fail_field(c, S("/data_transformations"), "is an object");
    const TemplateColumn *k = t->column_mappings.items;
    bool ordered = false;
    for (ptrdiff_t i = 0; i < t->column_mappings.n; i++)
        ordered |= str_eq(k[i].role, S("date")) && has_order(k[i].format);
    return !x.swap_day_month || ordered ||
           fail_field(c, S("/data_transformations/swap_day_month"),
                      "needs the format of the date column, for example %%d/%%m/%%Y");
}

/* --- finding --- */

typedef struct {
    Import *imp;
    const Sample *sample;
    ImportTemplate found;
    bool with_formats;
} Choice;

/* Whether the file has the columns of the template. */
static bool fits(Ctx *c, const Sample *s, const ImportTemplate *t, Str *missing)
{
    const TemplateColumn *k = t->column_mappings.items;
    for (ptrdiff_t i = 0; i < t->column_mappings.n; i++) {
        bool there = k[i].header.n && s->header ? sample_column(c->mem, s, k[i].header) >= 0
                                                : k[i].column < s->n;
        if (there)
            continue;
        *missing = k[i].header.n ? k[i].header
                                 : str_fmt(c->mem, "number %lld", (long long)k[i].column + 1);
        return false;
    }
    return true;
}

static Str fingerprint_text(Arena *mem, int64_t hash)
{
    return hash ? str_fmt(mem, "%016llx", (unsigned long long)hash) : (Str){ 0 };
}

/* The template that knows such a file: one made with the same locale before others. */
static bool recognise(Ctx *c, Choice *k)
{
    DbRows r =
        db_rows(c, &q_import_templates_for,
                DB_ARGS(V_INT(c->workspace_id), V_TEXT(fingerprint_text(c->mem, k->sample->hash))));
    for (int same = 1; same >= 0; same--)
        for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
            ImportTemplate t;
            Str missing;
            if (!resource_find(c, &import_template_resource, db_int(&r, i, "id"), &t) ||
                !sample_agrees(t.locale, k->sample->locale, true) ||
                sample_agrees(t.locale, k->sample->locale, false) != (bool)same ||
                !fits(c, k->sample, &t, &missing))
                continue;
            k->found = t;
            k->with_formats = same;
            return true;
        }
    return !failed(c);
}

static bool find_template(Ctx *c, void *arg)
{
    Choice *k = arg;
    Import *imp = k->imp;
    Str missing = { 0 };
    if (!imp->is_template_given)
        return !k->sample->hash || recognise(c, k);
    if (!resource_find(c, &import_template_resource, imp->template_id, &k->found))
        return !failed(c) && fail(c, INVALID, "template_id", "The template is no longer there");
    k->with_formats = sample_agrees(k->found.locale, k->sample->locale, false);
    if (!k->sample->sheet || fits(c, k->sample, &k->found, &missing))
        return true;
    return fail(
        c, INVALID, "template_id",
        "The template '%.*s' is for other files: this one has no column '%.*s'; choose another "
        "template, or none",
        STR_ARG(k->found.name), STR_ARG(missing));
}

static bool find_used(Ctx *c, void *arg)
{
    Choice *k = arg;
    return !k->imp->template_id ||
           resource_find(c, &import_template_resource, k->imp->template_id, &k->found) ||
           !failed(c);
}

/* Headers as this file writes them, so that the reader finds the columns wherever they stand. */
static void name_columns(Ctx *c, const Sample *s, ParseOptions *o)
{
    Mapped *m = NEW_ARRAY(c->mem, Mapped, o->n_mapped);
    for (ptrdiff_t i = 0; i < o->n_mapped; i++) {
        m[i] = o->mapping[i];
        int at = m[i].header.n ? sample_column_at(c->mem, s, m[i].header, m[i].column) : -1;
        if (at < 0)
            continue;
        m[i].column = at;
        m[i].header = str_trim(s->header[at]);
    }
    o->mapping = m;
}

bool template_choose(Ctx *c, int fd, Import *imp, ParseOptions *o, int64_t *expected,
                     Transform *transform)
{
    Sample s;
    Choice k = { .imp = imp, .sample = &s };
    MappingBody body;
    *transform = (Transform){ 0 };
    if (!sample_read(c, fd, imp, o, &s))
        return false;
    imp->sample = sample_json(c->mem, &s);
    imp->sheets = sample_sheets_json(c->mem, &s);
    imp->header_hash = s.hash;
    imp->locale = s.locale;
    imp->type_confidence = sample_confidence(s.sheet ? S("csv") : S(""), &s);
    *expected = s.expected;
    if (imp->forced_mapping.n) {
        if (!template_mapping_read(c, imp->forced_mapping, &body))
            return false;
        use_columns(c, &body.columns, true, o);
        return store_read(c->store, c, find_used, &k) &&
               read_transform(c, k.found.data_transformations, transform);
    }
    imp->template_id = imp->is_template_given ? imp->template_id : 0;
    if (!store_read(c->store, c, find_template, &k) || !k.found.id)
        return !failed(c);
    imp->template_id = k.found.id;
    use_columns(c, &k.found.column_mappings, k.with_formats, o);
    name_columns(c, &s, o);
    if (!read_transform(c, k.found.data_transformations, transform))
        return false;
    if (!imp->account_id)
        imp->account_id = transform->account_id;
    transform_mapping(c, transform, o);
    return true;
}

bool template_again(Ctx *c, const Import *imp, ParseOptions *o, Transform *transform)
{
    Import copy = *imp;
    Choice k = { .imp = &copy };
    MappingBody body;
    *transform = (Transform){ 0 };
    if (!imp->template_id && !imp->forced_mapping.n)
        return true;
    if (!template_mapping_read(c, imp->mapping, &body))
        return false;
    if (body.columns.n)
        use_columns(c, &body.columns, true, o);
    return store_read(c->store, c, find_used, &k) &&
           read_transform(c, k.found.data_transformations, transform);
}

/* --- learning --- */

/* "Columns of N26", "Columns of Datum, Betrag, Text". */
static Str usual_name(Ctx *c, const Import *imp, const MappingBody *mapping)
{
    const TemplateColumn *k = mapping->columns.items;
    Buf b = buf_new(c->mem, 120);
    ptrdiff_t n = 0;
    buf_add(&b, S("Columns of "));
    if (imp->institution.n)
        buf_add(&b, imp->institution);
    for (ptrdiff_t i = 0; !imp->institution.n && i < mapping->columns.n && n < NAME_WORDS; i++)
        if (k[i].header.n)
            buf_fmt(&b, "%s%.*s", n++ ? ", " : "", (int)(k[i].header.n < 24 ? k[i].header.n : 24),
                    k[i].header.p);
    if (!imp->institution.n && !n)
        buf_add(&b, imp->filename);
    return utf8_prefix(buf_str(&b), 100);
}

static Id named(Ctx *c, Str name)
{
    return db_one_int(c, &q_import_template_named, DB_ARGS(V_INT(c->workspace_id), V_TEXT(name)));
}

static Str free_name(Ctx *c, Str name)
{
    Str out = name;
    for (int i = 2; i < NAME_TRIES && named(c, out) && !failed(c); i++)
        out = str_fmt(c->mem, "%.*s %d", STR_ARG(name), i);
    return out;
}

/* The template that the correction is for; 0: there is none yet. */
static Id to_improve(Ctx *c, const Import *imp, const MappingBody *mapping)
{
    if (mapping->save_as_template.n)
        return named(c, mapping->save_as_template);
    if (imp->template_id)
        return imp->template_id;
    return imp->header_hash
               ? db_one_int(c, &q_import_template_for,
                            DB_ARGS(V_INT(c->workspace_id),
                                    V_TEXT(fingerprint_text(c->mem, imp->header_hash))))
               : 0;
}

/* What a person said of this file is the mapping now: nothing is turned round in it again. */
static bool keep_straight(Ctx *c, ImportTemplate *t)
{
    Transform x;
    if (!t->data_transformations.n)
        return true;
    if (!read_transform(c, t->data_transformations, &x))
        return false;
    x.invert_sign = x.swap_day_month = false;
    t->data_transformations = field_stored_text(c->mem, &transform_shape, &x);
    return true;
}

bool template_learn(Ctx *c, Import *imp, const MappingBody *mapping)
{
    ImportTemplate t = { .file_type = imp->file_type.n ? imp->file_type : S("csv") };
    Id id = to_improve(c, imp, mapping);
    if (failed(c) || (!imp->header_hash && !mapping->save_as_template.n))
        return !failed(c);
    bool known = id && resource_find(c, &import_template_resource, id, &t);
    t.column_mappings = mapping->columns;
    t.fingerprint = fingerprint_text(c->mem, imp->header_hash);
    t.locale = imp->locale;
    if (!keep_straight(c, &t))
        return false;
    if (!known)
        t.name = mapping->save_as_template.n ? mapping->save_as_template
                                             : free_name(c, usual_name(c, imp, mapping));
    if (failed(c) || !(known ? resource_change(c, &import_template_resource, &t)
                             : resource_add(c, &import_template_resource, &t)))
        return false;
    imp->template_id = t.id;
    return true;
}

bool template_used(Ctx *c, const Import *imp)
{
    if (imp->template_id)
        db_run(c, &q_import_template_used,
               DB_ARGS(V_INT(c->workspace_id), V_INT(imp->template_id), V_INT(c->now_ms)));
    return !failed(c);
}
