/* Imports as rows, and the files behind them. */
#include "import/import.h"

#include "event/event.h"
#include "import/keep.h"
#include "import/read.h"
#include "import/template.h"
#include "import/vault.h"
#include "import_sql.h"

const char *const import_statuses[] = { "",          "pending", "processing", "needs_review",
                                        "completed", "failed",  "discarded",  "undone",
                                        NULL };
const char *const import_stages[] = { "",       "decrypt",  "extract", "parse", "deduplicate",
                                      "create", "complete", NULL };
const char *const duplicate_states[] = { "",          "none",        "open", "merged",
                                         "kept_both", "deleted_old", NULL };
static const char *const parsers[] = { "", "system", "ai", NULL };
static const char *const levels[] = { "", "INFO", "WARNING", "ERROR", NULL };

static const Field period_fields[] = {
    F_DATE(ImportPeriod, from, .flags = OPTIONAL, .doc = "The first day."),
    F_DATE(ImportPeriod, to, .flags = OPTIONAL, .doc = "The last day."),
};

const Field import_fields[66] = {
    F_ID(Import, id, .prefix = "imp", .flags = READ_ONLY | SORTABLE, .doc = "Given by the server."),
    F_ID(Import, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Import, created_at, .flags = READ_ONLY, .doc = "When the file came."),
    F_INSTANT(Import, updated_at, .flags = READ_ONLY, .doc = "When it last moved on."),
    F_ID(Import, user_id, .prefix = "usr", .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_TEXT(Import, filename, .flags = READ_ONLY, .doc = "As its sender calls it."),
    F_TEXT(Import, file_type, .flags = READ_ONLY | OPTIONAL, .doc = "Detected from its content."),
    F_RATIO(Import, type_confidence, .flags = READ_ONLY | OPTIONAL,
            .doc = "How sure that is, 0 to 1."),
    F_INT(Import, file_size, .flags = READ_ONLY, .doc = "Bytes."),
    F_INT(Import, file_hash, .flags = HIDDEN | READ_ONLY),
    F_INT(Import, header_hash, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_ID(Import, account_id, .prefix = "acc", .flags = READ_ONLY | OPTIONAL,
         .doc = "The account; none as long as it is not known."),
    F_ID(Import, template_id, .prefix = "tpl", .flags = READ_ONLY | OPTIONAL,
         .doc = "The template that was used."),
    F_WORD(Import, status, .flags = READ_ONLY, .words = import_statuses, .doc = "Where it stands."),
    F_INT(Import, progress, .flags = READ_ONLY, .doc = "How far it is, in percent."),
    F_WORD(Import, stage, .flags = READ_ONLY | OPTIONAL, .words = import_stages,
           .doc = "What is being done."),
    F_INT(Import, total_rows, .flags = READ_ONLY, .doc = "Rows of the file."),
    F_INT(Import, processed_rows, .flags = READ_ONLY, .doc = "Rows worked through."),
    F_INT(Import, successful_imports, .flags = READ_ONLY, .doc = "Rows added to the ledger."),
    F_INT(Import, failed_imports, .flags = READ_ONLY, .doc = "Rows that could not be booked."),
    F_INT(Import, duplicate_rows, .flags = READ_ONLY, .doc = "Rows that were there already."),
    F_INT(Import, near_rows, .flags = READ_ONLY, .doc = "Rows that look like stored ones."),
    F_BOOL(Import, reconciled, .flags = READ_ONLY | OPTIONAL,
           .given = GIVEN(Import, has_reconciled),
           .doc = "Whether the file's balances prove its rows; null when it has none."),
    F_BOOL(Import, ambiguous, .flags = READ_ONLY, .doc = "Whether it can be read in another way."),
    F_TEXT(Import, error_code, .flags = READ_ONLY | OPTIONAL, .doc = "Why it failed, as a code."),
    F_TEXT(Import, error_details, .flags = READ_ONLY | OPTIONAL, .doc = "Why it failed."),
    F_INSTANT(Import, started_at, .flags = READ_ONLY | OPTIONAL, .doc = "When reading began."),
    F_INSTANT(Import, completed_at, .flags = READ_ONLY | OPTIONAL,
              .doc = "When it came to its end."),
    F_WORD(Import, parser_type, .flags = READ_ONLY, .words = parsers, .doc = "Who read it."),
    F_TEXT(Import, ai_provider, .flags = READ_ONLY | OPTIONAL, .doc = "Which AI, if one did."),
    F_BOOL(Import, is_password_protected, .flags = READ_ONLY,
           .doc = "Whether it needed a password."),
    F_ID(Import, duplicate_of_id, .prefix = "imp", .flags = READ_ONLY | OPTIONAL,
         .doc = "An earlier statement of the account that has most of these rows already."),
    F_STRUCT(Import, period, ImportPeriod, period_fields, .flags = READ_ONLY | UNSTORED,
             .doc = "The days it covers."),
    F_DATE(Import, period_from, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_DATE(Import, period_to, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_CURRENCY(Import, currency, .flags = READ_ONLY | OPTIONAL, .doc = "Of its amounts."),
    F_MONEY(Import, opening_balance, currency, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(Import, has_opening_balance), .doc = "Before its first row."),
    F_MONEY(Import, closing_balance, currency, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(Import, has_closing_balance), .doc = "After its last row."),
    F_TEXT(Import, institution, .flags = READ_ONLY | OPTIONAL,
           .doc = "The bank, if the file says."),
    F_TEXT(Import, account_number, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_JSON(Import, mapping, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_JSON(Import, forced_mapping, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_JSON(Import, sample, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_BOOL(Import, wants_preview, .flags = HIDDEN | READ_ONLY),
    F_BOOL(Import, is_accepted, .flags = HIDDEN | READ_ONLY),
    F_BOOL(Import, is_direct, .flags = HIDDEN | READ_ONLY),
    F_INT(Import, written_rows, .flags = HIDDEN | READ_ONLY),
    F_TEXT(Import, sheet, .flags = READ_ONLY | OPTIONAL,
           .doc = "The sheet of the workbook that was read."),
    F_TEXT(Import, wanted_sheet, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_ID(Import, password_id, .prefix = "pwd", .flags = READ_ONLY | OPTIONAL,
         .doc = "The saved password that opened it."),
    F_INT(Import, pages, .flags = READ_ONLY | OPTIONAL, .doc = "Pages of a PDF."),
    F_RATIO(Import, ocr_confidence, .flags = READ_ONLY | OPTIONAL,
            .doc = "How sure the reading of pages that are pictures is, 0 to 1; null: none are."),
    F_TEXT(Import, encoding, .flags = READ_ONLY | OPTIONAL, .doc = "Its character set."),
    F_TEXT(Import, delimiter, .flags = READ_ONLY | OPTIONAL, .doc = "What stands between columns."),
    F_RATIO(Import, duplicate_score, .flags = READ_ONLY | OPTIONAL,
            .doc = "How much of it duplicate_of_id has already, 0 to 1."),
    F_WORD(Import, duplicate_state, .flags = READ_ONLY | OPTIONAL, .words = duplicate_states,
           .doc = "What was decided about a statement that is there already."),
    F_INT(Import, attempts, .flags = READ_ONLY, .doc = "How often reading was begun."),
    F_BOOL(Import, is_file_kept, .flags = READ_ONLY, .doc = "Whether the file is still stored."),
    F_TEXT(Import, given_password, .flags = HIDDEN | READ_ONLY | OPTIONAL | SECRET),
    F_TEXT(Import, given_key_id, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_TEXT(Import, save_password, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_BOOL(Import, try_saved_passwords, .flags = HIDDEN | READ_ONLY),
    F_JSON(Import, sheets, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_TEXT(Import, locale, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_BOOL(Import, is_template_given, .flags = HIDDEN | READ_ONLY),
    F_BOOL(Import, is_scanned, .flags = HIDDEN | READ_ONLY),
};

static const Filter import_filters[] = {
    { "status", FILTER_IS, "status", NULL, "Only those that stand there." },
    { "account_id", FILTER_IS, "account_id", NULL, "Only into these accounts." },
};

static bool fill(Ctx *c, void *rows, ptrdiff_t n)
{
    Import *imp = rows;
    for (ptrdiff_t i = 0; i < n; i++)
        imp[i].period = (ImportPeriod){ imp[i].period_from, imp[i].period_to };
    return !failed(c);
}

const Resource import_resource = {
    .name = "import",
    .plural = "imports",
    .table = "import",
    .prefix = "imp",
    .shape = SHAPE(Import, import_fields),
    .filters = import_filters,
    .n_filters = COUNT(import_filters),
    .sort = "-id",
    .owned = true,
    .check = vault_check,
    .fill = fill,
};

const Field import_list_fields[1] = {
    F_LIST(ImportList, items, Import, import_fields, .flags = READ_ONLY,
           .doc = "One for each file."),
};
const Shape import_list_shape = {
    .name = "ImportList", .fields = import_list_fields, .n = 1, .size = sizeof(ImportList)
};

/* --- what was found, and what was done --- */

const Field validation_fields[13] = {
    F_ID(Validation, id, .prefix = "val", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Validation, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Validation, created_at, .flags = READ_ONLY, .doc = "When it was found."),
    F_INSTANT(Validation, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(Validation, import_id, .prefix = "imp", .refers = "import", .flags = READ_ONLY,
         .doc = "The import."),
    F_INT(Validation, row_number, .flags = READ_ONLY, .doc = "The line; 0: the file as a whole."),
    F_INT(Validation, page, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_INT(Validation, statement, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_WORD(Validation, validation_type, .flags = READ_ONLY, .words = levels,
           .doc = "How bad it is."),
    F_TEXT(Validation, field_name, .flags = READ_ONLY | OPTIONAL, .doc = "Which field."),
    F_TEXT(Validation, message, .flags = READ_ONLY, .doc = "What was found."),
    F_TEXT(Validation, suggested_fix, .flags = READ_ONLY | OPTIONAL, .doc = "What to do."),
    F_BOOL(Validation, is_resolved, .doc = "Whether somebody has dealt with it."),
};
static const Filter of_import[] = {
    { "import_id", FILTER_IS, "import_id", NULL, "Only of this import." },
    { "validation_type", FILTER_IS, "validation_type", NULL, "Only of this level." },
};
const Resource validation_resource = {
    .name = "validation",
    .plural = "validations",
    .table = "validation",
    .prefix = "val",
    .shape = SHAPE(Validation, validation_fields),
    .filters = of_import,
    .n_filters = 2,
    .owned = true,
};

static const Field log_fields_[] = {
    F_ID(StageLog, id, .prefix = "stg", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(StageLog, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(StageLog, created_at, .flags = READ_ONLY, .doc = "When it was written."),
    F_INSTANT(StageLog, updated_at, .flags = READ_ONLY | HIDDEN),
    F_ID(StageLog, import_id, .prefix = "imp", .refers = "import", .flags = READ_ONLY,
         .doc = "The import."),
    F_WORD(StageLog, stage, .flags = READ_ONLY, .words = import_stages, .doc = "What was done."),
    F_TEXT(StageLog, status, .flags = READ_ONLY, .doc = "completed or failed."),
    F_TEXT(StageLog, details, .flags = READ_ONLY | OPTIONAL, .doc = "In words."),
    F_INT(StageLog, execution_time_ms, .flags = READ_ONLY, .doc = "How long it took."),
    F_INSTANT(StageLog, at, .flags = READ_ONLY, .doc = "When it ended."),
};
const Resource stage_log_resource = {
    .name = "stage_log",
    .plural = "stage_logs",
    .table = "stage_log",
    .prefix = "stg",
    .shape = SHAPE(StageLog, log_fields_),
    .filters = of_import,
    .n_filters = 1,
    .owned = true,
};

static bool one_default(Ctx *c, const void *old, const void *row)
{
    const ImportTemplate *t = row;
    (void)old;
    if (t && t->is_default)
        db_run(
            c, &q_import_template_no_default,
            DB_ARGS(V_INT(c->workspace_id), V_TEXT(t->file_type), V_INT(t->id), V_INT(c->now_ms)));
    return !failed(c);
}

const Field import_column_fields[4] = {
    F_INT(TemplateColumn, column, .min = 0, .max = 10000, .flags = NEEDED, .doc = "From 0."),
    F_TEXT(TemplateColumn, header, .flags = OPTIONAL, .max = 500, .doc = "Its name in the file."),
    F_TEXT(TemplateColumn, role, .flags = NEEDED, .min = 1, .max = 60, .example = "date",
           .doc = "What it holds: date, amount, debit, credit, balance, description …"),
    F_TEXT(TemplateColumn, format, .flags = OPTIONAL, .max = 60, .example = "%d.%m.%Y",
           .doc = "Of dates and figures; found from the cells when it is not said."),
};
static const Field template_fields[] = {
    F_ID(ImportTemplate, id, .prefix = "tpl", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(ImportTemplate, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(ImportTemplate, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(ImportTemplate, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(ImportTemplate, name, .flags = NEEDED | SORTABLE, .min = 1, .max = 120,
           .doc = "Its name."),
    F_TEXT(ImportTemplate, file_type, .min = 1, .max = 20, .start = "csv",
           .doc = "Of the files it is for."),
    F_TEXT(ImportTemplate, fingerprint, .flags = OPTIONAL, .max = 40,
           .doc = "Of the files it is used for by itself; made from the import it is saved from."),
    F_LIST(ImportTemplate, column_mappings, TemplateColumn, import_column_fields, .flags = NEEDED,
           .min = 1, .max = 200, .doc = "What the columns mean."),
    F_JSON(ImportTemplate, data_transformations, .flags = OPTIONAL, .max = 10000,
           .doc =
               "Done beside the mapping: invert_sign, swap_day_month, skip_first_rows, currency, "
               "account_id."),
    F_BOOL(ImportTemplate, is_default, .start = "false", .doc = "The one offered for its type."),
    F_INT(ImportTemplate, times_used, .flags = READ_ONLY, .start = "0",
          .doc = "Imports read by it."),
    F_TEXT(ImportTemplate, locale, .flags = HIDDEN | READ_ONLY | OPTIONAL),
};
const Resource import_template_resource = {
    .name = "import_template",
    .plural = "import_templates",
    .table = "import_template",
    .prefix = "tpl",
    .shape = SHAPE(ImportTemplate, template_fields),
    .sort = "name",
    .owned = true,
    .check = template_check,
    .written = one_default,
};

/* --- adding --- */

bool import_add(Ctx *c, Import *imp, bool with_job)
{
    imp->user_id = c->user_id;
    imp->is_template_given = imp->template_id != 0;
    if (!resource_add(c, &import_resource, imp))
        return false;
    event_emit(c, "import.created", &import_resource.shape, imp, 0);
    return with_job ? import_enqueue(c, imp->id) : !failed(c);
}

typedef struct {
    Id id;
    Import *out;
} Get;

static bool get(Ctx *c, void *arg)
{
    Get *g = arg;
    return resource_get(c, &import_resource, g->id, g->out);
}

bool import_get(Ctx *c, Id import_id, Import *out)
{
    Get g = { import_id, out };
    *out = (Import){ 0 };
    return store_read(c->store, c, get, &g);
}
