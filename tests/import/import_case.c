/* What tests of imports share. */
#include "import_case.h"

#include "db/db_case.h"
#include "store_case.h"

#include "blob/key.h"
#include "field/read.h"
#include "import/book.h"
#include "import/undo.h"
#include "ledger/account.h"
#include "ledger/total.h"
#include "ledger/transaction.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

const Currency eur = CURRENCY('E', 'U', 'R');

/* --- small helpers --- */

typedef struct {
    Id account;
    Import imp;
    bool with_job;
} Add;

static bool add_import(Ctx *c, void *arg)
{
    Add *a = arg;
    return import_add(c, &a->imp, a->with_job);
}

/* Keeps a file and stores its import; it is not read yet. */
Import send_text(Ctx *c, Id account, Str text, bool preview)
{
    Add a = { .account = account };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, text.p, (size_t)text.n) == text.n);
    ImportFile file = { S("test.csv"), account, 0, preview };
    CHECK(import_keep(c, fd, &file, &a.imp));
    CHECK(in_write(c, add_import, &a));
    return a.imp;
}

Import import_text(Ctx *c, Id account, Str text, const ImportHow *how)
{
    Import imp = send_text(c, account, text, false);
    CHECK(import_run(c, imp.id, how));
    CHECK(import_get(c, imp.id, &imp));
    return imp;
}

static bool new_account(Ctx *c, void *arg)
{
    Account a = { 0 };
    field_start(c, &account_resource.shape, &a);
    a.name = str_fmt(c->mem, "Account %lld", (long long)id_new(c->now_ms));
    a.account_type = ACCOUNT_CHECKING;
    a.currency = eur;
    resource_add(c, &account_resource, &a);
    *(Id *)arg = a.id;
    return !failed(c);
}

Id an_account(Ctx *c)
{
    Id id = 0;
    CHECK(in_write(c, new_account, &id));
    return id;
}

static const Query all_rows = {
    .name = "test_all_rows",
    .sql = "SELECT date, amount, description, coalesce(counterparty, '') AS counterparty, status, "
           "coalesce(reference, '') AS reference, coalesce(notes, '') AS notes, "
           "coalesce(fingerprint, 0) AS fingerprint, coalesce(occurrence, 0) AS occurrence, "
           "coalesce(category_id, 0) AS category_id, account_id "
           "FROM transactions WHERE workspace_id = $1 AND (import_id IS NULL OR import_id NOT IN "
           "(SELECT import_id FROM hidden_import WHERE workspace_id = $1)) "
           "ORDER BY account_id, date, amount, description, fingerprint, occurrence",
    .params = 1,
};

static bool read_ledger(Ctx *c, void *arg)
{
    Ledger *l = arg;
    DbRows r = db_rows(c, &all_rows, DB_ARGS(V_INT(c->workspace_id)));
    Buf b = buf_new(c->mem, 64 << 20);
    for (ptrdiff_t i = 0; i < r.n * r.n_columns; i++) {
        if (r.cells[i].type == DB_TEXT)
            buf_add(&b, r.cells[i].s);
        else
            buf_int(&b, r.cells[i].i);
        buf_char(&b, (i + 1) % r.n_columns ? '|' : '\n');
    }
    l->rows = buf_str(&b);
    l->n = r.n;
    l->wrong = totals_wrong(c);
    return !failed(c);
}

Ledger ledger_now(Ctx *c)
{
    Ledger l = { 0 };
    CHECK(in_write(c, read_ledger, &l)); /* totals_wrong writes in a savepoint */
    CHECK_INT(l.wrong, 0);
    return l;
}

bool undo(Ctx *c, void *arg)
{
    Import *imp = arg;
    BookSums sums;
    return resource_get(c, &import_resource, imp->id, imp) && book_sums_read(c, imp->id, &sums) &&
           undo_import(c, imp, &sums, false, NULL);
}

void start_files(Ctx *c, const char *folder)
{
    key_start(c,
              &(KeyOptions){
                  .text = S("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f") });
    import_start(&(ImportOptions){ .folder = folder });
}

/* --- looking and running --- */

Import import_now(Ctx *c, Id id)
{
    Import imp;
    CHECK(import_get(c, id, &imp));
    return imp;
}

/* Books what was confirmed: what the job would do. */
Import run_again(Ctx *c, Id id)
{
    CHECK(import_run(c, id, NULL));
    if (failed(c))
        printf("# %.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    return import_now(c, id);
}

static const Query one_row = {
    .name = "test_one_row",
    .sql = "SELECT id FROM transactions WHERE workspace_id = $1 AND description LIKE $2 "
           "ORDER BY id LIMIT 1",
    .params = 2,
};

static bool look_up(Ctx *c, void *arg)
{
    Look *l = arg;
    Id id = db_one_int(c, &one_row, DB_ARGS(V_INT(c->workspace_id), V_TEXT(l->where)));
    l->found = id && resource_find(c, &transaction_resource, id, &l->t);
    return !failed(c);
}

bool save_row(Ctx *c, void *arg)
{
    Look *l = arg;
    return resource_change(c, &transaction_resource, &l->t);
}

Look row_like(Ctx *c, const char *where)
{
    Look l = { .where = str_of(where) };
    CHECK(in_read(c, look_up, &l));
    CHECK(l.found);
    return l;
}

bool at_position(Ctx *c, void *arg)
{
    First *f = arg;
    return staged_find(c, f->import_id, f->position, &f->row);
}

const char *const case_shops[8] = { "PIZZA HUT DOWNTOWN",   "STARBUCKS COFFEE",  "REWE SAGT DANKE",
                                    "SHELL STATION",        "BAECKEREI MUELLER", "SALARY ACME",
                                    "NETFLIX SUBSCRIPTION", "AMAZON MARKETPLACE" };

Str form_a(Ctx *c, int from, int to)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, S("Date;Description;Amount\n"));
    for (int i = from; i < to; i++)
        buf_fmt(&b, "%.*s;%s;-%d.%02d\n", STR_ARG(date_text(c->mem, 738500 + i)), case_shops[i % 8],
                10 + i % 90, i % 100);
    return buf_str(&b);
}

/* The same days with other words, another order of columns and figures written otherwise. */
Str form_b(Ctx *c, int from, int to)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, S("Buchungstag;Betrag;Verwendungszweck;Empfänger;Referenz\n"));
    for (int i = from; i < to; i++) {
        DateParts p = date_parts(738500 + i);
        buf_fmt(&b, "%02d.%02d.%04d;-%d,%02d;Kartenzahlung %.9s;%s GMBH;R%d\n", p.day, p.month,
                p.year, 10 + i % 90, i % 100, case_shops[i % 8], case_shops[i % 8], i);
    }
    return buf_str(&b);
}

/* --- operations --- */

static bool write_now(Ctx *c, Call *call, StoreUnit *unit, void *arg)
{
    (void)call;
    return store_write(c->store, c, unit, arg);
}

static bool run_call(Ctx *c, void *arg)
{
    Call *call = arg;
    return call->op->run(c, call);
}

static const Operation *operation(const OperationTable *table, const char *name)
{
    for (ptrdiff_t i = 0; i < table->n; i++)
        if (table->rows[i].name && str_eq(str_of(table->rows[i].name), str_of(name)))
            return &table->rows[i];
    CHECK(false);
    return NULL;
}

void *ask(Ctx *c, const OperationTable *table, const char *name, Id id, Id second, Str body)
{
    const Operation *op = operation(table, name);
    Call *call = NEW(c->mem, Call);
    const char *prefix = op->resource ? op->resource->prefix : "imp";
    *call = (Call){ .op = op, .id = id, .raw_body = body, .write = write_now };
    call->path_args[0] = id_text(c->mem, prefix, id);
    call->path_args[1] = id_text(c->mem, "dup", second);
    if (op->in && !(op->flags & OWN_BODY)) {
        call->in = arena_alloc(c->mem, op->in->size);
        if (!field_read(c, op->in, READ_NEW, body, call->in))
            return NULL;
    }
    if (op->query) {
        call->query = arena_alloc(c->mem, op->query->size);
        if (!field_read_query(c, op->query, body, call->query))
            return NULL;
    }
    bool ok = op->flags & HEAVY    ? op->run(c, call)
              : op->flags & WRITES ? in_write(c, run_call, call)
                                   : in_read(c, run_call, call);
    return ok ? (call->out ? call->out : call) : NULL;
}
