/* Tables of text cells into statements: finds the table, maps it from a sample, reads it through.
 */
#include "table/table.h"

#include "table/books.h"
#include "table/map.h"
#include "table/table_read.h"

#include <string.h>

enum {
    SAMPLE_ROWS = 3000,        /* evidence for the mapping; beyond that more rows say nothing new */
    MORE_ROWS = 300000,        /* where the sample leaves the order of dates or the signs open */
    SAMPLE_BYTES = 6 << 20,    /* of cells */
    SCRATCH_BYTES = 192 << 20, /* one batch of the widest rows */
    COLUMNS_WIDEST = 1024,
    BOOKS_ROWS_MAX = 4000000, /* times accounts: each is a reading of the file */
    TABLES_MAX = 100          /* one a currency or month at most in the field */
};

typedef struct {
    TableRow *rows;
    ptrdiff_t n;
    bool whole; /* the source ended */
} Sample;

/* The lines of a table within the sample. */
typedef struct {
    ptrdiff_t head;  /* first line of names; -1: none */
    ptrdiff_t heads; /* lines of names */
    ptrdiff_t begin; /* first line below */
    ptrdiff_t end;   /* first line of the next table */
} Layout;

static Sample take_sample(Reading *r, TableSource *source, Arena *mem)
{
    Sample s = { .rows = NEW_ARRAY(mem, TableRow, SAMPLE_ROWS) };
    size_t before = arena_used(mem);
    TableRow row;
    while (s.n < SAMPLE_ROWS && arena_used(mem) - before < SAMPLE_BYTES) {
        ArenaMark mark = arena_mark(r->scratch);
        if (!source->next(source, r->c, &row)) {
            s.whole = true;
            break;
        }
        if (!row_blank(&row))
            s.rows[s.n++] = row_copy(mem, &row);
        arena_reset(r->scratch, mark);
    }
    return s;
}

static ptrdiff_t data_rows(Reading *r, const Sample *s, ptrdiff_t from, ptrdiff_t to)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = from; i < to && n < 50; i++)
        n += row_is_data(r, &s->rows[i]);
    return n;
}

/* How far the table goes that begins at from: to the next line of other names. */
static ptrdiff_t table_end(Reading *r, const Sample *s, ptrdiff_t head, ptrdiff_t from)
{
    for (ptrdiff_t i = from; i < s->n; i++) {
        const TableRow *row = &s->rows[i];
        if (row_is_data(r, row) || !row_is_header(r, row))
            continue;
        if (head < 0 || !rows_equal(row, &s->rows[head]))
            return i;
    }
    return s->n;
}

/* A line without names that the dictionary knows, right above the first data and as wide. */
static bool unknown_names(const Sample *s, ptrdiff_t i, const TableRow *data)
{
    if (i < 0)
        return false;
    const TableRow *row = &s->rows[i];
    int filled = 0, width = 0;
    for (int k = 0; k < row->n; k++) {
        filled += row->cells[k].n > 0;
        for (ptrdiff_t c = 0; c < row->cells[k].n; c++)
            if (row->cells[k].p[c] >= '0' && row->cells[k].p[c] <= '9' && row->cells[k].n > 14)
                return false;
    }
    for (int k = 0; k < data->n; k++)
        width += data->cells[k].n > 0;
    return filled >= 3 && filled >= width && row->n <= data->n + 1;
}

/* Movements above the first line of names: a table without names, of which another one follows. */
static bool table_above(Reading *r, const Sample *s, ptrdiff_t from, ptrdiff_t head, Layout *out)
{
    ptrdiff_t first = -1, n = 0;
    for (ptrdiff_t i = from; i < head; i++) {
        int filled = 0;
        for (int k = 0; k < s->rows[i].n; k++)
            filled += s->rows[i].cells[k].n > 0;
        if (filled < 3 || !row_is_data(r, &s->rows[i]))
            continue;
        first = first < 0 ? i : first;
        n++;
    }
    if (n < 2)
        return false;
    *out = (Layout){ -1, 0, first, head };
    return true;
}

/* The table that begins next at or after `from`; false when no line is left that could be one. */
static bool find_table(Reading *r, const Sample *s, ptrdiff_t from, Layout *out)
{
    ptrdiff_t first_head = -1, first_data = 0;
    for (ptrdiff_t i = from; i < s->n; i++) {
        if (!row_is_header(r, &s->rows[i]))
            continue;
        if (first_head < 0 && table_above(r, s, from, i, out))
            return true;
        ptrdiff_t heads = 1;
        if (i + 1 < s->n && row_is_header(r, &s->rows[i + 1]) &&
            !rows_equal(&s->rows[i], &s->rows[i + 1]) && s->rows[i + 1].line == s->rows[i].line + 1)
            heads = 2;
        ptrdiff_t end = table_end(r, s, i, i + heads);
        HeaderScore h = row_header_score(r, &s->rows[i]);
        bool full = h.date && h.amount;
        /* Names of amounts without one of a date, above movements of their own. */
        if (full && first_data && (first_data > 1 || data_rows(r, s, i + heads, end) == 0))
            return true;
        if (full || (first_head < 0 && data_rows(r, s, i + heads, end) > 0)) {
            *out = (Layout){ i, heads, i + heads, end };
            first_head = i;
            first_data = h.amount ? data_rows(r, s, i + heads, end) : 0;
            if (full || h.date)
                return true;
        }
    }
    if (first_head >= 0)
        return true;
    for (ptrdiff_t i = from; i < s->n; i++) {
        if (!row_is_data(r, &s->rows[i]))
            continue;
        bool named = unknown_names(s, i - 1, &s->rows[i]);
        *out = (Layout){ named ? i - 1 : -1, named, i, table_end(r, s, named ? i - 1 : -1, i) };
        return true;
    }
    return false;
}

/* One name of two lines: "Booking" over "date" is a booking date, but what stands over "Debit" and
 * "Credit" together says nothing on them. */
static Str merged_name(Reading *r, Str above, Str below)
{
    uint8_t scores[MEANING_COUNT];
    if (!above.n || str_eq(above, below))
        return below;
    if (!below.n)
        return above;
    Str both = str_fmt(r->c->mem, "%.*s %.*s", STR_ARG(above), STR_ARG(below));
    ArenaMark mark = arena_mark(r->scratch);
    bool better = words_header(r->words, r->scratch, both, scores) >=
                  words_header(r->words, r->scratch, below, scores);
    arena_reset(r->scratch, mark);
    return better ? both : below;
}

/* Two lines of names as one. */
static TableRow merged_head(Reading *r, const Sample *s, const Layout *l)
{
    TableRow head = s->rows[l->head];
    if (l->heads < 2)
        return head;
    const TableRow *below = &s->rows[l->head + 1];
    TableRow merged = { .n = head.n > below->n ? head.n : below->n, .line = head.line };
    merged.cells = NEW_ARRAY(r->c->mem, Str, merged.n);
    for (int i = 0; i < merged.n; i++)
        merged.cells[i] = merged_name(r, row_cell(&head, i), row_cell(below, i));
    return merged;
}

static int used_width(const TableRow *row)
{
    int used = row->n;
    while (used > 0 && !row->cells[used - 1].n)
        used--;
    return used;
}

static int width_of(const TableRow *head, const TableRow *rows, ptrdiff_t n)
{
    int width = head ? head->n : 0;
    ptrdiff_t wider = 0, fit = 0;
    int widest = width;
    for (ptrdiff_t i = 0; i < n; i++) {
        int used = used_width(&rows[i]);
        wider += used > width;
        fit += used == width;
        widest = used > widest ? used : widest;
    }
    /* Rows wider than the names: the rule if most are, else damage in a few. */
    return (wider * 2 > n && fit * 4 < n) || !head ? widest : width;
}

/* The rows that are no wider than the table, if there are enough of them to judge it by: in the
 * others delimiters stand in texts. */
static ptrdiff_t drop_wider(TableRow *body, ptrdiff_t n, int width)
{
    ptrdiff_t fit = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        fit += used_width(&body[i]) <= width;
    if (fit == n || fit * 4 < n)
        return n;
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (used_width(&body[i]) <= width)
            body[kept++] = body[i];
    return kept;
}

/* Where the first date of the row stands; -1: none. */
static int date_cell(Reading *r, const TableRow *row)
{
    DateText t;
    for (int i = 0; i < row->n; i++)
        if (row->cells[i].n > 3 && row->cells[i].n < 60 &&
            date_read(row->cells[i], words_date, &r->dates, false, &t) && !t.no_year)
            return i;
    return -1;
}

/* A date without its year where the other rows have theirs, and a figure behind it. */
static bool is_data_without_year(Reading *r, const TableRow *row, int at)
{
    DateText t;
    NumberText n;
    int filled = 0, figures = 0;
    if (at < 0 || at >= row->n || !row->cells[at].n || row->cells[at].n > 60 ||
        !date_read(row->cells[at], words_date, &r->dates, true, &t))
        return false;
    for (int i = 0; i < row->n; i++) {
        filled += row->cells[i].n > 0;
        figures += i != at && number_read(row->cells[i], &n);
    }
    return filled >= 3 && figures > 0;
}

/* The rows that are plainly movements; all if none is (dates as day counts, without a year, …). */
static ptrdiff_t gather_body(Reading *r, const Sample *s, const Layout *l, TableFacts *facts,
                             TableRow *body)
{
    ptrdiff_t n = 0;
    int at = -1;
    for (ptrdiff_t i = l->begin; i < l->end && at < 0; i++)
        at = row_is_data(r, &s->rows[i]) ? date_cell(r, &s->rows[i]) : -1;
    for (ptrdiff_t i = l->begin; i < l->end; i++) {
        if (row_is_data(r, &s->rows[i]) || is_data_without_year(r, &s->rows[i], at))
            body[n++] = s->rows[i];
        else
            facts_read(r, &s->rows[i], facts);
    }
    for (ptrdiff_t i = l->begin; n == 0 && i < l->end; i++)
        body[n++] = s->rows[i];
    return n;
}

static bool holds_date(Reading *r, const Columns *columns, const TableRow *row)
{
    DateText t;
    for (int i = 0; i < columns->n && i < row->n; i++) {
        const Column *k = &columns->at[i];
        if (row->cells[i].n && row->cells[i].n < 80 && k->dates * 2 > k->filled &&
            date_read(row->cells[i], words_date, &r->dates, header_says_date(k->scores), &t))
            return true;
    }
    return false;
}

/* Takes the rows without a date in any column of dates out of the body (a line above or below the
 * movements that held a date and a figure elsewhere); how many are left. */
static ptrdiff_t drop_undated(Reading *r, const Columns *columns, TableRow *body, ptrdiff_t n,
                              TableFacts *facts)
{
    ptrdiff_t kept = 0, dated = 0;
    for (int i = 0; i < columns->n; i++)
        dated = columns->at[i].dates > dated ? columns->at[i].dates : dated;
    if (dated == n || dated * 2 < n)
        return n;
    for (ptrdiff_t i = 0; i < n; i++)
        if (holds_date(r, columns, &body[i]))
            body[kept++] = body[i];
        else
            facts_read(r, &body[i], facts);
    return kept;
}

static Columns columns_of(Reading *r, const TableRow *head, int width, const TableRow *body,
                          ptrdiff_t n)
{
    Columns columns = columns_new(r, head, width);
    for (ptrdiff_t i = 0; i < n; i++)
        columns_add(r, &columns, &body[i]);
    columns_share_names(&columns);
    return columns;
}

/* Columns that state the statement's own balances in every row. */
static void facts_of_columns(Reading *r, const Columns *columns, TableFacts *facts)
{
    for (int i = 0; i < columns->n; i++) {
        const Column *k = &columns->at[i];
        if (k->numbers != k->filled || k->n_distinct != 1)
            continue;
        if (k->scores[MEANS_BALANCE_OPENING] >= 70 && !facts->opening.n)
            facts->opening = k->first;
        if (k->scores[MEANS_BALANCE_CLOSING] >= 70 && !facts->closing.n)
            facts->closing = k->first;
    }
    (void)r;
}

/* A day, a figure and a text. */
static bool looks_like_movement(Reading *r, const TableRow *row)
{
    NumberText n;
    DateText t;
    bool text = false;
    for (int i = 0; i < row->n; i++)
        text |= row->cells[i].n > 1 && !number_read(row->cells[i], &n) &&
                !date_read(row->cells[i], words_date, &r->dates, false, &t);
    return text && row_is_data(r, row);
}

static void read_preamble(Reading *r, const Sample *s, ptrdiff_t from, ptrdiff_t to,
                          TableFacts *facts)
{
    for (ptrdiff_t i = from; i < to; i++) {
        bool fact = facts_read(r, &s->rows[i], facts);
        if (!fact && looks_like_movement(r, &s->rows[i]) && !facts->passed++)
            facts->passed_line = s->rows[i].line;
        if (i + 1 < to && row_header_score(r, &s->rows[i]).hits >= 2)
            facts_of_summary(r, &s->rows[i], &s->rows[i + 1], facts);
    }
}

/* Rows below the names that hold something, though no movement could be read from them. */
static ptrdiff_t rows_unread(const Sample *s, const Layout *l)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = l->begin; i < l->end; i++) {
        int filled = 0;
        for (int k = 0; k < s->rows[i].n; k++)
            filled += s->rows[i].cells[k].n > 0;
        n += filled >= 2;
    }
    return n;
}

/* A header without rows is a statement without rows. */
static bool is_empty_table(Reading *r, const Sample *s, const Layout *l)
{
    if (l->head < 0)
        return false;
    HeaderScore h = row_header_score(r, &s->rows[l->head]);
    return h.date && h.amount && rows_unread(s, l) == 0;
}

typedef struct {
    Reading r;
    TableSource *source;
    const StatementSink *sink;
    Arena *sample_mem;
    int statements;
} Tables;

/* A statement without rows, and why. */
static bool rowless_statement(Tables *t, const TableFacts *facts, FindingAt at, const char *why)
{
    Statement s = { .format = t->source->format,
                    .sheet = t->source->sheet,
                    .encoding = t->source->encoding,
                    .delimiter = t->source->delimiter,
                    .account_number = facts->account_number,
                    .currency = facts->currency };
    finding_add(t->r.c->mem, &s, at, "%s", why);
    t->statements++;
    return (!t->sink->begin || t->sink->begin(t->sink->state, &s)) &&
           (!t->sink->end || t->sink->end(t->sink->state, &s));
}

/* The sample left something open: the rows behind it may settle it. The source stands behind the
 * sample. */
static void add_evidence(Tables *t, Columns *columns)
{
    Reading *r = &t->r;
    TableRow row;
    for (int i = 0; i < MORE_ROWS; i++) {
        ArenaMark mark = arena_mark(r->scratch);
        if (!t->source->next(t->source, r->c, &row))
            return;
        if (row_is_data(r, &row))
            columns_add(r, columns, &row);
        arena_reset(r->scratch, mark);
    }
}

/* Maps the table from the sample, and from more of its rows where that leaves doubts. */
static bool map_sample(Tables *t, const Sample *s, Columns *columns, const TableRow *body,
                       ptrdiff_t n, const TableFacts *facts, Statement *st, Mapping *m)
{
    Statement fresh = *st;
    if (n == 0 || !map_table(&t->r, columns, body, n, facts, st, m))
        return false;
    if (!st->ambiguous || s->whole)
        return true;
    add_evidence(t, columns);
    *st = fresh;
    return map_table(&t->r, columns, body, n, facts, st, m);
}

static void go_to(Tables *t, TablePlace place)
{
    if (place.known)
        t->source->seek(t->source, place.position, place.line);
}

/* All accounts of the books that begin there; false when none is found, or more than the time that
 * a file gets can read apart. */
static bool gather_accounts(Tables *t, TablePlace first, Books *books)
{
    TableRow row;
    int64_t rows = 0;
    go_to(t, first);
    for (bool more = true; more; rows++) {
        ArenaMark mark = arena_mark(t->r.scratch);
        more = t->source->next(t->source, t->r.c, &row);
        if (more && row_is_data(&t->r, &row))
            books_add(&t->r, books, &row);
        arena_reset(t->r.scratch, mark);
    }
    return books->n > 0 && !books->too_many && rows * books->n < BOOKS_ROWS_MAX;
}

/* A statement for each account. */
static bool read_books(Tables *t, const TableRead *whole, const Books *books, TablePlace first,
                       TablePlace *next)
{
    Mapping m = *whole->m;
    m.account = books->column;
    if (!m.by_account || m.account != whole->m->account)
        m.balance = MAP_NONE; /* it runs over both sides */
    for (int i = 0; i < books->n && !failed(t->r.c); i++) {
        Statement st = *whole->s;
        TableFacts facts = *whole->facts;
        facts.account_number = books->accounts[i];
        if (i > 0) {
            st.findings = NULL;
            st.n_findings = 0;
        }
        TableRead read = *whole;
        read.m = &m;
        read.s = &st;
        read.facts = &facts;
        read.account = books->column;
        read.only = books->accounts[i];
        t->statements++;
        go_to(t, first);
        if (!table_read(&read))
            break;
        *next = read.next;
    }
    return true;
}

/* Maps the table and reads it through. *next is where reading goes on behind it. */
static bool read_table(Tables *t, const Sample *s, const Layout *l, TableFacts *facts,
                       TablePlace *next)
{
    Reading *r = &t->r;
    TableRow *body = NEW_ARRAY(t->sample_mem, TableRow, s->n + 1);
    ptrdiff_t n = gather_body(r, s, l, facts, body);
    TableRow head = { 0 };
    if (l->head >= 0)
        head = merged_head(r, s, l);
    int fitting = l->head >= 0 ? head.n : rows_joined_width(body, n);
    for (ptrdiff_t i = 0; fitting && i < n; i++)
        row_join_decimals(t->sample_mem, &body[i], fitting);
    int width = width_of(l->head >= 0 ? &head : NULL, body, n);
    if (width == 0 || width > COLUMNS_WIDEST)
        return false;
    const TableRow *named = l->head >= 0 ? &head : NULL;
    n = drop_wider(body, n, width);
    Columns columns = columns_of(r, named, width, body, n);
    ptrdiff_t dated = drop_undated(r, &columns, body, n, facts);
    if (dated < n)
        columns = columns_of(r, named, width, body, n = dated);
    facts_of_columns(r, &columns, facts);
    Statement st = { .format = t->source->format,
                     .sheet = t->source->sheet,
                     .encoding = t->source->encoding,
                     .delimiter = t->source->delimiter };
    Mapping m;
    if (!map_sample(t, s, &columns, body, n, facts, &st, &m))
        return false;
    TableRow names = { 0 };
    if (l->head >= 0)
        names = row_copy(r->c->mem, &s->rows[l->head]);
    Books books = r->given ? (Books){ .column = MAP_NONE } : books_of_sample(r, &m, body, n);
    TableRead read = { .r = r,
                       .source = t->source,
                       .sink = t->sink,
                       .m = &m,
                       .s = &st,
                       .facts = facts,
                       .head = l->head >= 0 ? &names : NULL,
                       .account = MAP_NONE };
    TablePlace first = { 0 };
    if (l->begin < s->n)
        first = (TablePlace){ true, false, s->rows[l->begin].position, s->rows[l->begin].line };
    if (books.column >= 0 && gather_accounts(t, first, &books))
        return read_books(t, &read, &books, first, next);
    if (books.column >= 0) {
        st.ambiguous = true;
        finding_add(r->c->mem, &st,
                    (FindingAt){ FINDING_WARNING, 0, "account", "export one account by itself" },
                    "every side of each transaction is a row of its own, of too many accounts to "
                    "read them apart; all rows are read as one account");
    }
    t->statements++;
    go_to(t, first);
    table_read(&read);
    *next = read.next;
    return true;
}

/* Reads the table that begins in this sample, and says where to look for the next. */
static bool next_table(Tables *t, TablePlace *place)
{
    ArenaMark mark = arena_mark(t->sample_mem);
    if (place->known)
        t->source->seek(t->source, place->position, place->line);
    Sample s = take_sample(&t->r, t->source, t->sample_mem);
    TableFacts facts = { 0 };
    Layout l = { 0 };
    bool more = false;
    if (!failed(t->r.c) && find_table(&t->r, &s, 0, &l)) {
        read_preamble(&t->r, &s, 0, l.head >= 0 ? l.head : l.begin, &facts);
        TablePlace next = { 0 };
        if (is_empty_table(&t->r, &s, &l)) {
            read_preamble(&t->r, &s, l.begin, l.end, &facts);
            if (t->statements == 0 || l.end < s.n)
                rowless_statement(t, &facts, (FindingAt){ FINDING_INFO, 0, NULL, NULL },
                                  "the table has names of columns and no rows");
        } else if (read_table(t, &s, &l, &facts, &next)) {
            more = next.known;
            *place = next;
        } else if (t->statements && !failed(t->r.c)) {
            int64_t line = s.rows[l.head >= 0 ? l.head : l.begin].line;
            rowless_statement(
                t, &facts,
                (FindingAt){ FINDING_WARNING, line, NULL, "look at this part of the file" },
                "the table that begins here could not be read as one of transactions");
        }
        if (!more && l.end < s.n && !next.ended) {
            *place = (TablePlace){ .known = true,
                                   .position = s.rows[l.end].position,
                                   .line = s.rows[l.end].line };
            more = true;
        }
    }
    arena_reset(t->sample_mem, mark);
    return more && !failed(t->r.c);
}

bool table_statements(Ctx *c, TableSource *source, const StatementSink *sink)
{
    Tables t = { .source = source, .sink = sink };
    t.r = (Reading){ .c = c, .scratch = arena_new("import rows", SCRATCH_BYTES) };
    t.sample_mem = arena_new("import sample", SCRATCH_BYTES);
    t.r.words = words_load();
    t.r.dates = (WordsOfDates){ t.r.words, t.r.scratch };
    t.r.given = source->given;
    t.r.n_given = source->n_given;
    source->mem = t.r.scratch;
    TablePlace place = { 0 };
    int tables = 0;
    while (next_table(&t, &place))
        if (++tables == TABLES_MAX)
            fail(c, HOSTILE, NULL, "the file holds more than %d tables; no statement does",
                 TABLES_MAX);
    arena_free(t.r.scratch);
    arena_free(t.sample_mem);
    if (!failed(c) && t.statements == 0)
        fail(c, NO_TRANSACTIONS, NULL,
             "no table with a column of dates and a column of amounts was found in the file");
    return !failed(c);
}
