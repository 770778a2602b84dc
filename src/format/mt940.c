/* SWIFT statements: messages that follow one another become a statement. */
#include "format/mt940.h"

#include "format/mt940_parts.h"
#include "statement/build.h"
#include "statement/sum.h"
#include "text/codepage.h"
#include "text/utf8.h"

#include <stdio.h>

enum { SCRATCH_BYTES = 64 << 20, SCRATCH_KEEP = 16 << 20 };

typedef struct {
    Build b;
    Ctx *c;
    Arena *scratch;
    ArenaMark scratch_empty;
    TextEncoding encoding;
    MtFields f;
    MtMessage *messages;
    ptrdiff_t n;
} Reader;

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
static bool add_movement(Reader *r, const MtMessage *m, ptrdiff_t at, ptrdiff_t *n,
                         Counted *counted)
{
    const MtField *f = &r->f.fields[at];
    MtLine l;
    const char *why;
    StatementRow own = { .line = f->line };
    if (arena_used(r->scratch) > SCRATCH_KEEP)
        arena_reset(r->scratch, r->scratch_empty);
    Str info = mt_info_behind(r->scratch, &r->f, at + 1, m->to, n);
    ++*n;
    if (!mt_line(r->scratch, f->text, &l, &why)) {
        build_find(&r->b, FINDING_ERROR, f->line, "amount",
                   "Export the statement from the bank again",
                   "The movement \"%.*s\" was left out: %s",
                   STR_ARG(text_shown(mt_first_line(f->text))), why);
        return true;
    }
    if (l.minus)
        build_find(&r->b, FINDING_WARNING, f->line, "amount", "Compare it with the bank's page",
                   "The amount has a minus besides its mark; it was read as money out");
    own.amount = l.amount;
    own.value_date = l.value;
    own.date = l.entry ? l.entry : l.value;
    own.currency = l.currency.n ? l.currency : m->currency;
    mt_texts(r->scratch, &own, &l, info);
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
    Str s = mt_first_line(f->text);
    ptrdiff_t at = 0;
    int64_t count = 0;
    while (at < s.n && at < 9 && s.p[at] >= '0' && s.p[at] <= '9')
        count = count * 10 + (s.p[at++] - '0');
    Decimal stated;
    if (at + 3 >= s.n || !mt_amount(str_part(s, at + 3, s.n), &stated))
        return;
    const char *what = mt_tag_is(f, "90C") ? "credits" : "debits";
    if (count != counted || !total_agrees(sum, stated))
        build_find(&r->b, FINDING_WARNING, f->line, "amount", "Check whether the file is complete",
                   "The message states %lld %s of together %.*s, it holds %lld of %.*s",
                   (long long)count, what, STR_ARG(decimal_text(r->c->mem, stated)),
                   (long long)counted, STR_ARG(decimal_text(r->c->mem, sum->total)));
}

static void check_fields(Reader *r, const MtField *f)
{
    MtBalance ignored;
    if ((mt_is_balance(f) || mt_tag_is(f, "65F")) && !mt_balance(r->c->mem, f->text, &ignored))
        build_find(&r->b, FINDING_WARNING, f->line, "balance", "Compare it with the bank's page",
                   "The balance of field %.*s, \"%.*s\", cannot be read", STR_ARG(f->tag),
                   STR_ARG(text_shown(mt_first_line(f->text))));
}

static bool read_message(Reader *r, const MtMessage *m)
{
    Counted counted = { 0 };
    for (ptrdiff_t i = m->from; i < m->to;) {
        const MtField *f = &r->f.fields[i];
        ptrdiff_t n = 1;
        if (mt_tag_is(f, "61")) {
            if (!add_movement(r, m, i, &n, &counted))
                return false;
        } else if (mt_tag_is(f, "90C")) {
            check_total(r, f, counted.n_credits, &counted.credits);
        } else if (mt_tag_is(f, "90D")) {
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

static void doubt(Reader *r, const MtMessage *first, const MtMessage *last, const MtMessage *next)
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
    const MtMessage *first = &r->messages[from], *last = &r->messages[to - 1];
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
    MtMessages found = mt_messages(r->c->mem, &r->f);
    r->messages = found.messages;
    r->n = found.n;
    if (r->n == 0)
        return fail(
            r->c, NO_TRANSACTIONS, NULL,
            "the file looks like a SWIFT message but holds no account, balance or movement");
    for (ptrdiff_t from = 0, to; from < r->n; from = to) {
        for (to = from + 1; to < r->n && mt_follows(&r->messages[to - 1], &r->messages[to]);)
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

/* A field's tag in a text without lines. Those of two digits that a time of day may hold count
 * before the movements only. */
static bool tag_inside(Str s, ptrdiff_t at, bool head)
{
    static const Str tags[] = {
        S_INIT(":25:"),  S_INIT(":28:"),  S_INIT(":21:"),  S_INIT(":28C:"),
        S_INIT(":34F:"), S_INIT(":13D:"), S_INIT(":60F:"), S_INIT(":60M:"),
        S_INIT(":61:"),  S_INIT(":86:"),  S_INIT(":62F:"), S_INIT(":62M:"),
        S_INIT(":64:"),  S_INIT(":65:"),  S_INIT(":90C:"), S_INIT(":90D:")
    };
    enum { HEAD_ONLY = 3 };
    for (ptrdiff_t i = head ? 0 : HEAD_ONLY; i < COUNT(tags); i++)
        if (str_starts(str_part(s, at, s.n), tags[i]))
            return true;
    return str_starts(str_part(s, at, s.n), S(":20:")) &&
           (at == 0 || s.p[at - 1] == '-' || s.p[at - 1] == '}' || s.p[at - 1] == ' ');
}

/* A text in one line gets a line for each field. */
static Str with_lines(Arena *mem, Str text)
{
    Str s = str_trim(text);
    ptrdiff_t from = str_find(s, S(":20:"), 0);
    if (from < 0 || str_find(s, S(":61:"), from) < 0 || str_find_char(s, '\n', 0) >= 0 ||
        str_find_char(s, '\r', 0) >= 0)
        return text;
    Buf out = buf_new(mem, 2 * s.n + 2);
    bool head = true;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == ':' && tag_inside(s, i, head)) {
            head = str_starts(str_part(s, i, s.n), S(":20:")) ||
                   (head && !str_starts(str_part(s, i, s.n), S(":60")));
            buf_char(&out, '\n');
        }
        buf_char(&out, s.p[i]);
    }
    return buf_str(&out);
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
    Str text = codepage_text(c->mem, bytes, &r->encoding);
    text = with_lines(c->mem, with_line_feeds(c->mem, text_printable(c->mem, text)));
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
