/* JSON documents as tables. */
#include "format/json.h"

#include "text/codepage.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdio.h>

enum { VALUES_MAX = 900000, SHEETS_MAX = 50, COLUMNS_MAX = 300, NAME_MAX = 200 };

/* A row: an object, and the one around it whose members it shares. */
typedef struct {
    const JsonValue *object, *around;
} JsonRow;

typedef struct {
    Str path;
    Str name; /* for the first row of the table */
} JsonColumn;

/* Programs that write amounts as whole numbers of a smaller unit, known by names no other has. */
typedef struct {
    Str program, names[2];
    int digits;
    const char *remark;
} Scaled;

typedef struct {
    Ctx *c;
    Str text;
    const ParseOptions *options;
    TextEncoding encoding;
    const JsonValue *arrays[SHEETS_MAX];
    Str paths[SHEETS_MAX];
    int n_sheets, left_out;
    /* --- of the sheet that is open --- */
    JsonRow *rows;
    ptrdiff_t n_rows, at; /* -1: the row of names comes next */
    JsonColumn *columns;
    int n_columns;
    Map by_path; /* path -> index + 1 */
    const Scaled *scaled;
    Str *cells;
    uint8_t *types;
    ptrdiff_t counted; /* bytes whose lines are counted */
    int64_t line;
} JsonBook;

static const Scaled scales[] = {
    { S_INIT("Actual"),
      { S_INIT("imported_payee"), S_INIT("amount") },
      2,
      "Actual writes amounts as whole numbers of cents; they were read so" },
    { S_INIT("YNAB"),
      { S_INIT("payee_name"), S_INIT("import_id") },
      3,
      "YNAB writes amounts as whole numbers of thousandths; they were read so" },
};

/* --- arrays --- */

static bool is_table(const JsonValue *v)
{
    return v->kind == JSON_ARRAY && v->first && v->first->kind == JSON_OBJECT;
}

static Str path_below(Arena *mem, Str path, Str name)
{
    return path.n ? str_fmt(mem, "%.*s.%.*s", STR_ARG(path), STR_ARG(name)) : name;
}

static void find_arrays(JsonBook *b, const JsonValue *v, Str path)
{
    if (path.n > NAME_MAX)
        return;
    if (is_table(v) && b->n_sheets == SHEETS_MAX) {
        b->left_out++;
        return;
    }
    if (is_table(v)) {
        b->arrays[b->n_sheets] = v;
        b->paths[b->n_sheets++] = path;
        return;
    }
    for (const JsonValue *m = v->kind == JSON_OBJECT ? v->first : NULL; m; m = m->next)
        find_arrays(b, m, path_below(b->c->mem, path, m->name));
}

/* --- columns --- */

/* bookingDate and booking_date are "booking date". */
static Str words_of(Arena *mem, Str key)
{
    Buf out = buf_new(mem, 2 * key.n + 1);
    key = utf8_prefix(key, NAME_MAX);
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char ch = key.p[i];
        bool upper = ch >= 'A' && ch <= 'Z',
             after = i && key.p[i - 1] >= 'a' && key.p[i - 1] <= 'z';
        if (upper && after)
            buf_char(&out, ' ');
        buf_char(&out, ch == '_' || ch == '.' || ch == '-' ? ' '
                       : upper && after                    ? (char)(ch | 32)
                                                           : ch);
    }
    return buf_str(&out);
}

static Str last_of(Str path)
{
    ptrdiff_t dot = -1;
    for (ptrdiff_t i = 0; i < path.n; i++)
        dot = path.p[i] == '.' ? i : dot;
    return str_part(path, dot + 1, path.n);
}

static void add_column(JsonBook *b, Str path)
{
    if (b->n_columns == COLUMNS_MAX || map_find(&b->by_path, path))
        return;
    b->columns[b->n_columns++] = (JsonColumn){ .path = path };
    map_put(&b->by_path, path, (void *)(intptr_t)b->n_columns);
}

static bool is_text(const JsonValue *v)
{
    return v->kind == JSON_STRING || v->kind == JSON_NUMBER || v->kind == JSON_BOOL ||
           v->kind == JSON_NULL;
}

static void find_columns(JsonBook *b, const JsonValue *object, Str path)
{
    for (const JsonValue *m = object->first; m; m = m->next) {
        if (is_text(m) || (m->kind == JSON_ARRAY && !is_table(m)))
            add_column(b, path_below(b->c->mem, path, m->name));
        else if (m->kind == JSON_OBJECT && path.n < NAME_MAX)
            find_columns(b, m, path_below(b->c->mem, path, m->name));
    }
}

/* A column is called by its last name, by its whole path where two would be the same. */
static void name_columns(JsonBook *b)
{
    Map names = map_new(b->c->mem);
    for (int i = 0; i < b->n_columns; i++) {
        JsonColumn *col = &b->columns[i];
        Str last = last_of(col->path);
        bool taken = map_put(&names, last, col) != NULL;
        col->name = words_of(b->c->mem, taken ? col->path : last);
    }
}

/* --- rows --- */

/* The transactions within one of Firefly III. */
static const JsonValue *inner_rows(const JsonValue *object)
{
    const JsonValue *attributes = json_get(object, S("attributes"));
    const JsonValue *inner = json_get(attributes ? attributes : object, S("transactions"));
    return inner && is_table(inner) ? inner : NULL;
}

static void list_rows(JsonBook *b, const JsonValue *array)
{
    ptrdiff_t room = 0;
    for (int pass = 0; pass < 2; pass++) {
        b->n_rows = 0;
        for (const JsonValue *v = array->first; v; v = v->next) {
            const JsonValue *inner = v->kind == JSON_OBJECT ? inner_rows(v) : NULL;
            for (const JsonValue *row = inner ? inner->first : v; row;
                 row = inner ? row->next : NULL) {
                if (pass && row->kind == JSON_OBJECT)
                    b->rows[b->n_rows] = (JsonRow){ row, inner ? v : NULL };
                b->n_rows += row->kind == JSON_OBJECT;
            }
        }
        room = b->n_rows;
        if (!pass)
            b->rows = NEW_ARRAY(b->c->mem, JsonRow, room);
    }
}

static const Scaled *scale_of(const JsonBook *b)
{
    for (ptrdiff_t i = 0; i < COUNT(scales); i++) {
        bool fits =
            map_find(&b->by_path, scales[i].names[0]) && map_find(&b->by_path, scales[i].names[1]);
        for (ptrdiff_t k = 0; fits && k < b->n_rows; k++) {
            const JsonValue *amount = json_get(b->rows[k].object, S("amount"));
            int64_t whole;
            fits = !amount || amount->kind == JSON_NULL || json_int(amount, &whole);
        }
        if (fits)
            return &scales[i];
    }
    return NULL;
}

/* An array of plain values, one behind the other. */
static Str listed(Arena *mem, const JsonValue *array)
{
    Buf out = buf_new(mem, 4000);
    for (const JsonValue *v = array->first; v; v = v->next) {
        if (v->kind != JSON_STRING && v->kind != JSON_NUMBER)
            continue;
        if (out.n)
            buf_add(&out, S(", "));
        buf_add(&out, v->text);
    }
    return buf_str(&out);
}

/* A figure without an exponent, and with the decimals that its program leaves out. */
/* A figure with more zeros than any currency has digits, without them. */
static Str trimmed_text(Arena *mem, Str text)
{
    Decimal d;
    text = str_trim(text);
    return text.n > 6 && str_ends(text, S("00000")) && str_find_char(text, '.', 0) > 0 &&
                   decimal_parse(text, &d) == NUMBER_OK
               ? decimal_text(mem, decimal_trim(d))
               : text;
}

static Str figure_text(const JsonBook *b, Arena *mem, const JsonValue *v, bool scaled)
{
    Decimal d;
    if (decimal_parse(v->text, &d) != NUMBER_OK)
        return v->text;
    if (scaled)
        d = decimal_trim((Decimal){ d.mantissa, d.scale + b->scaled->digits });
    return decimal_text(mem, d);
}

static void fill_cells(JsonBook *b, Arena *mem, const JsonValue *object, Str path)
{
    for (const JsonValue *m = object->first; m; m = m->next) {
        Str own = path_below(mem, path, m->name);
        if (m->kind == JSON_OBJECT) {
            if (path.n < NAME_MAX)
                fill_cells(b, mem, m, own);
            continue;
        }
        ptrdiff_t column = (ptrdiff_t)(intptr_t)map_find(&b->by_path, own) - 1;
        if (column < 0)
            continue;
        bool scaled = b->scaled && str_eq(own, S("amount"));
        b->types[column] = m->kind == JSON_NUMBER ? CELL_NUMBER : CELL_TEXT;
        b->cells[column] = m->kind == JSON_NUMBER  ? figure_text(b, mem, m, scaled)
                           : m->kind == JSON_ARRAY ? listed(mem, m)
                           : m->kind == JSON_NULL  ? S("")
                                                   : trimmed_text(mem, m->text);
    }
}

static int64_t line_of(JsonBook *b, ptrdiff_t at)
{
    if (at < b->counted) {
        b->counted = 0;
        b->line = 1;
    }
    for (; b->counted < at && b->counted < b->text.n; b->counted++)
        b->line += b->text.p[b->counted] == '\n';
    return b->line;
}

static bool next_row(TableSource *source, Ctx *c __attribute__((unused)), TableRow *row)
{
    JsonBook *b = source->state;
    if (b->at >= b->n_rows)
        return false;
    b->cells = NEW_ARRAY(source->mem, Str, b->n_columns);
    b->types = NEW_ARRAY(source->mem, uint8_t, b->n_columns);
    for (int i = 0; i < b->n_columns; i++)
        b->cells[i] = b->at < 0 ? b->columns[i].name : S("");
    *row = (TableRow){ .cells = b->cells, .types = b->types, .n = b->n_columns, .line = 1 };
    row->position = b->at;
    if (b->at >= 0) {
        const JsonRow *r = &b->rows[b->at];
        if (r->around)
            fill_cells(b, source->mem, r->around, (Str){ 0 });
        fill_cells(b, source->mem, r->object, (Str){ 0 });
        row->line = line_of(b, r->object->at);
    }
    b->at++;
    return true;
}

static void seek_row(TableSource *source, int64_t position, int64_t line __attribute__((unused)))
{
    JsonBook *b = source->state;
    b->at = (ptrdiff_t)position;
}

static bool open_sheet(Workbook *book, Ctx *c, ptrdiff_t sheet, bool exact __attribute__((unused)),
                       TableSource *out)
{
    JsonBook *b = book->state;
    list_rows(b, b->arrays[sheet]);
    b->columns = NEW_ARRAY(c->mem, JsonColumn, COLUMNS_MAX);
    b->n_columns = 0;
    b->by_path = map_new(c->mem);
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        find_columns(b, b->rows[i].object, (Str){ 0 });
        if (b->rows[i].around)
            find_columns(b, b->rows[i].around, (Str){ 0 });
    }
    name_columns(b);
    b->scaled = scale_of(b);
    b->at = -1;
    b->line = 1;
    b->counted = 0;
    const ParseOptions *o = b->options;
    *out = (TableSource){ .state = b,
                          .mem = c->mem,
                          .next = next_row,
                          .seek = seek_row,
                          .remark = b->scaled ? b->scaled->remark : NULL,
                          .format = S("json"),
                          .sheet = b->n_sheets > 1 ? b->paths[sheet] : (Str){ 0 },
                          .given = o->n_mapped > 0 ? o->mapping : NULL,
                          .n_given = o->n_mapped,
                          .with_source = o->with_source,
                          .encoding = codepage_name(b->encoding.encoding) };
    return true;
}

static bool refuse(Ctx *c, const JsonError *error)
{
    char where[40];
    snprintf(where, sizeof where, "line %d", error->line);
    if (error->is_too_large)
        return fail(c, TOO_LARGE, where, "the JSON document has more than %d values: divide it",
                    VALUES_MAX);
    return fail(c, UNREADABLE, where, "the JSON document cannot be read at line %d, column %d: %s",
                error->line, error->column, error->what);
}

/* An object on each line, as streams of records are written: the list of them; else the text. */
static Str with_lines_as_list(Arena *mem, Str text)
{
    Buf list = buf_new(mem, 2 * text.n + 2);
    ptrdiff_t n = 0;
    for (Str rest = text; rest.p;) {
        Str line = str_trim(str_cut(&rest, '\n'));
        buf_char(&list, n ? '\n' : '[');
        if (!line.n)
            continue;
        if (line.p[0] != '{' || line.p[line.n - 1] != '}')
            return text;
        if (n++)
            buf_char(&list, ',');
        buf_add(&list, line);
    }
    buf_char(&list, ']');
    return n > 1 ? buf_str(&list) : text;
}

bool json_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    JsonBook *b = NEW(c->mem, JsonBook);
    JsonValue *document = NEW(c->mem, JsonValue);
    JsonError error;
    *b = (JsonBook){ .c = c, .options = o };
    b->encoding = codepage_detect(c->mem, bytes, NULL, NULL);
    b->text = codepage_decode(c->mem, b->encoding.encoding,
                              str_part(bytes, b->encoding.mark_bytes, bytes.n), NULL);
    b->text = with_lines_as_list(c->mem, b->text);
    if (!json_read(c->mem, b->text, (JsonLimits){ LIMIT_JSON_DEPTH, VALUES_MAX }, document, &error))
        return refuse(c, &error);
    find_arrays(b, document, (Str){ 0 });
    if (!b->n_sheets)
        return fail(c, NO_TRANSACTIONS, NULL, "the JSON document holds no list of objects");
    Sheet *sheets = NEW_ARRAY(c->mem, Sheet, b->n_sheets);
    for (int i = 0; i < b->n_sheets; i++) {
        bool pending = str_eq(last_of(b->paths[i]), S("pending"));
        sheets[i] = (Sheet){ b->paths[i].n ? b->paths[i] : S("list"),
                             pending ? SHEET_HIDDEN : SHEET_VISIBLE };
    }
    *out = (Workbook){
        .state = b, .sheets = sheets, .n = b->n_sheets, .left_out = b->left_out, .open = open_sheet
    };
    return true;
}
