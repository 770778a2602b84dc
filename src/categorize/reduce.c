/* Reducing text, one pass over folded bytes. */
#include "categorize/reduce.h"

#include "text/fold.h"

#include <string.h>

/* What a byte becomes: itself or its small letter, a blank, or one of the marks below. */
enum { DROP = 1, JOIN = 2 };

static unsigned char kind_of(unsigned char byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return (unsigned char)(byte + 'a' - 'A');
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80)
        return byte;
    if (byte == '\'' || byte == '`')
        return DROP;
    return byte == '&' ? JOIN : ' ';
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (unsigned char)ch >= 0x80;
}

/* "mcdonald s" is how many banks print "mcdonald's". */
static bool ends_in_lone_s(const char *p, int n)
{
    return n >= 5 && p[n - 1] == 's' && p[n - 2] == ' ' && is_letter(p[n - 3]) &&
           is_letter(p[n - 4]) && is_letter(p[n - 5]);
}

static int end_word(char *p, int n)
{
    if (ends_in_lone_s(p, n)) {
        p[n - 2] = 's';
        n--;
    }
    if (n > 0 && p[n - 1] != ' ' && p[n - 1] != '&')
        p[n++] = ' ';
    return n;
}

static int join_words(char *p, int n)
{
    if (n > 0 && p[n - 1] == ' ')
        n--;
    if (n > 0 && p[n - 1] != '&')
        p[n++] = '&';
    return n;
}

static int trim_end(char *p, int n)
{
    n = end_word(p, n);
    while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '&'))
        n--;
    return n;
}

/* Punctuation beyond ASCII that folding leaves: U+0080 … U+00BF, U+2000 … U+206F, U+3000 … U+303F.
 * Its length, or 0. */
static int punctuation(Str text, ptrdiff_t i)
{
    unsigned char a = (unsigned char)text.p[i];
    unsigned char b = i + 1 < text.n ? (unsigned char)text.p[i + 1] : 0;
    if (a == 0xC2)
        return 2;
    if ((a == 0xE2 && (b == 0x80 || b == 0x81)) || (a == 0xE3 && b == 0x80))
        return 3;
    return 0;
}

static int reduce_bytes(char *p, Str text)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < text.n && n < REDUCED_MAX - 2; i++) {
        unsigned char kind = kind_of((unsigned char)text.p[i]);
        int skip = kind >= 0xC2 ? punctuation(text, i) : 0;
        if (kind == ' ' || skip) {
            n = end_word(p, n);
            i += skip ? skip - 1 : 0;
        } else if (kind == JOIN) {
            n = join_words(p, n);
        } else if (kind != DROP) {
            char ch = (char)kind;
            if (n > 0 &&
                ((is_digit(ch) && is_letter(p[n - 1])) || (is_letter(ch) && is_digit(p[n - 1]))))
                n = end_word(p, n);
            p[n++] = ch;
        }
    }
    return trim_end(p, n);
}

static bool is_ascii(Str text)
{
    unsigned char all = 0;
    for (ptrdiff_t i = 0; i < text.n; i++)
        all |= (unsigned char)text.p[i];
    return all < 0x80;
}

/* A cut inside a character would leave half of it. */
static int whole_characters(const char *p, int n)
{
    int start = n;
    while (start > 0 && ((unsigned char)p[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)p[start - 1] < 0xC0)
        return n;
    unsigned char lead = (unsigned char)p[start - 1];
    int want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return n - start + 1 == want ? n : start - 1;
}

void reduce_into(Reduced *out, Arena *scratch, Str text)
{
    if (text.n > 4 * REDUCED_MAX)
        text.n = 4 * REDUCED_MAX;
    bool ascii = is_ascii(text);
    ArenaMark mark = { 0 };
    if (!ascii) {
        mark = arena_mark(scratch);
        text = text_fold(scratch, text);
    }
    out->n = reduce_bytes(out->p, text);
    if (!ascii) {
        out->n = trim_end(out->p, whole_characters(out->p, out->n));
        arena_reset(scratch, mark);
    }
    out->p[out->n] = ' ';
}

Str reduce(Arena *mem, Str text)
{
    Reduced r;
    reduce_into(&r, mem, text);
    return str_copy(mem, str_n(r.p, r.n));
}

bool reduced_boundary(unsigned char before, unsigned char after)
{
    if (before == ' ' || after == ' ' || before == '&' || after == '&')
        return true;
    return before >= 0x80 && after >= 0xE3;
}
