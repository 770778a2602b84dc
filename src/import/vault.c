/* Passwords of protected statements. */
#include "import/vault.h"

#include "blob/key.h"
#include "vault_sql.h"

enum { PASSWORDS_MAX = 200, RESEAL_ROWS = 100 };

static const Field password_fields[] = {
    F_ID(StatementPassword, id, .prefix = "pwd", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(StatementPassword, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(StatementPassword, created_at, .flags = READ_ONLY, .doc = "When it was saved."),
    F_INSTANT(StatementPassword, updated_at, .flags = READ_ONLY, .doc = "When it last changed."),
    F_ID(StatementPassword, user_id, .prefix = "usr", .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_TEXT(StatementPassword, label, .flags = READ_ONLY, .doc = "What it is called."),
    F_ID(StatementPassword, account_id, .prefix = "acc", .refers = "account",
         .flags = READ_ONLY | OPTIONAL, .doc = "The account whose statements it opens."),
    F_TEXT(StatementPassword, sealed, .flags = HIDDEN | READ_ONLY | SECRET),
    F_TEXT(StatementPassword, key_id, .flags = HIDDEN | READ_ONLY),
    F_INT(StatementPassword, times_used, .flags = READ_ONLY, .doc = "Files it has opened."),
    F_INSTANT(StatementPassword, last_used_at, .flags = READ_ONLY | OPTIONAL,
              .doc = "When it last opened one."),
};

static const Filter password_filters[] = {
    { "account_id", FILTER_IS, "account_id", NULL, "Only those of this account." },
};

const Resource statement_password_resource = {
    .name = "statement_password",
    .plural = "statement_passwords",
    .table = "statement_password",
    .prefix = "pwd",
    .shape = SHAPE(StatementPassword, password_fields),
    .filters = password_filters,
    .n_filters = COUNT(password_filters),
    .owned = true,
};

/* What a value is sealed together with. */
static Str bound_to(Arena *mem, const char *table, Id workspace_id, Id id)
{
    return str_fmt(mem, "%s %lld %lld", table, (long long)workspace_id, (long long)id);
}

static Str bound_to_password(Arena *mem, Id workspace_id, Id id)
{
    return bound_to(mem, "statement_password", workspace_id, id);
}

static Str bound_to_import(Arena *mem, Id workspace_id, Id id)
{
    return bound_to(mem, "import", workspace_id, id);
}

/* --- with an import --- */

bool vault_give(Ctx *c, Import *imp, Str password)
{
    imp->given_password = imp->given_key_id = (Str){ 0 };
    return !password.n || key_seal(c, password, bound_to_import(c->mem, c->workspace_id, imp->id),
                                   &imp->given_password, &imp->given_key_id);
}

bool vault_check(Ctx *c, const void *old, void *row)
{
    Import *imp = row;
    (void)old;
    bool goes_on = imp->status == IMPORT_PENDING || imp->status == IMPORT_PROCESSING ||
                   imp->status == IMPORT_NEEDS_REVIEW;
    if (!goes_on)
        imp->given_password = imp->given_key_id = imp->save_password = (Str){ 0 };
    return !failed(c);
}

typedef struct {
    const Import *imp;
    DbRows rows;
} Saved;

static bool list_saved(Ctx *c, void *arg)
{
    Saved *s = arg;
    s->rows =
        db_rows(c, &q_vault_tries,
                DB_ARGS(V_INT(c->workspace_id), V_INT(s->imp->account_id), V_INT(VAULT_TRIES)));
    return !failed(c);
}

bool vault_tries(Ctx *c, const Import *imp, const ImportHow *how, VaultTries *out)
{
    Saved s = { .imp = imp };
    ptrdiff_t of_reading = how ? how->n_passwords : 0;
    *out = (VaultTries){ 0 };
    if (failed(c))
        return false;
    if (imp->given_password.n) {
        if (!key_open(c, imp->given_password, imp->given_key_id,
                      bound_to_import(c->mem, c->workspace_id, imp->id), &out->values[0]))
            return false;
        out->n = 1;
        out->has_given = true;
    }
    for (ptrdiff_t i = 0; i < of_reading && i < VAULT_GIVEN; i++) {
        out->values[out->n++] = str_copy(c->mem, how->passwords[i]); /* vault_forget wipes it */
        out->has_given = true;
    }
    if (!imp->try_saved_passwords)
        return true;
    if (!store_read(c->store, c, list_saved, &s))
        return false;
    for (ptrdiff_t i = 0; i < s.rows.n && i < VAULT_TRIES; i++) {
        Id id = db_int(&s.rows, i, "id");
        if (!key_open(c, db_text(&s.rows, i, "sealed"), db_text(&s.rows, i, "key_id"),
                      bound_to_password(c->mem, c->workspace_id, id), &out->values[out->n]))
            return false;
        out->ids[out->n++] = id;
    }
    return true;
}

void vault_forget(VaultTries *t)
{
    for (ptrdiff_t i = 0; i < t->n; i++)
        key_wipe(t->values[i]);
    t->n = 0;
}

static bool seal_row(Ctx *c, StatementPassword *p, Str value)
{
    return key_seal(c, value, bound_to_password(c->mem, c->workspace_id, p->id), &p->sealed,
                    &p->key_id);
}

static bool add(Ctx *c, StatementPassword *p, Str value)
{
    int64_t n = db_one_int(c, &q_vault_count, DB_ARGS(V_INT(c->workspace_id)));
    if (n >= PASSWORDS_MAX)
        return fail(c, CONFLICT, NULL, "There are %d saved passwords; delete one first",
                    PASSWORDS_MAX);
    p->id = id_new(c->now_ms);
    p->user_id = c->user_id;
    return seal_row(c, p, value) && resource_add(c, &statement_password_resource, p);
}

static Id with_label(Ctx *c, Str label)
{
    return db_one_int(c, &q_vault_label, DB_ARGS(V_INT(c->workspace_id), V_TEXT(label)));
}

/* Under a label that is there already the new value takes the place of the old. */
static bool save_given(Ctx *c, const Import *imp, Str value, Id *id)
{
    StatementPassword p = { .label = imp->save_password,
                            .account_id = imp->account_id,
                            .times_used = 1,
                            .last_used_at = c->now_ms };
    Id there = with_label(c, p.label);
    if (there && resource_get(c, &statement_password_resource, there, &p)) {
        p.times_used++;
        p.last_used_at = c->now_ms;
        if (seal_row(c, &p, value))
            resource_change(c, &statement_password_resource, &p);
    } else {
        add(c, &p, value);
    }
    *id = p.id;
    return !failed(c);
}

bool vault_opened(Ctx *c, const Import *imp, const VaultTries *t, int32_t which, Id *password_id)
{
    *password_id = 0;
    if (which < 1 || which > t->n)
        return !failed(c);
    *password_id = t->ids[which - 1];
    if (!*password_id)
        return !imp->save_password.n || save_given(c, imp, t->values[which - 1], password_id);
    db_run(c, &q_vault_used,
           DB_ARGS(V_INT(c->workspace_id), V_INT(*password_id), V_INT(c->now_ms)));
    return !failed(c);
}

Str vault_words(Ctx *c, const VaultTries *t, int32_t which)
{
    StatementPassword p;
    if (which < 1 || which > t->n)
        return (Str){ 0 };
    Id id = t->ids[which - 1];
    if (!id)
        return S("the password that was given");
    if (!resource_find(c, &statement_password_resource, id, &p))
        return S("a saved password");
    return str_fmt(c->mem, "the saved password '%.*s'", STR_ARG(p.label));
}

/* --- a new key --- */

typedef struct {
    Str current;
    int64_t n; /* of this batch */
} Reseal;

static bool reseal_row(Ctx *c, const DbRows *rows, ptrdiff_t i, bool is_given)
{
    Id ws = db_int(rows, i, "workspace_id"), id = db_int(rows, i, "id");
    Str sealed = db_text(rows, i, "sealed"), plain = { 0 }, fresh, key;
    Str with = is_given ? bound_to_import(c->mem, ws, id) : bound_to_password(c->mem, ws, id);
    if (!key_open(c, sealed, db_text(rows, i, "key_id"), with, &plain) ||
        !key_seal(c, plain, with, &fresh, &key))
        return false;
    key_wipe(plain);
    db_run(c, is_given ? &q_vault_reseal_given : &q_vault_reseal_password,
           DB_ARGS(V_INT(ws), V_INT(id), V_TEXT(sealed), V_TEXT(fresh), V_TEXT(key)));
    return !failed(c);
}

static bool reseal_batch(Ctx *c, void *arg)
{
    Reseal *r = arg;
    DbValue args[] = { V_TEXT(r->current), V_INT(RESEAL_ROWS) };
    DbRows saved = db_rows(c, &q_vault_old_passwords, args, 2);
    DbRows given = db_rows(c, &q_vault_old_given, args, 2);
    for (ptrdiff_t i = 0; i < saved.n && !failed(c); i++)
        reseal_row(c, &saved, i, false);
    for (ptrdiff_t i = 0; i < given.n && !failed(c); i++)
        reseal_row(c, &given, i, true);
    r->n = saved.n + given.n;
    return !failed(c);
}

bool vault_reseal(Ctx *c, int64_t *n)
{
    Reseal r = { .current = key_id(c), .n = 1 };
    while (!failed(c) && r.n) {
        ArenaMark mark = arena_mark(c->mem);
        if (store_write(c->store, c, reseal_batch, &r))
            arena_reset(c->mem, mark);
        *n += r.n;
    }
    return !failed(c);
}

/* --- operations --- */

typedef struct {
    Str label;
    Id account_id;
    Str value;
} PasswordBody;

static const Field body_fields[] = {
    F_TEXT(PasswordBody, label, .flags = NEEDED, .min = 1, .max = 100, .example = "Visa statements",
           .doc = "What it is called; one of each in a workspace."),
    F_ID(PasswordBody, account_id, .prefix = "acc", .refers = "account", .flags = OPTIONAL,
         .doc = "The account whose statements it opens; it is tried first there."),
    F_TEXT(PasswordBody, value, .flags = NEEDED | SECRET, .min = 1, .max = 200,
           .doc = "The password itself; it is never returned."),
};
static const Shape body_shape = { .name = "StatementPasswordAdd",
                                  .fields = body_fields,
                                  .n = COUNT(body_fields),
                                  .size = sizeof(PasswordBody) };

static bool password_post(Ctx *c, Call *call)
{
    const PasswordBody *in = call->in;
    StatementPassword *p = call->out = NEW(c->mem, StatementPassword);
    *p = (StatementPassword){ .label = in->label, .account_id = in->account_id };
    if (with_label(c, in->label))
        return fail(c, CONFLICT, "label",
                    "There is a saved password '%.*s' already; delete it first",
                    STR_ARG(in->label));
    if (!add(c, p, in->value))
        return false;
    call->location =
        str_fmt(c->mem, "/statements/passwords/%.*s", STR_ARG(id_text(c->mem, "pwd", p->id)));
    return true;
}

static const Operation operations[] = {
    { "GET", "/statements/passwords", crud_list, VIEWER | LISTS,
      .resource = &statement_password_resource, .out = &statement_password_resource.shape,
      .doc = "Saved passwords of protected statements, without their values." },
    { "POST", "/statements/passwords", password_post, MEMBER | WRITES,
      .resource = &statement_password_resource, .in = &body_shape,
      .out = &statement_password_resource.shape, .status = 201, .doc = "Saves a password." },
    { "GET", "/statements/passwords/:id", crud_get, VIEWER,
      .resource = &statement_password_resource, .out = &statement_password_resource.shape,
      .doc = "One saved password, without its value." },
    { "DELETE", "/statements/passwords/:id", crud_drop, MEMBER | WRITES,
      .resource = &statement_password_resource, .doc = "Forgets a password." },
};
const OperationTable vault_operations = { operations, COUNT(operations) };
