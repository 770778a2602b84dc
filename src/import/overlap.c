/* Statements that came before, and what becomes of them. */
#include "import/overlap.h"

#include "event/event.h"
#include "import/book.h"
#include "import/staged.h"
#include "import/undo.h"
#include "overlap_sql.h"

enum { MILLION = 1000000, ROWS_AT_LEAST = 2 };

/* --- finding --- */

typedef struct {
    Import *imp;
    Id found;
    int32_t score;
    Import old;
    StagedCounts counts;
} Search;

static int64_t rows_between(Ctx *c, const Query *q, const Search *s, Id import_id, Date from,
                            Date to)
{
    return db_one_int(c, q,
                      DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(s->imp->account_id),
                              V_INT(from), V_INT(to)));
}

/* How much of the days that both cover is the same. */
static int32_t score_of(Ctx *c, const Search *s, const Import *old, int64_t matched)
{
    const Import *imp = s->imp;
    Date from = imp->period_from > old->period_from ? imp->period_from : old->period_from;
    Date to = imp->period_to < old->period_to ? imp->period_to : old->period_to;
    if (from > to) /* what is near may lie a few days beside */
        return 0;
    int64_t mine = rows_between(c, &q_overlap_staged, s, imp->id, from, to);
    int64_t theirs = rows_between(c, &q_overlap_booked, s, old->id, from, to);
    int64_t most = mine > theirs ? mine : theirs;
    if (most < 1)
        return 0;
    return matched >= most ? MILLION : (int32_t)(matched * MILLION / most);
}

static bool best_of(Ctx *c, Search *s)
{
    DbRows r =
        db_rows(c, &q_overlap_matched,
                DB_ARGS(V_INT(c->workspace_id), V_INT(s->imp->id), V_INT(s->imp->account_id)));
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
        Import old;
        int64_t matched = db_int(&r, i, "n");
        if (matched < ROWS_AT_LEAST ||
            !resource_find(c, &import_resource, db_int(&r, i, "import_id"), &old))
            continue;
        int32_t score = score_of(c, s, &old, matched);
        if (score > s->score) {
            s->score = score;
            s->found = old.id;
            s->old = old;
        }
    }
    return !failed(c);
}

static bool search(Ctx *c, void *arg)
{
    Search *s = arg;
    const Import *imp = s->imp;
    s->counts = staged_counts(c, imp->id);
    Id same = db_one_int(c, &q_overlap_same_file,
                         DB_ARGS(V_INT(c->workspace_id), V_INT(imp->file_hash),
                                 V_INT(imp->file_size), V_INT(imp->account_id), V_INT(imp->id)));
    if (!same || !resource_find(c, &import_resource, same, &s->old))
        return best_of(c, s);
    s->found = same;
    s->score = MILLION;
    return !failed(c);
}

static bool tell(Ctx *c, void *arg)
{
    const Search *s = arg;
    const Import *imp = s->imp;
    bool waits = imp->duplicate_state == DUPLICATE_OPEN;
    Validation v = {
        .import_id = imp->id,
        .validation_type = waits ? LEVEL_WARNING : LEVEL_INFO,
        .message = str_fmt(
            c->mem, "%d %% of the rows of these days came with '%.*s' already (%.*s to %.*s)",
            s->score / (MILLION / 100), STR_ARG(s->old.filename),
            STR_ARG(date_text(c->mem, s->old.period_from)),
            STR_ARG(date_text(c->mem, s->old.period_to))),
        .suggested_fix = waits ? S("merge the two, keep both, or delete the old one") : (Str){ 0 },
    };
    return resource_add(c, &validation_resource, &v) &&
           (!waits || event_emit(c, "import.duplicate_found", &import_resource.shape, imp, 0));
}

bool overlap_find(Ctx *c, Import *imp, bool merge_repeats)
{
    Search s = { .imp = imp };
    imp->duplicate_of_id = 0;
    imp->duplicate_score = 0;
    imp->duplicate_state = DUPLICATE_NONE;
    if (!imp->account_id)
        return true;
    if (!store_read(c->store, c, search, &s))
        return false;
    if (s.score < OVERLAP_ASKED)
        return true;
    bool goes_on = s.counts.open == 0 && (s.counts.fresh > 0 || merge_repeats);
    imp->duplicate_of_id = s.found;
    imp->duplicate_score = s.score;
    imp->duplicate_state = goes_on ? DUPLICATE_MERGED : DUPLICATE_OPEN;
    return store_write(c->store, c, tell, &s);
}

/* --- deciding --- */

static const char *const actions[] = { "", "merge", "keep_both", "delete_old", NULL };
typedef struct {
    int action;
} MergeBody;
static const Field merge_fields[] = {
    F_WORD(MergeBody, action, .words = actions, .flags = NEEDED, .example = "merge",
           .doc =
               "merge: rows that match become one and new ones are added; keep_both: everything is "
               "booked beside; delete_old: the new statement takes the old one's place, with what "
               "people decided about its rows."),
};
static const Shape merge_shape = { .name = "StatementMerge",
                                   .fields = merge_fields,
                                   .n = COUNT(merge_fields),
                                   .size = sizeof(MergeBody) };

static bool open_statement(Ctx *c, Call *call, Import *imp)
{
    if (!resource_get(c, &import_resource, call->id, imp))
        return false;
    if (imp->status != IMPORT_NEEDS_REVIEW)
        return fail(c, CONFLICT, "status",
                    imp->status == IMPORT_COMPLETED
                        ? "The import is completed; take that back first (unmerge)"
                        : "Only an import that waits for review can be decided about");
    if (imp->duplicate_state != DUPLICATE_OPEN)
        return fail(c, CONFLICT, "duplicate_state",
                    "No other statement of this account has these rows; confirm the import");
    return true;
}

static bool merge(Ctx *c, Call *call)
{
    static const int state_of[] = { 0, DUPLICATE_MERGED, DUPLICATE_KEPT_BOTH,
                                    DUPLICATE_DELETED_OLD };
    const MergeBody *in = call->in;
    Import old, *imp = call->out = NEW(c->mem, Import);
    if (!open_statement(c, call, imp))
        return false;
    int state = state_of[in->action];
    if (state == DUPLICATE_DELETED_OLD &&
        (!resource_find(c, &import_resource, imp->duplicate_of_id, &old) ||
         old.status != IMPORT_COMPLETED))
        return !failed(c) && fail(c, CONFLICT, "duplicate_of_id",
                                  "The old statement is no longer there; merge or keep both");
    imp->duplicate_state = state;
    imp->is_accepted = true;
    return book_confirm(c, imp); /* what that is for each row, the job says */
}

/* --- taking it back --- */

typedef struct {
    Import import;
    int64_t restored;
    int64_t not_restored_count;
    List not_restored;
} Unmerged;

static const Field unmerged_fields[] = {
    F_STRUCT(Unmerged, import, Import, import_fields,
             .doc = "The import; it is read again and waits for another decision."),
    F_INT(Unmerged, restored, .doc = "Transactions that are as they were before."),
    F_INT(Unmerged, not_restored_count, .doc = "Those that could not wholly be put back."),
    F_LIST(Unmerged, not_restored, NotRestored, not_restored_fields,
           .doc = "Which, and why: the first hundred."),
};
static const Shape unmerged_shape = { .name = "StatementUnmerged",
                                      .fields = unmerged_fields,
                                      .n = COUNT(unmerged_fields),
                                      .size = sizeof(Unmerged) };

typedef struct {
    Call *call;
    BookSums sums;
    UndoReport report;
} Unmerge;

static bool may_unmerge(Ctx *c, const Import *imp)
{
    if (imp->status != IMPORT_COMPLETED)
        return fail(c, CONFLICT, "status", "Only a completed import can be taken apart again");
    if (imp->duplicate_state < DUPLICATE_MERGED)
        return fail(c, CONFLICT, "duplicate_state",
                    "Nothing was decided about another statement; undo the import instead");
    return imp->is_file_kept ||
           fail(c, GONE, NULL, "The file is no longer stored; undo the import instead");
}

static bool unmerge_look(Ctx *c, void *arg)
{
    const Unmerge *u = arg;
    Import imp;
    return resource_get(c, &import_resource, u->call->id, &imp) && may_unmerge(c, &imp);
}

static bool unmerge_sums(Ctx *c, void *arg)
{
    Unmerge *u = arg;
    return book_sums_read(c, u->call->id, &u->sums);
}

static bool unmerge_unit(Ctx *c, void *arg)
{
    Unmerge *u = arg;
    Unmerged *out = u->call->out = NEW(c->mem, Unmerged);
    UndoReport report = u->report; /* the unit may be run again */
    if (!resource_get(c, &import_resource, u->call->id, &out->import) ||
        !may_unmerge(c, &out->import) || !undo_import(c, &out->import, &u->sums, true, &report))
        return false;
    out->restored = report.restored;
    out->not_restored_count = report.all_kept;
    out->not_restored = (List){ report.kept, report.n_kept };
    book_log(c, out->import.id, STAGE_DEDUPLICATE, true,
             str_fmt(c->mem, "Taken apart again: %lld transactions as before, %lld not wholly",
                     (long long)report.restored, (long long)report.all_kept),
             0);
    return resource_get(c, &import_resource, u->call->id, &out->import);
}

static bool unmerge(Ctx *c, Call *call)
{
    Unmerge u = { .call = call };
    return store_read(c->store, c, unmerge_look, &u) && undo_ahead(c, call->id, &u.report) &&
           store_read(c->store, c, unmerge_sums, &u) && call->write(c, call, unmerge_unit, &u);
}

static const Operation operations[] = {
    { "POST", "/statements/files/:id/merge", merge, MEMBER | WRITES, .name = "statement_merge",
      .resource = &import_resource, .in = &merge_shape, .out = &import_resource.shape,
      .status = 202, .doc = "Decides about a statement whose rows came with another one already." },
    { "POST", "/statements/files/:id/unmerge", unmerge, MEMBER | WRITES | HEAVY,
      .name = "statement_unmerge", .resource = &import_resource, .out = &unmerged_shape,
      .doc = "Takes that decision back: all is as before it, and the statement waits again." },
};
const OperationTable statement_operations = { operations, COUNT(operations) };
