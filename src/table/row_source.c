/* The cells of a row as one text, and which of them became which field. */
#include "table/row_source.h"

#include "text/utf8.h"

enum { PARTS_MOST = 32, NAMED_PPM = 980000, GUESSED_PPM = 850000, NAME_SCORE = 70 };

typedef struct {
    StatementRow *row;
    const Mapping *m;
    const int32_t *from, *n; /* of each cell in raw */
    int cells;
} Source;

static void add(Source *s, const char *field, int column)
{
    StatementRow *row = s->row;
    if (column < 0 || column >= s->cells || !s->n[column] || row->n_parts == PARTS_MOST)
        return;
    const Column *k = column < s->m->columns->n ? &s->m->columns->at[column] : NULL;
    bool named = k && k->header.n && k->best >= NAME_SCORE;
    row->parts[row->n_parts++] =
        (RowPart){ str_of(field), s->from[column], s->n[column], named ? NAMED_PPM : GUESSED_PPM };
}

static void add_all(Source *s, const char *field, const int *columns, int n)
{
    for (int i = 0; i < n; i++)
        add(s, field, columns[i]);
}

/* A cell without line ends, as far as there is room. */
static void add_cell(Buf *b, Str cell)
{
    Str fits = utf8_prefix(
        cell, LIMIT_ROW_RAW_BYTES - b->n < cell.n ? (LIMIT_ROW_RAW_BYTES - b->n) / 4 : cell.n);
    for (ptrdiff_t i = 0; i < fits.n; i++)
        buf_char(b, fits.p[i] == '\n' || fits.p[i] == '\r' || fits.p[i] == '\t' ? ' ' : fits.p[i]);
}

static void add_parts(Source *s)
{
    const Mapping *m = s->m;
    bool date = m->date >= 0 && m->date < s->cells && s->n[m->date];
    add(s, "date", date ? m->date : m->date_fallback >= 0 ? m->date_fallback : m->value_date);
    add(s, "value_date", m->value_date);
    add(s, "amount", m->amount);
    add(s, "amount", m->amount_other);
    if (m->amount < 0) {
        add(s, "amount", m->debit);
        add(s, "amount", m->credit);
    }
    add(s, "direction", m->flag);
    add(s, "fee", m->fee);
    add(s, "balance", m->balance);
    add(s, "currency", m->currency);
    add(s, "original_amount", m->amount_original);
    add(s, "original_currency", m->currency_original);
    add_all(s, "description", m->descriptions, m->n_descriptions);
    add_all(s, "counterparty", m->counterparties, m->n_counterparties);
    add(s, "counterparty_account", m->counterparty_account);
    add_all(s, "reference", m->references, m->n_references);
    add(s, "type", m->type);
    add(s, "category", m->category);
    add(s, "status", m->status);
    add(s, "external_id", m->id);
    add(s, "account", m->account);
}

void row_source(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out)
{
    int32_t *from = NEW_ARRAY(r->scratch, int32_t, row->n + 1);
    int32_t *n = NEW_ARRAY(r->scratch, int32_t, row->n + 1);
    Buf b = buf_new(r->scratch, LIMIT_ROW_RAW_BYTES + 1);
    for (int i = 0; i < row->n && b.n + 8 < LIMIT_ROW_RAW_BYTES; i++) {
        if (i)
            buf_add(&b, S(" | "));
        from[i] = (int32_t)b.n;
        add_cell(&b, row->cells[i]);
        n[i] = (int32_t)b.n - from[i];
    }
    out->raw = buf_str(&b);
    out->parts = NEW_ARRAY(r->scratch, RowPart, PARTS_MOST);
    out->n_parts = 0;
    Source s = { out, m, from, n, row->n };
    add_parts(&s);
}

void row_source_sure(StatementRow *row)
{
    static const char *const proven[] = { "date", "amount", "balance", "fee", "direction" };
    for (ptrdiff_t i = 0; i < row->n_parts; i++)
        for (ptrdiff_t k = 0; k < COUNT(proven); k++)
            if (str_eq(row->parts[i].field, str_of(proven[k])))
                row->parts[i].confidence_ppm = row->confidence_ppm;
}
