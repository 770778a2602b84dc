/* What a zip file is: that stands in the names of its members. */
#include "parse/detect_zip.h"

#include <string.h>

static uint32_t number_at(Str bytes, ptrdiff_t at, int n)
{
    uint32_t value = 0;
    for (int i = 0; i < n && at >= 0 && at + i < bytes.n; i++)
        value |= (uint32_t)(unsigned char)bytes.p[at + i] << 8 * i;
    return value;
}

/* Where the directory of the archive begins; -1: it is not found. */
static ptrdiff_t zip_directory(Str bytes)
{
    enum { END_BYTES = 22, COMMENT_MAX = 65535 };
    for (ptrdiff_t at = bytes.n - END_BYTES; at >= 0 && at >= bytes.n - END_BYTES - COMMENT_MAX;
         at--)
        if (!memcmp(bytes.p + at, "PK\5\6", 4)) {
            ptrdiff_t begin = at - (ptrdiff_t)number_at(bytes, at + 12, 4);
            return begin >= 0 && begin + 4 <= bytes.n && !memcmp(bytes.p + begin, "PK\1\2", 4)
                       ? begin
                       : -1;
        }
    return -1;
}

static bool holds_nocase(Str s, Str needle)
{
    for (ptrdiff_t i = 0; i + needle.n <= s.n; i++)
        if (str_eq_nocase(str_part(s, i, i + needle.n), needle))
            return true;
    return false;
}

/* The kind that a member's name gives away; FILE_ZIP: none. */
static FileKind kind_of_member(Str name)
{
    if (holds_nocase(name, S("workbook.bin")))
        return FILE_XLSB;
    if (holds_nocase(name, S("xl/workbook.xml")) || holds_nocase(name, S("xl\\workbook.xml")) ||
        str_starts(name, S("xl/worksheets/")))
        return FILE_XLSX;
    if (str_starts(name, S("word/document")) || str_starts(name, S("ppt/presentation")))
        return FILE_OFFICE;
    return FILE_ZIP;
}

/* OpenDocument files begin with a member that says what they are. */
static FileKind kind_by_mimetype(Str bytes)
{
    Str head = str_part(bytes, 30, 30 + 8 + 64);
    if (!str_starts(head, S("mimetypeapplication/vnd.oasis.opendocument.")))
        return FILE_ZIP;
    return str_find(head, S(".spreadsheet"), 0) > 0 ? FILE_ODS : FILE_OFFICE;
}

FileKind kind_of_zip(Str bytes)
{
    enum { RECORD_BYTES = 46, RECORDS_MAX = 20000 };
    FileKind kind = kind_by_mimetype(bytes);
    ptrdiff_t at = zip_directory(bytes);
    bool package = false, content = false, manifest = false;
    if (at < 0 && kind == FILE_ZIP &&
        str_find(str_part(bytes, 0, 64), S("[Content_Types].xml"), 0) > 0)
        return FILE_XLSX; /* cut off: its reader says so */
    for (int i = 0; i < RECORDS_MAX && kind == FILE_ZIP && at >= 0 && at + RECORD_BYTES < bytes.n &&
                    !memcmp(bytes.p + at, "PK\1\2", 4);
         i++) {
        ptrdiff_t n = (ptrdiff_t)number_at(bytes, at + 28, 2);
        Str name = str_part(bytes, at + RECORD_BYTES, at + RECORD_BYTES + n);
        kind = kind_of_member(name);
        package |= str_eq(name, S("[Content_Types].xml"));
        content |= str_eq(name, S("content.xml"));
        manifest |= str_eq(name, S("META-INF/manifest.xml"));
        at += RECORD_BYTES + n + (ptrdiff_t)number_at(bytes, at + 30, 2) +
              (ptrdiff_t)number_at(bytes, at + 32, 2);
    }
    if (kind != FILE_ZIP)
        return kind;
    return package ? FILE_XLSX : content && manifest ? FILE_ODS : FILE_ZIP;
}
