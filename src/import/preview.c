/* The preview: how the file was read, its first rows, what was found, what is there already. */
#include "import/preview.h"

#include "field/read.h"
#include "import/staged.h"
#include "import/template.h"
#include "text/json.h"

enum { SHOWN_FINDINGS = 500, SHOWN_DUPLICATES = 500 };

static const char *const states[] = { "", "new", "duplicate", "near", NULL };

typedef struct {
    Id id;
    int64_t position, line;
    Date date;
    int64_t amount;
    Currency currency;
    Str description, counterparty;
    int64_t balance;
    bool has_balance;
    int32_t confidence;
    int state;
    Str reason;
    bool is_edited, is_skipped;
} PreviewRow;

static const Field row_fields[] = {
    F_ID(PreviewRow, id, .prefix = "dup", .doc = "To correct it."),
    F_INT(PreviewRow, position, .doc = "Its place in the file; ?after= takes it."),
    F_INT(PreviewRow, line, .doc = "Its line in the file."),
    F_DATE(PreviewRow, date, .doc = "The booking date."),
    F_MONEY(PreviewRow, amount, currency, .doc = "Negative is money leaving."),
    F_CURRENCY(PreviewRow, currency, .doc = "The account's."),
    F_TEXT(PreviewRow, description, .doc = "The bank's words."),
    F_TEXT(PreviewRow, counterparty, .flags = OPTIONAL, .doc = "Who paid or was paid."),
    F_MONEY(PreviewRow, balance, currency, .flags = OPTIONAL,
            .given = GIVEN(PreviewRow, has_balance), .doc = "After it, as the file has it."),
    F_RATIO(PreviewRow, confidence, .doc = "How sure the reading is, 0 to 1."),
    F_WORD(PreviewRow, state, .words = states, .doc = "new, duplicate or near."),
    F_TEXT(PreviewRow, reason, .flags = OPTIONAL, .doc = "Why it is not new."),
    F_BOOL(PreviewRow, is_edited, .doc = "Whether a person corrected it."),
    F_BOOL(PreviewRow, is_skipped, .doc = "Whether it is not to be booked."),
};

typedef struct {
    Str name, state;
    int64_t rows;
    bool chosen;
} Sheet;
static const Field sheet_fields[] = {
    F_TEXT(Sheet, name, .doc = "Its name."),
    F_TEXT(Sheet, state, .doc = "visible, hidden or veryHidden."),
    F_INT(Sheet, rows, .doc = "Its rows; 200: so many or more."),
    F_BOOL(Sheet, chosen, .doc = "Whether it is the one that was read."),
};
typedef struct {
    List sheets;
} Sheets;
static const Field sheets_fields[] = {
    F_LIST(Sheets, sheets, Sheet, sheet_fields),
};
static const Shape sheets_shape = SHAPE(Sheets, sheets_fields);

typedef struct {
    Import import;
    Str format;
    List mapping; /* of TemplateColumn */
    List rows, findings, duplicates;
    Texts columns;
    Str sample;
    int64_t next_after;
    List sheets; /* of Sheet */
    Str encoding, delimiter;
    int32_t type_confidence;
} Preview;

static const Field preview_fields[] = {
    F_STRUCT(Preview, import, Import, import_fields, .doc = "The import."),
    F_TEXT(Preview, format, .flags = OPTIONAL, .doc = "Detected from the content."),
    F_LIST(Preview, mapping, TemplateColumn, import_column_fields,
           .doc = "What the columns were taken for."),
    F_LIST(Preview, rows, PreviewRow, row_fields, .doc = "Rows as they were read."),
    F_INT(Preview, next_after, .flags = OPTIONAL,
          .doc = "Where the next rows begin; null at the end."),
    F_LIST(Preview, findings, Validation, validation_fields,
           .doc = "What should be known about it."),
    F_LIST(Preview, duplicates, StagedRow, staged_fields, .doc = "Rows that match transactions."),
    F_TEXTS(Preview, columns, .doc = "The names of the columns, as the file has them."),
    F_JSON(Preview, sample, .flags = OPTIONAL, .doc = "The first lines of the file as cells."),
    F_LIST(Preview, sheets, Sheet, sheet_fields, .doc = "Of a workbook."),
    F_TEXT(Preview, encoding, .flags = OPTIONAL, .doc = "The file's character set."),
    F_TEXT(Preview, delimiter, .flags = OPTIONAL, .doc = "What stands between columns."),
    F_RATIO(Preview, type_confidence, .flags = OPTIONAL, .doc = "How sure the format is, 0 to 1."),
};
const Shape preview_shape = { .name = "ImportPreview",
                              .fields = preview_fields,
                              .n = COUNT(preview_fields),
                              .size = sizeof(Preview) };

static const Field query_fields[] = {
    F_INT(PreviewQuery, limit, .min = 1, .max = 1000, .start = "200", .doc = "Rows to show."),
    F_INT(PreviewQuery, after, .min = 0, .max = INT64_MAX, .start = "0",
          .doc = "Rows behind this position."),
    F_BOOL(PreviewQuery, needs_review, .start = "false",
           .doc = "Only rows that a person should look at."),
};
const Shape preview_query_shape = SHAPE(PreviewQuery, query_fields);

static void show_rows(Ctx *c, const PreviewQuery *q, Preview *out)
{
    ptrdiff_t n;
    const StagedRow *from = q->needs_review
                                ? staged_doubtful(c, out->import.id, q->after, q->limit, &n)
                                : staged_list(c, out->import.id, q->after, 0, q->limit, &n);
    PreviewRow *rows = NEW_ARRAY(c->mem, PreviewRow, n);
    for (ptrdiff_t i = 0; from && i < n; i++)
        rows[i] = (PreviewRow){ .id = from[i].id,
                                .position = from[i].position,
                                .line = from[i].line,
                                .date = from[i].date,
                                .amount = from[i].amount,
                                .currency = from[i].currency,
                                .description = from[i].description,
                                .counterparty = from[i].counterparty,
                                .balance = from[i].balance,
                                .has_balance = from[i].has_balance,
                                .confidence = from[i].confidence,
                                .state = from[i].row_state,
                                .reason = from[i].reason,
                                .is_edited = from[i].is_edited,
                                .is_skipped = from[i].is_skipped };
    out->rows = (List){ rows, n };
    if (n == q->limit)
        out->next_after = rows[n - 1].position;
}

static bool list_all(Ctx *c, const Resource *r, Id import_id, int64_t limit, List *out)
{
    ListAnswer a;
    FilterValues *filters = NEW_ARRAY(c->mem, FilterValues, r->n_filters);
    DbValue *id = NEW(c->mem, DbValue);
    *id = V_INT(import_id);
    filters[0] = (FilterValues){ id, 1 };
    ListRequest q = {
        .resource = r, .filters = filters, .sort = S("id"), .limit = limit, .without_total = true
    };
    if (!resource_list(c, &q, &a))
        return false;
    *out = (List){ a.items, a.n };
    return true;
}

/* The first line of the sample that has the mapped columns' names; the names of all columns are
 * there. */
static Texts column_names(Ctx *c, const Preview *p)
{
    JsonValue v;
    JsonError error;
    const TemplateColumn *k = p->mapping.items;
    Texts none = { NULL, 0 };
    ptrdiff_t n = 0; /* the first that has a name */
    while (n < p->mapping.n && !k[n].header.n)
        n++;
    if (!p->import.sample.n || n == p->mapping.n ||
        !json_read(c->mem, p->import.sample, json_default_limits, &v, &error))
        return none;
    for (const JsonValue *row = v.first; row; row = row->next) {
        Texts names = { NEW_ARRAY(c->mem, Str, row->count), 0 };
        for (const JsonValue *cell = row->first; cell; cell = cell->next)
            names.items[names.n++] = cell->text;
        if (k[n].column < names.n && str_eq(str_trim(names.items[k[n].column]), k[n].header))
            return names;
    }
    return none;
}

/* The sheets of a workbook; a table alone is none. */
static bool show_sheets(Ctx *c, Preview *p)
{
    Sheets in = { { 0 } };
    const Import *imp = &p->import;
    if (!imp->sheets.n || str_eq(imp->file_type, S("csv")))
        return true;
    Str json = str_fmt(c->mem, "{\"sheets\":%.*s}", STR_ARG(imp->sheets));
    if (!field_read(c, &sheets_shape, READ_STORED, json, &in))
        return false;
    Sheet *s = in.sheets.items;
    for (ptrdiff_t i = 0; i < in.sheets.n; i++)
        s[i].chosen = str_eq(s[i].name, imp->sheet);
    p->sheets = in.sheets;
    return true;
}

bool import_preview(Ctx *c, Call *call)
{
    const PreviewQuery *q = call->query;
    Preview *p = call->out = NEW(c->mem, Preview);
    MappingBody mapping;
    if (!resource_get(c, &import_resource, call->id, &p->import))
        return false;
    p->format = p->import.file_type;
    p->sample = p->import.sample;
    if (!template_mapping_read(c, p->import.mapping, &mapping))
        return false;
    p->mapping = mapping.columns;
    p->columns = column_names(c, p);
    p->encoding = p->import.encoding;
    p->delimiter = p->import.delimiter;
    p->type_confidence = p->import.type_confidence;
    show_rows(c, q, p);
    if (!show_sheets(c, p))
        return false;
    return list_all(c, &validation_resource, call->id, SHOWN_FINDINGS, &p->findings) &&
           list_all(c, &duplicate_resource, call->id, SHOWN_DUPLICATES, &p->duplicates);
}
