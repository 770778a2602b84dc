/* Opening an import's file. */
#include "import/original.h"

#include "blob/scan.h"
#include "import/book.h"
#include "import/keep.h"

#include <unistd.h>

enum { READ_AT_ONCE_BYTES = 2 << 20, SLICE_ROWS = 500 };

/* --- opening --- */

typedef struct {
    Id id;
    int stage;
    bool is_first, is_scanned;
    Import now;
} Begin;

/* Says that the import is being worked on. */
static bool begin(Ctx *c, void *arg)
{
    Begin *b = arg;
    Import now;
    if (!resource_get(c, &import_resource, b->id, &now))
        return false;
    if (now.status != IMPORT_PENDING && now.status != IMPORT_PROCESSING)
        return fail(c, CONFLICT, "status", "The import was ended in between");
    now.status = IMPORT_PROCESSING;
    now.stage = b->stage;
    now.attempts += b->is_first;
    now.is_scanned |= b->is_scanned;
    now.started_at = now.started_at && now.attempts > 1 ? now.started_at : c->now_ms;
    b->now = now;
    return resource_change(c, &import_resource, &now) && book_tell(c, &now);
}

static bool enter(Ctx *c, Import *imp, Original *s, int stage)
{
    /* Behind the stage decrypt the scanner has been asked. */
    bool is_scanned = stage != STAGE_DECRYPT && import_options_now()->scanner.n;
    Begin b = {
        .id = imp->id, .stage = stage, .is_first = s->stages.stage == 0, .is_scanned = is_scanned
    };
    stages_enter(&s->stages, stage);
    if (!store_write(c->store, c, begin, &b))
        return false;
    imp->status = b.now.status;
    imp->stage = b.now.stage;
    imp->attempts = b.now.attempts;
    imp->is_scanned = b.now.is_scanned;
    imp->started_at = b.now.started_at;
    return true;
}

static bool open_and_scan(Ctx *c, const Import *imp, const ImportHow *how, Original *s)
{
    Str scanner = import_options_now()->scanner;
    s->fd = keep_open(c, imp);
    return s->fd >= 0 && (!scanner.n || scan_file(c, scanner, s->fd, 0)) &&
           vault_tries(c, imp, how, &s->tries);
}

/* PDFs are long in bytes and short in rows. */
static bool read_at_once(const Import *imp, int fd)
{
    char head[5] = "";
    return imp->file_size <= READ_AT_ONCE_BYTES ||
           (pread(fd, head, sizeof head, 0) == sizeof head && str_eq(str_n(head, 5), S("%PDF-")));
}

/* Nobody gave a password: that none of the saved ones fits does not make one wrong. */
static bool explain_password(Ctx *c, const VaultTries *t)
{
    if (c->failure.code != PASSWORD_WRONG || t->has_given)
        return false;
    fail_clear(c);
    return fail(c, PASSWORD_REQUIRED, NULL,
                "The file needs a password; none of the %td saved ones opens it", t->n);
}

bool original_open(Ctx *c, Import *imp, const ImportHow *how, Original *s)
{
    *s = (Original){ .fd = -1 };
    bool scans = import_options_now()->scanner.n > 0;
    if (!enter(c, imp, s, STAGE_DECRYPT) || !open_and_scan(c, imp, how, s))
        return false;
    s->opening =
        str_fmt(c->mem, "%lld bytes; %s", (long long)imp->file_size,
                scans ? "the virus scanner found nothing" : "no virus scanner is configured");
    stages_say(&s->stages, STAGE_DECRYPT, s->opening);
    s->options = (ParseOptions){ .passwords = s->tries.values,
                                 .n_passwords = s->tries.n,
                                 .sheet = imp->wanted_sheet,
                                 .ocr = import_options_now()->ocr };
    if (!enter(c, imp, s, STAGE_EXTRACT) ||
        !template_choose(c, s->fd, imp, &s->options, &s->expected, &s->transform))
        return false;
    bool ok = !read_at_once(imp, s->fd) || original_read(c, s, NULL);
    if (ok)
        stages_enter(&s->stages, 0);
    s->opened = s->stages;
    return ok || explain_password(c, &s->tries);
}

void original_done(Original *s)
{
    vault_forget(&s->tries);
    clean_fd(&s->fd);
    s->fd = -1;
}

/* --- reading --- */

static void learn(Original *s, const Statement *t)
{
    s->is_protected |= t->is_protected;
    s->password = t->password ? t->password : s->password;
    s->pages = t->pages > s->pages ? t->pages : s->pages;
    if (t->ocr_ppm && (!s->ocr_ppm || t->ocr_ppm < s->ocr_ppm))
        s->ocr_ppm = t->ocr_ppm;
    s->sheet = t->sheet.n ? t->sheet : s->sheet;
    s->format = t->format.n ? t->format : s->format;
}

/* What comes first ends the stage in which the file was made out. */
static bool on_begin(void *state, const Statement *t)
{
    Original *s = state;
    if (s->stages.stage == STAGE_EXTRACT)
        stages_enter(&s->stages, STAGE_PARSE);
    learn(s, t);
    s->n_statements++;
    return !s->sink || !s->sink->begin || s->sink->begin(s->sink->state, t);
}

static bool on_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Original *s = state;
    return s->sink->rows(s->sink->state, rows, n);
}

static bool on_end(void *state, const Statement *t)
{
    Original *s = state;
    learn(s, t);
    return s->sink->end(s->sink->state, t);
}

/* --- what was read at once --- */

static bool collect(Ctx *c, Original *s)
{
    if (!sandbox_parse(c, s->fd, &s->options, &s->set))
        return false;
    for (ptrdiff_t i = 0; i < s->set.n; i++)
        learn(s, &s->set.statements[i]);
    s->n_statements = s->set.n;
    s->is_read = true;
    return true;
}

static bool replay(Original *s, const StatementSink *sink)
{
    for (ptrdiff_t i = 0; i < s->set.n; i++) {
        const Statement *t = &s->set.statements[i];
        if (!sink->begin(sink->state, t))
            return false;
        for (ptrdiff_t k = 0; k < t->n_rows; k += SLICE_ROWS)
            if (!sink->rows(sink->state, t->rows + k,
                            t->n_rows - k < SLICE_ROWS ? t->n_rows - k : SLICE_ROWS))
                return false;
        if (!sink->end(sink->state, t))
            return false;
    }
    return true;
}

bool original_read(Ctx *c, Original *s, const StatementSink *sink)
{
    if (!sink)
        return collect(c, s);
    if (s->is_read)
        return replay(s, sink) && !failed(c);
    StatementSink through = { s, on_begin, on_rows, on_end };
    s->sink = sink;
    s->n_statements = 0;
    bool ok = sandbox_stream(c, s->fd, &s->options, &through);
    return ok || explain_password(c, &s->tries);
}
