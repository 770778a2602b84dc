/* Small PDFs for tests, written object by object. */
#ifndef FLORIN_TESTS_STATEMENT_PDF_MAKER_H
#define FLORIN_TESTS_STATEMENT_PDF_MAKER_H

#include "base/base.h"

enum { PDF_MAKER_OBJECTS = 2000 };

typedef struct {
    Buf out;
    ptrdiff_t at[PDF_MAKER_OBJECTS + 1]; /* where each object starts */
    int n;
} PdfMaker;

PdfMaker *pdf_maker(Arena *mem);
/* Adds an object, numbered from 1 in this order, and returns its number. */
int pdf_object(PdfMaker *m, Str body);
int pdf_stream(PdfMaker *m, const char *dictionary, Str data);
/* Ends the file, whose catalogue is the object `root`. */
Str pdf_end(PdfMaker *m, int root);

/* A file of n pages of 420 x 300 points that all show the same content, in the fonts /F1
 * (Helvetica) and /F2 (bold); page holds more entries of their dictionaries ("/Rotate 90"). */
Str pdf_of_text(Arena *mem, const char *content, const char *page, int n);

/* The same of one page whose small letters stand for the Hebrew alphabet from alef on. */
Str pdf_of_hebrew(Arena *mem, const char *content);

/* A page that shows a PNG of one bit a pixel, under the matrix ("420 0 0 300 0 0") that places it.
 */
Str pdf_of_png(Arena *mem, Str png, const char *matrix, const char *page);

#endif
