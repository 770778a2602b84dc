/* P7: categorising by 10,000 patterns in both directions, against Hyperscan for the forward one.
 *
 *     bench_patterns [merchants.tsv]
 *
 * Patterns are the first 10,000 plain names of the table, all given as a user's, so that they are
 * looked for within words too. Rows are descriptions as banks print them: a name of the table
 * between noise, or words of no pattern. Rounds of both are interleaved and the medians compared.
 */
#include "categorize/pattern.h"
#include "result.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATTERNS = 10000, ROWS = 200000, ROUNDS = 9, FILE_MAX = 4 << 20 };

typedef struct {
    Str patterns[PATTERNS];
    PatternRow rows[PATTERNS];
    Str texts[ROWS];
} Work;

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

static bool is_plain(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '^' || s.p[i] == '*')
            return false;
    return s.n >= 5;
}

static void read_patterns(Work *w, Str table)
{
    Rng rng = rng_new(1);
    str_cut(&table, '\n');
    int n = 0;
    while (n < PATTERNS && table.p) {
        Str line = str_cut(&table, '\n'), pattern = str_cut(&line, '\t');
        if (!is_plain(pattern) || rng_below(&rng, 10) < 2)
            continue;
        w->patterns[n] = pattern;
        w->rows[n] = (PatternRow){
            .text = pattern, .category_id = n + 1, .confidence_ppm = 900000, .origin = PATTERN_USER
        };
        n++;
    }
    if (n < PATTERNS) {
        fprintf(stderr, "bench_patterns: only %d usable patterns in the table\n", n);
        exit(1);
    }
}

static const char *const before[] = {
    "POS 4411 ", "VISA PURCHASE ", "", "CARD PAYMENT TO ", "SQ *", "DEBIT CARD PURCHASE  "
};
static const char *const behind[] = { " #221 LONDON GB", " 00442 BERLIN", "",
                                      " SACRAMENTO CA",  " 12/03 14:05",  " REF 88A1K22" };
static const char *const strangers[] = {
    "JOHN",   "WESTERN", "KRUGER", "BLUE",  "TRADING", "LTD",
    "PETERS", "SONS",    "MILL",   "QUANT", "DORSET",  "ZEPHYR"
};

static const char *any(Rng *rng, const char *const *list, ptrdiff_t n)
{
    return list[rng_below(rng, n)];
}

static void make_texts(Work *w, Arena *mem)
{
    Rng rng = rng_new(2);
    for (int i = 0; i < ROWS; i++) {
        Buf b = buf_new(mem, 200);
        buf_add(&b, str_of(any(&rng, before, COUNT(before))));
        if (rng_below(&rng, 2)) {
            Str name = w->patterns[rng_below(&rng, PATTERNS)];
            for (ptrdiff_t k = 0; k < name.n; k++)
                buf_char(&b, (char)(name.p[k] >= 'a' && name.p[k] <= 'z' ? name.p[k] - 0x20
                                                                         : name.p[k]));
        } else {
            for (int64_t words = rng_between(&rng, 1, 4); words > 0; words--)
                buf_fmt(&b, "%s ", any(&rng, strangers, COUNT(strangers)));
        }
        buf_add(&b, str_of(any(&rng, behind, COUNT(behind))));
        w->texts[i] = buf_str(&b);
    }
}

static int64_t guess_all(const Work *w, const PatternSet *set, Arena *scratch)
{
    int64_t found = 0;
    Reduced r;
    for (int i = 0; i < ROWS; i++) {
        reduce_into(&r, scratch, w->texts[i]);
        found += pattern_find(set, &r, false).way != MATCH_NONE;
    }
    return found;
}

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *count)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(int64_t *)count;
    return 0;
}

static hs_database_t *hyperscan_of(const Work *w)
{
    static const char *expressions[PATTERNS];
    static unsigned flags[PATTERNS], ids[PATTERNS];
    static size_t lengths[PATTERNS];
    hs_database_t *db = NULL;
    hs_compile_error_t *error = NULL;
    for (int i = 0; i < PATTERNS; i++) {
        expressions[i] = w->patterns[i].p;
        lengths[i] = (size_t)w->patterns[i].n;
        flags[i] = HS_FLAG_CASELESS;
        ids[i] = (unsigned)i;
    }
    if (hs_compile_lit_multi(expressions, flags, ids, lengths, PATTERNS, HS_MODE_BLOCK, NULL, &db,
                             &error) != HS_SUCCESS) {
        fprintf(stderr, "hyperscan: %s\n", error->message);
        exit(1);
    }
    return db;
}

static int64_t scan_all(const Work *w, const hs_database_t *db, hs_scratch_t *scratch)
{
    int64_t rows = 0;
    for (int i = 0; i < ROWS; i++) {
        int64_t count = 0;
        hs_scan(db, w->texts[i].p, (unsigned)w->texts[i].n, 0, scratch, count_match, &count);
        rows += count > 0;
    }
    return rows;
}

/* Of processor time: the machines this runs on are shared. */
static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static double seconds_since(int64_t start_ns)
{
    return (double)(now_ns() - start_ns) / 1e9;
}

int main(int argc, char **argv)
{
    Arena *mem = arena_new("bench", 1u << 30);
    Work *w = NEW(mem, Work);
    read_patterns(w, read_file(mem, argc > 1 ? argv[1] : "data/merchants.tsv"));
    make_texts(w, mem);
    int64_t start = now_ns();
    hs_database_t *db = hyperscan_of(w);
    double compile_s = seconds_since(start);
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(db, &scratch) != HS_SUCCESS)
        return fprintf(stderr, "hyperscan: no scratch\n"), 1;
    double ours[ROUNDS], theirs[ROUNDS], build[ROUNDS];
    int64_t found = 0, scanned = 0;
    size_t bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
        start = now_ns();
        PatternSet *set = pattern_set_new(w->rows, PATTERNS);
        build[round] = seconds_since(start);
        bytes = pattern_set_bytes(set);
        start = now_ns();
        found = guess_all(w, set, mem);
        ours[round] = seconds_since(start);
        start = now_ns();
        scanned = scan_all(w, db, scratch);
        theirs[round] = seconds_since(start);
        pattern_set_free(set);
    }
    result_print(
        &(Result){ .id = "P7",
                   .what = "descriptions looked up in 10,000 patterns, both directions, one core",
                   .unit = "rows/s",
                   .more_is_better = true,
                   .ours = ROWS / result_median(ours, ROUNDS),
                   .opponent = "Hyperscan, forward only",
                   .version = hs_version(),
                   .theirs = ROWS / result_median(theirs, ROUNDS),
                   .least_ratio = 1,
                   .bound = 3e6 });
    result_print(&(Result){ .id = "P7",
                            .what = "10,000 patterns made ready",
                            .unit = "ms",
                            .ours = 1000 * result_median(build, ROUNDS),
                            .opponent = "Hyperscan",
                            .version = hs_version(),
                            .theirs = 1000 * compile_s,
                            .bound = 20 });
    fprintf(stderr,
            "bench_patterns: %lld of %d rows found, Hyperscan %lld; the patterns take %zu bytes\n",
            (long long)found, ROWS, (long long)scanned, bytes);
    hs_free_scratch(scratch);
    hs_free_database(db);
    arena_free(mem);
    return 0;
}
