/* How well descriptions are categorised: eval_categories FILE [--wrong]
 *
 * FILE is tab-separated with a header line: description, amount, currency, country, code,
 * alternatives, … The figures: strict counts the code, lenient an alternative too, coverage the
 * rows with any answer, precision the right among them. */
#include "categorize/builtin.h"
#include "categorize/cache.h"
#include "categorize/categorizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CURVE_STEPS = 10, FILE_MAX = 64 << 20 };

typedef struct {
    Str description, amount, currency, country, code, alternatives;
} Row;

typedef struct {
    int rows, answered, strict, lenient, group;
} Tally;

static Str read_file(Arena *mem, const char *path)
{
    FILE *f CLEAN(clean_file) = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    char *text = arena_alloc(mem, FILE_MAX);
    return str_n(text, (ptrdiff_t)fread(text, 1, FILE_MAX, f));
}

static bool read_row(Str line, Row *row)
{
    Str *columns[] = { &row->description, &row->amount, &row->currency,
                       &row->country,     &row->code,   &row->alternatives };
    for (ptrdiff_t i = 0; i < COUNT(columns); i++)
        *columns[i] = str_cut(&line, '\t');
    return row->code.n > 0;
}

static bool listed(Str list, Str code)
{
    while (list.p)
        if (str_eq(str_cut(&list, ','), code))
            return true;
    return false;
}

static bool is_right(const Row *row, const CategoryGuess *g)
{
    return g->code.n && (str_eq(g->code, row->code) || listed(row->alternatives, g->code));
}

static Str group_of(Str code)
{
    return str_cut(&code, '.');
}

static PatternSet *load(Ctx *c, int64_t key)
{
    (void)c;
    char country[2];
    return builtin_patterns(builtin_country(key, country));
}

static void count(Tally *t, const Row *row, const CategoryGuess *g)
{
    t->rows++;
    t->answered += g->source != GUESS_NONE;
    t->strict += str_eq(g->code, row->code);
    t->lenient += is_right(row, g);
    t->group += g->code.n && str_eq(group_of(g->code), group_of(row->code));
}

static void print(const char *name, const Tally *t)
{
    double rows = t->rows ? t->rows : 1, answered = t->answered ? t->answered : 1;
    printf("%-12s rows %5d  coverage %5.1f%%  strict %5.1f%% (precision %5.1f%%)  lenient %5.1f%% "
           "(precision %5.1f%%)  group %5.1f%%\n",
           name, t->rows, 100 * t->answered / rows, 100 * t->strict / rows,
           100 * t->strict / answered, 100 * t->lenient / rows, 100 * t->lenient / answered,
           100 * t->group / rows);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return fprintf(stderr, "usage: eval_categories FILE [--wrong]\n"), 1;
    bool wrong = argc > 2 && strcmp(argv[2], "--wrong") == 0;
    Ctx c = ctx_new("evaluation", 256u << 20);
    PatternCache *cache = pattern_cache_new(load, 300, 0);
    Str rest = read_file(c.mem, argv[1]);
    str_cut(&rest, '\n');
    Tally all = { 0 }, curve[CURVE_STEPS] = { { 0 } };
    while (rest.p) {
        Row row = { 0 };
        if (!read_row(str_cut(&rest, '\n'), &row))
            continue;
        Categorizer k = { .builtin = pattern_cache_hold(cache, &c, builtin_key(row.country), 1) };
        GuessInput in = { .description = row.description,
                          .amount_minor = row.amount.p[0] == '-' ? -1 : 1 };
        CategoryGuess g = categorizer_guess(&k, c.mem, &in);
        count(&all, &row, &g);
        int step = (int)((int64_t)g.confidence_ppm * CURVE_STEPS / 1000001);
        if (g.source != GUESS_NONE)
            count(&curve[step], &row, &g);
        if (wrong && !is_right(&row, &g))
            printf("%-24.*s %-24.*s %6d %.*s | %.*s %.*s\n", STR_ARG(row.code), STR_ARG(g.code),
                   g.confidence_ppm, STR_ARG(row.description), STR_ARG(guess_why(c.mem, &g)),
                   STR_ARG(row.amount));
        pattern_cache_release(cache, k.builtin);
    }
    for (int i = 0; i < CURVE_STEPS && !wrong; i++) {
        char name[32];
        snprintf(name, sizeof name, ">= %d%%", i * 100 / CURVE_STEPS);
        if (curve[i].rows)
            print(name, &curve[i]);
    }
    print("all", &all);
    pattern_cache_free(cache);
    ctx_done(&c);
    return 0;
}
