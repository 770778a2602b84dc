/* Reducing text in one pass over its bytes; folding it first only where it is not ASCII. */
#include "categorize/reduce.h"

#include "text/fold.h"

#include <endian.h>
#include <string.h>

typedef enum { LETTER, DIGIT, BLANK, JOIN, DROP, HIGH } ByteKind;

typedef struct {
    uint8_t kind, small; /* ByteKind; the byte in its small form */
} ByteInfo;

#define FOUR(k, a)                                                                                 \
    { k, a }, { k, (a) + 1 }, { k, (a) + 2 },                                                      \
    {                                                                                              \
        k, (a) + 3                                                                                 \
    }
#define SIXTEEN(k, a) FOUR(k, a), FOUR(k, (a) + 4), FOUR(k, (a) + 8), FOUR(k, (a) + 12)
#define NONE                                                                                       \
    {                                                                                              \
        BLANK, ' '                                                                                 \
    }
#define NONE_4 NONE, NONE, NONE, NONE
#define LETTERS                                                                                    \
    { LETTER, 'a' }, { LETTER, 'b' }, FOUR(LETTER, 'c'), FOUR(LETTER, 'g'), FOUR(LETTER, 'k'),     \
        FOUR(LETTER, 'o'), FOUR(LETTER, 's'), FOUR(LETTER, 'w')

/* clang-format off */
static const ByteInfo infos[256] = {
    NONE_4, NONE_4, NONE_4, NONE_4, NONE_4, NONE_4, NONE_4, NONE_4, NONE_4,
    NONE, NONE, { JOIN, '&' }, { DROP, '\'' }, NONE_4, NONE_4,
    FOUR(DIGIT, '0'), FOUR(DIGIT, '4'), { DIGIT, '8' }, { DIGIT, '9' }, NONE, NONE, NONE_4,
    NONE, LETTERS, NONE, NONE_4, { DROP, '`' }, LETTERS, NONE, NONE_4,
    SIXTEEN(HIGH, 128), SIXTEEN(HIGH, 144), SIXTEEN(HIGH, 160), SIXTEEN(HIGH, 176),
    SIXTEEN(HIGH, 192), SIXTEEN(HIGH, 208), SIXTEEN(HIGH, 224), SIXTEEN(HIGH, 240),
};
/* clang-format on */

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

static int join_lone_s(char *p, int n)
{
    if (!ends_in_lone_s(p, n))
        return n;
    p[n - 2] = 's';
    return n - 1;
}

static int end_word(char *p, int n)
{
    n = join_lone_s(p, n);
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
    while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '&'))
        n--;
    return join_lone_s(p, n);
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

/* Where letters meet digits a word ends. */
static ByteKind kind_before(const char *p, int n)
{
    if (!n || p[n - 1] == ' ')
        return BLANK;
    if (p[n - 1] == '&')
        return JOIN;
    return is_letter(p[n - 1]) ? LETTER : DIGIT;
}

static int add_byte(char *p, int n, ByteKind kind, char byte)
{
    ByteKind before = kind_before(p, n);
    if (before != kind && (before == LETTER || before == DIGIT))
        n = end_word(p, n);
    p[n++] = byte;
    return n;
}

static int reduce_byte(char *p, int n, ByteInfo info)
{
    switch ((ByteKind)info.kind) {
    case BLANK: return end_word(p, n);
    case JOIN: return join_words(p, n);
    case DROP: return n;
    case DIGIT: return add_byte(p, n, DIGIT, (char)info.small);
    case LETTER:
    case HIGH: break;
    }
    return add_byte(p, n, LETTER, (char)info.small);
}

/* Folded text of any script. */
static int reduce_folded(char *p, Str text)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < text.n && n < REDUCED_MAX - 2; i++) {
        ByteInfo info = infos[(unsigned char)text.p[i]];
        int skip = info.kind == HIGH ? punctuation(text, i) : 0;
        n = skip ? end_word(p, n) : reduce_byte(p, n, info);
        i += skip ? skip - 1 : 0;
    }
    return trim_end(p,
                    n < REDUCED_MAX - 2 ? n : REDUCED_MAX - 2); /* reduced again it is the same */
}

enum { BLOCK = 8, LONE_S_TAIL = ' ' << 8 | 's', READ_MAX = 4 * REDUCED_MAX };

static const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;

/* Copies the letters that a block of ASCII begins with, made small, and returns how many they are.
 * All BLOCK bytes at p are written. Eight bytes at a step: adding a byte's distance from 0x80
 * carries into its high bit where it is that large. */
static int copy_letters(char *p, const char *block)
{
    uint64_t bytes;
    memcpy(&bytes, block, BLOCK);
    uint64_t small = bytes | 0x20 * ones, low = small & ~highs;
    uint64_t from_a = low + (0x80 - 'a') * ones, past_z = low + (0x80 - 'z' - 1) * ones;
    uint64_t others = le64toh(~(from_a & ~past_z & ~bytes) & highs);
    memcpy(p, &small, BLOCK);
    return others ? __builtin_ctzll(others) / 8 : BLOCK;
}

/* ASCII needs no folding. Where words end cannot be foreseen, so the usual bytes are written
 * without a branch: a blank, which stays where letters meet digits, and the byte, which stays
 * unless it is a blank that nothing ends at. -1: the text is not ASCII. A blank stands before p. */
static int reduce_ascii(char *p, Str text)
{
    int n = 0;
    unsigned before = BLANK, tail = 0;
    for (ptrdiff_t i = 0; i < text.n && n < REDUCED_MAX - BLOCK; i++) {
        if (before != DIGIT && i + BLOCK < text.n) {
            int letters = copy_letters(p + n, text.p + i);
            n += letters;
            i += letters;
            before = letters ? LETTER : before;
            tail = (unsigned)(unsigned char)p[n - 2] << 8 | (unsigned char)p[n - 1];
        }
        ByteInfo info = infos[(unsigned char)text.p[i]];
        unsigned kind = info.kind;
        if ((kind > BLANK) | ((tail == LONE_S_TAIL) & (kind != LETTER))) {
            if (kind == HIGH)
                return -1;
            n = reduce_byte(p, n, info);
            before = kind_before(p, n);
        } else {
            p[n] = ' ';
            n += (kind != before) & (kind < BLANK) & (before < BLANK);
            p[n] = (char)info.small;
            n += (kind < BLANK) | (before < BLANK);
            before = kind;
        }
        tail = (unsigned)(unsigned char)p[n - 2] << 8 | (unsigned char)p[n - 1];
    }
    return trim_end(p, n);
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
    char *p = out->padded + REDUCED_FRONT;
    if (text.n > READ_MAX)
        text.n = READ_MAX;
    memset(out->padded, ' ', REDUCED_FRONT);
    out->n = reduce_ascii(p, text);
    if (out->n < 0) {
        ArenaMark mark = arena_mark(scratch);
        out->n = reduce_folded(p, text_fold(scratch, text));
        out->n = trim_end(p, whole_characters(p, out->n));
        arena_reset(scratch, mark);
    }
    memset(p + out->n, ' ', REDUCED_PAD);
}

Str reduce(Arena *mem, Str text)
{
    Reduced r;
    reduce_into(&r, mem, text);
    return str_copy(mem, reduced_str(&r));
}

bool reduced_boundary(unsigned char before, unsigned char after)
{
    if (before == ' ' || after == ' ' || before == '&' || after == '&')
        return true;
    return before >= 0x80 && after >= 0xE3;
}
