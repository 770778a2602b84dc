/* The categorizer of a workspace. Pattern sets come from two caches: the workspace's own by its
 * data version, the program's by country. */
#include "categorize/assign.h"

#include "assign_sql.h"
#include "categorize/builtin.h"
#include "categorize/cache.h"
#include "categorize/categorizer.h"
#include "categorize/merchant.h"
#include "ledger/category.h"
#include "ledger/ledger.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    OWN_SETS = 64,
    COUNTRY_SETS = 4,
    SUGGEST_FROM_PPM = 600000,
    USERS_CONFIDENCE_PPM = 950000,
    TABLE_GUARD_BYTES = 16 << 20
};

/* What a category of the workspace is known by. */
typedef struct {
    Id id;
    int32_t threshold_ppm;
} Target;

struct Assigner {
    Arena *mem;         /* of the maps */
    Map by_code, by_id; /* of Target */
    const PatternSet *own, *builtin;
};

static PatternCache *own_cache, *country_cache;
static pthread_once_t caches_made = PTHREAD_ONCE_INIT;

static PatternSet *load_own(Ctx *c, int64_t workspace_id)
{
    DbRows r = db_rows(c, &q_assign_patterns, DB_ARGS(V_INT(workspace_id)));
    if (failed(c))
        return NULL;
    PatternRow *rows = NEW_ARRAY(c->mem, PatternRow, r.n);
    for (ptrdiff_t i = 0; i < r.n; i++)
        rows[i] = (PatternRow){ .text = db_text(&r, i, "pattern"),
                                .category_id = db_int(&r, i, "category_id"),
                                .confidence_ppm = USERS_CONFIDENCE_PPM,
                                .origin = PATTERN_USER,
                                .flags = str_eq(db_text(&r, i, "category_type"), S("expense"))
                                             ? PATTERN_EXPENSE
                                             : 0 };
    return pattern_set_new(rows, r.n);
}

static PatternSet *load_country(Ctx *c, int64_t key)
{
    (void)c;
    char letters[2];
    return builtin_patterns(builtin_country(key, letters));
}

static void make_caches(void)
{
    own_cache = pattern_cache_new(load_own, OWN_SETS, PATTERN_CACHE_AGE_MS);
    country_cache = pattern_cache_new(load_country, COUNTRY_SETS, 0);
}

static bool load_categories(Ctx *c, Assigner *a)
{
    DbRows r = db_rows(c, &q_assign_categories, DB_ARGS(V_INT(c->workspace_id)));
    Target *targets = NEW_ARRAY(a->mem, Target, r.n);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        targets[i] =
            (Target){ db_int(&r, i, "id"), (int32_t)db_int(&r, i, "confidence_threshold") };
        Str code = db_text(&r, i, "code");
        if (code.p)
            map_put(&a->by_code, str_copy(a->mem, code), &targets[i]);
        map_put_num(&a->by_id, targets[i].id, &targets[i]);
    }
    return !failed(c);
}

Assigner *assigner_get(Ctx *c)
{
    pthread_once(&caches_made, make_caches);
    int64_t version = ledger_version(c);
    DbRows home = db_rows(c, &q_assign_country, DB_ARGS(V_INT(c->workspace_id)));
    if (failed(c))
        return NULL;
    Arena *mem = arena_new("assigner", TABLE_GUARD_BYTES);
    Assigner *a = NEW(mem, Assigner);
    *a = (Assigner){ .mem = mem, .by_code = map_new(mem), .by_id = map_new(mem) };
    int64_t country = home.n ? builtin_key(db_text(&home, 0, "country")) : 0;
    a->own = pattern_cache_hold(own_cache, c, c->workspace_id, version);
    a->builtin = pattern_cache_hold(country_cache, c, country, 0);
    if (!load_categories(c, a) || !a->own || !a->builtin) {
        assigner_done(a);
        return NULL;
    }
    return a;
}

void assigner_done(Assigner *a)
{
    if (!a)
        return;
    if (a->own)
        pattern_cache_release(own_cache, a->own);
    if (a->builtin)
        pattern_cache_release(country_cache, a->builtin);
    arena_free(a->mem);
}

void assigner_clean(Assigner **a)
{
    assigner_done(*a);
    *a = NULL;
}

static const Target *target_of(const Assigner *a, const CategoryGuess *g)
{
    return g->category_id ? map_find_num(&a->by_id, g->category_id)
                          : map_find(&a->by_code, g->code);
}

static void assign(Arena *mem, const Assigner *a, Transaction *t)
{
    Categorizer categorizer = { a->own, a->builtin };
    GuessInput in = { t->description, t->merchant.n ? t->merchant : t->counterparty, t->amount };
    CategoryGuess guess = categorizer_guess(&categorizer, mem, &in);
    const Target *target = guess.source == GUESS_NONE ? NULL : target_of(a, &guess);
    t->category_source = SOURCE_NONE;
    if (!target || guess.confidence_ppm < SUGGEST_FROM_PPM)
        return;
    t->confidence = guess.confidence_ppm;
    t->has_confidence = true;
    t->explanation = guess_why(mem, &guess);
    if (guess.confidence_ppm < target->threshold_ppm) {
        t->suggested_category_id = target->id;
        return;
    }
    t->category_id = target->id;
    t->category_source = SOURCE_PATTERN;
}

void assigner_run(Arena *mem, const Assigner *a, Transaction *rows, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        if (rows[i].is_transfer)
            continue;
        if (!rows[i].merchant.n && !rows[i].counterparty.n)
            rows[i].merchant = merchant_name(mem, rows[i].description);
        if (!rows[i].category_id)
            assign(mem, a, &rows[i]);
    }
}
