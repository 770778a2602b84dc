/* What the parts of the reader of pictures share. */
#ifndef FLORIN_PAPER_OCR_H
#define FLORIN_PAPER_OCR_H

#include "paper/library.h"
#include "paper/pages.h"

static const double OCR_POINTS_PER_INCH = 72;

/* A language's file, mapped; never given back, since every reading needs it again. */
typedef struct {
    char name[12];
    const char *data;
    ptrdiff_t n;
} Language;

struct Ocr {
    Ctx *c;
    const Tesseract *t;
    TessBaseAPI *api;
    const Language *language;
    Str choice; /* the languages that may read; the first does at first */
    bool settled;
    int senseless; /* pages that made no sense in any position */
};

/* Reads figures again that were read with doubt, each by itself and with nothing but the signs of
 * figures to choose from, and corrects words where that gives a figure. */
void ocr_figures(Ocr *ocr, PIX *pix, double dpi, PageWord *words, ptrdiff_t n);

/* Whether the text has the form of an amount, a day or a number: digits in groups with one sign
 * between them, and around them signs, brackets and currencies. */
bool ocr_is_figure(Str text);

#endif
