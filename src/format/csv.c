/* Delimited text files. */
#include "format/csv.h"

#include "table/cell.h"
#include "table/facts.h"
#include "text/codepage.h"
#include "text/csv.h"
#include "text/utf8.h"

#include <string.h>

enum {
    SNIFF_BYTES = 1 << 16,
    SNIFF_ROWS = 120,
    SHOWN_MAX = 40,
    PASSED_STEP = 8 << 20 /* how often the caller hears how far reading is */
};

typedef struct {
    CsvReader reader;
    TextEncoding encoding;
    bool plain; /* valid UTF-8 without NUL bytes: cells need no look at their bytes */
    Str text;
    ptrdiff_t skip; /* bytes of mark and "sep=" line */
    int64_t first_line;
    const ParseOptions *options;
    ptrdiff_t told;
} CsvState;

/* Without blanks at the ends, and without what spreadsheets put around digits: ="0012", '0012. */
static inline Str tidy_cell(Str s)
{
    while (s.n && ((unsigned char)s.p[0] <= ' '))
        s = str_n(s.p + 1, s.n - 1);
    while (s.n && ((unsigned char)s.p[s.n - 1] <= ' '))
        s.n--;
    if (!s.n)
        return s;
    if (((unsigned char)s.p[0] | (unsigned char)s.p[s.n - 1]) & 0x80)
        s = cell_trim(s);
    if (s.n > 3 && s.p[0] == '=' && s.p[1] == '"' && s.p[s.n - 1] == '"')
        return str_trim(str_part(s, 2, s.n - 1));
    if (s.n > 1 && s.p[0] == '\'' &&
        ((s.p[1] >= '0' && s.p[1] <= '9') || s.p[1] == '-' || s.p[1] == '+'))
        return str_part(s, 1, s.n);
    return s;
}

static Str without_zeros(Arena *mem, Str s)
{
    char *out = arena_alloc(mem, (size_t)s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i])
            out[n++] = s.p[i];
    return str_n(out, n);
}

/* A cell's bytes as UTF-8. */
static Str decode_cell(const CsvState *st, Arena *mem, Str s, TableRow *row)
{
    int64_t bad = 0;
    if (s.n && memchr(s.p, 0, (size_t)s.n)) {
        s = without_zeros(mem, s);
        row->zeros = true;
    }
    const TextEncoding *e = &st->encoding;
    if (e->encoding >= ENCODING_UTF16LE && e->encoding <= ENCODING_UTF32BE)
        return s; /* the text was decoded as a whole */
    if (e->bad_encoding >= 0 && !utf8_valid(s)) {
        row->bad_text = true;
        return codepage_decode(mem, e->bad_encoding, s, NULL);
    }
    Str text = codepage_decode(mem, e->encoding, s, &bad);
    row->bad_text |= bad > 0;
    return text;
}

static void tell_passed(CsvState *st)
{
    if (!st->options || !st->options->passed || st->reader.at - st->told < PASSED_STEP)
        return;
    bool own =
        st->encoding.encoding >= ENCODING_UTF16LE && st->encoding.encoding <= ENCODING_UTF32BE;
    st->told = st->reader.at;
    if (!own)
        st->options->passed(st->options->passed_state, st->told - PASSED_STEP / 2);
}

static bool refuse(Ctx *c, CsvResult result, int64_t line)
{
    char where[40];
    snprintf(where, sizeof where, "line %lld", (long long)line);
    if (result == CSV_TOO_WIDE)
        return fail(c, HOSTILE, where, "line %lld has more than %d columns; no statement has",
                    (long long)line, CSV_COLUMNS_MAX);
    return fail(c, TOO_LARGE, where, "line %lld is longer than %d bytes; no row of a statement is",
                (long long)line, CSV_RECORD_BYTES_MAX);
}

static bool csv_source_next(TableSource *source, Ctx *c, TableRow *row)
{
    CsvState *st = source->state;
    CsvRecord record;
    st->reader.mem = source->mem;
    CsvResult result = csv_next(&st->reader, &record);
    if (result == CSV_END)
        return false;
    if (result != CSV_RECORD)
        return refuse(c, result, record.line);
    *row = (TableRow){ .cells = record.cells,
                       .n = record.n,
                       .line = record.line,
                       .several_lines = record.several_lines,
                       .recovered = record.recovered,
                       .position = record.at };
    if (st->plain)
        for (int i = 0; i < record.n; i++)
            record.cells[i] = tidy_cell(record.cells[i]);
    else
        for (int i = 0; i < record.n; i++)
            record.cells[i] = tidy_cell(decode_cell(st, source->mem, record.cells[i], row));
    tell_passed(st);
    return true;
}

static void csv_source_seek(TableSource *source, int64_t position, int64_t line)
{
    CsvState *st = source->state;
    st->reader.at = (ptrdiff_t)position;
    st->reader.line = line;
}

/* "sep=;" and the like in the first line, as spreadsheets understand it. */
static char stated_delimiter(Str text, ptrdiff_t *skip)
{
    Str line = str_part(text, 0, 12);
    if (line.n < 5 || !str_eq_nocase(str_part(line, 0, 4), S("sep=")))
        return 0;
    ptrdiff_t i = 5;
    while (i < line.n && line.p[i] == '"')
        i++;
    if (i < line.n && line.p[i] != '\n' && line.p[i] != '\r')
        return 0;
    while (i < line.n && (line.p[i] == '\r' || line.p[i] == '\n'))
        if (line.p[i++] == '\n')
            break;
    *skip = i;
    return line.p[4];
}

typedef struct {
    int rows, usual_rows, usual; /* rows with the most frequent number of cells, that number */
    int data, names;
} Fit;

/* How well the text reads as a table in that dialect. */
static Fit fit_dialect(Reading *r, CsvState *st, Str text, CsvDialect dialect)
{
    Fit f = { 0 };
    int counts[CSV_COLUMNS_MAX + 1] = { 0 };
    ArenaMark mark = arena_mark(r->scratch);
    CsvReader reader = csv_reader(r->scratch, r->scratch, text, dialect);
    CsvRecord record;
    while (f.rows < SNIFF_ROWS && csv_next(&reader, &record) == CSV_RECORD) {
        TableRow row = { .cells = record.cells, .n = record.n, .line = record.line };
        for (int i = 0; i < record.n; i++)
            record.cells[i] = tidy_cell(decode_cell(st, r->scratch, record.cells[i], &row));
        if (row_blank(&row))
            continue;
        f.rows++;
        counts[record.n]++;
        if (record.n < 2 || record.n > 300)
            continue;
        f.data += row_is_data(r, &row);
        f.names += f.data == 0 && row_is_header(r, &row) ? row_header_score(r, &row).hits : 0;
    }
    for (int n = 2; n <= CSV_COLUMNS_MAX; n++)
        if (counts[n] > f.usual_rows) {
            f.usual_rows = counts[n];
            f.usual = n;
        }
    arena_reset(r->scratch, mark);
    return f;
}

static int64_t fit_score(const Fit *f)
{
    if (f->rows == 0 || f->usual == 0)
        return 0;
    int64_t even = 100 * f->usual_rows / f->rows;
    return 400 * f->data + 60 * f->names + even * 2 + (f->usual < 12 ? f->usual : 12);
}

static bool mostly_single_quoted(Str text)
{
    int64_t doubles = 0, singles = 0, cells = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        doubles += text.p[i] == '"';
        bool edge = text.p[i] == ',' || text.p[i] == ';' || text.p[i] == '\t' || text.p[i] == '\n';
        cells += edge;
        singles +=
            edge && i + 1 < text.n && text.p[i + 1] == '\'' && i > 0 && text.p[i - 1] == '\'';
    }
    return doubles == 0 && singles * 2 > cells;
}

static CsvDialect sniff(Reading *r, CsvState *st, Str text)
{
    static const char delimiters[] = { ',', ';', '\t', '|', '^', '~' };
    text = str_part(text, 0, SNIFF_BYTES);
    char quote = mostly_single_quoted(text) ? '\'' : '"';
    CsvDialect best = { ',', quote, false };
    int64_t best_score = -1;
    for (int wrapped = 0; wrapped <= 1; wrapped++)
        for (size_t i = 0; i < sizeof delimiters; i++) {
            CsvDialect d = { delimiters[i], quote, wrapped };
            Fit f = fit_dialect(r, st, text, d);
            int64_t score = fit_score(&f) - wrapped;
            if (score > best_score) {
                best_score = score;
                best = d;
            }
        }
    return best;
}

static Str past_mark(CsvState *st, Ctx *c, Str bytes)
{
    const TextEncoding *e = &st->encoding;
    Str text = str_part(bytes, e->mark_bytes, bytes.n);
    if (e->encoding < ENCODING_UTF16LE || e->encoding > ENCODING_UTF32BE)
        return bytes;
    return codepage_decode(c->mem, e->encoding, text, NULL);
}

/* Whether all of the file is UTF-8 without NUL bytes, looked at in steps so that the caller can
 * give their memory back. */
static bool plain_utf8(Str bytes, const ParseOptions *o, TextEncoding *out)
{
    bool mark = str_starts(bytes, S("\xEF\xBB\xBF"));
    for (ptrdiff_t at = 0; at < bytes.n;) {
        ptrdiff_t to = bytes.n - at > PASSED_STEP ? at + PASSED_STEP : bytes.n;
        while (to < bytes.n && ((unsigned char)bytes.p[to] & 0xC0) == 0x80)
            to++;
        Str step = str_part(bytes, at, to);
        if (!utf8_valid(step) || memchr(step.p, 0, (size_t)step.n))
            return false;
        at = to;
        if (o && o->passed && at < bytes.n)
            o->passed(o->passed_state, at);
    }
    *out = (TextEncoding){
        .encoding = ENCODING_UTF8, .mark_bytes = mark ? 3 : 0, .bad_encoding = -1, .certain = true
    };
    return true;
}

bool csv_open(Ctx *c, Str bytes, const ParseOptions *o, TableSource *out)
{
    CsvState *st = NEW(c->mem, CsvState);
    Arena *scratch = arena_new("csv sniffing", (size_t)64 << 20);
    Reading r = { .c = c, .scratch = scratch, .words = words_load() };
    r.dates = (WordsOfDates){ r.words, scratch };
    if (!plain_utf8(bytes, o, &st->encoding))
        st->encoding = codepage_detect(scratch, bytes, words_known, &r.dates);
    st->text = past_mark(st, c, bytes);
    st->skip = st->text.p == bytes.p ? st->encoding.mark_bytes : 0;
    st->plain = st->encoding.encoding == ENCODING_UTF8 && st->encoding.bad_encoding < 0 &&
                !st->encoding.has_zero;
    st->options = o;
    st->first_line = 1;
    Str body = str_part(st->text, st->skip, st->text.n);
    ptrdiff_t sep = 0;
    char stated = stated_delimiter(body, &sep);
    CsvDialect dialect = { stated, '"', false };
    body = str_part(body, sep, body.n);
    if (!stated)
        dialect = sniff(&r, st, body);
    arena_free(scratch);
    st->reader = csv_reader(c->mem, c->mem, st->text, dialect);
    st->reader.at = st->skip + sep;
    st->reader.line = stated ? 2 : 1;
    *out = (TableSource){ .state = st,
                          .mem = c->mem,
                          .next = csv_source_next,
                          .seek = csv_source_seek,
                          .format = S("csv"),
                          .encoding = codepage_name(st->encoding.encoding),
                          .delimiter = str_fmt(c->mem, "%c", dialect.delimiter) };
    bool odd = st->encoding.encoding >= ENCODING_UTF16LE &&
               st->encoding.encoding <= ENCODING_UTF16BE && (bytes.n - st->encoding.mark_bytes) % 2;
    out->damaged = odd ? "the file ends in the middle of a character" : NULL;
    return !failed(c);
}

typedef struct {
    Str bytes;
    const ParseOptions *options;
} CsvBook;

static bool open_only(Workbook *book, Ctx *c, ptrdiff_t sheet, bool exact, TableSource *out)
{
    const CsvBook *b = book->state;
    (void)sheet;
    (void)exact;
    return csv_open(c, b->bytes, b->options, out);
}

bool csv_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    CsvBook *b = NEW(c->mem, CsvBook);
    *b = (CsvBook){ bytes, o };
    *out = (Workbook){ .state = b, .sheets = NEW(c->mem, Sheet), .n = 1, .open = open_only };
    return true;
}
