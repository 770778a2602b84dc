/* CSV fields. */
#include "text/csvout.h"

static bool is_plain_number(Str text)
{
    ptrdiff_t digits = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        bool digit = ch >= '0' && ch <= '9';
        digits += digit;
        bool sign = i == 0 && (ch == '-' || ch == '+');
        if (!digit && !sign && ch != '.' && ch != ',')
            return false;
    }
    return digits > 0;
}

static bool looks_like_formula(Str text)
{
    return text.n > 0 && str_find_char(S("=+-@\t\r"), text.p[0], 0) >= 0 && !is_plain_number(text);
}

static bool needs_quotes(Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == ',' || ch == '"' || ch == '\n' || ch == '\r')
            return true;
    }
    return text.n > 0 && (text.p[0] == ' ' || text.p[text.n - 1] == ' ');
}

void buf_csv(Buf *out, Str text, CsvGuard guard)
{
    bool guarded = guard == CSV_SPREADSHEET && looks_like_formula(text);
    bool quoted = needs_quotes(text);
    if (quoted)
        buf_char(out, '"');
    if (guarded)
        buf_char(out, '\'');
    while (quoted && text.n > 0) {
        ptrdiff_t quote = str_find_char(text, '"', 0);
        if (quote < 0)
            break;
        buf_add(out, str_part(text, 0, quote + 1));
        buf_char(out, '"');
        text = str_part(text, quote + 1, text.n);
    }
    buf_add(out, text);
    if (quoted)
        buf_char(out, '"');
}

void buf_csv_record(Buf *out, const Str *fields, ptrdiff_t n, CsvGuard guard)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        if (i > 0)
            buf_char(out, ',');
        buf_csv(out, fields[i], guard);
    }
    buf_add(out, S("\r\n"));
}
