/* A description is cut into words; what is noise goes from the front, and the name ends at the
 * first word behind it that cannot be one. */
#include "categorize/merchant.h"

#include "categorize/noise.h"
#include "text/utf8.h"

#include <string.h>

enum { WORDS_MAX = 64, CARD_DIGITS = 4, GAP_BLANKS = 2 };

typedef struct {
    Str text;
    bool gap_before; /* two or more blanks: the next column of the bank's form */
    bool is_prefix;  /* a mark like "*" stands behind it: what follows says more */
} Word;

typedef struct {
    Word words[WORDS_MAX];
    int n;
} Words;

/* Behind these comes the name: "PAYPAL *NETFLIX", "SQ *COFFEE", "Zettle_*Bakery". */
static bool ends_prefix(char ch)
{
    return ch == '*' || ch == ';';
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r';
}

static void add_word(Words *w, Word word)
{
    if (w->n < WORDS_MAX)
        w->words[w->n++] = word;
}

static Words split(Str text)
{
    Words w = { .n = 0 };
    ptrdiff_t start = 0;
    int blanks = 0;
    bool gap = false;
    for (ptrdiff_t i = 0; i <= text.n; i++) {
        bool part = i == text.n || is_blank(text.p[i]) || ends_prefix(text.p[i]);
        if (!part) {
            blanks = 0;
            continue;
        }
        if (i > start) {
            add_word(&w,
                     (Word){ str_part(text, start, i), gap, i < text.n && ends_prefix(text.p[i]) });
            gap = false;
        }
        blanks = i < text.n && is_blank(text.p[i]) ? blanks + 1 : 0;
        gap = gap || blanks >= GAP_BLANKS;
        start = i + 1;
    }
    return w;
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (unsigned char)ch >= 0x80;
}

static bool is_capital(char ch)
{
    return ch >= 'A' && ch <= 'Z';
}

static int count_digits(Str s)
{
    int digits = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        digits += is_digit(s.p[i]);
    return digits;
}

static int count_letters(Str s)
{
    int letters = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        letters += is_letter(s.p[i]);
    return letters;
}

/* Store numbers (#221, 00345), dates (12/03), times (14:05), card numbers (XX1234), references
 * (8F3K29QZ). "7-Eleven", "3M" and "4you" are names. */
static bool is_number_like(Str word)
{
    int digits = count_digits(word), letters = count_letters(word);
    if (word.p[0] == '#')
        return true;
    if (digits == 0 || str_find_char(word, '&', 0) >= 0)
        return false;
    return letters == 0 || digits >= CARD_DIGITS || digits > letters + 1;
}

static bool is_article(Str reduced)
{
    static const char *const articles[] = { "el", "la", "le", "les", "los", "the" };
    for (ptrdiff_t i = 0; i < COUNT(articles); i++)
        if (str_eq(reduced, str_of(articles[i])))
            return true;
    return false;
}

/* The reduced form of a word decides whether it is noise: "POS:", "Visa," and "SumUp" are. Articles
 * and initials belong to names. */
static bool is_noise(Str word, Arena *scratch)
{
    Reduced r;
    reduce_into(&r, scratch, word);
    Str reduced = reduced_str(&r);
    return !reduced.n ||
           (reduced.n > 1 && !is_article(reduced) && noise_before(reduced, reduced.n));
}

static bool is_web_start(Str word)
{
    return word.n > 4 && str_eq_nocase(str_part(word, 0, 4), S("www."));
}

static const char *const company_forms[] = { "ab",   "ag",  "as", "asa",     "bv",  "co",  "corp",
                                             "gmbh", "inc", "kg", "limited", "llc", "llp", "ltd",
                                             "mbh",  "nv",  "oy", "plc",     "pty", "sa",  "sarl",
                                             "sas",  "sl",  "sp", "spa",     "srl", "zoo" };

static bool is_company_form(Str word, Arena *scratch)
{
    Reduced r;
    reduce_into(&r, scratch, word);
    Str text = reduced_str(&r);
    char joined[8];
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (text.p[i] == ' ')
            continue;
        if (n == (ptrdiff_t)sizeof joined)
            return false;
        joined[n++] = text.p[i];
    }
    for (ptrdiff_t i = 0; i < COUNT(company_forms); i++)
        if (str_eq(str_n(joined, n), str_of(company_forms[i])))
            return true;
    return false;
}

/* A country's or state's two capitals at the end stand behind a place. */
static bool is_place_code(Str word)
{
    return word.n == 2 && is_capital(word.p[0]) && is_capital(word.p[1]);
}

typedef struct {
    int from, to;
} Range;

/* "First Aid 4 Less": one digit between words. */
static bool ends_name(const Words *w, int i)
{
    Str word = w->words[i].text;
    if (w->words[i].gap_before || w->words[i].is_prefix)
        return true;
    bool between = word.n == 1 && i + 1 < w->n && !is_number_like(w->words[i + 1].text);
    return is_number_like(word) && !between;
}

static Range name_range(const Words *w, Arena *scratch)
{
    Range r = { 0, 0 };
    while (r.from < w->n && !is_web_start(w->words[r.from].text) &&
           (is_number_like(w->words[r.from].text) || is_noise(w->words[r.from].text, scratch)))
        r.from++;
    r.to = r.from < w->n ? r.from + 1 : r.from;
    while (r.to < w->n && !ends_name(w, r.to))
        r.to++;
    bool whole = r.to == w->n;
    if (whole && r.to - r.from > 1 && is_place_code(w->words[r.to - 1].text)) {
        r.to--;
        if (r.to - r.from > 2)
            r.to--;
    }
    while (r.to - r.from > 1 && is_company_form(w->words[r.to - 1].text, scratch))
        r.to--;
    return r;
}

static bool is_mark(char ch)
{
    return (unsigned char)ch < 0x80 && !is_letter(ch) && !is_digit(ch) && ch != ')' && ch != '+' &&
           ch != '!' && ch != '&';
}

static Str trim_marks(Str s)
{
    while (s.n && is_mark(s.p[s.n - 1]))
        s.n--;
    while (s.n && is_mark(s.p[0]) && s.p[0] != '(')
        s = str_part(s, 1, s.n);
    return s;
}

static const char *const small_words[] = { "and", "at", "da",  "de",  "del", "der", "di",  "do",
                                           "du",  "el", "et",  "for", "in",  "la",  "le",  "les",
                                           "of",  "on", "the", "to",  "und", "van", "von", "y" };

static bool is_small_word(Str word)
{
    for (ptrdiff_t i = 0; i < COUNT(small_words); i++)
        if (str_eq_nocase(word, str_of(small_words[i])))
            return true;
    return false;
}

/* Short words without a vowel are said letter by letter: BP, CVS, H&M. */
static bool is_initials(Str word)
{
    if (count_letters(word) > 3)
        return false;
    for (ptrdiff_t i = 0; i < word.n; i++)
        if (strchr("aeiouyAEIOUY", word.p[i]))
            return false;
    return true;
}

static bool has_one_case(Str name)
{
    bool small = false, capital = false;
    for (ptrdiff_t i = 0; i < name.n; i++) {
        small |= name.p[i] >= 'a' && name.p[i] <= 'z';
        capital |= is_capital(name.p[i]);
    }
    return small != capital;
}

/* Each part of a word begins with a capital, except behind an apostrophe: "Joe's", "Coca-Cola". */
static void add_cased(Buf *out, Str word, bool first)
{
    if (is_initials(word)) {
        for (ptrdiff_t i = 0; i < word.n; i++)
            buf_char(out,
                     (char)(word.p[i] >= 'a' && word.p[i] <= 'z' ? word.p[i] - 0x20 : word.p[i]));
        return;
    }
    bool start = first || !is_small_word(word);
    for (ptrdiff_t i = 0; i < word.n; i++) {
        char ch = word.p[i];
        char small = (char)(is_capital(ch) ? ch + 0x20 : ch);
        buf_char(out, start && small >= 'a' && small <= 'z' ? (char)(small - 0x20) : small);
        start = !is_letter(ch) && !is_digit(ch) && ch != '\'';
    }
}

/* "WWW.GWR.COM/TICKETS" is known as gwr.com. */
static Str web_name(Arena *mem, Str word)
{
    Str rest = str_lower(mem, is_web_start(word) ? str_part(word, 4, word.n) : word);
    return trim_marks(str_cut(&rest, '/'));
}

/* A name of three letters and more, a dot, and at the end two or three letters. */
static bool is_web_name(Str word)
{
    enum { NAME_MIN = 3, ENDING_MIN = 2, ENDING_MAX = 3 };
    Str rest = word, host = str_cut(&rest, '/'), name = str_cut(&host, '.'), ending = host;
    if (is_web_start(word))
        return true;
    while (str_find_char(ending, '.', 0) >= 0)
        str_cut(&ending, '.');
    return name.n >= NAME_MIN && count_letters(name) > 0 && ending.n >= ENDING_MIN &&
           ending.n <= ENDING_MAX && count_letters(ending) == ending.n &&
           str_find_char(word, ',', 0) < 0;
}

/* utf8 whole even where the limit falls within a character. */
static Str bounded(Str name)
{
    if (name.n <= MERCHANT_NAME_MAX)
        return name;
    ptrdiff_t n = MERCHANT_NAME_MAX;
    while (n > 0 && ((unsigned char)name.p[n] & 0xC0) == 0x80)
        n--;
    return str_trim(str_n(name.p, n));
}

Str merchant_name(Arena *mem, Str description)
{
    description = utf8_repair(mem, description);
    Words w = split(description);
    Range r = name_range(&w, mem);
    bool one_case = has_one_case(description);
    Buf out = buf_new(mem, description.n + WORDS_MAX);
    for (int i = r.from; i < r.to; i++) {
        Str word = w.words[i].text;
        if (i == r.from && is_web_name(word)) {
            buf_add(&out, web_name(mem, word));
            break;
        }
        word = r.to - r.from > 1 && i > r.from && i < r.to - 1 ? word : trim_marks(word);
        if (!word.n)
            continue;
        if (out.n)
            buf_char(&out, ' ');
        if (one_case)
            add_cased(&out, word, i == r.from);
        else
            buf_add(&out, word);
    }
    Str name = bounded(buf_str(&out));
    return name.n ? name : (Str){ 0 };
}
