/* Field 86 of SWIFT statements in the dialects of banks: subfields with numbers (?20, ~20, >20),
 * keys between slashes (/REMI/), SEPA keys with a plus sign (SVWZ+), labels, and plain text. */
#include "format/mt940_parts.h"

#include "value/iban.h"

#include <stddef.h>

enum { LINE_WIDTH = 65, SUBFIELD_WIDTH = 27, SUBFIELDS = 100, TEXT_MAX = 8000 };

/* Lines put together where a sign of structure may be cut by their ends: a space only where a
 * shorter line ended in a word. */
static Str glued(Arena *mem, Str lines, char separator)
{
    Buf out = buf_new(mem, TEXT_MAX);
    while (lines.p) {
        Str line = str_cut(&lines, '\n');
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        buf_add(&out, line);
        bool more = lines.n > 0, sign = more && lines.p[0] == separator;
        if (more && !sign && line.n && line.n < LINE_WIDTH - 4 && line.p[line.n - 1] != separator)
            buf_char(&out, ' ');
    }
    return buf_str(&out);
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_separator(char ch)
{
    return ch == '?' || ch == '>' || ch == '<' || ch == '~' || ch == '^' || ch == '|' ||
           ch == '@' || ch == '#' || ch == '*';
}

/* --- subfields with numbers --- */

/* The sign before the subfields and where they begin; 0 when the text is not made of them. */
static char subfield_sign(Str s, ptrdiff_t *begin)
{
    ptrdiff_t at = 0;
    while (at < s.n && at < 4 && is_digit(s.p[at]))
        at++;
    if (at + 2 >= s.n || !is_separator(s.p[at]) || !is_digit(s.p[at + 1]) || !is_digit(s.p[at + 2]))
        return 0;
    if (at != 3 && at != 0)
        return 0;
    int code = (s.p[at + 1] - '0') * 10 + (s.p[at + 2] - '0');
    if (code != 0 && code != 10 && (code < 20 || code > 34))
        return 0;
    *begin = at;
    return s.p[at];
}

static bool is_code(Str s, ptrdiff_t at, char sign, int *code)
{
    if (at + 2 >= s.n || s.p[at] != sign || !is_digit(s.p[at + 1]) || !is_digit(s.p[at + 2]))
        return false;
    *code = (s.p[at + 1] - '0') * 10 + (s.p[at + 2] - '0');
    return *code == 0 || *code == 10 || (*code >= 20 && *code <= 39) ||
           (*code >= 60 && *code <= 69);
}

static void cut_subfields(Str s, ptrdiff_t at, char sign, Str fields[SUBFIELDS])
{
    int code = -1, next;
    for (ptrdiff_t from = at; at <= s.n; at++) {
        bool end = at == s.n || is_code(s, at, sign, &next);
        if (!end)
            continue;
        if (code >= 0 && !fields[code].p)
            fields[code] = str_part(s, from, at);
        if (at < s.n) {
            code = next;
            from = at + 3;
            at += 2;
        }
    }
}

/* Pieces of a text cut at a fixed width: full pieces go on without a gap. */
static void add_piece(Buf *out, Str piece, ptrdiff_t before)
{
    if (!piece.p)
        return;
    if (out->n && before < SUBFIELD_WIDTH && out->p[out->n - 1] != ' ')
        buf_char(out, ' ');
    buf_add(out, piece);
}

static Str pieces(Arena *mem, const Str fields[SUBFIELDS], const int8_t *codes, int n)
{
    Buf out = buf_new(mem, TEXT_MAX);
    ptrdiff_t before = 0;
    for (int i = 0; i < n; i++) {
        add_piece(&out, fields[codes[i]], before);
        if (fields[codes[i]].p)
            before = fields[codes[i]].n;
    }
    return mt_joined(mem, buf_str(&out));
}

/* --- SEPA keys --- */

typedef struct {
    Str key;
    size_t at; /* of a Str in SepaTexts */
} SepaKey;

typedef struct {
    Str purpose, end_to_end, customer, mandate, creditor, other_payer, iban, bic, amount, rest;
} SepaTexts;

#define KEY(text, member)                                                                          \
    {                                                                                              \
        S_INIT(text), offsetof(SepaTexts, member)                                                  \
    }
static const SepaKey sepa_keys[] = {
    KEY("SVWZ+", purpose),     KEY("EREF+", end_to_end),  KEY("KREF+", customer),
    KEY("MREF+", mandate),     KEY("CRED+", creditor),    KEY("DEBT+", creditor),
    KEY("ABWA+", other_payer), KEY("ABWE+", other_payer), KEY("IBAN+", iban),
    KEY("BIC+", bic),          KEY("OAMT+", amount),      KEY("COAM+", rest),
    KEY("PURP+", rest),        KEY("RREF+", rest),        KEY("BREF+", rest),
    KEY("TAN+", rest),         KEY("ANAM+", other_payer),
};

static const SepaKey *sepa_key_at(Str s, ptrdiff_t at)
{
    /* Every key has its plus sign in the fourth or fifth place. */
    if ((at + 3 >= s.n || s.p[at + 3] != '+') && (at + 4 >= s.n || s.p[at + 4] != '+'))
        return NULL;
    for (ptrdiff_t i = 0; i < COUNT(sepa_keys); i++)
        if (str_starts(str_part(s, at, s.n), sepa_keys[i].key))
            return &sepa_keys[i];
    return NULL;
}

/* Cuts text at its keys. What stands before the first is the purpose when no SVWZ+ follows. */
static SepaTexts sepa_texts(Str s)
{
    SepaTexts t = { 0 };
    const SepaKey *key = NULL;
    Str before = { 0 };
    ptrdiff_t from = 0;
    for (ptrdiff_t at = 0; at <= s.n; at++) {
        const SepaKey *next = at < s.n ? sepa_key_at(s, at) : NULL;
        if (at < s.n && !next)
            continue;
        Str value = str_trim(str_part(s, from, at));
        Str *to = key ? (Str *)(void *)((char *)&t + key->at) : &before;
        if (!to->n)
            *to = value;
        key = next;
        if (next) {
            from = at + next->key.n;
            at = from - 1;
        }
    }
    if (!t.purpose.n)
        t.purpose = before;
    return t;
}

static Str any_of(Str a, Str b)
{
    return a.n ? a : b;
}

static Str reference_of(Str ref)
{
    return mt_no_reference(ref) ? (Str){ 0 } : ref;
}

static void info_of_subfields(Arena *mem, Str s, ptrdiff_t at, char sign, MtInfo *out)
{
    static const int8_t purposes[] = { 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63 };
    static const int8_t names[] = { 32, 33 };
    Str fields[SUBFIELDS] = { 0 };
    cut_subfields(s, at, sign, fields);
    SepaTexts t = sepa_texts(pieces(mem, fields, purposes, COUNT(purposes)));
    out->type = mt_joined(mem, fields[0]);
    out->counterparty = any_of(pieces(mem, fields, names, COUNT(names)), t.other_payer);
    out->account = str_trim(any_of(fields[31], any_of(fields[38], t.iban)));
    out->reference = any_of(reference_of(t.end_to_end), reference_of(t.customer));
    out->mandate = t.mandate;
    out->description = any_of(t.purpose, any_of(out->type, out->counterparty));
}

/* --- keys between slashes --- */

typedef enum {
    SLASH_REST,
    SLASH_TYPE,
    SLASH_IBAN,
    SLASH_NAME,
    SLASH_REMI,
    SLASH_EREF,
    SLASH_MARF,
    SLASH_CNTP,
    SLASH_OCMT
} SlashKind;

static const struct {
    Str key;
    SlashKind kind;
} slash_keys[] = {
    { S_INIT("/TRTP/"), SLASH_TYPE }, { S_INIT("/IBAN/"), SLASH_IBAN },
    { S_INIT("/BIC/"), SLASH_REST },  { S_INIT("/NAME/"), SLASH_NAME },
    { S_INIT("/REMI/"), SLASH_REMI }, { S_INIT("/EREF/"), SLASH_EREF },
    { S_INIT("/MARF/"), SLASH_MARF }, { S_INIT("/CNTP/"), SLASH_CNTP },
    { S_INIT("/CSID/"), SLASH_REST }, { S_INIT("/BENM/"), SLASH_REST },
    { S_INIT("/ORDP/"), SLASH_REST }, { S_INIT("/ADDR/"), SLASH_REST },
    { S_INIT("/ISDT/"), SLASH_REST }, { S_INIT("/PREF/"), SLASH_EREF },
    { S_INIT("/RTRN/"), SLASH_REST }, { S_INIT("/PURP/"), SLASH_REST },
    { S_INIT("/ULTD/"), SLASH_REST }, { S_INIT("/ULTB/"), SLASH_REST },
    { S_INIT("/ULTC/"), SLASH_REST }, { S_INIT("/ULDT/"), SLASH_REST },
    { S_INIT("/ULCD/"), SLASH_REST }, { S_INIT("/ID/"), SLASH_REST },
    { S_INIT("/TRCD/"), SLASH_REST }, { S_INIT("/OCMT/"), SLASH_OCMT },
    { S_INIT("/CHGS/"), SLASH_REST }, { S_INIT("/EXCH/"), SLASH_REST },
    { S_INIT("/SVCL/"), SLASH_REST }, { S_INIT("/INIT/"), SLASH_REST },
    { S_INIT("/KREF/"), SLASH_EREF }, { S_INIT("/CREF/"), SLASH_EREF },
    { S_INIT("/UDTR/"), SLASH_REST }, { S_INIT("/UCRD/"), SLASH_REST },
    { S_INIT("/ACCW/"), SLASH_IBAN }, { S_INIT("/SUM/"), SLASH_REST },
};

static ptrdiff_t slash_key_at(Str s, ptrdiff_t at)
{
    if (s.p[at] != '/')
        return -1;
    for (ptrdiff_t i = 0; i < COUNT(slash_keys); i++)
        if (str_starts(str_part(s, at, s.n), slash_keys[i].key))
            return i;
    return -1;
}

static Str without_slashes(Str s)
{
    s = str_trim(s);
    while (s.n && s.p[0] == '/')
        s = str_trim(str_part(s, 1, s.n));
    while (s.n && s.p[s.n - 1] == '/')
        s = str_trim(str_part(s, 0, s.n - 1));
    return s;
}

/* ING's counterparty: account/BIC/name/city. */
static void take_counterparty(Str value, MtInfo *out)
{
    Str rest = without_slashes(value);
    out->account = str_trim(str_cut(&rest, '/'));
    str_cut(&rest, '/');
    out->counterparty = str_trim(str_cut(&rest, '/'));
}

static Str remittance_of(Arena *mem, Str value)
{
    value = without_slashes(value);
    if (str_starts(value, S("USTD//")))
        value = str_part(value, 6, value.n);
    else if (str_starts(value, S("STRD/CUR/")))
        value = str_part(value, 9, value.n);
    return mt_joined(mem, without_slashes(value));
}

static void take_slash_value(Arena *mem, SlashKind kind, Str value, MtInfo *out)
{
    Str text = without_slashes(value);
    switch (kind) {
    case SLASH_TYPE: out->type = any_of(out->type, text); break;
    case SLASH_IBAN: out->account = any_of(out->account, text); break;
    case SLASH_NAME: out->counterparty = any_of(out->counterparty, mt_joined(mem, text)); break;
    case SLASH_REMI: out->description = any_of(out->description, remittance_of(mem, value)); break;
    case SLASH_EREF: out->reference = any_of(out->reference, reference_of(text)); break;
    case SLASH_MARF: out->mandate = any_of(out->mandate, text); break;
    case SLASH_OCMT: out->original = any_of(out->original, text); break;
    case SLASH_CNTP: take_counterparty(value, out); break;
    case SLASH_REST: break;
    }
}

static bool info_of_slashes(Arena *mem, Str s, MtInfo *out)
{
    ptrdiff_t key = s.n ? slash_key_at(s, 0) : -1;
    if (key < 0)
        return false;
    for (ptrdiff_t from = slash_keys[key].key.n; key >= 0;) {
        ptrdiff_t at = from, next = -1;
        while (at < s.n && (next = slash_key_at(s, at)) < 0)
            at++;
        take_slash_value(mem, slash_keys[key].kind, str_part(s, from, at), out);
        key = next;
        from = next < 0 ? at : at + slash_keys[next].key.n;
    }
    if (!out->description.n)
        out->description = any_of(out->counterparty, any_of(out->type, mt_joined(mem, s)));
    return true;
}

/* --- labels in text --- */

static Str label_value(Str s, Str label, Str ends)
{
    ptrdiff_t at = -1;
    for (ptrdiff_t i = 0; i + label.n <= s.n && at < 0; i++)
        if (str_eq_nocase(str_part(s, i, i + label.n), label) && (i == 0 || s.p[i - 1] == ' '))
            at = i + label.n;
    if (at < 0)
        return (Str){ 0 };
    s = str_trim(str_part(s, at, s.n));
    if (!ends.n) {
        ptrdiff_t space = str_find_char(s, ' ', 0);
        return space < 0 ? s : str_part(s, 0, space);
    }
    for (ptrdiff_t i = 0; i + 2 < s.n; i++) /* up to the next word with a colon */
        if (s.p[i] == ' ') {
            ptrdiff_t colon = i + 1;
            while (colon < s.n && s.p[colon] != ' ' && s.p[colon] != ':')
                colon++;
            if (colon < s.n && s.p[colon] == ':' && colon > i + 2 && !is_digit(s.p[colon - 1]))
                return str_part(s, 0, i);
        }
    return s;
}

/* IBAN: … NAAM: … OMSCHRIJVING: … as Dutch banks print them, and an IBAN at the very beginning. */
static void info_of_labels(Arena *mem, Str s, MtInfo *out)
{
    Str iban, found = label_value(s, S("IBAN:"), (Str){ 0 });
    if (!found.n) {
        ptrdiff_t space = str_find_char(s, ' ', 0);
        found = str_part(s, 0, space < 0 ? s.n : space);
    }
    if (found.n >= 15 && iban_parse(mem, found, &iban) == IBAN_OK)
        out->account = iban;
    Str name = any_of(label_value(s, S("NAAM:"), S(":")), label_value(s, S("NAME:"), S(":")));
    out->counterparty = name;
}

void mt_info(Arena *mem, Str text, MtInfo *out)
{
    *out = (MtInfo){ 0 };
    while (text.n && text.p[0] == ' ')
        text = str_part(text, 1, text.n);
    ptrdiff_t begin = 0;
    char sign = subfield_sign(text, &begin);
    if (sign) {
        info_of_subfields(mem, glued(mem, text, sign), begin, sign, out);
        return;
    }
    if (info_of_slashes(mem, glued(mem, text, '/'), out))
        return;
    Str plain = mt_joined(mem, text);
    if (str_find(plain, S("SVWZ+"), 0) >= 0 || sepa_key_at(plain, 0)) {
        SepaTexts t = sepa_texts(plain);
        *out =
            (MtInfo){ .description = any_of(t.purpose, plain),
                      .counterparty = t.other_payer,
                      .account = t.iban,
                      .mandate = t.mandate,
                      .reference = any_of(reference_of(t.end_to_end), reference_of(t.customer)) };
        return;
    }
    info_of_labels(mem, plain, out);
    out->description = plain;
}
