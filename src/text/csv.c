/* Delimited text into records. The common line, without quotes, is cut in one pass over it. */
#include "text/csv.h"

#include <string.h>

/* After so many records with a quote that never closes, quotes mean nothing in this file: looking
 * for the end of each would take time in proportion to lines times CSV_RECORD_BYTES_MAX. */
enum { RECOVERED_MAX = 64 };

CsvReader csv_reader(Arena *keep, Arena *mem, Str text, CsvDialect dialect)
{
    CsvReader r = { .text = text, .dialect = dialect, .mem = mem, .line = 1 };
    r.cells = NEW_ARRAY(keep, Str, CSV_COLUMNS_MAX);
    return r;
}

/* Eight bytes at a time (Mycroft's test): whether a byte of `word` equals the byte spread over
 * `pattern`. False positives only above a true one, so "none" is exact. */
static inline uint64_t has_byte(uint64_t word, uint64_t pattern)
{
    uint64_t x = word ^ pattern;
    return (x - 0x0101010101010101u) & ~x & 0x8080808080808080u;
}

static inline uint64_t spread(char ch)
{
    return 0x0101010101010101u * (unsigned char)ch;
}

/* The first byte at or after p that is the delimiter, the quote, CR or LF; end if none. */
static inline const char *find_special(const char *p, const char *end, const CsvDialect *d)
{
    const uint64_t a = spread(d->delimiter), q = spread(d->quote ? d->quote : '\n');
    const uint64_t n = spread('\n'), c = spread('\r');
    while (end - p >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        uint64_t hit =
            has_byte(word, a) | has_byte(word, q) | has_byte(word, n) | has_byte(word, c);
        if (hit)
            return p + (__builtin_ctzll(hit) >> 3);
        p += 8;
    }
    for (; p < end; p++)
        if (*p == d->delimiter || *p == '\n' || *p == '\r' || (d->quote && *p == d->quote))
            return p;
    return end;
}

/* Past the line end that begins at p: LF, CR LF, CR CR LF, CR. */
static const char *past_line_end(const char *p, const char *end)
{
    if (*p == '\n')
        return p + 1;
    if (end - p >= 2 && p[1] == '\n')
        return p + 2;
    if (end - p >= 3 && p[1] == '\r' && p[2] == '\n')
        return p + 3;
    return p + 1;
}

int64_t csv_count_lines(Str text)
{
    const char *p = text.p, *end = text.p + text.n;
    int64_t n = 0;
    while (p < end) {
        while (p < end && *p != '\n' && *p != '\r')
            p++;
        n++;
        if (p < end)
            p = past_line_end(p, end);
    }
    return n;
}

/* A cell being read; next is where reading goes on. */
typedef struct {
    Str value;
    const char *next;    /* at the delimiter, the line end or the end */
    bool closed;         /* a quoted cell found its end */
    bool literal_inside; /* a quote inside that nobody escaped */
    bool lines;          /* a line end inside */
} Cell;

/* A blank beside a quoted cell, which is no part of it. */
static bool is_outer_blank(const CsvReader *r, char ch)
{
    return (ch == ' ' || ch == '\t') && r->dialect.delimiter != ch;
}

/* Whether the quote at p may end a cell: behind it, blanks aside, comes what ends cells. */
static bool quote_closes(const CsvReader *r, const char *p, const char *end)
{
    p++;
    while (p < end && is_outer_blank(r, *p))
        p++;
    return p == end || *p == r->dialect.delimiter || *p == '\n' || *p == '\r';
}

static Str without_doubled_quotes(CsvReader *r, const char *from, const char *to)
{
    char quote = r->dialect.quote;
    char *out = arena_alloc(r->mem, (size_t)(to - from));
    ptrdiff_t n = 0;
    for (const char *p = from; p < to; p++) {
        out[n++] = *p;
        if (*p == quote && p + 1 < to && p[1] == quote)
            p++;
    }
    return str_n(out, n);
}

/* A quoted cell whose opening quote stands at p. */
static Cell read_quoted(CsvReader *r, const char *p, const char *end)
{
    Cell cell = { 0 };
    char quote = r->dialect.quote;
    const char *from = p + 1,
               *limit = end - from > CSV_RECORD_BYTES_MAX ? from + CSV_RECORD_BYTES_MAX : end;
    bool doubled = false;
    for (p = from; p < limit; p++) {
        p = memchr(p, quote, (size_t)(limit - p));
        if (!p)
            return cell;
        bool pair = p + 1 < end && p[1] == quote;
        /* `"a""` at the end of a cell: the pair is a quote and the end of the cell is missing, or
           an empty text in quotes; the doubled reading is the standard's and goes first. */
        if (pair) {
            doubled = true;
            p++;
        } else if (quote_closes(r, p, end)) {
            cell.closed = true;
            break;
        } else {
            cell.literal_inside = true;
        }
    }
    if (!cell.closed)
        return cell;
    cell.lines = memchr(from, '\n', (size_t)(p - from)) || memchr(from, '\r', (size_t)(p - from));
    cell.value = doubled ? without_doubled_quotes(r, from, p) : str_n(from, p - from);
    for (p++; p < end && is_outer_blank(r, *p); p++)
        ;
    cell.next = p;
    return cell;
}

static Cell read_plain(const CsvReader *r, const char *p, const char *end)
{
    CsvDialect unquoted = r->dialect;
    unquoted.quote = 0;
    const char *stop = find_special(p, end, &unquoted);
    return (Cell){ .value = str_n(p, stop - p), .next = stop };
}

/* What became of a try to read a record. */
typedef struct {
    int n;
    const char *next; /* the next record's first byte */
    bool suspicious;  /* a quote that is never closed, or one that closes oddly far below */
    bool lines;
    bool too_wide;
} Try;

/* Reads one record from p; with plain set, quotes are ordinary characters. */
static Try try_record(CsvReader *r, const char *p, const char *end, bool plain)
{
    Try t = { 0 };
    char quote = r->dialect.quote;
    for (;;) {
        const char *begin = p;
        while (quote && begin < end && is_outer_blank(r, *begin))
            begin++;
        bool quoted = quote && !plain && begin < end && *begin == quote;
        Cell cell = quoted ? read_quoted(r, begin, end) : read_plain(r, p, end);
        if (quoted && !cell.closed) {
            t.suspicious = true;
            return t;
        }
        t.suspicious |= cell.lines && cell.literal_inside;
        t.lines |= cell.lines;
        t.too_wide |= t.n == CSV_COLUMNS_MAX;
        if (t.n < CSV_COLUMNS_MAX)
            r->cells[t.n++] = cell.value;
        p = cell.next;
        if (p == end || *p != r->dialect.delimiter)
            break;
        p++;
    }
    t.next = p < end ? past_line_end(p, end) : end;
    return t;
}

/* The opening quotes of recovered cells are dropped: `"Shop,-1.00` is Shop. */
static void drop_lone_quotes(CsvReader *r, int n)
{
    for (int i = 0; i < n; i++) {
        Str s = str_trim(r->cells[i]);
        if (s.n > 0 && s.p[0] == r->dialect.quote) {
            s = str_part(s, 1, s.n);
            if (s.n > 0 && s.p[s.n - 1] == r->dialect.quote)
                s.n--;
            r->cells[i] = s;
        }
    }
}

/* The line as a table of its own: "a,b,""c d""" read again as a,b,"c d". */
static void unwrap(CsvReader *r, Try *t)
{
    if (!r->dialect.wrapped || t->n != 1 || r->cells[0].n == 0)
        return;
    Str inner = r->cells[0];
    CsvReader nested = *r;
    nested.dialect.wrapped = false;
    Try again = try_record(&nested, inner.p, inner.p + inner.n, false);
    if (again.suspicious)
        again = try_record(&nested, inner.p, inner.p + inner.n, true);
    t->n = again.n;
    t->too_wide = again.too_wide;
}

/* A record that needs the full rules: it holds a quote, or the fast cut met something odd. */
static Try read_record(CsvReader *r, const char *p, const char *end, bool *recovered)
{
    if (r->recovered == RECOVERED_MAX) {
        *recovered = true;
        Try plain = try_record(r, p, end, true);
        drop_lone_quotes(r, plain.n);
        return plain;
    }
    Try t = try_record(r, p, end, false);
    bool wrong_width = t.lines && r->expected > 1 && t.n != r->expected;
    if (!t.suspicious && !wrong_width)
        return t;
    int n = t.n;
    Try plain = try_record(r, p, end, true);
    if (t.suspicious || plain.n == r->expected) {
        drop_lone_quotes(r, plain.n);
        *recovered = true;
        r->recovered++;
        return plain;
    }
    t = try_record(r, p, end, false);
    t.n = n;
    return t;
}

/* Cuts a line that has no quote in it; false, with nothing settled, when it has one. */
static bool cut_line(CsvReader *r, const char *p, const char *end, Try *t)
{
    const CsvDialect d = r->dialect;
    Str *cells = r->cells;
    int n = 0;
    for (;;) {
        const char *stop = find_special(p, end, &d);
        if (stop < end && *stop == d.quote && d.quote)
            return false;
        if (n == CSV_COLUMNS_MAX) {
            t->too_wide = true;
            n--;
        }
        cells[n++] = str_n(p, stop - p);
        p = stop;
        if (p == end || *p != d.delimiter)
            break;
        p++;
    }
    t->n = n;
    t->next = p < end ? past_line_end(p, end) : end;
    return true;
}

CsvResult csv_next(CsvReader *r, CsvRecord *out)
{
    if (r->at >= r->text.n)
        return CSV_END;
    const char *begin = r->text.p + r->at, *end = r->text.p + r->text.n;
    *out = (CsvRecord){ .cells = r->cells, .line = r->line, .at = r->at };
    Try t = { 0 };
    if (!cut_line(r, begin, end, &t)) {
        t = read_record(r, begin, end, &out->recovered);
        unwrap(r, &t);
    }
    if (t.next - begin > CSV_RECORD_BYTES_MAX + 4)
        return CSV_TOO_LONG;
    if (t.too_wide)
        return CSV_TOO_WIDE;
    out->n = t.n;
    out->several_lines = t.lines && !out->recovered;
    r->line += out->several_lines ? csv_count_lines(str_n(begin, t.next - begin)) : 1;
    r->at = t.next - r->text.p;
    return CSV_RECORD;
}
