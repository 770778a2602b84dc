/* Receipts: lines from words, and the three things people want to know of them. Each figure, day
 * and name on the paper is a candidate with points for the words beside it, its place and its size;
 * the best of each kind is taken, and the points become the confidence. */
#include "layout/receipt.h"

#include "statement/words.h"
#include "text/datetext.h"
#include "text/number.h"
#include "text/utf8.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGES_MAX = 20,    /* a receipt has one or two; what is attached may be a contract */
    WORDS_MAX = 20000, /* of a page; a receipt has some hundred */
    PHRASE_WORDS = 4,  /* the longest phrase of the list */
    JOINED = 4,        /* words that may make one figure or date: "1 234,56 EUR", "5 Jan 2024" */
    TOP_LINES = 8,     /* where a merchant's name stands */
    LIST_BYTES = 4 << 20,
    YEARS_BACK = 15,
    PERCENT_PPM = 10000,
};

typedef enum {
    WORD_TOTAL = 1,
    WORD_WEAK = 2,
    WORD_OTHER = 4,
    WORD_HEAD = 8,
    WORD_DATE = 16
} WordKind;

/* --- the list of words, made once --- */

static const char list[] =
#include "receipt-words.inc"
    ;
static const struct {
    Str name;
    WordKind kind;
} kinds[] = {
    { S_INIT("total"), WORD_TOTAL }, { S_INIT("weak"), WORD_WEAK }, { S_INIT("other"), WORD_OTHER },
    { S_INIT("head"), WORD_HEAD },   { S_INIT("date"), WORD_DATE },
};
typedef struct {
    unsigned kinds;
} Phrase;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static Map phrases; /* normal form -> Phrase; constant after load() */

static void load(void)
{
    Arena *mem = arena_new("receipt words", LIST_BYTES);
    phrases = map_new(mem);
    Str rest = str_of(list);
    while (rest.p && rest.n) {
        Str line = str_cut(&rest, '\n'), name = str_cut(&line, '\t');
        for (ptrdiff_t i = 0; i < COUNT(kinds); i++)
            while (str_eq(name, kinds[i].name) && line.p) {
                Str key = words_normal(mem, str_cut(&line, '|'));
                Phrase *p = map_find(&phrases, key);
                if (!p)
                    map_put(&phrases, key, p = NEW(mem, Phrase));
                p->kinds |= kinds[i].kind;
            }
    }
}

/* --- lines --- */

typedef struct {
    const PageWord **words;
    int n;
    float y0, y1, size;
    int page;
    Str text;       /* with single blanks */
    unsigned kinds; /* WordKinds of its phrases */
    bool whole;     /* one phrase is all of it */
} Line;

typedef struct {
    Ctx *c;
    Line *lines;
    ptrdiff_t n;
    int comma, point; /* figures that are certain of their decimal mark */
    bool dollars;     /* a bare "$", which is several countries' */
} Paper;

static int by_middle(const void *a, const void *b)
{
    const PageWord *x = *(const PageWord *const *)a, *y = *(const PageWord *const *)b;
    float d = (x->y0 + x->y1) - (y->y0 + y->y1);
    return d < 0 ? -1 : d > 0;
}

static int by_left(const void *a, const void *b)
{
    const PageWord *x = *(const PageWord *const *)a, *y = *(const PageWord *const *)b;
    return x->x0 < y->x0 ? -1 : x->x0 > y->x0;
}

static bool is_placed(const PageWord *w)
{
    return w->text.n && isfinite(w->x0) && isfinite(w->y0) && isfinite(w->x1) && isfinite(w->y1) &&
           isfinite(w->size);
}

/* Every run of words that is a phrase of the list; a longer one hides what it holds. */
static void find_phrases(Arena *mem, Line *l)
{
    Str normal = words_normal(mem, l->text), parts[64];
    int n = 0;
    for (Str rest = normal; rest.p && rest.n && n < (int)COUNT(parts);)
        parts[n++] = str_cut(&rest, ' ');
    for (int i = 0; i < n;) {
        int most = n - i < PHRASE_WORDS ? n - i : PHRASE_WORDS, took = 1;
        for (int k = most; k > 0; k--) {
            const Str *last = &parts[i + k - 1];
            Phrase *p = map_find(&phrases, str_n(parts[i].p, last->p + last->n - parts[i].p));
            if (!p)
                continue;
            l->kinds |= p->kinds;
            l->whole = k == n;
            took = k;
            break;
        }
        i += took;
    }
}

static void line_done(Paper *p, Line *l)
{
    Buf text = buf_new(p->c->mem, 1 << 16);
    qsort(l->words, (size_t)l->n, sizeof *l->words, by_left);
    for (int i = 0; i < l->n; i++) {
        if (i)
            buf_char(&text, ' ');
        buf_add(&text, l->words[i]->text);
        l->size = l->words[i]->size > l->size ? l->words[i]->size : l->size;
    }
    l->text = buf_str(&text);
    if (l->size <= 0)
        l->size = l->y1 - l->y0;
    find_phrases(p->c->mem, l);
}

/* Words whose middles lie within the height of the line so far. */
static void add_page(Paper *p, const Page *page, int number)
{
    ptrdiff_t n = 0, most = page->n < WORDS_MAX ? page->n : WORDS_MAX;
    const PageWord **words = NEW_ARRAY(p->c->mem, const PageWord *, most);
    for (ptrdiff_t i = 0; i < most; i++)
        if (is_placed(&page->words[i]))
            words[n++] = &page->words[i];
    if (n)
        qsort(words, (size_t)n, sizeof *words, by_middle);
    Line *grown = NEW_ARRAY(p->c->mem, Line, p->n + n);
    if (p->n)
        memcpy(grown, p->lines, (size_t)p->n * sizeof *grown);
    p->lines = grown;
    for (ptrdiff_t i = 0; i < n;) {
        Line *l = &p->lines[p->n++];
        *l = (Line){ .words = &words[i], .y0 = words[i]->y0, .y1 = words[i]->y1, .page = number };
        while (i < n && (words[i]->y0 + words[i]->y1) / 2 <= l->y1) {
            l->y1 = l->n ? l->y1 : words[i]->y1;
            l->n++;
            i++;
        }
        if (!l->n) { /* a box upside down */
            l->n = 1;
            i++;
        }
        line_done(p, l);
    }
}

/* --- figures --- */

typedef struct {
    Figure value;
    Str currency;
    int64_t at;         /* index of the line */
    int32_t sure_ppm;   /* of the words it is made of */
    bool marked, money; /* with decimals; with a currency */
} Amount;

static Str joined(const Line *l, int from, int n, char out[128])
{
    ptrdiff_t at = 0;
    for (int i = from; i < from + n; i++) {
        Str w = l->words[i]->text;
        if (at + w.n + 1 >= 128)
            return (Str){ 0 };
        if (i > from)
            out[at++] = ' ';
        memcpy(out + at, w.p, (size_t)w.n);
        at += w.n;
    }
    return str_n(out, at);
}

static int32_t sure_of(const Line *l, int from, int n)
{
    int32_t least = 1000000;
    for (int i = from; i < from + n; i++)
        least = l->words[i]->confidence_ppm < least ? l->words[i]->confidence_ppm : least;
    return least;
}

static bool has_decimals(const NumberText *t)
{
    return (t->marks & MARK_POINT && t->point.scale == 2) ||
           (t->marks & MARK_COMMA && t->comma.scale == 2);
}

/* The rightmost figure of a line. */
static bool line_amount(const Paper *p, int64_t at, Amount *out)
{
    const Line *l = &p->lines[at];
    char text[128];
    NumberText t;
    for (int end = l->n; end > 0; end--)
        for (int n = end < JOINED ? end : JOINED; n > 0; n--) {
            Str cell = joined(l, end - n, n, text);
            if (!cell.n || !number_read(cell, &t) || t.overflow)
                continue;
            bool comma = t.marks & MARK_COMMA && (!(t.marks & MARK_POINT) || p->comma > p->point);
            *out = (Amount){ .value = { comma ? t.comma : t.point, true },
                             .currency = t.currency,
                             .at = at,
                             .sure_ppm = sure_of(l, end - n, n),
                             .marked = has_decimals(&t),
                             .money = t.money };
            return true;
        }
    return false;
}

/* What figures that allow one reading only say about the decimal mark. */
static void count_marks(Paper *p)
{
    NumberText t;
    for (ptrdiff_t i = 0; i < p->n; i++)
        for (int k = 0; k < p->lines[i].n; k++) {
            p->dollars |= str_find(p->lines[i].words[k]->text, S("$"), 0) >= 0;
            if (number_read(p->lines[i].words[k]->text, &t) && has_decimals(&t) && !t.ambiguous) {
                p->comma += t.marks == MARK_COMMA;
                p->point += t.marks == MARK_POINT;
            }
        }
}

/* --- the total --- */

static double points_of_total(const Paper *p, const Line *l, const Amount *a)
{
    unsigned k = l->kinds;
    double points = k & WORD_OTHER ? 2 : k & WORD_TOTAL ? 80 : k & WORD_WEAK ? 45 : 10;
    points += a->marked ? 8 : 0;
    points += a->money ? 5 : 0;
    /* What is paid stands below what was bought. */
    return points + 4.0 * (double)a->at / (double)p->n;
}

/* The figure that belongs to the words of a line: in it, else alone on the next. */
static bool amount_of(const Paper *p, int64_t at, Amount *out)
{
    if (line_amount(p, at, out))
        return true;
    bool asks = p->lines[at].kinds & WORD_TOTAL && at + 1 < p->n;
    return asks && p->lines[at + 1].n <= JOINED && line_amount(p, at + 1, out);
}

static int magnitude(const Amount *a, const Amount *b)
{
    Decimal x = a->value.value, y = b->value.value;
    x.mantissa = x.mantissa < 0 ? -x.mantissa : x.mantissa;
    y.mantissa = y.mantissa < 0 ? -y.mantissa : y.mantissa;
    return decimal_compare(x, y);
}

static void find_total(const Paper *p, Receipt *out)
{
    Amount best = { 0 }, a;
    double most = 0;
    for (int64_t i = 0; i < p->n; i++) {
        if (!amount_of(p, i, &a) || (!a.marked && !a.money && !(p->lines[i].kinds & WORD_TOTAL)))
            continue;
        double points = points_of_total(p, &p->lines[i], &a);
        bool larger = best.value.given && magnitude(&a, &best) > 0;
        if (!best.value.given || points > most + 5 || (points > most - 5 && larger)) {
            best = a;
            most = points > most ? points : most;
        }
    }
    if (!best.value.given || most < 15)
        return;
    int again = 0;
    for (int64_t i = 0; i < p->n; i++)
        again += i != best.at && line_amount(p, i, &a) && magnitude(&a, &best) == 0;
    int percent = most > 75 ? 90 : most > 40 ? 65 : 35;
    percent += again ? 7 : 0;
    out->total = best.value;
    out->currency = best.currency;
    out->total_ppm = (int32_t)((int64_t)percent * PERCENT_PPM * best.sure_ppm / 1000000);
}

/* A sign or code beside any figure, where the total has none. */
static void find_currency(const Paper *p, Receipt *out)
{
    Amount a;
    for (int64_t i = p->n - 1; i >= 0 && !out->currency.n; i--)
        if (line_amount(p, i, &a))
            out->currency = a.currency;
    for (int64_t i = 0; i < p->n && !out->currency.n; i++)
        for (int k = 0; k < p->lines[i].n && !out->currency.n; k++) {
            bool known;
            Str code = number_currency(p->lines[i].words[k]->text, &known);
            if (known)
                out->currency = code;
        }
    out->currency = str_copy(p->c->mem, out->currency);
}

/* --- the date --- */

static bool is_near(Date day, Date today)
{
    return day && (!today || (day <= today + 1 && day > today - YEARS_BACK * 366));
}

/* The day that a text means: of the orders that give one near today, the usual one where the
 * currency is. */
static Date day_of(const DateText *t, Date today, bool american, bool *certain)
{
    static const DateOrder dollars[] = { ORDER_YMD, ORDER_MDY, ORDER_DMY },
                           others[] = { ORDER_YMD, ORDER_DMY, ORDER_MDY };
    const DateOrder *orders = american ? dollars : others;
    Date first = DATE_NONE;
    int found = 0;
    if (t->fixed && is_near(t->fixed, today)) {
        *certain = true;
        return t->fixed;
    }
    for (ptrdiff_t i = 0; i < COUNT(others) && !t->no_year; i++) {
        if (t->separator == '.' && orders[i] == ORDER_MDY)
            continue; /* nobody writes 12.31. */
        Date day = t->orders & orders[i] ? date_of_text(t, orders[i], 0) : DATE_NONE;
        if (!is_near(day, today) || day == first)
            continue;
        first = first ? first : day;
        found++;
    }
    *certain = found == 1;
    return first;
}

static void find_date(const Paper *p, Date today, Receipt *out)
{
    WordsOfDates state = { words_load(), p->c->mem };
    bool american = str_eq(out->currency, S("USD")) || (p->dollars && !out->currency.n);
    double most = 0;
    for (ptrdiff_t i = 0; i < p->n; i++)
        for (int from = 0; from < p->lines[i].n; from++)
            for (int n = p->lines[i].n - from < JOINED ? p->lines[i].n - from : JOINED; n > 0;
                 n--) {
                const Line *l = &p->lines[i];
                char text[128];
                DateText t;
                bool certain;
                Str cell = joined(l, from, n, text);
                if (!cell.n || !date_read(cell, words_date, &state, false, &t))
                    continue;
                Date day = day_of(&t, today, american, &certain);
                double points = (l->kinds & WORD_DATE ? 30 : 0) + (t.has_time ? 15 : 0) +
                                (certain ? 10 : 0) + 50 - 10.0 * (double)i / (double)p->n;
                if (!day || points <= most)
                    continue;
                most = points;
                out->date = day;
                out->date_ppm = (int32_t)((int64_t)(certain ? 92 : 60) * PERCENT_PPM *
                                          sure_of(l, from, n) / 1000000);
            }
}

/* --- the merchant --- */

/* Letters decide whether a line can be a name. */
static bool is_name(const Paper *p, const Line *l)
{
    int letters = 0, digits = 0;
    DateText t;
    Amount a;
    for (ptrdiff_t i = 0; i < l->text.n;) {
        int32_t ch = utf8_next(l->text, &i);
        digits += ch >= '0' && ch <= '9';
        letters += (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch >= 0xC0;
    }
    bool web = str_find(l->text, S("@"), 0) >= 0 || str_find(l->text, S("www."), 0) >= 0;
    return letters >= 3 && digits <= 3 && !web && !(l->whole && l->kinds & WORD_HEAD) &&
           !(l->kinds & (WORD_TOTAL | WORD_DATE)) && !date_read(l->text, NULL, NULL, false, &t) &&
           !(line_amount(p, l - p->lines, &a) && a.marked);
}

static void find_merchant(const Paper *p, Receipt *out)
{
    float largest = 1;
    double most = 0;
    const Line *best = NULL;
    for (ptrdiff_t i = 0; i < p->n && i < TOP_LINES; i++)
        largest = p->lines[i].size > largest ? p->lines[i].size : largest;
    for (ptrdiff_t i = 0, seen = 0; i < p->n && seen < TOP_LINES; i++) {
        const Line *l = &p->lines[i];
        seen++;
        if (!is_name(p, l))
            continue;
        double points =
            50.0 * (double)(l->size / largest) - 4.0 * (double)i - (l->kinds & WORD_HEAD ? 20 : 0);
        if (!best || points > most) {
            best = l;
            most = points;
        }
    }
    if (!best)
        return;
    out->merchant = best->text;
    int64_t percent = most > 40 ? 80 : most > 20 ? 65 : 45;
    out->merchant_ppm = (int32_t)(percent * PERCENT_PPM * sure_of(best, 0, best->n) / 1000000);
}

bool receipt_read(Ctx *c, const PageSet *pages, Date today, Receipt *out)
{
    Paper p = { .c = c };
    *out = (Receipt){ 0 };
    pthread_once(&loaded, load);
    for (ptrdiff_t i = 0; i < pages->n && i < PAGES_MAX && !failed(c); i++)
        add_page(&p, &pages->pages[i], (int)i + 1);
    if (failed(c) || p.n == 0)
        return !failed(c);
    count_marks(&p);
    find_total(&p, out);
    find_currency(&p, out);
    find_date(&p, today, out);
    find_merchant(&p, out);
    Buf text = buf_new(c->mem, 1 << 20);
    for (ptrdiff_t i = 0; i < p.n && text.n < LIMIT_RECEIPT_TEXT_CHARS; i++) {
        buf_add(&text, p.lines[i].text);
        buf_char(&text, '\n');
    }
    out->text = utf8_prefix(buf_str(&text), LIMIT_RECEIPT_TEXT_CHARS);
    return !failed(c);
}
