/* The tables of all rooms. A room that has operations or kinds of jobs has a line here. */
#include "app/tables.h"
#include "admin_sql.h"
#include "analyze/report.h"
#include "attach/attachment.h"
#include "auth/auth.h"
#include "auth/workspace.h"
#include "categorize/operations.h"
#include "event/event.h"
#include "import/batch.h"
#include "import/import.h"
#include "job/job.h"
#include "ledger/category.h"
#include "ledger/ledger.h"
#include "ledger/pair.h"
#include "report/export.h"

const OperationTable *const operation_tables[] = {
    &auth_operations,    &ledger_operations,  &pair_operations,      &categorize_operations,
    &batch_operations,   &import_operations,  &attach_operations,    &file_operations,
    &retry_operations,   &vault_operations,   &statement_operations, &row_operations,
    &compare_operations, &analyze_operations, &report_operations,    &event_operations,
    &job_operations,
};
const ptrdiff_t operation_table_count = COUNT(operation_tables);

const JobTable *const job_tables[] = {
    &event_job_kinds, &batch_job_kinds, &import_job_kinds, &attach_job_kinds, &job_own_kinds,
};
const ptrdiff_t job_table_count = COUNT(job_tables);

/* A workspace with money in it stays; what it was given at its beginning goes with it. */
static bool workspace_empty(Ctx *c)
{
    int64_t accounts = db_one_int(c, &q_workspace_accounts, DB_ARGS(V_INT(c->workspace_id)));
    if (accounts > 0)
        return fail(c, CONFLICT, NULL, "The workspace has %lld accounts; delete them first",
                    (long long)accounts);
    db_run(c, &q_workspace_drop_patterns, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_workspace_drop_categories, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_workspace_drop_passwords, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_workspace_drop_files, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_workspace_drop_attachments, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

void tables_start(void)
{
    workspace_on_added(category_seed);
    workspace_on_drop(workspace_empty);
}
