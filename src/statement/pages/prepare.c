/* Libraries opened before the file system is gone. */
#include "statement/detect.h"
#include "statement/pages/library.h"
#include "statement/pages/pages.h"

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

/* Titles in UTF-16 are converted by a module that must be in memory then. */
static void open_poppler(void)
{
    Ctx c = ctx_new("pdf", 1 << 20);
    const Poppler *p = poppler_library(&c);
    if (p)
        p->g_iconv_open("UTF-8", "UTF-16BE");
    ctx_done(&c);
}

void pages_prepare(Str bytes, const ParseOptions *o, ParseNeeds *needs)
{
    FileKind kind = file_kind(bytes);
    Str directory = kind == FILE_ZIP ? str_part(bytes, bytes.n - DIRECTORY_BYTES, bytes.n) : S("");
    bool pdf = kind == FILE_PDF || names(directory, S(".pdf"));
    /* The name of a picture stands readable in a PDF, whatever is compressed or encrypted. */
    bool picture = kind == FILE_PICTURE || names_picture(directory) || (pdf && kind == FILE_ZIP) ||
                   (pdf && memmem(bytes.p, (size_t)bytes.n, "/Image", 6));
    needs->libraries = pdf || picture;
    if (pdf)
        open_poppler();
    if (!picture || o->ocr.n == 0)
        return;
    ocr_prepare(o->ocr);
    needs->memory_bytes = OCR_MEMORY_BYTES;
    needs->cpu_seconds = LIMIT_OCR_PAGES * LIMIT_OCR_SECONDS;
}
