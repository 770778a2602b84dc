/* SWIFT statements: fields become messages with account and balances. */
#include "format/mt940_parts.h"

#include "value/currency.h"
#include "value/iban.h"

bool mt_tag_is(const MtField *f, const char *tag)
{
    return str_eq(f->tag, str_of(tag));
}

bool mt_is_balance(const MtField *f)
{
    return mt_tag_is(f, "60F") || mt_tag_is(f, "60M") || mt_tag_is(f, "62F") || mt_tag_is(f, "62M");
}

Str mt_first_line(Str text)
{
    return str_trim(str_cut(&text, '\n'));
}

/* The account of field 25 without a currency behind it, which goes to *currency. */
static Str account_of(Arena *mem, Str text, Str *currency)
{
    Str s = mt_first_line(text);
    if (s.n > 5 && currency_find(str_part(s, s.n - 3, s.n)) && s.p[s.n - 4] <= '9') {
        *currency = str_part(s, s.n - 3, s.n);
        s = str_trim(str_part(s, 0, s.n - 3));
        while (s.n && (s.p[s.n - 1] == '/' || s.p[s.n - 1] == '-'))
            s.n--;
    }
    Str iban;
    ptrdiff_t slash = str_find_char(s, '/', 0); /* a bank code may stand before it */
    if (iban_parse(mem, str_part(s, slash + 1, s.n), &iban) == IBAN_OK)
        return iban;
    return s;
}

/* The bank's code in a block header: F01INGBNL2AXXXX0000000000. */
static Str bank_of(Str block)
{
    Str code = str_part(block, 3, 11);
    for (ptrdiff_t i = 0; i < code.n; i++)
        if ((code.p[i] < 'A' || code.p[i] > 'Z') && (i < 6 || code.p[i] < '0' || code.p[i] > '9'))
            return (Str){ 0 };
    return code.n == 8 ? code : (Str){ 0 };
}

/* The currency of 34F (EUR0, EURD0,) and 90D (2EUR10,). */
static Str currency_in(Str text)
{
    for (ptrdiff_t i = 0; i + 3 <= text.n && i < 8; i++) {
        Currency named = currency_find(str_part(text, i, i + 3));
        if (named)
            return currency_code(named);
    }
    return (Str){ 0 };
}

static void take_header(Arena *mem, MtMessage *m, const MtField *f)
{
    bool page = f->tag.n == 3 && f->tag.p[2] == 'M';
    if (mt_tag_is(f, "25") || mt_tag_is(f, "25P")) {
        m->account = account_of(mem, f->text, &m->currency);
    } else if (mt_tag_is(f, "34F") || mt_tag_is(f, "90D") || mt_tag_is(f, "90C")) {
        m->interim |= mt_tag_is(f, "34F");
        if (!m->currency.n)
            m->currency = currency_in(f->text);
    } else if (mt_tag_is(f, "60F") || mt_tag_is(f, "60M")) {
        m->opens = true;
        m->page_opens = page;
        mt_balance(mem, f->text, &m->opening);
    } else if (mt_tag_is(f, "62F") || mt_tag_is(f, "62M")) {
        m->closes = true;
        m->page_closes = page;
        mt_balance(mem, f->text, &m->closing);
    }
    Str stated = m->opening.currency.n ? m->opening.currency : m->closing.currency;
    if (stated.n)
        m->currency = stated;
}

static MtMessage *add_message(Arena *mem, MtMessages *out, const MtFields *fields, ptrdiff_t at)
{
    if ((out->n & (out->n - 1)) == 0)
        out->messages = arena_grow(mem, out->messages, (size_t)out->n * sizeof(MtMessage),
                                   (size_t)(out->n ? 2 * out->n : 1) * sizeof(MtMessage));
    MtMessage *m = &out->messages[out->n++];
    *m = (MtMessage){ .from = at, .to = at, .line = fields->fields[at].line };
    return m;
}

/* Whether a field begins a message: 20, or what can stand only once in the one before. */
static bool begins(const MtMessage *m, const MtField *f)
{
    if (!m || mt_tag_is(f, "20"))
        return true;
    return (mt_tag_is(f, "25") && (m->closes || m->opens)) ||
           ((mt_tag_is(f, "60F") || mt_tag_is(f, "60M")) && (m->closes || m->opens));
}

static MtMessages all_messages(Arena *mem, const MtFields *fields)
{
    MtMessages out = { 0 };
    MtMessage *m = NULL;
    Str bank = { 0 };
    bool interim = false;
    for (ptrdiff_t i = 0; i < fields->n; i++) {
        const MtField *f = &fields->fields[i];
        if (mt_tag_is(f, "1")) {
            bank = bank_of(f->text);
            interim = false;
            m = NULL;
        } else if (mt_tag_is(f, "2") ||
                   (f->tag.n == 3 && f->tag.p[0] == '9' && f->tag.p[2] < 'A')) {
            interim = mt_tag_is(f, "942") || str_starts(f->text, S("O942")) ||
                      str_starts(f->text, S("I942"));
            m = NULL;
        } else {
            const MtMessage *before = out.n ? &out.messages[out.n - 1] : NULL;
            bool new = begins(m, f);
            Str account = new &&before && !mt_tag_is(f, "20") && m ? before->account : (Str){ 0 };
            if (new) {
                m = add_message(mem, &out, fields, i);
                m->account = account;
                m->bank = bank;
                m->interim = interim;
            }
            m->to = i + 1;
            take_header(mem, m, f);
        }
    }
    return out;
}

static bool has_content(const MtFields *fields, const MtMessage *m)
{
    for (ptrdiff_t i = m->from; i < m->to; i++)
        if (mt_is_balance(&fields->fields[i]) || mt_tag_is(&fields->fields[i], "61") ||
            mt_tag_is(&fields->fields[i], "25") || mt_tag_is(&fields->fields[i], "25P"))
            return true;
    return false;
}

MtMessages mt_messages(Arena *mem, const MtFields *fields)
{
    MtMessages all = all_messages(mem, fields);
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < all.n; i++)
        if (has_content(fields, &all.messages[i]))
            all.messages[kept++] = all.messages[i];
    all.n = kept;
    return all;
}

bool mt_follows(const MtMessage *a, const MtMessage *b)
{
    if (!str_eq(a->account, b->account) || !str_eq(a->currency, b->currency) ||
        a->interim != b->interim)
        return false;
    if (a->interim && !a->closes && !b->opens)
        return true;
    return b->closes && a->closing.amount.given && b->opening.amount.given &&
           decimal_compare(a->closing.amount.value, b->opening.amount.value) == 0 &&
           b->opening.date >= a->opening.date;
}
