/* From the bytes of a file to its Statements. */
#include "parse/parse.h"

#include "format/archive.h"
#include "format/bai2.h"
#include "format/camt.h"
#include "format/csv.h"
#include "format/html.h"
#include "format/journal.h"
#include "format/json.h"
#include "format/mhtml.h"
#include "format/mt940.h"
#include "format/ods.h"
#include "format/ofx.h"
#include "format/own.h"
#include "format/qif.h"
#include "format/xls.h"
#include "format/xlsx.h"
#include "format/xmlss.h"
#include "layout/page_statements.h"
#include "parse/detect.h"
#include "parse/zip.h"
#include "table/workbook.h"

bool pages_of_file(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out)
{
    FileKind kind = file_kind(bytes);
    *out = (PageSet){ 0 };
    if (kind == FILE_PDF)
        return pages_of_pdf(c, bytes, o, out);
    if (kind == FILE_PICTURE)
        return pages_of_picture(c, bytes, o, out);
    return fail(c, UNSUPPORTED, NULL, "The file is %.*s; only PDFs and pictures have pages",
                STR_ARG(file_kind_words(kind)));
}

static bool page_file_cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out)
{
    PageSet pages;
    return pages_of_file(c, bytes, o, &pages) && pages_cells(c, &pages, o, out);
}

static bool page_file_statements(Ctx *c, Str bytes, const ParseOptions *o,
                                 const StatementSink *sink)
{
    PageSet pages;
    return pages_of_file(c, bytes, o, &pages) && pages_statements(c, &pages, o, sink);
}

/* The readers, by what the file is. A kind without a row is not supported. Formats that name their
 * fields give statements; sheets of cells give a workbook, and their statements are found in it. */
typedef struct {
    FileKind kind;
    bool (*statements)(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);
    bool (*workbook)(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);
    bool (*cells)(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out);
} Reader;

static const Reader readers[] = {
    { FILE_CSV, NULL, csv_workbook, NULL },
    { FILE_CAMT, camt_statements, NULL, NULL },
    { FILE_XML, camt_statements, NULL, NULL },
    { FILE_OFX, ofx_statements, NULL, NULL },
    { FILE_QIF, qif_statements, NULL, NULL },
    { FILE_XLSX, NULL, xlsx_workbook, NULL },
    { FILE_MT940, mt940_statements, NULL, NULL },
    { FILE_BAI2, bai2_statements, NULL, NULL },
    { FILE_JOURNAL, journal_statements, NULL, NULL },
    { FILE_JSON, NULL, json_workbook, NULL },
    { FILE_OWN, own_statements, NULL, NULL },
    { FILE_PDF, page_file_statements, NULL, page_file_cells },
    { FILE_PICTURE, page_file_statements, NULL, page_file_cells },
    { FILE_XLS, NULL, xls_workbook, NULL },
    { FILE_ODS, NULL, ods_workbook, NULL },
    { FILE_FODS, NULL, fods_workbook, NULL },
    { FILE_XMLSS, NULL, xmlss_workbook, NULL },
    { FILE_HTML, NULL, html_workbook, NULL },
    { FILE_MHTML, NULL, mhtml_workbook, NULL },
    { FILE_ZIP, zip_statements, NULL, NULL },
};

static const ParseOptions no_options;

/* The reader for the bytes, or NULL after fail(). */
static const Reader *reader_of(Ctx *c, Str bytes)
{
    FileKind kind = file_kind(bytes);
    for (ptrdiff_t i = 0; i < COUNT(readers); i++)
        if (readers[i].kind == kind)
            return &readers[i];
    if (kind == FILE_EMPTY)
        fail(c, UNREADABLE, NULL, "the file is empty; export it from the bank again");
    else if (kind == FILE_BINARY)
        fail(c, UNREADABLE, NULL, "the file is not text and not in a known format");
    else
        fail(c, UNSUPPORTED, NULL, "the file is %.*s, which cannot be read",
             STR_ARG(file_kind_words(kind)));
    return NULL;
}

bool statement_stream(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    const Reader *reader = reader_of(c, bytes);
    Workbook book = { 0 };
    o = o ? o : &no_options;
    if (!reader)
        return false;
    if (reader->statements)
        return reader->statements(c, bytes, o, sink) && !failed(c);
    return reader->workbook(c, bytes, o, &book) && workbook_statements(c, &book, o, sink);
}

bool statement_parse(Ctx *c, Str bytes, const ParseOptions *o, StatementSet *out)
{
    StatementSink sink = statement_collect(c->mem, out);
    return statement_stream(c, bytes, o, &sink);
}

bool statement_cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out)
{
    *out = (CellSet){ 0 };
    const Reader *reader = reader_of(c, bytes);
    Workbook book = { 0 };
    o = o ? o : &no_options;
    if (!reader)
        return false;
    if (reader->cells)
        return reader->cells(c, bytes, o, out);
    if (!reader->workbook)
        return fail(c, UNSUPPORTED, NULL, "%.*s is no table of cells",
                    STR_ARG(file_kind_words(reader->kind)));
    return reader->workbook(c, bytes, o, &book) && workbook_cells(c, &book, o, out);
}
