/* What commands start with. */
#include "app/open.h"

#include "app/tables.h"
#include "attach/attachment.h"
#include "auth/auth.h"
#include "blob/blob.h"
#include "blob/scan.h"
#include "check_sql.h"
#include "import/import.h"
#include "value/id.h"

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

bool program_settings(Program *p, const char *name, int argc, char **argv)
{
    *p = (Program){ .c = ctx_new(name, LIMIT_JOB_ARENA_BYTES), .argv = argv };
    p->argc = settings_read(&p->c, argc, argv, &p->settings);
    if (p->argc < 0)
        return false;
    log_level((LogLevel)(p->settings.log_level ? p->settings.log_level - 1 : LOG_INFO));
    return true;
}

static bool is_tls(const Settings *s)
{
    return str_starts(s->public_url, S("https://"));
}

static bool read_newest(Ctx *c, void *arg)
{
    *(Id *)arg = db_one_int(c, &q_newest_id, DB_NO_ARGS);
    return !failed(c);
}

/* No id is given twice, even when the clock was set back. */
static bool start_ids(Program *p)
{
    Id newest = 0;
    bool was = p->c.system;
    p->c.system = true;
    bool done = store_read(p->store, &p->c, read_newest, &newest);
    p->c.system = was;
    id_start_after(newest);
    return done;
}

typedef struct {
    Str fresh, mark;
} Mark;

static bool read_mark(Ctx *c, void *arg)
{
    DbRows r = db_rows(c, &q_installation_mark, DB_NO_ARGS);
    ((Mark *)arg)->mark = r.n ? str_copy(c->mem, db_text(&r, 0, "mark")) : (Str){ 0 };
    return !failed(c);
}

static bool give_mark(Ctx *c, void *arg)
{
    const Mark *m = arg;
    db_run(c, &q_installation_begin, DB_ARGS(V_TEXT(m->fresh), V_INT(c->now_ms)));
    return !failed(c);
}

/* Its files are told by it from those of another installation that shares the folder or the bucket.
 */
static bool start_mark(Program *p)
{
    Ctx *c = &p->c;
    uint64_t chance[2];
    random_bytes(chance, sizeof chance);
    Mark m = { .fresh = str_fmt(c->mem, "%016llx%016llx", (unsigned long long)chance[0],
                                (unsigned long long)chance[1]) };
    if (!store_read(p->store, c, read_mark, &m))
        return false;
    if (!m.mark.n &&
        (!store_write(p->store, c, give_mark, &m) || !store_read(p->store, c, read_mark, &m)))
        return false;
    return blob_belong(c, m.mark);
}

bool program_open_existing(Program *p)
{
    Str url = p->settings.database_url, path = str_part(url, 7, url.n);
    if (str_starts(url, S("sqlite:")) && path.n && access(str_c(p->c.mem, path), F_OK) != 0 &&
        errno == ENOENT)
        return fail(&p->c, NOT_FOUND, NULL,
                    "There is no database %.*s: name it with --db, or make it with 'florin import' "
                    "or 'florin serve'",
                    STR_ARG(path));
    return program_open(p);
}

/* Where statements' files are. A dump of this process's memory would hold keys and passwords: there
 * are none. */
static bool start_files(Ctx *c, const Settings *s)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    BlobOptions o = { .folder = str_fmt(c->mem, "%.*s/files", STR_ARG(s->data_folder)).p,
                      .scratch = s->upload_folder.n ? str_c(c->mem, s->upload_folder) : NULL,
                      .s3_endpoint = s->s3_endpoint,
                      .s3_bucket = s->s3_bucket,
                      .s3_region = s->s3_region,
                      .s3_access_key = s->s3_access_key,
                      .s3_secret_key = s->s3_secret_key };
    attach_start(&(AttachOptions){ .ocr = s->ocr_languages, .scanner = s->clamav_address });
    import_start(&(ImportOptions){ .folder = o.folder,
                                   .retention_days = s->files_retention_days,
                                   .scanner = s->clamav_address,
                                   .ocr = s->ocr_languages });
    if (s->clamav_address.n && !scan_address_ok(s->clamav_address))
        return fail(c, USAGE, "clamav_address",
                    "The virus scanner is named HOST:PORT, or by the path of its socket");
    return settings_files_key(c, s) && blob_start(c, &o);
}

bool program_open(Program *p)
{
    Ctx *c = &p->c;
    const Settings *s = &p->settings;
    AuthOptions auth = { .secure_cookies = is_tls(s),
                         .registration_closed = !s->registration,
                         .limits_off = !s->rate_limits,
                         .password_cost = { .memory_kib = (int)s->password_memory_mib * 1024 } };
    StoreOptions options = { .pool = (int)s->database_pool };
    if (!settings_key(c, s, auth.key))
        return false;
    p->store = store_open(c, s->database_url, &options);
    if (!p->store)
        return false;
    c->store = p->store;
    id_set_node(s->node >= 0 ? (int)s->node : store_node(p->store));
    auth_start(&auth);
    if (!start_files(c, s))
        return false;
    tables_start();
    return store_migrate(p->store, c) >= 0 && start_ids(p) && start_mark(p);
}

int program_close(Program *p)
{
    const Failure *f = &p->c.failure;
    if (f->code) {
        if (!f->fields)
            fprintf(stderr, "florin: %.*s\n", STR_ARG(f->detail));
        for (const FieldError *e = f->fields; e; e = e->next)
            fprintf(stderr, "florin: %.*s: %.*s\n", STR_ARG(e->pointer), STR_ARG(e->detail));
        if (f->internal.p && str_find(f->detail, f->internal, 0) < 0)
            fprintf(stderr, "florin: (%.*s)\n", STR_ARG(f->internal));
    }
    int status = f->code == USAGE ? 2 : f->code ? 1 : 0;
    if (p->store)
        store_close(p->store);
    ctx_done(&p->c);
    return status;
}
