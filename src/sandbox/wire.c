/* Statements as bytes and back, with every claim checked on the way back. */
#include "sandbox/wire.h"

#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum {
    CURRENCY_BYTES_MAX = 16,
    VARINT_BYTES_MAX = 10,
    FINDINGS_MAX = 100000,
    MAPPED_MAX = 10000,
    PASSWORDS_MAX = 1000,
    PARTS_MAX = 64
};

/* --- writing --- */

ptrdiff_t wire_start(Buf *out, WireKind kind)
{
    ptrdiff_t start = out->n;
    char *head = buf_reserve(out, WIRE_HEAD_BYTES);
    if (head) {
        memset(head, 0, WIRE_HEAD_BYTES);
        head[4] = (char)kind;
        out->n += WIRE_HEAD_BYTES;
    }
    return start;
}

void wire_finish(Buf *out, ptrdiff_t start)
{
    if (out->full)
        return;
    uint32_t n = (uint32_t)(out->n - start - WIRE_HEAD_BYTES);
    for (int i = 0; i < 4; i++)
        out->p[start + i] = (char)(n >> 8 * i);
}

static void put_number(Buf *out, uint64_t n)
{
    char *p = buf_reserve(out, VARINT_BYTES_MAX);
    if (!p)
        return;
    int at = 0;
    for (; n >= 128; n >>= 7)
        p[at++] = (char)(n | 128);
    p[at++] = (char)n;
    out->n += at;
}

static void put_signed(Buf *out, int64_t n)
{
    put_number(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

static void put_text(Buf *out, Str s)
{
    put_number(out, s.p ? (uint64_t)s.n + 1 : 0);
    if (s.n > 0)
        buf_add(out, s);
}

static void put_figure(Buf *out, const Figure *f)
{
    put_number(out, f->given ? (uint64_t)f->value.scale + 1 : 0);
    if (f->given)
        put_signed(out, f->value.mantissa);
}

/* The texts of a row, in the order of the wire: one table serves writing, reading and copying. */
static const size_t row_texts[] = {
    offsetof(StatementRow, currency),
    offsetof(StatementRow, original_currency),
    offsetof(StatementRow, description),
    offsetof(StatementRow, counterparty),
    offsetof(StatementRow, counterparty_account),
    offsetof(StatementRow, reference),
    offsetof(StatementRow, category),
    offsetof(StatementRow, type),
    offsetof(StatementRow, external_id),
    offsetof(StatementRow, account),
};
static const size_t row_figures[] = {
    offsetof(StatementRow, amount),
    offsetof(StatementRow, fee),
    offsetof(StatementRow, balance),
    offsetof(StatementRow, original_amount),
};
static const size_t statement_texts[] = {
    offsetof(Statement, format),         offsetof(Statement, institution),
    offsetof(Statement, account_number), offsetof(Statement, account_type),
    offsetof(Statement, currency),       offsetof(Statement, sheet),
    offsetof(Statement, member),         offsetof(Statement, encoding),
    offsetof(Statement, delimiter),
};

static const Str *text_at(const void *base, size_t offset)
{
    return (const Str *)((const char *)base + offset);
}

static const Figure *figure_at(const void *base, size_t offset)
{
    return (const Figure *)((const char *)base + offset);
}

void wire_row(Buf *out, const StatementRow *row)
{
    put_number(out, (uint64_t)row->date);
    put_number(out, (uint64_t)row->value_date);
    for (ptrdiff_t i = 0; i < COUNT(row_figures); i++)
        put_figure(out, figure_at(row, row_figures[i]));
    for (ptrdiff_t i = 0; i < COUNT(row_texts); i++)
        put_text(out, *text_at(row, row_texts[i]));
    put_number(out, (uint64_t)row->status);
    put_number(out, (uint64_t)row->confidence_ppm);
    put_number(out, (uint64_t)row->line);
    put_number(out, (uint64_t)row->page);
    put_number(out, row->fingerprint);
    put_text(out, row->raw);
    put_number(out, (uint64_t)row->n_parts);
    for (ptrdiff_t i = 0; i < row->n_parts; i++) {
        const RowPart *part = &row->parts[i];
        put_text(out, part->field);
        put_number(out, (uint64_t)part->from);
        put_number(out, (uint64_t)part->n);
        put_number(out, (uint64_t)part->confidence_ppm);
    }
}

static void put_finding(Buf *out, const Finding *f)
{
    put_number(out, (uint64_t)f->level);
    put_number(out, (uint64_t)f->line);
    put_number(out, (uint64_t)f->page);
    put_text(out, f->field);
    put_text(out, f->message);
    put_text(out, f->suggested_fix);
}

static void put_mapped(Buf *out, const Mapped *m)
{
    put_text(out, m->field);
    put_signed(out, m->column);
    put_text(out, m->header);
    put_text(out, m->format);
}

void wire_statement(Buf *out, const Statement *s)
{
    for (ptrdiff_t i = 0; i < COUNT(statement_texts); i++)
        put_text(out, *text_at(s, statement_texts[i]));
    put_number(out, (uint64_t)s->from);
    put_number(out, (uint64_t)s->to);
    put_figure(out, &s->opening_balance);
    put_figure(out, &s->closing_balance);
    put_number(out, (uint64_t)s->reconciled);
    put_number(out, s->ambiguous);
    put_number(out, s->is_protected);
    put_number(out, (uint64_t)s->password);
    put_number(out, (uint64_t)s->pages);
    put_number(out, (uint64_t)s->ocr_ppm);
    put_number(out, (uint64_t)s->n_rows);
    put_number(out, (uint64_t)s->n_findings);
    for (ptrdiff_t i = 0; i < s->n_findings; i++)
        put_finding(out, &s->findings[i]);
    put_number(out, (uint64_t)s->n_mapped);
    for (ptrdiff_t i = 0; i < s->n_mapped; i++)
        put_mapped(out, &s->mapping[i]);
}

void wire_cells(Buf *out, const CellSet *cells)
{
    put_number(out, (uint64_t)cells->n);
    for (ptrdiff_t i = 0; i < cells->n; i++) {
        const CellSheet *sheet = &cells->sheets[i];
        put_text(out, sheet->name);
        put_text(out, sheet->state);
        put_number(out, (uint64_t)sheet->n_rows);
        for (ptrdiff_t r = 0; r < sheet->n_rows; r++) {
            put_number(out, (uint64_t)sheet->widths[r]);
            for (int32_t k = 0; k < sheet->widths[r]; k++)
                put_text(out, sheet->rows[r][k]);
        }
    }
}

/* Places are sent in hundredths of a point. */
static void put_place(Buf *out, float points)
{
    put_signed(out, llroundf(points * 100));
}

static void put_word(Buf *out, const PageWord *w)
{
    const float places[] = { w->x0, w->y0, w->x1, w->y1, w->size };
    put_text(out, w->text);
    for (ptrdiff_t i = 0; i < COUNT(places); i++)
        put_place(out, places[i]);
    put_number(out, (uint64_t)(w->bold + 2 * w->after_blank));
    put_number(out, (uint64_t)w->confidence_ppm);
}

void wire_pages(Buf *out, const PageSet *pages)
{
    put_number(out, pages->is_protected);
    put_number(out, (uint64_t)pages->password);
    put_text(out, pages->producer);
    put_text(out, pages->title);
    put_number(out, (uint64_t)pages->created);
    put_number(out, (uint64_t)pages->n);
    for (ptrdiff_t i = 0; i < pages->n; i++) {
        const Page *page = &pages->pages[i];
        put_place(out, page->width);
        put_place(out, page->height);
        put_number(out, page->by_ocr);
        put_number(out, (uint64_t)page->n);
        for (ptrdiff_t k = 0; k < page->n; k++)
            put_word(out, &page->words[k]);
    }
}

void wire_options(Buf *out, const WireOptions *o)
{
    put_number(out, (uint64_t)o->ask);
    put_number(out, (uint64_t)o->cut);
    put_number(out, (uint64_t)o->parse.max_rows);
    put_number(out, (uint64_t)o->parse.n_mapped);
    for (ptrdiff_t i = 0; i < o->parse.n_mapped; i++)
        put_mapped(out, &o->parse.mapping[i]);
    put_number(out, (uint64_t)o->parse.n_passwords);
    for (ptrdiff_t i = 0; i < o->parse.n_passwords; i++)
        put_text(out, o->parse.passwords[i]);
    put_text(out, o->parse.sheet);
    put_text(out, o->parse.ocr);
    put_number(out, o->parse.with_source);
}

void wire_failure(Buf *out, const WireFailure *f)
{
    put_number(out, (uint64_t)f->code);
    put_text(out, f->field);
    put_text(out, f->detail);
    put_text(out, f->internal);
}

/* --- reading: after the first claim that does not hold, `bad` is set and all reads give nothing
 * --- */

typedef struct {
    const unsigned char *p, *end;
    bool bad;
} Reader;

static Reader reader_of(Str payload)
{
    const unsigned char *p = (const unsigned char *)payload.p;
    return (Reader){ p, p + payload.n, false };
}

static uint64_t get_number(Reader *r)
{
    uint64_t n = 0;
    for (int shift = 0; shift < 64 && r->p < r->end; shift += 7) {
        unsigned char byte = *r->p++;
        if (shift == 63 && byte > 1)
            break;
        n |= (uint64_t)(byte & 127) << shift;
        if (!(byte & 128))
            return n;
    }
    r->bad = true;
    r->p = r->end;
    return 0;
}

static int64_t get_signed(Reader *r)
{
    uint64_t n = get_number(r);
    return (int64_t)(n >> 1 ^ (~(n & 1) + 1));
}

/* A number of at most max. */
static int64_t get_upto(Reader *r, int64_t max)
{
    uint64_t n = get_number(r);
    if (n <= (uint64_t)max)
        return (int64_t)n;
    r->bad = true;
    return 0;
}

/* How many items of at least one byte each follow. */
static ptrdiff_t get_count(Reader *r, int64_t max)
{
    int64_t n = get_upto(r, max);
    if (n <= r->end - r->p)
        return (ptrdiff_t)n;
    r->bad = true;
    return 0;
}

static Str get_text(Reader *r)
{
    uint64_t n = get_number(r);
    if (!n || r->bad)
        return (Str){ 0 };
    n--;
    if (n > (uint64_t)(r->end - r->p)) {
        r->bad = true;
        return (Str){ 0 };
    }
    Str s = { (const char *)r->p, (ptrdiff_t)n };
    r->p += n;
    if (s.n && (memchr(s.p, 0, (size_t)s.n) || !utf8_valid(s)))
        r->bad = true;
    return !r->bad ? s : (Str){ 0 };
}

static Figure get_figure(Reader *r)
{
    int64_t scale = get_upto(r, DECIMAL_SCALE_MAX + 1);
    if (!scale)
        return (Figure){ 0 };
    return (Figure){ .value = { get_signed(r), (int32_t)scale - 1 }, .given = true };
}

static void get_parts(Arena *mem, Reader *r, StatementRow *row)
{
    row->n_parts = get_count(r, PARTS_MAX);
    row->parts = row->n_parts ? NEW_ARRAY(mem, RowPart, row->n_parts) : NULL;
    for (ptrdiff_t i = 0; i < row->n_parts && !r->bad; i++) {
        RowPart *part = &row->parts[i];
        part->field = get_text(r);
        part->from = (int32_t)get_upto(r, row->raw.n);
        part->n = (int32_t)get_upto(r, row->raw.n - part->from);
        part->confidence_ppm = (int32_t)get_upto(r, 1000000);
    }
}

static void get_row(Arena *mem, Reader *r, StatementRow *row)
{
    row->date = (Date)get_upto(r, DATE_MAX);
    row->value_date = (Date)get_upto(r, DATE_MAX);
    for (ptrdiff_t i = 0; i < COUNT(row_figures); i++)
        *(Figure *)((char *)row + row_figures[i]) = get_figure(r);
    for (ptrdiff_t i = 0; i < COUNT(row_texts); i++)
        *(Str *)((char *)row + row_texts[i]) = get_text(r);
    row->status = (RowStatus)get_upto(r, ROW_PENDING);
    row->confidence_ppm = (int32_t)get_upto(r, 1000000);
    row->line = get_upto(r, INT64_MAX);
    row->page = (int32_t)get_upto(r, INT32_MAX);
    row->fingerprint = get_number(r);
    row->raw = get_text(r);
    get_parts(mem, r, row);
    if (row->currency.n > CURRENCY_BYTES_MAX || row->original_currency.n > CURRENCY_BYTES_MAX)
        r->bad = true;
}

static void get_findings(Arena *mem, Reader *r, Statement *s)
{
    s->n_findings = get_count(r, FINDINGS_MAX);
    s->findings = NEW_ARRAY(mem, Finding, s->n_findings);
    for (ptrdiff_t i = 0; i < s->n_findings && !r->bad; i++) {
        Finding *f = &s->findings[i];
        f->level = (FindingLevel)get_upto(r, FINDING_ERROR);
        f->line = get_upto(r, INT64_MAX);
        f->page = (int32_t)get_upto(r, INT32_MAX);
        f->field = get_text(r);
        f->message = get_text(r);
        f->suggested_fix = get_text(r);
    }
}

static Mapped *get_mapping(Arena *mem, Reader *r, ptrdiff_t *n)
{
    *n = get_count(r, MAPPED_MAX);
    Mapped *all = NEW_ARRAY(mem, Mapped, *n);
    for (ptrdiff_t i = 0; i < *n && !r->bad; i++) {
        all[i].field = get_text(r);
        int64_t column = get_signed(r);
        if (column < -1 || column > INT32_MAX)
            r->bad = true;
        all[i].column = (int)column;
        all[i].header = get_text(r);
        all[i].format = get_text(r);
    }
    return all;
}

/* Everything was read and nothing is left. */
static bool whole(const Reader *r)
{
    return !r->bad && r->p == r->end;
}

bool wire_read_statement(Arena *mem, Str payload, Statement *out)
{
    Reader r = reader_of(payload);
    *out = (Statement){ 0 };
    for (ptrdiff_t i = 0; i < COUNT(statement_texts); i++)
        *(Str *)((char *)out + statement_texts[i]) = get_text(&r);
    out->from = (Date)get_upto(&r, DATE_MAX);
    out->to = (Date)get_upto(&r, DATE_MAX);
    out->opening_balance = get_figure(&r);
    out->closing_balance = get_figure(&r);
    out->reconciled = (Reconciled)get_upto(&r, RECONCILED_YES);
    out->ambiguous = get_upto(&r, 1);
    out->is_protected = get_upto(&r, 1);
    out->password = (int32_t)get_upto(&r, INT32_MAX);
    out->pages = (int32_t)get_upto(&r, INT32_MAX);
    out->ocr_ppm = (int32_t)get_upto(&r, 1000000);
    out->n_rows = (ptrdiff_t)get_upto(&r, PTRDIFF_MAX);
    get_findings(mem, &r, out);
    out->mapping = get_mapping(mem, &r, &out->n_mapped);
    return whole(&r) && out->currency.n <= CURRENCY_BYTES_MAX;
}

bool wire_read_rows(Arena *mem, Str payload, StatementRow **rows, ptrdiff_t *n)
{
    Reader r = reader_of(payload);
    *n = get_count(&r, WIRE_FRAME_MAX);
    /* A row takes 23 bytes at least, so a lying count asks for no more than the frame could hold.
     */
    if (*n > payload.n / 23 + 1)
        return false;
    *rows = NEW_ARRAY(mem, StatementRow, *n);
    for (ptrdiff_t i = 0; i < *n && !r.bad; i++)
        get_row(mem, &r, &(*rows)[i]);
    return whole(&r);
}

bool wire_read_cells(Arena *mem, Str payload, CellSet *out)
{
    Reader r = reader_of(payload);
    out->n = get_count(&r, 10000);
    out->sheets = NEW_ARRAY(mem, CellSheet, out->n);
    int64_t room = WIRE_CELLS_MAX; /* of cells and rows, so that a lie costs little memory */
    for (ptrdiff_t i = 0; i < out->n && !r.bad; i++) {
        CellSheet *s = &out->sheets[i];
        s->name = get_text(&r);
        s->state = get_text(&r);
        s->n_rows = get_count(&r, room);
        room -= s->n_rows;
        s->rows = NEW_ARRAY(mem, Str *, s->n_rows);
        s->widths = NEW_ARRAY(mem, int32_t, s->n_rows);
        for (ptrdiff_t k = 0; k < s->n_rows && !r.bad; k++) {
            s->widths[k] = (int32_t)get_count(&r, room);
            room -= s->widths[k];
            s->rows[k] = NEW_ARRAY(mem, Str, s->widths[k]);
            for (int32_t j = 0; j < s->widths[k] && !r.bad; j++)
                s->rows[k][j] = get_text(&r);
        }
    }
    return whole(&r);
}

/* Nothing stands further from the page's corner than this, in either direction. */
static float get_place(Reader *r)
{
    static const int64_t FARTHEST = 100 * 1000000;
    int64_t n = get_signed(r);
    if (n < -FARTHEST || n > FARTHEST)
        r->bad = true;
    return r->bad ? 0 : (float)n / 100;
}

static void get_word(Reader *r, PageWord *w)
{
    float *places[] = { &w->x0, &w->y0, &w->x1, &w->y1, &w->size };
    w->text = get_text(r);
    for (ptrdiff_t i = 0; i < COUNT(places); i++)
        *places[i] = get_place(r);
    int64_t flags = get_upto(r, 3);
    w->bold = flags & 1;
    w->after_blank = flags & 2;
    w->confidence_ppm = (int32_t)get_upto(r, 1000000);
    if (w->text.n == 0 || w->x1 < w->x0 || w->y1 < w->y0 || w->size < 0)
        r->bad = true;
}

bool wire_read_pages(Arena *mem, Str payload, PageSet *out)
{
    enum { WORD_BYTES_LEAST = 9 };
    Reader r = reader_of(payload);
    *out = (PageSet){ 0 };
    out->is_protected = get_upto(&r, 1);
    out->password = (int32_t)get_upto(&r, PASSWORDS_MAX);
    out->producer = get_text(&r);
    out->title = get_text(&r);
    out->created = (Date)get_upto(&r, DATE_MAX);
    out->n = get_count(&r, LIMIT_PDF_PAGES);
    out->pages = NEW_ARRAY(mem, Page, out->n);
    for (ptrdiff_t i = 0; i < out->n && !r.bad; i++) {
        Page *page = &out->pages[i];
        page->width = get_place(&r);
        page->height = get_place(&r);
        page->by_ocr = get_upto(&r, 1);
        page->n = get_count(&r, LIMIT_PAGE_WORDS);
        if (page->n > (r.end - r.p) / WORD_BYTES_LEAST || page->width < 0 || page->height < 0)
            return false;
        page->words = NEW_ARRAY(mem, PageWord, page->n);
        for (ptrdiff_t k = 0; k < page->n && !r.bad; k++)
            get_word(&r, &page->words[k]);
    }
    return whole(&r);
}

bool wire_read_options(Arena *mem, Str payload, WireOptions *out)
{
    Reader r = reader_of(payload);
    *out = (WireOptions){ 0 };
    out->ask = (WireAsk)get_upto(&r, ASKS - 1);
    out->cut = get_upto(&r, INT64_MAX);
    out->parse.max_rows = (ptrdiff_t)get_upto(&r, PTRDIFF_MAX);
    out->parse.mapping = get_mapping(mem, &r, &out->parse.n_mapped);
    out->parse.n_passwords = get_count(&r, PASSWORDS_MAX);
    Str *passwords = NEW_ARRAY(mem, Str, out->parse.n_passwords);
    for (ptrdiff_t i = 0; i < out->parse.n_passwords && !r.bad; i++)
        passwords[i] = get_text(&r);
    out->parse.passwords = passwords;
    out->parse.sheet = get_text(&r);
    out->parse.ocr = get_text(&r);
    out->parse.with_source = get_upto(&r, 1);
    return whole(&r);
}

bool wire_read_failure(Str payload, WireFailure *out)
{
    Reader r = reader_of(payload);
    out->code = (FailCode)get_upto(&r, FAIL_CODE_COUNT - 1);
    out->field = get_text(&r);
    out->detail = get_text(&r);
    out->internal = get_text(&r);
    return whole(&r) && out->code != NO_FAILURE;
}

bool wire_head(const unsigned char head[WIRE_HEAD_BYTES], WireKind *kind, ptrdiff_t *n)
{
    uint32_t length = 0;
    for (int i = 0; i < 4; i++)
        length |= (uint32_t)head[i] << 8 * i;
    *n = (ptrdiff_t)length;
    *kind = (WireKind)head[4];
    uint32_t max = *kind == WIRE_CELLS || *kind == WIRE_PAGES ? WIRE_CELLS_BYTES : WIRE_FRAME_MAX;
    return length <= max && head[4] >= WIRE_OPTIONS && head[4] < WIRE_KINDS;
}

/* --- copies --- */

void wire_copy_statement(Arena *mem, const Statement *from, Statement *to)
{
    *to = *from;
    for (ptrdiff_t i = 0; i < COUNT(statement_texts); i++)
        *(Str *)((char *)to + statement_texts[i]) =
            str_copy(mem, *text_at(from, statement_texts[i]));
    to->findings = NEW_ARRAY(mem, Finding, from->n_findings);
    for (ptrdiff_t i = 0; i < from->n_findings; i++) {
        const Finding *f = &from->findings[i];
        to->findings[i] = (Finding){ f->level,
                                     f->line,
                                     str_copy(mem, f->field),
                                     str_copy(mem, f->message),
                                     str_copy(mem, f->suggested_fix),
                                     f->page };
    }
    to->mapping = NEW_ARRAY(mem, Mapped, from->n_mapped);
    for (ptrdiff_t i = 0; i < from->n_mapped; i++) {
        const Mapped *m = &from->mapping[i];
        to->mapping[i] = (Mapped){ str_copy(mem, m->field), m->column, str_copy(mem, m->header),
                                   str_copy(mem, m->format) };
    }
}
