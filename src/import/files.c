/* Files of statements: the list, the bytes as they came, dropping them. */
#include "import/files.h"

#include "files_sql.h"
#include "http/disposition.h"
#include "import/keep.h"
#include "import/read.h"

#include <unistd.h>

/* An import as the file it came in. */
typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str filename, file_type;
    int64_t file_size;
    Id account_id;
    int status;
    ImportPeriod period; /* of the members below */
    Date period_from, period_to;
    Str institution;
    int64_t total_rows;
    bool is_file_kept, is_password_protected;
    Id duplicate_of_id;
    int32_t duplicate_score;
    int duplicate_state;
} StatementFile;

static const Field period_fields[] = {
    F_DATE(ImportPeriod, from, .flags = OPTIONAL, .doc = "The first day."),
    F_DATE(ImportPeriod, to, .flags = OPTIONAL, .doc = "The last day."),
};
static const Field file_fields[] = {
    F_ID(StatementFile, id, .prefix = "imp", .flags = READ_ONLY | SORTABLE, .doc = "The import."),
    F_ID(StatementFile, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(StatementFile, created_at, .flags = READ_ONLY, .doc = "When the file came."),
    F_INSTANT(StatementFile, updated_at, .flags = READ_ONLY,
              .doc = "When its import last moved on."),
    F_TEXT(StatementFile, filename, .flags = READ_ONLY, .doc = "As its sender calls it."),
    F_TEXT(StatementFile, file_type, .flags = READ_ONLY | OPTIONAL,
           .doc = "Detected from its content."),
    F_INT(StatementFile, file_size, .flags = READ_ONLY, .doc = "Bytes."),
    F_ID(StatementFile, account_id, .prefix = "acc", .flags = READ_ONLY | OPTIONAL,
         .doc = "The account."),
    F_WORD(StatementFile, status, .flags = READ_ONLY, .words = import_statuses,
           .doc = "Where its import stands."),
    F_STRUCT(StatementFile, period, ImportPeriod, period_fields, .flags = READ_ONLY | UNSTORED,
             .doc = "The days it covers."),
    F_DATE(StatementFile, period_from, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_DATE(StatementFile, period_to, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_TEXT(StatementFile, institution, .flags = READ_ONLY | OPTIONAL,
           .doc = "The bank, if the file says."),
    F_INT(StatementFile, total_rows, .flags = READ_ONLY, .doc = "Its rows."),
    F_BOOL(StatementFile, is_file_kept, .flags = READ_ONLY, .doc = "Whether its bytes are stored."),
    F_BOOL(StatementFile, is_password_protected, .flags = READ_ONLY,
           .doc = "Whether it needed a password."),
    F_ID(StatementFile, duplicate_of_id, .prefix = "imp", .flags = READ_ONLY | OPTIONAL,
         .doc = "The file that has the same rows."),
    F_RATIO(StatementFile, duplicate_score, .flags = READ_ONLY | OPTIONAL,
            .doc = "How much of it that one has, 0 to 1."),
    F_WORD(StatementFile, duplicate_state, .flags = READ_ONLY | OPTIONAL, .words = duplicate_states,
           .doc = "What was decided about it."),
};
static const Filter file_filters[] = {
    { "account_id", FILTER_IS, "account_id", NULL, "Only of these accounts." },
    { "file_type", FILTER_IS, "file_type", NULL, "Only of these types." },
    { "status", FILTER_IS, "status", NULL, "Only those whose import stands there." },
    { "is_file_kept", FILTER_IS, "is_file_kept", NULL, "Only those whose bytes are stored." },
};

static bool fill(Ctx *c, void *rows, ptrdiff_t n)
{
    StatementFile *f = rows;
    for (ptrdiff_t i = 0; i < n; i++)
        f[i].period = (ImportPeriod){ f[i].period_from, f[i].period_to };
    return !failed(c);
}

const Resource statement_file_resource = {
    .name = "statement_file",
    .plural = "statement_files",
    .table = "import",
    .prefix = "imp",
    .shape = SHAPE(StatementFile, file_fields),
    .filters = file_filters,
    .n_filters = COUNT(file_filters),
    .sort = "-id",
    .owned = true,
    .fill = fill,
};

/* --- the bytes --- */

static bool file_content(Ctx *c, Call *call)
{
    Import imp;
    Id id = 0;
    if (id_parse(call->path_args[0], "imp", &id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such statement");
    if (!import_get(c, id, &imp))
        return false;
    int fd = keep_open_clean(c, &imp);
    if (fd < 0)
        return false;
    Str *header = NEW(c->mem, Str);
    *header = http_disposition(c->mem, imp.filename);
    call->headers = (Texts){ header, 1 };
    call->content_type = S("application/octet-stream");
    call->has_file = true;
    call->file = fd;
    call->file_bytes = lseek(fd, 0, SEEK_END);
    return true;
}

/* --- dropping --- */

bool files_drop(Ctx *c, Id import_id)
{
    ImportPayload p = { import_id };
    db_run(c, &q_file_dropped, DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(c->now_ms)));
    job_add(c, &import_drop_kind, &p, NULL);
    return !failed(c);
}

static bool end_unit(Ctx *c, void *arg)
{
    const Id *id = arg;
    return files_drop(c, *id);
}

bool files_ended(Ctx *c, Id import_id)
{
    Import imp;
    if (import_options_now()->retention_days != -1)
        return !failed(c);
    return import_get(c, import_id, &imp) && (imp.status != IMPORT_COMPLETED || !imp.is_file_kept ||
                                              store_write(c->store, c, end_unit, &import_id));
}

static bool file_drop(Ctx *c, Call *call)
{
    Import imp;
    if (!resource_get(c, &import_resource, call->id, &imp))
        return false;
    if (imp.status == IMPORT_PENDING || imp.status == IMPORT_PROCESSING)
        return fail(c, CONFLICT, "status", "The file is being read; try again when it is done");
    return !imp.is_file_kept || files_drop(c, imp.id);
}

static bool drop_job(Ctx *c, const Job *job)
{
    const ImportPayload *p = job->payload;
    Import imp;
    return import_get(c, p->import_id, &imp) && (imp.is_file_kept || keep_drop(c, imp.id));
}

const JobKind import_drop_kind = {
    .name = "import.drop_file",
    .queue = "maintenance",
    .payload = &import_payload_shape,
    .run = drop_job,
    .max_attempts = 10,
    .doc = "Removes the bytes of a statement that are no longer to be kept.",
};

/* --- keeping house --- */

static bool sweep(Ctx *c, const Job *job)
{
    (void)job;
    return keep_sweep(c);
}

const JobKind import_sweep_kind = {
    .name = "import.sweep",
    .queue = "maintenance",
    .run = sweep,
    .every_ms = 3600 * 1000,
    .doc = "Removes files that no import wants or whose time is over, and seals anew what an older "
           "key sealed.",
};

static const Operation operations[] = {
    { "GET", "/statements/files", crud_list, VIEWER | LISTS, .resource = &statement_file_resource,
      .out = &statement_file_resource.shape, .doc = "The files that came, newest first." },
    { "GET", "/statements/files/:import_id/content", file_content, VIEWER | RAW | HEAVY,
      .name = "statement_file_content", .doc = "The file as it came." },
    { "DELETE", "/statements/files/:id", file_drop, MEMBER | WRITES, .name = "statement_file_drop",
      .resource = &statement_file_resource,
      .doc = "Removes the stored bytes; what was imported from them stays." },
};
const OperationTable file_operations = { operations, COUNT(operations) };
