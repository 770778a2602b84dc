/* What a reading leaves in the import's row. */
#include "import/read_facts.h"

#include "event/event.h"
#include "import/book.h"
#include "import/sample.h"
#include "import_sql.h"

/* The row as this run has it, stored, unless somebody ended the import in between. */
static bool save(Ctx *c, Import *imp)
{
    Import now;
    if (!resource_get(c, &import_resource, imp->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING && now.status != IMPORT_PENDING)
        return fail(c, CONFLICT, "status", "The import was ended in between");
    imp->updated_at = now.updated_at;
    return resource_change(c, &import_resource, imp);
}

bool facts_begin(Ctx *c, void *arg)
{
    Reader *r = arg;
    Import *imp = &r->imp;
    imp->status = IMPORT_PROCESSING;
    imp->stage = STAGE_PARSE;
    imp->is_direct = r->direct;
    imp->started_at = imp->started_at ? imp->started_at : c->now_ms;
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    db_run(c, &q_import_findings_drop, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    return save(c, imp) && book_tell(c, imp);
}

/* A name that says another type is a remark. The unit may be run again. */
static void note_name(Reader *r)
{
    Str remark = sample_name_remark(r->c->mem, r->imp.filename, r->imp.file_type);
    if (remark.n && !r->name_noted)
        reader_note(r, (NoteAt){ .level = LEVEL_INFO }, S("filename"), remark, (Str){ 0 });
    r->name_noted = true;
}

/* What kind of file it was, in words. */
static Str extracted(Ctx *c, const Original *s)
{
    Buf b = buf_new(c->mem, 1000);
    buf_fmt(&b, "%.*s", STR_ARG(s->format));
    if (s->pages)
        buf_fmt(&b, ", %lld page%s", (long long)s->pages, s->pages == 1 ? "" : "s");
    if (s->ocr_ppm)
        buf_fmt(&b, ", pictures read with a confidence of %d %%", s->ocr_ppm / 10000);
    if (s->sheet.n)
        buf_fmt(&b, ", sheet '%.*s'", (int)(s->sheet.n < 200 ? s->sheet.n : 200), s->sheet.p);
    if (s->n_statements != 1)
        buf_fmt(&b, ", %lld statements", (long long)s->n_statements);
    return buf_str(&b);
}

/* What became known of the file, in the import and in the words of its stages. The unit may be run
 * again. */
static bool note_original(Ctx *c, Reader *r)
{
    Original *s = r->original;
    Import *imp = &r->imp;
    imp->pages = s->pages;
    imp->ocr_confidence = s->ocr_ppm;
    imp->sheet = s->n_statements == 1 ? s->sheet : (Str){ 0 };
    imp->is_password_protected = s->is_protected || s->password;
    if (!vault_opened(c, imp, &s->tries, s->password, &imp->password_id))
        return false;
    Str by = vault_words(c, &s->tries, s->password);
    if (by.n)
        stages_say(&s->stages, STAGE_DECRYPT,
                   str_fmt(c->mem, "%.*s; opened with %.*s", STR_ARG(s->opening), STR_ARG(by)));
    stages_say(&s->stages, STAGE_EXTRACT, extracted(c, s));
    stages_say(&s->stages, STAGE_PARSE,
               str_fmt(c->mem, "%lld rows read, %lld that cannot be booked", (long long)r->position,
                       (long long)imp->failed_imports));
    if (r->direct) {
        stages_say(&s->stages, STAGE_DEDUPLICATE,
                   S("Into an account without rows: there is nothing to compare with"));
        stages_say(&s->stages, STAGE_CREATE, S("Written while they were read"));
    }
    return true;
}

bool facts_store(Ctx *c, void *arg)
{
    Reader *r = arg;
    note_name(r);
    for (ptrdiff_t i = 0; i < r->n_problems && !failed(c); i++) {
        r->problems[i].id = 0;
        resource_add(c, &validation_resource, &r->problems[i]);
    }
    if (r->targets.known.n > 1) /* several accounts have no balance together */
        r->imp.has_opening_balance = r->imp.has_closing_balance = false;
    r->imp.stage = STAGE_DEDUPLICATE;
    r->imp.written_rows = r->direct ? r->position : 0; /* as the last piece has stored it */
    r->imp.total_rows = r->position + r->imp.failed_imports;
    return note_original(c, r) && stages_store(c, r->imp.id, &r->original->stages) &&
           save(c, &r->imp);
}

bool facts_ask(Ctx *c, void *arg)
{
    FactsReview *v = arg;
    v->imp->status = IMPORT_NEEDS_REVIEW;
    v->imp->progress = 95;
    if (!save(c, v->imp))
        return false;
    event_emit(c, "import.needs_review", &import_resource.shape, v->imp, 0);
    return notify(c, c->user_id,
                  &(Notice){ .kind = "import.needs_review",
                             .title = str_fmt(c->mem, "%.*s waits for your review",
                                              STR_ARG(v->imp->filename)),
                             .body = v->why,
                             .link = str_fmt(c->mem, "/imports/%.*s",
                                             STR_ARG(id_text(c->mem, "imp", v->imp->id))) });
}

Str facts_doubt(const Reader *r)
{
    const Import *imp = &r->imp;
    if (!imp->account_id)
        return S("It is not known which account the rows belong to");
    if (imp->wants_preview)
        return S("A preview was asked for");
    if (r->how->never_ask)
        return (Str){ 0 };
    if (imp->ambiguous && !imp->is_accepted)
        return S("The file can be read in more than one way");
    if (imp->has_reconciled && !imp->reconciled && !imp->is_accepted)
        return S("The file's balances do not agree with its rows");
    if (imp->failed_imports && !imp->is_accepted)
        return S("Some rows cannot be booked");
    if (imp->duplicate_state == DUPLICATE_OPEN)
        return S("Another statement of the account has most of these rows already");
    if (imp->near_rows)
        return S("Some rows look like transactions that are stored already");
    return (Str){ 0 };
}
