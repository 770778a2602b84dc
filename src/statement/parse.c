/* From the bytes of a file to its Statements. */
#include "statement/parse.h"

#include "statement/detect.h"
#include "statement/format/archive.h"
#include "statement/format/bai2.h"
#include "statement/format/camt.h"
#include "statement/format/csv.h"
#include "statement/format/html.h"
#include "statement/format/journal.h"
#include "statement/format/json.h"
#include "statement/format/mt940.h"
#include "statement/format/ods.h"
#include "statement/format/ofx.h"
#include "statement/format/own.h"
#include "statement/format/qif.h"
#include "statement/format/xls.h"
#include "statement/format/xlsx.h"
#include "statement/format/xmlss.h"
#include "statement/format/zip.h"
#include "statement/page.h"
#include "statement/pages/pages.h"
#include "statement/workbook.h"
#include "text/codepage.h"

#include <stdlib.h>

/* The readers, by what the file is. A kind without a row is not supported. Formats that name their
 * fields give statements; sheets of cells give a workbook, and their statements are found in it. */
typedef struct {
    FileKind kind;
    bool (*statements)(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);
    bool (*workbook)(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);
} Reader;

static const Reader readers[] = {
    { FILE_CSV, NULL, csv_workbook },
    { FILE_CAMT, camt_statements, NULL },
    { FILE_XML, camt_statements, NULL },
    { FILE_OFX, ofx_statements, NULL },
    { FILE_QIF, qif_statements, NULL },
    { FILE_XLSX, NULL, xlsx_workbook },
    { FILE_MT940, mt940_statements, NULL },
    { FILE_BAI2, bai2_statements, NULL },
    { FILE_JOURNAL, journal_statements, NULL },
    { FILE_JSON, NULL, json_workbook },
    { FILE_OWN, own_statements, NULL },
    { FILE_PDF, page_file_statements, NULL },
    { FILE_PICTURE, page_file_statements, NULL },
    { FILE_XLS, NULL, xls_workbook },
    { FILE_ODS, NULL, ods_workbook },
    { FILE_FODS, NULL, fods_workbook },
    { FILE_XMLSS, NULL, xmlss_workbook },
    { FILE_HTML, NULL, html_workbook },
    { FILE_ZIP, zip_statements, NULL },
};

static const ParseOptions no_options;

static int compare_nothing(const void *a, const void *b)
{
    (void)a;
    (void)b;
    return 0;
}

/* The first great qsort() of a process asks the system how much memory there is, and keeps it. */
static void prepare_sorting(void)
{
    enum { GREAT_BYTES = 4096 };
    char bytes[GREAT_BYTES] = { 0 };
    qsort(bytes, sizeof bytes, 1, compare_nothing);
}

void statement_parse_prepare(Str bytes, const ParseOptions *o, ParseNeeds *needs)
{
    ParseNeeds unheard = { 0 };
    codepage_prepare();
    prepare_sorting();
    archive_prepare(file_kind(bytes) == FILE_ZIP);
    pages_prepare(bytes, o ? o : &no_options, needs ? needs : &unheard);
}

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
    if (!reader->workbook)
        return fail(c, UNSUPPORTED, NULL, "%.*s is no table of cells",
                    STR_ARG(file_kind_words(reader->kind)));
    return reader->workbook(c, bytes, o, &book) && workbook_cells(c, &book, o, out);
}
