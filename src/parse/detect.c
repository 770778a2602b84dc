/* What a file is, by its content. */
#include "parse/detect.h"

#include "format/bai2.h"
#include "format/journal.h"
#include "format/mhtml.h"
#include "format/ooxml_crypt.h"
#include "format/own.h"
#include "format/xls.h"
#include "parse/detect_zip.h"
#include "text/utf8.h"

#include <string.h>

enum { LOOK_BYTES = 4096, PDF_MARK_WITHIN = 1024 };

static const Str names[] = {
#define X(kind, name, words) S_INIT(name),
    FILE_KINDS(X)
#undef X
};

static const Str words[] = {
#define X(kind, name, text) S_INIT(text),
    FILE_KINDS(X)
#undef X
};

static const struct {
    Str begin;
    FileKind kind;
} marks[] = {
    { S_INIT("PK\x03\x04"), FILE_ZIP },  { S_INIT("PK\x05\x06"), FILE_ZIP },
    { S_INIT("%PDF-"), FILE_PDF },       { S_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FILE_XLS },
    { S_INIT("\x89PNG"), FILE_PICTURE }, { S_INIT("\xFF\xD8\xFF"), FILE_PICTURE },
    { S_INIT("GIF8"), FILE_PICTURE },    { S_INIT("II*\0"), FILE_PICTURE },
    { S_INIT("MM\0*"), FILE_PICTURE },   { S_INIT("OFXHEADER"), FILE_OFX },
    { S_INIT("<OFX"), FILE_OFX },        { S_INIT("!Type:"), FILE_QIF },
    { S_INIT("!type:"), FILE_QIF },      { S_INIT("!Account"), FILE_QIF },
    { S_INIT("!Option:"), FILE_QIF },    { S_INIT(":20:"), FILE_MT940 },
    { S_INIT("{1:F"), FILE_MT940 },
};

Str file_kind_name(FileKind kind)
{
    return names[kind];
}

Str file_kind_words(FileKind kind)
{
    return words[kind];
}

static bool holds_nocase(Str s, Str needle)
{
    for (ptrdiff_t i = 0; i + needle.n <= s.n; i++)
        if (str_eq_nocase(str_part(s, i, i + needle.n), needle))
            return true;
    return false;
}

static FileKind kind_of_markup(Str head)
{
    if (holds_nocase(head, S("urn:schemas-microsoft-com:office:spreadsheet")))
        return FILE_XMLSS;
    if (holds_nocase(head, S("application/vnd.oasis.opendocument.spreadsheet")))
        return FILE_FODS;
    if (holds_nocase(head, S("<html")) || holds_nocase(head, S("<!doctype html")) ||
        holds_nocase(head, S("<table")))
        return FILE_HTML;
    if (holds_nocase(head, S("<OFX")) || holds_nocase(head, S("<?OFX")))
        return FILE_OFX;
    if (holds_nocase(head, S("camt.05")) || holds_nocase(head, S("BkToCstmr")))
        return FILE_CAMT;
    return FILE_XML;
}

/* Control characters that no text has, NUL aside (UTF-16 and damaged exports hold it). */
static bool is_binary(Str head)
{
    ptrdiff_t odd = 0, high = 0, zeros = 0;
    for (ptrdiff_t i = 0; i < head.n; i++) {
        unsigned char ch = (unsigned char)head.p[i];
        odd += (ch < 32 && ch != 0 && ch != '\t' && ch != '\n' && ch != '\r' && ch != 0x1A &&
                ch != 0x0C) ||
               ch == 127;
        high += ch >= 128;
        zeros += ch == 0;
    }
    return odd * 50 > head.n || (high * 10 > head.n * 9 && zeros == 0 &&
                                 !utf8_valid(str_part(head, 0, head.n - head.n % 4)) && odd);
}

/* OFX with its header damaged, in front of something else, or missing. */
static bool is_ofx(Str head)
{
    static const Str inner[] = {
        S_INIT("<SIGNONMSGSRSV1"),  S_INIT("<BANKMSGSRSV1"), S_INIT("<CREDITCARDMSGSRSV1"),
        S_INIT("<INVSTMTMSGSRSV1"), S_INIT("<STMTRS"),       S_INIT("<CCSTMTRS"),
        S_INIT("<STMTTRN")
    };
    bool named = holds_nocase(head, S("<OFX")) || holds_nocase(head, S("OFXSGML")) ||
                 holds_nocase(head, S("OFXHEADER")) || head.p[0] == '<';
    for (ptrdiff_t i = 0; i < COUNT(inner); i++)
        if (named && holds_nocase(head, inner[i]))
            return true;
    return false;
}

static bool begins_nocase(Str s, Str with)
{
    return s.n >= with.n && str_eq_nocase(str_part(s, 0, with.n), with);
}

/* QIF: a line that says so, or lines that are all letters of its records, with the end of one. */
static bool is_qif(Str head)
{
    bool day = false, amount = false, end = false, all = true;
    while (head.n) {
        ptrdiff_t n = 0;
        while (n < head.n && head.p[n] != '\n' && head.p[n] != '\r')
            n++;
        Str line = str_trim(str_part(head, 0, n));
        head = str_part(head, n + 1, head.n);
        if (begins_nocase(line, S("!Type:")) || begins_nocase(line, S("!Type ")) ||
            begins_nocase(line, S("!Account")) || begins_nocase(line, S("!Option:")))
            return true;
        if (!line.n)
            continue;
        bool digits =
            line.n > 1 && line.n < 30 && line.p[line.n - 1] >= '0' && line.p[line.n - 1] <= '9';
        day |= line.p[0] == 'D' && digits;
        amount |= (line.p[0] == 'T' || line.p[0] == 'U') && digits;
        end |= line.n == 1 && line.p[0] == '^';
        all &= strchr("DTUCNPMALSE$%^!IYQOVXFR", line.p[0]) != NULL;
    }
    return all && day && amount && end;
}

/* The ASCII of UTF-16, so that marks are found in it; none when the bytes are not UTF-16. */
static Str narrowed(Str head, char out[LOOK_BYTES])
{
    bool marked = str_starts(head, S("\xFF\xFE")) || str_starts(head, S("\xFE\xFF"));
    bool big = marked ? head.p[0] == (char)0xFE : head.n > 8 && !head.p[0] && !head.p[2];
    bool little = !big && (marked || (head.n > 8 && !head.p[1] && !head.p[3] && !head.p[5]));
    ptrdiff_t n = 0;
    if (!big && !little)
        return (Str){ 0 };
    for (ptrdiff_t i = marked ? 2 : 0; i + 1 < head.n; i += 2) {
        char high = head.p[big ? i : i + 1], low = head.p[big ? i + 1 : i];
        out[n++] = high ? '?' : low;
    }
    return str_n(out, n);
}

/* Where a line begins with the tag; -1 when none does. */
static ptrdiff_t line_with(Str head, Str tag)
{
    for (ptrdiff_t at = str_find(head, tag, 0); at >= 0; at = str_find(head, tag, at + 1))
        if (at == 0 || (unsigned char)head.p[at - 1] < ' ' ||
            str_ends(str_part(head, 0, at), S("{4:")) || str_ends(str_part(head, 0, at), S("@@")))
            return at;
    return -1;
}

/* A SWIFT statement behind whatever a bank puts in front of it. */
static bool is_mt940(Str head)
{
    ptrdiff_t at = line_with(head, S(":20:"));
    if (at < 0)
        return false;
    head = str_part(head, at, head.n);
    return line_with(head, S(":25:")) > 0 || line_with(head, S(":25P:")) > 0 ||
           line_with(head, S(":60F:")) > 0 || line_with(head, S(":60M:")) > 0;
}

/* Two kinds are told by what stands further down. */
static FileKind kind_of_mark(FileKind kind, Str bytes)
{
    if (kind == FILE_ZIP)
        return kind_of_zip(bytes);
    return kind == FILE_XLS && ooxml_is_encrypted(bytes) ? FILE_XLSX : kind;
}

FileKind file_kind(Str bytes)
{
    Str head = str_part(bytes, 0, LOOK_BYTES);
    char ascii[LOOK_BYTES];
    if (xls_is_bare(bytes))
        return FILE_XLS;
    Str narrow = narrowed(head, ascii);
    if (narrow.p) {
        FileKind kind = file_kind(narrow);
        return kind == FILE_BINARY || kind == FILE_EMPTY ? FILE_CSV : kind;
    }
    if (str_starts(head, S("\xEF\xBB\xBF")))
        head = str_part(head, 3, head.n);
    Str text = str_trim(head);
    if (text.n == 0)
        return FILE_EMPTY;
    if (is_ofx(text))
        return FILE_OFX;
    for (ptrdiff_t i = 0; i < COUNT(marks); i++)
        if (str_starts(text, marks[i].begin))
            return kind_of_mark(marks[i].kind, bytes);
    /* Readers of PDFs let other bytes stand before it. */
    if (str_find(str_part(head, 0, PDF_MARK_WITHIN), S("%PDF-1."), 0) > 0)
        return FILE_PDF;
    if (text.p[0] == '<')
        return kind_of_markup(text);
    if (mhtml_is(text))
        return FILE_MHTML;
    if (own_is(text))
        return FILE_OWN;
    if (is_mt940(head))
        return FILE_MT940;
    if (bai2_is(head))
        return FILE_BAI2;
    if (journal_is(head))
        return FILE_JOURNAL;
    if (text.p[0] == '{' ||
        (text.p[0] == '[' && text.n > 1 && (text.p[1] == '{' || text.p[1] == '\n')))
        return FILE_JSON;
    if (is_qif(text))
        return FILE_QIF;
    return is_binary(head) ? FILE_BINARY : FILE_CSV;
}
