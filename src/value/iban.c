/* Checking, printing and masking account numbers. */
#include "value/iban.h"

#include <string.h>

/* What stands behind a country's check digits, after the SWIFT IBAN Registry (release 100): n
 * digits, a capital letters, c either. */
typedef struct {
    char country[3];
    const char *form;
} IbanForm;

static const IbanForm forms[] = {
    { "AD", "n8c12" },    { "AE", "n19" },      { "AL", "n8c16" },    { "AT", "n16" },
    { "AZ", "a4c20" },    { "BA", "n16" },      { "BE", "n12" },      { "BG", "a4n6c8" },
    { "BH", "a4c14" },    { "BI", "n23" },      { "BR", "n23a1c1" },  { "BY", "c4n4c16" },
    { "CH", "n5c12" },    { "CR", "n18" },      { "CY", "n8c16" },    { "CZ", "n20" },
    { "DE", "n18" },      { "DJ", "n23" },      { "DK", "n14" },      { "DO", "c4n20" },
    { "EE", "n16" },      { "EG", "n25" },      { "ES", "n20" },      { "FI", "n14" },
    { "FK", "a2n12" },    { "FO", "n14" },      { "FR", "n10c11n2" }, { "GB", "a4n14" },
    { "GE", "a2n16" },    { "GI", "a4c15" },    { "GL", "n14" },      { "GR", "n7c16" },
    { "GT", "c24" },      { "HN", "a4n20" },    { "HR", "n17" },      { "HU", "n24" },
    { "IE", "a4n14" },    { "IL", "n19" },      { "IQ", "a4n15" },    { "IS", "n22" },
    { "IT", "a1n10c12" }, { "JO", "a4n4c18" },  { "KW", "a4c22" },    { "KZ", "n3c13" },
    { "LB", "n4c20" },    { "LC", "a4c24" },    { "LI", "n5c12" },    { "LT", "n16" },
    { "LU", "n3c13" },    { "LV", "a4c13" },    { "LY", "n21" },      { "MC", "n10c11n2" },
    { "MD", "c20" },      { "ME", "n18" },      { "MK", "n3c10n2" },  { "MN", "n16" },
    { "MR", "n23" },      { "MT", "a4n5c18" },  { "MU", "a4n19a3" },  { "NI", "a4n20" },
    { "NL", "a4n10" },    { "NO", "n11" },      { "OM", "n3c16" },    { "PK", "a4c16" },
    { "PL", "n24" },      { "PS", "a4c21" },    { "PT", "n21" },      { "QA", "a4c21" },
    { "RO", "a4c16" },    { "RS", "n18" },      { "RU", "n14c15" },   { "SA", "n2c18" },
    { "SC", "a4n20a3" },  { "SD", "n14" },      { "SE", "n20" },      { "SI", "n15" },
    { "SK", "n20" },      { "SM", "a1n10c12" }, { "SO", "n19" },      { "ST", "n21" },
    { "SV", "a4n20" },    { "TL", "n19" },      { "TN", "n20" },      { "TR", "n6c16" },
    { "UA", "n6c19" },    { "VA", "n18" },      { "VG", "a4n16" },    { "XK", "n16" },
    { "YE", "a4n4c18" },
};

const char *iban_result_text(IbanResult result)
{
    switch (result) {
    case IBAN_OK: return "is an IBAN";
    case IBAN_MALFORMED: return "is not an IBAN: two letters, two digits, then letters and digits";
    case IBAN_UNKNOWN_COUNTRY: return "begins with a country that has no IBANs";
    case IBAN_WRONG_LENGTH: return "does not have the length of its country's IBANs";
    case IBAN_WRONG_CHECK: return "has the wrong check digits: one of its characters is mistyped";
    }
    return "is not an IBAN";
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_capital(char ch)
{
    return ch >= 'A' && ch <= 'Z';
}

/* Capital letters and digits of text without what separates them; -1 when there is anything else or
 * too much. */
static ptrdiff_t compact(Str text, char out[IBAN_MAX])
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == ' ' || ch == '-')
            continue;
        if (ch >= 'a' && ch <= 'z')
            ch = (char)(ch - 'a' + 'A');
        if ((!is_digit(ch) && !is_capital(ch)) || n == IBAN_MAX)
            return -1;
        out[n++] = ch;
    }
    return n;
}

static const char *form_of(const char *country)
{
    for (ptrdiff_t i = 0; i < COUNT(forms); i++)
        if (memcmp(forms[i].country, country, 2) == 0)
            return forms[i].form;
    return NULL;
}

static bool fits_kind(char ch, char kind)
{
    return kind == 'n' ? is_digit(ch) : kind == 'a' ? is_capital(ch) : true;
}

/* Matches what follows the check digits with the country's form. */
static IbanResult match_form(const char *form, const char *rest, ptrdiff_t n)
{
    ptrdiff_t i = 0;
    bool fits = true;
    while (*form) {
        char kind = *form++;
        ptrdiff_t count = 0;
        while (is_digit(*form))
            count = count * 10 + (*form++ - '0');
        for (; count > 0; count--, i++)
            fits = fits && i < n && fits_kind(rest[i], kind);
    }
    if (i != n)
        return IBAN_WRONG_LENGTH;
    return fits ? IBAN_OK : IBAN_MALFORMED;
}

/* The remainder by 97 of the number that the IBAN spells with its first four characters last and A
 * … Z as 10 … 35. */
static int mod_97(const char *p, ptrdiff_t n)
{
    int rest = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        char ch = p[(i + 4) % n];
        rest = is_digit(ch) ? rest * 10 + (ch - '0') : rest * 100 + (ch - 'A' + 10);
        rest %= 97;
    }
    return rest;
}

IbanResult iban_parse(Arena *mem, Str text, Str *out)
{
    char iban[IBAN_MAX];
    text = str_trim(text);
    if (text.n > 4 && str_eq_nocase(str_part(text, 0, 4), S("IBAN")))
        text = str_trim(str_part(text, 4, text.n));
    ptrdiff_t n = compact(text, iban);
    if (n < 5 || !is_capital(iban[0]) || !is_capital(iban[1]) || !is_digit(iban[2]) ||
        !is_digit(iban[3]))
        return IBAN_MALFORMED;
    const char *form = form_of(iban);
    if (!form)
        return IBAN_UNKNOWN_COUNTRY;
    IbanResult result = match_form(form, iban + 4, n - 4);
    if (result == IBAN_OK && mod_97(iban, n) != 1)
        result = IBAN_WRONG_CHECK;
    if (result == IBAN_OK)
        *out = str_copy(mem, str_n(iban, n));
    return result;
}

void buf_iban(Buf *out, Str iban)
{
    for (ptrdiff_t i = 0; i < iban.n; i++) {
        if (i > 0 && i % 4 == 0)
            buf_char(out, ' ');
        buf_char(out, iban.p[i]);
    }
}

/* Where the last `count` characters of UTF-8 begin. */
static ptrdiff_t tail_at(Str text, int count)
{
    ptrdiff_t at = text.n;
    while (at > 0 && count > 0) {
        at--;
        if (((unsigned char)text.p[at] & 0xC0) != 0x80)
            count--;
    }
    return at;
}

static bool has_digit(Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

Str account_mask(Arena *mem, Str number)
{
    Str iban = { 0 };
    if (iban_parse(mem, number, &iban) == IBAN_OK)
        number = iban;
    if (!has_digit(number))
        return number; /* "Savings": a name, which hides nothing */
    ptrdiff_t tail = tail_at(number, 4);
    if (tail == 0)
        return number.n > 0 ? S("••••") : number;
    return str_fmt(mem, "%.*s••••%.*s", STR_ARG(str_part(iban, 0, 4)),
                   STR_ARG(str_part(number, tail, number.n)));
}
