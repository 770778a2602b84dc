/* Our own exports read again. */
#include "format/own.h"

#include "statement/build.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/utf8.h"

enum { VALUES_MAX = 900000, SCRATCH_BYTES = 16 << 20, CELLS_MAX = 16 };

#define CSV_HEADER                                                                                 \
    "date,account,description,merchant,counterparty,amount,currency,original_amount,"              \
    "original_currency,category,category_code,status,reference,tags,notes,id"
#define JSON_HEADER "{\"transactions\":[\n{\"id\":\"txn_"

/* What a row of either states, as text. */
typedef struct {
    Str date, value_date, account, description, counterparty, counterparty_account, amount,
        currency, original_amount, original_currency, category, status, reference, id;
    int64_t line;
    Str raw;
} OwnRow;

bool own_is(Str head)
{
    return str_starts(head, S(CSV_HEADER "\r\n")) || str_starts(head, S(CSV_HEADER "\n")) ||
           str_starts(head, S(JSON_HEADER));
}

static Figure figure_of(Str text)
{
    Decimal d;
    return decimal_parse(text, &d) == NUMBER_OK ? (Figure){ d, true } : (Figure){ 0 };
}

static void take_raw(Build *b, StatementRow *row, const OwnRow *own)
{
    row->raw = utf8_cut(own->raw, LIMIT_ROW_RAW_BYTES);
    while (row->raw.n < own->raw.n && row->raw.n &&
           ((unsigned char)own->raw.p[row->raw.n] & 0xC0) == 0x80)
        row->raw.n--;
    build_part(b, row, "date", own->date);
    build_part(b, row, "amount", own->amount);
    build_part(b, row, "description", own->description);
    build_part(b, row, "counterparty", own->counterparty);
    build_part(b, row, "reference", own->reference);
}

static bool add_row(Build *b, const OwnRow *own)
{
    Figure amount = figure_of(own->amount);
    Date date = date_parse(own->date);
    if (str_eq(own->status, S("cancelled"))) {
        build_find(b, FINDING_INFO, own->line, NULL, NULL, "The row was cancelled and is left out");
        return true;
    }
    if (!amount.given || !date) {
        build_find(b, FINDING_ERROR, own->line, date ? "amount" : "date", "Export it again",
                   "The row was left out: its %s \"%.*s\" cannot be read", date ? "amount" : "date",
                   STR_ARG(text_shown(date ? own->amount : own->date)));
        return true;
    }
    StatementRow row = { .date = date,
                         .value_date = date_parse(own->value_date),
                         .amount = amount,
                         .original_amount = figure_of(own->original_amount),
                         .currency = own->currency,
                         .original_currency = own->original_currency,
                         .description = own->description,
                         .counterparty = own->counterparty,
                         .counterparty_account = own->counterparty_account,
                         .reference = own->reference,
                         .category = own->category,
                         .account = own->account,
                         .external_id = own->id,
                         .status = str_eq(own->status, S("pending")) ? ROW_PENDING : ROW_POSTED,
                         .line = own->line };
    if (b->options->with_source)
        take_raw(b, &row, own);
    StatementRow *to = build_row(b);
    *to = statement_row_copy(b->mem, &row);
    return build_add(b, to);
}

/* Without the apostrophe that keeps spreadsheets from taking a text for a formula. */
static Str unguarded(Str cell)
{
    bool guarded = cell.n > 1 && cell.p[0] == '\'' &&
                   (cell.p[1] == '=' || cell.p[1] == '+' || cell.p[1] == '-' || cell.p[1] == '@' ||
                    cell.p[1] == '\t' || cell.p[1] == '\r');
    return guarded ? str_part(cell, 1, cell.n) : cell;
}

static bool read_csv(Build *b, Str text, Arena *scratch)
{
    ArenaMark empty = arena_mark(scratch);
    CsvReader reader = csv_reader(b->c->mem, scratch, text, (CsvDialect){ ',', '"', false });
    CsvRecord record;
    CsvResult result;
    while ((result = csv_next(&reader, &record)) == CSV_RECORD) {
        if (record.line == 1)
            continue;
        if (record.n != CELLS_MAX) {
            build_find(b, record.n == 1 && !record.cells[0].n ? FINDING_INFO : FINDING_ERROR,
                       record.line, NULL, NULL, "The line was left out: it has %d fields, not %d",
                       record.n, CELLS_MAX);
            continue;
        }
        for (int i = 0; i < record.n; i++)
            record.cells[i] = unguarded(record.cells[i]);
        const Str *k = record.cells;
        OwnRow row = { .date = k[0],
                       .account = k[1],
                       .description = k[2],
                       .counterparty = k[4],
                       .amount = k[5],
                       .currency = k[6],
                       .original_amount = k[7],
                       .original_currency = k[8],
                       .category = k[9],
                       .status = k[11],
                       .reference = k[12],
                       .id = k[15],
                       .line = record.line };
        row.raw = str_trim(str_part(text, record.at, reader.at));
        if (!add_row(b, &row))
            return false;
        arena_reset(scratch, empty);
    }
    return result == CSV_END || fail(b->c, UNREADABLE, NULL, "a line of the export is too long");
}

static Str member(const JsonValue *object, const char *name)
{
    const JsonValue *v = json_get(object, str_of(name));
    return v && (v->kind == JSON_STRING || v->kind == JSON_NUMBER) ? v->text : (Str){ 0 };
}

/* The end of an object of the export, which writes one a line. */
static Str line_at(Str text, ptrdiff_t at)
{
    ptrdiff_t end = str_find_char(text, '\n', at);
    return str_trim(str_part(text, at, end < 0 ? text.n : end));
}

static bool read_json(Build *b, Str text)
{
    JsonValue document;
    JsonError error;
    if (!json_read(b->c->mem, text, (JsonLimits){ LIMIT_JSON_DEPTH, VALUES_MAX }, &document,
                   &error))
        return error.is_too_large
                   ? fail(b->c, TOO_LARGE, NULL,
                          "the export has more than %d values: export fewer days at once",
                          VALUES_MAX)
                   : fail(b->c, UNREADABLE, NULL,
                          "the export cannot be read at line %d, column %d: %s", error.line,
                          error.column, error.what);
    const JsonValue *list = json_get(&document, S("transactions"));
    int64_t line = 1;
    ptrdiff_t counted = 0;
    for (const JsonValue *v = list ? list->first : NULL; v; v = v->next) {
        for (; counted < v->at; counted++)
            line += text.p[counted] == '\n';
        OwnRow row = { .date = member(v, "date"),
                       .value_date = member(v, "value_date"),
                       .account = member(v, "account_name"),
                       .description = member(v, "description"),
                       .counterparty = member(v, "counterparty"),
                       .counterparty_account = member(v, "counterparty_account"),
                       .amount = member(v, "amount"),
                       .currency = member(v, "currency"),
                       .original_amount = member(v, "original_amount"),
                       .original_currency = member(v, "original_currency"),
                       .category = member(v, "category_name"),
                       .status = member(v, "status"),
                       .reference = member(v, "reference"),
                       .id = member(v, "id"),
                       .line = line };
        row.raw = line_at(text, v->at);
        if (!add_row(b, &row))
            return false;
    }
    return true;
}

bool own_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Build b;
    Str text = str_starts(bytes, S("\xEF\xBB\xBF")) ? str_part(bytes, 3, bytes.n) : bytes;
    text = utf8_repair(c->mem, text);
    bool json = text.n && text.p[0] == '{';
    build_start(&b, c, o, sink);
    Statement *s = build_open(&b, json ? S("json") : S("csv"));
    Arena *scratch = arena_new("cells of an export", SCRATCH_BYTES);
    if (s) {
        s->encoding = S("UTF-8");
        if (json ? read_json(&b, text) : read_csv(&b, text, scratch))
            build_close(&b);
    }
    arena_free(scratch);
    return build_end(&b);
}
