/* Any bytes as the parts of an Excel workbook: a zero ends the sheet, and then the shared texts and
 * the styles; they are put into an archive without compression, which a fuzzer would only damage.
 */
#include "fuzz/workbooks.h"

#include "format/xlsx.h"

#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARCHIVE_MAX = 1 << 20 };

typedef struct {
    Buf out, directory;
    int n;
} Writer;

static void number(Buf *b, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(b, (char)(value >> 8 * i));
}

/* What the local head and the directory's record have in common. */
static void add_head(Buf *b, Str name, Str content)
{
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)content.p, (uInt)content.n);
    number(b, 20, 2);
    number(b, 0, 4);
    number(b, 0x00210000, 4);
    number(b, sum, 4);
    number(b, (uint32_t)content.n, 4);
    number(b, (uint32_t)content.n, 4);
    number(b, (uint32_t)name.n, 2);
    number(b, 0, 2);
}

static void add_member(Writer *w, Str name, Str content)
{
    uint32_t place = (uint32_t)w->out.n;
    buf_add(&w->out, S("PK\3\4"));
    add_head(&w->out, name, content);
    buf_add(&w->out, name);
    buf_add(&w->out, content);
    buf_add(&w->directory, S("PK\1\2"));
    number(&w->directory, 20, 2);
    add_head(&w->directory, name, content);
    number(&w->directory, 0, 4);
    number(&w->directory, 0, 4);
    number(&w->directory, 0, 2);
    number(&w->directory, place, 4);
    buf_add(&w->directory, name);
    w->n++;
}

static Str archive(Writer *w)
{
    uint32_t place = (uint32_t)w->out.n;
    buf_add(&w->out, buf_str(&w->directory));
    buf_add(&w->out, S("PK\5\6"));
    number(&w->out, 0, 4);
    number(&w->out, (uint32_t)w->n, 2);
    number(&w->out, (uint32_t)w->n, 2);
    number(&w->out, (uint32_t)w->directory.n, 4);
    number(&w->out, place, 4);
    number(&w->out, 0, 2);
    return buf_str(&w->out);
}

static Str next_part(Str *rest)
{
    const char *end = rest->n ? memchr(rest->p, 0, (size_t)rest->n) : NULL;
    ptrdiff_t n = end ? end - rest->p : rest->n;
    Str part = str_part(*rest, 0, n);
    *rest = str_part(*rest, n + 1, rest->n);
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz parts", (size_t)4 * ARCHIVE_MAX);
    Writer w = { .out = buf_new(mem, ARCHIVE_MAX), .directory = buf_new(mem, ARCHIVE_MAX) };
    Str rest = str_n((const char *)data, (ptrdiff_t)size);
    add_member(&w, S("xl/workbook.xml"),
               S("<workbook><sheets><sheet name=\"A\" sheetId=\"1\"/></sheets></workbook>"));
    add_member(&w, S("xl/worksheets/sheet1.xml"), next_part(&rest));
    add_member(&w, S("xl/sharedStrings.xml"), next_part(&rest));
    add_member(&w, S("xl/styles.xml"), next_part(&rest));
    Str bytes = archive(&w);
    if (!w.out.full)
        fuzz_workbook((const uint8_t *)bytes.p, (size_t)bytes.n, xlsx_workbook);
    arena_free(mem);
    return 0;
}
