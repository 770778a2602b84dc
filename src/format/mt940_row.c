/* SWIFT statements: the texts of a movement out of its fields 61 and 86. */
#include "format/mt940_parts.h"

#include "statement/sum.h"
#include "value/currency.h"
#include "value/iban.h"

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
    if (!text.p)
        return text;
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

void mt_texts(Arena *mem, StatementRow *row, const MtLine *l, Str info)
{
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

Str mt_info_behind(Arena *mem, const MtFields *f, ptrdiff_t at, ptrdiff_t to, ptrdiff_t *n)
{
    *n = 0;
    if (at < to && mt_tag_is(&f->fields[at], "NS") &&
        !(at + 1 < to && mt_tag_is(&f->fields[at + 1], "86"))) {
        *n = 1;
        return info_of_ns(mem, f->fields[at].text);
    }
    while (at + *n < to && mt_tag_is(&f->fields[at + *n], "86"))
        ++*n;
    if (*n == 2 && is_kind_alone(f->fields[at].text, f->fields[at + 1].text))
        return f->fields[at + 1].text;
    if (*n == 0)
        return (Str){ 0 };
    if (*n == 1)
        return f->fields[at].text;
    Buf all = buf_new(mem, 1 << 16);
    for (ptrdiff_t i = 0; i < *n; i++) {
        if (i)
            buf_char(&all, '\n');
        buf_add(&all, str_trim(f->fields[at + i].text));
    }
    return buf_str(&all);
}
