/* Days that a spreadsheet holds as bare numbers. */
#include "table/day_numbers.h"

#include "table/column.h"
#include "table/facts.h"

#include <string.h>

enum {
    COLUMNS_SEEN = 64,
    HEADS_MAX = 128,
    LOOK_ROWS = 5000,  /* names stand no further down, or above tables that were small */
    FIRST_DAY = 25569, /* 1970-01-01 */
    LAST_DAY = 73050   /* 2099-12-31 */
};

/* A line of names: which of its columns are named as dates. */
typedef struct {
    int64_t position;
    uint64_t dates;
} Head;

typedef struct {
    TableSource under;
    bool from_1904;
    Head heads[HEADS_MAX]; /* in the order of their positions */
    int n;
} DayNumbers;

static bool all_text(const TableRow *row)
{
    int filled = 0;
    for (int i = 0; i < row->n; i++) {
        if (cell_type(row, i) != CELL_TEXT)
            return false;
        filled += row->cells[i].n > 0;
    }
    return filled >= 2;
}

/* Remembers the row if it names columns of dates. */
static void look_at(DayNumbers *d, Ctx *c, Arena *mem, const TableRow *row)
{
    bool known = d->n && d->heads[d->n - 1].position >= row->position;
    if (known || d->n == HEADS_MAX || row->position > LOOK_ROWS || !all_text(row))
        return;
    Reading r = { .c = c, .scratch = mem, .words = words_load() };
    r.dates = (WordsOfDates){ r.words, mem };
    if (!row_is_header(&r, row))
        return;
    Head head = { .position = row->position };
    ArenaMark mark = arena_mark(mem);
    for (int i = 0; i < row->n && i < COLUMNS_SEEN; i++) {
        uint8_t scores[MEANING_COUNT] = { 0 };
        words_header(r.words, mem, row->cells[i], scores);
        if (header_says_date(scores))
            head.dates |= (uint64_t)1 << i;
    }
    arena_reset(mem, mark);
    d->heads[d->n++] = head;
}

static uint64_t dates_above(const DayNumbers *d, int64_t position)
{
    uint64_t dates = 0;
    for (int i = 0; i < d->n && d->heads[i].position < position; i++)
        dates = d->heads[i].dates;
    return dates;
}

/* The days from 1970 to 2099 that a cell of a whole or broken number can be; none otherwise. */
static CellValue day_of(const DayNumbers *d, Arena *mem, Str cell)
{
    CellManner manner = { .from_1904 = d->from_1904 };
    int64_t whole;
    ptrdiff_t point = str_find_char(cell, '.', 0);
    if (!str_int(point < 0 ? cell : str_part(cell, 0, point), &whole))
        return (CellValue){ 0 };
    int64_t day = whole + (d->from_1904 ? 1462 : 0);
    if (day < FIRST_DAY || day > LAST_DAY)
        return (CellValue){ 0 };
    return cell_of_figure(mem, cell, FORMAT_DATE, manner);
}

static bool next_row(TableSource *source, Ctx *c, TableRow *row)
{
    DayNumbers *d = source->state;
    d->under.mem = source->mem;
    if (!d->under.next(&d->under, c, row))
        return false;
    look_at(d, c, source->mem, row);
    uint64_t dates = row->types ? dates_above(d, row->position) : 0;
    uint8_t *types = NULL;
    for (int i = 0; dates && i < row->n && i < COLUMNS_SEEN; i++) {
        if (!(dates >> i & 1) || cell_type(row, i) != CELL_NUMBER)
            continue;
        CellValue day = day_of(d, source->mem, row->cells[i]);
        if (day.type != CELL_DATE)
            continue;
        if (!types) {
            types = arena_alloc(source->mem, (size_t)row->n);
            memcpy(types, row->types, (size_t)row->n);
            row->types = types;
        }
        row->cells[i] = day.text;
        types[i] = CELL_DATE;
    }
    return true;
}

static void seek(TableSource *source, int64_t position, int64_t line)
{
    DayNumbers *d = source->state;
    d->under.seek(&d->under, position, line);
}

TableSource day_numbers(Ctx *c, const TableSource *under, bool from_1904)
{
    DayNumbers *d = NEW(c->mem, DayNumbers);
    *d = (DayNumbers){ .under = *under, .from_1904 = from_1904 };
    TableSource source = *under;
    source.state = d;
    source.next = next_row;
    source.seek = seek;
    return source;
}
