/* The words of statements. */
#include "statement/words.h"

#include "text/fold.h"
#include "text/utf8.h"

#include <pthread.h>
#include <string.h>

static const char list_text[] = {
#include "statement-words.inc"
};

enum { TOKENS_MAX = 12, CELL_MAX = 400, PARTIAL_MIN = 4, WORDS_BYTES = 16 << 20 };

typedef enum {
    KIND_HEADER,
    KIND_LABEL,
    KIND_ROW,
    KIND_FLAG,
    KIND_KIND,
    KIND_SECTION,
    KIND_CARD,
    KIND_UNIT,
    KIND_LEDGER,
    KIND_STATUS,
    KIND_MONTH,
    KIND_DAY,
    KIND_COUNT
} Kind;

static const Str kind_names[KIND_COUNT] = {
    S_INIT("header"), S_INIT("label"),   S_INIT("row"),   S_INIT("flag"),
    S_INIT("kind"),   S_INIT("section"), S_INIT("card"),  S_INIT("unit"),
    S_INIT("ledger"), S_INIT("status"),  S_INIT("month"), S_INIT("day"),
};

static const Str header_names[MEANING_COUNT] = { S_INIT(""),
#define X(name, word) S_INIT(word),
                                                 MEANINGS(X)
#undef X
};

static const Str label_names[LABEL_COUNT] = {
    S_INIT(""),       S_INIT("account"), S_INIT("iban"),    S_INIT("currency"),
    S_INIT("owner"),  S_INIT("bank"),    S_INIT("from"),    S_INIT("to"),
    S_INIT("period"), S_INIT("opening"), S_INIT("closing"), S_INIT("other"),
};

static const Str row_names[] = { S_INIT(""), S_INIT("opening"), S_INIT("closing"),
                                 S_INIT("total") };
static const Str flag_names[] = { S_INIT(""), S_INIT("out"), S_INIT("in") };
static const Str ledger_names[] = { S_INIT(""), S_INIT("own"), S_INIT("other") };
static const Str status_names[] = { S_INIT(""), S_INIT("pending"), S_INIT("failed"),
                                    S_INIT("posted") };

/* All meanings of one word under one kind, as bits. */
typedef struct {
    uint64_t meanings;
} Entry;

struct Words {
    Map maps[KIND_COUNT];
    Map all;
};

static int index_of(const Str *names, ptrdiff_t n, Str name)
{
    for (ptrdiff_t i = 1; i < n; i++)
        if (str_eq(names[i], name))
            return (int)i;
    return 0;
}

static int meaning_number(Kind kind, Str name)
{
    int64_t number = 0;
    switch (kind) {
    case KIND_HEADER: return index_of(header_names, COUNT(header_names), name);
    case KIND_LABEL: return index_of(label_names, COUNT(label_names), name);
    case KIND_ROW: return index_of(row_names, COUNT(row_names), name);
    case KIND_FLAG:
    case KIND_SECTION:
    case KIND_KIND: return index_of(flag_names, COUNT(flag_names), name);
    case KIND_CARD: return str_eq(name, S("card"));
    case KIND_UNIT: return str_eq(name, S("minor"));
    case KIND_LEDGER: return index_of(ledger_names, COUNT(ledger_names), name);
    case KIND_STATUS: return index_of(status_names, COUNT(status_names), name);
    default: return str_int(name, &number) ? (int)number : 0;
    }
}

/* A blank between a small letter and a capital, so that runningBalance is two words. */
static Str part_camel_case(Arena *mem, Str text)
{
    bool any = false;
    for (ptrdiff_t i = 1; i < text.n; i++)
        any |= text.p[i - 1] >= 'a' && text.p[i - 1] <= 'z' && text.p[i] >= 'A' && text.p[i] <= 'Z';
    if (!any)
        return text;
    char *out = arena_alloc(mem, (size_t)text.n * 2);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (i > 0 && text.p[i - 1] >= 'a' && text.p[i - 1] <= 'z' && text.p[i] >= 'A' &&
            text.p[i] <= 'Z')
            out[n++] = ' ';
        out[n++] = text.p[i];
    }
    return str_n(out, n);
}

/* General punctuation, the signs of East Asia and of money: blanks in the normal form. */
static bool is_punctuation(int32_t ch)
{
    if (ch < 0x80)
        return !((ch | 32) >= 'a' && (ch | 32) <= 'z') && !(ch >= '0' && ch <= '9');
    return ch <= 0xBF || (ch >= 0x2000 && ch < 0x2C00) || (ch >= 0x3000 && ch <= 0x3020) ||
           ch == 0x30FB || (ch >= 0xFE30 && ch <= 0xFE6F) || (ch >= 0xFF00 && ch <= 0xFF0F) ||
           ch == 0xFF1A || ch == 0xFEFF;
}

Str words_normal(Arena *mem, Str text)
{
    if (text.n > CELL_MAX)
        text = str_part(text, 0, CELL_MAX);
    Str folded = text_fold(mem, part_camel_case(mem, text));
    char *out = arena_alloc(mem, (size_t)folded.n + 4);
    ptrdiff_t n = 0;
    bool blank = false;
    for (ptrdiff_t i = 0; i < folded.n;) {
        int32_t ch = utf8_next(folded, &i);
        if (ch < 0 || is_punctuation(ch)) {
            blank = n > 0;
            continue;
        }
        if (blank)
            out[n++] = ' ';
        blank = false;
        n += utf8_encode(ch, out + n);
    }
    return n ? str_n(out, n) : str_trim(text);
}

static void add_word(Arena *mem, Map *m, Str key, int meaning)
{
    Entry *e = map_find(m, key);
    if (!e) {
        e = NEW(mem, Entry);
        map_put(m, key, e);
    }
    e->meanings |= 1ull << meaning;
}

static Words *load(Arena *mem)
{
    Words *w = NEW(mem, Words);
    for (int k = 0; k < KIND_COUNT; k++)
        w->maps[k] = map_new(mem);
    w->all = map_new(mem);
    Str text = str_n(list_text, (ptrdiff_t)sizeof list_text - 1);
    while (text.p && text.n > 0) {
        Str line = str_cut(&text, '\n');
        if (line.n == 0 || line.p[0] == '#')
            continue;
        Str kind_name = str_cut(&line, '\t'), meaning_name = str_cut(&line, '\t');
        int kind = 0;
        while (kind < KIND_COUNT && !str_eq(kind_names[kind], kind_name))
            kind++;
        int meaning = kind < KIND_COUNT ? meaning_number((Kind)kind, meaning_name) : 0;
        while (meaning && line.p) {
            Str key = words_normal(mem, str_cut(&line, '|'));
            add_word(mem, &w->maps[kind], key, meaning);
            if (kind == KIND_HEADER || kind == KIND_LABEL)
                for (Str rest = key; rest.p;)
                    map_put(&w->all, str_cut(&rest, ' '), w);
        }
    }
    return w;
}

/* Made once a process and never changed: a constant table in all but its making. */
static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static const Words *the_words;

static void load_once(void)
{
    the_words = load(arena_new("statement words", WORDS_BYTES));
}

const Words *words_load(void)
{
    pthread_once(&loaded, load_once);
    return the_words;
}

static uint64_t find(const Words *w, Kind kind, Str normal)
{
    const Entry *e = map_find(&w->maps[kind], normal);
    return e ? e->meanings : 0;
}

typedef struct {
    Str at[TOKENS_MAX];
    int n;
} Tokens;

static Tokens tokens_of(Str normal)
{
    Tokens t = { 0 };
    for (Str rest = normal; rest.p && t.n < TOKENS_MAX;)
        t.at[t.n++] = str_cut(&rest, ' ');
    return t;
}

static Str run_of(const Tokens *t, int from, int to)
{
    return str_n(t->at[from].p, t->at[to].p + t->at[to].n - t->at[from].p);
}

static bool is_east_asian(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xE3 && (unsigned char)s.p[i] <= 0xED)
            return true;
    return false;
}

static void raise(uint8_t *scores, uint64_t meanings, int score)
{
    for (int m = 1; m < MEANING_COUNT; m++)
        if ((meanings >> m & 1) && scores[m] < score)
            scores[m] = (uint8_t)score;
}

/* The longest known runs of words inside a header. */
static void score_parts(const Words *w, Str normal, uint8_t *scores)
{
    Tokens t = tokens_of(normal);
    bool taken[TOKENS_MAX] = { 0 };
    for (int length = t.n - 1; length >= 1; length--)
        for (int from = 0; from + length <= t.n; from++) {
            Str run = run_of(&t, from, from + length - 1);
            bool overlaps = false;
            for (int i = from; i < from + length; i++)
                overlaps |= taken[i];
            uint64_t found = overlaps || run.n < PARTIAL_MIN ? 0 : find(w, KIND_HEADER, run);
            if (!found)
                continue;
            raise(scores, found, 35 + (int)(50 * run.n / normal.n) - (from > 0 ? 3 : 0));
            for (int i = from; i < from + length; i++)
                taken[i] = true;
        }
}

/* Words that end in a known one (German, Nordic) or, in East Asia, hold one. */
static void score_inside(const Words *w, Str normal, uint8_t *scores)
{
    bool asian = is_east_asian(normal);
    ptrdiff_t least = asian ? 6 : 5;
    for (ptrdiff_t length = normal.n - 1; length >= least; length--)
        for (ptrdiff_t from = asian ? 0 : normal.n - length; from + length <= normal.n; from++) {
            uint64_t found = find(w, KIND_HEADER, str_part(normal, from, from + length));
            if (!found)
                continue;
            raise(scores, found, 30 + (int)(30 * length / normal.n));
            return;
        }
}

/* The cell without what stands in brackets. */
static Str without_brackets(Arena *mem, Str cell)
{
    Buf b = buf_new(mem, cell.n + 1);
    int depth = 0;
    for (ptrdiff_t i = 0; i < cell.n; i++) {
        char ch = cell.p[i];
        depth += ch == '(' || ch == '[';
        if (!depth)
            buf_char(&b, ch);
        depth -= depth && (ch == ')' || ch == ']');
    }
    return buf_str(&b);
}

/* What stands in the first brackets, of either width. */
static Str inside_brackets(Str cell)
{
    static const Str opening[] = { S_INIT("("), S_INIT("["), S_INIT("（") };
    static const Str closing[] = { S_INIT(")"), S_INIT("]"), S_INIT("）") };
    for (ptrdiff_t i = 0; i < COUNT(opening); i++) {
        ptrdiff_t from = str_find(cell, opening[i], 0);
        ptrdiff_t to = from < 0 ? -1 : str_find(cell, closing[i], from);
        if (to > 0)
            return str_part(cell, from + opening[i].n, to);
    }
    return (Str){ 0 };
}

/* "Amount (debit)", "交易金额(收入)": the brackets say which side of the amounts it is. */
static void score_side(const Words *w, Arena *mem, Str cell, uint8_t *scores)
{
    Str inner = inside_brackets(cell);
    uint64_t sides = 1ull << MEANS_DEBIT | 1ull << MEANS_CREDIT;
    if (!inner.n || scores[MEANS_AMOUNT] < 60)
        return;
    uint64_t found = find(w, KIND_HEADER, words_normal(mem, inner)) & sides;
    if (!found)
        return;
    raise(scores, found, scores[MEANS_AMOUNT_ACCOUNT] >= 60 ? 98 : 96);
    scores[MEANS_AMOUNT] = 40;
    scores[MEANS_AMOUNT_ACCOUNT] = 0;
}

int words_header(const Words *w, Arena *mem, Str cell, uint8_t scores[MEANING_COUNT])
{
    memset(scores, 0, MEANING_COUNT);
    if (cell.n == 0 || cell.n > CELL_MAX)
        return 0;
    Str normal = words_normal(mem, cell), outer = words_normal(mem, without_brackets(mem, cell));
    uint64_t found = find(w, KIND_HEADER, normal);
    if (found) {
        raise(scores, found, 100);
    } else if (outer.n && !str_eq(outer, normal) && (found = find(w, KIND_HEADER, outer))) {
        raise(scores, found, 95);
    } else {
        Str text = outer.n ? outer : normal;
        score_parts(w, text, scores);
        if (str_find_char(text, ' ', 0) < 0)
            score_inside(w, text, scores);
    }
    if (!found || !str_eq(outer, normal))
        score_side(w, mem, cell, scores);
    int best = 0;
    for (int m = 1; m < MEANING_COUNT; m++)
        best = scores[m] > best ? scores[m] : best;
    return best;
}

/* The raw text that stands behind the first `words` words of it. */
static Str behind_words(Str raw, int words)
{
    ptrdiff_t at = 0;
    bool inside = false;
    int seen = 0;
    while (at < raw.n) {
        ptrdiff_t from = at;
        int32_t ch = utf8_next(raw, &at);
        bool letter = ch >= 0 && !is_punctuation(ch) && ch != '\'';
        if (letter && !inside && ++seen > words)
            return str_part(raw, from, raw.n);
        inside = letter;
    }
    return (Str){ 0 };
}

/* Where the value begins: also signs before it count ("-5,00", "(5.00)", "€ 5"). */
static Str value_behind(Str raw, int words)
{
    Str rest = behind_words(raw, words);
    if (!rest.p)
        return rest;
    while (rest.p > raw.p && (rest.p[-1] == '-' || rest.p[-1] == '(' || rest.p[-1] == '+' ||
                              rest.p[-1] == '$' || rest.p[-1] == '.' || rest.p[-1] == ','))
        rest = str_n(rest.p - 1, rest.n + 1);
    return str_trim(rest);
}

static Label first_label(uint64_t found)
{
    for (int l = 1; l < LABEL_COUNT; l++)
        if (found >> l & 1)
            return (Label)l;
    return LABEL_NONE;
}

Label words_label(const Words *w, Arena *mem, Str cell, Str *rest)
{
    *rest = (Str){ 0 };
    if (cell.n == 0 || cell.n > CELL_MAX)
        return LABEL_NONE;
    Str normal = words_normal(mem, cell);
    uint64_t found = find(w, KIND_LABEL, normal);
    if (found)
        return first_label(found);
    Tokens t = tokens_of(normal);
    for (int n = t.n - 1; n >= 1; n--) {
        found = find(w, KIND_LABEL, run_of(&t, 0, n - 1));
        if (!found)
            continue;
        *rest = value_behind(cell, n);
        return rest->p ? first_label(found) : LABEL_NONE;
    }
    return LABEL_NONE;
}

LineKind words_line(const Words *w, Arena *mem, Str cell)
{
    if (cell.n == 0 || cell.n > 80)
        return LINE_OTHER;
    Str normal = words_normal(mem, cell);
    uint64_t found = find(w, KIND_ROW, normal);
    Tokens t = tokens_of(normal);
    /* "Total: 5 rows", "Saldo anterior 31.12.2023", "Opening balance as of": the words go first and
       no more than numbers and small words follow. */
    for (int n = t.n - 1; n >= 1 && !found; n--) {
        int letters = 0;
        for (int i = n; i < t.n; i++)
            letters += t.at[i].n > 5 && !(t.at[i].p[0] >= '0' && t.at[i].p[0] <= '9');
        if (letters == 0 && (n > 1 || t.n <= 4))
            found = find(w, KIND_ROW, run_of(&t, 0, n - 1));
    }
    for (int k = LINE_OPENING; k <= LINE_TOTAL; k++)
        if (found >> k & 1)
            return (LineKind)k;
    return LINE_OTHER;
}

static int way_of(uint64_t found)
{
    return found == 2 ? -1 : found == 4 ? 1 : 0;
}

int words_flag(const Words *w, Arena *mem, Str cell)
{
    if (cell.n == 0 || cell.n > 40)
        return 0;
    Str normal = words_normal(mem, cell);
    int way = way_of(find(w, KIND_FLAG, normal));
    if (way)
        return way;
    /* The names of debit and credit columns serve as flags too. */
    uint64_t header = find(w, KIND_HEADER, normal);
    bool debit = header >> MEANS_DEBIT & 1, credit = header >> MEANS_CREDIT & 1;
    return debit == credit ? 0 : debit ? -1 : 1;
}

int words_kind(const Words *w, Arena *mem, Str cell)
{
    Str normal = words_normal(mem, cell);
    int way = way_of(find(w, KIND_KIND, normal));
    Tokens t = tokens_of(normal);
    for (int length = t.n < 4 ? t.n : 4; length >= 1 && !way; length--)
        for (int from = 0; from + length <= t.n && !way; from++)
            way = way_of(find(w, KIND_KIND, run_of(&t, from, from + length - 1)));
    return way;
}

int words_section(const Words *w, Arena *mem, Str text)
{
    Str normal = words_normal(mem, text);
    Tokens t = tokens_of(normal);
    if (t.n == 0 || t.n > 8)
        return 0;
    int way = way_of(find(w, KIND_SECTION, normal));
    for (int from = 0; from < t.n && !way; from++)
        for (int length = t.n - from < 4 ? t.n - from : 4; length >= 1 && !way; length--)
            way = way_of(find(w, KIND_SECTION, run_of(&t, from, from + length - 1)));
    return way;
}

/* Whether a run of at most four of the words stands in the list. */
static uint64_t find_run(const Words *w, Kind kind, const Tokens *t)
{
    uint64_t found = 0;
    for (int from = 0; from < t->n && !found; from++)
        for (int length = t->n - from < 4 ? t->n - from : 4; length >= 1 && !found; length--)
            found = find(w, kind, run_of(t, from, from + length - 1));
    return found;
}

bool words_card(const Words *w, Arena *mem, Str line)
{
    Tokens t = tokens_of(words_normal(mem, line));
    return find_run(w, KIND_CARD, &t) != 0;
}

bool words_minor(const Words *w, Arena *mem, Str header)
{
    Tokens t = tokens_of(words_normal(mem, header));
    return find_run(w, KIND_UNIT, &t) != 0;
}

LedgerSide words_ledger(const Words *w, Arena *mem, Str account)
{
    ptrdiff_t end = 0;
    while (end < account.n && account.p[end] != ':' && account.p[end] != '|' &&
           account.p[end] != '/')
        end++;
    uint64_t found = find(w, KIND_LEDGER, words_normal(mem, str_part(account, 0, end)));
    return found >> LEDGER_OWN & 1 ? LEDGER_OWN : found ? LEDGER_OTHER : LEDGER_UNKNOWN;
}

int words_answer(Str cell)
{
    static const Str yes[] = { S_INIT("true"), S_INIT("yes"), S_INIT("y"),   S_INIT("1"),
                               S_INIT("x"),    S_INIT("ja"),  S_INIT("oui"), S_INIT("si"),
                               S_INIT("sí"),   S_INIT("tak"), S_INIT("да") };
    static const Str no[] = { S_INIT("false"), S_INIT("no"),   S_INIT("n"),
                              S_INIT("0"),     S_INIT("nein"), S_INIT("non"),
                              S_INIT("nee"),   S_INIT("nie"),  S_INIT("нет") };
    for (ptrdiff_t i = 0; i < COUNT(yes); i++)
        if (str_eq_nocase(cell, yes[i]))
            return 1;
    for (ptrdiff_t i = 0; i < COUNT(no); i++)
        if (str_eq_nocase(cell, no[i]))
            return -1;
    return 0;
}

StatusWord words_status_whole(const Words *w, Arena *mem, Str cell)
{
    if (cell.n == 0 || cell.n > 60)
        return STATUS_UNKNOWN;
    uint64_t found = find(w, KIND_STATUS, words_normal(mem, cell));
    for (int s = STATUS_PENDING; s <= STATUS_POSTED; s++)
        if (found >> s & 1)
            return (StatusWord)s;
    return STATUS_UNKNOWN;
}

StatusWord words_status(const Words *w, Arena *mem, Str cell)
{
    if (cell.n == 0 || cell.n > 60)
        return STATUS_UNKNOWN;
    Str normal = words_normal(mem, cell);
    uint64_t found = find(w, KIND_STATUS, normal);
    Tokens t = tokens_of(normal);
    for (int i = 0; i < t.n && !found && t.n <= 4; i++)
        found = t.at[i].n >= PARTIAL_MIN ? find(w, KIND_STATUS, t.at[i]) : 0;
    for (int s = STATUS_PENDING; s <= STATUS_POSTED; s++)
        if (found >> s & 1)
            return (StatusWord)s;
    return STATUS_UNKNOWN;
}

static bool is_filler(Str word)
{
    static const Str fillers[] = { S_INIT("de"),   S_INIT("del"),  S_INIT("of"),    S_INIT("the"),
                                   S_INIT("st"),   S_INIT("nd"),   S_INIT("rd"),    S_INIT("th"),
                                   S_INIT("г"),    S_INIT("р"),    S_INIT("r"),     S_INIT("den"),
                                   S_INIT("er"),   S_INIT("am"),   S_INIT("pm"),    S_INIT("utc"),
                                   S_INIT("gmt"),  S_INIT("est"),  S_INIT("edt"),   S_INIT("cst"),
                                   S_INIT("cdt"),  S_INIT("pst"),  S_INIT("pdt"),   S_INIT("cet"),
                                   S_INIT("cest"), S_INIT("mst"),  S_INIT("mdt"),   S_INIT("et"),
                                   S_INIT("z"),    S_INIT("p"),    S_INIT("a"),     S_INIT("o"),
                                   S_INIT("uhr"),  S_INIT("року"), S_INIT("року."), S_INIT("ist"),
                                   S_INIT("bst"),  S_INIT("aest"), S_INIT("hkt"),   S_INIT("sgt"),
                                   S_INIT("d") };
    for (ptrdiff_t i = 0; i < COUNT(fillers); i++)
        if (str_eq(fillers[i], word))
            return true;
    return false;
}

int words_date(void *state, Str word)
{
    const WordsOfDates *d = state;
    ArenaMark mark = arena_mark(d->mem);
    Str normal = word.n <= 30 ? words_normal(d->mem, word) : (Str){ 0 };
    uint64_t month = normal.n ? find(d->words, KIND_MONTH, normal) : 0;
    bool passed = !month && normal.n && (is_filler(normal) || find(d->words, KIND_DAY, normal));
    arena_reset(d->mem, mark);
    return month ? __builtin_ctzll(month) : passed ? -1 : 0;
}

bool words_known(void *state, Str word)
{
    const WordsOfDates *d = state;
    ArenaMark mark = arena_mark(d->mem);
    bool known = word.n >= PARTIAL_MIN && word.n <= 60 &&
                 map_find(&d->words->all, words_normal(d->mem, word)) != NULL;
    arena_reset(d->mem, mark);
    return known;
}
