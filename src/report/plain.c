/* CSV and JSON. */
#include "report/format.h"

#include "field/write.h"
#include "text/csvout.h"
#include "text/jsonout.h"

static void csv_begin(Writing *w)
{
    buf_add(w->out, S("date,account,description,merchant,counterparty,amount,currency,"
                      "original_amount,original_currency,category,category_code,status,reference,"
                      "tags,notes,id\r\n"));
}

static Str joined(Ctx *c, const Texts *texts)
{
    Buf b = buf_new(c->mem, 1 << 16);
    for (ptrdiff_t i = 0; i < texts->n; i++) {
        if (i)
            buf_char(&b, ';');
        buf_add(&b, texts->items[i]);
    }
    return buf_str(&b);
}

static void csv_row(Writing *w, const ExportRow *row)
{
    const Transaction *t = &row->t;
    Arena *mem = w->c->mem;
    static const char *const statuses[] = { "", "pending", "posted", "cancelled" };
    Str original = t->has_original_amount
                       ? money_text(mem, (Money){ t->original_amount, t->original_currency })
                       : (Str){ 0 };
    const Str fields[] = {
        date_text(mem, t->date),
        row->account->name,
        t->description,
        t->merchant,
        t->counterparty,
        money_text(mem, (Money){ t->amount, t->currency }),
        currency_code(t->currency),
        original,
        t->original_currency ? currency_code(t->original_currency) : (Str){ 0 },
        row->category_name,
        row->category_code,
        str_of(statuses[t->status]),
        t->reference,
        joined(w->c, &t->tags),
        t->notes,
        id_text(mem, "txn", t->id),
    };
    buf_csv_record(w->out, fields, COUNT(fields), CSV_SPREADSHEET);
}

static void csv_end(Writing *w)
{
    (void)w;
}

const ExportFormat csv_format = { "csv",
                                  "text/csv; charset=utf-8",
                                  "csv",
                                  csv_begin,
                                  csv_row,
                                  csv_end,
                                  "for spreadsheets and every other program" };

static void json_begin(Writing *w)
{
    buf_add(w->out, S("{\"transactions\":[\n"));
}

static void json_row(Writing *w, const ExportRow *row)
{
    if (w->rows)
        buf_add(w->out, S(",\n"));
    ptrdiff_t at = w->out->n;
    field_write(w->out, &transaction_resource.shape, &row->t);
    if (w->out->n > at) /* the object's closing brace makes room for the names */
        w->out->n--;
    buf_add(w->out, S(",\"account_name\":"));
    buf_json(w->out, row->account->name);
    buf_add(w->out, S(",\"category_name\":"));
    if (row->category_name.p)
        buf_json(w->out, row->category_name);
    else
        buf_add(w->out, S("null"));
    buf_char(w->out, '}');
}

static void json_end(Writing *w)
{
    buf_add(w->out, S("\n]}\n"));
}

const ExportFormat json_format = {
    "json",   "application/json; charset=utf-8",  "json", json_begin, json_row,
    json_end, "every field, as the API writes it"
};
