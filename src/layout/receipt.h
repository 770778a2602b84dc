/* What a receipt or an invoice says: the words of a picture or a PDF (page.h) become total, date
 * and merchant. Pure, like every reader. */
#ifndef FLORIN_LAYOUT_RECEIPT_H
#define FLORIN_LAYOUT_RECEIPT_H

#include "paper/page.h"

typedef struct {
    Figure total; /* positive; not given if no line says it */
    Str currency; /* ISO code; none if no sign or code stands beside the total or elsewhere */
    Date date;    /* DATE_NONE if none is printed */
    Str merchant; /* as printed; none if no line can be a name */
    Str text;     /* all lines, cut to LIMIT_RECEIPT_TEXT_CHARS */
    int32_t total_ppm, date_ppm, merchant_ppm; /* how sure each is; OCR's doubt counts in */
} Receipt;

/* Reads all pages into *out, texts on c->mem. today bounds dates (none later; DATE_NONE: no bound)
 * and breaks ties between day and month. False only after a failure; what is not found stays
 * none. */
bool receipt_read(Ctx *c, const PageSet *pages, Date today, Receipt *out);

#endif
