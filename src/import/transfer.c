/* Finding transfers. */
#include "import/transfer.h"

#include "import/book.h"
#include "import/piece.h"
#include "import/read.h"
#include "ledger/pair.h"
#include "text/fold.h"
#include "text/jsonout.h"
#include "transfer_sql.h"

enum {
    BATCH_ROWS = 500,
    PAIRS_AT_ONCE = 100,
    CERTAIN = 650000,
    LIKELY = 450000,
    BESIDE = 50000,
    NAME_LETTERS = 4,
    FOREIGN_ROWS = 20000
};

typedef struct {
    Id id;
    Str name, iban, number, bank; /* folded */
} Own;

typedef struct {
    Id id, account_id, import_id;
    Date date;
    int64_t amount;
    Str currency, text; /* text: folded */
    Str other;          /* the other side's account number, without spaces */
    bool is_transfer;   /* by its category, or a person's word */
    bool decided;       /* a person says that it is something else */
    int32_t best, beside;
    ptrdiff_t with; /* index of the best */
    Str why;
} Side;

typedef struct {
    Id out, in;
    int state;
    int32_t score;
    Str why;
} Found;

typedef struct {
    Id import_id;
    int64_t behind;
    ptrdiff_t n_rows;
    Own *own;
    ptrdiff_t n_own;
    Found *found;
    ptrdiff_t n_found, stored, from; /* from: where the transaction begins */
} Search;

/* --- what speaks for a transfer --- */

static Str letters_of(Arena *mem, Str s)
{
    Buf b = buf_new(mem, s.n + 1);
    Str folded = text_fold(mem, s);
    for (ptrdiff_t i = 0; i < folded.n; i++)
        if ((folded.p[i] >= 'a' && folded.p[i] <= 'z') ||
            (folded.p[i] >= '0' && folded.p[i] <= '9'))
            buf_char(&b, folded.p[i]);
    return buf_str(&b);
}

static bool says_transfer(Str folded)
{
    static const char *const words[] = { "transfer",
                                         "umbuchung",
                                         "ubertrag",
                                         "uebertrag",
                                         "uberweisung an eigen",
                                         "eigenes konto",
                                         "virement interne",
                                         "virement vers",
                                         "virement de",
                                         "traspaso",
                                         "transferencia",
                                         "girofondo",
                                         "giroconto",
                                         "overboeking",
                                         "eigen rekening",
                                         "own account",
                                         "payment thank you",
                                         "autopay",
                                         "credit card payment",
                                         "kreditkartenabrechnung",
                                         "top up",
                                         "to savings",
                                         "from savings",
                                         "overforing" };
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (str_find(folded, str_of(words[i]), 0) >= 0)
            return true;
    return false;
}

static const Own *own_of(const Search *s, Id id)
{
    for (ptrdiff_t i = 0; i < s->n_own; i++)
        if (s->own[i].id == id)
            return &s->own[i];
    return NULL;
}

/* Whether the row names that account by its number. */
static bool names_number(const Side *row, const Own *account)
{
    return row->other.n > 4 && account &&
           ((account->iban.n && str_eq(row->other, account->iban)) ||
            (account->number.n >= 4 && str_ends(row->other, account->number) && !account->iban.n));
}

static bool names_account(const Side *row, const Own *account)
{
    return account && account->name.n >= NAME_LETTERS && str_find(row->text, account->name, 0) >= 0;
}

/* 0: no transfer. */
static int32_t score_of(const Search *s, const Side *out, const Side *in, Str *why)
{
    int days = out->date > in->date ? out->date - in->date : in->date - out->date;
    if (out->account_id == in->account_id || out->amount >= 0 || out->amount != -in->amount ||
        !str_eq(out->currency, in->currency) || days > TRANSFER_DAYS)
        return 0;
    const Own *from = own_of(s, out->account_id), *to = own_of(s, in->account_id);
    int32_t score = 350000 + 150000 * (TRANSFER_DAYS + 1 - days) / (TRANSFER_DAYS + 1);
    *why = S("The same amount left one account and came in by the other");
    if (out->is_transfer || in->is_transfer || says_transfer(out->text) ||
        says_transfer(in->text)) {
        score += 270000;
        *why = S("The same amount in two accounts, and one of them says that it is a transfer");
    }
    if (names_account(out, to) || names_account(in, from)) {
        score += 270000;
        *why = S("The same amount in two accounts, and one of them names the other");
    }
    if (names_number(out, to) || names_number(in, from)) {
        score += 400000;
        *why = S("The same amount in two accounts, and one of them has the other's number");
    }
    return score < 1000000 ? score : 1000000;
}

/* --- the best for each --- */

static void note(Side *side, ptrdiff_t with, const Side *other, const Side *all, int32_t score,
                 Str why)
{
    const Side *best = side->best ? &all[side->with] : NULL;
    bool same = best && best->account_id == other->account_id && best->date == other->date &&
                str_eq(best->text, other->text);
    if (score <= side->best) {
        if (!same && score > side->beside)
            side->beside = score;
        return;
    }
    if (!same)
        side->beside = side->best;
    side->best = score;
    side->with = with;
    side->why = why;
}

static void weigh(const Search *s, Side *all, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t k = i + 1; k < n && all[k].date - all[i].date <= TRANSFER_DAYS; k++) {
            Str why = { 0 };
            ptrdiff_t out = all[i].amount < 0 ? i : k, in = out == i ? k : i;
            int32_t score = score_of(s, &all[out], &all[in], &why);
            if (!score)
                continue;
            note(&all[out], in, &all[in], all, score, why);
            note(&all[in], out, &all[out], all, score, why);
        }
}

static void choose(Ctx *c, Search *s, const Side *all, ptrdiff_t n)
{
    s->found = NEW_ARRAY(c->mem, Found, n + 1);
    s->n_found = s->stored = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const Side *out = &all[i], *in = &all[out->with];
        if (out->amount >= 0 || !out->best || in->with != i || out->best < LIKELY ||
            (out->import_id != s->import_id && in->import_id != s->import_id))
            continue;
        bool alone = out->best - out->beside > BESIDE && in->best - in->beside > BESIDE;
        bool sure = alone && out->best >= CERTAIN && !out->decided && !in->decided;
        s->found[s->n_found++] =
            (Found){ out->id, in->id, sure ? TRANSFER_PAIRED : TRANSFER_SUGGESTED, out->best,
                     out->why };
    }
}

/* --- reading --- */

static Own *accounts(Ctx *c, ptrdiff_t *n)
{
    DbRows r = db_rows(c, &q_transfer_accounts, DB_ARGS(V_INT(c->workspace_id)));
    Own *own = NEW_ARRAY(c->mem, Own, r.n + 1);
    for (ptrdiff_t i = 0; i < r.n; i++)
        own[i] = (Own){ .id = db_int(&r, i, "id"),
                        .name = text_fold(c->mem, db_text(&r, i, "name")),
                        .iban = letters_of(c->mem, db_text(&r, i, "iban")),
                        .number = letters_of(c->mem, db_text(&r, i, "number_masked")),
                        .bank = text_fold(c->mem, db_text(&r, i, "institution")) };
    *n = r.n;
    return own;
}

static Side side_of(Ctx *c, const DbRows *r, ptrdiff_t i)
{
    Str text = str_fmt(c->mem, "%.*s %.*s", STR_ARG(db_text(r, i, "description")),
                       STR_ARG(db_text(r, i, "counterparty")));
    bool by_category = str_starts(db_text(r, i, "category"), S("transfer.")) &&
                       !str_eq(db_text(r, i, "category"), S("transfer.person"));
    return (Side){ .id = db_int(r, i, "id"),
                   .account_id = db_int(r, i, "account_id"),
                   .import_id = db_int(r, i, "import_id"),
                   .date = (Date)db_int(r, i, "date"),
                   .amount = db_int(r, i, "amount"),
                   .currency = db_text(r, i, "currency"),
                   .text = text_fold(c->mem, text),
                   .other = letters_of(c->mem, db_text(r, i, "counterparty_account")),
                   .is_transfer = db_bool(r, i, "is_transfer") || by_category,
                   .decided = str_eq(db_text(r, i, "category_source"), S("user")) && !by_category };
}

/* The amounts of the rows with both signs. */
static Str amounts_of(Ctx *c, const DbRows *rows)
{
    Buf b = buf_new(c->mem, 48 * rows->n + 2);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < rows->n; i++) {
        json_int64(&w, db_int(rows, i, "amount"));
        json_int64(&w, -db_int(rows, i, "amount"));
    }
    json_close_array(&w);
    return buf_str(&b);
}

static bool search(Ctx *c, void *arg)
{
    Search *s = arg;
    s->own = accounts(c, &s->n_own);
    s->n_found = s->stored = s->n_rows = 0;
    if (failed(c) || s->n_own < 2)
        return !failed(c);
    DbRows rows = db_rows(
        c, &q_transfer_rows,
        DB_ARGS(V_INT(c->workspace_id), V_INT(s->import_id), V_INT(s->behind), V_INT(BATCH_ROWS)));
    s->n_rows = rows.n;
    if (failed(c) || !rows.n)
        return !failed(c);
    int64_t first = DATE_MAX, last = DATE_MIN;
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        int64_t day = db_int(&rows, i, "date");
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    DbRows sides = db_rows(c, &q_transfer_sides,
                           DB_ARGS(V_INT(c->workspace_id), V_INT(first - TRANSFER_DAYS),
                                   V_INT(last + TRANSFER_DAYS), V_TEXT(amounts_of(c, &rows))));
    Side *all = NEW_ARRAY(c->mem, Side, sides.n + 1);
    for (ptrdiff_t i = 0; i < sides.n && !failed(c); i++)
        all[i] = side_of(c, &sides, i);
    weigh(s, all, sides.n);
    choose(c, s, all, sides.n);
    if (!failed(c)) /* else it may be run again */
        s->behind = db_int(&rows, rows.n - 1, "id");
    return !failed(c);
}

/* One that was paired or refused in between is passed over. */
static bool store(Ctx *c, void *arg)
{
    Search *s = arg;
    s->stored = s->from; /* it may be run again */
    for (int n = 0; s->stored < s->n_found && n < PAIRS_AT_ONCE; n++, s->stored++) {
        const Found *f = &s->found[s->stored];
        pair_make(c, f->out, f->in, f->state, false, f->score, f->why);
        if (c->failure.code == CONFLICT || c->failure.code == NOT_FOUND ||
            c->failure.code == INVALID)
            fail_clear(c);
        if (failed(c))
            return false;
    }
    return true;
}

/* A row in one currency that names its amount in another, and a row of that currency: suggested
 * only, each row once. */
static bool search_foreign(Ctx *c, void *arg)
{
    Search *s = arg;
    Import imp;
    s->n_found = s->stored = 0;
    if (!resource_get(c, &import_resource, s->import_id, &imp) || imp.total_rows > FOREIGN_ROWS)
        return !failed(c);
    DbRows r = db_rows(c, &q_transfer_foreign,
                       DB_ARGS(V_INT(c->workspace_id), V_INT(s->import_id), V_INT(TRANSFER_DAYS)));
    Map taken = map_new(c->mem);
    s->found = NEW_ARRAY(c->mem, Found, r.n + 1);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        Id id = db_int(&r, i, "id"), other = db_int(&r, i, "other");
        if (map_find_num(&taken, id) || map_find_num(&taken, other))
            continue;
        map_put_num(&taken, id, s);
        map_put_num(&taken, other, s);
        s->found[s->n_found++] = (Found){
            id, other, TRANSFER_SUGGESTED, LIKELY,
            S("One says its amount in the other's currency, and that is what came there")
        };
    }
    return !failed(c);
}

static bool find_some(Ctx *c, Search *s, StoreUnit *unit)
{
    Ctx batch = batch_ctx(c);
    bool ok = store_read(c->store, &batch, unit, s);
    while (ok && s->stored < s->n_found) {
        s->from = s->stored;
        ok = store_write(c->store, &batch, store, s);
    }
    return batch_done(c, &batch);
}

bool transfer_find(Ctx *c, Id import_id)
{
    Search s = { .import_id = import_id };
    do {
        if (!find_some(c, &s, search))
            return false;
    } while (s.n_rows == BATCH_ROWS);
    return find_some(c, &s, search_foreign);
}

/* --- the job --- */

static bool find_job(Ctx *c, const Job *job)
{
    const ImportPayload *p = job->payload;
    Import imp;
    return import_get(c, p->import_id, &imp) &&
           (imp.status != IMPORT_COMPLETED || transfer_find(c, imp.id));
}

const JobKind import_transfer_kind = {
    .name = "import.transfers",
    .queue = "files",
    .payload = &import_payload_shape,
    .run = find_job,
    .max_attempts = 5,
    .doc = "Pairs the rows of an import with the other sides of transfers between own accounts.",
};

bool transfer_enqueue(Ctx *c, Id import_id)
{
    ImportPayload p = { import_id };
    job_add(c, &import_transfer_kind, &p, NULL);
    return !failed(c);
}
