/* A statement as a bank exports it, of any length, the same each time: three years of one account,
 * with a running balance.
 *
 *     make_statement ROWS [merchants.tsv] > statement.csv
 *
 * Descriptions are merchants of the table as card processors print them, or people and companies
 * that no table knows; amounts are spread as purchases are; a salary keeps the balance above zero.
 */
#include "base/base.h"
#include "value/date.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAMES = 4000, FILE_MAX = 4 << 20, YEARS = 3, FIRST_YEAR = 2021 };

typedef struct {
    Str names[NAMES];
    int n_names;
    Rng rng;
    int64_t balance;
} Maker;

static const char *const before[] = { "CARD PAYMENT ", "VISA PURCHASE ",
                                      "POS 4411 ",     "",
                                      "SQ *",          "PAYPAL *",
                                      "SUMUP  *",      "Kartenzahlung " };
static const char *const places[] = { "BERLIN DE", "HAMBURG DE", "WIEN AT",   "LONDON GB",
                                      "PARIS FR",  "MADRID ES",  "MILANO IT", "AMSTERDAM NL" };
static const char *const people[] = { "Anna Keller", "J. Moreau",    "Peter Lindqvist",
                                      "M. Rossi",    "Sofia Garcia", "T. van den Berg",
                                      "Eva Novak",   "K. Brandt" };
static const char *const reasons[] = { "thanks for dinner", "share of the gas bill",
                                       "tickets",           "invoice",
                                       "birthday",          "trip" };

static const char *any(Rng *rng, const char *const *list, ptrdiff_t n)
{
    return list[rng_below(rng, n)];
}

/* Plain names only: a statement's character set should not be what is measured. */
static bool is_plain(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '^' || s.p[i] == '*' || s.p[i] == ',')
            return false;
    return s.n >= 4;
}

static void read_names(Maker *m, Arena *mem, const char *path)
{
    FILE *f CLEAN(clean_file) = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    char *text = arena_alloc(mem, FILE_MAX);
    Str rest = str_n(text, (ptrdiff_t)fread(text, 1, FILE_MAX, f));
    str_cut(&rest, '\n');
    while (rest.p && m->n_names < NAMES) {
        Str line = str_cut(&rest, '\n'), name = str_cut(&line, '\t');
        if (is_plain(name) && rng_below(&m->rng, 4) == 0)
            m->names[m->n_names++] = name;
    }
}

static void add_merchant(Maker *m, Buf *b)
{
    Str name = m->names[rng_below(&m->rng, m->n_names)];
    buf_add(b, str_of(any(&m->rng, before, COUNT(before))));
    for (ptrdiff_t i = 0; i < name.n; i++) {
        char ch = name.p[i];
        buf_char(b, (char)(ch >= 'a' && ch <= 'z' ? ch - 0x20 : ch));
    }
    buf_fmt(b, " %04lld %s", (long long)rng_below(&m->rng, 10000),
            any(&m->rng, places, COUNT(places)));
}

static void add_person(Maker *m, Buf *b)
{
    buf_fmt(b, "Transfer to %s %s %lld", any(&m->rng, people, COUNT(people)),
            any(&m->rng, reasons, COUNT(reasons)), (long long)rng_below(&m->rng, 1000));
}

/* Many small amounts, few large ones. */
static int64_t spent(Rng *rng)
{
    int64_t most = (int64_t)500 << rng_below(rng, 7);
    return -rng_between(rng, 99, most);
}

static void add_decimal(Buf *b, int64_t minor)
{
    int64_t abs = minor < 0 ? -minor : minor;
    buf_fmt(b, "%s%lld.%02lld", minor < 0 ? "-" : "", (long long)(abs / 100),
            (long long)(abs % 100));
}

static void add_row(Maker *m, Buf *b, Date date, int64_t number)
{
    int64_t amount = spent(&m->rng);
    DateParts day = date_parts(date);
    buf_fmt(b, "%04d-%02d-%02d,", day.year, day.month, day.day);
    if (m->balance < 100000) {
        amount = 2500000;
        buf_add(b, S("SALARY ACME ENGINEERING GMBH"));
    } else if (rng_below(&m->rng, 20) == 0) {
        add_person(m, b);
    } else {
        add_merchant(m, b);
    }
    m->balance += amount;
    buf_char(b, ',');
    add_decimal(b, amount);
    buf_add(b, S(",EUR,"));
    add_decimal(b, m->balance);
    buf_fmt(b, ",%lld\n", (long long)(2100000000 + number));
}

int main(int argc, char **argv)
{
    Arena *mem = arena_new("statement", 64 << 20);
    Maker *m = NEW(mem, Maker);
    int64_t rows = 0;
    if (argc < 2 || !str_int(str_of(argv[1]), &rows) || rows < 1) {
        fputs("usage: make_statement ROWS [merchants.tsv] > statement.csv\n", stderr);
        return 2;
    }
    m->rng = rng_new(42);
    m->balance = 250000;
    read_names(m, mem, argc > 2 ? argv[2] : "data/merchants.tsv");
    Date first = date_of(FIRST_YEAR, 1, 1), days = date_of(FIRST_YEAR + YEARS, 1, 1) - first;
    puts("Date,Description,Amount,Currency,Balance,Reference");
    ArenaMark mark = arena_mark(mem);
    for (int64_t i = 0; i < rows; i++) {
        Buf b = buf_new(mem, 1000);
        add_row(m, &b, first + (Date)(i * days / rows), i);
        fwrite(b.p, 1, (size_t)b.n, stdout);
        arena_reset(mem, mark);
    }
    arena_free(mem);
    return fflush(stdout) != 0;
}
