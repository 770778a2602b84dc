/* What clients can ask for: sending files, looking, correcting, confirming, undoing. */
#include "event/event.h"
#include "field/read.h"
#include "http/upload.h"
#include "import/book.h"
#include "import/decide.h"
#include "import/files.h"
#include "import/keep.h"
#include "import/preview.h"
#include "import/read.h"
#include "import/template.h"
#include "import/transfer.h"
#include "import/undo.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "staged_sql.h"
#include "text/utf8.h"

/* --- sending files --- */

typedef struct {
    Import *imports;
    ptrdiff_t n;
    bool with_job;
    ImportFile common;
} Sent;

static bool form_id(Ctx *c, const Upload *u, const char *name, const char *prefix, Id *out)
{
    Str text = upload_field(u, str_of(name));
    if (!text.n || id_parse(text, prefix, out) == ID_OK)
        return true;
    return fail_field(c, str_fmt(c->mem, "/%s", name), "'%.*s' is not an id of this kind (%s_…)",
                      (int)(text.n < 60 ? text.n : 60), text.p, prefix);
}

static bool form_bool(Ctx *c, const Upload *u, const char *name, bool *out)
{
    Str text = upload_field(u, str_of(name));
    *out = str_eq(text, S("true")) || str_eq(text, S("1"));
    if (!text.n || *out || str_eq(text, S("false")) || str_eq(text, S("0")))
        return true;
    return fail_field(c, str_fmt(c->mem, "/%s", name), "is true or false");
}

static bool form_text(Ctx *c, const Upload *u, const char *name, ptrdiff_t most, Str *out)
{
    *out = upload_field(u, str_of(name));
    return utf8_count(*out) <= most ||
           fail_field(c, str_fmt(c->mem, "/%s", name), "has at most %td characters", most);
}

static bool read_form(Ctx *c, const Upload *u, ImportFile *out)
{
    static const char *const known[] = { "account_id",  "template_id",         "preview",
                                         "password",    "try_saved_passwords", "parser_type",
                                         "ai_provider", "save_password",       "sheet" };
    *out = (ImportFile){ 0 };
    for (ptrdiff_t i = 0; i < u->n_fields; i++) {
        ptrdiff_t k = 0;
        while (k < COUNT(known) && !str_eq(u->fields[i].name, str_of(known[k])))
            k++;
        if (k == COUNT(known))
            fail_field(c, str_fmt(c->mem, "/%.*s", STR_ARG(u->fields[i].name)),
                       "There is no such field");
    }
    Str parser = upload_field(u, S("parser_type"));
    if (parser.n && !str_eq(parser, S("system")))
        fail_field(c, S("/parser_type"), "Only 'system' reads files here");
    form_id(c, u, "account_id", "acc", &out->account_id);
    form_id(c, u, "template_id", "tpl", &out->template_id);
    form_bool(c, u, "preview", &out->wants_preview);
    bool saved = true;
    if (upload_field(u, S("try_saved_passwords")).n)
        form_bool(c, u, "try_saved_passwords", &saved);
    out->only_password = !saved;
    form_text(c, u, "password", 200, &out->password);
    form_text(c, u, "save_password", 100, &out->save_password);
    form_text(c, u, "sheet", 200, &out->sheet);
    if (out->save_password.n && !out->password.n)
        fail_field(c, S("/password"), "There is no password to save");
    if (!u->n_files)
        fail_field(c, S("/file"), "Send one file at least, as the form's field 'file'");
    return !failed(c);
}

static bool add_sent(Ctx *c, void *arg)
{
    Sent *s = arg;
    Account a;
    ImportTemplate t;
    if (s->common.account_id && !resource_find(c, &account_resource, s->common.account_id, &a))
        fail_field(c, S("/account_id"), "There is no such account");
    if (s->common.template_id &&
        !resource_find(c, &import_template_resource, s->common.template_id, &t))
        fail_field(c, S("/template_id"), "There is no such template");
    for (ptrdiff_t i = 0; i < s->n && !failed(c); i++)
        import_add(c, &s->imports[i], s->with_job);
    return !failed(c);
}

/* Files are kept before the transaction and forgotten when it fails. */
static bool keep_files(Ctx *c, const Upload *u, Sent *s)
{
    if (!u)
        return fail_field(c, S("/file"), "Send one file at least, as the form's field 'file'");
    s->imports = NEW_ARRAY(c->mem, Import, u->n_files);
    if (!read_form(c, u, &s->common))
        return false;
    for (; s->n < u->n_files && !failed(c); s->n++) {
        ImportFile file = s->common;
        file.filename = u->files[s->n].name;
        if (u->files[s->n].bytes == 0)
            return fail_field(c, S("/file"), "The file '%.*s' is empty", STR_ARG(file.filename));
        import_keep(c, u->files[s->n].fd, &file, &s->imports[s->n]);
    }
    return !failed(c);
}

static void forget_files(Ctx *c, const Sent *s)
{
    for (ptrdiff_t i = 0; i < s->n; i++)
        import_forget(c, &s->imports[i]);
}

typedef struct {
    Call *call;
    Sent sent;
} Post;

static bool post_unit(Ctx *c, void *arg)
{
    Post *p = arg;
    ImportList *out = p->call->out = NEW(c->mem, ImportList);
    if (!add_sent(c, &p->sent))
        return false;
    out->items = (List){ p->sent.imports, p->sent.n };
    return true;
}

static bool import_post(Ctx *c, Call *call)
{
    Post p = { .call = call, .sent = { .with_job = true } };
    bool ok = keep_files(c, call->upload, &p.sent) && call->write(c, call, post_unit, &p);
    if (!ok)
        forget_files(c, &p.sent);
    return ok;
}

/* --- in one go --- */

typedef struct {
    int64_t line;
    Str message;
} CsvError;
typedef struct {
    Id import_id;
    int64_t imported_count, duplicate_count;
    List errors;
} CsvDone;

static const Field csv_error_fields[] = {
    F_INT(CsvError, line, .doc = "In the file; 0: the file as a whole."),
    F_TEXT(CsvError, message, .doc = "What is wrong."),
};
static const Field csv_done_fields[] = {
    F_ID(CsvDone, import_id, .prefix = "imp", .doc = "The import, to look at or undo."),
    F_INT(CsvDone, imported_count, .doc = "Rows added to the ledger."),
    F_INT(CsvDone, duplicate_count, .doc = "Rows that were there already, or look so."),
    F_LIST(CsvDone, errors, CsvError, csv_error_fields,
           .doc = "What could not be booked, and why."),
};
static const Shape csv_done_shape = { .name = "CsvImported",
                                      .fields = csv_done_fields,
                                      .n = COUNT(csv_done_fields),
                                      .size = sizeof(CsvDone) };

typedef struct {
    Call *call;
    Id id;
} CsvCall;

static bool csv_answer(Ctx *c, void *arg)
{
    CsvCall *k = arg;
    Import imp;
    CsvDone *out = k->call->out = NEW(c->mem, CsvDone);
    if (!resource_get(c, &import_resource, k->id, &imp))
        return false;
    *out = (CsvDone){ imp.id, imp.successful_imports, imp.duplicate_rows + imp.near_rows, { 0 } };
    DbRows rows = db_rows(c, &q_import_errors, DB_ARGS(V_INT(c->workspace_id), V_INT(k->id)));
    CsvError *errors = NEW_ARRAY(c->mem, CsvError, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        errors[out->errors.n++] =
            (CsvError){ db_int(&rows, i, "row_number"), db_text(&rows, i, "message") };
    if (imp.status == IMPORT_FAILED)
        errors[out->errors.n++] = (CsvError){ 0, imp.error_details };
    else if (imp.status != IMPORT_COMPLETED)
        errors[out->errors.n++] =
            (CsvError){ 0, S("The account of the rows is not known: give account_id") };
    out->errors.items = errors;
    return !failed(c);
}

static bool csv_post(Ctx *c, Call *call)
{
    static const ImportHow in_one_go = { .never_ask = true };
    Sent s = { 0 };
    if (!keep_files(c, call->upload, &s) || !store_write(c->store, c, add_sent, &s)) {
        forget_files(c, &s);
        return false;
    }
    CsvCall k = { call, s.imports[0].id };
    return import_run(c, k.id, &in_one_go) && call->write(c, call, csv_answer, &k);
}

/* --- lists below an import --- */

static bool list_below(Ctx *c, Call *call, const Resource *r)
{
    ListRequest q;
    Import imp;
    Id id = 0;
    if (id_parse(call->path_args[0], "imp", &id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such import");
    if (!resource_get(c, &import_resource, id, &imp) ||
        !list_request_read(c, r, call->raw_query, &q))
        return false;
    FilterValues *filters = NEW_ARRAY(c->mem, FilterValues, r->n_filters);
    for (ptrdiff_t i = 1; q.filters && i < r->n_filters; i++)
        filters[i] = q.filters[i];
    DbValue *value = NEW(c->mem, DbValue);
    *value = V_INT(id);
    filters[0] = (FilterValues){ value, 1 };
    q.filters = filters;
    return resource_list(c, &q, &call->list);
}

static bool list_validations(Ctx *c, Call *call)
{
    return list_below(c, call, &validation_resource);
}

static bool list_log(Ctx *c, Call *call)
{
    return list_below(c, call, &stage_log_resource);
}

static bool list_duplicates(Ctx *c, Call *call)
{
    return list_below(c, call, &duplicate_resource);
}

/* The row named second in the path, which must be of the import named first. */
static bool row_below(Ctx *c, Call *call, const Resource *r, Id import_id, Id *id)
{
    return (import_id && id_parse(call->path_args[1], r->prefix, id) == ID_OK) ||
           fail(c, NOT_FOUND, NULL, "There is no such %s", r->name);
}

static bool patch_validation(Ctx *c, Call *call)
{
    Validation *v = call->out = NEW(c->mem, Validation);
    Id id = 0;
    if (!row_below(c, call, &validation_resource, call->id, &id) ||
        !resource_get(c, &validation_resource, id, v))
        return false;
    if (v->import_id != call->id)
        return fail(c, NOT_FOUND, NULL, "There is no such validation");
    return field_read(c, &validation_resource.shape, READ_PART, call->raw_body, v) &&
           resource_change(c, &validation_resource, v);
}

/* --- correcting, confirming --- */

static bool changed(Ctx *c, Call *call, Import *imp)
{
    call->out = imp;
    return resource_change(c, &import_resource, imp) && book_tell(c, imp);
}

static bool put_mapping(Ctx *c, Call *call)
{
    MappingBody *body = call->in;
    Import *imp = NEW(c->mem, Import);
    if (!resource_get(c, &import_resource, call->id, imp))
        return false;
    if (imp->status != IMPORT_NEEDS_REVIEW && imp->status != IMPORT_FAILED)
        return fail(c, CONFLICT, "status",
                    "Only an import that waits for review can be read differently");
    const TemplateColumn *k = body->columns.items;
    Mapped *mapping = NEW_ARRAY(c->mem, Mapped, body->columns.n);
    for (ptrdiff_t i = 0; i < body->columns.n; i++)
        mapping[i] = (Mapped){ k[i].role, (int)k[i].column, k[i].header, k[i].format };
    imp->forced_mapping = template_mapping_json(c->mem, mapping, body->columns.n);
    imp->status = IMPORT_PENDING;
    imp->wants_preview = true;
    imp->stage = 0;
    imp->progress = 0;
    if (body->sheet.n)
        imp->wanted_sheet = body->sheet;
    if (!template_learn(c, imp, body))
        return false;
    return import_enqueue(c, imp->id) && changed(c, call, imp);
}

static const char *const decisions[] = { "", "merge", "keep_both", NULL };
typedef struct {
    Id account_id;
    int duplicates; /* 1 merge, 2 keep both */
} Confirm;
static const Field confirm_fields[] = {
    F_ID(Confirm, account_id, .prefix = "acc", .refers = "account", .flags = OPTIONAL,
         .doc = "The account, where the file does not say it."),
    F_WORD(Confirm, duplicates, .words = decisions, .flags = OPTIONAL,
           .doc = "What becomes of rows that look like stored ones and are not decided about."),
};
static const Shape confirm_shape = { .name = "ImportConfirm",
                                     .fields = confirm_fields,
                                     .n = COUNT(confirm_fields),
                                     .size = sizeof(Confirm) };

/* Another account, or the first one: the rows are to be compared with what is there. */
static bool read_again(Ctx *c, Call *call, Import *imp, Id account_id)
{
    Account a;
    if (!resource_find(c, &account_resource, account_id, &a))
        return fail_field(c, S("/account_id"), "There is no such account");
    imp->account_id = account_id;
    imp->status = IMPORT_PENDING;
    imp->wants_preview = false;
    return import_enqueue(c, imp->id) && changed(c, call, imp);
}

static bool decide_open(Ctx *c, const Import *imp, int decision)
{
    StagedCounts k = staged_counts(c, imp->id);
    if (k.open && !decision)
        return fail(
            c, CONFLICT, "duplicates",
            "%lld rows look like transactions that are stored already: resolve each, or say "
            "duplicates 'merge' or 'keep_both' for all",
            (long long)k.open);
    if (k.open)
        db_run(c, &q_staged_resolve_open,
               DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id),
                       V_TEXT(decision == 1 ? S("merged") : S("kept_both")), V_INT(c->now_ms)));
    return !failed(c);
}

static bool import_confirm(Ctx *c, Call *call)
{
    Confirm body = { 0 };
    Import *imp = NEW(c->mem, Import);
    Str json = str_trim(call->raw_body);
    if ((json.n && !field_read(c, &confirm_shape, READ_NEW, json, &body)) ||
        !resource_get(c, &import_resource, call->id, imp))
        return false;
    if (imp->status != IMPORT_NEEDS_REVIEW)
        return fail(c, CONFLICT, "status", "Only an import that waits for review can be confirmed");
    imp->is_accepted = true;
    if (body.account_id && body.account_id != imp->account_id)
        return read_again(c, call, imp, body.account_id);
    if (!imp->account_id)
        return fail_field(c, S("/account_id"), "Say which account the rows belong to");
    if (!decide_open(c, imp, body.duplicates))
        return false;
    if (imp->duplicate_state == DUPLICATE_OPEN)
        imp->duplicate_state = DUPLICATE_MERGED;
    call->out = imp;
    return book_confirm(c, imp);
}

static bool import_discard(Ctx *c, Call *call)
{
    Import *imp = NEW(c->mem, Import);
    if (!resource_get(c, &import_resource, call->id, imp))
        return false;
    if (imp->status == IMPORT_COMPLETED)
        return fail(c, CONFLICT, "status", "The import is completed; undo it instead");
    if (imp->status == IMPORT_UNDONE || imp->status == IMPORT_DISCARDED)
        return fail(c, CONFLICT, "status", "The import has ended already");
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    imp->status = IMPORT_DISCARDED;
    imp->completed_at = c->now_ms;
    ImportPayload p = { imp->id };
    job_add(c, &import_clean_kind, &p, NULL);
    return changed(c, call, imp);
}

typedef struct {
    Call *call;
    BookSums sums;
    UndoReport report;
} Undo;

static bool undo_sums(Ctx *c, void *arg)
{
    Undo *u = arg;
    Import imp;
    return resource_get(c, &import_resource, u->call->id, &imp) &&
           book_sums_read(c, u->call->id, &u->sums);
}

static bool undo_unit(Ctx *c, void *arg)
{
    Undo *u = arg;
    Import *imp = u->call->out = NEW(c->mem, Import);
    return resource_get(c, &import_resource, u->call->id, imp) &&
           undo_import(c, imp, &u->sums, false, &u->report) &&
           resource_get(c, &import_resource, u->call->id, imp);
}

static bool import_undo(Ctx *c, Call *call)
{
    Undo u = { .call = call };
    return undo_ahead(c, call->id, &u.report) && store_read(c->store, c, undo_sums, &u) &&
           call->write(c, call, undo_unit, &u);
}

/* --- duplicates --- */

static const char *const actions[] = { "", "merge", "keep_both", "delete_old", NULL };
typedef struct {
    int action;
} Resolve;
static const Field resolve_fields[] = {
    F_WORD(
        Resolve, action, .words = actions, .flags = NEEDED, .example = "merge",
        .doc =
            "merge: they are one; keep_both: they are two; delete_old: the new one replaces it."),
};
static const Shape resolve_shape = { .name = "DuplicateResolve",
                                     .fields = resolve_fields,
                                     .n = COUNT(resolve_fields),
                                     .size = sizeof(Resolve) };

static bool undecided(const StagedRow *row)
{
    return row->state == MATCH_OPEN || row->state == MATCH_MERGED;
}

/* In an import that waits the decision is noted, in one that is complete it is carried out. */
static bool import_resolve(Ctx *c, Call *call)
{
    static const int state_of[] = { 0, MATCH_MERGED, MATCH_KEPT_BOTH, MATCH_DELETED_OLD };
    const Resolve *in = call->in;
    StagedRow *row = call->out = NEW(c->mem, StagedRow);
    Import imp;
    Id id = 0;
    if (!resource_get(c, &import_resource, call->id, &imp) ||
        !row_below(c, call, &duplicate_resource, imp.id, &id) ||
        !resource_get(c, &duplicate_resource, id, row))
        return false;
    if (row->import_id != imp.id)
        return fail(c, NOT_FOUND, NULL, "There is no such duplicate");
    if (imp.status != IMPORT_NEEDS_REVIEW && imp.status != IMPORT_COMPLETED)
        return fail(c, CONFLICT, "status",
                    "The import is neither waiting for review nor completed");
    int decision = state_of[in->action];
    if (imp.status == IMPORT_COMPLETED) {
        if (!undecided(row) && row->state != decision)
            return fail(c, CONFLICT, "state",
                        "This was decided and done; change the transactions themselves");
        if (row->state == MATCH_MERGED && row->row_state == ROW_NEAR && decision != row->state)
            undo_one(c, imp.id, row->transaction_id);
        if (row->state != decision && !decide_row(c, imp.id, row, decision))
            return false;
        row->is_done = true;
    }
    row->state = decision;
    return staged_change(c, row) && resource_get(c, &duplicate_resource, id, row);
}

/* --- the tables --- */

static const Operation operations[] = {
    { "POST", "/imports", import_post, MEMBER | WRITES | HEAVY | UPLOAD, .name = "import_create",
      .out = &import_list_shape, .status = 202,
      .doc =
          "Takes files (form field 'file', one or more) and reads them in the background; "
          "account_id, template_id, preview, password, save_password (the label under which it is "
          "saved once it has opened a file), try_saved_passwords and sheet may stand beside "
          "them." },
    { "POST", "/statements/upload", import_post, MEMBER | WRITES | HEAVY | UPLOAD,
      .name = "statement_upload", .out = &import_list_shape, .status = 202,
      .doc = "The same as POST /imports." },
    { "POST", "/transactions/import/csv", csv_post, MEMBER | WRITES | HEAVY | UPLOAD,
      .name = "transaction_import_csv", .out = &csv_done_shape,
      .doc = "Imports a file in one go; rows that look like stored ones are left out." },
    { "GET", "/imports", crud_list, VIEWER | LISTS, .resource = &import_resource,
      .out = &import_resource.shape, .doc = "Imports, newest first." },
    { "GET", "/imports/:id", crud_get, VIEWER, .resource = &import_resource,
      .out = &import_resource.shape, .doc = "One import." },
    { "GET", "/imports/:id/progress", crud_get, VIEWER, .name = "import_progress",
      .resource = &import_resource, .out = &import_resource.shape, .doc = "How far it is." },
    { "GET", "/imports/:import_id/log", list_log, VIEWER | LISTS, .name = "import_log",
      .resource = &stage_log_resource, .out = &stage_log_resource.shape,
      .doc = "What was done, stage by stage." },
    { "GET", "/imports/:id/preview", import_preview, VIEWER, .name = "import_preview",
      .resource = &import_resource, .query = &preview_query_shape, .out = &preview_shape,
      .doc = "How it was read: mapping, rows, findings, duplicates, the file's first lines." },
    { "PUT", "/imports/:id/mapping", put_mapping, MEMBER | WRITES, .name = "import_mapping",
      .resource = &import_resource, .in = &mapping_body_shape, .out = &import_resource.shape,
      .status = 202, .doc = "Says what the columns hold; the file is read again." },
    { "POST", "/imports/:id/confirm", import_confirm, MEMBER | WRITES | OWN_BODY,
      .name = "import_confirm", .resource = &import_resource, .in = &confirm_shape,
      .out = &import_resource.shape, .status = 202, .doc = "Books what was previewed." },
    { "POST", "/imports/:id/discard", import_discard, MEMBER | WRITES, .name = "import_discard",
      .resource = &import_resource, .out = &import_resource.shape, .doc = "Throws it away." },
    { "POST", "/imports/:id/undo", import_undo, MEMBER | WRITES | HEAVY, .name = "import_undo",
      .resource = &import_resource, .out = &import_resource.shape,
      .doc = "Takes a completed import back, with all it changed." },
    { "GET", "/imports/:import_id/validations", list_validations, VIEWER | LISTS,
      .name = "import_validations", .resource = &validation_resource,
      .out = &validation_resource.shape, .doc = "What was found in the file." },
    { "PATCH", "/imports/:id/validations/:validation_id", patch_validation,
      MEMBER | WRITES | OWN_BODY, .name = "import_validation_change", .resource = &import_resource,
      .in = &validation_resource.shape, .out = &validation_resource.shape,
      .doc = "Marks a finding as resolved." },
    { "GET", "/imports/:import_id/duplicates", list_duplicates, VIEWER | LISTS,
      .name = "import_duplicates", .resource = &duplicate_resource,
      .out = &duplicate_resource.shape, .doc = "Rows that match transactions, with the reason." },
    { "POST", "/imports/:id/duplicates/:duplicate_id/resolve", import_resolve, MEMBER | WRITES,
      .name = "import_duplicate_resolve", .resource = &import_resource, .in = &resolve_shape,
      .out = &duplicate_resource.shape, .doc = "Decides about one of them." },
    CRUD("/import-templates", import_template_resource, VIEWER, MEMBER),
};
const OperationTable import_operations = { operations, COUNT(operations) };

static const JobKind *const kinds[] = { &import_read_kind,  &import_write_kind,
                                        &import_clean_kind, &import_sweep_kind,
                                        &import_drop_kind,  &import_transfer_kind };
const JobTable import_job_kinds = { kinds, COUNT(kinds) };
