/* SWIFT statements: fields become messages, messages that follow one another a statement. */
#include "format/mt940.h"

#include "format/mt940_parts.h"
#include "statement/build.h"
#include "statement/sum.h"
#include "text/codepage.h"
#include "text/utf8.h"
#include "value/currency.h"
#include "value/iban.h"

#include <stdio.h>

enum { SCRATCH_BYTES = 64 << 20, SCRATCH_KEEP = 16 << 20 };

/* What a message says around its movements. */
typedef struct {
    ptrdiff_t from, to; /* its fields */
    int64_t line;
    Str account, currency, bank;
    MtBalance opening, closing;
    bool opens, closes;           /* the fields are there, readable or not */
    bool page_opens, page_closes; /* 60M, 62M */
    bool interim;                 /* MT942 */
} Message;

typedef struct {
    Build b;
    Ctx *c;
    Arena *scratch;
    ArenaMark scratch_empty;
    TextEncoding encoding;
    MtFields f;
    Message *messages;
    ptrdiff_t n;
} Reader;

static bool tag_is(const MtField *f, const char *tag)
{
    return str_eq(f->tag, str_of(tag));
}

static bool is_balance(const MtField *f)
{
    return tag_is(f, "60F") || tag_is(f, "60M") || tag_is(f, "62F") || tag_is(f, "62M");
}

/* --- messages --- */

static Str first_line(Str text)
{
    return str_trim(str_cut(&text, '\n'));
}

/* The account of field 25 without a currency behind it, which goes to *currency. */
static Str account_of(Arena *mem, Str text, Str *currency)
{
    Str s = first_line(text);
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

static void take_header(Reader *r, Message *m, const MtField *f)
{
    Arena *mem = r->c->mem;
    bool page = f->tag.n == 3 && f->tag.p[2] == 'M';
    if (tag_is(f, "25") || tag_is(f, "25P")) {
        m->account = account_of(mem, f->text, &m->currency);
    } else if (tag_is(f, "34F") || tag_is(f, "90D") || tag_is(f, "90C")) {
        m->interim |= tag_is(f, "34F");
        if (!m->currency.n)
            m->currency = currency_in(f->text);
    } else if (tag_is(f, "60F") || tag_is(f, "60M")) {
        m->opens = true;
        m->page_opens = page;
        mt_balance(mem, f->text, &m->opening);
    } else if (tag_is(f, "62F") || tag_is(f, "62M")) {
        m->closes = true;
        m->page_closes = page;
        mt_balance(mem, f->text, &m->closing);
    }
    Str stated = m->opening.currency.n ? m->opening.currency : m->closing.currency;
    if (stated.n)
        m->currency = stated;
}

static Message *add_message(Reader *r, ptrdiff_t at)
{
    if ((r->n & (r->n - 1)) == 0)
        r->messages = arena_grow(r->c->mem, r->messages, (size_t)r->n * sizeof(Message),
                                 (size_t)(r->n ? 2 * r->n : 1) * sizeof(Message));
    Message *m = &r->messages[r->n++];
    *m = (Message){ .from = at, .to = at, .line = r->f.fields[at].line };
    return m;
}

/* Whether a field begins a message: 20, or what can stand only once in the one before. */
static bool begins(const Message *m, const MtField *f)
{
    if (!m || tag_is(f, "20"))
        return true;
    return (tag_is(f, "25") && (m->closes || m->opens)) ||
           ((tag_is(f, "60F") || tag_is(f, "60M")) && (m->closes || m->opens));
}

static void find_messages(Reader *r)
{
    Message *m = NULL;
    Str bank = { 0 };
    bool interim = false;
    for (ptrdiff_t i = 0; i < r->f.n; i++) {
        const MtField *f = &r->f.fields[i];
        if (tag_is(f, "1")) {
            bank = bank_of(f->text);
            interim = false;
            m = NULL;
        } else if (tag_is(f, "2") || (f->tag.n == 3 && f->tag.p[0] == '9' && f->tag.p[2] < 'A')) {
            interim = tag_is(f, "942") || str_starts(f->text, S("O942")) ||
                      str_starts(f->text, S("I942"));
            m = NULL;
        } else {
            const Message *before = r->n ? &r->messages[r->n - 1] : NULL;
            bool new = begins(m, f);
            Str account = new &&before && !tag_is(f, "20") && m ? before->account : (Str){ 0 };
            if (new) {
                m = add_message(r, i);
                m->account = account;
                m->bank = bank;
                m->interim = interim;
            }
            m->to = i + 1;
            take_header(r, m, f);
        }
    }
}

static bool has_content(const Reader *r, const Message *m)
{
    for (ptrdiff_t i = m->from; i < m->to; i++)
        if (is_balance(&r->f.fields[i]) || tag_is(&r->f.fields[i], "61") ||
            tag_is(&r->f.fields[i], "25") || tag_is(&r->f.fields[i], "25P"))
            return true;
    return false;
}

/* Whether b goes on where a ended. */
static bool follows(const Message *a, const Message *b)
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

/* --- movements --- */

static bool holds(Str text, Str part)
{
    return part.n && str_find(text, part, 0) >= 0;
}

/* OCMT/EUR11,85: what was paid in another currency. */
static void take_original(StatementRow *row, Str text)
{
    Decimal value;
    Currency named = currency_find(str_part(text, 0, 3));
    if (!named || str_eq(currency_code(named), row->currency) ||
        !mt_amount(str_part(text, 3, text.n), &value))
        return;
    row->original_currency = currency_code(named);
    row->original_amount =
        (Figure){ row->amount.value.mantissa < 0 ? decimal_negated(value) : value, true };
}

static Str key_value(Str text, Str key)
{
    ptrdiff_t at = str_find(text, key, 0);
    if (at < 0)
        return (Str){ 0 };
    ptrdiff_t end = str_find_char(text, '/', at + key.n);
    return str_part(text, at + key.n, end < 0 ? text.n : end);
}

/* Account and name where banks put them beside the references: "0121470966      W.P. Jansen". */
static void take_reference(Arena *mem, StatementRow *row, const MtLine *l)
{
    Str ref = l->customer_ref, iban, name = { 0 };
    ptrdiff_t gap = str_find(ref, S("   "), 0);
    if (gap > 0) {
        name = str_trim(str_part(ref, gap, ref.n));
        ref = str_part(ref, 0, gap);
        if (!row->counterparty.n)
            row->counterparty = name;
    }
    if (mt_no_reference(ref))
        ref = (Str){ 0 };
    bool account = iban_parse(mem, ref, &iban) == IBAN_OK;
    if (account && !row->counterparty_account.n)
        row->counterparty_account = iban;
    else if (name.n && ref.n && !row->counterparty_account.n)
        row->counterparty_account = ref;
    else if (!row->reference.n && !account)
        row->reference = ref;
    if (iban_parse(mem, l->more, &iban) == IBAN_OK && !row->counterparty_account.n)
        row->counterparty_account = iban;
    else if (account && l->more.n && !row->counterparty.n)
        row->counterparty = l->more;
}

/* A text without the account and the name of the other side in front of it. */
static Str without_party(Str text, const StatementRow *row)
{
    const Str parts[] = { row->counterparty_account, row->counterparty };
    Str rest = text;
    for (ptrdiff_t i = 0; i < COUNT(parts) && row->counterparty_account.n; i++)
        if (parts[i].n && rest.n > parts[i].n && str_starts(rest, parts[i]) &&
            rest.p[parts[i].n] == ' ')
            rest = str_trim(str_part(rest, parts[i].n, rest.n));
    return rest.n ? rest : text;
}

static Str both(Arena *mem, Str text, Str more)
{
    Buf out = buf_new(mem, text.n + more.n + 1);
    buf_add(&out, text);
    buf_char(&out, ' ');
    buf_add(&out, more);
    return buf_str(&out);
}

static void take_texts(Reader *r, StatementRow *row, const MtLine *l, Str info)
{
    Arena *mem = r->scratch;
    MtInfo i = { 0 };
    if (info.p)
        mt_info(mem, info, &i);
    row->counterparty = i.counterparty;
    row->counterparty_account = i.account;
    row->reference = i.reference;
    take_reference(mem, row, l);
    row->type = i.type.n ? i.type : l->type;
    take_original(row, i.original.n ? i.original : key_value(l->more, S("/OCMT/")));
    bool keyed = l->more.n && l->more.p[0] == '/';
    Str more = keyed || holds(i.description, l->more) ? (Str){ 0 } : l->more;
    Str iban;
    if (more.n && (iban_parse(mem, more, &iban) == IBAN_OK || str_eq(more, row->counterparty)))
        more = (Str){ 0 };
    row->description = without_party(i.description, row);
    if (!row->description.n)
        row->description = more.n                ? more
                           : row->counterparty.n ? row->counterparty
                           : row->reference.n    ? row->reference
                                                 : row->type;
    else if (more.n)
        row->description = both(mem, row->description, more);
    if (!row->reference.n)
        row->reference = i.mandate;
    row->external_id = l->bank_ref;
}

/* What a line of field NS (German banks instead of field 86) is as a numbered subfield of field 86:
 * 01 to 14 the purpose, 15 and 16 the name, 17 the kind; -1 for one that is none of these. */
static int subfield_of_ns(int code)
{
    return code >= 1 && code <= 10    ? 19 + code
           : code >= 11 && code <= 14 ? 49 + code
           : code == 15 || code == 16 ? 17 + code
           : code == 17               ? 0
                                      : -1;
}

static Str info_of_ns(Arena *mem, Str lines)
{
    Buf out = buf_new(mem, 1 << 14);
    while (lines.p) {
        Str line = str_trim(str_cut(&lines, '\n'));
        int64_t code = 0;
        int to = str_int(str_part(line, 0, 2), &code) ? subfield_of_ns((int)code) : -1;
        if (to >= 0 && line.n > 2)
            buf_fmt(&out, "?%02d%.*s", to, STR_ARG(str_part(line, 2, line.n)));
    }
    return out.n ? buf_str(&out) : (Str){ 0 };
}

/* The number of a field 86 that says nothing but the kind, where the next one says it again with
 * its subfields behind. */
static bool is_kind_alone(Str s, Str next)
{
    s = str_trim(s);
    int64_t code = 0;
    return s.n == 3 && str_int(s, &code) && str_starts(next, s) && next.n > 3;
}

/* The text of the fields 86 behind a movement, and how many fields they are. */
static Str info_behind(Reader *r, ptrdiff_t at, ptrdiff_t to, ptrdiff_t *n)
{
    *n = 0;
    if (at < to && tag_is(&r->f.fields[at], "NS") &&
        !(at + 1 < to && tag_is(&r->f.fields[at + 1], "86"))) {
        *n = 1;
        return info_of_ns(r->scratch, r->f.fields[at].text);
    }
    while (at + *n < to && tag_is(&r->f.fields[at + *n], "86"))
        ++*n;
    if (*n == 2 && is_kind_alone(r->f.fields[at].text, r->f.fields[at + 1].text))
        return r->f.fields[at + 1].text;
    if (*n == 0)
        return (Str){ 0 };
    if (*n == 1)
        return r->f.fields[at].text;
    Buf all = buf_new(r->scratch, 1 << 16);
    for (ptrdiff_t i = 0; i < *n; i++) {
        if (i)
            buf_char(&all, '\n');
        buf_add(&all, str_trim(r->f.fields[at + i].text));
    }
    return buf_str(&all);
}

static void take_raw(Reader *r, StatementRow *row, const MtLine *l, const MtField *first,
                     const MtField *last)
{
    if (!r->b.options->with_source)
        return;
    const char *from = first->text.p - first->tag.n - 2;
    Str raw = str_n(from, last->text.p + last->text.n - from);
    row->raw = utf8_cut(raw, LIMIT_ROW_RAW_BYTES);
    build_part(&r->b, row, "date", l->date_text);
    build_part(&r->b, row, "amount", l->amount_text);
    build_part(&r->b, row, "description", row->description);
    build_part(&r->b, row, "counterparty", row->counterparty);
    build_part(&r->b, row, "counterparty_account", row->counterparty_account);
    build_part(&r->b, row, "reference", row->reference);
}

typedef struct {
    ExactSum credits, debits;
    int64_t n_credits, n_debits;
} Counted;

/* One movement and its texts; *n fields were used. */
static bool add_movement(Reader *r, const Message *m, ptrdiff_t at, ptrdiff_t *n, Counted *counted)
{
    const MtField *f = &r->f.fields[at];
    MtLine l;
    const char *why;
    StatementRow own = { .line = f->line };
    if (arena_used(r->scratch) > SCRATCH_KEEP)
        arena_reset(r->scratch, r->scratch_empty);
    Str info = info_behind(r, at + 1, m->to, n);
    ++*n;
    if (!mt_line(r->scratch, f->text, &l, &why)) {
        build_find(&r->b, FINDING_ERROR, f->line, "amount",
                   "Export the statement from the bank again",
                   "The movement \"%.*s\" was left out: %s",
                   STR_ARG(text_shown(first_line(f->text))), why);
        return true;
    }
    own.amount = l.amount;
    own.value_date = l.value;
    own.date = l.entry ? l.entry : l.value;
    own.currency = l.currency.n ? l.currency : m->currency;
    take_texts(r, &own, &l, info);
    take_raw(r, &own, &l, f, &r->f.fields[at + *n - 1]);
    bool credit = l.amount.value.mantissa >= 0;
    total_add(credit ? &counted->credits : &counted->debits, decimal_absolute(l.amount.value));
    *(credit ? &counted->n_credits : &counted->n_debits) += 1;
    StatementRow *row = build_row(&r->b);
    *row = statement_row_copy(r->b.mem, &own);
    return build_add(&r->b, row);
}

/* Fields 90C and 90D: number and sum of credits and debits. */
static void check_total(Reader *r, const MtField *f, int64_t counted, const ExactSum *sum)
{
    Str s = first_line(f->text);
    ptrdiff_t at = 0;
    int64_t count = 0;
    while (at < s.n && at < 9 && s.p[at] >= '0' && s.p[at] <= '9')
        count = count * 10 + (s.p[at++] - '0');
    Decimal stated;
    if (at + 3 >= s.n || !mt_amount(str_part(s, at + 3, s.n), &stated))
        return;
    const char *what = tag_is(f, "90C") ? "credits" : "debits";
    if (count != counted || !total_agrees(sum, stated))
        build_find(&r->b, FINDING_WARNING, f->line, "amount", "Check whether the file is complete",
                   "The message states %lld %s of together %.*s, it holds %lld of %.*s",
                   (long long)count, what, STR_ARG(decimal_text(r->c->mem, stated)),
                   (long long)counted, STR_ARG(decimal_text(r->c->mem, sum->total)));
}

static void check_fields(Reader *r, const MtField *f)
{
    MtBalance ignored;
    if ((is_balance(f) || tag_is(f, "65F")) && !mt_balance(r->c->mem, f->text, &ignored))
        build_find(&r->b, FINDING_WARNING, f->line, "balance", "Compare it with the bank's page",
                   "The balance of field %.*s, \"%.*s\", cannot be read", STR_ARG(f->tag),
                   STR_ARG(text_shown(first_line(f->text))));
}

static bool read_message(Reader *r, const Message *m)
{
    Counted counted = { 0 };
    for (ptrdiff_t i = m->from; i < m->to;) {
        const MtField *f = &r->f.fields[i];
        ptrdiff_t n = 1;
        if (tag_is(f, "61")) {
            if (!add_movement(r, m, i, &n, &counted))
                return false;
        } else if (tag_is(f, "90C")) {
            check_total(r, f, counted.n_credits, &counted.credits);
        } else if (tag_is(f, "90D")) {
            check_total(r, f, counted.n_debits, &counted.debits);
        } else {
            check_fields(r, f);
        }
        i += n;
    }
    return true;
}

/* --- statements --- */

static bool same_figure(Figure a, Figure b)
{
    return a.given && b.given && decimal_compare(a.value, b.value) == 0;
}

static void doubt(Reader *r, const Message *first, const Message *last, const Message *next)
{
    if (!first->currency.n)
        build_find(&r->b, FINDING_ERROR, first->line, "currency", "State the account's currency",
                   "The message states no currency");
    if (first->opens && !last->closes)
        build_find(&r->b, FINDING_WARNING, last->line, "balance",
                   "Check whether the file is complete",
                   "The message has no closing balance (field 62F or 62M)");
    if (!first->opens && last->closes)
        build_find(&r->b, FINDING_WARNING, first->line, "balance",
                   "Check whether the file is complete",
                   "The message has no opening balance (field 60F or 60M)");
    if (!next || !str_eq(next->account, last->account) || !str_eq(next->currency, last->currency) ||
        !last->closing.amount.given || !next->opening.amount.given)
        return;
    bool repeated = same_figure(next->opening.amount, first->opening.amount) &&
                    same_figure(next->closing.amount, last->closing.amount) &&
                    next->opening.date == first->opening.date;
    build_find(&r->b, FINDING_WARNING, next->line, "balance",
               repeated ? "Leave the second out"
                        : "Look for a message that is missing between them",
               "The next message of the account %s: it opens with %.*s, this one closes with %.*s",
               repeated ? "seems to be this one again" : "does not follow this one",
               STR_ARG(decimal_text(r->c->mem, next->opening.amount.value)),
               STR_ARG(decimal_text(r->c->mem, last->closing.amount.value)));
}

/* The messages [from, to) as one statement. */
static bool read_statement(Reader *r, ptrdiff_t from, ptrdiff_t to)
{
    const Message *first = &r->messages[from], *last = &r->messages[to - 1];
    Statement *s = build_open(&r->b, first->interim ? S("mt942") : S("mt940"));
    if (!s)
        return false;
    s->account_number = first->account;
    s->institution = first->bank;
    s->currency = first->currency;
    s->encoding = codepage_name(r->encoding.encoding);
    s->opening_balance = first->opening.amount;
    s->closing_balance = last->closing.amount;
    for (ptrdiff_t i = from; i < to; i++)
        if (!read_message(r, &r->messages[i]))
            return false;
    if (!s->n_rows) {
        s->from = first->opening.date;
        s->to = last->closing.date ? last->closing.date : s->from;
    }
    doubt(r, first, last, to < r->n ? last + 1 : NULL);
    return build_close(&r->b);
}

static bool read_all(Reader *r)
{
    ptrdiff_t kept = 0;
    find_messages(r);
    for (ptrdiff_t i = 0; i < r->n; i++)
        if (has_content(r, &r->messages[i]))
            r->messages[kept++] = r->messages[i];
    r->n = kept;
    if (kept == 0)
        return fail(
            r->c, NO_TRANSACTIONS, NULL,
            "the file looks like a SWIFT message but holds no account, balance or movement");
    for (ptrdiff_t from = 0, to; from < r->n; from = to) {
        for (to = from + 1; to < r->n && follows(&r->messages[to - 1], &r->messages[to]);)
            to++;
        if (!read_statement(r, from, to))
            return false;
    }
    return true;
}

/* Whether lines end in "@@", as telex terminals wrote them: before every field, and no other ends.
 */
static bool has_telex_ends(Str text)
{
    Str s = str_trim(text);
    return str_find(s, S("@@:"), 0) >= 0 && str_find_char(s, '\n', 0) < 0 &&
           str_find_char(s, '\r', 0) < 0;
}

/* Lines that end in a carriage return alone, or in "@@", end in a line feed. */
static Str with_line_feeds(Arena *mem, Str text)
{
    bool lone = false;
    if (has_telex_ends(text)) {
        char *plain = (char *)str_copy(mem, text).p;
        for (ptrdiff_t i = 0; i + 1 < text.n; i++)
            if (plain[i] == '@' && plain[i + 1] == '@') {
                plain[i] = ' ';
                plain[++i] = '\n';
            }
        return str_n(plain, text.n);
    }
    for (ptrdiff_t i = 0; i < text.n && !lone; i++)
        lone = text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n');
    if (!lone)
        return text;
    char *copy = (char *)str_copy(mem, text).p;
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (copy[i] == '\r' && (i + 1 == text.n || copy[i + 1] != '\n'))
            copy[i] = '\n';
    return str_n(copy, text.n);
}

/* A file that begins with a tag no message has is something else, or damaged where it matters. */
static bool begins_well(Ctx *c, Str text)
{
    static const Str openings[] = { S_INIT("940"), S_INIT("941"), S_INIT("942"), S_INIT("950") };
    Str head = str_trim(str_part(text, 0, 200));
    ptrdiff_t colon = head.n && head.p[0] == ':' ? str_find_char(head, ':', 1) : -1;
    Str tag = str_part(head, 1, colon);
    bool fine = colon < 0 || tag.n < 3;
    for (ptrdiff_t i = 0; i < COUNT(openings); i++)
        fine = fine || str_eq(tag, openings[i]);
    for (ptrdiff_t i = 0; i < tag.n && tag.n > 3; i++)
        fine = fine || tag.p[i] < '0' || tag.p[i] > '9';
    if (fine || tag.n == 3)
        return true;
    return fail(c, UNREADABLE, "line 1",
                "the file begins with \":%.*s:\", which no SWIFT message does; export it again",
                STR_ARG(text_shown(tag)));
}

bool mt940_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Reader *r = NEW(c->mem, Reader);
    r->c = c;
    r->encoding = codepage_detect(c->mem, bytes, NULL, NULL);
    int encoding = r->encoding.bad_encoding >= 0 ? r->encoding.bad_encoding : r->encoding.encoding;
    Str text =
        codepage_decode(c->mem, encoding, str_part(bytes, r->encoding.mark_bytes, bytes.n), NULL);
    text = with_line_feeds(c->mem, text);
    if (!begins_well(c, text))
        return false;
    r->f = mt_fields(c->mem, text);
    r->scratch = arena_new("texts of movements", SCRATCH_BYTES);
    r->scratch_empty = arena_mark(r->scratch);
    build_start(&r->b, c, o, sink);
    read_all(r);
    arena_free(r->scratch);
    return build_end(&r->b);
}
