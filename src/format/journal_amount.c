/* Amounts of postings: 10.00 EUR, $-1,234.56, -€5, EUR 10, "ACME 1" 3. */
#include "format/journal_amount.h"

#include "text/number.h"

#include <string.h>

enum { DIGITS_MAX = 40 };

static Str skip_blanks(Str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_part(s, 1, s.n);
    return s;
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* A name of a commodity: quoted, or all up to a blank, a digit or a sign of the posting. */
static Str take_symbol(Str *s)
{
    ptrdiff_t n = 0;
    if (s->n && s->p[0] == '"') {
        ptrdiff_t end = str_find_char(*s, '"', 1);
        Str quoted = str_part(*s, 1, end < 0 ? s->n : end);
        *s = str_part(*s, end < 0 ? s->n : end + 1, s->n);
        return quoted;
    }
    while (n < s->n && !is_digit(s->p[n]) && !strchr(" \t+-@={}[]();*,.|\"", s->p[n]))
        n++;
    Str symbol = str_part(*s, 0, n);
    *s = str_part(*s, n, s->n);
    return symbol;
}

static bool take_sign(Str *s)
{
    bool minus = s->n && s->p[0] == '-';
    if (s->n && (minus || s->p[0] == '+'))
        *s = skip_blanks(str_part(*s, 1, s->n));
    return minus;
}

/* Which of the signs between digits is the decimal mark: 0 for none. */
static char decimal_mark(Str figure, JournalMark *mark)
{
    ptrdiff_t point = -1, comma = -1, points = 0, commas = 0;
    for (ptrdiff_t i = 0; i < figure.n; i++) {
        if (figure.p[i] == '.') {
            point = i;
            points++;
        } else if (figure.p[i] == ',') {
            comma = i;
            commas++;
        }
    }
    if (points && commas)
        return mark->mark = point > comma ? '.' : ',';
    if (points > 1 || commas > 1)
        return 0;
    if (points)
        return mark->mark == ',' && figure.n - point == 4 ? 0 : '.';
    if (!commas)
        return 0;
    if (figure.n - comma != 4 || mark->mark)
        return mark->mark == '.' ? 0 : ',';
    mark->doubted = true;
    return 0;
}

static bool take_figure(Str *s, JournalMark *mark, Decimal *out)
{
    char plain[DIGITS_MAX + 2];
    ptrdiff_t n = 0, end = 0, digits = 0;
    while (end < s->n && (is_digit(s->p[end]) || s->p[end] == '.' || s->p[end] == ',' ||
                          s->p[end] == '\'' || s->p[end] == '_')) {
        digits += is_digit(s->p[end]);
        end++;
    }
    if (!digits || end > DIGITS_MAX)
        return false;
    Str figure = str_part(*s, 0, end);
    char decimal = decimal_mark(figure, mark);
    for (ptrdiff_t i = 0; i < end; i++) {
        if (is_digit(figure.p[i]))
            plain[n++] = figure.p[i];
        else if (decimal && figure.p[i] == decimal) {
            if (!n)
                plain[n++] = '0';
            if (i + 1 < end)
                plain[n++] = '.';
        }
    }
    *s = str_part(*s, end, s->n);
    return decimal_parse(str_n(plain, n), out) == NUMBER_OK;
}

bool journal_amount(Str *rest, JournalMark *mark, Decimal *out, Str *currency)
{
    Str s = skip_blanks(*rest);
    bool minus = take_sign(&s), known;
    Str symbol = skip_blanks(s).n ? take_symbol(&s) : (Str){ 0 };
    s = skip_blanks(s);
    minus ^= take_sign(&s);
    if (!take_figure(&s, mark, out))
        return false;
    Str behind = skip_blanks(s);
    if (!symbol.n)
        symbol = take_symbol(&behind);
    if (symbol.n)
        s = behind;
    if (minus)
        out->mantissa = -out->mantissa;
    Str code = number_currency(symbol, &known);
    *currency = code.n ? code : symbol;
    *rest = s;
    return true;
}
