/* Files that are sheets of cells: which of them hold statements. */
#include "table/workbook.h"

#include "statement/words.h"
#include "table/day_numbers.h"
#include "table/table.h"
#include "table/facts.h"
#include "text/number.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    LOOK_ROWS = 2000, /* of each sheet, to know what it is */
    LOOK_BYTES = 64 << 20,
    SIGNATURES_MAX = 1 << 16,
    CELLS_MAX = 4 << 20, /* as many as cross the border of the sandbox */
    REPEATED_PERCENT = 80
};

static const Str state_words[] = { S_INIT("visible"), S_INIT("hidden"), S_INIT("veryHidden") };

/* What a sheet is, seen from its first rows. */
typedef struct {
    ptrdiff_t sheet;
    int data;      /* rows with a date, a figure and more */
    bool named;    /* a line names a date and an amount */
    bool repeated; /* its rows stand in a sheet that is read */
    bool read;
    uint64_t *rows; /* of each row of data what tells it from others */
    ptrdiff_t n_rows;
} Look;

static bool find_sheet(Ctx *c, const Workbook *book, Str name, ptrdiff_t *out)
{
    for (ptrdiff_t i = 0; i < book->n; i++)
        if (str_eq(book->sheets[i].name, name)) {
            *out = i;
            return true;
        }
    for (ptrdiff_t i = 0; i < book->n; i++)
        if (str_eq_nocase(str_trim(book->sheets[i].name), str_trim(name))) {
            *out = i;
            return true;
        }
    Buf names = buf_new(c->mem, 600);
    for (ptrdiff_t i = 0; i < book->n && !names.full; i++)
        buf_fmt(&names, "%s%.*s", i ? ", " : "", STR_ARG(text_shown(book->sheets[i].name)));
    return fail(c, INVALID, "sheet", "the file has no sheet \"%.*s\"; it has: %.*s",
                STR_ARG(text_shown(name)), STR_ARG(buf_str(&names)));
}

/* Date, longest text and figures of a row as a number; 0: no row of data. */
static uint64_t signature(Reading *r, const TableRow *row, int *filled)
{
    Str longest = { 0 };
    uint64_t figures = 0;
    NumberText n;
    *filled = 0;
    for (int i = 0; i < row->n; i++) {
        Str cell = row->cells[i];
        *filled += cell.n > 0;
        if (number_read(cell, &n) && (n.point.scale || n.comma.scale))
            figures += str_hash(cell);
        else if (cell.n > longest.n && cell_type(row, i) == CELL_TEXT)
            longest = cell;
    }
    if (!row_is_data(r, row))
        return 0;
    for (int i = 0; i < row->n; i++)
        if (cell_type(row, i) == CELL_DATE) {
            figures ^= str_hash(str_part(row->cells[i], 0, DATE_TEXT)) * 31;
            break;
        }
    uint64_t h = str_hash(longest) * 31 + figures;
    return h ? h : 1;
}

static void look_at_rows(Reading *r, TableSource *source, Look *look)
{
    TableRow row;
    look->rows = NEW_ARRAY(r->c->mem, uint64_t, LOOK_ROWS);
    for (int i = 0; i < LOOK_ROWS && source->next(source, r->c, &row); i++) {
        int filled;
        uint64_t h = signature(r, &row, &filled);
        if (h && filled >= 3) {
            look->rows[look->n_rows++] = h;
            look->data++;
        } else if (row_is_header(r, &row)) {
            HeaderScore score = row_header_score(r, &row);
            look->named |= score.date && score.amount;
        }
        if (arena_used(r->scratch) > LOOK_BYTES / 2)
            break;
    }
}

/* The rows of a sheet as they are read for statements. CSV says nothing of its cells. */
static bool open_sheet(Ctx *c, Workbook *book, ptrdiff_t sheet, TableSource *out)
{
    if (!book->open(book, c, sheet, false, out))
        return false;
    if (book->sheets[sheet].name.n)
        *out = day_numbers(c, out, book->from_1904);
    return true;
}

static bool look_at(Ctx *c, Workbook *book, Look *look)
{
    TableSource source;
    Arena *scratch = arena_new("sheet look", LOOK_BYTES);
    Reading r = { .c = c, .scratch = scratch, .words = words_load() };
    r.dates = (WordsOfDates){ r.words, scratch };
    bool opened = open_sheet(c, book, look->sheet, &source);
    if (opened) {
        source.mem = scratch;
        look_at_rows(&r, &source, look);
    }
    arena_free(scratch);
    return !failed(c);
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool holds_hash(const uint64_t *sorted, ptrdiff_t n, uint64_t h)
{
    return n && bsearch(&h, sorted, (size_t)n, sizeof h, compare_hashes);
}

/* A sheet of all months beside one of each month: the greatest is read, and those whose rows it has
 * are not read again. */
static void find_repeated(Ctx *c, Look *looks, ptrdiff_t n)
{
    uint64_t *seen = NEW_ARRAY(c->mem, uint64_t, SIGNATURES_MAX);
    ptrdiff_t n_seen = 0;
    for (ptrdiff_t round = 0; round < n; round++) {
        Look *next = NULL;
        for (ptrdiff_t i = 0; i < n; i++)
            if (looks[i].read && !looks[i].repeated && looks[i].n_rows > 0 &&
                (!next || looks[i].n_rows > next->n_rows) && looks[i].data > 0)
                next = &looks[i];
        if (!next)
            return;
        ptrdiff_t known = 0;
        for (ptrdiff_t i = 0; i < next->n_rows; i++)
            known += holds_hash(seen, n_seen, next->rows[i]);
        next->data = -next->data; /* judged */
        next->repeated = known * 100 >= next->n_rows * REPEATED_PERCENT && known > 0;
        for (ptrdiff_t i = 0; !next->repeated && i < next->n_rows && n_seen < SIGNATURES_MAX; i++)
            seen[n_seen++] = next->rows[i];
        qsort(seen, (size_t)n_seen, sizeof *seen, compare_hashes);
    }
}

/* Sheets with a line of names and rows; else those with rows; else those with a line of names. */
static void choose(Ctx *c, const Workbook *book, Look *looks)
{
    bool full = false, rows = false;
    for (ptrdiff_t i = 0; i < book->n; i++) {
        full |= looks[i].named && looks[i].data;
        rows |= looks[i].data > 1;
    }
    for (ptrdiff_t i = 0; i < book->n; i++) {
        Look *k = &looks[i];
        k->read = full ? k->data > 0 && (k->named || k->data > 1) : rows ? k->data > 1 : k->named;
    }
    find_repeated(c, looks, book->n);
    for (ptrdiff_t i = 0; i < book->n; i++)
        looks[i].read = looks[i].read && !looks[i].repeated;
}

/* Hands statements on with what only the workbook knows. */
typedef struct {
    Ctx *c;
    const Workbook *book;
    const StatementSink *sink;
    Str left; /* words on sheets that were not read; said once */
    bool told;
    int statements; /* of the sheet that is read */
} Passing;

static Statement with_book(const Passing *p, const Statement *s)
{
    Statement copy = *s;
    copy.is_protected = p->book->is_protected;
    copy.password = p->book->password;
    return copy;
}

static bool pass_begin(void *state, const Statement *s)
{
    Passing *p = state;
    Statement copy = with_book(p, s);
    return !p->sink->begin || p->sink->begin(p->sink->state, &copy);
}

static bool pass_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Passing *p = state;
    return !p->sink->rows || p->sink->rows(p->sink->state, rows, n);
}

static bool pass_end(void *state, const Statement *s)
{
    Passing *p = state;
    Statement copy = with_book(p, s);
    p->statements++;
    if (p->book->left_out && !p->told)
        finding_add(p->c->mem, &copy,
                    (FindingAt){ FINDING_WARNING, 0, NULL,
                                 "divide the file, or save those sheets by themselves" },
                    "the file has %lld sheets more than the %lld that are looked at: rows on them "
                    "are missing",
                    (long long)p->book->left_out, (long long)p->book->n);
    if (p->left.n && !p->told)
        finding_add(p->c->mem, &copy, (FindingAt){ FINDING_INFO, 0, NULL, NULL }, "%.*s",
                    STR_ARG(p->left));
    p->told = true;
    return !p->sink->end || p->sink->end(p->sink->state, &copy);
}

static void name_sheets(Buf *b, const Workbook *book, const Look *looks, bool read)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < book->n; i++) {
        if (looks[i].read != read)
            continue;
        const Sheet *s = &book->sheets[i];
        const char *why = read                ? ""
                          : s->state          ? " (hidden)"
                          : looks[i].repeated ? " (its rows stand in another sheet)"
                                              : " (no table of transactions)";
        buf_fmt(b, "%s\"%.*s\"%s", n++ ? ", " : "", STR_ARG(text_shown(s->name)), why);
    }
}

static Str words_on_sheets(Ctx *c, const Workbook *book, const Look *looks)
{
    Buf b = buf_new(c->mem, 1000);
    if (book->n < 2)
        return (Str){ 0 };
    buf_add(&b, S("read: sheet "));
    name_sheets(&b, book, looks, true);
    ptrdiff_t n = b.n;
    buf_add(&b, S("; not read: "));
    ptrdiff_t before = b.n;
    name_sheets(&b, book, looks, false);
    return b.n == before ? str_part(buf_str(&b), 0, n) : buf_str(&b);
}

/* A chosen sheet from which nothing could be read: said, and the others are not lost. */
static bool unread_sheet(Passing *p, const Workbook *book, ptrdiff_t sheet)
{
    Statement s = { .sheet = book->sheets[sheet].name };
    finding_add(p->c->mem, &s,
                (FindingAt){ FINDING_WARNING, 0, NULL, "look at this sheet of the file" },
                "the sheet \"%.*s\" was not read: %.*s", STR_ARG(text_shown(s.sheet)),
                STR_ARG(p->c->failure.detail));
    fail_clear(p->c);
    return pass_begin(p, &s) && pass_end(p, &s);
}

static bool read_sheet(Passing *p, Workbook *book, const ParseOptions *o, ptrdiff_t sheet,
                       bool alone)
{
    TableSource source;
    StatementSink sink = { p, pass_begin, pass_rows, pass_end };
    p->statements = 0;
    if (!open_sheet(p->c, book, sheet, &source))
        return false;
    source.given = o->n_mapped > 0 ? o->mapping : NULL;
    source.n_given = o->n_mapped;
    source.with_source = o->with_source;
    if (table_statements(p->c, &source, &sink))
        return true;
    return p->c->failure.code == NO_TRANSACTIONS && !alone && p->statements == 0 &&
           unread_sheet(p, book, sheet);
}

static bool no_sheet(Ctx *c, const Workbook *book)
{
    ptrdiff_t hidden = 0;
    for (ptrdiff_t i = 0; i < book->n; i++)
        hidden += book->sheets[i].state != SHEET_VISIBLE;
    return fail(c, NO_TRANSACTIONS, NULL,
                "none of the %lld sheets holds a table with dates and amounts%s",
                (long long)(book->n - hidden),
                hidden ? "; hidden sheets are read only when they are named" : "");
}

static bool read_likeliest(Passing *p, Workbook *book, const ParseOptions *o)
{
    Look *looks = NEW_ARRAY(p->c->mem, Look, book->n);
    for (ptrdiff_t i = 0; i < book->n; i++) {
        looks[i].sheet = i;
        if (book->sheets[i].state == SHEET_VISIBLE && !look_at(p->c, book, &looks[i]))
            return false;
    }
    choose(p->c, book, looks);
    p->left = words_on_sheets(p->c, book, looks);
    ptrdiff_t chosen = 0;
    for (ptrdiff_t i = 0; i < book->n; i++)
        chosen += looks[i].read;
    for (ptrdiff_t i = 0; i < book->n; i++)
        if (looks[i].read && !read_sheet(p, book, o, i, chosen == 1))
            return false;
    return chosen > 0 || no_sheet(p->c, book);
}

bool workbook_statements(Ctx *c, Workbook *book, const ParseOptions *o, const StatementSink *sink)
{
    Passing p = { .c = c, .book = book, .sink = sink };
    ptrdiff_t only = 0;
    bool fine = true;
    if (book->n == 0)
        fine = fail(c, NO_TRANSACTIONS, NULL, "the workbook has no sheet of cells");
    else if (o->sheet.n)
        fine = find_sheet(c, book, o->sheet, &only) && read_sheet(&p, book, o, only, true);
    else if (book->n == 1)
        fine = read_sheet(&p, book, o, 0, true);
    else
        fine = read_likeliest(&p, book, o);
    if (book->close)
        book->close(book);
    if (book->nothing && c->failure.code == NO_TRANSACTIONS) {
        fail_clear(c);
        return fail(c, UNSUPPORTED, NULL, "%s", book->nothing);
    }
    return fine && !failed(c);
}

/* Room for one more row of the sheet. */
static void grow(Arena *mem, CellSheet *sheet, ptrdiff_t *room, ptrdiff_t wanted)
{
    if (wanted <= *room)
        return;
    ptrdiff_t more = 2 * wanted > 256 ? 2 * wanted : 256;
    sheet->rows =
        arena_grow(mem, sheet->rows, (size_t)*room * sizeof(Str *), (size_t)more * sizeof(Str *));
    sheet->widths = arena_grow(mem, sheet->widths, (size_t)*room * sizeof(int32_t),
                               (size_t)more * sizeof(int32_t));
    *room = more;
}

static bool read_cells(Ctx *c, TableSource *source, const ParseOptions *o, CellSheet *sheet,
                       int64_t *cells)
{
    ptrdiff_t room = 0;
    TableRow row;
    int64_t most = o->max_rows > 0 ? o->max_rows : INT64_MAX;
    bool addressed = sheet->name.n > 0;
    while (sheet->n_rows < most && source->next(source, c, &row)) {
        int64_t at = addressed && row.line - 1 > sheet->n_rows ? row.line - 1 : sheet->n_rows;
        if (at >= most)
            break;
        *cells += at + 1 - sheet->n_rows + row.n;
        if (*cells > CELLS_MAX)
            return fail(c, TOO_LARGE, NULL, "the sheet \"%.*s\" has too many cells to show",
                        STR_ARG(text_shown(sheet->name)));
        grow(c->mem, sheet, &room, at + 1);
        sheet->widths[at] = row.n;
        sheet->rows[at] = row_copy(c->mem, &row).cells;
        sheet->n_rows = at + 1;
    }
    return !failed(c);
}

bool workbook_cells(Ctx *c, Workbook *book, const ParseOptions *o, CellSet *out)
{
    ptrdiff_t only = -1;
    int64_t cells = 0;
    bool fine = !o->sheet.n || find_sheet(c, book, o->sheet, &only);
    out->sheets = NEW_ARRAY(c->mem, CellSheet, book->n);
    for (ptrdiff_t i = 0; fine && i < book->n; i++) {
        TableSource source;
        if (only >= 0 && i != only)
            continue;
        CellSheet *sheet = &out->sheets[out->n++];
        sheet->name = book->sheets[i].name;
        sheet->state = state_words[book->sheets[i].state];
        fine = book->open(book, c, i, true, &source) && read_cells(c, &source, o, sheet, &cells);
        if (!sheet->name.n)
            sheet->name = S("table");
    }
    if (book->close)
        book->close(book);
    return fine;
}
