/* Patterns: what matches what, who wins, what the sign makes of it; the caches; the merchants'
 * names. */
#include "harness.h"

#include "categorize/builtin.h"
#include "categorize/cache.h"
#include "categorize/categorizer.h"
#include "categorize/literals.h"
#include "categorize/merchant.h"
#include "categorize/within.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static PatternRow own(const char *text, int64_t category_id)
{
    return (PatternRow){ .text = str_of(text),
                         .category_id = category_id,
                         .confidence_ppm = 950000,
                         .origin = PATTERN_USER,
                         .flags = PATTERN_EXPENSE };
}

static PatternRow of_program(const char *text, const char *code, PatternOrigin origin)
{
    return (PatternRow){
        .text = str_of(text), .code = str_of(code), .confidence_ppm = 900000, .origin = origin
    };
}

static PatternMatch match(Ctx *c, const PatternSet *set, const char *text)
{
    Reduced r;
    reduce_into(&r, c->mem, str_of(text));
    return pattern_find(set, &r, false);
}

/* The category the best match of a user's pattern leads to; 0 without one. */
static int64_t found(Ctx *c, const PatternSet *set, const char *text)
{
    PatternMatch m = match(c, set, text);
    return m.way ? m.row->category_id : 0;
}

static Str reduced(Ctx *c, const char *text)
{
    return reduce(c->mem, str_of(text));
}

TEST(text_is_reduced_to_words)
{
    CHECK_STR(reduced(c, "McDONALD'S #112"), S("mcdonalds 112"));
    CHECK_STR(reduced(c, "MCDONALD S 112"), S("mcdonalds 112"));
    CHECK_STR(reduced(c, "  H & M,  Köln "), S("h&m koln"));
    CHECK_STR(reduced(c, "7-ELEVEN / 7Eleven"), S("7 eleven 7 eleven"));
    CHECK_STR(reduced(c, "Straße – “Łódź”…"), S("strasse lodz"));
    CHECK_STR(reduced(c, "ПЯТЁРОЧКА 4521"), S("пятерочка 4521"));
    CHECK_STR(reduced(c, "セブン-イレブン"), reduced(c, "ｾﾌﾞﾝ-ｲﾚﾌﾞﾝ"));
    CHECK_STR(reduced(c, "& & *** &"), S(""));
    CHECK_STR(reduced(c, ""), S(""));
}

TEST(reducing_twice_changes_nothing)
{
    Rng rng = rng_new(7);
    static const char letters[] = "aAbs&' -.*0159\xC3\xA9\xC3\x9F\xE2\x80\x93\xE3\x83\x96\xFF\xC2";
    for (int round = 0; round < 20000; round++) {
        char text[64];
        ptrdiff_t n = rng_below(&rng, (int64_t)sizeof text);
        for (ptrdiff_t i = 0; i < n; i++)
            text[i] = letters[rng_below(&rng, (int64_t)sizeof letters - 1)];
        Str once = reduce(c->mem, str_n(text, n));
        CHECK_STR(reduce(c->mem, once), once);
    }
}

TEST(long_text_is_cut_at_a_character)
{
    Buf long_text = buf_new(c->mem, 10000);
    for (int i = 0; i < 2000; i++)
        buf_add(&long_text, S("щж "));
    Reduced r;
    reduce_into(&r, c->mem, buf_str(&long_text));
    CHECK(r.n <= REDUCED_MAX && r.n > REDUCED_MAX - 8);
    CHECK_STR(reduce(c->mem, reduced_str(&r)), reduced_str(&r));
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static Str random_text(Ctx *c, Rng *rng, int longest, int letters)
{
    ptrdiff_t n = rng_between(rng, 1, longest);
    char *p = arena_alloc(c->mem, (size_t)n);
    for (ptrdiff_t i = 0; i < n; i++)
        p[i] = (char)('a' + rng_below(rng, letters));
    return str_n(p, n);
}

static ptrdiff_t random_strings(Ctx *c, Rng *rng, Str *strings, ptrdiff_t n, int letters)
{
    ptrdiff_t distinct = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        Str tail = random_text(c, rng, 5, letters);
        strings[i] = str_fmt(c->mem, "%s%.*sab", rng_below(rng, 2) ? " " : "", STR_ARG(tail));
    }
    qsort(strings, (size_t)n, sizeof *strings, by_bytes);
    for (ptrdiff_t i = 0; i < n; i++)
        if (!distinct || !str_eq(strings[distinct - 1], strings[i]))
            strings[distinct++] = strings[i];
    return distinct;
}

/* A string of only LITERAL_MIN bytes counts before a blank. */
static int64_t count_places(const Str *strings, ptrdiff_t n, Str text)
{
    int64_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t at = str_find(text, strings[i], 0); at >= 0;
             at = str_find(text, strings[i], at + 1)) {
            ptrdiff_t end = at + strings[i].n;
            if (strings[i].n > LITERAL_MIN || end == text.n || text.p[end] == ' ')
                count += (i + 1) * 1000003 + at;
        }
    return count;
}

static int64_t count_literals(const Literals *l, Str padded_text)
{
    LiteralHit hits[LITERAL_HITS_MAX];
    int n = literals_find(l, padded_text, hits);
    int64_t count = 0;
    for (int i = 0; i < n; i++)
        if (!hits[i].cut_off)
            count += ((int64_t)hits[i].string + 1) * 1000003 + hits[i].start;
    return n < LITERAL_HITS_MAX ? count : -1;
}

TEST(literals_are_found_as_by_a_plain_search)
{
    Rng rng = rng_new(11);
    int compared = 0;
    for (int round = 0; round < 600; round++) {
        Str strings[40] = { 0 };
        int letters = (int)rng_between(&rng, 2, 4);
        ptrdiff_t n = random_strings(c, &rng, strings, rng_between(&rng, 1, 40), letters);
        const Literals *l = literals_new(c->mem, strings, n);
        for (int i = 0; i < 20; i++) {
            char text[64 + LITERALS_PAD];
            memset(text, ' ', sizeof text);
            ptrdiff_t length = rng_between(&rng, 0, 30);
            for (ptrdiff_t k = 0; k < length; k++)
                text[k] = " abcd"[rng_below(&rng, letters + 1)];
            int64_t found_so = count_literals(l, str_n(text, length));
            if (found_so < 0)
                continue;
            compared++;
            CHECK_INT(found_so, count_places(strings, n, str_n(text, length)));
        }
    }
    CHECK(compared > 9000);
}

TEST(a_literal_cut_off_by_the_texts_end_is_told)
{
    Str strings[] = { S("alpha beta"), S("alphabet soup") };
    const Literals *l = literals_new(c->mem, strings, COUNT(strings));
    LiteralHit hits[LITERAL_HITS_MAX];
    CHECK_INT(literals_find(l, str_n("xx alphabet s          ", 13), hits), 1);
    CHECK(hits[0].cut_off && hits[0].string == 1 && hits[0].start == 3);
    CHECK_INT(literals_find(l, str_n("xx alphabet t          ", 13), hits), 0);
}

static int64_t count_holders(const Str *strings, const bool *anywhere, ptrdiff_t n, Str text)
{
    int64_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t at = str_find(strings[i], text, 0); at >= 0;
             at = str_find(strings[i], text, at + 1))
            if (at == 0 || strings[i].p[at - 1] == ' ' || strings[i].p[at] == ' ' ||
                (anywhere[i] && text.n >= WITHIN_LONG))
                count += (i + 1) * 1000003 + at;
    return text.n < WITHIN_MIN ? 0 : count;
}

static Str random_words(Ctx *c, Rng *rng, int longest)
{
    Str text = random_text(c, rng, longest, 2);
    char *p = (char *)(uintptr_t)text.p;
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (rng_below(rng, 5) == 0)
            p[i] = ' ';
    return text;
}

TEST(index_finds_what_a_plain_search_finds)
{
    Rng rng = rng_new(13);
    for (int round = 0; round < 300; round++) {
        Str strings[40];
        bool anywhere[40];
        ptrdiff_t n = rng_between(&rng, 1, 40);
        for (ptrdiff_t i = 0; i < n; i++) {
            strings[i] = random_words(c, &rng, 30);
            anywhere[i] = rng_below(&rng, 2);
        }
        const Within *w = within_new(c->mem, strings, anywhere, n);
        for (int i = 0; i < 40; i++) {
            Str text = random_words(c, &rng, 9);
            WithinPlace place;
            uint32_t step = 0;
            int64_t count = 0;
            while (within_next(w, text, &step, &place))
                count += ((int64_t)place.string + 1) * 1000003 + place.at;
            CHECK_INT(count, count_holders(strings, anywhere, n, text));
        }
    }
}

TEST(a_pattern_matches_in_the_text)
{
    PatternRow rows[] = { own("Pizza Hut", 1), own("Café Löwe", 2), own("H&M", 3) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(found(c, set, "POS 1234 PIZZA HUT #221 LONDON"), 1);
    CHECK_INT(found(c, set, "cafe lowe"), 2);
    CHECK_INT(found(c, set, "H & M 0042 Berlin"), 3);
    CHECK_INT(found(c, set, "Pizzeria Roma"), 0);
    CHECK_INT(match(c, set, "xPIZZA HUTx").way, MATCH_IN_TEXT);
    pattern_set_free(set);
}

TEST(a_text_matches_in_the_pattern)
{
    PatternRow rows[] = { own("whole foods market", 1), own("international telephone company", 2) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(found(c, set, "Whole Foods"), 1);
    CHECK_INT(match(c, set, "foods market").way, MATCH_IN_PATTERN);
    CHECK_INT(found(c, set, "elephone comp"), 2);
    CHECK_INT(found(c, set, "hole"), 0);
    CHECK_INT(found(c, set, "foods"), 1);
    CHECK(match(c, set, "foods").confidence_ppm < match(c, set, "whole foods").confidence_ppm);
    pattern_set_free(set);
}

TEST(short_patterns_are_whole_words)
{
    PatternRow rows[] = { own("uber", 1), own("ikea", 2) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(found(c, set, "UBER *TRIP"), 1);
    CHECK_INT(found(c, set, "UBER123"), 1);
    CHECK_INT(found(c, set, "Tuberlin"), 0);
    CHECK_INT(found(c, set, "Uberto Hairdresser"), 0);
    pattern_set_free(set);
}

TEST(the_longest_pattern_wins)
{
    PatternRow rows[] = { own("amazon", 1), own("amazon web services", 2), own("amazon prime", 3) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(found(c, set, "AMAZON WEB SERVICES EMEA"), 2);
    CHECK_INT(found(c, set, "Amazon Prime Video"), 3);
    CHECK_INT(found(c, set, "amazon de marketplace"), 1);
    pattern_set_free(set);
}

TEST(a_users_pattern_wins_over_the_programs)
{
    PatternRow rows[] = { of_program("starbucks coffee company", "food.coffee", PATTERN_MERCHANT),
                          own("starbucks", 7) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(found(c, set, "STARBUCKS COFFEE COMPANY"), 7);
    pattern_set_free(set);
    PatternSet *mine = pattern_set_new(&rows[1], 1), *builtin = pattern_set_new(rows, 1);
    Categorizer k = { .own = mine, .builtin = builtin };
    GuessInput in = { .description = S("STARBUCKS COFFEE COMPANY") };
    CHECK_INT(categorizer_guess(&k, c->mem, &in).category_id, 7);
    pattern_set_free(mine);
    pattern_set_free(builtin);
}

TEST(of_equal_patterns_one_stays)
{
    PatternRow rows[] = { of_program("SPAR", "food.groceries", PATTERN_INDEX),
                          of_program("spar", "finance.investment", PATTERN_WORD), own("x", 1),
                          own("", 1) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(pattern_set_count(set), 1);
    CHECK_STR(match(c, set, "Spar 123").row->code, S("finance.investment"));
    pattern_set_free(set);
}

TEST(marks_of_the_programs_patterns)
{
    PatternRow rows[] = { of_program("gap", "shopping.clothing", PATTERN_INDEX),
                          of_program("tankstelle", "transport.fuel", PATTERN_WORD) };
    rows[0].flags = PATTERN_FIRST;
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(match(c, set, "VISA PURCHASE GAP 0442").way, MATCH_IN_TEXT);
    CHECK_INT(match(c, set, "Mind the gap").way, MATCH_NONE);
    CHECK_INT(match(c, set, "Freie Shelltankstelle").way, MATCH_IN_TEXT);
    pattern_set_free(set);
}

TEST(text_cut_off_within_a_pattern)
{
    PatternRow rows[] = { of_program("district council", "public.tax", PATTERN_WORD) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(match(c, set, "COTSWOLD DISTRICT COUN").way, MATCH_CUT_OFF);
    CHECK_INT(match(c, set, "COTSWOLD DISTRICT").way, MATCH_NONE);
    pattern_set_free(set);
}

TEST(doubt_lowers_confidence)
{
    PatternRow rows[] = { of_program("hotel", "travel.lodging", PATTERN_WORD),
                          of_program("bakery", "food.coffee", PATTERN_WORD) };
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    CHECK_INT(match(c, set, "Grand Hotel").confidence_ppm, 900000);
    CHECK(match(c, set, "Bakery Hotel").confidence_ppm < 800000);
    pattern_set_free(set);
}

TEST(no_patterns_no_match)
{
    PatternSet *set = pattern_set_new(NULL, 0);
    CHECK_INT(match(c, set, "anything").way, MATCH_NONE);
    pattern_set_free(set);
    Categorizer nobody = { 0 };
    GuessInput in = { .description = S("Tesco") };
    CategoryGuess g = categorizer_guess(&nobody, c->mem, &in);
    CHECK_INT(g.source, GUESS_NONE);
    CHECK_INT(guess_why(c->mem, &g).n, 0);
}

static CategoryGuess guess(Ctx *c, const PatternSet *set, const char *text, int64_t amount_minor)
{
    Categorizer k = { .builtin = set };
    GuessInput in = { .description = str_of(text), .amount_minor = amount_minor };
    return categorizer_guess(&k, c->mem, &in);
}

TEST(money_in_from_a_merchant_is_a_refund)
{
    PatternSet *set = builtin_patterns(S("GB"));
    CategoryGuess g = guess(c, set, "PIZZA HUT 221", -1250);
    CHECK_STR(g.code, S("food.restaurants"));
    CHECK_STR(guess_why(c->mem, &g), S("pattern 'pizza hut' in description"));
    g = guess(c, set, "PIZZA HUT 221", 1250);
    CHECK_STR(g.code, S("income.refund"));
    CHECK_STR(g.counter_code, S("food.restaurants"));
    CHECK_STR(guess_why(c->mem, &g),
              S("pattern 'pizza hut' in description; money came in, so it is a refund"));
    CHECK_STR(guess(c, set, "Monthly salary", 300000).code, S("income.salary"));
    CHECK_STR(guess(c, set, "House rent", 90000).code, S("income.rental"));
    CHECK_STR(guess(c, set, "Interest", -120).code, S("finance.interest"));
    CHECK_STR(guess(c, set, "ATM", 5000).code, S("cash.deposit"));
    pattern_set_free(set);
}

/* The payer's name says what they sell, the description what the money is. */
TEST(a_salary_is_no_refund)
{
    Categorizer k = { .builtin = builtin_patterns(S("DE")) };
    GuessInput in = { .description = S("Lohn und Gehalt Nordlicht Software GmbH"),
                      .merchant = S("Nordlicht Software GmbH"),
                      .amount_minor = 318450 };
    CategoryGuess g = categorizer_guess(&k, c->mem, &in);
    CHECK_STR(g.code, S("income.salary"));
    CHECK(g.confidence_ppm >= 800000);
    pattern_set_free((PatternSet *)k.builtin);
}

TEST(refunds_to_a_users_category)
{
    PatternRow rows[] = { own("corner shop", 5), own("my employer", 6) };
    rows[1].flags = 0;
    PatternSet *set = pattern_set_new(rows, COUNT(rows));
    Categorizer k = { .own = set };
    GuessInput in = { .description = S("CORNER SHOP"), .amount_minor = 100 };
    CategoryGuess g = categorizer_guess(&k, c->mem, &in);
    CHECK_STR(g.code, S("income.refund"));
    CHECK_INT(g.category_id, 0);
    CHECK_INT(g.counter_category_id, 5);
    in.description = S("MY EMPLOYER LTD");
    CHECK_INT(categorizer_guess(&k, c->mem, &in).category_id, 6);
    pattern_set_free(set);
}

TEST(the_merchants_name_counts_more)
{
    PatternSet *set = builtin_patterns(S("US"));
    Categorizer k = { .builtin = set };
    GuessInput in = { .description = S("card purchase parking level 2"),
                      .merchant = S("Starbucks") };
    CategoryGuess g = categorizer_guess(&k, c->mem, &in);
    CHECK_STR(g.code, S("food.coffee"));
    CHECK_STR(guess_why(c->mem, &g), S("pattern 'starbucks' in merchant"));
    pattern_set_free(set);
}

TEST(the_world_is_known)
{
    static const struct {
        const char *country, *text, *code;
        int amount;
    } cases[] = {
        { "DE", "REWE SAGT DANKE. 4711 // Köln", "food.groceries" },
        { "DE", "Stadtapotheke Mitte", "health.pharmacy" },
        { "DE", "GEHALT 03/2026", "income.salary", 1 },
        { "DE", "Miete März Wohnung 12", "housing.rent" },
        { "FR", "CB CARREFOUR CITY PARIS 12/03", "food.groceries" },
        { "FR", "BOULANGERIE DU MARCHE", "food.coffee" },
        { "FR", "VIR SALAIRE MARS", "income.salary", 1 },
        { "ES", "COMPRA MERCADONA VALENCIA", "food.groceries" },
        { "ES", "NÓMINA ENERO", "income.salary", 1 },
        { "ES", "Farmacia Lda. García", "health.pharmacy" },
        { "IT", "ESSELUNGA MILANO", "food.groceries" },
        { "IT", "PRELIEVO BANCOMAT", "cash.withdrawal" },
        { "NL", "BEA NR:XX1234 ALBERT HEIJN 1370", "food.groceries" },
        { "PL", "ZABKA Z1234 WARSZAWA", "food.groceries" },
        { "PT", "PINGO DOCE LISBOA", "food.groceries" },
        { "RU", "Пятёрочка 4521", "food.groceries" },
        { "JP", "セブン-イレブン 渋谷店", "food.groceries" },
        { "US", "NETFLIX.COM 866-579-7172", "entertainment.streaming" },
        { "US", "UBER   EATS", "food.delivery" },
        { "US", "UBER   TRIP", "transport.taxi" },
        { "US", "SHELL OIL 57442", "transport.fuel" },
        { "GB", "TFL TRAVEL CH", "transport.public" },
        { "GB", "SUMUP  *THE GREEN CAFE", "food.coffee" },
        { "", "PAYPAL *SPOTIFY", "entertainment.streaming" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        PatternSet *set = builtin_patterns(str_of(cases[i].country));
        CategoryGuess g = guess(c, set, cases[i].text, cases[i].amount ? cases[i].amount : -1);
        CHECK_STR(g.code, str_of(cases[i].code));
        pattern_set_free(set);
    }
}

TEST(countries_are_keys)
{
    char letters[2];
    CHECK_INT(builtin_key(S("de")), builtin_key(S("DE")));
    CHECK_STR(builtin_country(builtin_key(S("fr")), letters), S("FR"));
    CHECK_INT(builtin_key(S("d1")), 0);
    CHECK_INT(builtin_key(S("DEU")), 0);
    CHECK_INT(builtin_country(0, letters).n, 0);
}

static int loads;

static PatternSet *load_counted(Ctx *c, int64_t key)
{
    if (key < 0) {
        fail(c, UNAVAILABLE, NULL, "no such workspace");
        return NULL;
    }
    loads++;
    PatternRow row = own("some shop", key);
    return pattern_set_new(&row, 1);
}

static int64_t cached(Ctx *c, PatternCache *cache, int64_t key, int64_t version)
{
    const PatternSet *set = pattern_cache_hold(cache, c, key, version);
    int64_t id = set ? found(c, set, "some shop") : -1;
    pattern_cache_release(cache, set);
    return id;
}

TEST(the_cache_is_right_or_absent)
{
    PatternCache *cache = pattern_cache_new(load_counted, 2, PATTERN_CACHE_AGE_MS);
    loads = 0;
    CHECK_INT(cached(c, cache, 1, 1), 1);
    CHECK_INT(cached(c, cache, 1, 1), 1);
    CHECK_INT(loads, 1);
    CHECK_INT(cached(c, cache, 1, 2), 1);
    CHECK_INT(loads, 2);
    c->now_ms += PATTERN_CACHE_AGE_MS;
    CHECK_INT(cached(c, cache, 1, 2), 1);
    CHECK_INT(loads, 3);
    pattern_cache_drop(cache, 1);
    CHECK_INT(cached(c, cache, 1, 2), 1);
    CHECK_INT(loads, 4);
    CHECK_INT(cached(c, cache, -1, 1), -1);
    CHECK_FAILED(c, UNAVAILABLE);
    pattern_cache_free(cache);
}

TEST(the_cache_keeps_the_last_used)
{
    PatternCache *cache = pattern_cache_new(load_counted, 2, 0);
    loads = 0;
    for (int64_t key = 1; key <= 3; key++)
        CHECK_INT(cached(c, cache, key, 1), key);
    CHECK_INT(cached(c, cache, 3, 1), 3);
    CHECK_INT(cached(c, cache, 2, 1), 2);
    CHECK_INT(loads, 3);
    CHECK_INT(cached(c, cache, 1, 1), 1);
    CHECK_INT(loads, 4);
    pattern_cache_free(cache);
}

TEST(a_held_set_outlives_its_replacement)
{
    PatternCache *cache = pattern_cache_new(load_counted, 2, 0);
    const PatternSet *held = pattern_cache_hold(cache, c, 1, 1);
    CHECK_INT(cached(c, cache, 1, 2), 1);
    pattern_cache_drop(cache, 1);
    CHECK_INT(found(c, held, "some shop"), 1);
    pattern_cache_release(cache, held);
    pattern_cache_free(cache);
}

enum { ASKING_THREADS = 4, ASKS = 400 };

static PatternSet *load_key(Ctx *c, int64_t key)
{
    (void)c;
    PatternRow row = own("some shop", key);
    return pattern_set_new(&row, 1);
}

/* Asks for three keys at changing versions and drops some; returns how many answers were wrong. */
static void *ask_often(void *cache)
{
    Ctx c = ctx_new("asking", 16u << 20);
    intptr_t wrong = 0;
    for (int i = 0; i < ASKS; i++) {
        int64_t key = 1 + i % 3;
        wrong += cached(&c, cache, key, i / 50) != key;
        if (i % 97 == 0)
            pattern_cache_drop(cache, key);
    }
    ctx_done(&c);
    return (void *)wrong;
}

TEST(many_threads_share_the_cache)
{
    PatternCache *cache = pattern_cache_new(load_key, 2, PATTERN_CACHE_AGE_MS);
    pthread_t threads[ASKING_THREADS];
    for (int i = 0; i < ASKING_THREADS; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, ask_often, cache), 0);
    for (int i = 0; i < ASKING_THREADS; i++) {
        void *wrong = NULL;
        CHECK_INT(pthread_join(threads[i], &wrong), 0);
        CHECK_INT((intptr_t)wrong, 0);
    }
    pattern_cache_free(cache);
}

TEST(names_of_merchants)
{
    static const struct {
        const char *description, *name;
    } cases[] = {
        { "POS 1234 PIZZA HUT #221 LONDON GB", "Pizza Hut" },
        { "PAYPAL *NETFLIX.COM 35314369001", "netflix.com" },
        { "SQ *BLUE BOTTLE COFFEE", "Blue Bottle Coffee" },
        { "SUMUP  *THE GREEN CAFE", "The Green Cafe" },
        { "1&1 INTERNET LIMITED", "1&1 Internet" },
        { "safe.co.uk", "safe.co.uk" },
        { "FIRST AID 4 LESS 0031", "First Aid 4 Less" },
        { "CARD PAYMENT TO M & M SKIP HIRE", "M & M Skip Hire" },
        { "DEBIT CARD PURCHASE  POS1234 7-ELEVEN        SACRAMENTO CA", "7-Eleven" },
        { "URBAN TRANSIT CO.                       SINGAPORE              SG", "Urban Transit" },
        { "WWW.GWR.COM", "gwr.com" },
        { "BP CONNECT 0042", "BP Connect" },
        { "McDonald's 4521", "McDonald's" },
        { "JOE'S DINER AUSTIN TX", "Joe's Diner" },
        { "Drillisch Online AG", "Drillisch Online" },
        { "CARTE 12/03 BOULANGERIE DE LA GARE CB*1234", "Boulangerie de la Gare" },
        { "COMPRA TARJ. XXXX1234 MERCADONA VALENCIA", "Tarj" },
        { "Visa Debit 0099", "" },
        { "", "" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++)
        CHECK_STR(merchant_name(c->mem, str_of(cases[i].description)), str_of(cases[i].name));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(text_is_reduced_to_words),
        CASE(reducing_twice_changes_nothing),
        CASE(long_text_is_cut_at_a_character),
        CASE(literals_are_found_as_by_a_plain_search),
        CASE(a_literal_cut_off_by_the_texts_end_is_told),
        CASE(index_finds_what_a_plain_search_finds),
        CASE(a_pattern_matches_in_the_text),
        CASE(a_text_matches_in_the_pattern),
        CASE(short_patterns_are_whole_words),
        CASE(the_longest_pattern_wins),
        CASE(a_users_pattern_wins_over_the_programs),
        CASE(of_equal_patterns_one_stays),
        CASE(marks_of_the_programs_patterns),
        CASE(text_cut_off_within_a_pattern),
        CASE(doubt_lowers_confidence),
        CASE(no_patterns_no_match),
        CASE(money_in_from_a_merchant_is_a_refund),
        CASE(a_salary_is_no_refund),
        CASE(refunds_to_a_users_category),
        CASE(the_merchants_name_counts_more),
        CASE(the_world_is_known),
        CASE(countries_are_keys),
        CASE(the_cache_is_right_or_absent),
        CASE(the_cache_keeps_the_last_used),
        CASE(a_held_set_outlives_its_replacement),
        CASE(many_threads_share_the_cache),
        CASE(names_of_merchants),
    };
    return RUN_TESTS(cases, argc, argv);
}
