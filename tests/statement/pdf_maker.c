/* Small PDFs for tests. */
#include "statement/pdf_maker.h"

#include <string.h>

enum { FILE_BYTES_MAX = 4 << 20, WIDTH = 420, HEIGHT = 300 };

PdfMaker *pdf_maker(Arena *mem)
{
    PdfMaker *m = NEW(mem, PdfMaker);
    m->out = buf_new(mem, FILE_BYTES_MAX);
    buf_add(&m->out, S("%PDF-1.5\n"));
    return m;
}

int pdf_object(PdfMaker *m, Str body)
{
    m->at[++m->n] = m->out.n;
    buf_fmt(&m->out, "%d 0 obj\n", m->n);
    buf_add(&m->out, body);
    buf_add(&m->out, S("\nendobj\n"));
    return m->n;
}

int pdf_stream(PdfMaker *m, const char *dictionary, Str data)
{
    Buf b = buf_new(m->out.mem, FILE_BYTES_MAX);
    buf_fmt(&b, "<< %s /Length %td >>\nstream\n", dictionary, data.n);
    buf_add(&b, data);
    buf_add(&b, S("\nendstream"));
    return pdf_object(m, buf_str(&b));
}

Str pdf_end(PdfMaker *m, int root)
{
    ptrdiff_t table = m->out.n;
    buf_fmt(&m->out, "xref\n0 %d\n0000000000 65535 f \n", m->n + 1);
    for (int i = 1; i <= m->n; i++)
        buf_fmt(&m->out, "%010td 00000 n \n", m->at[i]);
    buf_fmt(&m->out, "trailer << /Size %d /Root %d 0 R >>\nstartxref\n%td\n%%%%EOF\n", m->n + 1,
            root, table);
    return buf_str(&m->out);
}

/* The page tree over n equal pages and the catalogue; the pages' parent is the object after them.
 */
static Str end_with_pages(PdfMaker *m, Arena *mem, const char *resources, const char *page,
                          int contents, int n)
{
    int parent = m->n + n + 1, first = m->n + 1;
    for (int i = 0; i < n; i++)
        pdf_object(m,
                   str_fmt(mem,
                           "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                           "/Resources << %s >> %s >>",
                           parent, WIDTH, HEIGHT, contents, resources, page));
    Buf kids = buf_new(mem, FILE_BYTES_MAX);
    for (int i = 0; i < n; i++)
        buf_fmt(&kids, "%d 0 R ", first + i);
    pdf_object(
        m, str_fmt(mem, "<< /Type /Pages /Count %d /Kids [%.*s] >>", n, STR_ARG(buf_str(&kids))));
    return pdf_end(m, pdf_object(m, str_fmt(mem, "<< /Type /Catalog /Pages %d 0 R >>", parent)));
}

Str pdf_of_text(Arena *mem, const char *content, const char *page, int n)
{
    PdfMaker *m = pdf_maker(mem);
    int contents = pdf_stream(m, "", str_of(content));
    return end_with_pages(m, mem,
                          "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
                          "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>",
                          page, contents, n);
}

Str pdf_of_hebrew(Arena *mem, const char *content)
{
    PdfMaker *m = pdf_maker(mem);
    int contents = pdf_stream(m, "", str_of(content));
    int letters = pdf_stream(m, "",
                             S("/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
                               "/CMapName /H def 1 begincodespacerange <00> <FF> endcodespacerange "
                               "2 beginbfrange <20> <39> <0020> <61> <7A> <05D0> endbfrange "
                               "endcmap CMapName currentdict /CMap defineresource pop end end"));
    Str fonts = str_fmt(mem,
                        "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                        "/ToUnicode %d 0 R >> >>",
                        letters);
    return end_with_pages(m, mem, fonts.p, "", contents, 1);
}

static uint32_t number_at(Str png, ptrdiff_t at)
{
    const unsigned char *p = (const unsigned char *)png.p + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

Str pdf_of_png(Arena *mem, Str png, const char *matrix, const char *page)
{
    PdfMaker *m = pdf_maker(mem);
    Buf data = buf_new(mem, FILE_BYTES_MAX);
    for (ptrdiff_t at = 8; at + 12 <= png.n; at += 12 + number_at(png, at))
        if (!memcmp(png.p + at + 4, "IDAT", 4))
            buf_add(&data, str_n(png.p + at + 8, number_at(png, at)));
    int width = (int)number_at(png, 16), height = (int)number_at(png, 20);
    Str dictionary =
        str_fmt(mem,
                "/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
                "/BitsPerComponent 1 /Filter /FlateDecode /DecodeParms << /Predictor 15 "
                "/Colors 1 /BitsPerComponent 1 /Columns %d >>",
                width, height, width);
    int image = pdf_stream(m, dictionary.p, buf_str(&data));
    int contents = pdf_stream(m, "", str_fmt(mem, "q %s cm /I Do Q", matrix));
    Str resources = str_fmt(mem, "/XObject << /I %d 0 R >>", image);
    return end_with_pages(m, mem, resources.p, page, contents, 1);
}
