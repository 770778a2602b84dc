/* The texts that cells of a workbook share by number. */
#ifndef FLORIN_FORMAT_SHARED_TEXTS_H
#define FLORIN_FORMAT_SHARED_TEXTS_H

#include "base/base.h"

/* In pages that never move. */
typedef struct {
    Arena *mem;
    Str **pages;
    ptrdiff_t n, room; /* texts; pages there is room for */
} SharedTexts;

SharedTexts shared_new(void);
void shared_free(SharedTexts *t);
/* Adds a copy of the text; TOO_LARGE when they take more than LIMIT_SHARED_BYTES. */
bool shared_add(Ctx *c, SharedTexts *t, Str text);
/* The text with that number from 0; none when there is none. */
Str shared_text(const SharedTexts *t, int64_t i);

#endif
