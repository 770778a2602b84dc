/* Reading: statements and rows as they come from the file, in pieces. */
#include "import/reader.h"

#include "event/event.h"
#include "import/book.h"
#include "import/match.h"
#include "import/piece.h"
#include "import/staged.h"
#include "import/template.h"
#include "import_sql.h"

#include <semaphore.h>

/* A piece takes the writer about 20 ms. */
enum {
    PROBLEMS_MAX = 1000,
    TELL_EVERY_MS = 300,
    PIECE_ROWS = 2 * LIMIT_BATCH_ROWS,
    SLICE_ROWS = 500
};

/* --- what is wrong with rows --- */

void reader_note(Reader *r, NoteAt at, Str field, Str message, Str fix)
{
    if (at.level == LEVEL_ERROR && at.line)
        r->imp.failed_imports++;
    if (r->n_problems == PROBLEMS_MAX)
        return;
    if (!r->problems)
        r->problems = NEW_ARRAY(r->c->mem, Validation, PROBLEMS_MAX);
    Arena *mem = r->c->mem;
    r->problems[r->n_problems++] = (Validation){ .import_id = r->imp.id,
                                                 .row_number = at.line,
                                                 .page = at.page,
                                                 .statement = r->statement,
                                                 .validation_type = at.level,
                                                 .field_name = str_copy(mem, field),
                                                 .message = str_copy(mem, message),
                                                 .suggested_fix = str_copy(mem, fix) };
}

/* --- batches --- */

/* Rows that are written in one transaction. While the writer has one, the next is filled. */
typedef struct Piece {
    Reader *r;
    Ctx c; /* of its own, with its own memory */
    StagedRow *rows;
    Transaction *booked; /* the direct way */
    ptrdiff_t n;
    int64_t position; /* of its last row */
    int percent;
    bool tell;
    bool written; /* handed to the writer, whose end `done` tells */
    sem_t done;
} Piece;

static bool time_to_tell(Reader *r)
{
    int64_t now = clock_mono_ns();
    if (now - r->told_ns < (int64_t)TELL_EVERY_MS * 1000000)
        return false;
    r->told_ns = now;
    return true;
}

static int percent(const Reader *r)
{
    int64_t guess = r->position + r->position / 10 + 1;
    int64_t whole = r->original->expected > r->position ? r->original->expected : guess;
    return (int)(r->position * 95 / whole);
}

/* In slices, each of whose memory is used again for the next. */
static bool store_booked(Ctx *c, Transaction *rows, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n && !failed(c); i += SLICE_ROWS) {
        ArenaMark mark = arena_mark(c->mem);
        if (transaction_bulk_add(c, rows + i, n - i < SLICE_ROWS ? n - i : SLICE_ROWS))
            arena_reset(c->mem, mark);
    }
    return !failed(c);
}

static bool store_piece(Ctx *c, void *arg)
{
    Piece *p = arg;
    const Reader *r = p->r;
    if (r->direct)
        store_booked(c, p->booked, p->n);
    else if (match_exact(c, p->rows, p->n))
        staged_add(c, p->rows, p->n);
    int64_t n = db_run(c, &q_import_move_on,
                       DB_ARGS(V_INT(c->workspace_id), V_INT(r->imp.id), V_INT(p->position),
                               V_INT(r->direct ? p->position : 0), V_INT(p->percent),
                               V_TEXT(str_of(import_stages[STAGE_PARSE])), V_INT(c->now_ms)));
    if (n == 0)
        return fail(c, CONFLICT, NULL, "The import was discarded while it was read");
    Import now;
    return !p->tell || (resource_get(c, &import_resource, r->imp.id, &now) && book_tell(c, &now));
}

static void piece_written(Ctx *c, void *arg)
{
    (void)c;
    sem_post(&((Piece *)arg)->done);
}

static void piece_begin(Reader *r, Piece *p)
{
    p->r = r;
    p->c = batch_ctx(r->c);
    p->rows = NEW_ARRAY(p->c.mem, StagedRow, PIECE_ROWS);
    p->n = 0;
    p->written = false;
    sem_init(&p->done, 0, 0);
}

/* Waits until the piece is written, and takes what it was made of. */
static bool piece_end(Reader *r, Piece *p)
{
    if (!p->c.mem)
        return !failed(r->c);
    while (p->written && sem_wait(&p->done))
        continue;
    sem_destroy(&p->done);
    for (ptrdiff_t i = 0; i < p->n; i++)
        r->imp.duplicate_rows += p->rows[i].row_state == ROW_DUPLICATE;
    return batch_done(r->c, &p->c);
}

/* Hands the filled piece to the writer; the other one is free then. */
static bool piece_send(Reader *r)
{
    Piece *p = &r->pieces[r->filling], *other = &r->pieces[!r->filling];
    if (!p->c.mem || !p->n)
        return !failed(r->c);
    p->position = r->position;
    p->percent = percent(r);
    p->tell = time_to_tell(r);
    if (r->direct)
        p->booked = book_prepare(p->c.mem, r->assigner, p->rows, p->n);
    for (ptrdiff_t i = 0; r->direct && r->skip == 0 && i < p->n; i++)
        totals_note(r->c, &r->totals, &p->booked[i], 1);
    if (!piece_end(r, other))
        return false;
    p->written = true;
    store_write_later(r->c->store, &p->c, store_piece, p, piece_written);
    r->filling = !r->filling;
    if (p->tell && r->how->told)
        r->how->told(r->how->told_arg, r->position, p->percent);
    return !failed(r->c);
}

/* Everything that was read is written; or, after a failure, nothing more is under way. */
static bool pieces_end(Reader *r)
{
    if (!r->go_back)
        piece_send(r);
    piece_end(r, &r->pieces[0]);
    return piece_end(r, &r->pieces[1]);
}

/* A row to be booked, at *out; false when it is none (what is wrong is noted), or after a failure.
 */
static bool take_row(Reader *r, Arena *mem, const StatementRow *row, StagedRow *out)
{
    Str field, problem = { 0 };
    Target *t = target_of(&r->targets, row->account.n ? row->account : r->number,
                          row->currency.n ? row->currency : r->currency);
    if (!t)
        return false;
    if (t->problem.n || !staged_of(mem, row, t->currency, out, &field, &problem)) {
        Str words = t->problem.n ? t->problem : problem;
        reader_note(r, (NoteAt){ LEVEL_ERROR, row->line, row->page },
                    t->problem.n ? S("account") : field, words, (Str){ 0 });
        return false;
    }
    if (r->direct && (!t->account_id || t->in_use))
        r->go_back = true;
    out->import_id = r->imp.id;
    out->account_id = t->account_id;
    out->occurrence = finger_add(&r->seen, t->account_id, out->fingerprint);
    out->position = ++r->position;
    if (!r->imp.currency)
        r->imp.currency = t->currency;
    if (!r->imp.period_from || out->date < r->imp.period_from)
        r->imp.period_from = out->date;
    if (out->date > r->imp.period_to)
        r->imp.period_to = out->date;
    return true;
}

static bool on_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Reader *r = state;
    for (ptrdiff_t i = 0; i < n && !failed(r->c); i++) {
        Piece *p = &r->pieces[r->filling];
        if (!p->c.mem)
            piece_begin(r, p);
        StagedRow *row = &p->rows[p->n];
        StatementRow one = rows[i];
        if (!template_row(&r->original->transform, &one, ++r->file_rows) ||
            !take_row(r, p->c.mem, &one, row) || r->position <= r->skip)
            continue; /* not wanted, cannot be booked, or was written by an earlier run */
        if (r->go_back)
            return fail(r->c, CONFLICT, NULL, "The rows need a comparison first");
        staged_keep(p->c.mem, row);
        if (++p->n == PIECE_ROWS)
            piece_send(r);
    }
    return !failed(r->c);
}

/* --- statements --- */

static bool on_begin(void *state, const Statement *s)
{
    Reader *r = state;
    Arena *mem = r->c->mem;
    r->statement++;
    r->number = s->account_number;
    r->currency = s->currency;
    r->targets.type = s->account_type;
    r->imp.file_type = str_copy(mem, s->format);
    if (s->encoding.n)
        r->imp.encoding = str_copy(mem, s->encoding);
    if (s->delimiter.n)
        r->imp.delimiter = str_copy(mem, s->delimiter);
    if (s->institution.n)
        r->imp.institution = str_copy(mem, s->institution);
    if (s->account_number.n && !r->imp.account_number.n)
        r->imp.account_number = str_copy(mem, s->account_number);
    if (!r->imp.mapping.n)
        r->imp.mapping = template_mapping_json(mem, s->mapping, s->n_mapped);
    return true;
}

static void take_balance(const Figure *f, Currency k, int64_t *minor, bool *has)
{
    Money money;
    if (f->given && k && money_of_decimal(f->value, k, &money) == NUMBER_OK) {
        *minor = money.minor;
        *has = true;
    }
}

static bool on_end(void *state, const Statement *s)
{
    Reader *r = state;
    Import *imp = &r->imp;
    imp->ambiguous |= s->ambiguous;
    if (s->reconciled != RECONCILED_UNKNOWN) {
        imp->reconciled =
            (!imp->has_reconciled || imp->reconciled) && s->reconciled == RECONCILED_YES;
        imp->has_reconciled = true;
    }
    if (!imp->has_opening_balance)
        take_balance(&s->opening_balance, imp->currency, &imp->opening_balance,
                     &imp->has_opening_balance);
    take_balance(&s->closing_balance, imp->currency, &imp->closing_balance,
                 &imp->has_closing_balance);
    for (ptrdiff_t i = 0; i < s->n_findings; i++) {
        const Finding *f = &s->findings[i];
        int level = f->level == FINDING_ERROR     ? LEVEL_ERROR
                    : f->level == FINDING_WARNING ? LEVEL_WARNING
                                                  : LEVEL_INFO;
        reader_note(r, (NoteAt){ level, f->line, f->page }, f->field, f->message, f->suggested_fix);
    }
    return true;
}

/* --- the whole --- */

bool reader_read(Reader *r)
{
    StatementSink sink = { r, on_begin, on_rows, on_end };
    Piece pieces[2] = { 0 };
    r->pieces = pieces;
    stages_enter(&r->original->stages, r->original->is_read ? STAGE_PARSE : STAGE_EXTRACT);
    bool ok = original_read(r->c, r->original, &sink);
    return pieces_end(r) && ok;
}

void reader_done(Reader *r)
{
    finger_done(&r->seen);
    assigner_clean(&r->assigner);
}
