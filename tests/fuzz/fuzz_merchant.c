/* Any bytes as a bank's description: reduced, named and matched; and as the pattern itself. */
#include "categorize/categorizer.h"
#include "categorize/merchant.h"
#include "text/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_reduced(Arena *mem, Str text)
{
    Reduced r;
    reduce_into(&r, mem, text);
    Str once = reduced_str(&r);
    assert(once.n <= REDUCED_MAX && utf8_valid(once));
    assert(str_eq(reduce(mem, once), once));
    assert(str_find(once, S("  "), 0) < 0 && !str_starts(once, S(" ")) && !str_ends(once, S(" ")));
}

static void check_name(Arena *mem, Str text)
{
    Str name = merchant_name(mem, text);
    assert(name.n <= MERCHANT_NAME_MAX && utf8_valid(name));
    assert(!name.p || name.n > 0);
    assert(str_eq(merchant_name(mem, text), name));
}

/* The first line is the description, each other one a pattern. */
static void check_match(Arena *mem, Str text)
{
    enum { ROWS = 32 };
    PatternRow rows[ROWS] = { 0 };
    ptrdiff_t n = 0;
    Str description = str_cut(&text, '\n');
    while (text.p && n < ROWS) {
        rows[n] = (PatternRow){ .text = str_cut(&text, '\n'),
                                .code = S("food.groceries"),
                                .confidence_ppm = 900000,
                                .origin = (PatternOrigin)(n % 4),
                                .flags = (unsigned)n % 16 };
        n++;
    }
    PatternSet *set = pattern_set_new(rows, n);
    Categorizer k = { .own = set };
    GuessInput in = { .description = description, .merchant = description, .amount_minor = 1 };
    CategoryGuess g = categorizer_guess(&k, mem, &in);
    assert(g.confidence_ppm >= 0 && g.confidence_ppm <= 1000000);
    assert((g.source == GUESS_NONE) == (guess_why(mem, &g).n == 0));
    pattern_set_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz", 256 << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    check_reduced(mem, text);
    check_name(mem, text);
    check_match(mem, text);
    arena_free(mem);
    return 0;
}
