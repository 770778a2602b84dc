/* import.read: sandbox -> accounts -> exact duplicates -> the ledger, or the waiting room.
 *
 * Two ways. Into an account without rows there is nothing to compare with, so rows go into the
 * ledger while they are read, hidden (the direct way); should the end of the file reveal a doubt,
 * they are taken out and the file is read again the other way. Else rows are staged, compared, and
 * booked from there. */
#include "import/read.h"

#include "event/event.h"
#include "import/book.h"
#include "import/end.h"
#include "import/files.h"
#include "import/finger.h"
#include "import/keep.h"
#include "import/match.h"
#include "import/overlap.h"
#include "import/piece.h"
#include "import/sample.h"
#include "import/original.h"
#include "import/target.h"
#include "import/template.h"
#include "import_sql.h"

#include <semaphore.h>

/* A piece takes the writer about 20 ms. */
enum {
    PROBLEMS_MAX = 1000,
    TELL_EVERY_MS = 300,
    PIECE_ROWS = 2 * LIMIT_BATCH_ROWS,
    SLICE_ROWS = 500,
    PATIENCE_MS = 30000 /* that a file which has been read waits for its turn */
};

typedef struct Reader {
    Ctx *c;
    const ImportHow *how;
    Original *original;
    Import imp;
    bool direct;
    bool go_back; /* the direct way is closed: read again, staged */
    Targets targets;
    int64_t file_rows; /* of the file, whatever becomes of them */
    FingerCount seen;
    Totals totals;
    bool name_noted;
    int64_t skip;         /* rows that an earlier run has written */
    int64_t position;     /* of the last row */
    Str number, currency; /* the statement's, for rows that do not say */
    Assigner *assigner;
    Validation *problems;
    ptrdiff_t n_problems;
    int64_t told_ns;
    struct Piece *pieces; /* two */
    int filling;          /* which of them takes rows */
} Reader;

static const Field payload_fields[] = {
    F_ID(ImportPayload, import_id, .prefix = "imp", .doc = "The import."),
};
const Shape import_payload_shape = SHAPE(ImportPayload, payload_fields);

bool import_enqueue(Ctx *c, Id import_id)
{
    ImportPayload p = { import_id };
    /* Also while the job that read it before is ending: the lock on the import parts them. */
    job_add(c, &import_read_kind, &p, NULL);
    return !failed(c);
}

/* --- what is wrong with rows --- */

static void note(Reader *r, int level, int64_t line, Str field, Str message, Str fix)
{
    if (level == LEVEL_ERROR && line)
        r->imp.failed_imports++;
    if (r->n_problems == PROBLEMS_MAX)
        return;
    if (!r->problems)
        r->problems = NEW_ARRAY(r->c->mem, Validation, PROBLEMS_MAX);
    Arena *mem = r->c->mem;
    r->problems[r->n_problems++] = (Validation){ .import_id = r->imp.id,
                                                 .row_number = line,
                                                 .validation_type = level,
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
    int64_t whole = r->original->expected > r->position ? r->original->expected : r->position + r->position / 10 + 1;
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
        note(r, LEVEL_ERROR, row->line, t->problem.n ? S("account") : field, words, (Str){ 0 });
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
        note(r,
             f->level == FINDING_ERROR     ? LEVEL_ERROR
             : f->level == FINDING_WARNING ? LEVEL_WARNING
                                           : LEVEL_INFO,
             f->line, f->field, f->message, f->suggested_fix);
    }
    return true;
}

/* --- states --- */

/* The row as this run has it, stored, unless somebody ended the import in between. */
static bool save(Ctx *c, Import *imp)
{
    Import now;
    if (!resource_get(c, &import_resource, imp->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING && now.status != IMPORT_PENDING)
        return fail(c, CONFLICT, "status", "The import was ended in between");
    imp->updated_at = now.updated_at;
    return resource_change(c, &import_resource, imp);
}

static bool start(Ctx *c, void *arg)
{
    Reader *r = arg;
    Import *imp = &r->imp;
    imp->status = IMPORT_PROCESSING;
    imp->stage = STAGE_PARSE;
    imp->is_direct = r->direct;
    imp->started_at = imp->started_at ? imp->started_at : c->now_ms;
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    db_run(c, &q_import_findings_drop, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    return save(c, imp) && book_tell(c, imp);
}

/* A name that says another type is a remark. The unit may be run again. */
static void note_name(Reader *r)
{
    Str remark = sample_name_remark(r->c->mem, r->imp.filename, r->imp.file_type);
    if (remark.n && !r->name_noted)
        note(r, LEVEL_INFO, 0, S("filename"), remark, (Str){ 0 });
    r->name_noted = true;
}

/* What kind of file it was, in words. */
static Str extracted(Ctx *c, const Original *s)
{
    Buf b = buf_new(c->mem, 1000);
    buf_fmt(&b, "%.*s", STR_ARG(s->format));
    if (s->pages)
        buf_fmt(&b, ", %lld page%s", (long long)s->pages, s->pages == 1 ? "" : "s");
    if (s->ocr_ppm)
        buf_fmt(&b, ", pictures read with a confidence of %d %%", s->ocr_ppm / 10000);
    if (s->sheet.n)
        buf_fmt(&b, ", sheet '%.*s'", (int)(s->sheet.n < 200 ? s->sheet.n : 200), s->sheet.p);
    if (s->n_statements != 1)
        buf_fmt(&b, ", %lld statements", (long long)s->n_statements);
    return buf_str(&b);
}

/* What became known of the file, in the import and in the words of its stages. The unit may be run
 * again. */
static bool note_original(Ctx *c, Reader *r)
{
    Original *s = r->original;
    Import *imp = &r->imp;
    imp->pages = s->pages;
    imp->ocr_confidence = s->ocr_ppm;
    imp->sheet = s->n_statements == 1 ? s->sheet : (Str){ 0 };
    imp->is_password_protected = s->is_protected || s->password;
    if (!vault_opened(c, imp, &s->tries, s->password, &imp->password_id))
        return false;
    Str by = vault_words(c, &s->tries, s->password);
    if (by.n)
        stages_say(&s->stages, STAGE_DECRYPT,
                   str_fmt(c->mem, "%.*s; opened with %.*s", STR_ARG(s->opening), STR_ARG(by)));
    stages_say(&s->stages, STAGE_EXTRACT, extracted(c, s));
    stages_say(&s->stages, STAGE_PARSE,
               str_fmt(c->mem, "%lld rows read, %lld that cannot be booked", (long long)r->position,
                       (long long)imp->failed_imports));
    if (r->direct) {
        stages_say(&s->stages, STAGE_DEDUPLICATE,
                   S("Into an account without rows: there is nothing to compare with"));
        stages_say(&s->stages, STAGE_CREATE, S("Written while they were read"));
    }
    return true;
}

static bool store_read_facts(Ctx *c, void *arg)
{
    Reader *r = arg;
    note_name(r);
    for (ptrdiff_t i = 0; i < r->n_problems && !failed(c); i++) {
        r->problems[i].id = 0;
        resource_add(c, &validation_resource, &r->problems[i]);
    }
    if (r->targets.known.n > 1) /* several accounts have no balance together */
        r->imp.has_opening_balance = r->imp.has_closing_balance = false;
    r->imp.stage = STAGE_DEDUPLICATE;
    r->imp.written_rows = r->direct ? r->position : 0; /* as the last piece has stored it */
    r->imp.total_rows = r->position + r->imp.failed_imports;
    return note_original(c, r) && stages_store(c, r->imp.id, &r->original->stages) && save(c, &r->imp);
}

typedef struct {
    Import *imp;
    Str why;
} Review;

static bool ask(Ctx *c, void *arg)
{
    Review *v = arg;
    v->imp->status = IMPORT_NEEDS_REVIEW;
    v->imp->progress = 95;
    if (!save(c, v->imp))
        return false;
    event_emit(c, "import.needs_review", &import_resource.shape, v->imp, 0);
    return notify(
        c, c->user_id,
        &(Notice){ .kind = "import.needs_review",
                   .title = str_fmt(c->mem, "%.*s is to be looked at", STR_ARG(v->imp->filename)),
                   .body = v->why,
                   .link = str_fmt(c->mem, "/imports/%.*s",
                                   STR_ARG(id_text(c->mem, "imp", v->imp->id))) });
}

/* Why a person has to look; none when nothing is in doubt. */
static Str doubt(const Reader *r)
{
    const Import *imp = &r->imp;
    if (!imp->account_id)
        return S("It is not known which account the rows belong to");
    if (imp->wants_preview)
        return S("A preview was asked for");
    if (r->how->never_ask)
        return (Str){ 0 };
    if (imp->ambiguous && !imp->is_accepted)
        return S("The file can be read in more than one way");
    if (imp->has_reconciled && !imp->reconciled && !imp->is_accepted)
        return S("The file's balances do not agree with its rows");
    if (imp->failed_imports && !imp->is_accepted)
        return S("Some rows cannot be booked");
    if (imp->duplicate_state == DUPLICATE_OPEN)
        return S("Another statement of the account has most of these rows already");
    if (imp->near_rows)
        return S("Some rows look like transactions that are stored already");
    return (Str){ 0 };
}

/* --- the ways --- */

static bool read_file(Reader *r)
{
    StatementSink sink = { r, on_begin, on_rows, on_end };
    stages_enter(&r->original->stages, r->original->is_read ? STAGE_PARSE : STAGE_EXTRACT);
    bool ok = original_read(r->c, r->original, &sink);
    return pieces_end(r) && ok;
}

static void forget_facts(Import *imp)
{
    imp->ambiguous = imp->has_reconciled = imp->reconciled = false;
    imp->has_opening_balance = imp->has_closing_balance = false;
    imp->total_rows = imp->failed_imports = imp->duplicate_rows = imp->near_rows = 0;
    imp->duplicate_of_id = 0;
    imp->duplicate_score = 0;
    imp->duplicate_state = DUPLICATE_NONE;
    imp->period_from = imp->period_to = DATE_NONE;
    imp->mapping = imp->error_code = imp->error_details = (Str){ 0 };
}

static bool get_assigner(Ctx *c, void *arg)
{
    Reader *r = arg;
    r->assigner = assigner_get(c);
    return r->assigner != NULL;
}

static void reader_done(Reader *r)
{
    finger_done(&r->seen);
    assigner_clean(&r->assigner);
}

static bool finish_direct(Reader *r)
{
    return book_complete(r->c, &r->imp, r->skip ? NULL : &r->totals);
}

static bool log_stages(Ctx *c, void *arg)
{
    const Reader *r = arg;
    return stages_store(c, r->imp.id, &r->original->stages);
}

static bool finish_staged(Reader *r)
{
    Stages *stages = &r->original->stages;
    stages->n = 0; /* those are in the log */
    stages_enter(stages, STAGE_DEDUPLICATE);
    r->imp.near_rows = match_near(r->c, &r->imp);
    if (r->imp.near_rows < 0 || !overlap_find(r->c, &r->imp, r->how->merge_repeats))
        return false;
    Str why = doubt(r);
    Review v = { &r->imp, why };
    stages_say(stages, STAGE_DEDUPLICATE,
               str_fmt(r->c->mem, "%lld rows were there already, %lld look like stored ones",
                       (long long)r->imp.duplicate_rows, (long long)r->imp.near_rows));
    stages_enter(stages, 0);
    if (!store_write(r->c->store, r->c, log_stages, r))
        return false;
    stages_enter(stages, STAGE_CREATE);
    if (why.n)
        return store_write(r->c->store, r->c, ask, &v);
    return book_staged(r->c, &r->imp, r->how);
}

/* One reading; false with go_back set when it is to be done the other way. */
static bool read_once(Ctx *c, const Import *imp, Original *original, const ImportHow *how, bool direct,
                      bool *go_back)
{
    Reader r CLEAN(reader_done) = { .c = c,
                                    .how = how,
                                    .original = original,
                                    .imp = *imp,
                                    .direct = direct,
                                    .skip = direct ? imp->written_rows : 0,
                                    .seen = finger_new(),
                                    .totals = totals_new(c->mem) };
    Piece pieces[2] = { 0 };
    r.pieces = pieces;
    original->stages = original->opened;
    forget_facts(&r.imp);
    r.targets = targets_new(c, &r.imp, how->make_account);
    if (direct && !store_read(c->store, c, get_assigner, &r))
        return false;
    if (!store_write(c->store, c, start, &r))
        return false;
    bool ok = read_file(&r);
    if (ok && r.position == 0 && r.imp.failed_imports == 0)
        fail(c, NO_TRANSACTIONS, NULL, "The file has no transactions");
    if (ok && !failed(c) && direct && doubt(&r).n)
        r.go_back = true;
    *go_back = r.go_back;
    if (r.go_back || !ok || failed(c))
        return false;
    stages_enter(&original->stages, 0);
    if (!store_write(c->store, c, store_read_facts, &r))
        return false;
    r.imp.save_password = (Str){ 0 };
    return direct ? finish_direct(&r) : finish_staged(&r);
}

/* was: the import before it was opened. */
static bool run(Ctx *c, const Import *was, Import *imp, Original *original, const ImportHow *how)
{
    bool go_back = false, fresh = was->status == IMPORT_PENDING && !imp->wants_preview;
    if (was->status == IMPORT_PENDING && imp->attempts > 1 && !book_clean(c, imp->id, true, false))
        return false;
    if (fresh || (was->status == IMPORT_PROCESSING && was->is_direct)) {
        if (read_once(c, imp, original, how, true, &go_back))
            return true;
        if (!go_back)
            return false;
        fail_clear(c);
    }
    /* What an earlier try has left, of either way. */
    imp->written_rows = 0;
    return book_clean(c, imp->id, true, false) && read_once(c, imp, original, how, false, &go_back);
}

static bool only_to_book(const Import *imp)
{
    return imp->status == IMPORT_PROCESSING && imp->stage == STAGE_CREATE && !imp->is_direct;
}

/* It goes back to the queue as it was before it was opened. */
static bool put_back(Ctx *c, void *arg)
{
    const Import *was = *(const Import **)arg;
    Import now;
    if (!resource_get(c, &import_resource, was->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING)
        return true;
    now.status = was->status;
    now.stage = was->stage;
    now.attempts = was->attempts;
    return resource_change(c, &import_resource, &now);
}

/* In its turn; ended: somebody ended the import in between. */
static bool run_in_turn(Ctx *c, const Import *was, Import *imp, Original *original, const ImportHow *how)
{
    int turn CLEAN(clean_fd) = -1;
    Import now;
    if (!keep_turn(c, how->job, PATIENCE_MS, &turn))
        return false;
    if (turn < 0)
        return store_write(c->store, c, put_back, (void *)&was);
    if (!import_get(c, imp->id, &now))
        return false;
    if (now.status != IMPORT_PENDING && now.status != IMPORT_PROCESSING)
        return true;
    if (!end_abandoned(c, imp->id) || !book_leftovers(c))
        return false;
    return only_to_book(was) ? book_staged(c, imp, how) : run(c, was, imp, original, how);
}

bool import_run(Ctx *c, Id import_id, const ImportHow *how)
{
    static const ImportHow as_usual = { 0 };
    Import imp;
    Original original CLEAN(original_done) = { .fd = -1 };
    int held CLEAN(clean_fd) = -1;
    if (!import_get(c, import_id, &imp))
        return false;
    if (keep_hold(c, &imp, &held) == KEEP_BUSY)
        return fail(c, BUSY, NULL, "Another process is reading this import");
    if (!import_get(c, import_id, &imp)) /* it may have ended while the lock was not held */
        return false;
    if (imp.status != IMPORT_PENDING && imp.status != IMPORT_PROCESSING)
        return true;
    Import was = imp;
    how = how ? how : &as_usual;
    if ((only_to_book(&was) || original_open(c, &imp, how, &original)) &&
        run_in_turn(c, &was, &imp, &original, how))
        return files_ended(c, import_id);
    return end_fault(c, &imp, &original.stages);
}

static bool read_job(Ctx *c, const Job *job)
{
    const ImportPayload *p = job->payload;
    return import_run(c, p->import_id, &(ImportHow){ .job = job });
}

static bool read_given_up(Ctx *c, const Job *job, const Failure *why)
{
    const ImportPayload *p = job->payload;
    return end_import(c, p->import_id, why, NULL);
}

const JobKind import_read_kind = {
    .name = "import.read",
    .queue = "files",
    .payload = &import_payload_shape,
    .run = read_job,
    .given_up = read_given_up,
    .max_attempts = 8,
    .doc = "Reads an uploaded file and books it, or makes its preview.",
};
