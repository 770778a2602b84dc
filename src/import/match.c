/* Exact and near duplicates. */
#include "import/match.h"

#include "import/piece.h"
#include "match_sql.h"
#include "text/fold.h"
#include "text/jsonout.h"

enum {
    WORDS_MAX = 32,
    CUT_OFF_LETTERS = 4, /* a word is the beginning of another from so many letters on */
    MILLION = 1000000,
    ALIKE = 300000, /* texts that may be the same payment */
    PROPOSED = 500000,
    BATCH_ROWS = 1000,
    /* a posted amount against the pending one, in hundredths */
    LEAST = 75,
    MOST = 135,
    SAME_NAME = 600000, /* texts that are the same shop */
    RESERVED_NAME = 900000,
    BESIDE = 80000, /* another candidate as good as this */
    LOOSE_DAYS = 2,
    COMPARED_MAX = 1000, /* rows with the amount of one whose texts are compared with its */
};

/* --- texts --- */

typedef struct {
    Str at[WORDS_MAX];
    int n;
    int64_t letters;
} Words;

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || (unsigned char)ch >= 128;
}

static Words words_of(Str folded)
{
    Words w = { 0 };
    for (ptrdiff_t i = 0; i < folded.n && w.n < WORDS_MAX;) {
        ptrdiff_t from = i;
        while (i < folded.n && is_letter(folded.p[i]))
            i++;
        if (i > from) {
            w.at[w.n++] = str_part(folded, from, i);
            w.letters += i - from;
        }
        i += i == from;
    }
    return w;
}

static bool same_word(Str a, Str b)
{
    if (a.n > b.n)
        return same_word(b, a);
    return str_eq(a, b) || (a.n >= CUT_OFF_LETTERS && str_starts(b, a));
}

int32_t match_texts(Arena *mem, Str a, Str b)
{
    Words x = words_of(text_fold(mem, a)), y = words_of(text_fold(mem, b));
    if (x.letters > y.letters) {
        Words swap = x;
        x = y;
        y = swap;
    }
    int64_t found = 0;
    bool used[WORDS_MAX] = { 0 };
    for (int i = 0; i < x.n; i++) {
        int k = 0;
        while (k < y.n && (used[k] || !same_word(x.at[i], y.at[k])))
            k++;
        if (k == y.n)
            continue;
        used[k] = true;
        found += x.at[i].n;
    }
    return x.letters ? (int32_t)(found * MILLION / x.letters) : 0;
}

/* --- one pair --- */

static Str days_apart(Arena *mem, int days)
{
    return days == 0   ? S("on the same day")
           : days == 1 ? S("a day apart")
                       : str_fmt(mem, "%d days apart", days);
}

/* A round sum that was set aside before the amount was known: a fuel pump's, a hotel's. */
static bool is_reservation(int64_t pending)
{
    return pending % 100 == 0;
}

int32_t match_pending(Arena *mem, const StagedRow *row, const MatchCandidate *k, bool *sure,
                      Str *why)
{
    int days = row->date - k->date;
    *sure = false;
    if (row->is_pending || !k->is_pending || days < -1 || days > MATCH_PENDING_DAYS ||
        (row->amount < 0) != (k->amount < 0) || !row->amount || !k->amount)
        return 0;
    Str text = str_fmt(mem, "%.*s %.*s", STR_ARG(row->description), STR_ARG(row->counterparty));
    int32_t alike = match_texts(mem, text, k->text);
    bool same = row->amount == k->amount;
    double ratio = (double)row->amount / (double)k->amount * 100;
    bool close = ratio >= LEAST && ratio <= MOST;
    bool reserved = is_reservation(k->amount) && alike >= RESERVED_NAME;
    if (!same && (alike < SAME_NAME || !(close || reserved)))
        return 0;
    double off = same ? 0 : close ? (ratio > 100 ? ratio - 100 : 100 - ratio) / 40 : 1;
    int far = days < 0 ? 1 : days;
    int64_t score = (int64_t)alike * 45 / 100 +
                    (int64_t)250000 * (MATCH_PENDING_DAYS + 1 - far) / (MATCH_PENDING_DAYS + 1) +
                    (int64_t)(300000 * (1 - off));
    if (score < PROPOSED)
        return 0;
    *sure = same ? alike >= ALIKE : close;
    *why = str_fmt(mem, "A pending row that this one posts, %.*s, %s amount, texts %d %% alike",
                   STR_ARG(days_apart(mem, far)), same ? "the same" : "another",
                   (int)(alike / (MILLION / 100)));
    return (int32_t)(score < MILLION ? score : MILLION);
}

int32_t match_score(Arena *mem, const StagedRow *row, const MatchCandidate *k, Date first,
                    Date last, Str *why)
{
    int days = row->date > k->date ? row->date - k->date : k->date - row->date;
    if (days > MATCH_DAYS)
        return 0;
    bool posts = k->is_pending && !row->is_pending, weak = posts || k->by_hand;
    bool covered = k->date >= first && k->date <= last;
    if (!weak && k->same_source && !covered)
        return 0;
    Str text = str_fmt(mem, "%.*s %.*s", STR_ARG(row->description), STR_ARG(row->counterparty));
    int32_t alike = match_texts(mem, text, k->text);
    if (!weak && alike < ALIKE)
        return 0;
    /* Two fifths for the text, a third for the day, the rest for what the stored row is. */
    int64_t near_in_time = (int64_t)350000 * (MATCH_DAYS + 1 - days) / (MATCH_DAYS + 1);
    int64_t score = (int64_t)alike * 40 / 100 + near_in_time + (weak ? 250000 : 150000);
    if (score < PROPOSED)
        return 0;
    *why = str_fmt(mem, "%s, the same amount %.*s, texts %d %% alike",
                   posts        ? "A pending row that this one posts"
                   : k->by_hand ? "A row that was entered by hand"
                                : "A row of another import",
                   STR_ARG(days_apart(mem, days)), (int)(alike / (MILLION / 100)));
    return (int32_t)score;
}

/* --- exact --- */

static Str list_of(Ctx *c, const StagedRow *rows, ptrdiff_t n, Id account_id, bool amounts)
{
    Buf b = buf_new(c->mem, 24 * n + 2);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < n; i++)
        if (rows[i].account_id == account_id && rows[i].row_state == ROW_NEW)
            json_int64(&w, amounts ? rows[i].amount : rows[i].fingerprint);
    json_close_array(&w);
    return buf_str(&b);
}

static void mark(StagedRow *row, Id transaction_id)
{
    row->row_state = ROW_DUPLICATE;
    row->transaction_id = transaction_id;
    row->match_score = MILLION;
    row->has_match_score = true;
    row->reason = S("The same row was imported before");
    row->state = MATCH_MERGED;
}

/* Stored rows by fingerprint, several occurrences one behind the other. */
typedef struct Known {
    struct Known *next;
    int64_t occurrence;
    Id id;
} Known;

static bool match_account(Ctx *c, StagedRow *rows, ptrdiff_t n, Id account_id)
{
    DbRows found = db_rows(c, &q_match_exact,
                           DB_ARGS(V_INT(c->workspace_id), V_INT(account_id),
                                   V_TEXT(list_of(c, rows, n, account_id, false))));
    Map known = map_new(c->mem);
    for (ptrdiff_t i = 0; i < found.n; i++) {
        Known *k = NEW(c->mem, Known);
        *k = (Known){ map_find_num(&known, db_int(&found, i, "fingerprint")),
                      db_int(&found, i, "occurrence"), db_int(&found, i, "id") };
        map_put_num(&known, db_int(&found, i, "fingerprint"), k);
    }
    for (ptrdiff_t i = 0; found.n && i < n; i++) {
        if (rows[i].account_id != account_id || rows[i].row_state != ROW_NEW)
            continue;
        const Known *k = map_find_num(&known, rows[i].fingerprint);
        while (k && k->occurrence != rows[i].occurrence)
            k = k->next;
        if (k)
            mark(&rows[i], k->id);
    }
    return !failed(c);
}

bool match_exact(Ctx *c, StagedRow *rows, ptrdiff_t n)
{
    Map done = map_new(c->mem); /* accounts */
    for (ptrdiff_t i = 0; i < n && !failed(c); i++)
        if (rows[i].account_id && !map_find_num(&done, rows[i].account_id)) {
            map_put_num(&done, rows[i].account_id, &rows[i]);
            match_account(c, rows, n, rows[i].account_id);
        }
    return !failed(c);
}

/* --- near --- */

typedef struct {
    Date first, last;
} Period;

typedef struct {
    const Import *imp;
    int64_t behind;       /* the last position looked at */
    ptrdiff_t n;          /* rows of the batch */
    StagedRow *near_ones; /* those that were found, n_found of them, n_open of them to be decided */
    ptrdiff_t n_found, n_open;
    bool loose;      /* most of the file is there already: texts need not be alike */
    DbRows accounts; /* with the days that the file covers */
    Map claimed;     /* candidates that a row has taken */
} Search;

static MatchCandidate candidate_of(Ctx *c, const Search *s, const DbRows *r, ptrdiff_t i)
{
    int64_t header = db_int(r, i, "header_hash");
    Str text = str_fmt(c->mem, "%.*s %.*s", STR_ARG(db_text(r, i, "description")),
                       STR_ARG(db_text(r, i, "counterparty")));
    return (MatchCandidate){ .id = db_int(r, i, "id"),
                             .date = (Date)db_int(r, i, "date"),
                             .amount = db_int(r, i, "amount"),
                             .text = text,
                             .is_pending = str_eq(db_text(r, i, "status"), S("pending")),
                             .by_hand = db_is_null(r, i, "fingerprint"),
                             .same_source = header && header == s->imp->header_hash };
}

/* In a file most of whose rows are there already, the same amount on the same days is enough. */
static int32_t score_loosely(Ctx *c, const Search *s, const StagedRow *row, const MatchCandidate *k,
                             Str *why)
{
    int days = row->date > k->date ? row->date - k->date : k->date - row->date;
    if (!s->loose || k->same_source || days > LOOSE_DAYS || row->amount != k->amount)
        return 0;
    *why = str_fmt(c->mem, "Most rows of the file are stored already; the same amount %.*s",
                   STR_ARG(days_apart(c->mem, days)));
    return PROPOSED + 50000 * (LOOSE_DAYS - days);
}

/* How sure it is that row is the candidate, of whatever kind that is. */
static int32_t score_any(Ctx *c, const Search *s, const StagedRow *row, const MatchCandidate *k,
                         const Period *period, bool *sure, Str *why)
{
    *sure = false;
    int32_t posts = match_pending(c->mem, row, k, sure, why);
    if (posts || row->amount != k->amount)
        return posts;
    int32_t score = match_score(c->mem, row, k, period->first, period->last, why);
    return score ? score : score_loosely(c, s, row, k, why);
}

/* Candidates of which either is as good. */
static bool interchangeable(const MatchCandidate *a, const MatchCandidate *b)
{
    return a->amount == b->amount && a->is_pending == b->is_pending && str_eq(a->text, b->text);
}

/* The best candidate for a row. */
static void judge(Ctx *c, Search *s, StagedRow *row, const MatchCandidate *all, ptrdiff_t n,
                  const Period *period)
{
    const MatchCandidate *best = NULL;
    bool best_sure = false;
    int32_t beside = 0; /* the best of those that are another payment */
    int compared = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        Str why = { 0 };
        bool sure, same = row->amount == all[i].amount && !all[i].is_pending;
        if (map_find_num(&s->claimed, all[i].id) || (same && compared++ >= COMPARED_MAX))
            continue;
        ArenaMark mark = arena_mark(c->mem); /* many are compared, few are kept */
        int32_t score = score_any(c, s, row, &all[i], period, &sure, &why);
        bool other = best && !interchangeable(best, &all[i]);
        if (other && score > beside)
            beside = score;
        if (score <= row->match_score) {
            arena_reset(c->mem, mark);
            continue;
        }
        if (other)
            beside = row->match_score;
        best = &all[i];
        best_sure = sure;
        row->match_score = score;
        row->reason = why;
    }
    if (!best)
        return;
    bool merges = best_sure && row->match_score - beside > BESIDE;
    row->row_state = ROW_NEAR;
    row->state = merges ? MATCH_MERGED : MATCH_OPEN;
    row->has_match_score = true;
    row->transaction_id = best->id;
    map_put_num(&s->claimed, best->id, s);
    s->near_ones[s->n_found++] = *row;
    s->n_open += !merges;
}

/* Both kinds: those with the same amounts, and what is pending. */
static MatchCandidate *candidates(Ctx *c, const Search *s, const StagedRow *rows, Id account_id,
                                  ptrdiff_t *n)
{
    Date first = DATE_MAX, last = DATE_MIN;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        if (rows[i].account_id != account_id)
            continue;
        first = rows[i].date < first ? rows[i].date : first;
        last = rows[i].date > last ? rows[i].date : last;
    }
    DbValue ws = V_INT(c->workspace_id), account = V_INT(account_id), imp = V_INT(s->imp->id);
    DbRows r = db_rows(c, &q_match_near,
                       DB_ARGS(ws, account, V_INT(first - MATCH_DAYS), V_INT(last + MATCH_DAYS),
                               V_TEXT(list_of(c, rows, s->n, account_id, true)), imp));
    DbRows p =
        db_rows(c, &q_match_pending,
                DB_ARGS(ws, account, V_INT(first - MATCH_PENDING_DAYS), V_INT(last + 1), imp));
    MatchCandidate *all = NEW_ARRAY(c->mem, MatchCandidate, r.n + p.n + 1);
    *n = 0;
    for (ptrdiff_t i = 0; i < r.n; i++)
        if (!str_eq(db_text(&r, i, "status"), S("pending")))
            all[(*n)++] = candidate_of(c, s, &r, i);
    for (ptrdiff_t i = 0; i < p.n; i++)
        all[(*n)++] = candidate_of(c, s, &p, i);
    return all;
}

static void near_in_account(Ctx *c, Search *s, StagedRow *rows, Id account_id, const Period *period)
{
    ptrdiff_t n = 0;
    const MatchCandidate *all = candidates(c, s, rows, account_id, &n);
    for (ptrdiff_t i = 0; n && i < s->n; i++)
        if (rows[i].account_id == account_id && !rows[i].is_skipped)
            judge(c, s, &rows[i], all, n, period);
}

static bool search_batch(Ctx *c, void *arg)
{
    Search *s = arg;
    StagedRow *rows = staged_list(c, s->imp->id, s->behind, ROW_NEW, BATCH_ROWS, &s->n);
    s->near_ones = NEW_ARRAY(c->mem, StagedRow, s->n);
    s->n_found = s->n_open = 0;
    for (ptrdiff_t i = 0; s->n && i < s->accounts.n && !failed(c); i++) {
        Period p = { (Date)db_int(&s->accounts, i, "first"),
                     (Date)db_int(&s->accounts, i, "last") };
        near_in_account(c, s, rows, db_int(&s->accounts, i, "account_id"), &p);
    }
    if (s->n && !failed(c))
        s->behind = rows[s->n - 1].position;
    return !failed(c);
}

bool match_row(Ctx *c, const Import *imp, StagedRow *row)
{
    Search s = { .imp = imp, .claimed = map_new(c->mem), .n = 1 };
    StagedRow found[1] = { 0 };
    Period period = { imp->period_from, imp->period_to };
    s.near_ones = found;
    if (row->account_id)
        near_in_account(c, &s, row, row->account_id, &period);
    return !failed(c);
}

static bool load_periods(Ctx *c, void *arg)
{
    Search *s = arg;
    s->accounts = db_rows(c, &q_match_period, DB_ARGS(V_INT(c->workspace_id), V_INT(s->imp->id)));
    return !failed(c);
}

static bool store_found(Ctx *c, void *arg)
{
    Search *s = arg;
    for (ptrdiff_t i = 0; i < s->n_found && !failed(c); i++)
        staged_change(c, &s->near_ones[i]);
    return !failed(c);
}

/* One look at all rows that are new still; *found counts those that match, *open those to be
 * decided about. */
static bool look(Ctx *c, Search *s, int64_t *found, int64_t *open)
{
    s->behind = 0;
    do {
        /* The batch's memory goes with it; what is claimed is few and stays. */
        Ctx batch = batch_ctx(c);
        bool ok = store_read(c->store, &batch, search_batch, s) &&
                  (!s->n_found || store_write(c->store, &batch, store_found, s));
        *found += ok ? s->n_found : 0;
        *open += ok ? s->n_open : 0;
        batch_done(c, &batch);
    } while (!failed(c) && s->n == BATCH_ROWS);
    return !failed(c);
}

int64_t match_near(Ctx *c, const Import *imp)
{
    Search s = { .imp = imp, .claimed = map_new(c->mem) };
    int64_t found = 0, open = 0;
    if (!store_read(c->store, c, load_periods, &s) || !look(c, &s, &found, &open))
        return -1;
    /* A file that is there already in another form: what is left of it is likely to be there too.
     */
    int64_t rows = imp->total_rows - imp->failed_imports;
    s.loose = found + imp->duplicate_rows < rows && 2 * (found + imp->duplicate_rows) >= rows;
    if (s.loose && found && !look(c, &s, &found, &open))
        return -1;
    return open;
}
