/* Samples. */
#include "import/sample.h"

#include "sandbox/sandbox.h"
#include "text/fold.h"
#include "text/jsonout.h"
#include "text/utf8.h"

#include <unistd.h>

enum {
    LOOK_BYTES = 64 << 10,
    LOOK_ROWS = 200,
    SHOWN_ROWS = 40,
    SHOWN_COLUMNS = 60,
    SHOWN_CELL = 200,
    HEADER_WITHIN = 30,
    JSON_BYTES = 1 << 20,
    FORM_MAX = 24,
    CONTAINED_ROW_BYTES = 60,
    MARK_WITHIN = 1024
};

/* --- reading --- */

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

static Str cell_at(const CellSheet *s, ptrdiff_t row, int32_t column)
{
    if (column >= s->widths[row] || !s->rows[row][column].p)
        return S("");
    return s->rows[row][column];
}

/* The first row of the usual width without figures, with words in half of its cells at least. */
static ptrdiff_t header_row(const CellSheet *s, int32_t width)
{
    for (ptrdiff_t i = 0; i < s->n_rows && i < HEADER_WITHIN; i++) {
        int32_t words = 0;
        bool figures = false;
        for (int32_t k = 0; s->widths[i] == width && k < width; k++) {
            figures |= has_digit(cell_at(s, i, k));
            words += cell_at(s, i, k).n > 0;
        }
        if (!figures && 2 * words >= width && words > 1)
            return i;
    }
    return -1;
}

/* "9.9.9" of 31.12.2024, "9-9-9" of 2024-01-31 with y in front; none when it is no date. */
static Str date_form(Arena *mem, Str cell)
{
    Buf b = buf_new(mem, FORM_MAX);
    int groups = 0, digits = 0;
    cell = str_trim(cell);
    for (ptrdiff_t i = 0; i < cell.n && cell.n <= 10; i++) {
        bool digit = cell.p[i] >= '0' && cell.p[i] <= '9';
        if (!digit && cell.p[i] != '.' && cell.p[i] != '/' && cell.p[i] != '-')
            return (Str){ 0 };
        digits += digit;
        bool begins = digit && (i == 0 || cell.p[i - 1] < '0' || cell.p[i - 1] > '9');
        groups += begins;
        if (begins || !digit)
            buf_char(&b, digit ? '9' : cell.p[i]);
    }
    bool year_first = cell.n >= 5 && (cell.p[4] == '-' || cell.p[4] == '/' || cell.p[4] == '.');
    if (groups != 3 || digits < 4)
        return (Str){ 0 };
    return year_first ? str_fmt(mem, "y%.*s", STR_ARG(buf_str(&b))) : buf_str(&b);
}

/* The decimal mark a figure shows: the last of point and comma with one or two digits behind; 0:
 * none. */
static char decimal_mark(Str cell)
{
    for (ptrdiff_t i = cell.n - 1; i >= 0; i--)
        if (cell.p[i] == ',' || cell.p[i] == '.') {
            ptrdiff_t behind = 0;
            while (i + 1 + behind < cell.n && cell.p[i + 1 + behind] >= '0' &&
                   cell.p[i + 1 + behind] <= '9')
                behind++;
            return behind == 1 || behind == 2 ? cell.p[i] : 0;
        }
    return 0;
}

static bool is_figure(Str cell)
{
    ptrdiff_t digits = 0, letters = 0;
    for (ptrdiff_t i = 0; i < cell.n; i++) {
        char ch = cell.p[i];
        digits += ch >= '0' && ch <= '9';
        letters += (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
    }
    return digits && letters <= 3 && cell.n <= 24 && digits * 3 >= cell.n;
}

typedef struct {
    Str name; /* folded */
    char kind;
} Kind;

typedef struct {
    char mark;
    Str form;
} Locale;

static char kind_of(Arena *mem, const Sample *s, ptrdiff_t from, int32_t column, Locale *l)
{
    int dates = 0, figures = 0, filled = 0;
    for (ptrdiff_t i = from; i < s->sheet->n_rows; i++) {
        Str cell = s->sheet->widths[i] == s->n ? cell_at(s->sheet, i, column) : S("");
        if (!cell.n)
            continue;
        ArenaMark mark = arena_mark(mem); /* there may be millions of cells */
        Str form = date_form(mem, cell);
        bool is_date = form.n > 0, is_first = is_date && !l->form.n;
        filled++;
        dates += is_date;
        figures += !is_date && is_figure(cell);
        if (is_first)
            l->form = form;
        else
            arena_reset(mem, mark);
        if (!is_date && !l->mark && is_figure(cell))
            l->mark = decimal_mark(cell);
    }
    return !filled ? '-' : dates * 2 > filled ? 'd' : figures * 2 > filled ? 'n' : 't';
}

/* The kinds in the order of the columns' names, so that columns may change places. */
static Str locale_of(Arena *mem, const Sample *s, ptrdiff_t from)
{
    Kind *kinds = NEW_ARRAY(mem, Kind, s->n);
    Locale l = { 0 };
    for (int32_t k = 0; k < s->n; k++) {
        Kind one = { s->header ? text_fold(mem, str_trim(s->header[k])) : S(""),
                     kind_of(mem, s, from, k, &l) };
        int32_t at = k;
        for (; s->header && at > 0 && str_cmp(kinds[at - 1].name, one.name) > 0; at--)
            kinds[at] = kinds[at - 1];
        kinds[at] = one;
    }
    Buf b = buf_new(mem, s->n + FORM_MAX + 8);
    for (int32_t k = 0; k < s->n; k++)
        buf_char(&b, kinds[k].kind);
    buf_fmt(&b, " %c%.*s", l.mark ? l.mark : '?', STR_ARG(l.form.n ? l.form : S("?")));
    return buf_str(&b);
}

static void know(Arena *mem, Sample *s)
{
    s->n = usual_width(s->sheet);
    ptrdiff_t row = header_row(s->sheet, s->n);
    s->header = row >= 0 ? s->sheet->rows[row] : NULL;
    if (s->n < 1)
        return;
    s->locale = locale_of(mem, s, row + 1);
    uint64_t hash = (uint64_t)s->n * 0x9e3779b97f4a7c15u;
    for (int32_t k = 0; s->header && k < s->n; k++)
        hash += str_hash(text_fold(mem, str_trim(cell_at(s->sheet, row, k)))) | 1;
    if (!s->header)
        hash += str_hash(str_part(s->locale, 0, s->n));
    s->hash = (int64_t)(hash >> 1);
}

typedef enum { LINES, CONTAINER, PAGES } Body;

/* Containers and pages cannot be cut. */
static Body body_of(int fd)
{
    char b[MARK_WITHIN];
    ssize_t n = pread(fd, b, sizeof b, 0);
    Str head = str_n(b, n > 0 ? (ptrdiff_t)n : 0);
    if (str_find(head, S("%PDF-"), 0) >= 0)
        return PAGES;
    return str_starts(head, S("PK")) || (head.n && (unsigned char)head.p[0] == 0xD0) ? CONTAINER
                                                                                     : LINES;
}

/* Rows with a day and a figure beside it: those of a cover sheet have none. */
static int movements(Arena *mem, const CellSheet *s)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s->n_rows; i++) {
        bool day = false, figure = false;
        for (int32_t k = 0; k < s->widths[i]; k++) {
            Str cell = cell_at(s, i, k);
            ArenaMark mark = arena_mark(mem);
            bool is_day = date_form(mem, cell).n > 0;
            arena_reset(mem, mark);
            day |= is_day;
            figure |= !is_day && is_figure(cell);
        }
        n += day && figure;
    }
    return n;
}

/* The wanted one; else the first that is shown and has movements, as the reader of workbooks takes
 * it; else the first that holds anything. */
static const CellSheet *sheet_read(Arena *mem, const CellSet *cells, Str wanted)
{
    const CellSheet *any = NULL;
    for (ptrdiff_t i = 0; i < cells->n; i++) {
        const CellSheet *s = &cells->sheets[i];
        bool shown = str_eq(s->state, S("visible"));
        if (wanted.n ? str_eq(s->name, wanted) : shown && movements(mem, s) > 0)
            return s;
        if (!any && s->n_rows > 0)
            any = s;
    }
    return wanted.n ? NULL : any;
}

/* About the bytes that its rows take in a text file. */
static int64_t bytes_of(const CellSheet *s)
{
    int64_t bytes = 1;
    for (ptrdiff_t i = 0; i < s->n_rows; i++)
        for (int32_t k = 0; k < s->widths[i]; k++)
            bytes += s->rows[i][k].n + 1;
    return bytes;
}

/* A file whose beginning cannot be shown may still be read, or will say itself why not. */
static bool look_at(Ctx *c, int fd, const ParseOptions *o, Str sheet, bool cut, Sample *out)
{
    ParseOptions look = *o;
    look.max_rows = LOOK_ROWS;
    look.ocr = (Str){ 0 }; /* it takes seconds a page, and no two scans have the same names */
    look.sheet = sheet;
    if (!sandbox_cells(c, fd, &look, cut ? LOOK_BYTES : 0, &out->cells)) {
        bool ours = fail_status(c->failure.code) >= 500;
        if (!ours)
            fail_clear(c);
        out->cells = (CellSet){ 0 };
        return !ours;
    }
    out->sheet = sheet_read(c->mem, &out->cells, o->sheet);
    return true;
}

bool sample_read(Ctx *c, int fd, const Import *imp, const ParseOptions *o, Sample *out)
{
    Body body = body_of(fd);
    bool cut = body == LINES;
    *out = (Sample){ .is_paged = body == PAGES };
    /* All sheets are listed, whichever is wanted; where that fails, the wanted one alone. */
    bool fine = look_at(c, fd, o, (Str){ 0 }, cut, out);
    if (fine && o->sheet.n && !out->sheet)
        fine = look_at(c, fd, o, o->sheet, cut, out);
    if (!fine || !out->sheet || !out->sheet->n_rows)
        return fine;
    know(c->mem, out);
    out->expected = body == PAGES ? out->sheet->n_rows
                    : cut         ? imp->file_size * out->sheet->n_rows / bytes_of(out->sheet)
                                  : imp->file_size / CONTAINED_ROW_BYTES;
    return true;
}

/* --- showing --- */

Str sample_json(Arena *mem, const Sample *s)
{
    Buf b = buf_new(mem, JSON_BYTES);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t r = 0; s->sheet && r < s->sheet->n_rows && r < SHOWN_ROWS; r++) {
        json_open_array(&w);
        for (int32_t k = 0; k < s->sheet->widths[r] && k < SHOWN_COLUMNS; k++)
            json_string(&w, utf8_prefix(cell_at(s->sheet, r, k), SHOWN_CELL));
        json_close_array(&w);
    }
    json_close_array(&w);
    return !b.full && s->sheet ? buf_str(&b) : (Str){ 0 };
}

Str sample_sheets_json(Arena *mem, const Sample *s)
{
    Buf b = buf_new(mem, JSON_BYTES);
    JsonWriter w = { .out = &b };
    if (s->cells.n < 1 || s->is_paged)
        return (Str){ 0 };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < s->cells.n; i++) {
        const CellSheet *sheet = &s->cells.sheets[i];
        json_open_object(&w);
        json_name(&w, S("name"));
        json_string(&w, sheet->name);
        json_name(&w, S("state"));
        json_string(&w, sheet->state.n ? sheet->state : S("visible"));
        json_name(&w, S("rows"));
        json_int64(&w, sheet->n_rows);
        json_close_object(&w);
    }
    json_close_array(&w);
    return b.full ? (Str){ 0 } : buf_str(&b);
}

/* --- comparing --- */

bool sample_agrees(Str a, Str b, bool kinds)
{
    ptrdiff_t x = str_find(a, S(" "), 0), y = str_find(b, S(" "), 0);
    if (x < 0 || y < 0)
        return true;
    if (kinds) {
        for (ptrdiff_t i = 0; x == y && i < x; i++)
            if (a.p[i] != b.p[i] && a.p[i] != '-' && b.p[i] != '-')
                return false;
        return x == y;
    }
    Str p = str_part(a, x + 1, a.n), q = str_part(b, y + 1, b.n);
    bool mark = !p.n || !q.n || p.p[0] == q.p[0] || p.p[0] == '?' || q.p[0] == '?';
    Str form = str_part(p, p.n > 0, p.n), other = str_part(q, q.n > 0, q.n);
    return mark && (str_eq(form, other) || str_eq(form, S("?")) || str_eq(other, S("?")));
}

int sample_column_at(Arena *mem, const Sample *s, Str header, int64_t column)
{
    bool there =
        s->header && column >= 0 && column < s->n &&
        str_eq(text_fold(mem, str_trim(s->header[column])), text_fold(mem, str_trim(header)));
    return there ? (int)column : sample_column(mem, s, header);
}

int sample_column(Arena *mem, const Sample *s, Str header)
{
    Str wanted = text_fold(mem, str_trim(header));
    for (int32_t k = 0; s->header && k < s->n; k++)
        if (str_eq(text_fold(mem, str_trim(s->header[k])), wanted))
            return k;
    return -1;
}

/* --- types --- */

int32_t sample_confidence(Str format, const Sample *s)
{
    if (!str_eq(format, S("csv")) || s->is_paged)
        return 990000; /* it says itself what it is */
    return s->header && s->n > 2 ? 970000 : s->n > 1 ? 900000 : 600000;
}

Str sample_name_remark(Arena *mem, Str filename, Str format)
{
    static const struct {
        const char *ending, *formats;
    } known[] = {
        { "csv", "csv" },           { "tsv", "csv" },         { "xlsx", "xlsx" },
        { "xls", "xls" },           { "ods", "ods" },         { "pdf", "pdf" },
        { "ofx", "ofx qfx" },       { "qfx", "ofx qfx" },     { "qif", "qif" },
        { "mt940", "mt940 mt942" }, { "sta", "mt940 mt942" }, { "bai", "bai2" },
        { "bai2", "bai2" },         { "json", "json" },
    };
    ptrdiff_t dot = filename.n;
    while (dot > 0 && filename.p[dot - 1] != '.')
        dot--;
    Str ending = text_fold(mem, str_part(filename, dot, filename.n));
    for (ptrdiff_t i = 0; dot > 0 && format.n && i < COUNT(known); i++)
        if (str_eq(ending, str_of(known[i].ending)) &&
            str_find(str_of(known[i].formats), format, 0) < 0)
            return str_fmt(mem,
                           "The file is named .%.*s and holds %.*s; it was read by its content",
                           STR_ARG(ending), STR_ARG(format));
    return (Str){ 0 };
}
