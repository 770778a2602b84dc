/* Statements printed: JSON and text. */
#include "statement/statement_json.h"

#include "text/utf8.h"
#include "value/currency.h"

enum { PRINT_BUFFER = 64 << 20, PRINT_STEP = 1 << 16, TEXT_WIDTH = 60 };

StatementPrinter statement_printer(Ctx *c, PrintOut out, void *out_state)
{
    return (StatementPrinter){
        .c = c, .out = out, .out_state = out_state, .b = buf_new(c->mem, PRINT_BUFFER)
    };
}

/* Gives away what is built once it is worth a write. */
static bool pass_on(StatementPrinter *p, ptrdiff_t least)
{
    if (p->b.n < least)
        return true;
    bool fine = p->out(p->out_state, buf_str(&p->b));
    p->b.n = 0;
    return fine || fail(p->c, UNAVAILABLE, NULL, "the output cannot be written");
}

static void text_member(JsonWriter *w, Str name, Str value)
{
    json_name_plain(w, name);
    json_string(w, value.n ? value : (Str){ 0 });
}

static void date_member(JsonWriter *w, Str name, Date d)
{
    char text[DATE_TEXT];
    json_name_plain(w, name);
    json_string(w, d ? str_n(text, date_write(d, text)) : (Str){ 0 });
}

/* With the digits of its currency, where that loses nothing. */
static void figure_member(JsonWriter *w, Str name, Figure f, Str currency)
{
    char text[DECIMAL_TEXT_MAX];
    json_name_plain(w, name);
    if (!f.given) {
        json_null(w);
        return;
    }
    Currency known = currency.n == 3 ? currency_find(currency) : CURRENCY_NONE;
    int digits = known ? currency_digits(known) : f.value.scale < 2 ? 2 : f.value.scale;
    Decimal d = f.value;
    int64_t mantissa;
    if (decimal_at_scale(d, digits, &mantissa) == NUMBER_OK)
        d = (Decimal){ mantissa, digits };
    json_string(w, str_n(text, decimal_write(d, text)));
}

/* Millionths as a decimal: 980000 is 0.98. */
static void share_member(JsonWriter *w, Str name, int32_t ppm)
{
    char text[DECIMAL_TEXT_MAX];
    json_name_plain(w, name);
    json_raw(w, str_n(text, decimal_write(decimal_trim((Decimal){ ppm, 6 }), text)));
}

static void print_row(JsonWriter *w, Str sheet, const StatementRow *row)
{
    json_open_object(w);
    date_member(w, S("date"), row->date);
    figure_member(w, S("amount"), row->amount, row->currency);
    text_member(w, S("currency"), row->currency);
    text_member(w, S("description"), row->description);
    text_member(w, S("counterparty"), row->counterparty);
    text_member(w, S("reference"), row->reference);
    figure_member(w, S("balance"), row->balance, row->currency);
    if (row->value_date)
        date_member(w, S("value_date"), row->value_date);
    if (row->fee.given)
        figure_member(w, S("fee"), row->fee, row->currency);
    if (row->original_amount.given) {
        figure_member(w, S("original_amount"), row->original_amount, row->original_currency);
        text_member(w, S("original_currency"), row->original_currency);
    }
    if (row->counterparty_account.n)
        text_member(w, S("counterparty_account"), row->counterparty_account);
    if (row->type.n)
        text_member(w, S("type"), row->type);
    if (row->category.n)
        text_member(w, S("category"), row->category);
    if (row->external_id.n)
        text_member(w, S("external_id"), row->external_id);
    if (row->account.n)
        text_member(w, S("account"), row->account);
    if (row->status == ROW_PENDING)
        text_member(w, S("status"), S("pending"));
    share_member(w, S("confidence"), row->confidence_ppm);
    json_name_plain(w, S("source"));
    json_open_object(w);
    text_member(w, S("sheet"), sheet);
    json_name_plain(w, S("page"));
    if (row->page)
        json_int64(w, row->page);
    else
        json_null(w);
    json_name_plain(w, S("line"));
    if (row->line)
        json_int64(w, row->line);
    else
        json_null(w);
    json_close_object(w);
    json_close_object(w);
}

static void print_findings(JsonWriter *w, const Statement *s)
{
    static const Str levels[] = { S_INIT("info"), S_INIT("warning"), S_INIT("error") };
    json_name_plain(w, S("findings"));
    json_open_array(w);
    for (ptrdiff_t i = 0; i < s->n_findings; i++) {
        const Finding *f = &s->findings[i];
        json_open_object(w);
        text_member(w, S("level"), levels[f->level]);
        json_name_plain(w, S("line"));
        if (f->line)
            json_int64(w, f->line);
        else
            json_null(w);
        text_member(w, S("field"), f->field);
        text_member(w, S("message"), f->message);
        text_member(w, S("suggested_fix"), f->suggested_fix);
        json_close_object(w);
    }
    json_close_array(w);
}

static void print_mapped(JsonWriter *w, const Mapped *m)
{
    json_open_object(w);
    json_name_plain(w, S("column"));
    json_int64(w, m->column);
    if (m->header.n)
        text_member(w, S("header"), m->header);
    if (m->format.n)
        text_member(w, S("format"), m->format);
    json_close_object(w);
}

/* One object a field; an array of them where several columns make one field. */
static void print_mapping(JsonWriter *w, const Statement *s)
{
    json_name_plain(w, S("mapping"));
    json_open_object(w);
    for (ptrdiff_t i = 0; i < s->n_mapped;) {
        ptrdiff_t end = i + 1;
        while (end < s->n_mapped && str_eq(s->mapping[end].field, s->mapping[i].field))
            end++;
        json_name_plain(w, s->mapping[i].field);
        if (end > i + 1)
            json_open_array(w);
        for (ptrdiff_t k = i; k < end; k++)
            print_mapped(w, &s->mapping[k]);
        if (end > i + 1)
            json_close_array(w);
        i = end;
    }
    json_close_object(w);
}

void statement_json_begin(StatementPrinter *p)
{
    p->w = (JsonWriter){ .out = &p->b };
    json_open_object(&p->w);
    json_name_plain(&p->w, S("statements"));
    json_open_array(&p->w);
}

static bool json_begin_statement(void *state, const Statement *s)
{
    StatementPrinter *p = state;
    p->sheet = str_copy(p->c->mem, s->sheet);
    json_open_object(&p->w);
    text_member(&p->w, S("format"), s->format);
    json_name_plain(&p->w, S("transactions"));
    json_open_array(&p->w);
    return true;
}

static bool json_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    StatementPrinter *p = state;
    for (ptrdiff_t i = 0; i < n; i++) {
        print_row(&p->w, p->sheet, &rows[i]);
        if (!pass_on(p, PRINT_STEP))
            return false;
    }
    return true;
}

static bool json_end_statement(void *state, const Statement *s)
{
    StatementPrinter *p = state;
    JsonWriter *w = &p->w;
    json_close_array(w);
    text_member(w, S("institution"), s->institution);
    json_name_plain(w, S("account"));
    json_open_object(w);
    text_member(w, S("number"), s->account_number);
    text_member(w, S("type"), s->account_type);
    json_close_object(w);
    text_member(w, S("currency"), s->currency);
    json_name_plain(w, S("period"));
    json_open_object(w);
    date_member(w, S("from"), s->from);
    date_member(w, S("to"), s->to);
    json_close_object(w);
    figure_member(w, S("opening_balance"), s->opening_balance, s->currency);
    figure_member(w, S("closing_balance"), s->closing_balance, s->currency);
    json_name_plain(w, S("reconciled"));
    if (s->reconciled == RECONCILED_UNKNOWN)
        json_null(w);
    else
        json_bool(w, s->reconciled == RECONCILED_YES);
    json_name_plain(w, S("ambiguous"));
    json_bool(w, s->ambiguous);
    print_findings(w, s);
    print_mapping(w, s);
    json_close_object(w);
    return pass_on(p, PRINT_STEP);
}

StatementSink statement_json_sink(StatementPrinter *p)
{
    return (StatementSink){ p, json_begin_statement, json_rows, json_end_statement };
}

/* A failure in the middle of a statement leaves it open: what was read so far stands, closed. */
static void close_open(JsonWriter *w)
{
    while (w->depth > 2) {
        if (w->objects >> (w->depth - 1) & 1)
            json_close_object(w);
        else
            json_close_array(w);
    }
}

bool statement_json_end(StatementPrinter *p)
{
    JsonWriter *w = &p->w;
    const Failure *f = &p->c->failure;
    close_open(w);
    json_close_array(w);
    json_name_plain(w, S("error"));
    if (f->code) {
        json_open_object(w);
        text_member(w, S("code"), fail_slug(f->code));
        text_member(w, S("message"), f->detail);
        text_member(w, S("where"), f->field);
        json_close_object(w);
    } else {
        json_null(w);
    }
    json_close_object(w);
    json_done(w);
    buf_char(&p->b, '\n');
    bool full = p->b.full;
    return p->out(p->out_state, buf_str(&p->b)) && !full;
}

static void add_padded(Buf *b, Str text, ptrdiff_t width, bool right)
{
    ptrdiff_t n = utf8_count(text);
    for (ptrdiff_t i = n; right && i < width; i++)
        buf_char(b, ' ');
    buf_add(b, text);
    for (ptrdiff_t i = n; !right && i < width; i++)
        buf_char(b, ' ');
}

static void add_figure(Buf *b, Figure f, ptrdiff_t width)
{
    char text[DECIMAL_TEXT_MAX];
    Decimal d = f.value;
    int64_t mantissa;
    if (d.scale < 2 && decimal_at_scale(d, 2, &mantissa) == NUMBER_OK)
        d = (Decimal){ mantissa, 2 };
    add_padded(b, f.given ? str_n(text, decimal_write(d, text)) : S(""), width, true);
}

static bool text_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    StatementPrinter *p = state;
    Buf *b = &p->b;
    for (ptrdiff_t i = 0; i < n; i++) {
        const StatementRow *row = &rows[i];
        char date[DATE_TEXT];
        buf_add(b, str_n(date, date_write(row->date, date)));
        add_figure(b, row->amount, 14);
        buf_char(b, ' ');
        add_padded(b, row->currency.n ? row->currency : S(""), 4, false);
        add_figure(b, row->balance, 14);
        buf_add(b, S("  "));
        buf_add(b, utf8_prefix(row->description, TEXT_WIDTH));
        if (row->counterparty.n && !str_eq(row->counterparty, row->description)) {
            buf_add(b, S(" · "));
            buf_add(b, utf8_prefix(row->counterparty, TEXT_WIDTH));
        }
        buf_char(b, '\n');
        if (!pass_on(p, PRINT_STEP))
            return false;
    }
    return true;
}

static bool text_end(void *state, const Statement *s)
{
    static const char *const levels[] = { "info", "warning", "error" };
    static const char *const verdicts[] = { "the file states no balance that could prove them",
                                            "the balances contradict them",
                                            "the balances prove them" };
    StatementPrinter *p = state;
    Buf *b = &p->b;
    buf_fmt(b, "\n%td rows", s->n_rows);
    if (s->account_number.n)
        buf_fmt(b, " of account %.*s", STR_ARG(s->account_number));
    if (s->from) {
        buf_add(b, S(", "));
        buf_date(b, s->from);
        buf_add(b, S(" to "));
        buf_date(b, s->to);
    }
    buf_fmt(b, "; %s\n", verdicts[s->reconciled]);
    if (s->opening_balance.given || s->closing_balance.given) {
        buf_add(b, S("opening balance"));
        add_figure(b, s->opening_balance, 14);
        buf_add(b, S("   closing balance"));
        add_figure(b, s->closing_balance, 14);
        buf_char(b, '\n');
    }
    for (ptrdiff_t i = 0; i < s->n_findings; i++) {
        const Finding *f = &s->findings[i];
        if (f->line)
            buf_fmt(b, "line %lld: ", (long long)f->line);
        buf_fmt(b, "%s: %.*s\n", levels[f->level], STR_ARG(f->message));
    }
    return pass_on(p, 1);
}

StatementSink statement_text_sink(StatementPrinter *p)
{
    return (StatementSink){ p, NULL, text_rows, text_end };
}

/* A cell as the reader sees it: figures as decimal strings, dates as ISO text, else the text. */
bool statement_cells_json(StatementPrinter *p, const CellSet *cells)
{
    p->w = (JsonWriter){ .out = &p->b };
    JsonWriter *w = &p->w;
    json_open_object(w);
    json_name_plain(w, S("sheets"));
    json_open_array(w);
    for (ptrdiff_t i = 0; i < cells->n; i++) {
        const CellSheet *sheet = &cells->sheets[i];
        json_open_object(w);
        text_member(w, S("name"), sheet->name);
        text_member(w, S("state"), sheet->state);
        json_name_plain(w, S("cells"));
        json_open_array(w);
        for (ptrdiff_t row = 0; row < sheet->n_rows; row++) {
            json_open_array(w);
            for (int32_t k = 0; k < sheet->widths[row]; k++)
                json_string(w, sheet->rows[row][k].p ? sheet->rows[row][k] : S(""));
            json_close_array(w);
            if (!pass_on(p, PRINT_STEP))
                return false;
        }
        json_close_array(w);
        json_close_object(w);
    }
    json_close_array(w);
    json_close_object(w);
    json_done(w);
    buf_char(&p->b, '\n');
    return pass_on(p, 1);
}
