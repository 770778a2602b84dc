/* The tables of all rooms. A room that has operations or kinds of jobs has a line here. */
#include "analyze/report.h"
#include "app/tables.h"
#include "auth/auth.h"
#include "auth/workspace.h"
#include "event/event.h"
#include "import/batch.h"
#include "job/job.h"
#include "ledger/category.h"
#include "ledger/ledger.h"
#include "report/export.h"

const OperationTable *const operation_tables[] = {
    &auth_operations,
    &ledger_operations,
    &batch_operations,
    &analyze_operations,
    &report_operations,
    &event_operations,
    &job_operations,
    &report_operations,
};
const ptrdiff_t operation_table_count = COUNT(operation_tables);

const JobTable *const job_tables[] = {
    &event_job_kinds,
    &batch_job_kinds,
    &job_own_kinds,
};
const ptrdiff_t job_table_count = COUNT(job_tables);

void tables_start(void)
{
    workspace_on_added(category_seed);
}
