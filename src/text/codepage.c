/* Character sets of text files: guessing and decoding. */
#include "text/codepage.h"

#include "text/codepage_table.h"
#include "text/utf8.h"

#include <assert.h>
#include <iconv.h>
#include <pthread.h>
#include <string.h>

enum {
    SAMPLE_BYTES = 1 << 16, /* enough words for any guess, little enough for 30 tries */
    CONTEXT = 24,           /* bytes kept before one above 127 */
    CONTEXT_AFTER = 8 * CONTEXT
};

static const Str multi_names[ENCODING_TABLE] = {
    S_INIT("UTF-8"),    S_INIT("UTF-16LE"), S_INIT("UTF-16BE"), S_INIT("UTF-32LE"),
    S_INIT("UTF-32BE"), S_INIT("GB18030"),  S_INIT("CP932"),    S_INIT("BIG5"),
    S_INIT("CP949"),    S_INIT("EUC-JP"),
};

Str codepage_name(int encoding)
{
    assert(encoding >= 0 && encoding < ENCODING_TABLE + CODEPAGE_TABLES);
    if (encoding >= ENCODING_TABLE)
        return codepage_tables[encoding - ENCODING_TABLE].name;
    return encoding == ENCODING_SHIFT_JIS ? S("Shift_JIS")
           : encoding == ENCODING_EUC_KR  ? S("EUC-KR")
                                          : multi_names[encoding];
}

/* Names of files for encodings, without signs and in lower case, beside codepage_name's own. */
static const struct {
    Str name, ours;
} aliases[] = {
    { S_INIT("ascii"), S_INIT("UTF-8") },
    { S_INIT("usascii"), S_INIT("UTF-8") },
    { S_INIT("unicode"), S_INIT("UTF-8") },
    { S_INIT("utf16"), S_INIT("UTF-16LE") },
    { S_INIT("ucs2"), S_INIT("UTF-16LE") },
    { S_INIT("utf32"), S_INIT("UTF-32LE") },
    { S_INIT("ansi"), S_INIT("windows-1252") },
    { S_INIT("latin1"), S_INIT("windows-1252") },
    { S_INIT("iso88591"), S_INIT("windows-1252") },
    { S_INIT("latin2"), S_INIT("ISO-8859-2") },
    { S_INIT("latin5"), S_INIT("windows-1254") },
    { S_INIT("iso88599"), S_INIT("windows-1254") },
    { S_INIT("iso88598"), S_INIT("windows-1255") },
    { S_INIT("iso885911"), S_INIT("windows-874") },
    { S_INIT("tis620"), S_INIT("windows-874") },
    { S_INIT("latin9"), S_INIT("ISO-8859-15") },
    { S_INIT("macroman"), S_INIT("macintosh") },
    { S_INIT("gbk"), S_INIT("GB18030") },
    { S_INIT("gb2312"), S_INIT("GB18030") },
    { S_INIT("936"), S_INIT("GB18030") },
    { S_INIT("sjis"), S_INIT("Shift_JIS") },
    { S_INIT("windows31j"), S_INIT("Shift_JIS") },
    { S_INIT("932"), S_INIT("Shift_JIS") },
    { S_INIT("950"), S_INIT("BIG5") },
    { S_INIT("949"), S_INIT("EUC-KR") },
    { S_INIT("ksc56011987"), S_INIT("EUC-KR") },
};

/* Letters and digits of a name in lower case, without what stands before a code page's number. */
static Str plain_name(Str name, char out[24])
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < name.n && n < 24; i++) {
        char ch = name.p[i];
        if (ch >= 'A' && ch <= 'Z')
            ch = (char)(ch - 'A' + 'a');
        if ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9'))
            out[n++] = ch;
    }
    static const Str before[] = { S_INIT("windows"), S_INIT("cp"), S_INIT("ibm"), S_INIT("x") };
    Str s = str_n(out, n);
    for (ptrdiff_t i = 0; i < COUNT(before); i++)
        if (str_starts(s, before[i]) && s.n > before[i].n && s.p[before[i].n] <= '9')
            return str_part(s, before[i].n, s.n);
    return s;
}

int codepage_find(Str name)
{
    char own[24], other[24];
    Str plain = plain_name(name, own);
    for (ptrdiff_t i = 0; i < COUNT(aliases); i++)
        if (str_eq(plain, aliases[i].name))
            plain = plain_name(aliases[i].ours, own);
    for (int e = 0; plain.n && e < ENCODING_TABLE + CODEPAGE_TABLES; e++)
        if (str_eq(plain, plain_name(codepage_name(e), other)))
            return e;
    return -1;
}

const uint16_t *codepage_upper(int encoding)
{
    return encoding >= ENCODING_TABLE ? codepage_tables[encoding - ENCODING_TABLE].upper : NULL;
}

/* Converters by iconv, one set a process; a lock because they keep state between calls. */
static pthread_mutex_t converters_lock = PTHREAD_MUTEX_INITIALIZER;
static iconv_t converters[ENCODING_TABLE];
static bool converters_open;

static void open_converters(void)
{
    if (converters_open)
        return;
    for (int e = ENCODING_GB18030; e < ENCODING_TABLE; e++) {
        char name[16] = { 0 };
        memcpy(name, multi_names[e].p, (size_t)multi_names[e].n);
        converters[e] = iconv_open("UTF-8", name);
    }
    converters_open = true;
}

void codepage_prepare(void)
{
    pthread_mutex_lock(&converters_lock);
    open_converters();
    pthread_mutex_unlock(&converters_lock);
}

static ptrdiff_t put_replacement(char *out)
{
    return utf8_encode(UTF8_REPLACEMENT, out);
}

static Str decode_by_iconv(Arena *mem, int encoding, Str bytes, int64_t *bad)
{
    char *out = arena_alloc(mem, (size_t)bytes.n * 4 + 8), *to = out, *from = (char *)bytes.p;
    size_t left = (size_t)bytes.n, room = (size_t)bytes.n * 4 + 8;
    pthread_mutex_lock(&converters_lock);
    open_converters();
    iconv_t converter = converters[encoding];
    if (converter == (iconv_t)-1) {
        pthread_mutex_unlock(&converters_lock);
        *bad += 1;
        return utf8_repair(mem, bytes);
    }
    iconv(converter, NULL, NULL, NULL, NULL);
    while (left > 0 && iconv(converter, &from, &left, &to, &room) == (size_t)-1) {
        *bad += 1;
        ptrdiff_t n = put_replacement(to);
        to += n;
        room -= (size_t)n;
        from++;
        left--;
    }
    pthread_mutex_unlock(&converters_lock);
    return str_n(out, to - out);
}

static Str decode_by_table(Arena *mem, const uint16_t upper[128], Str bytes, int64_t *bad)
{
    char *out = arena_alloc(mem, (size_t)bytes.n * 3);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < bytes.n; i++) {
        unsigned char byte = (unsigned char)bytes.p[i];
        if (byte < 0x80) {
            out[n++] = (char)byte;
            continue;
        }
        uint16_t code = upper[byte - 0x80];
        *bad += code == 0;
        n += utf8_encode(code ? code : UTF8_REPLACEMENT, out + n);
    }
    return str_n(out, n);
}

static uint32_t unit_at(const char *p, int width, bool big)
{
    const unsigned char *b = (const unsigned char *)p;
    uint32_t v = 0;
    for (int i = 0; i < width; i++)
        v |= (uint32_t)b[i] << (8 * (big ? width - 1 - i : i));
    return v;
}

static Str decode_wide(Arena *mem, int encoding, Str bytes, int64_t *bad)
{
    int width = encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE ? 2 : 4;
    bool big = encoding == ENCODING_UTF16BE || encoding == ENCODING_UTF32BE;
    char *out = arena_alloc(mem, (size_t)(bytes.n / width + 1) * 4);
    ptrdiff_t n = 0, i = 0;
    for (; i + width <= bytes.n; i += width) {
        uint32_t v = unit_at(bytes.p + i, width, big);
        bool high = v >= 0xD800 && v < 0xDC00;
        if (width == 2 && high && i + 4 <= bytes.n) {
            uint32_t low = unit_at(bytes.p + i + 2, 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                v = 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        bool fine = v < 0xD800 || (v >= 0xE000 && v <= 0x10FFFF);
        *bad += !fine;
        n += utf8_encode(fine ? (int32_t)v : UTF8_REPLACEMENT, out + n);
    }
    *bad += i < bytes.n;
    return str_n(out, n);
}

static bool is_ascii(Str s)
{
    ptrdiff_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t word;
        memcpy(&word, s.p + i, 8);
        if (word & 0x8080808080808080u)
            return false;
    }
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] & 0x80)
            return false;
    return true;
}

Str codepage_decode(Arena *mem, int encoding, Str bytes, int64_t *bad)
{
    int64_t ignored = 0;
    bad = bad ? bad : &ignored;
    if (encoding >= ENCODING_UTF16LE && encoding <= ENCODING_UTF32BE)
        return decode_wide(mem, encoding, bytes, bad);
    if (is_ascii(bytes))
        return bytes;
    if (encoding >= ENCODING_TABLE)
        return decode_by_table(mem, codepage_tables[encoding - ENCODING_TABLE].upper, bytes, bad);
    if (encoding != ENCODING_UTF8)
        return decode_by_iconv(mem, encoding, bytes, bad);
    if (utf8_valid(bytes))
        return bytes;
    *bad += 1;
    return utf8_repair(mem, bytes);
}

/* Guessing compares every character under some thirty code pages: fuzzers would see little else. */
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

typedef enum { OTHER, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, EAST_ASIAN, THAI } Script;

static Script script_of(int32_t ch)
{
    if (ch < 0x80)
        return (ch | 32) >= 'a' && (ch | 32) <= 'z' ? LATIN : OTHER;
    if (ch >= 0xC0 && ch < 0x250)
        return ch == 0xD7 || ch == 0xF7 ? OTHER : LATIN;
    if (ch >= 0x386 && ch < 0x400)
        return GREEK;
    if (ch >= 0x400 && ch < 0x530)
        return CYRILLIC;
    if (ch >= 0x5D0 && ch <= 0x5EA)
        return HEBREW;
    if (ch >= 0x620 && ch < 0x700)
        return ARABIC;
    if (ch >= 0xE01 && ch < 0xE60)
        return THAI;
    bool asian = (ch >= 0x3041 && ch < 0x3100) || (ch >= 0x4E00 && ch < 0xA000) ||
                 (ch >= 0xAC00 && ch < 0xD7A4);
    return asian || (ch >= 0xFF10 && ch < 0xFF9F) ? EAST_ASIAN : OTHER;
}

/* 1 small, 2 capital, 0 neither or not known. */
static int case_of(int32_t ch)
{
    if (ch < 0x80)
        return ch >= 'a' && ch <= 'z' ? 1 : ch >= 'A' && ch <= 'Z' ? 2 : 0;
    if (ch >= 0xC0 && ch <= 0xFF)
        return ch >= 0xDF ? 1 : 2;
    if (ch >= 0x139 && ch <= 0x148)
        return ch % 2 ? 2 : 1;
    if (ch >= 0x179 && ch <= 0x17E)
        return ch % 2 ? 2 : 1;
    if (ch >= 0x100 && ch < 0x180)
        return ch == 0x178 ? 2 : ch % 2 ? 1 : 2;
    if (ch >= 0x391 && ch <= 0x3CE)
        return ch >= 0x3AC ? 1 : 2;
    if (ch >= 0x400 && ch <= 0x45F)
        return ch >= 0x430 ? 1 : 2;
    return 0;
}

/* Letters that the languages of the table's place use; the others of its letters are rare there.
 * Looked up for every letter under every code page, so they are a table, made once. */
enum { USUAL_FROM = 0xC0, USUAL_TO = 0x250 };
static pthread_once_t usual_once = PTHREAD_ONCE_INIT;
static bool usual_letters[USUAL_TO - USUAL_FROM];

static void make_usual(void)
{
    static const char letters[] =
        "äöüßÄÖÜéèêëàâçîïôûùœÉÈÀÇñáíóúÑÁÍÓÚãõÃÕåøæÅØÆòìąćęłńśźżŁŚŻŹĆĄĘáčďěňřšťůýžŠČŘŽĎŇŤ"
        "őűŐŰăâîșțşţğıİŞĞĽľĺŕôĐđāēģīķļņūēĀĒĪŪĶĻŅėįųĖŲÝÚ";
    Str all = str_n(letters, (ptrdiff_t)sizeof letters - 1);
    for (ptrdiff_t i = 0; i < all.n;)
        usual_letters[utf8_next(all, &i) - USUAL_FROM] = true;
}

static bool is_usual(int32_t ch)
{
    return ch >= USUAL_FROM && ch < USUAL_TO && usual_letters[ch - USUAL_FROM];
}

static bool is_number(int32_t ch)
{
    return ch >= '0' && ch <= '9';
}

static int score_sign(int32_t before, int32_t ch, int32_t after)
{
    bool in_word = script_of(before) != OTHER && script_of(after) != OTHER;
    if (ch == 0x2019 || ch == 0xB7)
        return in_word ? 3 : 0;
    if (ch == 0xA0)
        return before >= '0' && before <= '9' ? 3 : 0;
    if (ch == 0x20AC || ch == 0xA3)
        return in_word ? -6 : is_number(before) || is_number(after) ? 8 : 2;
    if (ch == 0x2013 || ch == 0x2014 || ch == 0x2026 || (ch >= 0x2018 && ch <= 0x201E))
        return in_word ? -4 : 1;
    if (ch >= 0x2500 && ch < 0x2600)
        return -8;
    if (ch == 0xA7 || ch == 0xB0 || ch == 0xBA || ch == 0xAA || ch == 0x2116 || ch == 0xAB ||
        ch == 0xBB)
        return in_word ? -3 : 0;
    return in_word ? -8 : -3;
}

static bool is_vowel(int32_t ch)
{
    return ch < 0x80 && ch > 0x40 && strchr("aeiouAEIOU", (int)ch) != NULL;
}

static int score_letter(int32_t before, int32_t ch, int32_t after)
{
    Script own = script_of(ch), left = script_of(before), right = script_of(after);
    int score = left == own || right == own ? 3 : 0;
    if ((left != OTHER && left != own) || (right != OTHER && right != own))
        score -= 8;
    if (left == OTHER && right == OTHER && (is_number(before) || is_number(after)))
        score -= 6;
    /* In western tongues è does not stand between vowels, nor ë behind a consonant; where it would,
       it is č or ė of another code page. */
    if ((ch == 0xE8 && is_vowel(before) && is_vowel(after)) ||
        (ch == 0xEB && left == LATIN && !is_vowel(before)))
        score -= 4;
    int c = case_of(ch), b = case_of(before), a = case_of(after);
    if (left == own && b == 1 && c == 2)
        score -= 7;
    if (left == own && right == own && b == 2 && c == 1 && a == 2)
        score -= 5;
    if (own == LATIN)
        score += is_usual(ch) ? 2 : -2;
    else if (own == GREEK || own == HEBREW || own == ARABIC || own == CYRILLIC)
        score += (left == own || right == own) && (own != CYRILLIC || (ch >= 0x410 && ch <= 0x451))
                     ? 2
                     : 0;
    return score;
}

/* How well a decoded sample reads as text of bank files. */
static int64_t score_text(Str text, KnownWord known, void *state)
{
    int64_t score = 0;
    int32_t before = ' ', ch = ' ';
    ptrdiff_t word = -1;
    bool high = false;
    for (ptrdiff_t i = 0; i <= text.n;) {
        ptrdiff_t at = i;
        int32_t after = i < text.n ? utf8_next(text, &i) : (i++, ' ');
        if (ch >= 0x80)
            score += ch == UTF8_REPLACEMENT || ch < 0xA0 ? -30
                     : script_of(ch) == OTHER            ? score_sign(before, ch, after)
                                                         : score_letter(before, ch, after);
        bool letter = script_of(after) != OTHER;
        if (letter && word < 0) {
            word = at;
            high = false;
        }
        high |= letter && after >= 0x80;
        if (!letter && word >= 0) {
            if (high && known && known(state, str_part(text, word, at)))
                score += 25;
            word = -1;
        }
        before = ch;
        ch = after;
    }
    return score;
}

/* The places around bytes above 127, with a line end between them. */
static Str high_sample(Arena *mem, Str bytes)
{
    Buf b = buf_new(mem, SAMPLE_BYTES);
    ptrdiff_t done = 0;
    for (ptrdiff_t i = 0; i < bytes.n && b.n < SAMPLE_BYTES - 4 * CONTEXT; i++) {
        if (!((unsigned char)bytes.p[i] & 0x80))
            continue;
        ptrdiff_t from = i - CONTEXT > done ? i - CONTEXT : done, to = i + 1;
        while (to < bytes.n && to < i + CONTEXT_AFTER && bytes.p[to] != '\n' && bytes.p[to] != '\r')
            to++;
        buf_add(&b, str_part(bytes, from, to));
        buf_char(&b, '\n');
        done = to;
        i = to - 1;
    }
    return buf_str(&b);
}

static bool is_asian(int32_t ch)
{
    return script_of(ch) == EAST_ASIAN || (ch >= 0x3000 && ch < 0x3041) ||
           (ch >= 0xFF00 && ch < 0xFFF0);
}

static bool is_ascii_letter(int32_t ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* Characters of the multi-byte sets score by what they are: common ones only. One alone inside a
 * word of Latin letters is more likely an umlaut and the letter behind it. */
static int64_t score_asian(Str text, int64_t bad, int64_t high_bytes)
{
    int64_t good = 0, odd = 0;
    int32_t before = 0;
    for (ptrdiff_t i = 0; i < text.n;) {
        int32_t ch = utf8_next(text, &i);
        ptrdiff_t ahead = i;
        int32_t after = i < text.n ? utf8_next(text, &ahead) : 0;
        bool alone = is_ascii_letter(before) && (is_ascii_letter(after) || !is_asian(after));
        before = ch;
        if (ch < 0x80)
            continue;
        bool usual = is_asian(ch) && !alone;
        good += usual;
        odd += !usual || (ch >= 0xFF61 && ch < 0xFFA0);
    }
    return bad * 50 > high_bytes ? INT32_MIN : good * 9 - odd * 12 - bad * 40;
}

typedef struct {
    int encoding;
    int64_t score, second;
} Guess;

static void consider(Guess *g, int encoding, int64_t score)
{
    if (score > g->score) {
        g->second = g->score;
        g->score = score;
        g->encoding = encoding;
    } else if (score > g->second) {
        g->second = score;
    }
}

/* Two-byte characters from the rows that hold rare ones: Chinese and Korean text seldom has them,
 * and Japanese misread as either is full of them. */
static int64_t rare_pairs(int encoding, Str sample)
{
    int64_t n = 0;
    if (encoding != ENCODING_GB18030 && encoding != ENCODING_EUC_KR)
        return 0;
    for (ptrdiff_t i = 0; i + 1 < sample.n; i++) {
        unsigned char lead = (unsigned char)sample.p[i];
        if (lead < 0x81)
            continue;
        n += lead < 0xA1 || (lead >= 0xAA && lead < 0xB0);
        i++;
    }
    return n;
}

static Guess guess_code_page(Arena *mem, Str sample, KnownWord known, void *state)
{
    Guess g = { ENCODING_TABLE, INT32_MIN, INT32_MIN };
    int64_t high_bytes = 0;
    pthread_once(&usual_once, make_usual);
    for (ptrdiff_t i = 0; i < sample.n; i++)
        high_bytes += ((unsigned char)sample.p[i] & 0x80) != 0;
    for (int e = ENCODING_GB18030; e < ENCODING_TABLE + CODEPAGE_TABLES; e++) {
        ArenaMark mark = arena_mark(mem);
        int64_t bad = 0;
        Str text = codepage_decode(mem, e, sample, &bad);
        int64_t score = score_text(text, known, state);
        if (e < ENCODING_TABLE)
            score = score_asian(text, bad, high_bytes) + (known ? score / 4 : 0) -
                    12 * rare_pairs(e, sample);
        consider(&g, e, score);
        arena_reset(mem, mark);
    }
    return g;
}

/* UTF-16 and UTF-32 without a mark: text is mostly ASCII, so zero bytes stand on one side. */
static int wide_by_zeros(Str bytes)
{
    ptrdiff_t zero[4] = { 0 }, n = bytes.n < 4096 ? bytes.n : 4096;
    for (ptrdiff_t i = 0; i < n; i++)
        zero[i & 3] += bytes.p[i] == 0;
    ptrdiff_t quarter = n / 4, even = zero[0] + zero[2], odd = zero[1] + zero[3];
    if (quarter < 4)
        return -1;
    if (zero[1] > quarter * 9 / 10 && zero[2] > quarter * 9 / 10 && zero[3] > quarter * 9 / 10)
        return ENCODING_UTF32LE;
    if (zero[0] > quarter * 9 / 10 && zero[1] > quarter * 9 / 10 && zero[2] > quarter * 9 / 10)
        return ENCODING_UTF32BE;
    if (odd > quarter && even * 8 < odd)
        return ENCODING_UTF16LE;
    if (even > quarter && odd * 8 < even)
        return ENCODING_UTF16BE;
    return -1;
}

static bool by_mark(Str b, TextEncoding *t)
{
    static const struct {
        const char *mark;
        int n, encoding;
    } marks[] = {
        { "\xEF\xBB\xBF", 3, ENCODING_UTF8 },    { "\xFF\xFE\0\0", 4, ENCODING_UTF32LE },
        { "\0\0\xFE\xFF", 4, ENCODING_UTF32BE }, { "\xFF\xFE", 2, ENCODING_UTF16LE },
        { "\xFE\xFF", 2, ENCODING_UTF16BE },
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (b.n >= marks[i].n && !memcmp(b.p, marks[i].mark, (size_t)marks[i].n)) {
            t->encoding = marks[i].encoding;
            t->mark_bytes = marks[i].n;
            return true;
        }
    return false;
}

/* Counts well-formed and ill-formed places above 127, up to a number that decides. */
static void count_utf8(Str bytes, int64_t *good, int64_t *ill)
{
    for (ptrdiff_t i = 0; i < bytes.n && *good + *ill < 100000;) {
        if (!((unsigned char)bytes.p[i] & 0x80)) {
            i++;
            continue;
        }
        *(utf8_next(bytes, &i) < 0 ? ill : good) += 1;
    }
}

TextEncoding codepage_detect(Arena *mem, Str bytes, KnownWord known, void *state)
{
    TextEncoding t = { .encoding = ENCODING_UTF8, .bad_encoding = -1, .certain = true };
    if (bytes.n == 0)
        return t;
    if (by_mark(bytes, &t) && t.encoding != ENCODING_UTF8)
        return t;
    t.has_zero = memchr(bytes.p, 0, (size_t)bytes.n) != NULL;
    int wide = t.has_zero && !t.mark_bytes ? wide_by_zeros(bytes) : -1;
    if (wide >= 0) {
        t.encoding = wide;
        t.has_zero = false;
        return t;
    }
    if (utf8_valid(bytes))
        return t;
    int64_t good = 0, ill = 0;
    count_utf8(bytes, &good, &ill);
    Guess g = guess_code_page(mem, high_sample(mem, bytes), known, state);
    if (t.mark_bytes || good >= ill) {
        t.bad_encoding = g.encoding >= ENCODING_TABLE ? g.encoding : ENCODING_TABLE;
        return t;
    }
    t.encoding = g.encoding;
    t.certain = g.score > g.second;
    return t;
}

#ifdef __clang__
#pragma clang attribute pop
#endif

Str codepage_text(Arena *mem, Str bytes, TextEncoding *found)
{
    *found = codepage_detect(mem, bytes, NULL, NULL);
    int encoding = found->bad_encoding >= 0 ? found->bad_encoding : found->encoding;
    return codepage_decode(mem, encoding, str_part(bytes, found->mark_bytes, bytes.n), NULL);
}
