/* What the makers of pages share: lists of words, and what a document is read with. */
#ifndef FLORIN_PAPER_PAGES_H
#define FLORIN_PAPER_PAGES_H

#include "paper/page.h"

/* Words of one page as they are found. */
typedef struct {
    Arena *mem;
    PageWord *words;
    ptrdiff_t n, room;
    bool full; /* LIMIT_PAGE_WORDS were reached and more came */
} WordList;

/* Room for one more word, zeroed; NULL when the list is full. */
PageWord *words_add(WordList *list);

/* A word's text as every reader expects it: NFC, ligatures (fi) as letters, the soft hyphen that
 * some fonts draw their hyphens with as '-', without what has no width. None when nothing is left.
 */
Str word_clean(Arena *mem, Str text);

/* Whether a code point parts words. */
bool word_blank(int32_t code_point);

/* Opens what reads PDFs, before a sandbox takes the file system away. What is missing is told by
 * the reading that needs it. */
void pdf_prepare(void);

/* Reads pages of grey pixels. */
typedef struct Ocr Ocr;

/* 8 bits a pixel, 0 is black. */
typedef struct {
    unsigned char *pixels;
    int width, height, stride;
    double dpi;
    int32_t page; /* from 1, for messages */
} GreyPicture;

/* Opens the library and the files of the languages ("eng+deu"), before a sandbox takes the file
 * system away. What is missing is told by the reading that needs it. */
void ocr_prepare(Str languages);

/* The first of the languages reads, unless its words are evidently those of another one on the
 * list. On c->mem; ocr_free gives back what the library holds. NULL after fail(): UNSUPPORTED,
 * naming the package that is missing. */
Ocr *ocr_new(Ctx *c, const ParseOptions *o, int32_t page);
void ocr_free(Ocr **ocr);

/* The words of the picture, upright and straight, in points. */
bool ocr_read(Ocr *ocr, const GreyPicture *picture, Page *out);

/* The same of a picture of leptonica's with 8 bits a pixel, which is gone afterwards. */
struct Pix;
bool ocr_read_pix(Ocr *ocr, struct Pix **pix, double dpi, Page *out);

#endif
