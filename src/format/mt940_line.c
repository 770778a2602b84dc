/* Fields of SWIFT statements: the division into fields, balances and movements. */
#include "format/mt940_parts.h"

#include "statement/sum.h"
#include "value/currency.h"

static const Str known_tags[] = {
    S_INIT("12"),  S_INIT("13"),  S_INIT("13D"), S_INIT("20"),  S_INIT("21"),  S_INIT("25"),
    S_INIT("25P"), S_INIT("28"),  S_INIT("28C"), S_INIT("34F"), S_INIT("60F"), S_INIT("60M"),
    S_INIT("61"),  S_INIT("62F"), S_INIT("62M"), S_INIT("64"),  S_INIT("65"),  S_INIT("65F"),
    S_INIT("79"),  S_INIT("86"),  S_INIT("90C"), S_INIT("90D"), S_INIT("940"), S_INIT("941"),
    S_INIT("942"), S_INIT("950"), S_INIT("NS"),
};

/* The next line without its end, whichever of the three it is. */
static Str next_line(Str text, ptrdiff_t *at)
{
    ptrdiff_t from = *at, to = from;
    while (to < text.n && text.p[to] != '\n' && text.p[to] != '\r')
        to++;
    *at = to;
    if (*at < text.n && text.p[*at] == '\r')
        (*at)++;
    if (*at < text.n && text.p[*at] == '\n')
        (*at)++;
    return str_part(text, from, to);
}

static Str without_marks(Str line)
{
    while (line.n && ((unsigned char)line.p[0] <= 32 || line.p[0] == '$'))
        line = str_part(line, 1, line.n);
    return line;
}

/* The known tag that the line begins with; *rest is what follows it. */
static Str tag_of(Str line, Str *rest)
{
    line = without_marks(line);
    ptrdiff_t colon = line.n > 3 && line.p[0] == ':' ? str_find_char(line, ':', 1) : -1;
    if (colon < 3 || colon > 4)
        return (Str){ 0 };
    Str tag = str_part(line, 1, colon);
    *rest = str_part(line, colon + 1, line.n);
    for (ptrdiff_t i = 0; i < COUNT(known_tags); i++)
        if (str_eq_nocase(tag, known_tags[i]))
            return known_tags[i];
    return (Str){ 0 };
}

/* Whether a line with a hyphen before `at` ends the message: no field of it follows. *to is where
 * the line begins that decides it, for all lines before. */
static bool ends_message(Str text, ptrdiff_t at, ptrdiff_t *to)
{
    while (at < text.n) {
        *to = at;
        Str rest, line = next_line(text, &at), tag = tag_of(line, &rest);
        if (tag.n)
            return str_eq(tag, S("20")) || (tag.n == 3 && tag.p[0] == '9' && tag.p[2] < 'A');
        line = without_marks(line);
        if (line.n && line.p[0] == '{')
            return true;
    }
    *to = text.n;
    return true;
}

typedef struct {
    Arena *mem;
    MtFields out;
    ptrdiff_t room;
    bool open; /* lines go to the last field */
    bool ends; /* a hyphen ends the message, on every line before: */
    ptrdiff_t ends_before;
} Fields;

static bool hyphen_ends(Fields *f, Str text, ptrdiff_t next)
{
    if (next > f->ends_before)
        f->ends = ends_message(text, next, &f->ends_before);
    return f->ends;
}

static void add_field(Fields *f, Str tag, Str text, int64_t line)
{
    if (f->out.n == f->room) {
        ptrdiff_t room = f->room ? 2 * f->room : 64;
        f->out.fields = arena_grow(f->mem, f->out.fields, (size_t)f->room * sizeof(MtField),
                                   (size_t)room * sizeof(MtField));
        f->room = room;
    }
    f->out.fields[f->out.n++] = (MtField){ tag, text, line };
    f->open = true;
}

/* The blocks of the network: {1:F01BANK…}{2:O940…}{4: and what follows it on its line. */
static Str take_blocks(Fields *f, Str line, int64_t number)
{
    static const Str blocks[] = { S_INIT("{1:"), S_INIT("{2:") };
    for (ptrdiff_t i = 0; i < COUNT(blocks); i++) {
        ptrdiff_t at = str_find(line, blocks[i], 0);
        ptrdiff_t end = at < 0 ? -1 : str_find_char(line, '}', at);
        if (at >= 0)
            add_field(f, str_part(blocks[i], 1, 2), str_part(line, at + 3, end < 0 ? line.n : end),
                      number);
    }
    f->open = false;
    ptrdiff_t text = str_find(line, S("{4:"), 0);
    return text < 0 ? (Str){ 0 } : str_part(line, text + 3, line.n);
}

static void take_line(Fields *f, Str text, Str line, ptrdiff_t next, int64_t number)
{
    Str rest, bare = without_marks(line);
    bool hyphen = bare.n && bare.p[0] == '-' && hyphen_ends(f, text, next);
    bool block = str_starts(bare, S("{1:")) || str_starts(bare, S("{2:")) ||
                 str_starts(bare, S("{4:")) || str_starts(bare, S("-}")) ||
                 (hyphen && str_find(bare, S("{1:"), 0) > 0);
    if (block)
        line = take_blocks(f, bare, number);
    else if (hyphen)
        f->open = false;
    Str tag = tag_of(line, &rest);
    if (tag.n) {
        add_field(f, tag, rest, number);
        return;
    }
    if (!f->open || block || hyphen || !f->out.n)
        return;
    MtField *last = &f->out.fields[f->out.n - 1];
    last->text.n = line.p + line.n - last->text.p;
}

MtFields mt_fields(Arena *mem, Str text)
{
    Fields f = { .mem = mem };
    int64_t number = 1;
    for (ptrdiff_t at = 0; at < text.n; number++) {
        Str line = next_line(text, &at);
        take_line(&f, text, line, at, number);
    }
    return f.out;
}

static int digits_at(Str s, ptrdiff_t from)
{
    int n = 0;
    while (from + n < s.n && s.p[from + n] >= '0' && s.p[from + n] <= '9')
        n++;
    return n;
}

/* Whether the sign at `at` stands between thousands: a blank or apostrophe before groups of three
 * digits that a decimal mark follows. */
static bool divides_thousands(Str s, ptrdiff_t at)
{
    if (at == 0 || (s.p[at] != ' ' && s.p[at] != '\''))
        return false;
    ptrdiff_t i = at;
    while (i < s.n && s.p[i] == s.p[at] && digits_at(s, i + 1) == 3)
        i += 4;
    return i > at && i < s.n && (s.p[i] == ',' || s.p[i] == '.');
}

ptrdiff_t mt_amount(Str text, Decimal *out)
{
    char plain[DECIMAL_TEXT_MAX + 40];
    ptrdiff_t i = 0, n = 0, mark = -1;
    for (; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == ',' || ch == '.')
            mark = i;
        else if ((ch < '0' || ch > '9') && !divides_thousands(text, i))
            break;
    }
    ptrdiff_t end = i;
    for (i = 0; i < end; i++) {
        if (n > (ptrdiff_t)sizeof plain - 2)
            return 0;
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            if (n || text.p[i] != '0' || i + 1 == end || i + 1 == mark)
                plain[n++] = text.p[i];
        } else if (i == mark && i + 1 < end) {
            if (!n)
                plain[n++] = '0';
            plain[n++] = '.';
        }
    }
    return n && decimal_parse(str_n(plain, n), out) == NUMBER_OK ? end : 0;
}

static int number_at(Str s, ptrdiff_t from, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++)
        value = value * 10 + (s.p[from + i] - '0');
    return value;
}

static Date date_yymmdd(Str s, ptrdiff_t at)
{
    int year = number_at(s, at, 2);
    return date_of(year < 80 ? 2000 + year : 1900 + year, number_at(s, at + 2, 2),
                   number_at(s, at + 4, 2));
}

static Date date_yyyymmdd(Str s, ptrdiff_t at)
{
    return date_of(number_at(s, at, 4), number_at(s, at + 4, 2), number_at(s, at + 6, 2));
}

/* The day of a month and day nearest to the value date: entries cross the turn of the year. */
static Date entry_day(Date value, int month, int day)
{
    Date best = DATE_NONE;
    for (int year = date_parts(value).year - 1; year <= date_parts(value).year + 1; year++) {
        Date d = date_of(year, month, day);
        int32_t off = d > value ? d - value : value - d;
        int32_t best_off = best > value ? best - value : value - best;
        if (d && (!best || off < best_off))
            best = d;
    }
    return best;
}

/* The dates before the mark: YYMMDD, YYMMDDMMDD, and with years of four digits. */
static ptrdiff_t line_dates(Str s, MtLine *out)
{
    int n = digits_at(s, 0);
    bool long_year = (n == 8 || n == 16) && date_yyyymmdd(s, 0) != DATE_NONE;
    if (n < 6)
        return 0;
    int first = long_year ? 8 : 6;
    out->value = long_year ? date_yyyymmdd(s, 0) : date_yymmdd(s, 0);
    out->date_text = str_part(s, 0, first);
    if (!out->value)
        return 0;
    if (n == 16)
        out->entry = date_yyyymmdd(s, 8);
    else if (n == 12)
        out->entry = date_yymmdd(s, 6);
    else if (n == 10)
        out->entry = entry_day(out->value, number_at(s, 6, 2), number_at(s, 8, 2));
    if (out->entry)
        out->date_text = str_part(s, first, n);
    return n;
}

static bool is_letter(char ch)
{
    return (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
}

static ptrdiff_t skip_blanks(Str s, ptrdiff_t at)
{
    while (at < s.n && s.p[at] == ' ')
        at++;
    return at;
}

static char capital(char ch)
{
    return ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch;
}

/* C, D, RC, RD, EC, ED, then a letter of the currency or the currency itself. The sign, 0 for
 * none. */
static int line_mark(Str s, ptrdiff_t *at, MtLine *out)
{
    ptrdiff_t i = *at;
    char ch = i < s.n ? capital(s.p[i]) : 0, after = i + 1 < s.n ? capital(s.p[i + 1]) : 0;
    if ((ch == 'R' || ch == 'E') && (after == 'C' || after == 'D')) {
        out->reversal = ch == 'R';
        ch = after;
        i++;
    }
    if (ch != 'C' && ch != 'D')
        return 0;
    i = skip_blanks(s, i + 1);
    ptrdiff_t letters = i;
    while (letters < s.n && letters < i + 3 && is_letter(s.p[letters]))
        letters++;
    Currency named = letters == i + 3 ? currency_find(str_part(s, i, letters)) : CURRENCY_NONE;
    if (named)
        out->currency = currency_code(named);
    *at = skip_blanks(s, named ? letters : letters > i ? i + 1 : i);
    int sign = ch == 'C' ? 1 : -1;
    return out->reversal ? -sign : sign;
}

/* The kind of movement and the references behind the amount. */
static void line_references(Str s, MtLine *out)
{
    s = str_part(s, skip_blanks(s, 0), s.n);
    bool plain = s.n >= 4 && !((s.p[1] | s.p[2] | s.p[3]) & 0x80);
    if (plain && (s.p[0] == 'N' || s.p[0] == 'F' || s.p[0] == 'S')) {
        out->type = str_trim(str_part(s, 1, 4));
        s = str_part(s, 4, s.n);
    }
    ptrdiff_t slashes = str_find(s, S("//"), 0);
    out->customer_ref = str_trim(str_part(s, 0, slashes < 0 ? s.n : slashes));
    if (slashes >= 0)
        out->bank_ref = str_trim(str_part(s, slashes + 2, s.n));
    if (mt_no_reference(out->bank_ref))
        out->bank_ref = (Str){ 0 };
}

bool mt_line(Arena *mem, Str text, MtLine *out, const char **why)
{
    *out = (MtLine){ 0 };
    ptrdiff_t end = 0;
    Str line = next_line(text, &end);
    out->more = mt_joined(mem, str_part(text, end, text.n));
    Str s = str_part(line, skip_blanks(line, 0), line.n);
    ptrdiff_t at = line_dates(s, out);
    *why = "its date is none";
    if (!at)
        return false;
    at = skip_blanks(s, at);
    int sign = line_mark(s, &at, out);
    *why = "it is marked neither as credit nor as debit";
    if (!sign)
        return false;
    if (at == s.n && end < text.n) { /* the amount stands on a line of its own */
        ptrdiff_t used = 0;
        Str rest = str_part(text, end, text.n);
        s = str_trim(next_line(rest, &used));
        at = 0;
        out->more = mt_joined(mem, str_part(rest, used, rest.n));
    }
    Decimal amount;
    out->minus = at < s.n && s.p[at] == '-';
    at += out->minus;
    sign = out->minus ? -1 : sign;
    ptrdiff_t n = mt_amount(str_part(s, at, s.n), &amount);
    *why = "its amount cannot be read";
    if (!n)
        return false;
    out->amount_text = str_part(s, at, at + n);
    out->amount = (Figure){ sign < 0 ? decimal_negated(amount) : amount, true };
    line_references(str_part(s, at + n, s.n), out);
    return true;
}

bool mt_balance(Arena *mem, Str text, MtBalance *out)
{
    *out = (MtBalance){ 0 };
    ptrdiff_t end = 0;
    Str s = str_trim(next_line(text, &end));
    char mark = s.n ? capital(s.p[0]) : 0;
    if (mark != 'C' && mark != 'D')
        return false;
    ptrdiff_t at = skip_blanks(s, 1);
    int n = digits_at(s, at);
    bool bare = n > 8; /* the amount without a currency before it */
    n = bare ? 6 : n;
    if (n != 6 && n != 8)
        return false;
    out->date = n == 8 ? date_yyyymmdd(s, at) : date_yymmdd(s, at);
    at = skip_blanks(s, at + n);
    Currency named = currency_find(str_part(s, at, at + 3));
    if ((!named && !bare) || !out->date)
        return false;
    if (named)
        out->currency = str_copy(mem, currency_code(named));
    Decimal amount;
    at = skip_blanks(s, named ? at + 3 : at);
    bool minus = at < s.n && s.p[at] == '-';
    if (!mt_amount(str_part(s, at + minus, s.n), &amount))
        return false;
    out->amount = (Figure){ (mark == 'D') != minus ? decimal_negated(amount) : amount, true };
    return true;
}
