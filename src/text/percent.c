/* Percent-encoding and query strings. */
#include "text/percent.h"

#include "text/utf8.h"

static int hex_value(char ch)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    if (ch >= 'a' && ch <= 'f')
        return ch - 'a' + 10;
    return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* The byte that %XX at i stands for; -1 when it is not one that may be. */
static int read_escape(Str text, ptrdiff_t i)
{
    if (i + 2 >= text.n)
        return -1;
    int high = hex_value(text.p[i + 1]), low = hex_value(text.p[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool is_text(Str text)
{
    return utf8_valid(text) && str_find_char(text, '\0', 0) < 0;
}

bool percent_decode(Arena *mem, Str text, PercentKind kind, Str *out)
{
    bool plus = kind == PERCENT_QUERY && str_find_char(text, '+', 0) >= 0;
    Str decoded = text;
    if (plus || str_find_char(text, '%', 0) >= 0) {
        Buf b = buf_new(mem, text.n);
        for (ptrdiff_t i = 0; i < text.n; i++) {
            int byte = (unsigned char)text.p[i];
            if (byte == '%') {
                byte = read_escape(text, i);
                i += 2;
                if (byte < 0)
                    return false;
            } else if (byte == '+' && plus) {
                byte = ' ';
            }
            buf_char(&b, (char)byte);
        }
        decoded = buf_str(&b);
    }
    if (!is_text(decoded))
        return false;
    *out = decoded;
    return true;
}

static bool is_unreserved(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '-' || ch == '.' || ch == '_' || ch == '~';
}

void buf_percent(Buf *out, Str text)
{
    static const char hex[] = "0123456789ABCDEF";
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        if (is_unreserved(text.p[i]))
            buf_char(out, text.p[i]);
        else
            buf_add(out, str_n((char[]){ '%', hex[byte >> 4], hex[byte & 15] }, 3));
    }
}

static ptrdiff_t count_pieces(Str text)
{
    ptrdiff_t n = 1;
    for (ptrdiff_t i = 0; i < text.n; i++)
        n += text.p[i] == '&';
    return n;
}

static bool parse_pair(Arena *mem, Str piece, QueryPair *out)
{
    ptrdiff_t equals = str_find_char(piece, '=', 0);
    Str name = equals < 0 ? piece : str_part(piece, 0, equals);
    Str value = equals < 0 ? S("") : str_part(piece, equals + 1, piece.n);
    return percent_decode(mem, name, PERCENT_QUERY, &out->name) &&
           percent_decode(mem, value, PERCENT_QUERY, &out->value);
}

QueryResult query_parse(Arena *mem, Str text, ptrdiff_t max, QueryString *out)
{
    ptrdiff_t pieces = count_pieces(text);
    QueryString query = { .pairs = NEW_ARRAY(mem, QueryPair, pieces < max ? pieces : max) };
    for (Str rest = text; rest.p;) {
        Str piece = str_cut(&rest, '&');
        if (piece.n == 0)
            continue;
        if (query.n == max)
            return QUERY_TOO_LONG;
        if (!parse_pair(mem, piece, &query.pairs[query.n++]))
            return QUERY_MALFORMED;
    }
    *out = query;
    return QUERY_OK;
}

Str query_find(const QueryString *query, Str name)
{
    for (ptrdiff_t i = 0; i < query->n; i++)
        if (str_eq(query->pairs[i].name, name))
            return query->pairs[i].value;
    return (Str){ 0 };
}

void query_add(Buf *out, Str name, Str value)
{
    if (out->n > 0 && out->p[out->n - 1] != '?')
        buf_char(out, '&');
    buf_percent(out, name);
    buf_char(out, '=');
    buf_percent(out, value);
}
