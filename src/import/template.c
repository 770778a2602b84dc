/* Samples, the words a file is known by, and the mappings saved for them. */
#include "import/template.h"

#include "field/read.h"
#include "field/write.h"
#include "sandbox/sandbox.h"
#include "import_sql.h"
#include "text/fold.h"
#include "text/jsonout.h"
#include "text/utf8.h"

enum {
    LOOK_BYTES = 64 << 10,
    SAMPLE_ROWS = 40,
    SAMPLE_COLUMNS = 60,
    SAMPLE_CELL = 200,
    HEADER_WITHIN = 30,
    MAPPING_BYTES = 1 << 20
};

static const Field body_fields[] = {
    F_LIST(MappingBody, columns, TemplateColumn, import_column_fields, .flags = NEEDED, .min = 1,
           .max = 200, .doc = "All columns that are to be used."),
    F_TEXT(MappingBody, save_as, .flags = OPTIONAL, .max = 120,
           .doc = "Keeps it as a template of this name, used for such files from now on."),
};
const Shape mapping_body_shape = SHAPE(MappingBody, body_fields);

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

static void use_columns(Ctx *c, const List *columns, ParseOptions *o)
{
    const TemplateColumn *k = columns->items;
    Mapped *mapping = NEW_ARRAY(c->mem, Mapped, columns->n);
    for (ptrdiff_t i = 0; i < columns->n; i++)
        mapping[i] = (Mapped){ k[i].role, (int)k[i].column, k[i].header, k[i].format };
    o->mapping = mapping;
    o->n_mapped = columns->n;
}

/* --- the sample --- */

static Str sample_json(Arena *mem, const CellSheet *sheet)
{
    Buf b = buf_new(mem, MAPPING_BYTES);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t r = 0; r < sheet->n_rows && r < SAMPLE_ROWS; r++) {
        json_open_array(&w);
        for (int32_t k = 0; k < sheet->widths[r] && k < SAMPLE_COLUMNS; k++)
            json_string(&w,
                        utf8_prefix(sheet->rows[r][k].p ? sheet->rows[r][k] : S(""), SAMPLE_CELL));
        json_close_array(&w);
    }
    json_close_array(&w);
    return !b.full ? buf_str(&b) : (Str){ 0 };
}

static bool has_digit(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    return false;
}

/* The width most rows have. */
static int32_t usual_width(const CellSheet *s)
{
    int32_t best = 0;
    ptrdiff_t most = 0;
    for (ptrdiff_t i = 0; i < s->n_rows && i < HEADER_WITHIN; i++) {
        ptrdiff_t same = 0;
        for (ptrdiff_t k = 0; k < s->n_rows && k < HEADER_WITHIN; k++)
            same += s->widths[k] == s->widths[i];
        if (same > most || (same == most && s->widths[i] > best)) {
            most = same;
            best = s->widths[i];
        }
    }
    return best;
}

/* Files of one source have the same words above their columns; without such words, the same cells
 * with and without figures. */
static int64_t header_hash(Arena *mem, const CellSheet *s)
{
    int32_t width = usual_width(s);
    Buf words = buf_new(mem, MAPPING_BYTES), kinds = buf_new(mem, MAPPING_BYTES);
    for (ptrdiff_t i = 0; i < s->n_rows && i < HEADER_WITHIN; i++) {
        if (s->widths[i] != width)
            continue;
        int figures = 0;
        words.n = kinds.n = 0;
        for (int32_t k = 0; k < width; k++) {
            figures += has_digit(s->rows[i][k]);
            buf_char(&kinds, has_digit(s->rows[i][k]) ? '0' : 'a');
            buf_add(&words, text_fold(mem, s->rows[i][k].p ? s->rows[i][k] : S("")));
            buf_char(&words, '\n');
        }
        if (!figures)
            return (int64_t)(str_hash(buf_str(&words)) >> 1);
    }
    return kinds.n ? (int64_t)(str_hash(buf_str(&kinds)) >> 1) : 0;
}

Str template_fingerprint(Arena *mem, int64_t hash)
{
    return str_fmt(mem, "%016llx", (unsigned long long)hash);
}

/* --- choosing --- */

typedef struct {
    Import *imp;
    ImportTemplate found;
} Choice;

static bool find_template(Ctx *c, void *arg)
{
    Choice *k = arg;
    Id id = k->imp->template_id;
    if (!id && k->imp->header_hash)
        id = db_one_int(c, &q_import_template_for,
                        DB_ARGS(V_INT(c->workspace_id),
                                V_TEXT(template_fingerprint(c->mem, k->imp->header_hash))));
    return !id || resource_find(c, &import_template_resource, id, &k->found) || !failed(c);
}

static bool count_use(Ctx *c, void *arg)
{
    const Choice *k = arg;
    db_run(c, &q_import_template_used,
           DB_ARGS(V_INT(c->workspace_id), V_INT(k->found.id), V_INT(c->now_ms)));
    return !failed(c);
}

bool template_choose(Ctx *c, int fd, Import *imp, ParseOptions *o, int64_t *expected)
{
    CellSet cells;
    Choice k = { .imp = imp };
    MappingBody body;
    /* A file whose beginning cannot be shown may still be read, or will say itself why not. */
    if (!sandbox_cells(c, fd, NULL, LOOK_BYTES, &cells)) {
        if (fail_status(c->failure.code) >= 500)
            return false;
        fail_clear(c);
    }
    if (cells.n && cells.sheets[0].n_rows) {
        int64_t looked = imp->file_size < LOOK_BYTES ? imp->file_size : LOOK_BYTES;
        imp->sample = sample_json(c->mem, &cells.sheets[0]);
        imp->header_hash = header_hash(c->mem, &cells.sheets[0]);
        *expected = imp->file_size * cells.sheets[0].n_rows / (looked ? looked : 1);
    }
    if (imp->forced_mapping.n) {
        if (!template_mapping_read(c, imp->forced_mapping, &body))
            return false;
        use_columns(c, &body.columns, o);
        return true;
    }
    if (!store_read(c->store, c, find_template, &k) || !k.found.id)
        return !failed(c);
    imp->template_id = k.found.id;
    use_columns(c, &k.found.column_mappings, o);
    return store_write(c->store, c, count_use, &k);
}

bool template_save(Ctx *c, const Import *imp, const MappingBody *mapping)
{
    ImportTemplate t = { .name = mapping->save_as,
                         .file_type = imp->file_type.n ? imp->file_type : S("csv"),
                         .column_mappings = mapping->columns };
    if (imp->header_hash)
        t.fingerprint = template_fingerprint(c->mem, imp->header_hash);
    return resource_add(c, &import_template_resource, &t);
}
