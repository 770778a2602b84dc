/* The words of a line to tokens: which of them are one date, which one figure. */
#include "layout/tokens.h"

#include <string.h>

enum { DATE_WORDS_MAX = 6, TOKEN_BYTES = 2000 };

#define GAP_EM   0.9f  /* between columns; a blank is a quarter, in typewriter faces 0.6 */
#define BLANK_EM 0.66f /* within a figure */
#define SIGN_EM  4.0f  /* between a sign of money and its figure in ledgers */
#define FLAG_EM  2.5f  /* between a figure and Cr or Dr */

static Str joined_text(PageRead *l, const Piece *p, int from, int to)
{
    if (to == from + 1)
        return p[from].text;
    Buf b = buf_new(l->mem, TOKEN_BYTES);
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

/* A day whose year is on the line below: "04-Apr-", "04/04/". */
static bool day_before_break(PageRead *l, Str word, DateText *out)
{
    bool broken = word.n >= 5 && (word.p[word.n - 1] == '-' || word.p[word.n - 1] == '/');
    return broken && date_read(str_part(word, 0, word.n - 1), words_date, &l->dates, false, out) &&
           out->no_year;
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
        Buf b = buf_new(l->scratch, TOKEN_BYTES);
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
    return day_before_break(l, p[i].text, out) ? 1 : 0;
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
    if (bare.n > 1 && (bare.p[0] == '-' || bare.p[0] == '+' || bare.p[0] == '('))
        bare = str_part(bare, 1, bare.n);
    if (bare.n > 1 && bare.p[bare.n - 1] == ')')
        bare.n--;
    number_currency(bare, &known);
    bool upper = true;
    for (ptrdiff_t i = 0; i < bare.n; i++)
        upper &= !(bare.p[i] >= 'a' && bare.p[i] <= 'z') || bare.n < 3;
    return known && (upper || bare.p[bare.n - 1] == '.'); /* "Rs.", no word like "all" */
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

void line_tokens(PageRead *l, Line *line, const Piece *p, int n)
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

ptrdiff_t line_end(const Piece *p, ptrdiff_t n, ptrdiff_t from)
{
    float mid = p[from].mid, em = p[from].em;
    ptrdiff_t to = from + 1;
    for (; to < n; to++) {
        float least = p[to].em < em ? p[to].em : em;
        if (p[to].mid - mid > 0.45f * least || p[to].aside != p[from].aside)
            break;
        mid += (p[to].mid - mid) / (float)(to - from + 1);
    }
    return to;
}
