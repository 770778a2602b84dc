/* Pages of words with positions, from a PDF or by OCR. */
#ifndef FLORIN_PAPER_PAGE_H
#define FLORIN_PAPER_PAGE_H

#include "statement/options.h"

typedef struct {
    Str text;             /* one word as printed, NFC UTF-8, no blanks inside */
    float x0, y0, x1, y1; /* box in points (1/72 in), origin top left of the page as a reader sees
                             it (rotation applied) */
    float size;           /* font size in points; 0 unknown */
    bool bold;
    bool after_blank;       /* a blank or gap stands before it on its line */
    int32_t confidence_ppm; /* 1,000,000 for text of the PDF; OCR's own confidence otherwise */
} PageWord;

typedef struct {
    PageWord *words; /* in the engine's reading order; whoever needs another sorts */
    ptrdiff_t n;
    float width, height; /* points */
    bool by_ocr;
} Page;

typedef struct {
    Page *pages;
    ptrdiff_t n;
    bool is_protected;   /* a password was needed to open it */
    int32_t password;    /* which of ParseOptions.passwords opened it, from 1; 0: none */
    Str producer, title; /* as the file's information says; none if it does not */
    Date created;        /* the same; DATE_NONE */
} PageSet;

/* The words of a PDF, all on c->mem. Pages that are pictures are read by OCR in o->ocr's languages.
 * False after a failure: PASSWORD_REQUIRED, PASSWORD_WRONG, UNREADABLE, TOO_LARGE, HOSTILE, with
 * the page named in the detail; UNSUPPORTED when a page is a picture and there is no OCR. o may be
 * NULL. */
bool pages_of_pdf(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out);

/* The same for a picture of a page (PNG, JPEG, TIFF with a page or several, GIF). */
bool pages_of_picture(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out);

#endif
