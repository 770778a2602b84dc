/* Libraries opened before the file system is gone. */
#include "format/archive.h"
#include "paper/pages.h"
#include "parse/detect.h"
#include "parse/parse.h"
#include "text/codepage.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIRECTORY_BYTES = 256 << 10, /* of a zip file's end: the names of its members */
    OCR_MEMORY_BYTES = 40 << 20, /* beside what words take: a drawn page, its copies, a language */
};

/* Whether a zip file's directory names a file that ends so. */
static bool names(Str directory, Str ending)
{
    for (ptrdiff_t i = 0; i + ending.n <= directory.n; i++)
        if (directory.p[i] == '.' && str_eq_nocase(str_part(directory, i, i + ending.n), ending))
            return true;
    return false;
}

static bool names_picture(Str directory)
{
    return names(directory, S(".png")) || names(directory, S(".jpg")) ||
           names(directory, S(".jpeg")) || names(directory, S(".tif"));
}

static void prepare_pages(Str bytes, const ParseOptions *o, ParseNeeds *needs)
{
    FileKind kind = file_kind(bytes);
    Str directory = kind == FILE_ZIP ? str_part(bytes, bytes.n - DIRECTORY_BYTES, bytes.n) : S("");
    bool pdf = kind == FILE_PDF || names(directory, S(".pdf"));
    /* The name of a picture stands readable in a PDF, whatever is compressed or encrypted. */
    bool picture = kind == FILE_PICTURE || names_picture(directory) || (pdf && kind == FILE_ZIP) ||
                   (pdf && memmem(bytes.p, (size_t)bytes.n, "/Image", 6));
    needs->libraries = pdf || picture;
    if (pdf)
        pdf_prepare();
    if (!picture || o->ocr.n == 0)
        return;
    ocr_prepare(o->ocr);
    needs->memory_bytes = OCR_MEMORY_BYTES;
    needs->cpu_seconds = LIMIT_OCR_PAGES * LIMIT_OCR_SECONDS;
}

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
    static const ParseOptions no_options;
    ParseNeeds unheard = { 0 };
    codepage_prepare();
    prepare_sorting();
    archive_prepare(file_kind(bytes) == FILE_ZIP);
    prepare_pages(bytes, o ? o : &no_options, needs ? needs : &unheard);
}
