/* Sparse rows between a parser that pushes and the table reader that pulls. */
#include "table/rows.h"

#include "table/source.h"
#include "text/number.h"

#include <string.h>

enum { WAITING_BYTES = 128 << 20, ACTIVE_MAX = 1024, PADDED_MAX = 64 };

typedef struct WaitingCell {
    struct WaitingCell *next;
    Str text;
    int32_t column;
    uint8_t type;
    bool kept;
    Currency unit;
} WaitingCell;

struct WaitingRow {
    WaitingRow *next;
    WaitingCell *first, *last;
    int64_t number;
    int32_t width;
    bool misplaced, closed;
    bool units; /* a cell has one */
};

/* A merged block that the rows have reached, and what it says. */
struct ActiveMerge {
    Merge merge;
    CellValue value;
};

void rows_open(RowFeed *f, int64_t number)
{
    WaitingRow *row = NEW(f->mem, WaitingRow);
    if (number < 0 || number > ROWS_NUMBER_MAX)
        number = 0;
    row->misplaced = number && number <= f->number;
    row->number = number && !row->misplaced ? number : f->number + 1;
    f->number = row->number;
    if (f->last)
        f->last->next = row;
    else
        f->first = row;
    f->last = row;
}

static void put_cell(RowFeed *f, int64_t column, CellValue value, bool kept)
{
    WaitingRow *row = f->last;
    WaitingCell *cell = NEW(f->mem, WaitingCell);
    *cell = (WaitingCell){
        .text = value.text, .column = (int32_t)column, .type = (uint8_t)value.type, .kept = kept
    };
    if (row->last)
        row->last->next = cell;
    else
        row->first = cell;
    row->last = cell;
    if (column >= row->width)
        row->width = (int32_t)column + 1;
}

void rows_cell(RowFeed *f, int64_t column, CellValue value, bool kept)
{
    if (!f->last || column < 0 || column >= ROWS_COLUMNS_MAX || !value.text.n)
        return;
    if (!kept)
        value.text = str_copy(f->mem, value.text);
    put_cell(f, column, value, kept);
}

void rows_unit(RowFeed *f, Currency unit)
{
    if (!unit || !f->last || !f->last->last || f->last->last->type != CELL_NUMBER)
        return;
    f->last->last->unit = unit;
    f->last->units = true;
}

static const WaitingCell *cell_at(const WaitingRow *row, int32_t column)
{
    for (const WaitingCell *k = row->first; k; k = k->next)
        if (k->column == column)
            return k;
    return NULL;
}

/* Blocks that begin in this row. A figure is not repeated: it would count twice. */
static void reach_merges(RowFeed *f, const WaitingRow *row)
{
    for (; f->next_merge < f->n_merges; f->next_merge++) {
        const Merge *m = &f->merges[f->next_merge];
        if (m->first_row > row->number - 1)
            return;
        const WaitingCell *k = m->first_row == row->number - 1 ? cell_at(row, m->column) : NULL;
        NumberText n;
        if (!k || k->type == CELL_NUMBER || number_read(k->text, &n) || f->n_active == ACTIVE_MAX)
            continue;
        char *text = arena_alloc(f->mem, (size_t)k->text.n);
        memcpy(text, k->text.p, (size_t)k->text.n);
        f->active[f->n_active++] =
            (ActiveMerge){ *m, { str_n(text, k->text.n), (CellType)k->type } };
    }
}

/* Drops the blocks that end above the row, and keeps the texts of the others where the rows that
 * waited are given back. */
static void leave_merges(RowFeed *f, int64_t number)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < f->n_active; i++)
        if (f->active[i].merge.last_row >= number - 1)
            f->active[kept++] = f->active[i];
    f->n_active = kept;
}

void rows_close(RowFeed *f)
{
    if (!f->last)
        return;
    f->last->closed = true;
    if (!f->n_merges)
        return;
    leave_merges(f, f->last->number);
    for (ptrdiff_t i = 0; i < f->n_active; i++)
        if (!cell_at(f->last, f->active[i].merge.column))
            put_cell(f, f->active[i].merge.column, f->active[i].value, false);
    reach_merges(f, f->last);
}

static void start_again(RowFeed *f)
{
    if (f->running && f->stop)
        f->stop(f);
    f->running = f->ended = false;
    f->first = f->last = NULL;
    f->number = f->count = 0;
    f->next_merge = f->n_active = 0;
    arena_reset(f->mem, f->empty);
    arena_reset(f->spare, f->spare_empty);
}

/* Gives the memory of rows that were given back: what goes on living, the row that is not whole yet
 * and the texts of merged blocks, moves to the other arena. */
static void forget_rows(RowFeed *f)
{
    Arena *old = f->mem;
    const WaitingRow *open = f->first;
    f->mem = f->spare;
    f->spare = old;
    f->first = f->last = NULL;
    if (open) {
        f->first = f->last = NEW(f->mem, WaitingRow);
        *f->first = *open;
        f->first->first = f->first->last = NULL;
    }
    for (const WaitingCell *k = open ? open->first : NULL; k; k = k->next) {
        put_cell(f, k->column,
                 (CellValue){ k->kept ? k->text : str_copy(f->mem, k->text), (CellType)k->type },
                 k->kept);
        f->last->last->unit = k->unit;
    }
    for (ptrdiff_t i = 0; i < f->n_active; i++)
        f->active[i].value.text = str_copy(f->mem, f->active[i].value.text);
    arena_reset(old, f->spare_empty);
    ArenaMark empty = f->empty;
    f->empty = f->spare_empty;
    f->spare_empty = empty;
}

/* Rows end with their last cell in the file; the table reader asks whether a row is as wide as the
 * others, so each is as wide as the widest before it, within reason. */
static int32_t padded(RowFeed *f, const WaitingRow *row)
{
    if (row->width > f->width && row->width <= PADDED_MAX)
        f->width = row->width;
    return row->width > f->width ? row->width : f->width;
}

static void fill_row(const WaitingRow *from, int32_t width, Arena *mem, TableRow *row)
{
    *row = (TableRow){ .n = width, .line = from->number, .misplaced = from->misplaced };
    row->cells = NEW_ARRAY(mem, Str, width);
    uint8_t *types = arena_alloc(mem, (size_t)width);
    Currency *units = from->units ? NEW_ARRAY(mem, Currency, width) : NULL;
    for (const WaitingCell *k = from->first; k; k = k->next) {
        row->cells[k->column] = k->kept ? k->text : str_copy(mem, k->text);
        types[k->column] = k->type;
        if (units)
            units[k->column] = k->unit;
        row->several_lines |= memchr(k->text.p, '\n', (size_t)k->text.n) != NULL;
    }
    row->types = types;
    row->units = units;
}

static bool rows_next(TableSource *source, Ctx *c, TableRow *row)
{
    RowFeed *f = source->state;
    for (;;) {
        while (f->first && f->first->closed) {
            WaitingRow *now = f->first;
            f->first = now->next;
            if (!f->first)
                f->last = NULL;
            if (f->count++ < f->wanted)
                continue;
            fill_row(now, padded(f, now), source->mem, row);
            row->position = f->wanted++;
            return true;
        }
        forget_rows(f);
        if (failed(c) || f->ended)
            return false;
        if (!f->running && !(f->running = f->start(f, c)))
            return false;
        f->ended = !f->step(f, c);
        if (arena_used(f->mem) > WAITING_BYTES / 4)
            return fail(c, HOSTILE, NULL, "rows of the sheet swell beyond all measure");
    }
}

static void rows_seek(TableSource *source, int64_t position, int64_t line)
{
    RowFeed *f = source->state;
    (void)line;
    f->wanted = position;
    if (position < f->count)
        start_again(f);
}

TableSource rows_source(Ctx *c, RowFeed *f, Str format, Str sheet)
{
    f->mem = arena_new("sheet rows", WAITING_BYTES);
    f->spare = arena_new("sheet rows", WAITING_BYTES);
    f->spare_empty = arena_mark(f->spare);
    f->active = NEW_ARRAY(c->mem, ActiveMerge, f->n_merges ? ACTIVE_MAX : 0);
    f->empty = arena_mark(f->mem);
    return (TableSource){ .state = f,
                          .mem = c->mem,
                          .next = rows_next,
                          .seek = rows_seek,
                          .format = format,
                          .sheet = sheet };
}

void rows_done(RowFeed *f)
{
    if (!f || !f->mem)
        return;
    if (f->running && f->stop)
        f->stop(f);
    f->running = false;
    arena_free(f->mem);
    arena_free(f->spare);
    f->mem = f->spare = NULL;
}
