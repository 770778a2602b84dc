/* Imports: a file on its way into the ledger.
 *
 *     pending ── import.read ──> processing ──┬─> completed ──> undone
 *                                             └─> needs_review ── confirm ──> processing ──>
 * completed └─ discard ──> discarded
 *
 * The file is read in the sandbox. When everything in it is certain, its rows go straight on; else
 * they wait as staged rows (staged.h) until a person has looked at them. Until an import completes
 * its rows count nowhere (hidden_import), and after a crash it goes on where it stopped. */
#ifndef FLORIN_IMPORT_IMPORT_H
#define FLORIN_IMPORT_IMPORT_H

#include "field/operation.h"
#include "job/job.h"

enum {
    IMPORT_PENDING = 1,
    IMPORT_PROCESSING,
    IMPORT_NEEDS_REVIEW,
    IMPORT_COMPLETED,
    IMPORT_FAILED,
    IMPORT_DISCARDED,
    IMPORT_UNDONE
};
enum {
    STAGE_DECRYPT = 1,
    STAGE_EXTRACT,
    STAGE_PARSE,
    STAGE_DEDUPLICATE,
    STAGE_CREATE,
    STAGE_COMPLETE
};
enum { PARSER_SYSTEM = 1, PARSER_AI };
/* What became of a statement that is there already. */
enum {
    DUPLICATE_NONE = 1,
    DUPLICATE_OPEN,
    DUPLICATE_MERGED,
    DUPLICATE_KEPT_BOTH,
    DUPLICATE_DELETED_OLD
};

typedef struct {
    Date from, to;
} ImportPeriod;

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id user_id;
    Str filename, file_type;
    int32_t type_confidence;
    int64_t file_size, file_hash, header_hash;
    Id account_id, template_id;
    int status; /* IMPORT_… */
    int64_t progress;
    int stage; /* STAGE_… */
    int64_t total_rows, processed_rows, successful_imports, failed_imports, duplicate_rows,
        near_rows;
    bool reconciled, has_reconciled;
    bool ambiguous;
    Str error_code, error_details;
    int64_t started_at, completed_at;
    int parser_type;
    Str ai_provider;
    bool is_password_protected;
    Id duplicate_of_id;
    ImportPeriod period; /* of the members below */
    Date period_from, period_to;
    Currency currency;
    int64_t opening_balance, closing_balance;
    bool has_opening_balance, has_closing_balance;
    Str institution, account_number;
    Str mapping;        /* JSON: how the columns were read */
    Str forced_mapping; /* JSON: how a person or a template says they are to be read */
    Str sample;         /* JSON: the first lines as cells */
    bool wants_preview;
    bool is_accepted; /* a person has seen what is in doubt and wants it so */
    bool is_direct;
    int64_t written_rows;
    Str sheet;        /* that was read */
    Str wanted_sheet; /* that is to be read; none: the likeliest */
    Id password_id;   /* the saved password that opened it */
    int64_t pages;
    int32_t ocr_confidence;
    Str encoding, delimiter;
    int32_t duplicate_score;
    int duplicate_state; /* DUPLICATE_… */
    int64_t attempts;
    bool is_file_kept;
    Str given_password, given_key_id; /* sealed (vault.h); none once the import has ended */
    Str save_password; /* the label it gets in the vault when it has opened the file */
    bool try_saved_passwords;
    Str sheets, locale;     /* of its beginning (sample.h) */
    bool is_template_given; /* template_id was named, not found */
    bool is_scanned;        /* the virus scanner has found nothing in the file */
} Import;

/* Something a person should know about a line. */
enum { LEVEL_INFO = 1, LEVEL_WARNING, LEVEL_ERROR };
typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id import_id;
    int64_t row_number;
    int64_t page, statement; /* where the line is counted: on a page, in one of the file's
                                statements (from 1) */
    int validation_type;     /* LEVEL_… */
    Str field_name, message, suggested_fix;
    bool is_resolved;
} Validation;

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id import_id;
    int stage; /* STAGE_… */
    Str status, details;
    int64_t execution_time_ms, at;
} StageLog;

/* A saved mapping. It is used by itself for files whose columns have the same names. */
typedef struct {
    int64_t column;
    Str header, role, format;
} TemplateColumn;
typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str name, file_type, fingerprint;
    List column_mappings; /* of TemplateColumn */
    Str data_transformations;
    bool is_default;
    int64_t times_used;
    Str locale; /* sample.h */
} ImportTemplate;

extern const Resource import_resource, validation_resource, stage_log_resource,
    import_template_resource;
extern const char *const import_stages[], *const import_statuses[], *const duplicate_states[];
extern const Field import_fields[66], validation_fields[13];
extern const Field import_column_fields[4]; /* of TemplateColumn */
extern const Shape import_list_shape;       /* {"items": [import…]} */
extern const Field import_list_fields[1];
typedef struct {
    List items; /* of Import */
} ImportList;

typedef struct {
    const char *folder;     /* of locks, and of the files unless blob_start() was told another place
                               afterwards; made when it is not there */
    int64_t retention_days; /* of files; 0: for ever, -1: until they are imported */
    Str scanner; /* clamd: HOST:PORT or the path of its socket; none: files are not scanned */
    Str ocr;     /* languages for pages that are pictures; none: they are refused */
} ImportOptions;

/* Once, before the first import. The texts must outlive the process. */
void import_start(const ImportOptions *o);

/* What it was started with. */
const ImportOptions *import_options_now(void);

/* Seals files and passwords of all workspaces anew that are under older keys or none; *n counts
 * them. Once all are, the older keys go (*dropped), unless another process may still use them. It
 * may be begun again wherever it ended. Outside of a lane, c->system. */
bool import_rotate(Ctx *c, int64_t *n, bool *dropped);

/* What comes with a file. */
typedef struct {
    Str filename;
    Id account_id, template_id; /* 0: found from the file, asked for otherwise */
    bool wants_preview;
    Str password;       /* tried first */
    Str save_password;  /* the label under which it is saved once it has opened the file */
    bool only_password; /* saved passwords are not tried */
    Str sheet;          /* none: the likeliest */
} ImportFile;

/* Keeps a copy of the file behind fd and prepares its row; import_add() stores it. Outside of a
 * lane. The copy goes when the unit that should have stored the row failed: import_forget(); where
 * a commit's answer was lost it stays for the sweep, which looks whether there is a row. */
bool import_keep(Ctx *c, int fd, const ImportFile *file, Import *out);
void import_forget(Ctx *c, const Import *imp);

/* Stores a kept import; with a job that reads it, unless the caller does so itself. In the write
 * lane. */
bool import_add(Ctx *c, Import *imp, bool with_job);

/* How a command or a job reads. */
typedef struct {
    Str make_account; /* an account of this name is made when there is none; none: never */
    bool never_ask; /* near duplicates are left out instead of waiting for a person, and what could
                       be read otherwise is taken as it was read */
    bool merge_repeats;   /* a file that only says again what is stored is no question */
    const Str *passwords; /* to try before the saved ones; for this reading only */
    ptrdiff_t n_passwords;
    const Job *job; /* that reads: when others wait for its worker, it goes back to the queue
                       instead of waiting for its turn; NULL: it waits */
    void (*told)(void *arg, int64_t rows, int percent); /* progress; may be NULL */
    void *told_arg;
} ImportHow;

/* Reads an import and, when nothing is in doubt, books it: what the job import.read does. Outside
 * of a lane. False when it should be tried again (BUSY …) or c failed otherwise; a fault of the
 * file is recorded in the import (IMPORT_FAILED) and is no failure of c. */
bool import_run(Ctx *c, Id import_id, const ImportHow *how);

/* Ends an import that import_run() could not bring to its end, as failed with c's failure, which
 * stays: for who does not try again. Outside of a lane. */
void import_give_up(Ctx *c, Id import_id);

/* The import as it stands, in a read lane of its own. */
bool import_get(Ctx *c, Id import_id, Import *out);

extern const OperationTable import_operations, file_operations, retry_operations, vault_operations,
    statement_operations, row_operations, compare_operations;
extern const JobTable import_job_kinds;

#endif
