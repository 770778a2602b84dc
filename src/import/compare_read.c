/* Reading a kept file again with its own text, a page or a window of pages at a time. */
#include "import/compare.h"

#include "import/finger.h"
#include "import/keep.h"
#include "import/staged.h"
#include "import/target.h"
#include "import/template.h"
#include "import/vault.h"
#include "sandbox/sandbox.h"

#include <pthread.h>

enum {
    WINDOWS = 4,
    WINDOW_ROWS = 20000,
    WINDOW_BYTES = 8 << 20, /* of texts; 4 of them are all that is kept */
    WINDOW_ARENA = 64 << 20,
    ROW_BYTES = 500, /* of a row besides its texts */
    KEPT_FOR_MS = 5 * 60 * 1000
};

/* --- reading --- */

typedef struct {
    Ctx *c;
    Arena *mem; /* of the rows */
    const Import *imp;
    Transform transform;
    Targets targets;
    FingerCount seen;
    int64_t behind, limit, position,
        rows; /* rows: of the file, before those that cannot be booked */
    int64_t statement, bytes;
    Compared *items;
    ptrdiff_t n, room;
    bool more; /* it is full and there is another row */
    Str number, currency, sheet, member;
} Reader;

static bool on_begin(void *state, const Statement *s)
{
    Reader *r = state;
    r->statement++;
    r->number = s->account_number;
    r->currency = s->currency;
    r->targets.type = s->account_type;
    r->sheet = str_copy(r->mem, s->sheet);
    r->member = str_copy(r->mem, s->member);
    return true;
}

static List parts_of(Arena *mem, const StatementRow *row)
{
    ComparedPart *parts = NEW_ARRAY(mem, ComparedPart, row->n_parts);
    for (ptrdiff_t i = 0; i < row->n_parts; i++)
        parts[i] = (ComparedPart){ str_copy(mem, row->parts[i].field), row->parts[i].from,
                                   row->parts[i].n, row->parts[i].confidence_ppm };
    return (List){ parts, row->n_parts };
}

/* The row as a staged one; false when it cannot be booked and is no row of the import. */
static bool as_staged(Reader *r, Arena *mem, const StatementRow *row, StagedRow *out)
{
    Str field, problem;
    Target *t = target_of(&r->targets, row->account.n ? row->account : r->number,
                          row->currency.n ? row->currency : r->currency);
    if (!t || t->problem.n || !staged_of(mem, row, t->currency, out, &field, &problem))
        return false;
    out->account_id = t->account_id;
    out->occurrence = finger_add(&r->seen, t->account_id, out->fingerprint);
    out->position = ++r->position;
    return true;
}

static void take(Reader *r, const StatementRow *row, StagedRow *s)
{
    if (r->n == r->room) {
        ptrdiff_t want = r->room ? 2 * r->room : 64;
        r->items = arena_grow(r->mem, r->items, (size_t)r->room * sizeof(Compared),
                              (size_t)want * sizeof(Compared));
        r->room = want;
    }
    r->bytes += ROW_BYTES + row->raw.n + s->description.n + s->counterparty.n + s->reference.n +
                row->n_parts * (ptrdiff_t)sizeof(ComparedPart);
    r->items[r->n++] = (Compared){
        .position = s->position,
        .line = row->line,
        .page = row->page,
        .statement = r->statement,
        .sheet = r->sheet,
        .member = r->member,
        .raw = str_copy(r->mem, row->raw),
        .parts = parts_of(r->mem, row),
        .date = s->date,
        .amount = s->amount,
        .currency = s->currency,
        .description = str_copy(r->mem, s->description),
        .counterparty = str_copy(r->mem, s->counterparty),
        .reference = str_copy(r->mem, s->reference),
        .balance = s->balance,
        .has_balance = s->has_balance,
        .confidence = s->confidence,
        .fingerprint = s->fingerprint,
        .occurrence = s->occurrence,
        .account_id = s->account_id,
    };
}

/* Reading has gone far enough. fail() is how a sink stops it. */
static bool enough(Reader *r)
{
    r->more = true;
    return fail(r->c, CONFLICT, "page", "The page is full");
}

static bool on_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Reader *r = state;
    for (ptrdiff_t i = 0; i < n && !failed(r->c); i++) {
        ArenaMark mark = arena_mark(r->c->mem);
        StatementRow row = rows[i];
        StagedRow staged;
        if (!template_row(&r->transform, &row, ++r->rows))
            continue;
        ptrdiff_t known = r->targets.known.n;
        bool is_one = as_staged(r, r->c->mem, &row, &staged);
        bool wanted = is_one && staged.position > r->behind;
        if (wanted && (r->n == r->limit || r->bytes > WINDOW_BYTES))
            return enough(r);
        if (wanted)
            take(r, &row, &staged);
        if (known == r->targets.known.n && (!wanted || r->mem != r->c->mem))
            arena_reset(r->c->mem, mark);
    }
    return !failed(r->c);
}

static void reader_done(Reader *r)
{
    finger_done(&r->seen);
}

static bool read_rows(Reader *r)
{
    Ctx *c = r->c;
    VaultTries tries = { 0 };
    int fd CLEAN(clean_fd) = keep_open_clean(c, r->imp);
    ParseOptions o = { .with_source = true,
                       .sheet = r->imp->wanted_sheet,
                       .ocr = import_options_now()->ocr };
    StatementSink sink = { r, on_begin, on_rows, NULL };
    if (fd < 0 || !template_again(c, r->imp, &o, &r->transform))
        return false;
    if (r->imp->is_password_protected && !vault_tries(c, r->imp, NULL, &tries))
        return false;
    o.passwords = tries.values;
    o.n_passwords = tries.n;
    bool ok = sandbox_stream(c, fd, &o, &sink);
    vault_forget(&tries);
    if (!ok && r->more && c->failure.code == CONFLICT)
        fail_clear(c);
    return !failed(c);
}

/* --- what is kept for the next pages --- */

/* Rows of a file behind a position, as the import stood when they were read. */
typedef struct {
    Arena *mem; /* NULL: none are kept here */
    Id workspace_id, import_id;
    int64_t updated_at, behind, made_ms, used_ms;
    Compared *items;
    ptrdiff_t n;
    bool more;
} Window;

static struct {
    pthread_mutex_t lock;
    Window all[WINDOWS];
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void copy_rows(Arena *mem, const Compared *from, ptrdiff_t n, Compared *to)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        Compared *k = &to[i];
        *k = from[i];
        Str *const texts[] = { &k->sheet,       &k->member,       &k->raw,
                               &k->description, &k->counterparty, &k->reference };
        for (ptrdiff_t t = 0; t < COUNT(texts); t++)
            *texts[t] = str_copy(mem, *texts[t]);
        const ComparedPart *parts = from[i].parts.items;
        ComparedPart *own = NEW_ARRAY(mem, ComparedPart, from[i].parts.n);
        for (ptrdiff_t p = 0; p < from[i].parts.n; p++) {
            own[p] = parts[p];
            own[p].field = str_copy(mem, parts[p].field);
        }
        k->parts.items = own;
    }
}

/* The page out of a window; false when it does not hold it. */
static bool page_of(Ctx *c, const Window *w, int64_t behind, int64_t limit, ComparePage *out)
{
    ptrdiff_t first = (ptrdiff_t)(behind - w->behind), left = w->n - first;
    if (behind < w->behind || left < 0 || (left <= limit && w->more))
        return false;
    *out = (ComparePage){ .n = left < limit ? left : (ptrdiff_t)limit, .more = left > limit };
    out->items = NEW_ARRAY(c->mem, Compared, out->n + 1);
    copy_rows(c->mem, w->items + first, out->n, out->items);
    return true;
}

static void forget(Window *w)
{
    if (w->mem)
        arena_free(w->mem);
    *w = (Window){ 0 };
}

static bool find_kept(Ctx *c, const Import *imp, int64_t behind, int64_t limit, ComparePage *out)
{
    bool found = false;
    int64_t now = clock_mono_ns() / 1000000;
    pthread_mutex_lock(&kept.lock);
    for (Window *w = kept.all; w < kept.all + WINDOWS; w++) {
        if (w->mem && now - w->made_ms > KEPT_FOR_MS)
            forget(w);
        if (found || !w->mem || w->workspace_id != imp->workspace_id || w->import_id != imp->id ||
            w->updated_at != imp->updated_at)
            continue;
        found = page_of(c, w, behind, limit, out);
        w->used_ms = found ? now : w->used_ms;
    }
    pthread_mutex_unlock(&kept.lock);
    return found;
}

/* In the place of the one that was not used for longest. */
static void keep(Window *fresh)
{
    Window *oldest = kept.all;
    fresh->made_ms = fresh->used_ms = clock_mono_ns() / 1000000;
    pthread_mutex_lock(&kept.lock);
    for (Window *w = kept.all; w < kept.all + WINDOWS; w++)
        oldest = !w->mem || (oldest->mem && w->used_ms < oldest->used_ms) ? w : oldest;
    forget(oldest);
    *oldest = *fresh;
    pthread_mutex_unlock(&kept.lock);
}

/* --- a page --- */

static bool read_window(Ctx *c, const Import *imp, int64_t behind, int64_t limit, Arena *mem,
                        Window *out)
{
    Import own = *imp; /* accounts are found for it */
    Reader r CLEAN(reader_done) = { .c = c,
                                    .mem = mem,
                                    .imp = imp,
                                    .behind = behind,
                                    .limit = limit,
                                    .seen = finger_new(),
                                    .targets = targets_new(c, &own, (Str){ 0 }) };
    if (!read_rows(&r))
        return false;
    *out = (Window){ .mem = mem,
                     .workspace_id = imp->workspace_id,
                     .import_id = imp->id,
                     .updated_at = imp->updated_at,
                     .behind = behind,
                     .items = r.items,
                     .n = r.n,
                     .more = r.more };
    return true;
}

bool compare_page(Ctx *c, const Import *imp, int64_t behind, int64_t limit, ComparePage *out)
{
    Window w;
    *out = (ComparePage){ 0 };
    if (failed(c) || find_kept(c, imp, behind, limit, out))
        return !failed(c);
    if (!behind) { /* somebody looks at it, and perhaps no further */
        if (!read_window(c, imp, 0, limit, c->mem, &w))
            return false;
        *out = (ComparePage){ w.items, w.n, w.more };
        return true;
    }
    Arena *mem = arena_new("a window of a statement", WINDOW_ARENA);
    if (!read_window(c, imp, behind, WINDOW_ROWS, mem, &w)) {
        arena_free(mem);
        return false;
    }
    if (!page_of(c, &w, behind, limit,
                 out)) { /* rows so long that a window holds less than a page */
        *out = (ComparePage){ NEW_ARRAY(c->mem, Compared, w.n + 1), w.n, w.more };
        copy_rows(c->mem, w.items, w.n, out->items);
    }
    keep(&w);
    return true;
}
