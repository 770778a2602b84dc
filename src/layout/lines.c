/* Words to lines of tokens. */
#include "layout/layout.h"

#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DATE_WORDS_MAX = 6,
    FIGURE_WORDS_MAX = 7,
    TOKENS_MAX = 400,
    LINE_TEXT_MAX = 2000,
    WORD_BYTES = 400
};

#define GAP_EM   0.9f  /* between columns; a blank is a quarter, in typewriter faces 0.6 */
#define BLANK_EM 0.66f /* within a figure */
#define SIGN_EM  4.0f  /* between a sign of money and its figure in ledgers */
#define FLAG_EM  2.5f  /* between a figure and Cr or Dr */

/* A word of a page with what sorting needs. */
typedef struct {
    Str text;
    float x0, x1, y0, y1, mid, em;
    int32_t confidence_ppm;
    bool bold;
} Piece;

static bool sane(const PageWord *w)
{
    const float box[] = { w->x0, w->y0, w->x1, w->y1 };
    for (int i = 0; i < 4; i++)
        if (!isfinite(box[i]) || fabsf(box[i]) > 20000)
            return false;
    return w->text.n > 0 && w->x1 >= w->x0 && w->y1 >= w->y0;
}

/* How much the lines of a scanned page rise over its width. */
static int by_float(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static float skew_of(PageRead *l, const Page *p)
{
    ArenaMark mark = arena_mark(l->scratch);
    float *slopes = NEW_ARRAY(l->scratch, float, p->n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 1; i < p->n; i++) {
        const PageWord *a = &p->words[i - 1], *b = &p->words[i];
        if (!sane(a) || !sane(b) || b->x0 < a->x1 || b->x0 - a->x1 > 40)
            continue;
        float across = (b->x0 + b->x1 - a->x0 - a->x1) / 2, down = b->y1 - a->y1;
        if (across > 10 && fabsf(down) < across / 8)
            slopes[n++] = down / across;
    }
    float slope = 0;
    if (n >= 8) {
        qsort(slopes, (size_t)n, sizeof *slopes, by_float);
        slope = slopes[n / 2];
    }
    arena_reset(l->scratch, mark);
    return slope;
}

static int by_mid(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    return x->mid != y->mid ? (x->mid > y->mid) - (x->mid < y->mid)
                            : (x->x0 > y->x0) - (x->x0 < y->x0);
}

static int by_x(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    return (x->x0 > y->x0) - (x->x0 < y->x0);
}

static void split_piece(Piece *p, ptrdiff_t at, ptrdiff_t skip)
{
    float share = (float)at / (float)p->text.n, x = p->x0 + (p->x1 - p->x0) * share;
    p[1] = *p;
    p[1].text = str_part(p->text, at + skip, p->text.n);
    p[1].x0 = x + 0.3f * p->em;
    p[0].text = str_part(p->text, 0, at);
    p[0].x1 = x;
}

/* Words that hold two: "05.12./06.12.", "2023-Jan", "01/02/2024-29/02/2024". */
static ptrdiff_t split_days(PageRead *l, Piece *p)
{
    ptrdiff_t at = str_find(p->text, S("./"), 0);
    if (at >= 3 && p->text.n >= 10 && p->text.n <= 24 && p->text.n - at >= 5) {
        split_piece(p, at + 1, 1);
        return 2;
    }
    if (p->text.n < 8 || p->text.n > 40)
        return 1;
    DateText day;
    for (at = 4; at + 3 < p->text.n; at++) {
        ptrdiff_t dash = p->text.p[at] == '-'                                   ? 1
                         : str_starts(str_part(p->text, at, p->text.n), S("–")) ? 3
                                                                                : 0;
        Str left = str_part(p->text, 0, at), right = str_part(p->text, at + dash, p->text.n);
        int64_t year;
        bool years = dash && at == 4 && str_int(left, &year) && (right.p[0] | 32) >= 'a';
        bool days = dash && left.n >= 8 && right.n >= 8 &&
                    date_read(left, words_date, &l->dates, false, &day) &&
                    date_read(right, words_date, &l->dates, false, &day);
        if (years || days) {
            split_piece(p, at, dash);
            return 2;
        }
    }
    return 1;
}

static ptrdiff_t pieces_of(PageRead *l, const Page *p, Piece *out)
{
    float skew = p->by_ocr ? skew_of(l, p) : 0;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const PageWord *w = &p->words[i];
        if (!sane(w))
            continue;
        float height = w->y1 - w->y0, em = w->size > 0.5f ? w->size : height * 0.85f;
        float shift = skew * w->x0;
        out[n] = (Piece){ .text = w->text,
                          .x0 = w->x0,
                          .x1 = w->x1,
                          .y0 = w->y0 - shift,
                          .y1 = w->y1 - shift,
                          .mid = (w->y0 + w->y1) / 2 - shift,
                          .em = em < 1 ? 1 : em,
                          .confidence_ppm = p->by_ocr ? w->confidence_ppm : 1000000,
                          .bold = w->bold };
        n += split_days(l, &out[n]);
    }
    return n;
}

/* Words of one letter at even distances are one word: "S A L D O". */
static ptrdiff_t join_letters(PageRead *l, Piece *p, ptrdiff_t n)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n;) {
        ptrdiff_t to = i;
        float least = 1e9f;
        while (to < n && utf8_count(p[to].text) == 1 && (p[to].text.p[0] & 0x40) &&
               (to == i || p[to].x0 - p[to - 1].x1 < 1.6f * p[i].em)) {
            if (to > i && p[to].x0 - p[to - 1].x1 < least)
                least = p[to].x0 - p[to - 1].x1;
            to++;
        }
        if (to - i < 4) {
            p[kept++] = p[i++];
            continue;
        }
        while (i < to) {
            Piece joined = p[i];
            Buf b = buf_new(l->mem, WORD_BYTES);
            buf_add(&b, p[i].text);
            for (i++; i < to && p[i].x0 - p[i - 1].x1 < least * 1.7f + 0.1f; i++) {
                buf_add(&b, p[i].text);
                joined.x1 = p[i].x1;
            }
            joined.text = buf_str(&b);
            p[kept++] = joined;
        }
    }
    return kept;
}

static Str joined_text(PageRead *l, const Piece *p, int from, int to)
{
    if (to == from + 1)
        return p[from].text;
    Buf b = buf_new(l->mem, LINE_TEXT_MAX);
    for (int i = from; i < to; i++) {
        if (i > from)
            buf_char(&b, ' ');
        buf_add(&b, p[i].text);
    }
    return buf_str(&b);
}

static float gap_before(const Piece *p, int i)
{
    return (p[i].x0 - p[i - 1].x1) / p[i].em;
}

static bool has_digit(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    return false;
}

static bool all_digits(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static bool is_dash(Str s)
{
    return str_eq(s, S("-")) || str_eq(s, S("–")) || str_eq(s, S("—"));
}

/* What stands behind a period: of "October 1-31, 2024" 31 is no year, and no 05 of "05 dez a 05
 * jan".
 */
static bool is_year_or_month(PageRead *l, const Piece *p)
{
    return (p->text.n == 4 && all_digits(p->text)) ||
           (p->text.n > 2 && !has_digit(p->text) && words_date(&l->dates, p->text) > 0);
}

/* How many words from i on are one date. */
static int date_at(PageRead *l, const Piece *p, int n, int i, DateText *out)
{
    int most = n - i < DATE_WORDS_MAX ? n - i : DATE_WORDS_MAX;
    if (is_dash(p[i].text))
        return 0;
    for (int k = 1; k < most; k++)
        if (gap_before(p, i + k) > 0.8f || is_dash(p[i + k].text)) {
            most = k;
            break;
        }
    for (int k = most; k >= 1; k--) {
        ArenaMark mark = arena_mark(l->scratch);
        Buf b = buf_new(l->scratch, LINE_TEXT_MAX);
        bool digit = false;
        for (int w = i; w < i + k; w++) {
            if (w > i)
                buf_char(&b, ' ');
            buf_add(&b, p[w].text);
            digit |= has_digit(p[w].text);
        }
        Str text = buf_str(&b);
        bool day = digit && text.n >= 3 && text.n < 40 &&
                   date_read(text, words_date, &l->dates, false, out);
        arena_reset(l->scratch, mark);
        /* Two figures side by side are no date, and a time behind one does not belong to it. */
        bool whole = k == 1 || out->form == DATE_FORM_NAMED ||
                     (k == 3 && str_ends(p[i].text, S(".")) && str_ends(p[i + 1].text, S(".")));
        bool no_year = day && out->form == DATE_FORM_NAMED && out->short_year && i + k < n &&
                       is_year_or_month(l, &p[i + k]) && gap_before(p, i + k) < 0.8f;
        if (day && whole && !no_year && !(k > 1 && out->has_time) &&
            out->form != DATE_FORM_SERIAL && out->form != DATE_FORM_EPOCH)
            return k;
    }
    return 0;
}

static bool is_sign(Str s)
{
    static const Str signs[] = { S_INIT("-"), S_INIT("+"), S_INIT("−"), S_INIT("–"), S_INIT("(") };
    for (ptrdiff_t i = 0; i < COUNT(signs); i++)
        if (str_eq(s, signs[i]))
            return true;
    return false;
}

static bool is_currency(Str s)
{
    bool known = false;
    if (s.n == 0 || s.n > 5 || has_digit(s))
        return false;
    Str bare = s;
    if (bare.n > 1 && (bare.p[0] == '-' || bare.p[0] == '+'))
        bare = str_part(bare, 1, bare.n);
    number_currency(bare, &known);
    bool upper = true;
    for (ptrdiff_t i = 0; i < bare.n; i++)
        upper &= !(bare.p[i] >= 'a' && bare.p[i] <= 'z') || bare.n < 3;
    return known && upper;
}

static bool is_flag(Str s)
{
    static const Str flags[] = { S_INIT("CR"),   S_INIT("DR"),   S_INIT("Cr"),   S_INIT("Dr"),
                                 S_INIT("C"),    S_INIT("D"),    S_INIT("H"),    S_INIT("S"),
                                 S_INIT("Cr."),  S_INIT("Dr."),  S_INIT("CR."),  S_INIT("DR."),
                                 S_INIT("(Cr)"), S_INIT("(Dr)"), S_INIT("(CR)"), S_INIT("(DR)"),
                                 S_INIT("cr"),   S_INIT("dr"),   S_INIT("OD"),   S_INIT("Af"),
                                 S_INIT("Bij"),  S_INIT("af"),   S_INIT("bij") };
    for (ptrdiff_t i = 0; i < COUNT(flags); i++)
        if (str_eq(s, flags[i]))
            return true;
    return is_sign(s) || str_eq(s, S(")"));
}

/* What a scanned word would be if its letters were the digits they look like; none when it has no
 * such letters, or is no figure for the most part. */
static Str digits_for_letters(PageRead *l, Str word)
{
    static const struct {
        Str letter;
        char digit;
    } alike[] = { { S_INIT("O"), '0' }, { S_INIT("o"), '0' }, { S_INIT("l"), '1' },
                  { S_INIT("I"), '1' }, { S_INIT("|"), '1' }, { S_INIT("S"), '5' },
                  { S_INIT("s"), '5' }, { S_INIT("§"), '5' }, { S_INIT("B"), '8' },
                  { S_INIT("Z"), '2' }, { S_INIT("G"), '6' } };
    if (word.n < 4 || word.n > 20)
        return (Str){ 0 };
    Buf b = buf_new(l->mem, 24);
    int digits = 0, changed = 0;
    for (ptrdiff_t i = 0; i < word.n;) {
        ptrdiff_t before = b.n;
        for (ptrdiff_t k = 0; k < COUNT(alike) && b.n == before; k++)
            if (str_starts(str_part(word, i, word.n), alike[k].letter)) {
                buf_char(&b, alike[k].digit);
                i += alike[k].letter.n;
                changed++;
            }
        if (b.n > before)
            continue;
        digits += word.p[i] >= '0' && word.p[i] <= '9';
        buf_char(&b, word.p[i++]);
    }
    return changed && digits >= 2 && changed <= digits ? buf_str(&b) : (Str){ 0 };
}

/* Reads the word of a scanned page as a figure with two decimals or as a day, digits for letters.
 */
static bool repair(PageRead *l, Token *t)
{
    NumberText n;
    DateText day;
    Str text = digits_for_letters(l, t->text);
    if (!text.n)
        return false;
    bool two = text.n > 3 && (text.p[text.n - 3] == '.' || text.p[text.n - 3] == ',');
    if (two && number_read(text, &n)) {
        t->number = n;
        t->money = MONEY_SURE;
        t->repaired = true;
        return true;
    }
    if (date_read(text, words_date, &l->dates, false, &day) && day.form == DATE_FORM_NUMBERS) {
        t->day = day;
        t->date = t->repaired = true;
        return true;
    }
    return false;
}

/* A figure without a mark of footnotes behind it. */
static Str without_note(Str s)
{
    while (s.n > 1 && (s.p[s.n - 1] == '*' || s.p[s.n - 1] == '^' || s.p[s.n - 1] == '#'))
        s.n--;
    return s;
}

static bool reads_figure(Str text, NumberText *out)
{
    static const struct {
        Str word;
        char flag;
    } dutch[] = { { S_INIT(" Af"), 'D' },
                  { S_INIT(" af"), 'D' },
                  { S_INIT(" Bij"), 'C' },
                  { S_INIT(" bij"), 'C' } };
    Str bare = without_note(text);
    for (ptrdiff_t i = 0; i < COUNT(dutch); i++)
        if (str_ends(bare, dutch[i].word) &&
            number_read(str_trim(str_part(bare, 0, bare.n - dutch[i].word.n)), out)) {
            out->flag = dutch[i].flag;
            return true;
        }
    if (bare.n > 3 && (str_ends(bare, S("OD")) || str_ends(bare, S("od")))) {
        bare = str_trim(str_part(bare, 0, bare.n - 2));
        if (!number_read(bare, out))
            return false;
        out->flag = 'D';
        return true;
    }
    if (bare.n > 4 && bare.p[bare.n - 1] == ')' &&
        (bare.p[bare.n - 2] == 'r' || bare.p[bare.n - 2] == 'R')) {
        char way = (char)(bare.p[bare.n - 3] & ~32);
        ptrdiff_t open = bare.n - 4;
        if ((way != 'C' && way != 'D') || bare.p[open] != '(' ||
            !number_read(str_trim(str_part(bare, 0, open)), out))
            return false;
        out->flag = way;
        return true;
    }
    return number_read(bare, out);
}

/* How many words from i on are one figure: a sign or currency, digits in groups, what follows. */
static int figure_at(PageRead *l, const Piece *p, int n, int i, NumberText *out)
{
    int body = i;
    while (body < n && body - i < 2 && (is_sign(p[body].text) || is_currency(p[body].text)) &&
           body + 1 < n && gap_before(p, body + 1) < (is_currency(p[body].text) ? SIGN_EM : 1.2f))
        body++;
    if (body >= n || !has_digit(p[body].text) || p[body].text.n > 24)
        return 0;
    int to = body + 1;
    ptrdiff_t digits = p[body].text.n;
    while (to < n && to - body < 4 && digits <= 4 && gap_before(p, to) < BLANK_EM &&
           p[to].text.n >= 3 && all_digits(str_part(p[to].text, 0, 3)) &&
           (p[to].text.n == 3 || p[to].text.p[3] < '0' || p[to].text.p[3] > '9')) {
        bool last = p[to].text.n > 3;
        to++;
        if (last)
            break;
    }
    int last = to;
    while (last < n && last - to < 2 &&
           ((is_flag(p[last].text) && gap_before(p, last) < FLAG_EM) ||
            (is_currency(p[last].text) && gap_before(p, last) < 0.8f)))
        last++;
    for (int from = i; from <= body; from += body > from ? body - from : 1)
        for (int end = last; end > body; end--) {
            if (from > i)
                return 0;
            ArenaMark mark = arena_mark(l->mem);
            if (reads_figure(joined_text(l, p, from, end), out)) {
                arena_reset(l->mem, mark);
                return end - from;
            }
            arena_reset(l->mem, mark);
        }
    return 0;
}

static MoneyForm money_form(Str text, const NumberText *n)
{
    const Decimal *d = n->marks & MARK_POINT ? &n->point : &n->comma;
    int digits = 0;
    for (ptrdiff_t i = 0; i < text.n; i++)
        digits += text.p[i] >= '0' && text.p[i] <= '9';
    bool two = ((n->marks & MARK_POINT) && n->point.scale == 2) ||
               ((n->marks & MARK_COMMA) && n->comma.scale == 2);
    if (two || n->flag || (n->money && (n->ambiguous || n->grouped || n->currency.n)) ||
        (n->money && digits))
        return MONEY_SURE;
    if (n->ambiguous || n->grouped)
        return MONEY_GROUPED;
    if (d->scale > 0)
        return d->scale == 1 ? MONEY_PLAIN : MONEY_NONE;
    bool coded = text.n > 1 && text.p[0] == '0';
    return digits <= 9 && !coded ? MONEY_PLAIN : MONEY_NONE;
}

static Token token_of(PageRead *l, const Piece *p, int from, int to, bool first)
{
    Token t = { .text = joined_text(l, p, from, to), .x0 = p[from].x0, .x1 = p[to - 1].x1 };
    t.confidence_ppm = p[from].confidence_ppm;
    for (int i = from + 1; i < to; i++)
        if (p[i].confidence_ppm < t.confidence_ppm)
            t.confidence_ppm = p[i].confidence_ppm;
    t.gap = !first && gap_before(p, from) > GAP_EM;
    t.joined = !first && gap_before(p, from) < 0.05f;
    return t;
}

static void tokens_of(PageRead *l, Line *line, const Piece *p, int n)
{
    line->tokens = NEW_ARRAY(l->mem, Token, n);
    for (int i = 0; i < n;) {
        DateText day;
        NumberText number;
        int as_date = date_at(l, p, n, i, &day), as_figure = figure_at(l, p, n, i, &number);
        int take = as_date ? as_date : as_figure ? as_figure : 1;
        Token *t = &line->tokens[line->n++];
        *t = token_of(l, p, i, i + take, i == 0);
        if (as_date) {
            t->date = true;
            t->day = day;
        }
        if (as_figure && as_figure >= take) {
            if (as_figure > take)
                *t = token_of(l, p, i, i + as_figure, i == 0);
            take = as_figure;
            t->number = number;
            t->money = money_form(t->text, &number);
        }
        if (line->by_ocr && !as_date && !as_figure)
            repair(l, t);
        i += take;
    }
}

static void make_line(PageRead *l, int page, bool by_ocr, Piece *p, ptrdiff_t n, Line *line)
{
    qsort(p, (size_t)n, sizeof *p, by_x);
    n = join_letters(l, p, n);
    n = n > TOKENS_MAX ? TOKENS_MAX : n;
    *line = (Line){ .page = page, .x0 = p[0].x0, .x1 = p[0].x1, .y0 = p[0].y0, .y1 = p[0].y1 };
    line->bold = true;
    line->by_ocr = by_ocr;
    Buf b = buf_new(l->mem, LINE_TEXT_MAX);
    for (ptrdiff_t i = 0; i < n; i++) {
        line->x1 = p[i].x1 > line->x1 ? p[i].x1 : line->x1;
        line->y0 = p[i].y0 < line->y0 ? p[i].y0 : line->y0;
        line->y1 = p[i].y1 > line->y1 ? p[i].y1 : line->y1;
        line->bold &= p[i].bold;
        if (b.n < LINE_TEXT_MAX) {
            if (i)
                buf_char(&b, ' ');
            buf_add(&b, p[i].text);
        }
    }
    line->text = buf_str(&b);
    tokens_of(l, line, p, (int)n);
}

static void lines_of_page(PageRead *l, int page)
{
    const Page *p = &l->pages->pages[page];
    Piece *pieces = NEW_ARRAY(l->mem, Piece, 2 * p->n + 2);
    ptrdiff_t n = pieces_of(l, p, pieces);
    qsort(pieces, (size_t)n, sizeof *pieces, by_mid);
    int32_t number = 0;
    for (ptrdiff_t from = 0; from < n;) {
        float mid = pieces[from].mid, em = pieces[from].em;
        ptrdiff_t to = from + 1;
        for (; to < n; to++) {
            float least = pieces[to].em < em ? pieces[to].em : em;
            if (pieces[to].mid - mid > 0.45f * least)
                break;
            mid += (pieces[to].mid - mid) / (float)(to - from + 1);
        }
        Line *line = &l->lines[l->n_lines++];
        make_line(l, page + 1, p->by_ocr, &pieces[from], to - from, line);
        line->number = ++number;
        from = to;
    }
}

typedef struct {
    uint64_t key;
    Line *line;
} Repeat;

static int by_key(const void *a, const void *b)
{
    const Repeat *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->line > y->line) - (x->line < y->line);
}

static uint64_t furniture_key(const Line *line)
{
    uint64_t h = 1469598103934665603u;
    bool money = false; /* figures of money must be the same, page numbers may differ */
    for (int i = 0; i < line->n; i++)
        money |= line->tokens[i].money == MONEY_SURE;
    for (ptrdiff_t i = 0; i < line->text.n; i++) {
        unsigned char ch = (unsigned char)line->text.p[i];
        if (!money && ch >= '0' && ch <= '9') {
            if (i && line->text.p[i - 1] >= '0' && line->text.p[i - 1] <= '9')
                continue;
            ch = '0';
        }
        h = (h ^ ch) * 1099511628211u;
    }
    return h;
}

static bool may_be_row(const Line *line)
{
    bool date = false;
    for (int i = 0; i < line->n; i++) {
        date |= line->tokens[i].date;
        if (date && line->tokens[i].money >= MONEY_GROUPED && !line->tokens[i].date)
            return true;
    }
    return false;
}

/* Lines with the same words at the same height of several pages. */
static void find_furniture(PageRead *l)
{
    Repeat *all = NEW_ARRAY(l->scratch, Repeat, l->n_lines + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        if (!may_be_row(&l->lines[i]))
            all[n++] = (Repeat){ furniture_key(&l->lines[i]), &l->lines[i] };
    qsort(all, (size_t)n, sizeof *all, by_key);
    for (ptrdiff_t i = 1; i < n; i++) {
        Line *a = all[i - 1].line, *b = all[i].line;
        if (all[i].key == all[i - 1].key && a->page != b->page && fabsf(a->y0 - b->y0) < 4)
            a->furniture = b->furniture = true;
    }
}

bool layout_lines(PageRead *l)
{
    ptrdiff_t words = 0;
    for (ptrdiff_t i = 0; i < l->pages->n; i++)
        words += l->pages->pages[i].n;
    if (words > LIMIT_LAYOUT_WORDS)
        return fail(l->c, TOO_LARGE, NULL, "the file holds %lld words; %d are read at most",
                    (long long)words, LIMIT_LAYOUT_WORDS);
    l->lines = NEW_ARRAY(l->mem, Line, 2 * words + 1);
    int64_t sure = 0, sum = 0;
    for (ptrdiff_t i = 0; i < l->pages->n; i++) {
        const Page *p = &l->pages->pages[i];
        lines_of_page(l, (int)i);
        for (ptrdiff_t w = 0; p->by_ocr && w < p->n; w++) {
            sum += p->words[w].confidence_ppm;
            sure++;
        }
    }
    l->ocr_ppm = sure ? (int32_t)(sum / sure) : 0;
    ArenaMark mark = arena_mark(l->scratch);
    find_furniture(l);
    arena_reset(l->scratch, mark);
    return true;
}

Str line_words(PageRead *l, const Line *line, float from, float to)
{
    Buf b = buf_new(l->mem, LINE_TEXT_MAX);
    for (int i = 0; i < line->n; i++) {
        const Token *t = &line->tokens[i];
        if (t->x1 <= from || t->x0 >= to)
            continue;
        if (b.n && !t->joined)
            buf_char(&b, ' ');
        buf_add(&b, t->text);
    }
    return buf_str(&b);
}

int line_cells(PageRead *l, const Line *line, Cell *cells, int room)
{
    int n = 0;
    for (int i = 0; i < line->n && n < room; n++) {
        int to = i + 1;
        while (to < line->n && !line->tokens[to].gap)
            to++;
        Cell *c = &cells[n];
        *c = (Cell){
            .first = i, .last = to - 1, .x0 = line->tokens[i].x0, .x1 = line->tokens[to - 1].x1
        };
        Buf b = buf_new(l->mem, LINE_TEXT_MAX);
        for (int k = i; k < to; k++) {
            if (k > i)
                buf_char(&b, ' ');
            buf_add(&b, line->tokens[k].text);
        }
        c->text = buf_str(&b);
        i = to;
    }
    return n;
}

bool token_units(const PageRead *l, const Token *t, int64_t *out)
{
    Decimal d;
    if (!t->money)
        return false;
    if (!number_value(&t->number, l->mark, &d) &&
        !number_value(&t->number, l->mark == MARK_POINT ? MARK_COMMA : MARK_POINT, &d))
        return false;
    return decimal_at_scale(d, l->scale, out) == NUMBER_OK;
}
