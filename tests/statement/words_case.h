/* Pages for tests, written as a picture in letters: what stands in column C of line N is a word at
 * 5 * C points from the left and 12 * N from the top, 5 points a letter.
 *
 *     %words            first line
 *     %made 2024-05-01  when the file says that it was made
 *     %page             another page; "%page ocr 87" one that was read by OCR, confidence in
 * percent */
#ifndef FLORIN_TESTS_STATEMENT_WORDS_CASE_H
#define FLORIN_TESTS_STATEMENT_WORDS_CASE_H

#include "paper/page.h"

/* Whether the bytes are such a picture. */
bool words_picture(Str bytes);

/* The pages of the picture, on c->mem. */
PageSet words_pages(Ctx *c, Str bytes);

/* The statements of the picture, collected as statement_parse does it. */
bool words_statements(Ctx *c, Str bytes, const ParseOptions *o, StatementSet *out);

/* The statements of pages, collected. */
bool words_collect(Ctx *c, const PageSet *pages, const ParseOptions *o, StatementSet *out);

#endif
